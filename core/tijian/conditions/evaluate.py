"""What a condition over attributes says of one product: true, false, or None where too little is known.

Three values, after Kleene. An attribute that was asked and not given is unknown (None); one that was never asked, because its
`asked_when` is false, is ABSENT: equal to nothing, unequal to everything, below and above nothing.

    &&  | T  F  ?      ||  | T  F  ?      !
    T   | T  F  ?      T   | T  T  T      F
    F   | F  F  F      F   | T  F  ?      T
    ?   | ?  F  ?      ?   | T  ?  ?      ?

So to learn what was unknown never turns a true into a false. What is judged is not read here: that is for the engines.
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from .tree import And, Attr, Compare, In, Literal, Node, Not, Or


class Absent(Enum):
    """The type of ABSENT. (An enum, so that a copy is still the one object.)"""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

Value = str | Decimal | bool
Values = Mapping[str, Value | Absent | None]

_RELATIONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(node: Node, values: Values) -> bool | None:
    """Whether a checked condition holds, its `define`d names inlined. A name that is not in `values` is unknown.

    Raises TypeError where something judged is read, a value is of another type than `check` found, or a text stands as a condition.
    """
    return _HOLDS[node.__class__](node, values)


def _and(node: And, values: Values) -> bool | None:
    result: bool | None = True
    for item in node.items:
        holds = _HOLDS[item.__class__](item, values)
        if holds is False:
            return False
        if holds is None:
            result = None
    return result


def _or(node: Or, values: Values) -> bool | None:
    result: bool | None = False
    for item in node.items:
        holds = _HOLDS[item.__class__](item, values)
        if holds is True:
            return True
        if holds is None:
            result = None
    return result


def _not(node: Not, values: Values) -> bool | None:
    holds = _HOLDS[node.item.__class__](node.item, values)
    return None if holds is None else not holds


def _compare(node: Compare, values: Values) -> bool | None:
    left, right = node.left, node.right
    a = values.get(left.name) if left.__class__ is Attr else left.value  # type: ignore[union-attr]
    b = right.value if right.__class__ is Literal else values.get(right.name)  # type: ignore[union-attr]
    if a is ABSENT or b is ABSENT:  # known to be different, even from what is unknown
        return node.op == "!="
    if a is None or b is None:
        return None
    return _RELATIONS[node.op](a, b)


def _in(node: In, values: Values) -> bool | None:
    item = node.item
    value = values.get(item.name) if item.__class__ is Attr else item.value  # type: ignore[union-attr]
    return None if value is None else value in node.values


def _attribute(node: Attr, values: Values) -> bool | None:
    value = values.get(node.name)
    if value is True or value is False or value is None:
        return value
    if value is ABSENT:  # x means x == true
        return False
    raise TypeError(f"{node.name} is {value!r}: a bare name in a condition must be a boolean")


def _literal(node: Literal, values: Values) -> bool | None:
    if node.value is True or node.value is False:
        return node.value
    raise TypeError(f"{node.value!r} is no condition")


class _Holds(dict[type, Callable[[Any, Values], bool | None]]):
    """The interpreter's table, by kind of node."""

    def __missing__(self, kind: type) -> Callable[[Any, Values], bool | None]:
        raise TypeError(f"{kind.__name__} reads what is judged: only a condition over attributes is evaluated here")


_HOLDS: Final = _Holds({And: _and, Or: _or, Not: _not, Compare: _compare, In: _in, Attr: _attribute, Literal: _literal})
