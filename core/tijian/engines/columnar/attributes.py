"""Attributes and context of every row, as conditions see them: twice, for the visit and for the sample.

Which attributes are asked follows from other attributes; derived ones are computed by the category's plugin, once for each
distinct combination of what they read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

import polars as pl

from ...exchange.parquet import words
from ...exchange.parquet.into_row import DoesNotFitError, fitting
from ...exchange.parquet.layout import Column, Layout
from .kleene import Kind, Named, holds

Derive = Callable[[Mapping[str, Any], str | None, str], Mapping[str, Any]]  # (known attributes, produced_on, assessed_on)
Where = Literal["visit", "sample"]
ODD_DERIVED: Final = "odd:derived"
_KINDS: Final[dict[str, Kind]] = {"word": "word", "flag": "flag", "number": "number", "text": "text"}


@dataclass
class Attributes:
    """The names of one layout. `derive` asks the plugin; `by_day`: whether its answer may hang on days too."""

    layout: Layout
    derive: Derive | None
    by_day: bool
    asked: dict[str, pl.Expr] = field(default_factory=dict)  # value and absence of the attributes not always asked
    _known: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._dated = self._reads_production() or (self.by_day and bool(self.layout.ruleset.derived))
        self._product = self._asked()

    def _reads_production(self) -> bool:
        return any("produced_on" in check.reads for check in self.layout.program.checks.values())

    @property
    def wheres(self) -> tuple[Where, ...]:
        """The settings that differ: rule checks and tests see the day of production, site checks do not."""
        return ("visit", "sample") if self._dated else ("visit",)

    def named(self, where: Where) -> dict[str, Named]:
        """Every name in one setting."""
        if where not in self.wheres:
            where = "visit"
        sampling = pl.col("sampling")
        none = sampling.to_physical() == words.SAMPLING.index("none")
        made = pl.col("produced_on") if where == "sample" else pl.lit(None, pl.Date)
        names = {
            **self._context(),
            "produced_on": Named(made, "day", none & made.is_null() if where == "sample" else none),
            **self._product,
        }
        for name, attribute in self.layout.ruleset.derived.items():
            column = self.layout.attribute(name, attribute)
            names[name] = _named(column, pl.col(_derived(name, where if self.by_day else "visit")))
        return names

    def _context(self) -> dict[str, Named]:
        sampling = pl.col("sampling")
        pending = sampling.to_physical() == words.SAMPLING.index("pending")
        category = self.layout.ruleset.category
        return {
            "assessed_on": Named(pl.col("assessed_on"), "day"),
            "category": Named(pl.lit(category), "text"),
            "group": Named(pl.col("group"), "word", words=words.GROUPS),
            "sampling": Named(pl.when(~pending).then(sampling), "word", words=words.SAMPLING),
        }

    def _asked(self) -> dict[str, Named]:
        """The product attributes, each after those that decide whether it is asked; those are kept in columns of their own."""
        program, product = self.layout.program, self.layout.ruleset.product
        sampling = pl.col("sampling")
        none = sampling.to_physical() == words.SAMPLING.index("none")
        names: dict[str, Named] = {**self._context(), "produced_on": Named(pl.lit(None, pl.Date), "day", none)}
        started: set[str] = set()

        def settle(name: str) -> None:
            if name in started:
                return
            started.add(name)
            column = self.layout.columns[f"product:{name}"]
            value = _named(column, pl.col(column.name))
            if name not in program.asked_when:
                names[name] = value
                return
            for other in sorted(program.asked_by[name]):
                if other in product:
                    settle(other)
            asked = holds(program.asked_when[name], names)
            self.asked[f"asked:{name}"] = pl.when(asked).then(value.value)
            self.asked[f"absent:{name}"] = (~asked).fill_null(value=False)
            names[name] = Named(pl.col(f"asked:{name}"), value.kind, pl.col(f"absent:{name}"), value.words, value.places)

        for name in product:
            settle(name)
        return {name: names[name] for name in product}

    def prepare(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with the columns that `named` reads."""
        for name, expression in self.asked.items():  # one after the other: an attribute may hang on one before it
            frame = frame.with_columns(expression.alias(name))
        ruleset = self.layout.ruleset
        if not ruleset.derived or self.derive is None:
            nothing = {
                _derived(name, where): self.layout.attribute(name, one) for name, one in ruleset.derived.items() for where in _WHERES
            }
            return frame.with_columns(pl.lit(None, column.dtype()).alias(name) for name, column in nothing.items())
        for where in self.wheres if self.by_day else ("visit",):
            frame = self._derived(frame, where)
        return frame

    def _derived(self, frame: pl.DataFrame, where: Where) -> pl.DataFrame:
        """The plugin's answers beside the rows, asked once for each distinct combination."""
        assert self.derive is not None
        ruleset = self.layout.ruleset
        known = sorted({name for one in ruleset.derived.values() for name in (ruleset.product if one.reads is None else one.reads)})
        reads = [name for name in known if name in ruleset.product]
        keys = {f"key:{name}": self._product[name].value for name in reads}
        if self.by_day:
            keys["key@assessed_on"] = pl.col("assessed_on")
            keys["key@produced_on"] = pl.col("produced_on") if where == "sample" else pl.lit(None, pl.Date)
        if not keys:
            keys = {"key@": pl.lit(0, pl.Int8)}
        frame = frame.with_columns(expression.alias(name) for name, expression in keys.items())
        combinations = frame.select(list(keys)).unique(maintain_order=True)
        found = [self._answer(reads, combination) for combination in combinations.iter_rows()]
        columns = [self.layout.attribute(name, one) for name, one in ruleset.derived.items()]
        answers = {
            _derived(name, where): pl.Series([one[place] for one in found], dtype=column.dtype())
            for place, (name, column) in enumerate(zip(ruleset.derived, columns, strict=True))
        }
        odd = f"{ODD_DERIVED}@{where}"
        combinations = combinations.with_columns(**answers, **{odd: pl.Series([one[-1] for one in found], dtype=pl.Boolean)})
        if combinations.height == 1:
            return frame.drop(list(keys)).with_columns(pl.lit(combinations[name]).first().alias(name) for name in (*answers, odd))
        return frame.join(combinations, on=list(keys), how="left", nulls_equal=True, maintain_order="left").drop(list(keys))

    def _answer(self, reads: list[str], combination: tuple[Any, ...]) -> tuple[Any, ...]:
        """The derived values of one combination, and whether one of them does not fit its column."""
        if combination not in self._known:
            assert self.derive is not None
            given = {name: _plain(value) for name, value in zip(reads, combination, strict=False) if value is not None}
            days = combination[len(reads) :] if self.by_day else (None, None)
            assessed, produced = (None if day is None else day.isoformat() for day in days)
            derived = self.derive(given, produced, assessed or "")
            values: list[Any] = []
            odd = False
            for name in self.layout.ruleset.derived:
                value = derived.get(name)
                if isinstance(value, Decimal):
                    try:
                        value = fitting(Fraction(value), self.layout.places)
                    except DoesNotFitError:
                        value, odd = None, True
                values.append(value)
            self._known[combination] = (*values, odd)
        return self._known[combination]

    def odd(self, frame: pl.DataFrame) -> Iterator[pl.Expr]:
        """Where a row cannot be judged by columns because of what was derived."""
        yield from (pl.col(name) for name in frame.columns if name.startswith(ODD_DERIVED))


_WHERES: Final[tuple[Where, ...]] = ("visit", "sample")


def _derived(name: str, where: Where) -> str:
    return f"derived:{name}@{where}"


def _named(column: Column, value: pl.Expr) -> Named:
    return Named(value, _KINDS[column.kind], words=column.words, places=column.places)


def _plain(value: Any) -> Any:
    """A number without the zeros that its column adds."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value
