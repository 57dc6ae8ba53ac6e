"""Findings arranged into a case: given what is to fail or be minor, a product, answers and results that make it so.

The cases of diagnoses, clues and verdict rows come in here. What a conclusion's condition says of the findings is worked out here
too, by a small reader of its own: the engine's word is only compared with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

from ..authoring.program import All, AnyOf, Check, Given, Leaf, Program, Tree
from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import Unknown
from ..conditions.tree import Concluded, Count, Fails, MinorOrWorse, Node, ScoreBelow
from ..facts.attributes import Value
from ..model.order import natural
from ..model.outcome import State
from .desk import Desk
from .possible import counted
from .products import Situation
from .readings import failing_reading, passing_reading
from .rows import applies_at, first_row, row_conditions, rows_of

MOST_WAYS: Final = 64
Findings = Mapping[str, State]  # fail or minor, by check


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to hold: findings, and conditions on attributes."""

    findings: frozenset[tuple[str, State]]
    givens: frozenset[Given] = frozenset()

    def joined(self, other: "Wish") -> "Wish":
        """Both. Of fail and minor the worse is meant."""
        found = dict(sorted((*self.findings, *other.findings), key=lambda one: one[1] == "fail"))
        return Wish(frozenset(found.items()), self.givens | other.givens)

    @property
    def by_check(self) -> Findings:
        """In natural order: what is written from it must not depend on the order of a set."""
        return dict(sorted(self.findings, key=lambda one: natural(one[0])))


@dataclass(frozen=True, slots=True)
class Arranged:
    """A case in the making."""

    situation: Situation
    answers: Mapping[str, Any]
    results: Mapping[str, Any]
    states: Findings


def ways(program: Program, tree: Tree) -> Iterator[Wish]:
    """What makes a condition hold, each way as small as its alternative needs; none for what is not a finding (a score)."""
    match tree:
        case AnyOf(items):
            for item in items:
                yield from ways(program, item)
        case All(items):
            for some in product(*(list(islice(ways(program, item), MOST_WAYS)) for item in items)):
                yield _all(some)
        case _:
            yield from leaf_ways(program, tree)


def leaf_ways(program: Program, leaf: Leaf) -> Iterator[Wish]:
    """As `ways`, of one atom."""
    match leaf:
        case Fails(id=name):
            yield Wish(frozenset({(name, "fail")}))
        case MinorOrWorse(id=name):
            check = program.checks[name]
            minor = check.kind == "site" and check.class_ != "veto"
            yield Wish(frozenset({(name, "minor" if minor else "fail")}))
        case Concluded(id=name):
            yield from ways(program, program.diagnoses[name])
        case Given():
            yield Wish(frozenset(), frozenset({leaf}))
        case Count(scope=scope, of=of, state=state, op=op, n=n):
            members = [check for check in program.checks.values() if counted(check, scope, of)]
            number = n + (op == ">")
            if number <= len(members):
                some = [("minor" if state == "minor" and one.kind == "site" and one.class_ != "veto" else "fail", one) for one in members]
                yield Wish(frozenset((one.id, how) for how, one in some[:number]))  # type: ignore[misc]
        case ScoreBelow():
            return


def _all(some: tuple[Wish, ...]) -> Wish:
    whole = Wish(frozenset())
    for one in some:
        whole = whole.joined(one)
    return whole


def holds(program: Program, tree: Tree, found: Findings, values: Mapping[str, Value]) -> bool | None:
    """Whether a condition holds where these are the only findings; None where it reads a score, which is not known here."""
    match tree:
        case All(items) | AnyOf(items):
            told = [holds(program, item, found, values) for item in items]
            decides = isinstance(tree, AnyOf)
            return decides if decides in told else None if None in told else not decides
        case Fails(id=name):
            return found.get(name) == "fail"
        case MinorOrWorse(id=name):
            return name in found
        case Concluded(id=name):
            return holds(program, program.diagnoses[name], found, values)
        case Count(scope=scope, of=of, state=state, op=op, n=n):
            bad = [name for name, how in found.items() if how == "fail" or state == "minor"]
            number = sum(counted(program.checks[name], scope, of) for name in bad)
            return number > n if op == ">" else number >= n
        case Given(node=node):
            return evaluate(node, values) is True
        case ScoreBelow():
            return None


def arrange(desk: Desk, wish: Wish, beside: Wish | None = None) -> Arranged | None:
    """A product with answers and results that give exactly these findings. `beside`: a larger wish that the product must allow too.

    None where there is no such product.
    """
    program, found = desk.program, wish.by_check
    must = (beside or wish).by_check
    checks = [program.checks[name] for name in must]
    givens = [given.node for given in (beside or wish).givens]
    conditions = [*givens, *(node for check in checks for node in _conditions(check))]
    sampled = any(check.kind == "test" for check in checks)

    def here(values: Mapping[str, Value]) -> bool:
        return all(evaluate(node, values) is True for node in givens) and all(_allows(check, values, found, must) for check in checks)

    one = desk.find(here, conditions, sampled=sampled)
    if one is None:
        return None
    answers: dict[str, Any] = {}
    results: dict[str, Any] = {}
    for check in checks:
        state = found.get(check.id)
        if check.kind == "site" and state is not None:
            answers[check.id] = "minor" if state == "minor" else "major"
        elif check.kind == "test":
            probe = failing_reading(desk.program, check, one) if state == "fail" else passing_reading(desk.program, check, one)
            if probe is None and state == "fail":
                return None
            if probe is not None:
                results[check.id] = probe.reading
    return Arranged(one, answers, results, {**_declared(program, one.values), **found})


def _declared(program: Program, values: Mapping[str, Value]) -> Findings:
    """The faults of the declaration that the product has by itself, wished or not."""
    rules = (check for check in program.checks.values() if check.kind == "rule" and check.fails_when is not None)
    return {
        check.id: "fail" for check in rules if applies_at(check, values) and check.fails_when and evaluate(check.fails_when, values) is True
    }


def _conditions(check: Check) -> Iterator[Node]:
    yield from (node for node in (check.applies, check.fails_when) if node is not None)
    for row in rows_of(check):
        yield from row_conditions(row)


def _allows(check: Check, values: Mapping[str, Value], found: Findings, must: Findings) -> bool:
    """Whether a check can be found so: it applies, a declaration fails exactly where it is to, a test has a figure to fail by."""
    if not applies_at(check, values):
        return False
    if check.kind == "rule":
        assert check.fails_when is not None
        return evaluate(check.fails_when, values) is (check.id in found)
    if check.kind == "test":
        chosen = [(limits, first_row(limits, values)) for limits in check.rows.values()]
        figures = [index is not None and not isinstance(limits[index].require, Unknown) for limits, index in chosen]
        return any(figures) if check.id in found else all(index is not None for _, index in chosen) and (any(figures) or check.id in must)
    return True
