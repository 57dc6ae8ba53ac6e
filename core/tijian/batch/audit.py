"""The audit: some rows of a partition judged again, as dossiers, by the direct and the rete engine together. Not a digit may differ."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..model.problem import EngineDisagreement, Position, Problem
from ..model.text import text
from .job import VERDICTS, Partition
from .judges import Judges

if TYPE_CHECKING:
    import polars as pl

MOST_SHOWN = 20


def audit(judges: Judges, good: "pl.DataFrame", verdicts: "pl.DataFrame", partition: Partition) -> int:
    """How many rows were judged again. Raises EngineDisagreement (E987) with every difference."""
    places = chosen(partition.audit, good.height)
    problems: list[Problem] = []
    for place in places:
        found = verdicts.row(place, named=True)
        expected = judges.both(judges.layout.dossier(good.row(place, named=True)))
        differs = [name for name in VERDICTS if not same(found[name], expected[name])]
        if differs and len(problems) < MOST_SHOWN:
            problems.append(_difference(partition, found, expected, differs))
    if problems:
        raise EngineDisagreement(problems)
    return len(places)


def chosen(wanted: Sequence[int], rows: int) -> list[int]:
    """As many different rows as are wanted, or all: where one is taken or was rejected, the next."""
    taken: set[int] = set()
    for place in wanted[:rows]:
        place %= rows
        while place in taken:
            place = (place + 1) % rows
        taken.add(place)
    return sorted(taken)


def same(found: Any, expected: Any) -> bool:
    """Whether two cells say the same: a word, a truth, a count, or a score, which is a decimal on both sides."""
    return type(found) is type(expected) and bool(found == expected)


def _difference(partition: Partition, found: Mapping[str, Any], expected: Mapping[str, Any], differs: list[str]) -> Problem:
    shown = ", ".join(f"{name} {found[name]!s} ≠ {expected[name]!s}" for name in differs)
    number = found["assessment"]
    said = text(
        f"复核不符：{number} 的 {shown}（前者 columnar，后者 direct 和 rete）",
        f"the audit found a difference: {number} has {shown} (first columnar, then direct and rete)",
    )
    hint = text(
        "这一分片没有写出。请连同这份案卷报告此问题；在查明之前不要使用这批结论",
        "this partition was not written. Please report it with this dossier; do not use these verdicts until it is explained",
    )
    return Problem("E987", said, at=Position(partition.name), hint=hint)
