"""Which limit rows some product can reach: a row that none can is refused when a ruleset loads, so the generator leaves it out."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from .truth import TRUE, holds, names, tree, valuation

_CONTEXT: dict[str, list[Any]] = {
    "group": ["food", "industrial"],
    "sampling": ["done"],  # a row matters only where there is a result
    "assessed_on": ["2021-01-01", "2021-03-01", "2021-05-01", "2021-07-01", "2021-07-15", "2021-08-01", "2021-12-31"],
    "produced_on": ["2021-01-01", "2021-03-01", "2021-05-01", "2021-07-01", "2021-07-15", "2021-08-01", "2021-12-31"],
    "category": ["gen"],
}
_LOADS = [Decimal(n) for n in ("0", "1", "2.5", "5", "10", "20", "49.99", "50")]


def _read(rules: dict[str, Any], conditions: list[str]) -> set[str]:
    """The names that conditions read, with those that decide whether one is asked."""
    found: set[str] = set()
    todo = set().union(*(names(tree(c), rules["define"]) for c in conditions))
    while todo:
        name = todo.pop()
        found.add(name)
        when = rules["product"].get(name, {}).get("asked_when")
        todo |= (names(tree(when), rules["define"]) if when else set()) - found
    return found


def _products(rules: dict[str, Any], read: set[str]) -> Iterator[dict[str, Any]]:
    """Every product that differs in what is read."""
    spread = {name: rows for name, rows in _CONTEXT.items() if name in read}
    for name in rules["product"]:
        if name in read:
            spec = rules["product"][name]
            spread[name] = spec.get("choices") or ([True, False] if spec["type"] == "boolean" else _LOADS)
    fixed = {name: rows[0] for name, rows in _CONTEXT.items()}
    for values in product(*spread.values()):
        chosen = dict(zip(spread, values, strict=True))
        yield valuation(rules, chosen, fixed | {k: v for k, v in chosen.items() if k in _CONTEXT})


def reachable(rules: dict[str, Any], applies: str | None, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are the first to hold for some product; a row that leaves none to a later one goes."""
    conditions = [c for c in [applies, *(row.get("when") for row in rows)] if c]
    open_: list[dict[str, Any]] = [
        env for env in _products(rules, _read(rules, conditions)) if holds(applies, env, rules["define"]) == TRUE
    ]
    kept: list[dict[str, Any]] = []
    for row in rows[:-1]:
        taken = [env for env in open_ if holds(row["when"], env, rules["define"]) == TRUE]
        if 0 < len(taken) < len(open_):
            kept.append(row)
            open_ = [env for env in open_ if env not in taken]
    return [*kept, rows[-1]]


def applicable(rules: dict[str, Any], applies: str) -> bool:
    """Whether the condition holds for some product."""
    return any(holds(applies, env, rules["define"]) == TRUE for env in _products(rules, _read(rules, [applies])))
