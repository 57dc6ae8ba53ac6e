"""The documents hold together: links lead somewhere, the index of decisions is whole."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_relative_link_of_a_page_leads_to_a_file(page: Path) -> None:
    text = re.sub(r"(?s)```.*?```", "", page.read_text("utf-8"))
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:|#", t)]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_index_of_decisions_names_each_one_once() -> None:
    listed = re.findall(r"\[(\d{4})\]\(([^)]+)\)", (ROOT / "docs" / "adr" / "README.md").read_text("utf-8"))
    assert listed == [(adr.name[:4], adr.name) for adr in ADRS]
    assert len({number for number, _ in listed}) == len(ADRS)


@pytest.mark.parametrize("adr", ADRS, ids=lambda adr: adr.name)
def test_a_decision_has_a_status_and_says_context_decision_and_consequences(adr: Path) -> None:
    text = adr.read_text("utf-8")
    assert text.startswith(f"# {adr.name[:4]} ")
    assert re.findall(r"(?m)^(?:Status: (?=accepted|superseded)|## )\w+", text)[0].startswith("Status")
    assert re.findall(r"(?m)^## (\w+)", text)[:3] == ["Context", "Decision", "Consequences"]


def test_the_readme_gives_the_two_commands_in_both_languages() -> None:
    chinese, english = (ROOT / "README.md").read_text("utf-8").split("# In English")
    for half in (chinese, english):
        assert "$ make demo" in half
        assert "$ make test" in half
        assert "python dev.py demo" in half
