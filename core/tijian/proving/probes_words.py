"""Readings at the boundary of requirements that are not intervals: grades, sampling plans, absence, conformity, unknown figures.

The door is `probes_of`: it knows every kind of requirement. Expectations as in `probes`.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ..conditions.requirement_kinds import (
    Between,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
)
from ..conditions.specimens import parse_specimens
from ..facts.judged import TestState
from ..model.ruleset import SampleTest
from .probes import Probe, figure, figure_probes

Scales = Mapping[str, Sequence[str]]
_ORDER: Final[tuple[TestState, ...]] = ("fail", "inconclusive", "informational", "pass")
_HOLDS: Final = {
    ">=": lambda place, limit: place >= limit,
    ">": lambda place, limit: place > limit,
    "<=": lambda place, limit: place <= limit,
    "<": lambda place, limit: place < limit,
}


def probes_of(test: SampleTest, need: Requirement, scales: Scales) -> list[Probe]:
    """The readings that show where `need` turns, for a test (or a part of it)."""
    match need:
        case Between() | DeclaredRelative():
            return figure_probes(test, need)
        case Graded():
            return list(_graded(test, need, scales[test.scale or ""]))
        case SamplingPlan():
            return list(_planned(need))
        case MustBeAbsent():
            return list(_absent(test))
        case MustConform():
            return list(_worded(test, "符合", "不符合"))
        case Unknown():
            word: Any = scales[test.scale][-1] if test.scale else _plain(test)
            return [Probe(word, "informational", "any result")]


def passing(test: SampleTest, need: Requirement, scales: Scales) -> Probe | None:
    """A reading that passes, or is informational where the figure is not at hand. None where nothing passes."""
    probes = probes_of(test, need, scales)
    return next((one for one in probes if one.state in ("pass", "informational")), None)


def worst(states: Sequence[TestState]) -> TestState:
    """The state of a test from those of its parts: one that fails is enough, one whose figure is not at hand keeps it from a pass."""
    return min(states, key=_ORDER.index)


def _graded(test: SampleTest, need: Graded, scale: Sequence[str]) -> Iterator[Probe]:
    declared = need.grade is None
    limit = len(scale) // 2 if need.grade is None else scale.index(need.grade)
    beside = {"declared": scale[limit]} if declared else {}

    def probe(place: int) -> Probe:
        state: TestState = "pass" if _HOLDS[need.op](place, limit) else "fail"
        many, shown = _so_many(test, scale[place], state)
        turn = limit if need.op in (">=", "<") else limit + 1  # the first place of the upper side
        return Probe({"values": many, **beside} if beside else many, state, shown, place in (turn - 1, turn))

    yield from (probe(place) for place in (limit - 1, limit, limit + 1) if 0 <= place < len(scale))
    if declared:
        yield Probe(_so_many(test, scale[limit], "pass")[0], "inconclusive", f"{scale[limit]} with no declared grade")


def _so_many(test: SampleTest, word: Any, state: TestState) -> tuple[Any, str]:
    """The fewest specimens that decide, all alike."""
    way = parse_specimens(test.specimens)
    if way.way != "count":
        return word, str(word)
    count = way.at_least if state == "pass" else way.of - way.at_least + 1
    return ([word] * count if count > 1 else word), f"{word} ({count}×)"


def _worded(test: SampleTest, good: str, bad: str) -> Iterator[Probe]:
    for word, state in ((good, "pass"), (bad, "fail")):
        many, shown = _so_many(test, word, state)  # type: ignore[arg-type]
        yield Probe(many, state, shown, True)  # type: ignore[arg-type]
    way = parse_specimens(test.specimens)
    if way.way == "count":
        if way.at_least > 1:
            yield Probe([good] * (way.at_least - 1), "inconclusive", f"{good} ({way.at_least - 1}×)")
        if (spare := way.of - way.at_least) > 0:
            yield Probe([good] * way.at_least + [bad] * spare, "pass", f"{good} ({way.at_least}×), {bad} ({spare}×)")
            yield Probe([bad] * spare, "inconclusive", f"{bad} ({spare}×)")


def _absent(test: SampleTest) -> Iterator[Probe]:
    yield from _worded(test, "未检出", "检出")
    if test.lod is not None and parse_specimens(test.specimens).way != "count":
        exponent = test.lod.as_tuple().exponent
        step = Fraction(10) ** (exponent if isinstance(exponent, int) else 0)
        if test.lod - figure(step) >= 0:
            below = figure(Fraction(test.lod) - step)
            yield Probe(below, "pass", str(below))
        yield Probe(test.lod, "fail", str(test.lod))


def _planned(plan: SamplingPlan) -> Iterator[Probe]:
    m, big, step, big_step = plan.m.high, plan.M.high, plan.m.place, plan.M.place
    assert m is not None
    assert big is not None
    at, over, most, beyond = figure(m), figure(m + step), figure(big), figure(big + big_step)
    n, c = plan.n, plan.c
    room = m + step <= big  # values above m that M still allows

    def said(*groups: tuple[Decimal, int]) -> str:
        return ", ".join(f"{value} ({count}×)" if count > 1 else str(value) for value, count in groups if count)

    def probe(state: TestState, *groups: tuple[Decimal, int], decides: bool = False) -> Probe:
        values = [value for value, count in groups for _ in range(count)]
        return Probe(values if len(values) > 1 else values[0], state, said(*groups), decides)

    yield probe("pass", (at, n), decides=not (c and room))
    if n > 1:
        yield probe("inconclusive", (at, n - 1))
    if c and room:
        yield probe("pass", (at, n - c), (over, c), decides=True)
        yield probe("pass", (at, n - c), (most, c))
    if room:
        yield probe("fail", (over, c + 1), decides=True)
    if c and big > m:
        yield probe("inconclusive", (over if room else most, c))
    yield probe("fail", (beyond, 1), decides=not room)


def _plain(test: SampleTest) -> Decimal:
    """Any figure inside the test's range."""
    if test.range is None or test.range[0] <= 1 <= test.range[1]:
        return Decimal(1)
    return test.range[0]
