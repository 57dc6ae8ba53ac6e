"""Reads a dossier: a YAML or JSON file, text from a pipe, or a mapping that a Python caller made.

Workbooks are read elsewhere; they end up here as a mapping.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final

from ..conditions.error import shown
from ..model.dossier import Dossier
from ..model.problem import InputError, Position, Problem
from .document import Document, Located, Path, Syntax, read_document, read_file, syntax_of
from .refusal import DocumentError, complaint, limited, refusing_as
from .shape import dotted
from .source import forbidden, forbidden_in
from .tree import DEEPEST, MOST_NODES
from .validate import validate

_MAPPING: Final = "<mapping>"


class MappingDocument:
    """A mapping from Python, as a document: its positions name the path, since there is no line."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """The path itself, in place of a file and a line."""
        return _place(path)

    def excerpt(self, position: Position) -> str | None:
        """There is no line to show."""
        return None


def read_dossier(source: FilePath | str | Mapping[str, Any], *, text: str | bytes | None = None, syntax: Syntax | None = None) -> Dossier:
    """The dossier in a file (.yaml, .yml, .json), in a mapping, or in `text`, which `source` then only names.

    In a mapping a measured value is a Decimal, an int or a text; a float is refused, because it no longer says what was written.
    Raises InputError with every problem found.
    """
    with refusing_as(InputError):
        if isinstance(source, Mapping):
            return _dossier(MappingDocument(_plain_mapping(source)))
        name = str(source)
        if text is not None:
            return _dossier(read_document(text, name, syntax=syntax or syntax_of(name) or _guess(text)))
        return _dossier(_read(FilePath(source), name, syntax))


def _read(path: FilePath, name: str, syntax: Syntax | None) -> Document:
    if syntax is None and syntax_of(name) is None:
        zh = "不是案卷文件：案卷是 .yaml、.yml、.json，核查表是 .xlsx，提交记录和检测结果是 .csv"
        en = "not a dossier file: a dossier is .yaml, .yml or .json, a checklist .xlsx, submissions and results .csv"
        if name.endswith(".jsonl"):
            hint = ("这里要一份案卷；整个文件用 tijian assess 评估", "one dossier is wanted here; tijian assess takes the whole file")
        else:
            hint = ("改后缀，或先转换", "rename it, or convert it first")
        raise DocumentError(complaint("E150", zh, en, Position(name), hint=hint))
    return read_file(path, file=name, syntax=syntax)


def _guess(text: str | bytes) -> Syntax:
    start = text[:200].lstrip() if isinstance(text, str) else text[:200].decode("utf-8", "replace").lstrip("\ufeff").lstrip()
    return "json" if start.startswith("{") else "yaml"


def _dossier(located: Located) -> Dossier:
    dossier = validate(Dossier, located)
    dossier._origin = located
    return dossier


def _place(path: Path) -> Position:
    return Position(f"{_MAPPING} {dotted(path)}".rstrip())


def _plain_mapping(mapping: Mapping[str, Any]) -> dict[str, Any]:
    plainer = _Plainer()
    plain: dict[str, Any] = plainer.plain(mapping, (), 0)
    if plainer.problems:
        raise DocumentError(limited(plainer.problems))
    return plain


class _Plainer:
    """Copies what a caller gave into plain data, and notes what has no meaning in a dossier."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.nodes = 0

    def plain(self, value: Any, path: Path, depth: int) -> Any:
        """The plain data of `value`, which stands at `path`."""
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            self._stop(path, depth)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, Decimal | int):
            return self._number(Decimal(value), path)
        if isinstance(value, Mapping):
            return {self._key(key, path): self.plain(each, (*path, str(key)), depth + 1) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.plain(each, (*path, index), depth + 1) for index, each in enumerate(value)]
        self._refuse(value, path)
        return None

    def _text(self, value: str, path: Path) -> str:
        if character := forbidden_in(value):
            self.problems.append(forbidden(character, _place(path), None))
        return str(value)

    def _number(self, value: Decimal, path: Path) -> Decimal:
        if not value.is_finite():
            self.problems.append(complaint("E110", f"{value} 不是可用的数", f"{value} is not a usable number", _place(path)))
        return value

    def _key(self, key: Any, path: Path) -> str:
        if not isinstance(key, str):
            word = shown(str(key))
            self.problems.append(complaint("E126", f"键 {word} 必须是文字", f"the key {word} must be text", _place(path)))
        return str(key)

    def _refuse(self, value: Any, path: Path) -> None:
        kind = type(value).__name__
        if isinstance(value, float):
            zh, en = f"浮点数 {value} 已不是原来写的数", f"the float {value} no longer says what was written"
            hint = ("给 Decimal 或文字", "give Decimal or a string")
        else:
            zh, en = f"不能用 {kind} 类型的值", f"a value of type {kind} cannot be used"
            hint = ("给文字、Decimal、True/False、None、列表或映射", "give text, Decimal, True/False, None, a list or a mapping")
        self.problems.append(complaint("E151", zh, en, _place(path), hint=hint))

    def _stop(self, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise DocumentError(complaint("E107", f"嵌套超过 {DEEPEST} 层", f"nested more than {DEEPEST} levels deep", _place(path[:3])))
        raise DocumentError(complaint("E102", f"内容超过 {MOST_NODES} 项", f"more than {MOST_NODES} entries", _place(path)))
