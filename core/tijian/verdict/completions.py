"""The two ends of what is not known: every unknown at fail and every condition on unknown attributes true (worst),
every unknown at pass and those conditions false (best). Conditions are monotone, so everything possible lies between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..authoring.program import Program
from ..engines.agreement import Conclude, agreed
from ..engines.direct import Reading, read
from ..engines.protocol import Case, Conclusions
from ..facts.gather import Facts
from ..model.outcome import Completion
from ..scoring.board import Scorer


@dataclass(frozen=True, slots=True)
class End:
    """One completion: the case, what was concluded from it, and the reading that explains it."""

    case: Case
    conclusions: Conclusions
    reading: Reading


@dataclass(frozen=True, slots=True)
class Ends:
    """Both completions of a dossier's facts; one and the same where nothing is unknown."""

    worst: End
    best: End

    @property
    def apart(self) -> tuple[End, ...]:
        """The ends that differ: one where nothing is unknown."""
        return (self.worst,) if self.worst is self.best else (self.worst, self.best)


def complete(facts: Facts, scorer: Scorer, completion: Completion) -> Case:
    """The facts with every unknown settled one way."""
    faults: Mapping[str, str] = facts.findings
    if completion == "worst" and facts.unknown:
        faults = {**faults, **dict.fromkeys((fact.check.id for fact in facts.unknown), "fail")}
    given = tuple(completion == "worst" if truth is None else truth for truth in facts.given)
    return Case(completion, faults, scorer.board(facts.outside, faults), given)


def draw(facts: Facts, scorer: Scorer, engines: Sequence[tuple[str, Conclude]]) -> Ends:
    """What follows in both completions; every engine of `engines` must agree. Raises EngineDisagreement.

    The reading that explains is always the plain interpreter's; where it is also one of the engines, it reads once. Where nothing
    is unknown the two completions are one case, and it is judged once.
    """

    def end(completion: Completion) -> End:
        case = complete(facts, scorer, completion)
        conclusions, reading = read(facts.program, case)
        asked = [(name, (lambda _program, _case: conclusions) if name == "direct" else engine) for name, engine in engines]
        return End(case, agreed(facts.program, case, asked), reading)

    worst = end("worst")
    settled = not facts.unknown and None not in facts.given
    return Ends(worst, worst if settled else end("best"))


def grade_on(program: Program, conclusions: Conclusions) -> str:
    """The grade of the row that was concluded."""
    return program.ruleset.verdicts[conclusions.row].grade
