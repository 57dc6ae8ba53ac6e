"""CEL by its Rust implementation (common-expression-language): every expression compiled once, then executed over a context.

One program finds the states of all checks as a list; a second counts, scores and concludes, with the macros of the language; a third reads
the rows. CEL has no variables, so what is used twice is handed on as a context: three calls a dossier. It says the verdict, not why.
"""

from collections.abc import Sequence
from typing import Any

import cel

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan

from .said import Spelling, conclusions, grade, groups, levels, named_tests, states
from .textual import Ternary

_SPELL = Spelling(both=" && ", either=" || ")


def judge(plan: Plan, _way: str) -> "Cel":
    return Cel(plan)


class Cel:
    """A plan as a chain of CEL programs; one program a level, since within one nothing can be named."""

    def __init__(self, plan: Plan) -> None:
        said = states(plan, Ternary())
        place = {name: f"s[{index}]" for index, name in enumerate(said)}
        self._states = cel.compile("[" + ", ".join(said.values()) + "]")
        counts = []
        for group in groups(plan):
            listed = ", ".join(place[check] for check in group.checks)
            counts.append((group.name, f"[{listed}].filter(x, x == {group.states[0]}).size()"))
        counts += [(name, f"{place[test]} in {list(codes)}") for name, test, codes in named_tests(plan)]
        concluded = conclusions(plan, _SPELL)
        self._levels = [cel.compile(_map(level)) for level in [counts, *levels(concluded)]]
        self._rows = cel.compile(_map([(end, grade(plan, end, _SPELL, Ternary().choose)) for end in ("worst", "best")]))

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[dict[str, Any]]:
        return [self._one(row) for row in taken]

    def _one(self, row: Row) -> dict[str, Any]:
        known: dict[str, Any] = {"s": self._states.execute(row)}
        for level in self._levels:
            known.update(level.execute(known))
        return {**self._rows.execute(known), **known}

    def outcomes(self, answers: Sequence[dict[str, Any]]) -> list[Outcome]:
        names = ("worst", "best", "all_fail", "all_minor", "all_unknown", "site_worst", "site_best")
        return [Outcome(*(one[name] for name in names)) for one in answers]


def _map(entries: Sequence[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"'{name}': {said}" for name, said in entries) + "}"
