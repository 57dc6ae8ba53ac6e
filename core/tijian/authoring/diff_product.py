"""What a ruleset must know of a product, in two rulesets: attributes, derived ones, named conditions, scales, sections."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from ..conditions.parse import parse
from ..conditions.tree import Node, inline
from ..model.order import natural
from ..model.ruleset import Attribute, Derived, ResolvedRuleset, Section
from ..model.text import Language, Text, text
from .axes import Sides
from .diff_conditions import reach
from .diff_fields import Item, shown
from .differences import Area, Change, Condition, Difference

_TYPES: Final = {"boolean": text("是/否", "yes/no"), "number": text("数值", "number"), "text": text("文字", "text")}


def attribute_differences(sides: Sides, area: Literal["product", "derived"]) -> Iterator[Difference]:
    """Attributes that came, went or changed. One that is derived now and was asked before is both."""
    old, new = (_of(side.ruleset, area) for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield _whole(area, name, before, after)
        else:
            yield from _changed(sides, area, name, before, after)


def _of(ruleset: ResolvedRuleset, area: Literal["product", "derived"]) -> Mapping[str, Attribute]:
    return ruleset.product if area == "product" else ruleset.derived


def _whole(area: Area, name: str, before: Attribute | None, after: Attribute | None) -> Difference:
    one = after or before
    assert one is not None
    title = one.label or text(name, name)
    if after is not None:
        return Difference(area, name, "added", "", title, new=kind_of(after))
    return Difference(area, name, "removed", "", title, old=kind_of(one))


def kind_of(one: Attribute) -> Text:
    """What an attribute can be: its choices, or yes and no, a number with its unit, a text."""
    if one.choices is not None:
        return text(" | ".join(one.choices), " | ".join(named_choices(one, "en")))
    kind, unit = _TYPES[one.type or "text"], f" {one.unit}" if one.unit else ""
    return text(kind.zh + unit, kind("en") + unit)


def named_choices(one: Attribute, language: Language) -> list[str]:
    """The choices as they are written; with what each is called in the language, where that is something else."""
    return [f"{choice} ({name})" if (name := one.called(choice)(language)) != choice else choice for choice in one.choices or ()]


def _changed(sides: Sides, area: Area, name: str, before: Attribute, after: Attribute) -> Iterator[Difference]:
    item = Item(area, name, after.label or before.label or text(name, name))
    if before.choices is not None and after.choices is not None:
        yield from item.listed("choices", before.choices, after.choices)
        if before.choices != after.choices and set(before.choices) == set(after.choices):
            yield item.differs("choices", shown(before.choices), shown(after.choices), "wording")
    elif (before.choices, before.type) != (after.choices, after.type):
        yield item.differs("type", kind_of(before), kind_of(after))
    yield from item.valued("unit", before.unit, after.unit)
    yield from item.valued("range", before.range, after.range)
    if before.asked_when != after.asked_when:
        yield from item.applies(sides, sides.old.asked_when.get(name), sides.new.asked_when.get(name), field="asked_when")
    if isinstance(before, Derived) and isinstance(after, Derived):
        yield from item.listed("reads", before.reads or (), after.reads or ())
    yield from item.worded("label", before.label, after.label)
    for choice in sorted(before.choice_names.keys() | after.choice_names.keys(), key=natural):
        yield from item.worded(f"choice_names.{choice}", before.choice_names.get(choice), after.choice_names.get(choice))


def definition_differences(sides: Sides) -> Iterator[Difference]:
    """Named conditions. What reads them is compared for itself: that one came or went has no effect of its own."""
    old, new = (_read(side.ruleset.define) for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        title = text(name, name)
        was, now = (side.ruleset.define.get(name) for side in sides)
        old_one, new_one = None if was is None else Condition(was, "old"), None if now is None else Condition(now, "new")
        if before is None or after is None:
            yield Difference("define", name, "same_meaning", "", title, old_one, new_one)
        elif before != after:
            found = reach(sides, before, after, sampled=False)
            change: Change = "same_meaning" if found.change == "same" else found.change
            yield Difference("define", name, change, "define", title, old_one, new_one, where=found.where, why=found.why)


def _read(define: Mapping[str, str]) -> dict[str, Node]:
    """The definitions, written out in terms of attributes. Raises ConditionError where lint would."""
    trees = {name: parse(written) for name, written in define.items()}
    return {name: inline(tree, trees) for name, tree in trees.items()}


def scale_differences(sides: Sides) -> Iterator[Difference]:
    """Scales of grades, worst first."""
    old, new = (side.ruleset.scales for side in sides)
    for name in sorted({*old, *new}, key=natural):
        if old.get(name) != new.get(name):
            change: Change = "changed" if name in old and name in new else "added" if name in new else "removed"
            was, now = (text(" < ".join(some[name]), " < ".join(some[name])) if name in some else None for some in (old, new))
            yield Difference("scales", name, change, "scale" if change == "changed" else "", text(name, name), was, now)


def section_differences(sides: Sides) -> Iterator[Difference]:
    """Sections: title and weight."""
    old, new = (side.ruleset.sections for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            one: Section = old[name] if after is None else after
            yield Difference("sections", name, "removed" if after is None else "added", "", one.title)
            continue
        item = Item("sections", name, after.title)
        yield from item.worded("title", before.title, after.title)
        yield from item.valued("weight", before.weight, after.weight)
