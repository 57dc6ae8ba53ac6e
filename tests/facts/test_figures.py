"""Every figure of the built-in rulesets against tables that were typed by hand from the standards, one line a figure.

`<category>.csv` holds limits, `common.csv` and `<category>_site.csv` the classes and days of site checks. The rulesets are read as
plain YAML here, without the product's own reader, so that no fault of the reader can hide a wrong figure.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
RULESETS = HERE.parents[1] / "rulesets" / "tijian_rulesets"
SITE = {table.stem: "common" if table.stem == "common" else table.stem.removesuffix("_site") for table in HERE.glob("*.csv")}
SITE = {stem: category for stem, category in SITE.items() if stem == "common" or stem.endswith("_site")}
LIMITS = sorted(table.stem for table in HERE.glob("*.csv") if table.stem not in SITE)

CLASSES = {"V!": "veto", "K": "key", "G": "general", "C": "minor"}
CONFIDENCES = {"V": "verified", "V2": "secondary", "M": "recalled", "M?": "weak"}
WHOLE = {"conforms", "absent", "unknown"}  # requirements that have no figure

Figure = tuple[str, str, str, str, str, str, str]  # id, part, when, requirement, unit, class, confidence


def table(stem: str) -> list[dict[str, str]]:
    with (HERE / f"{stem}.csv").open(encoding="utf-8", newline="") as lines:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def tight(written: str) -> str:
    return "".join(written.split())


def requirement(comparator: str, figure: str) -> str:
    """What a ruleset must say for this comparator and figure, without spaces: '>=' and '99' give '>=99', '~' and '1 ~ 2' give '1~2'."""
    if comparator in WHOLE:
        return comparator
    return tight(figure) if comparator in figure else tight(comparator + figure)


def files_of(category: str) -> Iterator[dict[str, Any]]:
    """Every edition of a category and what it includes; `common` stands for the catalogue that all of them include."""
    waiting, seen = sorted((RULESETS / category).glob("2021.yaml" if category == "common" else "*.yaml")), set[Path]()
    while waiting:
        file = waiting.pop(0)
        if file not in seen:
            seen.add(file)
            data: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
            waiting.extend(RULESETS / f"{name}.yaml" for name in data.get("includes", []))
            yield data


def rows_of(test: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    parts = test.get("parts", {})
    yield from (("", row) for row in test.get("limits", []))
    if isinstance(parts, dict):
        yield from ((part, row) for part, rows in parts.items() for row in rows)


def figures_of(data: dict[str, Any]) -> Iterator[Figure]:
    for name, test in data.get("sample_tests", {}).items():
        for part, row in rows_of(test):
            confidence = (row.get("source") or test["source"]).get("confidence", "")
            when = row.get("when") or test.get("applies", "")
            yield name, part, when, tight(row["require"]), test.get("unit", ""), test["class"], confidence


def figures_typed(stem: str) -> list[Figure]:
    return [
        (
            row["id"],
            row["part"],
            row["when"],
            requirement(row["comparator"], row["figure"]),
            row["unit"],
            CLASSES.get(row["class"], row["class"]),
            CONFIDENCES.get(row["confidence"], row["confidence"]),
        )
        for row in table(stem)
    ]


@pytest.mark.parametrize("category", LIMITS)
def test_the_limits_of_a_ruleset_are_those_of_the_standards_and_no_others(category: str) -> None:
    typed = figures_typed(category)
    written = {figure for data in files_of(category) for figure in figures_of(data)}
    assert [figure for figure, times in Counter(typed).items() if times > 1] == []
    assert {"not in the ruleset": set(typed) - written, "not in the table": written - set(typed)} == {
        "not in the ruleset": set(),
        "not in the table": set(),
    }


@pytest.mark.parametrize("stem", sorted(SITE))
def test_the_site_checks_have_the_classes_and_days_of_the_proposal(stem: str) -> None:
    typed = {(row["id"], CLASSES.get(row["class"], row["class"]), int(row["days"])) for row in table(stem)}
    own = {
        (name, check["class"], days["fail"] if isinstance(days := check["advice"]["within_days"], dict) else days)
        for data in files_of(SITE[stem])
        for name, check in data.get("site_checks", {}).items()
    }
    if stem != "common":  # a category includes the common checks, which have their own table
        own = {(name, class_, days) for name, class_, days in own if name not in {row["id"] for row in table("common")}}
    assert own == typed


@pytest.mark.parametrize(
    ("comparator", "figure", "says"),
    [(">=", "99", ">=99"), ("~", "4.0 ~ 8.5", "4.0~8.5"), ("conforms", "", "conforms"), (">=", "0.9 × declared", ">=0.9×declared")],
)
def test_a_line_of_a_table_reads_as_the_requirement_it_stands_for(comparator: str, figure: str, says: str) -> None:
    assert requirement(comparator, figure) == says
