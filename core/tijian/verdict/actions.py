"""Corrective actions: which findings are put right together, in which order, by when (semantics §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..authoring.program import Check
from ..facts.gather import CheckFact, Facts
from ..model.order import natural
from ..model.result import Action, Atom, Correction, PossibleAction
from ..model.ruleset import Advice, WithinDays
from ..model.text import Text, text, unchecked
from ..model.words import wanted
from .completions import Ends
from .numbers import shown

_made, _corrected, _possible = unchecked(Action), unchecked(Correction), unchecked(PossibleAction)

DEFAULT_DAYS = 30  # where a ruleset gives no deadline: the longest that our advice ever gives (ours)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that one action puts right: a diagnosis' id, or the finding's own."""

    id: str
    diagnosis: bool
    checks: tuple[str, ...]


def group(facts: Facts, findings: Sequence[str], diagnoses: frozenset[str]) -> list[Group]:
    """Each finding in one group: the concluded diagnosis that explains most of them, then the lower id; otherwise its own.

    A veto finding is never merged.
    """
    explains = {name: frozenset(facts.program.ruleset.diagnoses[name].explains) for name in diagnoses}
    weight = {name: len(explains[name].intersection(findings)) for name in diagnoses}
    belongs: dict[str, list[str]] = {}
    own: list[Group] = []
    for finding in findings:
        fitting = [name for name in diagnoses if finding in explains[name]]
        if facts.checks[finding].check.class_ == "veto" or not fitting:
            own.append(Group(finding, False, (finding,)))
        else:
            belongs.setdefault(min(fitting, key=lambda name: (-weight[name], natural(name))), []).append(finding)
    merged = [Group(name, True, tuple(sorted(checks, key=natural))) for name, checks in belongs.items()]
    return sorted([*own, *merged], key=lambda one: natural(one.id))


def actions(facts: Facts, ends: Ends, decided_by: Sequence[Atom], lost: Mapping[str, Fraction]) -> tuple[Action, ...]:
    """The corrective actions of what is established (best completion), the deciding ones first, then by points, then id."""
    deciding = {check for atom in decided_by for check in atom.checks}
    groups = group(facts, tuple(facts.findings), ends.best.conclusions.diagnoses)

    def first(one: Group) -> tuple[Any, ...]:
        points = [lost.get(check, 0) for check in one.checks]
        return deciding.isdisjoint(one.checks), -sum(points[1:], points[0]), natural(one.id)

    groups.sort(key=first)
    return tuple(_action(facts, one, lost) for one in groups)


def possible_actions(facts: Facts, ends: Ends) -> tuple[PossibleAction, ...]:
    """What only the worst completion adds: the actions its findings would need, and the checks that would add them."""
    if ends.worst is ends.best:
        return ()
    groups = group(facts, tuple(ends.worst.case.faults), ends.worst.conclusions.diagnoses)
    added = ((one.id, tuple(check for check in one.checks if check not in facts.findings)) for one in groups)
    return tuple(_possible(id=name, checks=checks) for name, checks in added if checks)


def _action(facts: Facts, one: Group, lost: Mapping[str, Fraction]) -> Action:
    corrections = tuple(_correction(facts, facts.checks[check], lost) for check in one.checks)
    due = min(correction.due for correction in corrections)
    if not one.diagnosis:
        only = corrections[0]
        title = facts.checks[one.id].check.title
        return _made(
            id=one.id, checks=one.checks, due=due, title=title, risk=only.risk, correct=only.correct,
            prevent=only.prevent, proof=only.proof, corrections=corrections,
        )  # fmt: skip
    diagnosis = facts.program.ruleset.diagnoses[one.id]
    advice = diagnosis.advice
    if advice is not None and advice.within_days is not None:
        severe = any(facts.checks[check].state == "fail" for check in one.checks)
        due = min(due, _due(facts.dossier.assessed_on, advice, "fail" if severe else "minor"))
    return _made(
        id=one.id,
        checks=one.checks,
        due=due,
        title=diagnosis.says,
        risk=diagnosis.risk,
        correct=advice.correct if advice else None,
        prevent=advice.prevent if advice else None,
        proof=advice.proof if advice else None,
        corrections=corrections,
    )


def _correction(facts: Facts, fact: CheckFact, lost: Mapping[str, Fraction]) -> Correction:
    check, advice = fact.check, fact.check.advice
    return _corrected(
        check=check.id,
        state=fact.state,
        found=_found(facts, fact),
        basis=basis(facts, fact),
        confidence=fact.source.confidence if fact.source else None,
        risk=check.risk,
        correct=advice.correct if advice else None,
        prevent=advice.prevent if advice else None,
        proof=advice.proof if advice else None,
        due=_due(facts.dossier.assessed_on, advice, fact.state),
        points_lost=shown(lost.get(check.id, Fraction())),
    )


def _found(facts: Facts, fact: CheckFact) -> Text:
    check: Check = fact.check
    zh, en = check.title("zh"), check.title("en")
    if check.kind == "test" and fact.deciding is not None and fact.deciding.judged is not None:
        judged, sample = fact.deciding.judged, fact.deciding.sample
        unit = f" {check.test.unit}" if check.test is not None and check.test.unit else ""
        limit = wanted(judged.requirement)
        return text(
            f"{zh}：样品 {sample} 测得 {judged.value}{unit}，{limit('zh')}",
            f"{en}: sample {sample} measured {judged.value}{unit}, {limit('en')}",
        )
    state = {"fail": ("不符合", "does not conform"), "minor": ("轻微缺陷", "minor defect")}[fact.state]
    answer = facts.dossier.answers.get(check.id)
    note, evidence = (answer.note, answer.evidence) if answer else (None, ())
    details = [part for part in (note, "、".join(evidence)) if part]
    details_en = [part for part in (note, ", ".join(evidence)) if part]
    more = f"（{'；'.join(details)}）" if details else ""
    more_en = f" ({'; '.join(details_en)})" if details else ""
    return text(f"{zh}：{state[0]}{more}", f"{en}: {state[1]}{more_en}")


def basis(facts: Facts, fact: CheckFact) -> Text:
    """What a check rests on, in words."""
    source, ruleset = fact.source or fact.check.source, facts.program.ruleset
    return _basis(source.clause if source.basis == "standard" else None, f"{ruleset.category} {ruleset.edition} {fact.check.id}")


@lru_cache(maxsize=4096)
def _basis(clause: str | None, own: str) -> Text:
    if clause is not None:
        return text(clause, clause)
    return text(f"评估细则 {own}（自拟要求）", f"ruleset {own} (a requirement of our own)")


def _due(assessed_on: str, advice: Advice | None, state: str) -> str:
    """The due date, in calendar days from the assessment."""
    return _later(assessed_on, days_until(advice, state))


@lru_cache(maxsize=1024)
def _later(day: str, count: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def days_until(advice: Advice | None, state: str) -> int:
    """In how many days a finding is to be put right: a number n in `within_days` means {fail: n, minor: 2n, at most 30}."""
    days: WithinDays | int = DEFAULT_DAYS if advice is None or advice.within_days is None else advice.within_days
    if isinstance(days, int):
        return days if state == "fail" else max(days, min(2 * days, 30))
    return days.fail if state == "fail" else days.minor
