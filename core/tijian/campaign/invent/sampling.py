"""抽样 Which products are sampled, which tests are ordered, and how they come out, given what was found on site.

A test fails more often where the site check found what a diagnosis joins it with, and seldom where nothing of the kind was found.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, Final

from ...authoring.program import Check, Limit, Program
from ...conditions.evaluate import evaluate
from ...conditions.requirement import Requirement, Unknown
from ...facts.attributes import Value
from .laboratory import Laboratory
from .people import Visit
from .recipe import Recipe
from .site import Answers

_THOUSAND: Final = 1000
_ORDERED: Final = {"key": Fraction(3, 4), "general": Fraction(1, 2), "minor": Fraction(1, 2)}
_UNKNOWN_ORDERED: Final = Fraction(1, 12)
_MOST: Final = 14  # tests of one sample
_MOST_SURE: Final = Fraction(4, 5)
_JOINED: Final = {"major": Fraction(8), "minor": Fraction(4)}
_ALONE: Final = Fraction(1, 3)


def sampled(visit: Visit) -> bool:
    """Whether samples are taken: of a part of the products."""
    return visit.dice.chance(Fraction(visit.kind.sampled, _THOUSAND), "sampled")


def produced_on(visit: Visit) -> str:
    """When the sample was made: one to eleven weeks before the visit."""
    return (visit.day - timedelta(days=visit.dice.between(6, 75, "made"))).isoformat()


def sampling(
    recipe: Recipe, visit: Visit, program: Program, values: Mapping[str, Value], answers: Answers, made_on: str, *, retested: bool
) -> dict[str, Any]:
    """`sampling` and `samples` of a dossier. `values`: how the sample stands. `retested`: a test fails, and its final retest passes."""
    dice = visit.dice.within("tests")
    laboratory = Laboratory(program.scales, visit.kind.declared, dice)
    institute = recipe.institutions[visit.institution]
    plan: list[str] = []
    results: dict[str, Any] = {}
    retest: dict[str, Any] = {}
    for check in _ordered(program, values, visit):
        chosen = requirements(check, values)
        if chosen is None:
            continue
        unknown = any(isinstance(one, Unknown) for one in chosen.values())
        if unknown:
            if dice.chance(_UNKNOWN_ORDERED, "ordered", check.id):
                plan.append(check.id)
            continue
        again = retested and not retest and check.class_ == "key"
        fails = again or dice.chance(_odds(recipe, visit, program, check, answers), "fails", check.id)
        reading = laboratory.reading(check, chosen, passes=not fails)
        if again and reading is not None:
            retest[check.id] = Laboratory(program.scales, visit.kind.declared, dice.within("again")).reading(check, chosen, passes=True)
        if reading is None and fails:
            reading = laboratory.reading(check, chosen, passes=True)
        if reading is not None:
            plan.append(check.id)
            results[check.id] = reading
    if not results:
        return {"sampling": {"state": "none"}}
    name, report = visit.assessment.partition("-")[2], visit.dice.between(1000, 9799, "report")
    samples = [_sample(f"{name}-A", made_on, visit.institution, f"{institute.mark}-2021-{report}", results)]
    if retest:
        other = next(one for one in recipe.institutions if one != visit.institution)
        again_ = _sample(f"{name}-B", made_on, other, f"{recipe.institutions[other].mark}-2021-{report + 97}", retest)
        samples.append({"id": again_["id"], "retest_of": f"{name}-A", "conclusion": "final", **again_})
    return {"sampling": {"state": "done", "plan": plan}, "samples": samples}


def _sample(name: str, made_on: str, lab: str, report: str, results: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "produced_on": made_on, "lab": lab, "report": report, "results": results}


def _ordered(program: Program, values: Mapping[str, Value], visit: Visit) -> list[Check]:
    """The tests of the plan, in the order of the ruleset: most of the safety ones, half of the others."""
    dice = visit.dice.within("plan")
    able = [
        check
        for check in program.checks.values()
        if check.kind == "test" and (check.applies is None or evaluate(check.applies, values) is True)
    ]
    chosen = [check for check in able if dice.chance(_ORDERED[check.class_], check.id)]
    return chosen[:_MOST]


def requirements(check: Check, values: Mapping[str, Value]) -> dict[str | None, Requirement] | None:
    """What is required here, of the test or of each part; None where it cannot be told."""
    found: dict[str | None, Requirement] = {}
    for part, rows in check.rows.items():
        row = _first(rows, values)
        if row is None:
            return None
        found[part] = row.require
    return found


def _first(rows: Sequence[Limit], values: Mapping[str, Value]) -> Limit | None:
    for row in rows:
        holds = True if row.when is None else evaluate(row.when, values)
        if holds is None:
            return None
        if holds:
            return row
    return None


def _odds(recipe: Recipe, visit: Visit, program: Program, check: Check, answers: Answers) -> Fraction:
    """How likely the test is to fail."""
    kind = visit.kind
    base = Fraction(kind.failing.get(check.class_, 0), _THOUSAND)  # type: ignore[call-overload]
    often = Fraction(kind.often.get(check.id, 1))
    joined = [_JOINED.get(_outcome(answers.get(one)), Fraction()) for one in beside(program, check.id)]
    worst = max(joined, default=Fraction()) or _ALONE
    return min(base * often * worst * Fraction(recipe.profiles[visit.profile].tests), _MOST_SURE)


def beside(program: Program, test: str) -> list[str]:
    """The site checks that some diagnosis explains together with the test."""
    found = {
        one
        for diagnosis in program.ruleset.diagnoses.values()
        if test in diagnosis.explains
        for one in diagnosis.explains
        if program.checks[one].kind == "site"
    }
    return sorted(found)


def _outcome(answer: Any) -> str:
    return str(answer["outcome"] if isinstance(answer, dict) else answer)
