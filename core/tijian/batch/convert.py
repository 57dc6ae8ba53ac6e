"""Dossiers that are given as such (lines of JSON, YAML, checklists, a campaign) made wide first, below OUT/converted, one file a category
and edition. One that cannot be read, or that its ruleset refuses, goes to OUT/rejected with every reason.

Chunk by chunk they are read by an executor's workers; then the rows of all chunks are put together in order, so that the bytes are the
same whoever read them. `--resume` does again neither a chunk nor a conversion that was finished, as long as the files are the same.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ..authoring.document import read_file
from ..authoring.refusal import refusing_as
from ..authoring.validate import validate
from ..campaign.folder import ADOPTION, is_campaign
from ..catalogues import Catalogue
from ..exchange.parquet import Layout
from ..exchange.parquet.writing import laid_out
from ..model.adoption import Adoption
from ..model.order import natural
from ..model.problem import EngineDisagreement, InputError, Position, Problem
from ..model.text import text
from .chunks import chunks, dossier_files
from .convert_part import REFUSED, Read, dossiers_of, part_name
from .job import Chunk, Executor, Failed, Made, Reading
from .judges import passport_of
from .shelf import CONVERTED, REJECTED, write_whole, writing
from .source import PARQUET
from .written import parquet

if TYPE_CHECKING:
    import polars as pl

_GROUP: Final = 65_536  # rows of a row group
_DONE: Final = "done.json"
_PARTS: Final = "parts"
_TENTHS: Final = 10
Say = Callable[[str, str], None]

__all__ = ["By", "Converted", "adoption_of", "convert", "dossier_files", "dossiers_in"]


@dataclass(frozen=True, slots=True)
class Converted:
    """What was made of dossiers: files and their names, how many there were, how many of them have a row, and why the others have none."""

    files: tuple[tuple[Path, str], ...] = ()
    names: tuple[str, ...] = ()  # of the file of rejected ones
    dossiers: int = 0
    rows: int = 0
    refused: tuple[tuple[str, int], ...] = ()  # by code

    @property
    def rejected(self) -> int:
        return self.dossiers - self.rows


@dataclass(frozen=True, slots=True)
class By:
    """How the workers read: with which rulesets and plugins."""

    rulesets: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    isolate: bool = False


def convert(given: Path, out: Path, known: Catalogue, say: Say, executor: Executor, by: By) -> Converted:
    """Converts the dossiers of IN, if there are any. Raises InputError where the campaign itself is at fault, or the disk full."""
    files = dossier_files(given)
    if not files:
        return Converted()
    folder = out / CONVERTED
    named, parted = chunks(given, files)
    passport = passport_of(known)
    if (found := _done(folder, named, str(passport), known)) is not None:
        return found
    say(f"把 {len(files)} 个案卷文件转成宽表", f"making {len(files)} files of dossiers wide")
    with writing(folder):
        for old in folder.glob(f"*{PARQUET}"):
            old.unlink()
        (folder / _PARTS).mkdir(parents=True, exist_ok=True)
    reading = Reading(
        given=named, parts=str((folder / _PARTS).resolve()), passport=passport, rulesets=by.rulesets, prefer=by.prefer, isolate=by.isolate
    )
    made = _read(reading, parted, executor, say)
    converted = _put_together(made, out, known, named)
    said = {
        "input": named,
        "product": str(passport),
        "rulesets": _digests(made),
        "files": [name for _, name in converted.files],
        "names": converted.names,
        "dossiers": converted.dossiers,
        "rows": converted.rows,
        "refused": converted.refused,
    }
    write_whole(folder / _DONE, orjson.dumps(said, option=orjson.OPT_SORT_KEYS) + b"\n")
    with writing(folder):
        shutil.rmtree(folder / _PARTS)
    return converted


def adoption_of(given: Path) -> Adoption | None:
    """The adoption file of a campaign, if IN is one that has it. Raises InputError."""
    path = given / ADOPTION
    if not (given.is_dir() and is_campaign(given) and path.is_file()):
        return None
    with refusing_as(InputError):
        return validate(Adoption, read_file(path))


def dossiers_in(given: Path, files: Sequence[Path], known: Catalogue) -> Iterator[Read]:
    """Every dossier of these files, as it stands there, or why it is none. Raises InputError where the campaign itself is at fault."""
    for chunk in chunks(given, files)[1]:
        yield from dossiers_of(chunk, known)


def _done(folder: Path, named: str, product: str, known: Catalogue) -> Converted | None:
    """The conversion that is there, if it is of these very files, by these rulesets."""
    try:
        said: dict[str, Any] = orjson.loads((folder / _DONE).read_bytes())
        if (said["input"], said["product"]) != (named, product) or not all((folder.parent / name).is_file() for name in said["files"]):
            return None
        if any(_program(known, label).digest != digest for label, digest in said["rulesets"].items()):
            return None
        files = tuple((folder.parent / name, name) for name in said["files"])
        refused = tuple((code, count) for code, count in said["refused"])
        return Converted(files, tuple(said["names"]), said["dossiers"], said["rows"], refused)
    except (OSError, ValueError, KeyError, TypeError):  # not there, or not whole
        return None


def _program(known: Catalogue, label: str) -> Any:
    category, _, edition = label.rpartition("-")
    return known.edition(category, edition).program


def _read(reading: Reading, parted: Sequence[Chunk], executor: Executor, say: Say) -> list[Made]:
    """What came of every chunk, in order. Raises InputError with all that kept one from being read: what was read stays."""
    made: list[Made] = []
    problems: list[Problem] = []
    told = 0
    outcomes = executor.run((reading, chunk) for chunk in parted)
    try:
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                problems += outcome.problems
                if outcome.exit_code == EngineDisagreement.exit_code:
                    raise EngineDisagreement(outcome.problems)
                if outcome.stop:
                    break
                continue
            assert isinstance(outcome, Made)
            made.append(outcome)
            if len(parted) > _TENTHS and (tenth := len(made) * _TENTHS // len(parted)) > told:
                told, count = tenth, sum(one.dossiers for one in made)
                say(f"已转 {count} 份案卷", f"{count} dossiers made wide")
    finally:
        outcomes.close()
    if problems:
        raise InputError(problems)
    return sorted(made, key=lambda one: one.number)


def _digests(made: Sequence[Made]) -> dict[str, str]:
    return {label: digest for one in made for label, digest, _ in one.labels}


def _put_together(made: Sequence[Made], out: Path, known: Catalogue, named: str) -> Converted:
    """The rows of all chunks in one file a category and edition, and all refusals in one. Raises EngineDisagreement where any are lost."""
    folder = out / CONVERTED
    files = []
    written = 0
    for label in sorted(_digests(made), key=natural):
        path = folder / f"{label}{PARQUET}"
        parts = [folder / _PARTS / part_name(one.number, label) for one in made if label in {name for name, _, _ in one.labels}]
        program = _program(known, label)
        if any(digest != program.digest for one in made for name, digest, _ in one.labels if name == label):
            said = text(f"细则 {label} 在转换途中变了", f"the ruleset {label} changed while dossiers were made wide")
            raise InputError(Problem("E984", said, hint=text("不改细则，再运行一次", "leave it alone, and run again")))
        written += _write(path, Layout.of(program.ruleset, program), parts)
        files.append((path, f"{CONVERTED}/{path.name}"))
    names = _refusals(made, out, named)
    refused: Counter[str] = Counter()
    for one in made:
        refused.update(dict(one.refused))
    dossiers = sum(one.dossiers for one in made)
    if dossiers != written + refused.total():
        zh = f"读入 {dossiers} 份案卷，写出 {written} 行，拒收 {refused.total()} 份，对不上"
        en = f"{dossiers} dossiers were read, {written} rows written, {refused.total()} rejected: they do not add up"
        raise EngineDisagreement(Problem("E986", text(zh, en), at=Position(str(folder))))
    return Converted(tuple(files), names, dossiers, written, tuple(sorted(refused.items())))


def _write(path: Path, layout: Layout, parts: Sequence[Path]) -> int:
    """Writes the rows of parts, beside and then renamed. How many there are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    rows = 0
    with writing(path):
        try:
            tables = (laid_out(frame, layout) for frame in _grouped(parts))
            first = next(tables)
            with pq.ParquetWriter(beside, first.schema, compression="zstd") as writer:
                writer.write_table(first, row_group_size=_GROUP)
                for table in tables:
                    writer.write_table(table, row_group_size=_GROUP)
            rows = int(pq.read_metadata(beside).num_rows)
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(path)
        except pa.ArrowException as error:  # an ArrowIOError is an OSError already
            raise OSError(str(error)) from error
        finally:
            beside.unlink(missing_ok=True)
    return rows


def _grouped(parts: Sequence[Path]) -> "Iterator[pl.DataFrame]":
    """The rows of parts, a row group at a time."""
    import polars as pl

    held: list[pl.DataFrame] = []
    for part in parts:
        held.append(pl.read_parquet(part))
        if sum(one.height for one in held) >= _GROUP:
            whole = pl.concat(held, rechunk=True)
            while whole.height >= _GROUP:
                yield whole.head(_GROUP)
                whole = whole.slice(_GROUP)
            held = [whole]
    rest = pl.concat(held, rechunk=True)
    if rest.height:
        yield rest


def _refusals(made: Sequence[Made], out: Path, named: str) -> tuple[str, ...]:
    """One file of all refusals, if there are any; its name."""
    import polars as pl

    for old in (out / REJECTED).glob("converted-*"):
        old.unlink(missing_ok=True)
    parts = [out / CONVERTED / _PARTS / part_name(one.number, REFUSED) for one in made if one.refused]
    if not parts:
        return ()
    name = f"converted-000000-{named[:16]}"
    write_whole(out / REJECTED / f"{name}{PARQUET}", parquet(pl.concat([pl.read_parquet(part) for part in parts], rechunk=True)))
    return (name,)
