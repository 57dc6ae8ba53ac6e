"""Polars: the plan as expressions over a frame of dossiers, as one would write them by hand. It says the verdict, not why."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import WEIGHTS, Count, Diagnosis, Plan
from bench.subject.plan import Row as VerdictRow

from .base import CLASSES, ENDS, FAIL, MINOR, PASS, TEST_CLASSES, UNKNOWN
from .said import states

ANSWERS = ("conform", "minor", "major", "na", "none")


def judge(plan: Plan, _way: str) -> "ByHand":
    return ByHand(plan)


def frame(plan: Plan, rows: Sequence[Row]) -> pl.DataFrame:
    """The flat rows as a frame with the types that suit them."""
    schema: dict[str, Any] = {"kind": pl.Enum(["x", "y", "z"]), "line": pl.Enum(["a", "b"]), "exporter": pl.Boolean, "sterile": pl.Boolean}
    schema |= {"size": pl.Float64} | {f"a_{check.id}": pl.Enum(ANSWERS) for check in plan.site}
    for test in plan.tests:
        schema |= {f"p_{test.id}": pl.Boolean, f"v_{test.id}": pl.Float64}
    return pl.DataFrame(rows, schema=schema)


class Expressions:
    """The words of Polars."""

    def choose(self, condition: pl.Expr, yes: pl.Expr, no: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(yes).otherwise(no)

    def code(self, number: int) -> pl.Expr:
        return pl.lit(number, pl.Int8)

    def equal(self, column: str, text: str) -> pl.Expr:
        return pl.col(column) == text

    def one_of(self, column: str, texts: Sequence[str]) -> pl.Expr:
        return pl.any_horizontal([pl.col(column) == text for text in texts])

    def above(self, column: str, number: int) -> pl.Expr:
        return pl.col(column) > number

    def within(self, column: str, low: float | None, high: float | None) -> pl.Expr:
        ends = [pl.col(column) >= low] if low is not None else []
        return pl.all_horizontal([*ends, *([pl.col(column) <= high] if high is not None else [])])

    def true(self, column: str) -> pl.Expr:
        return pl.col(column)

    def null(self, column: str) -> pl.Expr:
        return pl.col(column).is_null()


class ByHand:
    """A lazy query: states, then counts and sums, then what follows from them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._states = [said.alias(name) for name, said in states(plan, Expressions()).items()]
        site = plan.on_site
        counts = []
        for kind, classes, checks in (("n", CLASSES, site), ("t", TEST_CLASSES, plan.tests)):
            for class_ in classes:
                ids = [check.id for check in checks if check.class_ == class_]
                counts += [_count(ids, state).alias(f"{kind}_{class_}_{word}") for word, state in _COUNTED.items()]
        for section in plan.sections:
            ids = [check.id for check in site if check.section == section]
            counts += [_count(ids, state).alias(f"s_{section}_{word}") for word, state in (("fail", FAIL), ("unknown", UNKNOWN))]
        self._counts = counts
        self._concluded = [self._conclude(end) for end in ENDS]

    def _conclude(self, end: str) -> tuple[list[pl.Expr], list[pl.Expr]]:
        """Score and diagnoses of one end, and then its grade."""
        known = ("pass",) if end == "worst" else ("pass", "unknown")
        got = sum((WEIGHTS[c] * (2 * _sum(f"n_{c}_{w}" for w in known) + pl.col(f"n_{c}_minor")) for c in CLASSES), pl.lit(0, pl.Int32))
        most = sum((2 * WEIGHTS[c] * _sum(f"n_{c}_{w}" for w in _COUNTED) for c in CLASSES), pl.lit(0, pl.Int32))
        concluded: dict[str, pl.Expr] = {}
        for one in self.plan.diagnoses:
            concluded[one.id] = _diagnosed(one, end, concluded)
        grade: pl.Expr = pl.lit(self.plan.rows[-1].grade)
        for row in reversed(self.plan.rows[:-1]):
            grade = pl.when(_row(row, end, concluded)).then(pl.lit(row.grade)).otherwise(grade)
        return [got.alias(f"got_{end}"), most.alias("most")][: 2 if end == "worst" else 1], [
            grade.alias(end),
            (10_000 * pl.col(f"got_{end}") // pl.col("most")).alias(f"site_{end}"),
        ]

    def take(self, rows: Sequence[Row]) -> pl.DataFrame:
        return frame(self.plan, rows)

    def judge(self, taken: pl.DataFrame) -> pl.DataFrame:
        scores = [one for first, _ in self._concluded for one in first]
        rest = [one for _, second in self._concluded for one in second]
        totals = [
            _sum([f"n_{c}_{word}" for c in CLASSES] + [f"t_{c}_{word}" for c in TEST_CLASSES]).alias(f"all_{word}")
            for word in ("fail", "minor", "unknown")
        ]
        bad = [one.alias(name) for name, one in self._bad().items()]
        counted = taken.lazy().select(self._states).select([*self._counts, *bad]).with_columns(scores)
        return counted.select([*rest, *totals]).collect()

    def _bad(self) -> dict[str, pl.Expr]:
        tests = {of for one in self.plan.diagnoses for parts in one.alternatives for kind, of in parts if kind == "fails"}
        found = {f"bad_{test}_best": pl.col(test) == FAIL for test in sorted(tests)}
        return found | {f"bad_{test}_worst": (pl.col(test) == FAIL) | (pl.col(test) == UNKNOWN) for test in sorted(tests)}

    def outcomes(self, answers: pl.DataFrame) -> list[Outcome]:
        names = ["worst", "best", "all_fail", "all_minor", "all_unknown", "site_worst", "site_best"]
        return [Outcome(*row) for row in answers.select(names).iter_rows()]


_COUNTED = {"fail": FAIL, "minor": MINOR, "pass": PASS, "unknown": UNKNOWN}


def _count(ids: Sequence[str], state: int) -> pl.Expr:
    return pl.sum_horizontal([(pl.col(name) == state).cast(pl.Int32) for name in ids]) if ids else pl.lit(0, pl.Int32)


def _sum(names: Any) -> pl.Expr:
    return pl.sum_horizontal([pl.col(name) for name in names])


def _diagnosed(diagnosis: Diagnosis, end: str, concluded: dict[str, pl.Expr]) -> pl.Expr:
    def part(kind: str, of: str) -> pl.Expr:
        if kind == "concluded":
            return concluded[of]
        if kind == "fails":
            return pl.col(f"bad_{of}_{end}")
        return _sum([f"s_{of}_fail"] + ([f"s_{of}_unknown"] if end == "worst" else [])) > 1

    return pl.any_horizontal([pl.all_horizontal([part(*one) for one in parts]) for parts in diagnosis.alternatives])


def _row(row: VerdictRow, end: str, concluded: dict[str, pl.Expr]) -> pl.Expr:
    parts = [_more(count, end) for count in row.counts] + [concluded[name] for name in row.diagnoses]
    return pl.any_horizontal([*parts, 100 * pl.col(f"got_{end}") < row.site_below * pl.col("most")])


def _more(count: Count, end: str) -> pl.Expr:
    words = ["fail"] + (["minor"] if count.state == "minor" else []) + (["unknown"] if end == "worst" else [])
    return _sum(f"{'t' if count.tests else 'n'}_{count.of}_{word}" for word in words) > count.more_than
