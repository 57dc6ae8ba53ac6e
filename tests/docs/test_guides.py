"""Every command of every guide is run, in both languages, from an empty folder, and what comes out is what the guide shows."""

import re
from pathlib import Path

import pytest
from tests.docs.walk import clean_environment, walk

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
PAGES = sorted(GUIDES.glob("*.??.md"))  # the transcript of electric blankets is walked with an installed wheel: tests/kit
TITLES = sorted({page.name.rsplit(".", 2)[0] for page in PAGES})


@pytest.mark.slow
@pytest.mark.parametrize("guide", PAGES, ids=lambda page: page.name)
def test_a_guide_can_be_followed_to_its_end(guide: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    assert walk(guide, tmp_path / "work", clean_environment(tmp_path / "environment"))


@pytest.mark.parametrize("title", TITLES)
def test_a_guide_gives_the_same_commands_in_both_languages(title: str) -> None:
    chinese, english = ((GUIDES / f"{title}.{language}.md").read_text("utf-8") for language in ("zh", "en"))
    given = [[re.sub(r"  # .*", "", line) for line in re.findall(r"(?m)^\$ .*$", text)] for text in (chinese, english)]
    assert given[0] == given[1] != []


def test_the_list_of_guides_names_each_one() -> None:
    listed = set(re.findall(r"\]\(([^)]+\.md)\)", (GUIDES / "README.md").read_text("utf-8")))
    assert {page.name for page in GUIDES.glob("*.md") if page.name != "README.md"} <= listed
