"""Sums of a batch as the figures of a comparison: verdicts, scores, checks of any choice of rows. `comparison` and the board come in here.

Everything is exact: a score is counted as the fraction that it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from ..compare.figures import rate, share
from ..compare.model import GradeCount, Rate, ReasonCount, Verdicts
from ..engines.columnar.beside import CAVEATS, REASONS
from ..model.order import natural
from ..model.outcome import CAPABLE_ORDER, NOT_ASSESSABLE, Capable
from ..model.ruleset import VerdictRow
from ..model.text import Text
from ..model.words import REASON
from .counting import NO_MARK, PLAIN_MARKS
from .sums import Dataset

Mark = tuple[str, int, int, int, int]  # a state; samples that failed, were judged, could not be judged; borderline


class Told(NamedTuple):
    """A verdict as it is counted: everything that it has in common with others."""

    state: str
    row: VerdictRow | None  # of the verdict table, in the best completion; None where nothing can be assessed
    worst: str | None
    reasons: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def certain(self) -> VerdictRow | None:
        """The row, where its grade is certain."""
        return self.row if self.state in ("issued", "preview") else None


@dataclass(frozen=True)
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

    def counts(self, start: str) -> Iterator[tuple[str, int]]:
        """What was counted under names that begin so, with the rest of the name."""
        yield from self._by_start.get(start, ())

    @cached_property
    def _by_start(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Every count, by how its name begins: `state:S1.1:`, of others `outcome:`, `clue:`."""
        found: dict[str, list[tuple[str, int]]] = {}
        for name, count in self.row.items():
            if isinstance(count, int) and count and ":" in name:
                kind, rest = name.split(":", 1)
                start, rest = (f"{kind}:{rest.rsplit(':', 1)[0]}:", rest.rsplit(":", 1)[1]) if kind == "state" else (f"{kind}:", rest)
                found.setdefault(start, []).append((rest, count))
        return found

    @cached_property
    def outcomes(self) -> Sequence[tuple[Told, int]]:
        """Its verdicts."""
        return [(self._told(name), count) for name, count in self.counts("outcome:")]

    def _told(self, name: str) -> Told:
        state, row, worst, reasons, caveats = name.split("/")
        if not row:
            return Told(state, None, None, (NOT_ASSESSABLE,), ())
        beside = [name for name, number in CAVEATS.items() if int(caveats) & number]
        illustrative = ["illustrative"] if self.dataset.status == "illustrative" else []
        because = tuple(name for name, number in REASONS.items() if int(reasons) & number and state != "issued")
        return Told(state, self.dataset.ruleset.verdicts[int(row)], worst, because, (*beside, *illustrative))

    @property
    def issued(self) -> int:
        """How many verdicts are issued."""
        return sum(count for told, count in self.outcomes if told.state == "issued")

    def marks(self, check: str) -> Iterator[tuple[Mark, int]]:
        """How often a check has each mark."""
        test = self.dataset.program.checks[check].kind == "test"
        for name, count in self.counts(f"state:{check}:"):
            state, *odd = name.split("/")
            plain = PLAIN_MARKS.get(state, NO_MARK) if test else NO_MARK
            failed, judged, open_, borderline = map(int, odd) if odd else plain
            yield (state, failed, judged, open_, borderline), count

    def spans(self, score: str) -> int:
        """How many issued scores are known only from–to."""
        return int(self.row.get(f"{score}:spans") or 0)

    def lots(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Its dossiers by their sample batches: failed and judged of any class, and of each."""
        yield from ((tuple(map(int, name.split("/"))), count) for name, count in self.counts("lots:"))

    def findings(self, name: str) -> Iterator[tuple[int, int, int]]:
        """Its dossiers by findings among known checks: findings, known, how many."""
        yield from zip(*(self.row[f"{name}:{part}"].tolist() for part in ("findings", "known", "counts")), strict=True)

    def due(self) -> Iterator[tuple[date, int, int]]:
        """What is to be put right by when: actions, and dossiers with any."""
        yield from zip(*(self.row[f"due:{part}"].tolist() for part in ("day", "actions", "dossiers")), strict=True)

    def clues(self) -> Counter[str]:
        """Clues by code, raised by rule and by hand."""
        found: Counter[str] = Counter()
        for rule, count in self.counts("clue:"):
            found[self.dataset.ruleset.clues[rule].code] += count
        found.update(dict(self.counts("raised:")))
        return found


def verdicts_of(cells: Sequence[Cell], *, averaged: bool) -> Verdicts:
    """What was concluded in some cells."""
    states: Counter[str] = Counter()
    grades: Counter[tuple[str, Capable]] = Counter()
    able: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    caveats: Counter[str] = Counter()
    says: dict[tuple[str, Capable], Text | None] = {}
    for cell in cells:
        for told, count in cell.outcomes:
            states[told.state] += count
            reasons.update(dict.fromkeys(told.reasons, count))
            if told.state == "issued" and told.row is not None:
                key = (told.row.grade, told.row.capable)
                grades[key] += count
                able[told.row.capable] += count
                says.setdefault(key, told.row.says)
                caveats.update(dict.fromkeys(told.caveats, count))
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


def _counted(found: Counter[str]) -> tuple[ReasonCount, ...]:
    order = sorted(found.items(), key=lambda one: (-one[1], natural(one[0])))
    return tuple(ReasonCount(name, REASON[name], count) for name, count in order)


def states_of(cells: Iterable[Cell], check: str) -> Counter[str]:
    """How often a check is in each state."""
    found: Counter[str] = Counter()
    for cell in cells:
        for (state, *_), count in cell.marks(check):
            found[state] += count
    return found


def findings_of(cells: Iterable[Cell], checks: Iterable[str]) -> Rate:
    """Findings (minor or worse) among the known ones of these checks."""
    every = Counter[str]()
    held = list(cells)
    for check in checks:
        every.update(states_of(held, check))
    bad = every["fail"] + every["minor"]
    return rate(bad, bad + every["pass"])
