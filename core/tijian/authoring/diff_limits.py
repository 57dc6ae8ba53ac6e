"""The limits of one sample test in two rulesets, compared product by product: tightened, relaxed, changed, became known or unknown.

Rows in another order, or written otherwise, that ask the same of every product are no difference (`same_meaning`). What each product must
meet is decided by `passing`, under the new ruleset's way of judging; a change of that way is reported for itself by `diff_checks`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, NamedTuple

from ..conditions.evaluate import evaluate
from ..conditions.requirement_kinds import Between, DeclaredRelative, Requirement, SamplingPlan
from ..model.ruleset import SampleTest, Source
from ..model.text import Text, text
from ..model.words import CONFIDENCE, required
from .axes import Sides, Value
from .configurations import Configurations, Key, configurations
from .diff_conditions import TOO_MANY
from .differences import Change, Difference
from .passing import Judging, Relation, relation
from .program import Check, Limit

_NONE: Final = text("没有限值", "no limit")
_OTHER_UNIT: Final = text("单位不同，不能比较", "in another unit: not compared")
_INCOMPARABLE: Final = text("不能证明更严或更宽", "neither tighter nor wider can be shown")
_MOVED: Final = text("有的值变为合格，有的不再合格", "some values pass now, others no longer")


@dataclass(frozen=True)
class Pair:
    """One test as it was and as it is."""

    sides: Sides
    old: Check
    new: Check

    @property
    def tests(self) -> tuple[SampleTest, SampleTest]:
        assert self.old.test is not None
        assert self.new.test is not None
        return self.old.test, self.new.test

    def judging(self) -> Judging:
        """The new way of judging."""
        return judging_of(self.tests[1], self.sides.new.scales)


def judging_of(test: SampleTest, scales: Mapping[str, Sequence[str]]) -> Judging:
    """What of a test's way of judging decides which values pass."""
    least = None if test.range is None else min(Fraction(test.range[0]), Fraction(0))
    round_to = None if test.round_to is None else Fraction(test.round_to)
    scale = tuple(scales[test.scale]) if test.scale else ()
    return Judging(test.compare == "rounded", round_to, least, scale, test.decision != "simple")


def limit_differences(pair: Pair) -> Iterator[Difference]:
    """Everything that differs in the limits of a test that both rulesets have, part by part; then their sources."""
    sources: dict[str | None, list[_Sourced]] = {}
    for part in dict.fromkeys((*pair.old.rows, *pair.new.rows)):
        before, after = pair.old.rows.get(part), pair.new.rows.get(part)
        if before is None or after is None:
            yield from _whole_part(pair, part, before, after)
        elif [(row.when, row.require, row.source) for row in before] != [(row.when, row.require, row.source) for row in after]:
            found = configurations(
                pair.sides,
                [pair.old.applies, *(row.when for row in before)],
                [pair.new.applies, *(row.when for row in after)],
                sampled=True,
            )
            if found is None:
                yield from _not_compared(pair, part, before, after)
            else:
                compared = _Compared(pair, part, before, after, found)
                yield from compared.differences()
                sources[part] = compared.sources()
        else:
            sources[part] = []
    yield from _source_differences(pair, sources)


class _Sourced(NamedTuple):
    """Where the limit of the same products came from, and comes from."""

    old: Source
    new: Source
    where: Text | None


class _Met(NamedTuple):
    """What one kind of product had to meet, and must meet."""

    key: Key
    old: Limit | None
    new: Limit | None


class _Compared:
    """One test, or one part of it."""

    def __init__(self, pair: Pair, part: str | None, before: Sequence[Limit], after: Sequence[Limit], found: Configurations) -> None:
        self.pair, self.part, self.found = pair, part, found
        self.same_unit = pair.tests[0].unit == pair.tests[1].unit
        both = [one for one in found.all if _applies(pair.old, one.old) and _applies(pair.new, one.new)]
        if not both:  # it applies to other products than before: then the limits alone are compared
            both = [one for one in found.all if one.old is not None and one.new is not None]
        met = [_Met(one.key, _first(before, one.old), _first(after, one.new)) for one in both]
        # a choice that only one of the rulesets knows has its limit in that one alone
        met += [_Met(one.key, None, _first(after, one.new)) for one in found.all if one.old is None and _applies(pair.new, one.new)]
        met += [_Met(one.key, _first(before, one.old), None) for one in found.all if one.new is None and _applies(pair.old, one.old)]
        self.met = met
        self.everything = len(met) == len({one.key for one in both})
        written = [[(row.when, row.require.text) for row in rows] for rows in (before, after)]
        self.respelt = written[0] != written[1]

    def differences(self) -> Iterator[Difference]:
        groups: dict[tuple[Change, str, str], list[_Met]] = {}
        for one in self.met:
            change = self._change(one.old, one.new)
            if change is not None:
                old, new = (_NONE.zh if limit is None else limit.require.text for limit in (one.old, one.new))
                groups.setdefault((change, old, new), []).append(one)
        for (change, _, _), some in groups.items():
            yield self._difference(change, some)
        if self.respelt and not groups:
            yield limit_difference(self.pair.new, self.part, "same_meaning")

    def _change(self, old: Limit | None, new: Limit | None) -> Change | None:
        if old is None or new is None:
            return None if old is new else "added" if old is None else "removed"
        found = self._relation(old, new)
        if found in ("known", "unknown") or self.same_unit or not (_is_figure(old.require) or _is_figure(new.require)):
            return _NAMED[found]
        return None if old.require == new.require else "changed"  # the unit is reported for itself

    def _relation(self, old: Limit, new: Limit) -> Relation:
        """Both judged in the new way; of the scale each limit has its own."""
        now = self.pair.judging()
        scale = judging_of(self.pair.tests[0], self.pair.sides.old.scales).scale
        return relation(old.require, new.require, replace(now, scale=scale), now)

    def _difference(self, change: Change, some: Sequence[_Met]) -> Difference:
        old, new = some[0].old, some[0].new
        units = [test.unit for test in self.pair.tests]
        where = None if self.everything and len(some) == len(self.met) else self._where(some)
        why = _came_with(some)
        if change == "changed" and old is not None and new is not None:
            why = _joined(self._uncertain(old, new), why)
        return limit_difference(
            self.pair.new,
            self.part,
            change,
            None if old is None else required(old.require.text, units[0]),
            None if new is None else required(new.require.text, units[1]),
            where=where,
            why=why,
        )

    def _uncertain(self, old: Limit, new: Limit) -> Text:
        if not self.same_unit:
            return _OTHER_UNIT
        return _MOVED if self._relation(old, new) == "moved" else _INCOMPARABLE

    def sources(self) -> list[_Sourced]:
        """Where the limits come from, of the products whose limit is the same as before."""
        groups: dict[tuple[Source, Source], list[_Met]] = {}
        for one in self.met:
            if one.old is None or one.new is None or one.old.source == one.new.source or self._change(one.old, one.new) is not None:
                continue
            groups.setdefault((one.old.source, one.new.source), []).append(one)
        whole = self.everything and len(groups) == 1
        return [
            _Sourced(old, new, None if whole and len(some) == len(self.met) else self._where(some)) for (old, new), some in groups.items()
        ]

    def _where(self, some: Sequence[_Met]) -> Text | None:
        keys = {one.key for one in some}
        everything = {one.key for one in self.met}
        return Configurations(self.found.axes, tuple(one for one in self.found.all if one.key in everything)).words(keys)


_NAMED: Final[Mapping[Relation, Change | None]] = {
    "same": None, "tightened": "tightened", "relaxed": "relaxed", "known": "known", "unknown": "unknown", "moved": "changed",
    "changed": "changed",
}  # fmt: skip


def _applies(check: Check, values: Mapping[str, Value] | None) -> bool:
    return values is not None and (check.applies is None or evaluate(check.applies, values) is True)


def _first(rows: Sequence[Limit], values: Mapping[str, Value] | None) -> Limit | None:
    if values is None:
        return None
    return next((row for row in rows if row.when is None or evaluate(row.when, values)), None)


def _is_figure(need: Requirement) -> bool:
    return isinstance(need, Between | DeclaredRelative | SamplingPlan)


def _came_with(some: Sequence[_Met]) -> Text | None:
    """The source of a limit that changed, where it is another one than before and the same for all of these products."""
    pairs = {(one.old.source if one.old else None, one.new.source if one.new else None) for one in some}
    if len(pairs) != 1:
        return None
    ((old, new),) = pairs
    if new is None or old == new:
        return None
    return cited(new)


def cited(source: Source) -> Text | None:
    """`GB 12955-2008 5.11，已核实，S9b`."""
    sure = CONFIDENCE[source.confidence] if source.confidence else None
    zh = "，".join(part for part in (source.clause, sure and sure("zh"), source.cite) if part)
    en = ", ".join(part for part in (source.clause, sure and sure("en"), source.cite) if part)
    return text(zh, en) if zh else None


def _joined(one: Text, other: Text | None) -> Text:
    return one if other is None else text(f"{one.zh}；{other.zh}", f"{one('en')}; {other('en')}")


def limit_difference(
    check: Check,
    part: str | None,
    change: Change,
    old: Text | None = None,
    new: Text | None = None,
    *,
    field: str = "limits",
    where: Text | None = None,
    why: Text | None = None,
) -> Difference:
    """A difference in a test, or in one part of it."""
    assert check.test is not None
    part_title = None if part is None else check.test.part_names.get(part) or text(part, part)
    return Difference("sample_tests", check.id, change, field, check.title, old, new, part, part_title, where, why)


def _whole_part(pair: Pair, part: str | None, before: Sequence[Limit] | None, after: Sequence[Limit] | None) -> Iterator[Difference]:
    """Limits of a part, or of the test as a whole, that only one of the two has."""
    rows, check = (before, pair.old) if before is not None else (after, pair.new)
    assert rows is not None
    assert check.test is not None
    listed = [required(row.require.text, check.test.unit) for row in rows]
    said = text("；".join(dict.fromkeys(one.zh for one in listed)), "; ".join(dict.fromkeys(one("en") for one in listed)))
    field = "limits" if part is None else "part"
    if before is not None:
        yield limit_difference(check, part, "removed", old=said, field=field)
    else:
        yield limit_difference(check, part, "added", new=said, field=field)


def _not_compared(pair: Pair, part: str | None, before: Sequence[Limit], after: Sequence[Limit]) -> Iterator[Difference]:
    old, new = ([row.require.text for row in rows] for rows in (before, after))
    yield limit_difference(
        pair.new, part, "changed", text("；".join(old), "; ".join(old)), text("；".join(new), "; ".join(new)), why=TOO_MANY
    )


SOURCE_FIELDS: Final = ("basis", "clause", "confidence", "cite", "note")


def _source_differences(pair: Pair, found: Mapping[str | None, Sequence[_Sourced]]) -> Iterator[Difference]:
    """Sources of limits that stayed as they were. What the test's own source says of itself is said once, for the test."""
    own = (pair.old.source, pair.new.source)
    told: dict[tuple[str, str | None, str | None, Text | None], list[str | None]] = {}
    for part, some in found.items():
        for one in some:
            if (one.old, one.new) == own:
                continue
            for field in SOURCE_FIELDS:
                old, new = (_shown(source, field) for source in (one.old, one.new))
                if old != new and (field, old, new) not in _changes(*own):
                    told.setdefault((field, old, new, one.where), []).append(part)
    for (field, old, new, where), parts in told.items():
        for part in [None] if len(parts) == len(found) else parts:
            change: Change = "wording" if field == "note" else "changed"
            yield limit_difference(pair.new, part, change, _worded(field, old), _worded(field, new), field=f"source.{field}", where=where)


def _changes(old: Source, new: Source) -> set[tuple[str, str | None, str | None]]:
    return {(field, _shown(old, field), _shown(new, field)) for field in SOURCE_FIELDS}


def _shown(source: Source, field: str) -> str | None:
    value = getattr(source, field)
    return value.zh if isinstance(value, Text) else value


def _worded(field: str, value: str | None) -> Text | None:
    return None if value is None else source_word(field, value)


def source_word(field: str, value: str) -> Text:
    """A field of a source as people read it."""
    if field == "confidence":
        return next(word for name, word in CONFIDENCE.items() if name == value)
    if field == "basis":
        return text("自拟要求", "our own proposal") if value == "proposal" else text("标准", "a standard")
    return text(value, value)
