"""A stranger's words made fit for every format, and still literal: what cannot be seen is shown, what would reorder the line is named.

Every string of a report passes here once, before any renderer. Nothing is escaped: that is the business of each format.
"""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

LONGEST: Final = 6000  # characters of one string: what is longer was never meant to be read
_SPACES: Final = "\t\n\r\v\f\x85\u2028\u2029"
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # they change no meaning, and may hide one: left out
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn")

T = TypeVar("T")


def literal(words: str) -> str:
    """`words` on one line: breaks become spaces, zero-width characters go, other controls show as `[U+202E]`."""
    cut = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return "".join(map(_shown, unicodedata.normalize("NFC", cut)))


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":  # variation selectors choose a form of the same character
        return ""
    if unicodedata.category(character) in _UNSEEN:
        return f"[U+{ord(character):04X}]"
    return character


def every_string(part: T, change: Any) -> T:
    """The same report, or part of one, with every string changed."""
    if isinstance(part, str):
        return change(part)  # type: ignore[no-any-return]
    if isinstance(part, tuple):
        return tuple(every_string(one, change) for one in part)  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: every_string(getattr(part, one.name), change) for one in fields(part)})
    return part
