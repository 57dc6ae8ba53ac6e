"""Boundary cases of sample tests: every limit row at its limit, one last place below and above it, and the test that does not apply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..authoring.program import Check, Limit
from ..conditions.evaluate import evaluate
from ..conditions.tree import Node
from ..facts.attributes import Value
from .case_text import Chapter
from .desk import Desk, Teller
from .mutant import variants
from .products import Situation, Wanted
from .readings import failing_reading, passing_reading, readings
from .rows import Row, first_row, judged_at, row_conditions, row_holds, rows_of


def test_chapters(desk: Desk) -> Iterator[Chapter]:
    """A chapter for each test, and one for those that do not apply."""
    for check in desk.program.checks.values():
        if check.kind == "test":
            assert check.test is not None
            name, unit = check.title, f" · {check.test.unit}" if check.test.unit else ""
            chapter = Chapter(f"{check.id} {name.zh} {name.en or ''}".rstrip() + unit)
            for row in rows_of(check):
                _row_cases(desk, chapter, row)
            _weighed(desk, chapter, check)
            yield chapter
    yield _not_applicable(desk)


def _row_cases(desk: Desk, chapter: Chapter, row: Row) -> None:
    situations = _situations(desk, row)
    if not situations:
        desk.unreached(row.check.id, row.name, row_conditions(row), lambda values: row_holds(row, values), sampled=True)
        return
    for place, one in enumerate(situations):
        shown = readings(desk.program, row, one)
        for probe in shown if place == 0 else [one for one in shown if one.decides] or shown[:1]:
            words = f"{row.check.id} {row.name} {row.limit.require.text}: {probe.words} - {probe.state}"
            beside = "" if place == 0 else desk.difference(situations[0], one)
            desk.add(chapter, words + beside, one, results={row.check.id: probe.reading}, states={row.check.id: probe.state})


def _situations(desk: Desk, row: Row) -> list[Situation]:
    """Where exactly this row holds: at each figure or day at which it begins or ends."""
    conditions = row_conditions(row)
    tellers = [*_other_rows(row), *(tellers_of(row.check.applies) if row.check.applies is not None else ())]
    return desk.situations(lambda values: row_holds(row, values), conditions, tellers, sampled=True)


def _other_rows(row: Row) -> Iterator[Teller]:
    """For each condition of the rows up to this one, moved a little: whether another row would hold."""
    limits = row.check.rows[row.part]
    for index, limit in enumerate(limits[: row.index + 1]):
        for _, when in variants(limit.when) if limit.when is not None else ():
            yield Teller(_elsewhere((*limits[:index], replace(limit, when=when), *limits[index + 1 :]), row.index), when)


def _elsewhere(limits: Sequence[Limit], index: int) -> Wanted:
    return lambda values: first_row(limits, values) != index


def tellers_of(condition: Node) -> list[Teller]:
    """Where the condition, moved a little, would say something else."""
    return [Teller(_other_truth(condition, node), node) for _, node in variants(condition)]


def _other_truth(before: Node, after: Node) -> Wanted:
    return lambda values: evaluate(before, values) is not evaluate(after, values)


def _weighed(desk: Desk, chapter: Chapter, check: Check) -> None:
    """The test failing beside another that passes, what it weighs shows in the score: on one product, or else on two samples."""
    others = [other for other in desk.program.checks.values() if other.kind == "test" and other.id != check.id]
    for other in others:
        found = where_judged(desk, check, other)
        if found is None:
            continue
        bad, good = failing_reading(desk.program, check, found), passing_reading(desk.program, other, found)
        if bad is not None and good is not None:
            given = {"results": {check.id: bad.reading, other.id: good.reading}}
            _beside(desk, chapter, check, other, found, given)
            return
    here = where_judged(desk, check)
    for other in others:
        if here is None or (there := where_judged(desk, other)) is None or there.assessed_on != here.assessed_on:
            continue
        bad, good = failing_reading(desk.program, check, here), passing_reading(desk.program, other, there)
        if bad is not None and good is not None:
            one = {"id": "S-1", "produced_on": here.produced_on or here.assessed_on, "results": {check.id: bad.reading}}
            two = {"id": "S-2", "produced_on": there.produced_on or there.assessed_on, "product": dict(there.product)}
            _beside(desk, chapter, check, other, here, {"samples": [one, {**two, "results": {other.id: good.reading}}]})
            return


def _beside(desk: Desk, chapter: Chapter, check: Check, other: Check, one: Situation, given: dict[str, Any]) -> None:
    words, states = f"{check.id} fails beside {other.id} that passes", {check.id: "fail", other.id: "pass"}
    desk.add(chapter, words, one, given=given, states=states, scores=("tests", "total"))  # type: ignore[arg-type]


def where_judged(desk: Desk, *checks: Check) -> Situation | None:
    """A situation in which all these tests are judged."""
    conditions = [condition for one in checks for row in rows_of(one) for condition in row_conditions(row)]
    conditions += [one.applies for one in checks if one.applies is not None]
    return desk.find(lambda values: all(judged_at(one, values) for one in checks), conditions, sampled=True)


def _not_applicable(desk: Desk) -> Chapter:
    """Tests that do not apply, planned all the same: as few products as will do, at the last figure or day where they do not."""
    chapter = Chapter("不适用的检测项 Tests that do not apply")
    groups: list[tuple[Situation, list[str]]] = []
    for check in desk.program.checks.values():
        if check.kind != "test" or check.applies is None:
            continue
        applies = check.applies

        def fails(values: Mapping[str, Value], applies: Node = applies) -> bool:
            return evaluate(applies, values) is False

        found = desk.situations(fails, [applies], tellers_of(applies), sampled=True)
        if not found:
            desk.unreached(check.id, "applies: false", [applies], fails, sampled=True)
        for one in found:
            for known, ids in groups:
                if known.product == one.product and (known.assessed_on, known.produced_on) == (one.assessed_on, one.produced_on):
                    ids.append(check.id)
                    break
            else:
                groups.append((one, [check.id]))
    for one, ids in groups:
        made = {"id": "S-1", "produced_on": one.produced_on or one.assessed_on}
        given = {"sampling": {"state": "done", "plan": ids}, "samples": [made]}
        words = f"does not apply: {ids[0]}" + (f" and {len(ids) - 1} more" if len(ids) > 1 else "")
        desk.add(chapter, words, one, given=given, states=dict.fromkeys(ids, "not_applicable"))
    return chapter
