"""From the text of a limit row's `require` to a requirement: the small grammar of limits (semantics §3).

    >= a   > a   <= a   < a        a ~ b (closed)     a ± b     a +b/-c      each of the last three with (excl +), (excl -), (excl +-)
    14×100 (hundreds: 1400)        >= declared        >= 0.9 × declared      declared ± 5
    >= 3-4 on a scale              absent   conforms   unknown               n=5, c=2, m=100, M=1000

Lint and the compiled program come in here. Full-width marks and ≥ ≤ are taken as what they stand for.
Source of the interval forms: GB/T 8170-2008, limits and their 不含 (exclusive) ends.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..model.text import text as words
from . import requirement_refusal as refusal
from .requirement_kinds import (
    BUILT_IN_SCALES,
    DECLARED,
    Between,
    Bound,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
    place_of,
)

__all__ = [
    "BUILT_IN_SCALES", "Between", "Bound", "DeclaredRelative", "Graded", "MustBeAbsent", "MustConform", "Requirement", "SamplingPlan",
    "Unknown", "parse_requirement", "place_of",
]  # fmt: skip

_FULL_WIDTH: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_SAME_LENGTH: Final = _FULL_WIDTH | {
    0x2212: "-", 0x301C: "~", 0x223C: "~", 0x3000: " ", 0x2A7E: "≥", 0x2A7D: "≤", 0x2267: "≥", 0x2266: "≤",
}  # fmt: skip
_OPS: Final = {">=": ">=", "≥": ">=", ">": ">", "<=": "<=", "≤": "<=", "<": "<"}
_WORDS: Final[dict[str, Requirement]] = {"absent": MustBeAbsent(), "conforms": MustConform(), "unknown": Unknown()}

_OP: Final = re.compile(r">=|<=|[≥≤<>]")
_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?(?![0-9._eE。]|,[0-9])")
_PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?(?![0-9._eE。]|,[0-9])")
_TIMES: Final = re.compile(r"\s*[×xX*]\s*")
_POWER: Final = re.compile(r"(?:10\^([0-9]{1,2})|10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|(10{1,12}))(?![0-9._]|,[0-9])")
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EXCL: Final = re.compile(r"\(\s*(?:excl\.?|不含)\s*(\+\s*-|-\s*\+|±|\+|-)\s*\)")
_PLAN: Final = re.compile(r"([ncmM])\s*=\s*")


def parse_requirement(text: str, scale: Sequence[str] | None) -> Requirement:
    """The requirement that `text` states. `scale`: the words of the test's scale, worst first, or None for a test without one.

    Raises ConditionError (E250–E261, E263) with the offset in `text`.
    """
    plain = text.translate(_SAME_LENGTH)
    word = plain.strip()
    if scale is not None and word != "unknown":
        return _graded(plain, scale)
    if word in _WORDS:
        return _WORDS[word]
    if _PLAN.match(word):
        return _plan(plain)
    return _Reader(plain).read()


def _graded(plain: str, scale: Sequence[str]) -> Graded:
    reader = _Reader(plain)
    reader.skip()
    op = reader.take(_OP)
    if op is None:
        raise refusal.needs_grade(plain, scale)
    reader.skip()
    grade = re.sub("[‐‑–—]", "-", plain[reader.at :].rstrip())
    if grade == DECLARED:
        return Graded(_OPS[op[0]], None, f"{_OPS[op[0]]} {DECLARED}")
    if grade not in scale:
        raise refusal.no_grade(grade, scale, reader.at)
    return Graded(_OPS[op[0]], grade, f"{_OPS[op[0]]} {grade}")


class _Reader:
    """Reads an interval from left to right. `at` is how far it has come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def sign(self, mark: str) -> bool:
        self.skip()
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def read(self) -> Requirement:
        self.skip()
        if op := self.take(_OP):
            return self._half(_OPS[op[0]])
        if not self.text.strip():
            raise refusal.no_requirement(self.text, self.at)
        first, first_text = self._bound()
        if self.sign("~"):
            second, second_text = self._bound()
            return self._whole(first, second, f"{first_text} ~ {second_text}")
        if self.sign("±"):
            offset, place, offset_text = self._offset()
            return self._whole(_moved(first, -offset, place), _moved(first, offset, place), f"{first_text} ± {offset_text}")
        if self.sign("+"):
            up, up_place, up_text = self._offset()
            if not (self.sign("/") and self.sign("-")):
                raise refusal.half_tolerance(self.text, self.at)
            down, down_place, down_text = self._offset()
            return self._whole(_moved(first, -down, down_place), _moved(first, up, up_place), f"{first_text} +{up_text}/-{down_text}")
        raise refusal.no_comparison(self.text, self.at)

    def _half(self, op: str) -> Requirement:
        bound, bound_text = self._bound()
        self._ended()
        is_low, is_open = op[0] == ">", len(op) == 1
        return _interval(
            bound if is_low else None, None if is_low else bound, is_open and is_low, is_open and not is_low, f"{op} {bound_text}"
        )

    def _whole(self, low: Bound, high: Bound, shown: str) -> Requirement:
        self.skip()
        excluded = "".join(found[1].split()).replace("±", "+-") if (found := self.take(_EXCL)) else ""
        self._ended()
        if excluded:
            shown += f" (excl {'+' if '+' in excluded else ''}{'-' if '-' in excluded else ''})"
        made = _interval(low, high, "-" in excluded, "+" in excluded, shown)
        if isinstance(made, Between) and made.is_empty:
            raise refusal.empty(self.text)
        return made

    def _bound(self) -> tuple[Bound, str]:
        """A number, `14×100`, `declared` or `0.9 × declared`, and its canonical words."""
        self.skip()
        if self.text.startswith(DECLARED, self.at):
            self.at += len(DECLARED)
            return Bound(Fraction(1), Fraction(1), Fraction(0), None), DECLARED
        value, shown = self._number(_NUMBER)
        place = place_of(value)
        start = self.at
        if not self.take(_TIMES):
            return Bound(Fraction(0), Fraction(1), Fraction(value), place), shown
        if self.text.startswith(DECLARED, self.at):
            if value <= 0:
                raise refusal.bad_factor(shown, start)
            self.at += len(DECLARED)
            return Bound(Fraction(value), place, Fraction(0), None), f"{shown} × {DECLARED}"
        power, zeros = self._power(start)
        return Bound(Fraction(0), Fraction(1), Fraction(value) * power, place * power), f"{shown}×{zeros}"

    def _offset(self) -> tuple[Fraction, Fraction, str]:
        """The tolerance after ±, + or -: unsigned."""
        self.skip()
        value, shown = self._number(_PLAIN)
        place = place_of(value)
        start = self.at
        if self.take(_TIMES):
            power, zeros = self._power(start)
            return Fraction(value) * power, place * power, f"{shown}×{zeros}"
        return Fraction(value), place, shown

    def _number(self, pattern: re.Pattern[str]) -> tuple[Decimal, str]:
        found = self.take(pattern)
        if found is None:
            raise refusal.no_number(self.text, self.at)
        value = Decimal(found[0])
        return value, f"{value:f}"

    def _power(self, start: int) -> tuple[Fraction, str]:
        found = self.take(_POWER)
        if found is None:
            raise refusal.no_power(self.text, start)
        exponent = int(found[1] or (found[2] or "").translate(_SUPERSCRIPT) or len(found[3]) - 1)
        if exponent > 12:
            raise refusal.no_power(self.text, start)
        return Fraction(10**exponent), str(10**exponent)

    def _ended(self) -> None:
        self.skip()
        if self.at < len(self.text):
            raise refusal.left_over(self.text, self.at)


def _moved(bound: Bound, by: Fraction, place: Fraction) -> Bound:
    return Bound(bound.factor, bound.factor_place, bound.offset + by, place if bound.place is None else min(place, bound.place))


def _interval(low: Bound | None, high: Bound | None, low_open: bool, high_open: bool, shown: str) -> Requirement:
    if any(bound is not None and bound.factor for bound in (low, high)):
        return DeclaredRelative(low, high, low_open, high_open, shown)
    places = [bound.place for bound in (low, high) if bound is not None and bound.place is not None]
    lowest, highest = (None if bound is None else bound.offset for bound in (low, high))
    return Between(lowest, highest, low_open, high_open, min(places), shown)


def _plan(plain: str) -> SamplingPlan:
    """`n=5, c=2, m=100, M=1000`, the four in any order."""
    given: dict[str, Decimal] = {}
    reader = _Reader(plain)
    reader.skip()
    while found := reader.take(_PLAN):
        if found[1] in given:
            raise refusal.bad_plan(plain, words(f"{found[1]} 写了两次", f"{found[1]} is given twice"))
        given[found[1]] = reader._number(_NUMBER)[0]
        reader.skip()
        if reader.sign(",") or reader.sign(";"):
            reader.skip()
    reader._ended()
    if missing := [key for key in "ncmM" if key not in given]:
        listed = ", ".join(missing)
        raise refusal.bad_plan(plain, words(f"缺少 {listed}", f"{listed} is missing"))
    n, c, m, big = (given[key] for key in "ncmM")
    if any(value != int(value) for value in (n, c)) or not 0 <= c < n <= 1000:
        raise refusal.bad_plan(plain, words("n、c 应为整数且 0 ≤ c < n ≤ 1000", "n and c are whole numbers with 0 ≤ c < n ≤ 1000"))
    if m > big:
        raise refusal.bad_plan(plain, words("m 不能大于 M", "m cannot be above M"))
    return SamplingPlan(int(n), int(c), _at_most(m), _at_most(big), f"n={int(n)}, c={int(c)}, m={m:f}, M={big:f}")


def _at_most(limit: Decimal) -> Between:
    return Between(None, Fraction(limit), False, False, place_of(limit), f"<= {limit:f}")
