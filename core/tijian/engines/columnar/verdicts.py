"""From tallies to verdicts: both completions, certainty, grounds, scores (semantics §5), one row a dossier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final

import numpy as np
import polars as pl

from ...authoring.program import Check, leaves
from ...conditions.tree import ScoreBelow
from ...exchange.parquet.layout import Layout
from ...model.outcome import BUILT_IN_MODELS, CAPABLE_ORDER
from .beside import Beside
from .cells import Counting, Group, may_leave
from .conclusions import Reading, completion, expression, veto_alone
from .laying import Present
from .scores import Model
from .states import FAIL, MINOR
from .tally import Cell, Member

SCORE_COLUMNS: Final = ("site_low", "site_high", "tests_low", "tests_high", "total_low", "total_high")
ODD: Final = "odd:score"


@dataclass(frozen=True)
class Verdicts:
    """The verdict table of one ruleset over frames that hold tallies."""

    layout: Layout
    raw: Mapping[str, str]

    @cached_property
    def counting(self) -> Counting:
        return Counting(self.layout.program, self.raw)

    @cached_property
    def model(self) -> Model:
        program = self.layout.program
        trees = [*program.verdicts, *program.diagnoses.values(), *program.clues.values()]
        figures = [leaf.n for tree in trees for leaf in leaves(tree) if isinstance(leaf, ScoreBelow)]
        fine = max([2, *(-int(figure.as_tuple().exponent) for figure in figures)])
        return Model(program.ruleset.scoring, {name: section.weight for name, section in program.ruleset.sections.items()}, fine)

    @cached_property
    def beside(self) -> Beside:
        return Beside(self)

    @cached_property
    def possible(self) -> bool:
        """Whether columns can score at all: a plugin's own model cannot."""
        return self.layout.ruleset.scoring.model in BUILT_IN_MODELS

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """The grades of the table, worst first."""
        return tuple(dict.fromkeys(row.grade for row in self.layout.ruleset.verdicts))

    @cached_property
    def ends(self) -> tuple[Reading, Reading]:
        program = self.layout.program
        worst, best = (completion(program, self.counting, self.model, worst=worst) for worst in (True, False))
        return worst, best

    def due_cells(self, present: Present) -> tuple[Cell, ...]:
        """Two cells of tests that are planned: key ones and others, where the plan leaves out some that have results."""
        tests = [check for check in self.layout.program.checks.values() if check.kind == "test"]
        groups = {"due:key": [one for one in tests if one.class_ == "key"], "due:other": [one for one in tests if one.class_ != "key"]}
        return tuple(
            Cell(name, tuple(Member(self._due_column(check, present), leaves=True) for check in checks), minor=False)
            for name, checks in groups.items()
            if checks
        )

    @staticmethod
    def _due_column(check: Check, present: Present) -> str:
        return f"due:{check.id}" if f"plan:{check.id}" in present else f"state:{check.id}"

    @cached_property
    def stages(self) -> list[list[pl.Expr]]:
        """What is made one after the other, each reading what was made before: sums, shares, rows and counts, what is decided."""
        columns = self._columns
        shares = [reading.scores.kept for reading in self.ends]
        depth = max(len(one) for one in shares)
        kept = [[expression for one in shares if place < len(one) for expression in one[place]] for place in range(depth)]
        return [self.counting.made, self.counting.sums_made, *kept, columns, self._decided]

    @cached_property
    def _columns(self) -> list[pl.Expr]:
        """The deciding rows and counts."""
        worst, best = self.ends
        important, unknown, known = self._coverage()
        counting = self.counting
        cells = counting.all
        made = [
            worst.row().alias("row:worst"),
            best.row().alias("row:best"),
            important.alias("due:important"),
            unknown.alias("due:unknown"),
            known.alias("due:known"),
            self._assessable().alias("assessable"),
            self._may_vanish().alias("may_vanish"),
            counting.number(cells, "fail").alias("fails"),
            counting.number(cells, "minor").alias("minors"),
            counting.number(cells, "unknown").alias("unknowns"),
        ]
        for end, reading in (("low", worst), ("high", best)):
            made += [reading.scores[name].cents().alias(f"{name}_{end}") for name in ("site", "tests", "total")]
        odd = [*(one for reading in self.ends for one in reading.scores.odd()), *self.beside.undecided()]
        return [*made, reduce(or_, odd, pl.lit(value=False)).alias(ODD)]

    def _must_count(self) -> list[Group]:
        counting = self.counting
        return counting.all if self.layout.ruleset.scoring.tests_alone else counting.site()

    def _always_counts(self) -> bool:
        """Whether some check that must count is in the sums of every dossier and can never leave."""
        return any(check.kind != "test" and not may_leave(check) for check in self.layout.program.checks.values())

    def _assessable(self) -> pl.Expr:
        if self._always_counts():
            return pl.lit(value=True)
        return self.counting.inside(self._must_count()) > 0

    def _may_vanish(self) -> pl.Expr:
        """Whether everything that must count is unknown and may still leave."""
        if self._always_counts():
            return pl.lit(value=False)
        inside, unknown = self.counting.inside(self._must_count()), self.counting.number(self._must_count(), "unknown")
        stays = [
            pl.col(f"applies:{check.id}").fill_null(value=False) & (pl.col(f"state:{check.id}") <= 0)
            for check in self.layout.program.checks.values()
            if check.kind != "test" and not check.may_skip
        ]
        return (inside == unknown) & ~reduce(or_, stays, pl.lit(value=False))

    def _coverage(self) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
        """Of what is due: unknown veto and key checks, unknown ones, known ones."""
        counting = self.counting
        unknown = counting.number(counting.site(), "unknown")
        important = counting.number([*counting.site("veto"), *counting.site("key")], "unknown")
        known = counting.inside(counting.site()) - unknown
        for name, checks in self._tests().items():
            if not checks:
                continue
            open_ = pl.col(f"{name}:unknown").cast(pl.Int16)
            unknown = unknown + open_
            important = important + open_ if name == "due:key" else important
            known = known + (pl.lit(len(checks), pl.Int16) - pl.col(f"{name}:out").cast(pl.Int16) - open_)
        return important, unknown, known

    def _tests(self) -> dict[str, list[Check]]:
        tests = [check for check in self.layout.program.checks.values() if check.kind == "test"]
        return {"due:key": [one for one in tests if one.class_ == "key"], "due:other": [one for one in tests if one.class_ != "key"]}

    @cached_property
    def _decided(self) -> list[pl.Expr]:
        """Grades and certainty, from `columns`. `issued` still lacks the ground of a veto alone."""
        assessable = pl.col("assessable")
        worst, best = self._grade("row:worst"), self._grade("row:best")
        certain = assessable & (worst == best) & ~pl.col("may_vanish")
        minimum = Fraction(self.layout.ruleset.scoring.coverage)
        known = pl.col("due:known").cast(pl.Int64) * (100 * minimum.denominator)
        due = (pl.col("due:known") + pl.col("due:unknown")).cast(pl.Int64) * minimum.numerator
        covered = known >= due
        enough = (pl.col("due:important") == 0) & covered
        vetoed = self.counting.number(self.counting.site("veto"), "fail") > 0
        return [
            pl.when(assessable).then(worst).alias("worst"),
            pl.when(assessable).then(best).alias("best"),
            certain.alias("certain"),
            pl.when(certain).then(best).alias("grade"),
            pl.when(certain).then(self._capable()).alias("capable"),
            (certain & enough & (pl.col("team") >= 2)).alias("issued"),  # a team of two
            (certain & ~enough & vetoed).alias("asks_veto"),
            covered.alias("covered"),
        ]

    def _grade(self, row: str) -> pl.Expr:
        return self.grade_of(pl.col(row))

    def grade_of(self, row: pl.Expr) -> pl.Expr:
        """The number of a row's grade."""
        return _mapped(row, [self.grades.index(one.grade) for one in self.layout.ruleset.verdicts])

    def _capable(self) -> pl.Expr:
        return _mapped(pl.col("row:best"), [CAPABLE_ORDER.index(one.capable) for one in self.layout.ruleset.verdicts])

    @cached_property
    def veto_grounds(self) -> pl.Expr:
        """Whether one known veto failure by itself gives the grade, all else at pass. For the few rows that ask."""
        program, counting = self.layout.program, self.counting
        found: pl.Expr = pl.lit(value=False)
        for check in program.checks.values():
            if check.class_ == "veto":
                failed = pl.col(self.raw.get(check.id, f"state:{check.id}")) == FAIL
                row = veto_alone(program, counting, self.model, check).row()
                numbers = [self.grades.index(one.grade) for one in program.ruleset.verdicts]
                found = found | (failed & (_mapped(row, numbers) == pl.col("grade")))
        return found

    def findings(self) -> Iterator[tuple[str, str, pl.Expr]]:
        """(kind, id, where) of every finding there can be: failed and minor checks, and what is established."""
        for check in self.layout.program.checks.values():
            state = pl.col(self.raw.get(check.id, f"state:{check.id}"))
            yield "fail", check.id, state == FAIL
            if check.kind == "site" and check.class_ != "veto":
                yield "minor", check.id, state == MINOR
        yield from self.established()

    def established(self) -> Iterator[tuple[str, str, pl.Expr]]:
        """(kind, id, where) of the diagnoses and clues of the best completion."""
        program = self.layout.program
        best = self.ends[1]
        for name in program.diagnoses:
            yield "diagnosis", name, expression(best.diagnosis(name))
        for name, tree in program.clues.items():
            yield "clue", name, expression(best.holds(tree))


def _mapped(number: pl.Expr, values: list[int]) -> pl.Expr:
    """values[number], for a few values."""
    found: pl.Expr = pl.lit(values[-1], pl.UInt8)
    for place in reversed(range(len(values) - 1)):
        if values[place] != values[-1] or any(value != values[-1] for value in values[place:]):
            found = pl.when(number == place).then(pl.lit(values[place], pl.UInt8)).otherwise(found)
    return found


def hundredths(cents: pl.Series, name: str) -> pl.Series:
    """Whole hundredths as the decimals that they are, without a multiplication: the buffer of a decimal is that of its digits."""
    import pyarrow as pa

    digits = np.zeros((len(cents), 2), np.int64)  # a decimal has 128 bits; scores are never negative
    digits[:, 0] = cents.fill_null(0).to_numpy()
    missing = cents.is_null()
    validity: Any = None
    if cents.null_count():
        validity = pa.py_buffer(np.packbits(~missing.to_numpy(), bitorder="little").tobytes())
    array = pa.Array.from_buffers(pa.decimal128(5, 2), len(cents), [validity, pa.py_buffer(digits)])
    found = pl.from_arrow(array)
    assert isinstance(found, pl.Series)
    return found.alias(name)
