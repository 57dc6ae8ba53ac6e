"""Dossiers that are given as such, parted into chunks that can be read apart: some lines of a file, or some files.

How they are parted follows from what is given alone, so that any number of workers makes the same of it. A conversion begins here.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..authoring.refusal import refusing_as
from ..campaign.folder import CAMPAIGN, is_campaign, read_campaign
from ..campaign.folder import files_of as campaign_files
from ..model.order import natural
from ..model.problem import InputError
from ..visits import LINES, TABLES, WORKBOOKS
from .job import Chunk
from .shelf import writing
from .source import PARQUET

AT_ONCE: Final = 2_000  # lines of a chunk
FILES_AT_ONCE: Final = 200
_PLAIN: Final = frozenset({".yaml", ".yml", ".json"})
_READ: Final = frozenset({LINES}) | _PLAIN | WORKBOOKS | TABLES
_BLOCK: Final = 1 << 22


def dossier_files(given: Path) -> list[Path]:
    """The files of dossiers in IN: itself, those of a campaign, or those directly in the directory. Raises InputError."""
    if given.is_file():
        return [] if given.suffix == PARQUET else [given]
    if is_campaign(given):
        with refusing_as(InputError):
            read_campaign(given)
        return [Path(file) for file in campaign_files(given)]
    found = [path for path in given.iterdir() if path.is_file() and path.suffix.lower() in _READ and not path.name.startswith(".")]
    return sorted(found, key=lambda path: natural(path.name))


def chunks(given: Path, files: Sequence[Path]) -> tuple[str, list[Chunk]]:
    """What names these very files to the byte, and the chunks in order, lines first. Raises InputError where one cannot be read."""
    said = hashlib.sha256()
    found: list[Chunk] = []
    lines = [path for path in files if path.suffix.lower() == LINES]
    others = [path for path in files if path.suffix.lower() != LINES]
    if is_campaign(given):
        _add(said, given, given / CAMPAIGN)
    for path in lines:
        found += _of_lines(said, given, path)
    for path in others:
        _add(said, given, path)
    joined = any(path.suffix.lower() in TABLES for path in others)  # a laboratory's table joins dossiers: all are read together
    plain = [] if joined else [path for path in others if path.suffix.lower() in _PLAIN]
    together = [path for path in others if path not in set(plain)]
    size = FILES_AT_ONCE
    found += [_of_files(plain[first : first + size], apart=True) for first in range(0, len(plain), size)]
    found += [_of_files(together, apart=False)] if together else []
    return said.hexdigest(), [replace(one, number=number) for number, one in enumerate(found)]


def _of_files(files: Sequence[Path], *, apart: bool) -> Chunk:
    more = f" … {files[-1].name}" if len(files) > 1 else ""
    return Chunk(0, tuple(map(str, files)), f"{files[0].name}{more}", 0, len(files), apart=apart)


def _name(given: Path, path: Path) -> str:
    return path.name if path == given else path.relative_to(given).as_posix()


def _add(said: "hashlib._Hash", given: Path, path: Path) -> None:
    said.update(f"{_name(given, path)}\0".encode())
    if path.is_file():  # what is none is refused where it is read
        with writing(path), path.open("rb") as stream:
            said.update(hashlib.file_digest(stream, "sha256").digest())


def _of_lines(said: "hashlib._Hash", given: Path, path: Path) -> Iterator[Chunk]:
    """The chunks of a file of lines, which is read once, to name it and to find where every so many lines begin."""
    import numpy as np

    said.update(f"{_name(given, path)}\0".encode())
    begin, first, line, place = 0, 0, 0, 0
    whole = hashlib.sha256()
    if path.is_file():
        with writing(path), path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                whole.update(block)
                ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n"))
                for at in range(AT_ONCE - 1 - (line - first), len(ends), AT_ONCE):
                    end = place + int(ends[at]) + 1
                    yield Chunk(0, (str(path),), path.name, first, AT_ONCE, begin, end)
                    begin, first = end, first + AT_ONCE
                line += len(ends)
                place += len(block)
    said.update(whole.digest())
    if place > begin or not place:
        yield Chunk(0, (str(path),), path.name, first, line - first + 1, begin, None)
