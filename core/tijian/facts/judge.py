"""From what a laboratory reported for one test on one sample to a state (semantics §3, "Sample tests").

`facts.tests` comes in here, with the requirement already chosen for the test (None) and for each of its parts. Pure: no clock, no
locale; the order of the specimens does not matter, unless they are averaged in groups.

Monotone: a value replaced by one nearer to compliance never makes the state worse. This holds where specimens are judged one by
one (each, 46 of 50), and for mean, min, max and sum under a requirement with one end.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..conditions.requirement_kinds import (
    Between,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    Unknown,
)
from ..conditions.suggest import did_you_mean
from ..model.dossier import ReadingGiven, Scalar
from ..model.order import natural
from ..model.remark import Remark
from ..model.ruleset import SampleTest
from . import doubt
from .by_figures import judge_figures, judge_plan, judge_sum
from .by_words import judge_absence, judge_conformity, judge_grade
from .judged import Judged, worst
from .note import quoted
from .numbers import is_blank
from .reading import Bench, given_for_part, given_of

__all__ = ["Judged", "judge", "reported"]


def reported(reading: ReadingGiven, requirement: Requirement | None = None) -> bool:
    """Whether the reading reports anything at all. `requirement`: under `absent`, 无 is a result."""
    absent = isinstance(requirement, MustBeAbsent)
    return any(_says(value, absent) for value in reading.values) or any(reported(part, requirement) for part in reading.parts.values())


def _says(value: Scalar, absent: bool) -> bool:
    return not is_blank(value) or (absent and isinstance(value, str) and value.strip() == "无")


def judge(
    test: SampleTest, requirements: Mapping[str | None, Requirement], reading: ReadingGiven, scales: Mapping[str, Sequence[str]]
) -> Judged:
    """The state of `test` by one reading. `requirements`: the chosen one of the test (None) and of each part with rows of its own."""
    scale = scales[test.scale] if test.scale is not None else ()
    if test.parts:
        if test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)):
            return _sum(test, requirements[None], reading)
        return _each_part(test, requirements, reading, scale)
    requirement = requirements[None]
    bench = Bench(test, given_of(reading))
    if reading.parts and not isinstance(requirement, Unknown):
        bench.say(doubt.parts_unwanted())
        return Judged("inconclusive", _as_written(reading), requirement.text, remarks=tuple(bench.remarks))
    return _one(bench, requirement, scale)


def _one(bench: Bench, requirement: Requirement, scale: Sequence[str]) -> Judged:
    """One reading without parts against one requirement."""
    if isinstance(requirement, (Between, DeclaredRelative)):  # quicker than a union
        return judge_figures(bench, requirement)
    if isinstance(requirement, Unknown):
        return _informational(bench, requirement)
    if isinstance(requirement, MustBeAbsent):
        return judge_absence(bench, requirement)
    if isinstance(requirement, MustConform):
        return judge_conformity(bench, requirement)
    if isinstance(requirement, Graded):
        return judge_grade(bench, requirement, scale)
    return judge_plan(bench, requirement)


def _informational(bench: Bench, requirement: Requirement) -> Judged:
    """Shown as written: in the test's unit only where plain figures were reported in it."""
    given, values = bench.given.unit, bench.given.values
    plain = bool(values) and all(isinstance(value, Decimal) for value in values)
    own = given is None or given == bench.test.unit
    unit = bench.test.unit if own and plain else None
    return Judged("informational", _values_as_written(values, None if own else given), requirement.text, unit=unit)


def _each_part(test: SampleTest, requirements: Mapping[str | None, Requirement], reading: ReadingGiven, scale: Sequence[str]) -> Judged:
    """Every part by its own requirement; the worst decides, and a part whose figure is not at hand keeps the whole from a pass."""
    parts = tuple(sorted(test.parts or (), key=natural))
    remarks = _unasked(test, parts, reading)
    judged: dict[str, Judged] = {}
    for part in parts:
        requirement = requirements[part] if part in requirements else requirements[None]
        given = reading.parts.get(part)
        if given is None and not isinstance(requirement, Unknown):
            bench = Bench(test, given_of(reading), part)
            if reading.parts:
                bench.say(doubt.part_missing(part))
            judged[part] = Judged("inconclusive", "—", requirement.text, remarks=tuple(bench.remarks))
        else:
            bench = Bench(test, given_for_part(given or ReadingGiven(), reading), part)
            judged[part] = _one(bench, requirement, scale)
        remarks.extend(judged[part].remarks)
    state = worst([one.state for one in judged.values()])
    conditional = state == "inconclusive" and all(one.conditional for one in judged.values() if one.state == "inconclusive")
    nearest: Judged | None = None  # the part nearest to its limit, or farthest outside; not told where another could be nearer
    if state in ("fail", "pass") or conditional:
        measured = [one for one in judged.values() if one.margin_value is not None]
        nearest = min(measured, key=lambda one: one.margin_value or 0, default=None)
    units = {one.unit for one in judged.values() if one.value != "—"}
    mixed = len(units) > 1  # then each figure carries its unit itself
    return Judged(
        state,
        "; ".join(f"{part} {one.value}" + (f" {one.unit}" if mixed and one.unit else "") for part, one in judged.items()),
        "; ".join(f"{part} {one.requirement}" for part, one in judged.items()),
        None if nearest is None else nearest.margin_value,
        nearest is not None and nearest.borderline,
        conditional,
        tuple(remarks),
        None if mixed else next(iter(units), None),
    )


def _sum(test: SampleTest, requirement: Requirement, reading: ReadingGiven) -> Judged:
    """The sum of the parts by the test's own requirement; a missing part is inconclusive."""
    if isinstance(requirement, Unknown):
        return Judged("informational", _as_written(reading), requirement.text)
    parts = tuple(test.parts or ())
    whole = Bench(test, given_of(reading))
    whole.remarks.extend(_unasked(test, parts, reading))
    if not isinstance(requirement, Between | DeclaredRelative):
        whole.say(doubt.cannot_combine("sum"))
        return Judged("inconclusive", _as_written(reading), requirement.text, remarks=tuple(whole.remarks))
    rows = []
    for part in parts:
        given = reading.parts.get(part)
        if given is None:
            if reading.parts:
                whole.say(doubt.part_missing(part))
            continue
        bench = Bench(test, given_for_part(given, reading), part)
        rows.append((part, bench.addends()))
        whole.remarks.extend(bench.remarks)
        whole.told, whole.foreign = whole.told or bench.told, whole.foreign or bench.foreign
    if len(rows) < len(parts):
        return Judged("inconclusive", _as_written(reading), requirement.text, remarks=tuple(whole.remarks))
    return judge_sum(whole, requirement, rows)


def _unasked(test: SampleTest, parts: Sequence[str], reading: ReadingGiven) -> list[Remark]:
    """What was reported but belongs to no part, and a reading without any parts."""
    bench = Bench(test, given_of(reading))
    if not reading.parts:
        bench.say(doubt.parts_wanted(parts))
    elif any(not is_blank(value) for value in reading.values):
        bench.say(doubt.values_beside_parts())
    for part, given in sorted(reading.parts.items(), key=lambda item: natural(item[0])):
        if part not in parts:
            bench.say(doubt.part_unknown(part, did_you_mean(part, parts)))
        elif given.parts:
            bench.say(doubt.parts_in_part(part))
    return bench.remarks


def _as_written(reading: ReadingGiven) -> str:
    if not reading.parts:
        return _values_as_written(reading.values, reading.unit)
    ordered = sorted(reading.parts.items(), key=lambda item: natural(item[0]))  # not as written: order must change no byte
    return "; ".join(f"{part} {_values_as_written(given.values, given.unit or reading.unit)}" for part, given in ordered)


def _values_as_written(values: Sequence[Scalar], unit: str | None = None) -> str:
    shown = [f"{value:f}" if hasattr(value, "as_tuple") else quoted("—" if value is None else value) for value in values[:10]]
    listed = (", ".join(shown) or "—") + (f", … (n={len(values)})" if len(values) > 10 else "")
    return listed if unit is None or listed == "—" else f"{listed} {quoted(unit)}"
