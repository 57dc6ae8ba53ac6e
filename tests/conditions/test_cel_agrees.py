"""The second opinion: a CEL implementation in Rust (common-expression-language) reads the very same text.

It was chosen over cel-python, the other one there is for Python: it takes microseconds for a condition where cel-python takes milliseconds, compares an
int with a double as the CEL specification says (cel-python finds no overload), and refuses CEL's reserved words. An unknown is a variable that is
not bound: an error, which CEL's && and || absorb as Kleene's do an unknown. CEL has nothing like absent, so for it each comparison
is guarded by a variable that says whether the attribute is there.
"""

from decimal import Decimal
from typing import Any

import cel
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions.grown import Values, attribute_conditions, known_values, monotone_conditions, partly_known_values, untidy

from tijian.conditions.evaluate import ABSENT, evaluate
from tijian.conditions.parse import parse
from tijian.conditions.tree import And, Attr, Compare, In, Literal, Node, Not, Or, source


def opinion(text: str, bindings: dict[str, Any]) -> bool | None:
    """What CEL says: true, false, or None where a variable that decides is not bound. Any other error is a failure."""
    try:
        says = cel.evaluate(text, bindings)
    except RuntimeError as error:
        if "Undefined variable" not in str(error):
            raise
        return None
    assert isinstance(says, bool)
    return says


def bound(values: Values) -> dict[str, Any]:
    """What is known, as CEL has it. The numbers of these tests are told apart by a double."""
    return {name: float(v) if isinstance(v, Decimal) else v for name, v in values.items() if v is not None and v is not ABSENT}


def guarded(node: Node) -> str:
    """The condition in CEL with `has_x` beside each attribute x, written from the meaning of absent."""
    match node:
        case And(items=items):
            return "(" + " && ".join(map(guarded, items)) + ")"
        case Or(items=items):
            return "(" + " || ".join(map(guarded, items)) + ")"
        case Not(item=item):
            return f"!{guarded(item)}"
        case Attr(name=name):
            return f"(has_{name} && {name})"
        case Compare(op="!=", left=left, right=right):
            return f"!{guarded(Compare('==', left, right))}"
        case Compare(left=left, right=right):
            there = [f"has_{side.name} && " for side in (left, right) if isinstance(side, Attr)]
            return f"({''.join(there)}{source(node)})"
        case In(item=Attr(name=name)):
            return f"(has_{name} && {source(node)})"
        case _:
            return source(node)


@given(st.data(), attribute_conditions, known_values)
def test_of_known_values_a_condition_says_what_cel_says(data: st.DataObject, node: Node, values: Values) -> None:
    text = data.draw(untidy(node))
    assert evaluate(parse(text), values) is opinion(text, bound(values))


@given(attribute_conditions, partly_known_values)
def test_unknowns_are_absorbed_as_cel_absorbs_errors(node: Node, values: Values) -> None:
    known = {name: None if value is ABSENT else value for name, value in values.items()}
    assert evaluate(node, known) is opinion(source(node), bound(known))


@given(attribute_conditions, partly_known_values)
def test_absent_and_unknown_together_say_what_guarded_cel_says(node: Node, values: Values) -> None:
    there = {f"has_{name}": value is not ABSENT for name, value in values.items() if value is not None}
    assert evaluate(node, values) is opinion(guarded(node), bound(values) | there)


@given(monotone_conditions)
def test_a_condition_on_judgments_is_cel_too(node: Node) -> None:
    cel.compile(source(node))


ESCAPES = [
    "a",
    "棉",
    "😷",
    "'",
    '"',
    "\\\\",
    "\\n",
    "\\t",
    "\\'",
    '\\"',
    "\\?",
    "\\`",
    "\\a",
    "\\v",
    "\\x41",
    "\\X7f",
    "\\u4e2d",
    "\\U0001F637",
    "\\101",
    "\\377",
]


@given(st.lists(st.sampled_from(ESCAPES)), st.sampled_from("'\""))
def test_escapes_mean_what_they_mean_in_cel(pieces: list[str], quote: str) -> None:
    written = quote + "".join(piece for piece in pieces if piece != quote) + quote
    node = parse(written)
    assert isinstance(node, Literal)
    assert cel.evaluate(written, {}) == node.value
    assert cel.evaluate(source(node), {}) == node.value
