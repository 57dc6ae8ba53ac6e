"""When a condition is surely true or surely false, as an expression that a spreadsheet or a phone computes over what is filled in so far.

`&&`, `||` and `!` are taken apart here after Kleene, as the engine does; how a comparison is spelled, a subclass knows. An expression is
true only where the condition is so whatever is still blank; what is not filled in anywhere (attributes that a plugin derives, days of
production) is unknown. Rows of a checklist that turn grey and questions of a phone form that stay hidden come in here.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ..conditions.tree import And, Attr, Compare, In, Literal, Node, Not, Or

Value = str | Decimal | bool
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_AGAINST: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def junction(parts: Sequence[str], *, idle: str, final: str) -> list[str]:
    """The parts that matter, each once: `final` alone decides, `idle` changes nothing and stands for no part at all."""
    if final in parts:
        return [final]
    return list(dict.fromkeys(part for part in parts if part != idle)) or [idle]


class Sureness(ABC):
    """Turns conditions into expressions. `yes` and `no` are how it spells what always and never holds."""

    yes: str
    no: str

    def __init__(self, asked_when: Mapping[str, Node]) -> None:
        self._asked_when = asked_when
        self._asking: list[str] = []

    @abstractmethod
    def every(self, parts: Sequence[str]) -> str:
        """True where every part is."""

    @abstractmethod
    def either(self, parts: Sequence[str]) -> str:
        """True where one part is."""

    @abstractmethod
    def known(self, name: str) -> bool:
        """Whether an attribute or a context name is filled in somewhere."""

    @abstractmethod
    def same(self, name: str, value: Value) -> tuple[str, str]:
        """(what is filled in says this, it says something else); neither, while it is blank or not to be understood."""

    @abstractmethod
    def ordered(self, name: str, op: str, value: Value) -> str:
        """What is filled in stands so to the value: numbers, and days."""

    def surely(self, node: Node) -> str:
        """Surely true."""
        match node:
            case And(items=items):
                return self.every([self.surely(item) for item in items])
            case Or(items=items):
                return self.either([self.surely(item) for item in items])
            case Not(item=item):
                return self.surely_not(item)
            case _:
                return self._leaf(node)[0]

    def surely_not(self, node: Node) -> str:
        """Surely false."""
        match node:
            case And(items=items):
                return self.either([self.surely_not(item) for item in items])
            case Or(items=items):
                return self.every([self.surely_not(item) for item in items])
            case Not(item=item):
                return self.surely(item)
            case _:
                return self._leaf(node)[1]

    def _leaf(self, node: Node) -> tuple[str, str]:
        """(surely true, surely false) of a condition without `&&`, `||` and `!`."""
        match node:
            case Literal(value=bool() as value):
                return (self.yes, self.no) if value else (self.no, self.yes)
            case Attr(name=name):
                return self._compared(name, "==", True)
            case Compare(op=op, left=Attr(name=name), right=Literal(value=value)):
                return self._compared(name, op, value)
            case Compare(op=op, left=Literal(value=value), right=Attr(name=name)):
                return self._compared(name, _TURNED[op], value)
            case In(item=Attr(name=name), options=options):
                return self._one_of(name, [option.value for option in options])
            case _:
                return self.no, self.no

    def _asked(self, name: str) -> tuple[str, str]:
        """(surely asked, surely not asked): an attribute that is not asked is absent, equal to nothing, in no order with anything."""
        if name not in self._asked_when or name in self._asking:
            return self.yes, self.no
        self._asking.append(name)
        found = self.surely(self._asked_when[name]), self.surely_not(self._asked_when[name])
        self._asking.pop()
        return found

    def _compared(self, name: str, op: str, value: Value) -> tuple[str, str]:
        asked, absent = self._asked(name)
        if not self.known(name):
            return (absent, self.no) if op == "!=" else (self.no, absent)
        if op in _AGAINST:
            held, missed = self.ordered(name, op, value), self.ordered(name, _AGAINST[op], value)
            return self.every([asked, held]), self.either([absent, self.every([asked, missed])])
        same, other = self.same(name, value)
        true, false = self.every([asked, same]), self.either([absent, self.every([asked, other])])
        return (true, false) if op == "==" else (false, true)

    def _one_of(self, name: str, values: Sequence[Value]) -> tuple[str, str]:
        asked, absent = self._asked(name)
        if not self.known(name):
            return self.no, absent
        pairs = [self.same(name, value) for value in values]
        true = self.every([asked, self.either([same for same, _ in pairs])])
        return true, self.either([absent, self.every([asked, *(other for _, other in pairs)])])
