"""Which values of an attribute are worth trying: those between which some condition of the ruleset can tell.

Of choices and booleans all; of numbers and days every one that a condition compares with, and its neighbours on both sides.
A text cannot be enumerated, nor can what a plugin computes from: there the values of the hand-written cases join (`Seeds`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ..authoring.program import Program
from ..conditions.tree import Attr, Compare, Literal, Node, compared, rivals, walk
from ..facts.attributes import Known

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ORDERED: Final = ("<", "<=", ">", ">=")


@dataclass(slots=True)
class Seeds:
    """What the hand-written cases give: values by attribute, days of production, whole products."""

    values: dict[str, list[Known]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    products: list[dict[str, Known]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edge:
    """A figure or a day that a condition compares an attribute with, and its neighbours one last place (one day) away."""

    name: str
    below: Known
    at: Known
    above: Known
    either: bool = False  # `==`: both neighbours are on the other side

    @property
    def sides(self) -> tuple[Known, ...]:
        return self.below, self.at, self.above


def conditions_of(program: Program) -> Iterator[Node]:
    """Every condition on attributes: when a check applies or fails, which limit row holds, when an attribute is asked."""
    for check in program.checks.values():
        yield from (node for node in (check.applies, check.fails_when) if node is not None)
        yield from (row.when for rows in check.rows.values() for row in rows if row.when is not None)
    yield from program.asked_when.values()
    yield from (given.node for given in program.given)


def edges(conditions: Iterable[Node]) -> list[Edge]:
    """Where the truth of comparisons with a number or a day turns, each once, in the order of the text."""
    found: dict[tuple[str, Known], Edge] = {}
    for condition in conditions:
        for node in walk(condition):
            if not isinstance(node, Compare):
                continue
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Attr) and isinstance(other, Literal) and (edge := _edge(one.name, other.value, node.op)):
                    found.setdefault((edge.name, edge.at), edge)
    return list(found.values())


def _edge(name: str, value: Known, op: str) -> Edge | None:
    if isinstance(value, Decimal):
        step = Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent := value.as_tuple().exponent, int) else Decimal(1)
        return Edge(name, value - step, value, value + step, op not in ORDERED)
    if isinstance(value, str) and DAY.fullmatch(value):
        return Edge(name, moved(value, -1), value, moved(value, 1), op not in ORDERED)
    return None


def moved(day: str, by: int) -> str:
    """The ISO date `by` days later."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


class Domains:
    """The values of each attribute to try, the plainest first."""

    def __init__(self, program: Program, seeds: Seeds) -> None:
        self._program = program
        self._seeds = seeds
        self._conditions = list(conditions_of(program))
        self.edges = edges(self._conditions)
        self._fed = frozenset(name for one in program.ruleset.derived.values() for name in (one.reads or program.ruleset.product))

    def of(self, name: str) -> tuple[Known, ...]:
        """The values of a product attribute; empty for a text that nobody ever gave."""
        attribute = self._program.attributes[name]
        seeds = self._seeds.values.get(name, []) if name in self._fed or attribute.type == "text" else []
        if attribute.choices is not None:
            return attribute.choices
        if attribute.type == "boolean":
            return (False, True)
        if attribute.type == "text":
            return tuple(dict.fromkeys([*(v for v in self._literals(name) if isinstance(v, str)), *sorted(map(str, seeds))]))
        return self._numbers(name, attribute.range, [value for value in seeds if isinstance(value, Decimal)])

    def days(self, name: str) -> list[str]:
        """The days that conditions compare `produced_on` or `assessed_on` with, and their neighbours; of production the cases' too."""
        found = {str(value) for edge in self.edges if edge.name == name for value in edge.sides if isinstance(value, str)}
        return sorted(found | set(self._seeds.days if name == "produced_on" else ()))

    def _numbers(self, name: str, bounds: tuple[Decimal, Decimal] | None, seeds: list[Decimal]) -> tuple[Known, ...]:
        points = {value for value in self._literals(name) if isinstance(value, Decimal)}
        points |= {value for edge in self.edges if edge.name == name for value in edge.sides if isinstance(value, Decimal)}
        others = {rival for condition in self._conditions for rival in rivals(condition, name)} - {name}
        if others:  # two attributes held against each other: both need the same points, and some on either side
            points |= {Decimal(1), Decimal(2), Decimal(3)}
            points |= {value for edge in self.edges if edge.name in others for value in edge.sides if isinstance(value, Decimal)}
        points |= set(seeds)
        if bounds is not None and (name in self._fed or not points):
            low, high = bounds
            points |= {low, high, _plain((low + high) / 2, low, high)} if name in self._fed else {_plain((low + high) / 2, low, high)}
        if not points:
            points = {Decimal(1)}
        inside = [value for value in sorted(points) if bounds is None or bounds[0] <= value <= bounds[1]]
        return tuple(inside or sorted(points))

    def _literals(self, name: str) -> list[Known]:
        return [value for condition in self._conditions for value in compared(condition, name)]


def _plain(middle: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The middle of a range, as a person would write it: whole where that lies inside."""
    whole = Decimal(int(middle))
    return whole if low <= whole <= high else middle
