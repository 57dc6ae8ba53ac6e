"""One small fault planted in a ruleset: what kind, where, and the program with it. The rooms `mutants_…` plant them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from ..authoring.program import Check, Program
from ..conditions.tree import And, Compare, CompareOp, Node, Not, Or, source
from ..conditions.tree import Literal as Word
from .domains import DAY, moved

Operator = Literal[
    "threshold", "comparator", "row", "requirement", "specimens", "applies", "fails_when", "condition", "class", "weight", "skip",
    "atom", "minor_fails", "verdict", "scoring",
]  # fmt: skip
_OTHER: Final[dict[str, CompareOp]] = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed program. `item`: the id of the check, diagnosis, clue … that was changed; `change` says what, and with `item` names it."""

    operator: Operator
    item: str
    change: str
    program: Program
    check: str | None = None  # the check that was changed, if it is one
    rescored: bool = False  # whether weights or credits changed

    @property
    def id(self) -> str:
        return f"{self.item} {self.change}"


@dataclass(frozen=True, slots=True)
class Discarded:
    """One that is not counted: it is no valid ruleset, or means the same."""

    operator: Operator
    id: str
    why: Literal["invalid", "equal"]


Planted = Mutant | Discarded


def with_check(program: Program, check: Check) -> Program:
    """The program with one check changed."""
    return replace(program, checks={**program.checks, check.id: check})


def variants(node: Node) -> Iterator[tuple[str, Node]]:
    """The condition with one figure or day moved by one last place (one day), or one `<` made `<=`; and the words for it."""
    match node:
        case And(items=items) | Or(items=items):
            for index, item in enumerate(items):
                for words, changed in variants(item):
                    yield words, replace(node, items=(*items[:index], changed, *items[index + 1 :]))
        case Not(item=item):
            for words, changed in variants(item):
                yield words, replace(node, item=changed)
        case Compare(op=op, left=left, right=right):
            if (other := _OTHER.get(op)) is not None:
                yield _told(node, replace(node, op=other))
            for side, one in (("left", left), ("right", right)):
                if isinstance(one, Word):
                    for value in _beside(one.value):
                        changed_word = Word(value, at=one.at, end=one.end)
                        yield _told(node, replace(node, left=changed_word) if side == "left" else replace(node, right=changed_word))


def _told(before: Node, after: Node) -> tuple[str, Node]:
    return f"{source(before)} -> {source(after)}", after


def _beside(value: str | Decimal | bool) -> Iterator[str | Decimal]:
    if isinstance(value, Decimal):
        step = last_place(value)
        yield from (value - step, value + step)
    elif isinstance(value, str) and DAY.fullmatch(value):
        yield from (moved(value, -1), moved(value, 1))


def last_place(number: Decimal) -> Decimal:
    """One unit in the last place of a number as written."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
