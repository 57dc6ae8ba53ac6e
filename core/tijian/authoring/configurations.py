"""Every product that some conditions of two rulesets can tell apart, and in words which of them a difference concerns.

Where the conditions do not read an attribute it does not matter, and where a ruleset would not ask for it, it is absent there.
Derived attributes are taken as free: what the plugin never computes may be among the products.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ..conditions.evaluate import ABSENT, evaluate
from ..conditions.tree import Node
from ..model.text import Text, text
from .axes import Axis, Point, Sides, Stretch, Value, axis
from .program import Program, deciding, reads

MOST: Final = 20_000  # configurations; beyond them nothing is compared one by one
_ABSENT: Final = -1
_LISTED: Final = 4  # kinds of product named one by one
_NAMED: Final = 3  # choices named; of more, those that it is not, where they are fewer
_CATEGORY: Final = "category"

Key = tuple[int, ...]  # for each axis the place of the stretch, -1 where the attribute is asked by neither ruleset


class Configuration(NamedTuple):
    """One kind of product, as each of the two rulesets sees it; None for a ruleset in which it cannot occur."""

    key: Key
    old: dict[str, Value] | None
    new: dict[str, Value] | None


@dataclass(frozen=True)
class Configurations:
    """The kinds of product along `axes`."""

    axes: tuple[Axis, ...]
    all: tuple[Configuration, ...]

    def words(self, keys: Collection[Key]) -> Text | None:
        """Which products these are; None for all of them."""
        wanted, everything = frozenset(keys), [one.key for one in self.all]
        if len(wanted) == len(everything):
            return None
        boxes = _boxes(wanted, everything, len(self.axes))
        said = [self._box(box, everything) for box in boxes[:_LISTED]]
        if len(boxes) > _LISTED:
            said.append((f"另有 {len(boxes) - _LISTED} 种情形", f"{len(boxes) - _LISTED} further cases"))
        return text("；或 ".join(zh for zh, _ in said), "; or ".join(en for _, en in said))

    def _box(self, box: "Box", everything: Sequence[Key]) -> tuple[str, str]:
        parts = [_constraint(self.axes[place], values, {key[place] for key in everything}) for place, values in sorted(box.items())]
        shown = [_either(said, brackets=len(parts) > 1) for said in parts]
        return "，".join(zh for zh, _ in shown), ", ".join(en for _, en in shown)


def configurations(sides: Sides, old: Iterable[Node | None], new: Iterable[Node | None], *, sampled: bool) -> Configurations | None:
    """What the conditions of the two rulesets tell apart; None where that is more than `MOST`."""
    read = [[node for node in nodes if node is not None] for nodes in (old, new)]
    names = sorted({*deciding(sides.old, read[0]), *deciding(sides.new, read[1])})
    everything = [*read[0], *read[1], *sides.old.asked_when.values(), *sides.new.asked_when.values()]
    axes = tuple(axis(name, sides, everything, sampled=sampled) for name in names if name != _CATEGORY)
    size = 1
    for one in axes:
        size *= len(one.stretches)
    if size > MOST:
        return None
    found: dict[Key, Configuration] = {}
    for places in itertools.product(*(range(len(one.stretches)) for one in axes)):
        stretches = [one.stretches[place] for one, place in zip(axes, places, strict=True)]
        values = {one.name: stretch.value for one, stretch in zip(axes, stretches, strict=True)}
        seen = [_settled(side, {**values, _CATEGORY: side.ruleset.category}) for side in sides]
        key = tuple(_ABSENT if all(side[one.name] is ABSENT for side in seen) else place for one, place in zip(axes, places, strict=True))
        if key not in found:
            there = [_occurs(side, axes, stretches, place) for place, side in enumerate(seen)]
            found[key] = Configuration(key, seen[0] if there[0] else None, seen[1] if there[1] else None)
    return Configurations(axes, tuple(one for one in found.values() if one.old is not None or one.new is not None))


def _settled(program: Program, values: dict[str, Value]) -> dict[str, Value]:
    """The values with each attribute absent that this ruleset would not ask for."""
    seen: set[str] = set()

    def settle(name: str) -> None:
        condition = program.asked_when.get(name)
        if condition is None or name in seen or name not in values:
            return
        seen.add(name)
        for other in reads(condition):
            settle(other)
        if evaluate(condition, values) is False:
            values[name] = ABSENT

    for name in list(values):
        settle(name)
    return values


def _occurs(values: dict[str, Value], axes: Sequence[Axis], stretches: Sequence[Stretch], side: int) -> bool:
    return all(
        values[one.name] is ABSENT or (stretch.in_new if side else stretch.in_old) for one, stretch in zip(axes, stretches, strict=True)
    )


Box = dict[int, frozenset[int]]  # place of the axis -> the stretches on it


def _boxes(wanted: frozenset[Key], everything: Sequence[Key], width: int) -> list[Box]:
    """Boxes that together hold just the wanted keys."""
    if len(wanted) == len(everything):
        return [{}]
    values = {place: frozenset(key[place] for key in wanted) for place in range(width)}
    if sum(all(key[place] in values[place] for place in values) for key in everything) == len(wanted):
        return [_shortest(values, wanted, everything)]
    splits = [(place, _alike(wanted, everything, place)) for place in range(width)]
    place, groups = min(((place, groups) for place, groups in splits if len(groups) > 1), key=lambda one: len(one[1]))
    found: list[Box] = []
    for group in groups:
        inside = [key for key in everything if key[place] in group]
        some = frozenset(key for key in wanted if key[place] in group)
        if some:
            found += [{place: group, **box} for box in _boxes(some, inside, width)]
    return found


def _shortest(values: Box, wanted: frozenset[Key], everything: Sequence[Key]) -> Box:
    """The box without the axes that say nothing more."""
    kept = dict(values)
    for place in values:
        fewer = {other: some for other, some in kept.items() if other != place}
        if sum(all(key[other] in fewer[other] for other in fewer) for key in everything) == len(wanted):
            kept = fewer
    return kept


def _alike(wanted: frozenset[Key], everything: Sequence[Key], place: int) -> list[frozenset[int]]:
    """The values on one axis, those together for which the same of the rest is wanted."""
    rest: dict[int, tuple[set[Key], set[Key]]] = {}
    for key in everything:
        there, chosen = rest.setdefault(key[place], (set(), set()))
        without = key[:place] + key[place + 1 :]
        there.add(without)
        if key in wanted:
            chosen.add(without)
    groups: dict[tuple[frozenset[Key], frozenset[Key]], set[int]] = {}
    for value, (there, chosen) in sorted(rest.items()):
        groups.setdefault((frozenset(there), frozenset(chosen)), set()).add(value)
    return [frozenset(group) for group in groups.values()]


def _either(said: Sequence[tuple[str, str]], *, brackets: bool) -> tuple[str, str]:
    zh, en = " 或 ".join(zh for zh, _ in said), " or ".join(en for _, en in said)
    return (f"（{zh}）", f"({en})") if brackets and len(said) > 1 else (zh, en)


def _constraint(one: Axis, chosen: Collection[int], occurring: Collection[int]) -> list[tuple[str, str]]:
    """What one attribute is, each alternative in words."""
    zh, en = one.label("zh"), one.label("en")
    stretches = [one.stretches[place] for place in sorted(chosen) if place != _ABSENT]
    absent = _ABSENT in chosen or any(stretch.value is ABSENT for stretch in stretches)
    present = [stretch for stretch in stretches if stretch.value is not ABSENT]
    said: list[tuple[str, str]] = []
    if present:
        said += _runs(one, present, zh, en) if one.ordered else [_listed(one, present, sorted(occurring), zh, en)]
    if absent:
        said.append((f"不询问{zh}", f"{en} is not asked"))
    return said


def _listed(one: Axis, present: Sequence[Stretch], occurring: Sequence[int], zh: str, en: str) -> tuple[str, str]:
    if one.kind == "boolean":
        value = present[0].value
        if len(present) > 1:
            return f"询问{zh}", f"{en} is asked"
        return f"{zh}：{'是' if value is True else '否'}", f"{en}: {'yes' if value is True else 'no'}"
    names = [name for stretch in present for name in stretch.names]
    elsewhere = [one.stretches[place] for place in occurring if place != _ABSENT]
    others = [name for stretch in elsewhere if stretch not in present for name in stretch.names]
    unnamed = any(not stretch.names for stretch in present)
    if unnamed and not others:
        return _compared(zh, en)
    if unnamed or (len(names) > _NAMED and 0 < len(others) < len(names)):
        return f"{zh}不是 {'、'.join(others)}", f"{en} is not {' or '.join(others)}"
    return f"{zh} = {' 或 '.join(names)}", f"{en} = {' or '.join(names)}"


def _runs(one: Axis, present: Sequence[Stretch], zh: str, en: str) -> list[tuple[str, str]]:
    """Stretches that lie beside each other, as one; each run said by its ends."""
    runs: list[list[Stretch]] = []
    last = None
    for place, stretch in enumerate(one.stretches):
        if stretch not in present:
            continue
        if runs and last == place - 1:
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
        last = place
    if any(_torn(one, run) for run in runs):
        return [_compared(zh, en)]
    return [(_ends(run, zh), _ends(run, en)) for run in runs]


def _compared(zh: str, en: str) -> tuple[str, str]:
    """Only together with another attribute can it be said."""
    return f"{zh}与其他属性相比", f"{en} compared with other attributes"


def _torn(one: Axis, run: Sequence[Stretch]) -> bool:
    """Whether some points of an interval are meant and others are not: then its ends do not say which."""
    return any(stretch[2:4] == other[2:4] and other not in run for stretch in run for other in one.stretches)


def _ends(run: Sequence[Stretch], name: str) -> str:
    first, last = run[0], run[-1]
    if first.is_point and len(run) == 1:
        return f"{name} = {_shown(first.low)}"
    low = "" if first.low is None else f"{_shown(first.low)} {'≤' if first.is_point else '<'} "
    high = "" if last.high is None else f" {'≤' if last.is_point else '<'} {_shown(last.high)}"
    if low and not high:
        return f"{name} {'≥' if first.is_point else '>'} {_shown(first.low)}"
    return f"{low}{name}{high}"


def _shown(end: Point | None) -> str:
    return f"{end:f}" if isinstance(end, Decimal) else str(end)
