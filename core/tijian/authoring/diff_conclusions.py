"""What two rulesets conclude: diagnoses, clues and their codes, scoring, the rows of the verdict table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..model.order import natural
from ..model.ruleset import ClueCode, Scoring, VerdictRow
from ..model.text import Text, text
from ..model.words import CAPABLE
from .axes import Sides
from .diff_conditions import judged
from .diff_fields import Item
from .differences import Condition, Difference, Said
from .program import Tree

_URGENCY: Final = {"immediate": text("立即移送", "immediate"), "normal": text("一般移送", "normal")}
_STAYED: Final = text("其余不变", "the rest stays")


def diagnosis_differences(sides: Sides) -> Iterator[Difference]:
    """Diagnoses: when they are concluded, what they explain and advise."""
    old, new = (side.ruleset.diagnoses for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            one = after or old[name]
            yield _whole(Item("diagnoses", name, one.says), Condition(one.when, "new" if after else "old"), came=after is not None)
            continue
        item = Item("diagnoses", name, after.says)
        yield from item.worded("says", before.says, after.says)
        yield from _when(item, (before.when, after.when), (sides.old.diagnoses[name], sides.new.diagnoses[name]))
        yield from item.listed("explains", before.explains, after.explains)
        yield from item.worded("risk", before.risk, after.risk)
        yield from item.advised(before.advice, after.advice)


def _whole(item: Item, said: Said | None, *, came: bool) -> Difference:
    return item.differs("", None if came else said, said if came else None, "added" if came else "removed")


def _when(item: Item, written: tuple[str, str], trees: tuple[Tree, Tree]) -> Iterator[Difference]:
    """A condition over what is judged: in which of its groups it differs, and whether it holds for more or for less."""
    if trees[0] == trees[1]:
        return  # a definition that was renamed, or blanks
    found = judged(*trees)
    if found.change == "same":
        yield item.differs("when", Condition(written[0], "old"), Condition(written[1], "new"), "same_meaning")
        return
    gone = None if found.gone is None else Condition(found.gone, "old")
    came = None if found.came is None else Condition(found.came, "new")
    one = item.differs("when.group" if found.partly else "when", gone, came, found.change)
    yield replace(one, why=_STAYED) if found.partly else one


def code_differences(sides: Sides) -> Iterator[Difference]:
    """Codes of clues: title, urgency, law."""
    old, new = (side.ruleset.clue_codes for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            one: ClueCode = after or old[name]
            yield _whole(Item("clue_codes", name, one.title), one.law, came=after is not None)
            continue
        item = Item("clue_codes", name, after.title)
        yield from item.worded("title", before.title, after.title)
        if before.urgency != after.urgency:
            yield item.differs("urgency", _URGENCY[before.urgency], _URGENCY[after.urgency])
        if before.law != after.law:
            yield item.differs("law", before.law, after.law)
        yield from item.sourced(before.source, after.source)


def clue_differences(sides: Sides) -> Iterator[Difference]:
    """Clues that are raised by rule."""
    old, new = (side.ruleset.clues for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        side = sides.new if after is not None else sides.old
        one = after or old[name]
        code = side.ruleset.clue_codes.get(one.code)
        item = Item("clues", name, code.title if code else text(one.code, one.code))
        if before is None or after is None:
            yield _whole(item, Condition(one.when, "new" if after else "old"), came=after is not None)
            continue
        yield from item.valued("code", before.code, after.code)
        yield from _when(item, (before.when, after.when), (sides.old.clues[name], sides.new.clues[name]))
        if before.urgency != after.urgency:
            was, now = (None if urgency is None else _URGENCY[urgency] for urgency in (before.urgency, after.urgency))
            yield item.differs("urgency", was, now)
        if before.law != after.law:
            yield item.differs("law", before.law, after.law)
        yield from item.worded("facts", before.facts, after.facts)


def scoring_differences(old: Scoring, new: Scoring) -> Iterator[Difference]:
    """The scoring model and its numbers."""
    item = Item("scoring", "scoring", text("评分", "Scoring"))
    yield from item.valued("model", old.model, new.model)
    yield from item.valued("blocks.site", old.blocks.site, new.blocks.site)
    yield from item.valued("blocks.tests", old.blocks.tests, new.blocks.tests)
    yield from item.valued("credit.minor", old.credit.minor, new.credit.minor)
    yield from item.valued("coverage", old.coverage, new.coverage)
    yield from item.valued("tests_alone", old.tests_alone, new.tests_alone)


Row = tuple[VerdictRow, Tree]


def verdict_differences(sides: Sides) -> Iterator[Difference]:
    """The verdict table. Rows are told apart by grade, and rows of one grade by their order."""
    old, new = (_rows(list(zip(side.ruleset.verdicts, side.verdicts, strict=True))) for side in sides)
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        row = after or old[name]
        item = Item("verdicts", name, row[0].says or text(row[0].grade, row[0].grade))
        if before is None or after is None:
            yield _whole(item, Condition(row[0].when, "new" if after else "old"), came=after is not None)
            continue
        if before[0].capable != after[0].capable:
            yield item.differs("capable", CAPABLE[before[0].capable], CAPABLE[after[0].capable])
        yield from _when(item, (before[0].when, after[0].when), (before[1], after[1]))
        yield from item.worded("says", before[0].says, after[0].says)
    ours, theirs = ([name for name in some if name in old and name in new] for some in (old, new))
    if ours != theirs:
        title = text("判定表的顺序", "Order of the verdict table")
        yield Difference("verdicts", "verdicts", "changed", "order", title, _ordered(ours), _ordered(theirs))


def _rows(rows: Sequence[Row]) -> dict[str, Row]:
    """`D`, and `D #2` for a further row of the same grade."""
    found: dict[str, Row] = {}
    for row in rows:
        times = sum(name.split(" #")[0] == row[0].grade for name in found)
        found[row[0].grade if not times else f"{row[0].grade} #{times + 1}"] = row
    return found


def _ordered(names: Sequence[str]) -> Text:
    shown = " → ".join(names)
    return text(shown, shown)
