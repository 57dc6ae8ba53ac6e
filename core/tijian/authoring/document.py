"""One file as data, with a way back from every piece of data to its line and column.

Rulesets, dossiers and golden cases all come in here. What leaves is plain: dict, list, str, Decimal, bool, None.
"""

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any, Final, Literal, Protocol

from ..model.problem import Position, Problem
from ..model.text import Text
from .json_reader import read_json
from .offsets import find_offset
from .refusal import DocumentError, complaint
from .source import MOST_BYTES, SourceText, read_source, too_large
from .tree import Place
from .yaml_reader import read_yaml

__all__ = ["Document", "DocumentError", "Located", "LocatedFile", "Path", "Syntax", "problem_at", "read_document", "read_file"]

Path = tuple[str | int, ...]
Syntax = Literal["yaml", "json"]


class Located(Protocol):
    """Data that knows where its pieces come from: a document, or several merged."""

    @property
    def data(self) -> Any: ...

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` stands."""
        ...

    def excerpt(self, position: Position) -> str | None:
        """The line that `position` points to."""
        ...


class LocatedFile(Located, Protocol):
    """Located data of one file, whatever kind of file: YAML, JSON, a workbook."""

    @property
    def file(self) -> str:
        """The name of the file, as given."""
        ...


class Document:
    """A file that was read: `data`, and `position` to point at any of it."""

    def __init__(self, source: SourceText, data: Any, root: Place) -> None:
        self.data = data
        self._source = source
        self._root = root

    @property
    def file(self) -> str:
        """The name of the file, as given."""
        return self._source.file

    @property
    def text(self) -> str:
        """The text that was read, without a byte order mark."""
        return self._source.text

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` stands: its value, or its key. `offset` and `length` count characters inside a scalar's text.

        A path that the file does not have leads to the nearest thing that it does have, which is where it is missing.
        """
        place, value, found = self._find(path)
        if key or not found or (place.start == place.end and place.key_start >= 0):
            return self._key(place)
        if place.children is not None:
            return self._source.position(place.start, place.start + 1)
        if offset == 0 and length is None:
            return self._source.position(place.start, place.end)
        return self._inside(place, value, offset, 1 if length is None else length)

    def excerpt(self, position: Position) -> str | None:
        """The line that `position` points to, or None if it is in another file."""
        return self._source.excerpt(position)

    def _find(self, path: Path) -> tuple[Place, Any, bool]:
        """The place of `path`, its value, and whether the whole path was there."""
        place, value = self._root, self.data
        for step in path:
            children = place.children
            if isinstance(children, dict):
                if not isinstance(step, str) or step not in children:
                    return place, value, False
                place, value = children[step], value[step]
            elif isinstance(children, list) and isinstance(step, int):
                if not 0 <= step < len(children):
                    return place, value, False
                place, value = children[step], value[step]
            # else a short form (`C1.1: conform`, `T01: [96.2]`): the value itself stands for its field
        return place, value, True

    def _key(self, place: Place) -> Position:
        if place.key_start >= 0:
            return self._source.position(place.key_start, place.key_end)
        return self._source.position(place.start, place.start + 1 if place.children is not None else place.end)

    def _inside(self, place: Place, value: Any, offset: int, length: int) -> Position:
        raw = self._source.text[place.start : place.end]
        text = value if isinstance(value, str) else raw
        first = find_offset(raw, place.style, text, offset)
        if first is None:
            return self._source.position(place.start, place.end)
        last = find_offset(raw, place.style, text, offset + max(length, 1) - 1) or first
        return self._source.position(place.start + first[0], place.start + last[1])


def problem_at(
    located: Located,
    code: str,
    text: Text,
    path: Path,
    *,
    key: bool = False,
    offset: int = 0,
    length: int | None = None,
    hint: Text | None = None,
    also: Sequence[Position] = (),
    warning: bool = False,
) -> Problem:
    """A problem about `path` of `located`, with its position and the line it stands on."""
    at = located.position(path, key=key, offset=offset, length=length)
    return Problem(code, text, at, hint, located.excerpt(at), tuple(also), warning)


_SUFFIXES: Final[dict[str, Syntax]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def syntax_of(file: str) -> Syntax | None:
    """The syntax that a file's suffix stands for, or None."""
    return _SUFFIXES.get(FilePath(file).suffix.lower())


def read_document(text: str | bytes, file: str, *, syntax: Syntax = "yaml") -> Document:
    """Read one document. `file` is the name shown in messages. Raises DocumentError with every problem found."""
    source = read_source(text, file)
    builder = read_yaml(source) if syntax == "yaml" else read_json(source)
    if builder.problems:
        raise DocumentError(builder.problems)
    if builder.root is None or (builder.data is None and builder.root.start == builder.root.end):
        hint = ("文件里只有空白或注释", "it holds nothing but blanks and comments")
        raise DocumentError(complaint("E109", "文件是空的", "the file is empty", Position(file), hint=hint))
    if not isinstance(builder.data, dict | list):
        at = source.position(builder.root.start, builder.root.end)
        wanted = ("文件的内容必须是“字段: 值”", "the content of a file must be `field: value`")
        raise DocumentError(complaint("E109", *wanted, at, excerpt=source.excerpt(at)))
    return Document(source, builder.data, builder.root)


def read_file(path: FilePath, *, file: str | None = None, syntax: Syntax | None = None) -> Document:
    """Read the document at `path`, as YAML unless its suffix says JSON. Raises DocumentError, also where it cannot be opened."""
    name = str(path) if file is None else file
    raw = read_bytes(path, name, MOST_BYTES)
    if len(raw) > MOST_BYTES:
        raise too_large(name)
    return read_document(raw, name, syntax=syntax or syntax_of(name) or "yaml")


def read_bytes(path: FilePath, name: str, most: int) -> bytes:
    """What the file at `path` holds, cut after `most` bytes and one, which tells that there are more. Raises DocumentError."""
    try:
        if (path.is_fifo() or path.is_char_device()) and not name.startswith(("/dev/fd/", "/dev/stdin", "/proc/self/fd/")):
            raise OSError(0, "not a regular file")  # a pipe that nobody writes to would be waited for, a device read for ever
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DocumentError(unreadable(name, error)) from error


def unreadable(file: str, error: OSError | ValueError) -> Problem:
    """The problem of a file that cannot be opened."""
    zh, en = "文件打不开", "the file cannot be opened"
    if isinstance(error, FileNotFoundError):
        zh, en = "没有这个文件", "there is no such file"
    elif isinstance(error, IsADirectoryError):
        zh, en = "这是目录，不是文件", "this is a directory, not a file"
    elif isinstance(error, PermissionError):
        zh, en = "没有读取权限", "no permission to read the file"
    elif isinstance(error, OSError) and error.strerror:
        zh, en = f"文件打不开：{error.strerror}", f"the file cannot be opened: {error.strerror}"
    return complaint("E101", zh, en, Position(file))
