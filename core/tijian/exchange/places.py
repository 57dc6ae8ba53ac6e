"""Data that was read from the cells of a workbook, and the way back from every piece of it to its cell.

What `Document` is for YAML, `Written` is for a workbook: `validate` and lint take both, so that every complaint of theirs names
`file.xlsx!sheet!cell` and underlines the place inside the text of the cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..authoring.document import Document, Path
from ..model.problem import Position


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, or a part of its text. `document` is the text read as YAML (each line of it moved to the right by `INDENT`)."""

    cell: str  # `limits!D7`
    row: int
    text: str = ""
    start: int = 0
    stop: int | None = None
    document: Document | None = None

    def part(self, start: int, stop: int) -> "Spot":
        """The part of this text from `start` to `stop`."""
        return replace(self, start=self.start + start, stop=self.start + stop)

    def position(self, file: str, offset: int = 0, length: int | None = None) -> Position:
        """Where it is; `offset` and `length` count inside its text."""
        end = len(self.text) if self.stop is None else self.stop
        start = min(self.start + offset, len(self.text))
        many = end - start if length is None else min(length, len(self.text) - start)
        return Position(file, self.row, start + 1, max(many, 1), self.cell)

    def inside(self, file: str, path: Path, *, key: bool, offset: int, length: int | None) -> Position:
        """Where `path` of the YAML in this cell stands."""
        assert self.document is not None
        found = self.document.position((0, *path), key=key, offset=offset, length=length)
        return self.at(file, found)

    def at(self, file: str, place: Position) -> Position:
        """A place in the YAML of this cell, as a place in the cell."""
        before = self.text.split("\n")[: max(place.line - 1, 0)]
        start = sum(len(line) + 1 for line in before) + max(place.column - 1 - len(INDENT), 0)
        return Position(file, self.row, start + 1, place.length, self.cell)


INDENT = "  "  # what stands before each line of a cell when it is read as YAML: the first has a dash


@dataclass(slots=True)
class Written:
    """Data from a workbook, as `validate` reads it."""

    file: str
    data: Any
    texts: Mapping[str, str] = field(default_factory=dict)  # of every cell of the workbook
    spots: dict[Path, Spot] = field(default_factory=dict)  # values
    keys: dict[Path, Spot] = field(default_factory=dict)  # ids, and the first column of what stands in several

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` stands; a path that the workbook does not have leads to the nearest thing that it does have."""
        for many in range(len(path), -1, -1):
            near, rest = path[:many], path[many:]
            spot = self.spots.get(near)
            if spot is not None and rest and spot.document is not None:
                return spot.inside(self.file, rest, key=key, offset=offset, length=length)
            if spot is None or (key and not rest):
                spot = self.keys.get(near, spot)
            if spot is not None:
                return spot.position(self.file) if rest else spot.position(self.file, offset, length)
        return Position(self.file)

    def excerpt(self, position: Position) -> str | None:
        """The text of the cell that `position` points to, on one line."""
        text = self.texts.get(position.cell)
        return None if text is None else text.replace("\n", " ")
