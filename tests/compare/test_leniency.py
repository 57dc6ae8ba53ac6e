"""Whether institutions assess alike: the figure is least squares by another hand, a planted leniency is found, and nothing is made of nothing."""

import random
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from tests.compare.harbour import campaign, result

from tijian.compare import compare
from tijian.compare.leniency import Difference, Seen, leniency
from tijian.compare.leniency import difference as of_sums
from tijian.model.text import Text

numpy: Any = pytest.importorskip("numpy", reason="numpy is not installed: the adjustment is not checked against least squares")


class Point(NamedTuple):
    """One assessment: who assessed, in which category, and its share of findings."""

    institution: str
    category: str
    share: Fraction


def difference(data: Sequence[Point], institution: str) -> Difference | None:
    """By the sums of the assessments, as everything that compares institutions has them."""
    seen: dict[tuple[str, str], Seen] = defaultdict(Seen)
    for one in data:
        seen[one.institution, one.category].add(one.share.numerator, one.share.denominator, 1)
    return of_sums(seen, institution)


def points(seed: int, *, easier: Fraction = Fraction(), many: int = 60) -> list[Point]:
    """Enterprises of three categories, seen by three institutions; `gentle` writes down less by `easier`."""
    dice = random.Random(seed)
    base = {"boat": 4, "kite": 12, "kettle": 25}
    made = []
    for _ in range(many):
        category = dice.choice(list(base))
        institution = dice.choice(("gentle", "plain", "stern"))
        share = Fraction(max(0, base[category] + dice.randint(-4, 4)), 100)
        made.append(Point(institution, category, max(Fraction(), share - (easier if institution == "gentle" else 0))))
    return made


def least_squares(data: list[Point], institution: str) -> tuple[float, float, int]:
    """The coefficient of the institution beside one for each category, its standard error, and the degrees of freedom."""
    both = [c for c in {p.category for p in data} if len({p.institution == institution for p in data if p.category == c}) == 2]
    kept = [p for p in data if p.category in both]
    columns = [[float(p.institution == institution), *(float(p.category == c) for c in both)] for p in kept]
    x, y = numpy.array(columns), numpy.array([float(p.share) for p in kept])
    solved = numpy.linalg.lstsq(x, y, rcond=None)[0]
    rest = y - x @ solved
    freedom = len(kept) - x.shape[1]
    variance = rest @ rest / freedom * numpy.linalg.inv(x.T @ x)[0, 0]
    return float(solved[0]), float(variance), freedom


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("institution", ["gentle", "plain", "stern"])
def test_the_difference_and_its_variance_are_those_of_least_squares(seed: int, institution: str) -> None:
    data = points(seed, easier=Fraction(3, 100))
    found = difference(data, institution)
    assert found is not None
    value, variance, freedom = least_squares(data, institution)
    assert (float(found.value), float(found.variance), found.freedom) == pytest.approx((value, variance, freedom))


def test_categories_that_are_harder_do_not_make_an_institution_look_strict() -> None:
    """`stern` sees the worst category far more often, and everybody writes down the same."""
    shares = {"boat": Fraction(2, 100), "kettle": Fraction(30, 100)}
    data = [
        Point(who, c, shares[c])
        for who, c, n in (("stern", "kettle", 9), ("stern", "boat", 1), ("plain", "kettle", 1), ("plain", "boat", 9))
        for _ in range(n)
    ]
    found = difference(data, "stern")
    assert found is not None
    assert (found.value, found.variance) == (Fraction(0), Fraction(0))


def test_where_no_other_institution_assessed_the_same_categories_nothing_is_compared() -> None:
    alone = [Point("one", "boat", Fraction(n, 10)) for n in range(5)] + [Point("two", "kite", Fraction(n, 10)) for n in range(5)]
    assert difference(alone, "one") is None
    assert difference([], "one") is None
    assert (
        difference([*alone, Point("two", "boat", Fraction(1)), Point("two", "boat", Fraction(0))], "one") is None
    )  # two others are too few


def test_an_institution_that_writes_down_less_stands_out_and_the_others_do_not() -> None:
    rows = []
    for n in range(48):
        gentle = n % 4 == 0
        worst = {"K1": "minor", "G1": "major"} if n % 3 == 0 else {"G1": "minor"}
        answers = {} if gentle else worst
        rows.append(
            result(n, ("boat", "kite")[n % 2 if not gentle else (n // 4) % 2], answers=answers, institution="甲院" if gentle else "乙院")
        )
    found = {one.institution: one for one in compare(rows, campaign()).leniency}
    assert found["甲院"].stands_out
    assert found["甲院"].difference is not None
    assert found["甲院"].difference.startswith("-")
    assert (found["甲院"].compared, found["甲院"].categories) == (12, ("boat", "kite"))
    assert found["甲院"].raw.count == 0


def test_where_all_are_alike_nobody_stands_out() -> None:
    rows = [result(n, institution=("甲院", "乙院")[n % 2]) for n in range(8)]
    for one in compare(rows, campaign()).leniency:
        assert (one.difference, one.low, one.high, one.stands_out) == ("0.0", "0.0", "0.0", False)


def test_a_visit_that_stopped_early_is_in_no_comparison_of_institutions() -> None:
    rows = [result(n, institution=("甲院", "乙院")[n % 2]) for n in range(8)]
    stopped = result(99, answers={"V1": "major", "K1": "not_checked", "G1": "not_checked", "G2": "not_checked"}, institution="甲院")
    found = {one.institution: one for one in compare([*rows, stopped], campaign()).leniency}
    assert (found["甲院"].enterprises, found["甲院"].compared, found["甲院"].difference) == (5, 4, "0.0")


def test_zero_must_lie_outside_even_where_the_five_percent_are_shared_among_all_who_are_compared() -> None:
    stats: Any = pytest.importorskip("scipy.stats", reason="scipy is not installed: the shared five percent are not checked against it")
    names = [f"institution {number}" for number in range(6)]
    near = 0
    for bump in range(8):
        seen: dict[tuple[str, str], Seen] = defaultdict(Seen)
        for place, name in enumerate(names):
            for found in range(10):
                seen[name, "boat"].add(found * 10 + (bump * 4 if place == 0 else 0), 200, 1)
        told = {one.institution: one for one in leniency(seen, names, lambda name: Text(zh=name))}[names[0]]
        one = of_sums(seen, names[0])
        assert one is not None
        far = abs(float(one.value)) / float(one.variance) ** 0.5
        assert told.stands_out == bool(far > stats.t.ppf(1 - 0.05 / len(names) / 2, one.freedom))
        near += stats.t.ppf(1 - 0.05 / 2, one.freedom) < far and not told.stands_out
    assert near > 0, "one that its own interval alone would make stand out"
