"""What holds of every judgement of a measured value: it agrees with trying the numbers out, never worsens toward compliance, ignores order."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.facts_values.laboratory import judged

from tijian.conditions.requirement import Between, parse_requirement

ORDER = {"fail": 0, "inconclusive": 1, "pass": 2}
tenths = st.integers(-60, 160).map(lambda n: Decimal(n) / 10)
positive = st.integers(1, 160).map(lambda n: Decimal(n) / 10)
U = st.integers(0, 30).map(lambda n: Decimal(n) / 10)


def _two_ended(a: Decimal, b: Decimal, excluded: str) -> str:
    low, high = min(a, b), max(a, b)
    return f"{low} ~ {high + 1}{excluded}"


one_ended = st.builds(lambda op, a: f"{op} {a}", st.sampled_from([">=", ">", "<=", "<"]), tenths)
two_ended = st.builds(_two_ended, tenths, tenths, st.sampled_from(["", " (excl +)", " (excl -)", " (excl +-)"]))
any_interval = st.one_of(one_ended, two_ended)
written = st.one_of(
    tenths.map(str), st.builds(lambda sign, n: f"{sign}{n}", st.sampled_from("<≤>≥"), positive), st.sampled_from(["x", "ND", "ND(1.5)"])
)
keys = st.fixed_dictionaries(
    {"decision": st.sampled_from(["simple", "guard_band", "nonbinary"]), "compare": st.sampled_from(["full", "rounded"])},
    optional={"round_to": st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal(1)]), "lod": st.just(Decimal("0.7"))},
)


def members(text: str, lod: Decimal | None) -> list[Fraction] | None:
    """Some numbers that a written value stands for, every 1/20 and close to its ends; None where it can be anything."""
    near = Fraction(1, 10**6)
    if text == "x" or (text == "ND" and lod is None):
        return None
    if text.startswith("ND"):
        text = "<1.5" if "(" in text else f"<{lod}"
    if text[0] in "<≤":
        end = Fraction(text[1:])
        return [
            Fraction(0),
            *(Fraction(i, 20) for i in range(int(end * 20) + 1) if Fraction(i, 20) < end),
            end - near,
            *([end] if text[0] == "≤" else []),
        ]
    if text[0] in ">≥":
        end = Fraction(text[1:])
        return [*([end] if text[0] == "≥" else []), end + near, *(end + Fraction(i, 20) for i in range(1, 800))]
    return [Fraction(text)]


def compliant(value: Fraction, need: Between, guard: Fraction, unit: Fraction | None) -> bool:
    """Whether one number satisfies the requirement shrunk by `guard`, written out once more."""
    if unit is not None:
        below = value // unit
        rest = value - below * unit
        up = rest * 2 > unit or (rest * 2 == unit and below % 2 == 1)
        value = (below + up) * unit
    above_low = need.low is None or value > need.low + guard or (value == need.low + guard and not need.low_open)
    return above_low and (need.high is None or value < need.high - guard or (value == need.high - guard and not need.high_open))


@given(any_interval, written, keys, U)
def test_the_state_is_what_trying_out_every_number_of_the_value_gives(require: str, text: str, how: dict[str, Any], u: Decimal) -> None:
    need = parse_requirement(require, None)
    assert isinstance(need, Between)
    unit = None if how["compare"] == "full" else Fraction(how.get("round_to", 0)) or need.place
    numbers = members(text, how.get("lod"))
    found = judged(require, {"values": text, "u": u}, **how)
    if numbers is None:
        assert found.state == "inconclusive"
        return
    guard = Fraction(0) if how["decision"] == "simple" else Fraction(u)
    passing = [compliant(number, need, guard, unit) for number in numbers]
    failing = [not compliant(n, need, -guard if how["decision"] == "nonbinary" else guard, unit) for n in numbers]
    expected = "pass" if all(passing) else "fail" if all(failing) else "inconclusive"
    discrete = (
        unit is not None and numbers[0] != numbers[-1]
    )  # rounding acts on the ends: that no multiple of the unit lies between is not seen
    assert found.state == expected or (discrete and (found.state, expected) == ("inconclusive", "fail"))
    if how["decision"] == "nonbinary" and not discrete:
        assert found.conditional == (not any(passing) and not any(failing))


@given(any_interval, tenths, keys, U)
def test_the_margin_of_a_number_tells_on_which_side_of_the_limit_it_lies(
    require: str, value: Decimal, how: dict[str, Any], u: Decimal
) -> None:
    found = judged(require, {"values": value, "u": u}, **{**how, "decision": "simple"})
    assert found.margin_value is not None
    assert found.margin_value >= 0 if found.state == "pass" else found.margin_value <= 0
    assert found.borderline == (abs(found.margin_value) <= u)


@given(
    any_interval,
    st.lists(written, min_size=1, max_size=4),
    keys,
    U,
    st.sampled_from(["each", "mean", "min", "max", "2 of 3"]),
    st.randoms(),
)
def test_the_order_of_the_specimens_does_not_matter(
    require: str, texts: list[str], how: dict[str, Any], u: Decimal, specimens: str, random: Any
) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)
    first, second = (judged(require, {"values": values, "u": u}, specimens=specimens, **how) for values in (texts, shuffled))
    assert (first.state, first.margin, first.borderline, first.conditional) == (
        second.state,
        second.margin,
        second.borderline,
        second.conditional,
    )


@given(
    any_interval,
    st.lists(tenths, min_size=1, max_size=4),
    st.integers(0, 3),
    tenths,
    keys,
    U,
    st.sampled_from(["each", "2 of 3", "3 of 3"]),
)
def test_a_specimen_nearer_to_compliance_never_makes_the_state_worse(
    require: str, values: list[Decimal], place: int, other: Decimal, how: dict[str, Any], u: Decimal, specimens: str
) -> None:
    _never_worse(require, values, place % len(values), other, {**how, "specimens": specimens}, u)


@given(one_ended, st.lists(tenths, min_size=1, max_size=4), st.integers(0, 3), tenths, keys, U, st.sampled_from(["mean", "min", "max"]))
def test_under_a_requirement_with_one_end_neither_mean_nor_extremes_get_worse(
    require: str, values: list[Decimal], place: int, other: Decimal, how: dict[str, Any], u: Decimal, specimens: str
) -> None:
    _never_worse(require, values, place % len(values), other, {**how, "specimens": specimens}, u)


def _never_worse(require: str, values: Sequence[Decimal], place: int, other: Decimal, how: dict[str, Any], u: Decimal) -> None:
    need = parse_requirement(require, None)
    assert isinstance(need, Between)
    worse, better = sorted((values[place], other), key=lambda value: -_rank(value, need))
    before = judged(require, {"values": [*values[:place], worse, *values[place + 1 :]], "u": u}, **how)
    after = judged(require, {"values": [*values[:place], better, *values[place + 1 :]], "u": u}, **how)
    assert ORDER[after.state] >= ORDER[before.state]


def _rank(value: Decimal, need: Between) -> Fraction:
    """How far outside (or how little inside) the requirement a number lies; on an end that is excluded it lies just outside."""
    number = Fraction(value)
    if (number == need.low and need.low_open) or (number == need.high and need.high_open):
        return Fraction(1, 10**9)
    ends = [number - need.low] if need.low is not None else []
    return -min(ends + ([need.high - number] if need.high is not None else []))


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 300), st.integers(0, 2))
def test_a_lower_count_never_makes_a_sampling_plan_worse(values: list[int], place: int, other: int, c: int) -> None:
    place %= len(values)
    high, low = max(values[place], other), min(values[place], other)
    states = [judged(f"n=4, c={c}, m=100, M=200", [*values[:place], one, *values[place + 1 :]]).state for one in (high, low)]
    assert ORDER[states[1]] >= ORDER[states[0]]


@given(any_interval, st.lists(written, min_size=1, max_size=5), st.integers(1, 3), U, keys)
def test_46_of_50_says_what_every_completion_of_the_missing_specimens_would(
    require: str, texts: list[str], need: int, u: Decimal, how: dict[str, Any]
) -> None:
    """Decided means: whether all the specimens not given, or not known, pass or fail makes no difference."""
    of = 5
    states = [judged(require, {"values": text, "u": u}, **how).state for text in texts]
    surely, possibly = states.count("pass"), len(states) - states.count("fail") + of - len(states)
    expected = "pass" if surely >= need else "fail" if possibly < need else "inconclusive"
    assert judged(require, {"values": texts, "u": u}, specimens=f"{need} of {of}", **how).state == expected


@given(any_interval, st.lists(written, min_size=2, max_size=4), keys, U)
def test_each_is_the_worst_of_the_specimens_alone(require: str, texts: list[str], how: dict[str, Any], u: Decimal) -> None:
    alone = [judged(require, {"values": text, "u": u}, **how).state for text in texts]
    assert judged(require, {"values": texts, "u": u}, **how).state == min(alone, key=ORDER.__getitem__)


@given(any_interval, st.lists(tenths, min_size=1, max_size=4), st.sampled_from(["mean", "min", "max"]), keys, U)
def test_a_mean_or_extreme_is_judged_as_that_number_alone(
    require: str, values: list[Decimal], specimens: str, how: dict[str, Any], u: Decimal
) -> None:
    numbers = [Fraction(value) for value in values]
    number = {"mean": sum(numbers, Fraction(0)) / len(numbers), "min": min(numbers), "max": max(numbers)}[specimens]
    need = parse_requirement(require, None)
    assert isinstance(need, Between)
    unit = None if how["compare"] == "full" else Fraction(how.get("round_to", 0)) or need.place
    found = judged(require, {"values": values, "u": u}, specimens=specimens, **how)
    guard = Fraction(0) if how["decision"] == "simple" else Fraction(u)
    widened = -guard if how["decision"] == "nonbinary" else guard
    expected = "pass" if compliant(number, need, guard, unit) else "inconclusive" if compliant(number, need, widened, unit) else "fail"
    assert found.state == expected


@given(any_interval, st.lists(tenths, min_size=3, max_size=3), U, keys)
def test_a_sum_is_judged_as_that_number_alone(require: str, values: list[Decimal], u: Decimal, how: dict[str, Any]) -> None:
    parts, below_zero = dict(zip("abc", values, strict=True)), {"range": (Decimal(-10_000), Decimal(10_000))}
    together = judged(require, {"parts": parts, "u": u}, combine="sum", parts=("a", "b", "c"), **how, **below_zero)
    alone = judged(require, {"values": sum(values, Decimal(0)), "u": u}, **how, **below_zero)
    assert (together.state, together.margin, together.borderline) == (alone.state, alone.margin, alone.borderline)


interval_texts = st.builds(lambda sign, n: f"{sign}{n}", st.sampled_from(["<", "≤", ">", "≥", ""]), st.integers(1, 6))


@given(any_interval, st.lists(interval_texts, min_size=2, max_size=3), st.sampled_from(["mean", "min", "max"]))
def test_intervals_combine_to_what_their_members_combine_to(require: str, texts: list[str], specimens: str) -> None:
    """A pass or a failure of the combined interval holds for every choice of members; otherwise two choices differ."""
    need = parse_requirement(require, None)
    assert isinstance(need, Between)
    near, far = Fraction(1, 10**9), Fraction(10**6)

    def ends(text: str) -> list[Fraction]:
        sign, end = text.strip("0123456789"), Fraction(text.strip("<≤>≥"))
        return {"<": [Fraction(0), end - near], "≤": [Fraction(0), end], ">": [end + near, far], "≥": [end, far], "": [end]}[sign]

    choices: list[list[Fraction]] = [[]]
    for text in texts:
        choices = [[*chosen, one] for chosen in choices for one in ends(text)]
    combined = [sum(c, Fraction(0)) / len(c) if specimens == "mean" else min(c) if specimens == "min" else max(c) for c in choices]
    state = judged(require, texts, specimens=specimens).state
    low, high = min(combined), max(combined)
    inside = [compliant(value, need, Fraction(0), None) for value in (low, high)]
    around = need.low is not None and need.high is not None and low <= need.low and high >= need.high and low < high
    if state == "pass":
        assert inside == [True, True]
    elif state == "fail":
        assert inside == [False, False]
        assert not around
    else:
        assert around or inside in ([True, False], [False, True])
