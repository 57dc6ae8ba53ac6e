"""Rows laid out for specimens, one line each; and the rows whose figures are too large for what is made of them.

The laboratory comes in here before it judges.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Final

import numpy as np
import polars as pl

from ...authoring.program import Check
from ...conditions.requirement_kinds import Between, DeclaredRelative, Requirement, SamplingPlan
from ...exchange.parquet.layout import Unit
from .runs import CODE, DECLARED, VALUE, Runs, U, digits, flattened, interleaved
from .spans import ROOM, figures_of, times_of, whole

Present = frozenset[str]  # the columns of a frame in which something stands
MARGIN: Final = 8  # keys are doubled, rounding doubles again, and a limit is added


def lay_out(frame: pl.DataFrame, unit: Unit, present: Present, *, lists_only: bool) -> Runs:
    """The specimens of the rows that have several of them, or any, with what is needed to judge them."""
    firsts, mores = ([name if name in present else None for name in (f"{unit.name}{end}", f"{unit.name}{end}:is")] for end in ("", ":more"))
    wanted = [name for name in (mores if lists_only else [*firsts, *mores]) if name]
    there = frame.select(reduce(or_, (pl.col(name).is_not_null() for name in wanted))).to_series()
    others = {name: column for name, column in ((DECLARED, f"{unit.name}:declared"), (U, f"{unit.name}:u")) if column in present}
    looked_at = [
        name for name in (*firsts, *mores, *others.values()) if name
    ]  # a row is a hundred columns and more: only these are gathered
    rows = frame.select(looked_at).filter(there)

    def column(name: str | None) -> pl.Series | None:
        return None if name is None else rows.get_column(name)

    lengths = np.ones(rows.height, np.int64)
    for name in mores:
        if name:
            np.maximum(lengths, rows.get_column(name).list.len().fill_null(0).to_numpy().astype(np.int64) + 1, out=lengths)
    lines: dict[str, pl.Series] = {}
    for name, first, more in zip((VALUE, CODE), firsts, mores, strict=True):
        if first or more:
            start, dtype = column(first), np.int64 if name == VALUE and unit.form == "figures" else np.int8
            lines[name] = interleaved(None if start is None else digits(start), column(more), lengths, dtype)
    repeated = np.repeat(np.arange(rows.height), lengths)
    lines |= {name: digits(rows.get_column(one)).gather(repeated) for name, one in others.items()}
    return Runs(pl.DataFrame(lines), there.arg_true().to_numpy(), lengths)


def too_large(
    frame: pl.DataFrame, unit: Unit, present: Present, needs: Sequence[Requirement], check: Check, terms: int
) -> Iterator[pl.Expr]:
    """Where a figure is too large: those rows are judged one by one. `terms`: how many parts are summed."""
    test = check.test
    assert test is not None
    more = f"{unit.name}:more"
    longest = 1
    if more in present:
        longest += int(frame.get_column(more).list.len().max() or 0)  # type: ignore[arg-type]
    times, largest = 1, 1
    for need in needs:
        if isinstance(need, Between | DeclaredRelative):
            times = max(times, times_of(need))
            largest = max(largest, *(abs(whole(figure, unit.places)) for figure in figures_of(need)))
            if isinstance(need, DeclaredRelative):
                times = max(times, *(abs(bound.factor.numerator) for bound in (need.low, need.high) if bound is not None))
        elif isinstance(need, SamplingPlan):
            largest = max(largest, *(abs(whole(end, unit.places)) for limit in (need.m, need.M) for end in figures_of(limit)))
    largest = max(largest, *(abs(whole(Fraction(one), unit.places)) for one in (test.lod, test.round_to, Decimal(0)) if one is not None))
    most = ROOM // (MARGIN * times * longest * terms)
    if largest > most:
        yield pl.any_horizontal(pl.col(name).is_not_null() for name in (unit.name, f"{unit.name}:is") if name in present)
        return
    for name in (unit.name, f"{unit.name}:declared", f"{unit.name}:u"):
        if name in present and _greatest(frame.get_column(name)) > most:
            yield pl.col(name).to_physical().cast(pl.Int64).abs() > most
    if more in present and _greatest(flattened(frame.get_column(more))) > most:
        yield pl.col(more).list.eval(pl.element().to_physical().cast(pl.Int64).abs() > most).list.any()


def _greatest(figures: pl.Series) -> int:
    ends = [Decimal(end) for end in (figures.min(), figures.max()) if end is not None]  # type: ignore[arg-type]
    places = figures.dtype.scale  # type: ignore[attr-defined]
    return max((abs(int(end.scaleb(places))) for end in ends), default=0)
