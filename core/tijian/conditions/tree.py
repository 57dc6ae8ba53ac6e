"""A condition as a tree: the one form that every engine, the checker and the documentation read.

`parse` makes it, `check` vets it, `inline` writes the `define`d names out, `source` turns it back into text.
The nodes are plain frozen values: two trees are equal when they say the same, wherever they stood.
"""

import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from .refusal import definition_cycle, too_deep, too_large

CompareOp = typing.Literal["==", "!=", "<", "<=", ">", ">="]
CountScope = typing.Literal["class", "tests", "section"]
CountState = typing.Literal["fail", "minor"]
Span = tuple[int, int]

MAX_LEVELS: Final = 32  # brackets and `!` inside one another; a define'd name counts as a bracket
MAX_NODES: Final = 2_000  # of a condition with its definitions written out


@dataclass(frozen=True, slots=True)
class _Place:
    """`at` and `end`: the half-open span of the node in its text. It is no part of what the node says."""

    at: int = field(default=0, compare=False, repr=False, kw_only=True)
    end: int = field(default=0, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class _Judged(_Place):
    """`spans`: where each argument, and then the number compared with, stands (empty in a tree made by hand)."""

    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Literal(_Place):
    """A text, a number as written, or `true`/`false`."""

    value: str | Decimal | bool

    def __eq__(self, other: object) -> bool:  # Python holds that True == 1; a condition does not
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Attr(_Place):
    """An attribute, a context name or a `define`d name. Where a condition stands, a boolean `x` means `x == true`."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare(_Place):
    """One value compared with another."""

    op: CompareOp
    left: Literal | Attr
    right: Literal | Attr


@dataclass(frozen=True, slots=True)
class In(_Place):
    """A value that is one of several literals."""

    item: Literal | Attr
    options: tuple[Literal, ...]
    values: frozenset[str | Decimal | bool] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", frozenset(option.value for option in self.options))


@dataclass(frozen=True, slots=True)
class Not(_Place):
    """`!item`"""

    item: "Node"


@dataclass(frozen=True, slots=True)
class And(_Place):
    """`a && b && …`: two items or more, none of them an And."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or(_Place):
    """`a || b || …`: two items or more, none of them an Or."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fails(_Judged):
    """`fails('id')`: the check's state is fail."""

    id: str


@dataclass(frozen=True, slots=True)
class MinorOrWorse(_Judged):
    """`minor('id')`: the check's state is minor or fail."""

    id: str


@dataclass(frozen=True, slots=True)
class Concluded(_Judged):
    """`concluded('id')`: the diagnosis is concluded."""

    id: str


@dataclass(frozen=True, slots=True)
class Count(_Judged):
    """`count(of, state) op n` (scope class), `count_tests(…)` (tests), `count_in(…)` (section); state minor means minor or worse."""

    scope: CountScope
    of: str
    state: CountState
    op: typing.Literal[">", ">="]
    n: int


@dataclass(frozen=True, slots=True)
class ScoreBelow(_Judged):
    """`score(of) op n`, of: total, site, tests or a section."""

    of: str
    op: typing.Literal["<", "<="]
    n: Decimal


AboutOne = Fails | MinorOrWorse | Concluded
Atom = AboutOne | Count | ScoreBelow
Node = Literal | Attr | Compare | In | Not | And | Or | Atom

JUDGED: Final = (Fails, MinorOrWorse, Concluded, Count, ScoreBelow)
COUNT_CALLS: Final[dict[CountScope, str]] = {"class": "count", "tests": "count_tests", "section": "count_in"}


def walk(node: Node) -> Iterator[Node]:
    """The node and every node below it, in the order of the text (operands of comparisons and the options of `in` too)."""
    yield node
    match node:
        case And(items=items) | Or(items=items):
            for item in items:
                yield from walk(item)
        case Not(item=item):
            yield from walk(item)
        case Compare(left=left, right=right):
            yield left
            yield right
        case In(item=item, options=options):
            yield item
            yield from options
        case _:
            pass


def is_judged(node: Node) -> bool:
    """Whether a judged atom (fails, minor, concluded, count…, score) stands inside."""
    return any(isinstance(each, JUDGED) for each in walk(node))


def attributes(node: Node) -> frozenset[str]:
    """Every name that is read: attributes, context names, and `define`d names where these were not inlined."""
    return frozenset(each.name for each in walk(node) if isinstance(each, Attr))


def inline(node: Node, definitions: Mapping[str, Node]) -> Node:
    """The same condition with each `define`d name replaced by what it stands for; the new nodes stand where the name stood.

    Raises ConditionError: E227 a definition that leads back to itself, E202 more than 32 levels, E228 more than 2 000 nodes.
    """
    budget = MAX_NODES

    def written_out(node: Node, level: int, spot: Node | None, path: tuple[str, ...]) -> Node:
        nonlocal budget
        budget -= 1
        at, end = (spot.at, spot.end) if spot else (node.at, node.end)
        if budget < 0:
            raise too_large(at, end - at, MAX_NODES)
        if level > MAX_LEVELS:
            raise too_deep(at, end - at, MAX_LEVELS)
        match node:
            case Attr(name=name) if name in definitions:
                if name in path:
                    raise definition_cycle(at, end - at, (*path[path.index(name) :], name))
                return written_out(definitions[name], level + 1, spot or node, (*path, name))
            case Not(item=item):
                return Not(written_out(item, level + 1 + isinstance(item, _BRACKETED), spot, path), at=at, end=end)
            case And(items=items):
                return And(joined(tuple(written_out(i, level + isinstance(i, Or), spot, path) for i in items), And), at=at, end=end)
            case Or(items=items):
                return Or(joined(tuple(written_out(i, level, spot, path) for i in items), Or), at=at, end=end)
            case Compare(op=op, left=left, right=right) if spot:
                return Compare(op, replace(left, at=at, end=end), replace(right, at=at, end=end), at=at, end=end)
            case In(item=value, options=options) if spot:
                return In(replace(value, at=at, end=end), tuple(replace(o, at=at, end=end) for o in options), at=at, end=end)
            case _:
                return replace(node, at=at, end=end) if spot else node

    return written_out(node, 0, None, ())


def compared(condition: Node, name: str) -> Iterator[str | Decimal | bool]:
    """The values that a condition compares an attribute or context name with."""
    for node in walk(condition):
        if isinstance(node, Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Attr) and one.name == name and isinstance(other, Literal):
                    yield other.value
        elif isinstance(node, In) and isinstance(node.item, Attr) and node.item.name == name:
            yield from (option.value for option in node.options)


def rivals(condition: Node, name: str) -> Iterator[str]:
    """The attributes that a condition compares this one with."""
    for node in walk(condition):
        if isinstance(node, Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Attr) and one.name == name and isinstance(other, Attr):
                    yield other.name


def joined(items: tuple[Node, ...], kind: type[And | Or]) -> tuple[Node, ...]:
    """The items of an And in an And (an Or in an Or) taken into the outer one: both operators are associative."""
    if not any(isinstance(item, kind) for item in items):
        return items
    return tuple(each for item in items for each in (item.items if isinstance(item, kind) else (item,)))


_BRACKETED: Final = (And, Or, Compare, In, Count, ScoreBelow)  # under a `!` these need brackets
_ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def source(node: Node) -> str:
    """The canonical text: single quotes, single spaces, only the brackets that are needed. `parse` of it gives an equal tree."""
    return _SOURCE[type(node)](node)


def _literal(node: Literal) -> str:
    value = node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else f"{value:f}"


def _quoted(value: str) -> str:
    return "'" + "".join(_ESCAPES.get(c) or (c if c >= " " and c != "\x7f" else f"\\x{ord(c):02x}") for c in value) + "'"


def _in_brackets(node: Node, kinds: type | tuple[type, ...]) -> str:
    return f"({source(node)})" if isinstance(node, kinds) else source(node)


_SOURCE: Final[dict[type, Callable[[typing.Any], str]]] = {
    Literal: _literal,
    Attr: lambda node: node.name,
    Compare: lambda node: f"{source(node.left)} {node.op} {source(node.right)}",
    In: lambda node: f"{source(node.item)} in [{', '.join(map(source, node.options))}]",
    Not: lambda node: "!" + _in_brackets(node.item, _BRACKETED),
    And: lambda node: " && ".join(_in_brackets(item, (And, Or)) for item in node.items),
    Or: lambda node: " || ".join(_in_brackets(item, Or) for item in node.items),
    Fails: lambda node: f"fails({_quoted(node.id)})",
    MinorOrWorse: lambda node: f"minor({_quoted(node.id)})",
    Concluded: lambda node: f"concluded({_quoted(node.id)})",
    Count: lambda node: f"{COUNT_CALLS[node.scope]}({_quoted(node.of)}, {_quoted(node.state)}) {node.op} {node.n}",
    ScoreBelow: lambda node: f"score({_quoted(node.of)}) {node.op} {node.n:f}",
}
