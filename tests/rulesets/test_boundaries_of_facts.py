"""The generated boundary cases against the tables typed from the facts: each figure is one of the facts, each state what its comparator says.

`tijian ruleset cases` computes the states from the ruleset. Here they are computed again from tests/facts, without the product's code.
"""

import csv
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rulesets" / "tijian_rulesets").glob("*/cases/boundaries_*.yaml"))
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
FIGURE = r"\d+(?:\.\d+)?|\d-\d"  # 0.04, or the grade 3-4
# "FMC-T10 limits[2] <= 0.8: 0.9 - fail", "STN-T07 limits[1] <= 1000: sum 1001 - fail", "RSP-T03.mean limits[1] <= 8: 9 (3×) - fail": a test,
# its limits or a part of it, the row, the requirement, the result (of a sum, of that many specimens), the state
NAME = re.compile(
    rf"(?P<test>\S+) (?P<part>\S+?)\[\d+\] (?P<op>>=|<=|>|<) (?P<figure>{FIGURE}): (?:sum )?(?P<value>{FIGURE})(?: \(\d+×\))? - (?P<state>pass|fail)"
)


def number(written: str) -> Decimal:
    """A figure; of a grade between two the middle, which keeps their order."""
    low, _, high = written.partition("-")
    return (Decimal(low) + Decimal(high)) / 2 if high else Decimal(low)


@cache
def typed(category: str) -> frozenset[tuple[str, str, str, Decimal]]:
    """Test, part, comparator and figure of each plain limit of the facts."""
    with (ROOT / "tests" / "facts" / f"{category}.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["comparator"] in COMPARE and re.fullmatch(FIGURE, row["figure"])]
    return frozenset((row["id"], row["part"], row["comparator"], number(row["figure"])) for row in rows)


def plain(file: Path) -> list[re.Match[str]]:
    """The names of the cases, which say all; a file of cases is long, and only its lines of names are read."""
    lines = (line for line in file.read_text("utf-8").splitlines() if line.startswith("- name: "))
    return [found for line in lines if (found := NAME.fullmatch(line.removeprefix("- name: ").strip('"')))]


def limit(found: re.Match[str]) -> tuple[str, str, str, Decimal]:
    return found["test"], "" if found["part"] == "limits" else found["part"], found["op"], number(found["figure"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_the_generated_boundaries_are_at_figures_of_the_facts_and_say_what_the_comparator_says(file: Path) -> None:
    found = plain(file)
    assert found
    assert [one[0] for one in found if limit(one) not in typed(file.parents[1].name)] == []
    wrong = [one[0] for one in found if COMPARE[one["op"]](number(one["value"]), number(one["figure"])) != (one["state"] == "pass")]
    assert wrong == []


@pytest.mark.parametrize("category", sorted({file.parents[1].name for file in FILES}))
def test_every_plain_figure_of_the_facts_is_met_exactly_and_missed_by_some_case(category: str) -> None:
    found = [one for file in FILES if file.parents[1].name == category for one in plain(file)]
    exact = {limit(one) for one in found if number(one["value"]) == number(one["figure"])}
    failed = {limit(one) for one in found if one["state"] == "fail"}
    assert typed(category) - exact == set()
    assert typed(category) - failed == set()
