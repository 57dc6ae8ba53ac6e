"""The scores of one assessment in both completions: all unknowns at fail (worst), all at pass (best)."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..authoring.program import Check, Program
from ..plugin.scoring_api import Scored, ScoringModel
from .models import BUILT_IN, Part, Sum, blend, every, tree

TESTS_SECTION = ""
_ONE = Fraction(1)
_NOTHING = Part(0, 1)
Faults = Mapping[str, str]  # the counted checks that do not pass, each fail or minor


class Board:
    """Every score in one completion: `total`, `site`, `tests` and each section by id; None where nothing counts.

    `outside`: the checks that do not count. A score is worked out when it is first asked for: most conditions read one or two of them.
    """

    __slots__ = ("_parts", "_score", "faults", "lost", "most", "names", "outside")

    def __init__(
        self,
        names: tuple[str, ...],
        score: Callable[["Board", str], Part | None],
        outside: Collection[str],
        faults: Faults,
        most: Mapping[str, int],
        lost: Mapping[str, int],
    ) -> None:
        self.names = names
        self._score = score
        self.outside = outside
        self.faults = faults
        self.most = most  # by section: Σ weight × credit where everything passes
        self.lost = lost  # by section: how much of it the faults cost
        self._parts: dict[str, Part | None] = {}

    def part(self, name: str) -> Part | None:
        """A score as a share."""
        if name not in self._parts:
            self._parts[name] = self._score(self, name)
        return self._parts[name]

    def take(self, name: str, part: Part | None) -> None:
        """A score that is known from another completion."""
        self._parts[name] = part

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
        full, minor = 10**credit_places, _whole(scoring.credit.minor, credit_places)
        self._credits = {"fail": Fraction(0), "minor": Fraction(minor, full), "pass": Fraction(1)}
        self._checks = program.checks
        self._section = {name: check.section or TESTS_SECTION for name, check in program.checks.items()}
        whole = {name: _whole(weight, weight_places) for name, weight in weights.items()}
        self._worth = {name: weight * full for name, weight in whole.items()}
        self._costs = {name: {"fail": weight * full, "minor": weight * (full - minor), "pass": 0} for name, weight in whole.items()}
        self._most = dict.fromkeys(self._section.values(), 0)  # by section, where every check counts and passes
        for name, section in self._section.items():
            self._most[section] += self._worth[name]
        self._section_weights = {name: Fraction(section.weight) for name, section in program.ruleset.sections.items()}
        self._section_weights[TESTS_SECTION] = _ONE
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

    def board(self, outside: Collection[str], faults: Faults) -> Board:
        """The scores of one completion: `outside` are the checks that do not count; those neither there nor among the faults pass."""
        if self._plugin is not None:
            return self._by_plugin(outside, faults, self._plugin)
        most = self._most.copy()
        for name in outside:
            most[self._section[name]] -= self._worth[name]
        lost: dict[str, int] = {}
        for name, state in faults.items():
            section = self._section[name]
            lost[section] = lost.get(section, 0) + self._costs[name][state]
        return Board(self._names, self._score, outside, faults, most, lost)

    def changed(self, board: Board, check: str, state: str) -> Board:
        """The scores with one counted check in another state."""
        faults = {**board.faults, check: state}
        if state == "pass":
            del faults[check]
        if self._plugin is not None:
            return self._by_plugin(board.outside, faults, self._plugin)
        section, costs = self._section[check], self._costs[check]
        lost = board.lost.get(section, 0) + costs[state] - costs[board.faults.get(check, "pass")]
        made = Board(self._names, self._score, board.outside, faults, board.most, {**board.lost, section: lost})
        other = "site" if section == TESTS_SECTION else "tests"
        made.take(other, board.part(other))
        return made

    def points_lost(self, board: Board) -> dict[str, Fraction]:
        """What each fault costs: the total with this check alone at pass, minus the total.

        In a model of ours, checks of one section whose states cost the same lose the same: that is worked out once.
        """
        before = board.part("total") or _NOTHING
        found: dict[Hashable, Fraction] = {}
        kinds: dict[str, Hashable] = {}
        for name, state in board.faults.items():
            kind = kinds[name] = (self._section[name], self._costs[name][state]) if self.built_in else name
            if kind not in found:
                after = self.changed(board, name, "pass").part("total") or _NOTHING
                found[kind] = Fraction(100 * (after.got * before.most - before.got * after.most), after.most * before.most)
        return {name: found[kind] for name, kind in kinds.items()}

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

    def _part(self, names: Sequence[str], board: Board) -> Part | None:
        most, lost, weights = board.most, board.lost, self._section_weights
        if self.model == "tree":
            return tree([Sum(most[name] - lost.get(name, 0), most[name], weights[name]) for name in names if name in most])
        whole = sum([most.get(name, 0) for name in names])  # the other models read no section by itself: one sum is enough
        return BUILT_IN[self.model]([Sum(whole - sum([lost.get(name, 0) for name in names]), whole, _ONE)])

    def _by_plugin(self, outside: Collection[str], faults: Faults, model: ScoringModel) -> Board:
        left_out = frozenset(outside)
        items = [(check, self._credits[faults.get(name, "pass")]) for name, check in self._checks.items() if name not in left_out]
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
        return Board(self._names, lambda _board, name: parts[name], outside, faults, {}, {})


def _part(value: Fraction) -> Part:
    share = value / 100
    return Part(share.numerator, share.denominator)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _whole(number: Decimal, places: int) -> int:
    return int(Fraction(number) * 10**places)  # Decimal.scaleb would round to 28 digits
