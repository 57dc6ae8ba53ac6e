"""What label and order say of a school uniform, against tables typed by hand, and by what little is known of it."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian_plugins import school_uniform

Value = str | Decimal | bool


def told(**product: Value) -> dict[str, str | bool]:
    return dict(school_uniform.tijian_derive(product=MappingProxyType(product)))


# marked height in cm, who wears it → under seven, child (130, 155 for girls, 160 for boys; for both as for boys)
SIZES = [
    ("100", "男", True, True),
    ("130", "女", True, True),
    ("130.5", "女", False, True),
    ("155", "女", False, True),
    ("155.5", "女", False, False),
    ("155.5", "男", False, True),
    ("155.5", "男女同款", False, True),
    ("160", "女", False, False),
    ("160", "男", False, True),
    ("160", "男女同款", False, True),
    ("160.5", "男", False, False),
    ("160.5", "男女同款", False, False),
]
BANDS = [("不满7岁", True, True), ("7至14岁", False, True), ("14岁以上", False, False)]

# kind of school, kind of sample, contact → the mildest class allowed
USES = [
    ("中小学", "成衣", "直接接触皮肤", "B"),
    ("中小学", "成衣", "非直接接触皮肤", "C"),
    ("中小学", "待湿处理半成品", "直接接触皮肤", "B"),
    ("中小学", "待湿处理半成品", "非直接接触皮肤", "C"),
    ("中小学", "配饰", None, "B"),
    ("中小学", "填充物", None, "B"),
    ("幼儿园", "成衣", "直接接触皮肤", "B"),
    ("幼儿园", "成衣", "非直接接触皮肤", "B"),
    ("幼儿园", "配饰", None, "B"),
]
STRICTER = {("A", "B"): "A", ("A", "C"): "A", ("B", "B"): "B", ("B", "C"): "B", ("C", "B"): "B", ("C", "C"): "C"}


@pytest.mark.parametrize(("height", "wearer", "under_seven", "child"), SIZES)
def test_a_marked_size_says_how_young_the_wearer_is(height: str, wearer: str, under_seven: bool, child: bool) -> None:
    by_size = told(school="中小学", age_band="按号型", height=Decimal(height), wearer=wearer)
    assert by_size == {"under_seven": under_seven, "child": child}


@pytest.mark.parametrize(("band", "under_seven", "child"), BANDS)
def test_an_age_band_says_how_young_the_wearer_is(band: str, under_seven: bool, child: bool) -> None:
    assert told(school="中小学", age_band=band) == {"under_seven": under_seven, "child": child}


@pytest.mark.parametrize("band", [*(band for band, *_ in BANDS), "按号型", None])
def test_a_kindergarten_child_is_under_seven_whatever_band_was_ticked(band: str | None) -> None:
    known = told(school="幼儿园") if band is None else told(school="幼儿园", age_band=band)
    assert known["under_seven"] is True
    assert known["child"] is True


@pytest.mark.parametrize("height", ["155", "160.5", "90"])
def test_only_between_the_two_heights_does_it_matter_who_wears_it(height: str) -> None:
    assert "child" in told(school="中小学", age_band="按号型", height=Decimal(height))


def test_between_the_two_heights_without_the_wearer_a_child_stays_open() -> None:
    assert "child" not in told(school="中小学", age_band="按号型", height=Decimal(158))


@pytest.mark.parametrize(("school", "component", "contact", "needed"), USES)
@pytest.mark.parametrize("declared", ["A", "B", "C"])
def test_the_stricter_of_declared_and_required_class_judges(
    school: str, component: str, contact: str | None, needed: str, declared: str
) -> None:
    use = {"school": school, "component": component, "safety_class": declared} | ({"contact": contact} if contact else {})
    known = told(**use)
    assert (known["required_class"], known["judged_class"]) == (needed, STRICTER[declared, needed])


def test_a_declared_b_or_a_needs_no_more_and_a_declared_c_waits_for_the_use() -> None:
    assert told(safety_class="A") == {"judged_class": "A"}
    assert told(safety_class="B") == {"judged_class": "B"}
    assert told(safety_class="C") == {}


def test_nothing_is_said_of_nothing() -> None:
    assert told() == {}


@st.composite
def garments(draw: st.DrawFn) -> dict[str, Value]:
    """One garment with every question answered that is asked of it, by the questions of the ruleset."""
    whole: dict[str, Value] = {
        "school": draw(st.sampled_from(["幼儿园", "中小学"])),
        "age_band": draw(st.sampled_from([*(band for band, *_ in BANDS), "按号型"])),
        "component": draw(st.sampled_from(["成衣", "配饰", "填充物", "待湿处理半成品"])),
        "safety_class": draw(st.sampled_from(["A", "B", "C"])),
    }
    if whole["age_band"] == "按号型":
        height = Decimal(draw(st.integers(180, 340))) / 2
        whole["height"] = height
        if 155 < height <= 160:
            whole["wearer"] = draw(st.sampled_from(["男", "女", "男女同款"]))
    if whole["component"] in ("成衣", "待湿处理半成品"):
        whole["contact"] = draw(st.sampled_from(["直接接触皮肤", "非直接接触皮肤"]))
    return whole


@given(garments())
def test_a_garment_wholly_described_leaves_nothing_open(whole: dict[str, Value]) -> None:
    assert set(told(**whole)) == {"child", "under_seven", "required_class", "judged_class"}


@given(garments(), st.data())
def test_knowing_more_of_a_garment_changes_nothing_that_was_derived(whole: dict[str, Value], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(sorted(whole)), unique=True))
    assert told(**{name: whole[name] for name in some}).items() <= told(**whole).items()
