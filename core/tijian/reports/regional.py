"""区域评估分析报告 The report to a district bureau: its enterprises, the clues referred to it, what is to be put right by when."""

from collections.abc import Iterable, Iterator, Sequence

from ..compare.model import Comparison, Group, Referral, Unassessed
from ..insight.explain import Ground, explain
from ..model.campaign import Campaign
from ..model.result import Result
from ..model.text import Language
from ..model.words import REASON, STATE
from . import parts
from . import statistics as figures
from .campaign_words import (
    caveats,
    day_of,
    institution_line,
    listed_name,
    not_judged,
    ordered,
    rectified,
    to_know,
    unassessed,
    unassessed_words,
)
from .listing import listing
from .model import Bar, Bars, Block, Callout, Card, Cell, Column, Facts, Items, Paragraph, Report, Signatures, Table
from .sections import numbered
from .statistics import percent_of
from .voice import Voice, percent

_MOST_NAMED = 4


def regional(
    comparison: Comparison,
    district: Group,
    results: Sequence[Result],
    campaign: Campaign | None,
    language: Language,
    alone: Comparison | None = None,
) -> Report:
    """The report of one district. `comparison` is of the whole city, `district` its group in it, `results` those of the district.

    `alone` is the comparison of these results by themselves, where that is wanted.
    """
    voice = Voice(language)
    return framed(comparison, district, campaign, _blocks(comparison, district, results, campaign, alone, voice), voice)


def framed(city: Comparison, district: Group, campaign: Campaign | None, blocks: Iterable[Block], voice: Voice) -> Report:
    """A report to a district of these blocks, whether they were drawn from results or from the counts of a batch."""
    title = voice("能力评估区域分析报告", "Capability assessment: regional report")
    subject = voice.text(district.title)
    return Report(
        kind="regional",
        language=voice.language,
        title=title,
        subject=subject,
        reader=voice("区域评估分析报告 · 交区市场监管局", "for the district bureau"),
        day=day_of(city, campaign),
        author=voice("评估技术机构", "the commissioned institutions"),
        blocks=tuple(blocks),
        running=f"{title} · {parts.brief(subject)}",
        footer=institution_line(city, voice),
    )


def _blocks(
    one: Comparison, district: Group, results: Sequence[Result], campaign: Campaign | None, alone: Comparison | None, voice: Voice
) -> Iterator[Block]:
    referrals = [clue for clue in one.referrals if clue.district == district.key]
    failed = [found for found in one.not_judged if found.district == district.key]
    missing = [found for found in one.unassessed if found.district == district.key]
    yield _summary(district, referrals, voice)
    yield from caveats(district.verdicts, voice)
    yield from numbered(
        voice,
        (voice("评估概况", "The assessment"), list(_about(district, missing, campaign, voice))),
        (voice("辖区情况与全市比较", "The district beside the city"), list(beside(one, district, voice))),
        (
            voice("企业名单与结论", "Enterprises and verdicts"),
            [
                *_enterprises(one, results, voice),
                *_why(results, voice),
                *_not_issued(results, voice),
                *not_judged(failed, voice),
                *unassessed(missing, voice),
            ],
        ),
        *((title, blocks) for title, blocks in (summed_up(alone, voice) if alone is not None else ())),
        (voice("移送的涉嫌违法行为线索", "Clues referred"), list(_clues(referrals, results, campaign, voice))),
        (voice("问题清单与整改期限", "Problems and deadlines"), list(_problems(results, voice))),
        (voice("后续职责", "What the district does next"), list(_duties(results, referrals, campaign, voice))),
    )


def _summary(district: Group, referrals: Sequence[Referral], voice: Voice) -> Callout:
    verdicts = district.verdicts
    lines = [
        voice(
            f"辖区评估 {district.judged} 份，出具结论 {verdicts.issued} 份：具备 {verdicts.capable.count}，整改后具备 "
            f"{verdicts.after_rectification.count}，不具备 {verdicts.not_capable.count}。",
            f"{district.judged} assessments, {verdicts.issued} verdicts issued: {verdicts.capable.count} capable, "
            f"{verdicts.after_rectification.count} after rectification, {verdicts.not_capable.count} not capable.",
        )
    ]
    urgent = sum(clue.urgency == "immediate" for clue in referrals)
    lines.append(
        voice(
            f"移送涉嫌违法行为线索 {len(referrals)} 条，其中须立即处理 {urgent} 条。",
            f"{len(referrals)} clues are referred to the district, {urgent} of them immediate.",
        )
        if referrals
        else voice("没有移送线索。", "No clue is referred.")
    )
    return Callout(voice("要点", "In short"), tuple(lines), "bad" if urgent else "plain")


def summed_up(alone: Comparison, voice: Voice) -> Iterator[tuple[str, list[Block]]]:
    """The district's categories, what fails most in it, its sample tests: as the overall report has them for the city."""
    categories: list[Block] = []
    if len(alone.categories) > 1:
        caption = voice("辖区各品类的等级与能力", "Grades and capability by category")
        categories = [figures.by_groups(alone.categories, alone.verdicts, voice("品类", "Category"), caption, voice)]
    yield voice("辖区分品类情况", "By category"), categories
    every = [*(check.overall for check in alone.common), *(check for own in alone.own for check in own.checks)]
    worst = sorted((check for check in every if check.failed.count), key=lambda check: (-check.failed.count, -check.minor))
    table = figures.failing(worst, voice("不符合的核查项，次数多的在前", "Checks that fail, most often first"), voice)
    yield voice("辖区主要问题", "Main problems"), [block for block in (figures.by_class(every, voice), table) if block is not None]
    tests = figures.by_category(alone.tests_by_category, alone.tests if len(alone.tests_by_category) > 1 else None, voice)
    named = [(voice.text(group.title), item) for group in alone.tests_by_category for item in group.items]
    yield voice("辖区抽样检测", "Sample tests"), [*([tests] if tests is not None else []), *figures.items(named, voice)]


def _about(district: Group, missing: Sequence[Unassessed], campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    rows = ordered(campaign, voice)
    if campaign is not None:
        visit = campaign.phases["visit"]
        rows.append((voice("实地核查与抽样", "Visits and sampling"), f"{visit.from_} – {visit.until}"))
    counts = [
        voice(f"评估 {district.judged} 份", f"{district.judged} judged"),
        voice(f"出具 {district.verdicts.issued}", f"{district.verdicts.issued} issued"),
    ]
    if district.planned is not None:
        counts.insert(0, voice(f"计划 {district.planned} 家", f"{district.planned} planned"))
    if district.failed:
        counts.append(voice(f"未能评估 {district.failed}", f"{district.failed} not judged"))
    rows.append((voice("辖区", "The district"), voice.listed(counts)))
    if district.planned is not None:
        rows.append((voice("名单中未评估", "Planned, not assessed"), unassessed_words(missing, voice)))
    yield Facts((*rows, *to_know(campaign, voice)))


def beside(one: Comparison, district: Group, voice: Voice) -> Iterator[Block]:
    few = district.few and district.verdicts.capable.percent is not None

    def bar(name: str, group: Group | Comparison) -> Bar:
        found = group.verdicts
        rate = group.common_findings if isinstance(group, Group) else None
        figure = (
            Cell(str(group.judged)),
            *([Cell(figures.signs(found))] if one.verdicts.caveats else []),
            Cell(percent_of(found.capable) + (" *" if group is district and few else "")),
            Cell(figures.interval(found.capable, voice)),
            Cell(percent_of(rate) if rate else _city_findings(one)),
        )
        return Bar(name, figures.grade_bar(found), figure)

    yield Bars(
        caption=voice("等级与能力", "Grades and capability"),
        label=voice("范围", "Area"),
        drawing=voice("等级分布", "Grades"),
        columns=(
            Column(voice("已评", "Judged"), 10, "right"),
            *([Column(voice("附注", "Caveats"), 15)] if one.verdicts.caveats else []),
            Column(voice("具备比例", "Capable"), 14, "right"),
            Column(voice("95% 区间", "95% interval"), 18, "right"),
            Column(voice("共用项发现率", "Common findings"), 18, "right"),
        ),
        bars=(bar(voice.text(district.title), district), bar(voice("全市", "The city"), one)),
        key=figures.grade_key(one.verdicts, voice),
        note=voice(
            "辖区与全市的品类构成不同，比较只作参考。共用项发现率是各品类都有的核查项中轻微缺陷和不符合所占的比例。",
            "The district's mix of categories is not the city's: compare with care. Common findings: minor or worse, "
            "among the checks that all categories have.",
        )
        + (voice("* 不足三家企业，比例不宜比较。", " * Fewer than three enterprises: not a share to compare by.") if few else "")
        + _of_signs(one, voice),
    )
    if (found := figures.sections(district.sections, voice)) is not None and not district.few:
        yield found


def _of_signs(one: Comparison, voice: Voice) -> str:
    """What the caveats beside the city's grades mean: the district may have none of them."""
    found = {caveat.reason for caveat in one.verdicts.caveats}
    said = voice.clauses(f"{sign} {voice.text(REASON[reason])}" for reason, sign in parts.SIGNS.items() if reason in found)
    return voice(f"{said}。", f" {said}.") if said else ""


def _city_findings(one: Comparison) -> str:
    """The rate of common findings in the whole city, from its districts."""
    count, of = (sum(getattr(group.common_findings, name) for group in one.districts) for name in ("count", "of"))
    return percent(count, of)


def _enterprises(one: Comparison, results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    if not results:
        yield Paragraph(voice("辖区内没有完成评估的企业。", "No enterprise of the district was judged."))
        return
    yield listing(one, results, voice)


def _why(results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    """Why each enterprise that is not capable, or only after rectification, has its grade: what a bureau asks first."""
    short = [result for result in results if result.verdict.issued and result.verdict.capable != "yes"]
    if not short:
        return
    short.sort(key=lambda result: result.verdict.capable != "no")
    yield Table(
        caption=voice("不具备和整改后具备的：依据", "Not capable, or only after rectification: why"),
        columns=(
            Column(voice("企业", "Enterprise"), 30),
            Column(voice("等级", "Grade"), 13),
            Column(voice("依据", "Grounds"), 57),
        ),
        rows=tuple(
            (
                Cell(result.enterprise.name),
                Cell(parts.grade_with_signs(result, voice), parts.tone_of_grade(result.verdict.capable, result.verdict.grade)),
                Cell(parts.sentence(voice.clauses(_ground(ground, voice) for ground in explain(result).grounds), voice)),
            )
            for result in short
        ),
    )


def _ground(ground: Ground, voice: Voice) -> str:
    """`有 1 个否决项不符合（C8.3）`; where it rests on many checks, the list of problems below names them."""
    return voice.text(ground.says) + (voice.bracketed(voice.listed(ground.checks)) if len(ground.checks) <= _MOST_NAMED else "")


def _not_issued(results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    """Each verdict that is a preview only, why, and what it lacks."""
    held = [result for result in results if not result.verdict.issued]
    if not held:
        return
    yield Table(
        caption=voice("未出具的结论：原因和还缺的事项", "Verdicts not issued: why, and what they lack"),
        columns=(
            Column(voice("企业", "Enterprise"), 30),
            Column(voice("等级", "Grade"), 17),
            Column(voice("为什么未出具", "Why not issued"), 30),
            Column(voice("还缺什么", "What it lacks"), 23),
        ),
        rows=tuple(
            (
                Cell(result.enterprise.name),
                Cell(parts.grade_with_signs(result, voice), "open"),
                Cell(parts.sentence(voice.clauses(voice.text(one.text) for one in result.verdict.not_issued_because), voice)),
                Cell(_lacking(result, voice)),
            )
            for result in held
        ),
    )


def _lacking(result: Result, voice: Voice) -> str:
    """`待出结果：FCM-T15`, or how many where there are many; another assessor where the team was one."""
    said = []
    for state in ("unchecked", "pending", "inconclusive"):
        found = [one for one in result.checks if one.state == state]
        names = voice.listed(one.id for one in found) if len(found) <= _MOST_NAMED else voice(f"{len(found)} 项", str(len(found)))
        if found:
            said.append(voice.named(voice.text(STATE[found[0].state]), names))
    if any(one.reason == "team" for one in result.verdict.not_issued_because):
        said.append(voice("第二名评估人员", "a second assessor"))
    return voice.clauses(said) or "—"


def _clues(referrals: Sequence[Referral], results: Sequence[Result], campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    if not referrals:
        return
    yield Paragraph(
        voice(
            "下列均为“涉嫌”线索，评估只记录事实，是否违法由区市场监管局查证认定。线索与得分、等级无关。",
            "All of these are suspicions: the assessment records facts, and the district finds out whether there is a violation. "
            "They do not depend on score or grade.",
        )
    )
    teams = {result.assessment: result for result in results}
    bodies = campaign.institutions if campaign else ()
    for clue in referrals:
        found = teams.get(clue.assessment)
        team = found.team if found else ()
        people = voice.listed(member.name + voice.bracketed(listed_name(member.organization, bodies, voice)) for member in team)
        urgent = clue.urgency == "immediate"
        rows = [
            (voice("企业", "Enterprise"), clue.enterprise),
            (voice("发现", "Found"), voice.clauses(part for part in (clue.assessed_on, people) if part)),
            (voice("事实", "Facts"), voice.text(clue.facts)),
            (voice("检查项", "Checks"), voice.listed(clue.checks)),
            (voice("证据", "Evidence"), voice.listed(clue.evidence)),
            (voice("可能涉及", "Law it may touch"), voice.text(clue.law)),
            (
                voice("受理与反馈", "Receipt, outcome"),
                voice("签收人 ________ 日期 ________ 处理结果 ____________", "received by ________ on ________ outcome ____________"),
            ),
        ]
        tags = (
            Cell(voice("立即处理", "immediate"), "bad") if urgent else Cell(voice("一般", "normal"), "poor"),
            Cell(voice("案卷 ", "dossier ") + clue.assessment),
            Cell(voice("评估结论已出具", "verdict issued") if clue.issued else voice("评估结论未出具", "verdict not issued")),
        )
        yield Card(
            clue.code, voice.text(clue.title), tags, tuple((name, words) for name, words in rows if words), "bad" if urgent else "poor"
        )


def _problems(results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    for result in results:
        if not result.actions:
            continue
        states = {check.id: check.state for check in result.checks}
        rows = []
        for action in sorted(result.actions, key=lambda one: one.due):
            fails = any(states[name] == "fail" for name in action.checks)
            word = Cell(voice("不符合", "not conforming"), "bad") if fails else Cell(voice("轻微缺陷", "minor defect"), "poor")
            rows.append(
                (Cell(action.due), Cell(f"{action.id} {voice.text(action.title)}"), word, Cell(voice.text(action.proof, "—")), Cell("□"))
            )
        grade = parts.grade_with_signs(result, voice)
        yield Table(
            caption=voice(
                f"{result.enterprise.name} · 等级 {grade} · 案卷 {result.assessment}",
                f"{result.enterprise.name}, grade {grade}, dossier {result.assessment}",
            ),
            columns=(
                Column(voice("期限", "Due"), 13),
                Column(voice("整改事项", "To be put right"), 42),
                Column(voice("程度", "Degree"), 13),
                Column(voice("证明材料", "Proof"), 30),
                Column(voice("完成", "Done"), 8, "center"),
            ),
            rows=tuple(rows),
        )


def _duties(results: Sequence[Result], referrals: Sequence[Referral], campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    due = [(action.due, 1) for result in results for action in result.actions]
    if due:
        yield rectified(campaign, due, voice)
    phase = campaign.phases.get("follow_up") if campaign else None
    when = voice(f"{phase.from_} 至 {phase.until} ", f"From {phase.from_} to {phase.until}: ") if phase else ""
    lines = [
        voice(
            f"{when}督促企业按问题清单整改，核对证明材料。",
            f"{when}see that findings are put right by the list above, and check the proof.",
        ),
        voice("对移送线索依法调查处理，不得只凭本报告认定违法。", "Look into the clues; this report alone establishes no violation.")
        if referrals
        else "",
        voice("处理结果反馈市市场监管局。", "Report the outcome to the municipal bureau."),
        voice(
            "企业的单独数据只用于监管，不向其他企业和协会提供。",
            "Data of single enterprises serve supervision alone and are given to no other enterprise or association.",
        ),
    ]
    yield Items(tuple(line for line in lines if line), numbered=True)
    yield Signatures((voice("区市场监管局签收", "Received for the district"), voice("日期", "Date")))
