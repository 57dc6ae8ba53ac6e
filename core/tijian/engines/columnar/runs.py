"""Lines that belong together: the specimens of a row stand one below the other, row after row, and are drawn together by their places.

Polars would group them by hashing; here each run has its beginning and its length, and NumPy adds along them. `laying` lays them out,
`specimens` judges them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl

Numbers = np.ndarray[Any, np.dtype[Any]]
VALUE, CODE, DECLARED, U = "line:value", "line:code", "line:declared", "line:u"
BLANK: Final = "line:blank"


@dataclass(frozen=True)
class Runs:
    """`lines`: what each line holds. `rows`: the place of each run's row in its frame; `lengths`: its lines, at least one."""

    lines: pl.DataFrame
    rows: Numbers
    lengths: Numbers

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def starts(self) -> Numbers:
        """The first line of each run."""
        return np.cumsum(self.lengths) - self.lengths

    def some(self, which: Numbers) -> "Runs":
        """The runs that are wanted."""
        if which.all():
            return self
        kept = self.lines.filter(pl.Series(np.repeat(which, self.lengths)))
        return Runs(kept, self.rows[which], self.lengths[which])

    def having(self, lines: pl.DataFrame) -> "Runs":
        """The same runs with other lines."""
        return Runs(lines, self.rows, self.lengths)

    def count(self, truth: pl.Series) -> Numbers:
        """How many lines of each run hold."""
        held = np.zeros(len(truth) + 1, np.int32)
        np.cumsum(truth.to_numpy(), out=held[1:])
        found: Numbers = held[self.starts + self.lengths] - held[self.starts]
        return found

    def all(self, truth: pl.Series) -> Numbers:
        """Whether all lines of each run hold."""
        found: Numbers = self.count(truth) == self.lengths
        return found

    def any(self, truth: pl.Series) -> Numbers:
        """Whether any line of each run holds."""
        found: Numbers = self.count(truth) > 0
        return found

    def drawn(self, along: Callable[..., Numbers], values: Numbers) -> Numbers:
        """`along` (`np.add.reduceat` and the like) each run."""
        return along(values, self.starts) if len(self) else np.zeros(0, values.dtype)

    def firsts(self, name: str) -> pl.Series:
        """The first line of each run."""
        return self.lines.get_column(name).gather(self.starts)

    def groups(self, size: int) -> "Runs":
        """Runs of `size` lines each, of runs that are whole numbers of these; their rows are runs of ours."""
        made = self.lengths // size
        return Runs(self.lines, np.repeat(np.arange(len(self)), made), np.full(int(made.sum()), size))


def known(values: Numbers, where: Numbers) -> pl.Series:
    """Numbers, null where they are not known."""
    found = pl.Series(values)
    return found if where.all() else pl.DataFrame([found.alias("n"), pl.Series("w", where)]).select(pl.when("w").then("n")).to_series()


def interleaved(first: pl.Series | None, more: pl.Series | None, lengths: Numbers, dtype: type[Any]) -> pl.Series:
    """A line of each run from `first`, the others from the lists in `more`; null where there is nothing."""
    starts = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    made, there = np.zeros(total, dtype), np.zeros(total, np.bool_)
    if first is not None:
        made[starts] = first.fill_null(0).to_numpy()
        there[starts] = first.is_not_null().to_numpy()
    if more is not None:
        sizes = more.list.len().fill_null(0).to_numpy()
        flat = digits(flattened(more))
        if len(flat):
            places = np.repeat(sizes > 0, lengths)
            places[starts] = False
            made[places] = flat.fill_null(0).to_numpy()
            there[places] = flat.is_not_null().to_numpy()
    return known(made, there)


def flattened(lists: pl.Series) -> pl.Series:
    """What stands in the lists, one after the other; Arrow does it without a copy, and leaves out the rows that have none."""
    found = pl.from_arrow(lists.to_arrow().flatten())
    assert isinstance(found, pl.Series)
    return found


def digits(figures: pl.Series) -> pl.Series:
    """Decimals as whole numbers in units of their last place; other numbers as they are."""
    return figures.to_physical().cast(pl.Int64) if figures.dtype.is_decimal() else figures
