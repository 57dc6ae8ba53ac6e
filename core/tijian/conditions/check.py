"""What a condition means is looked at here, once, when a ruleset loads: names, types, polarity, and what may be read where.

Whoever loads rulesets builds one `Scope` for the ruleset, opens it with `dataclasses.replace` for the fields where more may be read,
and gets every objection to a condition at once. A condition without objections cannot go wrong when it is evaluated.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ..model.outcome import Kind
from ..model.ruleset import Attribute
from . import objection
from .error import ConditionError
from .names import SCORE_NAMES
from .objection import Type
from .tree import And, Atom, Attr, Compare, Concluded, Count, Fails, In, Literal, MinorOrWorse, Node, Not, Or, ScoreBelow, is_judged
from .tree import attributes as names_read


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition may speak of, and the two permissions that depend on where it stands."""

    attributes: Mapping[str, Attribute] = field(default_factory=dict)  # given and derived together
    definitions: Mapping[str, Node] = field(default_factory=dict)  # `define`, parsed; each is checked by itself
    checks: Mapping[str, Kind] = field(default_factory=dict)  # id → site | rule | test
    sections: Collection[str] = ()
    diagnoses: Collection[str] = ()
    judged: bool = False  # verdicts, diagnoses, clues: what is judged may be read
    produced_on: bool = False  # sample tests, rule checks and `define`: the production date may be read


CONTEXT: Final[Mapping[str, Type]] = {
    "assessed_on": Type("date"),
    "produced_on": Type("date"),
    "category": Type("text"),
    "group": Type("text", ("food", "industrial")),
    "sampling": Type("text", ("done", "none")),
}
_CLASSES: Final = {"class": ("veto", "key", "general"), "tests": ("key", "general", "minor")}
_STATES: Final = ("fail", "minor")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EQUALITY: Final = frozenset({"==", "!="})
_ORDERED: Final = frozenset({"number", "date"})


def check(node: Node, scope: Scope) -> list[ConditionError]:
    """Every objection to the condition (E211, E213–E226, E229, E230), in the order of its text; none where it may be used."""
    checker = _Checker(scope)
    checker.condition(node)
    return sorted(checker.found, key=lambda error: (error.at, error.code))


def type_of(attribute: Attribute) -> Type:
    """The type of an attribute, as comparisons see it."""
    if attribute.choices is not None:
        return Type("text", attribute.choices)
    return Type(attribute.type or "text", unit=attribute.unit)


def _is_day(written: object) -> bool:
    if not isinstance(written, str) or not _DAY.fullmatch(written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


class _Checker:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.found: list[ConditionError] = []

    def condition(self, node: Node, *, negated: bool = False) -> None:
        """Objects to what stands where a condition is wanted."""
        match node:
            case And(items=items) | Or(items=items):
                for item in items:
                    self.condition(item, negated=negated)
            case Not(item=item):
                if not negated and is_judged(item):
                    self.found.append(objection.negated_judgment(node))
                self.condition(item, negated=True)
            case Compare():
                self.comparison(node)
            case In():
                self.membership(node)
            case Attr():
                kind = self.type(node, None, bare=True)
                if kind is not None and kind.family != "boolean":
                    self.found.append(objection.no_condition(node, kind))
            case Literal(value=value):
                if not isinstance(value, bool):
                    self.found.append(objection.no_condition(node, None))
            case _:
                self.judgment(node)

    def comparison(self, node: Compare) -> None:
        left, right = self.type(node.left, node.right), self.type(node.right, node.left)
        if left is None or right is None:
            return
        if isinstance(node.left, Literal) and isinstance(node.right, Literal):
            self.found.append(objection.constant(node))
            return
        fits = self.fits(node.left, left, node.right, right)
        if fits and node.op not in _EQUALITY and not {left.family, right.family} & _ORDERED:
            self.found.append(objection.unordered(node, left))

    def membership(self, node: In) -> None:
        kind = self.type(node.item, None)
        if isinstance(node.item, Literal):
            self.found.append(objection.constant(node))
            return
        seen: set[Literal] = set()
        for option in node.options:
            if option in seen:
                self.found.append(objection.listed_twice(option))
            elif kind is not None:
                self.fits(node.item, kind, option, _literal_type(option))
            seen.add(option)

    def fits(self, left: Literal | Attr, left_type: Type, right: Literal | Attr, right_type: Type) -> bool:
        """Whether the two can be compared at all; objects where they cannot, or where they can never be equal."""
        if isinstance(left, Literal):
            left, left_type, right, right_type = right, right_type, left, left_type
        if isinstance(right, Literal):
            if left_type.family == "date" and right_type.family == "text":
                if not _is_day(right.value):
                    self.found.append(objection.no_date(right))
                return True
            if left_type.family != right_type.family:
                self.found.append(objection.other_type(left, left_type, right, right_type))
                return False
            if left_type.choices is not None and right.value not in left_type.choices:
                self.found.append(objection.no_choice(left, left_type.choices, right))
            return True
        if left_type.family != right_type.family:
            self.found.append(objection.other_type(left, left_type, right, right_type))
            return False
        if left_type.choices is not None and right_type.choices is not None and not set(left_type.choices) & set(right_type.choices):
            self.found.append(objection.nothing_in_common(left, right))
        if left_type.unit is not None and right_type.unit is not None and left_type.unit != right_type.unit:
            self.found.append(objection.other_unit(left, left_type.unit, right, right_type.unit))
        return True

    def type(self, node: Literal | Attr, other: Literal | Attr | None, *, bare: bool = False) -> Type | None:
        """The type of an operand, or None with an objection where it has none."""
        if isinstance(node, Literal):
            return _literal_type(node)
        name = node.name
        if not self.scope.produced_on and self.reads_produced_on(name):
            self.found.append(objection.no_production_date(node))
        if name in CONTEXT:
            return CONTEXT[name]
        if name in self.scope.definitions:
            if bare:
                return Type("boolean")
            self.found.append(objection.definition_compared(node))
            return None
        if name in self.scope.attributes:
            return type_of(self.scope.attributes[name])
        known = {*self.scope.attributes, *self.scope.definitions, *CONTEXT}
        beside = self.scope.attributes.get(other.name) if isinstance(other, Attr) else None
        quoted = beside is not None and beside.choices is not None and name in beside.choices
        if isinstance(other, Attr) and other.name in CONTEXT:
            quoted = name in (CONTEXT[other.name].choices or ())
        self.found.append(objection.unknown_attribute(node, known, is_check=name in self.scope.checks, is_choice=quoted))
        return None

    def reads_produced_on(self, name: str) -> bool:
        """Whether the name is produced_on, or a definition that leads to it."""
        open_names, seen = [name], set[str]()
        while open_names:
            name = open_names.pop()
            if name == "produced_on":
                return True
            if name not in seen and name in self.scope.definitions:
                open_names.extend(names_read(self.scope.definitions[name]))
            seen.add(name)
        return False

    def judgment(self, node: Atom) -> None:
        if not self.scope.judged:
            self.found.append(objection.judgment_here(node))
            return
        scope = self.scope
        match node:
            case Fails(id=id) | MinorOrWorse(id=id):
                if id not in scope.checks:
                    self.found.append(objection.unknown_check(node, id, scope.checks, scope.diagnoses))
            case Concluded(id=id):
                if id not in scope.diagnoses:
                    self.found.append(objection.unknown_diagnosis(node, id, scope.diagnoses, scope.checks))
            case Count():
                self.count(node)
            case ScoreBelow(of=of, op=op, n=n):
                if of not in SCORE_NAMES and of not in scope.sections:
                    self.found.append(objection.unknown_section(node, of, {*SCORE_NAMES, *scope.sections}))
                if not (0 < n <= 100 if op == "<" else 0 <= n < 100):
                    self.found.append(objection.score_bound(node))

    def count(self, node: Count) -> None:
        if node.scope == "section":
            if node.of not in self.scope.sections:
                self.found.append(objection.unknown_section(node, node.of, self.scope.sections))
        elif node.of not in _CLASSES[node.scope]:
            self.found.append(objection.unknown_class(node, _CLASSES[node.scope]))
        if node.state not in _STATES:
            self.found.append(objection.unknown_state(node, _STATES))
        if node.n < (0 if node.op == ">" else 1):
            self.found.append(objection.count_bound(node))


def _literal_type(node: Literal) -> Type:
    return Type("boolean" if isinstance(node.value, bool) else "number" if isinstance(node.value, Decimal) else "text")
