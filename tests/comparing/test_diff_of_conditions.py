"""Conditions are compared by what they mean. The oracle tries every product, and every way in which the checks can come out."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparing.workshop import found, ruleset

from tijian.authoring.axes import Sides
from tijian.authoring.configurations import _boxes, configurations
from tijian.authoring.diff_conditions import judged, normal_text, reach, tree_text
from tijian.authoring.program import Program, compile_ruleset
from tijian.conditions.evaluate import ABSENT, evaluate
from tijian.conditions.parse import parse
from tijian.conditions.tree import And, Count, Fails, MinorOrWorse, Node, Or, ScoreBelow, source

SMALL = ruleset()
SIDES = Sides(compile_ruleset(SMALL, ""), compile_ruleset(SMALL, ""))

atoms = st.sampled_from(
    [
        "standard == 'A'", "standard != 'B'", "standard in ['B', 'C']", "grade == 'I'", "grade != 'II'", "cordless", "volume > 2", "volume <= 2",
        "volume == 5", "assessed_on >= '2024-05-01'", "assessed_on < '2025-01-01'", "sampling == 'none'", "group == 'food'",
    ]
)  # fmt: skip
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("!({})".format, inner), st.builds("({}) && ({})".format, inner, inner), st.builds("({}) || ({})".format, inner, inner)
    ),
    max_leaves=4,
)


def products() -> Iterator[dict[str, object]]:
    days = ("2024-04-30", "2024-05-01", "2024-12-31", "2025-01-01")
    volumes = [Decimal(n) for n in (1, 2, 3, 5, 6)]
    for standard, grade, cordless, volume, day, sampling, group in itertools.product(
        "ABC", ("I", "II", "III"), (True, False), volumes, days, ("done", "none"), ("food", "industrial")
    ):
        asked = grade if standard == "A" else ABSENT
        yield {
            "standard": standard,
            "grade": asked,
            "cordless": cordless,
            "volume": volume,
            "assessed_on": day,
            "sampling": sampling,
            "group": group,
        }


PRODUCTS = list(products())


@settings(max_examples=60)
@given(conditions, conditions)
def test_the_products_that_a_condition_reaches_are_compared_as_they_are(old: str, new: str) -> None:
    before, after = parse(old), parse(new)
    pairs = {(evaluate(before, one), evaluate(after, one)) for one in PRODUCTS}  # type: ignore[arg-type]
    lost, gained = (True, False) in pairs, (False, True) in pairs
    expected = {(False, False): "same", (True, False): "narrowed", (False, True): "widened", (True, True): "changed"}[lost, gained]
    said = reach(SIDES, before, after, sampled=False)
    assert said.change == expected
    assert (said.where is not None) == (expected in ("widened", "narrowed"))


@given(st.sets(st.tuples(st.integers(0, 2), st.integers(-1, 1), st.integers(0, 1)), min_size=1), st.data())
def test_the_words_for_some_products_mean_these_and_no_others(everything: set[tuple[int, ...]], data: st.DataObject) -> None:
    ordered = sorted(everything)
    wanted = frozenset(data.draw(st.lists(st.sampled_from(ordered), min_size=1, unique=True)))
    boxes = _boxes(wanted, ordered, 3)
    meant = {key for box in boxes for key in ordered if all(key[place] in some for place, some in box.items())}
    assert meant == wanted


def test_a_choice_that_no_condition_names_is_not_tried_for_itself() -> None:
    made = configurations(SIDES, [parse("standard == 'A'")], [parse("standard == 'A'")], sampled=True)
    assert made is not None
    (standard,) = made.axes
    assert [stretch.names for stretch in standard.stretches] == [("A",), ("B", "C")]


CHECKS = ("K1.1", "K1.2", "K-T1")
judged_atoms = st.sampled_from(
    [
        "fails('K1.1')", "minor('K1.1')", "fails('K1.2')", "minor('K1.2')", "fails('K-T1')", "count('veto', 'fail') > 0", "count('key', 'minor') > 0",
        "count('key', 'fail') >= 1", "count('key', 'fail') > 1", "score('site') < 60", "score('site') <= 60", "score('site') < 75", "cordless",
    ]
)  # fmt: skip
conclusions = st.recursive(
    judged_atoms,
    lambda inner: st.one_of(st.builds("({}) && ({})".format, inner, inner), st.builds("({}) || ({})".format, inner, inner)),
    max_leaves=5,
)


def outcomes() -> Iterator[dict[str, object]]:
    """Ways in which the checks, counts and the score can come out: counts and score are free here, as conditions see them."""
    for states in itertools.product(("pass", "minor", "fail"), ("pass", "minor", "fail"), ("pass", "fail")):
        for score, cordless, veto in itertools.product((50, 60, 70, 80), (True, False), (0, 1)):
            for key_fails, key_minors in ((0, 0), (0, 1), (1, 1), (2, 2)):
                yield {
                    **dict(zip(CHECKS, states, strict=True)), "score": Decimal(score), "cordless": cordless, "veto fail": veto,
                    "key fail": key_fails, "key minor": key_minors,
                }  # fmt: skip


def holds(node: Node, outcome: dict[str, object]) -> bool:
    """A condition over what is judged, for one outcome; written from the meaning of the atoms."""
    match node:
        case And(items=items):
            return all(holds(item, outcome) for item in items)
        case Or(items=items):
            return any(holds(item, outcome) for item in items)
        case Fails(id=name):
            return outcome[name] == "fail"
        case MinorOrWorse(id=name):
            return outcome[name] in ("fail", "minor")
        case Count(of=of, state=state, op=op, n=n):
            many = outcome[f"{of} {state}"]
            assert isinstance(many, int)
            return many > n if op == ">" else many >= n
        case ScoreBelow(op=op, n=n):
            score = outcome["score"]
            assert isinstance(score, Decimal)
            return score < n if op == "<" else score <= n
        case _:
            return outcome["cordless"] is True


OUTCOMES = list(outcomes())


def concluded(condition: str) -> Program:
    return compile_ruleset(ruleset(("diagnoses/K-D1/when", condition)), "")


@settings(max_examples=80)
@given(conclusions, conclusions)
def test_what_is_claimed_of_two_conclusions_holds_for_every_outcome(old: str, new: str) -> None:
    before, after = parse(old), parse(new)
    said = judged(concluded(old).diagnoses["K-D1"], concluded(new).diagnoses["K-D1"])
    pairs = {(holds(before, one), holds(after, one)) for one in OUTCOMES}
    if said.change in ("same", "widened"):
        assert (True, False) not in pairs
    if said.change in ("same", "narrowed"):
        assert (False, True) not in pairs


@given(conclusions)
def test_a_conclusion_written_with_its_parts_in_another_order_means_the_same(condition: str) -> None:
    def turned(node: Node) -> Node:
        return type(node)(tuple(turned(item) for item in reversed(node.items))) if isinstance(node, And | Or) else node

    trees = [concluded(text).diagnoses["K-D1"] for text in (condition, source(turned(parse(condition))))]
    assert judged(*trees).change == "same"


@given(conclusions)
def test_a_conclusion_that_is_written_out_is_read_back_as_the_same(condition: str) -> None:
    tree = concluded(condition).diagnoses["K-D1"]
    assert judged(tree, concluded(tree_text(tree)).diagnoses["K-D1"]).change == "same"


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("fails('K1.1')", "minor('K1.1')", "widened"),
        ("score('site') < 60", "score('site') <= 60", "widened"),
        ("score('site') < 60", "score('site') < 60.0", "same"),
        ("count('key', 'fail') > 1", "count('key', 'minor') > 1", "widened"),
        ("count('key', 'fail') > 1", "count('key', 'fail') >= 2", "same"),
        ("fails('K1.1') || fails('K1.2')", "fails('K1.2')", "narrowed"),
        ("fails('K1.1')", "fails('K1.1') && cordless", "narrowed"),
        ("fails('K1.1') || (fails('K1.1') && cordless)", "fails('K1.1')", "same"),
        ("fails('K1.1') || minor('K1.1')", "minor('K1.1')", "same"),
        ("fails('K1.1') && cordless", "fails('K1.1') && standard == 'A'", "changed"),
        ("true", "fails('K1.1')", "narrowed"),
        ("(cordless || standard == 'A') && fails('K1.1')", "(cordless && fails('K1.1')) || (standard == 'A' && fails('K1.1'))", "same"),
    ],
)
def test_conclusions_that_imply_each_other_or_not(old: str, new: str, change: str) -> None:
    assert judged(concluded(old).diagnoses["K-D1"], concluded(new).diagnoses["K-D1"]).change == change


@given(conditions)
def test_the_order_of_a_condition_does_not_change_its_normal_text(condition: str) -> None:
    def turned(node: Node) -> Node:
        return type(node)(tuple(turned(item) for item in reversed(node.items))) if isinstance(node, And | Or) else node

    node = parse(condition)
    assert normal_text(turned(node)) == normal_text(node)


def test_where_an_applicability_widened_the_new_products_are_named() -> None:
    (one,) = found(("site_checks/K1.2/applies", "cordless || volume > 2")).items
    assert one.where is not None
    assert (one.where.zh, one.where.en) == ("无绳：否，容量 > 2", "Cordless: no, Volume > 2")
    (one,) = found(("site_checks/K1.2/applies", "standard == 'B'")).items
    assert one.why is not None
    assert one.why.zh == "不再包括：无绳：是，执行标准 = A 或 C；新增：无绳：否，执行标准 = B"
