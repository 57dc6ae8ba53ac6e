"""What a condition says where something is unknown or absent: Kleene's tables and laws, and Strong Kleene's monotonicity."""

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.conditions.grown import Values, attribute_conditions, known_values, partly_known_values

from tijian.conditions.evaluate import ABSENT, evaluate
from tijian.conditions.parse import parse
from tijian.conditions.tree import And, Attr, Compare, Literal, Node, Not, Or, attributes

T, F, U = True, False, None
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}


@pytest.mark.parametrize(("a", "b"), AND)
def test_and_or_and_not_follow_the_tables_of_kleene(a: bool | None, b: bool | None) -> None:
    values = {"a": a, "b": b}
    assert evaluate(parse("a && b"), values) is AND[a, b]
    assert evaluate(parse("a || b"), values) is OR[a, b]
    assert evaluate(parse("!a"), values) is {T: F, F: T, U: U}[a]


@pytest.mark.parametrize(
    ("text", "unknown", "absent"),
    [
        ("x == 'a'", None, False),
        ("x != 'a'", None, True),
        ("x in ['a', 'b']", None, False),
        ("!(x in ['a'])", None, True),
        ("x < 3", None, False),
        ("x <= 3", None, False),
        ("x > 3", None, False),
        ("x >= 3", None, False),
        ("3 > x", None, False),
        ("'a' != x", None, True),
        ("x", None, False),
        ("!x", None, True),
        ("x == true", None, False),
        ("x == false", None, False),
        ("x != false", None, True),
        ("x == x", None, False),
        ("x != x", None, True),
        ("x == y", None, False),  # y is unknown: what is absent differs from it all the same
        ("x != y", None, True),
        ("y < x", None, False),
        ("x == 'a' || true", True, True),
        ("x == 'a' && false", False, False),
    ],
)
def test_unknown_and_absent_are_two_things(text: str, unknown: bool | None, absent: bool) -> None:
    assert evaluate(parse(text), {"x": None, "y": None}) is unknown
    assert evaluate(parse(text), {}) is unknown, "a name without a value is unknown"
    assert evaluate(parse(text), {"x": ABSENT}) is absent


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("load == 2.50", True),
        ("load < 2.5", False),
        ("load <= 2.500", True),
        ("load in [2.5]", True),
        ("load > 2.499999999999999999", True),
        ("assessed_on >= '2021-07-01'", True),
        ("assessed_on < '2021-07-01'", False),
        ("produced_on < assessed_on", True),
        ("true", True),
        ("false || load != 2.5", False),
    ],
)
def test_numbers_compare_exactly_and_dates_as_iso_text(text: str, holds: bool) -> None:
    values: Values = {"load": Decimal("2.5"), "assessed_on": "2021-08-12", "produced_on": "2021-07-20"}
    assert evaluate(parse(text), values) is holds


@given(attribute_conditions, known_values)
def test_where_all_is_known_a_condition_is_true_or_false(node: Node, values: Values) -> None:
    assert evaluate(node, values) in (True, False)


@given(st.data(), attribute_conditions, partly_known_values, partly_known_values)
def test_to_learn_more_never_changes_what_was_certain(data: st.DataObject, node: Node, values: Values, learnt: Values) -> None:
    before = evaluate(node, values)
    assume(before is not None)
    unknown = sorted(name for name in attributes(node) if values[name] is None)
    told = data.draw(st.sets(st.sampled_from(unknown))) if unknown else set()
    assert evaluate(node, {**values, **{name: learnt[name] for name in told}}) is before


@given(st.lists(attribute_conditions, min_size=2, max_size=3), partly_known_values)
def test_de_morgan_holds_with_unknowns(nodes: list[Node], values: Values) -> None:
    items, negated = tuple(nodes), tuple(map(Not, nodes))
    assert evaluate(Not(And(items)), values) is evaluate(Or(negated), values)
    assert evaluate(Not(Or(items)), values) is evaluate(And(negated), values)


@given(attribute_conditions, attribute_conditions, attribute_conditions, partly_known_values)
def test_the_laws_that_engines_rely_on_hold_with_unknowns(a: Node, b: Node, c: Node, values: Values) -> None:
    def says(node: Node) -> bool | None:
        return evaluate(node, values)

    assert says(Not(Not(a))) is says(a)
    assert says(And((a, b))) is says(And((b, a)))
    assert says(Or((a, b))) is says(Or((b, a)))
    assert says(And((a, And((b, c))))) is says(And((a, b, c)))
    assert says(And((a, Or((b, c))))) is says(Or((And((a, b)), And((a, c)))))
    assert says(Or((a, And((b, c))))) is says(And((Or((a, b)), Or((a, c)))))
    assert says(Or((a, And((a, b))))) is says(a)


def test_absent_is_one_thing_wherever_it_goes() -> None:
    assert copy.deepcopy(ABSENT) is ABSENT
    assert pickle.loads(pickle.dumps(ABSENT)) is ABSENT  # noqa: S301 - our own bytes


@pytest.mark.parametrize("text", ["fails('X')", "a || count('key', 'fail') > 0", "!(score('site') < 60)", "'text'", "5 || a"])
def test_what_is_judged_or_no_condition_is_not_evaluated(text: str) -> None:
    with pytest.raises(TypeError):
        evaluate(parse(text), {"a": False})


def test_a_value_of_another_type_is_not_taken_for_false() -> None:
    with pytest.raises(TypeError):
        evaluate(Attr("a"), {"a": "yes"})
    with pytest.raises(TypeError):
        evaluate(Compare("<", Attr("a"), Literal(Decimal(1))), {"a": "0"})
