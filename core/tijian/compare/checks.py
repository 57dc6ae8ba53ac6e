"""How often each site or rule check fails: those that several categories share, on the same items, and those of one category apart.

Two checks are the same item where id, kind, class and question are the same. Failed ÷ the enterprises to which the check applies
and where it is known; where it is not known it is counted beside.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from ..authoring.program import Program
from ..model.campaign import Campaign
from ..model.order import natural
from ..model.outcome import UNKNOWN, Kind
from ..model.result import CheckOutcome
from ..model.text import Text
from .figures import rate, share
from .model import FEW, CheckRate, CommonCheck, OwnChecks, Rate
from .names import Names, title_of
from .rows import Row, RulesetKey, edition_word, keys_in_order


@dataclass(frozen=True, slots=True)
class Item:
    """What makes two checks the same."""

    id: str
    kind: Kind
    class_: str
    title: Text


def item_of(check: CheckOutcome) -> Item:
    """The item that a check of a result is."""
    return Item(check.id, check.kind, check.class_, check.title)


def items_of(program: Program) -> frozenset[Item]:
    """The site and rule checks of a ruleset."""
    return frozenset(Item(check.id, check.kind, check.class_, check.title) for check in program.checks.values() if check.kind != "test")


def common_checks(programs: Sequence[Program]) -> tuple[str, ...]:
    """The ids of the site and rule checks that all of these have."""
    held = [items_of(program) for program in programs]
    return tuple(sorted((item.id for item in frozenset[Item].intersection(*held)), key=natural)) if held else ()


@dataclass(slots=True)
class Tally:
    """How often a check is in each state."""

    failed: int = 0
    minor: int = 0
    passed: int = 0
    unknown: int = 0
    section: str | None = None

    def add(self, check: CheckOutcome) -> None:
        self.section = self.section or check.section
        if check.state == "fail":
            self.failed += 1
        elif check.state == "minor":
            self.minor += 1
        elif check.state == "pass":
            self.passed += 1
        elif check.state in UNKNOWN:
            self.unknown += 1

    @property
    def known(self) -> int:
        return self.failed + self.minor + self.passed


@dataclass(frozen=True)
class CheckBook:
    """Every site and rule check of some results: which items there are, and which rulesets share them."""

    rows: Sequence[Row]
    allow_mixed: bool
    held: Mapping[RulesetKey, frozenset[Item]] = field(init=False)

    def __post_init__(self) -> None:
        first: dict[RulesetKey, frozenset[Item]] = {}
        for row in self.rows:
            if row.ruleset not in first:
                first[row.ruleset] = frozenset(item_of(check) for check in row.result.checks if check.kind != "test")
        object.__setattr__(self, "held", first)

    @cached_property
    def by_category(self) -> dict[str, frozenset[Item]]:
        """The items that every ruleset of a category has."""
        found: dict[str, frozenset[Item]] = {}
        for (category, _, _), items in self.held.items():
            found[category] = found.get(category, items) & items
        return found

    @cached_property
    def everywhere(self) -> frozenset[Item]:
        """The items that every category has: like stands with like."""
        return frozenset.intersection(*self.by_category.values()) if self.by_category else frozenset()

    @cached_property
    def shared(self) -> frozenset[Item]:
        """The items that more than one category has; with one category, what all its rulesets have."""
        if len(self.by_category) == 1:
            return self.everywhere
        count: dict[Item, int] = defaultdict(int)
        for items in self.by_category.values():
            for item in items:
                count[item] += 1
        return frozenset(item for item, times in count.items() if times > 1)

    @cached_property
    def common_sections(self) -> frozenset[str | None]:
        """The sections that hold, in every ruleset, a check which every category has."""
        ids = {item.id for item in self.everywhere}
        first = {row.ruleset: row for row in reversed(self.rows)}
        held = [{check.section for check in row.result.checks if check.id in ids} - {None} for row in first.values()]
        return frozenset[str | None].intersection(*map(frozenset, held)) if held else frozenset()

    @cached_property
    def _tallies(self) -> dict[tuple[RulesetKey, Item], Tally]:
        found: dict[tuple[RulesetKey, Item], Tally] = {}
        items: dict[tuple[RulesetKey, str], Item] = {(key, item.id): item for key, held in self.held.items() for item in held}
        for row in self.rows:
            for check in row.result.checks:
                if check.kind != "test":
                    found.setdefault((row.ruleset, items[row.ruleset, check.id]), Tally()).add(check)
        return found

    def common(self, campaign: Campaign | None) -> tuple[CommonCheck, ...]:
        """The shared checks, worst first, each over all categories that have it and in each of them."""
        order = keys_in_order("category", {key[0] for key in self.held}, campaign)
        found = []
        for item in self.shared:
            whole = rate_of(item, self._of(item, self.held))
            parts = []
            for category in order:
                having = [key for key in self.held if key[0] == category and item in self.held[key]]
                if having and item in self.by_category[category]:
                    parts.append((category, rate_of(item, self._of(item, having))))
            found.append(CommonCheck(whole, item in self.everywhere, tuple(parts)))
        return tuple(sorted(found, key=lambda one: worst_first(one.overall)))

    def own(self, campaign: Campaign | None, names: Names) -> tuple[OwnChecks, ...]:
        """What only one category has; of a category with several rulesets, each apart unless they may be mixed."""
        found = []
        for category in keys_in_order("category", {key[0] for key in self.held}, campaign):
            mine = sorted(key for key in self.held if key[0] == category)
            title = title_of("category", category, campaign, names)
            for edition, keys in self._apart(mine):
                items = frozenset().union(*(self.held[key] for key in keys)) - self.shared
                rates = sorted((rate_of(item, self._of(item, keys)) for item in items), key=worst_first)
                if rates:
                    found.append(OwnChecks(category, edition, title, tuple(rates)))
        return tuple(found)

    def _apart(self, mine: Sequence[RulesetKey]) -> list[tuple[str | None, Sequence[RulesetKey]]]:
        if len(mine) > 1 and not self.allow_mixed:
            return [(edition_word(key, mine), [key]) for key in mine]
        return [(None, mine)] if mine else []

    def _of(self, item: Item, keys: Iterable[RulesetKey]) -> Tally:
        total = Tally()
        for key in sorted(keys):
            if (one := self._tallies.get((key, item))) is not None:
                total.failed += one.failed
                total.minor += one.minor
                total.passed += one.passed
                total.unknown += one.unknown
                total.section = total.section or one.section
        return total

    def findings(self, rows: Iterable[Row]) -> Rate:
        """Findings (minor or worse) among the known checks that every category has, over some of the results."""
        found = known = 0
        for row in rows:
            bad, of = self.findings_in(row)
            found, known = found + bad, known + of
        return rate(found, known)

    def findings_in(self, row: Row) -> tuple[int, int]:
        """Of one of the results: findings among the known checks that every category has, and how many are known."""
        return self._findings[id(row)]

    @cached_property
    def _findings(self) -> dict[int, tuple[int, int]]:
        ids = {item.id for item in self.everywhere}
        states = ((id(row), Counter(check.state for check in row.result.checks if check.id in ids)) for row in self.rows)
        return {row: (of["fail"] + of["minor"], of["fail"] + of["minor"] + of["pass"]) for row, of in states}


def rate_of(item: Item, tally: Tally) -> CheckRate:
    """The check with its shares."""
    return CheckRate(
        check=item.id,
        kind=item.kind,
        class_=item.class_,
        section=tally.section,
        title=item.title,
        failed=share(tally.failed, tally.known),
        minor=tally.minor,
        unknown=tally.unknown,
        few=tally.known < FEW,
    )


def worst_first(one: CheckRate) -> tuple[object, ...]:
    """By share failed, then by share with any finding; what too few enterprises show stands last."""
    of = one.failed.of or 1
    return one.few, -Fraction(one.failed.count, of), -Fraction(one.failed.count + one.minor, of), natural(one.check)
