"""Whether a certain grade may be issued, on which grounds, and the caveats that stand beside every grade (semantics §5)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from ..engines.direct import conclude
from ..engines.protocol import Case
from ..facts.gather import CheckFact, Facts
from ..facts.visit import people
from ..model.order import natural
from ..model.outcome import KNOWN, OUTSIDE, UNVERIFIED
from ..model.result import Atom, Reason
from ..model.text import text
from ..scoring.board import Scorer
from .completions import End, Ends, grade_on
from .numbers import cut

Grounds = Literal["coverage", "veto"]


def _said(reason: str, zh: str, en: str) -> Reason:
    return Reason(reason=reason, text=text(zh, en))


_NOT_ASSESSABLE: Final = _said("not_assessable", "没有可计分的核查项，无法评估", "nothing counts that a verdict could rest on")
_UNCERTAIN: Final = _said("uncertain", "未知项仍可能改变等级", "what is not known can still change the grade")
_TEAM: Final = _said("team", "评估小组不足 2 人", "the team has fewer than two members")
_ILLUSTRATIVE: Final = _said("illustrative", "细则为示例稿，尚无主管部门采用", "the ruleset is illustrative: no authority has adopted it")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was due and is known: site and rule checks that apply and planned tests together."""

    due: int
    known: int
    missing_important: tuple[str, ...]  # veto and key ones not known
    enough: bool

    @property
    def percent(self) -> str:
        return cut(100 * self.known, self.due) if self.due else "100"


def coverage(facts: Facts) -> Coverage:
    """The coverage of a dossier against the ruleset's minimum."""
    tested = [facts.checks[name] for name in facts.program.tests]
    due = len(facts.counted) - len([fact for fact in tested if not fact.planned and fact.state not in OUTSIDE])
    unknown = [fact for fact in facts.unknown if fact.check.kind != "test" or fact.planned]
    missing = tuple(fact.check.id for fact in unknown if fact.check.class_ in ("veto", "key"))
    known = due - len(unknown)
    return Coverage(due, known, missing, not missing and 100 * known >= _exact(facts.program.ruleset.scoring.coverage) * due)


_exact = lru_cache(maxsize=64)(Fraction)


def veto_alone(facts: Facts, scorer: Scorer, best: Case, grade: str) -> bool:
    """Whether one known veto failure by itself gives `grade`, every other counted check taken at pass. `best`: the best completion."""
    for veto, state in facts.findings.items():
        if facts.checks[veto].check.class_ == "veto" and state == "fail":
            alone = {veto: state}
            case = Case("best", alone, scorer.board(facts.outside, alone), best.given)
            if grade_on(facts.program, conclude(facts.program, case)) == grade:
                return True
    return False


def not_issued_because(facts: Facts, certain: bool, assessed: bool, covered: Coverage, grounds: Grounds | None) -> tuple[Reason, ...]:
    """Why a verdict is a preview only; empty where it is issued."""
    reasons: list[Reason] = []
    if not assessed:
        return (_NOT_ASSESSABLE,)
    if not certain:
        reasons.append(_UNCERTAIN)
    if team_size(facts) < 2:
        reasons.append(_TEAM)
    if grounds is None and not covered.enough:
        minimum = facts.program.ruleset.scoring.coverage
        if 100 * covered.known < _exact(minimum) * covered.due:
            zh = f"应核查检测 {covered.due} 项，已知 {covered.known} 项（{covered.percent}%），不足 {minimum}%"
            en = f"{covered.known} of {covered.due} due checks and tests are known ({covered.percent} %), below {minimum} %"
            reasons.append(Reason(reason="coverage", text=text(zh, en)))
        if covered.missing_important:
            zh, en = "否决项或关键项尚未全部得出结论", "not every veto and key check is known"
            reasons.append(Reason(reason="important_unknown", checks=covered.missing_important, text=text(zh, en)))
    return tuple(reasons)


def team_size(facts: Facts) -> int:
    """How many different people visited."""
    return people(facts.dossier.team)


def caveats(facts: Facts, scorer: Scorer, ends: Ends, decided_by: tuple[Atom, ...], adopted: bool) -> tuple[Reason, ...]:
    """What a reader must know beside the grade: figures not verified that carry it, a ruleset not adopted."""
    found: list[Reason] = []
    deciding = {check for atom in decided_by for check in atom.checks}
    weak = sorted((name for name in deciding if _unverified(facts.checks[name])), key=natural)
    if weak:
        zh = f"起决定作用的依据未经核实：{'、'.join(weak)}"
        en = f"the grade rests on figures not verified: {', '.join(weak)}"
        found.append(Reason(reason="deciding_figure_unverified", checks=tuple(weak), text=text(zh, en)))
    turning = _turning(facts, scorer, ends, [name for name in _judged_by_unverified(facts) if name not in deciding])
    if turning:
        zh = f"若以下未经核实的限值使结论相反，等级会改变：{'、'.join(turning)}"
        en = f"were these judged the other way by a verified figure, the grade would change: {', '.join(turning)}"
        found.append(Reason(reason="turning_figure_unverified", checks=tuple(turning), text=text(zh, en)))
    if facts.program.ruleset.status == "illustrative" and not adopted:
        found.append(_ILLUSTRATIVE)
    return tuple(found)


def _unverified(fact: CheckFact) -> bool:
    """Whether a figure that judged the check, on any live sample, is recalled or weak."""
    judged = [one.source for one in fact.samples if one.replaced_by is None and one.state in ("pass", "fail")]
    return any(source is not None and source.confidence in UNVERIFIED for source in (judged or [fact.source]))


def _judged_by_unverified(facts: Facts) -> list[str]:
    return [name for name in facts.program.tests if (fact := facts.checks[name]).state in KNOWN and _unverified(fact)]


def _turning(facts: Facts, scorer: Scorer, ends: Ends, names: Sequence[str]) -> list[str]:
    """Those of `names` that would change the grade, at either end, were they judged the other way.

    Tests that no deciding condition names differ for the grade in nothing but class and weight: one of a kind is tried for all.
    """
    tried: dict[Hashable, bool] = {}
    found = []
    for name in names:
        fact = facts.checks[name]
        alike = scorer.built_in and name not in facts.program.named_by_verdicts
        kind: Hashable = (fact.check.class_, fact.check.weight, fact.state) if alike else name
        if kind not in tried:
            tried[kind] = any(_turns(facts, scorer, end, name) for end in ends.apart)
        if tried[kind]:
            found.append(name)
    return found


def _turns(facts: Facts, scorer: Scorer, end: End, name: str) -> bool:
    case = end.case
    scores = scorer.changed(case.scores, name, "pass" if name in case.faults else "fail")
    turned = Case(case.completion, scores.faults, scores, case.given)
    return grade_on(facts.program, conclude(facts.program, turned)) != grade_on(facts.program, end.conclusions)
