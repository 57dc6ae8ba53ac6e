"""The attributes that conditions read, each cut into the stretches that the conditions can tell apart.

`configurations` multiplies them; the difference of two rulesets is judged for each combination. A choice is a stretch of its own where
some condition names it, the others are one; numbers and days are cut at every value that occurs. Old and new ruleset share the
axes, and each stretch knows in which of the two it can occur.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from ..conditions.evaluate import ABSENT, Absent
from ..conditions.tree import Literal as Written
from ..conditions.tree import Node, compared, rivals, walk
from ..model.ruleset import Attribute
from ..model.text import Text, text
from .program import Program

Value = str | Decimal | bool | Absent
Point = Decimal | str


class Stretch(NamedTuple):
    """Values that the conditions treat alike, with one that stands for them. `low` and `high`: of a point both are the point."""

    value: Value
    names: tuple[str, ...] = ()  # of choices and texts: those that it stands for
    low: Point | None = None
    high: Point | None = None
    in_old: bool = True
    in_new: bool = True

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True)
class Axis:
    """One attribute or context name. `ordered`: its stretches lie on a line."""

    name: str
    label: Text
    kind: Literal["choice", "boolean", "number", "day", "text"]
    stretches: tuple[Stretch, ...]

    @property
    def ordered(self) -> bool:
        return self.kind in ("number", "day")


_CONTEXT: Final = {
    "assessed_on": text("评估日期", "date of assessment"),
    "produced_on": text("生产日期", "date of production"),
    "group": text("企业类别", "group"),
    "sampling": text("抽样状态", "sampling"),
}
_BOTH: Final = (True, True)


class Sides(NamedTuple):
    """The two rulesets that are compared, compiled."""

    old: Program
    new: Program


def axis(name: str, sides: Sides, conditions: Sequence[Node], *, sampled: bool) -> Axis:
    """The axis of one name. `conditions`: all that are looked at, the `asked_when` among them. `sampled`: there are samples."""
    literals = {value for condition in conditions for value in compared(condition, name)}
    rivals = max((_rivals(condition, name) for condition in conditions), default=0)
    if rivals:  # it is compared with another attribute: then both are cut at the same values, and each choice counts by itself
        literals |= {node.value for condition in conditions for node in walk(condition) if isinstance(node, Written)}
    if name in _CONTEXT:
        return Axis(name, _CONTEXT[name], *_of_context(name, literals, rivals, sampled))
    there = [side.attributes.get(name) for side in sides]
    label = next((one.label for one in reversed(there) if one is not None and one.label is not None), text(name, name))
    found: dict[Stretch, Stretch] = {}
    kinds: list[Literal["choice", "boolean", "number", "day", "text"]] = []
    for one, occurs in zip(there, ((True, False), (False, True)), strict=True):
        if one is None:
            continue
        kind, stretches = _of_attribute(one, literals, rivals)
        kinds.append(kind)
        for stretch in stretches:
            known = found.get(stretch)
            merged = _BOTH if known is not None or None in there else occurs
            found[stretch] = stretch._replace(in_old=merged[0], in_new=merged[1])
    return Axis(name, label, kinds[-1] if len(set(kinds)) == 1 else "text", tuple(_merged(found.values(), literals, rivals)))


def _of_context(name: str, literals: Iterable[object], rivals: int, sampled: bool) -> tuple[Literal["choice", "day"], tuple[Stretch, ...]]:
    if name == "group":
        return "choice", tuple(Stretch(value, (value,)) for value in ("food", "industrial"))
    if name == "sampling":
        return "choice", tuple(Stretch(value, (value,)) for value in (("done",) if sampled else ("done", "none")))
    days = list(_days([value for value in literals if isinstance(value, str) and _is_day(value)], rivals))
    if name == "produced_on" and not sampled:
        days.append(Stretch(ABSENT))
    return "day", tuple(days)


def _of_attribute(
    one: Attribute, literals: Iterable[object], rivals: int
) -> tuple[Literal["choice", "boolean", "number", "text"], list[Stretch]]:
    if one.choices is not None:
        return "choice", [Stretch(choice, (choice,)) for choice in one.choices]
    if one.type == "boolean":
        return "boolean", [Stretch(True, ("true",)), Stretch(False, ("false",))]
    if one.type == "text":
        named = sorted(value for value in literals if isinstance(value, str))
        others = ["" + "\u200b" * place for place in range(max(rivals, 1))]  # texts that no condition names
        return "text", [*(Stretch(value, (value,)) for value in named), *(Stretch(value) for value in others)]
    return "number", list(_numbers([value for value in literals if isinstance(value, Decimal)], rivals))


def _merged(stretches: Iterable[Stretch], literals: Iterable[object], rivals: int) -> Iterator[Stretch]:
    """Choices that no condition names, and that occur in the same rulesets, as one stretch."""
    named = set(literals)
    others: dict[tuple[bool, bool], list[Stretch]] = {}
    for one in stretches:
        if rivals or not isinstance(one.value, str) or not one.names or one.value in named:
            yield one
        else:
            others.setdefault((one.in_old, one.in_new), []).append(one)
    for alike in others.values():
        yield alike[0]._replace(names=tuple(name for one in alike for name in one.names))


def _rivals(condition: Node, name: str) -> int:
    """With how many other attributes the condition compares this one, if any (then one more is counted, for points enough between)."""
    others = set(rivals(condition, name))
    return len(others) + 1 if others else 0


def _numbers(written: Iterable[Decimal], rivals: int) -> Iterator[Stretch]:
    """Every number that occurs, and in every interval between as many points as attributes are compared there."""
    points = sorted(set(written))
    count = max(rivals, 1)
    if not points:
        yield from (Stretch(Decimal(place)) for place in range(count))
        return
    yield from (Stretch(points[0] - place, (), None, points[0]) for place in range(count, 0, -1))
    for index, here in enumerate(points):
        yield Stretch(here, (), here, here)
        following = points[index + 1] if index + 1 < len(points) else None
        gap = Decimal(count + 1) if following is None else following - here
        yield from (Stretch(here + gap * place / (count + 1), (), here, following) for place in range(1, count + 1))


def _days(written: Iterable[str], rivals: int) -> Iterator[Stretch]:
    points = sorted(set(written))
    count = max(rivals, 1)
    if not points:
        yield from (Stretch((date(2000, 1, 1) + timedelta(place)).isoformat()) for place in range(count))
        return
    yield from (Stretch(_day(points[0], -place), (), None, points[0]) for place in range(count, 0, -1))
    for index, here in enumerate(points):
        yield Stretch(here, (), here, here)
        following = points[index + 1] if index + 1 < len(points) else None
        for place in range(1, count + 1):
            day = _day(here, place)
            if following is None or day < following:
                yield Stretch(day, (), here, following)


def _day(written: str, by: int) -> str:
    return (date.fromisoformat(written) + timedelta(by)).isoformat()


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
