"""From the results of a row to the state of every sample test (semantics §3, "Sample tests"): one sample, or none.

Conditions stand in columns of their own by now (`applies:<check>`, `row:<test>/<part>`); specimens are put together first, because
their lists are laid out; the rest is expressions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

import numpy as np
import polars as pl

from ...authoring.program import Check, Limit
from ...conditions.requirement_kinds import Between, DeclaredRelative, Graded, MustBeAbsent, Requirement, SamplingPlan, Unknown
from ...conditions.specimens import parse_specimens
from ...exchange.parquet import words
from ...exchange.parquet.layout import Layout, Unit
from . import specimens
from .kleene import Named, holds
from .laying import Present, lay_out, too_large
from .requirements import Cells, of_span, outcome, span
from .spans import INFINITE, Span, code, times_of
from .states import FAIL, INCONCLUSIVE, INFORMATIONAL, NOT_APPLICABLE, NOT_SAMPLED, PASS, PENDING

SILENT = "silent"


_COMPUTED = (DeclaredRelative, SamplingPlan, MustBeAbsent)


@dataclass(frozen=True)
class Laboratory:
    """The sample tests of one layout, over frames in which the columns `present` hold something."""

    layout: Layout
    names: Mapping[str, Named]
    present: Present

    @cached_property
    def conditions(self) -> list[pl.Expr]:
        """`applies:` and `row:` of every test, and `silent`, the state of most tests without a result."""
        return [*self._conditions(), self._unsaid(self.sampled).alias(SILENT)]

    def _conditions(self) -> Iterator[pl.Expr]:
        for check in self._tests():
            if check.applies is not None:
                yield holds(check.applies, self.names).alias(f"applies:{check.id}")
            for part, rows in check.rows.items():
                if len(rows) > 1 or rows[0].when is not None:
                    yield self._choice(rows).alias(_row(check, part))

    def _tests(self) -> list[Check]:
        return [check for check in self.layout.program.checks.values() if check.kind == "test"]

    def _choice(self, rows: Sequence[Limit]) -> pl.Expr:
        """The number of the first row that holds; -1 where that is not known, or where none does."""
        found: pl.Expr = code(-1)
        for number in reversed(range(len(rows))):
            when = rows[number].when
            if when is None:
                found = code(number)
                continue
            truth = holds(when, self.names)
            found = pl.when(truth).then(code(number)).when(truth.is_null()).then(code(-1)).otherwise(found)
        return found

    def put_together(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with the outcomes of specimens that stand in lists, or are counted."""
        units = [(check, unit) for check in self._tests() for unit in self.layout.units[check.id] if self._laid_out(check, unit)]
        return frame.hstack([one for check, unit in units for one in self._together(frame, check, unit)])

    def _laid_out(self, check: Check, unit: Unit) -> bool:
        assert check.test is not None
        if unit.form == "odd" or not self._reported_columns(unit):
            return False
        needs = self._needs(check, unit)
        more = {f"{unit.name}:more", f"{unit.name}:more:is"} & self.present
        mean_of_grades = parse_specimens(check.test.specimens).way == "mean" and any(isinstance(need, Graded) for need in needs)
        return bool(more) or mean_of_grades or specimens.together_needed(check.test, needs)

    def _together(self, frame: pl.DataFrame, check: Check, unit: Unit) -> Iterator[pl.Series]:
        """The outcome by the row of limits that holds; where a wrong attribute might bury a fault, also by the first."""
        test = check.test
        assert test is not None
        needs = self._needs(check, unit)
        needed = specimens.together_needed(test, needs) or (
            parse_specimens(test.specimens).way == "mean" and any(isinstance(need, Graded) for need in needs)
        )
        laid = lay_out(frame, unit, self.present, lists_only=not needed)
        scale = self.layout.program.scales[test.scale] if test.scale else ()
        cells = self._cells(unit, laid=True)
        wanted = {"together": frame.select(self._choose(check, unit).alias("row")).to_series().to_numpy()}
        if check.applies is not None and len(needs) > 1:
            wanted["first"] = np.array([check.guard(_key(check, unit))], np.int8)
        for name, chosen in wanted.items():
            rows = np.broadcast_to(chosen, len(laid)) if len(chosen) == 1 else chosen[laid.rows]
            found = np.full(frame.height, specimens.NOWHERE, np.int8)
            found[laid.rows] = specimens.together(laid, rows, dict(enumerate(needs)), test, scale, cells)
            yield pl.Series(f"{name}:{unit.name}", found)

    def _choose(self, check: Check, unit: Unit) -> pl.Expr:
        key = _key(check, unit)
        rows = check.rows[key]
        return pl.col(_row(check, key)) if len(rows) > 1 or rows[0].when is not None else code(0)

    def _computed(self, check: Check, unit: Unit) -> bool:
        """Whether anything is made of its figures: otherwise they are compared as they stand."""
        assert check.test is not None
        plain = check.test.compare == "full" and check.test.decision == "simple" and not unit.single
        columns = {f"{unit.name}:is", f"{unit.name}:more", f"{unit.name}:more:is"} & self.present
        return not plain or bool(columns) or any(isinstance(need, _COMPUTED) for need in self._needs(check, unit))

    def _needs(self, check: Check, unit: Unit) -> list[Requirement]:
        return [row.require for row in check.rows[_key(check, unit)]]

    def _reported_columns(self, unit: Unit) -> list[str]:
        return [name for name in (unit.name, f"{unit.name}:is") if name in self.present]

    def _cells(self, unit: Unit, *, laid: bool = False) -> Cells:
        def column(suffix: str) -> pl.Expr | None:
            return pl.col(unit.name + suffix) if unit.name + suffix in self.present else None

        def figure(found: pl.Expr | None) -> pl.Expr | None:
            return found if found is None or unit.form != "figures" else found.to_physical().cast(pl.Int64)

        value, sign = column(""), column(":is")
        if laid:
            value = value if value is not None else column(":more")
            sign = sign if sign is not None else column(":more:is")
        return Cells(unit, figure(value), sign, figure(column(":declared")), figure(column(":u")), exact=value)

    def odd(self, frame: pl.DataFrame) -> Iterator[pl.Expr]:
        """The rows with figures so large that 64 bits would not hold what is made of them."""
        for check in self._tests():
            units = self.layout.units[check.id]
            for unit in units:
                if unit.form == "figures" and self._reported_columns(unit) and self._computed(check, unit):
                    yield from too_large(frame, unit, self.present, self._needs(check, unit), check, len(units) if unit.single else 1)

    @cached_property
    def states(self) -> list[pl.Expr]:
        """`state:<test>` of every test."""
        return [self._state(check).alias(f"state:{check.id}") for check in self._tests()]

    @cached_property
    def due(self) -> list[pl.Expr]:
        """`due:<test>` of every test that a plan may leave out: its state, outside the sums where it is not planned."""
        return [
            pl.when(self._planned(check)).then(pl.col(f"state:{check.id}")).otherwise(code(NOT_SAMPLED)).alias(f"due:{check.id}")
            for check in self._tests()
            if f"plan:{check.id}" in self.present
        ]

    @property
    def sampled(self) -> pl.Expr:
        """Whether samples were taken, or are to be."""
        return pl.col("sampling").to_physical() != words.SAMPLING.index("none")

    def _planned(self, check: Check) -> pl.Expr:
        plan = f"plan:{check.id}"
        return self.sampled & pl.col(plan).fill_null(value=True) if plan in self.present else self.sampled

    def _unsaid(self, planned: pl.Expr) -> pl.Expr:
        pending = pl.col("sampling").to_physical() == words.SAMPLING.index("pending")
        return pl.when(~planned).then(code(NOT_SAMPLED)).when(pending).then(code(PENDING)).otherwise(code(INCONCLUSIVE))

    @cached_property
    def reported(self) -> dict[str, pl.Expr | None]:
        """Where each test has a result; None: nowhere in this frame."""
        named = {
            check.id: [name for unit in self.layout.units[check.id] for name in self._reported_columns(unit)] for check in self._tests()
        }
        return {test: reduce(or_, (pl.col(name).is_not_null() for name in names)) if names else None for test, names in named.items()}

    def _state(self, check: Check) -> pl.Expr:
        silent, reported = self._silent(check), self.reported[check.id]
        if reported is None:
            return silent
        found = self._judged(check, first=False)
        if check.applies is not None:
            applies = pl.col(f"applies:{check.id}")
            fault = self._fault(check)
            open_ = pl.when((found == INFORMATIONAL) & ~fault).then(code(INFORMATIONAL)).otherwise(code(INCONCLUSIVE))
            buried = pl.when(fault).then(code(INCONCLUSIVE)).otherwise(code(NOT_APPLICABLE))
            found = pl.when(applies).then(found).when(applies.is_null()).then(open_).otherwise(buried)
        return pl.when(reported).then(found).otherwise(silent)

    def _silent(self, check: Check) -> pl.Expr:
        """A test without a result."""
        planned = self._planned(check)
        found: pl.Expr = pl.col(SILENT) if f"plan:{check.id}" not in self.present else self._unsaid(planned)
        shown = [self._figure_missing(check, part) for part in check.rows]
        if all(one is not None for one in shown):
            missing = reduce(and_, (one for one in shown if one is not None))
            found = pl.when(planned & missing).then(code(INFORMATIONAL)).otherwise(found)
        if check.applies is None:
            return found
        applies = pl.col(f"applies:{check.id}")
        return pl.when(applies.fill_null(value=True)).then(found).otherwise(code(NOT_APPLICABLE))

    def _figure_missing(self, check: Check, part: str | None) -> pl.Expr | None:
        """Where the row that holds says `unknown`; None where no row does."""
        rows = check.rows[part]
        unknown = [number for number, row in enumerate(rows) if isinstance(row.require, Unknown)]
        if not unknown:
            return None
        if len(rows) == 1 and rows[0].when is None:
            return pl.lit(value=True)
        return pl.col(_row(check, part)).is_in(unknown)

    def _fault(self, check: Check) -> pl.Expr:
        """Whether a result does not pass the first rows with a figure: a fault that a wrong attribute must not bury."""
        if all(isinstance(rows[check.guard(part)].require, Unknown) for part, rows in check.rows.items()):
            return pl.lit(value=False)
        return ~self._judged(check, first=True).is_in([PASS, INFORMATIONAL])

    def _judged(self, check: Check, *, first: bool) -> pl.Expr:
        units = self.layout.units[check.id]
        if summed(check):
            return self._sum(check, units, first=first)
        outcomes = [self._outcome(check, unit, first=first) for unit in units]
        if len(outcomes) == 1:
            return outcomes[0]
        found: pl.Expr = code(PASS)
        for state in (INFORMATIONAL, INCONCLUSIVE, FAIL):  # the worst last: it counts
            found = pl.when(reduce(or_, (one == state for one in outcomes))).then(code(state)).otherwise(found)
        return found

    def _outcome(self, check: Check, unit: Unit, *, first: bool) -> pl.Expr:
        """One unit by the row that holds (or the first with a figure)."""
        test = check.test
        assert test is not None
        needs = self._needs(check, unit)
        scale = self.layout.program.scales[test.scale] if test.scale else ()
        cells = self._cells(unit)
        laid_out = self._laid_out(check, unit)
        always = laid_out and specimens.together_needed(test, needs)

        def one(need: Requirement) -> pl.Expr:
            if isinstance(need, Unknown):
                return code(INFORMATIONAL)
            return code(INCONCLUSIVE) if always else outcome(need, test, scale, cells)

        if first or (len(needs) == 1 and check.rows[_key(check, unit)][0].when is None):
            found = one(needs[check.guard(_key(check, unit)) if first else 0])
        else:
            found = code(INCONCLUSIVE)
            choice = self._choose(check, unit)
            for number, need in reversed(list(enumerate(needs))):
                found = pl.when(choice == number).then(one(need)).otherwise(found)
        if not laid_out:
            return found
        column = f"first:{unit.name}" if first and check.applies is not None and len(needs) > 1 else f"together:{unit.name}"
        return pl.when(pl.col(column) == specimens.NOWHERE).then(found).otherwise(pl.col(column))

    def _sum(self, check: Check, units: Sequence[Unit], *, first: bool) -> pl.Expr:
        """The parts together by the test's own limits."""
        needs = self._needs(check, units[0])
        found: pl.Expr = code(INCONCLUSIVE)
        if first:
            return self._of_sum(check, units, needs[check.guard(None)])
        if len(needs) == 1 and check.rows[None][0].when is None:
            return self._of_sum(check, units, needs[0])
        choice = self._choose(check, units[0])
        for number, need in reversed(list(enumerate(needs))):
            found = pl.when(choice == number).then(self._of_sum(check, units, need)).otherwise(found)
        return found

    def _of_sum(self, check: Check, units: Sequence[Unit], need: Requirement) -> pl.Expr:
        test = check.test
        assert test is not None
        if isinstance(need, Unknown):
            return code(INFORMATIONAL)
        cells = [self._cells(unit) for unit in units]
        if not isinstance(need, Between | DeclaredRelative) or any(one.value is None for one in cells):
            return self._censored_sum(check, units, need)
        spans = [span(one, test, times_of(need), added=True) for one in cells]
        return of_span(need, test, cells[0], _summed(spans))

    def _censored_sum(self, check: Check, units: Sequence[Unit], need: Requirement) -> pl.Expr:
        """A sum in which some part has no figure at all in this frame: it may still be `not detected`, by the test's LOD."""
        test = check.test
        assert test is not None
        if not isinstance(need, Between | DeclaredRelative):
            return code(INCONCLUSIVE)
        spans = []
        for unit in units:
            cells = self._cells(unit)
            if cells.value is None and cells.code is None:
                return code(INCONCLUSIVE)
            value = pl.lit(None, pl.Int64) if cells.value is None else cells.value
            spans.append(span(Cells(unit, value, cells.code, None, None), test, times_of(need), added=True))
        return of_span(need, test, self._cells(units[0]), _summed(spans))


def summed(check: Check) -> bool:
    """Whether the parts of a test are judged by their sum."""
    test = check.test
    assert test is not None
    return bool(test.parts) and (test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)))


def _summed(spans: Sequence[Span]) -> Span:
    lows = reduce(lambda a, b: a + b, (one.low // 2 for one in spans))
    low_open = reduce(or_, (one.low % 2 for one in spans))
    highs = reduce(lambda a, b: a + b, ((one.high + 1) // 2 for one in spans))
    high_open = reduce(or_, (one.high % 2 for one in spans))
    beginless = reduce(or_, (one.low <= -INFINITE for one in spans))
    endless = reduce(or_, (one.high >= INFINITE for one in spans))
    return Span(
        pl.when(beginless).then(pl.lit(-INFINITE)).otherwise(2 * lows + low_open),
        pl.when(endless).then(pl.lit(INFINITE)).otherwise(2 * highs - high_open),
    )


def _key(check: Check, unit: Unit) -> str | None:
    """Whose limit rows judge a unit: its own, or the test's."""
    return None if summed(check) or unit.part not in check.rows else unit.part


def _row(check: Check, part: str | None) -> str:
    return f"row:{check.id}" if part is None else f"row:{check.id}/{part}"
