"""What somebody most likely meant by a number written in another way: the suggestion in a finding, never a value that is judged.

1,234.5 may be one number or two; 12。5 may be a slip of the input method: only the laboratory knows.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from .interval import shown

_PLAIN: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "➖": "-"})
_GROUPED: Final = re.compile(r"([+-]?[0-9]{1,3})((?:[ ,'’_][0-9]{3})+)(\.[0-9]+)?")
_EUROPEAN: Final = re.compile(r"([+-]?[0-9]{1,3})((?:\.[0-9]{3})*),([0-9]+)")
_OTHER_POINT: Final = re.compile(r"([+-]?[0-9]+)\s*[。·‧、點点．⋅]\s*([0-9]+)")
_POWER: Final = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:[eE]|[×xX*]\s*10\^?)\s*([+-]?[0-9]{1,2})")
_RATIO: Final = re.compile(r"([0-9]{1,6})\s*[/⁄]\s*([0-9]{1,6})")
_DIGITS_ZH: Final = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS_ZH: Final = {"十": 10, "百": 100, "千": 1000}
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE: Final = re.compile(
    rf"(?i)[0-9]{{1,2}}月[0-9]{{1,2}}日?|[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?(?:[T ][0-9:.]+)?|[0-9]{{4}}年[0-9]{{1,2}}月"
    rf"|[0-9]{{1,2}}-(?:{_MONTHS})(?:-[0-9]{{2,4}})?|(?:{_MONTHS})-[0-9]{{1,4}}"
)
_MONTH_DAY: Final = re.compile(r"(?:[0-9]{4}[-/.年])?0?([0-9]{1,2})[-/.月]0?([0-9]{1,2})日?(?:[T ][0-9:.]+)?")


def is_date(written: str) -> bool:
    """Whether a spreadsheet seems to have turned what was typed into a date."""
    return _DATE.fullmatch(written) is not None


def month_and_day(written: str) -> str | None:
    """`3-4` for 3月4日 or 2021-03-04: what was typed before it became a date."""
    found = _MONTH_DAY.fullmatch(written)
    return f"{found[1]}-{found[2]}" if found else None


def likely_number(written: str) -> str | None:
    """The plain number that `written` probably stands for, as one would type it; None where there is no telling."""
    text = written.strip().translate(_MINUS)
    for reading in (_as_typed, _grouped, _other_point, _power, _ratio, _foreign_digits, _chinese):
        found = reading(text)
        if found is not None:
            return found
    return None


def _as_typed(text: str) -> str | None:
    text = text.replace(" ", "") if re.fullmatch(r"[+-] ?[0-9.]+|[0-9]+ ?\. ?[0-9]+", text) else text
    if _PLAIN.fullmatch(text):
        return text
    if re.fullmatch(r"[+-]?(?:[0-9]+\.?|\.[0-9]+|0[0-9]+\.[0-9]+)", text):  # 007, 5., .5
        return f"{Decimal(text):f}"
    return None


def _grouped(text: str) -> str | None:
    if found := _GROUPED.fullmatch(text):
        return found[1] + re.sub("[^0-9]", "", found[2]) + (found[3] or "")
    if found := _EUROPEAN.fullmatch(text):
        return found[1] + found[2].replace(".", "") + "." + found[3]
    return None


def _other_point(text: str) -> str | None:
    found = _OTHER_POINT.fullmatch(text)
    return f"{found[1]}.{found[2]}" if found else None


def _power(text: str) -> str | None:
    found = _POWER.fullmatch(text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
    if found is None:
        return None
    try:
        return f"{Decimal(found[1]).scaleb(int(found[2])):f}"
    except InvalidOperation:
        return None


def _ratio(text: str) -> str | None:
    """½, 2½, 1/2: only where it ends as a decimal."""
    value: Fraction | None = None
    if found := _RATIO.fullmatch(text):
        value = Fraction(int(found[1]), int(found[2])) if int(found[2]) else None
    elif text and unicodedata.category(text[-1]) == "No" and re.fullmatch("[0-9]{0,6}", text[:-1]):
        small = Fraction(unicodedata.numeric(text[-1])).limit_denominator(100)
        value = small + int(text[:-1] or 0) if small.denominator > 1 else None
    if value is None or 10**6 % value.denominator:
        return None
    return shown(value)


def _foreign_digits(text: str) -> str | None:
    """Digits of another script, such as ٣ or 𝟑."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return plain if plain != text and _PLAIN.fullmatch(plain) else None


def _chinese(text: str) -> str | None:
    """十二点五 is 12.5; 一二 is 12."""
    whole, point, places = text.partition("点") if "点" in text else text.partition("點")
    if not whole or any(c not in _DIGITS_ZH and c not in _UNITS_ZH for c in whole) or any(c not in _DIGITS_ZH for c in places):
        return None
    if point and not places:
        return None
    if any(c in _UNITS_ZH for c in whole):
        value, digit = 0, 0
        for c in whole:
            if c in _DIGITS_ZH:
                digit = _DIGITS_ZH[c]
            else:
                value, digit = value + (digit or 1) * _UNITS_ZH[c], 0
        read = str(value + digit)
    else:
        read = str(int("".join(str(_DIGITS_ZH[c]) for c in whole)))
    return read + (point and "." + "".join(str(_DIGITS_ZH[c]) for c in places))
