"""When a check surely does not apply, as a spreadsheet formula over the cells where the product is described: its row turns grey.

A formula is true only where the condition is false whatever is still blank, so a grey row is never one that might apply. What a
spreadsheet cannot know (attributes that a plugin derives, days of production) is taken for unknown, and the row stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ...conditions.tree import Node
from ..sureness import Sureness, Value, junction

YES: Final = "TRUE"
NO: Final = "FALSE"
_LONGEST: Final = 4_000  # characters of a formula; Excel takes 8,192
_LONGEST_TEXT: Final = 255  # of a text inside one

Cell = Callable[[str], str | None]  # the expression of the value of an attribute or context name; None where no cell holds it


class Greying(Sureness):
    """Turns conditions into formulas. `cell` gives the expression of a name's value; `words` what a code of it is called in its cell."""

    yes, no = YES, NO

    def __init__(self, cell: Cell, asked_when: Mapping[str, Node], words: Mapping[str, Mapping[str, str]], flags: tuple[str, str]) -> None:
        super().__init__(asked_when)
        self._cell = cell
        self._words = words
        self._flags = flags  # what yes and no are called

    def never(self, condition: Node) -> str | None:
        """A formula that is true where the condition surely is false; None where that can never be said."""
        found = self.surely_not(condition)
        return None if found == NO or len(found) > _LONGEST else found

    def every(self, parts: Sequence[str]) -> str:
        return _called("AND", junction(parts, idle=YES, final=NO))

    def either(self, parts: Sequence[str]) -> str:
        return _called("OR", junction(parts, idle=NO, final=YES))

    def known(self, name: str) -> bool:
        return self._cell(name) is not None

    def same(self, name: str, value: Value) -> tuple[str, str]:
        cell = self._cell(name)
        if isinstance(value, bool):
            yes, no = self._flags if value else self._flags[::-1]
            return f"{cell}={quoted(yes)}", f"{cell}={quoted(no)}"
        if isinstance(value, Decimal):
            return self.ordered(name, "=", value), self.ordered(name, "<>", value)
        word = self._words.get(name, {}).get(value, value)
        if len(word) > _LONGEST_TEXT:
            return NO, NO
        return f"{cell}={quoted(word)}", self.every([f'{cell}<>""', f"{cell}<>{quoted(word)}"])

    def ordered(self, name: str, op: str, value: Value) -> str:
        """Numbers that are typed as text, and days, which are texts that sort."""
        cell = self._cell(name)
        if isinstance(value, Decimal):
            return self.every([f'{cell}<>""', f"IFERROR(VALUE({cell}){op}{value:f},FALSE)"])  # VALUE takes a blank cell for 0
        if isinstance(value, bool):
            return NO
        return self.every([f"ISTEXT({cell})", f"LEN({cell})={len(value)}", f"{cell}{op}{quoted(value)}"])


def _called(function: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"


def quoted(word: str) -> str:
    """A text inside a formula."""
    return '"' + word.replace('"', '""') + '"'
