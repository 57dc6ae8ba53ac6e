"""The counts of all partitions of a finished batch, added up by Polars: one row for all dossiers of a dataset that agree in their keys.

`comparison` and the board come in here. However many dossiers there were, this is small: as many rows as there are districts,
institutions, groups and sizes together in use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ..authoring.program import Program
from ..catalogues import Catalogue
from ..model.problem import InputError, Position, Problem, TijianError
from ..model.ruleset import ResolvedRuleset
from ..model.text import text
from .counting import KEYS, LISTED, LISTS, score_names
from .shelf import COUNTS, JOB, SUMMARY
from .summary import SCHEMA

if TYPE_CHECKING:
    import polars as pl

_TOGETHER: Final = 64  # files added up at a time


@dataclass(frozen=True)
class Dataset:
    """One category and edition: its ruleset, who adopted it, and its sums."""

    category: str
    edition: str
    digest: str
    status: str
    adopted_by: dict[str, Any] | None
    rejected: int
    program: Program
    rows: tuple[dict[str, Any], ...]  # the columns of `counting`

    @property
    def ruleset(self) -> ResolvedRuleset:
        return self.program.ruleset

    @property
    def label(self) -> str:
        return f"{self.category}-{self.edition}"


def summary_of(out: Path) -> dict[str, Any]:
    """The summary of a finished batch, and whether it was counted. Raises InputError (E994) where it is not finished."""
    try:
        said: dict[str, Any] = orjson.loads((out / SUMMARY).read_bytes())
        if said["schema"] != SCHEMA:
            raise ValueError(said["schema"])
        said["counts"] = orjson.loads((out / JOB).read_bytes())["counts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _of_another_version(out) from error
    return said


def _of_another_version(out: Path) -> InputError:
    words = text("这一批没有做完，或是别的版本做的", "this batch is not finished, or was made by another version")
    hint = text("用 tijian batch --resume 做完，再比较", "finish it with tijian batch --resume, then compare")
    return InputError(Problem("E994", words, at=Position(str(out)), hint=hint))


def datasets_of(out: Path, known: Catalogue) -> list[Dataset]:
    """The datasets of a batch. Raises InputError where it is not finished (E994), not counted (E997), or its ruleset not here (E984)."""
    found = []
    summary = summary_of(out)
    if not summary["counts"]:
        words = text("这一批用了 --no-counts，没有合计", "this batch was made with --no-counts: nothing was counted")
        raise InputError(Problem("E997", words, at=Position(str(out))))
    for one in summary["datasets"]:
        label = f"{one['category']}-{one['edition']}"
        try:
            program = known.edition(one["category"], one["edition"]).program
        except TijianError as error:
            raise InputError(error.problems) from error
        if program.digest != one["digest"]:
            words = text(
                f"评估 {label} 的细则是 {one['digest']}，这里的是 {program.digest}",
                f"{label} was judged by {one['digest']}; here is {program.digest}",
            )
            raise InputError(Problem("E984", words, at=Position(str(out))))
        files = sorted(file for file in (out / COUNTS).iterdir() if file.name.rsplit("-", 2)[0] == label)
        whose: dict[str, Any] = {name: one[name] for name in ("category", "edition", "digest", "status", "adopted_by", "rejected")}
        try:
            rows = tuple(_added(files))
        except KeyError as error:
            raise _of_another_version(out) from error
        found.append(Dataset(**whose, program=program, rows=rows))
    return found


def _added(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """The rows of all files with the same keys added up, in the order of their keys."""
    import polars as pl

    whole: pl.DataFrame | None = None
    for start in range(0, len(files), _TOGETHER):
        frames = [pl.read_parquet(file) for file in files[start : start + _TOGETHER]]
        whole = _sum(pl.concat([*([] if whole is None else [whole]), *frames], how="diagonal"))
    if whole is not None:
        yield from _rows(whole)


def _rows(frame: "pl.DataFrame") -> Iterator[dict[str, Any]]:
    """Its rows; a list is an array, and empty where there is none."""
    import polars as pl

    listed = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    columns = {name: frame.get_column(name).fill_null([]) for name in listed}
    for place, row in enumerate(frame.drop(listed).iter_rows(named=True)):
        yield {**row, **{name: column[place].to_numpy() for name, column in columns.items()}}


def _sum(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Rows with the same keys added up: numbers as such, lists entry by entry. Raises KeyError where a list is not there."""
    import polars as pl

    by: dict[str, tuple[str, ...]] = {**dict.fromkeys(score_names(frame.columns), ("got", "of")), **LISTED}
    sums = {name: LISTS.get(name, ("counts",)) for name in by}
    lists = {name: [f"{name}:{part}" for part in (*by[name], *sums[name])] for name in by}
    if missing := {column for columns in lists.values() for column in columns} - set(frame.columns):
        raise KeyError(*sorted(missing))
    held = {column for columns in lists.values() for column in columns}
    numbers = [name for name in frame.columns if name not in held and name not in (*KEYS, "first_day", "last_day")]
    made = frame.group_by(KEYS).agg(pl.col("first_day").min(), pl.col("last_day").max(), pl.col(numbers).sum())
    for name, columns in lists.items():
        entries = [f"{name}:{part}" for part in by[name]]
        one = (
            frame.select(*KEYS, *columns)
            .drop_nulls(columns[0])
            .explode(columns)
            .group_by(*KEYS, *entries)
            .agg(pl.col(f"{name}:{part}").sum() for part in sums[name])
            .sort(*KEYS, *entries)
            .group_by(KEYS, maintain_order=True)
            .agg(columns)
        )
        made = made.join(one, on=KEYS, how="left")
    return made.select(frame.columns).sort(KEYS)
