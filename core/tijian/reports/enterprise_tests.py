"""The test results of an enterprise's report: measured, required, margin, verdict, basis; retests and close calls.

`enterprise` comes in here.
"""

from collections.abc import Iterator

from ..model.outcome import UNVERIFIED
from ..model.result import CheckOutcome, Result, SampleOutcome
from ..model.words import state_word
from . import parts
from .model import Block, Cell, Column, Paragraph, Table
from .voice import Voice

_SHOWN = ("pass", "fail", "minor", "inconclusive", "pending")


def test_results(result: Result, voice: Voice) -> Iterator[Block]:
    """The tests that were made or are under way; how many were not."""
    tests = [one for one in result.checks if one.kind == "test"]
    shown = [one for one in tests if one.state in _SHOWN]
    if not tests:
        return
    if shown:
        yield Table(
            caption="",
            columns=(
                Column(voice("检测项", "Test"), 30),
                Column(voice("类别", "Class"), 9),
                Column(voice("实测", "Measured"), 17),
                Column(voice("要求", "Required"), 21),
                Column(voice("余量", "Margin"), 10, "right"),
                Column(voice("依据", "Basis"), 22),
                Column(voice("判定", "Verdict"), 12),
            ),
            rows=tuple(row for one in shown for row in _rows(one, voice)),
            note=_legend(shown, voice),
        )
    skipped = sum(one.state == "not_sampled" for one in tests)
    if skipped:
        yield Paragraph(
            voice(
                f"另有 {skipped} 项未抽检。抽样检测只作部分产品，未抽检不等于合格，也不影响得分。",
                f"{voice.counted(skipped, '', 'more test was', 'more tests were')} not made. Only some products are sampled: what was not "
                "tested neither passes nor costs points.",
            ),
            note=bool(shown),
        )


def _rows(one: CheckOutcome, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """A row for the test; where there were several samples, one for each below it."""
    word, tone = voice.text(state_word(one.state, one.kind)), parts.STATE_TONE[one.state]
    marks = [voice("临界", "borderline")] if one.borderline else []
    marks += [voice("有条件", "conditional")] if one.conditional else []
    yield (
        Cell(f"{one.id} {voice.text(one.title)}"),
        Cell(parts.test_class(one.class_, voice)),
        Cell(parts.with_unit(one.value, one.unit)),
        Cell(parts.limit(one.requirement, one.unit, voice)),
        Cell(one.margin or "—"),
        Cell(_clause(one)),
        Cell(word + voice.bracketed(voice.listed(marks)), tone),
    )
    if len(one.samples) > 1:
        yield from (_sample(one, sample, voice) for sample in one.samples)


def _sample(one: CheckOutcome, sample: SampleOutcome, voice: Voice) -> tuple[Cell, ...]:
    named = voice(f"　样品 {sample.sample}", f"  sample {sample.sample}")
    if sample.replaced_by:
        named += voice(f"（由复检 {sample.replaced_by} 取代）", f" (replaced by the retest {sample.replaced_by})")
    word, tone = voice.text(state_word(sample.state, one.kind)), parts.STATE_TONE.get(sample.state, "plain")
    return (
        Cell(named),
        Cell(""),
        Cell(parts.with_unit(sample.value, one.unit)),
        Cell(parts.limit(sample.requirement, one.unit, voice)),
        Cell(sample.margin or "—"),
        Cell(""),
        Cell(word, tone),
    )


def _clause(one: CheckOutcome) -> str:
    source = one.source
    if source is None or source.clause is None:
        return "—"
    return f"{source.clause} {parts.UNVERIFIED_SIGN}" if source.confidence in UNVERIFIED else source.clause


def _legend(shown: list[CheckOutcome], voice: Voice) -> str:
    said = [
        voice(
            "A类为安全性指标，B类为一般性能指标，C类为外观、标识指标；余量是离限值最近一端的距离，负数为超出。",
            "A: safety, B: general properties, C: appearance and marking. The margin is the distance to the nearest end of the "
            "requirement, negative outside it.",
        )
    ]
    if any(one.source is not None and one.source.confidence in UNVERIFIED for one in shown):
        said.append(
            voice("‡ 限值凭记忆或存疑，尚未与标准文本核对。", "‡ The figure is recalled or weak: not yet checked against the standard.")
        )
    if any(one.borderline for one in shown):
        said.append(voice("临界：离限值的距离小于测量不确定度。", "Borderline: nearer to the limit than the measurement is sure."))
    return voice("", " ").join(said)
