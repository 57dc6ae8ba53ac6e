"""Boundary cases of sample tests: every limit row at its limit, one last place below and above it, and the test that does not apply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..authoring.program import Check, Limit, reads
from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import Unknown
from ..conditions.tree import Node
from ..facts.attributes import Value
from ..facts.judged import TestState
from ..model.order import natural
from .case_text import Chapter
from .desk import Desk
from .mutant import variants
from .probes import Probe
from .probes_words import passing, probes_of, worst
from .products import Situation, Wanted

Part = str | None  # None: the test's own limits


@dataclass(frozen=True, slots=True)
class Row:
    """One limit row: of a test, or of one of its parts."""

    check: Check
    part: Part
    index: int
    limit: Limit

    @property
    def name(self) -> str:
        """`limits[2]`, `BFE[1]`: rows count from 1, as in the messages of lint."""
        return f"{self.part or 'limits'}[{self.index + 1}]"


def rows_of(check: Check) -> Iterator[Row]:
    """Every limit row of a test."""
    for part, limits in check.rows.items():
        for index, limit in enumerate(limits):
            yield Row(check, part, index, limit)


def first_row(limits: Sequence[Limit], values: Mapping[str, Value]) -> int | None:
    """Which row is the first that holds; None where that cannot be told."""
    for index, row in enumerate(limits):
        holds = True if row.when is None else evaluate(row.when, values)
        if holds is not False:
            return index if holds else None
    return None


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
        readings = _readings(desk, row, one)
        for probe in readings if place == 0 else [reading for reading in readings if reading.decides] or readings[:1]:
            words = f"{row.check.id} {row.name} {row.limit.require.text}: {probe.words} - {probe.state}"
            beside = "" if place == 0 else desk.difference(situations[0], one)
            desk.add(chapter, words + beside, one, results={row.check.id: probe.reading}, states={row.check.id: probe.state})


def row_conditions(row: Row) -> list[Any]:
    others = [limit.when for limit in row.check.rows[row.part][: row.index + 1] if limit.when is not None]
    return [*others, *([row.check.applies] if row.check.applies is not None else [])]


def _situations(desk: Desk, row: Row) -> list[Situation]:
    """Where exactly this row holds: at each figure or day at which it begins or ends."""
    conditions = row_conditions(row)
    tellers = [*_other_rows(row), *(tellers_of(row.check.applies) if row.check.applies is not None else ())]
    return desk.situations(lambda values: row_holds(row, values), conditions, tellers, sampled=True)


def _other_rows(row: Row) -> Iterator[Wanted]:
    """For each condition of the rows up to this one, moved a little: whether another row would hold."""
    limits = row.check.rows[row.part]
    for index, limit in enumerate(limits[: row.index + 1]):
        for _, when in variants(limit.when) if limit.when is not None else ():
            moved = (*limits[:index], replace(limit, when=when), *limits[index + 1 :])
            yield lambda values, moved=moved: first_row(moved, values) != row.index  # type: ignore[misc]


def _other_truth(before: Node, after: Node) -> Wanted:
    return lambda values: evaluate(before, values) is not evaluate(after, values)


def tellers_of(condition: Node) -> list[Wanted]:
    """Where the condition, moved a little, would say something else."""
    return [_other_truth(condition, node) for _, node in variants(condition)]


def row_holds(row: Row, values: Mapping[str, Value]) -> bool:
    """Whether the test applies and this row is the first that holds."""
    applies = row.check.applies is None or evaluate(row.check.applies, values) is True
    return applies and first_row(row.check.rows[row.part], values) == row.index


def _readings(desk: Desk, row: Row, one: Situation) -> list[Probe]:
    """The probes of a row, as readings of the whole test."""
    test = row.check.test
    assert test is not None
    probes = probes_of(test, row.limit.require, desk.program.scales)
    if isinstance(row.limit.require, Unknown):
        probes = [_like_known(desk, row) or probes[0]]
    if test.parts is None:
        return probes
    parts = sorted(test.parts, key=natural)
    if test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)):
        return [_summed(probe, parts) for probe in probes if probe.words != "未检出"]
    return [_with_others(desk, row, probe, parts, one) for probe in probes]


def _like_known(desk: Desk, row: Row) -> Probe | None:
    """A figure not at hand: what is reported is like what passes by another row."""
    assert row.check.test is not None
    for limit in row.check.rows[row.part]:
        if not isinstance(limit.require, Unknown) and (found := passing(row.check.test, limit.require, desk.program.scales)):
            return Probe(found.reading, "informational", found.words)
    return None


def _summed(probe: Probe, parts: Sequence[str]) -> Probe:
    """The value as a sum: all but one last unit in one part, the rest in another."""
    first, *others = parts
    spread: dict[str, Any] = {}
    for name in parts:
        spread[name] = [_share(value, name, first, others) for value in probe.values]
    short = {name: values[0] if len(values) == 1 else values for name, values in spread.items()}
    return Probe({**probe.beside, "parts": short}, probe.state, f"sum {probe.words}", probe.decides)


def _share(value: Any, name: str, first: str, others: Sequence[str]) -> Any:
    unit = type(value)(1).scaleb(value.as_tuple().exponent)
    spare = unit if others and value >= unit else unit * 0
    if name == first:
        return value - spare
    return spare if name == others[0] else unit * 0


def _with_others(desk: Desk, row: Row, probe: Probe, parts: Sequence[str], one: Situation) -> Probe:
    """The probe in its part, the other parts at a reading that passes; the worst of all is the state."""
    assert row.check.test is not None
    given: dict[str, Any] = {}
    states: list[TestState] = [probe.state]
    probed = row.part if row.part is not None else next(part for part in parts if part not in row.check.rows)
    for part in parts:
        if part == probed:
            given[part] = probe.reading
            continue
        other = _passing_part(desk, row.check, part, one)
        if other is None:
            states.append("inconclusive")
        else:
            given[part] = other.reading
            states.append(other.state)
    return Probe({"parts": given}, worst(states), f"{probed} {probe.words}" if row.part is None else probe.words, probe.decides)


def _passing_part(desk: Desk, check: Check, part: str, one: Situation) -> Probe | None:
    assert check.test is not None
    limits = check.rows.get(part) or check.rows[None]
    index = first_row(limits, one.values)
    return None if index is None else passing(check.test, limits[index].require, desk.program.scales)


def passing_reading(desk: Desk, check: Check, one: Situation) -> Probe | None:
    """A reading of a whole test that passes in this situation; None where it does not apply or nothing is judged."""
    return _some_reading(desk, check, one, "pass")


def failing_reading(desk: Desk, check: Check, one: Situation) -> Probe | None:
    """A reading of a whole test that fails in this situation."""
    return _some_reading(desk, check, one, "fail")


def _some_reading(desk: Desk, check: Check, one: Situation, state: TestState) -> Probe | None:
    if check.applies is not None and evaluate(check.applies, one.values) is not True:
        return None
    for part, limits in check.rows.items():
        index = first_row(limits, one.values)
        if index is None:
            return None
        for probe in _readings(desk, Row(check, part, index, limits[index]), one):
            if probe.state == state:
                return probe
    return None


def _weighed(desk: Desk, chapter: Chapter, check: Check) -> None:
    """The test failing beside another that passes, what it weighs shows in the score: on one product, or else on two samples."""
    others = [other for other in desk.program.checks.values() if other.kind == "test" and other.id != check.id]
    for other in others:
        found = _where_judged(desk, check, other)
        if found is None:
            continue
        bad, good = failing_reading(desk, check, found), passing_reading(desk, other, found)
        if bad is not None and good is not None:
            given = {"results": {check.id: bad.reading, other.id: good.reading}}
            _beside(desk, chapter, check, other, found, given)
            return
    here = _where_judged(desk, check)
    for other in others:
        if here is None or (there := _where_judged(desk, other)) is None or there.assessed_on != here.assessed_on:
            continue
        bad, good = failing_reading(desk, check, here), passing_reading(desk, other, there)
        if bad is not None and good is not None:
            one = {"id": "S-1", "produced_on": here.produced_on or here.assessed_on, "results": {check.id: bad.reading}}
            two = {"id": "S-2", "produced_on": there.produced_on or there.assessed_on, "product": dict(there.product)}
            _beside(desk, chapter, check, other, here, {"samples": [one, {**two, "results": {other.id: good.reading}}]})
            return


def _beside(desk: Desk, chapter: Chapter, check: Check, other: Check, one: Situation, given: dict[str, Any]) -> None:
    words, states = f"{check.id} fails beside {other.id} that passes", {check.id: "fail", other.id: "pass"}
    desk.add(chapter, words, one, given=given, states=states, scores=("tests", "total"))  # type: ignore[arg-type]


def _where_judged(desk: Desk, *checks: Check) -> Situation | None:
    """A situation in which all these tests are judged."""
    conditions = [condition for one in checks for row in rows_of(one) for condition in row_conditions(row)]
    conditions += [one.applies for one in checks if one.applies is not None]
    return desk.products.find(lambda values: all(judged_at(one, values) for one in checks), reads(*conditions), sampled=True)


def judged_at(check: Check, values: Mapping[str, Value]) -> bool:
    """Whether a test applies there and every figure that judges it is at hand."""
    if check.applies is not None and evaluate(check.applies, values) is not True:
        return False
    chosen = ((limits, first_row(limits, values)) for limits in check.rows.values())
    return all(index is not None and not isinstance(limits[index].require, Unknown) for limits, index in chosen)


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
