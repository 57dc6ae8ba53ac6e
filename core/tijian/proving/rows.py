"""The limit rows of a test: which of them is the first to hold, and what decides that.

Boundary cases, coverage and mutants all speak of rows by the names given here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..authoring.program import Check, Limit
from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import Unknown
from ..conditions.tree import Node
from ..facts.attributes import Value

Part = str | None  # None: the test's own limits


@dataclass(frozen=True, slots=True)
class Row:
    """One limit row: of a test, or of one of its parts."""

    check: Check
    part: Part
    index: int
    limit: Limit

    @property
    def name(self) -> str:
        """`limits[2]`, `BFE[1]`: rows count from 1, as in the messages of lint."""
        return f"{self.part or 'limits'}[{self.index + 1}]"


def rows_of(check: Check) -> Iterator[Row]:
    """Every limit row of a test."""
    for part, limits in check.rows.items():
        for index, limit in enumerate(limits):
            yield Row(check, part, index, limit)


def first_row(limits: Sequence[Limit], values: Mapping[str, Value]) -> int | None:
    """Which row is the first that holds; None where that cannot be told."""
    for index, row in enumerate(limits):
        holds = True if row.when is None else evaluate(row.when, values)
        if holds is not False:
            return index if holds else None
    return None


def applies_at(check: Check, values: Mapping[str, Value]) -> bool:
    """Whether a check surely applies there."""
    return check.applies is None or evaluate(check.applies, values) is True


def row_conditions(row: Row) -> list[Node]:
    """What decides whether a row is the first to hold: its own condition, those before it, and whether the test applies."""
    others = [limit.when for limit in row.check.rows[row.part][: row.index + 1] if limit.when is not None]
    return [*others, *([row.check.applies] if row.check.applies is not None else [])]


def row_holds(row: Row, values: Mapping[str, Value]) -> bool:
    """Whether the test applies and this row is the first that holds."""
    return applies_at(row.check, values) and first_row(row.check.rows[row.part], values) == row.index


def judged_at(check: Check, values: Mapping[str, Value]) -> bool:
    """Whether a test applies there and every figure that judges it is at hand."""
    if not applies_at(check, values):
        return False
    chosen = ((limits, first_row(limits, values)) for limits in check.rows.values())
    return all(index is not None and not isinstance(limits[index].require, Unknown) for limits, index in chosen)
