"""When a question surely need not be asked, in the XPath of a phone form: it stays hidden then.

A question is hidden only where its check does not apply whatever is still unanswered or “not known”. What a phone cannot know (attributes
that a plugin derives, days of production) is taken for unknown: such a question is asked, and `undecided` says which names it is about.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ...authoring.program import Program, deciding
from ...conditions.tree import Node
from ..sureness import Sureness, Value, junction
from .form import of
from .names import NO, YES, Names, attribute_field, not_known

TRUE: Final = "true()"
FALSE: Final = "false()"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PENDING: Final = "pending"  # whether samples will have been taken is not known then


class Relevance(Sureness):
    """Turns conditions into XPath over the questions of a form."""

    yes, no = TRUE, FALSE

    def __init__(self, program: Program, names: Names) -> None:
        super().__init__(program.asked_when)
        self._program = program
        self._category = program.ruleset.category
        self._choices = names.choices
        self._fields = {name: attribute_field(name) for name in program.ruleset.product}
        self._fields |= {"group": "enterprise_group", "assessed_on": "assessed_on", "sampling": "sampling_state"}
        self._typed = {name for name in program.ruleset.product if name not in names.choices}
        self._unsure = {name: not_known(choices) for name, choices in names.choices.items()} | {"sampling": _PENDING}

    def asked(self, condition: Node | None) -> str:
        """When a question with this condition is asked: not where it surely does not hold; empty where it is always asked."""
        never = FALSE if condition is None else self.surely_not(condition)
        return "" if never == FALSE else FALSE if never == TRUE else f"not({never})"

    def undecided(self, condition: Node | None) -> frozenset[str]:
        """The names that a condition reads, itself or through what decides whether they are asked, and that no question holds."""
        names = deciding(self._program, [] if condition is None else [condition])
        return frozenset(name for name in names if not self.known(name))

    def every(self, parts: Sequence[str]) -> str:
        return _bracketed(" and ", junction(parts, idle=TRUE, final=FALSE))

    def either(self, parts: Sequence[str]) -> str:
        return _bracketed(" or ", junction(parts, idle=FALSE, final=TRUE))

    def known(self, name: str) -> bool:
        return name in self._fields or name == "category"

    def same(self, name: str, value: Value) -> tuple[str, str]:
        if name == "category":
            return (TRUE, FALSE) if value == self._category else (FALSE, TRUE)
        field = of(self._fields[name])
        if isinstance(value, bool):
            return (f"{field} = '{YES}'", f"{field} = '{NO}'") if value else (f"{field} = '{NO}'", f"{field} = '{YES}'")
        if isinstance(value, Decimal):
            return self.ordered(name, "=", value), self.ordered(name, "!=", value)
        if name in self._typed:
            return (FALSE if (code := _written(value)) is None else f"{field} = {code}"), FALSE  # a blank at its end may be no difference
        codes, unsure = self._choices.get(name, {}), self._unsure.get(name)
        code = _written(codes.get(value, value))
        if code is None:
            return FALSE, FALSE
        other = self.every([f"{field} != ''", TRUE if unsure is None else f"{field} != '{unsure}'", f"{field} != {code}"])
        return FALSE if value == unsure else f"{field} = {code}", other

    def ordered(self, name: str, op: str, value: Value) -> str:
        """Numbers, which are typed as text, and days."""
        if name not in self._fields or isinstance(value, bool):
            return FALSE
        field = of(self._fields[name])
        if isinstance(value, Decimal):
            return self.every([f"{field} != ''", f"number({field}) {op} {value:f}"])
        if name == "assessed_on" and _DAY.fullmatch(value):
            return self.every([f"{field} != ''", f"decimal-date-time({field}) {op} decimal-date-time('{value}')"])
        return FALSE


def _written(code: str) -> str | None:
    """A text inside XPath, which knows no escapes; None for one with both quotes."""
    return f"'{code}'" if "'" not in code else f'"{code}"' if '"' not in code else None


def _bracketed(sign: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"
