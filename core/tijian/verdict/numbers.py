"""How exact numbers are shown: truncated toward zero to two places, so that a printed score never reaches a threshold it misses."""

from fractions import Fraction


def shown(value: Fraction) -> str:
    """`value` cut (never rounded up) to two decimal places, without trailing zeros."""
    return cut(value.numerator, value.denominator)


def cut(top: int, bottom: int) -> str:
    """`top` / `bottom` as `shown`; `bottom` > 0."""
    cents = abs(top) * 100 // bottom
    sign = "-" if top < 0 and cents else ""
    whole, rest = divmod(cents, 100)
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".")


def plain(number: int, places: int) -> str:
    """`number` / 10**`places`, exactly, without trailing zeros or an exponent."""
    whole, rest = divmod(number, 10**places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".") if places else str(whole)
