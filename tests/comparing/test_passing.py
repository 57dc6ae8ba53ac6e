"""Tighter and wider are decided exactly: whatever is claimed of two requirements, the judge of measured values must bear out.

The oracle never looks at a limit: it asks the judge, for many readings around every figure that occurs, which of them pass.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.facts_values.laboratory import SCALES, reading, sample_test

from tijian.authoring.diff_limits import judging_of
from tijian.authoring.passing import Region, Relation, relation, within
from tijian.conditions.error import ConditionError
from tijian.conditions.requirement import Between, Requirement, parse_requirement
from tijian.facts.judge import judge
from tijian.model.ruleset import SampleTest

OPPOSITE: dict[Relation, Relation] = {
    "same": "same", "tightened": "relaxed", "relaxed": "tightened", "known": "unknown", "unknown": "known", "moved": "moved",
    "changed": "changed",
}  # fmt: skip

figures = st.sampled_from(["0", "0.2", "0.25", "0.5", "1", "1.0", "1.5", "2", "2.5", "3", "10", "1×10"])
tolerances = st.sampled_from(["0.1", "0.5", "1", "2"])
signs = st.sampled_from([">=", ">", "<=", "<"])
excluded = st.sampled_from(["", " (excl +)", " (excl -)", " (excl +-)"])
plain = st.one_of(
    st.builds("{} {}".format, signs, figures),
    st.builds("{} ~ {}{}".format, figures, figures, excluded),
    st.builds("{} ± {}{}".format, figures, tolerances, excluded),
)
declared = st.one_of(
    st.builds("{} declared".format, signs),
    st.builds("{} {} × declared".format, signs, st.sampled_from(["0.5", "0.9", "1.0", "1.2"])),
    st.builds("declared ± {}{}".format, tolerances, excluded),
    st.builds("{0} × declared ~ {1} × declared".format, st.sampled_from(["0.5", "0.9"]), st.sampled_from(["1", "1.2"])),
)
ways = st.fixed_dictionaries(
    {},
    optional={
        "compare": st.just("rounded"),
        "round_to": st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal(5)]),
        "range": st.sampled_from([[Decimal(0), Decimal(50)], [Decimal(1), Decimal(50)], [Decimal(-5), Decimal(50)]]),
    },
)


def requirement(written: str, scale: str | None = None) -> Requirement:
    try:
        return parse_requirement(written, SCALES[scale] if scale else None)
    except ConditionError:
        assume(False)
        raise


def points(*needs: Requirement) -> list[Decimal]:
    """Values around the figures that occur, and around every half of a place to which they may be rounded."""
    told = {Fraction(0)}
    for need in needs:
        if isinstance(need, Between):
            told |= {end for end in (need.low, need.high) if end is not None}
        else:
            told |= {Fraction(figure) for figure in re.findall(r"[0-9.]+", need.text)} | {Fraction(n) for n in range(1, 12)}
    told |= {(one + other) / 2 for one in told for other in told}
    steps = [Fraction(n, 200) for n in (0, 1, 10, 20, 50, 100, 200, 500, 1000)]
    near = {at + sign * step for at in told for step in steps for sign in (1, -1)}
    fine = {at + sign * Fraction(1, 1000) for at in near for sign in (0, 1, -1)}
    return sorted(Decimal(at.numerator) / Decimal(at.denominator) for at in fine)


def passes(test: SampleTest, need: Requirement, value: object, declared: object = None) -> bool:
    given = {"values": value, "declared": declared} if declared is not None else value
    return judge(test, {None: need}, reading(given), SCALES).state == "pass"


def borne_out(claim: Relation, passed: Iterable[tuple[bool, bool]]) -> bool:
    """Whether what passes before and after is as claimed, as far as these readings can tell. (They can always tell the rest.)"""
    seen = set(passed)
    lost, gained = (True, False) in seen, (False, True) in seen
    return (lost, gained) == {"same": (False, False), "tightened": (True, False), "relaxed": (False, True), "moved": (True, True)}[claim]


@given(plain, plain, ways)
@example("> 1", ">= 1", {})
@example(">= 1", ">= 1.0", {"compare": "rounded"})
@example("<= 0.25", "<= 0.2", {"compare": "rounded", "round_to": Decimal("0.5")})
@example("> -1", ">= 0", {"range": [Decimal(0), Decimal(50)]})
@example(">= 0 ", "0 ~ 10", {"range": [Decimal(0), Decimal(50)]})
def test_what_is_said_of_two_intervals_is_what_the_judge_does(old: str, new: str, way: dict[str, Any]) -> None:
    before, after = requirement(old), requirement(new)
    test = sample_test(**way)
    claim = relation(before, after, judging_of(test, SCALES), judging_of(test, SCALES))
    values = points(before, after)
    assert borne_out(claim, ((passes(test, before, value), passes(test, after, value)) for value in values))
    assert relation(after, before, judging_of(test, SCALES), judging_of(test, SCALES)) == OPPOSITE[claim]


@settings(max_examples=40)
@given(plain, plain, ways, st.sampled_from(["guard_band", "nonbinary"]))
@example(">= 9.5", ">= 9.2", {"compare": "rounded", "round_to": Decimal(1)}, "guard_band")
@example("> -1", ">= 0", {"range": [Decimal(0), Decimal(50)]}, "guard_band")
@example(">= 1", ">= 1.0", {"compare": "rounded"}, "nonbinary")
def test_under_a_guard_band_what_is_said_holds_for_every_uncertainty(old: str, new: str, way: dict[str, Any], rule: str) -> None:
    before, after = requirement(old), requirement(new)
    test = sample_test(**way, decision=rule)
    claim = relation(before, after, judging_of(test, SCALES), judging_of(test, SCALES))
    seen = {
        tuple(judge(test, {None: need}, reading({"values": value, "u": u}), SCALES).state == "pass" for need in (before, after))
        for value in points(before, after)[::2]
        for u in (Decimal(0), Decimal("0.5"), Decimal("0.6"), Decimal(3))
    }
    lost, gained = (True, False) in seen, (False, True) in seen
    assert not {"same": lost or gained, "tightened": gained, "relaxed": lost, "moved": False, "changed": False}[claim]
    assert relation(after, before, judging_of(test, SCALES), judging_of(test, SCALES)) == OPPOSITE[claim]


@given(
    plain, st.fixed_dictionaries({}, optional={"compare": st.just("rounded"), "round_to": st.sampled_from([Decimal("0.2"), Decimal(2)])})
)
def test_what_rounding_first_lets_through_is_what_the_judge_lets_through(written: str, way: dict[str, Any]) -> None:
    need = requirement(written)
    before, after = sample_test(), sample_test(**way)
    claim = relation(need, need, judging_of(before, SCALES), judging_of(after, SCALES))
    assert borne_out(claim, ((passes(before, need, value), passes(after, need, value)) for value in points(need)))


@settings(max_examples=25)
@given(st.one_of(declared, plain), declared, st.booleans())
@example(">= declared", ">= 0.9 × declared", True)
@example("declared ± 1", "0.9 × declared ~ 1.2 × declared", False)
@example(">= 1", ">= declared", True)
def test_what_is_said_of_limits_by_a_declared_value_holds_whatever_is_declared(old: str, new: str, positive: bool) -> None:
    before, after = requirement(old), requirement(new)
    test = sample_test(**({"range": [Decimal(0), Decimal(50)]} if positive else {}))
    way = judging_of(test, SCALES)
    claim = relation(before, after, way, way)
    values = [value for value in points(before, after) if value * 40 == int(value * 40)][::2]
    asserted = [None, *(Decimal(n) / 4 for n in (0, 1, 4, 6, 20, 40, 80))]
    seen = {(passes(test, before, v, d), passes(test, after, v, d)) for d in asserted for v in values}
    lost, gained = (True, False) in seen, (False, True) in seen
    # readings at a few declared values: they can refute a claim; that each is found is asserted for the examples below
    refuted = {"same": lost or gained, "tightened": gained, "relaxed": lost, "moved": False, "changed": False}[claim]
    assert not refuted
    assert relation(after, before, way, way) == OPPOSITE[claim]


@pytest.mark.parametrize(
    ("old", "new", "claim"),
    [
        (">= declared", ">= 0.9 × declared", "relaxed"),
        (">= declared", "> declared", "tightened"),
        ("declared ± 5", "declared ± 4.9", "tightened"),
        ("declared +5/-2", "declared +2/-5", "moved"),
        ("declared ± 5", "declared ± 5 (excl +)", "tightened"),
        (">= 0.90 × declared", ">= 0.9 × declared", "same"),
        ("0.9 × declared ~ 1.1 × declared", "declared ± 1", "moved"),
        (">= 20", ">= declared", "moved"),
        (">= declared", ">= 0", "relaxed"),
        ("<= declared", "<= 0.9 × declared", "tightened"),
        ("unknown", ">= declared", "known"),
        (">= declared", "unknown", "unknown"),
        ("unknown", "unknown", "same"),
        ("conforms", "conforms", "same"),
        ("absent", "<= 20", "changed"),
        ("conforms", ">= 3", "changed"),
    ],
)
def test_limits_by_a_declared_value_and_words(old: str, new: str, claim: Relation) -> None:
    way = judging_of(sample_test(range=[Decimal(0), Decimal(100)]), SCALES)
    assert relation(requirement(old), requirement(new), way, way) == claim


def test_rounding_to_another_place_with_a_declared_value_proves_nothing() -> None:
    way = judging_of(sample_test(compare="rounded"), SCALES)
    assert relation(requirement("declared ± 5"), requirement("declared ± 5.0"), way, way) == "changed"
    assert relation(requirement("declared ± 5"), requirement("declared ± 4"), way, way) == "tightened"
    assert relation(requirement("declared ~ 100"), requirement("declared ~ 100"), way, way) == "same"


grades = st.builds("{} {}".format, signs, st.sampled_from(["1", "2-3", "3", "3-4", "5", "declared"]))


@given(grades, grades)
def test_what_is_said_of_grades_is_what_the_judge_does(old: str, new: str) -> None:
    before, after = requirement(old, "fastness"), requirement(new, "fastness")
    test = sample_test(scale="fastness")
    way = judging_of(test, SCALES)
    claim = relation(before, after, way, way)
    words = SCALES["fastness"]
    assert borne_out(
        claim, ((passes(test, before, word, told), passes(test, after, word, told)) for word in words for told in (None, *words))
    )


@st.composite
def plans(draw: st.DrawFn) -> str:
    n = draw(st.integers(2, 3))
    c = draw(st.integers(0, n - 1))
    m = draw(st.integers(1, 3))
    return f"n={n}, c={c}, m={m}, M={m + draw(st.integers(0, 2))}"


@settings(max_examples=50)
@given(plans(), plans())
@example("n=2, c=0, m=1, M=3", "n=2, c=0, m=1, M=2")
@example("n=3, c=1, m=1, M=2", "n=3, c=2, m=1, M=2")
@example("n=3, c=2, m=1, M=2", "n=3, c=0, m=2, M=2")
def test_what_is_said_of_sampling_plans_is_what_the_judge_does(old: str, new: str) -> None:
    before, after = requirement(old), requirement(new)
    test = sample_test()
    way = judging_of(test, SCALES)
    claim = relation(before, after, way, way)
    readings = [
        [low] * (count - some) + [high] * some for count in (2, 3, 5) for low in range(1, 6) for high in range(low, 6) for some in (0, 1, 2)
    ]
    assert borne_out(claim, ((passes(test, before, one), passes(test, after, one)) for one in readings))


ends = st.none() | st.integers(-2, 2).map(Fraction)


@given(ends, st.booleans(), ends, st.booleans(), ends, st.booleans(), ends, st.booleans())
def test_one_interval_is_within_another_where_each_of_its_numbers_is(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, c: Fraction | None, c_open: bool, d: Fraction | None, d_open: bool
) -> None:
    one, other = Region(a, a_open, b, b_open), Region(c, c_open, d, d_open)

    def holds(room: Region, number: Fraction) -> bool:
        low = room.low is None or (number > room.low if room.low_open else number >= room.low)
        return low and (room.high is None or (number < room.high if room.high_open else number <= room.high))

    numbers = [Fraction(n, 2) for n in range(-9, 10)]
    assume(any(holds(one, number) for number in numbers))
    assume(any(holds(other, number) for number in numbers))
    assert within(one, other) == all(holds(other, number) for number in numbers if holds(one, number))
