"""Several specimens of one unit, put together: each, mean, min, max, so many of so many, means of groups, sampling plans.

The specimens of the rows that have them are laid out one below the other, judged at once, and drawn together again by row.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl

from ...conditions.requirement_kinds import Between, DeclaredRelative, Graded, MustBeAbsent, MustConform, Requirement, SamplingPlan, Unknown
from ...conditions.specimens import Specimens, parse_specimens
from ...model.ruleset import SampleTest
from .requirements import Cells, of_grade, of_span, outcome, span
from .runs import BLANK, CODE, DECLARED, VALUE, Numbers, Runs, U, known
from .spans import INFINITE, Span, times_of
from .states import FAIL, INCONCLUSIVE, INFORMATIONAL, PASS

NOWHERE: Final = 127  # no state: the row is not laid out, or no row of limits holds
_LOW, _HIGH, _OUT, _OTHER, _N = "line:low", "line:high", "line:out", "line:other", "line:n"


def together_needed(test: SampleTest, needs: Sequence[Requirement]) -> bool:
    """Whether even a single specimen is judged here: a count, groups, a sampling plan."""
    counted = parse_specimens(test.specimens).way == "count"
    return counted or test.groups_of is not None or any(isinstance(need, SamplingPlan) for need in needs)


def together(
    laid: Runs, chosen: Numbers, needs: Mapping[int, Requirement], test: SampleTest, scale: Sequence[str], cells: Cells
) -> Numbers:
    """The outcome of each run by the requirement that is `chosen` for its row. `cells`: which columns hold anything."""
    found = np.full(len(laid), NOWHERE, np.int8)
    for number, need in sorted(needs.items()):
        which = chosen == number
        if which.any():
            found[which] = _outcomes(laid.some(which), need, test, scale, _columns(cells))
    return found


def _columns(cells: Cells) -> Cells:
    def column(name: str, there: pl.Expr | None) -> pl.Expr | None:
        return None if there is None else pl.col(name)

    return Cells(cells.unit, column(VALUE, cells.value), column(CODE, cells.code), column(DECLARED, cells.declared), column(U, cells.u))


def _outcomes(laid: Runs, need: Requirement, test: SampleTest, scale: Sequence[str], cells: Cells) -> Numbers:
    way = parse_specimens(test.specimens)
    match need:
        case Unknown():
            return _all(laid, INFORMATIONAL)
        case SamplingPlan():
            return _plan(laid, need, test, cells)
        case Between() | DeclaredRelative():
            return _figures(laid, need, test, way, cells)
        case Graded():
            return _grades(laid, need, test, way, scale, cells)
        case MustBeAbsent() | MustConform():
            return _counted_or_each(laid, outcome(need, test, scale, cells), way, cells)


def _all(laid: Runs, state: int) -> Numbers:
    return np.full(len(laid), state, np.int8)


def _chosen(laid: Runs, *cases: tuple[Numbers, int]) -> Numbers:
    """The state of the first case that holds."""
    return np.select([where for where, _ in cases], [np.int8(state) for _, state in cases], np.int8(INCONCLUSIVE)).astype(np.int8)


def _blank(cells: Cells) -> pl.Expr:
    return pl.all_horizontal(one.is_null() for one in (cells.value, cells.code) if one is not None)


def _counted_or_each(laid: Runs, judged: pl.Expr, way: Specimens, cells: Cells | None) -> Numbers:
    """The outcomes of the lines put together. `cells` None: no line is blank."""
    blank = pl.lit(value=False) if cells is None or way.way != "count" else _blank(cells)
    told = laid.lines.select((judged == FAIL).alias(_OUT), (judged == PASS).alias(_OTHER), blank.alias(BLANK))
    fails, passes = laid.count(told.get_column(_OUT)), laid.count(told.get_column(_OTHER))
    if way.way != "count":
        return _chosen(laid, (fails > 0, FAIL), (passes == laid.lengths, PASS))
    given = laid.lengths - (0 if cells is None else laid.count(told.get_column(BLANK)))
    return _chosen(laid, (given > way.of, INCONCLUSIVE), (passes >= way.at_least, PASS), (fails > way.of - way.at_least, FAIL))


def _plan(laid: Runs, plan: SamplingPlan, test: SampleTest, cells: Cells) -> Numbers:
    """None above M, at most c above m; fewer than n decide only a failure."""
    if cells.value is None or (test.decision != "simple" and cells.u is None):
        return _all(laid, INCONCLUSIVE)
    there, value = ~_blank(cells), span(cells, test, 1)
    small, big = of_span(plan.m, test, cells, value), of_span(plan.M, test, cells, value)
    told = laid.lines.select(
        there.alias("there"),
        ((small == FAIL) & there).alias("surely"),
        ((small != PASS) & there).alias("perhaps"),
        ((big == FAIL) & there).alias("over"),
        ((big == PASS) | ~there).alias("under"),
    )
    surely, perhaps = laid.count(told.get_column("surely")), laid.count(told.get_column("perhaps"))
    enough = laid.count(told.get_column("there")) >= plan.n
    failed = laid.any(told.get_column("over")) | (surely > plan.c)
    found = _chosen(laid, (failed, FAIL), (enough & laid.all(told.get_column("under")) & (perhaps <= plan.c), PASS))
    if test.decision != "simple":
        found[laid.firsts(U).is_null().to_numpy()] = INCONCLUSIVE
    return found


def _grades(laid: Runs, need: Graded, test: SampleTest, way: Specimens, scale: Sequence[str], cells: Cells) -> Numbers:
    if way.way == "mean" or test.groups_of is not None or cells.value is None:
        return _all(laid, INCONCLUSIVE)
    if way.way in ("min", "max"):
        grade = pl.col(VALUE) if cells.code is None else pl.when(pl.col(CODE).fill_null(0) == 0).then(pl.col(VALUE))
        places = laid.lines.select(grade).to_series()
        ends = laid.drawn(np.minimum.reduceat if way.way == "min" else np.maximum.reduceat, places.fill_null(0).to_numpy())
        drawn = [known(ends, laid.all(places.is_not_null())).alias(VALUE)]
        drawn += [laid.firsts(DECLARED).alias(DECLARED)] if cells.declared is not None else []
        return pl.DataFrame(drawn).select(of_grade(need, scale, cells, pl.col(VALUE))).to_series().to_numpy()
    return _counted_or_each(laid, outcome(need, test, scale, cells), way, cells)


def _figures(laid: Runs, need: Between | DeclaredRelative, test: SampleTest, way: Specimens, cells: Cells) -> Numbers:
    if cells.value is None:
        return _all(laid, INCONCLUSIVE)
    value = span(cells, test, times_of(need))
    if test.groups_of is None and way.way in ("each", "count"):
        return _counted_or_each(laid, of_span(need, test, cells, value), way, cells)
    keyed = laid.having(laid.lines.with_columns(value.low.alias(_LOW), value.high.alias(_HIGH)))
    if test.groups_of is None:
        return _combined(keyed, need, test, way.way, cells)
    size = test.groups_of
    found = _all(laid, INCONCLUSIVE)
    whole = laid.lengths % size == 0
    if whole.any():
        parts = keyed.some(whole)
        means = Runs(_drawn(parts.groups(size), "mean"), parts.rows, parts.lengths // size)
        if way.way in ("each", "count"):
            found[whole] = _counted_or_each(means, of_span(need, test, cells, _KEYS, size), way, None)
        else:
            found[whole] = _combined(means, need, test, way.way, cells, size)
    return found


_KEYS: Final = Span(pl.col(_LOW), pl.col(_HIGH))


def _drawn(laid: Runs, way: str) -> pl.DataFrame:
    """The keys of the sum (of a mean), the least or the greatest of each run; nothing where a line is not known. And what else it has."""
    low, high = (laid.lines.get_column(name) for name in (_LOW, _HIGH))
    where = laid.all(low.is_not_null())
    lows, highs = (one.fill_null(0).to_numpy() for one in (low, high))
    if way == "mean":
        lows, highs = _sums(laid, lows, highs)
    else:
        along = np.minimum.reduceat if way == "min" else np.maximum.reduceat
        lows, highs = laid.drawn(along, lows), laid.drawn(along, highs)
    others = [laid.firsts(name).alias(name) for name in (DECLARED, U) if name in laid.lines.columns]
    return pl.DataFrame([known(lows, where).alias(_LOW), known(highs, where).alias(_HIGH), *others])


def _sums(laid: Runs, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """The keys of a sum: open where any summand is; infinite where one is."""
    lows = 2 * laid.drawn(np.add.reduceat, low >> 1) + laid.drawn(np.maximum.reduceat, low & 1)
    highs = 2 * laid.drawn(np.add.reduceat, (high + 1) >> 1) - laid.drawn(np.maximum.reduceat, high & 1)
    beginless, endless = laid.drawn(np.minimum.reduceat, low) <= -INFINITE, laid.drawn(np.maximum.reduceat, high) >= INFINITE
    return np.where(beginless, -INFINITE, lows), np.where(endless, INFINITE, highs)


def _combined(laid: Runs, need: Between | DeclaredRelative, test: SampleTest, way: str, cells: Cells, times: int = 1) -> Numbers:
    """Mean, min or max of a row's specimens (each already times `times`), judged."""
    rows = _drawn(laid, way)
    if way != "mean":
        return rows.select(of_span(need, test, cells, _KEYS, times)).to_series().to_numpy()
    counted = rows.with_columns(pl.Series(_N, laid.lengths * times, pl.Int64))
    return counted.select(of_span(need, test, cells, _KEYS, pl.col(_N))).to_series().to_numpy()
