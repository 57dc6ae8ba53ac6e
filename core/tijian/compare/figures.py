"""Counts into shares and scores into their spread: exact until they are written, and then cut, never rounded up.

A share of nothing has no percentage, the mean of nothing no value: nobody downstream divides.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import Final, overload

from ..model.result import AnyScore, Score
from .intervals import wilson
from .model import Rate, Share, Spread

_HUNDRED: Final = 100


def cut(value: Fraction, places: int) -> str:
    """`value` cut toward zero to `places` decimals, all of them shown: a printed percentage never reaches one that it misses."""
    units = abs(value.numerator) * 10**places // value.denominator
    whole, rest = divmod(units, 10**places)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{whole}.{rest:0{places}d}"


def outward(low: Fraction, high: Fraction, places: int = 1) -> tuple[str, str]:
    """The ends of an interval, the lower one rounded down and the upper one up: what is printed holds the interval."""
    scale = 10**places
    down, up = (low.numerator * scale) // low.denominator, -((-high.numerator * scale) // high.denominator)
    return cut(Fraction(down, scale), places), cut(Fraction(up, scale), places)


def share(count: int, of: int, *, averaged: bool = True) -> Share:
    """`count` of `of` independent cases. `averaged` false: the two are told, but no percentage (mixed editions)."""
    if of == 0 or not averaged:
        return Share(count, of, None, None, None)
    least, most = wilson(count, of)
    low, high = outward(_HUNDRED * least, _HUNDRED * most)
    return Share(count, of, cut(Fraction(_HUNDRED * count, of), 1), low, high)


def rate(count: int, of: int, *, averaged: bool = True) -> Rate:
    """`count` of `of` cases that depend on each other."""
    return Rate(count, of, cut(Fraction(_HUNDRED * count, of), 1) if of and averaged else None)


def exact(score: AnyScore) -> Fraction | None:
    """The score out of 100, exactly; None where there is none, or only a span."""
    return _ratio(score.numerator, score.denominator) if isinstance(score, Score) else None


@lru_cache(maxsize=65_536)
def _ratio(numerator: str, denominator: str) -> Fraction:
    """Out of 100. Kept: a score is looked at in every group that its result is in."""
    return _HUNDRED * Fraction(numerator) / Fraction(denominator)


def spread(scores: Iterable[AnyScore], *, averaged: bool = True) -> Spread:
    """How `scores` lie. Those that are null are no scores; spans are counted and left out."""
    written: Counter[tuple[str, str]] = Counter()
    spans = 0
    for score in scores:
        if isinstance(score, Score):
            written[score.numerator, score.denominator] += 1
        else:
            spans += score is not None
    counted: Counter[Fraction] = Counter()
    for (numerator, denominator), count in written.items():
        counted[_ratio(numerator, denominator)] += count
    return spread_of(counted, spans, averaged=averaged)


def spread_of(counted: Mapping[Fraction, int], spans: int, *, averaged: bool = True) -> Spread:
    """How scores lie of which each is there so many times, and `spans` that are known only from–to."""
    over: Counter[int] = Counter()  # the sum of each denominator first, since few are met
    for value, count in counted.items():
        over[value.denominator] += value.numerator * count
    return described(
        _Ascending(counted), sum((Fraction(top, bottom) for bottom, top in over.items()), Fraction()), spans, averaged=averaged
    )


def described(values: Sequence[Fraction], total: Fraction, spans: int, *, averaged: bool) -> Spread:
    """How ascending values lie that together are `total`."""
    if not len(values) or not averaged:
        return Spread(len(values), spans, None, None, None, None, None, None)
    mean = total / len(values)
    least, lower, median, upper, most = (cut(quantile(values, Fraction(part, 4)), 2) for part in range(5))
    return Spread(len(values), spans, cut(mean, 2), median, lower, upper, least, most)


class _Ascending(Sequence[Fraction]):
    """Values in ascending order, each as often as it is there, without a list as long as that."""

    def __init__(self, counted: Mapping[Fraction, int]) -> None:
        self._values = sorted(counted)
        self._until = list(accumulate(counted[value] for value in self._values))  # how many there are up to each

    def __len__(self) -> int:
        return self._until[-1] if self._until else 0

    @overload
    def __getitem__(self, place: int) -> Fraction: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Fraction]: ...
    def __getitem__(self, place: int | slice) -> Fraction | Sequence[Fraction]:
        assert isinstance(place, int), "single values are looked at"
        return self._values[bisect_right(self._until, place)]


def quantile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The `part` quantile of sorted values, between two of them in proportion (type 7 of Hyndman & Fan 1996, as in R and Excel)."""
    place = part * (len(values) - 1)
    below = place.numerator // place.denominator
    if below == len(values) - 1:
        return values[below]
    return values[below] + (place - below) * (values[below + 1] - values[below])
