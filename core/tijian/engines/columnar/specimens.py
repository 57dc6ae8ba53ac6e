"""Several specimens of one unit, put together: each, mean, min, max, so many of so many, means of groups, sampling plans.

The specimens of the rows that have them are laid out one below the other, judged at once, and drawn together again by row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from ...conditions.requirement_kinds import Between, DeclaredRelative, Graded, MustBeAbsent, MustConform, Requirement, SamplingPlan, Unknown
from ...conditions.specimens import Specimens, parse_specimens
from ...model.ruleset import SampleTest
from .requirements import Cells, of_grade, of_span, outcome, span
from .spans import INFINITE, Span, code, times_of
from .states import FAIL, INCONCLUSIVE, INFORMATIONAL, PASS

AT = "specimens:row"
PLACE = "specimens:place"
NEED = "specimens:need"
VALUE, CODE, DECLARED, U = "specimens:value", "specimens:code", "specimens:declared", "specimens:u"
LOW, HIGH, OUT, OTHER, BLANK = "specimens:low", "specimens:high", "specimens:out", "specimens:other", "specimens:blank"


def together_needed(test: SampleTest, needs: Sequence[Requirement]) -> bool:
    """Whether even a single specimen is judged here: a count, groups, a sampling plan."""
    counted = parse_specimens(test.specimens).way == "count"
    return counted or test.groups_of is not None or any(isinstance(need, SamplingPlan) for need in needs)


def together(laid: pl.DataFrame, needs: Mapping[int, Requirement], test: SampleTest, scale: Sequence[str], cells: Cells) -> pl.DataFrame:
    """Outcomes by row (`AT`, `OUT`) of specimens laid out by `AT`, `PLACE` with `NEED`, `VALUE`, `CODE`, `DECLARED`, `U`.

    `cells` says which of these columns hold anything.
    """
    found = [
        _outcomes(laid.filter(pl.col(NEED) == number), need, test, scale, _columns(cells))
        for number, need in sorted(needs.items())
        if (laid.get_column(NEED) == number).any()
    ]
    return pl.concat(found) if found else pl.DataFrame(schema={AT: pl.UInt32, OUT: pl.Int8})


def _columns(cells: Cells) -> Cells:
    def column(name: str, there: pl.Expr | None) -> pl.Expr | None:
        return None if there is None else pl.col(name)

    return Cells(cells.unit, column(VALUE, cells.value), column(CODE, cells.code), column(DECLARED, cells.declared), column(U, cells.u))


def _outcomes(laid: pl.DataFrame, need: Requirement, test: SampleTest, scale: Sequence[str], cells: Cells) -> pl.DataFrame:
    blank = [one.is_null() for one in (cells.value, cells.code) if one is not None]
    laid = laid.with_columns(pl.all_horizontal(blank).alias(BLANK))
    way = parse_specimens(test.specimens)
    match need:
        case Unknown():
            return laid.group_by(AT, maintain_order=True).agg(code(INFORMATIONAL).alias(OUT))
        case SamplingPlan():
            return _plan(laid, need, test, cells)
        case Between() | DeclaredRelative():
            return _figures(laid, need, test, way, cells)
        case Graded():
            return _grades(laid, need, test, way, scale, cells)
        case MustBeAbsent() | MustConform():
            return _counted_or_each(laid.with_columns(outcome(need, test, scale, cells).alias(OUT)), way)


def _counted_or_each(laid: pl.DataFrame, way: Specimens, *, blanks: bool = True) -> pl.DataFrame:
    rows = laid.group_by(AT, maintain_order=True)
    fails, passes = (pl.col(OUT) == FAIL).sum(), (pl.col(OUT) == PASS).sum()
    if way.way != "count":
        return rows.agg(
            pl.when(fails > 0).then(code(FAIL)).when(passes == pl.len()).then(code(PASS)).otherwise(code(INCONCLUSIVE)).alias(OUT)
        )
    given = (~pl.col(BLANK)).sum() if blanks else pl.len()
    found = (
        pl.when(given > way.of)
        .then(code(INCONCLUSIVE))
        .when(passes >= way.at_least)
        .then(code(PASS))
        .when(fails > way.of - way.at_least)
        .then(code(FAIL))
        .otherwise(code(INCONCLUSIVE))
    )
    return rows.agg(found.alias(OUT))


def _plan(laid: pl.DataFrame, plan: SamplingPlan, test: SampleTest, cells: Cells) -> pl.DataFrame:
    """None above M, at most c above m; fewer than n decide only a failure."""
    if cells.value is None or (test.decision != "simple" and cells.u is None):
        return laid.group_by(AT, maintain_order=True).agg(code(INCONCLUSIVE).alias(OUT))
    there = ~pl.col(BLANK)
    value = span(cells, test, 1)
    laid = laid.with_columns(of_span(plan.m, test, cells, value).alias(OUT), of_span(plan.M, test, cells, value).alias(OTHER))
    small, big = pl.col(OUT), pl.col(OTHER)
    surely, perhaps = ((small == FAIL) & there).sum(), ((small != PASS) & there).sum()
    found = (
        pl.when(((big == FAIL) & there).any() | (surely > plan.c))
        .then(code(FAIL))
        .when((there.sum() >= plan.n) & ((big == PASS) | ~there).all() & (perhaps <= plan.c))
        .then(code(PASS))
        .otherwise(code(INCONCLUSIVE))
    )
    if test.decision != "simple":
        found = pl.when(pl.col(U).first().is_null()).then(code(INCONCLUSIVE)).otherwise(found)
    return laid.group_by(AT, maintain_order=True).agg(found.alias(OUT))


def _grades(laid: pl.DataFrame, need: Graded, test: SampleTest, way: Specimens, scale: Sequence[str], cells: Cells) -> pl.DataFrame:
    if way.way == "mean" or test.groups_of is not None or cells.value is None:
        return laid.group_by(AT, maintain_order=True).agg(code(INCONCLUSIVE).alias(OUT))
    if way.way in ("min", "max"):
        known = pl.col(VALUE) if cells.code is None else pl.when(pl.col(CODE).fill_null(0) == 0).then(pl.col(VALUE))
        ends = known.min() if way.way == "min" else known.max()
        rows = laid.group_by(AT, maintain_order=True).agg(
            pl.when(known.is_not_null().all()).then(ends).alias(VALUE), pl.col(DECLARED).first()
        )
        place = replace(cells, declared=None if cells.declared is None else pl.col(DECLARED))
        return rows.select(AT, of_grade(need, scale, place, pl.col(VALUE)).alias(OUT))
    return _counted_or_each(laid.with_columns(outcome(need, test, scale, cells).alias(OUT)), way)


def _figures(laid: pl.DataFrame, need: Between | DeclaredRelative, test: SampleTest, way: Specimens, cells: Cells) -> pl.DataFrame:
    if cells.value is None:
        return laid.group_by(AT, maintain_order=True).agg(code(INCONCLUSIVE).alias(OUT))
    value = span(cells, test, times_of(need))
    laid = laid.with_columns(value.low.alias(LOW), value.high.alias(HIGH))
    keys = Span(pl.col(LOW), pl.col(HIGH))
    if test.groups_of is None:
        if way.way in ("each", "count"):
            judged = laid.with_columns(of_span(need, test, cells, keys).alias(OUT))
            return _counted_or_each(judged, way)
        return _combined(laid, [AT], need, test, way.way, cells).select(AT, OUT)
    size = test.groups_of
    whole = (pl.len().over(AT) % size == 0).alias("specimens:whole")
    laid = laid.with_columns(whole, (pl.col(PLACE) // size).alias("specimens:group"))
    grouped = _means(laid, size)
    if way.way in ("each", "count"):
        judged = grouped.with_columns(of_span(need, test, cells, keys, size).alias(OUT), pl.lit(value=False).alias(BLANK))
        found = _counted_or_each(judged, way, blanks=False)
    else:
        found = _combined(grouped, [AT], need, test, way.way, cells, size).select(AT, OUT)
    whole_rows = laid.group_by(AT, maintain_order=True).agg(pl.col("specimens:whole").first())
    joined = whole_rows.join(found, on=AT, how="left", maintain_order="left")
    return joined.select(AT, pl.when(pl.col("specimens:whole")).then(pl.col(OUT)).otherwise(code(INCONCLUSIVE)).alias(OUT))


def _sums() -> list[pl.Expr]:
    """The keys of a sum: open where any summand is; nothing where one is not known; infinite where one is."""
    low, high = pl.col(LOW), pl.col(HIGH)
    known = low.is_not_null().all()
    return [
        pl.when(known).then(2 * (low // 2).sum() + (low % 2).max()).alias(LOW),
        pl.when(known & (high < INFINITE).all())
        .then(2 * ((high + 1) // 2).sum() - (high % 2).max())
        .when(known)
        .then(pl.lit(INFINITE))
        .alias(HIGH),
    ]


def _means(laid: pl.DataFrame, size: int) -> pl.DataFrame:
    """The specimens in groups of `size`: their sums, which are means times `size`."""
    others = [pl.col(name).first() for name in (DECLARED, U) if name in laid.columns]
    return laid.group_by([AT, "specimens:group"], maintain_order=True).agg(*_sums(), *others)


def _combined(
    laid: pl.DataFrame, by: list[str], need: Between | DeclaredRelative, test: SampleTest, way: str, cells: Cells, times: int = 1
) -> pl.DataFrame:
    """Mean, min or max of a row's specimens (each already times `times`), judged."""
    low, high = pl.col(LOW), pl.col(HIGH)
    known = low.is_not_null().all()
    others = [pl.col(name).first() for name in (DECLARED, U) if name in laid.columns]
    if way == "mean":
        rows = laid.group_by(by, maintain_order=True).agg(*_sums(), *others, pl.len().cast(pl.Int64).alias("specimens:n"))
        n = pl.col("specimens:n") * times
        return rows.with_columns(of_span(need, test, cells, Span(low, high), n).alias(OUT))
    ends = (low.min(), high.min()) if way == "min" else (low.max(), high.max())
    rows = laid.group_by(by, maintain_order=True).agg(
        pl.when(known).then(ends[0]).alias(LOW), pl.when(known).then(ends[1]).alias(HIGH), *others
    )
    return rows.with_columns(of_span(need, test, cells, Span(low, high), times).alias(OUT))
