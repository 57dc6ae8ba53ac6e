"""What a document is made of while it is read: the data, and beside it where each piece stands.

The YAML and the JSON reader both feed a `Builder`; it holds the guards that do not depend on the syntax
(depth, size, duplicate keys), so that both refuse the same things in the same words.
"""

from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from ..conditions.error import shown
from ..model.problem import Problem
from .refusal import MOST_PROBLEMS, DocumentError, complaint, limited
from .source import SourceText, forbidden, forbidden_in

DEEPEST: Final = 32
MOST_NODES: Final = 500_000


@dataclass(slots=True)
class Place:
    """Where a value stands in the text, and the key before it; `style` is its first quote or block sign, '' for plain."""

    start: int
    end: int
    style: str = ""
    key_start: int = -1
    key_end: int = -1
    children: "dict[str, Place] | list[Place] | None" = None


@dataclass(slots=True)
class _Open:
    place: Place
    holder: dict[str, Any] | list[Any]
    key: str | None = None
    key_start: int = -1
    key_end: int = -1


@dataclass(slots=True)
class Builder:
    """Builds data and places from what a reader meets, in order. `note` collects a problem, `stop` gives up."""

    source: SourceText
    problems: list[Problem] = field(default_factory=list)
    data: Any = None
    root: Place | None = None
    _open: list[_Open] = field(default_factory=list)
    _nodes: int = 0

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar is the key of a mapping."""
        return bool(self._open) and isinstance(self._open[-1].holder, dict) and self._open[-1].key is None

    @property
    def depth(self) -> int:
        return len(self._open)

    def open(self, holder: dict[str, Any] | list[Any], start: int) -> None:
        """A mapping or list begins."""
        if self.depth == DEEPEST:
            self.stop("E107", f"嵌套超过 {DEEPEST} 层", f"nested more than {DEEPEST} levels deep", start)
        if self.wants_key:
            self.stop("E126", "键必须是文字，不能是列表或映射", "a key must be text, not a list or mapping", start)
        place = Place(start, start + 1, "", children={} if isinstance(holder, dict) else [])
        self._put(holder, place)
        self._open.append(_Open(place, holder))

    def close(self, end: int) -> None:
        """The innermost mapping or list ends."""
        self._open.pop().place.end = end

    def key(self, text: str, start: int, end: int) -> None:
        """A key of the innermost mapping. A second one of the same text is a problem that names both lines."""
        self._count(start)
        self._check(text, start, end)
        top = self._open[-1]
        children = top.place.children
        assert isinstance(children, dict)
        if (first := children.get(text)) is not None:
            earlier = self.source.position(first.key_start, first.key_end)
            self.note(
                "E106",
                f"键 '{shown(text)}' 重复：第 {earlier.line} 行已有",
                f"the key '{shown(text)}' is here twice: it already stands on line {earlier.line}",
                start,
                end,
                hint=("删除或改名其中一个", "delete or rename one of them"),
                also=(first.key_start, first.key_end),
            )
        top.key, top.key_start, top.key_end = text, start, end

    def scalar(self, value: Any, start: int, end: int, style: str) -> None:
        """A value that holds no others."""
        if isinstance(value, str) and style:
            self._check(value, start, end)
        self._put(value, Place(start, end, style))

    def note(
        self,
        code: str,
        zh: str,
        en: str,
        start: int,
        end: int | None = None,
        *,
        hint: tuple[str, str] | None = None,
        also: tuple[int, int] | None = None,
    ) -> None:
        """Collect a problem and go on. `also`: the other place it speaks of."""
        at = self.source.position(start, end)
        others = () if also is None else (self.source.position(*also),)
        self._add(complaint(code, zh, en, at, hint=hint, excerpt=self.source.excerpt(at), also=others))

    def stop(
        self,
        code: str,
        zh: str,
        en: str,
        start: int,
        end: int | None = None,
        *,
        hint: tuple[str, str] | None = None,
        also: tuple[int, int] | None = None,
    ) -> NoReturn:
        """Give up at this place, with everything found so far."""
        self.note(code, zh, en, start, end, hint=hint, also=also)
        raise DocumentError(self.problems)

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > MOST_PROBLEMS:
            raise DocumentError(limited(self.problems))

    def _put(self, value: Any, place: Place) -> None:
        self._count(place.start)
        if not self._open:
            self.data, self.root = value, place
            return
        top = self._open[-1]
        if isinstance(top.holder, list):
            assert isinstance(top.place.children, list)
            top.holder.append(value)
            top.place.children.append(place)
            return
        assert top.key is not None
        assert isinstance(top.place.children, dict)
        place.key_start, place.key_end = top.key_start, top.key_end
        top.holder[top.key] = value
        top.place.children[top.key] = place
        top.key = None

    def _count(self, start: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.stop("E102", f"内容超过 {MOST_NODES} 项", f"more than {MOST_NODES} entries", start)

    def _check(self, value: str, start: int, end: int) -> None:
        if character := forbidden_in(value):
            at = self.source.position(start, end)
            self._add(forbidden(character, at, self.source.excerpt(at)))
