"""抽样检测 The sample tests, counted by batch: 不合格发现率 of each item, and safety (A类) apart from usability and labels.

A batch is one sample. A final retest and the results that it replaced are one batch: what stands in the end counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..model.campaign import Campaign
from ..model.order import natural
from ..model.result import CheckOutcome
from ..model.text import Text, text
from .figures import share
from .model import FEW, ItemRate, SampledTests
from .names import Names, title_of
from .rows import Row, RulesetKey, edition_word, keys_in_order

_ALL = text("全部品类", "All categories")
_CLASSES = ("key", "general", "minor")


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

    def add(self, row: Row) -> None:
        """The tests of one result."""
        states: dict[str, dict[str, bool]] = defaultdict(dict)  # batch -> class -> whether an item of it failed
        root = _roots(row)
        for check in row.result.checks:
            if check.kind == "test":
                self._item(check, row.enterprise)
                for one in check.samples:
                    if one.replaced_by is None and one.state in ("pass", "fail"):
                        batch = states[root.get(one.sample, one.sample)]
                        for name in ("", check.class_):
                            batch[name] = batch.get(name, False) or one.state == "fail"
        self.sampled += bool(states)
        for batch in states.values():
            for name, failed in batch.items():
                self.judged[name] += 1
                self.failed[name] += failed

    def _item(self, check: CheckOutcome, enterprise: str) -> None:
        live = [one.state for one in check.samples if one.replaced_by is None]
        if not live:
            return
        tally = self.items.setdefault((check.id, check.class_, check.title), _ItemTally())
        fails, passes = live.count("fail"), live.count("pass")
        tally.failed += fails
        tally.judged += fails + passes
        tally.enterprises |= {enterprise} if fails or passes else set()
        tally.failing |= {enterprise} if fails else set()
        tally.inconclusive += live.count("inconclusive")
        tally.borderline += check.borderline

    def made(self, category: str, edition: str | None, title: Text, *, listed: bool, averaged: bool) -> SampledTests:
        """What is shown of it."""
        batches, safety, usability, label = (share(self.failed[name], self.judged[name], averaged=averaged) for name in ("", *_CLASSES))
        rates = [_rate(one, id_, class_, title_) for (id_, class_, title_), one in self.items.items() if one.judged or one.inconclusive]
        items = tuple(sorted(rates, key=_worst_first)) if listed else ()
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


def _roots(row: Row) -> Mapping[str, str]:
    """Which sample a final retest belongs to: the one whose results it replaced, at the end of the chain."""
    first = {one.replaced_by: one.sample for check in row.result.checks for one in check.samples if one.replaced_by}
    found: dict[str, str] = {}
    for retest, sample in first.items():
        seen = {retest}
        while sample in first and sample not in seen:
            seen.add(sample)
            sample = first[sample]
        found[retest] = sample
    return found


def _worst_first(one: ItemRate) -> tuple[object, ...]:
    return one.few, -Fraction(one.failed.count, one.failed.of or 1), -one.failed.of, natural(one.check)


def batches_of(row: Row) -> Mapping[str, tuple[int, int]]:
    """Of one result, by class of test ("" any): batches that fail, and batches judged."""
    book = _Book()
    book.add(row)
    return {name: (book.failed[name], judged) for name, judged in book.judged.items()}


def tests_of(rows: Iterable[Row], *, averaged: bool) -> SampledTests:
    """All categories together: batches only, since no two categories test the same items."""
    book = _Book()
    for row in rows:
        book.add(row)
    return book.made("", None, _ALL, listed=False, averaged=averaged)


def tests_by_category(rows: Sequence[Row], campaign: Campaign | None, names: Names, *, allow_mixed: bool) -> tuple[SampledTests, ...]:
    """Each category with its items; the editions of one apart unless they may be mixed."""
    used = sorted({row.ruleset for row in rows})
    books: dict[tuple[str, str | None], _Book] = {}
    for category in keys_in_order("category", {key[0] for key in used}, campaign):
        mine = [key for key in used if key[0] == category]
        for key in mine or [(category, "", "")]:
            books.setdefault((category, _apart(key, mine, allow_mixed)), _Book())
    for row in rows:
        mine = [key for key in used if key[0] == row.category]
        books[row.category, _apart(row.ruleset, mine, allow_mixed)].add(row)
    return tuple(
        book.made(category, edition, title_of("category", category, campaign, names), listed=True, averaged=True)
        for (category, edition), book in books.items()
    )


def _apart(key: RulesetKey, mine: Sequence[RulesetKey], allow_mixed: bool) -> str | None:
    return edition_word(key, mine) if len(mine) > 1 and not allow_mixed else None
