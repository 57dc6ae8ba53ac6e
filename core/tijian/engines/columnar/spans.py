"""Measured values and limits as whole numbers: an interval by two keys, which no longer tell open from closed ends.

A value x (in units of the layout's last place) has the low key 2x, one more where the end is open, and the high key 2x, one less
where it is open. Then `inside` is low ≥ low and high ≤ high, `apart` is high < low one way or the other, and an interval is empty
where its low key is above its high key: all on 64-bit integers, without rounding.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

import polars as pl

from ...conditions.requirement_kinds import Between, DeclaredRelative
from ...exchange.parquet import words
from .states import FAIL, INCONCLUSIVE, PASS

INFINITE: Final = 2**62
ROOM: Final = 2**61  # every key of a measured value stays below this
Number = pl.Expr | int


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of a value: keys, both null where nothing is known."""

    low: pl.Expr
    high: pl.Expr


@dataclass(frozen=True, slots=True)
class Room:
    """What a requirement allows: ends in units of the last place (times `times`), None where infinite."""

    low: Number | None
    high: Number | None
    low_open: bool
    high_open: bool

    def low_key(self, moved: Number = 0) -> Number | None:
        return None if self.low is None else 2 * (self.low + moved) + int(self.low_open)

    def high_key(self, moved: Number = 0) -> Number | None:
        return None if self.high is None else 2 * (self.high - moved) - int(self.high_open)


def whole(number: Fraction, places: int) -> int:
    """A number of the ruleset in units of the last place."""
    scaled: Fraction = number * 10**places
    assert scaled.denominator == 1, "the layout has decimals enough for every figure of its ruleset"
    return scaled.numerator


def figures_of(need: Between | DeclaredRelative) -> list[Fraction]:
    """The figures that a requirement is written with."""
    if isinstance(need, Between):
        return [need.place, *(end for end in (need.low, need.high) if end is not None)]
    return [bound.offset for bound in (need.low, need.high) if bound is not None]


def times_of(need: Between | DeclaredRelative) -> int:
    """By how much everything is multiplied, so that a share of the declared value is a whole number."""
    if isinstance(need, Between):
        return 1
    return lcm(*(bound.factor.denominator for bound in (need.low, need.high) if bound is not None))


def room_of(need: Between | DeclaredRelative, places: int, declared: pl.Expr | None, n: Number = 1) -> Room:
    """The room of a requirement, times `times_of` and n (the specimens of a mean)."""
    if isinstance(need, Between):
        low, high = (None if end is None else whole(end, places) * n for end in (need.low, need.high))
        return Room(low, high, need.low_open, need.high_open)
    assert declared is not None
    times = times_of(need)
    ends: list[Number | None] = []
    for bound in (need.low, need.high):
        if bound is None:
            ends.append(None)
            continue
        factor = bound.factor * times
        offset = whole(bound.offset, places) * times
        ends.append((declared * factor.numerator + offset) * n if factor else offset * n)
    return Room(ends[0], ends[1], need.low_open, need.high_open)


def span_of(value: pl.Expr, code: pl.Expr | None, times: int, lod: int | None, least: int | None) -> Span:
    """A specimen. `code`: what stands before the figure; `lod`: the test's own; `least`: of its plausible range, below which a
    negative figure cannot be used; where it is below 0, what is below a figure has no low end."""
    value = value * times if times != 1 else value
    doubled = value * 2
    impossible = None if least is None else value < min(least, 0) * times
    if code is None:
        low = doubled if impossible is None else pl.when(~impossible).then(doubled)
        return Span(low, low)
    plain = code.fill_null(words.POINT)
    own = plain.is_in([words.BELOW, words.NOT_DETECTED_LOD])
    no_lod = plain == words.NOT_DETECTED
    known = plain <= words.NOT_DETECTED
    signed = least is not None and least < 0
    start = pl.lit(-INFINITE if signed else 0, pl.Int64)
    if impossible is not None:
        written = [words.POINT, words.ABOVE, words.AT_LEAST, *([words.BELOW, words.AT_MOST] if signed else [])]
        known = known & ~(impossible.fill_null(value=False) & plain.is_in(written))
    under = pl.lit(None, pl.Int64) if lod is None else pl.lit(2 * lod * times - 1)
    low = (
        pl.when(~known)
        .then(None)
        .when(plain == words.POINT)
        .then(doubled)
        .when(plain == words.ABOVE)
        .then(doubled + 1)
        .when(plain == words.AT_LEAST)
        .then(doubled)
        .when(no_lod)
        .then(pl.lit(None, pl.Int64) if lod is None else start)
        .otherwise(pl.when(value.is_not_null()).then(start))
    )
    high = (
        pl.when(~known)
        .then(None)
        .when(own)
        .then(doubled - 1)
        .when(no_lod)
        .then(under)
        .when((plain == words.ABOVE) | (plain == words.AT_LEAST))
        .then(pl.when(value.is_not_null()).then(pl.lit(INFINITE)))
        .otherwise(doubled)
    )
    return Span(low, high)


def rounded(span: Span, unit: Number) -> Span:
    """What the numbers of a value round to (GB/T 8170: half to even); an open end on a tie rounds to the inside."""
    low, low_open = span.low // 2, span.low % 2
    high, high_open = (span.high + 1) // 2, span.high % 2
    up, tie = _half_up(low, unit)
    down = up - (tie & (up % 2 != 0) & (low_open == 0)).cast(pl.Int64)
    top, even = _half_up(high, unit)
    topped = top - (even & ((top % 2 != 0) | (high_open != 0))).cast(pl.Int64)
    began = pl.when(span.low <= -INFINITE).then(pl.lit(-INFINITE)).otherwise(2 * down * unit)
    return Span(began, pl.when(span.high >= INFINITE).then(pl.lit(INFINITE)).otherwise(2 * topped * unit))


def _half_up(value: pl.Expr, unit: Number) -> tuple[pl.Expr, pl.Expr]:
    """Rounded half up, and whether it was a tie."""
    twice = 2 * value + unit
    return twice // (2 * unit), twice % (2 * unit) == 0


def judged(span: Span, room: Room, decision: str, u: pl.Expr | None) -> pl.Expr:
    """Inside → pass, apart → fail, else inconclusive, under the decision rule."""
    shrunk_by: Number = 0 if decision == "simple" or u is None else u
    inside = _inside(span, room.low_key(shrunk_by), room.high_key(shrunk_by))
    widened: Number = -shrunk_by if decision == "nonbinary" else shrunk_by
    low, high = room.low_key(widened), room.high_key(widened)
    apart = _apart(span, low, high)
    found = pl.when(span.low.is_null()).then(code(INCONCLUSIVE)).when(inside).then(code(PASS)).when(apart).then(code(FAIL))
    outcome = found.otherwise(code(INCONCLUSIVE))
    if decision == "simple":
        return outcome
    return outcome if u is None else pl.when(u.is_null()).then(code(INCONCLUSIVE)).otherwise(outcome)


def empty(room: Room) -> pl.Expr | None:
    """Where no value at all satisfies it; None where that cannot be."""
    low, high = room.low_key(), room.high_key()
    if low is None or high is None:
        return None
    return pl.lit(low > high) if isinstance(low, int) and isinstance(high, int) else _expression(low) > high


def _inside(span: Span, low: Number | None, high: Number | None) -> pl.Expr:
    found: pl.Expr | None = None
    if low is not None:
        found = span.low >= low
    if high is not None:
        below = span.high <= high
        found = below if found is None else found & below
    return pl.lit(value=True) if found is None else found


def _apart(span: Span, low: Number | None, high: Number | None) -> pl.Expr:
    found: pl.Expr = pl.lit(value=False)
    if low is not None:
        found = span.high < low
    if high is not None:
        found = found | (span.low > high)
    if low is not None and high is not None:
        found = found | (_expression(low) > high)
    return found


def _expression(number: Number) -> pl.Expr:
    return pl.lit(number) if isinstance(number, int) else number


def code(state: int) -> pl.Expr:
    """A state as a literal of the small type."""
    return pl.lit(state, pl.Int8)
