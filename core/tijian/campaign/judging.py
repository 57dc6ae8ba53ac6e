"""Judges every dossier of a campaign, each by itself; one that cannot be judged is kept with its problems, and none is dropped.

Results come in natural order of the assessment numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..assessment import assess
from ..catalogues import Catalogue
from ..compare.model import NotJudged
from ..compare.names import Names, names_of
from ..engines.choice import Choice
from ..model.adoption import Adoption
from ..model.campaign import Campaign
from ..model.order import natural
from ..model.problem import Position, Problem, TijianError
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import text
from .folder import Folder, Found
from .survey import survey

_PLACES: Final = {"E142": "category", "E143": "category", "E144": "assessed_on", "E145": "assessed_on"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A campaign with all its results. `about`: what is odd about it as a whole; `names`: how sections and categories are called."""

    campaign: Campaign
    results: tuple[Result, ...]
    not_judged: tuple[NotJudged, ...]
    about: tuple[Problem, ...]
    names: Names
    adoption: Adoption | None

    @property
    def exit_code(self) -> int:
        """As the command line answers: 0 where every dossier was judged, else the highest code of those that were not."""
        return max((one.exit_code for one in self.not_judged), default=0)


def judge(folder: Folder, known: Catalogue, engine: Choice = "both") -> Judged:
    """The results of every dossier of a campaign, by the rulesets in `known`. Raises nothing for a single dossier."""
    surveyed = survey(folder)
    able = [one for one in folder.found if one.dossier is not None and one.at not in surveyed.numbers_twice]
    results: list[Result] = []
    failed = [
        _not_judged(one, (surveyed.numbers_twice[one.at],) if one.at in surveyed.numbers_twice else one.problems, one.exit_code or 3)
        for one in folder.found
        if one.dossier is None or one.at in surveyed.numbers_twice
    ]
    for one in able:
        made = _judged(one, known, engine, folder.adoption)
        if isinstance(made, Result):
            results.append(made)
        else:
            failed.append(made)
    results.sort(key=lambda result: natural(result.assessment))
    failed.sort(key=lambda one: (natural(one.assessment), one.category, one.enterprise))
    return Judged(folder.campaign, tuple(results), tuple(failed), surveyed.about, names_for(results, known), folder.adoption)


def names_for(results: Iterable[Result], known: Catalogue) -> Names:
    """How sections and categories of these results are called, where the rulesets are here."""
    used = {(result.category, result.assessed_on): result.ruleset.digest for result in results}
    rulesets: dict[str, ResolvedRuleset] = {}
    for (category, day), digest in used.items():
        try:
            program = known.entry(category, day).program
        except TijianError:  # results of elsewhere: their titles are their ids
            continue
        if digest not in rulesets and program.digest == digest:
            rulesets[digest] = program.ruleset
    return names_of(rulesets.values(), {name: one.title for name, one in known.plugins.categories().items()})


def _judged(one: Found, known: Catalogue, engine: Choice, adoption: Adoption | None) -> Result | NotJudged:
    assert one.dossier is not None
    try:
        return assess(one.dossier, known, engine, adoption)
    except TijianError as error:
        return _not_judged(one, tuple(_placed(problem, one) for problem in error.problems), error.exit_code)
    except Exception as fault:  # noqa: BLE001  # a fault of our own in one dossier: said, and the others are done
        said = text(f"内部错误：{type(fault).__name__}: {fault}", f"internal error: {type(fault).__name__}: {fault}")
        return _not_judged(one, (Problem("E799", said, at=one.at),), 5)


def _not_judged(one: Found, problems: Sequence[Problem], exit_code: int) -> NotJudged:
    said = one.said
    return NotJudged(said.assessment, said.category, said.enterprise, said.district, said.institution, tuple(problems), exit_code)


def _placed(problem: Problem, one: Found) -> Problem:
    """The problem with its place in the dossier, where it has none: among many one must see which it was."""
    if problem.at is not None:
        return problem
    located: Any = one.dossier._origin if one.dossier else None
    if located is None or problem.code not in _PLACES:
        return replace(problem, at=one.at)
    at: Position = located.position((_PLACES[problem.code],))
    return replace(problem, at=at, excerpt=located.excerpt(at))
