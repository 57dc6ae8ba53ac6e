"""Results as columns of small whole numbers: whatever repeats stands once in a list, and a row says only which of them it has.

`data` comes in here. A hundred thousand rows stay small, and the page can count them without reading a word of text.
"""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, Generic, TypeVar

from ...compare.batches import batches_of
from ...compare.checks import Item, item_of
from ...compare.figures import exact
from ...compare.model import Comparison, Dimension, Group
from ...compare.rows import DIMENSIONS, Row, RulesetKey, edition_word
from ...model.order import natural
from ...model.outcome import NOT_ASSESSABLE
from ...model.result import AnyScore, CheckOutcome, ScoreSpan, Verdict
from ...model.text import Text
from ..literal import literal
from ..parts import score_text

NO_SCORE: Final = -1
SPAN: Final = -2  # a score that is known only from–to
CLASSES: Final = ("", "key", "general", "minor")  # of tests; "" is any
_FIRST_MARK: Final = 0x30  # marks begin with the digit 0; what JSON would write as an escape is left out
_SKIPPED: Final = 0x5C
_SURROGATES: Final = range(0xD800, 0xE000)

Thing = TypeVar("Thing", bound=Hashable)


class Listing(Generic[Thing]):
    """Things in the order in which they were first met, each with its number."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self._numbers: dict[Thing, int] = {}
        for thing in things:
            self.number(thing)

    def number(self, thing: Thing) -> int:
        """The number of a thing, which is listed if it was not."""
        return self._numbers.setdefault(thing, len(self._numbers))

    @property
    def things(self) -> list[Thing]:
        """All of them, in order."""
        return list(self._numbers)


def said(words: Text | None) -> list[str] | None:
    """A text as the page has it: `[zh, en]`, made literal; `[zh]` where there is no English."""
    if words is None:
        return None
    return [literal(words.zh)] if words.en is None else [literal(words.zh), literal(words.en)]


def keys_of(groups: Sequence[Group]) -> list[str]:
    """The keys of a dimension in order, each once (a category stands there for each of its editions)."""
    return list(dict.fromkeys(group.key for group in groups))


class Columns:
    """Every column of the rows, and the lists that they point into."""

    def __init__(self, rows: Sequence[Row], comparison: Comparison) -> None:
        self.rows = rows
        self._keys: dict[Dimension, Listing[str]] = {by: Listing(keys_of(comparison.of(by))) for by in DIMENSIONS}
        used = sorted({row.ruleset for row in rows}, key=lambda one: (self._keys["category"].number(one[0]), natural(one[1]), one[2]))
        self.rulesets: Listing[RulesetKey] = Listing(used)
        self.items: Listing[Item] = Listing()
        self.sections_of_items: dict[Item, str | None] = {}
        self.clauses: dict[Item, str | None] = {}
        self.layouts: dict[RulesetKey, list[str]] = {}  # the checks of a ruleset, in the order of the marks
        self._item_numbers: dict[RulesetKey, list[int]] = {}
        self.marks: Listing[tuple[str, int, int, int, int]] = Listing()
        self.outcomes: Listing[tuple[Any, ...]] = Listing()
        self.words: dict[tuple[Any, ...], Verdict] = {}
        self.batches: Listing[tuple[int, ...]] = Listing()
        self.clues: Listing[tuple[tuple[int, int], ...]] = Listing()
        self._clue_codes: Listing[str] = Listing(one.code for one in comparison.clue_codes)
        self.enterprises: Listing[str] = Listing()
        self.values: list[Fraction] = sorted({value for row in rows for score in _scores(row) if (value := exact(score)) is not None})
        self._place = {value: number for number, value in enumerate(self.values)}

    def made(self) -> dict[str, Any]:
        """The columns, by name."""
        rows = self.rows
        sections = sorted({name for row in rows for name in row.result.score.sections}, key=natural)
        columns: dict[str, Any] = {
            "id": [literal(row.result.assessment) for row in rows],
            "name": [literal(row.result.enterprise.name) for row in rows],
            "day": [row.result.assessed_on for row in rows],
            **{by: [self._keys[by].number(row.keys[by]) for row in rows] for by in DIMENSIONS},
            "ruleset": [self.rulesets.number(row.ruleset) for row in rows],
            "enterprise": [self.enterprises.number(row.enterprise) for row in rows],
            "outcome": [self._outcome(row) for row in rows],
            "scores": {
                "total": [self._score(row.result.score.total) for row in rows],
                "site": [self._score(row.result.score.site) for row in rows],
                "tests": [self._score(row.result.score.tests) for row in rows],
            },
            "sections": {name: [self._score(row.result.score.sections.get(name)) for row in rows] for name in sections},
            "spans": self._spans(),
            "marks": [self._marks(row) for row in rows],
            "batches": [self._batches(row) for row in rows],
            "clues": [self._clues(row) for row in rows],
            "due": [min((action.due for action in row.result.actions), default="") for row in rows],
        }
        return columns

    def layout(self, ruleset: RulesetKey) -> list[int]:
        """The items that a ruleset's marks stand for, in order."""
        return self._item_numbers.get(ruleset, [])

    def edition(self, ruleset: RulesetKey) -> str:
        """How its edition is told from the others of its category."""
        return edition_word(ruleset, [one for one in self.rulesets.things if one[0] == ruleset[0]])

    def _score(self, score: AnyScore) -> int:
        value = exact(score)
        return self._place[value] if value is not None else SPAN if isinstance(score, ScoreSpan) else NO_SCORE

    def _spans(self) -> dict[str, dict[str, str]]:
        """How the scores that are known only from–to are written, by row."""
        found: dict[str, dict[str, str]] = {}
        for number, row in enumerate(self.rows):
            score = row.result.score
            named: dict[str, AnyScore] = {"total": score.total, "site": score.site, "tests": score.tests, **score.sections}
            here = {name: score_text(one) for name, one in named.items() if isinstance(one, ScoreSpan)}
            if here:
                found[str(number)] = here
        return found

    def _outcome(self, row: Row) -> int:
        one = row.result.verdict
        state = "issued" if one.issued else "preview" if one.certain else "uncertain"
        if NOT_ASSESSABLE in one.possible and one.worst is None:
            state = "not_assessable"
        says = None if one.says is None else (one.says.zh, one.says.en)
        caveats = tuple(dict.fromkeys(caveat.reason for caveat in one.caveats))
        reasons = tuple(dict.fromkeys(reason.reason for reason in one.not_issued_because))
        key = (state, one.grade, one.capable, says, one.worst, one.best, caveats, reasons)
        self.words.setdefault(key, one)
        return self.outcomes.number(key)

    def _marks(self, row: Row) -> str:
        if row.ruleset not in self.layouts:
            self._lay_out(row)
        made = {check.id: self._mark(check) for check in row.result.checks}
        absent = self._written(("absent", 0, 0, 0, 0))
        return "".join(made.get(name, absent) for name in self.layouts[row.ruleset])

    def _lay_out(self, row: Row) -> None:
        """One ruleset, one list of checks: results of the same digest have the same."""
        self.layouts[row.ruleset] = [check.id for check in row.result.checks]
        self._item_numbers[row.ruleset] = [self.items.number(item_of(check)) for check in row.result.checks]
        for check in row.result.checks:
            self.sections_of_items.setdefault(item_of(check), check.section)
            self.clauses.setdefault(item_of(check), check.source.clause if check.source else None)

    def _mark(self, check: CheckOutcome) -> str:
        live = [one.state for one in check.samples if one.replaced_by is None] if check.kind == "test" else []
        failed, passed = live.count("fail"), live.count("pass")
        borderline = int(bool(live) and check.borderline)
        return self._written((check.state, failed, failed + passed, live.count("inconclusive"), borderline))

    def _written(self, mark: tuple[str, int, int, int, int]) -> str:
        code = _FIRST_MARK + self.marks.number(mark)
        code += code >= _SKIPPED
        return chr(code if code < _SURROGATES[0] else code + len(_SURROGATES))

    def _batches(self, row: Row) -> int:
        counted = batches_of(row)
        return self.batches.number(tuple(count for name in CLASSES for count in counted.get(name, (0, 0))))

    def _clues(self, row: Row) -> int:
        counted: dict[int, int] = {}
        for clue in row.result.clues:
            number = self._clue_codes.number(clue.code)
            counted[number] = counted.get(number, 0) + 1
        return self.clues.number(tuple(sorted(counted.items())))


def _scores(row: Row) -> list[AnyScore]:
    score = row.result.score
    return [score.total, score.site, score.tests, *score.sections.values()]
