"""From what a person or a laboratory writes for a measured value to what it says: a number, an interval, not detected, nothing.

Whoever reads a number out of a dossier comes in here. Nothing is guessed: a number written in a way that could mean two
things, or that a spreadsheet has changed, is unreadable, with a suggestion; what can mean only one thing is taken, with a note.

    12.5   <0.01   ≤0.01   >5   98% (where the unit is %)   ND   未检出(0.3)   ND(LOD=0.3)   16.50(+)   blank: "" / - — 无
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from ..conditions.units import conversion
from ..model.dossier import BLANKS, Scalar
from . import unreadable
from .interval import Interval
from .note import Note, quoted

LONGEST: Final = 64  # characters of one value as written
_DIGITS: Final = 40  # digits of one number


class Figure(NamedTuple):
    """A measured value. `text`: as written, tidied; `decimals`: how many were written."""

    span: Interval
    text: str
    decimals: int
    notes: tuple[Note, ...] = ()


class NotDetected(NamedTuple):
    """未检出: below a detection limit, which may have been written with it (in the unit of the value)."""

    lod: Fraction | None
    text: str
    notes: tuple[Note, ...] = ()


class Blank(NamedTuple):
    """Nothing was written there."""


class Unreadable(NamedTuple):
    """Something was written, but no value can be taken from it. `note` says why and what to write."""

    note: Note
    text: str


Written = Figure | NotDetected | Blank | Unreadable
BLANK: Final = Blank()

_NUM: Final = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_FIGURE: Final = re.compile(rf"(<=|>=|[<>≤≥])?\s*([+-]?{_NUM})(?:\s*\(([+-])\))?\s*((?![0-9.,]).*)?", re.DOTALL)
_NOT_DETECTED: Final = re.compile(
    r"(?i:n\.?\s?d\.?|未检出|未检测出|not detected|<\s*(?:lod|mdl|检出限)|(?:小于|低于)检出限)"
    rf"\s*(?:\(\s*(?i:(?:lod|loq|mdl|dl|方法检出限|检出限|定量限)\s*[=:]?\s*)?<?\s*({_NUM})\s*([^()0-9][^()]*)?\))?"
)
_SAME: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MARKS: Final = _SAME | {0x2A7D: "≤", 0x2266: "≤", 0x2A7E: "≥", 0x2267: "≥", 0x207A: "(+)", 0x207B: "(-)"}


def is_blank(written: Scalar) -> bool:
    """Whether nothing was written there: empty, spaces, a slash, dashes, 无."""
    if written is None:
        return True
    if not isinstance(written, str):
        return False
    text = written.translate(_SAME).strip()
    return text in BLANKS or not text.strip("-—–")


def read_number(written: Scalar, unit: str | None = None, *, signed: bool = False) -> Written:
    """The value that `written` says, for a quantity in `unit` (None: one without a unit). `signed`: one that may be below 0."""
    if isinstance(written, Decimal):
        return _from_decimal(written)
    if is_blank(written):
        return BLANK
    if isinstance(written, bool) or written is None:
        return Unreadable(unreadable.boolean(written), str(written))
    return _from_text(written, unit, signed)


def _from_decimal(number: Decimal) -> Figure | Unreadable:
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return Unreadable(unreadable.not_a_number(str(number)), str(number))
    if exponent > 0:  # typed as 1e3: how many of its digits were measured is not said
        return Unreadable(unreadable.otherwise(str(number), f"{number:f}" if exponent <= _DIGITS else None), str(number))
    if len(digits) > _DIGITS or -exponent > _DIGITS:
        return Unreadable(unreadable.too_long(str(number)[:LONGEST]), quoted(number))
    value = Fraction(number)
    text = format(number, "f")
    if sign and not value:
        return Figure(Interval(value, value), text.removeprefix("-"), -exponent, (unreadable.minus_zero(text),))
    return Figure(Interval(value, value), text, -exponent)


@lru_cache(maxsize=4096)
def _from_text(written: str, unit: str | None, signed: bool) -> Written:
    if len(written) > LONGEST:
        return Unreadable(unreadable.too_long(written), quoted(written))
    text = written.translate(_MARKS).strip()
    notes: tuple[Note, ...] = (unreadable.widened(written, text),) if _was_wide(written) else ()
    if found := _NOT_DETECTED.fullmatch(text):
        return _not_detected(text, found, unit, notes)
    found = _FIGURE.fullmatch(text)
    if found is None:
        return Unreadable(unreadable.why(text), quoted(written))
    comparison, digits, nearly, suffix = found.groups()
    if suffix:
        same = None if unit is None else conversion(suffix.strip(), unit)
        if same is None or same.factor != 1:
            return Unreadable(unreadable.with_suffix(text, f"{comparison or ''}{digits}", suffix.strip(), unit), quoted(written))
        notes = (*notes, unreadable.suffix_dropped(text, suffix.strip()))
    if sum(c.isdigit() for c in digits) > _DIGITS:
        return Unreadable(unreadable.too_long(written), quoted(written))
    number = Decimal(digits)
    if digits.startswith("-") and not number:
        notes = (*notes, unreadable.minus_zero(digits))
        digits = digits[1:]
    return _figure(comparison, number, digits.removeprefix("+"), nearly, signed, notes)


def _figure(
    comparison: str | None, number: Decimal, digits: str, nearly: str | None, signed: bool, notes: tuple[Note, ...]
) -> Figure | Unreadable:
    value = Fraction(number)
    decimals = len(digits.partition(".")[2])
    if nearly:
        if comparison or digits.replace(".", "").rstrip("0")[-1:] != "5":
            text = f"{comparison or ''}{digits}({nearly})"
            return Unreadable(unreadable.mark_without_five(text, digits), text)
        return Figure(_nearly(value, Fraction(1, 10**decimals), nearly), f"{digits}({nearly})", decimals, notes)
    if comparison is None:
        return Figure(Interval(value, value), digits, decimals, notes)
    sign = comparison.replace("<=", "≤").replace(">=", "≥")
    text = sign + digits
    if sign in "<≤":
        if signed:  # what is below 5 °C may be below 0 °C too: only its upper end is known
            return Figure(Interval(None, value, True, sign == "<"), text, decimals, notes)
        if value < 0 or (value == 0 and sign == "<"):
            return Unreadable(unreadable.nothing_below(text), text)
        return Figure(Interval(Fraction(0), value, False, sign == "<"), text, decimals, notes)
    return Figure(Interval(value, None, sign == ">", True), text, decimals, notes)


def _nearly(value: Fraction, place: Fraction, mark: str) -> Interval:
    """16.50(+): rounded down to this, so the true value lies above it, by at most half a last place; 16.50(-): below it.

    Of a negative value the signs speak of the absolute value.
    """
    if value < 0:
        low, high, low_open, high_open = _nearly(-value, place, mark)
        return Interval(None if high is None else -high, None if low is None else -low, high_open, low_open)
    if mark == "+":
        return Interval(value, value + place / 2, True, False)
    return Interval(value - place / 2, value, False, True)


def _not_detected(text: str, found: re.Match[str], unit: str | None, notes: tuple[Note, ...]) -> NotDetected | Unreadable:
    number, suffix = found.groups()
    if number is None:
        return NotDetected(None, "ND", notes)
    if suffix and suffix.strip():
        same = None if unit is None else conversion(suffix.strip(), unit)
        if same is None or same.factor != 1:
            return Unreadable(unreadable.with_suffix(text, f"ND({number})", suffix.strip(), unit), quoted(text))
    lod = Decimal(number)
    if len(number) > _DIGITS or not lod:
        return Unreadable(unreadable.no_detection_limit(text), quoted(text))
    return NotDetected(Fraction(lod), f"ND(LOD={number})", notes)


def _was_wide(written: str) -> bool:
    """Whether digits, a point or marks stood in full-width forms (brackets are punctuation, not worth a note)."""
    return any(0xFF01 <= ord(c) <= 0xFF5E and c not in "（）" for c in written)
