"""Conclusions as rules of a Rete net: every condition a disjunction of conjunctions of atoms, within the net's caps.

Lint refuses a ruleset beyond the caps (they keep durable-rules far from where it hangs or crashes); the engine
`rete` builds its net from the same rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .program import All, AnyOf, Leaf, Program, Tree, leaf_text

MAX_RULES: Final = 200  # 256 rules sharing a first pattern crash durable-rules 2.0.28
MAX_ATOMS: Final = 8  # 17 patterns in one rule crash it
MAX_DISTINCT: Final = 400  # 513 distinct keys under one node hang it


@dataclass(frozen=True, slots=True)
class NetRule:
    """`conclusion` holds when all `atoms` do. conclusion: ('row', index) | ('diagnosis', id) | ('clue', id)."""

    conclusion: tuple[str, str | int]
    atoms: tuple[Leaf, ...]


class BeyondCaps(Exception):
    """A ruleset that the net cannot take: which conclusion, which cap, how much."""

    def __init__(self, conclusion: tuple[str, str | int] | None, cap: str, most: int) -> None:
        super().__init__(f"{conclusion}: more than {most} {cap}")
        self.conclusion, self.cap, self.most = conclusion, cap, most


def net_rules(program: Program) -> tuple[NetRule, ...]:
    """The rules of a program's conclusions. Raises BeyondCaps."""
    rules: list[NetRule] = []
    for conclusion, tree in conclusions(program):
        for atoms in _disjuncts(tree, conclusion):
            rules.append(NetRule(conclusion, atoms))
            if len(rules) > MAX_RULES:
                raise BeyondCaps(conclusion, "rules", MAX_RULES)
    if len({atom for rule in rules for atom in rule.atoms}) > MAX_DISTINCT:
        raise BeyondCaps(None, "atoms", MAX_DISTINCT)
    return tuple(rules)


def conclusions(program: Program) -> Iterator[tuple[tuple[str, str | int], Tree]]:
    """Every conclusion of a program with its condition."""
    yield from ((("row", index), tree) for index, tree in enumerate(program.verdicts))
    yield from ((("diagnosis", name), tree) for name, tree in program.diagnoses.items())
    yield from ((("clue", name), tree) for name, tree in program.clues.items())


def _disjuncts(tree: Tree, conclusion: tuple[str, str | int]) -> list[tuple[Leaf, ...]]:
    found: list[frozenset[Leaf]]
    match tree:
        case AnyOf(items):
            found = [frozenset(one) for item in items for one in _disjuncts(item, conclusion)]
        case All(items):
            found = [frozenset()]
            for item in items:
                found = [left | set(right) for left in found for right in _disjuncts(item, conclusion)]
                if len(found) > MAX_RULES:
                    break
        case _:
            found = [frozenset({tree})]
    found = list(dict.fromkeys(found))
    if len(found) > MAX_RULES:
        raise BeyondCaps(conclusion, "rules", MAX_RULES)
    if any(len(one) > MAX_ATOMS for one in found):
        raise BeyondCaps(conclusion, "atoms in one rule", MAX_ATOMS)
    return [tuple(sorted(one, key=leaf_text)) for one in found]
