"""Definitions written out: the same meaning, no definition left, every node inside the text that named it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions.grown import SCOPE, Values, attribute_conditions, partly_known_values

from tijian.conditions.check import check
from tijian.conditions.error import ConditionError
from tijian.conditions.evaluate import evaluate
from tijian.conditions.parse import parse
from tijian.conditions.tree import And, Attr, Node, Not, Or, attributes, inline, source, walk


def test_definitions_are_written_out_with_the_brackets_they_need() -> None:
    definitions = {"strict": parse("grade == 'I' || wet"), "both": parse("strict && valve"), "dry": parse("!wet")}
    assert source(inline(parse("strict && load > 5"), definitions)) == "(grade == 'I' || wet) && load > 5"
    assert source(inline(parse("!strict"), definitions)) == "!(grade == 'I' || wet)"
    assert source(inline(parse("load > 5 && both"), definitions)) == "load > 5 && (grade == 'I' || wet) && valve"
    assert source(inline(parse("dry || strict || fails('X')"), definitions)) == "!wet || grade == 'I' || wet || fails('X')"
    assert source(inline(parse("both"), definitions)) == "(grade == 'I' || wet) && valve"
    assert inline(parse("load in [1, 2]"), definitions) == parse("load in [1, 2]")


@given(attribute_conditions, attribute_conditions, partly_known_values)
def test_a_name_means_what_it_stands_for(first: Node, second: Node, values: Values) -> None:
    definitions = {"one": first, "two": Or((Attr("one"), second))}
    outer = And((Attr("two"), Not(Attr("one"))))
    written_out = inline(outer, definitions)
    assert not attributes(written_out) & definitions.keys()
    one = evaluate(first, values)
    two = evaluate(Or((Not(Not(first)), second)), values)
    assert evaluate(written_out, values) is evaluate(parse("two && !one"), {"one": one, "two": two})
    assert parse(source(written_out)) == written_out


@given(st.one_of(attribute_conditions, st.just(parse("load in [1, 2] && !valve"))))
def test_what_was_written_out_stands_where_its_name_stood(definition: Node) -> None:
    text = "valve && (named || wet)"
    found = inline(parse(text), {"named": definition})
    at = text.index("named")
    spans = {text[node.at : node.end] for node in walk(found)}
    assert spans <= {text, "valve", "named || wet", "named", "wet"}
    assert (at, at + 5) in {(node.at, node.end) for node in walk(found)}


@pytest.mark.parametrize(("deepest", "one_more"), [("!" * 31 + "a", "!" * 32 + "a"), ("!" * 30 + "(a == 1)", "!" * 31 + "(a == 1)")])
def test_with_its_names_written_out_a_condition_has_at_most_32_levels(deepest: str, one_more: str) -> None:
    assert source(inline(Attr("named"), {"named": parse(deepest)})) == deepest
    with pytest.raises(ConditionError) as caught:
        inline(parse("named || b"), {"named": parse(one_more)})
    assert caught.value.code == "E202"


def test_brackets_that_and_needs_are_levels_too() -> None:
    definitions = {"d0": parse("a && (b || c)")} | {f"d{n}": parse(f"a && (b || d{n - 1})") for n in range(1, 20)}
    assert not attributes(inline(Attr("d15"), definitions)) & definitions.keys()  # 16 names and 16 brackets
    with pytest.raises(ConditionError):
        inline(Attr("d16"), definitions)


def test_the_production_date_is_seen_through_definitions() -> None:
    definitions = {"old": parse("produced_on < '2021-07-01'"), "older": parse("wet || old"), "round": parse("round || older")}
    scope = type(SCOPE)(SCOPE.attributes, definitions)
    assert [error.code for error in check(parse("older"), scope)] == ["E215"]
    assert [error.code for error in check(parse("wet && round"), scope)] == ["E215"]  # a cycle is found elsewhere and hangs nothing here
    allowed = type(SCOPE)(SCOPE.attributes, definitions, produced_on=True)
    assert check(parse("older && produced_on >= '2020-01-01' && produced_on < assessed_on"), allowed) == []
