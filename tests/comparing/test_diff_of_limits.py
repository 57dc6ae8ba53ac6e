"""Limits are compared product by product: what is said of a test is what its readings meet, whatever the rows look like.

The oracle makes every product itself, takes the first row that holds, and asks the judge of measured values which readings pass.
"""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparing.workshop import READ, SMALL, differing, ruleset
from tests.facts_values.laboratory import reading, sample_test

from tijian.authoring.diff import diff, render_markdown
from tijian.conditions.evaluate import ABSENT, Absent, evaluate
from tijian.conditions.parse import parse
from tijian.conditions.requirement import parse_requirement
from tijian.conditions.tree import inline
from tijian.facts.judge import judge

Row = dict[str, Any]
Product = dict[str, str | Decimal | bool | Absent | None]

conditions = st.sampled_from(
    [
        "standard == 'A'", "standard != 'A'", "standard in ['A', 'B']", "grade == 'I'", "grade != 'III'", "cordless", "!cordless", "volume > 2",
        "volume >= 2", "volume < 5", "by_2024", "!by_2024", "produced_on < '2024-05-01'", "standard == 'A' && cordless",
        "standard == 'B' || volume > 2", "grade == 'I' || grade == 'II'", "produced_on == '2024-05-01'",
    ]
)  # fmt: skip
requirements = st.sampled_from([">= 10", "> 10", ">= 20", "<= 10", "10 ~ 20", "10 ~ 30", "15 ± 5 (excl +)", "unknown", ">= 10.0", "absent"])
rows = st.lists(st.fixed_dictionaries({"when": conditions, "require": requirements}), max_size=3)
tables = st.builds(lambda some, last: [*some, {"require": last}], rows, requirements)
READINGS: list[Any] = [Decimal(n) / 4 for n in range(140)] + [Decimal("9.999"), Decimal("20.001"), "ND", "阴性"]
DEFINED = {"by_2024": parse(SMALL["define"]["by_2024"])}


def products() -> Iterator[Product]:
    """Every product that could matter, made without the product's own axes."""
    days = ("2023-01-01", "2024-04-30", "2024-05-01", "2024-05-02")
    volumes = [Decimal(n) for n in ("1", "2", "2.5", "5", "6")]
    for standard, grade, cordless, volume, day in itertools.product("ABC", ("I", "II", "III"), (True, False), volumes, days):
        yield {
            "standard": standard,
            "grade": grade if standard == "A" else ABSENT,
            "cordless": cordless,
            "volume": volume,
            "produced_on": day,
        }


def met(table: list[Row], product: Product) -> str:
    """What a product must meet: the requirement of the first row that holds."""
    for row in table:
        if "when" not in row or evaluate(inline(parse(row["when"]), DEFINED), product):
            return str(row["require"])
    raise AssertionError("the last row always holds")


def passed(require: str) -> frozenset[int]:
    """Which of the readings pass."""
    test = sample_test(range=[Decimal(0), Decimal(5000)])
    return frozenset(
        place
        for place, value in enumerate(READINGS)
        if judge(test, {None: parse_requirement(require, None)}, reading(value), {}).state == "pass"
    )


PASSED = {
    require: passed(require)
    for require in [">= 10", "> 10", ">= 20", "<= 10", "10 ~ 20", "10 ~ 30", "15 ± 5 (excl +)", "unknown", ">= 10.0", "absent"]
}


def became(old: str, new: str) -> str | None:
    """What the readings say of one product."""
    if "unknown" in (old, new):
        return None if old == new else "known" if old == "unknown" else "unknown"
    before, after = PASSED[old], PASSED[new]
    if before == after:
        return None
    if "absent" in (old, new):
        return "changed"  # a figure and a word: nothing is claimed
    return "tightened" if after < before else "relaxed" if before < after else "changed"


@settings(max_examples=60)
@given(tables, tables)
def test_for_each_product_the_change_is_the_one_that_its_readings_show(old: list[Row], new: list[Row]) -> None:
    shown: dict[str, set[tuple[str, str]]] = {}
    for product in products():
        before, after = met(old, product), met(new, product)
        if (change := became(before, after)) is not None:
            shown.setdefault(change, set()).add((before, after))
    found = [one for one in differing(old, new) if one.field == "limits"]
    assert {one.change for one in found} - {"same_meaning"} == set(shown)
    assert len(found) == sum(len(pairs) for pairs in shown.values()) or (
        not shown and [one.change for one in found] in ([], ["same_meaning"])
    )


@settings(max_examples=30)
@given(tables, tables)
def test_tightened_from_one_side_is_relaxed_from_the_other(old: list[Row], new: list[Row]) -> None:
    there, back = (
        sorted((one.change, str(one.where), str(one.old), str(one.new)) for one in differing(*sides)) for sides in ((old, new), (new, old))
    )
    turned = {"tightened": "relaxed", "relaxed": "tightened", "known": "unknown", "unknown": "known"}
    assert there == sorted((turned.get(change, change), where, new_, old_) for change, where, old_, new_ in back)


@given(st.lists(requirements, min_size=3, max_size=3), st.permutations(range(3)))
def test_rows_that_no_product_has_in_common_may_stand_in_any_order(needs: list[str], order: list[int]) -> None:
    table: list[Row] = [{"when": f"standard == '{name}'", "require": need} for name, need in zip("ABC", needs, strict=True)]
    shuffled = [table[place] for place in order]
    assert [one.change for one in differing(table, shuffled)] == ([] if shuffled == table else ["same_meaning"])


A, B, REST = {"when": "standard == 'A'", "require": ">= 20"}, {"when": "standard == 'B'", "require": ">= 10"}, {"require": ">= 5"}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([A, B, REST], [B, A, REST], ["same_meaning"]),
        ([A, B, REST], [{"when": "standard != 'A' && standard != 'B'", "require": ">= 5"}, A, {"require": ">= 10"}], ["same_meaning"]),
        ([A, REST], [REST], ["relaxed"]),
        ([A, B, REST], [A, {**B, "require": ">= 9"}, {"require": ">= 6"}], ["relaxed", "tightened"]),
        ([A, REST], [{"when": "standard == 'A' && cordless", "require": ">= 20"}, REST], ["relaxed"]),
        ([{"when": "by_2024", "require": "unknown"}, REST], [{"when": "produced_on >= '2024-05-01'", "require": "unknown"}, REST], []),
        (
            [{"when": "by_2024", "require": "unknown"}, REST],
            [{"when": "produced_on > '2024-05-01'", "require": "unknown"}, REST],
            ["known"],
        ),
        ([{"require": "10 ~ 20"}], [{"require": "15 ± 5"}], ["same_meaning"]),
        ([{"require": "10 ~ 20"}], [{"require": "11 ~ 21"}], ["changed"]),
    ],
)
def test_examples(old: list[Row], new: list[Row], changes: list[str]) -> None:
    assert [one.change for one in differing(old, new)] == changes


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ([A, REST], [{**A, "require": ">= 21"}, REST], "执行标准 = A", "Standard = A"),
        ([A, REST], [A, {"require": ">= 6"}], "执行标准 = B 或 C", "Standard = B or C"),
        ([REST], [{"when": "volume > 2", "require": ">= 6"}, REST], "容量 > 2", "Volume > 2"),
        ([REST], [{"when": "volume >= 2 && volume < 5", "require": ">= 6"}, REST], "2 ≤ 容量 < 5", "2 ≤ Volume < 5"),
        ([REST], [{"when": "volume != 2", "require": ">= 6"}, REST], "容量 < 2 或 容量 > 2", "Volume < 2 or Volume > 2"),
        ([REST], [{"when": "by_2024", "require": ">= 6"}, REST], "生产日期 ≥ 2024-05-01", "date of production ≥ 2024-05-01"),
        ([REST], [{"when": "!cordless && standard == 'A'", "require": ">= 6"}, REST], "无绳：否，执行标准 = A", "Cordless: no, Standard = A"),
        ([REST], [{"when": "cordless || standard == 'A'", "require": ">= 6"}, REST], "无绳：是；或 无绳：否，执行标准 = A", "Cordless: yes; or Cordless: no, Standard = A"),
        ([REST], [{"when": "grade == 'I'", "require": ">= 6"}, REST], "等级 = I", "Grade = I"),
        ([REST], [{"when": "grade != 'I'", "require": ">= 6"}, REST], "等级 = II 或 III 或 不询问等级", "Grade = II or III or Grade is not asked"),
    ],
)  # fmt: skip
def test_the_products_are_named_as_people_would(old: list[Row], new: list[Row], zh: str, en: str) -> None:
    (one,) = differing(old, new)
    assert one.where is not None
    assert (one.where.zh, one.where.en) == (zh, en)


def test_a_limit_for_every_product_names_none() -> None:
    (one,) = differing([A, REST], [{**A, "require": ">= 21"}, {"require": ">= 21"}])[:1]
    assert one.where is not None
    (one,) = differing([REST], [{"require": ">= 21"}])
    assert one.where is None


def test_what_a_test_does_not_apply_to_is_no_difference() -> None:
    old = [{"when": "cordless", "require": ">= 1"}, {"require": ">= 10"}]
    new = [{"when": "cordless", "require": ">= 2"}, {"require": ">= 10"}]
    assert [one.change for one in differing(old, new, applies="!cordless")] == ["same_meaning"]
    assert [one.change for one in differing(old, new, applies="cordless")] == ["tightened"]


def test_a_new_choice_has_its_limit_added_and_a_lost_one_removed() -> None:
    choices = ("product/standard/choices", ["A", "B", "C", "D"])
    more = (
        "sample_tests/K-T1/limits",
        [{"when": "standard == 'A'", "require": ">= 1000"}, {"when": "standard == 'D'", "require": ">= 1"}, {"require": ">= 500"}],
    )
    there = [one for one in diff(ruleset(), ruleset(choices, more)).items if one.field == "limits"]
    assert [(one.change, one.where and one.where.zh) for one in there] == [("added", "执行标准 = D")]
    back = [one for one in diff(ruleset(choices, more), ruleset()).items if one.field == "limits"]
    assert [one.change for one in back] == ["removed"]


def test_in_another_unit_nothing_is_claimed_of_figures() -> None:
    other = ("sample_tests/K-T1/unit", "kV")
    rows = ("sample_tests/K-T1/limits", [{"require": ">= 1"}])
    found = diff(ruleset(), ruleset(other, rows)).items
    assert [(one.field, one.change) for one in found] == [("limits", "changed"), ("limits", "changed"), ("unit", "changed")]
    assert found[0].why is not None
    assert found[0].why.zh == "单位不同，不能比较"


def test_too_many_combinations_are_said_and_not_guessed() -> None:
    names = [f"a{n}" for n in range(16)]
    product = {name: {"type": "boolean"} for name in names}
    rows = [{"when": " && ".join(names), "require": ">= 1"}, {"require": ">= 2"}]
    sides = [ruleset(("product", {**SMALL["product"], **product}), ("sample_tests/K-T1/limits", some)) for some in (rows, rows[::-1][:1])]
    (one,) = diff(*sides).items
    assert (one.change, one.field) == ("changed", "limits")
    assert one.why is not None
    assert "20000" in one.why.zh


def test_a_limit_that_changed_carries_its_new_source_and_one_that_stayed_has_its_source_compared() -> None:
    later = {**READ, "clause": "GB 1-2024 5.1", "confidence": "recalled"}
    (one,) = differing([REST], [{"require": ">= 6", "source": later}])
    assert one.why is not None
    assert "GB 1-2024 5.1" in one.why.zh
    stayed = differing([A, REST], [A, {**REST, "source": later}])
    assert [(one.field, one.where and one.where.zh) for one in stayed] == [
        ("source.clause", "执行标准 = B 或 C"),
        ("source.confidence", "执行标准 = B 或 C"),
    ]


def test_attributes_compared_with_each_other_are_told_apart_by_enough_points() -> None:
    product = {**SMALL["product"], "filled": {"type": "number", "unit": "L"}}
    old = [{"when": "filled < volume", "require": ">= 2"}, {"require": ">= 1"}]
    new = [{"when": "filled <= volume", "require": ">= 2"}, {"require": ">= 1"}]
    turned = [{"when": "filled >= volume", "require": ">= 1"}, {"require": ">= 2"}]
    sides = [ruleset(("product", product), ("sample_tests/K-T1/limits", rows)) for rows in (old, new, turned)]
    assert [one.change for one in diff(sides[0], sides[1]).items] == ["tightened"]
    assert [one.change for one in diff(sides[0], sides[2]).items] == ["same_meaning"]


def test_the_differences_of_limits_read_as_sentences() -> None:
    found = diff(
        ruleset(), ruleset(("sample_tests/K-T1/limits", [{"when": "standard == 'A'", "require": ">= 1250"}, {"require": ">= 500"}]))
    )
    assert "  - **加严** 限值：≥ 1000 V → ≥ 1250 V（执行标准 = A）\n" in render_markdown(found, "zh")
    assert "  - **tightened** limit: ≥ 1000 V → ≥ 1250 V (Standard = A)\n" in render_markdown(found, "en")
