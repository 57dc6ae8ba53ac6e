"""The plain interpreter: the definition of what a ruleset concludes (semantics §6). It also says why.

It walks each condition's tree. Nothing is unknown here: a case has settled every check and attribute one way.
"""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from ..authoring.program import All, AnyOf, Check, Given, Leaf, Program, Tree
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from .protocol import Case, Conclusions


class Reading:
    """One case being read: the counts are taken once, diagnoses are added as they conclude."""

    __slots__ = ("case", "concluded", "counts", "program")

    def __init__(self, program: Program, case: Case) -> None:
        self.program = program
        self.case = case
        self.concluded: set[str] = set()
        self.counts: Counter[tuple[str, str, str]] = Counter()
        checks = program.checks
        for check_id, state in case.states.items():
            if state == "pass":
                continue
            check = checks[check_id]
            keys = [("tests" if check.kind == "test" else "class", check.class_)]
            if check.section is not None:
                keys.append(("section", check.section))
            for scope, of in keys:
                self.counts[scope, of, "minor"] += 1  # minor or worse
                if state == "fail":
                    self.counts[scope, of, "fail"] += 1

    def holds(self, tree: Tree) -> bool:
        """Whether the condition holds."""
        kind = tree.__class__
        if kind is AnyOf:
            return any(map(self.holds, tree.items))  # type: ignore[union-attr]  # quicker than a match on hundreds of nodes a case
        if kind is All:
            return all(map(self.holds, tree.items))  # type: ignore[union-attr]
        return self.leaf(tree)  # type: ignore[arg-type]

    def leaf(self, leaf: Leaf) -> bool:
        """Whether an atom holds."""
        return _HOLDS[leaf.__class__](self, leaf)


def _fails(reading: Reading, leaf: Fails) -> bool:
    return reading.case.states.get(leaf.id) == "fail"


def _minor_or_worse(reading: Reading, leaf: MinorOrWorse) -> bool:
    return reading.case.states.get(leaf.id) in ("fail", "minor")


def _concluded(reading: Reading, leaf: Concluded) -> bool:
    return leaf.id in reading.concluded


def _count(reading: Reading, leaf: Count) -> bool:
    found = reading.counts[leaf.scope, leaf.of, leaf.state]
    return found > leaf.n if leaf.op == ">" else found >= leaf.n


def _score_below(reading: Reading, leaf: ScoreBelow) -> bool:
    score = reading.case.scores[leaf.of]
    return score is not None and (score < _exact(str(leaf.n)) if leaf.op == "<" else score <= _exact(str(leaf.n)))


def _given(reading: Reading, leaf: Given) -> bool:
    return reading.case.given[leaf.index]


_HOLDS: Final[dict[type, Callable[[Reading, Any], bool]]] = {
    Fails: _fails,
    MinorOrWorse: _minor_or_worse,
    Concluded: _concluded,
    Count: _count,
    ScoreBelow: _score_below,
    Given: _given,
}


@lru_cache(maxsize=4096)
def _exact(number: str) -> Fraction:
    return Fraction(number)


def read(program: Program, case: Case) -> tuple[Conclusions, Reading]:
    """The conclusions, and the reading that explains them."""
    reading = Reading(program, case)
    for diagnosis, tree in program.diagnoses.items():  # each stands after those it builds on
        if reading.holds(tree):
            reading.concluded.add(diagnosis)
    clues = frozenset(clue for clue, tree in program.clues.items() if reading.holds(tree))
    row = next(index for index, tree in enumerate(program.verdicts) if reading.holds(tree))
    return Conclusions(row, frozenset(reading.concluded), clues), reading


def conclude(program: Program, case: Case) -> Conclusions:
    """The conclusions of `case`."""
    return read(program, case)[0]


def atoms_that_hold(reading: Reading, tree: Tree) -> list[Leaf]:
    """The atoms of a condition that hold, left to right."""
    match tree:
        case All(items) | AnyOf(items):
            return [atom for item in items for atom in atoms_that_hold(reading, item)]
        case _:
            return [tree] if reading.leaf(tree) else []


def behind(reading: Reading, leaf: Leaf) -> frozenset[str]:
    """The checks that make an atom hold: the failing ones it names or counts, or that cost points in the score it reads."""
    states, checks = reading.case.states, reading.program.checks
    match leaf:
        case Fails(id=check) | MinorOrWorse(id=check):
            return frozenset({check})
        case Concluded(id=diagnosis):
            held = atoms_that_hold(reading, reading.program.diagnoses[diagnosis])
            return frozenset().union(*(behind(reading, atom) for atom in held))
        case Count(scope=scope, of=of, state=state):
            bad = ("fail",) if state == "fail" else ("fail", "minor")
            return frozenset(check for check, found in states.items() if found in bad and _inside(checks[check], scope, of))
        case ScoreBelow(of=of):
            block = {"total": "any", "site": "site", "tests": "any-test"}.get(of, "section")
            return frozenset(check for check, found in states.items() if found != "pass" and _inside(checks[check], block, of))
        case Given():
            return frozenset()


def _inside(check: Check, scope: str, of: str) -> bool:
    match scope:
        case "class":
            return check.kind != "test" and check.class_ == of
        case "tests":
            return check.kind == "test" and check.class_ == of
        case "section":
            return check.section == of
        case "site":
            return check.kind != "test"
        case "any-test":
            return check.kind == "test"
        case _:
            return True
