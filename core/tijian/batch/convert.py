"""Dossiers that are given as such (lines of JSON, YAML, checklists, a campaign) made wide first, below OUT/converted, one file a category
and edition. One that cannot be read, or that its ruleset refuses, goes to OUT/rejected with every reason.

A conversion that was finished is not done again by `--resume`, as long as the files given are the same to the byte.
"""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from ..authoring.document import read_file
from ..authoring.dossier_lines import read_lines
from ..authoring.refusal import refusing_as
from ..authoring.validate import validate
from ..campaign.folder import ADOPTION, is_campaign, read_folder
from ..catalogues import Catalogue
from ..exchange.parquet import Layout
from ..model.adoption import Adoption
from ..model.dossier import Dossier
from ..model.order import natural
from ..model.problem import InputError, Position, Problem, TijianError
from ..visits import LINES, TABLES, WORKBOOKS, read_visits
from .rejected import Refusal, refusals_frame
from .shelf import CONVERTED, REJECTED, write_whole, writing
from .source import PARQUET
from .written import parquet

_READ: Final = frozenset({LINES, ".yaml", ".yml", ".json"}) | WORKBOOKS | TABLES
_GROUP: Final = 65_536  # rows held before they are written
_DONE: Final = "done.json"


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


def convert(given: Path, out: Path, known: Catalogue, say: Callable[[str, str], None]) -> Converted:
    """Converts the dossiers of IN, if there are any. Raises InputError where the campaign itself is at fault, or the disk full."""
    files = dossier_files(given)
    if not files:
        return Converted()
    folder = out / CONVERTED
    named = _digest(given, files)
    if (found := _done(folder, named)) is not None:
        return found
    say(f"把 {len(files)} 个案卷文件转成宽表", f"making {len(files)} files of dossiers wide")
    with writing(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    desk = _Desk(folder, known)
    for at, dossier, problems in _dossiers(given, files, known):
        desk.take(at, dossier, problems)
    made = desk.close(out, named)
    said = {"input": named, "files": [name for _, name in made.files], "names": made.names, "dossiers": made.dossiers, "rows": made.rows}
    write_whole(folder / _DONE, orjson.dumps({**said, "refused": made.refused}) + b"\n")
    return made


def adoption_of(given: Path) -> Adoption | None:
    """The adoption file of a campaign, if IN is one that has it. Raises InputError."""
    path = given / ADOPTION
    if not (given.is_dir() and is_campaign(given) and path.is_file()):
        return None
    with refusing_as(InputError):
        return validate(Adoption, read_file(path))


def dossier_files(given: Path) -> list[Path]:
    """The files of dossiers in IN: itself, those of a campaign, or those directly in the directory."""
    if given.is_file():
        return [] if given.suffix == PARQUET else [given]
    if is_campaign(given):
        return sorted((path for path in given.rglob("*") if path.is_file()), key=lambda path: natural(path.as_posix()))
    found = [path for path in given.iterdir() if path.is_file() and path.suffix.lower() in _READ and not path.name.startswith(".")]
    return sorted(found, key=lambda path: natural(path.name))


def _digest(given: Path, files: list[Path]) -> str:
    said = hashlib.sha256()
    for path in files:
        said.update(f"{path.name if path == given else path.relative_to(given).as_posix()}\0".encode())
        with writing(path), path.open("rb") as stream:
            said.update(hashlib.file_digest(stream, "sha256").digest())
    return said.hexdigest()


def _done(folder: Path, named: str) -> Converted | None:
    """The conversion that is there, if it is of these very files."""
    try:
        said: dict[str, Any] = orjson.loads((folder / _DONE).read_bytes())
        if said["input"] != named or not all((folder.parent / name).is_file() for name in said["files"]):
            return None
        files = tuple((folder.parent / name, name) for name in said["files"])
        refused = tuple((code, count) for code, count in said["refused"])
        return Converted(files, tuple(said["names"]), said["dossiers"], said["rows"], refused)
    except (OSError, ValueError, KeyError, TypeError):  # not there, or not whole
        return None


Read = tuple[Position, Dossier | None, tuple[Problem, ...]]


def _dossiers(given: Path, files: list[Path], known: Catalogue) -> Iterator[Read]:
    """Every dossier, or why it is none. Lines of JSON are read one by one; all else is small."""
    if given.is_dir() and is_campaign(given):
        for one in read_folder(given, known).found:
            yield one.at, one.dossier, one.problems
        return
    for path in files:
        if path.suffix.lower() == LINES:
            with refusing_as(InputError):
                for line in read_lines(path):
                    yield line.at, line.dossier, line.problems
    others = [str(path) for path in files if path.suffix.lower() != LINES]
    if others:
        visits = read_visits(others, known)
        for visit in visits.read:
            yield Position(visit.file), visit.dossier, ()
        for error in visits.errors:
            at = next((problem.at for problem in error.problems if problem.at is not None), Position(""))
            yield at, None, error.problems


class _Desk:
    """Dossiers come in, rows are held for each category and edition, and written when there are enough."""

    def __init__(self, folder: Path, known: Catalogue) -> None:
        self._folder, self._known = folder, known
        self._layouts: dict[str, Layout] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._writers: dict[str, Any] = {}
        self._refusals: list[Refusal] = []
        self._count = self._written = 0

    def take(self, at: Position, dossier: Dossier | None, problems: tuple[Problem, ...]) -> None:
        """One dossier."""
        self._count += 1
        if dossier is not None:
            try:
                program = self._known.entry(dossier.category, dossier.assessed_on).program
                label = f"{program.ruleset.category}-{program.ruleset.edition}"
                if label not in self._layouts:
                    self._layouts[label] = Layout.of(program.ruleset, program)
                self._rows.setdefault(label, []).append(self._layouts[label].row(dossier))
                self._written += 1
                if len(self._rows[label]) >= _GROUP:
                    self._write(label)
                return
            except TijianError as error:
                problems = error.problems
        self._refusals.append(Refusal(Path(at.file).name, max(at.line, 1), dossier, problems))

    def _write(self, label: str) -> None:
        import polars as pl
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = self._rows.pop(label, [])
        if not rows:
            return
        layout = self._layouts[label]
        table = pl.DataFrame(rows, schema=layout.schema(), orient="row").to_arrow(compat_level=pl.CompatLevel.oldest())
        table = table.replace_schema_metadata(layout.metadata)
        path = self._folder / f"{label}{PARQUET}"
        with writing(path):
            try:
                if label not in self._writers:
                    self._writers[label] = pq.ParquetWriter(path, table.schema, compression="zstd")
                self._writers[label].write_table(table, row_group_size=_GROUP)
            except pa.ArrowException as error:  # an ArrowIOError is an OSError already
                raise OSError(str(error)) from error

    def close(self, out: Path, named: str) -> Converted:
        """Writes what is left, and the rejected ones."""
        labels = sorted(self._layouts, key=natural)
        for label in labels:
            self._write(label)
        for label, writer in self._writers.items():
            with writing(self._folder / label):
                writer.close()
        files = tuple((self._folder / f"{label}{PARQUET}", f"{CONVERTED}/{label}{PARQUET}") for label in labels if label in self._writers)
        names: tuple[str, ...] = ()
        if self._refusals:
            names = (f"converted-000000-{named[:16]}",)
            for old in (out / REJECTED).glob("converted-*"):
                old.unlink(missing_ok=True)
            write_whole(out / REJECTED / f"{names[0]}{PARQUET}", parquet(refusals_frame(self._refusals)))
        refused = Counter(one.code for one in self._refusals)
        return Converted(files, names, self._count, self._written, tuple(sorted(refused.items())))
