"""What the respirator plugin derives, against tables typed by hand: marked class → medium and level, facepiece and valve → resistance group."""

from decimal import Decimal
from itertools import product as every
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian_plugins import respirator

CLASSES = [
    ("KN90", "KN", "90"),
    ("KN95", "KN", "95"),
    ("KN100", "KN", "100"),
    ("KP90", "KP", "90"),
    ("KP95", "KP", "95"),
    ("KP100", "KP", "100"),
]
GROUPS = [
    ("随弃式", False, "随弃式无阀"),
    ("随弃式", True, "随弃式有阀"),
    ("可更换式半面罩", False, "可更换式"),
    ("可更换式半面罩", True, "可更换式"),
    ("全面罩", False, "可更换式"),
    ("全面罩", True, "可更换式"),
]
Known = str | Decimal | bool


def derived(**known: Known) -> dict[str, str]:
    return dict(respirator.tijian_derive(category="respirator", product=MappingProxyType(known)))


@pytest.mark.parametrize(("marked", "medium", "level"), CLASSES)
def test_a_marked_class_is_a_medium_and_a_level(marked: str, medium: str, level: str) -> None:
    assert derived(filter_class=marked) == {"medium": medium, "level": level}


@pytest.mark.parametrize(("facepiece", "has_valve", "group"), GROUPS)
def test_facepiece_and_valve_give_the_group_of_resistance(facepiece: str, has_valve: bool, group: str) -> None:
    assert derived(facepiece=facepiece, has_valve=has_valve) == {"breathing": group}


def test_a_replaceable_facepiece_is_enough_and_a_disposable_one_needs_its_valve() -> None:
    assert derived(facepiece="可更换式半面罩") == {"breathing": "可更换式"}
    assert derived(facepiece="全面罩") == {"breathing": "可更换式"}
    assert derived(facepiece="随弃式") == {}
    assert derived(has_valve=True) == {}


@pytest.mark.parametrize("marked", ["", "KN", "95", "KN99", "N95", "FFP2", "kn95", "KN95 ", "KN90 KN95", True, Decimal(95)])
def test_what_is_no_class_of_the_standard_is_not_guessed(marked: Known) -> None:
    assert derived(filter_class=marked) == {}


FULL = [
    {"filter_class": marked, "facepiece": facepiece, "has_valve": valve, "standard": "GB 2626-2019", "flame_retardant": False}
    for (marked, _, _), (facepiece, valve, _) in every(CLASSES, GROUPS)
]


@given(st.sampled_from(FULL), st.data())
def test_knowing_more_adds_and_never_changes(product: dict[str, Known], data: st.DataObject) -> None:
    fewer = {name: product[name] for name in data.draw(st.sets(st.sampled_from(sorted(product))))}
    assert derived(**fewer).items() <= derived(**product).items()
    assert set(derived(**product)) == {"medium", "level", "breathing"}


@given(st.dictionaries(st.sampled_from(["filter_class", "facepiece", "has_valve"]), st.text() | st.booleans() | st.decimals()))
def test_nonsense_never_raises_and_never_leaves_the_choices(product: dict[str, Known]) -> None:
    choices = {"medium": {"KN", "KP"}, "level": {"90", "95", "100"}, "breathing": {"随弃式无阀", "随弃式有阀", "可更换式"}}
    assert all(value in choices[name] for name, value in derived(**product).items())
