"""Our columnar engine: the ruleset as one Polars plan over the wide layout, both completions and every score of the board."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

import tijian
from bench.subject.dossiers import Row, dossier
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan
from bench.subject.ruleset import CATEGORY, DAY, write
from tijian.engines.columnar import plan as columnar_plan


def judge(plan: Plan, _way: str) -> "Columnar":
    return Columnar(plan)


class Columnar:
    """A plan as a plan of columns."""

    def __init__(self, plan: Plan) -> None:
        with tempfile.TemporaryDirectory() as folder:
            write(plan, Path(folder))
            catalogue = tijian.catalogue([folder])
            ruleset = catalogue.entry(CATEGORY, DAY).program.ruleset
        self._plan = columnar_plan(ruleset, catalogue.plugins)

    def take(self, rows: Sequence[Row]) -> pl.DataFrame:
        layout = self._plan.layout
        return pl.DataFrame([layout.row(dossier(row, number)) for number, row in enumerate(rows)], schema=layout.schema())

    def judge(self, taken: pl.DataFrame) -> pl.DataFrame:
        return self._plan.judge(taken).verdicts

    def outcomes(self, answers: pl.DataFrame) -> list[Outcome]:
        names = ["worst", "best", "fails", "minors", "unknowns", "site_low", "site_high"]
        return [Outcome(*row[:5], *(int(score * 100) for score in row[5:])) for row in answers.select(names).iter_rows()]
