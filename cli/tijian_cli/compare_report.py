"""A comparison on a terminal: what was concluded, the groups asked for, what fails most, samples, clues, deadlines, institutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from tijian.model.words import CAVEAT_SIGN, WHY_NOT_ASSESSED

from .bilingual import Words
from .caveats import counted, key
from .language import Language
from .paper import Column, Look, Paper

if TYPE_CHECKING:
    from tijian.compare.model import CheckRate, Comparison, Group, Leniency, SectionSpread, Share, Spread, Verdicts
    from tijian.model.text import Text

MOST: Final = 10  # of a ranking
_NONE: Final = "–"
_HEADINGS: Final = {
    "category": Words("按品类", "By category"),
    "district": Words("按区", "By district"),
    "section": Words("按章", "By section"),
    "group": Words("按分类", "By group"),
    "institution": Words("按机构", "By institution"),
    "size": Words("按规模", "By size"),
}


def compare_report(comparison: Comparison, about: Text | None, by: Any, language: Language, look: Look) -> str:
    """The whole text."""
    paper = Paper(language, look)
    _head(paper, comparison, about)
    _conclusions(paper, comparison.verdicts)
    _mixed(paper, comparison)
    if by == "section":
        _sections(paper, comparison)
    else:
        _groups(paper, comparison.of(by), by, comparison)
    _checks(paper, comparison)
    _samples(paper, comparison)
    _clues(paper, comparison)
    _due(paper, comparison)
    _leniency(paper, comparison.leniency)
    _not_judged(paper, comparison)
    _unassessed(paper, comparison)
    return paper.text()


def _head(paper: Paper, one: Comparison, about: Text | None) -> None:
    language = paper.language
    paper.heading(one.title(language) if one.title else paper.say("结果的比较", "A comparison of results"))
    if about is not None:
        paper.line(about(language), "  ")
    planned = "" if one.planned is None else paper.say(f"计划 {one.planned} · ", f"{one.planned} planned · ")
    failed = paper.say(f" · 未能评估 {len(one.not_judged)}", f" · {len(one.not_judged)} not judged") if one.not_judged else ""
    if one.unassessed:
        failed += paper.say(f" · 未评估 {len(one.unassessed)}", f" · {len(one.unassessed)} not assessed")
    days = "" if one.first_day is None else f" · {one.first_day} – {one.last_day}"
    zh, en = (
        f"{planned}已评估 {one.judged}{failed} · 企业 {one.enterprises} 家{days}",
        f"{planned}{one.judged} judged{failed} · {one.enterprises} enterprises{days}",
    )
    paper.line(paper.say(zh, en), "  ")


def _conclusions(paper: Paper, one: Verdicts) -> None:
    paper.heading(paper.say("结论", "Verdicts"))
    aside = [
        (one.previews, "等级已定 ", "certain"),
        (one.uncertain, "等级未定 ", "open"),
        (one.not_assessable, "无法评估 ", "not assessable"),
    ]
    held = one.judged - one.issued
    parts = paper.say("、", ", ").join(paper.say(f"{zh}{count}", f"{count} {en}") for count, zh, en in aside if count)
    paper.line(
        paper.say(
            f"已出具 {one.issued}" + (f"；未出具 {held}（{parts}），等级只是预览，不计入下表" if held else ""),
            f"{one.issued} issued" + (f"; {held} not issued ({parts}): previews, not counted among these grades" if held else ""),
        ),
        "  ",
    )
    if one.grades:
        columns = [
            Column(Words("等级", "Grade")),
            Column(Words("结论", "Verdict"), room=True),
            Column(Words("家数", "Number"), right=True),
            Column(Words("占比", "Share"), right=True),
            Column(Words("95% 区间", "95 % interval"), right=True),
        ]
        rows = [
            (g.grade, g.says(paper.language) if g.says else "", str(g.share.count), _percent(g.share), _interval(g.share))
            for g in one.grades
        ]
        rows.append(
            ("", paper.say("具备（合计）", "capable, in all"), str(one.capable.count), _percent(one.capable), _interval(one.capable))
        )
        paper.table(columns, rows)
    if one.not_issued_because:
        paper.line(paper.say("为什么未出具，一份可有几个原因：", "Why not issued, one may have several reasons:"), "  ")
    for reason in one.not_issued_because:
        paper.item(paper.say(f"{reason.text('zh')}（{reason.results}）", f"{reason.text('en')} ({reason.results})"))
    if one.caveats:
        paper.line(paper.say("等级的附注：", "Beside the grades:"), "  ")
    for caveat in one.caveats:
        mark = CAVEAT_SIGN.get(caveat.reason, "*")
        paper.item(f"{mark} " + paper.say(f"{caveat.text('zh')}（{caveat.results}）", f"{caveat.text('en')} ({caveat.results})"))


def _mixed(paper: Paper, one: Comparison) -> None:
    if not one.mixed:
        return
    paper.heading(paper.say("同一品类用了不同版本的细则", "Different editions of one category"))
    for use in one.editions:
        if use.category in one.mixed:
            paper.item(f"{use.category}/{use.edition}  {use.digest.removeprefix('sha256:')[:12]}  {use.results}")
    taken = paper.say("已按要求合在一起求平均（--allow-mixed）。", "They are averaged together, as asked (--allow-mixed).")
    apart = paper.say("分开列出，不求平均；要合在一起用 --allow-mixed。", "They are listed apart and not averaged; --allow-mixed does so.")
    paper.line(taken if one.allow_mixed else apart, "  ")


def _groups(paper: Paper, groups: Sequence[Group], by: str, one: Comparison) -> None:
    paper.heading(_HEADINGS[by](paper.language))
    shown = [group for group in groups if group.judged or group.failed or group.planned]
    grades = list(dict.fromkeys(grade.grade for grade in one.verdicts.grades))
    columns = [
        Column(Words("名称", "Name"), room=True),
        Column(Words("评估", "Judged"), right=True),
        Column(Words("出具", "Issued"), right=True),
        *(Column(Words(grade, grade), right=True) for grade in grades),
        Column(Words("附注", "Caveats")),
        Column(Words("具备", "Capable"), right=True),
        Column(Words("95% 区间", "95 % interval"), right=True, spare=True),
        Column(Words("总分", "Total"), right=True, spare=True),
        Column(Words("中位", "Median"), right=True, spare=True),
        Column(Words("发现率", "Findings"), right=True),
        Column(Words("名次", "Rank"), right=True),
    ]
    paper.table(columns, [_group(paper, group, grades) for group in shown])
    if caveats := [caveat.reason for group in shown for caveat in group.verdicts.caveats]:
        key(paper, caveats)
    if by == "category":
        zh = "发现率和名次按各品类都有的核查项，第 1 名发现最少；不足 3 家的不排名。得分和等级只看已出具的。"
        en = (
            "Ranks go by findings among the checks that every category has, 1 with the fewest; fewer than 3 have none. "
            "Scores and grades are of issued verdicts."
        )
    elif any(group.unranked == "unlike" for group in shown):
        zh, en = "各组的品类构成不同，不排名。", "The groups hold different categories, so they are not ranked."
    else:
        return
    paper.line(paper.say(zh, en), "  ")


def _group(paper: Paper, group: Group, grades: Sequence[str]) -> tuple[str, ...]:
    counts = {grade.grade: grade.share.count for grade in group.verdicts.grades}
    name = group.title(paper.language) + (f"/{group.edition}" if group.edition else "")
    return (
        name,
        str(group.judged) + (paper.say(f"（{group.failed} 未能）", f" (+{group.failed} not)") if group.failed else ""),
        str(group.verdicts.issued),
        *(str(counts.get(grade, 0)) for grade in grades),
        counted(group.verdicts.caveats),
        _percent(group.verdicts.capable),
        _interval(group.verdicts.capable),
        group.total.mean or _NONE,
        group.total.median or _NONE,
        f"{group.common_findings.percent}%" if group.common_findings.percent else _NONE,
        _NONE if group.rank is None else str(group.rank),
    )


def _sections(paper: Paper, one: Comparison) -> None:
    paper.heading(_HEADINGS["section"](paper.language))
    columns = [Column(Words("章", "Section")), Column(Words("名称", "Title"), room=True), *_spread_columns()]
    paper.table(columns, [_section(section, paper.language) for section in one.sections])
    for group in one.categories:
        own = [section for section in group.sections if not section.common]
        for section in own:
            paper.item(f"{group.title(paper.language)}  {section.title(paper.language)}  {_said(paper, section.spread)}")


def _spread_columns() -> list[Column]:
    return [Column(Words(zh, en), right=True) for zh, en in (("n", "n"), ("均值", "Mean"), ("中位", "Median"), ("四分位", "Quartiles"))]


def _section(section: SectionSpread, language: Language) -> tuple[str, ...]:
    spread = section.spread
    quartiles = f"{spread.lower}–{spread.upper}" if spread.lower is not None else _NONE
    return (section.section, section.title(language), str(spread.n), spread.mean or _NONE, spread.median or _NONE, quartiles)


def _said(paper: Paper, spread: Spread) -> str:
    return paper.say(f"均值 {spread.mean or _NONE}，n = {spread.n}", f"mean {spread.mean or _NONE}, n = {spread.n}")


def _checks(paper: Paper, one: Comparison) -> None:
    common = [check.overall for check in one.common if check.overall.failed.count and not check.overall.few]
    if common:
        paper.heading(paper.say("最常不符合的共用核查项", "Shared checks that fail most"))
        _rates(paper, [("", rate) for rate in common[:MOST]])
    worst = [(owned.title(paper.language), rate) for owned in one.own for rate in owned.checks[:1] if rate.failed.count and not rate.few]
    if worst:
        paper.heading(paper.say("各品类的专项中最常不符合的一项", "Of each category's own checks the one that fails most"))
        _rates(paper, worst)


def _rates(paper: Paper, rates: Sequence[tuple[str, CheckRate]]) -> None:
    columns = [
        Column(Words("编号", "Id")),
        Column(Words("核查内容", "Check"), room=True),
        Column(Words("不符合", "Fails"), right=True),
        Column(Words("适用", "Applies"), right=True),
        Column(Words("占比", "Share"), right=True),
        Column(Words("轻微", "Minor"), right=True),
    ]
    rows = [
        (
            rate.check,
            (f"{name}：" if paper.language == "zh" else f"{name}: ") * bool(name) + rate.title(paper.language),
            str(rate.failed.count),
            str(rate.failed.of),
            _percent(rate.failed),
            str(rate.minor),
        )
        for name, rate in rates
    ]
    paper.table(columns, rows)


def _samples(paper: Paper, one: Comparison) -> None:
    books = [book for book in one.tests_by_category if book.batches.of]
    if not books:
        return
    paper.heading(paper.say("抽样检测：不合格发现率", "Sample tests: batches found failing"))
    columns = [
        Column(Words("品类", "Category"), room=True),
        Column(Words("批次", "Batches"), right=True),
        Column(Words("不合格", "Failing"), right=True),
        Column(Words("发现率", "Share"), right=True),
        Column(Words("A类（安全）", "A (safety)"), right=True),
        Column(Words("B类", "B"), right=True),
        Column(Words("C类（标识）", "C (marking)"), right=True),
    ]
    rows = [
        (
            book.title(paper.language) + (f"/{book.edition}" if book.edition else ""),
            str(book.batches.of), str(book.batches.count), _percent(book.batches),
            *(f"{part.count}/{part.of}" if part.of else _NONE for part in (book.safety, book.usability, book.label)),
        )
        for book in [*books, one.tests]
    ]  # fmt: skip
    paper.table(columns, rows)


def _clues(paper: Paper, one: Comparison) -> None:
    if not one.clue_codes:
        return
    paper.heading(paper.say("涉嫌违法行为线索", "Clues of suspected illegal acts"))
    for clue in one.clue_codes:
        urgent = paper.say("当日移送", "same day") if clue.urgency == "immediate" else paper.say("随报告移送", "with the report")
        paper.item(f"{clue.code} ×{clue.clues}  {clue.title(paper.language)}  [{urgent}]")
    districts = [(key, count) for key, count in one.clues_by_district if count]
    names = {group.key: group.title(paper.language) for group in one.districts}
    listed = paper.say("、", ", ").join(f"{names.get(key, key)} {count}" for key, count in districts)
    paper.line(listed, paper.say("  移送：", "  to: "))


def _due(paper: Paper, one: Comparison) -> None:
    if not one.due:
        return
    paper.heading(paper.say("整改期限", "Corrections due"))
    months: dict[str, int] = {}
    for day in one.due:
        months[day.due[:7]] = months.get(day.due[:7], 0) + day.actions
    words = paper.say("；", "; ").join(paper.say(f"{month}：{count} 项", f"{month}: {count}") for month, count in months.items())
    paper.line(paper.say(f"{one.due[0].due} 至 {one.due[-1].due}。{words}", f"from {one.due[0].due} to {one.due[-1].due}. {words}"), "  ")


def _leniency(paper: Paper, found: Sequence[Leniency]) -> None:
    if not any(one.difference is not None for one in found):
        return
    paper.heading(
        paper.say("各机构评得松紧（同样的品类、同样的核查项）", "How strictly institutions assess (same categories, same checks)")
    )
    columns = [
        Column(Words("机构", "Institution"), room=True),
        Column(Words("评估", "Judged"), right=True),
        Column(Words("可比", "Compared"), right=True),
        Column(Words("发现", "Findings"), right=True),
        Column(Words("每百项相差", "Per 100 checks"), right=True),
        Column(Words("95% 区间", "95 % interval"), right=True),
        Column(Words("提示", "Hint")),
    ]
    rows = [
        (
            one.title(paper.language), str(one.enterprises), str(one.compared), f"{one.raw.percent}%" if one.raw.percent else _NONE,
            one.difference or _NONE, f"{one.low} ~ {one.high}" if one.low is not None else _NONE,
            _hint(paper, one),
        )
        for one in found
    ]  # fmt: skip
    paper.table(columns, rows)
    zh = "负数：发现比其他机构少。提示按机构数校正过，所以区间不含 0 也可能没有提示。只是提示：企业不是随机分给机构的，松紧要由人去看。"
    en = (
        "Negative: fewer findings than the others. The hint allows for the number of institutions, so an interval without 0 may "
        "have none. Only a hint: enterprises were not assigned by lot, and people must look."
    )
    paper.line(paper.say(zh, en), "  ")


def _hint(paper: Paper, one: Leniency) -> str:
    if not one.stands_out or one.difference is None:
        return ""
    return paper.say("偏松", "lenient") if one.difference.startswith("-") else paper.say("偏严", "strict")


def _not_judged(paper: Paper, one: Comparison) -> None:
    if not one.not_judged:
        return
    paper.heading(paper.say("未能评估", "Not judged"))
    for failure in one.not_judged:
        why = "; ".join(f"{problem.code} {problem.text(paper.language)}" for problem in failure.problems)
        who = " ".join(word for word in (failure.assessment, failure.enterprise) if word) or _NONE
        paper.item(f"{who}  {why}")


def _unassessed(paper: Paper, one: Comparison) -> None:
    """The enterprises of the list that nobody assessed, with what the list says of it."""
    if not one.unassessed:
        return
    paper.heading(paper.say("名单中没有评估的", "In the list, and not assessed"))
    for each in one.unassessed:
        why = WHY_NOT_ASSESSED[each.why](paper.language) + (f" · {each.note}" if each.note else "")
        paper.item(f"{each.assessment} {each.enterprise}  {why}")


def _percent(one: Share) -> str:
    return _NONE if one.percent is None else f"{one.percent}%"


def _interval(one: Share) -> str:
    return _NONE if one.low is None else f"{one.low}–{one.high}"
