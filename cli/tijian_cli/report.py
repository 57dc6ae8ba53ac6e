"""The report of one assessment for people: what an official reads from top to bottom, and a factory works down from the middle.

Grade and caveats, why, scores, findings, diagnoses, clues, corrective actions, what is not known, tests to be verified, remarks, receipt.
"""

from fractions import Fraction

from tijian.insight.explain import Explanation, explain
from tijian.insight.phrases import Names
from tijian.model.outcome import UNKNOWN
from tijian.model.remark import Remark
from tijian.model.result import AnyScore, CheckOutcome, ClueOutcome, Result, Score, ScoreSpan
from tijian.model.ruleset import ResolvedRuleset
from tijian.model.words import class_word, state_word, wanted

from .bilingual import Words
from .corrections import corrective_actions
from .language import Language
from .masthead import masthead, particulars
from .paper import Column, Look, Paper, listed


def report(result: Result, ruleset: ResolvedRuleset | None, language: Language, look: Look) -> str:
    """The whole report."""
    paper, explanation, names = Paper(language, look), explain(result, ruleset), Names(result, ruleset)
    masthead(paper, result, explanation)
    particulars(paper, result, ruleset)
    why(paper, explanation)
    scores(paper, result, names)
    findings(paper, result)
    close_calls(paper, result)
    retests(paper, result)
    diagnoses(paper, result, names)
    clues(paper, result, names)
    corrective_actions(paper, result, names)
    unknown(paper, result, explanation)
    to_be_verified(paper, result)
    remarks(paper, result.warnings)
    receipt(paper, result)
    return paper.text()


def why(paper: Paper, explanation: Explanation) -> None:
    """What decided the grade, and what keeps it from being issued."""
    if explanation.standing == "not_assessable":
        return
    if explanation.grade is not None:
        paper.heading(paper.say(f"为什么是 {explanation.grade}", f"Why {explanation.grade}"))
    else:
        paper.heading(paper.say(f"为什么最好是 {explanation.best}", f"Why {explanation.best} at best"))
    for ground in explanation.grounds:
        checks = f"（{listed(ground.checks, '、')}）" if paper.language == "zh" else f" ({listed(ground.checks, ', ')})"
        paper.item(ground.says(paper.language) + (checks if ground.checks else ""))
    if explanation.obstacles:
        paper.heading(paper.say("为什么还不能出具", "Why it is not issued yet"))
        for obstacle in explanation.obstacles:
            paper.item(obstacle(paper.language))


def span(score: AnyScore) -> str:
    """`83.33`, or `20–100` while unknowns remain, or a dash where there is nothing to score."""
    match score:
        case Score():
            return score.value
        case ScoreSpan():
            return f"{score.low.value}–{score.high.value}" if score.low.value != score.high.value else score.high.value
        case _:
            return "—"


def scores(paper: Paper, result: Result, names: Names) -> None:
    """Total, blocks, sections; a span from worst to best while something is unknown."""
    one = result.score
    paper.heading(paper.say(f"得分（模型 {one.model}，未知项按最差–最好）", f"Scores (model {one.model}; unknowns from worst to best)"))
    coverage = result.verdict.coverage
    parts = [
        (Words("总分", "total"), span(one.total)),
        (Words("实地核查", "site checks"), span(one.site)),
        (Words("抽样检测", "sample tests"), span(one.tests)),
    ]
    if coverage is not None:
        parts.append((Words("已知比例", "known"), f"{coverage}%"))
    paper.line("   ".join(f"{name(paper.language)} {value}" for name, value in parts), "  ")
    low = [(name, score) for name, score in one.sections.items() if span(score) not in ("100", "—")]
    for name, score in low:
        paper.item(f"{name} {names.section(name)(paper.language)}  {span(score)}")


def findings(paper: Paper, result: Result) -> None:
    """Every failure and minor defect, the dearest first."""
    found = [one for one in result.checks if one.state in ("fail", "minor")]
    paper.heading(paper.say(f"发现 {len(found)} 项", f"Findings: {len(found)}"))
    if not found:
        paper.item(paper.say("没有发现问题", "none"))
        return
    found.sort(key=lambda one: (one.state != "fail", -Fraction(one.points_lost or 0)))
    rows = [
        [
            one.id,
            one.title(paper.language) + _measured(paper, one),
            class_word(one.class_, one.kind)(paper.language),
            state_word(one.state, one.kind)(paper.language),
            one.points_lost or "",
        ]
        for one in found
    ]
    columns = [
        Column(Words("编号", "Id")),
        Column(Words("内容", "Check"), room=True),
        Column(Words("类别", "Class")),
        Column(Words("状态", "State")),
        Column(Words("扣总分", "Points"), right=True),
    ]
    paper.table(columns, rows, ["red" if one.state == "fail" else "yellow" for one in found])


def _measured(paper: Paper, one: CheckOutcome) -> str:
    """`（实测 93.9 %，要求 ≥ 95，临界）`"""
    if one.value is None:
        return ""
    unit = f" {one.unit}" if one.unit else ""
    parts = [
        Words(f"实测 {one.value}{unit}", f"measured {one.value}{unit}"),
        Words(wanted(one.requirement or "")("zh"), wanted(one.requirement or "")("en")),
    ]
    if one.margin is not None:
        parts.append(Words(f"余量 {one.margin}", f"margin {one.margin}"))
    if one.borderline:
        parts.append(Words("临界", "borderline"))
    if one.conditional:
        parts.append(Words("有条件", "conditional"))
    words = paper.say("，", ", ").join(part(paper.language) for part in parts)
    return paper.say(f"（{words}）", f" ({words})")


def close_calls(paper: Paper, result: Result) -> None:
    """Values that pass or are open, but so near to the limit that the uncertainty of the measurement reaches over it."""
    near = [one for one in result.checks if one.borderline and one.state != "fail"]
    if not near:
        return
    paper.heading(paper.say("临界值：在不确定度范围内接近限值", "Borderline: nearer to the limit than the measurement is sure"))
    for one in near:
        state = state_word(one.state, one.kind)(paper.language)
        paper.item(f"{one.id} {one.title(paper.language)}{_measured(paper, one)}  {state}", "yellow")


def retests(paper: Paper, result: Result) -> None:
    """Tests that a retest judged anew: both results."""
    again = [one for one in result.checks if any(sample.replaced_by for sample in one.samples)]
    if not again:
        return
    paper.heading(paper.say("复检：两次结果都在案", "Retests: both results stay on record"))
    for one in again:
        unit = f" {one.unit}" if one.unit else ""
        paper.item(f"{one.id} {one.title(paper.language)}")
        for sample in one.samples:
            state = state_word(sample.state, one.kind)(paper.language)
            by = sample.replaced_by
            replaced = (
                paper.say(f"，由复检 {by} 取代", f", replaced by the retest {by}") if by else paper.say("，以此为准", ", this one counts")
            )
            value = f"{sample.value}{unit}" if sample.value is not None else "—"
            measured = paper.say(f"样品 {sample.sample}：{value}", f"sample {sample.sample}: {value}")
            paper.item(f"{measured}  {state}{replaced}", level=2)


def diagnoses(paper: Paper, result: Result, names: Names) -> None:
    """What several findings mean together."""
    if not (result.diagnoses or result.possible.diagnoses):
        return
    paper.heading(paper.say("诊断", "Diagnoses"))
    comma = "、" if paper.language == "zh" else ", "
    for one in result.diagnoses:
        paper.item(f"{one.id} {one.says(paper.language)}  ← {listed(one.explains, comma)}", "bold")
        if one.risk is not None:
            paper.field(paper.say("风险", "risk"), one.risk(paper.language), 2)
    if result.possible.diagnoses:
        paper.item(paper.say("未知项若为最差还会成立：", "if the unknowns come out worst, also:"))
        for name in result.possible.diagnoses:
            paper.item(f"{name} {names.diagnosis(name)(paper.language)}", level=2)


def clues(paper: Paper, result: Result, names: Names) -> None:
    """Clues of suspected violations, for the district bureau. Suspected, never established."""
    if not (result.clues or result.possible.clues):
        return
    paper.heading(
        paper.say("涉嫌违法行为线索（移送所在区，由其查证）", "Clues of suspected violations (for the district bureau to look into)")
    )
    for clue in result.clues:
        _clue(paper, clue)
    if result.possible.clues:
        paper.item(paper.say("未知项若为最差还会提出：", "if the unknowns come out worst, also:"))
        for name in result.possible.clues:
            paper.item(f"{name} {names.clue(name)(paper.language)}", level=2)


def _clue(paper: Paper, clue: ClueOutcome) -> None:
    urgent = Words("立即", "immediate") if clue.urgency == "immediate" else Words("一般", "normal")
    raised = Words(f"按规则 {clue.id}", f"by rule {clue.id}") if clue.id else Words("评估人员提出", "raised by an assessor")
    where = clue.district or paper.say("所在区不详", "district not given")
    said = f"{clue.code} {clue.title(paper.language)}  [{urgent(paper.language)}] {where} · {raised(paper.language)}"
    paper.item(said, "bold red" if clue.urgency == "immediate" else "red")
    paper.field(paper.say("事实", "facts"), clue.facts(paper.language), 2)
    if clue.checks:
        paper.field(paper.say("检查项", "checks"), listed(clue.checks, "、" if paper.language == "zh" else ", "), 2)
    if clue.evidence:
        paper.field(paper.say("证据", "evidence"), listed(clue.evidence, "、" if paper.language == "zh" else ", "), 2)
    paper.field(paper.say("可能涉及", "law it may touch"), clue.law(paper.language), 2)


def unknown(paper: Paper, result: Result, explanation: Explanation) -> None:
    """What is not known: first what can still change the grade, then the rest in one line."""
    open_ids = {one.id for one in explanation.pending}
    rest = tuple(one.id for one in result.checks if one.state in UNKNOWN and one.id not in open_ids)
    if not (explanation.pending or rest):
        return
    paper.heading(paper.say("还不知道的", "What is not known"))
    paper.item(explanation.can_change(paper.language))
    for one in explanation.pending:
        paper.item(f"{one.id} {one.title(paper.language)}  [{one.why(paper.language)}]", "magenta", level=2)
    if rest and explanation.pending:
        ids = paper.say("、", ", ").join(rest)
        paper.item(paper.say(f"其余未知项（不影响等级）：{ids}", f"unknown too, without bearing on the grade: {ids}"))
    elif rest:
        paper.item(paper.say("、", ", ").join(rest))


def to_be_verified(paper: Paper, result: Result) -> None:
    """Tests whose figure in the standard is not at hand: shown, never counted."""
    found = [one for one in result.checks if one.state == "informational"]
    if not found:
        return
    paper.heading(
        paper.say(
            "待核实：标准指标未取得，只作参考，不判合格也不判不合格",
            "To be verified: the standard's figure is not at hand, so neither pass nor fail",
        )
    )
    for one in found:
        unit = f" {one.unit}" if one.unit else ""
        measured = paper.say(f"，实测 {one.value}{unit}", f", measured {one.value}{unit}") if one.value is not None else ""
        clause = f"，{one.source.clause}" if one.source and one.source.clause else ""
        paper.item(f"{one.id} {one.title(paper.language)}{measured}{clause if paper.language == 'zh' else clause.replace('，', ', ')}")


def remarks(paper: Paper, found: tuple[Remark, ...]) -> None:
    """What could be used only in part, what looks wrong, what was read in a normal form."""
    if not found:
        return
    words = {"finding": Words("问题", "problem"), "warning": Words("提醒", "warning"), "note": Words("说明", "note")}
    paper.heading(paper.say("对案卷的提示", "Remarks on the dossier"))
    for one in found:
        about = " ".join(part for part in (one.check, one.sample) if part)
        where = f" [{about}]" if about else ""
        paper.item(
            f"{words[one.severity](paper.language)} {one.code}{where} {one.text(paper.language)}",
            "yellow" if one.severity == "finding" else "",
        )


def receipt(paper: Paper, result: Result) -> None:
    """Which engines agreed, and the digests to recompute it by."""
    engines, one = result.engines, result.receipt
    paper.heading(paper.say("回执（tijian verify 可重算）", "Receipt (recompute it with tijian verify)"))
    ran = [name for name in ("direct", "rete") if getattr(engines, name) == "ran"]
    agreed = Words("，结论一致", ", and they agree") if engines.agree else Words("（单引擎 single-engine）", " (single-engine)")
    paper.field(paper.say("引擎", "engines"), " + ".join(ran) + agreed(paper.language), 1)
    for remark in engines.remarks:
        paper.item(f"{remark.code} {remark.text(paper.language)}", "yellow")
    named = (
        (Words("结果", "result"), one.result),
        (Words("案卷", "dossier"), one.dossier),
        (Words("细则", "ruleset"), one.ruleset),
        *(((Words("采用", "adoption"), one.adoption),) if one.adoption else ()),
    )
    for name, digest in named:
        paper.field(name(paper.language), digest, 1, "dim")
    made = ", ".join(f"{part.name} {part.version}" for part in dict.fromkeys((one.product, *one.plugins)))
    paper.field(paper.say("软件", "software"), made, 1, "dim")
