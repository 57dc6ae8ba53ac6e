"""ZEN (GoRules): the plan as a JSON decision model, compiled once: expression nodes for states and counts, a decision table for the grade.

Two ways: the verdict alone, and with `trace`, where the answer says what every node read and gave.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import zen

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan

from .base import ENDS
from .said import Spelling, conclusions, groups, named_tests, states
from .textual import Ternary

_SPELL = Spelling(both=" and ", either=" or ", name="$.{}", divide="floor(({}) / ({}))")


def judge(plan: Plan, way: str) -> "Zen":
    return Zen(plan, trace=way == "trace")


class Zen:
    """A decision graph: input → states → conclusions → one table an end → output."""

    def __init__(self, plan: Plan, *, trace: bool) -> None:
        self._decision = zen.ZenEngine().create_decision(json.dumps(_graph(plan)))
        self._options: Any = {"trace": True} if trace else {}

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[Any]:
        evaluate, options = self._decision.evaluate, self._options
        return [evaluate(row, options) for row in taken]

    def outcomes(self, answers: Sequence[Any]) -> list[Outcome]:
        names = ("worst", "best", "all_fail", "all_minor", "all_unknown", "site_worst", "site_best")
        return [Outcome(*(one["result"][name] for name in names)) for one in answers]


def _graph(plan: Plan) -> dict[str, Any]:
    said = states(plan, Ternary(both=" and "))
    place = {name: f"s[{index}]" for index, name in enumerate(said)}
    counted = [(one.name, f"count([{', '.join(place[check] for check in one.checks)}], # == {one.states[0]})") for one in groups(plan)]
    counted += [(name, f"{place[test]} in {list(codes)}") for name, test, codes in named_tests(plan)]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "inputNode", "name": "in"},
        _expressions("states", [("s", "[" + ", ".join(said.values()) + "]")]),
        _expressions("conclude", [*counted, *conclusions(plan, _SPELL)]),
        *(_table(plan, end) for end in ENDS),
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    ids = [node["id"] for node in nodes]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(ids)]
    return {"nodes": nodes, "edges": edges}


def _expressions(name: str, entries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """An expression node; only the next node needs what it gives, so nothing is passed through."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in entries]
    content = {"expressions": expressions, "passThrough": False, "inputField": None, "outputPath": None, "executionMode": "single"}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _table(plan: Plan, end: str) -> dict[str, Any]:
    rules = [{"_id": f"{end}{row.grade}", f"row{row.grade}": "true", "grade": f"'{row.grade}'"} for row in plan.rows[:-1]]
    rules.append({"_id": f"{end}last", "grade": f"'{plan.rows[-1].grade}'"})
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": f"row{row.grade}", "name": row.grade, "field": f"row_{row.grade}_{end}"} for row in plan.rows[:-1]],
        "outputs": [{"id": "grade", "name": "grade", "field": end}],
        "rules": rules, "passThrough": True, "inputField": None, "outputPath": None, "executionMode": "single",
    }  # fmt: skip
    return {"id": end, "type": "decisionTableNode", "name": end, "content": content}
