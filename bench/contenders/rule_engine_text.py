"""rule-engine (zeroSteiner): typed rules, parsed once, each evaluated over a mapping. It says the verdict, not why.

A rule is one expression and nothing chains by itself, so the caller carries what one rule found to those that read it.
"""

from collections.abc import Sequence
from typing import Any

import rule_engine  # type: ignore[import-untyped]

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan

from .base import ENDS
from .said import Spelling, conclusions, grade, groups, named_tests, states
from .textual import Ternary

_SPELL = Spelling(both=" and ", either=" or ", divide="({}) // ({})")


def judge(plan: Plan, _way: str) -> "RuleEngine":
    return RuleEngine(plan)


class RuleEngine:
    """A plan as rules in the order in which they build on each other."""

    def __init__(self, plan: Plan) -> None:
        types = rule_engine.type_resolver_from_dict(_types(plan))
        context = rule_engine.Context(type_resolver=types, default_value=None)
        self._states = [(name, rule_engine.Rule(said, context=context)) for name, said in states(plan, Ternary(both=" and ")).items()]
        entries = [(one.name, f"[x for x in [{', '.join(one.checks)}] if x == {one.states[0]}].length") for one in groups(plan)]
        entries += [(name, f"{test} in [{', '.join(map(str, codes))}]") for name, test, codes in named_tests(plan)]
        entries += conclusions(plan, _SPELL)
        entries += [(end, grade(plan, end, _SPELL, Ternary().choose)) for end in ENDS]
        self._rules = [(name, rule_engine.Rule(said)) for name, said in entries]

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[dict[str, Any]]:
        return [self._one(row) for row in taken]

    def _one(self, row: Row) -> dict[str, Any]:
        known: dict[str, Any] = {name: rule.evaluate(row) for name, rule in self._states}
        for name, rule in self._rules:
            known[name] = rule.evaluate(known)
        return known

    def outcomes(self, answers: Sequence[dict[str, Any]]) -> list[Outcome]:
        names = ("all_fail", "all_minor", "all_unknown", "site_worst", "site_best")
        return [Outcome(one["worst"], one["best"], *(int(one[name]) for name in names)) for one in answers]


def _types(plan: Plan) -> dict[str, Any]:
    kinds = rule_engine.DataType
    product = {"kind": kinds.STRING, "line": kinds.STRING, "exporter": kinds.BOOLEAN, "sterile": kinds.BOOLEAN, "size": kinds.FLOAT}
    answers = {f"a_{check.id}": kinds.STRING for check in plan.site}
    return product | answers | {f"v_{test.id}": kinds.FLOAT for test in plan.tests} | {f"p_{test.id}": kinds.BOOLEAN for test in plan.tests}
