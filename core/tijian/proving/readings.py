"""Readings of a whole test that show one of its limit rows: the probe in its part, the other parts at a value that passes.

Boundary cases come in here with a row and the situation in which it holds.
"""

from collections.abc import Sequence
from typing import Any

from ..authoring.program import Check, Program
from ..conditions.requirement_kinds import Unknown
from ..facts.judged import TestState
from ..model.order import natural
from .probes import Probe
from .probes_words import passing, probes_of, worst
from .products import Situation
from .rows import Row, applies_at, first_row


def readings(program: Program, row: Row, one: Situation) -> list[Probe]:
    """The probes of a row, as readings of the whole test."""
    test = row.check.test
    assert test is not None
    probes = probes_of(test, row.limit.require, program.scales)
    if isinstance(row.limit.require, Unknown):
        probes = [_like_known(program, row) or probes[0]]
    if test.parts is None:
        return probes
    parts = sorted(test.parts, key=natural)
    if test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)):
        return [_summed(probe, parts) for probe in probes if probe.words != "未检出"]
    return [_with_others(program, row, probe, parts, one) for probe in probes]


def _like_known(program: Program, row: Row) -> Probe | None:
    """A figure not at hand: what is reported is like what passes by another row."""
    assert row.check.test is not None
    for limit in row.check.rows[row.part]:
        if not isinstance(limit.require, Unknown) and (found := passing(row.check.test, limit.require, program.scales)):
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


def _with_others(program: Program, row: Row, probe: Probe, parts: Sequence[str], one: Situation) -> Probe:
    """The probe in its part, the other parts at a reading that passes; the worst of all is the state."""
    assert row.check.test is not None
    given: dict[str, Any] = {}
    states: list[TestState] = [probe.state]
    probed = row.part if row.part is not None else next(part for part in parts if part not in row.check.rows)
    for part in parts:
        if part == probed:
            given[part] = probe.reading
            continue
        other = _passing_part(program, row.check, part, one)
        if other is None:
            states.append("inconclusive")
        else:
            given[part] = other.reading
            states.append(other.state)
    return Probe({"parts": given}, worst(states), f"{probed} {probe.words}" if row.part is None else probe.words, probe.decides)


def _passing_part(program: Program, check: Check, part: str, one: Situation) -> Probe | None:
    assert check.test is not None
    limits = check.rows.get(part) or check.rows[None]
    index = first_row(limits, one.values)
    return None if index is None else passing(check.test, limits[index].require, program.scales)


def passing_reading(program: Program, check: Check, one: Situation) -> Probe | None:
    """A reading of a whole test that passes in this situation; None where it does not apply or nothing is judged."""
    return _some_reading(program, check, one, "pass")


def failing_reading(program: Program, check: Check, one: Situation) -> Probe | None:
    """A reading of a whole test that fails in this situation."""
    return _some_reading(program, check, one, "fail")


def _some_reading(program: Program, check: Check, one: Situation, state: TestState) -> Probe | None:
    if not applies_at(check, one.values):
        return None
    for part, limits in check.rows.items():
        index = first_row(limits, one.values)
        if index is None:
            return None
        for probe in readings(program, Row(check, part, index, limits[index]), one):
            if probe.state == state:
                return probe
    return None
