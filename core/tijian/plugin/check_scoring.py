"""Whether a scoring model keeps its promises (`ScoringModel`): tried on generated blocks of checks, the same ones for one seed.

The certainty of a verdict with gaps rests on them: with unknown checks everything is computed at the worst and at the best
completion, and only a model that is monotone and internal keeps the truth between the two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from random import Random
from typing import Final

from ..model.problem import PluginError, Problem
from ..model.text import Text
from .guard import LOOK_IN_LOG, log
from .origin import said
from .scoring_api import Scored, ScoringModel

ROUNDS: Final = 200
_NONE, _FULL, _TOP = Fraction(0), Fraction(1), Fraction(100)


class _Broken(Exception):
    """A promise that does not hold, with what shows it."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.problem = Problem(code, Text(zh=zh, en=en))


def check_scoring_model(model: ScoringModel, *, seed: int = 2021, rounds: int = ROUNDS) -> list[Problem]:
    """The promises that do not hold, each once, with the smallest block met that shows it. Empty: all held on every block tried."""
    found: dict[str, Problem] = {}
    for trial in _trials(model, seed, rounds):
        try:
            trial()
        except _Broken as broken:
            found.setdefault(broken.problem.code, broken.problem)
        except PluginError as error:  # of a registered model: in words already, and one is enough (it may be a time limit)
            return [*found.values(), *error.problems]
        except (Exception, SystemExit) as error:  # noqa: BLE001  # code of others: whatever it raises is the finding
            log.error("a scoring model raised", exc_info=error)
            words = said(f"{type(error).__name__}: {error}")
            raised = Problem("E656", Text(zh=f"评分模型出错: {words}", en=f"the scoring model raised {words}"), hint=LOOK_IN_LOG)
            return [*found.values(), raised]
    return [found[code] for code in sorted(found)]


def _trials(model: ScoringModel, seed: int, rounds: int) -> Iterator[Callable[[], None]]:
    yield partial(_empty, model)
    blocks = sorted(_blocks(Random(seed), rounds), key=len)  # small ones first: they read better
    for promise in (_sound, _ordered, _monotone, _internal):
        for block in blocks:
            yield partial(promise, model, block)
    for site, tests, share in _pairs(Random(seed), rounds):
        yield partial(_total, model, site, tests, share)


def _blocks(random: Random, rounds: int) -> Iterator[tuple[Scored, ...]]:
    for _ in range(rounds):
        shares = {name: Fraction(random.randint(1, 6), random.choice((1, 1, 2))) for name in ("S1", "S2", "S3")}
        yield tuple(
            Scored(f"C{number}", section, shares[section], Fraction(random.randint(1, 9), random.choice((1, 1, 2))), _credit(random))
            for number in range(1, random.randint(1, 6) + 1)
            for section in (random.choice(sorted(shares)),)
        )


def _credit(random: Random) -> Fraction:
    return random.choice((_NONE, _FULL, _FULL, Fraction(1, 2), Fraction(random.randint(0, 20), 20)))


def _pairs(random: Random, rounds: int) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    for _ in range(rounds):
        yield Fraction(random.randint(0, 200), 2), Fraction(random.randint(0, 300), 3), Fraction(random.choice((70, 50, 90, 10)))


def _empty(model: ScoringModel) -> None:
    for what, found in (("score(())", model.score(())), ("total(None, None, 70, 30)", model.total(None, None, Fraction(70), Fraction(30)))):
        if found is not None:
            raise _Broken(
                "E652",
                f"没有计分项时 {what} 应为 None，实为 {said(found)}",
                f"{what} must be None, for nothing counts: it is {said(found)}",
            )


def _score(model: ScoringModel, block: Sequence[Scored]) -> Fraction:
    return _in_range(model.score(tuple(block)), f"score({_shown(block)})")


def _in_range(found: object, what: str) -> Fraction:
    if type(found) is not Fraction or not 0 <= found <= _TOP:
        raise _Broken(
            "E652", f"{what} 应为 0~100 的 Fraction，实为 {said(found)}", f"{what} must be a Fraction from 0 to 100: it is {said(found)}"
        )
    return found


def _sound(model: ScoringModel, block: Sequence[Scored]) -> None:
    first, again = _score(model, block), _score(model, block)
    if first != again:
        what = f"score({_shown(block)})"
        raise _Broken("E653", f"{what} 两次不同: {first} 与 {again}", f"{what} differs when asked twice: {first} and {again}")


def _ordered(model: ScoringModel, block: Sequence[Scored]) -> None:
    first, turned = _score(model, block), _score(model, block[::-1])
    if first != turned:
        what = f"score({_shown(block)})"
        raise _Broken("E654", f"{what} 随顺序而变: {first}, 倒序 {turned}", f"{what} depends on the order: {first}, and {turned} reversed")


def _monotone(model: ScoringModel, block: Sequence[Scored]) -> None:
    before = _score(model, block)
    for index, item in enumerate(block):
        for better in (Fraction(1, 2), _FULL):
            if better > item.credit and (after := _score(model, _with(block, index, better))) < before:
                what = f"{_shown(block)}; {item.id} → {better}"
                raise _Broken(
                    "E650", f"得分随改进而下降: {what}: {before} → {after}", f"a better credit lowers the score: {what}: {before} → {after}"
                )


def _internal(model: ScoringModel, block: Sequence[Scored]) -> None:
    for index, item in enumerate(block if len(block) > 1 else ()):
        low, high = _score(model, _with(block, index, _NONE)), _score(model, _with(block, index, _FULL))
        without = _score(model, [*block[:index], *block[index + 1 :]])
        if not low <= without <= high:
            what = f"{_shown(block)}; {item.id}"
            zh = f"去掉一项后得分不在其不通过与通过之间: {what}: {without} ∉ [{low}, {high}]"
            raise _Broken(
                "E651", zh, f"without a check the score is not between its fail and its pass: {what}: {without} ∉ [{low}, {high}]"
            )


def _total(model: ScoringModel, site: Fraction, tests: Fraction, share: Fraction) -> None:
    def total(one: Fraction | None, other: Fraction | None) -> Fraction:
        return _in_range(model.total(one, other, share, _TOP - share), f"total({one}, {other}, {share}, {_TOP - share})")

    both, alone, other = total(site, tests), total(site, None), total(None, tests)
    better = (total(min(site + 10, _TOP), tests), total(site, min(tests + 10, _TOP)))
    between = total(site, _NONE) <= alone <= total(site, _TOP) and total(_NONE, tests) <= other <= total(_TOP, tests)
    if both != total(site, tests) or min(better) < both or not between:
        what = f"site {site}, tests {tests}, shares {share}:{_TOP - share}"
        raise _Broken(
            "E655", f"总分不单调、不居中或不确定: {what}", f"the total is not monotone, not internal or not the same twice: {what}"
        )


def _with(block: Sequence[Scored], index: int, credit: Fraction) -> list[Scored]:
    return [*block[:index], replace(block[index], credit=credit), *block[index + 1 :]]


def _shown(block: Sequence[Scored]) -> str:
    return ", ".join(f"{item.id} {item.section}×{item.section_weight} w={item.weight} c={item.credit}" for item in block)
