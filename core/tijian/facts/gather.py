"""From a dossier to facts: the state of every check, with what it rests on. Above this file no engine sees the dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from ..authoring.program import Check, Program
from ..conditions.evaluate import ABSENT, Absent, evaluate
from ..conditions.tree import Node
from ..model.dossier import Dossier
from ..model.outcome import OUTSIDE, UNKNOWN, State
from ..model.remark import Remark
from ..model.ruleset import Source
from .admission import admit
from .answers import NOT_CHECKED, site_state
from .attributes import Derive, Setting, Value, setting
from .tests import Laboratory, OnSample, replaced_results, together
from .visit import unusable_samples, visit_remarks


class CheckFact(NamedTuple):
    """One check in this dossier."""

    check: Check
    state: State
    may_leave: bool  # an unknown one that may still turn out not to count
    planned: bool  # of a test
    source: Source | None  # of the figure that judged a test; otherwise the check's own
    deciding: OnSample | None = None
    samples: tuple[OnSample, ...] = ()

    @property
    def counted(self) -> bool:
        """Known or unknown, but inside the sums."""
        return self.state not in OUTSIDE

    @property
    def unknown(self) -> bool:
        return self.state in UNKNOWN


@dataclass(frozen=True)
class Facts:
    """Everything the rest of the pipeline reads."""

    program: Program
    dossier: Dossier
    here: Setting  # the dossier's own setting
    samples: tuple[Setting, ...]  # of the samples that can be used
    checks: Mapping[str, CheckFact]  # natural order
    remarks: tuple[Remark, ...]
    given: tuple[bool | None, ...]  # truth of each of program.given
    laboratory: Laboratory

    @cached_property
    def counted(self) -> Mapping[str, CheckFact]:
        """The checks inside the sums, known or not."""
        return {name: fact for name, fact in self.checks.items() if fact.state not in OUTSIDE}

    @cached_property
    def unknown(self) -> tuple[CheckFact, ...]:
        """The counted checks whose state is not known."""
        return tuple(fact for fact in self.checks.values() if fact.state in UNKNOWN)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """The checks outside the sums."""
        return tuple(name for name, fact in self.checks.items() if fact.state in OUTSIDE)

    @cached_property
    def findings(self) -> Mapping[str, State]:
        """The checks that were found at fault: what is to be put right."""
        return {name: fact.state for name, fact in self.checks.items() if fact.state in ("fail", "minor")}

    def settings_of(self, check: Check) -> tuple[Setting, ...]:
        """Where a check is judged: a site check in the dossier's setting, the others in each sample's, if there are samples."""
        return (self.here,) if check.kind == "site" or not self.samples else self.samples


def gather(program: Program, dossier: Dossier, derive: Derive) -> Facts:
    """The facts of a dossier. Raises InputError (the dossier does not fit the ruleset) or PluginError (derive is at fault)."""
    admitted = admit(program, dossier)
    made: Value = ABSENT if dossier.sampling.state == "none" else None
    here = setting(program, dossier, derive, sample=None, product=admitted.product, produced_on=made)
    settings = tuple(
        setting(program, dossier, derive, sample=sample.id, product=product, produced_on=sample.produced_on or made)
        for sample, product in zip(dossier.samples, admitted.by_sample, strict=True)
    )
    unusable = unusable_samples(dossier)
    usable = tuple(one for place, one in enumerate(settings) if place not in unusable)
    laboratory = Laboratory(program, dossier, here, settings, replaced_results(program, dossier.samples, unusable), unusable)
    remarks = [*admitted.remarks, *visit_remarks(program, dossier, here, admitted.product)]
    checks: dict[str, CheckFact] = {}
    usual, answers = _conforming(program), dossier.answers
    for name, check in program.checks.items():
        if name in usual and (answer := answers.get(name)) is not None and answer.outcome == "conform":
            checks[name] = usual[name]
            continue
        checks[name], said = fact_of(check, dossier, here, usable, laboratory)
        remarks.extend(said)
    given = tuple(evaluate(part.node, here.values) for part in program.given)
    remarks = together(remarks, dossier)
    ordered = sorted(remarks, key=lambda remark: (remark.check or "", remark.sample or "", remark.code, remark.text.zh))
    return Facts(program, dossier, here, usable, checks, tuple(ordered), given, laboratory)


@lru_cache(maxsize=64)
def _conforming(program: Program) -> Mapping[str, CheckFact]:
    """The facts of the site checks that apply to everything, answered `conform`: the same in every dossier."""
    always = (check for check in program.checks.values() if check.kind == "site" and check.applies is None)
    return {check.id: CheckFact(check, "pass", check.may_skip, False, check.source) for check in always}


def fact_of(
    check: Check, dossier: Dossier, here: Setting, usable: tuple[Setting, ...], laboratory: Laboratory
) -> tuple[CheckFact, tuple[Remark, ...]]:
    """One check: a site check by its answer, a rule check by the attributes, a test by the laboratories; and what was to be said."""
    if check.kind == "test":
        return _tested(check, laboratory)
    if check.kind == "site":
        state, said = site_state(check, dossier.answers.get(check.id, NOT_CHECKED), here)
        where: tuple[Setting, ...] = (here,)
    else:
        where = usable or (here,)
        state, said = _rule_state(check, where), ()
    may_leave = check.may_skip or (check.applies is not None and _may_not_apply(check.applies, where))
    return CheckFact(check, state, may_leave, False, check.source), said


def _tested(check: Check, laboratory: Laboratory) -> tuple[CheckFact, tuple[Remark, ...]]:
    state, deciding, samples, said = laboratory.outcome(check)
    source = (deciding.source if deciding else None) or check.source
    return CheckFact(check, state, True, laboratory.planned(check.id), source, deciding, samples), said


def _rule_state(check: Check, settings: tuple[Setting, ...]) -> State:
    """A rule check over the samples' attributes (the dossier's, without a sample): fail, then unchecked, then pass.

    applies      fails_when true  unknown    false
    true         fail             unchecked  pass
    unknown      unchecked whatever
    false        not applicable
    """
    found = set[str]()
    for here in settings:
        applies = True if check.applies is None else evaluate(check.applies, here.values)
        if applies is None:
            found.add("unchecked")
        elif applies:
            assert check.fails_when is not None
            fails = evaluate(check.fails_when, here.values)
            found.add("unchecked" if fails is None else "fail" if fails else "pass")
    return cast(State, next((state for state in ("fail", "unchecked", "pass") if state in found), "not_applicable"))


def _may_not_apply(applies: Node, where: tuple[Setting, ...]) -> bool:
    return not any(evaluate(applies, one.values) is True for one in where)


def shown(value: Value) -> str | bool | None:
    """An attribute's value for the result: a number as written; None where it is unknown or absent."""
    if value is None or isinstance(value, Absent):
        return None
    return value if isinstance(value, bool | str) else str(value)
