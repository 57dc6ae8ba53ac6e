"""Counting states: for every cell of checks that count alike, how many fail, are minor, pass, or stay outside, row by row.

The one place where NumPy adds where Polars would: a hundred comparisons of small numbers, summed in place, block by block, so that
they stay in the cache. All that follows (counts, scores, coverage) is made from these few columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from .states import FAIL, MINOR, NOT_APPLICABLE, PASS

BLOCK: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class Member:
    """A check's column in a cell; `leaves`: whether it can be outside the sums."""

    column: str
    leaves: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Checks that count alike. `minor`: whether a minor finding exists for them."""

    name: str
    members: tuple[Member, ...]
    minor: bool

    @property
    def leaves(self) -> bool:
        return any(member.leaves for member in self.members)

    @property
    def dtype(self) -> Any:
        return np.uint8 if len(self.members) < 256 else np.uint16


def tally(frame: pl.DataFrame, cells: Sequence[Cell]) -> pl.DataFrame:
    """`<cell>:fail`, `:minor`, `:out` and `:unknown`, the rest, as whole numbers; `:minor` and `:out` only where there can be any."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    rows = frame.height
    for cell in cells:
        states = [frame.get_column(member.column).to_numpy() for member in cell.members]
        sums = {
            name: np.zeros(rows, cell.dtype)
            for name, wanted in (("fail", True), ("minor", cell.minor), ("pass", True), ("out", cell.leaves))
            if wanted
        }
        for start in range(0, rows, BLOCK):
            _add(cell, [state[start : start + BLOCK] for state in states], {name: one[start : start + BLOCK] for name, one in sums.items()})
        rest = np.full(rows, len(cell.members), cell.dtype)
        for one in sums.values():
            np.subtract(rest, one, out=rest)
        found |= {f"{cell.name}:{name}": one for name, one in sums.items() if name != "pass"} | {f"{cell.name}:unknown": rest}
    return pl.DataFrame(found) if found else pl.DataFrame()


def _add(cell: Cell, states: Sequence["np.ndarray[Any, Any]"], sums: "dict[str, np.ndarray[Any, Any]]") -> None:
    hit = np.empty(len(sums["fail"]), np.bool_)
    one = hit.view(np.uint8)
    for member, state in zip(cell.members, states, strict=True):
        np.equal(state, FAIL, out=hit)
        np.add(sums["fail"], one, out=sums["fail"])
        np.equal(state, PASS, out=hit)
        np.add(sums["pass"], one, out=sums["pass"])
        if cell.minor:
            np.equal(state, MINOR, out=hit)
            np.add(sums["minor"], one, out=sums["minor"])
        if member.leaves:
            np.greater_equal(state, NOT_APPLICABLE, out=hit)
            np.add(sums["out"], one, out=sums["out"])
