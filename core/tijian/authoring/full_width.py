"""The daily mistake of whoever types Chinese: full-width punctuation where YAML wants the half-width sign, or a colon without its space.

YAML takes such a line for text and stumbles over an innocent one below it; the readers come in here to find the line that was meant.
"""

import re
from typing import Final, NamedTuple

_KEY: Final = r"[A-Za-z][\w.\-]*"
_WIDE_COLON: Final = re.compile(rf"\s*(?:- +)*(?:{_KEY}|\"{_KEY}\"|'{_KEY}')\s*(：)", re.ASCII)
_TIGHT_COLON: Final = re.compile(rf"\s*(?:- +)*{_KEY}(:)(?=[^\s:/])", re.ASCII)
_IN_FLOW: Final = re.compile(rf"[{{\[].*?(?:(，)(?=\s*{_KEY}\s*[:：])|[{{，,]\s*{_KEY}\s*(：))", re.ASCII)
_OPENING: Final = re.compile(rf"\s*(?:- +)*(?:{_KEY}\s*:\s+|- +)([｛［“])", re.ASCII)
_CLOSING: Final = re.compile(r"[{\[].*([｝］])\s*$")
_WAYS: Final = (_WIDE_COLON, _OPENING, _IN_FLOW, _CLOSING, _TIGHT_COLON)
_HALF: Final = {"：": ": ", "，": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]", "“": '"'}
_LOOK_BACK: Final = 4  # lines that say something, before the one the parser points to
_LONGEST: Final = 400  # characters of a line that are looked at


class Slip(NamedTuple):
    """One sign that was mistyped: where (an offset), what is wrong, what to write."""

    at: int
    zh: str
    en: str
    hint: tuple[str, str]


def slip_in(line: str) -> Slip | None:
    """The first such sign of a line that begins with a key, or that opens a brace."""
    line = line[:_LONGEST]
    for way in _WAYS:
        found = way.match(line) if way not in (_IN_FLOW, _CLOSING) else way.search(line)
        if found is not None:
            group = found.lastindex or 1
            return _said(found[group], found.start(group))
    return None


def slip_near(text: str, at: int) -> Slip | None:
    """The slip on the line of offset `at`, or on the nearest line before it, or at the head of the lines with slips that end there."""
    first: Slip | None = None
    seen = 0
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    while seen <= _LOOK_BACK and stop >= 0:
        start = text.rfind("\n", 0, stop) + 1
        line = text[start:stop]
        if line.strip() and not line.lstrip().startswith("#"):
            seen += 1
            found = slip_in(line)
            if found is not None:
                first = found._replace(at=start + found.at)
            elif first is not None:
                return first
        stop = start - 1
    return first


def _said(sign: str, at: int) -> Slip:
    if sign == ":":
        hint = ('冒号后面空一格：": "', 'put a blank after the colon: ": "')
        return Slip(at, "冒号后面没有空格，整行成了一段文字", "no blank after the colon: the line became one text", hint)
    half = _HALF[sign]
    more = {"：": ("（冒号后面空一格）", ", with a blank after the colon"), "，": ("（逗号后面空一格）", ", with a blank after the comma")}
    zh, en = more.get(sign, ("", ""))
    written = f'"{half}"' if half != '"' else "'\"'"
    hint = (f"改成半角 {written}{zh}", f"write the half-width {written}{en}")
    return Slip(at, f"这里是全角“{sign}”", f"here stands the full-width '{sign}'", hint)
