"""The designation grammar of fire doors, against a table typed by hand and against nonsense."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tijian_plugins import fire_door

# what the nameplate says → class, rated integrity, rated insulation (GB 12955-2008 ratings)
READINGS = [
    ("A0.50", "A", "0.50", "0.50"),
    ("A1.00", "A", "1.00", "1.00"),
    ("A1.50", "A", "1.50", "1.50"),
    ("A2.00", "A", "2.00", "2.00"),
    ("A3.00", "A", "3.00", "3.00"),
    ("B1.00", "B", "1.00", "0.50"),
    ("B1.50", "B", "1.50", "0.50"),
    ("B2.00", "B", "2.00", "0.50"),
    ("B3.00", "B", "3.00", "0.50"),
    ("C1.00", "C", "1.00", "none"),
    ("C1.50", "C", "1.50", "none"),
    ("C2.00", "C", "2.00", "none"),
    ("C3.00", "C", "3.00", "none"),
    ("甲级", "A", "1.50", "1.50"),
    ("乙级", "A", "1.00", "1.00"),
    ("丙级", "A", "0.50", "0.50"),
    ("A1.50（甲级）", "A", "1.50", "1.50"),
    ("A1.00(乙级)", "A", "1.00", "1.00"),
    ("Ａ０．５０（丙级）", "A", "0.50", "0.50"),
    ("Ｂ２．００", "B", "2.00", "0.50"),
    ("甲级（A1.50）", "A", "1.50", "1.50"),
    ("甲级 A1.50", "A", "1.50", "1.50"),
    ("A1.50 甲级", "A", "1.50", "1.50"),
    ("甲级防火门", "A", "1.50", "1.50"),
    ("A1.50（甲级）钢质防火门", "A", "1.50", "1.50"),
    ("乙级木质防火门", "A", "1.00", "1.00"),
    ("  A 1.50 h ", "A", "1.50", "1.50"),
    ("\u3000c1.5\u3000", "C", "1.50", "none"),
]

UNREADABLE = [
    "", " ", "防火门", "A", "1.50", "甲", "甲级甲级", "A1", "A2", "B1", "A1.5.0", "A1.500", "A11.50", "A-1.50", "D1.50", "丁级", "特级",
    "A1.50（甲级", "A1.50 B1.00", "А1.50", "A1٫50", "A١.٥٠", "A1.５0x", "GB 12955-2008", "GFM-1021-A1.50", "A1,50", "A1。50", "90min", "\x00",
]  # fmt: skip


def told(designation: str | Decimal | bool) -> dict[str, str]:
    return dict(fire_door.tijian_derive(category="fire_door", product=MappingProxyType({"designation": designation})) or {})


@pytest.mark.parametrize(("written", "fire_class", "integrity", "insulation"), READINGS)
def test_a_designation_means_its_class_and_rated_times(written: str, fire_class: str, integrity: str, insulation: str) -> None:
    assert told(written) == {
        "fire_class": fire_class,
        "integrity": integrity,
        "insulation": insulation,
        "designation_state": "一致",
    }


@pytest.mark.parametrize("written", UNREADABLE)
def test_what_is_not_in_the_grammar_stays_unknown(written: str) -> None:
    assert told(written) == {}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("A1.00（甲级）", {"fire_class": "A"}),  # both say class A, they differ on the hours
        ("乙级 A1.50", {"fire_class": "A"}),
        ("B1.50（甲级）", {"integrity": "1.50"}),  # both say 1.50 h integrity, they differ on the class
        ("C1.00（甲级）", {}),
        ("B1.00（丙级）", {"insulation": "0.50"}),
    ],
)
def test_of_two_readings_that_disagree_only_what_both_say_is_derived(written: str, left: dict[str, str]) -> None:
    assert told(written) == {**left, "designation_state": "矛盾"}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("A0.75", {"fire_class": "A"}),
        ("A4.00", {"fire_class": "A"}),
        ("A9.99（甲级）", {"fire_class": "A"}),
        ("B0.50", {"fire_class": "B", "insulation": "0.50"}),  # the insulation of class B is the same for all
        ("C0.50", {"fire_class": "C", "insulation": "none"}),
    ],
)
def test_a_rating_the_standard_does_not_have_has_no_rated_hours(written: str, left: dict[str, str]) -> None:
    assert told(written) == {**left, "designation_state": "未列"}


@pytest.mark.parametrize("designation", [True, Decimal("1.50")])
def test_a_designation_that_is_no_text_says_nothing(designation: Decimal | bool) -> None:
    assert told(designation) == {}


def test_without_a_designation_nothing_is_derived() -> None:
    assert fire_door.tijian_derive(category="fire_door", product={"material": "钢质"}) is None


CHOICES = {
    "fire_class": {"A", "B", "C"},
    "integrity": {"0.50", "1.00", "1.50", "2.00", "3.00"},
    "insulation": {"0.50", "1.00", "1.50", "2.00", "3.00", "none"},
    "designation_state": {"一致", "矛盾", "未列"},
}
PIECES = st.sampled_from([*"ABCabc甲乙丙级0123459.（）() hH-", "Ａ", "１", "．", "1.50", "0.50", "防火门", "钢质", "级"])


@given(st.text() | st.lists(PIECES, max_size=9).map("".join))
@example("A" * 20_000)
@example("甲级（" * 5_000)
@example("A1.50" + " " * 20_000 + "x")
def test_nonsense_never_raises_and_never_leaves_the_choices(written: str) -> None:
    derived = told(written)
    assert all(value in CHOICES[name] for name, value in derived.items())


@given(st.sampled_from(READINGS), st.sampled_from(["", " ", "\u3000"]))
def test_full_width_writing_means_the_same(reading: tuple[str, str, str, str], gap: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in reading[0])
    assert told(gap + wide + gap) == told(reading[0])


@given(
    st.dictionaries(st.sampled_from(["material", "leaves", "place"]), st.sampled_from(["钢质", "双扇", "疏散通道"])),
    st.sampled_from(READINGS),
)
def test_knowing_more_of_the_door_changes_nothing_that_was_derived(more: dict[str, str], reading: tuple[str, str, str, str]) -> None:
    product = {**more, "designation": reading[0]}
    assert fire_door.tijian_derive(category="fire_door", product=product) == told(reading[0])
