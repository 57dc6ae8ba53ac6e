"""From the text of a condition to its words, by the lexical rules of CEL: the first half of the parser.

A token is a plain tuple (kind, value, at, end). The kind of an operator, a bracket or the word `in` is that
word itself; the others are name, text (its value unescaped), number (a Decimal), boolean and end.
"""

import re
from decimal import Decimal
from typing import Final

from . import misspelt
from .names import CEL_RESERVED

MAX_LENGTH: Final = 2_000  # characters of one condition

Token = tuple[str, str | Decimal | bool, int, int]

_TOKEN: Final = re.compile(
    r"""[ \t\n\f\r]*(?:
      (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<text>'(?:[^'\\\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]|\\.)*' | "(?:[^"\\\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]|\\.)*")
    | (?P<number>-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?![\w.]))
    | (?P<mark>&&|\|\||[=!<>]=|[<>!()\[\],])
    | (?P<end>\Z)
    | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?:([abfnrtv\\?\"'`])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|)")
_PLAIN: Final = dict(zip("abfnrtv\\?\"'`", "\a\b\f\n\r\t\v\\?\"'`", strict=True))
_WORDS: Final[dict[str, tuple[str, bool | str]]] = {"true": ("boolean", True), "false": ("boolean", False), "in": ("in", "in")}


def tokens(text: str) -> list[Token]:
    """The words of `text`, the last of kind end. Raises ConditionError (E201, E203–E205, E208, E231)."""
    if len(text) > MAX_LENGTH:
        raise misspelt.too_long(len(text), MAX_LENGTH)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "end"
        at, end = match.span(kind)
        word = match[kind]
        if kind == "name":
            if word in _WORDS:
                found.append((*_WORDS[word], at, end))
                continue
            if word in CEL_RESERVED:
                raise misspelt.reserved(word, at)
            found.append(("name", word, at, end))
        elif kind == "mark":
            found.append((word, word, at, end))
        elif kind == "text":
            found.append(("text", unescaped(word[1:-1], at + 1) if "\\" in word else word[1:-1], at, end))
        elif kind == "number":
            found.append(("number", Decimal(word), at, end))
        elif kind == "end":
            last = found[-1][3] if found else 0
            found.append(("end", "", last, last))  # right behind the last word, so that what is missing is shown there
            break
        else:
            raise misspelt.no_word(text, at)
    return found


def unescaped(body: str, start: int) -> str:
    """The text that CEL's escapes stand for. `start` is where `body` begins. Raises ConditionError E204 for what is no escape."""

    def one(match: re.Match[str]) -> str:
        plain, *codes, octal = match.groups()
        if plain:
            return _PLAIN[plain]
        digits = next(filter(None, codes), None)
        code = int(digits, 16) if digits else int(octal, 8) if octal else 0
        if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:  # NUL and half characters are no text either
            raise misspelt.bad_escape(body, match.start(), match.end(), start)
        return chr(code)

    return _ESCAPE.sub(one, body)
