"""Dossiers as lines of JSON: one line, one dossier. A line that is none does not keep the others from being read."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, Final

from ..model.dossier import Dossier
from ..model.problem import Position, Problem
from .document import Document, DocumentError, Path, read_document, unreadable
from .refusal import complaint
from .source import MOST_BYTES
from .validate import validate

_BOM: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 300  # characters, as many as a name in a dossier may have
_NUMBER: Final = re.compile(r'"assessment"\s*:\s*"([^"\\]{1,100})"')


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A line: its dossier, or the problems that keep it from being one; `said` is what can be told of it all the same."""

    at: Position
    dossier: Dossier | None
    problems: tuple[Problem, ...] = ()
    said: "Said | None" = None


@dataclass(frozen=True, slots=True)
class Said:
    """Whom a dossier that cannot be used is about, as far as it says; "" where it does not."""

    assessment: str = ""
    category: str = ""
    enterprise: str = ""
    district: str = ""
    institution: str = ""


class _Line:
    """A document of one line, which stands somewhere down its file: positions and excerpts are those in the file."""

    def __init__(self, document: Document, above: int) -> None:
        self._document, self._above = document, above

    @property
    def data(self) -> Any:
        return self._document.data

    @property
    def file(self) -> str:
        """The name of the file."""
        return self._document.file

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` stands."""
        return _down(self._document.position(path, key=key, offset=offset, length=length), self._above)

    def excerpt(self, position: Position) -> str | None:
        """The line."""
        return self._document.excerpt(replace(position, line=position.line - self._above))


def read_lines(path: FilePath, begin: int = 0, above: int = 0, end: int | None = None) -> Iterator[DossierLine]:
    """The dossiers of a `.jsonl` file, blank lines left out. Raises DocumentError where the file cannot be read.

    Of a part of it: those from byte `begin` on, with `above` lines before it, up to byte `end`.
    """
    file = str(path)
    try:
        if path.is_fifo() or path.is_char_device():
            raise OSError(0, "not a regular file")  # a pipe that nobody writes to would be waited for
        with path.open("rb") as stream:
            stream.seek(begin)
            number = above
            while (end is None or stream.tell() < end) and (raw := stream.readline(MOST_BYTES + 1)):
                number += 1
                if len(raw) > MOST_BYTES:
                    most = MOST_BYTES >> 20
                    raise DocumentError(
                        complaint("E102", f"这一行超过 {most} MB", f"the line is larger than {most} MB", Position(file, number, 1))
                    )
                if content := raw.removeprefix(_BOM if number == 1 else b"").strip(b" \t\r\n"):
                    yield _read(content, file, number)
    except OSError as error:
        raise DocumentError(unreadable(file, error)) from error


def _read(content: bytes, file: str, number: int) -> DossierLine:
    at = Position(file, number, 1)
    try:
        try:
            document = read_document(content, file, syntax="json")
        except DocumentError as error:
            raise DocumentError([_moved(problem, number - 1) for problem in error.problems]) from None
        located = _Line(document, number - 1)
        dossier = validate(Dossier, located)
    except DocumentError as error:
        return DossierLine(at, None, error.problems, said_by(_loose(content)))
    dossier._origin = located
    return DossierLine(at, dossier)


def _moved(problem: Problem, by: int) -> Problem:
    at = None if problem.at is None else _down(problem.at, by)
    return replace(problem, at=at, also=tuple(_down(one, by) for one in problem.also))


def _down(position: Position, by: int) -> Position:
    return replace(position, line=max(position.line, 1) + by, column=max(position.column, 1))


def _loose(content: bytes) -> Any:
    """The data of a line that is refused, only to tell whom it was about; of one that is no JSON the number alone."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        number = _NUMBER.search(content.decode("utf-8", "replace"))
        return {"assessment": number[1]} if number else None


def tellable(words: str) -> str:
    """What a spoilt file calls something, or is called, made fit for a list: without halves of characters, and not endless."""
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def said_by(data: Any) -> Said:
    """Whom this data is about."""

    def word(holder: Any, key: str) -> str:
        value = holder.get(key) if isinstance(holder, dict) else None
        return tellable(value) if isinstance(value, str) else ""

    enterprise = data.get("enterprise") if isinstance(data, dict) else None
    return Said(
        word(data, "assessment"), word(data, "category"), word(enterprise, "name"), word(enterprise, "district"), word(data, "institution")
    )


def said_of(dossier: Dossier) -> Said:
    """Whom a dossier is about."""
    one = dossier.enterprise
    return Said(dossier.assessment, dossier.category, one.name, one.district or "", dossier.institution or "")
