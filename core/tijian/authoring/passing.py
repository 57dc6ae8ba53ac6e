"""Which measured values pass a requirement, exactly: so that two limits can be said to be one tighter than the other, or not.

The difference of two rulesets comes in here. A limit is tightened where the set of passing values became a proper subset of what it
was. Values are decimals of any fineness; a declared value is taken to be zero or more. Where sets of different nature meet (a figure and
a word, a figure and a sampling plan) nothing is proven and nothing is claimed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Final, Literal, NamedTuple

from ..conditions.requirement_kinds import (
    Between,
    Bound,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
)

Relation = Literal["same", "tightened", "relaxed", "known", "unknown", "moved", "changed"]  # moved: some pass now, others no longer
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Judging:
    """What of a test's way of judging decides which values pass. `least`: no value below it is taken (it is zero or less).

    `guarded`: the decision rule moves the ends by the reported uncertainty U, whatever that is, after the value was rounded.
    """

    rounded: bool = False
    round_to: Fraction | None = None
    least: Fraction | None = None
    scale: tuple[str, ...] = ()
    guarded: bool = False

    @property
    def bare(self) -> "Judging":
        """The same without rounding, and with every value taken: only the ends are left."""
        return replace(self, rounded=False, round_to=None, least=None)

    def unit(self, place: Fraction) -> Fraction | None:
        """To which a value is rounded before it is compared with a limit written to `place`; None where it is not."""
        return (self.round_to or place) if self.rounded else None


class Region(NamedTuple):
    """The numbers between two ends; an end that is None is infinite."""

    low: Fraction | None
    low_open: bool
    high: Fraction | None
    high_open: bool


Passing = Region | None  # None: nothing passes


def relation(old: Requirement, new: Requirement, before: Judging, after: Judging) -> Relation:
    """What became of the set of passing values, `old` judged as `before` and `new` as `after`. `changed`: nothing can be shown."""
    if old == new and before == after:
        return "same"
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        if isinstance(old, Unknown) and isinstance(new, Unknown):
            return "same"
        return "known" if isinstance(old, Unknown) else "unknown"
    found = _by_sets(old, new, before, after)
    if not (before.guarded or after.guarded):
        return found
    # U moves the ends apart from the rounding: only what holds of the ends by themselves, rounded alike, holds for every U
    alike = before.guarded == after.guarded and _units(old, before) == _units(new, after)
    return found if alike and found == _by_sets(old, new, before.bare, after.bare) else "changed"


def _by_sets(old: Requirement, new: Requirement, before: Judging, after: Judging) -> Relation:
    narrower, wider = _inside(new, old, after, before), _inside(old, new, before, after)
    if narrower is None or wider is None:
        return "changed"
    if narrower and wider:
        return "same"
    return "tightened" if narrower else "relaxed" if wider else "moved"


def _inside(one: Requirement, other: Requirement, by: Judging, other_by: Judging) -> bool | None:
    """Whether all that passes `one` passes `other`; None where that cannot be told."""
    match one, other:
        case (Between(), Between()):
            return within(_region(one, by), _region(other, other_by))
        case (Between() | DeclaredRelative(), Between() | DeclaredRelative()):
            return _inside_whatever_is_declared(one, other, by, other_by)
        case (Graded(), Graded()):
            declared = [None, *dict.fromkeys((*by.scale, *other_by.scale))]
            return all(_grades(one, by.scale, grade) <= _grades(other, other_by.scale, grade) for grade in declared)
        case (SamplingPlan(), SamplingPlan()):
            return _plan_inside(one, other, by, other_by)
        case (MustConform(), MustConform()) | (MustBeAbsent(), MustBeAbsent()):
            return True
        case _:
            return None


def _units(need: Requirement, by: Judging) -> set[object]:
    """To what the values are rounded before they are compared with a requirement."""
    match need:
        case Between(place=place):
            return {by.unit(place)}
        case SamplingPlan(m=m, M=most):
            return {by.unit(m.place), by.unit(most.place)}
        case DeclaredRelative():
            return {by.round_to, *_places(need)} if by.rounded else {None}
        case _:
            return set()


def within(one: Passing, other: Passing) -> bool:
    """Whether every number of `one` is in `other`."""
    if one is None or other is None:
        return one is None
    low = other.low is None or (one.low is not None and (one.low, one.low_open) >= (other.low, other.low_open))
    high = other.high is None or (one.high is not None and (-one.high, one.high_open) >= (-other.high, other.high_open))
    return low and high


def _region(need: Between, by: Judging) -> Passing:
    return _usable(_before_rounding(Region(need.low, need.low_open, need.high, need.high_open), by.unit(need.place)), by.least)


def _before_rounding(room: Region, unit: Fraction | None) -> Passing:
    """The numbers that lie in `room` once they are rounded half to even to a multiple of `unit` (GB/T 8170-2008)."""
    if unit is None:
        return _none_if_empty(room)
    first = last = None
    if room.low is not None:
        first = floor(room.low / unit) + 1 if room.low_open else ceil(room.low / unit)
    if room.high is not None:
        last = ceil(room.high / unit) - 1 if room.high_open else floor(room.high / unit)
    if first is not None and last is not None and first > last:
        return None
    low = None if first is None else (first - _HALF) * unit
    high = None if last is None else (last + _HALF) * unit
    return Region(low, first is not None and first % 2 == 1, high, last is not None and last % 2 == 1)  # a tie goes to the even multiple


def _usable(room: Passing, least: Fraction | None) -> Passing:
    """What of `room` a laboratory can report: a value below the plausible range that is negative is not taken."""
    if room is None or least is None or (room.low is not None and room.low >= least):
        return room
    return _none_if_empty(room._replace(low=least, low_open=False))


def _none_if_empty(room: Region) -> Passing:
    if room.low is None or room.high is None or room.low < room.high:
        return room
    return room if room.low == room.high and not (room.low_open or room.high_open) else None


Line = tuple[Fraction, Fraction]  # factor × declared + offset


def _inside_whatever_is_declared(
    one: Between | DeclaredRelative, other: Between | DeclaredRelative, by: Judging, other_by: Judging
) -> bool | None:
    """Limits that hang on a declared value, for each that there may be, and where none was declared.

    The ends are lines over the declared value, so which lies where changes only where two of them cross: the crossings, a point
    between each two and one beyond the last stand for all.
    """
    if (by.rounded or other_by.rounded) and not _rounded_alike(one, other, by, other_by):
        return None
    lines = [*_lines(one), *_lines(other), *((Fraction(0), least) for least in (by.least, other_by.least) if least is not None)]
    crossings = {Fraction(0)}
    for (a, b), (c, d) in combinations(lines, 2):
        if a != c and (at := (d - b) / (a - c)) > 0:
            crossings.add(at)
    ordered = sorted(crossings)
    points = [*ordered, *((a + b) / 2 for a, b in pairwise(ordered)), ordered[-1] + 1]
    undeclared = isinstance(one, DeclaredRelative) or not isinstance(other, DeclaredRelative)  # with none declared nothing passes
    return undeclared and all(within(_declared(one, at, by), _declared(other, at, other_by)) for at in points)


def _rounded_alike(one: Between | DeclaredRelative, other: Between | DeclaredRelative, by: Judging, other_by: Judging) -> bool:
    """Whether both are rounded to the same place whatever is declared, so that rounding keeps the order of the limits as written."""
    if (by.rounded, by.round_to) != (other_by.rounded, other_by.round_to):
        return False
    fixed = {offset for factor, offset in (*_lines(one), *_lines(other)) if not factor}
    same_place = by.round_to is not None or set(_places(one)) == set(_places(other))
    return same_place and not fixed  # an end that does not move may vanish in the rounding


def _places(need: Between | DeclaredRelative) -> Iterable[tuple[Fraction | None, Fraction | None]]:
    if isinstance(need, Between):
        return [(None, need.place)]
    return [(bound.factor_place if bound.factor else None, bound.place) for bound in _bounds(need)]


def _bounds(need: DeclaredRelative) -> list[Bound]:
    return [bound for bound in (need.low, need.high) if bound is not None]


def _lines(need: Between | DeclaredRelative) -> list[Line]:
    if isinstance(need, DeclaredRelative):
        return [(bound.factor, bound.offset) for bound in _bounds(need)]
    return [(Fraction(0), end) for end in (need.low, need.high) if end is not None]


def _declared(need: Between | DeclaredRelative, declared: Fraction, by: Judging) -> Passing:
    if isinstance(need, Between):
        return _usable(Region(need.low, need.low_open, need.high, need.high_open), by.least)
    low, high = (None if bound is None else bound.factor * declared + bound.offset for bound in (need.low, need.high))
    if low is not None and high is None and low <= (by.least or 0):
        return None  # every value would do: such a declared value is not taken
    return _usable(_none_if_empty(Region(low, need.low_open, high, need.high_open)), by.least)


def _grades(need: Graded, scale: Sequence[str], declared: str | None) -> frozenset[str]:
    """The words of the scale that pass."""
    wanted = need.grade if need.grade is not None else declared
    if wanted not in scale:
        return frozenset()
    at = scale.index(wanted)
    return frozenset(
        word for place, word in enumerate(scale) if (place == at and len(need.op) == 2) or (place > at if need.op[0] == ">" else place < at)
    )


class _Allowance(NamedTuple):
    """At least n values, none beyond `most`, at most c beyond `few`: ends as (value, whether it is excluded)."""

    n: int
    c: int
    few: tuple[Fraction, int]
    most: tuple[Fraction, int]


def _plan_inside(one: SamplingPlan, other: SamplingPlan, by: Judging, other_by: Judging) -> bool:
    """What passes a plan is closed downward: c values at `most` and any number at `few` are as bad as it gets."""
    here, there = _allowance(one, by), _allowance(other, other_by)
    most_at_once = here.most <= there.few or here.c <= there.c
    return here.n >= there.n and here.most <= there.most and here.few <= there.few and most_at_once


def _allowance(plan: SamplingPlan, by: Judging) -> _Allowance:
    few, most = (_top(limit, by) for limit in (plan.m, plan.M))
    if plan.c == 0 or few == most:
        return _Allowance(plan.n, 0, few, few)
    return _Allowance(plan.n, plan.c, few, most)


def _top(limit: Between, by: Judging) -> tuple[Fraction, int]:
    room = _before_rounding(Region(None, False, limit.high, limit.high_open), by.unit(limit.place))
    assert room is not None
    assert room.high is not None
    return room.high, -int(room.high_open)
