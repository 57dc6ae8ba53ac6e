"""What a limit can ask of a measured value (semantics §3, "Requirements"): the kinds of requirement, read and exact.

`requirement.parse_requirement` makes them from the text of a limit row; `tijian.facts` judges values by them.
Every kind carries `text`, its canonical words, fit for display and for being read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

BUILT_IN_SCALES: Final[Mapping[str, Sequence[str]]] = {"fastness": ("1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5")}  # worst first
DECLARED: Final = "declared"


@dataclass(frozen=True, slots=True)
class Between:
    """`>= a`, `a ~ b`, `a ± b` …: an interval; an end that is None is infinite.

    `place` is the unit of the last digit that the limits are written to (1/10 for 95.0, 100 for 14×100; of two limits
    the finer), to which GB/T 8170 rounds before comparing.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    place: Fraction
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether no value at all satisfies it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))


@dataclass(frozen=True, slots=True)
class Bound:
    """One limit as factor × declared + offset; a plain number has factor 0. `place`: of the offset, None where there is none."""

    factor: Fraction
    factor_place: Fraction
    offset: Fraction
    place: Fraction | None


@dataclass(frozen=True, slots=True)
class DeclaredRelative:
    """`>= declared`, `>= 0.9 × declared`, `declared ± 5`: an interval once the declared value is known."""

    low: Bound | None
    high: Bound | None
    low_open: bool
    high_open: bool
    text: str

    def at(self, declared: Fraction, place: Fraction) -> Between:
        """The interval for a `declared` value written to the unit `place`. It may be empty: then the declared value makes no sense."""
        places = [_place(bound, place) for bound in (self.low, self.high) if bound is not None]
        low, high = (None if b is None else b.factor * declared + b.offset for b in (self.low, self.high))
        return Between(low, high, self.low_open, self.high_open, min(places), self.text)


def _place(bound: Bound, declared: Fraction) -> Fraction:
    """The last place of a bound: 0.9 (tenths) × 12.5 (tenths) is written to hundredths."""
    places = [] if bound.place is None else [bound.place]
    if bound.factor:
        places.append(bound.factor_place * declared)
    return min(places)


@dataclass(frozen=True, slots=True)
class Graded:
    """`>= 3-4` on the test's scale. `grade` is a word of the scale, or None for the declared grade."""

    op: str  # >= > <= <
    grade: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """`n=5, c=2, m=100, M=1000`: of n values none above M and at most c above m. `place` as of `Between`, of m and of M."""

    n: int
    c: int
    m: Between
    M: Between
    text: str


@dataclass(frozen=True, slots=True)
class MustBeAbsent:
    """`absent`: not to be detected (阴性, 未检出)."""

    text: str = "absent"


@dataclass(frozen=True, slots=True)
class MustConform:
    """`conforms`: an inspection by words (符合, 不符合)."""

    text: str = "conforms"


@dataclass(frozen=True, slots=True)
class Unknown:
    """`unknown`: the standard's figure is not at hand; the test is informational, never a pass."""

    text: str = "unknown"


Requirement = Between | DeclaredRelative | Graded | SamplingPlan | MustBeAbsent | MustConform | Unknown


def place_of(written: Decimal) -> Fraction:
    """The unit of the last digit of a finite number as written: 1/100 for 12.50, 1 for 12."""
    exponent = written.as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(10) ** exponent
