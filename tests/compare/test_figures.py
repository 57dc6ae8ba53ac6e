"""Figures are exact until they are written, and then cut; nothing is divided by nothing."""

import statistics
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian.compare.figures import cut, outward, quantile, rate, share, spread
from tijian.model.result import Score, ScoreEnd, ScoreSpan

HUNDREDTHS = st.integers(0, 10_000).map(lambda cents: Fraction(cents, 100))


def score(numerator: str, denominator: str) -> Score:
    return Score(value="", numerator=numerator, denominator=denominator, excluded=())


SPAN = ScoreSpan(
    low=ScoreEnd(value="", numerator="0", denominator="1"), high=ScoreEnd(value="", numerator="1", denominator="1"), excluded=()
)


@given(st.fractions(-1000, 1000, max_denominator=9999), st.integers(0, 4))
def test_a_figure_is_cut_as_decimal_cuts_it(value: Fraction, places: int) -> None:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    assert Decimal(cut(value, places)) == expected
    assert not cut(value, places).startswith("-") or expected != 0


@pytest.mark.parametrize(
    ("value", "shown"), [("199/3", "66.3"), ("100", "100.0"), ("-1/100", "0.0"), ("-5/4", "-1.2"), ("9999/100", "99.9")]
)
def test_a_percentage_never_reaches_what_it_misses(value: str, shown: str) -> None:
    assert cut(Fraction(value), 1) == shown


@given(st.fractions(-100, 100), st.fractions(0, 50))
def test_what_is_printed_of_an_interval_holds_it(low: Fraction, width: Fraction) -> None:
    down, up = (Fraction(end) for end in outward(low, low + width))
    assert low - Fraction(1, 10) < down <= low
    assert low + width <= up < low + width + Fraction(1, 10)


@given(st.lists(HUNDREDTHS, min_size=2, max_size=40))
def test_quartiles_and_median_are_those_of_the_statistics_module(values: list[Fraction]) -> None:
    ordered = sorted(values)
    expected = statistics.quantiles([float(value) for value in ordered], n=4, method="inclusive")
    assert [float(quantile(ordered, Fraction(part, 4))) for part in (1, 2, 3)] == pytest.approx(expected)
    assert quantile(ordered, Fraction(1, 2)) == statistics.median(ordered)


def test_a_spread_of_nothing_has_no_figures_and_a_span_is_counted_but_in_none_of_them() -> None:
    assert spread([None, SPAN]) == type(spread([]))(0, 1, None, None, None, None, None, None)
    one = spread([score("2", "3"), None, SPAN, SPAN])
    assert (one.n, one.spans, one.mean, one.least, one.most) == (1, 2, "66.66", "66.66", "66.66")


def test_the_mean_is_of_the_exact_scores_not_of_the_shown_ones() -> None:
    assert spread([score("1", "3"), score("1", "3"), score("1", "3"), score("1", "1")]).mean == "50.00"


def test_what_may_not_be_averaged_is_counted_without_a_percentage() -> None:
    assert (share(1, 2, averaged=False).percent, share(1, 2, averaged=False).of) == (None, 2)
    assert rate(0, 0).percent is None
    assert share(0, 0).low is None
    assert spread([score("1", "1")], averaged=False).mean is None
