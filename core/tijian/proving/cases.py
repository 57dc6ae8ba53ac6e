"""Golden cases: read from the folder beside a ruleset, judged by the whole engine, compared key by key with what they expect."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import RootModel

from ..assessment import assess
from ..authoring.document import Document, DocumentError, read_file
from ..authoring.resolve import Edition
from ..authoring.validate import validate
from ..catalogues import Catalogue
from ..engines.choice import Choice
from ..model.case import Case, CaseExpected
from ..model.dossier import AnswerGiven, Assessor, Dossier, Enterprise, Sample, Sampling
from ..model.order import natural
from ..model.problem import Position, Problem, RulesetError, TijianError
from ..model.result import AnyScore, Result, Score, Scores, Verdict
from ..model.ruleset import ResolvedRuleset

CASES: Final = "cases"  # the folder beside a ruleset
TEAM = (Assessor(name="甲", organization="机构一"), Assessor(name="乙", organization="机构二"))


class CaseFile(RootModel[tuple[Case, ...]]):
    """A file of cases: a list."""


@dataclass(frozen=True, slots=True)
class CaseAt:
    """A case and where it stands."""

    case: Case
    category: str
    at: Position


@dataclass(frozen=True, slots=True)
class Difference:
    """One key that came out otherwise than expected."""

    key: str
    expected: object
    found: object


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case judged: what differs, or the error that stopped it."""

    at: CaseAt
    result: Result | None
    differences: tuple[Difference, ...] = ()
    error: TijianError | None = None

    @property
    def passed(self) -> bool:
        return not self.differences and self.error is None


def read_cases(folder: Path, category: str) -> list[CaseAt]:
    """The cases of every `*.yaml` in `folder`, in the order of file names. Raises RulesetError with all that is wrong in them."""
    found: list[CaseAt] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            document: Document = read_file(file)
            cases = validate(CaseFile, document).root
        except DocumentError as error:
            problems.extend(error.problems)
            continue
        found += [CaseAt(case, category, document.position((index, "name"))) for index, case in enumerate(cases)]
    if problems:
        raise RulesetError(problems)
    return found


def cases_for(catalogue: Catalogue, edition: Edition) -> list[CaseAt]:
    """The cases beside an edition that are assessed while it is in force; the first edition also has those of nobody's time, which fail.

    Raises RulesetError.
    """
    editions = catalogue.library.editions(edition.category)

    def belongs(day: str) -> bool:
        covering = [one.edition for one in editions if one.in_force is None or one.in_force.covers(day)]
        return edition.edition in covering or (not covering and edition.edition == editions[0].edition)

    return [one for one in read_cases(edition.file.parent / CASES, edition.category) if belongs(one.case.given.assessed_on)]


def dossier_of(one: CaseAt, ruleset: ResolvedRuleset) -> Dossier:
    """The dossier that a case stands for: a team of two, `all` spread over the site checks, one sample made on `produced_on`."""
    given = one.case.given
    answers: dict[str, AnswerGiven] = {}
    if (everything := given.answers.get("all")) is not None:
        answers = dict.fromkeys(ruleset.site_checks, everything)
    answers |= {name: answer for name, answer in given.answers.items() if name != "all"}
    samples = given.samples
    if given.results:
        samples = (Sample(id="S-1", produced_on=given.produced_on or given.assessed_on, results=given.results), *samples)
    planned = tuple(sorted({test for sample in samples for test in sample.results}, key=natural))
    sampling = given.sampling or (Sampling(state="done", plan=planned) if planned else Sampling(state="none"))
    return Dossier.model_validate(
        {
            "schema": "tijian/dossier@1",
            "assessment": one.case.name,
            "category": one.category,
            "assessed_on": given.assessed_on,
            "enterprise": Enterprise.model_validate({"name": "示例企业", "group": given.group}),
            "team": TEAM,
            "product": given.product,
            "answers": {name: _noted(answer) for name, answer in answers.items()},
            "sampling": sampling,
            "samples": samples,
            "clues": given.clues,
        }
    )


def _noted(answer: AnswerGiven) -> AnswerGiven:
    """A bare minor or major counts as noted, a bare not_applicable as reasoned."""
    if answer.outcome in ("minor", "major") and answer.note is None and not answer.evidence:
        return answer.model_copy(update={"note": "见现场记录"})
    if answer.outcome == "not_applicable" and answer.reason is None:
        return answer.model_copy(update={"reason": "不涉及"})
    return answer


def judge_case(one: CaseAt, catalogue: Catalogue, engine: Choice = "both") -> Outcome:
    """Judges a case. An error that the engine raises (bad input, engines at fault) is the case's failure."""
    try:
        ruleset = catalogue.entry(one.category, one.case.given.assessed_on).program.ruleset
        result = assess(dossier_of(one, ruleset), catalogue, engine)
    except TijianError as error:
        return Outcome(one, None, error=error)

    def found(key: str, wanted: Any) -> object:
        return _found(key, result, ruleset, wanted)

    return Outcome(one, result, tuple(differences(one.case.expect, found)))


def differences(expect: CaseExpected, found: Callable[[str, Any], Any]) -> Iterator[Difference]:
    """Each key that came out otherwise. `found`: what came out for a key, given what is expected of it (see `_found`)."""
    for key in sorted(expect.model_fields_set):
        wanted = getattr(expect, key)
        actual = found(key, wanted)
        if key in ("states", "scores"):
            for name, one in (wanted or {}).items():
                if _plain(one) != (here := actual.get(name, "(no such check or score)")):
                    yield Difference(f"{key}.{name}", _plain(one), here)
        elif _comparable(key, wanted) != actual:
            yield Difference(key, _comparable(key, wanted), actual)


def _found(key: str, result: Result, ruleset: ResolvedRuleset, wanted: Any) -> object:
    match key:
        case "states":
            return {one.id: one.state for one in result.checks}
        case "scores":
            return scores_found(result.score)
        case "diagnoses":
            return tuple(one.id for one in result.diagnoses)
        case "clues":
            return clues_found([(one.id, one.code) for one in result.clues], ruleset, wanted)
        case _:
            return verdict_found(key, result.verdict)


def clues_found(raised: Iterable[tuple[str | None, str]], ruleset: ResolvedRuleset, wanted: Any) -> tuple[str, ...]:
    """Clues (rule, code) as the case names them: by rule or by code."""
    rules = set(ruleset.clues).intersection(wanted or ())
    return tuple(sorted({rule if rule in rules and rule else code for rule, code in raised}, key=natural))


def verdict_found(key: str, verdict: Verdict) -> object:
    """What came out for a key of the verdict."""
    match key:
        case "possible":
            return tuple(sorted(verdict.possible))
        case "pending":
            return tuple(sorted(tuple(sorted(one.model_dump(exclude_none=True).items())) for one in verdict.pending))
        case "decided_by":
            return tuple(one.atom for one in verdict.decided_by)
        case "not_issued_because" | "caveats":
            return tuple(sorted(one.reason for one in getattr(verdict, key)))
        case _:
            return getattr(verdict, key)


def _comparable(key: str, wanted: Any) -> object:
    match key:
        case "diagnoses" | "clues":
            return tuple(sorted(set(wanted or ()), key=natural))
        case "possible" | "not_issued_because" | "caveats":
            return tuple(sorted(wanted or ()))
        case "pending":
            return tuple(sorted(tuple(sorted(one.items())) for one in wanted or ()))
        case _:
            return wanted


def scores_found(scores: Scores) -> dict[str, object]:
    """Every score by name."""
    named = {"total": scores.total, "site": scores.site, "tests": scores.tests, **scores.sections}
    return {name: _score(one) for name, one in named.items()}


def _score(one: AnyScore) -> object:
    if one is None:
        return None
    return one.value if isinstance(one, Score) else {"low": one.low.value, "high": one.high.value}


def _plain(wanted: Any) -> object:
    if isinstance(wanted, Decimal):
        return f"{wanted:f}"
    if isinstance(wanted, Mapping):
        return {key: _plain(value) for key, value in wanted.items()}
    return wanted
