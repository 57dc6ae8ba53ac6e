"""A measured value as an interval with exact ends: what is known of it, no more (semantics §3).

A plain number is a point; `<x` is [0, x); what could not be read is everything. Ends are fractions, None where infinite.
Means and extremes of specimens act on the ends.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """All numbers from `low` to `high`; an open end does not belong to it. None is minus or plus infinity."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


def point(value: Fraction) -> Interval:
    """The interval of one number."""
    return Interval(value, value)


def within(value: Interval, room: Interval) -> bool:
    """Whether every number of `value` lies in `room`."""
    low, high, low_open, high_open = room
    if low is not None and (value[0] is None or value[0] < low or (value[0] == low and low_open and not value[2])):
        return False
    return high is None or not (value[1] is None or value[1] > high or (value[1] == high and high_open and not value[3]))


def apart(value: Interval, room: Interval) -> bool:
    """Whether no number of `value` lies in `room`: always so of an empty room."""
    return _below(value, room) or _below(room, value) or _is_empty(room)


def _below(a: Interval, b: Interval) -> bool:
    """Whether a lies wholly below b."""
    return a.high is not None and b.low is not None and (a.high < b.low or (a.high == b.low and (a.high_open or b.low_open)))


def _is_empty(room: Interval) -> bool:
    if room.low is None or room.high is None:
        return False
    return room.low > room.high or (room.low == room.high and (room.low_open or room.high_open))


def total(values: Sequence[Interval]) -> Interval:
    """The sum of one number of each: open where any summand is."""
    lows = [value.low for value in values]
    highs = [value.high for value in values]
    return Interval(
        None if None in lows else sum((low for low in lows if low is not None), Fraction(0)),
        None if None in highs else sum((high for high in highs if high is not None), Fraction(0)),
        any(value.low_open for value in values),
        any(value.high_open for value in values),
    )


def mean(values: Sequence[Interval]) -> Interval:
    """The arithmetic mean of one number of each."""
    low, high, low_open, high_open = total(values)
    n = len(values)
    return Interval(None if low is None else low / n, None if high is None else high / n, low_open, high_open)


def least(values: Sequence[Interval]) -> Interval:
    """The smallest of one number of each. Its low end is reached where any value reaches it, its high end where all do that end there."""
    low, low_open = _end([(value.low, value.low_open) for value in values], smallest=True, reached_by_any=True, infinite_counts=True)
    high, high_open = _end([(value.high, value.high_open) for value in values], smallest=True, reached_by_any=False, infinite_counts=False)
    return Interval(low, high, low_open, high_open)


def greatest(values: Sequence[Interval]) -> Interval:
    """The largest of one number of each: `least`, mirrored."""
    low, low_open = _end([(value.low, value.low_open) for value in values], smallest=False, reached_by_any=False, infinite_counts=False)
    high, high_open = _end([(value.high, value.high_open) for value in values], smallest=False, reached_by_any=True, infinite_counts=True)
    return Interval(low, high, low_open, high_open)


def _end(
    ends: Iterable[tuple[Fraction | None, bool]], *, smallest: bool, reached_by_any: bool, infinite_counts: bool
) -> tuple[Fraction | None, bool]:
    """The outermost of `ends`, and whether it is open. `infinite_counts`: an infinite end is the outermost one, otherwise it never is."""
    ends = list(ends)
    finite = [(value, is_open) for value, is_open in ends if value is not None]
    if not finite or (infinite_counts and len(finite) < len(ends)):
        return None, True
    outermost = (min if smallest else max)(value for value, _ in finite)
    here = [is_open for value, is_open in finite if value == outermost]
    return outermost, (all(here) if reached_by_any else any(here))


def scaled(value: Interval, factor: Fraction) -> Interval:
    """The value in another unit; `factor` > 0."""
    low, high, low_open, high_open = value
    return Interval(None if low is None else low * factor, None if high is None else high * factor, low_open, high_open)


def moved_in(room: Interval, by: Fraction) -> Interval:
    """`room` with both ends moved inward by `by` (outward where it is negative). It may become empty."""
    low, high, low_open, high_open = room
    return Interval(None if low is None else low + by, None if high is None else high - by, low_open, high_open)


def clearance(value: Interval, room: Interval) -> Fraction | None:
    """How far `value` surely is inside `room` (≥ 0) or outside it (≤ 0), to the nearest end; None where neither is sure.

    For a point this is its distance to the nearest end, negative outside.
    """
    low, high, _, _ = value
    if low is not None and (low is high or low == high):
        if room.low is None or room.high is None:
            return low - room.low if room.low is not None else None if room.high is None else room.high - low
        return min(low - room.low, room.high - low)
    if within(value, room):
        return _nearest(low if room.low is not None else None, room.low, room.high, high if room.high is not None else None)
    if _below(value, room) and high is not None and room.low is not None:
        return high - room.low
    if _below(room, value) and low is not None and room.high is not None:
        return room.high - low
    return None


def _nearest(low: Fraction | None, room_low: Fraction | None, room_high: Fraction | None, high: Fraction | None) -> Fraction | None:
    distances = []
    if low is not None and room_low is not None:
        distances.append(low - room_low)
    if high is not None and room_high is not None:
        distances.append(room_high - high)
    return min(distances, default=None)


def shown(number: Fraction, place: Fraction | None = None) -> str:
    """`number` as a decimal, with the zeros of `place` (97.0 to tenths).

    Exact where it has at most 40 places, otherwise toward zero to 6 places (more for a number below 0.001).
    """
    places = _places(number.denominator)
    if places is None:
        places = 6
        while places < 40 and abs(number) * 10**places < 1000:
            places += 1
    elif place is not None:
        places = max(places, _places(place.denominator) or 0)
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None for more than 40, or no end of them."""
    if denominator == 1:
        return 0
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 and max(twos, fives) <= 40 else None


def shown_interval(value: Interval, place: Fraction | None = None) -> str:
    """A computed value for display: a number, or like `[1.5, 4)`."""
    if value.low is not None and value.low == value.high:
        return shown(value.low, place)
    low = "(-∞" if value.low is None else f"{'(' if value.low_open else '['}{shown(value.low, place)}"
    high = "∞)" if value.high is None else f"{shown(value.high, place)}{')' if value.high_open else ']'}"
    return f"{low}, {high}"
