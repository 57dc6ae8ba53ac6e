"""What an expert sees in an editor: planted faults of a ruleset at the right lines, Chinese explanations, completion, all from the committed schema."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editor.language_server import Editor, editor, missing

from tijian.kit.scaffold import Start, write

ROOT = Path(__file__).parents[2]
BUILT_IN = sorted((ROOT / "rulesets" / "tijian_rulesets").glob("*/*.yaml"))
RULESETS = [file for file in BUILT_IN if file.parent.name != "demo"]
START = Start("toys", "玩具", "Toys", "2026", "2026-01-01", data_only=True)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=missing() or ""),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),  # the listener, when the server is killed
]


@pytest.fixture(scope="module")
def opened() -> Iterator[Editor]:
    with editor(ROOT) as one:
        yield one


@pytest.fixture
def ruleset(tmp_path: Path) -> Path:
    write(START, tmp_path / "rules")
    return tmp_path / "rules" / "toys" / "2026.yaml"


def planted(ruleset: Path, name: str, old: str, new: str) -> tuple[Path, int]:
    """A copy of the ruleset with a fault in it, and the line of the fault."""
    text = ruleset.read_text("utf-8")
    assert old in text
    at = text.index(old)
    file = ruleset.with_name(f"{name}.yaml")
    file.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    return file, text[:at].count("\n") + 1 + new[: len(new) - len(new.lstrip("\n"))].count("\n")


def test_the_rulesets_that_come_with_the_product_have_no_complaints(opened: Editor) -> None:
    assert {str(file.relative_to(ROOT)): told for file in RULESETS if (told := opened.open(file))} == {}


def test_nor_has_a_new_category(opened: Editor, ruleset: Path) -> None:
    assert opened.open(ruleset) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("misspelt", "    class: key\n", "    clas: key\n", "clas"),
        ("class", "    class: veto\n", "    class: vetoed\n", "veto"),
        ("days", "within_days: 30", "within_days: soon", "integer|object|WithinDays"),
        ("weight", "    class: general\n    applies", "    class: general\n    weight: heavy\n    applies", None),
        ("basis", "basis: declared", "basis: declare", "declared"),
        ("grade", "status: illustrative", "status: final", "illustrative"),
        ("unfinished", "{require: unknown}", "{requires: unknown}", "require"),
    ],
)
def test_a_planted_fault_is_shown_at_its_line(opened: Editor, ruleset: Path, name: str, old: str, new: str, says: str | None) -> None:
    file, line = planted(ruleset, name, old, new)
    told = opened.open(file)
    near = [message for at, message in told if at in ((line,) if says else (line, line + 1))]
    assert near, told
    assert says is None or any(re.search(says, message) for message in near), told


def test_what_a_field_is_for_is_shown_in_chinese(opened: Editor, ruleset: Path) -> None:
    opened.open(ruleset)
    shown = {}
    for number, line in enumerate(ruleset.read_text("utf-8").splitlines(), start=1):
        for field in ("site_checks:", "class: veto", "evidence:", "limits:"):
            if field in line and field not in shown:
                shown[field] = opened.hover(ruleset, number, line.index(field) + 2)
    assert set(shown) == {"site_checks:", "class: veto", "evidence:", "limits:"}
    assert "否决项" in shown["class: veto"]
    assert all(re.search(r"[\u4e00-\u9fff]", words) for words in shown.values()), shown


def test_the_fields_of_a_check_are_offered(opened: Editor, ruleset: Path) -> None:
    text = ruleset.read_text("utf-8").replace("    class: veto\n", "    class: veto\n    \n", 1)
    file = ruleset.with_name("typing.yaml")
    file.write_text(text, "utf-8")
    opened.open(file)
    line = text[: text.index("    \n")].count("\n") + 1
    assert {"weight", "applies", "may_skip"} <= opened.complete(file, line, 5)
