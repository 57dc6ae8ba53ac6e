"""What every report of a campaign says about it: who ordered it, what was planned and done, what is not a conclusion, how to read figures.

`overall`, `regional` and `industry` come in here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ..compare.model import Comparison, NotJudged, Unassessed, Verdicts
from ..model.campaign import Campaign, Stage
from ..model.text import Text, text
from ..model.words import WHY_NOT_ASSESSED
from . import parts
from .model import Block, Callout, Cell, Column, Facts, Items, Paragraph, Table
from .voice import Voice

_EMPTY_DAY: Final = "2000-01-01"  # of a report on nothing at all: a document must have a date
_STAGES: Final[dict[Stage, Text]] = {
    "prepare": text("方案准备", "Preparation"),
    "visit": text("实地核查与产品抽样", "Site checks and sampling"),
    "analyse": text("检测、分析和反馈", "Tests, analysis and reports"),
    "follow_up": text("跟踪处理", "Follow-up"),
}


def day_of(comparison: Comparison, campaign: Campaign | None) -> str:
    """The day of a report on many: the last day of the analysis, else that of the last assessment."""
    if campaign is not None and "analyse" in campaign.phases:
        return campaign.phases["analyse"].until
    return comparison.last_day or _EMPTY_DAY


def institution_line(one: Comparison, voice: Voice) -> str:
    """The foot of every page: from which rulesets it was made, by their digests in short."""
    used = [f"{use.category}/{use.edition} {use.digest.removeprefix('sha256:')[:12]}" for use in one.editions]
    shown = used[:3]
    more = voice(f" 等 {len(used)} 版", f" and {len(used) - 3} more") if len(used) > 3 else ""
    return voice.named(voice("细则", "Rulesets"), voice.listed(shown) + more)


def ordered(campaign: Campaign | None, voice: Voice) -> list[tuple[str, str]]:
    """Which campaign a report belongs to, and who ordered it."""
    if campaign is None:
        return []
    notice = campaign.notice
    named = voice.text(notice.title) + voice.bracketed(voice.listed(part for part in (notice.number, notice.date) if part))
    return [
        (voice("评估行动", "Campaign"), voice.text(campaign.title)),
        (voice("组织单位", "Ordered by"), voice.text(campaign.ordered_by)),
        (voice("通知", "Notice"), named),
    ]


def listed_name(name: str | None, listed: Sequence[Text], voice: Voice) -> str:
    """A district or an institution as the campaign calls it in this language; one that it does not list by the name in the dossier."""
    return next((voice.text(one) for one in listed if one.zh == name), name or "")


def to_know(campaign: Campaign | None, voice: Voice) -> list[tuple[str, str]]:
    """What every reader must know of the campaign, such as that all of it is invented."""
    return [(voice("说明", "Note"), voice.text(campaign.about))] if campaign is not None and campaign.about is not None else []


def particulars(one: Comparison, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    """The campaign and how far it came."""
    verdicts = one.verdicts
    rows: list[tuple[str, str]] = []
    if campaign is not None:
        rows += [
            *ordered(campaign, voice)[1:],  # its title stands above
            *((voice.text(_STAGES[stage]), f"{phase.from_} – {phase.until}") for stage, phase in campaign.phases.items()),
        ]
    if one.planned is not None:
        rows.append((voice("计划评估", "Planned"), voice.counted(one.planned, "家", "enterprise")))
    judged = voice(
        f"{one.judged} 份（{one.enterprises} 家企业）", f"{one.judged}, of {voice.counted(one.enterprises, '', 'enterprise').strip()}"
    )
    rows.append((voice("完成评估", "Judged"), judged))
    apart = [
        (verdicts.previews, voice("等级已定而未出具", "certain, but not issued")),
        (verdicts.uncertain, voice("等级未定", "grade open")),
        (verdicts.not_assessable, voice("无法评估", "not assessable")),
    ]
    listed = voice.listed(f"{name} {count}" for count, name in apart if count)
    rows.append((voice("出具结论", "Issued"), voice(f"{verdicts.issued} 份", str(verdicts.issued)) + voice.bracketed(listed)))
    if one.not_judged:
        rows.append((voice("未能评估的案卷", "Dossiers not judged"), voice(f"{len(one.not_judged)} 份", str(len(one.not_judged)))))
    if one.planned is not None:
        rows.append((voice("名单中未评估", "Planned, not assessed"), unassessed_words(one.unassessed, voice)))
    if one.first_day:
        rows.append((voice("评估日期", "Assessed"), f"{one.first_day} – {one.last_day}"))
    spans = (
        (one.categories, "个品类", "category", "categories"),
        (one.districts, "个区", "district", "districts"),
        (one.institutions, "家机构", "institution", "institutions"),
    )
    scope = voice.listed(voice.counted(len({group.key for group in groups}), zh, en, many) for groups, zh, en, many in spans)
    rows.append((voice("范围", "Scope"), scope))
    yield Facts((*rows, *to_know(campaign, voice)))
    yield Paragraph(
        voice(
            "评估以实地核查为主、产品抽样检测为辅，由受委托的检验检测机构派出不少于两人的小组进行。",
            "Assessments rest on site checks, with sample tests beside them, by teams of at least two from the commissioned institutions.",
        ),
        note=True,
    )


def caveats(verdicts: Verdicts, voice: Voice, *, counted: bool = True) -> Iterator[Block]:
    """What must be known beside every grade in the report, each with its sign and, `counted`, how many it concerns."""
    if not verdicts.caveats:
        return
    lines = []
    for one in verdicts.caveats:
        count = voice(f"{one.results} 份已出具的结论", voice.counted(one.results, "", "issued verdict").strip())
        lines.append(f"{parts.SIGNS.get(one.reason, '*')} {voice.text(one.text)}{voice.bracketed(count if counted else '')}")
    yield Callout(voice("等级的附注", "Beside the grades"), tuple(lines), "poor")


def not_issued(verdicts: Verdicts, voice: Voice) -> Iterator[Block]:
    """Why some verdicts are previews only."""
    if not verdicts.not_issued_because:
        return
    yield Table(
        caption=voice("为什么有的结论未出具（一份可有几个原因）", "Why some verdicts are not issued (one may have several reasons)"),
        columns=(Column(voice("原因", "Reason"), 70), Column(voice("份数", "Results"), 14, "right")),
        rows=tuple((Cell(parts.sentence(voice.text(one.text), voice)), Cell(str(one.results))) for one in verdicts.not_issued_because),
    )


def not_judged(found: Sequence[NotJudged], voice: Voice) -> Iterator[Block]:
    """The dossiers that could not be judged: listed, never skipped."""
    if not found:
        return
    yield Table(
        caption=voice("未能评估的案卷", "Dossiers that could not be judged"),
        columns=(Column(voice("案卷", "Dossier"), 20), Column(voice("企业", "Enterprise"), 30), Column(voice("原因", "Why"), 50)),
        rows=tuple(
            (
                Cell(one.assessment or "—"),
                Cell(one.enterprise or "—"),
                Cell(voice.clauses(f"{problem.code} {voice.text(problem.text)}" for problem in one.problems[:2]) or "—"),
            )
            for one in found
        ),
    )


def unassessed_words(found: Sequence[Unassessed], voice: Voice) -> str:
    """`3 家（停产、关闭 1；搬迁 1；拒绝评估 1）`: each reason that the notice's statistics ask for is there, also with none."""
    counts = Counter(one.why for one in found)
    listed = voice.clauses(
        f"{voice.text(words)} {counts[why]}" for why, words in WHY_NOT_ASSESSED.items() if why is not None or counts[why]
    )
    return voice.counted(len(found), "家", "enterprise") + voice.bracketed(listed)


def unassessed(found: Sequence[Unassessed], voice: Voice) -> Iterator[Block]:
    """The enterprises of the list that were not assessed, one by one, with what the list says of it."""
    if not found:
        return
    refused = any(one.why == "refused" for one in found)
    yield Table(
        caption=voice("名单中未评估的企业", "Enterprises of the list that were not assessed"),
        columns=(
            Column(voice("编号", "Number"), 18),
            Column(voice("企业", "Enterprise"), 34),
            Column(voice("区", "District"), 14),
            Column(voice("原因", "Why"), 34),
        ),
        rows=tuple(
            parts.plain_cells(
                one.assessment,
                one.enterprise,
                one.district or "—",
                voice.clauses(part for part in (voice.text(WHY_NOT_ASSESSED[one.why]), one.note or "") if part),
            )
            for one in found
        ),
        note=voice(
            "拒绝的只如实报告：能力评估不是监督检查，拒绝评估本身不作为涉嫌违法行为线索。",
            "A refusal is only reported: an assessment is no supervision check, and to refuse it is no clue of a violation by itself.",
        )
        if refused
        else "",
    )


def rectified(campaign: Campaign | None, due: Sequence[tuple[str, int]], voice: Voice) -> Paragraph:
    """按期整改、逾期 What is due by the end of the follow-up; whether it was done in time nobody has reported yet."""
    phase = campaign.phases.get("follow_up") if campaign else None
    total = sum(actions for _, actions in due)
    said = voice(f"整改措施共 {total} 项", f"{voice.counted(total, '', 'corrective action').strip()} in all")
    if phase is not None:
        before = sum(actions for day, actions in due if day < phase.from_)
        inside = sum(actions for day, actions in due if phase.covers(day))
        later = total - before - inside
        said += voice(
            f"：{phase.from_} 跟踪反馈开始前到期 {before} 项，{phase.from_} 至 {phase.until} 到期 {inside} 项，其后到期 {later} 项",
            f": {before} due before the follow-up begins on {phase.from_}, {inside} from {phase.from_} to {phase.until}, {later} later",
        )
    return Paragraph(
        voice(
            f"{said}。按期完成和逾期的项数尚无数据，由各区在跟踪反馈阶段核对证明材料后上报。",
            f"{said}. How many were put right in time, and how many are overdue, is not known yet: districts report it in the follow-up, "
            "having checked the proof.",
        )
    )


def what_follows(one: Comparison, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    """What the notice asks of whom after the reports, with the figures it is about."""
    phase = campaign.phases.get("follow_up") if campaign else None
    when = voice(f"（{phase.from_} 至 {phase.until}）", f" ({phase.from_} to {phase.until})") if phase else ""
    verdicts = one.verdicts
    todo = verdicts.after_rectification.count + verdicts.not_capable.count
    lines = [
        voice(
            f"各区市场监管局{when}对发现问题的企业开展后续处理，督促整改；不具备和整改后具备的 {todo} 份优先。",
            f"Districts follow up{when} and see to it that findings are put right, first those of the {todo} that are not capable, "
            "or only after rectification.",
        )
    ]
    if one.referrals:
        lines.append(
            voice(
                f"对移送的 {len(one.referrals)} 条线索依法调查处理，结果反馈市市场监管局。",
                f"They look into the {len(one.referrals)} clues referred, and report the outcome to the municipal bureau.",
            )
        )
    lines += [
        voice(
            "行业协会组织整改和质量技术帮扶，情况反馈市市场监管局。",
            "Associations organise rectification and technical help, and report on it.",
        ),
        voice(
            "未出具的结论先补齐未知项或小组人员，再作结论；此前不据以处理企业。",
            "Verdicts not issued are completed first; until then nothing is done on their account.",
        ),
    ]
    yield Items(tuple(lines), numbered=True)


def how_to_read(one: Comparison, voice: Voice) -> Iterator[Block]:
    """What the figures are made of."""
    lines = [
        voice(
            "等级、能力和得分只统计已出具的结论；发现的问题统计全部案卷。",
            "Grades, capability and scores are those of issued verdicts; findings are those of every dossier.",
        ),
        voice(
            "百分数截断到一位小数；区间是 95% Wilson 区间，端点向外取整。",
            "Percentages are cut to one place; intervals are 95% Wilson intervals, their ends rounded outward.",
        ),
        voice(
            "不足三家企业的组不排名；品类不同的组不互相排名。", "Groups of fewer than three, and groups that are unlike, are not ranked."
        ),
    ]
    if one.mixed:
        said = voice.listed(one.mixed)
        lines.append(
            voice(
                f"由不同版本细则评估的品类分版列出，不合并平均：{said}。",
                f"Categories judged by several editions are listed by edition and not averaged: {said}.",
            )
        )
    yield Items(tuple(lines))
    yield Table(
        caption=voice("所用细则", "Rulesets used"),
        columns=(
            Column(voice("细则", "Ruleset"), 26),
            Column(voice("摘要", "Digest"), 26),
            Column(voice("状态", "Status"), 36),
            Column(voice("份数", "Results"), 10, "right"),
        ),
        rows=tuple(
            (
                Cell(f"{use.category}/{use.edition}"),
                Cell(use.digest.removeprefix("sha256:")[:16]),
                Cell(
                    voice(f"由{voice.text(use.adopted_by)}采用", f"adopted by {voice.text(use.adopted_by)}")
                    if use.adopted_by
                    else voice("已采用", "adopted")
                    if use.status == "adopted"
                    else voice("示例稿，未经采用 ※", "illustrative ※")
                ),
                Cell(str(use.results)),
            )
            for use in one.editions
        ),
    )
