"""抽样检测 The sample tests of a batch, by its counts: a dossier's samples are one lot, which fails where any item of the class does."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from ..authoring.program import Check
from ..compare.figures import share
from ..compare.model import FEW, ItemRate, SampledTests
from ..compare.names import Names, title_of
from ..compare.rows import keys_in_order
from ..model.order import natural
from ..model.text import Text, text
from .figures import Cell, states_of
from .sums import Dataset

_ALL: Final = text("全部品类", "All categories")
_CLASSES: Final = ("", "key", "general", "minor")


def tests_of(cells: Sequence[Cell], *, averaged: bool) -> SampledTests:
    """All categories together: batches only."""
    return _made(cells, "", None, _ALL, (), averaged=averaged)


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
            checks = {check.id: check for one in part for check in one.program.checks.values() if check.kind == "test"}
            made.append(_made(held, category, edition, title, checks.values(), averaged=True))
    return tuple(made)


def _made(
    cells: Sequence[Cell], category: str, edition: str | None, title: Text, checks: Iterable[Check], *, averaged: bool
) -> SampledTests:
    failed, judged = (
        {name: sum(cell.count(f"batch:{word}:{name}") for cell in cells) for name in _CLASSES} for word in ("failed", "judged")
    )
    batches, safety, usability, label = (share(failed[name], judged[name], averaged=averaged) for name in _CLASSES)
    rates = [rate for check in checks if (rate := _item(cells, check)) is not None]
    return SampledTests(category, edition, title, judged[""], batches, safety, usability, label, tuple(sorted(rates, key=_worst_first)))


def _item(cells: Sequence[Cell], check: Check) -> ItemRate | None:
    """One test item; None where it was never judged."""
    states = states_of(cells, check.id)
    judged, inconclusive = states["fail"] + states["pass"], states["inconclusive"]
    if not judged and not inconclusive:
        return None
    return ItemRate(
        check=check.id,
        class_=check.class_,
        title=check.title,
        failed=share(states["fail"], judged),
        inconclusive=inconclusive,
        borderline=0,
        few=judged < FEW,
        enterprises=judged,
        failing=states["fail"],
    )


def _worst_first(one: ItemRate) -> tuple[object, ...]:
    return one.few, -Fraction(one.failed.count, one.failed.of or 1), -one.failed.of, natural(one.check)
