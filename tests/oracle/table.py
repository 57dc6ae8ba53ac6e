"""Conclusions for the oracle: diagnoses, clues, the verdict table, what it rests on, and what could still change it (§4–§6)."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from .scores import Score, scores
from .states import KNOWN, OUTSIDE, Doc, Judged
from .truth import UNKNOWN, is_judged, kleene, leaves, names, number, parts, tree

BAD = {"fail": {"fail"}, "minor": {"fail", "minor"}}


class World:
    """One completion: every unknown check has become `fill`, every unknown attribute condition true (fill: fail) or false."""

    def __init__(self, ruleset: Doc, checks: Mapping[str, Judged], env: Doc, fill: str, states: Mapping[str, str] | None = None) -> None:
        self.ruleset, self.checks, self.env, self.fill = ruleset, checks, env, fill
        self.define = ruleset.get("define", {})
        given = states or {c.id: c.state for c in checks.values()}
        self.states = {name: s if s in KNOWN or s in OUTSIDE else fill for name, s in given.items()}

    @cached_property
    def scores(self) -> dict[str, Score]:
        return scores(self.ruleset, self.checks.values(), self.states)

    def holds(self, condition: str) -> bool:
        return self.true(tree(condition))

    def true(self, node: ast.expr) -> bool:
        truth = kleene(node, self.env, self.define, self.judge)
        return self.fill == "fail" if truth == UNKNOWN else truth == 1

    def concluded(self) -> set[str]:
        return {name for name, d in self.ruleset.get("diagnoses", {}).items() if self.holds(d["when"])}

    def raised(self) -> set[str]:
        return {name for name, c in self.ruleset.get("clues", {}).items() if self.holds(c["when"])}

    def row(self) -> int:
        """The number of the first verdict row that holds."""
        return next(n for n, row in enumerate(self.ruleset["verdicts"]) if self.holds(row["when"]))

    def judge(self, leaf: ast.expr) -> bool:
        name, arguments, op, limit = _atom(leaf)
        if name in {"fails", "minor"}:
            return self.states[arguments[0]] in BAD["fail" if name == "fails" else "minor"]
        if name == "concluded":
            return self.holds(self.ruleset["diagnoses"][arguments[0]]["when"])
        if name == "score":
            score = self.scores[arguments[0]]
            return score is not None and (score < limit if op == "<" else score <= limit)
        hits = sum(self.states[c.id] in BAD[arguments[1]] for c in self.scope(leaf))
        return bool(hits > limit if op == ">" else hits >= limit)

    def scope(self, leaf: ast.expr) -> list[Judged]:
        """The checks that an atom reads (by id, class, section or score)."""
        name, arguments, _, _ = _atom(leaf)
        return [c for c in self.checks.values() if _reads(name, arguments[0], c)]


def _reads(function: str, of: str, check: Judged) -> bool:
    site = check.kind != "test"
    match function:
        case "fails" | "minor":
            return check.id == of
        case "count":
            return site and check.class_ == of
        case "count_tests":
            return not site and check.class_ == of
        case "count_in":
            return site and check.section == of
        case "score":
            return of == "total" or (of == "site" and site) or (of == "tests" and not site) or (site and check.section == of)
    return False


def _atom(leaf: ast.expr) -> tuple[str, list[Any], str, Any]:
    call, op, limit = leaf, "", None
    if isinstance(leaf, ast.Compare):
        call, limit = leaf.left, number(leaf.comparators[0])
        op = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}[type(leaf.ops[0])]
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    return call.func.id, [a.value for a in call.args if isinstance(a, ast.Constant)], op, limit


def behind(world: World, condition: str) -> set[str]:
    """The checks behind the atoms that hold: those found wrong among what an atom reads; a score's, those below full credit."""
    found: set[str] = set()
    for leaf in leaves(tree(condition), world.define):
        if not is_judged(leaf) or not world.judge(leaf):
            continue
        name, arguments, _, _ = _atom(leaf)
        if name == "concluded":
            found |= behind(world, world.ruleset["diagnoses"][arguments[0]]["when"])
            continue
        bad = BAD["fail"] if name == "fails" else BAD["minor"] if name in {"minor", "score"} else BAD[arguments[1]]
        found |= {c.id for c in world.scope(leaf) if world.states[c.id] in bad}
    return found


def _differing(worst: World, best: World, condition: str, fine: bool) -> Iterator[ast.expr]:
    """Atoms whose truth differs between the two completions, those of the diagnoses they read too."""
    for leaf in leaves(tree(condition), worst.define) if fine else parts(tree(condition)):
        if worst.true(leaf) == best.true(leaf):
            continue
        if is_judged(leaf) and _atom(leaf)[0] == "concluded":
            yield from _differing(worst, best, worst.ruleset["diagnoses"][_atom(leaf)[1][0]]["when"], fine)
        else:
            yield leaf


def pending(worst: World, best: World, rows: Iterable[Doc], every: bool, fine: bool) -> set[tuple[str, str]]:
    """Unknown checks and missing attributes that can still matter; `every`: all unknown checks, while the verdict may be withdrawn.

    What is an atom among attributes the page leaves open: each comparison (`fine`), or the largest part that reads no judgment.
    """
    unknown = {c.id for c in best.checks.values() if c.state not in KNOWN | OUTSIDE}
    checks, attributes = set(unknown if every else ()), set()
    for row in rows:
        for leaf in _differing(worst, best, row["when"], fine):
            if is_judged(leaf):
                checks |= {c.id for c in best.scope(leaf)} & unknown
            else:
                attributes |= {n for n in names(leaf, best.define) if best.env[n] is None}
                attributes |= _asked(best, attributes, best.env)
    for name in checks:
        check = best.checks[name]
        for env in check.everywhere if fine else check.envs:
            missing = {n for c in check.conditions for n in names(tree(c), best.define) if env[n] is None}
            attributes |= _asked(best, missing, env) | missing
    return {("check", c) for c in checks} | {("attribute", a) for a in attributes}


def _asked(world: World, wanted: set[str], env: Doc) -> set[str]:
    """The unknown attributes that the `asked_when` of these reads, and of those in turn."""
    specs = {**world.ruleset.get("product", {}), **world.ruleset.get("derived", {})}
    found: set[str] = set()
    todo = [n for n in wanted if n in specs]
    while todo:
        when = specs[todo.pop()].get("asked_when")
        more = {n for n in names(tree(when), world.define) if env[n] is None} - found if when else set()
        found |= more
        todo += [n for n in more if n in specs]
    return found
