"""One chunk of dossiers, wherever it is read: each becomes a row of its category and edition, or is refused with every reason.

A worker leaves a file a category and edition, one of the refused, and last a line that says so: what is there whole is not done again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import orjson

from ..authoring.dossier_lines import read_lines
from ..authoring.refusal import refusing_as
from ..catalogues import Catalogue
from ..exchange.parquet import Layout
from ..model.dossier import Dossier
from ..model.order import natural
from ..model.problem import EngineDisagreement, InputError, Position, Problem, TijianError
from ..model.text import text
from ..visits import read_visits
from .job import Chunk, Made, Reading
from .judges import known_here
from .rejected import Refusal, refusals_frame
from .shelf import write_whole
from .written import parquet

REFUSED: Final = "refused"
_BOM: Final = b"\xef\xbb\xbf"
Read = tuple[Position, Dossier | None, tuple[Problem, ...]]


def convert_part(reading: Reading, chunk: Chunk) -> Made:
    """What came of a chunk; its files are there then. Raises TijianError where nothing can."""
    folder = Path(reading.parts)
    named = _identity(reading, chunk)
    marker = folder / f"{chunk.number:06d}.json"
    if (found := _made(marker, folder, chunk, named)) is not None:
        return found
    desk = _Desk(known_here(reading.prefer, reading.isolate, reading.rulesets))
    for at, dossier, problems in dossiers_of(chunk, desk.known):
        desk.take(at, dossier, problems)
    _complete(chunk, desk.count)
    files = desk.files(chunk.number)
    for name, data in files.items():
        write_whole(folder / name, data)
    refused = tuple(sorted(Counter(one.code for one in desk.refusals).items()))
    made = Made(chunk.number, chunk.rows, desk.count, desk.told(), refused)
    said = {"input": named, "files": {name: len(data) for name, data in files.items()}, **asdict(made)}
    write_whole(marker, orjson.dumps(said, option=orjson.OPT_SORT_KEYS) + b"\n")
    return made


def part_name(number: int, label: str) -> str:
    """The file of a chunk's rows of one category and edition, or of its refusals."""
    return f"{number:06d}-{label}.parquet"


def _made(marker: Path, folder: Path, chunk: Chunk, named: str) -> Made | None:
    """The chunk, if these very files of it are there and whole."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # not there, or not whole: it is read (again)
        said: dict[str, Any] = orjson.loads(marker.read_bytes())
        if said["input"] == named and all((folder / file).stat().st_size == size for file, size in said["files"].items()):
            labels = tuple((label, digest, rows) for label, digest, rows in said["labels"])
            refused = tuple((code, count) for code, count in said["refused"])
            return Made(chunk.number, chunk.rows, said["dossiers"], labels, refused, resumed=True)
    return None


def _identity(reading: Reading, chunk: Chunk) -> str:
    """What is read, and by whom."""
    return hashlib.sha256(f"{reading.given}\0{reading.passport}\0{chunk}".encode()).hexdigest()


def dossiers_of(chunk: Chunk, known: Catalogue) -> Iterator[Read]:
    """Every dossier, or why it is none."""
    if chunk.begin is not None:
        with refusing_as(InputError):
            for line in read_lines(Path(chunk.files[0]), chunk.begin, chunk.first, chunk.end):
                yield line.at, line.dossier, line.problems
        return
    visits = read_visits(chunk.files, known)
    for visit in visits.read:
        yield Position(visit.file), visit.dossier, ()
    for error in visits.errors:
        at = next((problem.at for problem in error.problems if problem.at is not None), Position(""))
        yield at, None, error.problems


def _complete(chunk: Chunk, count: int) -> None:
    """Lines in, or files in, = dossiers and refusals out. Raises EngineDisagreement (E986)."""
    if chunk.begin is None and not chunk.apart:
        return  # several files may be one dossier, and one file several
    given = len(chunk.files)
    if chunk.begin is not None:
        with Path(chunk.files[0]).open("rb") as stream:
            stream.seek(chunk.begin)
            raw = stream.read(-1 if chunk.end is None else chunk.end - chunk.begin)
        given = sum(1 for line in raw.removeprefix(b"" if chunk.begin else _BOM).split(b"\n") if line.strip(b" \t\r\n"))
    if given != count:
        said = text(
            f"{chunk.name}：应有 {given} 份案卷，读出 {count} 份，对不上",
            f"{chunk.name}: {given} dossiers should be there, {count} were read",
        )
        raise EngineDisagreement(Problem("E986", said, at=Position(chunk.files[0], chunk.first + 1)))


class _Desk:
    """Dossiers come in; rows are held for each category and edition."""

    def __init__(self, known: Catalogue) -> None:
        self.known = known
        self.count = 0
        self.refusals: list[Refusal] = []
        self._layouts: dict[str, Layout] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def take(self, at: Position, dossier: Dossier | None, problems: tuple[Problem, ...]) -> None:
        """One dossier."""
        self.count += 1
        if dossier is not None:
            try:
                program = self.known.entry(dossier.category, dossier.assessed_on).program
                label = f"{program.ruleset.category}-{program.ruleset.edition}"
                if label not in self._layouts:
                    self._layouts[label] = Layout.of(program.ruleset, program)
                self._rows.setdefault(label, []).append(self._layouts[label].row(dossier))
                return
            except TijianError as error:
                problems = error.problems
        self.refusals.append(Refusal(Path(at.file).name, max(at.line, 1), dossier, problems))

    def told(self) -> tuple[tuple[str, str, int], ...]:
        """The categories and editions, their digests, and how many rows each has."""
        return tuple((label, self._layouts[label].digest, len(self._rows[label])) for label in sorted(self._rows, key=natural))

    def files(self, number: int) -> dict[str, bytes]:
        """What is written, by name."""
        import polars as pl

        made = {}
        for label, _, _ in self.told():
            frame: pl.DataFrame = pl.DataFrame(self._rows[label], schema=self._layouts[label].schema(), orient="row")
            made[part_name(number, label)] = parquet(frame)
        if self.refusals:
            made[part_name(number, REFUSED)] = parquet(refusals_frame(self.refusals))
        return made
