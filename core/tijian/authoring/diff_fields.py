"""Fields of items compared: a value with a value, a text with a text, advice, sources, and for which products an item applies.

Text that people read is `wording` where it differs; everything else is a change for itself, so that a deadline is not lost among words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..conditions.tree import Node, source
from ..model.ruleset import Advice, Source, WithinDays
from ..model.text import Text, text
from .axes import Sides
from .diff_conditions import reach
from .diff_limits import SOURCE_FIELDS, source_word
from .differences import Area, Change, Condition, Difference, Said

ALWAYS: Final = "true"
_TEXTS: Final = ("correct", "prevent", "proof")


@dataclass(frozen=True)
class Item:
    """What is compared: an item of an area, by its id and title."""

    area: Area
    id: str
    title: Text

    def differs(self, field: str, old: Said | None, new: Said | None, change: Change = "changed") -> Difference:
        """A difference in one field."""
        return Difference(self.area, self.id, change, field, self.title, old, new)

    def worded(self, field: str, old: Text | None, new: Text | None) -> Iterator[Difference]:
        """A text for people."""
        if old != new:
            yield self.differs(field, old, new, "wording")

    def valued(self, field: str, old: object, new: object) -> Iterator[Difference]:
        """A value that is shown as it stands. 3 and 3.0 are one."""
        if old != new:
            yield self.differs(field, shown(old), shown(new))

    def listed(self, field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
        """A set of words: which came and which went."""
        gone, came = [one for one in old if one not in new], [one for one in new if one not in old]
        if gone or came:
            yield self.differs(field, shown(gone) if gone else None, shown(came) if came else None)

    def applies(
        self, sides: Sides, old: Node | None, new: Node | None, *, field: str = "applies", sampled: bool = False
    ) -> Iterator[Difference]:
        """For which products a condition on attributes holds."""
        if old == new:
            return
        found = reach(sides, old, new, sampled=sampled)
        before, after = (ALWAYS if node is None else source(node) for node in (old, new))
        change: Change = "same_meaning" if found.change == "same" else found.change
        one = self.differs(field, Condition(before, "old"), Condition(after, "new"), change)
        yield replace(one, where=found.where, why=found.why)

    def advised(self, old: Advice | None, new: Advice | None) -> Iterator[Difference]:
        """Wording of the advice, and its deadline."""
        for name in _TEXTS:
            yield from self.worded(f"advice.{name}", getattr(old, name, None), getattr(new, name, None))
        before, after = (_days(one) for one in (old, new))
        if before != after:
            yield self.differs("days", before, after)

    def sourced(self, old: Source, new: Source) -> Iterator[Difference]:
        """Where it comes from, and how well that is known."""
        for name in SOURCE_FIELDS:
            before, after = getattr(old, name), getattr(new, name)
            if before == after:
                continue
            if name == "note":
                yield from self.worded("source.note", before, after)
            else:
                was, now = (None if value is None else source_word(name, value) for value in (before, after))
                yield self.differs(f"source.{name}", was, now)


def shown(value: Any) -> Text | None:
    """A value as people read it; None where there is none."""
    match value:
        case None:
            return None
        case bool():
            return text("是", "yes") if value else text("否", "no")
        case Text():
            return value
        case list() | tuple():
            return text("、".join(map(_plain, value)), ", ".join(map(_plain, value))) if value else text("无", "none")
        case _:
            return text(_plain(value), _plain(value))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _days(advice: Advice | None) -> Text | None:
    """The deadline; one number n and `{fail: n, minor: …}` with what n means are the same."""
    if advice is None or advice.within_days is None:
        return None
    fail, minor = deadline(advice.within_days)
    zh = f"不符合 {fail} 天，轻微缺陷 {minor} 天"
    return text(zh, f"{fail} days for a failure, {minor} for a minor defect")


def deadline(days: WithinDays | int) -> tuple[int, int]:
    """Days for a failure and for a minor defect; a number n means n and 2n, at most 30 (semantics §6)."""
    if isinstance(days, int):
        return days, max(days, min(2 * days, 30))
    return days.fail, days.minor


def by_id(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """The ids that went, that came, and that stayed."""
    return [one for one in old if one not in new], [one for one in new if one not in old], [one for one in new if one in old]
