"""The load bands of shopping bags: their ends, what is no load, and that the two derived attributes never part."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian_plugins import shopping_bag

DART = {"<6": "50", "6~10": "70", ">10": "100"}


def told(nominal_load: Decimal | str | bool, **more: str | bool) -> dict[str, str]:
    product = MappingProxyType({"nominal_load": nominal_load, **more})
    return dict(shopping_bag.tijian_derive(category="shopping_bag", product=product) or {})


@pytest.mark.parametrize(
    ("load", "band"),
    [("0.5", "<6"), ("5", "<6"), ("5.9", "<6"), ("5.999", "<6"), ("6", "6~10"), ("6.0", "6~10"), ("8", "6~10"), ("10", "6~10"),
     ("10.0", "6~10"), ("10.001", ">10"), ("10.1", ">10"), ("12", ">10"), ("25", ">10")],
)  # fmt: skip
def test_a_load_lies_in_its_band_and_the_ends_belong_to_the_middle_one(load: str, band: str) -> None:
    assert told(Decimal(load)) == {"load_band": band, "dart_mass": DART[band]}


@pytest.mark.parametrize("load", [Decimal(0), Decimal("-0.0"), Decimal(-6), "8", "8 kg", True])
def test_what_is_no_load_has_no_band(load: Decimal | str | bool) -> None:
    assert told(load) == {}


def test_without_a_load_nothing_is_derived() -> None:
    assert shopping_bag.tijian_derive(category="shopping_bag", product={"kind": "不可降解"}) is None


@given(st.decimals(min_value="0.01", max_value=100, places=2), st.decimals(min_value="0.01", max_value=100, places=2))
def test_a_heavier_load_never_gets_a_lighter_dart(one: Decimal, other: Decimal) -> None:
    light, heavy = sorted((one, other))
    assert int(told(light)["dart_mass"]) <= int(told(heavy)["dart_mass"])


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_the_band_and_the_dart_go_together_and_stay_in_their_choices(load: Decimal) -> None:
    derived = told(load)
    assert derived == {} if load <= 0 else DART[derived["load_band"]] == derived["dart_mass"]


@given(st.dictionaries(st.sampled_from(["kind", "standard"]), st.sampled_from(["不可降解", "GB/T 21661-2020"])))
def test_knowing_more_of_the_bag_changes_nothing_that_was_derived(more: dict[str, str]) -> None:
    assert told(Decimal(8), **more) == told(Decimal(8))
