"""How well the limits of a ruleset are known: each limit row counted once, by what is known of its figure.

`ruleset list` and the page of a ruleset come in here. A row that requires `unknown` is one whose figure is not at hand, whatever its source
says; a row of our own proposal has no standard that could be read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from ..model.order import natural
from ..model.outcome import UNVERIFIED
from ..model.ruleset import LimitRow, ResolvedRuleset, SampleTest, Source
from ..model.text import Text, text
from ..model.words import CONFIDENCE, UNKNOWN_FIGURE

Standing = Literal["verified", "secondary", "recalled", "weak", "proposal", "unknown"]

STANDINGS: Final[tuple[Standing, ...]] = ("verified", "secondary", "recalled", "weak", "proposal", "unknown")
STANDING: Final[Mapping[Standing, Text]] = {
    "verified": CONFIDENCE["verified"],
    "secondary": CONFIDENCE["secondary"],
    "recalled": CONFIDENCE["recalled"],
    "weak": CONFIDENCE["weak"],
    "proposal": text("自拟", "our own proposal"),
    "unknown": UNKNOWN_FIGURE,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One limit row of a test (of a part of it, where `part` is not None), its place among the rows, and what is known of it."""

    id: str
    test: SampleTest
    part: str | None
    place: int
    row: LimitRow
    source: Source
    standing: Standing

    @property
    def is_unverified(self) -> bool:
        """Whether something is judged by it although nobody has read it in the standard."""
        return self.standing in UNVERIFIED


def figures(ruleset: ResolvedRuleset) -> Iterator[Figure]:
    """Every limit row, tests in natural order, parts in natural order, rows as they count."""
    for name in sorted(ruleset.sample_tests, key=natural):
        test = ruleset.sample_tests[name]
        for part, rows in rows_of(test):
            for place, row in enumerate(rows):
                source = row.source or test.source
                yield Figure(name, test, part, place, row, source, _standing(row, source))


def rows_of(test: SampleTest) -> Iterator[tuple[str | None, tuple[LimitRow, ...]]]:
    """The limit rows of a test: its own (None), and those of its parts."""
    if test.limits:
        yield None, test.limits
    if isinstance(test.parts, dict):
        yield from ((part, test.parts[part]) for part in sorted(test.parts, key=natural))


def _standing(row: LimitRow, source: Source) -> Standing:
    if row.require.strip() == "unknown":
        return "unknown"
    return source.confidence or "proposal"


@dataclass(frozen=True, slots=True)
class Shares:
    """How many limit rows there are of each standing."""

    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def share(self, standing: Standing) -> Fraction:
        """The share of one standing, from 0 to 1; 0 where there are no limits at all."""
        return Fraction(self.counts[standing], self.total) if self.total else Fraction(0)

    def percent(self, standing: Standing) -> str:
        """The share as whole percent. Neither a few nor all but a few are rounded away: `<1%`, `>99%`."""
        share = self.share(standing) * 100
        if 0 < share < 1:
            return "<1%"
        return ">99%" if 99 < share < 100 else f"{round(share)}%"

    def exact(self, standing: Standing) -> str:
        """The share in percent with one decimal, for a program; halves to even."""
        return f"{Decimal(round(self.share(standing) * 1000)) / 10:.1f}"


def shares(ruleset: ResolvedRuleset) -> Shares:
    """How well the limits of a ruleset are known."""
    found = Counter(figure.standing for figure in figures(ruleset))
    return Shares({standing: found[standing] for standing in STANDINGS})
