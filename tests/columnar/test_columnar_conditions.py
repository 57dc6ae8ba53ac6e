"""A condition compiled to an expression holds where the evaluator says so: known, unknown and absent attributes, whatever is compared."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import polars as pl
from tests.oracle.dice import seeded
from tests.oracle.generate_conditions import over_attributes

from tijian.conditions.evaluate import ABSENT, evaluate
from tijian.conditions.parse import parse
from tijian.engines.columnar.kleene import Named, holds
from tijian.exchange.parquet.layout import PRECISION

ASKED: dict[str, Any] = {
    "kind": {"choices": ["A", "B", "C"]},
    "valve": {"type": "boolean"},
    "load": {"type": "number"},
    "shape": {"choices": ["round", "flat"]},
}
PLACES = 6
WRITTEN = [  # what the generator does not write
    "load < 2.5000001", "load <= 2.5000001", "load > 2.5000001", "load >= 2.5000001", "load == 2.5000001", "load != 2.5000001",
    "load < 100000000000000000", "load > -100000000000000000", "load == 100000000000000000", "load != 100000000000000000",
    "2.5 < load", "2.5 >= load", "'A' != kind", "'B' < kind", "kind <= 'B'", "kind in ['A', 'X']", "kind == 'X'", "kind != 'X'",
    "load in [2.5, 10]", "load == other", "load < other", "kind == shape", "valve == ready", "made > 'spring'", "made == '2021-07-01'",
    "'2021-07-01' <= made", "made != born", "made <= born", "word == '2021-07-01'", "word == made", "2 > 1", "'a' in ['b']", "true", "!valve || ready",
]  # fmt: skip
POOLS: dict[str, list[Any]] = {
    "kind": ["A", "B", "C", None, ABSENT],
    "shape": ["round", "flat", None, ABSENT],
    "valve": [True, False, None, ABSENT],
    "ready": [True, False, None],
    "load": [Decimal("2.5"), Decimal("2.500001"), Decimal(10), Decimal(0), Decimal("49.99"), Decimal(-3), None, ABSENT],
    "other": [Decimal("2.5"), Decimal(7), None, ABSENT],
    "made": ["2021-07-01", "2021-06-30", "2021-12-31", None, ABSENT],
    "born": ["2021-07-01", "2021-01-01", None],
    "word": ["2021-07-01", "spring", None],
    "group": ["food", "industrial", None],
    "sampling": ["done", "none", None],
    "assessed_on": ["2021-07-01", "2021-02-28", "2021-08-01"],
    "produced_on": ["2021-07-01", "2021-03-01", None, ABSENT],
}
WORDS = {"kind": ("A", "B", "C"), "shape": ("round", "flat"), "group": ("food", "industrial"), "sampling": ("none", "pending", "done")}
DAYS = {"made", "born", "assessed_on", "produced_on"}
ROWS = 600


def rows() -> list[dict[str, Any]]:
    dice = random.Random("conditions")
    return [{name: dice.choice(pool) for name, pool in POOLS.items()} for _ in range(ROWS)]


def columns(some: list[dict[str, Any]]) -> tuple[pl.DataFrame, dict[str, Named]]:
    """The rows as a frame, and each name over it."""
    made: dict[str, pl.Series] = {}
    names: dict[str, Named] = {}
    for name, pool in POOLS.items():
        values = [None if row[name] is ABSENT else row[name] for row in some]
        made[f"{name}?"] = pl.Series([row[name] is ABSENT for row in some])
        value, absent = pl.col(name), pl.col(f"{name}?") if ABSENT in pool else None
        if name in DAYS:
            made[name] = pl.Series([None if one is None else dt.date.fromisoformat(one) for one in values], dtype=pl.Date)
            names[name] = Named(value, "day", absent)
        elif name in WORDS:
            made[name] = pl.Series(values, dtype=pl.Enum(WORDS[name]))
            names[name] = Named(value, "word", absent, words=WORDS[name])
        elif name in ("valve", "ready"):
            made[name] = pl.Series(values, dtype=pl.Boolean)
            names[name] = Named(value, "flag", absent)
        elif name == "word":
            made[name] = pl.Series(values, dtype=pl.String)
            names[name] = Named(value, "text", absent)
        else:
            made[name] = pl.Series(values, dtype=pl.Decimal(PRECISION, PLACES))
            names[name] = Named(value, "number", absent, places=PLACES)
    return pl.DataFrame(made), names


def test_expressions_hold_where_the_evaluator_says_so() -> None:
    some = rows()
    frame, names = columns(some)
    generated = [over_attributes(seeded(f"condition {number}"), ASKED, {}, dated=True, depth=3) for number in range(150)]
    for written in (*WRITTEN, *generated):
        node = parse(written)
        found = frame.with_columns(holds(node, names).alias("holds")).get_column("holds").to_list()
        assert found == [evaluate(node, row) for row in some], written


def test_a_name_that_nobody_knows_is_unknown() -> None:
    frame, names = columns(rows())
    for written in ("never == 'x'", "never < 3", "never in ['a']", "never", "never == load", "!(never || false)"):
        assert set(frame.with_columns(holds(parse(written), names).alias("holds")).get_column("holds")) <= {None, False}
        assert evaluate(parse(written), {}) is None or "load" in written
