"""产业分布 Where a trade is: its enterprises by district, by size, by what they make. What one or two stand behind is put together.

`industry` comes in here. Each line is a whole of its own, so that only its own total gives anything away: see `suppress`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ..compare.model import Comparison
from ..compare.rows import rows_of
from ..model.campaign import Campaign
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from .model import Bar, Bars, Block, Cell, Column, Paragraph, Segment
from .suppress import secret, withheld
from .voice import Voice, percent, thousandths

_MOST_ATTRIBUTES: Final = 3  # of the product: the first that are asked of every one, which say what it is


def distribution(
    one: Comparison, results: Sequence[Result], used: Sequence[ResolvedRuleset], campaign: Campaign | None, voice: Voice
) -> Iterator[Block]:
    """By district, by size, and by the product's first attributes; those need the results one by one."""
    places = {name.zh: voice.text(name) for name in campaign.districts} if campaign else {}
    districts = [(places.get(group.key) or voice.text(group.title), group.enterprises) for group in one.districts]
    yield from _line(voice("按区", "By district"), voice("区", "District"), districts, voice)
    sizes = [(voice.text(group.title), group.enterprises) for group in one.sizes]
    yield from _line(voice("按企业规模", "By size of enterprise"), voice("规模", "Size"), sizes, voice)
    for title, counts in _products(results, used, voice):
        yield from _line(voice(f"按产品：{title}", f"By product: {title}"), title, counts, voice)


def _products(results: Sequence[Result], used: Sequence[ResolvedRuleset], voice: Voice) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The attributes with how many enterprises make each kind, in the order of the ruleset; those that do not vary are left out."""
    asked = {name: one for ruleset in used for name, one in ruleset.product.items() if one.choices is not None and one.asked_when is None}
    rows = rows_of(results, None)
    for name, one in list(asked.items())[:_MOST_ATTRIBUTES]:
        makers: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            makers[str(row.result.attributes.given.get(name, ""))].add(row.enterprise)
        if len(makers) > 1:
            unsaid = voice("未注明", "not stated")
            yield (
                voice.text(one.label) or name,
                [(voice.text(one.called(value)) if value else unsaid, len(makers[value])) for value in (*(one.choices or ()), "")],
            )


def _line(caption: str, label: str, counts: Sequence[tuple[str, int]], voice: Voice) -> Iterator[Block]:
    """One way to part the enterprises, the largest first. What must not be told stands together in a last row."""
    held = sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1])
    if not held:
        return
    hidden = withheld([count for _, count in held])
    gone = [count for (_, count), away in zip(held, hidden, strict=True) if away]
    shown = [pair for pair, away in zip(held, hidden, strict=True) if not away]
    if gone and not (secret(gone) and shown):
        yield Paragraph(voice.named(caption, voice("家数过少，不列出", "too few enterprises of each: withheld")), note=True)
        return
    if gone:
        shown.append((voice(f"其他 {len(gone)} 项合计", f"{len(gone)} others together"), sum(gone)))
    total = sum(count for _, count in held)
    yield Bars(
        caption=caption,
        label=label,
        drawing=voice("占比", "Share"),
        columns=(Column(voice("家数", "Count"), 13, "right"), Column(voice("占比", "Share"), 13, "right")),
        bars=tuple(
            Bar(name, (Segment(thousandths(str(count), total), "plain"),), (Cell(str(count)), Cell(percent(count, total))))
            for name, count in shown
        ),
        note=voice(
            "“其他”：不足三家的，和为使它们不能由相减得出而并入的。",
            "Others: of fewer than three, and what was put with them so that they cannot be had by subtraction.",
        )
        if gone
        else "",
    )
