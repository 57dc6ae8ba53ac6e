"""标准解读 What a ruleset says of the standards behind it: its editions, what changes with the day of production, how sure its figures are.

`industry` comes in here. Nothing is said that the rulesets do not hold: an association reads what its members will be judged by.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from ..authoring.confidence import STANDING, STANDINGS, Figure, figures
from ..authoring.diff import Difference, diff
from ..conditions.evaluate import Value, evaluate
from ..conditions.tree import Attr, Compare, Literal, Node, walk
from ..insight.wording import meaning
from ..model.order import natural
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text
from ..model.words import required
from . import parts
from .model import Block, Cell, Column, Items, Paragraph, Table
from .voice import Voice

_PRODUCED: Final = "produced_on"
_CHECKS: Final = ("site_checks", "rule_checks", "sample_tests")
_NONE: Final = "—"
_MOST_PRODUCTS: Final = 4_000


def standards(used: Sequence[ResolvedRuleset], editions: Sequence[ResolvedRuleset], voice: Voice) -> Iterator[Block]:
    """Of the rulesets that judged a category, and all editions of it that are here, in the order in which they came into force."""
    for ruleset in used:
        yield Paragraph(_sureness(ruleset, voice))
    if len(editions) > 1:
        yield _editions(used, editions, voice)
    for ruleset in used:
        for day in _days(ruleset):
            yield from _switch(ruleset, day, voice)
        yield from _of_the_day(ruleset, voice)


def _sureness(ruleset: ResolvedRuleset, voice: Voice) -> str:
    """By which edition was judged, and how well its figures are known."""
    counted = Counter(one.standing for one in figures(ruleset))
    named = voice.clauses(f"{voice.text(STANDING[one])} {counted[one]}" for one in STANDINGS if counted[one])
    title, until = voice.text(ruleset.title), ruleset.in_force.until
    ending = voice(f"至 {until} ", f" to {until}") if until else voice("起", " on")
    return voice(
        f"本次评估依据《{title}》（{ruleset.category}/{ruleset.edition}，适用于 {ruleset.in_force.from_} {ending}的评估）。"
        f"其中限值 {counted.total()} 条：{named}。未经核实的限值以标准文本为准。",
        f"Judged by “{title}” ({ruleset.category}/{ruleset.edition}, for assessments from {ruleset.in_force.from_}{ending}). Of its "
        f"{counted.total()} limits: {named}. Where a limit is not verified, the text of the standard counts.",
    )


def _editions(used: Sequence[ResolvedRuleset], editions: Sequence[ResolvedRuleset], voice: Voice) -> Table:
    """Every edition with the days of assessment that it is for, and what it asks otherwise than the one before."""
    mine = {one.edition for one in used}
    rows = []
    for place, one in enumerate(editions):
        name = one.edition + (voice("（本次所用）", " (used here)") if one.edition in mine else "")
        days = f"{one.in_force.from_} – {one.in_force.until or ''}".rstrip()
        rows.append((Cell(name), Cell(days), Cell(_changes(editions[place - 1], one, voice) if place else _NONE)))
    return Table(
        caption=voice("细则的各版和相对前一版的变化", "Editions of the ruleset, and what each changes"),
        columns=(
            Column(voice("版本", "Edition"), 16),
            Column(voice("适用的评估日期", "For assessments"), 28),
            Column(voice("相对前一版的变化", "Changed from the edition before"), 56),
        ),
        rows=tuple(rows),
    )


def _changes(before: ResolvedRuleset, after: ResolvedRuleset, voice: Voice) -> str:
    found = [one for one in diff(before, after).effective if one.area in _CHECKS]
    words = []
    for change, of, said in (("added", after, voice("增加", "added")), ("removed", before, voice("去掉", "removed"))):
        if named := [_named(one, of, voice) for one in found if one.change == change]:
            words.append(voice.named(said, voice.clauses(named)))
    if altered := [_altered(one, voice) for one in found if one.change not in ("added", "removed")]:
        words.append(voice.named(voice("改动", "changed"), voice.clauses(dict.fromkeys(altered))))
    return voice("。", ". ").join(words) or voice("检查项和限值没有变化", "no check and no limit changes")


def _named(one: Difference, of: ResolvedRuleset, voice: Voice) -> str:
    """An item with its class and its limits, where it is a test: `彩泥游离甲醛（A类，≤ 500 mg/kg）`."""
    if (test := of.sample_tests.get(one.id)) is None:
        return voice.text(one.title)
    limits = _limits([figure for figure in figures(of) if figure.id == one.id], voice)
    return voice.text(one.title) + voice.bracketed(parts.test_class(test.class_, voice) + voice("，", ", ") + limits)


def _altered(one: Difference, voice: Voice) -> str:
    name = voice.text(one.title)
    if isinstance(one.old, Text) and isinstance(one.new, Text) and one.area == "sample_tests":
        return name + voice.bracketed(f"{voice.text(one.old)} → {voice.text(one.new)}")
    return name


def _days(ruleset: ResolvedRuleset) -> list[str]:
    """The days of production on which something changes."""
    written = [test.applies for test in ruleset.sample_tests.values()] + [one.row.when for one in figures(ruleset)]
    found = set()
    for condition in dict.fromkeys(one for one in written if one):
        for node in walk(_tree(condition, ruleset)):
            if isinstance(node, Compare) and node.left == Attr(_PRODUCED) and isinstance(node.right, Literal):
                found.add(str(node.right.value))
    return sorted(found)


def _tree(condition: str, ruleset: ResolvedRuleset) -> Node:
    return meaning(condition, ruleset) or Literal(True)


Need = tuple[Figure, ...]  # the limits of an item that some product may have to meet; none where it is not tested by it
Key = tuple[str, str | None]  # a test, and the part of it


def _asked(ruleset: ResolvedRuleset, key: Key, rows: Sequence[tuple[Figure, Node]], values: Mapping[str, Value | None]) -> Need:
    """What an item asks of a product of which this is known."""
    applies = ruleset.sample_tests[key[0]].applies
    if applies is not None and evaluate(_tree(applies, ruleset), values) is False:
        return ()
    found = []
    for figure, when in rows:
        holds = evaluate(when, values)
        if holds is not False:
            found.append(figure)
        if holds:
            break
    return tuple(found)


def _products(ruleset: ResolvedRuleset, key: Key, rows: Sequence[tuple[Figure, Node]]) -> Iterator[Mapping[str, Value | None]]:
    """Every product that an item tells apart; one of which nothing is known where there are too many."""
    applies = ruleset.sample_tests[key[0]].applies
    trees = [when for _, when in rows] + ([_tree(applies, ruleset)] if applies else [])
    names = sorted({node.name for tree in trees for node in walk(tree) if isinstance(node, Attr)} - {_PRODUCED})
    attributes = {**ruleset.product, **ruleset.derived}
    known = {
        name: one.choices or (True, False) for name in names if (one := attributes.get(name)) and (one.choices or one.type == "boolean")
    }
    if prod(map(len, known.values())) > _MOST_PRODUCTS:
        known = {}
    every: Iterator[tuple[Value, ...]] = product(*known.values())
    for chosen in every:
        yield dict(zip(known, chosen, strict=True))


def _changed(ruleset: ResolvedRuleset, day: str) -> Iterator[tuple[Key, bool, Need, Need]]:
    """Each item that asks something else of products made from `day` on: only of some? What it asked before, and what it asks since."""
    eve = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    held: dict[Key, list[tuple[Figure, Node]]] = {}
    for one in figures(ruleset):
        held.setdefault((one.id, one.part), []).append((one, _tree(one.row.when or "true", ruleset)))
    for key, rows in sorted(held.items(), key=lambda item: (natural(item[0][0]), item[0][1] or "")):
        before: list[Figure] = []
        after: list[Figure] = []
        some = False
        for values in _products(ruleset, key, rows):
            was, now = (_asked(ruleset, key, rows, {**values, _PRODUCED: made}) for made in (eve, day))
            if [one.row.require for one in was] != [one.row.require for one in now]:
                before += was
                after += now
            else:
                some = some or bool(now)
        if before or after:
            yield key, some, tuple(before), tuple(after)


def _switch(ruleset: ResolvedRuleset, day: str, voice: Voice) -> Iterator[Block]:
    """What is asked otherwise of products made from `day` on; what is tested no more, or by a limit not at hand, is named in a sentence."""
    told: list[tuple[Cell, ...]] = []
    unread: dict[str, None] = {}
    left: dict[str, None] = {}
    for key, some, before, after in _changed(ruleset, day):
        only = voice("（部分产品）", " (some products)") if some else ""
        name = voice.text(ruleset.sample_tests[key[0]].name) + only
        if not after:
            left.setdefault(name)
        elif all(one.standing == "unknown" for one in after):
            unread.setdefault(name)
        else:
            told.append((Cell(_item(ruleset, key, voice) + only), Cell(_limits(before, voice)), Cell(_limits(after, voice))))
    if told:
        yield Table(
            caption=voice(f"{day} 起生产的产品：限值的变化", f"Products made from {day} on: limits that change"),
            columns=(
                Column(voice("检测项", "Item"), 40),
                Column(voice("此前生产", "Made before"), 30),
                Column(voice("此后生产", "Made since"), 30),
            ),
            rows=tuple(told),
        )
    if unread:
        listed = voice.clauses(unread)
        yield Paragraph(
            voice(
                f"{day} 起生产的产品，下列检测项按新版标准，新限值尚未取得，须查标准文本：{listed}。",
                f"For products made from {day} on, these follow a newer standard whose limits are not at hand; see its text: {listed}.",
            )
        )
    if left:
        listed = voice.clauses(left)
        yield Paragraph(
            voice(
                f"{day} 起生产的产品，下列检测项不再按原限值检测：{listed}。",
                f"Products made from {day} on are no longer tested by the former limits of: {listed}.",
            )
        )


def _item(ruleset: ResolvedRuleset, key: Key, voice: Voice) -> str:
    test, part = ruleset.sample_tests[key[0]], key[1]
    name = voice.text(test.name)
    return name if part is None else f"{name} · {parts.word_of(test.part_names, part, voice)}"


def _limits(need: Sequence[Figure], voice: Voice) -> str:
    """`≤ 10 mg/kg，据二手资料`; several where it depends on the product; how sure once, where it is the same of all."""
    sures = dict.fromkeys(one.standing for one in need if one.standing not in ("verified", "unknown"))
    alike = len(sures) == 1 and all(one.standing in sures for one in need)

    def limit(one: Figure) -> str:
        sure = "" if alike or one.standing not in sures else voice("，", ", ") + voice.text(STANDING[one.standing])
        return voice.text(required(one.row.require, one.test.unit)) + sure

    words = " / ".join(dict.fromkeys(map(limit, need))) or voice("不检", "not tested")
    return words + (voice("，", ", ") + voice.text(STANDING[need[0].standing]) if alike else "")


def _of_the_day(ruleset: ResolvedRuleset, voice: Voice) -> Iterator[Block]:
    """Checks of the declaration that go by the day of production."""
    lines = []
    for name, one in ruleset.rule_checks.items():
        if any(node == Attr(_PRODUCED) for node in walk(_tree(one.fails_when, ruleset))):
            sure = voice.text(STANDING[one.source.confidence or "proposal"])
            basis = voice(f"依据：{one.source.clause or ''}", f"basis: {one.source.clause or ''}") if one.source.clause else ""
            lines.append(voice.clauses(part for part in (f"{name} {voice.text(one.ask)}", basis, sure) if part))
    if lines:
        yield Paragraph(voice("与生产日期有关的申报要求：", "Requirements of the declaration that go by the day of production:"))
        yield Items(tuple(lines))
