"""Readings at the boundary of one requirement, each with the state that it must get.

The expectation is computed here from the comparator, and never by the judge that it is to prove: a second hand, so that a fault of
either shows. Boundary cases come in here with a test and the requirement of one limit row.

Figures: the limit itself, one unit in the last place below and above it, for every end of the requirement. The last place is that
of the figure as written, or of the method (`decimals`) where that is finer. What is reported in words: see `probes_words`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from ..conditions.requirement_kinds import Between, DeclaredRelative
from ..conditions.specimens import Specimens, parse_specimens
from ..facts.judged import TestState
from ..model.ruleset import SampleTest

_DECLARED: Final = (*(Decimal(one) for one in (100, 50, 20, 10, 200, 500, 1000, 5, 2, 1)), Decimal("0.5"), Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Probe:
    """What is reported for a test (or a part), and the state that it must get; `words` for the name of the case."""

    reading: Any  # a figure, a word, a list of specimens, or {values, declared, u}
    state: TestState
    words: str
    decides: bool = False  # one of the two that show the limit: the last that passes, the first that fails

    @property
    def values(self) -> list[Any]:
        """The specimens."""
        values = self.reading["values"] if isinstance(self.reading, Mapping) else self.reading
        return values if isinstance(values, list) else [values]

    @property
    def beside(self) -> dict[str, Any]:
        """What is reported beside the specimens: U, the declared value."""
        return {key: value for key, value in self.reading.items() if key != "values"} if isinstance(self.reading, Mapping) else {}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A requirement with what a test adds to it: how values are compared."""

    test: SampleTest
    need: Between
    step: Fraction
    u: Fraction | None

    def state(self, value: Fraction) -> TestState:
        """What a value of which all is known must get."""
        if self.test.compare == "rounded":
            value = half_even(value, self.unit)
        u = self.u or Fraction()
        if self.test.decision == "simple":
            return "pass" if self._inside(value, Fraction()) else "fail"
        if self._inside(value, u):
            return "pass"
        return "fail" if self.test.decision == "guard_band" or not self._inside(value, -u) else "inconclusive"

    def _inside(self, value: Fraction, by: Fraction) -> bool:
        """Whether the value lies in the requirement, shrunk by `by`."""
        low, high = self.need.low, self.need.high
        above = low is None or value > low + by or (value == low + by and not self.need.low_open)
        below = high is None or value < high - by or (value == high - by and not self.need.high_open)
        return above and below

    @property
    def unit(self) -> Fraction:
        return self.need.place if self.test.round_to is None else Fraction(self.test.round_to)

    def points(self) -> list[Fraction]:
        """The values worth trying, in order."""
        found: set[Fraction] = set()
        for end in (self.need.low, self.need.high):
            if end is None:
                continue
            turns = [end] if self.test.decision == "simple" else [end, end + (self.u or 0), end - (self.u or 0)]
            found |= {turn + by for turn in turns for by in (-self.step, Fraction(), self.step)}
            if self.test.compare == "rounded":
                found |= {end - self.unit / 2, end + self.unit / 2}
        return [value for value in sorted(found) if self.plausible(value)]

    def plausible(self, value: Fraction) -> bool:
        """A negative value outside the test's range cannot be used at all."""
        bounds = self.test.range
        return bounds is None or value >= 0 or value >= Fraction(bounds[0])


def figure_probes(test: SampleTest, need: Between | DeclaredRelative) -> list[Probe]:
    """The probes of an interval requirement."""
    beside: dict[str, Any] = {}
    if isinstance(need, DeclaredRelative):
        declared, between = _declared(test, need)
        beside["declared"] = declared
    else:
        between = need
    rule = _Rule(test, between, _step(test, between), None)
    if test.decision != "simple":
        rule = _Rule(test, between, rule.step, rule.step)
        beside["u"] = figure(rule.step)
    way = parse_specimens(test.specimens)
    size = test.groups_of or 1
    points = [(value, rule.state(value)) for value in rule.points()]
    deciding = _deciding(points)
    probes: list[Probe] = []
    for value, state in points:
        many, shown = _specimens(way, size, value, state)
        probes.append(Probe(_reading(many, beside), state, shown, value in deciding))
    probes += _not_enough(way, size, points, beside)
    if way.way in ("mean", "min", "max") or size > 1:
        probes += _mixed(rule, way, size, beside)
    if test.lod is not None and test.decision == "simple" and test.compare == "full" and way.way != "count" and size == 1:
        probes.append(Probe(_reading(["未检出"], beside), _below_lod(between, Fraction(test.lod)), "未检出"))
    if "declared" in beside and points:
        bare = [figure(points[0][0])] * _enough(way, size)
        without = {key: value for key, value in beside.items() if key != "declared"}
        probes.append(Probe(_reading(bare, without), "inconclusive", f"{bare[0]} with no declared value"))
    return probes


def _step(test: SampleTest, need: Between) -> Fraction:
    return need.place if test.decimals is None else min(need.place, Fraction(1, 10**test.decimals))


def _deciding(points: Sequence[tuple[Fraction, TestState]]) -> set[Fraction]:
    """On both sides of each turn."""
    turns = (pair for pair in pairwise(points) if pair[0][1] != pair[1][1])
    return {value for pair in turns for value, _ in pair}


def _declared(test: SampleTest, need: DeclaredRelative) -> tuple[Decimal, Between]:
    """A declared value for which the limits are plausible, and the interval that follows from it."""
    least, most = (Fraction(end) for end in test.range) if test.range else (Fraction(0), None)
    for declared in _DECLARED:
        between = at_declared(need, declared)
        step = _step(test, between)
        ends = [end for end in (between.low, between.high, Fraction(declared)) if end is not None]
        if not between.is_empty and all(end - step >= least and (most is None or end + step <= most) for end in ends):
            return declared, between
    return _DECLARED[0], at_declared(need, _DECLARED[0])


def at_declared(need: DeclaredRelative, declared: Decimal) -> Between:
    """The interval for a declared value."""
    exponent = declared.as_tuple().exponent
    return need.at(Fraction(declared), Fraction(10) ** (exponent if isinstance(exponent, int) else 0))


def _specimens(way: Specimens, size: int, value: Fraction, state: TestState) -> tuple[list[Decimal], str]:
    """The fewest specimens of this value that decide: one, a whole group, enough to pass, enough to fail."""
    shown = figure(value)
    count = size
    if way.way == "count":
        count *= way.at_least if state == "pass" else way.of - way.at_least + 1
    return [shown] * count, str(shown) if count == 1 else f"{shown} ({count}×)"


def _enough(way: Specimens, size: int) -> int:
    return size * (way.at_least if way.way == "count" else 1)


def _not_enough(way: Specimens, size: int, points: Sequence[tuple[Fraction, TestState]], beside: dict[str, Any]) -> Iterator[Probe]:
    """Of n of m: one specimen fewer than decides, on either side; and the most that may fail beside those that must pass."""
    if way.way != "count":
        return
    good = next((value for value, state in points if state == "pass"), None)
    bad = next((value for value, state in points if state == "fail"), None)
    spare = way.of - way.at_least
    if good is not None and way.at_least > 1:
        few = [figure(good)] * (size * (way.at_least - 1))
        yield Probe(_reading(few, beside), "inconclusive", f"{few[0]} ({len(few)}×)")
    if good is not None and bad is not None:
        some = [figure(good)] * (size * way.at_least) + [figure(bad)] * (size * spare)
        if spare:
            yield Probe(_reading(some, beside), "pass", f"{figure(good)} ({size * way.at_least}×), {figure(bad)} ({size * spare}×)")
        worse = [figure(good)] * (size * (way.at_least - 1)) + [figure(bad)] * (size * (spare + 1))
        if way.at_least > 1:
            said = f"{figure(good)} ({size * (way.at_least - 1)}×), {figure(bad)} ({size * (spare + 1)}×)"
            yield Probe(_reading(worse, beside), "fail", said)


def _mixed(rule: _Rule, way: Specimens, size: int, beside: dict[str, Any]) -> Iterator[Probe]:
    """Two specimens (groups: of one group) on either side of each end: their mean, least or greatest is what is judged."""
    if way.way == "count":
        return
    for end in (rule.need.low, rule.need.high):
        if end is None or not (rule.plausible(end - rule.step) and rule.plausible(end + rule.step)):
            continue
        pair = [end - rule.step, end + rule.step]
        if size > 1:
            values = pair + [end] * (size - 2)
            judged = sum(values, Fraction()) / size  # the one group's mean: whatever the way, it is judged alone
        else:
            values = pair
            judged = {"mean": sum(pair, Fraction()) / 2, "min": min(pair), "max": max(pair)}[way.way]
        many = [figure(value) for value in values]
        yield Probe(_reading(many, beside), rule.state(judged), ", ".join(map(str, many)))


def _below_lod(need: Between, lod: Fraction) -> TestState:
    """未检出: somewhere in [0, lod)."""
    over_low = need.low is None or need.low < 0 or (need.low == 0 and not need.low_open)
    if over_low and (need.high is None or lod <= need.high):
        return "pass"
    above = need.high is not None and (need.high < 0 or (need.high == 0 and need.high_open))
    return "fail" if above or (need.low is not None and lod <= need.low) else "inconclusive"


def _reading(values: Sequence[Any], beside: Mapping[str, Any]) -> Any:
    short = values[0] if len(values) == 1 else list(values)
    return {"values": short, **beside} if beside else short


def half_even(value: Fraction, unit: Fraction) -> Fraction:
    """`value` to a whole multiple of `unit`, a tie to the even one (GB/T 8170)."""
    whole, rest = divmod(value, unit)
    if 2 * rest > unit or (2 * rest == unit and whole % 2):
        whole += 1
    return whole * unit


def figure(value: Fraction) -> Decimal:
    """A decimal fraction as it is written, exactly, with no more places than it needs."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 40:
            raise ValueError(f"{value} is no decimal fraction")
    return Decimal(int(value * 10**places)).scaleb(-places)
