"""Assessment numbers that are used more than once in all of the input: of those rows nobody can tell which counts, so none is judged.

Only a 64-bit hash of each number is held, and of a very large input only a part of the hashes at a time; numbers with one hash are then
compared as they are written.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..model.order import natural
from .source import WideFile, readable

if TYPE_CHECKING:
    import polars as pl

AT_A_TIME: Final = 40_000_000  # hashes held, of eight bytes
_READ: Final = 1_000_000  # rows read at a time
_SEED: Final = 5


def used_twice(files: Sequence[WideFile], at_a_time: int = AT_A_TIME) -> tuple[str, ...]:
    """The numbers, in natural order. Raises InputError (E991) where a file is damaged."""
    import polars as pl

    rows = sum(file.rows for file in files)
    rounds = max(1, -(-rows // at_a_time))
    suspects: list[pl.Series] = []
    for turn in range(rounds):
        held = [hashes.filter(hashes % rounds == turn) if rounds > 1 else hashes for hashes in map(_hashed, _numbers(files))]
        if not held:
            return ()
        every = pl.concat(held).sort()
        del held
        same = every.slice(1).filter(every.slice(1) == every.slice(0, max(every.len() - 1, 0)))
        suspects.append(same.unique())
    wanted = pl.concat(suspects)
    if wanted.is_empty():
        return ()
    found = [numbers.filter(_hashed(numbers).is_in(wanted.implode())) for numbers in _numbers(files)]
    counted = pl.concat(found).rename("number").to_frame().group_by("number").len()
    return tuple(sorted(counted.filter(pl.col("len") > 1)["number"].to_list(), key=natural))


def _numbers(files: Sequence[WideFile]) -> Iterator["pl.Series"]:
    """The numbers of all rows, some at a time."""
    import polars as pl

    for file in files:
        whole = pl.scan_parquet(file.path, glob=False).select("assessment")
        for first in range(0, file.rows, _READ):
            with readable(str(file.path), first, min(_READ, file.rows - first)):
                read = whole.slice(first, _READ).select(pl.col("assessment").cast(pl.String)).collect()["assessment"]
            yield read.drop_nulls()


def _hashed(numbers: "pl.Series") -> "pl.Series":
    return numbers.hash(_SEED)
