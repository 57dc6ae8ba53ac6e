"""For which products each limit row of a test counts, in words that stand alone: what the rows above leave out is left out.

`生产日期 ≥ 2024-09-06` says more than “all others”. The page of a ruleset comes in here.
"""

from typing import NamedTuple

from ..conditions.evaluate import evaluate
from ..model.text import Text
from .axes import Sides
from .configurations import Configurations, Key, configurations
from .program import Check, Program


class Products(NamedTuple):
    """The products of one row: among all (`of_all`), and among those to which the test applies (`of_test`); None is every one."""

    of_all: Text | None
    of_test: Text | None


def products_of(program: Program, check: Check, part: str | None) -> tuple[Products, ...] | None:
    """The products of each limit row of a test, or of one part of it; None where there are too many combinations to tell."""
    rows = check.rows[part]
    read = [check.applies, *(row.when for row in rows)]
    found = configurations(Sides(program, program), read, read, sampled=True)
    if found is None:
        return None
    mine = [one for one in found.all if one.new is not None and (check.applies is None or evaluate(check.applies, one.new))]
    reached: list[set[Key]] = [set() for _ in rows]
    for one in mine:
        assert one.new is not None
        place = next((place for place, row in enumerate(rows) if row.when is None or evaluate(row.when, one.new)), None)
        if place is not None:
            reached[place].add(one.key)
    of_test = Configurations(found.axes, tuple(mine))
    return tuple(Products(found.words(keys), of_test.words(keys)) if keys else Products(None, None) for keys in reached)
