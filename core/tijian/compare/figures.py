"""Counts into shares and scores into their spread: exact until they are written, and then cut, never rounded up.

A share of nothing has no percentage, the mean of nothing no value: nobody downstream divides.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ..model.result import AnyScore, Score, ScoreSpan
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


def spread(scores: Sequence[AnyScore], *, averaged: bool = True) -> Spread:
    """How `scores` lie. Those that are null are no scores; spans are counted and left out."""
    values = sorted(value for score in scores if (value := exact(score)) is not None)
    spans = sum(isinstance(score, ScoreSpan) for score in scores)
    if not values or not averaged:
        return Spread(len(values), spans, None, None, None, None, None, None)
    mean = sum(values, Fraction()) / len(values)
    quartiles = [quantile(values, Fraction(part, 4)) for part in range(5)]
    least, lower, median, upper, most = (cut(value, 2) for value in quartiles)
    return Spread(len(values), spans, cut(mean, 2), median, lower, upper, least, most)


def quantile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The `part` quantile of sorted values, between two of them in proportion (type 7 of Hyndman & Fan 1996, as in R and Excel)."""
    place = part * (len(values) - 1)
    below = place.numerator // place.denominator
    if below == len(values) - 1:
        return values[below]
    return values[below] + (place - below) * (values[below + 1] - values[below])
