"""What is wrong with a condition (or a requirement), and where in its own text.

The parser and the checker speak in these. Whoever read the text from a file turns them into `Problem`s
with a file, a line and a column: an offset here is an offset inside the text of one condition.
"""

from ..model.text import Text

_SHOWN = 48


class ConditionError(Exception):
    """One thing wrong: `text` says what and why, `hint` what to do; `at` and `length` count characters of the condition."""

    def __init__(self, code: str, text: Text, at: int, length: int, hint: Text | None = None) -> None:
        super().__init__(code, text, at, length, hint)
        self.code = code
        self.text = text
        self.at = at
        self.length = length
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.code} @{self.at}: {self.text.zh}" + (f" ({self.hint.zh})" if self.hint else "")


def shown(word: str) -> str:
    """A stranger's words, fit to stand in a message: cut to a few dozen characters, what does not print escaped."""
    cut = word if len(word) <= _SHOWN else word[:_SHOWN] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in cut)
