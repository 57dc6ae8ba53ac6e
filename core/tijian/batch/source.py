"""What is to be judged: the Parquet files of IN, whose each is, and the partitions they are read in.

A partition is whole row groups, together at least `--partition-rows` rows, or a slice of one that is larger. Nothing but its rows is ever
in memory, and its digest is over the very bytes of its row groups.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..model.order import natural
from ..model.problem import InputError, Position, Problem
from ..model.text import text
from .job import Partition

if TYPE_CHECKING:
    import polars as pl

PARQUET: Final = ".parquet"
ROWS: Final = 131_072  # of a partition, unless asked otherwise
_CHUNK: Final = 1 << 20
_META: Final = ("tijian:category", "tijian:edition", "tijian:ruleset")


@dataclass(frozen=True, slots=True)
class WideFile:
    """A wide Parquet file: where, how it is called, and which ruleset its rows are laid out by."""

    path: Path
    name: str
    category: str
    edition: str
    digest: str
    rows: int
    size: int
    groups: tuple[int, ...]  # rows of each row group


def files_in(given: Path) -> list[tuple[Path, str]]:
    """The Parquet files of IN and their names in it: the file itself, or those anywhere in the directory, in natural order."""
    if given.is_file():
        return [(given, given.name)] if given.suffix == PARQUET else []
    found = [path for path in given.rglob(f"*{PARQUET}") if path.is_file() and not _hidden(path.relative_to(given))]
    names = {path.relative_to(given).as_posix(): path for path in found}
    return [(names[name], name) for name in sorted(names, key=natural)]


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts)


def head_of(path: Path, name: str) -> WideFile:
    """The file, by its footer alone. Raises InputError where it is no whole Parquet file (E960), or does not say whose it is (E961)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        size = path.stat().st_size
        footer: Any = pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(_no_parquet(path, str(error))) from error
    said = {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in (footer.metadata or {}).items()}
    if missing := [key for key in _META if not said.get(key)]:
        raise InputError(_whose(path, missing))
    groups = tuple(footer.row_group(place).num_rows for place in range(footer.num_row_groups))
    category, edition, digest = (said[key] for key in _META)
    return WideFile(path, name, category, edition, digest, rows=footer.num_rows, size=size, groups=groups)


def partitions(files: Sequence[WideFile], most: int) -> Iterator[Partition]:
    """The partitions of files, in order, counted from 0."""
    number = 0
    for file in files:
        first = 0
        group = 0
        while group < len(file.groups):
            count, rows = 1, file.groups[group]
            if rows > most:
                for start in range(0, rows, most):
                    yield Partition(number, str(file.path), file.name, first + start, min(most, rows - start), group, 1)
                    number += 1
            else:
                while group + count < len(file.groups) and rows + file.groups[group + count] <= most:
                    rows += file.groups[group + count]
                    count += 1
                if rows:
                    yield Partition(number, str(file.path), file.name, first, rows, group, count)
                    number += 1
            first += rows
            group += count


def rows_of(partition: Partition) -> "pl.DataFrame":
    """The rows of a partition. Raises InputError (E991) where the file is damaged there, or has changed.

    A column that holds nothing there, as its file says, is not read: most lists of further specimens are such.
    """
    import polars as pl

    with readable(partition.file, partition.first, partition.rows):
        footer, schema = _head(partition.file)
        empty = _empty(footer, partition, schema)
        wanted = [name for name in schema if name not in empty]
        frame = pl.scan_parquet(partition.file, glob=False).slice(partition.first, partition.rows).select(wanted).collect()
        if frame.height == partition.rows:
            return frame.with_columns(pl.lit(None, schema[name]).alias(name) for name in empty).select(list(schema))
    raise InputError(_unreadable(partition.file, partition.first, partition.rows, f"{frame.height} rows are there"))


def _head(file: str) -> "tuple[Any, dict[str, pl.DataType]]":
    """The footer of a file and its columns. Every partition asks; it is parsed again only where the file has changed."""
    status = Path(file).stat()
    return _parsed(file, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=8)
def _parsed(file: str, _size: int, _changed: int) -> "tuple[Any, dict[str, pl.DataType]]":
    import polars as pl
    import pyarrow.parquet as pq

    return pq.read_metadata(file), dict(pl.read_parquet_schema(file))


def _empty(footer: Any, partition: Partition, names: Collection[str]) -> list[str]:
    """The columns in which nothing stands: no value of theirs in any of the row groups, as the footer counts them."""
    found: dict[str, bool] = {}
    for place in range(partition.group, min(partition.group + partition.groups, footer.num_row_groups)):
        group = footer.row_group(place)
        for number in range(group.num_columns):
            column = group.column(number)
            path, told = column.path_in_schema, column.statistics
            name = path if path in names else path.rsplit(".", 2)[0]  # of a list: name.list.element
            nothing = told is not None and told.has_null_count and told.null_count == column.num_values
            found[name] = found.get(name, True) and nothing
    found["assessment"] = False  # so that there are rows to count
    return [name for name, nothing in found.items() if nothing and name in names]


@contextmanager
def readable(file: str, first: int, rows: int) -> Iterator[None]:
    """Turns what Polars says of damaged rows into E991. Raises InputError."""
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise InputError(_unreadable(file, first, rows, str(error))) from error


def input_digest(partition: Partition) -> bytes:
    """SHA-256 over the bytes of its row groups in the file, and over which rows of them are meant. Raises InputError (E991)."""
    import pyarrow as pa

    found = hashlib.sha256(f"{partition.name}\0{partition.first}\0{partition.rows}\0".encode())
    with readable(partition.file, partition.first, partition.rows):
        try:
            footer, _ = _head(partition.file)
            found.update(str(footer.schema.to_arrow_schema()).encode())
            with Path(partition.file).open("rb") as stream:
                for place in range(partition.group, partition.group + partition.groups):
                    begin, end = _span(footer.row_group(place))
                    stream.seek(begin)
                    left = end - begin
                    while left and (chunk := stream.read(min(_CHUNK, left))):
                        found.update(chunk)
                        left -= len(chunk)
        except (pa.ArrowException, IndexError) as error:
            raise OSError(str(error)) from error
    return found.digest()


def _span(group: Any) -> tuple[int, int]:
    """Where a row group begins and ends in its file."""
    columns = [group.column(place) for place in range(group.num_columns)]
    begins = [one.dictionary_page_offset if one.has_dictionary_page else one.data_page_offset for one in columns]
    return min(begins), max(begin + one.total_compressed_size for begin, one in zip(begins, columns, strict=True))


def _no_parquet(path: Path, why: str) -> Problem:
    empty = path.is_file() and path.stat().st_size == 0
    why = " ".join(why.split())[:160]
    said = text("文件是空的", "the file is empty") if empty else text(f"不是完整的 Parquet 文件：{why}", f"not a whole Parquet file: {why}")
    hint = text("重新导出或重新传输", "export it, or transfer it, again")
    return Problem("E960", said, Position(str(path)), hint)


def _unreadable(file: str, before: int, rows: int, why: str) -> Problem:
    """That rows in the middle of a file are damaged, or the file changed while it was judged."""
    why = " ".join(why.split())[:200]
    first, last = before + 1, before + rows
    said = text(f"读不出第 {first}–{last} 行：{why}", f"cannot read rows {first}–{last}: {why}")
    hint = text(
        "文件损坏，或评估途中变了：重新取得这份文件，再加 --resume 运行",
        "the file is damaged, or changed meanwhile: get it again, and run with --resume",
    )
    return Problem("E991", said, Position(file, first), hint)


def _whose(path: Path, missing: Sequence[str]) -> Problem:
    listed = ", ".join(missing)
    said = text(f"没有写明是哪个细则的宽表（缺 {listed}）", f"it does not say which ruleset its rows are laid out by (no {listed})")
    hint = text(
        "用 tijian 转换，或照 docs/formats.md 在 schema 的 metadata 里写明",
        "convert it with tijian, or state it in the schema's metadata (docs/formats.md)",
    )
    return Problem("E961", said, Position(str(path)), hint)
