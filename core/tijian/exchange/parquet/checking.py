"""A file, or a whole dataset, looked at before anything is judged: every fault with file, column and row, and nothing lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...model.order import natural
from ...model.problem import InputError, Position, Problem
from ...model.text import text
from .columns import problems_of_columns, problems_of_metadata
from .layout import Layout
from .sifting import REJECTED, sift

if TYPE_CHECKING:
    import polars as pl

SUFFIX: Final = ".parquet"
ROWS: Final = 65_536  # looked at together
_MOST_SHOWN: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class Checked:
    """What a dataset holds: rows, those that can be judged, and the rejected ones with their reasons."""

    files: tuple[Path, ...]
    rows: int
    good: int
    rejected: "pl.DataFrame"


def check(path: Path, layout: Layout) -> Checked:
    """Looks at every row of a wide file or of a directory of them. Raises InputError where a file as a whole cannot be used."""
    import polars as pl

    files = files_of(path)
    if problems := [problem for file in files for problem in check_file(file, layout)]:
        raise InputError(problems)
    twice = repeated(files)
    rejected = [pl.DataFrame(schema={name: pl.Int64 if name == "row" else pl.String for name in REJECTED})]
    rows = good = 0
    for file in files:
        first = 0
        for frame in frames(file):
            sifted = sift(layout, frame, file.name, first, twice)
            first += frame.height
            good += sifted.good.height
            rejected.append(sifted.rejected)
        rows += first
    if not rows:
        raise InputError(no_rows(path))
    found = pl.concat(rejected)
    assert rows == good + found.height, "rows in = rows out + rejected"
    return Checked(tuple(files), rows, good, found)


def no_rows(path: Path) -> Problem:
    """That a dataset has no rows at all."""
    hint = text("检查导出是否完成", "see whether the export came to its end")
    return Problem("E967", text("数据集里一行也没有", "the dataset has no rows"), Position(str(path)), hint)


def files_of(path: Path) -> list[Path]:
    """The Parquet files of a dataset, in natural order. Raises InputError where there are none."""
    files = [path] if path.is_file() else sorted(path.rglob(f"*{SUFFIX}"), key=lambda one: natural(str(one)))
    if not files:
        hint = text("给出宽表文件，或放着它们的目录", "name a wide file, or a directory of them")
        raise InputError(
            Problem("E960", text(f"{path} 里没有 {SUFFIX} 文件", f"there is no {SUFFIX} file in {path}"), Position(str(path)), hint)
        )
    return files


def check_file(file: Path, layout: Layout) -> list[Problem]:
    """What is wrong with a file as a whole: no Parquet, torn, of another ruleset, columns missing, unknown or of a wrong type."""
    import polars as pl

    try:
        metadata = {str(key): str(value) for key, value in pl.read_parquet_metadata(file).items()}
        schema = dict(pl.read_parquet_schema(file))
    except (pl.exceptions.PolarsError, OSError) as error:
        return [_unreadable(file, error)]
    wrong = list(problems_of_metadata(metadata, layout, str(file)))
    if wrong:
        return wrong
    return list(problems_of_columns(schema, layout, str(file), lambda name: _first_of(file, name, schema[name])))


def _unreadable(file: Path, error: Exception) -> Problem:
    size = file.stat().st_size if file.is_file() else 0
    why = " ".join(str(error).split())[:160]
    zh, en = (f"不是完整的 Parquet 文件：{why}", f"not a whole Parquet file: {why}") if size else ("文件是空的", "the file is empty")
    hint = text("重新导出或重新传输", "export it, or transfer it, again")
    return Problem("E960", text(zh, en), Position(str(file)), hint)


def _first_of(file: Path, name: str, dtype: "pl.DataType") -> tuple[int, str] | None:
    """Of a column of a wrong type the first row that says most of it, and what it says: one that is no number at all, else any."""
    import polars as pl

    value = pl.col(name)
    inner = getattr(dtype, "inner", None)
    nan = value.is_nan() if dtype.is_float() else value.list.eval(pl.element().is_nan()).list.any() if inner and inner.is_float() else None
    try:
        rows = pl.scan_parquet(file, glob=False).select(value).with_row_index("row")
        for where in (nan, value.is_not_null()):
            found = None if where is None else rows.filter(where.fill_null(value=False)).head(1).collect()
            if found is not None and found.height:
                place, what = found.row(0)
                return int(place) + 1, "NaN" if where is nan else _shown(what)
    except (pl.exceptions.PolarsError, OSError):  # torn there: the type is wrong all the same, and that is said
        return None
    return None


def _shown(what: Any) -> str:
    said = f"“{what}”" if isinstance(what, str) else str(what)
    return said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]}…"


def frames(file: Path) -> "Iterator[pl.DataFrame]":
    """The rows of a file, some tens of thousands at a time. Raises InputError where it is torn."""
    import polars as pl

    first = 0
    while True:
        try:
            frame = pl.scan_parquet(file, glob=False).slice(first, ROWS).collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise InputError(_unreadable(file, error)) from error
        if not frame.height:
            return
        yield frame
        first += frame.height


def repeated(files: Sequence[Path]) -> frozenset[str]:
    """The assessments that appear more than once in a dataset."""
    import polars as pl

    counts: Counter[Any] = Counter()
    for file in files:
        counts.update(
            pl.scan_parquet(file, glob=False).select(pl.col("assessment").cast(pl.String)).collect().to_series().drop_nulls().to_list()
        )
    return frozenset(name for name, count in counts.items() if count > 1)
