"""Which findings bring the site score to a figure: the fewest that do, by adding up what each kind of check can lose.

The boundary cases of the verdict table come in here. Of one kind (class and weight) only the numbers matter, so the losses that can
be reached are few; each is kept with the fewest findings that make it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from ..model.outcome import State


@dataclass(frozen=True, slots=True)
class Kind:
    """Site checks of one class and weight; `skippable` may be left out. At most `fails` fail, and `found` are fail or minor."""

    weight: Fraction
    fixed: tuple[str, ...]
    skippable: tuple[str, ...]
    fails: int
    found: int
    has_minor: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Findings, what is skipped, and the exact score that follows."""

    findings: tuple[tuple[str, State], ...]
    skipped: tuple[str, ...]
    score: Fraction


class _Step(NamedTuple):
    findings: int
    chosen: tuple[tuple[int, int], ...]  # fails and minors of each kind so far


def plan(
    kinds: Sequence[Kind], beside: Fraction, minor: Fraction, low: Fraction, high: Fraction, *, without_end: bool = False
) -> Plan | None:
    """The plan with the fewest skipped, then the fewest found, then the highest score, for which low <= score <= high (< high
    `without_end`). `beside`: the weight of other checks that pass."""
    for skips in sorted(product(*(range(len(kind.skippable) + 1) for kind in kinds)), key=lambda some: (sum(some), some)):
        if sum(skips) > _MOST_SKIPPED:
            break
        numbers = [len(kind.fixed) + len(kind.skippable) - skip for kind, skip in zip(kinds, skips, strict=True)]
        most = beside + sum((kind.weight * number for kind, number in zip(kinds, numbers, strict=True)), Fraction())
        if not most:
            continue
        reached = _losses(kinds, numbers, minor)
        fitting = [
            (step.findings, -score, score, step)
            for loss, step in reached.items()
            if low <= (score := 100 - 100 * loss / most) and (score < high if without_end else score <= high)
        ]
        if fitting:
            _, _, score, step = min(fitting, key=lambda one: one[:2])
            return _named(kinds, skips, step, score)
    return None


_MOST_SKIPPED = 6


def _losses(kinds: Sequence[Kind], numbers: Sequence[int], minor: Fraction) -> dict[Fraction, _Step]:
    """Every loss that can be reached, with the fewest findings."""
    reached: dict[Fraction, _Step] = {Fraction(): _Step(0, ())}
    for kind, number in zip(kinds, numbers, strict=True):
        further: dict[Fraction, _Step] = {}
        for fails, minors in _choices(kind, number):
            loss = kind.weight * (fails + minors * (1 - minor))
            for before, step in reached.items():
                count = step.findings + fails + minors
                if before + loss not in further or count < further[before + loss].findings:
                    further[before + loss] = _Step(count, (*step.chosen, (fails, minors)))
        reached = further
    return reached


def _choices(kind: Kind, number: int) -> Iterator[tuple[int, int]]:
    for fails in range(min(kind.fails, number) + 1):
        for minors in range(min(kind.found, number) - fails + 1 if kind.has_minor else 1):
            yield fails, minors


def _named(kinds: Sequence[Kind], skips: Sequence[int], step: _Step, score: Fraction) -> Plan:
    findings: list[tuple[str, State]] = []
    skipped: list[str] = []
    for kind, skip, (fails, minors) in zip(kinds, skips, step.chosen, strict=True):
        skipped += kind.skippable[:skip]
        names = [*kind.fixed, *kind.skippable[skip:]]
        findings += [(name, "fail") for name in names[:fails]]
        findings += [(name, "minor") for name in names[fails : fails + minors]]
    return Plan(tuple(findings), tuple(skipped), score)
