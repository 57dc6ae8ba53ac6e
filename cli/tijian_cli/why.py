"""The words of `tijian explain FILE [CHECK]`: the reasons behind a result, without the whole report around them."""

from tijian.insight.explain import explain
from tijian.insight.phrases import Names
from tijian.insight.wording import in_words
from tijian.model.outcome import OUTSIDE, UNKNOWN
from tijian.model.result import CheckOutcome, Result
from tijian.model.ruleset import ResolvedRuleset, SiteCheck
from tijian.model.words import CONFIDENCE, class_word, required, state_word

from .bilingual import Words
from .corrections import correction_of
from .language import Language
from .masthead import masthead
from .paper import Column, Look, Paper
from .report import scores, unknown, why


def why_result(result: Result, ruleset: ResolvedRuleset, language: Language, look: Look) -> str:
    """Why this grade: the deciding row in the table, its grounds, what each finding costs, what is open, what would change it."""
    paper, explanation = Paper(language, look), explain(result, ruleset)
    masthead(paper, result, explanation)
    why(paper, explanation)
    _table(paper, result, ruleset)
    scores(paper, result, Names(result, ruleset))
    paper.heading(
        paper.say(
            "每个发现扣多少总分（单独改正这一项能得回的分）", "What each finding costs (the points that putting it right alone would bring)"
        )
    )
    if explanation.costs:
        columns = [
            Column(Words("编号", "Id")),
            Column(Words("内容", "Check"), room=True),
            Column(Words("类别", "Class")),
            Column(Words("状态", "State")),
            Column(Words("扣总分", "Points"), right=True),
        ]
        rows = [
            [
                one.check,
                one.title(language),
                class_word(one.class_, one.kind)(language),
                state_word(one.state, one.kind)(language),
                one.points,
            ]
            for one in explanation.costs
        ]
        paper.table(columns, rows)
    else:
        paper.item(paper.say("没有发现问题", "there are no findings"))
    unknown(paper, result, explanation)
    if not any(one.state in UNKNOWN for one in result.checks):
        paper.heading(paper.say("什么还会改变它", "What would still change it"))
        paper.item(explanation.can_change(language))
    return paper.text()


def _table(paper: Paper, result: Result, ruleset: ResolvedRuleset) -> None:
    """The verdict table, worst first, with the row that decided."""
    names = Names(result, ruleset)
    deciding = {atom.row for atom in result.verdict.decided_by}
    paper.heading(paper.say("判定表（由差到好，第一行成立的为准）", "The verdict table (worst first; the first row that holds)"))
    for place, row in enumerate(ruleset.verdicts, 1):
        mark = ("→" if paper.lines else ">") if place in deciding else " "
        paper.line(
            f"{row.grade}  {in_words(row.when, ruleset, names)(paper.language)}", f"  {mark} ", style="bold" if place in deciding else ""
        )


def why_check(result: Result, ruleset: ResolvedRuleset, check: str, language: Language, look: Look) -> str:
    """What one check says, how it came out and why, what it costs, whether the grade rests on it, what puts it right."""
    paper, explanation = Paper(language, look), explain(result, ruleset)
    one = next(found for found in result.checks if found.id == check)
    paper.line(f"{one.id}  {one.title(language)}", style="bold")
    state = state_word(one.state, one.kind)(language)
    paper.field(paper.say("状态", "state"), f"{state}{_meaning(one)(language)}", 1)
    paper.field(paper.say("类别", "class"), class_word(one.class_, one.kind)(language), 1)
    _evidence(paper, one, ruleset)
    _measured(paper, one)
    if one.source is not None:
        sure = f" · {CONFIDENCE[one.source.confidence](language)}" if one.source.confidence else ""
        ours = paper.say("本细则自拟", "a requirement of this ruleset's own")
        paper.field(paper.say("依据", "basis"), (one.source.clause or ours) + sure, 1)
        if one.source.note is not None:
            paper.field(paper.say("说明", "note"), one.source.note(language), 1)
    if one.points_lost is not None:
        paper.field(paper.say("扣分", "costs"), paper.say(f"总分 {one.points_lost}", f"{one.points_lost} points of the total"), 1)
    _part_in_grade(paper, result, one, [ground.says(language) for ground in explanation.grounds if one.id in ground.checks])
    for remark in result.warnings:
        if remark.check == one.id:
            paper.item(f"{remark.code} {remark.text(language)}", "yellow")
    correction_of(paper, result, one.id)
    return paper.text()


def _meaning(one: CheckOutcome) -> Words:
    if one.state in UNKNOWN:
        return Words("（未知：按最差和最好各算一遍）", " (unknown: taken at its worst and at its best)")
    if one.state in OUTSIDE:
        return Words("（不计分）", " (outside the score)")
    return Words("", "")


def _evidence(paper: Paper, one: CheckOutcome, ruleset: ResolvedRuleset) -> None:
    site: SiteCheck | None = ruleset.site_checks.get(one.id)
    if site is not None and site.evidence:
        comma = paper.say("、", "; ")
        paper.field(paper.say("看什么", "look at"), comma.join(item(paper.language) for item in site.evidence), 1)
    if one.note is not None:
        paper.field(paper.say("记录", "noted"), one.note, 1)
    if one.evidence:
        paper.field(paper.say("证据", "evidence"), paper.say("、", ", ").join(one.evidence), 1)


def _measured(paper: Paper, one: CheckOutcome) -> None:
    unit = f" {one.unit}" if one.unit else ""
    if one.requirement is not None:
        paper.field(paper.say("要求", "required"), required(one.requirement, one.unit)(paper.language), 1)
    for sample in one.samples:
        state = state_word(sample.state, one.kind)(paper.language)
        margin = paper.say(f"，余量 {sample.margin}", f", margin {sample.margin}") if sample.margin is not None else ""
        by = (
            paper.say(f"，由复检 {sample.replaced_by} 取代", f", replaced by the retest {sample.replaced_by}") if sample.replaced_by else ""
        )
        value = f"{sample.value}{unit}" if sample.value is not None else "—"
        paper.field(paper.say(f"样品 {sample.sample}", f"sample {sample.sample}"), f"{value}  {state}{margin}{by}", 1)
    if one.borderline:
        paper.field(
            paper.say("临界", "borderline"),
            paper.say("与限值之差在测量不确定度以内", "no farther from the limit than the measurement is sure"),
            1,
        )


def _part_in_grade(paper: Paper, result: Result, one: CheckOutcome, grounds: list[str]) -> None:
    name = paper.say("与等级", "grade")
    if grounds:
        paper.field(name, paper.say("起决定作用：", "it is part of what decides: ") + "; ".join(grounds), 1)
    elif any(pending.check == one.id for pending in result.verdict.pending):
        paper.field(name, paper.say("未定，这一项还能改变等级", "open: this check can still change the grade"), 1)
    elif one.state in UNKNOWN:
        paper.field(name, paper.say("无论结果如何都不改变等级", "whatever it turns out to be, the grade stays"), 1)
    else:
        paper.field(name, paper.say("不起决定作用", "it does not decide"), 1)
