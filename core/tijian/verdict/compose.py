"""The result of one assessment, put together from facts, scores and conclusions. No judgment is made here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..authoring.digest import keep
from ..authoring.program import Check, leaf_text
from ..engines.direct import atoms_that_hold, behind
from ..facts.gather import CheckFact, Facts
from ..facts.gather import shown as shown_value
from ..facts.tests import OnSample
from ..model.dossier import AnswerGiven
from ..model.order import natural
from ..model.outcome import NOT_ASSESSABLE
from ..model.result import (
    AnyScore,
    AssessorRef,
    Atom,
    Attributes,
    CheckOutcome,
    ClueOutcome,
    DiagnosisOutcome,
    EnterpriseRef,
    Possible,
    SampleOutcome,
    Score,
    ScoreEnd,
    Scores,
    ScoreSpan,
    TraceStep,
    Verdict,
)
from ..model.text import text, unchecked
from ..scoring.board import Scorer
from .actions import possible_actions
from .certainty import assessable, pending, possible_grades
from .completions import Ends, grade_on
from .issuing import Grounds, caveats, coverage, not_issued_because, team_size, veto_alone
from .numbers import cut, plain, shown

_atom, _verdict = unchecked(Atom), unchecked(Verdict)
_check_outcome, _sample_outcome = unchecked(CheckOutcome), unchecked(SampleOutcome)
_scores, _score, _score_span, _score_end = unchecked(Scores), unchecked(Score), unchecked(ScoreSpan), unchecked(ScoreEnd)
_diagnosis, _clue, _possible, _step = unchecked(DiagnosisOutcome), unchecked(ClueOutcome), unchecked(Possible), unchecked(TraceStep)
_enterprise, _assessor = unchecked(EnterpriseRef), unchecked(AssessorRef)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the verdict is made from."""

    facts: Facts
    scorer: Scorer
    ends: Ends
    adopted: bool


def decided_by(facts: Facts, ends: Ends) -> tuple[Atom, ...]:
    """The atoms that hold in the row that decides the best completion, with the checks behind them."""
    row, reading = ends.best.conclusions.row, ends.best.reading
    return tuple(
        _atom(atom=leaf_text(leaf), row=row + 1, checks=tuple(sorted(behind(reading, leaf), key=natural)))
        for leaf in dict.fromkeys(atoms_that_hold(reading, facts.program.verdicts[row]))
    )


def verdict(settled: Settled, decided: tuple[Atom, ...]) -> Verdict:
    """The verdict of semantics §5."""
    facts, ends = settled.facts, settled.ends
    covered = coverage(facts)
    if not assessable(facts):
        return Verdict(
            grade=None, capable=None, certain=False, issued=False, grounds=None, worst=None, best=None,
            possible=(NOT_ASSESSABLE,), pending=(), decided_by=(), caveats=(),
            not_issued_because=not_issued_because(facts, False, False, covered, None),
        )  # fmt: skip
    worst, best = (grade_on(facts.program, end.conclusions) for end in (ends.worst, ends.best))
    possible = possible_grades(facts, ends)
    certain = possible == (best,)
    grounds: Grounds | None = None
    if certain:
        grounds = "coverage" if covered.enough else "veto" if veto_alone(facts, settled.scorer, ends.best.case, best) else None
    issued = certain and grounds is not None and team_size(facts) >= 2
    row = facts.program.ruleset.verdicts[ends.best.conclusions.row]
    return _verdict(
        grade=best if certain else None,
        says=row.says if certain else None,
        capable=row.capable if certain else None,
        certain=certain,
        issued=issued,
        grounds=grounds if issued else None,
        worst=worst,
        best=best,
        possible=possible,
        pending=() if certain else pending(facts, ends, possible),
        decided_by=decided,
        not_issued_because=() if issued else not_issued_because(facts, certain, True, covered, grounds),
        caveats=caveats(facts, settled.scorer, ends, decided, settled.adopted),
        coverage=covered.percent,
    )


def scores(settled: Settled) -> Scores:
    """Every score; a span while unknowns remain."""
    facts, scorer = settled.facts, settled.scorer
    low, high = settled.ends.worst.case.scores, settled.ends.best.case.scores
    excluded: dict[str, list[str]] = {name: [] for name in high.names}  # what was left out of each score
    open_: set[str] = set()  # the scores that something unknown can still change
    for check in facts.outside:
        for name in scored_in(facts.checks[check].check):
            excluded[name].append(check)
    for fact in facts.unknown:
        open_.update(scored_in(fact.check))

    def one(name: str) -> AnyScore:
        bottom, top = low.part(name), high.part(name)
        if bottom is None or top is None:
            return None
        left_out = tuple(excluded[name])
        if name in open_:
            low_end, high_end = (_score_end(**_written(part.got, part.most, places(name))) for part in (bottom, top))
            return _score_span(low=low_end, high=high_end, excluded=left_out)
        return _known(top.got, top.most, places(name), left_out)

    def places(name: str) -> int | None:
        return scorer.places if scorer.sums and name != "total" else None

    return _scores(
        model=scorer.model,
        total=one("total"),
        site=one("site"),
        tests=one("tests"),
        sections={name: one(name) for name in facts.program.sections if name in high.names},
    )


def scored_in(check: Check) -> tuple[str, ...]:
    """The scores that a check counts in."""
    if check.kind == "test":
        return ("total", "tests")
    return ("total", "site") if check.section is None else ("total", "site", check.section)


@lru_cache(maxsize=4096)  # most sections of most dossiers have the same few scores
def _known(got: int, most: int, places: int | None, excluded: tuple[str, ...]) -> Score:
    return _score(**_written(got, most, places), excluded=excluded)


def _written(got: int, most: int, places: int | None) -> Mapping[str, str]:
    """A score as a result shows it. `places`: of numerator and denominator, where these are sums of weights; else they are reduced."""
    if places is None:
        share = Fraction(got, most)
        numerator, denominator = str(share.numerator), str(share.denominator)
    else:
        numerator, denominator = plain(got, places), plain(most, places)
    return {"value": cut(100 * got, most), "numerator": numerator, "denominator": denominator}


def check_outcomes(facts: Facts, lost: Mapping[str, Fraction]) -> tuple[CheckOutcome, ...]:
    """Every check of the ruleset with its state.

    Most have nothing beside their state: such an outcome is the same in every dossier, and is made once a program.
    """
    answers, bare = facts.dossier.answers, facts.program.bare_outcomes
    outcomes = []
    for name, fact in facts.checks.items():
        answer = answers.get(name)
        if fact.samples or name in lost or (answer is not None and (answer.note or answer.reason or answer.evidence)):
            outcomes.append(_outcome(fact, answer, lost.get(name)))
            continue
        if fact.deciding is not None and fact.deciding.judged is not None:
            outcomes.append(_outcome(fact, answer, None))
            continue
        key = (name, fact.state, id(fact.source))
        found = bare.get(key)
        if found is None or found.source is not fact.source:
            found = bare[key] = keep(_outcome(fact, None, None))
        outcomes.append(found)
    return tuple(outcomes)


def _outcome(fact: CheckFact, answer: AnswerGiven | None, lost: Fraction | None) -> CheckOutcome:
    check = fact.check
    judged = fact.deciding.judged if fact.deciding else None
    samples = tuple(_on_sample(one) for one in fact.samples)
    # a test's figures are those of the sample that decides
    told = next((said for one, said in zip(fact.samples, samples, strict=True) if one is fact.deciding), None) if judged else None
    return _check_outcome(
        id=check.id,
        kind=check.kind,
        class_=check.class_,
        section=check.section,
        title=check.title,
        state=fact.state,
        note=(answer.note or answer.reason) if answer else None,
        evidence=answer.evidence if answer else (),
        value=told.value if told else None,
        requirement=told.requirement if told else None,
        unit=judged.unit if judged else check.test.unit if check.test else None,
        margin=told.margin if told else None,
        borderline=any(one.judged.borderline for one in fact.samples if one.judged and one.replaced_by is None),
        conditional=judged.conditional if judged else False,
        points_lost=None if lost is None else shown(lost),
        source=fact.source,
        samples=samples,
    )


def _on_sample(one: OnSample) -> SampleOutcome:
    judged = one.judged
    return _sample_outcome(
        sample=one.sample or "",
        state=one.state,
        value=judged.value if judged else None,
        requirement=judged.requirement if judged else None,
        margin=judged.margin if judged else None,
        replaced_by=one.replaced_by,
    )


def diagnoses(facts: Facts, ends: Ends) -> tuple[DiagnosisOutcome, ...]:
    """The diagnoses that are established, with the findings each explains here."""
    found = []
    for name in sorted(ends.best.conclusions.diagnoses, key=natural):
        diagnosis = facts.program.ruleset.diagnoses[name]
        explained = tuple(sorted(facts.findings.keys() & diagnosis.explains, key=natural))
        found.append(_diagnosis(id=name, says=diagnosis.says, risk=diagnosis.risk, explains=explained))
    return tuple(found)


def clues(facts: Facts, ends: Ends) -> tuple[ClueOutcome, ...]:
    """The clues for the district bureau: raised by rule, then those an assessor raised by hand."""
    ruleset, district, reading = facts.program.ruleset, facts.dossier.enterprise.district, ends.best.reading
    found = []
    for name in sorted(ends.best.conclusions.clues, key=natural):
        rule = ruleset.clues[name]
        code = ruleset.clue_codes[rule.code]
        held = atoms_that_hold(reading, facts.program.clues[name])
        checks = sorted(frozenset().union(*(behind(reading, leaf) for leaf in held)), key=natural)
        listed = "、".join(checks)
        clue = _clue(
            code=rule.code,
            id=name,
            title=code.title,
            urgency=rule.urgency or code.urgency,
            district=district,
            law=rule.law or code.law,
            facts=rule.facts or text(f"核查或检测发现问题：{listed}", f"found in checks or tests: {listed}"),
            checks=tuple(checks),
            evidence=tuple(item for check in checks for item in _evidence(facts, check)),
        )
        found.append(clue)
    for by_hand in sorted(facts.dossier.clues, key=lambda one: (natural(one.code), one.facts.zh, one.evidence)):
        code = ruleset.clue_codes[by_hand.code]
        clue = _clue(
            code=by_hand.code,
            id=None,
            title=code.title,
            urgency=code.urgency,
            district=district,
            law=code.law,
            facts=by_hand.facts,
            evidence=by_hand.evidence,
        )
        found.append(clue)
    return tuple(found)


def _evidence(facts: Facts, check: str) -> tuple[str, ...]:
    answer = facts.dossier.answers.get(check)
    return answer.evidence if answer else ()


def possible(facts: Facts, ends: Ends) -> Possible:
    """What only the worst completion adds."""
    worst, best = ends.worst.conclusions, ends.best.conclusions
    return _possible(
        diagnoses=tuple(sorted(worst.diagnoses - best.diagnoses, key=natural)),
        clues=tuple(sorted(worst.clues - best.clues, key=natural)),
        actions=possible_actions(facts, ends),
    )


def trace(facts: Facts, ends: Ends) -> tuple[TraceStep, ...]:
    """Each rule that held in the best completion, and the atoms that made it hold."""
    reading, conclusions = ends.best.reading, ends.best.conclusions
    held = [(f"diagnosis:{name}", facts.program.diagnoses[name]) for name in sorted(conclusions.diagnoses, key=natural)]
    held += [(f"clue:{name}", facts.program.clues[name]) for name in sorted(conclusions.clues, key=natural)]
    held += [(f"verdict:{conclusions.row + 1}", facts.program.verdicts[conclusions.row])]
    return tuple(_step(rule=rule, facts=tuple(sorted({leaf_text(leaf) for leaf in atoms_that_hold(reading, tree)}))) for rule, tree in held)


def attributes(facts: Facts) -> Attributes:
    """The product attributes of the dossier, as judged by."""
    (given, derived, every), values = facts.program.named, facts.here.values

    def known(names: Sequence[str]) -> dict[str, str | bool]:
        return {name: value for name in names if (value := shown_value(values[name])) is not None}

    return Attributes(given=known(given), derived=known(derived), unknown=tuple(sorted(facts.here.unknown(every))))


def enterprise(facts: Facts) -> EnterpriseRef:
    """The enterprise, as the dossier names it."""
    one = facts.dossier.enterprise
    return _enterprise(name=one.name, uscc=one.uscc, district=one.district, group=one.group, size=one.size)


def team(facts: Facts) -> tuple[AssessorRef, ...]:
    """The team that visited, as the dossier names it: an empty one too is said."""
    return tuple(_assessor(name=one.name, organization=one.organization) for one in facts.dossier.team)
