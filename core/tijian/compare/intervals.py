"""Intervals that say how sure a figure is: Wilson's for a share, Student's t for a difference. Decimal throughout, so every machine agrees.

Wilson (1927), for k of n and z = 1.95996…:   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),   p = k/n
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Final

Z: Final = Decimal("1.959963984540054235524594430520551527955550")  # of the normal distribution, two-sided 95 %
_DIGITS: Final = 50
_KEPT: Final = 30  # digits of a result: far beyond what is shown
_MANY: Final = 400  # degrees of freedom, beyond which a series as long as that is not added up


def wilson(count: int, of: int) -> tuple[Fraction, Fraction]:
    """The Wilson 95 % interval of `count` of `of` (at least 1), as parts of one. Exactly 0 for none and exactly 1 for all."""
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"no share: {count} of {of}")
    with localcontext(prec=_DIGITS):
        n, p = Decimal(of), Decimal(count) / of
        middle, room = p + Z * Z / (2 * n), Z * (p * (1 - p) / n + Z * Z / (4 * n * n)).sqrt()
        low, high = (middle - room) / (1 + Z * Z / n), (middle + room) / (1 + Z * Z / n)
    return (Fraction() if count == 0 else rounded(low)), (Fraction(1) if count == of else rounded(high))


def rounded(value: Decimal) -> Fraction:
    """A computed value as a fraction, without the digits that are noise."""
    with localcontext(prec=_DIGITS):
        return Fraction(value.quantize(Decimal(1).scaleb(-_KEPT)))


@lru_cache(maxsize=512)
def student(freedom: int, beyond: Fraction) -> Decimal:
    """The t that Student's distribution with `freedom` ≥ 1 degrees exceeds on either side with probability `beyond` (0 < beyond < 1)."""
    with localcontext(prec=_DIGITS):
        wanted = 1 - Decimal(beyond.numerator) / beyond.denominator
        if freedom > _MANY:
            return _of_many(freedom, wanted)
        low, high = Decimal(0), Decimal(2)
        while _within(high, freedom) < wanted:
            low, high = high, high * 2
        for _ in range(110):
            middle = (low + high) / 2
            low, high = (middle, high) if _within(middle, freedom) < wanted else (low, middle)
        return (low + high) / 2


def _of_many(freedom: int, wanted: Decimal) -> Decimal:
    """The t of very many degrees, from that of the normal distribution (Abramowitz & Stegun 26.7.5): right to 10⁻¹¹ beyond `_MANY`."""
    z, n = _normal(wanted), Decimal(freedom)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum((term / n**power for power, term in enumerate(terms, 1)), Decimal())


def _normal(wanted: Decimal) -> Decimal:
    """The z with P(|Z| ≤ z) = `wanted`, by halving."""
    low, high = Decimal(0), Decimal(10)
    for _ in range(110):
        middle = (low + high) / 2
        low, high = (middle, high) if _normal_within(middle) < wanted else (low, middle)
    return (low + high) / 2


def _normal_within(z: Decimal) -> Decimal:
    """P(|Z| ≤ z): 2·φ(z)·(z + z³/3 + z⁵/(3·5) + …)."""
    term = total = z
    step = 1
    while abs(term) > Decimal(1).scaleb(-_DIGITS):
        step += 2
        term *= z * z / step
        total += term
    return total * (-z * z / 2).exp() * (2 / _pi()).sqrt()


def _within(t: Decimal, freedom: int) -> Decimal:
    """P(|T| ≤ t), by the finite series of Abramowitz & Stegun 26.7.3 (odd) and 26.7.4 (even degrees)."""
    cos2 = freedom / (freedom + t * t)
    sin = (1 - cos2).sqrt()
    even = freedom % 2 == 0
    term = Decimal(1) if even else cos2.sqrt()
    total = Decimal(0)
    for step in range(1 if even else 2, freedom, 2):
        total += term
        term *= cos2 * step / (step + 1)
    if even:
        return sin * total
    angle = _arctan(t / Decimal(freedom).sqrt())
    return 2 * (angle + sin * total) / _pi()


def _arctan(x: Decimal) -> Decimal:
    """Of x ≥ 0: the argument is halved until the series is short."""
    halvings = 0
    while x > Decimal("0.05"):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    total, power, step = Decimal(0), x, 1
    while abs(power) > Decimal(1).scaleb(-_DIGITS):
        total += power / step
        power, step = -power * x * x, step + 2
    return total * Decimal(2) ** halvings


@lru_cache(maxsize=1)
def _pi() -> Decimal:
    with localcontext(prec=_DIGITS):
        return 4 * _arctan(Decimal(1))
