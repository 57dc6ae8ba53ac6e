"""抽样检测 The sample tests, counted by batch: 不合格发现率 of each item, and safety (A类) apart from usability and labels.

A batch is one sample. A final retest and the results that it replaced are one batch: what stands in the end counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from ..model.campaign import Campaign
from ..model.order import natural
from ..model.text import Text, text
from .figures import share
from .model import FEW, ItemRate, SampledTests
from .names import Names, title_of
from .rows import Row, RulesetKey, edition_word, keys_in_order

ALL: Final = text("全部品类", "All categories")
CLASSES: Final = ("", "key", "general", "minor")  # of tests; "" is any
Lots = Mapping[str, tuple[int, int]]  # by class: batches that fail, and batches judged


@dataclass(frozen=True, slots=True)
class Tested:
    """One test of an assessment: its samples, each with its state and what replaced its result, and whether one is borderline."""

    check: str
    class_: str
    samples: Sequence[tuple[str, str, str | None]]
    borderline: bool
    title: Text | None = None

    @property
    def live(self) -> list[str]:
        """The states of the samples whose results stand."""
        return [state for _, state, by in self.samples if by is None]


def mark_of(one: Tested) -> tuple[int, int, int, int]:
    """What the samples of a test say: how many failed, were judged, could not be judged, and whether it is borderline."""
    live = one.live
    failed, passed = live.count("fail"), live.count("pass")
    return failed, failed + passed, live.count("inconclusive"), int(bool(live) and one.borderline)


def lots_of(tests: Iterable[Tested]) -> Lots:
    """Of one assessment, by class of test ("" any): batches that fail, and batches judged."""
    held = list(tests)
    root = _roots(held)
    states: dict[str, dict[str, bool]] = defaultdict(dict)  # batch -> class -> whether an item of it failed
    for one in held:
        for sample, state, by in one.samples:
            if by is None and state in ("pass", "fail"):
                batch = states[root.get(sample, sample)]
                for name in ("", one.class_):
                    batch[name] = batch.get(name, False) or state == "fail"
    return {
        name: (sum(batch.get(name, False) for batch in states.values()), judged)
        for name in CLASSES
        if (judged := sum(name in batch for batch in states.values()))
    }


def tested(row: Row) -> list[Tested]:
    """The tests of a result."""
    return [
        Tested(check.id, check.class_, [(one.sample, one.state, one.replaced_by) for one in check.samples], check.borderline, check.title)
        for check in row.result.checks
        if check.kind == "test" and check.samples
    ]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A result with its tests and batches."""

    row: Row
    tests: Sequence[Tested]
    lots: Lots

    @classmethod
    def of(cls, row: Row) -> "Sampled":
        """Of one result."""
        tests = tested(row)
        return cls(row, tests, lots_of(tests))


@dataclass(slots=True)
class _ItemTally:
    failed: int = 0
    judged: int = 0
    inconclusive: int = 0
    borderline: int = 0
    enterprises: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Book:
    sampled: int = 0
    judged: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # batches by class of test; "" any
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    items: dict[tuple[str, str, Text], _ItemTally] = field(default_factory=dict)

    def add(self, sampled: Sampled) -> None:
        """The tests of one result."""
        for one in sampled.tests:
            if one.live and one.title is not None:
                item = self.items.setdefault((one.check, one.class_, one.title), _ItemTally())
                self._item(item, mark_of(one), sampled.row.enterprise)
        self.sampled += bool(sampled.lots)
        for name, (failed, judged) in sampled.lots.items():
            self.judged[name] += judged
            self.failed[name] += failed

    @staticmethod
    def _item(tally: _ItemTally, mark: tuple[int, int, int, int], enterprise: str) -> None:
        failed, judged, inconclusive, borderline = mark
        tally.failed += failed
        tally.judged += judged
        tally.enterprises |= {enterprise} if judged else set()
        tally.failing |= {enterprise} if failed else set()
        tally.inconclusive += inconclusive
        tally.borderline += borderline

    def made(self, category: str, edition: str | None, title: Text, *, listed: bool, averaged: bool) -> SampledTests:
        """What is shown of it."""
        batches, safety, usability, label = (share(self.failed[name], self.judged[name], averaged=averaged) for name in CLASSES)
        rates = [_rate(one, id_, class_, title_) for (id_, class_, title_), one in self.items.items() if one.judged or one.inconclusive]
        items = tuple(sorted(rates, key=worst_first)) if listed else ()
        return SampledTests(category, edition, title, self.sampled, batches, safety, usability, label, items)


def _rate(one: _ItemTally, id_: str, class_: str, title: Text) -> ItemRate:
    return ItemRate(
        check=id_,
        class_=class_,
        title=title,
        failed=share(one.failed, one.judged),
        inconclusive=one.inconclusive,
        borderline=one.borderline,
        few=one.judged < FEW,
        enterprises=len(one.enterprises),
        failing=len(one.failing),
    )


def _roots(tests: Sequence[Tested]) -> Mapping[str, str]:
    """Which sample a final retest belongs to: the one whose results it replaced, at the end of the chain."""
    first = {by: sample for one in tests for sample, _, by in one.samples if by}
    found: dict[str, str] = {}
    for retest, sample in first.items():
        seen = {retest}
        while sample in first and sample not in seen:
            seen.add(sample)
            sample = first[sample]
        found[retest] = sample
    return found


def worst_first(one: ItemRate) -> tuple[object, ...]:
    return one.few, -Fraction(one.failed.count, one.failed.of or 1), -one.failed.of, natural(one.check)


def batches_of(row: Row) -> Lots:
    """Of one result, by class of test ("" any): batches that fail, and batches judged."""
    return lots_of(tested(row))


def tests_of(sampled: Iterable[Sampled], *, averaged: bool) -> SampledTests:
    """All categories together: batches only, since no two categories test the same items."""
    book = _Book()
    for one in sampled:
        book.add(one)
    return book.made("", None, ALL, listed=False, averaged=averaged)


def tests_by_category(
    sampled: Sequence[Sampled], campaign: Campaign | None, names: Names, *, allow_mixed: bool
) -> tuple[SampledTests, ...]:
    """Each category with its items; the editions of one apart unless they may be mixed."""
    used = sorted({one.row.ruleset for one in sampled})
    books: dict[tuple[str, str | None], _Book] = {}
    for category in keys_in_order("category", {key[0] for key in used}, campaign):
        mine = [key for key in used if key[0] == category]
        for key in mine or [(category, "", "")]:
            books.setdefault((category, _apart(key, mine, allow_mixed)), _Book())
    for one in sampled:
        mine = [key for key in used if key[0] == one.row.category]
        books[one.row.category, _apart(one.row.ruleset, mine, allow_mixed)].add(one)
    return tuple(
        book.made(category, edition, title_of("category", category, campaign, names), listed=True, averaged=True)
        for (category, edition), book in books.items()
    )


def _apart(key: RulesetKey, mine: Sequence[RulesetKey], allow_mixed: bool) -> str | None:
    return edition_word(key, mine) if len(mine) > 1 and not allow_mixed else None
