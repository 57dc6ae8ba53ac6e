"""`check_scoring_model` passes what semantics §4 promises and catches each way of breaking it; a plugin's model is held to it when used."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from tests.plugin.kit import load, plugin_module

from tijian.model.problem import PluginError
from tijian.plugin import BlendedModel, Scored
from tijian.plugin.check_scoring import check_scoring_model

Score = Callable[[Sequence[Scored]], Any]
ITEMS = (Scored("C1", "S1", Fraction(2), Fraction(3), Fraction(1)), Scored("C2", "S2", Fraction(1), Fraction(1), Fraction(1, 2)))


def model(score: Score, total: Any = None) -> BlendedModel:
    """A model of one function, with the blended total or another one."""
    members: dict[str, Any] = {"score": lambda _, items: score(items)}
    if total is not None:
        members["total"] = lambda _, *blocks: total(*blocks)
    made: BlendedModel = type("Model", (BlendedModel,), members)()
    return made


def flat(items: Sequence[Scored]) -> Fraction | None:
    return 100 * sum(i.weight * i.credit for i in items) / sum((i.weight for i in items), Fraction()) if items else None


def unweighted(items: Sequence[Scored]) -> Fraction | None:
    return 100 * sum((i.credit for i in items), Fraction()) / len(items) if items else None


def tree(items: Sequence[Scored]) -> Fraction | None:
    sections = {i.section: i.section_weight for i in items}
    scored = {name: flat([i for i in items if i.section == name]) or Fraction() for name in sections}
    return sum(scored[name] * weight for name, weight in sections.items()) / sum(sections.values(), Fraction()) if items else None


def absolute(items: Sequence[Scored]) -> Fraction | None:
    return Fraction(100 if all(i.credit == 1 for i in items) else 0) if items else None


@pytest.mark.parametrize("score", [flat, unweighted, tree, absolute])
def test_the_four_models_of_the_standard_keep_every_promise(score: Score) -> None:
    assert check_scoring_model(model(score)) == []


def crowded(items: Sequence[Scored]) -> Fraction | None:
    """Monotone, and not internal: each further check makes all of them count less."""
    return 100 * sum((i.credit for i in items), Fraction()) / len(items) ** 2 if items else None


def difference(site: Fraction | None, tests: Fraction | None, *_: Fraction) -> Fraction | None:
    return None if site is None and tests is None else abs((site or Fraction()) - (tests or Fraction()))


def gift(site: Fraction | None, tests: Fraction | None, *_: Fraction) -> Fraction | None:
    if site is None and tests is None:
        return None
    return Fraction(100) if site is None or tests is None else min(site, tests)


calls = count()


def inside_out(site: Fraction | None, tests: Fraction | None, *shares: Fraction) -> Fraction | None:
    """The blend, upside down wherever neither block is at an end of the scale."""
    total = model(flat).total(site, tests, *shares)
    inside = total is not None and site is not None and tests is not None and 0 < site < 100 and 0 < tests < 100
    return 100 - total if inside and total is not None else total


def fickle(site: Fraction | None, tests: Fraction | None, *shares: Fraction) -> Fraction | None:
    """The blend and a little more each time, wherever neither block is at an end of the scale."""
    total = model(flat).total(site, tests, *shares)
    inside = total is not None and site is not None and tests is not None and 0 < site < 100 and 0 < tests < 100
    return total + Fraction(next(calls), 10**9) if inside and total is not None else total


BROKEN: dict[str, tuple[BlendedModel, str]] = {
    "the better, the lower": (model(lambda items: 100 - (flat(items) or 0) if items else None), "E650"),
    "a fault that helps": (model(lambda items: Fraction(100) if items and items[0].credit == 0 else flat(items)), "E650"),
    "more checks, fewer points": (model(crowded), "E651"),
    "a float": (model(lambda items: float(flat(items) or 0) if items else None), "E652"),
    "a whole number": (model(lambda items: 50 if items else None), "E652"),
    "above 100": (model(lambda items: Fraction(101) if items else None), "E652"),
    "below 0": (model(lambda items: Fraction(-1, 10**9) if items else None), "E652"),
    "0 for nothing": (model(lambda items: flat(items) or Fraction(0)), "E652"),
    "nothing for something": (model(lambda items: flat(items) if len(items) < 3 else None), "E652"),
    "memory": (model(lambda items: Fraction(next(calls) % 7) if items else None), "E653"),
    "the first check": (model(lambda items: 100 * items[0].credit if items else None), "E654"),
    "raises": (model(lambda items: 1 // (len(items) - 4)), "E656"),
    "the difference of the blocks": (model(flat, difference), "E655"),
    "a better block that lowers the total": (model(flat, inside_out), "E655"),
    "a total with a memory": (model(flat, fickle), "E655"),
    "a missing block is a gift": (model(flat, gift), "E655"),
    "a float total": (model(flat, lambda site, tests, *_: None if (site, tests) == (None, None) else 1.0), "E652"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_broken_promise_is_found_with_a_block_that_shows_it(name: str) -> None:
    broken, code = BROKEN[name]
    found = {problem.code: problem for problem in check_scoring_model(broken)}
    assert code in found
    assert found[code].text.en


@pytest.mark.parametrize("name", [name for name in sorted(BROKEN) if "memory" not in name])
def test_one_seed_gives_one_answer(name: str) -> None:
    assert check_scoring_model(BROKEN[name][0], seed=7, rounds=40) == check_scoring_model(BROKEN[name][0], seed=7, rounds=40)


@pytest.mark.parametrize("found", [Fraction(201, 2), Fraction(-1), 50, 50.0, True, "50", float("nan")])
def test_a_score_that_is_none_is_a_plugin_error_of_its_plugin(found: Any) -> None:
    models = load(agency=plugin_module(tijian_scoring_models=lambda: {"odd": model(lambda _: found, lambda *_: found)})).scoring_models()
    with pytest.raises(PluginError, match="E652") as caught:
        models["odd"].score(ITEMS)
    assert "agency (in memory) 0" in caught.value.problems[0].text.zh
    with pytest.raises(PluginError, match="E652"):
        models["odd"].total(Fraction(1), None, Fraction(70), Fraction(30))


def test_a_model_that_raises_is_a_plugin_error_and_a_sound_one_gives_its_score() -> None:
    models = load(
        agency=plugin_module(tijian_scoring_models=lambda: {"bad": model(lambda items: 1 // 0), "good": model(flat)})
    ).scoring_models()
    with pytest.raises(PluginError, match="E620"):
        models["bad"].score(ITEMS)
    assert models["good"].score(ITEMS) == Fraction(100) * Fraction(7, 2) / 4
    assert models["good"].score(()) is None
    assert check_scoring_model(models["good"], rounds=30) == []
    assert [problem.code for problem in check_scoring_model(models["bad"])] == ["E620"]


def test_the_blended_total_weighs_the_blocks_and_lets_an_empty_one_leave() -> None:
    total = model(flat).total
    assert total(Fraction(80), Fraction(50), Fraction(70), Fraction(30)) == 71
    assert total(Fraction(80), None, Fraction(70), Fraction(30)) == 80
    assert total(None, Fraction(50), Fraction(100), Fraction(0)) == 50
    assert total(None, None, Fraction(70), Fraction(30)) is None
