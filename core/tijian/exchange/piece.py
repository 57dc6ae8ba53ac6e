"""A part of a dossier from one file, and the way back from each piece of its data to the cell or line that says it.

A workbook, a laboratory's table and a dossier that they join are pieces alike: `merging` puts them together, `validate` reads the
whole, and whatever is wrong is told where it stands. Data are in long form: an answer is a mapping, values are a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ..authoring.document import Located, Path
from ..model.dossier import Dossier
from ..model.problem import Position, Problem
from ..model.text import Language

_LONGEST: Final = 300  # characters of a note in a dossier


@dataclass(slots=True)
class Piece:
    """What one file says. `label` is what the file is called in a sentence; `notes` are findings, warnings and notes about it."""

    file: str
    label: str
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, Position] = field(default_factory=dict)
    excerpts: dict[Position, str] = field(default_factory=dict)
    base: Located | None = None  # the document that the data come from, where that knows their places itself
    notes: list[Problem] = field(default_factory=list)
    language: Language = "zh"  # of the words that it puts into a dossier
    unusable: set[Path] = field(default_factory=set)  # something was written here that nobody can read: no other file settles it
    blank: dict[Path, Position] = field(default_factory=dict)  # where what is needed could have been written

    def put(self, path: Path, value: Any, at: Position | None = None) -> None:
        """Put a value at a path; mappings on the way are made, lists are there. What holds it stands where its first value does."""
        holder: Any = self.data
        for step in path[:-1]:
            holder = holder[step] if isinstance(step, int) else holder.setdefault(step, {})
        holder[path[-1]] = value
        if at is not None:
            self.places[path] = at
            for many in range(1, len(path)):
                self.places.setdefault(path[:many], at)

    def known(self, path: Path) -> Position | None:
        """Where `path`, or the nearest thing above it, stands; None where nothing of it does."""
        for many in range(len(path), 0, -1):
            if (found := self.places.get(path[:many])) is not None:
                return found
        return self.base.position(path) if self.base is not None else None

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` stands, as `Document.position`."""
        return self.known(path) or Position(self.file)

    def excerpt(self, position: Position) -> str | None:
        """The cell or line that `position` points to."""
        found = self.excerpts.get(position)
        return self.base.excerpt(position) if found is None and self.base is not None else found

    def copy_places(self, other: "Piece", path: Path, to: Path | None = None) -> None:
        """Take over where everything at and below `path` of another piece stands; `to`: its path here, if it is another."""
        to = path if to is None else to
        for below, at in other.below(path):
            self.places[*to, *below] = at
            if (words := other.excerpt(at)) is not None:
                self.excerpts[at] = words

    def below(self, path: Path) -> Iterator[tuple[Path, Position]]:
        """Where the values at and below `path` stand, each with the rest of its path."""
        value: Any = self.data
        for step in path:
            value = value[step]
        for rest in _paths(value):
            if (at := self.known((*path, *rest))) is not None:
                yield rest, at


def _paths(value: Any) -> Iterator[Path]:
    yield ()
    if isinstance(value, dict):
        for key, one in value.items():
            yield from ((key, *rest) for rest in _paths(one))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from ((index, *rest) for rest in _paths(one))


def piece_of(dossier: Dossier, file: str) -> Piece:
    """A dossier that was read, as a piece."""
    data = _lists(dossier.model_dump(by_alias=True, exclude_unset=True))
    return Piece(file, name_of(file), data, base=dossier._origin)


def name_of(file: str, folders: int = 0) -> str:
    """What a file is called in a dossier: its name, with `folders` of those above it, but not all of the machine it was read on."""
    return "/".join(file.replace("\\", "/").split("/")[-1 - folders :])


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value


def cut(words: str) -> str:
    """A note of a length that a dossier takes."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
