"""Faults planted in a check as a whole: its class, its weight, whether it applies or may be skipped, when a declaration fails."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ..authoring.program import Check, Program
from ..conditions.evaluate import evaluate
from ..conditions.tree import Node, Not
from ..facts.attributes import Value
from ..model.outcome import SITE_WEIGHTS, TEST_WEIGHTS
from .mutant import Discarded, Mutant, Operator, Planted, variants, with_check
from .possible import Possibilities

_SITE: Final = ("veto", "key", "general")
_TEST: Final = ("key", "general", "minor")
_SITE_WEIGHTS: Final[Mapping[str, int]] = dict(SITE_WEIGHTS.items())
_TEST_WEIGHTS: Final[Mapping[str, int]] = dict(TEST_WEIGHTS.items())
_UNWEIGHTED: Final = ("flat-unweighted", "absolute")


def check_mutants(program: Program, check: Check, open_to: Possibilities) -> Iterator[Planted]:
    """Every fault in one check, its limits left out."""
    possible = open_to.checks[check.id]
    idle = possible.no_fire is not None and possible.no_spare is not None  # it never counts, whatever its class or weight
    for class_ in _steps(check):
        yield _changed(program, check, "class", f"class {check.class_} -> {class_}", _reclassed(check, class_), idle, rescored=True)
    heavier = replace(check, weight=check.weight + 1)
    same = idle or program.ruleset.scoring.model in _UNWEIGHTED
    yield _changed(program, check, "weight", f"weight {check.weight:f} -> {heavier.weight:f}", heavier, same, rescored=True)
    if check.applies is not None:
        yield from _applies(program, check, check.applies, open_to)
    if check.site is not None:
        skipped = replace(check, site=check.site.model_copy(update={"may_skip": not check.site.may_skip}))
        words = f"may_skip {str(check.may_skip).lower()} -> {str(not check.may_skip).lower()}"
        yield _changed(program, check, "skip", words, skipped, idle)
    if check.fails_when is not None:
        negated = replace(check, fails_when=Not(check.fails_when))
        yield _changed(program, check, "fails_when", "fails_when negated", negated, idle)
        for words, node in variants(check.fails_when):
            same = _same(check, check.fails_when, node, open_to, beside=check.applies)
            yield _changed(program, check, "condition", f"fails_when {words}", replace(check, fails_when=node), same)


def _applies(program: Program, check: Check, applies: Node, open_to: Possibilities) -> Iterator[Planted]:
    yield _changed(program, check, "applies", "applies negated", replace(check, applies=Not(applies)), False)

    def left_out(values: Mapping[str, Value]) -> bool:
        return evaluate(applies, values) is not True

    always = not open_to.reach.could(left_out, [applies], sampled=check.kind != "site")
    yield _changed(program, check, "applies", "applies removed", replace(check, applies=None), always)
    for words, node in variants(applies):
        same = _same(check, applies, node, open_to)
        yield _changed(program, check, "condition", f"applies {words}", replace(check, applies=node), same)


def _same(check: Check, before: Node, after: Node, open_to: Possibilities, beside: Node | None = None) -> bool:
    """Whether both conditions say the same of every product of this edition (to which the check applies)."""

    def differ(values: Mapping[str, Value]) -> bool:
        if beside is not None and evaluate(beside, values) is False:
            return False
        return evaluate(before, values) is not evaluate(after, values)

    conditions = [before, after, *([beside] if beside is not None else [])]
    ways = {"site": (False,), "rule": (False, True), "test": (True,)}[check.kind]
    return not any(open_to.reach.could(differ, conditions, sampled=way) for way in ways)


def _steps(check: Check) -> list[str]:
    """The class one step above and one below."""
    ladder = _TEST if check.kind == "test" else _SITE
    place = ladder.index(check.class_)
    return [ladder[near] for near in (place - 1, place + 1) if 0 <= near < len(ladder)]


def _reclassed(check: Check, class_: str) -> Check:
    """The check in another class; a weight that was not written goes with it."""
    item = check.site or check.rule or check.test
    assert item is not None
    if item.weight is not None:
        return replace(check, class_=class_)
    return replace(check, class_=class_, weight=Decimal((_TEST_WEIGHTS if check.kind == "test" else _SITE_WEIGHTS)[class_]))


def _changed(
    program: Program, check: Check, operator: Operator, words: str, after: Check, same: bool, *, rescored: bool = False
) -> Planted:
    if same:
        return Discarded(operator, f"{check.id} {words}", "equal")
    return Mutant(operator, check.id, words, with_check(program, after), check.id, rescored)
