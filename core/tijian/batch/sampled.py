"""抽样检测 The sample tests of a batch, by its counts: batches by class, and each item."""

from collections.abc import Iterable, Sequence

from ..authoring.program import Check
from ..compare.batches import ALL, CLASSES, worst_first
from ..compare.figures import share
from ..compare.model import FEW, ItemRate, SampledTests
from ..compare.names import Names, title_of
from ..compare.rows import keys_in_order
from ..model.text import Text
from .figures import Cell
from .sums import Dataset


def tests_of(cells: Sequence[Cell], *, averaged: bool) -> SampledTests:
    """All categories together: batches only."""
    return _made(cells, "", None, ALL, (), averaged=averaged)


def tests_by_category(
    datasets: Sequence[Dataset], cells: Sequence[Cell], names: Names, mixed: Sequence[str], *, allow_mixed: bool
) -> tuple[SampledTests, ...]:
    """Each category with its items; the editions of one apart unless they may be mixed."""
    made = []
    for category in keys_in_order("category", {one.category for one in datasets if one.rows}, None):
        title = title_of("category", category, None, names)
        mine = [one for one in datasets if one.category == category and one.rows]
        apart = category in mixed and not allow_mixed
        for edition, part in [(one.edition, [one]) for one in mine] if apart else [(None, mine)]:
            held = [cell for cell in cells if cell.dataset in part]
            items = {
                (check.id, check.class_, check.title): check
                for one in part
                for check in one.program.checks.values()
                if check.kind == "test"
            }
            made.append(_made(held, category, edition, title, items.values(), averaged=True))
    return tuple(made)


def _made(
    cells: Sequence[Cell], category: str, edition: str | None, title: Text, checks: Iterable[Check], *, averaged: bool
) -> SampledTests:
    sampled = 0
    failed, judged = dict.fromkeys(CLASSES, 0), dict.fromkeys(CLASSES, 0)
    for cell in cells:
        for lots, count in cell.lots():
            for place, name in enumerate(CLASSES):
                failed[name] += lots[2 * place] * count
                judged[name] += lots[2 * place + 1] * count
            sampled += count if lots[1] else 0
    batches, safety, usability, label = (share(failed[name], judged[name], averaged=averaged) for name in CLASSES)
    rates = [rate for check in checks if (rate := _item(cells, check)) is not None]
    return SampledTests(category, edition, title, sampled, batches, safety, usability, label, tuple(sorted(rates, key=worst_first)))


def _item(cells: Sequence[Cell], check: Check) -> ItemRate | None:
    """One test item; None where it was never judged."""
    failed = judged = open_ = enterprises = failing = 0
    for cell in cells:
        held = cell.dataset.program.checks.get(check.id)
        if held is None or (held.class_, held.title) != (check.class_, check.title):
            continue
        for (_, fails, known, unknown, _), count in cell.marks(check.id):
            failed, judged, open_ = failed + fails * count, judged + known * count, open_ + unknown * count
            enterprises += count if known else 0
            failing += count if fails else 0
    if not judged and not open_:
        return None
    return ItemRate(
        check=check.id,
        class_=check.class_,
        title=check.title,
        failed=share(failed, judged),
        inconclusive=open_,
        borderline=None,  # a wide row holds an uncertainty only where the ruleset asks for it
        few=judged < FEW,
        enterprises=enterprises,
        failing=failing,
    )
