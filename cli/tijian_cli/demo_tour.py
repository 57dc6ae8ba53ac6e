"""What `tijian demo --dossiers` shows: a table of all, then for each kind of thing that can happen the first dossier in which it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tijian.catalogues import Catalogue
from tijian.insight.explain import Explanation, explain
from tijian.model.result import CheckOutcome, Result
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.words import state_word, wanted

from .bilingual import Words
from .caveats import grade, key
from .language import Language
from .paper import Column, Look, Paper
from .report import span

MOST = 4  # lines of one kind under one heading; more are counted

Shown = Callable[[Paper, Result, Explanation], None]


def tour(results: Sequence[tuple[str, Result]], catalogue: Catalogue, language: Language, look: Look, out: Path | None) -> str:
    """The whole of what it prints."""
    paper = Paper(language, look)
    _table(paper, [result for _, result in results])

    def ruleset(result: Result) -> ResolvedRuleset:
        return catalogue.entry(result.category, result.assessed_on).program.ruleset

    for title, holds, show in _STOPS:
        found = next(((name, result) for name, result in results if holds(result)), None)
        if found is not None:
            name, result = found
            paper.heading(f"{title(paper.language)}  {result.enterprise.name} · {name}")
            show(paper, result, explain(result, ruleset(result)))
    _onward(paper, out)
    return paper.text()


def _table(paper: Paper, results: Sequence[Result]) -> None:
    count, categories = len(results), len({result.category for result in results})
    title = Words(
        f"体检演示：{categories} 个品类、{count} 家企业（均为虚构），从核查表到结论",
        f"Tijian, a demonstration: {count} enterprises of {categories} categories (all invented), from checklist to verdict",
    )
    paper.heading(title(paper.language))
    columns = (
        Column(Words("企业", "Enterprise"), room=True),
        Column(Words("细则", "Ruleset")),
        Column(Words("等级", "Grade")),
        Column(Words("实地", "Site"), right=True),
        Column(Words("发现", "Findings"), right=True),
        Column(Words("未知", "Unknown"), right=True),
        Column(Words("线索", "Clues")),
    )
    rows = [
        [
            one.enterprise.name,
            f"{one.ruleset.category}/{one.ruleset.edition}",
            grade(paper, one),
            span(one.score.site),
            str(sum(check.state in ("fail", "minor") for check in one.checks)),
            str(sum(check.state in ("unchecked", "pending", "inconclusive") for check in one.checks)),
            " ".join(dict.fromkeys(clue.code for clue in one.clues)),
        ]
        for one in results
    ]
    paper.table(columns, rows)
    issued = sum(one.verdict.issued for one in results)
    paper.line(
        paper.say(
            f"{issued} 份已出具，{count - issued} 份只是预览。得分写作 最差–最好 的，是还有未知项。",
            f"{issued} issued, {count - issued} a preview only. A score written worst–best still has unknowns in it.",
        ),
        "  ",
    )
    key(paper, (caveat.reason for one in results for caveat in one.verdict.caveats))


def _why(paper: Paper, result: Result, explanation: Explanation) -> None:
    paper.item(explanation.says(paper.language))
    comma = paper.say("、", ", ")
    for ground in explanation.grounds:
        checks = f"  ← {comma.join(ground.checks)}" if ground.checks else ""
        paper.item(ground.says(paper.language) + checks, level=2)
    for action in result.actions[:2]:
        due = paper.say(f"期限 {action.due}", f"due {action.due}")
        paper.item(paper.say("整改：", "to put right: ") + f"{action.id} {action.title(paper.language)}  [{due}]", level=2)
    left = len(result.actions) - 2
    if left > 0:
        paper.item(paper.say(f"另有 {left} 条整改措施", f"and {left} more corrective action{'' if left == 1 else 's'}"), level=2)


def _pending(paper: Paper, result: Result, explanation: Explanation) -> None:
    paper.item(explanation.says(paper.language))
    paper.item(explanation.can_change(paper.language))
    for one in explanation.pending:
        paper.item(f"{one.id} {one.title(paper.language)}  [{one.why(paper.language)}]", level=2)


def _preview(paper: Paper, result: Result, explanation: Explanation) -> None:
    paper.item(explanation.says(paper.language))
    for obstacle in explanation.obstacles:
        paper.item(obstacle(paper.language), level=2)


def _checks(holds: Callable[[CheckOutcome], bool]) -> Shown:
    def show(paper: Paper, result: Result, explanation: Explanation) -> None:
        found = [one for one in result.checks if holds(one)]
        for one in found[:MOST]:
            _check(paper, result, one)
        if len(found) > MOST:
            paper.item(paper.say(f"另有 {len(found) - MOST} 项", f"and {len(found) - MOST} more"))

    return show


def _check(paper: Paper, result: Result, one: CheckOutcome) -> None:
    unit = f" {one.unit}" if one.unit else ""
    parts = [f"{one.id} {one.title(paper.language)}"]
    if one.value is not None:
        parts.append(paper.say(f"实测 {one.value}{unit}", f"measured {one.value}{unit}"))
    if one.requirement is not None and one.state != "informational":
        parts.append(wanted(one.requirement)(paper.language))
    if one.borderline:
        parts.append(paper.say(f"余量 {one.margin}，临界", f"margin {one.margin}, borderline"))
    paper.item("  ".join(parts) + f"  [{state_word(one.state, one.kind)(paper.language)}]")
    for sample in one.samples:
        if len(one.samples) > 1:
            state = state_word(sample.state, one.kind)(paper.language)
            by = sample.replaced_by
            replaced = paper.say(f"，由复检 {by} 取代", f", replaced by the retest {by}") if by else ""
            paper.item(
                paper.say(f"样品 {sample.sample}：", f"sample {sample.sample}: ") + f"{sample.value or '—'}{unit}  {state}{replaced}",
                level=2,
            )
    for remark in result.warnings:
        if remark.check == one.id and remark.severity == "finding":
            paper.item(f"{remark.code} {remark.text(paper.language)}", level=2)


def _clues(paper: Paper, result: Result, explanation: Explanation) -> None:
    for clue in result.clues:
        urgent = Words("立即", "immediate") if clue.urgency == "immediate" else Words("一般", "normal")
        paper.item(f"{clue.code} {clue.title(paper.language)}  [{urgent(paper.language)}] → {clue.district or '—'}")
        paper.field(paper.say("事实", "facts"), clue.facts(paper.language), 2)


def _graded(letter: str) -> Callable[[Result], bool]:
    return lambda result: result.verdict.grade == letter and result.verdict.issued and result.verdict.grounds == "coverage"


def _any_check(holds: Callable[[CheckOutcome], bool]) -> Callable[[Result], bool]:
    return lambda result: any(holds(one) for one in result.checks)


def _inconclusive(one: CheckOutcome) -> bool:
    return one.state == "inconclusive" and one.kind == "test"


def _informational(one: CheckOutcome) -> bool:
    return one.state == "informational"


def _borderline(one: CheckOutcome) -> bool:
    return one.borderline


def _retested(one: CheckOutcome) -> bool:
    return any(sample.replaced_by for sample in one.samples)


_STOPS: tuple[tuple[Words, Callable[[Result], bool], Shown], ...] = (
    (Words("等级 A", "Grade A"), _graded("A"), _why),
    (Words("等级 B", "Grade B"), _graded("B"), _why),
    (Words("等级 C", "Grade C"), _graded("C"), _why),
    (Words("等级 D", "Grade D"), _graded("D"), _why),
    (
        Words("等级未定：还缺什么", "Grade open: what is missing"),
        lambda result: result.verdict.grade is None and any(one.state == "pending" for one in result.checks),
        _pending,
    ),
    (Words("无法判定的检测项", "A test that is inconclusive"), _any_check(_inconclusive), _checks(_inconclusive)),
    (
        Words("待核实：标准指标未取得", "To be verified: the standard's figure is not at hand"),
        _any_check(_informational),
        _checks(_informational),
    ),
    (Words("涉嫌违法行为线索", "Clues of suspected violations"), lambda result: any(clue.id is None for clue in result.clues), _clues),
    (Words("临界值", "A borderline value"), _any_check(_borderline), _checks(_borderline)),
    (Words("复检：两次结果都在案", "A retest: both results on record"), _any_check(_retested), _checks(_retested)),
    (
        Words("只有一名评估人员：不出具", "A team of one: nothing is issued"),
        lambda result: any(reason.reason == "team" for reason in result.verdict.not_issued_because),
        _preview,
    ),
    (
        Words("核查中止：一项否决即可出具", "A visit stopped: one veto is enough to issue"),
        lambda result: result.verdict.grounds == "veto",
        _why,
    ),
)


def _onward(paper: Paper, out: Path | None) -> None:
    paper.heading(paper.say("接下来", "Where next"))
    home = str(out) if out is not None else "demo"
    steps = [
        (f"tijian assess {home}/dossiers/mask_d.yaml", Words("一份完整的报告", "one whole report")),
        (f"tijian explain {home}/dossiers/mask_uncertain.yaml", Words("为什么等级未定", "why the grade is open")),
        (f"tijian verify {home}/results.jsonl {home}/dossiers/*.yaml", Words("凭回执重算", "recompute the receipts")),
        ("tijian ruleset show mask", Words("评估细则写了什么", "what a ruleset says")),
    ]
    if out is None:
        steps.insert(
            0,
            (
                "tijian demo --dossiers --out demo",
                Words("把案卷、结果和报告写入目录 demo", "write dossiers, results and reports into the directory demo"),
            ),
        )
    for command, words in steps:
        paper.command(command)
        paper.line(words(paper.language), "      ")
