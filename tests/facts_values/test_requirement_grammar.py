"""The grammar of limits: every form of the semantics, how it reads back, and what is refused where."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian.conditions.error import ConditionError
from tijian.conditions.requirement import (
    BUILT_IN_SCALES,
    Between,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
    parse_requirement,
    place_of,
)
from tijian.conditions.specimens import Specimens, parse_specimens

FASTNESS = BUILT_IN_SCALES["fastness"]

INTERVALS = [  # text, low, low excluded, high, high excluded, last place, canonical
    (">= 99", "99", False, None, False, "1", ">= 99"),
    ("≥99.97", "99.97", False, None, False, "0.01", ">= 99.97"),
    ("> 5", "5", True, None, False, "1", "> 5"),
    ("＞５", "5", True, None, False, "1", "> 5"),
    ("<= 0.10", None, False, "0.1", False, "0.01", "<= 0.10"),
    ("＜ 3", None, False, "3", True, "1", "< 3"),
    ("⩽ 3", None, False, "3", False, "1", "<= 3"),
    ("4.0 ~ 8.5", "4", False, "8.5", False, "0.1", "4.0 ~ 8.5"),
    ("4.0～8.5", "4", False, "8.5", False, "0.1", "4.0 ~ 8.5"),
    ("-4.0 ~ +2.0", "-4", False, "2", False, "0.1", "-4.0 ~ 2.0"),
    ("−4 ~ 2 (excl -)", "-4", True, "2", False, "1", "-4 ~ 2 (excl -)"),
    ("10.0 ± 0.1", "9.9", False, "10.1", False, "0.1", "10.0 ± 0.1"),
    ("10 ± 0.05", "9.95", False, "10.05", False, "0.01", "10 ± 0.05"),
    ("10.0±0.1(excl +)", "9.9", False, "10.1", True, "0.1", "10.0 ± 0.1 (excl +)"),
    ("10.0 ± 0.1 （不含+-）", "9.9", True, "10.1", True, "0.1", "10.0 ± 0.1 (excl +-)"),
    ("0 +2/-1", "-1", False, "2", False, "1", "0 +2/-1"),
    ("10 +0.5/-0 (excl -)", "10", True, "10.5", False, "0.1", "10 +0.5/-0 (excl -)"),
    (">= 14×100", "1400", False, None, False, "100", ">= 14×100"),
    (">= 14×10²", "1400", False, None, False, "100", ">= 14×100"),
    ("<= 1.4 x 10^3", None, False, "1400", False, "100", "<= 1.4×1000"),
    ("20×100 ± 1×100", "1900", False, "2100", False, "100", "20×100 ± 1×100"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "low_open", "high", "high_open", "place", "canonical"), INTERVALS)
def test_an_interval_is_read_with_its_ends_and_its_last_place(
    text: str, low: str | None, low_open: bool, high: str | None, high_open: bool, place: str, canonical: str
) -> None:
    found = parse_requirement(text, None)
    assert found == Between(
        None if low is None else Fraction(low), None if high is None else Fraction(high), low_open, high_open, Fraction(place), canonical
    )


@pytest.mark.parametrize(
    ("text", "declared", "low", "high", "place"),
    [
        (">= declared", "10.0", "10", None, "0.1"),
        ("<= declared", "10", None, "10", "1"),
        (">= 0.9 × declared", "12.5", "11.25", None, "0.01"),
        ("declared ± 5", "60", "55", "65", "1"),
        ("declared ± 0.5", "60", "59.5", "60.5", "0.1"),
        ("declared +2/-1", "60.0", "59", "62", "0.1"),
        ("0.95×declared ~ 1.05×declared", "200", "190", "210", "0.01"),
        ("0 ~ declared", "3.5", "0", "3.5", "0.1"),
    ],
)
def test_a_limit_on_the_declared_value_becomes_an_interval_with_it(
    text: str, declared: str, low: str | None, high: str | None, place: str
) -> None:
    found = parse_requirement(text, None)
    assert isinstance(found, DeclaredRelative)
    made = found.at(Fraction(declared), place_of(Decimal(declared)))
    assert (made.low, made.high) == (low and Fraction(low), high and Fraction(high))
    assert made.place == Fraction(place)


def test_the_words_and_the_sampling_plan_are_read() -> None:
    assert parse_requirement(" absent ", None) == MustBeAbsent()
    assert parse_requirement("conforms", None) == MustConform()
    assert parse_requirement("unknown", None) == Unknown()
    plan = parse_requirement("n=5, c=2, m=100, M=1000", None)
    assert isinstance(plan, SamplingPlan)
    assert (plan.n, plan.c, plan.m.high, plan.M.high) == (5, 2, Fraction(100), Fraction(1000))
    assert parse_requirement("M=1000；m=100；c=2；n=5", None) == plan


def test_on_a_scale_a_dash_is_part_of_a_grade_and_without_one_it_is_refused() -> None:
    assert parse_requirement(">= 3-4", FASTNESS) == Graded(">=", "3-4", ">= 3-4")
    assert parse_requirement("≥ 3–4", FASTNESS) == Graded(">=", "3-4", ">= 3-4")
    assert parse_requirement("< 5", FASTNESS) == Graded("<", "5", "< 5")
    assert parse_requirement(">= declared", FASTNESS) == Graded(">=", None, ">= declared")
    assert parse_requirement(">= ZA2", ("ZA3", "ZA2", "ZA1")) == Graded(">=", "ZA2", ">= ZA2")
    assert parse_requirement("unknown", FASTNESS) == Unknown()


REFUSED = [  # text, scale, code, offset of what is pointed at
    ("", None, "E250", 0),
    ("95", None, "E250", 0),
    ("= 95", None, "E250", 0),
    ("good enough", None, "E250", 0),
    ("5 ± 1 or so", None, "E257", 6),
    (">= 5 !", None, "E250", 5),
    (">= 1,400", None, "E251", 3),
    (">= 1e3", None, "E251", 3),
    (">= .5", None, "E251", 3),
    (">= 12。5", None, "E251", 3),
    (">= 007", None, "E251", 3),
    (">=", None, "E251", 2),
    ("5 ± -1", None, "E251", 4),
    ("3-4", None, "E252", 0),
    (">= 3-4", None, "E252", 0),
    ("4.0 – 8.5", None, "E252", 0),
    (">= 3-5", FASTNESS, "E253", 3),
    (">= 6", FASTNESS, "E253", 3),
    ("8.5 ~ 4.0", None, "E254", 0),
    ("5 ± 0 (excl +)", None, "E254", 0),
    ("n=5, c=2, m=100", None, "E255", 0),
    ("n=5, c=5, m=100, M=1000", None, "E255", 0),
    ("n=5, c=2, m=1000, M=100", None, "E255", 0),
    ("n=5, n=5, c=2, m=1000, M=100", None, "E255", 0),
    ("n=2.5, c=2, m=100, M=1000", None, "E255", 0),
    (">= 0 × declared", None, "E256", 4),
    ("<= 10 mg/kg", None, "E257", 6),
    ("declared ± 5%", None, "E257", 12),
    (">= 5 (excl +)", None, "E258", 5),
    ("5 ± 1 (excl)", None, "E258", 6),
    ("± 2", None, "E259", 0),
    ("+2/-1", None, "E259", 0),
    ("10 +2", None, "E259", 5),
    (">= 14×99", None, "E260", 5),
    ("不得检出", None, "E261", 0),
    ("阴性", None, "E261", 0),
    ("符合", None, "E261", 0),
    ("待核实", None, "E261", 0),
    ("3-4", FASTNESS, "E263", 0),
    ("conforms", FASTNESS, "E263", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "scale", "code", "at"), REFUSED)
def test_what_is_no_requirement_is_refused_where_it_goes_wrong(text: str, scale: tuple[str, ...] | None, code: str, at: int) -> None:
    with pytest.raises(ConditionError) as refusal:
        parse_requirement(text, scale)
    error = refusal.value
    assert (error.code, error.at) == (code, at)
    assert error.length >= 1
    assert error.hint is not None


def test_a_misspelt_grade_or_word_is_told_what_was_meant() -> None:
    with pytest.raises(ConditionError) as refusal:
        parse_requirement("absnt", None)
    assert refusal.value.hint is not None
    assert "absent" in (refusal.value.hint.en or "")


numbers = st.builds(
    lambda sign, whole, places: f"{sign}{whole}{places}",
    st.sampled_from(["", "-"]),
    st.integers(0, 5000),
    st.sampled_from(["", ".0", ".25", ".5"]),
)
sizes = st.builds(lambda whole, places: f"{whole}{places}", st.integers(0, 50), st.sampled_from(["", ".0", ".05"]))
ends = st.sampled_from(["", " (excl +)", " (excl -)", " (excl +-)"])
texts = st.one_of(
    st.builds(lambda op, n, times: f"{op}{n}{times}", st.sampled_from([">=", "> ", "≤", "＜"]), numbers, st.sampled_from(["", "×100"])),
    st.builds(lambda a, b, e: f"{a}±{b}{e}", numbers, sizes, ends),
    st.builds(lambda a, b, c, e: f"{a} +{b}/-{c}{e}", st.one_of(numbers, st.just("declared")), sizes, sizes, ends),
    st.builds(lambda f, op: f"{op} {f}×declared", sizes, st.sampled_from([">=", "<"])),
    st.builds(lambda a, b, e: f"{a}~{b}{e}", numbers, numbers, ends),
)


def _read(text: str, scale: Sequence[str] | None) -> Requirement | ConditionError:
    try:
        return parse_requirement(text, scale)
    except ConditionError as error:
        return error


@given(texts)
def test_the_canonical_words_read_back_as_the_same_requirement(text: str) -> None:
    found = _read(text, None)
    if isinstance(found, ConditionError):
        assert found.code in {"E254", "E256"}  # the ends the wrong way round, or factor 0
    else:
        assert parse_requirement(found.text, None) == found


@given(st.text(max_size=40))
def test_any_text_is_either_a_requirement_or_refused_with_a_place_inside_it(text: str) -> None:
    for scale in (None, FASTNESS):
        found = _read(text, scale)
        if isinstance(found, ConditionError):
            assert 0 <= found.at <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("each", Specimens("each")),
        ("mean", Specimens("mean")),
        ("46 of 50", Specimens("count", 46, 50)),
        ("8 of 8", Specimens("count", 8, 8)),
    ],
)
def test_specimens_combine_in_the_ways_of_the_semantics(text: str, found: Specimens) -> None:
    assert parse_specimens(text) == found


@pytest.mark.parametrize("text", ["median", "50 of 46", "0 of 5", "46of50", "46 of", ""])
def test_another_way_to_combine_specimens_is_refused(text: str) -> None:
    with pytest.raises(ConditionError) as refusal:
        parse_specimens(text)
    assert refusal.value.code == "E262"
