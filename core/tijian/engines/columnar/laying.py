"""Rows laid out for specimens, one line each; and the rows whose figures are too large for what is made of them.

The laboratory comes in here before it judges.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Final

import polars as pl

from ...authoring.program import Check
from ...conditions.requirement_kinds import Between, DeclaredRelative, Requirement, SamplingPlan
from ...exchange.parquet.layout import Unit
from . import specimens
from .spans import ROOM, figures_of, times_of, whole

Present = frozenset[str]  # the columns of a frame in which something stands
MARGIN: Final = 8  # keys are doubled, rounding doubles again, and a limit is added


def lay_out(frame: pl.DataFrame, unit: Unit, present: Present, choice: pl.Expr, *, lists_only: bool) -> pl.DataFrame:
    """One line a specimen, with what is needed to judge it."""

    def there(name: str) -> bool:
        return name in present

    lists = [name for name in (f"{unit.name}:more", f"{unit.name}:more:is") if there(name)]
    firsts = [name for name in (unit.name, f"{unit.name}:is") if there(name)]
    wanted = reduce(or_, (pl.col(name).is_not_null() for name in (lists if lists_only else [*firsts, *lists])))
    extra = [
        (name, column) for name, column in ((specimens.DECLARED, f"{unit.name}:declared"), (specimens.U, f"{unit.name}:u")) if there(column)
    ]

    def number(expression: pl.Expr) -> pl.Expr:
        return expression.to_physical().cast(pl.Int64) if unit.form == "figures" else expression

    has_value = there(unit.name) or there(f"{unit.name}:more")
    has_code = there(f"{unit.name}:is") or there(f"{unit.name}:more:is")
    # a row is a hundred columns and more, many of them lists: only those that are looked at are gathered
    looked_at = {*firsts, *lists, *(column for _, column in extra), *choice.meta.root_names()}
    indexed = frame.select(name for name in frame.columns if name in looked_at).with_row_index(specimens.AT)
    rows = indexed.filter(wanted).with_columns(choice.alias(specimens.NEED))
    kept = [pl.col(specimens.AT).cast(pl.UInt32), pl.col(specimens.NEED), *(number(pl.col(column)).alias(name) for name, column in extra)]
    value_type, empty = (pl.Int64 if unit.form == "figures" else pl.Int8), pl.lit(None)
    first = rows.select(
        *kept,
        pl.lit(0, pl.Int64).alias(specimens.PLACE),
        *([(number(pl.col(unit.name)) if there(unit.name) else empty).cast(value_type).alias(specimens.VALUE)] if has_value else []),
        *([(pl.col(f"{unit.name}:is") if there(f"{unit.name}:is") else empty).cast(pl.Int8).alias(specimens.CODE)] if has_code else []),
    )
    if not lists:
        return first
    listed = rows.filter(reduce(or_, (pl.col(name).is_not_null() for name in lists)))
    length = pl.coalesce(*(pl.col(name).list.len() for name in lists))
    padded = listed.with_columns(
        (pl.when(pl.col(name).is_not_null()).then(pl.col(name)).otherwise(pl.lit(None).repeat_by(length))).alias(name) for name in lists
    )
    others = (
        padded.with_columns(pl.int_ranges(1, length + 1).alias(specimens.PLACE))
        .select(*kept, specimens.PLACE, *lists)
        .explode(specimens.PLACE, *lists)
    )
    more, more_is = f"{unit.name}:more", f"{unit.name}:more:is"
    rest = others.select(
        *(pl.col(name) for name in (specimens.AT, specimens.NEED, *(name for name, _ in extra), specimens.PLACE)),
        *([(number(pl.col(more)) if there(more) else empty).cast(value_type).alias(specimens.VALUE)] if has_value else []),
        *([(pl.col(more_is) if there(more_is) else empty).cast(pl.Int8).alias(specimens.CODE)] if has_code else []),
    )
    return pl.concat([first, rest]).sort(specimens.AT, specimens.PLACE)


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
    if more in present and _greatest(frame.get_column(more).explode()) > most:
        yield pl.col(more).list.eval(pl.element().to_physical().cast(pl.Int64).abs() > most).list.any()


def _greatest(figures: pl.Series) -> int:
    ends = [Decimal(end) for end in (figures.min(), figures.max()) if end is not None]  # type: ignore[arg-type]
    places = figures.dtype.scale  # type: ignore[attr-defined]
    return max((abs(int(end.scaleb(places))) for end in ends), default=0)
