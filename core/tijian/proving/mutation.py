"""The mutation score of an edition: faults are planted one at a time, and some case must notice.

Counted are the items of the resolved ruleset, so a fault in an included catalogue counts for each edition that includes it: the same
figure may be proved by the cases of one edition and by none of another, where another product or another day reaches it. What means
the same as before, or is no valid ruleset, is not counted.

Fast because little is done again: of a fault in one check only that check's state is found anew, and of one in a conclusion only
whether the changed condition still says the same; a case that cannot tell is done with then. The cases that touch what was changed
come first, and the first that notices is enough. The plain interpreter judges alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..authoring.program import Check, Program, Tree, leaves
from ..catalogues import Catalogue, Entry
from ..engines.direct import Reading
from ..facts.gather import CheckFact, Facts, fact_of
from ..scoring.board import Scorer
from .coverage import Trials
from .mutant import Discarded, Mutant, Planted
from .mutants_checks import check_mutants
from .mutants_conclusions import conclusion_mutants
from .mutants_limits import limit_mutants
from .possible import Possibilities
from .trial import Trial, on_trial


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of the faults planted in one edition."""

    caught: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]
    discarded: tuple[Discarded, ...]

    @property
    def counted(self) -> int:
        return len(self.caught) + len(self.survivors)

    @property
    def percent(self) -> Fraction:
        """How many of 100 were noticed; exact. Of nothing all."""
        return Fraction(100 * len(self.caught), self.counted) if self.counted else Fraction(100)


def planted(program: Program) -> Iterator[Planted]:
    """Every fault, in the order of the ruleset."""
    open_to = Possibilities(program)
    for check in program.checks.values():
        yield from check_mutants(program, check, open_to)
        if check.kind == "test":
            yield from limit_mutants(program, check, open_to.reach)
    yield from conclusion_mutants(program, open_to)


def mutation(catalogue: Catalogue, entry: Entry, judged: Trials) -> Mutation:
    """Plants every fault and sees whether a case notices."""
    caught: list[Mutant] = []
    survivors: list[Mutant] = []
    discarded: list[Discarded] = []
    jury = Jury(judged.passed, catalogue)
    for one in planted(entry.program):
        if isinstance(one, Discarded):
            discarded.append(one)
        elif jury.notices(one):
            caught.append(one)
        else:
            survivors.append(one)
    return Mutation(tuple(caught), tuple(survivors), tuple(discarded))


class Jury:
    """The cases of an edition, ready to be judged again."""

    def __init__(self, trials: Sequence[Trial], catalogue: Catalogue) -> None:
        self._trials = trials
        self._models = catalogue.plugins.scoring_models()
        self._touching: dict[str, list[int]] = {}
        self._scored = [place for place, trial in enumerate(trials) if trial.at.case.expect.scores]
        for place, trial in enumerate(trials):
            for name in _touched(trial):
                self._touching.setdefault(name, []).append(place)

    def notices(self, mutant: Mutant) -> Trial | None:
        """The first case that expects something else than what comes out now."""
        scorer = Scorer(mutant.program, self._models) if mutant.rescored else None
        return next((trial for trial in self._in_order(mutant) if self._differs(mutant, trial, scorer)), None)

    def _in_order(self, mutant: Mutant) -> Iterator[Trial]:
        first = self._touching.get(mutant.check or mutant.item, [])
        if not first and mutant.rescored:
            first = self._scored
        seen = set(first)
        yield from (self._trials[place] for place in first)
        yield from (trial for place, trial in enumerate(self._trials) if place not in seen)

    def _differs(self, mutant: Mutant, trial: Trial, scorer: Scorer | None) -> bool:
        if mutant.check is None:
            if scorer is None and not _turns(mutant.program, trial):
                return False
            facts = replace(trial.facts, program=mutant.program)
        else:
            before = trial.facts.checks[mutant.check]
            fact = _fact(trial.facts, mutant, mutant.program.checks[mutant.check])
            if scorer is None and (fact.state, fact.may_leave) == (before.state, before.may_leave):
                return False
            if scorer is not None and not before.counted:
                return False
            facts = replace(trial.facts, program=mutant.program, checks={**trial.facts.checks, mutant.check: fact})
        return not on_trial(trial.at, facts, scorer or trial.scorer).passed


def _touched(trial: Trial) -> Iterator[str]:
    """What a case is about: the checks that it names, what is concluded in it."""
    given, expect = trial.at.case.given, trial.at.case.expect
    yield from dict.fromkeys(
        [
            *(expect.states or ()),
            *(name for name in given.answers if name != "all"),
            *given.results,
            *(test for sample in given.samples for test in sample.results),
            *(expect.diagnoses or ()),
            *trial.ends.worst.conclusions.diagnoses,
            *trial.ends.worst.conclusions.clues,
            f"verdicts[{trial.ends.best.conclusions.row + 1}]",
            f"verdicts[{trial.ends.worst.conclusions.row + 1}]",
        ]
    )


def _fact(facts: Facts, mutant: Mutant, check: Check) -> CheckFact:
    """The changed check in this case. A weight changes no state, nor does a class, but that a veto check has no minor."""
    if mutant.operator == "weight" or (mutant.operator == "class" and check.kind != "site"):
        return facts.checks[check.id]._replace(check=check)
    return fact_of(check, facts.dossier, facts.here, facts.samples, facts.laboratory)[0]


def _turns(program: Program, trial: Trial) -> bool:
    """Whether a changed condition says something else in this case, at either end of what is not known."""
    before = trial.program
    pairs: list[tuple[Tree, Tree]] = [
        *((before.diagnoses[name], tree) for name, tree in program.diagnoses.items() if tree is not before.diagnoses[name]),
        *((before.clues[name], tree) for name, tree in program.clues.items() if tree is not before.clues[name]),
    ]
    readings = (trial.ends.worst.reading, trial.ends.best.reading)
    if any(reading.holds(old) != reading.holds(new) for old, new in pairs for reading in readings):
        return True
    rows = [(old, new) for old, new in zip(before.verdicts, program.verdicts, strict=True) if old is not new]
    return any(_truths(reading, old) != _truths(reading, new) for old, new in rows for reading in readings)


def _truths(reading: Reading, tree: Tree) -> list[bool]:
    """What each atom of a verdict row says: `decided_by` names those that hold."""
    return [reading.leaf(leaf) for leaf in leaves(tree)]
