"""GB/T 8170-2008: every worked example at hand, typed from the standard, and decimal's own rounding as an independent oracle."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts_values.laboratory import judged

from tijian.facts.interval import Interval
from tijian.facts.rounding import to_unit, to_unit_interval

EXAMPLES = [
    ("12.1498", "0.1", "12.1"), ("12.1498", "1", "12"),
    ("1268", "100", "1300"), ("1268", "10", "1270"),
    ("10.5002", "1", "11"),
    ("1.050", "0.1", "1.0"), ("0.35", "0.1", "0.4"), ("2500", "1000", "2000"), ("3500", "1000", "4000"),
    ("-0.0365", "0.001", "-0.036"),
    ("15.4546", "1", "15"), ("8.53459", "0.01", "8.53"),
    ("60.28", "0.5", "60.5"), ("60.25", "0.5", "60.0"), ("60.38", "0.5", "60.5"), ("-60.75", "0.5", "-61.0"),
    ("832", "20", "840"), ("830", "20", "840"), ("842", "20", "840"), ("-930", "20", "-920"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "rounded"), EXAMPLES)
def test_the_standards_own_examples_round_as_printed(value: str, unit: str, rounded: str) -> None:
    assert to_unit(Fraction(value), Fraction(unit)) == Fraction(rounded)


LIMITS = [  # limit, four values, full-value method, rounded value, rounded-value method: the standard's table
    (">= 14×100", "1349 1351 1400 1402", "fail fail pass pass", "1300 1400 1400 1400", "fail pass pass pass"),
    (">= 97.0", "97.01 97.00 96.96 96.94", "pass pass fail fail", "97.0 97.0 97.0 96.9", "pass pass pass fail"),
    ("<= 0.5", "0.452 0.500 0.549 0.551", "pass pass fail fail", "0.5 0.5 0.5 0.6", "pass pass pass fail"),
    ("1.2 ~ 1.6", "1.151 1.200 1.649 1.651", "fail pass fail fail", "1.2 1.2 1.6 1.7", "pass pass pass fail"),
    ("10.0 ± 0.1", "9.89 9.85 10.10 10.16", "fail fail pass fail", "9.9 9.8 10.1 10.2", "pass fail pass fail"),
    ("10.0 ± 0.1 (excl +-)", "9.94 9.96 10.06 10.05", "pass pass pass pass", "9.9 10.0 10.1 10.0", "fail pass fail pass"),
    ("10.0 ± 0.1 (excl +)", "9.94 9.86 10.06 10.05", "pass fail pass pass", "9.9 9.9 10.1 10.0", "pass pass fail pass"),
    ("10.0 ± 0.1 (excl -)", "9.94 9.86 10.06 10.05", "pass fail pass pass", "9.9 9.9 10.1 10.0", "fail fail pass pass"),
]
GOLDEN = [
    (limit, *row) for limit, *columns in LIMITS for row in zip(*(column.split() for column in columns), strict=True)
]  # fmt: skip


@pytest.mark.parametrize(("limit", "value", "full", "shown", "rounded"), GOLDEN)
def test_both_methods_of_comparison_agree_with_the_standards_table(limit: str, value: str, full: str, shown: str, rounded: str) -> None:
    assert judged(limit, Decimal(value)).state == full
    found = judged(limit, Decimal(value), compare="rounded")
    assert found.state == rounded
    assert found.value.split(" → ")[-1] == shown


@pytest.mark.parametrize(
    ("value", "to_units"),
    [("16.50(+)", "17"), ("16.50(-)", "16"), ("15.5⁻", "15"), ("16.5⁺", "17"), ("17.5", "18"), ("-15.5(-)", "-15"), ("-16.5(+)", "-17")],
)
def test_a_five_marked_as_rounded_up_or_down_is_not_rounded_a_second_time(value: str, to_units: str) -> None:
    found = judged("-100 ~ 100", value, compare="rounded")
    assert found.value.split(" → ")[-1] == to_units


@pytest.mark.parametrize(("value", "state"), [("16.50(+)", "pass"), ("16.50(-)", "fail"), ("16.50", "pass")])
def test_a_marked_five_is_compared_by_what_the_mark_says_in_the_full_value_method_too(value: str, state: str) -> None:
    assert judged(">= 16.50", value).state == state


def test_a_rounding_unit_of_the_test_goes_before_the_last_place_of_the_limit() -> None:
    assert judged(">= 60.5", Decimal("60.26"), compare="rounded", round_to=Decimal("0.5")).state == "pass"
    assert judged(">= 60.5", Decimal("60.26"), compare="rounded").state == "fail"
    assert judged(">= 840", Decimal(830), compare="rounded", round_to=Decimal(20)).state == "pass"


def test_of_two_limits_written_to_different_places_the_finer_counts() -> None:
    assert judged("1 ~ 1.5", Decimal("0.6"), compare="rounded").state == "fail"


decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**12), 10**12), st.integers(0, 9))


@given(decimals, st.integers(-3, 6))
def test_rounding_to_a_place_is_decimals_half_even(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, Context(prec=60))
    assert to_unit(Fraction(value), Fraction(10) ** -places) == Fraction(expected)


@given(decimals, st.sampled_from(["0.2", "0.5", "2", "5", "20", "50"]))
def test_half_and_fifth_units_round_as_the_standard_computes_them(value: Decimal, unit: str) -> None:
    """×2 or ×5, round to the place, ÷2 or ÷5."""
    times = 2 if "5" in unit else 5
    place = Decimal(unit) * times  # 1, 10 or 100
    scaled = (value * times / place).quantize(Decimal(1), ROUND_HALF_EVEN, Context(prec=60)) * place
    assert to_unit(Fraction(value), Fraction(unit)) == Fraction(scaled) / times


@given(decimals)
def test_a_negative_value_is_rounded_by_its_absolute_value(value: Decimal) -> None:
    assert to_unit(-Fraction(value), Fraction(1, 10)) == -to_unit(Fraction(value), Fraction(1, 10))


@given(st.integers(-40, 40), st.integers(0, 40), st.booleans(), st.booleans(), st.sampled_from([1, 2, 5, 10]))
def test_an_interval_rounds_to_what_its_members_round_to(start: int, width: int, low_open: bool, high_open: bool, unit: int) -> None:
    """Members are taken every 1/8, and just inside an open end: no rounding boundary lies between."""
    low, high = Fraction(start, 2), Fraction(start + width, 2)
    if low == high and (low_open or high_open):
        return
    tiny = Fraction(1, 1000)
    members = [low + tiny if low_open else low, high - tiny if high_open else high]
    members += [m for i in range(4 * width) if low < (m := low + Fraction(i, 8)) < high]
    rounded = [to_unit(m, Fraction(unit)) for m in members]
    found = to_unit_interval(Interval(low, high, low_open, high_open), Fraction(unit))
    assert (found.low, found.high) == (min(rounded), max(rounded))
    assert (found.low_open, found.high_open) == (False, False)
