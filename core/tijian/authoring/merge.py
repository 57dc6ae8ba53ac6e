"""Merges a ruleset file with what it includes, on raw data, remembering for each item which file it came from.

An item is anything with an id: a check, a diagnosis, a section, a product attribute. Two files may not state the same
item; a file changes an included one only by `override` (field by field) or `drop`, and both are recorded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Final

from ..conditions.suggest import suggestion
from ..model.problem import Position, Problem
from ..model.text import Text
from .document import Path, problem_at
from .load import SourceFile, is_id
from .refusal import DocumentError
from .shape import place_of

KINDS: Final = (
    "product",
    "derived",
    "define",
    "scales",
    "sections",
    "site_checks",
    "rule_checks",
    "sample_tests",
    "diagnoses",
    "clue_codes",
    "clues",
)
DEEPEST: Final = 32  # levels of includes
SCORING: Final = ("model", "blocks", "credit", "coverage", "tests_alone")


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file."""

    file: SourceFile
    path: Path

    def position(self, rest: Path = (), *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where it is, or something below it."""
        return self.file.document.position((*self.path, *rest), key=key, offset=offset, length=length)


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its data, where it was stated, and which of its fields were overridden where."""

    data: Any
    origin: Origin
    overrides: dict[str, Origin] = field(default_factory=dict)


@dataclass(slots=True)
class Content:
    """What a file and its includes say together."""

    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    scoring: dict[str, Item] = field(default_factory=dict)
    verdicts: Item | None = None
    overridden: dict[str, set[str]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    includes: set[str] = field(default_factory=set)


Find = Callable[[str, SourceFile, Position], SourceFile]


def merge(file: SourceFile, find: Find) -> Content:
    """The content of `file` with everything it includes. `find` opens an include. Raises DocumentError."""
    return _merged(file, find, (), {})


def _merged(file: SourceFile, find: Find, above: tuple[SourceFile, ...], done: dict[FilePath, Content]) -> Content:
    """`done` holds what was merged before: files that include each other by many ways are merged once, not once for each way."""
    if (known := done.get(file.path)) is not None:
        return known
    content = Content()
    problems: list[Problem] = []
    for index, name in enumerate(file.model.includes):
        at = file.document.position(("includes", index))
        included = _included(name, file, index, find, above, at)
        content.includes |= {included.id}
        inner = _merged(included, find, (*above, file), done)
        problems += _join(content, inner)
    problems += _drop(content, file)
    problems += _override(content, file)
    problems += _add(content, file)
    if problems:
        raise DocumentError(problems)
    done[file.path] = content
    return content


def _included(name: str, file: SourceFile, index: int, find: Find, above: tuple[SourceFile, ...], at: Position) -> SourceFile:
    def refuse(code: str, zh: str, en: str, hint_zh: str, hint_en: str) -> DocumentError:
        hint = Text(zh=hint_zh, en=hint_en)
        return DocumentError(problem_at(file.document, code, Text(zh=zh, en=en), ("includes", index), hint=hint))

    if not is_id(name):
        words = (f"'{name}' 不是 <类别>/<版本>", f"'{name}' is not <category>/<edition>")
        raise refuse("E132", *words, "例如 common/2021；不是文件路径", "such as common/2021; it is no file path")
    included = find(name, file, at)
    chain = [*above, file]
    for start, earlier in enumerate(chain):
        if earlier.path == included.path:
            ring = " → ".join([*(step.id for step in chain[start:]), included.id])
            raise refuse("E134", f"包含成环：{ring}", f"the includes go round in a circle: {ring}", "断开其中一处", "break it somewhere")
    if len(chain) > DEEPEST:
        words = (f"包含超过 {DEEPEST} 层", f"includes are more than {DEEPEST} levels deep")
        raise refuse("E146", *words, "减少层数", "use fewer levels")
    return included


def _join(content: Content, inner: Content) -> Iterator[Problem]:
    """Take in what an include brings; the same item by two ways is one, if it is the same still."""
    content.includes |= inner.includes
    content.dropped |= inner.dropped
    for identifier, fields in inner.overridden.items():
        content.overridden.setdefault(identifier, set()).update(fields)
    for kind, items in inner.items.items():
        for identifier, item in items.items():
            held = content.items[kind].setdefault(identifier, item)
            if held.origin != item.origin or held.data != item.data:
                yield _twice((kind, identifier), item.origin, held.origin)
    for key, item in inner.scoring.items():
        if content.scoring.setdefault(key, item).data != item.data:
            yield _disagree(f"scoring.{key}", item.origin, content.scoring[key].origin)
    if content.verdicts is not None and inner.verdicts is not None and content.verdicts.data != inner.verdicts.data:
        yield _disagree("verdicts", inner.verdicts.origin, content.verdicts.origin)
    content.verdicts = content.verdicts or inner.verdicts


def _drop(content: Content, file: SourceFile) -> Iterator[Problem]:
    for index, identifier in enumerate(file.model.drop):
        found = _holders(content, identifier)
        path: Path = ("drop", index)
        if identifier in file.model.override:
            text = Text(zh=f"{identifier} 既 override 又 drop", en=f"{identifier} is both overridden and dropped")
            yield problem_at(file.document, "E138", text, path, hint=Text(zh="留其一", en="keep one of the two"))
        elif len(found) != 1:
            yield _no_such(content, file, path, identifier, found, key=False)
        else:
            del content.items[found[0]][identifier]
            content.overridden.pop(identifier, None)
            content.dropped.add(identifier)


def _override(content: Content, file: SourceFile) -> Iterator[Problem]:
    for identifier in file.model.override:
        if identifier in file.model.drop:
            continue
        found = _holders(content, identifier)
        path: Path = ("override", identifier)
        if len(found) != 1:
            yield _no_such(content, file, path, identifier, found, key=True)
            continue
        held = content.items[found[0]][identifier]
        if not isinstance(held.data, dict):
            zh, en = place_of((found[0], identifier))
            text = Text(zh=f"{zh} 没有字段，不能 override", en=f"{en} has no fields to override")
            hint = Text(zh="先 drop，再重新定义", en="drop it and define it anew")
            yield problem_at(file.document, "E138", text, path, key=True, hint=hint)
            continue
        changes = file.document.data["override"][identifier]
        places = {name: Origin(file, (*path, name)) for name in changes}
        content.items[found[0]][identifier] = Item({**held.data, **changes}, held.origin, {**held.overrides, **places})
        content.overridden.setdefault(identifier, set()).update(changes)


def _add(content: Content, file: SourceFile) -> Iterator[Problem]:
    """What the file itself states."""
    data = file.document.data
    for kind in KINDS:
        for identifier, value in (data.get(kind) or {}).items():
            origin = Origin(file, (kind, identifier))
            held = content.items[kind].setdefault(identifier, Item(value, origin))
            if held.origin != origin:
                yield _twice((kind, identifier), origin, held.origin)
    for key, value in (data.get("scoring") or {}).items():
        if value is not None:
            content.scoring[key] = Item(value, Origin(file, ("scoring", key)))
    if data.get("verdicts") is not None:
        content.verdicts = Item(data["verdicts"], Origin(file, ("verdicts",)))


def _holders(content: Content, identifier: str) -> list[str]:
    return [kind for kind in KINDS if identifier in content.items[kind]]


def _no_such(content: Content, file: SourceFile, path: Path, identifier: str, found: list[str], *, key: bool) -> Problem:
    if found:
        places = [place_of((kind, identifier)) for kind in found]
        zh = f"{identifier} 所指不明：" + "、".join(place[0] for place in places)
        en = f"{identifier} is ambiguous: " + ", ".join(place[1] for place in places)
        return problem_at(file.document, "E138", Text(zh=zh, en=en), path, key=key)
    known = [known_id for items in content.items.values() for known_id in items]
    hint = suggestion(identifier, known)
    if any(identifier in (file.document.data.get(kind) or {}) for kind in KINDS):
        hint = ("这是本文件自己的内容，直接修改", "it is this file's own: change it where it stands")
    text = Text(zh=f"包含的文件里没有 '{identifier}'", en=f"nothing that is included is called '{identifier}'")
    return problem_at(file.document, "E137", text, path, key=key, hint=Text(zh=hint[0], en=hint[1]) if hint else None)


def _twice(path: Path, origin: Origin, held: Origin) -> Problem:
    zh, en = place_of(path)
    first = held.position(key=True)
    where = f"{first.file}:{first.line}"
    return problem_at(
        origin.file.document,
        "E136",
        Text(zh=f"{zh} 重复：{where} 已有", en=f"{en} is here twice: it already stands at {where}"),
        origin.path,
        key=True,
        hint=Text(zh="改名；要修改包含的内容，用 override", en="rename it, or use override to change what is included"),
        also=(first,),
    )


def _disagree(name: str, origin: Origin, held: Origin) -> Problem:
    first = held.position(key=True)
    return problem_at(
        origin.file.document,
        "E139",
        Text(zh=f"两个被包含的文件对 {name} 说法不同", en=f"two included files differ about {name}"),
        origin.path,
        key=True,
        hint=Text(zh="只留一处", en="keep it in one of them"),
        also=(first,),
    )
