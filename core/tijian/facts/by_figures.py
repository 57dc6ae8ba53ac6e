"""Judging measured figures: an interval requirement on the specimens, or a sampling plan n, c, m, M.

Only `judge` comes in here.
"""

from collections.abc import Sequence
from fractions import Fraction

from ..conditions.requirement_kinds import Between, DeclaredRelative, SamplingPlan
from ..conditions.specimens import parse_specimens
from ..model.ruleset import SampleTest
from . import doubt
from .interval import greatest, least, mean, shown_interval, total
from .judged import UNKNOWN, Judged, Outcome, at_least, each, worst
from .numbers import is_blank
from .reading import Bench, Measured
from .yardstick import Yardstick, room_of

_SHOWN = 10  # specimens written out
_COMPUTE = {"mean": mean, "min": least, "max": greatest}


def judge_figures(bench: Bench, need: Between | DeclaredRelative, measured: Sequence[Measured] | None = None) -> Judged:
    """The specimens on the bench (or `measured`, the sums of parts) against an interval requirement."""
    test = bench.test
    if measured is None:
        measured = bench.specimens()
    between, requirement = bench.required(need)
    u = bench.uncertainty()
    if between is None:
        return Judged("inconclusive", listed(measured), requirement, remarks=tuple(bench.remarks), unit=bench.shown_unit)
    unit = None
    if test.compare == "rounded":
        unit = between.place if test.round_to is None else Fraction(test.round_to)
    yard = Yardstick(room_of(between), unit, test.decision, u)
    outcome, value = _combined(bench, measured, yard)
    if test.decision != "simple":
        outcome = _with_rule(bench, yard, outcome, u)
    return Judged(
        outcome.state,
        value,
        requirement,
        outcome.margin,
        is_borderline(test, outcome.margin, u),
        outcome.conditional,
        tuple(bench.remarks),
        bench.shown_unit,
    )


def is_borderline(test: SampleTest, margin: Fraction | None, u: Fraction | None) -> bool:
    """临界: the margin is within U, or within the test's own `borderline_within` where no U is reported."""
    near = u if u is not None else test.borderline_within
    return margin is not None and near is not None and abs(margin) <= near


def listed(measured: Sequence[Measured]) -> str:
    """Specimens for display."""
    return _joined([one.text for one in measured])


def _joined(texts: Sequence[str]) -> str:
    if len(texts) <= _SHOWN:
        return ", ".join(texts) if texts else "—"
    return f"{', '.join(texts[:_SHOWN])}, … (n={len(texts)})"


def _combined(bench: Bench, measured: Sequence[Measured], yard: Yardstick) -> tuple[Outcome, str]:
    """The specimens together, and their words."""
    test = bench.test
    if test.groups_of is not None:
        grouped = _groups(bench, measured, test.groups_of)
        if grouped is None:
            return UNKNOWN, listed(measured)
        measured = grouped
    if test.specimens == "each":
        outcomes = [None if one.span is None else yard.judge(one.span) for one in measured]
        return each(outcomes), _compared(measured, yard)
    way = parse_specimens(test.specimens)
    if way.way == "count":
        return counted(bench, [None if one.span is None else yard.judge(one.span) for one in measured], way.at_least, way.of), _compared(
            measured, yard
        )
    if way.way == "each":
        return each([None if one.span is None else yard.judge(one.span) for one in measured]), _compared(measured, yard)
    spans = [one.span for one in measured if one.span is not None]
    if not spans or len(spans) < len(measured):
        return UNKNOWN, listed(measured)
    if len(measured) == 1:
        return yard.judge(spans[0]), _compared(measured, yard)
    computed = _COMPUTE[way.way](spans)
    return yard.judge(computed), f"{way.way}({listed(measured)}) = {_compared([Measured(computed, shown_interval(computed))], yard)}"


def counted(bench: Bench, outcomes: Sequence[Outcome | None], need: int, of: int) -> Outcome:
    """`46 of 50`. An empty place is a specimen not given."""
    values = bench.given.values
    if len(values) == len(outcomes):
        given = [one for one, written in zip(outcomes, values, strict=True) if one is not None or not is_blank(written)]
    else:  # means of groups, sums of parts
        given = list(outcomes)
    found = at_least(given, need, of)
    if len(given) > of:
        bench.say(doubt.too_many(len(given), of))
    elif len(given) < of:
        bench.say(doubt.too_few(len(given), of, decided=found.state != "inconclusive"))
    return found


def _groups(bench: Bench, measured: Sequence[Measured], size: int) -> list[Measured] | None:
    if not measured or len(measured) % size:
        bench.say(doubt.broken_groups(len(measured), size))
        return None
    means = []
    for start in range(0, len(measured), size):
        spans = [one.span for one in measured[start : start + size] if one.span is not None]
        span = mean(spans) if len(spans) == size else None
        means.append(Measured(span, "?" if span is None else shown_interval(span)))
    return means


def _compared(measured: Sequence[Measured], yard: Yardstick) -> str:
    if yard.unit is None:
        return listed(measured)
    texts = []
    for one in measured:
        rounded = None if one.span is None else shown_interval(yard.compared(one.span), yard.unit)
        texts.append(one.text if rounded is None or rounded == one.text else f"{one.text} → {rounded}")
    return _joined(texts)


def _with_rule(bench: Bench, yard: Yardstick, outcome: Outcome, u: Fraction | None) -> Outcome:
    """What the decision rule needs beside the value."""
    if u is None:
        bench.say(doubt.no_uncertainty())
        return Outcome("inconclusive", outcome.margin)
    low, high = yard.shrunk.low, yard.shrunk.high
    if low is not None and high is not None and low > high:
        bench.say(doubt.guard_leaves_nothing(u))
    return outcome


def judge_plan(bench: Bench, plan: SamplingPlan) -> Judged:
    """None above M, at most c above m. Fewer than n values: inconclusive unless it already fails."""
    test = bench.test
    written = bench.given.values
    measured = [one for one, raw in zip(bench.specimens(), written, strict=True) if not is_blank(raw)]
    u = bench.uncertainty()
    rounded = test.compare == "rounded"

    def yard(limit: Between) -> Yardstick:
        unit = None if not rounded else limit.place if test.round_to is None else Fraction(test.round_to)
        return Yardstick(room_of(limit), unit, test.decision, u)

    by_m, by_big = (_each_against(measured, yard(limit)) for limit in (plan.m, plan.M))
    outcome = _planned(plan, by_m, by_big)
    if len(measured) < plan.n:
        bench.say(doubt.too_few(len(measured), plan.n, decided=outcome.state != "inconclusive"))
    elif len(measured) > plan.n:
        bench.say(doubt.more_than_planned(len(measured), plan.n))
    if test.decision != "simple":
        outcome = _with_rule(bench, yard(plan.m), outcome, u)
    return Judged(
        outcome.state,
        listed(measured),
        plan.text,
        outcome.margin,
        is_borderline(test, outcome.margin, u),
        False,
        tuple(bench.remarks),
        bench.shown_unit,
    )


def _each_against(measured: Sequence[Measured], yard: Yardstick) -> list[Outcome]:
    return [UNKNOWN if one.span is None else yard.judge(one.span) for one in measured]


def _planned(plan: SamplingPlan, by_m: Sequence[Outcome], by_big: Sequence[Outcome]) -> Outcome:
    surely = sum(one.state == "fail" for one in by_m)
    perhaps = sum(one.state != "pass" for one in by_m)
    worst_big = worst([one.state for one in by_big]) if by_big else "inconclusive"
    margins = sorted(one.margin for one in by_m if one.margin is not None)  # the c largest values may be above m
    nearest = [one.margin for one in by_big if one.margin is not None] + margins[plan.c : plan.c + 1]
    if worst_big == "fail" or surely > plan.c:
        return Outcome("fail", min(nearest, default=None))
    if len(by_m) >= plan.n and worst_big == "pass" and perhaps <= plan.c:
        return Outcome("pass", min(nearest, default=None))
    return UNKNOWN


def judge_sum(bench: Bench, need: Between | DeclaredRelative, rows: Sequence[tuple[str, Sequence[Measured]]]) -> Judged:
    """The parts' values summed, specimen by specimen, against the test's own limits."""
    length = max(len(values) for _, values in rows)
    sums = []
    for index in range(length):
        here = [values[index] if index < len(values) else Measured(None, "—") for _, values in rows]
        terms = " + ".join(f"{part} {one.text}" for (part, _), one in zip(rows, here, strict=True))
        spans = [one.span for one in here if one.span is not None]
        if len(spans) < len(here):
            sums.append(Measured(None, terms))
        else:
            span = total(spans)
            sums.append(Measured(span, f"{terms} = {shown_interval(span)}"))
    return judge_figures(bench, need, sums)
