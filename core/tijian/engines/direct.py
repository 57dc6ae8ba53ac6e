"""The plain interpreter: the definition of what a ruleset concludes (semantics §6). It also says why.

It walks each condition's tree. Nothing is unknown here: a case has settled every check and attribute one way. A part of a condition
that only faults make hold, none of which are there, is not walked (`needs` in authoring/program.py).
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from ..authoring.program import All, AnyOf, Check, Given, Leaf, Program, Tree
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from .protocol import Case, Conclusions


class Reading:
    """One case being read: the counts are taken once, diagnoses are added as they conclude.

    `touched`: the checks at fault, what is counted of them, and the diagnoses concluded: a condition that needs none of these fails.
    """

    __slots__ = ("case", "concluded", "counts", "program", "touched")

    def __init__(self, program: Program, case: Case) -> None:
        self.program = program
        self.case = case
        self.concluded: set[str] = set()
        self.counts: dict[tuple[str, str, str], int] = {}
        self.touched: set[str | tuple[str, str]] = set(case.faults)
        checks, counts = program.checks, self.counts
        for check_id, state in case.faults.items():
            check = checks[check_id]
            keys = [("tests" if check.kind == "test" else "class", check.class_)]
            if check.section is not None:
                keys.append(("section", check.section))
            for scope, of in keys:
                self.touched.add((scope, of))
                counts[scope, of, "minor"] = counts.get((scope, of, "minor"), 0) + 1  # minor or worse
                if state == "fail":
                    counts[scope, of, "fail"] = counts.get((scope, of, "fail"), 0) + 1

    def conclude(self, diagnosis: str) -> None:
        """Adds a diagnosis that holds."""
        self.concluded.add(diagnosis)
        self.touched.add(diagnosis)

    def holds(self, tree: Tree) -> bool:
        """Whether the condition holds."""
        if not isinstance(tree, (All, AnyOf)):  # quicker than a union
            return self.leaf(tree)
        if tree.needs is not None and tree.needs.isdisjoint(self.touched):
            return False
        return any(map(self.holds, tree.items)) if isinstance(tree, AnyOf) else all(map(self.holds, tree.items))

    def leaf(self, leaf: Leaf) -> bool:
        """Whether an atom holds."""
        return _HOLDS[leaf.__class__](self, leaf)


def _fails(reading: Reading, leaf: Fails) -> bool:
    return reading.case.faults.get(leaf.id) == "fail"


def _minor_or_worse(reading: Reading, leaf: MinorOrWorse) -> bool:
    return leaf.id in reading.case.faults


def _concluded(reading: Reading, leaf: Concluded) -> bool:
    return leaf.id in reading.concluded


def _count(reading: Reading, leaf: Count) -> bool:
    found = reading.counts.get((leaf.scope, leaf.of, leaf.state), 0)
    return found > leaf.n if leaf.op == ">" else found >= leaf.n


def _score_below(reading: Reading, leaf: ScoreBelow) -> bool:
    part = reading.case.scores.part(leaf.of)
    if part is None:
        return False
    top, bottom = _ratio(leaf.n)
    score, limit = 100 * part.got * bottom, top * part.most  # both times most · bottom: exact, without a division
    return score < limit if leaf.op == "<" else score <= limit


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


_ratio = lru_cache(maxsize=4096)(Decimal.as_integer_ratio)


def read(program: Program, case: Case) -> tuple[Conclusions, Reading]:
    """The conclusions, and the reading that explains them."""
    reading = Reading(program, case)
    for diagnosis, tree in program.diagnoses.items():  # each stands after those it builds on
        if reading.holds(tree):
            reading.conclude(diagnosis)
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
    faults, checks = reading.case.faults, reading.program.checks
    match leaf:
        case Fails(id=check) | MinorOrWorse(id=check):
            return frozenset({check})
        case Concluded(id=diagnosis):
            held = atoms_that_hold(reading, reading.program.diagnoses[diagnosis])
            return frozenset().union(*(behind(reading, atom) for atom in held))
        case Count(scope=scope, of=of, state=state):
            bad = ("fail",) if state == "fail" else ("fail", "minor")
            return frozenset(check for check, found in faults.items() if found in bad and _inside(checks[check], scope, of))
        case ScoreBelow(of=of):
            block = {"total": "any", "site": "site", "tests": "any-test"}.get(of, "section")
            return frozenset(check for check in faults if _inside(checks[check], block, of))
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
