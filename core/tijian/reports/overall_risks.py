"""风险提示与监管建议 What the figures of a campaign mean for supervision: each line says what was found, and what to look at for it.

`overall` comes in here. Nothing is added to what was found; where nothing was, nothing is said.
"""

from collections.abc import Iterator

from ..compare.model import Comparison
from . import parts
from .model import Block, Items
from .statistics import percent_of
from .voice import Voice

_MOST_ITEMS = 8
_MOST_CHECKS = 3
_OF_FIGURES = ("deciding_figure_unverified", "turning_figure_unverified")


def risks(one: Comparison, voice: Voice) -> Iterator[Block]:
    """One list, the gravest first."""
    if lines := tuple(_lines(one, voice)):
        yield Items(lines, numbered=True)


def _lines(one: Comparison, voice: Voice) -> Iterator[str]:
    yield from _safety(one, voice)
    yield from _immediate(one, voice)
    yield from _not_capable(one, voice)
    yield from _common(one, voice)
    yield from _caveats(one, voice)
    yield from _institutions(one, voice)


def _safety(one: Comparison, voice: Voice) -> Iterator[str]:
    if not one.tests.safety.count:
        return
    failed = [(group.title, item) for group in one.tests_by_category for item in group.items if item.class_ == "key" and item.failed.count]
    named = [voice.text(item.title) + voice.bracketed(voice.text(title)) for title, item in failed]
    more = len(named) - _MOST_ITEMS
    listed = voice.listed(named[:_MOST_ITEMS]) + (voice(f" 等 {len(named)} 项", f" and {more} more") if more > 0 else "")
    yield voice(
        f"安全性指标（A类）不合格 {one.tests.safety.count} 批次：{listed}。先查同批次、同原料、同工艺的产品是否还在销售。",
        f"{one.tests.safety.count} batches failed a safety item (class A): {listed}. First see whether products of the same batch, "
        "material and process are still on sale.",
    )


def _immediate(one: Comparison, voice: Voice) -> Iterator[str]:
    urgent = [clue for clue in one.referrals if clue.urgency == "immediate"]
    if not urgent:
        return
    titles = {group.key: voice.text(group.title) for group in one.districts}
    listed = voice.listed(titles.get(name, name) for name in dict.fromkeys(clue.district for clue in urgent))
    yield voice(
        f"须立即处理的涉嫌违法行为线索 {len(urgent)} 条，在{listed}；不必等整改期限。",
        f"{len(urgent)} clues of suspected violations are immediate, in {listed}; they need not wait for any deadline.",
    )


def _not_capable(one: Comparison, voice: Voice) -> Iterator[str]:
    if not one.verdicts.not_capable.count:
        return
    held = [(group.title, group.verdicts.not_capable.count) for group in one.categories if group.verdicts.not_capable.count]
    listed = voice.listed(f"{voice.text(title)} {count}" for title, count in held)
    yield voice(
        f"不具备质量安全保证能力的 {one.verdicts.not_capable.count} 份（{listed}）列入重点监管，整改后另作一次评估。",
        f"{one.verdicts.not_capable.count} are not capable ({listed}): supervise them closely, and assess them again when findings are put "
        "right.",
    )


def _common(one: Comparison, voice: Voice) -> Iterator[str]:
    worst = [check.overall for check in one.common if check.everywhere and check.overall.failed.count and not check.overall.few]
    if not worst:
        return
    named = voice.clauses(
        f"{check.check} {voice.text(check.title)}{voice.bracketed(percent_of(check.failed))}" for check in worst[:_MOST_CHECKS]
    )
    yield voice(
        f"各品类共有的薄弱环节：{named}。宜作为日常监管和帮扶的重点。",
        f"Weak in every category: {named}. Worth the attention of supervision and help.",
    )


def _caveats(one: Comparison, voice: Voice) -> Iterator[str]:
    counts = {found.reason: found.results for found in one.verdicts.caveats}
    if signs := [f"{parts.SIGNS[reason]}{counts[reason]}" for reason in _OF_FIGURES if reason in counts]:
        yield voice(
            f"带 {' '.join(signs)} 附注的结论，等级随未经核实的限值而变；据以采取措施之前，先与标准文本核对。",
            f"Verdicts with the caveats {' '.join(signs)} change with figures that are not verified: check those with the standards before "
            "anything is done on their account.",
        )
    if count := counts.get("illustrative"):
        yield voice(
            f"带 ※ 附注的 {count} 份按示例稿细则得出；主管部门采用之前，只供参考。",
            f"The {count} with ※ were judged by an illustrative ruleset: for information alone until an authority adopts it.",
        )


def _institutions(one: Comparison, voice: Voice) -> Iterator[str]:
    strange = [found for found in one.leniency if found.stands_out and found.difference is not None]
    if strange:
        listed = voice.listed(voice.text(found.title) for found in strange)
        yield voice(
            f"{listed}的发现与同行明显不同，宜抽取案卷复核。",
            f"The findings of {listed} differ clearly from those of the others: have a sample of its dossiers looked at again.",
        )
