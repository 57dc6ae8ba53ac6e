"""Faults planted in limit rows: a figure moved, a comparator made strict, requirements exchanged, a row dropped, a condition moved."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..authoring.program import Check, Limit, Program
from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import (
    Between,
    Bound,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
)
from ..conditions.specimens import parse_specimens
from .mutant import Discarded, Mutant, Operator, Planted, variants, with_check
from .probes import figure
from .reach import Reach
from .rows import Row, first_row, rows_of


def limit_mutants(program: Program, check: Check, reach: Reach) -> Iterator[Planted]:
    """Every fault in the limits of one test."""
    for row in rows_of(check):
        scale = program.scales[check.test.scale] if check.test and check.test.scale else ()
        for operator, words, need in requirement_variants(row.limit.require, scale):
            yield _with_row(program, row, operator, f"{row.name} {row.limit.require.text} -> {words}", replace(row.limit, require=need))
        if row.limit.when is not None:
            for words, when in variants(row.limit.when):
                limits = _exchanged(row, replace(row.limit, when=when))
                yield _judged(program, row, "condition", f"{row.name} {words}", limits, reach)
    for part, limits in check.rows.items():
        yield from _row_mutants(program, check, part, limits, reach)
    yield from _specimens(program, check)


def requirement_variants(need: Requirement, scale: Sequence[str]) -> Iterator[tuple[Operator, str, Requirement]]:
    """A requirement with one figure moved by its last place, or one end opened or closed."""
    match need:
        case Between():
            yield from _between(need)
        case DeclaredRelative():
            yield from _declared(need)
        case Graded(op=op, grade=None):
            other = op[0] if len(op) == 2 else f"{op}="
            yield "comparator", f"{other} declared", replace(need, op=other, text=f"{other} declared")
        case Graded(op=op, grade=grade):
            place = scale.index(grade or "")
            for near in (place - 1, place + 1):
                if 0 <= near < len(scale):
                    yield "threshold", f"{op} {scale[near]}", replace(need, grade=scale[near], text=f"{op} {scale[near]}")
        case SamplingPlan():
            yield from _plan(need)
        case MustBeAbsent() | MustConform():
            yield "requirement", "unknown", Unknown()
        case Unknown():
            return


def _between(need: Between) -> Iterator[tuple[Operator, str, Requirement]]:
    for end in ("low", "high"):
        value: Fraction | None = getattr(need, end)
        if value is None:
            continue
        for by in (-need.place, need.place):
            yield "threshold", *_told(replace(need, **{end: value + by}))  # type: ignore[arg-type]
        yield "comparator", *_told(replace(need, **{f"{end}_open": not getattr(need, f"{end}_open")}))  # type: ignore[arg-type]


def _told(need: Between) -> tuple[str, Between]:
    low, high = (None if end is None else f"{figure(end):f}" for end in (need.low, need.high))
    if high is None:
        words = f">{'' if need.low_open else '='} {low}"
    elif low is None:
        words = f"<{'' if need.high_open else '='} {high}"
    else:
        words = f"{low} ~ {high}" + _excluded(need.low_open, need.high_open)
    return words, replace(need, text=words)


def _excluded(low: bool, high: bool) -> str:
    return f" (excl {'+' * high}{'-' * low})" if low or high else ""


def _declared(need: DeclaredRelative) -> Iterator[tuple[Operator, str, Requirement]]:
    for end in ("low", "high"):
        bound: Bound | None = getattr(need, end)
        if bound is None:
            continue
        moves: list[tuple[str, Bound]] = []
        if bound.factor not in (0, 1):
            moves += [("factor", replace(bound, factor=bound.factor + by)) for by in (-bound.factor_place, bound.factor_place)]
        if bound.place is not None:
            moves += [("offset", replace(bound, offset=bound.offset + by)) for by in (-bound.place, bound.place)]
        for _, moved in moves:
            words = f"{end} {_bound(moved)}"
            yield "threshold", words, replace(need, **{end: moved}, text=f"{need.text}, {words}")  # type: ignore[arg-type]
        is_open = not getattr(need, f"{end}_open")
        words = f"{end} end {'excluded' if is_open else 'included'}"
        yield "comparator", words, replace(need, **{f"{end}_open": is_open}, text=f"{need.text}, {words}")  # type: ignore[arg-type]


def _bound(bound: Bound) -> str:
    shown = "" if bound.factor == 0 else "declared" if bound.factor == 1 else f"{figure(bound.factor):f} × declared"
    return f"{shown} {figure(bound.offset):+f}".strip() if bound.offset or not shown else shown


def _plan(need: SamplingPlan) -> Iterator[tuple[Operator, str, Requirement]]:
    def told(plan: SamplingPlan) -> tuple[Operator, str, Requirement]:
        assert plan.m.high is not None
        assert plan.M.high is not None
        words = f"n={plan.n}, c={plan.c}, m={figure(plan.m.high):f}, M={figure(plan.M.high):f}"
        return "threshold", words, replace(plan, text=words)

    yield from (told(replace(need, n=n)) for n in (need.n - 1, need.n + 1) if n > need.c)
    yield from (told(replace(need, c=c)) for c in (need.c - 1, need.c + 1) if 0 <= c < need.n)
    assert need.m.high is not None
    assert need.M.high is not None
    for by in (-1, 1):
        m, big = need.m.high + by * need.m.place, need.M.high + by * need.M.place
        if m <= need.M.high:
            yield told(replace(need, m=replace(need.m, high=m)))
        if big >= need.m.high:
            yield told(replace(need, M=replace(need.M, high=big)))


def _row_mutants(program: Program, check: Check, part: str | None, limits: tuple[Limit, ...], reach: Reach) -> Iterator[Planted]:
    for index in range(len(limits) - 1):
        one, two = limits[index], limits[index + 1]
        row = Row(check, part, index, one)
        pair = f"{row.name} <-> [{index + 2}]"
        if one.require.text != two.require.text:
            traded = (replace(one, require=two.require), replace(two, require=one.require))
            yield _judged(program, row, "row", f"{pair} requirements", (*limits[:index], *traded, *limits[index + 2 :]), reach)
        turned = (*limits[:index], two, one, *limits[index + 2 :])
        yield _judged(program, row, "row", f"{pair} order", turned, reach)
        open_ended = (*limits[:index], replace(one, when=None), *limits[index + 1 :])
        yield _judged(program, row, "row", f"{row.name} without its when", open_ended, reach)
        yield _judged(program, row, "row", f"{row.name} dropped", (*limits[:index], *limits[index + 1 :]), reach)


def _judged(program: Program, row: Row, operator: Operator, change: str, limits: tuple[Limit, ...], reach: Reach) -> Planted:
    """The mutant, unless lint would refuse its rows or they say the same of every product."""
    check, before = row.check, row.check.rows[row.part]
    if any(limit.when is None for limit in limits[:-1]) or (before[-1].when is None) != (limits[-1].when is None):
        return Discarded(operator, f"{check.id} {change}", "invalid")
    conditions = [limit.when for limit in (*before, *limits) if limit.when is not None]
    conditions += [check.applies] if check.applies is not None else []

    def differ(values: Any) -> bool:
        if check.applies is not None and evaluate(check.applies, values) is False:
            return False
        then, now = first_row(before, values), first_row(limits, values)
        return (None if then is None else before[then].require) != (None if now is None else limits[now].require)

    if not reach.could(differ, conditions, sampled=True):
        return Discarded(operator, f"{check.id} {change}", "equal")
    changed = replace(check, rows={**check.rows, row.part: limits})
    return Mutant(operator, check.id, change, with_check(program, changed), check.id)


def _exchanged(row: Row, limit: Limit) -> tuple[Limit, ...]:
    limits = row.check.rows[row.part]
    return (*limits[: row.index], limit, *limits[row.index + 1 :])


def _with_row(program: Program, row: Row, operator: Operator, change: str, limit: Limit) -> Mutant:
    check = replace(row.check, rows={**row.check.rows, row.part: _exchanged(row, limit)})
    return Mutant(operator, check.id, change, with_check(program, check), check.id)


def _specimens(program: Program, check: Check) -> Iterator[Planted]:
    assert check.test is not None
    way = parse_specimens(check.test.specimens)
    if way.way != "count" or all(isinstance(row.limit.require, Unknown | SamplingPlan) for row in rows_of(check)):
        return
    for need, of in ((way.at_least - 1, way.of), (way.at_least + 1, way.of), (way.at_least, way.of - 1), (way.at_least, way.of + 1)):
        if 1 <= need <= of:
            changed = replace(check, test=check.test.model_copy(update={"specimens": f"{need} of {of}"}))
            words = f"specimens {check.test.specimens} -> {need} of {of}"
            yield Mutant("specimens", check.id, words, with_check(program, changed), check.id)
