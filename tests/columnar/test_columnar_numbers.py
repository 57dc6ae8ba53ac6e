"""Whole-number keys say of every value and limit what exact intervals say of them; shares of float64 hand over what they cannot decide."""

import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from tijian.engines.columnar.scores import Model, Share, Sums
from tijian.engines.columnar.spans import INFINITE, Room, Span, judged, rounded
from tijian.engines.columnar.states import NAMES
from tijian.facts.interval import Interval, mean
from tijian.facts.rounding import to_unit_interval
from tijian.facts.yardstick import Decision, Yardstick
from tijian.model.ruleset import Blocks, Credit, Scoring
from tijian.scoring.models import Sum, blend, flat, tree

VALUES = 1_500


def keys(value: Interval) -> tuple[int, int]:
    """The two keys of an interval with whole ends."""
    assert value.low is not None
    low = 2 * int(value.low) + value.low_open
    return low, INFINITE if value.high is None else 2 * int(value.high) - value.high_open


def values(dice: random.Random) -> Iterator[Interval]:
    """Points, and intervals with ends of every kind, near one another; none of them empty."""
    for _ in range(VALUES):
        low = dice.randint(-12, 12)
        match dice.randint(0, 3):
            case 0:
                yield Interval(Fraction(low), Fraction(low))
            case 1:
                yield Interval(Fraction(low), None, dice.random() < 0.5, True)
            case _:
                yield Interval(Fraction(low), Fraction(low + dice.randint(1, 9)), dice.random() < 0.5, dice.random() < 0.5)


def frame(dice: random.Random) -> tuple[list[Interval], pl.DataFrame]:
    some = list(values(dice))
    made = [keys(one) for one in some]
    return some, pl.DataFrame({"low": [one[0] for one in made], "high": [one[1] for one in made]})


def rooms(dice: random.Random) -> Iterator[Interval]:
    for low, high in ((None, 3), (-4, None), (-4, 5), (0, 0), (2, 3), (-12, 12)):
        ends = [None if end is None else Fraction(end) for end in (low, high)]
        for low_open in (True, False):
            for high_open in (True, False):
                yield Interval(ends[0], ends[1], low_open, high_open)


SPAN = Span(pl.col("low"), pl.col("high"))


@pytest.mark.parametrize("decision", ["simple", "guard_band", "nonbinary"])
@pytest.mark.parametrize("u", [0, 1, 3])
def test_keys_are_judged_as_intervals_are(decision: Decision, u: int) -> None:
    dice = random.Random(f"{decision} {u}")
    some, data = frame(dice)
    for room in rooms(dice):
        low, high = (None if end is None else int(end) for end in (room.low, room.high))
        ours = Room(low, high, room.low_open, room.high_open)
        states = data.select(judged(SPAN, ours, decision, None if decision == "simple" else pl.lit(u))).to_series()
        yard = Yardstick(room, None, decision, Fraction(u))
        expected = [yard.judge(one).state for one in some]
        assert [NAMES[state] for state in states] == expected, (room, decision, u)


@pytest.mark.parametrize("unit", [1, 2, 3, 4, 5, 10])
def test_keys_round_as_intervals_do(unit: int) -> None:
    some, data = frame(random.Random(unit))
    low, high = data.select(rounded(SPAN, unit).low.alias("low"), rounded(SPAN, unit).high.alias("high")).get_columns()
    expected = [to_unit_interval(one, Fraction(unit)) for one in some]
    assert list(zip(low, high, strict=True)) == [keys(one._replace(high_open=False)) for one in expected]


def test_a_mean_of_keys_is_the_mean_of_intervals() -> None:
    dice = random.Random("mean")
    some = [one for one in values(dice) if one.high is not None]
    for start in range(0, len(some) - 4, 4):
        four = some[start : start + 4]
        low = 2 * sum(keys(one)[0] // 2 for one in four) + max(one.low_open for one in four)
        high = 2 * sum((keys(one)[1] + 1) // 2 for one in four) - max(one.high_open for one in four)
        exact = mean(four)
        assert exact.low is not None
        assert exact.high is not None
        assert (low, high) == keys(exact._replace(low=exact.low * 4, high=exact.high * 4))


# ── scores ──────────────────────────────────────────────────────────────────────────────────────────
def scoring(model: str, site: str = "70", tests: str = "30") -> Scoring:
    return Scoring(
        model=model,
        blocks=Blocks(site=Decimal(site), tests=Decimal(tests)),
        credit=Credit(minor=Decimal("0.5")),
        coverage=Decimal(80),
        tests_alone=False,
    )


def sections(dice: random.Random, names: list[str], most: int, rows: int) -> pl.DataFrame:
    """Got and most of each section; some with nothing, some with everything."""
    made: dict[str, list[int]] = {}
    for name in names:
        made[f"{name}:most"] = [dice.choice([0, most, dice.randint(1, most)]) for _ in range(rows)]
        made[f"{name}:got"] = [dice.choice([one, one, dice.randint(0, one), 0]) for one in made[f"{name}:most"]]
    return pl.DataFrame(made)


def read(data: pl.DataFrame, share: Share) -> tuple[list[int | None], list[bool], list[bool]]:
    odd = pl.lit(value=False) if share.odd is None else share.odd
    found = data.select(cents=share.cents(), below=share.below("<", Decimal(75)), odd=odd)
    return found["cents"].to_list(), found["below"].to_list(), found["odd"].to_list()


@pytest.mark.parametrize(
    ("model", "count", "most", "floats"),
    [("flat", 3, 40, False), ("tree", 3, 12, False), ("tree", 14, 97, True), ("flat", 3, 10**13, True)],
)
def test_scores_are_exact_or_handed_over(model: str, count: int, most: int, floats: bool) -> None:
    dice = random.Random(f"{model} {count}")
    names = [f"S{number}" for number in range(count)]
    weights = {name: Decimal(dice.choice(["1", "1.5", "3"])) for name in names}
    data = sections(dice, [*names, "tests"], most, 2_000)
    ours = Model(scoring(model), weights, 2)
    parts = {name: Sums(pl.col(f"{name}:got"), pl.col(f"{name}:most"), most, always=False) for name in names}
    tests = Sums(pl.col("tests:got"), pl.col("tests:most"), most, always=False)
    site = ours.site(parts)
    total = ours.total(site, ours.section(tests), parts, tests)
    assert (total.odd is not None) == floats, "this is meant to try both ways"
    for share, exact in ((site, True), (total, False)):
        cents, below, odd = read(data, share)
        assert sum(odd) < 200, "few rows lie so near to a hundredth"
        for place, row in enumerate(data.iter_rows(named=True)):
            wanted = _exact(model, names, weights, row, blended=not exact)
            if odd[place]:
                continue
            assert cents[place] == (None if wanted is None else int(wanted * 100))
            assert below[place] == (wanted is not None and wanted < 75)


def _exact(model: str, names: list[str], weights: dict[str, Decimal], row: dict[str, Any], *, blended: bool) -> Fraction | None:
    """By the models of `tijian.scoring`, in fractions."""
    sums = [Sum(row[f"{name}:got"], row[f"{name}:most"], Fraction(weights[name])) for name in names if row[f"{name}:most"]]
    tests = [Sum(row["tests:got"], row["tests:most"], Fraction(1))] if row["tests:most"] else []
    of = tree if model == "tree" else flat
    site = of(sums)
    found = blend(site, of(tests), Fraction(70), Fraction(30)) if blended else site
    return None if found is None else found.value


def test_a_share_that_is_a_hundredth_to_the_last_digit_of_a_float_is_handed_over() -> None:
    """Fourteen sections make a common denominator beyond 64 bits; the mean is 85.71 and a hair less, or more, or exactly a hundredth."""
    names = [f"S{number}" for number in range(14)]
    ours = Model(scoring("tree"), dict.fromkeys(names, Decimal(1)), 2)
    parts = {name: Sums(pl.col(f"{name}:got"), pl.col(f"{name}:most"), 97, always=True) for name in names}
    rows = {f"{name}:most": [96, 96] for name in names} | {f"{name}:got": [96, 96] for name in names}
    rows["S0:got"], rows["S1:got"] = [48, 48], [48, 47]  # 13 of 14, which no hundredth is; and 48 + 47
    rows["S2:got"] = [0, 96]
    data = pl.DataFrame(rows)
    share = ours.site(parts)
    cents, _, odd = read(data, share)
    assert odd == [False, False]
    assert cents == [int(Fraction(1200, 14) * 100), int(Fraction(100 * (12 * 96 + 95), 14 * 96) * 100)]
    half = pl.DataFrame({name: [96 if name.endswith("most") else 48] for name in rows})
    assert read(half, share)[2] == [True], "50.00 exactly: float64 does not decide it"
