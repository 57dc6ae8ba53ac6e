"""One language of a report: two sayings, one is chosen; lists, brackets and figures as that language writes them.

Every builder carries one. `Voice("zh")("一", "one")` is 一.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ..compare.figures import cut
from ..model.text import Language, Text

_MOST_LISTED: Final = 60
_NUMERALS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Voice:
    """The language that a report speaks."""

    language: Language

    def __call__(self, zh: str, en: str) -> str:
        """What is said here."""
        return zh if self.language == "zh" else en

    def text(self, words: Text | None, absent: str = "") -> str:
        """Words of a ruleset or a result."""
        return absent if words is None else words(self.language)

    def listed(self, items: Iterable[str]) -> str:
        """`一、二` or `one, two`; of very many the first ones, and how many more."""
        every = list(items)
        shown = self("、", ", ").join(every[:_MOST_LISTED])
        more = len(every) - _MOST_LISTED
        return shown if more <= 0 else shown + self(f" 等 {len(every)} 项", f" and {more} more")

    def clauses(self, items: Iterable[str]) -> str:
        """Parts of a sentence, one after another."""
        return self("；", "; ").join(items)

    def bracketed(self, words: str) -> str:
        """`（words）` or ` (words)`; nothing around nothing."""
        return self(f"（{words}）", f" ({words})") if words else ""

    def named(self, name: str, value: str) -> str:
        """`name：value` or `name: value`."""
        return self(f"{name}：{value}", f"{name}: {value}")

    def section(self, number: int, title: str) -> str:
        """A section's heading with its number: 一、 or 1."""
        return self(f"{_numeral(number)}、{title}", f"{number}. {title}")

    def counted(self, count: int, zh: str, en: str, many: str = "") -> str:
        """`3 家` or `3 enterprises`."""
        return self(f"{count} {zh}", f"{count} {en if count == 1 else many or en + 's'}")


def percent(part: int, of: int) -> str:
    """A share in percent, cut (never rounded up) to one place; a dash of nothing. `percent(2, 3)` is `66.6%`."""
    return f"{cut(Fraction(100 * part, of), 1)}%" if of else "—"


def thousandths(part: Fraction | str, of: int = 100) -> int:
    """How long a bar is."""
    return max(0, min(1000, int(Fraction(part) * 1000 / of)))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
