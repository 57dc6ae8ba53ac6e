"""When a check surely does not apply, as a spreadsheet formula over the cells where the product is described: its row turns grey.

A formula is true only where the condition is false whatever is still blank, so a grey row is never one that might apply. What a
spreadsheet cannot know (attributes that a plugin derives, days of production) is taken for unknown, and the row stays as it is.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from ...conditions.tree import And, Attr, Compare, In, Literal, Node, Not, Or

YES: Final = "TRUE"
NO: Final = "FALSE"
_LONGEST: Final = 4_000  # characters of a formula; Excel takes 8,192
_LONGEST_TEXT: Final = 255  # of a text inside one
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_AGAINST: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}

Cell = Callable[[str], str | None]  # the expression of the value of an attribute or context name; None where no cell holds it


class Greying:
    """Turns conditions into formulas. `cell` gives the expression of a name's value; `words` what a code of it is called in its cell."""

    def __init__(self, cell: Cell, asked_when: Mapping[str, Node], words: Mapping[str, Mapping[str, str]], flags: tuple[str, str]) -> None:
        self._cell = cell
        self._asked_when = asked_when
        self._words = words
        self._flags = flags  # what yes and no are called
        self._asking: list[str] = []

    def never(self, condition: Node) -> str | None:
        """A formula that is true where the condition surely is false; None where that can never be said."""
        found = self._no(condition)
        return None if found == NO or len(found) > _LONGEST else found

    def _no(self, node: Node) -> str:
        match node:
            case And(items=items):
                return either([self._no(item) for item in items])
            case Or(items=items):
                return every([self._no(item) for item in items])
            case Not(item=item):
                return self._yes(item)
            case _:
                return self._leaf(node)[1]

    def _yes(self, node: Node) -> str:
        match node:
            case And(items=items):
                return every([self._yes(item) for item in items])
            case Or(items=items):
                return either([self._yes(item) for item in items])
            case Not(item=item):
                return self._no(item)
            case _:
                return self._leaf(node)[0]

    def _leaf(self, node: Node) -> tuple[str, str]:
        """(surely true, surely false) of a condition without `&&`, `||` and `!`."""
        match node:
            case Literal(value=bool() as value):
                return (YES, NO) if value else (NO, YES)
            case Attr(name=name):
                return self._compared(name, "==", True)
            case Compare(op=op, left=Attr(name=name), right=Literal(value=value)):
                return self._compared(name, op, value)
            case Compare(op=op, left=Literal(value=value), right=Attr(name=name)):
                return self._compared(name, _TURNED[op], value)
            case In(item=Attr(name=name), options=options):
                return self._one_of(name, [option.value for option in options])
            case _:
                return NO, NO

    def _asked(self, name: str) -> tuple[str, str]:
        """(surely asked, surely not asked): an attribute that is not asked is absent, equal to nothing, in no order with anything."""
        if name not in self._asked_when or name in self._asking:
            return YES, NO
        self._asking.append(name)
        found = self._yes(self._asked_when[name]), self._no(self._asked_when[name])
        self._asking.pop()
        return found

    def _compared(self, name: str, op: str, value: str | Decimal | bool) -> tuple[str, str]:
        cell = self._cell(name)
        asked, absent = self._asked(name)
        if cell is None:
            return (absent, NO) if op == "!=" else (NO, absent)
        if op in _AGAINST:
            held, missed = self._ordered(cell, op, value), self._ordered(cell, _AGAINST[op], value)
            return every([asked, held]), either([absent, every([asked, missed])])
        same, other = self._same(name, cell, value)
        true, false = every([asked, same]), either([absent, every([asked, other])])
        return (true, false) if op == "==" else (false, true)

    def _one_of(self, name: str, values: list[str | Decimal | bool]) -> tuple[str, str]:
        cell = self._cell(name)
        asked, absent = self._asked(name)
        if cell is None:
            return NO, absent
        pairs = [self._same(name, cell, value) for value in values]
        return every([asked, either([same for same, _ in pairs])]), either([absent, every([asked, *(other for _, other in pairs)])])

    def _same(self, name: str, cell: str, value: str | Decimal | bool) -> tuple[str, str]:
        """(the cell says this, the cell says something else); neither, while it is blank or not to be understood."""
        if isinstance(value, bool):
            yes, no = self._flags if value else self._flags[::-1]
            return f"{cell}={quoted(yes)}", f"{cell}={quoted(no)}"
        if isinstance(value, Decimal):
            return self._ordered(cell, "=", value), self._ordered(cell, "<>", value)
        word = self._words.get(name, {}).get(value, value)
        if len(word) > _LONGEST_TEXT:
            return NO, NO
        return f"{cell}={quoted(word)}", every([f'{cell}<>""', f"{cell}<>{quoted(word)}"])

    def _ordered(self, cell: str, op: str, value: str | Decimal | bool) -> str:
        """The cell stands so to the value: numbers that are typed as text, and days, which are texts that sort."""
        if isinstance(value, Decimal):
            return every([f'{cell}<>""', f"IFERROR(VALUE({cell}){op}{value:f},FALSE)"])  # VALUE takes a blank cell for 0
        if isinstance(value, bool):
            return NO
        return every([f"ISTEXT({cell})", f"LEN({cell})={len(value)}", f"{cell}{op}{quoted(value)}"])


def every(parts: list[str]) -> str:
    """True where every part is."""
    return _joined("AND", parts, idle=YES, final=NO)


def either(parts: list[str]) -> str:
    """True where one part is."""
    return _joined("OR", parts, idle=NO, final=YES)


def _joined(function: str, parts: list[str], *, idle: str, final: str) -> str:
    if final in parts:
        return final
    kept = list(dict.fromkeys(part for part in parts if part != idle))
    return idle if not kept else kept[0] if len(kept) == 1 else f"{function}({','.join(kept)})"


def quoted(word: str) -> str:
    """A text inside a formula."""
    return '"' + word.replace('"', '""') + '"'
