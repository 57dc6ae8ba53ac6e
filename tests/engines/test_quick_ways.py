"""What is left out to be quick changes nothing: a condition not walked does not hold, a result made unchecked is what checking makes."""

import random
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from tests.engines.ward import program as ward_program
from tests.engines.ward import scorer as ward_scorer

import tijian
from tijian.authoring.program import All, AnyOf, Program, Tree, needs
from tijian.catalogues import Catalogue
from tijian.conditions.evaluate import evaluate
from tijian.conditions.tree import Count, Fails
from tijian.engines.direct import Reading, read
from tijian.engines.protocol import Case
from tijian.model.result import Atom, CheckOutcome, Result
from tijian.model.text import Text, unchecked
from tijian.scoring.board import Scorer

DEMO = Path(str(files("tijian_rulesets"))) / "demo"


@cache
def known() -> Catalogue:
    return tijian.catalogue()


def programs() -> Iterator[tuple[str, Program, Scorer]]:
    yield "ward", ward_program(), ward_scorer()
    for category, editions in known().library.categories().items():
        entry = known().edition(category, editions[0].edition)
        yield category, entry.program, entry.scorer


def walked(reading: Reading, tree: Tree) -> bool:
    """The condition with no part of it left out."""
    if isinstance(tree, All):
        return all(walked(reading, item) for item in tree.items)
    if isinstance(tree, AnyOf):
        return any(walked(reading, item) for item in tree.items)
    return reading.leaf(tree)


def test_a_condition_that_is_not_walked_does_not_hold() -> None:
    held = left_out = 0
    for name, program, scorer in programs():
        dice = random.Random(name)
        for most in (0, 1, 2, 4, 8, 20):
            chosen = dice.sample(list(program.checks), min(most, len(program.checks)))
            faults = {check: dice.choice(("fail", "minor")) for check in chosen}
            given = tuple(dice.random() < 0.5 if (truth := evaluate(part.node, {})) is None else truth for part in program.given)
            case = Case("best", faults, scorer.board((), faults), given)
            _, reading = read(program, case)
            for tree in (*program.diagnoses.values(), *program.clues.values(), *program.verdicts):
                wanted = needs(tree)
                left_out += wanted is not None and wanted.isdisjoint(reading.touched)
                held += reading.holds(tree)
                assert reading.holds(tree) == walked(reading, tree), (name, faults)
    assert held > 100
    assert left_out > 500


@pytest.mark.parametrize(("n", "op", "found"), [(0, ">=", None), (-1, ">", None), (0, ">", ("class", "key")), (1, ">=", ("class", "key"))])
def test_a_count_that_nothing_reaches_is_always_walked(n: int, op: Any, found: tuple[str, str] | None) -> None:
    count = Count("class", "key", "fail", op, n)
    alone, either, both = needs(count), needs(AnyOf((Fails("A1"), count))), needs(All((Fails("A1"), count)))
    if found is None:
        assert (alone, either, both) == (None, None, frozenset({"A1"}))
    else:
        assert (alone, either) == (frozenset({found}), frozenset({"A1", found}))
        assert both in (frozenset({"A1"}), frozenset({found}))


def models(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for field in value.__dict__.values():
            yield from models(field)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from models(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from models(item)


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.yaml"))[::3], ids=lambda file: file.stem)
def test_a_result_made_unchecked_is_what_checking_it_makes(file: Path) -> None:
    result = tijian.assess(tijian.read_dossier(file), known(), engine="direct")
    assert Result.model_validate(result.model_dump(by_alias=True), strict=True) == result
    assert Result.model_validate_json(result.model_dump_json(by_alias=True)) == result
    for one in models(result):
        assert list(one.__dict__) == list(type(one).model_fields)
        assert one.model_copy() == one


def test_a_model_made_unchecked_has_its_defaults_and_its_order_and_stays_frozen() -> None:
    made = unchecked(Atom)(checks=("A1",), row=1, atom="fails('A1')")
    assert made == Atom(atom="fails('A1')", row=1, checks=("A1",))
    assert made.model_dump_json() == Atom(atom="fails('A1')", row=1, checks=("A1",)).model_dump_json()
    with pytest.raises(ValueError, match="frozen"):
        made.row = 2  # type: ignore[misc]  # what is tried
    outcome = unchecked(CheckOutcome)(id="A1", kind="site", class_="key", section=None, title=Text(zh="题"), state="pass")
    assert (outcome.note, outcome.evidence, outcome.borderline) == (None, (), False)
