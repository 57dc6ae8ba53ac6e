"""What of an edition can fire at all, and what can stay quiet: an item that cannot is no gap in the cases, and is listed with the reason.

Conclusions are monotone, so the most that can hold is found by taking everything at its worst that can be had.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..authoring.program import All, AnyOf, Check, Given, Program, Tree
from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import Unknown
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from ..facts.attributes import Value
from ..model.text import Text, text
from .reach import Reach
from .rows import Row, applies_at, judged_at, row_conditions, row_holds, rows_of

NOT_IN_FORCE: Final = text("本版本适用期内不会出现", "it cannot happen while this edition is in force")
NO_FIGURE: Final = text("限值待核实，不作判定", "its figure is not at hand: it judges nothing")
ALWAYS: Final = text("总是成立", "it always holds")


@dataclass(frozen=True, slots=True)
class Possible:
    """Why an item cannot fire, why it cannot stay quiet; None where it can."""

    no_fire: Text | None = None
    no_spare: Text | None = None


class Possibilities:
    """What one edition leaves open."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.reach = Reach(program)
        self.checks = {name: self._check(check) for name, check in program.checks.items()}
        self.stays = frozenset(name for name, check in program.checks.items() if check.kind != "test" and self._stays(check))
        self._diagnoses: dict[str, bool] = {}
        for name, tree in program.diagnoses.items():
            self._diagnoses[name] = self.could(tree)

    def row(self, row: Row) -> Possible:
        """A limit row: it is used, and judges both ways, or it is unknown and is used."""
        if self.reach.could(lambda values: row_holds(row, values), row_conditions(row), sampled=True):
            return Possible()
        return Possible(NOT_IN_FORCE, NOT_IN_FORCE)

    def diagnosis(self, name: str) -> Possible:
        """A diagnosis."""
        return Possible() if self._diagnoses[name] else Possible(no_fire=NOT_IN_FORCE)

    def clue(self, name: str) -> Possible:
        """A clue raised by rule."""
        return Possible() if self.could(self._program.clues[name]) else Possible(no_fire=NOT_IN_FORCE)

    def verdict(self, index: int) -> Possible:
        """A row of the verdict table."""
        quiet = ALWAYS if len(self._program.verdicts) == 1 else None
        return Possible(no_fire=None if self.could(self._program.verdicts[index]) else NOT_IN_FORCE, no_spare=quiet)

    def _stays(self, check: Check) -> bool:
        """Whether a site or rule check counts in every dossier of this edition."""
        applies = check.applies
        if check.may_skip or applies is None:
            return not check.may_skip
        ways = (True, False) if check.kind == "rule" else (False,)
        return all(self.reach.always(lambda values: evaluate(applies, values) is True, [applies], sampled=way) for way in ways)

    def _check(self, check: Check) -> Possible:
        if check.kind == "test":
            return self._test(check)
        conditions = [node for node in (check.applies, check.fails_when) if node is not None]
        sampled = check.kind == "rule"

        def can(truth: bool) -> bool:
            def here(values: Mapping[str, Value]) -> bool:
                return applies_at(check, values) and (check.fails_when is None or evaluate(check.fails_when, values) is truth)

            ways = (True, False) if sampled else (False,)  # a rule check is judged by the dossier alone where there is no sample
            return any(self.reach.could(here, conditions, sampled=way) for way in ways)

        return Possible(None if can(True) else NOT_IN_FORCE, None if can(False) else NOT_IN_FORCE)

    def _test(self, check: Check) -> Possible:
        rows = list(rows_of(check))
        reachable = [row for row in rows if self.row(row).no_fire is None]
        if not reachable:
            return Possible(NOT_IN_FORCE, NOT_IN_FORCE)
        if all(isinstance(row.limit.require, Unknown) for row in reachable):
            return Possible(NO_FIGURE, NO_FIGURE)

        conditions = [row.limit.when for row in rows if row.limit.when is not None]
        conditions += [check.applies] if check.applies is not None else []
        return Possible(no_spare=None if self.reach.could(lambda values: judged_at(check, values), conditions, sampled=True) else NO_FIGURE)

    def could(self, tree: Tree) -> bool:
        """Whether a conclusion's condition can hold."""
        match tree:
            case All(items):
                return all(self.could(item) for item in items)
            case AnyOf(items):
                return any(self.could(item) for item in items)
            case Fails(id=name) | MinorOrWorse(id=name):
                return self.checks[name].no_fire is None
            case Concluded(id=name):
                return self._diagnoses[name]
            case Count(scope=scope, of=of, op=op, n=n):
                most = sum(counted(check, scope, of) and self.checks[name].no_fire is None for name, check in self._program.checks.items())
                return most > n if op == ">" else most >= n
            case Given(node=node):
                return any(
                    self.reach.could(lambda values: evaluate(node, values) is not False, [node], sampled=sampled)
                    for sampled in (True, False)
                )
            case ScoreBelow():
                return True


def counted(check: Check, scope: str, of: str) -> bool:
    """Whether a count sees the check."""
    if scope == "section":
        return check.section == of
    return check.class_ == of and (check.kind == "test") == (scope == "tests")
