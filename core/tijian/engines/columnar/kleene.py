"""A condition over attributes as a Polars expression: true, false, or null where too little is known.

Polars' `&`, `|` and `~` on booleans with nulls are Kleene's. An attribute that was never asked is absent: equal to nothing, every
ordering false; that is a second expression beside its value, where it can happen at all.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Any, Final, Literal

import polars as pl

from ...conditions.tree import And, Attr, Compare, In, Node, Not, Or
from ...conditions.tree import Literal as Constant
from ...exchange.parquet.layout import PRECISION

Kind = Literal["word", "text", "flag", "number", "day"]
_RELATIONS: Final = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Named:
    """An attribute or context name: its value, null where unknown or absent; `absent` None where it never is."""

    value: pl.Expr
    kind: Kind
    absent: pl.Expr | None = None
    words: tuple[str, ...] = ()  # of a word
    places: int = 0  # of a number


UNKNOWN: Final = Named(pl.lit(None, pl.Boolean), "flag")


def holds(node: Node, names: Mapping[str, Named]) -> pl.Expr:
    """Whether a checked condition holds, row by row. A name that is not in `names` is unknown."""
    match node:
        case And(items=items):
            return reduce(and_, (holds(item, names) for item in items))
        case Or(items=items):
            return reduce(or_, (holds(item, names) for item in items))
        case Not(item=item):
            return ~holds(item, names)
        case Compare(op=op, left=left, right=right):
            return _compared(op, left, right, names)
        case In(item=item, values=values):
            return _inside(item, values, names)
        case Attr(name=name):
            named = names.get(name, UNKNOWN)
            return named.value if named.absent is None else pl.when(named.absent).then(pl.lit(value=False)).otherwise(named.value)
        case Constant(value=value):
            return pl.lit(bool(value))
        case _:
            raise TypeError(f"{type(node).__name__} reads what is judged: only a condition over attributes is compiled here")


def _compared(op: str, left: Constant | Attr, right: Constant | Attr, names: Mapping[str, Named]) -> pl.Expr:
    if isinstance(left, Constant) and isinstance(right, Constant):
        return pl.lit(bool(_RELATIONS[op](left.value, right.value)))
    if isinstance(left, Constant):
        return _compared(_MIRRORED[op], right, left, names)
    one = names.get(left.name, UNKNOWN)
    if isinstance(right, Constant):
        found = _with_constant(op, one, right.value)
        absent = one.absent
    else:
        other = names.get(right.name, UNKNOWN)
        found = _with_other(op, one, other)
        absent = one.absent if other.absent is None else other.absent if one.absent is None else one.absent | other.absent
    return found if absent is None else pl.when(absent).then(pl.lit(op == "!=")).otherwise(found)


def _with_constant(op: str, one: Named, constant: str | Decimal | bool) -> pl.Expr:  # a value of a ruleset
    relation = _RELATIONS[op]
    if one.kind == "number" and isinstance(constant, Decimal):
        return _with_number(op, one, constant)
    if one.kind == "flag" and isinstance(constant, bool):
        return relation(one.value, pl.lit(constant))  # type: ignore[no-any-return]
    if one.kind == "word" and op in ("==", "!="):
        if constant not in one.words:
            return _known(one, truth=op == "!=")
        return relation(one.value.to_physical(), pl.lit(one.words.index(str(constant)), pl.UInt32))  # type: ignore[no-any-return]
    if one.kind == "day" and (day := _day(constant)) is not None:
        return relation(one.value, pl.lit(day))  # type: ignore[no-any-return]
    if one.value is UNKNOWN.value:
        return UNKNOWN.value
    return relation(as_text(one), pl.lit(str(constant)))  # type: ignore[no-any-return]


def _known(one: Named, *, truth: bool) -> pl.Expr:
    return pl.when(one.value.is_not_null()).then(pl.lit(truth))


def _with_number(op: str, one: Named, constant: Decimal) -> pl.Expr:
    """Against a constant with more decimals than the column, or beyond it, without rounding it."""
    scaled = constant.scaleb(one.places)
    whole = scaled.to_integral_value(rounding="ROUND_FLOOR")
    if abs(whole) >= Decimal(10) ** PRECISION:
        return _known(one, truth=(op in ("<", "<=", "!=")) if whole > 0 else (op in (">", ">=", "!=")))
    if whole != scaled:
        if op in ("==", "!="):
            return _known(one, truth=op == "!=")
        op = "<=" if op in ("<", "<=") else ">"
    return _RELATIONS[op](one.value, pl.lit(whole.scaleb(-one.places), pl.Decimal(PRECISION, one.places)))  # type: ignore[no-any-return]


def _with_other(op: str, one: Named, other: Named) -> pl.Expr:
    if one.value is UNKNOWN.value or other.value is UNKNOWN.value:
        return UNKNOWN.value
    if one.kind == other.kind and one.kind in ("number", "flag", "day"):
        return _RELATIONS[op](one.value, other.value)  # type: ignore[no-any-return]
    return _RELATIONS[op](as_text(one), as_text(other))  # type: ignore[no-any-return]


def as_text(one: Named) -> pl.Expr:
    """Its words: texts compare by their code points, a day as it is written."""
    return one.value.dt.to_string("%Y-%m-%d") if one.kind == "day" else one.value.cast(pl.String)


def _inside(item: Constant | Attr, values: frozenset[Any], names: Mapping[str, Named]) -> pl.Expr:
    if isinstance(item, Constant):
        return pl.lit(item.value in values)
    one = names.get(item.name, UNKNOWN)
    found = reduce(or_, (_with_constant("==", one, value) for value in sorted(values, key=str)))
    return found if one.absent is None else pl.when(one.absent).then(pl.lit(value=False)).otherwise(found)


def _day(written: object) -> dt.date | None:
    """The day that a constant names; None for a text that is no day, which is then compared as text."""
    if not isinstance(written, str) or len(written) != len("2021-08-12"):
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None
