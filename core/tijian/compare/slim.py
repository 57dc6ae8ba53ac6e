"""A result without what no comparison reads: many thousands are held at once. `compare` gives the same of it as of the whole one.

What shows single results (reports, the list of the board) needs them whole.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from ..model.result import Action, AnyScore, Attributes, CheckOutcome, DiagnosisOutcome, Possible, Result, Scores

_NOTHING_GIVEN = Attributes(given={}, derived={})
_NOTHING_POSSIBLE = Possible(diagnoses=(), clues=(), actions=())


@dataclass(slots=True)
class Slim:
    """Makes results slim. What many of them say alike (a score, an outcome, a ruleset) is held once."""

    _held: dict[Hashable, Any] = field(default_factory=dict)

    def __call__(self, result: Result) -> Result:
        """What is counted, and clues in full: they go to the districts as they stand."""
        verdict = result.verdict.model_copy(update={"pending": (), "decided_by": ()})
        ruleset, number = result.ruleset, dict[str, str]()
        return result.model_copy(
            update={
                "ruleset": self._held.setdefault((ruleset.digest, ruleset.status, str(ruleset)), ruleset),
                "attributes": _NOTHING_GIVEN,
                "verdict": verdict,
                "score": self._scores(result.score),
                "checks": tuple(self._check(one, ruleset.digest, number) for one in result.checks),
                "diagnoses": tuple(map(_diagnosis, result.diagnoses)),
                "actions": tuple(map(_action, result.actions)),
                "possible": _NOTHING_POSSIBLE,
                "team": (),
                "trace": (),
                "warnings": (),
                "receipt": result.receipt.model_copy(update={"plugins": ()}),
            }
        )

    def _check(self, one: CheckOutcome, ruleset: str, number: dict[str, str]) -> CheckOutcome:
        """Without what was written down for this one, and its samples counted from 1."""
        if one.note is None and not one.evidence and not one.samples:
            return one  # as the reader of the file holds it: many results have the very same
        names = dict.fromkeys(name for each in one.samples for name in (each.sample, each.replaced_by) if name is not None)
        for name in names:
            number.setdefault(name, str(len(number) + 1))
        samples = tuple((number[each.sample], each.state, each.replaced_by and number[each.replaced_by]) for each in one.samples)
        words = (one.id, one.kind, one.class_, one.section, one.title.zh, one.title.en)
        key = (ruleset, words, one.state, one.borderline, samples)
        if key not in self._held:
            bare = {"value": None, "requirement": None, "margin": None}
            told = tuple(
                each.model_copy(update={**bare, "sample": sample, "replaced_by": by})
                for each, (sample, _, by) in zip(one.samples, samples, strict=True)
            )
            self._held[key] = one.model_copy(update={**bare, "note": None, "evidence": (), "points_lost": None, "samples": told})
        found: CheckOutcome = self._held[key]
        return found

    def _scores(self, one: Scores) -> Scores:
        sections = {name: self._score(score) for name, score in one.sections.items()}
        blocks = {name: self._score(getattr(one, name)) for name in ("total", "site", "tests")}
        return one.model_copy(update={**blocks, "sections": sections})

    def _score(self, one: AnyScore) -> AnyScore:
        found: AnyScore = self._held.setdefault(one, one)
        return found


def _diagnosis(one: DiagnosisOutcome) -> DiagnosisOutcome:
    return one.model_copy(update={"risk": None, "explains": ()})


def _action(one: Action) -> Action:
    return one.model_copy(update={"risk": None, "correct": None, "prevent": None, "proof": None, "checks": (), "corrections": ()})
