"""The intervals agree with another implementation of them, to far more digits than are shown."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian.compare.intervals import student, wilson

stats: Any = pytest.importorskip("scipy.stats", reason="scipy is not installed: the intervals are not checked against it")


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_is_scipys(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = wilson(count, of)
    other = stats.binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert float(low) == pytest.approx(other.low, abs=1e-12)
    assert float(high) == pytest.approx(other.high, abs=1e-12)


@given(st.integers(1, 400) | st.integers(2_001, 10**8), st.fractions(Fraction(1, 500), Fraction(9, 10), max_denominator=500))
def test_students_quantile_is_scipys(freedom: int, beyond: Fraction) -> None:
    assert float(student(freedom, beyond)) == pytest.approx(float(stats.t.ppf(1 - float(beyond) / 2, freedom)), rel=1e-9)


def test_none_of_many_begins_at_exactly_zero_and_all_of_many_ends_at_exactly_one() -> None:
    assert wilson(0, 7)[0] == 0
    assert wilson(7, 7)[1] == 1
    assert wilson(0, 1)[1] < 1


@pytest.mark.parametrize(("count", "of"), [(0, 0), (3, 2), (-1, 4)])
def test_a_share_of_nothing_or_more_than_all_has_no_interval(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, of)
