"""Sums of a batch as the figures of a comparison: verdicts, scores, checks and tests of any choice of rows. `comparison` comes in here.

A score is known here to two decimals, cut; a mean of such is at most 0.01 below that of the exact ones.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any, Final, cast, overload

from ..compare.figures import cut, quantile, rate, share
from ..compare.model import GradeCount, Rate, ReasonCount, Spread, Verdicts
from ..model.order import natural
from ..model.outcome import CAPABLE_ORDER, Capable
from ..model.text import Text, text
from ..model.words import REASON
from .sums import Dataset

NOT_EXAMINED: Final = "figures_not_examined"
WORDS_OF: Final[Mapping[str, Text]] = {
    **REASON,
    "incomplete": text(
        "已知的核查检测项不足，或否决项、关键项尚未全部得出结论", "too few checks and tests are known, or not every veto and key one"
    ),
    NOT_EXAMINED: text(
        "成批评估没有逐份查明起决定作用的依据是否经过核实",
        "a batch does not examine, dossier by dossier, whether the figures that decide are verified",
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the sums of a dataset."""

    dataset: Dataset
    row: Mapping[str, Any]

    @property
    def judged(self) -> int:
        return int(self.row["judged"])

    def key(self, by: str) -> str:
        """Its key in a dimension."""
        return self.dataset.category if by == "category" else str(self.row[by])

    def count(self, name: str) -> int:
        """One of its counts; 0 where nothing was counted."""
        return int(self.row.get(name) or 0)

    def counts(self, start: str) -> Iterator[tuple[str, int]]:
        """What was counted under names that begin so, with the rest of the name."""
        yield from ((name.removeprefix(start), count) for name, count in self.row.items() if name.startswith(start) and count)


class _Sorted(Sequence[Fraction]):
    """Scores in ascending order, each as often as it occurs, without a list as long as that."""

    def __init__(self, counted: Mapping[int, int]) -> None:
        self._values = sorted(counted)
        self._until = list(accumulate(counted[value] for value in self._values))

    def __len__(self) -> int:
        return self._until[-1] if self._until else 0

    @overload
    def __getitem__(self, place: int) -> Fraction: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Fraction]: ...
    def __getitem__(self, place: int | slice) -> Fraction | Sequence[Fraction]:
        assert isinstance(place, int), "single scores are looked at"
        return Fraction(self._values[bisect_right(self._until, place)], 100)


def spread_of(cells: Iterable[Cell], score: str, *, averaged: bool) -> Spread:
    """How the issued scores of some cells lie."""
    counted: Counter[int] = Counter()
    spans = 0
    for cell in cells:
        counted.update(dict(zip(cell.row[f"{score}:values"] or (), cell.row[f"{score}:counts"] or (), strict=True)))
        spans += cell.count(f"{score}:spans")
    values = _Sorted(counted)
    if not len(values) or not averaged:
        return Spread(len(values), spans, None, None, None, None, None, None)
    mean = Fraction(sum(value * count for value, count in counted.items()), 100 * len(values))
    least, lower, median, upper, most = (cut(quantile(values, Fraction(part, 4)), 2) for part in range(5))
    return Spread(len(values), spans, cut(mean, 2), median, lower, upper, least, most)


def verdicts_of(cells: Sequence[Cell], *, averaged: bool) -> Verdicts:
    """What was concluded in some cells."""
    states: Counter[str] = Counter()
    grades: Counter[tuple[str, Capable]] = Counter()
    able: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    caveats: Counter[str] = Counter()
    says: dict[tuple[str, Capable], Text | None] = {}
    for cell in cells:
        for name, count in cell.counts("outcome:"):
            state, capable, reason, grade, *_ = name.split("/")
            states[state] += count
            if reason:
                reasons[reason] += count
            if state == "issued":
                key = (grade, cast(Capable, capable))
                grades[key] += count
                able[capable] += count
                says.setdefault(key, says_of(cell.dataset, *key))
                caveats[NOT_EXAMINED] += count
                if cell.dataset.status == "illustrative":
                    caveats["illustrative"] += count
    issued = states["issued"]
    order = sorted(grades, key=lambda key: (-CAPABLE_ORDER.index(key[1]), natural(key[0])))
    return Verdicts(
        judged=states.total(),
        issued=issued,
        previews=states["preview"],
        uncertain=states["uncertain"],
        not_assessable=states["not_assessable"],
        grades=tuple(GradeCount(*key, says[key], share(grades[key], issued, averaged=averaged)) for key in order),
        capable=share(able["yes"], issued, averaged=averaged),
        after_rectification=share(able["after_rectification"], issued, averaged=averaged),
        not_capable=share(able["no"], issued, averaged=averaged),
        not_issued_because=_counted(reasons),
        caveats=_counted(caveats),
    )


def says_of(dataset: Dataset, grade: str | None, capable: str | None) -> Text | None:
    """What the verdict row of a grade says."""
    return next((row.says for row in dataset.ruleset.verdicts if (row.grade, row.capable) == (grade, capable)), None)


def _counted(found: Counter[str]) -> tuple[ReasonCount, ...]:
    return tuple(
        ReasonCount(name, WORDS_OF[name], count) for name, count in sorted(found.items(), key=lambda one: (-one[1], natural(one[0])))
    )


def states_of(cells: Iterable[Cell], check: str) -> Counter[str]:
    """How often a check is in each state."""
    found: Counter[str] = Counter()
    for cell in cells:
        found.update(dict(cell.counts(f"state:{check}:")))
    return found


def findings_of(cells: Iterable[Cell], checks: Iterable[str]) -> Rate:
    """Findings (minor or worse) among the known ones of these checks."""
    every = Counter[str]()
    held = list(cells)
    for check in checks:
        every.update(states_of(held, check))
    bad = every["fail"] + every["minor"]
    return rate(bad, bad + every["pass"])
