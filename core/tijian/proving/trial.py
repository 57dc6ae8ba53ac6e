"""A golden case judged by the plain interpreter, without writing the result out: for coverage and mutants, which judge the same cases
thousands of times.

What a case expects is found here key by key, and only as far as it is asked.
"""

from dataclasses import dataclass
from typing import Any

from ..authoring.program import Program
from ..catalogues import Catalogue, Entry
from ..engines import direct
from ..facts.gather import Facts, gather
from ..model.order import natural
from ..scoring.board import Scorer
from ..verdict import compose
from ..verdict.certainty import assessable, possible_grades
from ..verdict.completions import Ends, draw, grade_on
from .cases import CaseAt, clues_found, differences, dossier_of, scores_found, verdict_found

_DIRECT = (("direct", direct.conclude),)


@dataclass(frozen=True, slots=True)
class Trial:
    """One case under one program."""

    at: CaseAt
    facts: Facts
    ends: Ends
    scorer: Scorer
    adopted: bool

    @property
    def program(self) -> Program:
        return self.facts.program

    @property
    def passed(self) -> bool:
        """Whether everything came out as the case expects."""
        return next(differences(self.at.case.expect, self.found), None) is None

    def found(self, key: str, wanted: Any) -> Any:
        """What came out for one key of the expectations."""
        match key:
            case "states":
                checks = self.facts.checks
                return {name: checks[name].state for name in wanted or () if name in checks}
            case "scores":
                return scores_found(compose.scores(self._settled()))
            case "diagnoses":
                return tuple(sorted(self.ends.best.conclusions.diagnoses, key=natural))
            case "clues":
                ruleset = self.program.ruleset
                raised = [(name, ruleset.clues[name].code) for name in self.ends.best.conclusions.clues]
                return clues_found([*raised, *((None, one.code) for one in self.facts.dossier.clues)], ruleset, wanted)
            case "grade" | "certain" | "worst" | "best" | "capable":
                return self._graded(key)
            case _:
                return verdict_found(key, compose.verdict(self._settled(), compose.decided_by(self.facts, self.ends)))

    def _graded(self, key: str) -> object:
        """As `compose.verdict`, which also finds out what nobody asked here."""
        if not assessable(self.facts):
            return False if key == "certain" else None
        best = grade_on(self.program, self.ends.best.conclusions)
        if key == "best":
            return best
        if key == "worst":
            return grade_on(self.program, self.ends.worst.conclusions)
        certain = possible_grades(self.facts, self.ends) == (best,)
        if key == "certain" or not certain:
            return certain if key == "certain" else None
        return best if key == "grade" else self.program.ruleset.verdicts[self.ends.best.conclusions.row].capable

    def _settled(self) -> compose.Settled:
        return compose.Settled(self.facts, self.scorer, self.ends, self.adopted)


def try_case(one: CaseAt, catalogue: Catalogue, entry: Entry) -> Trial:
    """The case judged. Raises TijianError, as the engine does."""
    dossier = dossier_of(one, entry.program.ruleset)
    return on_trial(one, gather(entry.program, dossier, catalogue.derivation(dossier, entry.program.ruleset)), entry.scorer)


def on_trial(one: CaseAt, facts: Facts, scorer: Scorer) -> Trial:
    """The conclusions of a case from its facts."""
    return Trial(one, facts, draw(facts, scorer, _DIRECT), scorer, facts.program.ruleset.status == "adopted")
