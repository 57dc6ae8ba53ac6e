"""Faults planted in what is concluded: diagnoses, clues, the verdict table, scoring."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from ..authoring.program import All, AnyOf, Leaf, Program, Tree, leaf_text
from ..conditions.tree import Count, Fails, MinorOrWorse, ScoreBelow
from ..model.ruleset import Scoring
from .mutant import Discarded, Mutant, Operator, Planted, last_place
from .possible import Possibilities
from .possible_scores import never_turns

Field = Literal["diagnoses", "clues"]


def conclusion_mutants(program: Program, open_to: Possibilities) -> Iterator[Planted]:
    """Every fault in what is concluded."""
    trees: Mapping[Field, Mapping[str, Tree]] = {"diagnoses": program.diagnoses, "clues": program.clues}
    for kind, every in trees.items():
        for name, tree in every.items():
            seen: dict[str, int] = {}
            for operator, words, changed, same in _tree_variants(program, tree, open_to):
                seen[words] = seen.get(words, 0) + 1
                change = words if seen[words] == 1 else f"{words} #{seen[words]}"
                if same or not (open_to.could(tree) or open_to.could(changed)):
                    yield Discarded(operator, f"{name} {change}", "equal")
                else:
                    patch: Any = {kind: {**every, name: changed}}
                    yield Mutant(operator, name, change, replace(program, **patch))
    yield from _verdicts(program, open_to)
    yield from _scoring(program)


def _tree_variants(program: Program, tree: Tree, open_to: Possibilities) -> Iterator[tuple[Operator, str, Tree, bool]]:
    """The condition with one atom dropped or changed; and whether that is provably the same."""
    if isinstance(tree, All | AnyOf):
        for index, item in enumerate(tree.items):
            others = (*tree.items[:index], *tree.items[index + 1 :])
            left = others[0] if len(others) == 1 else type(tree)(others)
            same = isinstance(tree, AnyOf) and not open_to.could(item)
            yield "atom", f"without {text_of(item)}", left, same
            for operator, words, changed, equal in _tree_variants(program, item, open_to):
                yield operator, words, type(tree)((*tree.items[:index], changed, *tree.items[index + 1 :])), equal
        return
    match tree:
        case Fails(id=name) | MinorOrWorse(id=name):
            check = program.checks[name]
            never_minor = check.kind != "site" or check.class_ == "veto"
            other: Leaf = MinorOrWorse(name) if isinstance(tree, Fails) else Fails(name)
            yield "minor_fails", f"{leaf_text(tree)} -> {leaf_text(other)}", other, never_minor
        case Count():
            for count in _counts(tree):
                yield "threshold", f"{leaf_text(tree)} -> {leaf_text(count)}", count, False
        case ScoreBelow():
            for operator, score in _scores(tree):
                yield operator, f"{leaf_text(tree)} -> {leaf_text(score)}", score, False


def text_of(tree: Tree) -> str:
    """The words of a condition."""
    match tree:
        case All(items):
            return " && ".join(f"({text_of(item)})" if isinstance(item, AnyOf) else text_of(item) for item in items)
        case AnyOf(items):
            return " || ".join(map(text_of, items))
        case _:
            return leaf_text(tree)


def _counts(atom: Count) -> Iterator[Count]:
    """One more and one fewer. `> n` and `>= n + 1` are the same, so the comparator needs no mutant of its own."""
    yield replace(atom, n=atom.n + 1)
    if atom.n > 0:
        yield replace(atom, n=atom.n - 1)
    elif atom.op == ">":
        yield replace(atom, op=">=")


def _scores(atom: ScoreBelow) -> Iterator[tuple[Operator, ScoreBelow]]:
    step = last_place(atom.n)
    yield from (("threshold", replace(atom, n=n)) for n in (atom.n - step, atom.n + step))
    yield "comparator", replace(atom, op="<=" if atom.op == "<" else "<")


def _verdicts(program: Program, open_to: Possibilities) -> Iterator[Planted]:
    for index, tree in enumerate(program.verdicts):
        item = f"verdicts[{index + 1}]"
        for words, changed, before, after in _row_variants(tree):
            rows = (*program.verdicts[:index], changed, *program.verdicts[index + 1 :])
            scores = (
                isinstance(before, ScoreBelow)
                and isinstance(after, ScoreBelow)
                and never_turns(program, open_to.stays, index, before, after)
            )
            if scores or not (open_to.could(before) or open_to.could(after)):
                yield Discarded("verdict", f"{item} {words}", "equal")
            else:
                yield Mutant("verdict", item, words, replace(program, verdicts=rows))


def _row_variants(tree: Tree) -> Iterator[tuple[str, Tree, Leaf, Leaf]]:
    match tree:
        case All(items) | AnyOf(items):
            for index, item in enumerate(items):
                for words, changed, before, after in _row_variants(item):
                    yield words, type(tree)((*items[:index], changed, *items[index + 1 :])), before, after
        case Count():
            yield from ((f"{leaf_text(tree)} -> {leaf_text(one)}", one, tree, one) for one in _counts(tree))
        case ScoreBelow():
            yield from ((f"{leaf_text(tree)} -> {leaf_text(one)}", one, tree, one) for _, one in _scores(tree))


def _scoring(program: Program) -> Iterator[Planted]:
    scoring = program.ruleset.scoring
    minor, blocks = scoring.credit.minor, scoring.blocks

    def mutant(words: str, **changes: Any) -> Planted:
        changed: Scoring = scoring.model_copy(update=changes)
        ruleset = program.ruleset.model_copy(update={"scoring": changed})
        return Mutant("scoring", "scoring", words, replace(program, ruleset=ruleset), rescored=True)

    for by in (-last_place(minor), last_place(minor)):
        if 0 <= minor + by <= 1:
            credit = scoring.credit.model_copy(update={"minor": minor + by})
            yield mutant(f"credit.minor {minor:f} -> {minor + by:f}", credit=credit)
    for by in (-last_place(scoring.coverage), last_place(scoring.coverage)):
        if 0 <= scoring.coverage + by <= 100:
            yield mutant(f"coverage {scoring.coverage:f} -> {scoring.coverage + by:f}", coverage=scoring.coverage + by)
    step = Decimal(1)
    for by in (-step, step):
        site, tests = blocks.site + by, blocks.tests - by
        if 0 <= site <= 100:
            moved = blocks.model_copy(update={"site": site, "tests": tests})
            yield mutant(f"blocks {blocks.site:f}/{blocks.tests:f} -> {site:f}/{tests:f}", blocks=moved)
    if scoring.model == "tree":
        for name, section in program.ruleset.sections.items():
            heavier = section.model_copy(update={"weight": section.weight + 1})
            ruleset = program.ruleset.model_copy(update={"sections": {**program.ruleset.sections, name: heavier}})
            words = f"weight {section.weight:f} -> {heavier.weight:f}"
            yield Mutant("weight", f"section {name}", words, replace(program, ruleset=ruleset), rescored=True)
