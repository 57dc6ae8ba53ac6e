"""One value of YAML on one line: which text needs quotes, and which quotes; how a number and a flow mapping are written.

The writers of canonical YAML and of workbook cells come in here. What is written means the same to our reader, which takes
`no` and `2021-07-31` for text, and to one that takes them for something else: such text is quoted.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "~", "<<", "="})
_NUMBER_LIKE: Final = re.compile(r"[-+]?[.]?[0-9][-+0-9.,:_a-fA-FxXoOtTzZ ]*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_STARTS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.")  # what would not be text, or might not be to another reader
_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00016fe0-\U0003fffd]"
)


def width(text: str) -> int:
    """How many columns `text` takes, a Chinese character two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def scalar(value: Any, *, flow: bool = False) -> str:
    """A value that holds no others, as it stands on one line. `flow`: inside braces or brackets, where more needs quotes."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
        case str():
            return value if _plain(value, flow) else quoted(value)
        case _:
            raise TypeError(f"{type(value).__name__} is no value of a file")


def key(name: str) -> str:
    """A key of a mapping."""
    return name if _KEY.fullmatch(name) and name.lower() not in _WORDS else quoted(name)


def flow(value: Any) -> str:
    """A value on one line, with all that it holds."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key(name)}: {flow(one)}" for name, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(one) for one in value) + "]"
        case _:
            return scalar(value, flow=True)


def quoted(text: str) -> str:
    """Text in quotes: double ones, or single ones where that saves escapes."""
    if ('"' in text or "\\" in text) and "'" not in text and not _UNSEEN.search(text):
        return f"'{text}'"
    return '"' + "".join(escaped(text)) + '"'


def escaped(text: str) -> Iterator[str]:
    """The characters of a text as they stand between double quotes."""
    for character in text:
        if character in _ESCAPES:
            yield _ESCAPES[character]
        elif _UNSEEN.match(character):
            yield f"\\u{ord(character):04x}"
        else:
            yield character


def _plain(text: str, flow: bool) -> bool:
    """Whether a text can stand without quotes."""
    if not text or text[0] in _STARTS or text != text.strip() or text.lower() in _WORDS or _NUMBER_LIKE.fullmatch(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or _UNSEEN.search(text):
        return False
    return not (flow and any(sign in text for sign in ",[]{}:?"))
