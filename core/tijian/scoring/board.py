"""The scores of one assessment in both completions: all unknowns at fail (worst), all at pass (best)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from ..authoring.program import Check, Program
from ..model.outcome import Completion
from ..plugin.scoring_api import Scored, ScoringModel
from .models import BUILT_IN, Part, Sum, blend, every

TESTS_SECTION = ""


class Counted(Protocol):
    """What scoring reads of a check's fact."""

    @property
    def check(self) -> Check: ...
    @property
    def state(self) -> str: ...
    @property
    def counted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Board:
    """Every score in one completion: `total`, `site`, `tests` and each section by id; None where nothing counts."""

    parts: Mapping[str, Part | None]
    values: Mapping[str, Fraction | None]

    def __getitem__(self, name: str) -> Fraction | None:
        return self.values[name]


class Scorer:
    """Scores by one program's model. Weights and credits are held as whole numbers over powers of ten, so sums are exact."""

    def __init__(self, program: Program, models: Mapping[str, ScoringModel]) -> None:
        scoring = program.ruleset.scoring
        unweighted = scoring.model == "flat-unweighted"
        weights = {check.id: Decimal(1) if unweighted else check.weight for check in program.checks.values()}
        weight_places = max((_places(weight) for weight in weights.values()), default=0)
        credit_places = _places(scoring.credit.minor)
        self.places = weight_places + credit_places
        self._full = 10**credit_places
        self._minor = _whole(scoring.credit.minor, credit_places)
        self._weights = {name: _whole(weight, weight_places) for name, weight in weights.items()}
        self._section_weights = {name: Fraction(section.weight) for name, section in program.ruleset.sections.items()}
        self._section_weights[TESTS_SECTION] = Fraction(1)
        self._shares = Fraction(scoring.blocks.site), Fraction(scoring.blocks.tests)
        self.model = scoring.model
        self._plugin = None if self.model in BUILT_IN else models[self.model]
        self._sections = sorted({check.section for check in program.checks.values() if check.section is not None})

    @property
    def sums(self) -> bool:
        """Whether a block's numerator and denominator are sums of weights (so that they can be shown as such)."""
        return self.model in ("flat", "flat-unweighted")

    def board(self, facts: Iterable[Counted], completion: Completion) -> Board:
        """Scores with every unknown at fail (`worst`) or pass (`best`)."""
        items = self._items(facts, completion)
        if self._plugin is not None:
            return self._by_plugin(items, self._plugin)
        got, most = self._sums(items)
        parts = self._blocks(got, most)
        return _board(parts | {name: self._part((name,), got, most) for name in self._sections})

    def points_lost(self, facts: Iterable[Counted]) -> dict[str, Fraction]:
        """What each finding costs in the best completion: the total with this check alone at pass, minus the total."""
        counted = [fact for fact in facts if fact.counted]
        items = self._items(counted, "best")
        findings = [place for place, fact in enumerate(counted) if fact.state in ("fail", "minor")]
        if self._plugin is not None:
            total = self._by_plugin(items, self._plugin)["total"]
            raised = {place: self._by_plugin(self._raised(items, place), self._plugin)["total"] for place in findings}
            return {items[place][0].id: (value or Fraction()) - (total or Fraction()) for place, value in raised.items()}
        got, most = self._sums(items)
        before = self._blocks(got, most)["total"]
        lost: dict[str, Fraction] = {}
        for place in findings:
            check, credit = items[place]
            section = check.section or TESTS_SECTION
            more = {**got, section: got[section] + self._weights[check.id] * (self._full - credit)}
            after = self._blocks(more, most)["total"]
            assert before is not None
            assert after is not None
            lost[check.id] = after.value - before.value
        return lost

    def _items(self, facts: Iterable[Counted], completion: Completion) -> list[tuple[Check, int]]:
        unknown = 0 if completion == "worst" else self._full
        credit = {"fail": 0, "minor": self._minor, "pass": self._full}
        return [(fact.check, credit.get(fact.state, unknown)) for fact in facts if fact.counted]

    def _raised(self, items: list[tuple[Check, int]], place: int) -> list[tuple[Check, int]]:
        return [*items[:place], (items[place][0], self._full), *items[place + 1 :]]

    def _sums(self, items: list[tuple[Check, int]]) -> tuple[dict[str, int], dict[str, int]]:
        """Of each section what was got and the most there was, in whole units."""
        got: dict[str, int] = {}
        most: dict[str, int] = {}
        for check, credit in items:
            section = check.section or TESTS_SECTION
            weight = self._weights[check.id]
            got[section] = got.get(section, 0) + weight * credit
            most[section] = most.get(section, 0) + weight * self._full
        return got, most

    def _part(self, names: Iterable[str], got: Mapping[str, int], most: Mapping[str, int]) -> Part | None:
        return BUILT_IN[self.model]([Sum(got[name], most[name], self._section_weights[name]) for name in names if name in most])

    def _blocks(self, got: Mapping[str, int], most: Mapping[str, int]) -> dict[str, Part | None]:
        site, tests = self._part(self._sections, got, most), self._part((TESTS_SECTION,), got, most)
        total = every(site, tests) if self.model == "absolute" else blend(site, tests, *self._shares)
        return {"total": total, "site": site, "tests": tests}

    def _by_plugin(self, items: list[tuple[Check, int]], model: ScoringModel) -> Board:
        def score(belongs: Callable[[Check], bool]) -> Fraction | None:
            return model.score(
                [
                    Scored(
                        check.id,
                        check.section or TESTS_SECTION,
                        self._section_weights[check.section or TESTS_SECTION],
                        Fraction(check.weight),
                        Fraction(credit, self._full),
                    )
                    for check, credit in items
                    if belongs(check)
                ]
            )

        site, tests = score(lambda check: check.kind != "test"), score(lambda check: check.kind == "test")
        scores = {"total": model.total(site, tests, *self._shares), "site": site, "tests": tests}
        scores |= {name: score(lambda check, name=name: check.section == name) for name in self._sections}  # type: ignore[misc]  # name is bound
        return _board({name: None if value is None else _part(value) for name, value in scores.items()})


def _part(value: Fraction) -> Part:
    share = value / 100
    return Part(share.numerator, share.denominator)


def _board(parts: dict[str, Part | None]) -> Board:
    return Board(parts, {name: None if part is None else part.value for name, part in parts.items()})


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _whole(number: Decimal, places: int) -> int:
    return int(Fraction(number) * 10**places)  # Decimal.scaleb would round to 28 digits
