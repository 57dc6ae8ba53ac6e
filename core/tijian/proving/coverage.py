"""Firing coverage: whether some case fires, and some spares, every check, limit row, verdict row, diagnosis and clue of an edition.

A check fires where it fails or is minor, and is spared where it passes. A limit row fires where it judges a result and the result
fails by it, and is spared where one passes; a row whose figure is unknown fires where it is used. A verdict row fires where it alone
decides. What cannot happen while the edition is in force is no gap: it is listed with the reason (`possible`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from ..authoring.resolve import Edition
from ..catalogues import Catalogue, Entry
from ..conditions.requirement_kinds import Unknown
from ..model.problem import Problem, TijianError
from ..model.text import Text
from .cases import CaseAt, cases_for
from .possible import Possibilities, Possible
from .rows import rows_of
from .trial import Trial, try_case
from .used_rows import used_rows

Kind = Literal["site", "rule", "test", "limit", "verdict", "diagnosis", "clue"]
KINDS: tuple[Kind, ...] = ("site", "rule", "test", "limit", "verdict", "diagnosis", "clue")


@dataclass(slots=True)
class Item:
    """One thing that cases must fire and spare. `fired`, `spared`: the name of the first case that does; `why_not_…`: why none can."""

    kind: Kind
    id: str
    fired: str | None = None
    spared: str | None = None
    why_not_fired: Text | None = None
    why_not_spared: Text | None = None

    @property
    def wanted(self) -> int:
        return (self.why_not_fired is None) + (self.why_not_spared is None)

    @property
    def had(self) -> int:
        return (self.why_not_fired is None and self.fired is not None) + (self.why_not_spared is None and self.spared is not None)

    @property
    def missing(self) -> tuple[Literal["fires", "spared"], ...]:
        """What no case shows, though one could."""
        fires: tuple[Literal["fires", "spared"], ...] = ("fires",) if self.why_not_fired is None and self.fired is None else ()
        return (*fires, "spared") if self.why_not_spared is None and self.spared is None else fires


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases of one edition cover. `failing`: cases that do not come out as they expect, which prove nothing."""

    edition: Edition
    cases: int
    items: tuple[Item, ...]
    failing: tuple[CaseAt, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def percent(self) -> Fraction:
        """Of 100; exact. Nothing wanted is all had."""
        wanted = sum(item.wanted for item in self.items)
        return Fraction(100 * sum(item.had for item in self.items), wanted) if wanted else Fraction(100)


@dataclass(slots=True)
class Trials:
    """The cases of an edition, judged once: those that come out as they expect, the others, and the errors these met."""

    passed: list[Trial] = field(default_factory=list)
    failing: list[CaseAt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def trials(catalogue: Catalogue, entry: Entry, edition: Edition) -> Trials:
    """Judges the cases of an edition. Raises RulesetError where they cannot be read."""
    found = Trials()
    for case in cases_for(catalogue, edition):
        try:
            trial = try_case(case, catalogue, entry)
        except TijianError as error:
            found.failing.append(case)
            found.problems += error.problems
            continue
        if trial.passed:
            found.passed.append(trial)
        else:
            found.failing.append(case)
    return found


def coverage(catalogue: Catalogue, edition: Edition, judged: Trials | None = None) -> Coverage:
    """The firing coverage of one edition. Raises RulesetError, PluginError."""
    entry = catalogue.edition(edition.category, edition.edition)
    judged = judged or trials(catalogue, entry, edition)
    items = {(item.kind, item.id): item for item in _items(entry)}
    for trial in judged.passed:
        for kind, name, fires in _shown(trial):
            item = items[kind, name]
            if fires:
                item.fired = item.fired or trial.at.case.name
            else:
                item.spared = item.spared or trial.at.case.name
    count = len(judged.passed) + len(judged.failing)
    return Coverage(edition, count, tuple(items.values()), tuple(judged.failing), tuple(judged.problems))


def row_id(check: str, row: str) -> str:
    """`MSK-T01 limits[2]`"""
    return f"{check} {row}"


def verdict_id(entry: Entry, index: int) -> str:
    """`verdicts[2] C`: rows count from 1."""
    return f"verdicts[{index + 1}] {entry.program.ruleset.verdicts[index].grade}"


def _items(entry: Entry) -> Iterator[Item]:
    program = entry.program
    open_to = Possibilities(program)

    def item(kind: Kind, name: str, possible: Possible) -> Item:
        return Item(kind, name, why_not_fired=possible.no_fire, why_not_spared=possible.no_spare)

    for check in program.checks.values():
        yield item(check.kind, check.id, open_to.checks[check.id])
    for check in program.checks.values():
        for row in rows_of(check):
            found = item("limit", row_id(check.id, row.name), open_to.row(row))
            if isinstance(row.limit.require, Unknown):
                found.why_not_spared = found.why_not_fired or _ONCE
            yield found
    for index in range(len(program.verdicts)):
        yield item("verdict", verdict_id(entry, index), open_to.verdict(index))
    yield from (item("diagnosis", name, open_to.diagnosis(name)) for name in program.diagnoses)
    yield from (item("clue", name, open_to.clue(name)) for name in program.clues)


_ONCE = Text(zh="限值待核实：用到即可", en="its figure is not at hand: to be used is enough")


def _shown(trial: Trial) -> Iterator[tuple[Kind, str, bool]]:
    """What one case fires (True) and spares (False)."""
    facts, ends, program = trial.facts, trial.ends, trial.program
    for name, fact in facts.checks.items():
        if fact.state in ("fail", "minor", "pass"):
            yield fact.check.kind, name, fact.state != "pass"
    for row, state in used_rows(facts):
        if state != "inconclusive":
            yield "limit", row_id(row.check.id, row.name), state != "pass"
    worst, best = ends.worst.conclusions, ends.best.conclusions
    if worst.row == best.row:
        for index, row_of in enumerate(program.ruleset.verdicts):
            yield "verdict", f"verdicts[{index + 1}] {row_of.grade}", index == best.row
    kinds: Mapping[Kind, tuple[frozenset[str], frozenset[str], Mapping[str, object]]] = {
        "diagnosis": (worst.diagnoses, best.diagnoses, program.diagnoses),
        "clue": (worst.clues, best.clues, program.clues),
    }
    for kind, (most, least, every) in kinds.items():
        for name in every:
            if name in least or name not in most:
                yield kind, name, name in least
