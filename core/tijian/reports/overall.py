"""总体分析报告 The report to the municipal bureau: what the whole campaign found, and what follows."""

from collections.abc import Iterator, Sequence

from ..compare.model import Comparison, Leniency, Verdicts
from ..model.campaign import Campaign
from ..model.result import Result
from ..model.text import Language
from . import parts
from . import statistics as figures
from .campaign_words import (
    caveats,
    day_of,
    how_to_read,
    institution_line,
    not_issued,
    not_judged,
    particulars,
    rectified,
    unassessed,
    what_follows,
)
from .listing import listing
from .model import Bar, Bars, Block, Callout, Cell, Column, Paragraph, Report, Segment, Table
from .overall_annex import annex
from .overall_risks import risks
from .sections import numbered
from .statistics import percent_of
from .voice import Voice

_MOST = 12
_GRAVE = ("veto", "key")


def overall(comparison: Comparison, campaign: Campaign | None, language: Language, results: Sequence[Result] = ()) -> Report:
    """The report of a whole campaign, or of any results that were compared."""
    voice = Voice(language)
    subject = voice.text(comparison.title) if comparison.title else voice("评估工作总体分析", "The assessments as a whole")
    title = voice("能力评估工作总体分析报告", "Capability assessment: overall report")
    return Report(
        kind="overall",
        language=language,
        title=title,
        subject=subject,
        reader=voice("总体分析报告 · 报市市场监管局", "for the municipal bureau"),
        day=day_of(comparison, campaign),
        author=voice("评估技术机构", "the commissioned institutions"),
        blocks=tuple(_blocks(comparison, campaign, results, voice)),
        running=f"{title} · {parts.brief(subject)}",
        footer=institution_line(comparison, voice),
    )


def _blocks(one: Comparison, campaign: Campaign | None, results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    yield _summary(one, voice)
    yield from caveats(one.verdicts, voice)
    yield from numbered(
        voice,
        (
            voice("评估工作概况", "The campaign"),
            [
                *particulars(one, campaign, voice),
                *not_issued(one.verdicts, voice),
                *not_judged(one.not_judged, voice),
                *unassessed(one.unassessed, voice),
            ],
        ),
        (voice("总体结论", "Verdicts"), list(_verdicts(one, voice))),
        (voice("分品类情况", "By category"), list(_categories(one, voice))),
        (voice("分区域情况", "By district"), list(_districts(one, voice))),
        (voice("主要问题", "Main problems"), list(_problems(one, voice))),
        (voice("抽样检测情况", "Sample tests"), list(_tests(one, voice))),
        (voice("原因分析", "Causes"), list(_causes(one, voice))),
        (voice("涉嫌违法行为线索", "Clues of suspected violations"), list(_clues(one, voice))),
        (voice("评估机构之间的一致性", "Consistency between institutions"), list(_institutions(one, voice))),
        (voice("风险提示与监管建议", "Risks and supervision"), list(risks(one, voice))),
        (voice("整改时限", "Deadlines"), list(_due(one, campaign, voice))),
        (voice("后续工作", "What follows"), list(what_follows(one, campaign, voice))),
        (voice("数据说明", "How to read the figures"), list(how_to_read(one, voice))),
        (voice("附表", "Annex"), [*annex(one, voice), *figures.tested(one.tests_by_category, voice), *_list(one, results, voice)]),
    )


def _list(one: Comparison, results: Sequence[Result], voice: Voice) -> Iterator[Block]:
    """Every enterprise, where they are here one by one: from the sums of a batch there is no list."""
    if results:
        yield listing(one, results, voice, caption=voice("评估对象名单", "The enterprises assessed"), districts=True)


def _summary(one: Comparison, voice: Voice) -> Callout:
    verdicts, tests = one.verdicts, one.tests
    share, failed = (voice.bracketed(percent_of(found) if found.percent else "") for found in (verdicts.capable, tests.batches))
    lines = [
        voice(
            f"评估 {one.judged} 份（{one.enterprises} 家企业），出具结论 {verdicts.issued} 份：具备 {verdicts.capable.count} 份{share}，"
            f"整改后具备 {verdicts.after_rectification.count} 份，不具备 {verdicts.not_capable.count} 份。",
            f"{one.judged} assessments of {one.enterprises} enterprises, {verdicts.issued} verdicts issued: {verdicts.capable.count} "
            f"capable{share}, {verdicts.after_rectification.count} after rectification, {verdicts.not_capable.count} not capable.",
        )
    ]
    if tests.batches.of:
        lines.append(
            voice(
                f"抽样检测 {tests.batches.of} 批次，不合格 {tests.batches.count} 批次{failed}。",
                f"{tests.batches.of} batches were tested, {tests.batches.count} failed{failed}.",
            )
        )
    if one.referrals:
        urgent = sum(clue.urgency == "immediate" for clue in one.referrals)
        lines.append(
            voice(
                f"移送涉嫌违法行为线索 {len(one.referrals)} 条，其中须立即处理 {urgent} 条。",
                f"{len(one.referrals)} clues of suspected violations were referred, {urgent} of them immediate.",
            )
        )
    return Callout(voice("要点", "In short"), tuple(lines))


def _verdicts(one: Comparison, voice: Voice) -> Iterator[Block]:
    verdicts = one.verdicts
    if not verdicts.issued:
        yield Paragraph(voice("没有已出具的结论。", "No verdict was issued."))
        return
    bars = []
    for grade in verdicts.grades:
        tone = parts.tone_of_grade(grade.capable, grade.grade)
        length = grade.share.count * 1000 // verdicts.issued
        says = f"{grade.grade}　{voice.text(grade.says)}" if voice.language == "zh" else f"{grade.grade}  {voice.text(grade.says)}"
        figure = (Cell(str(grade.share.count)), Cell(percent_of(grade.share)), Cell(figures.interval(grade.share, voice)))
        bars.append(Bar(says, (Segment(length, tone),), figure))
    yield Bars(
        caption=_of_issued(verdicts, voice),
        label=voice("等级", "Grade"),
        drawing=voice("占比", "Share"),
        columns=(
            Column(voice("份数", "Count"), 11, "right"),
            Column(voice("占比", "Share"), 12, "right"),
            Column(voice("95% 区间", "95% interval"), 18, "right"),
        ),
        bars=tuple(bars),
    )
    if (found := figures.sections(one.sections, voice)) is not None:
        yield found


def _of_issued(verdicts: Verdicts, voice: Voice) -> str:
    """What the chart of grades is of, with the caveats beside them."""
    signs = figures.signs(verdicts)
    zh, en = f"等级分布（{verdicts.issued} 份已出具的结论", f"Grades ({verdicts.issued} issued verdicts"
    return voice(f"{zh}；附注 {signs}）", f"{en}; caveats {signs})") if signs else voice(f"{zh}）", f"{en})")


def _categories(one: Comparison, voice: Voice) -> Iterator[Block]:
    if not one.categories:
        return
    yield figures.by_groups(
        one.categories, one.verdicts, voice("品类", "Category"), voice("各品类的等级与能力", "Grades and capability by category"), voice
    )
    if len(one.groups) > 1:
        caption = voice("按企业类别", "By group")
        yield figures.by_groups(one.groups, one.verdicts, voice("类别", "Group"), caption, voice)
    if len(one.sizes) > 1:
        yield figures.by_groups(one.sizes, one.verdicts, voice("规模", "Size"), voice("按企业规模", "By size"), voice)


def _districts(one: Comparison, voice: Voice) -> Iterator[Block]:
    if not one.districts:
        return
    note = voice(
        "各区所评品类不同，不宜排名。",
        "The districts hold different categories: this is no ranking.",
    )
    yield figures.by_groups(
        one.districts, one.verdicts, voice("区", "District"), voice("各区的等级与能力", "Grades and capability by district"), voice, note
    )


def _problems(one: Comparison, voice: Voice) -> Iterator[Block]:
    every = [*(check.overall for check in one.common), *(check for own in one.own for check in own.checks)]
    if (said := figures.by_class(every, voice)) is not None:
        yield said
    common = [check.overall for check in one.common if not check.overall.few]  # the same list as that of `tijian compare`
    if (table := figures.failing(common, voice("共用核查项中不符合最多的", "Common checks that fail most"), voice)) is not None:
        yield table
    grave = sorted((check for check in every if check.class_ in _GRAVE and check.failed.count), key=lambda check: -check.failed.count)
    caption = voice("不符合次数最多的否决项、关键项", "Veto and key checks that fail most often")
    if (table := figures.failing(grave, caption, voice)) is not None:
        yield table
    for own in one.own:
        title = voice.text(own.title) + (f" {own.edition}" if own.edition else "")
        found = figures.failing(own.checks, voice(f"{title}：专项核查项", f"{title}: checks of its own"), voice, 3)
        if found is not None:
            yield found


def _tests(one: Comparison, voice: Voice) -> Iterator[Block]:
    table = figures.by_category(one.tests_by_category, one.tests, voice)
    if table is None:
        yield Paragraph(voice("没有抽样检测结果。", "There are no results of sample tests."))
        return
    yield table
    named = [(voice.text(group.title), item) for group in one.tests_by_category for item in group.items]
    named.sort(key=lambda pair: (-pair[1].failed.count, pair[0], pair[1].check))
    yield from figures.items(named, voice)


def _causes(one: Comparison, voice: Voice) -> Iterator[Block]:
    shown = sorted((found for found in one.diagnoses if found.share.count), key=lambda found: -found.share.count)[:_MOST]
    if not shown:
        return
    titles = {group.key: voice.text(group.title) for group in one.categories}
    yield Table(
        caption=voice("成立最多的诊断：几项发现合起来说明什么", "The diagnoses established most: what several findings mean together"),
        columns=(
            Column(voice("诊断", "Diagnosis"), 56),
            Column(voice("品类", "Category"), 24),
            Column(voice("成立 / 已评", "Held / judged"), 16, "right"),
        ),
        rows=tuple(
            (
                Cell(f"{found.diagnosis} {voice.text(found.says)}"),
                Cell(titles.get(found.category, found.category)),
                Cell(figures.of(found.share)),
            )
            for found in shown
        ),
    )


def _clues(one: Comparison, voice: Voice) -> Iterator[Block]:
    if not one.clue_codes:
        yield Paragraph(voice("没有提出线索。", "No clue was raised."))
        return
    yield Paragraph(
        voice(
            "下列只是线索，均为“涉嫌”，已移送企业所在区，由区市场监管局依法调查处理；线索与得分、等级无关。",
            "These are clues of suspicion alone, referred to the districts, which look into them; they do not depend on score or grade.",
        )
    )
    yield Table(
        caption="",
        columns=(
            Column(voice("代码", "Code"), 9),
            Column(voice("线索", "Clue"), 56),
            Column(voice("缓急", "Urgency"), 12),
            Column(voice("条数", "Clues"), 10, "right"),
            Column(voice("企业数", "Enterprises"), 12, "right"),
        ),
        rows=tuple(
            (
                Cell(found.code),
                Cell(voice.text(found.title)),
                Cell(voice("立即", "immediate"), "bad") if found.urgency == "immediate" else Cell(voice("一般", "normal")),
                Cell(str(found.clues)),
                Cell(str(found.enterprises)),
            )
            for found in one.clue_codes
        ),
    )
    titles = {group.key: voice.text(group.title) for group in one.districts}
    listed = voice.listed(f"{titles.get(name, name)} {count}" for name, count in one.clues_by_district if count)
    yield Paragraph(voice.named(voice("移送各区", "By district"), listed), note=True)


def _institutions(one: Comparison, voice: Voice) -> Iterator[Block]:
    shown = [found for found in one.leniency if found.difference is not None]
    if not shown:
        return
    yield Paragraph(
        voice(
            "比较各机构在同品类、同一批共用核查项上发现问题的多少。这只是提示，不是结论：企业不是随机分派的。",
            "How many faults each institution finds in the same checks of the same categories. A hint, no proof: enterprises "
            "were not assigned by lot.",
        )
    )
    yield Table(
        caption="",
        columns=(
            Column(voice("机构", "Institution"), 26),
            Column(voice("可比 / 评估", "Compared / judged"), 14, "right"),
            Column(voice("发现率", "Findings"), 13, "right"),
            Column(voice("与同行之差（每百项）", "Difference per 100 checks"), 20, "right"),
            Column(voice("95% 区间", "95% interval"), 18, "right"),
            Column(voice("提示", "Hint"), 14),
        ),
        rows=tuple(
            (
                Cell(voice.text(found.title)),
                Cell(f"{found.compared} / {found.enterprises}"),
                Cell(percent_of(found.raw)),
                Cell(found.difference or "—"),
                Cell(f"{found.low} ~ {found.high}" if found.low is not None else "—"),
                _hint(found, voice),
            )
            for found in shown
        ),
    )


def _hint(found: Leniency, voice: Voice) -> Cell:
    if not found.stands_out or found.difference is None:
        return Cell("—")
    lenient = found.difference.startswith("-")
    return Cell(voice("偏松，宜复核", "lenient: look again") if lenient else voice("偏严，宜复核", "strict: look again"), "poor")


def _due(one: Comparison, campaign: Campaign | None, voice: Voice) -> Iterator[Block]:
    if not one.due:
        return
    months: dict[str, list[int]] = {}
    for day in one.due:
        held = months.setdefault(day.due[:7], [0, 0])
        held[0] += day.actions
        held[1] += 1
    yield Table(
        caption=voice("整改措施到期时间", "When corrective actions are due"),
        columns=(
            Column(voice("月份", "Month"), 30),
            Column(voice("措施数", "Actions"), 20, "right"),
            Column(voice("到期日数", "Days with deadlines"), 20, "right"),
        ),
        rows=tuple(tuple(map(Cell, (month, str(actions), str(days)))) for month, (actions, days) in sorted(months.items())),
    )
    yield rectified(campaign, [(day.due, day.actions) for day in one.due], voice)
