"""A change in the way results are judged is reported for itself, and called tighter or wider only where the judge bears it out."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparing.workshop import SMALL, ruleset
from tests.facts_values.laboratory import reading, sample_test

from tijian.authoring.diff import diff
from tijian.conditions.requirement import parse_requirement
from tijian.facts.judge import judge

specimens = st.sampled_from(["each", "mean", "min", "max", "2 of 3", "3 of 3", "1 of 3", "2 of 4"])
ways = st.fixed_dictionaries(
    {"specimens": specimens},
    optional={
        "compare": st.just("rounded"),
        "round_to": st.sampled_from([Decimal(2), Decimal(5)]),
        "decision": st.sampled_from(["guard_band", "nonbinary"]),
        "groups_of": st.just(2),
    },
)
needs = st.sampled_from([">= 10", "< 10", "10 ~ 20", "> 10", "10 ~ 20 (excl +)"])
VALUES = [Decimal(n) for n in ("7", "9", "9.6", "10", "10.4", "15", "20", "20.5", "21", "30")]
VECTORS = [
    list(one) for count in (1, 2, 3, 4) for one in itertools.combinations_with_replacement(VALUES[:: count if count > 2 else 1], count)
]


def passed(need: str, way: dict[str, Any]) -> set[tuple[int, str]]:
    test = sample_test(range=[Decimal(0), Decimal(5000)], **way)
    requirement = parse_requirement(need, None)
    return {
        (place, u)
        for place, vector in enumerate(VECTORS)
        for u in ("0", "1")
        if judge(test, {None: requirement}, reading({"values": vector, "u": Decimal(u)}), {}).state == "pass"
    }


def with_way(need: str, way: dict[str, Any]) -> Any:
    test = {**SMALL["sample_tests"]["K-T1"], "limits": [{"require": need}], **way}
    return ruleset(("sample_tests/K-T1", test))


@settings(max_examples=40)
@given(needs, ways, st.data())
def test_a_way_of_judging_is_called_tighter_or_wider_only_where_it_is(need: str, way: dict[str, Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["specimens", "compare", "round_to", "decision"]))
    other = {**way, **({field: one[field]} if field in (one := data.draw(ways)) else {})}
    entries = [entry for entry in diff(with_way(need, way), with_way(need, other)).items if entry.field != "limits"]
    before, after = passed(need, way), passed(need, other)
    assert len(entries) <= 1
    change = entries[0].change if entries else "same_meaning"
    if change in ("same_meaning", "tightened"):
        assert after <= before
    if change in ("same_meaning", "relaxed"):
        assert before <= after
    if before != after:
        assert change != "same_meaning"


@pytest.mark.parametrize(
    ("need", "before", "after", "field", "change"),
    [
        (">= 10", {"specimens": "4 of 5"}, {"specimens": "5 of 5"}, "specimens", "tightened"),
        (">= 10", {"specimens": "4 of 5"}, {"specimens": "4 of 6"}, "specimens", "changed"),
        (">= 10", {"specimens": "each"}, {"specimens": "5 of 5"}, "specimens", "changed"),
        ("10 ~ 20", {"specimens": "min"}, {"specimens": "each"}, "specimens", "tightened"),
        ("<= 10", {"specimens": "max"}, {"specimens": "mean"}, "specimens", "relaxed"),
        ("<= 10", {"specimens": "mean"}, {"specimens": "min"}, "specimens", "changed"),
        ("absent", {"specimens": "each"}, {"specimens": "mean"}, "specimens", "changed"),
        (">= 10", {}, {"compare": "rounded"}, "compare", "relaxed"),
        ("> 10", {}, {"compare": "rounded"}, "compare", "tightened"),
        ("<= 10", {"compare": "rounded"}, {"compare": "rounded", "round_to": Decimal(4)}, "compare", "tightened"),
        ("conforms", {}, {"compare": "rounded"}, "compare", "changed"),
        (">= 10", {"decision": "guard_band"}, {"decision": "nonbinary"}, "decision", "changed"),
        (">= 10", {"decision": "nonbinary"}, {}, "decision", "relaxed"),
        ("conforms", {}, {"decision": "guard_band"}, "decision", "changed"),
    ],
)
def test_examples_of_ways_of_judging(need: str, before: dict[str, Any], after: dict[str, Any], field: str, change: str) -> None:
    (entry,) = diff(with_way(need, before), with_way(need, after)).items
    assert (entry.field, entry.change) == (field, change)


def test_a_limit_is_compared_under_the_new_way_when_both_changed() -> None:
    old, new = with_way(">= 95", {"range": None}), with_way(">= 95.0", {"range": None, "compare": "rounded"})
    assert sorted((one.field, one.change) for one in diff(old, new).items) == [("compare", "relaxed"), ("limits", "tightened")]
