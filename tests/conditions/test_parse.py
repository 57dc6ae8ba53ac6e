"""The parser: trees, precedence, positions, and that text and tree say the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions.grown import any_conditions, attribute_conditions, monotone_conditions, untidy

from tijian.conditions.parse import parse
from tijian.conditions.tree import (
    And,
    Attr,
    Compare,
    Concluded,
    Count,
    Fails,
    In,
    Literal,
    MinorOrWorse,
    Node,
    Not,
    Or,
    ScoreBelow,
    attributes,
    is_judged,
    source,
    walk,
)

A, B, C, D = map(Attr, "abcd")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("true", Literal(True)),
        ("has_valve", Attr("has_valve")),
        ("a && b || c && d", Or((And((A, B)), And((C, D))))),
        ("a && (b || c) && d", And((A, Or((B, C)), D))),
        ("(a && b) && (c && d)", And((A, B, C, D))),
        ("a || (b || (c || d))", Or((A, B, C, D))),
        ("!a && b", And((Not(A), B))),
        ("!!(a && b)", Not(Not(And((A, B))))),
        ("!(a == true)", Not(Compare("==", A, Literal(True)))),
        ("a == 'I' && 2 >= b", And((Compare("==", A, Literal("I")), Compare(">=", Literal(Decimal(2)), B)))),
        ("a in ['I', \"II\"]", In(A, (Literal("I"), Literal("II")))),
        ("a in [1, -2.50, true]", In(A, (Literal(Decimal(1)), Literal(Decimal("-2.50")), Literal(True)))),
        ("(a) != (b)", Compare("!=", A, B)),
        ("inside == infield", Compare("==", Attr("inside"), Attr("infield"))),
        ("fails('C5.3')", Fails("C5.3")),
        ("minor('C5.3')", MinorOrWorse("C5.3")),
        ("concluded('D1')", Concluded("D1")),
        ("count('veto','fail') > 0", Count("class", "veto", "fail", ">", 0)),
        ("count_tests('minor', 'fail') >= 3", Count("tests", "minor", "fail", ">=", 3)),
        ("count_in('S11', 'minor') > 2", Count("section", "S11", "minor", ">", 2)),
        ("score('site') < 60", ScoreBelow("site", "<", Decimal(60))),
        ("score('S11') <= 59.5", ScoreBelow("S11", "<=", Decimal("59.5"))),
        ("count > score", Compare(">", Attr("count"), Attr("score"))),
    ],
)
def test_a_condition_reads_as_cel_reads_it(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("written", "means"),
    [
        (r"'it\'s'", "it's"),
        (r'"say \"so\""', 'say "so"'),
        (r"'a\\b'", "a\\b"),
        (r"'\a\b\f\n\r\t\v\?\`'", "\a\b\f\n\r\t\v?`"),
        (r"'\x41\X42\u68c9\U0001F637\101'", "AB棉😷A"),
        (r"'\\n'", "\\n"),
        ("''", ""),
        ("'棉 “x”'", "棉 “x”"),
    ],
)
def test_a_text_is_unescaped_as_in_cel(written: str, means: str) -> None:
    assert parse(written) == Literal(means)


def test_a_number_is_kept_as_written() -> None:
    node = parse("a < 1.50")
    assert isinstance(node, Compare)
    assert str(node.right.value if isinstance(node.right, Literal) else "") == "1.50"
    assert source(node) == "a < 1.50"
    assert source(parse("a < 0.0000001")) == "a < 0.0000001"


def test_true_is_not_the_number_one() -> None:
    assert Literal(True) != Literal(Decimal(1))
    assert parse("a == true") != parse("a == 1")
    assert len({Literal(True), Literal(Decimal(1)), Literal("1")}) == 3


def test_where_a_condition_stood_is_no_part_of_what_it_says() -> None:
    assert parse("  a  &&b") == parse("a && b")
    assert hash(parse(" fails( 'X' )")) == hash(parse("fails('X')"))


@given(any_conditions)
def test_text_of_a_tree_parses_to_the_tree_and_canonical_text_stays_as_it_is(tree: Node) -> None:
    text = source(tree)
    assert parse(text) == tree
    assert source(parse(text)) == text


@given(st.data(), st.one_of(attribute_conditions, monotone_conditions))
def test_spaces_brackets_and_quotes_change_nothing_and_each_node_knows_its_place(data: st.DataObject, tree: Node) -> None:
    text = data.draw(untidy(tree))
    found = parse(text)
    assert found == tree
    for node in walk(found):
        assert 0 <= node.at < node.end <= len(text)
        assert parse(text[node.at : node.end]) == node


def test_arguments_and_bounds_of_a_call_know_their_place() -> None:
    text = "a || count ( 'key',\n 'fail' ) >= 12"
    node = parse(text)
    assert isinstance(node, Or)
    count = node.items[1]
    assert isinstance(count, Count)
    assert [text[at:end] for at, end in count.spans] == ["'key'", "'fail'", "12"]
    assert text[count.at : count.end] == "count ( 'key',\n 'fail' ) >= 12"
    fails = parse("fails('C5.3')")
    assert isinstance(fails, Fails)
    assert fails.spans == ((6, 12),)


def test_a_tree_tells_what_it_reads() -> None:
    node = parse("a == b && (c in ['x'] || !d) || 3 < e")
    assert attributes(node) == {"a", "b", "c", "d", "e"}
    assert not is_judged(node)
    assert is_judged(parse("a && !(b || fails('X'))"))
    assert [source(each) for each in walk(parse("a == 1 || !(b in [2])"))] == [
        "a == 1 || !(b in [2])",
        "a == 1",
        "a",
        "1",
        "!(b in [2])",
        "b in [2]",
        "b",
        "2",
    ]
