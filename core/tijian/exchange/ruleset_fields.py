"""How the fields of an item stand in the columns of a sheet: a text in two languages, a list one a line, a range in two columns …

Each kind of field knows both ways, `cells` from an item of plain data and `read` back into one, so that the two cannot drift apart.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Any, ClassVar, Final

from ..authoring.canonical import block
from ..authoring.document import Path
from .columns import NO_FIELDS, NOTHING, Cells, Column, Held
from .places import Spot, Written
from .tables import Row


@dataclass(slots=True)
class Item:
    """An item on its way from a row into the data: values by path below `base`, each with its cell."""

    written: Written
    base: Path
    data: Any = field(default_factory=dict)

    def put(self, path: Path, value: Any, spot: Spot) -> None:
        """Put a value below the item, or (at no path) in its place."""
        if path:
            holder = self.data
            for step in path[:-1]:
                holder = holder.setdefault(step, {})
            holder[path[-1]] = value
        else:
            self.data = value
        self.say(path, spot)

    def say(self, path: Path, spot: Spot) -> None:
        """Say where `path` stands, and so what holds it, if nothing was said of that yet."""
        self.written.spots[*self.base, *path] = spot
        for many in range(1, len(path)):
            self.written.keys.setdefault((*self.base, *path[:many]), spot)


class Field(ABC):
    """A field of an item, in one or more columns: a dataclass of them and of the path that they are about."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in their order."""
        return tuple(one for name in self.__dataclass_fields__ if isinstance(one := getattr(self, name), Column))

    @abstractmethod
    def cells(self, item: Any) -> Cells:
        """What the columns hold for an item of plain data."""

    @abstractmethod
    def read(self, row: Row, item: Item) -> None:
        """Put what the columns of a row say into an item."""


def dig(item: Any, path: Path) -> Any:
    """The value at a path of plain data, or None."""
    value: Any = item
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    return value


@dataclass(frozen=True, slots=True)
class Plain(Field):
    """A field in one column: text, a number, a boolean, a date."""

    column: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        return {self.column.name: held(dig(item, self.path))}

    def read(self, row: Row, item: Item) -> None:
        value = row.read(self.column.name)
        if value is not None:
            item.put(self.path, value, row.text_spot(self.column.name))


@dataclass(frozen=True, slots=True)
class Both(Field):
    """A text in Chinese and English: two columns."""

    zh: Column
    en: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        return {self.zh.name: dig(item, (*self.path, "zh")), self.en.name: dig(item, (*self.path, "en"))}

    def read(self, row: Row, item: Item) -> None:
        zh, en = row.read(self.zh.name), row.read(self.en.name)
        if zh is None and en is None:
            return
        for column, language, value in ((self.zh, "zh", zh), (self.en, "en", en)):
            if value is not None:
                item.put((*self.path, language), value, row.text_spot(column.name))
        item.written.keys[*item.base, *self.path] = row.spot(self.zh.name)


@dataclass(frozen=True, slots=True)
class Lines(Field):
    """A list of texts in one column, one a line; of ids, with blanks or commas between them."""

    column: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        value = dig(item, self.path)
        return {self.column.name: None if value is None else lines(value) or NOTHING}

    def read(self, row: Row, item: Item) -> None:
        found = row.ids(self.column.name) if self.column.kind == "ids" else row.lines(self.column.name)
        if found is None:
            return
        kept = [(value, spot) for value, spot in found if value]
        item.put(self.path, [value for value, _ in kept], row.spot(self.column.name))
        for index, (_, spot) in enumerate(kept):
            item.say((*self.path, index), spot)


@dataclass(frozen=True, slots=True)
class BothLines(Field):
    """A list of texts in Chinese and English: line n of one column is the translation of line n of the other."""

    zh: Column
    en: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        value = dig(item, self.path) or []
        zh = [one["zh"] for one in value]
        en = [one.get("en", "") for one in value]
        return {self.zh.name: lines(zh) or None, self.en.name: lines(en).rstrip("\n") or None}

    def read(self, row: Row, item: Item) -> None:
        zh, en = row.lines(self.zh.name) or [], row.lines(self.en.name) or []
        pairs = [pair for pair in zip_longest(zh, en) if any(side is not None and side[0] for side in pair)]
        if not pairs:
            return
        item.put(self.path, [], row.spot(self.zh.name))
        for index, pair in enumerate(pairs):
            one: dict[str, str] = {}
            for language, side in zip(("zh", "en"), pair, strict=True):
                if side is not None and side[0]:
                    one[language] = side[0]
                    item.say((*self.path, index, language), side[1])
            item.data[str(self.path[0])].append(one)
            item.written.keys[*item.base, *self.path, index] = next(side[1] for side in pair if side is not None)


@dataclass(frozen=True, slots=True)
class Ends(Field):
    """A range: its lower and its upper end."""

    low: Column
    high: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        low, high = dig(item, self.path) or (None, None)
        return {self.low.name: held(low), self.high.name: held(high)}

    def read(self, row: Row, item: Item) -> None:
        ends = [row.read(self.low.name), row.read(self.high.name)]
        if ends == [None, None]:
            return
        item.put(self.path, ends, row.spot(self.low.name))
        for index, column in enumerate(self.columns):
            item.say((*self.path, index), row.spot(column.name))


@dataclass(frozen=True, slots=True)
class Term(Field):
    """Days to correct: one number, or one for a failure and another for a minor finding."""

    fail: Column
    minor: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        value = dig(item, self.path)
        if isinstance(value, Mapping):
            return {self.fail.name: held(value["fail"]), self.minor.name: held(value["minor"])}
        return {self.fail.name: held(value), self.minor.name: None}

    def read(self, row: Row, item: Item) -> None:
        fail, minor = row.read(self.fail.name), row.read(self.minor.name)
        if minor is not None:
            item.put((*self.path, "minor"), minor, row.spot(self.minor.name))
            if fail is not None:
                item.put((*self.path, "fail"), fail, row.spot(self.fail.name))
        elif fail is not None:
            item.put(self.path, fail, row.spot(self.fail.name))


@dataclass(frozen=True, slots=True)
class Kind(Field):
    """What an attribute is: one of its choices, or a boolean, a number, a text."""

    type: Column
    choices: Column

    CHOICE = "choice"

    def cells(self, item: Any) -> Cells:
        choices = item.get("choices")
        return {self.type.name: item.get("type") or self.CHOICE, self.choices.name: None if choices is None else lines(choices)}

    def read(self, row: Row, item: Item) -> None:
        kind = row.read(self.type.name)
        if kind is not None and kind != self.CHOICE:
            item.put(("type",), kind, row.text_spot(self.type.name))
        Lines(self.choices, ("choices",)).read(row, item)


@dataclass(frozen=True, slots=True)
class Summed(Field):
    """The parts of a test that are judged by their sum: their ids. Parts with limits of their own stand in the sheet of limits."""

    column: Column
    path: Path = ("parts",)

    def cells(self, item: Any) -> Cells:
        value = item.get("parts")
        if value is None or (isinstance(value, Mapping) and value):
            return {self.column.name: None}
        return {self.column.name: lines(value) or (NO_FIELDS if isinstance(value, Mapping) else NOTHING)}

    def read(self, row: Row, item: Item) -> None:
        if row.read(self.column.name) == NO_FIELDS:
            item.put(self.path, {}, row.spot(self.column.name))
        else:
            Lines(self.column, self.path).read(row, item)


@dataclass(frozen=True, slots=True)
class Yaml(Field):
    """A field that holds others, as YAML in one column; so is any value of what a case expects, where blank and `null` differ."""

    column: Column
    path: Path

    def cells(self, item: Any) -> Cells:
        there = dig(item, self.path[:-1])
        return {self.column.name: block(there[self.path[-1]]) if there is not None and self.path[-1] in there else None}

    def read(self, row: Row, item: Item) -> None:
        if (found := row.yaml(self.column.name)) is not None:
            item.put(self.path, *found)


_QUOTED: Final = frozenset({NOTHING, NO_FIELDS})


def lines(values: list[str]) -> str:
    """A list as lines; what a line cannot hold is written as in JSON."""
    return "\n".join(
        json.dumps(value, ensure_ascii=False) if "\n" in value or value[:1] == '"' or value in _QUOTED else value for value in values
    )


def held(value: Any) -> Held:
    """A plain value as a cell holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return Decimal(value)
    if value is None or isinstance(value, str | Decimal):
        return value
    raise TypeError(f"{type(value).__name__} does not fit into a cell")
