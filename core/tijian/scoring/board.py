"""The scores of one assessment in both completions: all unknowns at fail (worst), all at pass (best)."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ..authoring.program import Check, Program
from ..plugin.scoring_api import Scored, ScoringModel
from .models import BUILT_IN, Part, Sum, blend, every

TESTS_SECTION = ""
States = Mapping[str, str]  # of the counted checks, each fail, minor or pass
Sums = Mapping[str, Sum]  # by section


class Board:
    """Every score in one completion: `total`, `site`, `tests` and each section by id; None where nothing counts.

    A score is worked out when it is first asked for: most conditions read one or two of them.
    """

    __slots__ = ("_parts", "names", "score", "sums")

    def __init__(self, names: tuple[str, ...], score: Callable[["Board", str], Part | None], sums: Sums) -> None:
        self.names = names
        self.score = score
        self.sums = sums
        self._parts: dict[str, Part | None] = {}

    def part(self, name: str) -> Part | None:
        """A score as a share."""
        if name not in self._parts:
            self._parts[name] = self.score(self, name)
        return self._parts[name]

    def __getitem__(self, name: str) -> Fraction | None:
        part = self.part(name)
        return None if part is None else part.value


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
        self._checks = program.checks
        self._worth = {name: self._by_state(_whole(weight, weight_places)) for name, weight in weights.items()}  # weight × credit
        self._section = {name: check.section or TESTS_SECTION for name, check in program.checks.items()}
        self._section_weights = {name: Fraction(section.weight) for name, section in program.ruleset.sections.items()}
        self._section_weights[TESTS_SECTION] = Fraction(1)
        self._shares = Fraction(scoring.blocks.site), Fraction(scoring.blocks.tests)
        self.model = scoring.model
        self._plugin = None if self.model in BUILT_IN else models[self.model]
        self._sections = sorted({check.section for check in program.checks.values() if check.section is not None})
        self._names = ("total", "site", "tests", *self._sections)

    @property
    def sums(self) -> bool:
        """Whether a block's numerator and denominator are sums of weights (so that they can be shown as such)."""
        return self.model in ("flat", "flat-unweighted")

    @property
    def built_in(self) -> bool:
        """Whether the model is one of ours, of which it is known that it reads nothing of a check but weight, section and credit."""
        return self._plugin is None

    def board(self, states: States) -> Board:
        """The scores of one completion."""
        if self._plugin is not None:
            return self._by_plugin(states, self._plugin)
        got: dict[str, int] = {}
        most: dict[str, int] = {}
        for name, state in states.items():
            section, worth = self._section[name], self._worth[name]
            got[section] = got.get(section, 0) + worth[state]
            most[section] = most.get(section, 0) + worth["pass"]
        weights = self._section_weights
        return Board(self._names, self._score, {name: Sum(got[name], whole, weights[name]) for name, whole in most.items()})

    def changed(self, board: Board, states: States, check: str, state: str) -> Board:
        """The scores of `states`, which are those of `board`, with one check in another state."""
        if self._plugin is not None:
            return self._by_plugin({**states, check: state}, self._plugin)
        section, worth = self._section[check], self._worth[check]
        before = board.sums[section]
        after = before._replace(got=before.got + worth[state] - worth[states[check]])
        return Board(self._names, self._score, {**board.sums, section: after})

    def points_lost(self, board: Board, states: States) -> dict[str, Fraction]:
        """What each finding of `states`, whose scores `board` is, costs: the total with this check alone at pass, minus the total."""
        total = board["total"] or Fraction()
        return {
            name: (self.changed(board, states, name, "pass")["total"] or Fraction()) - total
            for name, state in states.items()
            if state != "pass"
        }

    def _by_state(self, weight: int) -> dict[str, int]:
        return {"fail": 0, "minor": weight * self._minor, "pass": weight * self._full}

    def _score(self, board: Board, name: str) -> Part | None:
        match name:
            case "total":
                site, tests = board.part("site"), board.part("tests")
                return every(site, tests) if self.model == "absolute" else blend(site, tests, *self._shares)
            case "site":
                return self._part(self._sections, board)
            case "tests":
                return self._part((TESTS_SECTION,), board)
            case _:
                return self._part((name,), board)

    def _part(self, names: Iterable[str], board: Board) -> Part | None:
        return BUILT_IN[self.model]([board.sums[name] for name in names if name in board.sums])

    def _by_plugin(self, states: States, model: ScoringModel) -> Board:
        credits = {"fail": Fraction(0), "minor": Fraction(self._minor, self._full), "pass": Fraction(1)}
        items = [(self._checks[name], credits[state]) for name, state in states.items()]
        in_section = self._section

        def score(belongs: Callable[[Check], bool]) -> Fraction | None:
            return model.score(
                [
                    Scored(check.id, in_section[check.id], self._section_weights[in_section[check.id]], Fraction(check.weight), credit)
                    for check, credit in items
                    if belongs(check)
                ]
            )

        site, tests = score(lambda check: check.kind != "test"), score(lambda check: check.kind == "test")
        scores = {"total": model.total(site, tests, *self._shares), "site": site, "tests": tests}
        scores |= {name: score(lambda check, name=name: check.section == name) for name in self._sections}  # type: ignore[misc]  # name is bound
        parts = {name: None if value is None else _part(value) for name, value in scores.items()}
        return Board(self._names, lambda _board, name: parts[name], {})


def _part(value: Fraction) -> Part:
    share = value / 100
    return Part(share.numerator, share.denominator)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _whole(number: Decimal, places: int) -> int:
    return int(Fraction(number) * 10**places)  # Decimal.scaleb would round to 28 digits
