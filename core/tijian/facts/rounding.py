"""数值修约 Rounding of measured values (GB/T 8170-2008): half to even, on decimal digits, once.

The value is exact and so is the unit, so binary fractions never enter. A negative value is rounded by its absolute value, which
half-to-even does by itself. Rounding straight from the value as reported to the wanted unit leaves no room for rounding in
steps. The 0.5 and 0.2 units of the standard are units like any other: 832 to the 0.2 unit at hundreds is `to_unit(832, 20)`.
"""

from fractions import Fraction
from math import ceil, floor
from typing import Final

from .interval import Interval

_HALF: Final = Fraction(1, 2)


def to_unit(value: Fraction, unit: Fraction) -> Fraction:
    """`value` rounded to a whole multiple of `unit` (> 0), a tie to the even multiple (GB/T 8170-2008)."""
    return round(value / unit) * unit  # a Fraction rounds half to even, exactly


def to_unit_interval(value: Interval, unit: Fraction) -> Interval:
    """What the numbers of `value` round to. An open end at a tie is never reached, so it rounds toward the inside: 16.50(-) to 16."""
    low, high, low_open, high_open = value
    if low is not None and low == high:
        low = to_unit(low, unit)
        return Interval(low, low)
    if low is not None:
        low = (floor(low / unit + _HALF) * unit) if low_open else to_unit(low, unit)
    if high is not None:
        high = (ceil(high / unit - _HALF) * unit) if high_open else to_unit(high, unit)
    return Interval(low, high, low is None, high is None)
