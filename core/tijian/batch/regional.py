"""区域评估分析报告 The report to a district bureau, drawn from the counts of a batch: how many, beside the city, what fails, what is due.

Enterprises and clues are not named one by one here; the report says so, and how each can be had. `reporting` comes in here.
"""

from collections.abc import Iterator

from ..compare.model import Comparison, Group
from ..model.text import Language
from ..reports.campaign_words import caveats, not_issued
from ..reports.model import Block, Callout, Cell, Column, Facts, Items, Report, Signatures, Table
from ..reports.regional import beside, framed, summed_up
from ..reports.sections import numbered
from ..reports.voice import Voice


def regional_of_counts(city: Comparison, district: Group, alone: Comparison, language: Language) -> Report:
    """The report of one district. `city` is of the whole batch, `district` its group in it, `alone` of the district by itself."""
    voice = Voice(language)
    return framed(city, district, None, _blocks(city, district, alone, voice), voice)


def _blocks(city: Comparison, district: Group, alone: Comparison, voice: Voice) -> Iterator[Block]:
    yield _summary(district, alone, voice)
    yield from caveats(district.verdicts, voice)
    yield from numbered(
        voice,
        (voice("评估概况", "The assessment"), [*_about(district, alone, voice), *not_issued(district.verdicts, voice)]),
        (voice("辖区情况与全市比较", "The district beside the city"), list(beside(city, district, voice))),
        *summed_up(alone, voice),
        (voice("移送的涉嫌违法行为线索", "Clues referred"), list(_clues(alone, voice))),
        (voice("整改期限", "Deadlines"), list(_due(alone, voice))),
        (voice("本报告没有的", "What this report does not hold"), list(_absent(voice))),
        (voice("后续职责", "What the district does next"), list(_duties(alone, voice))),
    )


def _summary(district: Group, alone: Comparison, voice: Voice) -> Callout:
    verdicts = district.verdicts
    urgent = sum(one.clues for one in alone.clue_codes if one.urgency == "immediate")
    lines = (
        voice(
            f"辖区评估 {district.judged} 份，出具结论 {verdicts.issued} 份：具备 {verdicts.capable.count}，整改后具备 "
            f"{verdicts.after_rectification.count}，不具备 {verdicts.not_capable.count}。",
            f"{district.judged} assessments, {verdicts.issued} verdicts issued: {verdicts.capable.count} capable, "
            f"{verdicts.after_rectification.count} after rectification, {verdicts.not_capable.count} not capable.",
        ),
        voice(
            f"移送涉嫌违法行为线索 {district.clues} 条，其中须立即处理 {urgent} 条。",
            f"{district.clues} clues are referred to the district, {urgent} of them immediate.",
        )
        if district.clues
        else voice("没有移送线索。", "No clue is referred."),
    )
    return Callout(voice("要点", "In short"), lines, "bad" if urgent else "plain")


def _about(district: Group, alone: Comparison, voice: Voice) -> Iterator[Block]:
    rows = [
        (
            voice("辖区", "The district"),
            voice(
                f"评估 {district.judged} 份，出具 {district.verdicts.issued}",
                f"{district.judged} judged, {district.verdicts.issued} issued",
            ),
        )
    ]
    if alone.first_day:
        rows.append((voice("评估日期", "Assessed"), f"{alone.first_day} – {alone.last_day}"))
    yield Facts(tuple(rows))


def _clues(alone: Comparison, voice: Voice) -> Iterator[Block]:
    if alone.clue_codes:
        yield Table(
            caption=voice(
                "线索，按种类；均为“涉嫌”，是否违法由区市场监管局查证认定",
                "Clues by kind; all of them suspicions, which the district looks into",
            ),
            columns=(
                Column(voice("种类", "Kind"), 60),
                Column(voice("处理", "Urgency"), 16),
                Column(voice("线索", "Clues"), 12, "right"),
                Column(voice("案卷", "Dossiers"), 12, "right"),
            ),
            rows=tuple(
                (
                    Cell(f"{one.code} {voice.text(one.title)}"),
                    Cell(voice("立即", "immediate"), "bad") if one.urgency == "immediate" else Cell(voice("一般", "normal"), "poor"),
                    Cell(str(one.clues)),
                    Cell(str(one.enterprises)),
                )
                for one in alone.clue_codes
            ),
        )


def _due(alone: Comparison, voice: Voice) -> Iterator[Block]:
    if alone.due:
        yield Table(
            caption=voice("到期的整改事项", "What is to be put right, by day"),
            columns=(
                Column(voice("期限", "Due"), 40),
                Column(voice("整改事项", "Actions"), 30, "right"),
                Column(voice("涉及案卷", "Dossiers"), 30, "right"),
            ),
            rows=tuple((Cell(one.due), Cell(str(one.actions)), Cell(str(one.enterprises))) for one in alone.due),
        )


def _absent(voice: Voice) -> Iterator[Block]:
    """What the counts of a batch do not hold, and where it is."""
    yield Items(
        (
            voice(
                "企业名单和各家的等级：在成批评估输出的 verdicts 里，一家一行。",
                "The list of enterprises with their grades: in `verdicts` of the batch's output, a row each.",
            ),
            voice(
                "逐家的依据、问题清单和整改证明：tijian report enterprise OUT --only 编号，由案卷重新评估后成文。",
                "The grounds, problems and proof of each enterprise: tijian report enterprise OUT --only ASSESSMENT, which judges its "
                "dossier again.",
            ),
            voice(
                "逐条线索的事实和证据：在各家的案卷里；成批评估加了 --explain-findings 的，findings 里列出有线索的案卷。",
                "The facts and evidence of each clue: in the dossiers; where the batch was run with --explain-findings, `findings` lists "
                "those with a clue.",
            ),
        )
    )


def _duties(alone: Comparison, voice: Voice) -> Iterator[Block]:
    lines = (
        voice("督促企业按期整改，核对证明材料。", "See that findings are put right in time, and check the proof."),
        voice("对移送线索依法调查处理，不得只凭本报告认定违法。", "Look into the clues; this report alone establishes no violation.")
        if alone.clue_codes
        else "",
        voice("处理结果反馈市市场监管局。", "Report the outcome to the municipal bureau."),
    )
    yield Items(tuple(line for line in lines if line), numbered=True)
    yield Signatures((voice("区市场监管局签收", "Received for the district"), voice("日期", "Date")))
