"""DuckDB: the whole plan as one SQL statement over a table of dossiers, prepared once. It says the verdict, not why."""

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan

from .base import ENDS
from .polars_plan import frame
from .said import Spelling, conclusions, grade, groups, levels, named_tests, states

_SPELL = Spelling(both=" AND ", either=" OR ", divide="({}) // ({})")


def judge(plan: Plan, _way: str) -> "DuckDb":
    return DuckDb(plan)


class Sql:
    """The words of SQL."""

    def choose(self, condition: str, yes: str, no: str) -> str:
        return f"CASE WHEN {condition} THEN {yes} ELSE {no} END"

    def code(self, number: int) -> str:
        return f"{number}::TINYINT" if number.__class__ is int else str(number)

    def equal(self, column: str, text: str) -> str:
        return f"{column} = '{text}'"

    def one_of(self, column: str, texts: Sequence[str]) -> str:
        return f"{column} IN ({', '.join(repr(text) for text in texts)})"

    def above(self, column: str, number: int) -> str:
        return f"{column} > {number}"

    def within(self, column: str, low: float | None, high: float | None) -> str:
        ends = [f"{column} >= {low}::DOUBLE" if low is not None else "", f"{column} <= {high}::DOUBLE" if high is not None else ""]
        return "(" + " AND ".join(end for end in ends if end) + ")"

    def true(self, column: str) -> str:
        return column

    def null(self, column: str) -> str:
        return f"{column} IS NULL"


class DuckDb:
    """One statement: states, then counts, then conclusions, each a level of the query."""

    def __init__(self, plan: Plan) -> None:
        self._connection = duckdb.connect()
        self._plan = plan
        said = states(plan, Sql())
        inner = ", ".join(f"{state} AS {name}" for name, state in said.items())
        counted = [(one.name, " + ".join(f"({check} = {one.states[0]})::INT" for check in one.checks)) for one in groups(plan)]
        counted += [(name, f"{test} IN ({', '.join(map(str, codes))})") for name, test, codes in named_tests(plan)]
        # one SELECT a level: an alias read further right in the same SELECT is written out again each time, and the plan explodes
        grades = [(end, grade(plan, end, _SPELL, Sql().choose)) for end in ENDS]
        sql = f"SELECT {inner} FROM dossiers"
        for level in [counted, *levels(conclusions(plan, _SPELL)), grades]:
            sql = f"SELECT *, {', '.join(f'{text} AS {name}' for name, text in level)} FROM ({sql})"
        self._sql = f"SELECT worst, best, all_fail, all_minor, all_unknown, site_worst, site_best FROM ({sql})"

    def take(self, rows: Sequence[Row]) -> pl.DataFrame:
        return frame(self._plan, rows)

    def judge(self, taken: Any) -> Any:
        self._connection.register("dossiers", taken)
        return self._connection.sql(self._sql).to_arrow_table()

    def outcomes(self, answers: Any) -> list[Outcome]:
        return [Outcome(*row.values()) for row in answers.to_pylist()]
