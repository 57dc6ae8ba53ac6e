"""The conditions of diagnoses, clues and verdict rows over many rows: each atom a column, each tree an expression.

Three readings of a row: its worst completion, its best, and one in which a single veto check fails and all else passes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

import polars as pl

from ...authoring.program import All, AnyOf, Check, Given, Leaf, Program, Tree
from ...conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from .cells import ALL, TESTS, Counting
from .scores import Model, Share, Sums
from .states import FAIL, MINOR, NOT_APPLICABLE


@dataclass
class Scores:
    """Every score of one reading, made when asked for."""

    model: Model
    sections: Mapping[str, Sums]
    tests_sums: Sums
    keeping: str = ""  # where shares are kept in columns, what these begin with
    _made: dict[str, Share] = field(default_factory=dict)
    kept: list[list[pl.Expr]] = field(default_factory=list)  # by stage: the total is made of blocks

    def __getitem__(self, name: str) -> Share:
        if name not in self._made:
            share = self._make(name)
            if self.keeping and name in ("site", "total"):
                share, made = share.kept(f"{self.keeping}:{name}")
                self.kept.append(made)
            self._made[name] = share
        return self._made[name]

    def _make(self, name: str) -> Share:
        match name:
            case "site":
                return self.model.site(self.sections)
            case "tests":
                return self.model.section(self.tests_sums)
            case "total":
                return self.model.total(self["site"], self["tests"], self.sections, self.tests_sums)
            case _:
                return self.model.section(self.sections[name])

    def odd(self) -> list[pl.Expr]:
        """Where float64 leaves a score undecided."""
        return [share.odd for share in self._made.values() if share.odd is not None]


Truth = pl.Expr | bool  # a constant where every row says the same


@dataclass
class Reading:
    """One completion, or one veto alone: how each kind of atom is answered. Never null."""

    program: Program
    scores: Scores
    fails: Callable[[str], Truth]
    minor: Callable[[str], Truth]
    count: Callable[[Count], pl.Expr | int]
    given: Callable[[Given], Truth]
    _diagnoses: dict[str, Truth] = field(default_factory=dict)

    def holds(self, tree: Tree) -> Truth:
        """Whether a condition holds, row by row."""
        match tree:
            case All(items):
                return _all([self.holds(item) for item in items])
            case AnyOf(items):
                return _any([self.holds(item) for item in items])
            case _:
                return self._leaf(tree)

    def _leaf(self, leaf: Leaf) -> Truth:
        match leaf:
            case Fails(id=check):
                return self.fails(check)
            case MinorOrWorse(id=check):
                return self.minor(check)
            case Concluded(id=diagnosis):
                return self.diagnosis(diagnosis)
            case Count(op=op, n=n):
                return self.count(leaf) > n if op == ">" else self.count(leaf) >= n
            case ScoreBelow(of=of, op=op, n=n):
                return self.scores[of].below(op, n)
            case Given():
                return self.given(leaf)

    def diagnosis(self, name: str) -> Truth:
        """Whether a diagnosis is concluded."""
        if name not in self._diagnoses:
            self._diagnoses[name] = self.holds(self.program.diagnoses[name])
        return self._diagnoses[name]

    def row(self) -> pl.Expr:
        """The number of the first verdict row that holds; the last one is true."""
        rows: list[pl.Expr] = []
        for tree in self.program.verdicts:
            truth = self.holds(tree)
            if truth is True:
                break
            rows.append(expression(truth))
        found: pl.Expr = pl.lit(len(rows), pl.Int8)
        for number in reversed(range(len(rows))):
            found = pl.when(rows[number]).then(pl.lit(number, pl.Int8)).otherwise(found)
        return found


def _all(truths: list[Truth]) -> Truth:
    open_ = [truth for truth in truths if not isinstance(truth, bool)]
    if False in (truth for truth in truths if isinstance(truth, bool)):
        return False
    return reduce(and_, open_) if open_ else True


def _any(truths: list[Truth]) -> Truth:
    open_ = [truth for truth in truths if not isinstance(truth, bool)]
    if True in (truth for truth in truths if isinstance(truth, bool)):
        return True
    return reduce(or_, open_) if open_ else False


def expression(truth: Truth) -> pl.Expr:
    """A truth as an expression."""
    return pl.lit(truth) if isinstance(truth, bool) else truth


def completion(program: Program, counting: Counting, model: Model, *, worst: bool) -> Reading:
    """All unknowns at fail and conditions on unknown attributes true, or all at pass and these false."""
    sections = {name: counting.sums(name)[0 if worst else 1] for name in counting.sections()}
    scores = Scores(model, sections, counting.sums(TESTS)[0 if worst else 1], "worst" if worst else "best")

    def fails(check: str) -> pl.Expr:
        state = pl.col(counting.raw.get(check, f"state:{check}"))
        failed = state == FAIL
        return failed | _unknown(program.checks[check], state) if worst else failed

    def minor(check: str) -> pl.Expr:
        one = program.checks[check]
        state = pl.col(counting.raw.get(check, f"state:{check}"))
        found = state == FAIL if one.class_ == "veto" else (state == FAIL) | (state == MINOR)
        return found | _unknown(one, state) if worst else found

    return Reading(
        program,
        scores,
        fails,
        minor,
        lambda atom: counting.counted(atom, unknown=worst),
        lambda given: pl.col(f"given:{given.index}").fill_null(value=worst),
    )


def _unknown(check: Check, state: pl.Expr) -> pl.Expr:
    """Not known: 0 or less; and an answer that this check does not allow."""
    found = state <= 0
    if check.class_ == "veto":
        found = found | (state == MINOR)
    return found | (state == NOT_APPLICABLE) if check.kind == "site" and not check.may_skip and check.applies is None else found


def veto_alone(program: Program, counting: Counting, model: Model, veto: Check) -> Reading:
    """One veto check fails and everything else that counts passes; conditions on unknown attributes are false."""
    section = veto.section if counting.scores_by_section else ALL

    def passed(name: str) -> Sums:
        sums = counting.sums(name)[1]
        return Sums(sums.most - counting.weight(veto.id) if name == section else sums.most, sums.most, sums.bound, sums.always)

    scores = Scores(model, {name: passed(name) for name in counting.sections()}, passed(TESTS))

    def alone(check: str) -> Truth:
        return check == veto.id

    def count(atom: Count) -> int:
        return int(atom.of == veto.section if atom.scope == "section" else atom.scope == "class" and atom.of == "veto")

    return Reading(program, scores, alone, alone, count, lambda given: pl.col(f"given:{given.index}").fill_null(value=False))
