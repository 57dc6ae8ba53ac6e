"""The corrective actions of a report: found → basis → risk → correct now → prevent → due → proof, one finding after another."""

from tijian.insight.phrases import Names
from tijian.model.result import Action, Correction, Result
from tijian.model.text import Text
from tijian.model.words import CONFIDENCE

from .bilingual import Words
from .paper import MOST_LISTED, Paper


def corrective_actions(paper: Paper, result: Result, names: Names) -> None:
    """What to put right, in the order in which it matters."""
    if not (result.actions or result.possible.actions):
        return
    paper.heading(paper.say("整改措施（起决定作用的在前）", "Corrective actions (those that decide the grade first)"))
    for number, action in enumerate(result.actions, 1):
        _action(paper, number, action)
    if result.possible.actions:
        paper.item(paper.say("未知项若不符合，还要整改：", "if the unknowns fail, also to be put right:"))
        for one in result.possible.actions[:MOST_LISTED]:
            title = names.check(one.id) if one.id in names.checks else names.diagnosis(one.id)
            paper.item(f"{one.id} {title(paper.language)}", level=2)
        if (more := len(result.possible.actions) - MOST_LISTED) > 0:
            paper.item(paper.say(f"另有 {more} 项", f"and {more} more"), level=2)


def correction_of(paper: Paper, result: Result, check: str) -> None:
    """How one finding is put right, and the action it belongs to."""
    for action in result.actions:
        for correction in action.corrections:
            if correction.check == check:
                paper.heading(
                    paper.say(f"整改（措施 {action.id}，期限 {action.due}）", f"Correction (action {action.id}, due {action.due})")
                )
                _correction(paper, correction, merged=False)


def _action(paper: Paper, number: int, action: Action) -> None:
    due = paper.say(f"期限 {action.due}", f"due {action.due}")
    paper.line(f"{action.id} {action.title(paper.language)}  [{due}]", f"  {number}. ", style="bold")
    merged = len(action.corrections) != 1 or action.corrections[0].check != action.id
    if merged:
        steps(paper, 3, action.risk, action.correct, action.prevent, action.proof)
    for correction in action.corrections:
        _correction(paper, correction, merged)


def _correction(paper: Paper, one: Correction, merged: bool) -> None:
    level = 3
    if merged:
        paper.line(one.check, "     > ")
        level = 4
    points = paper.say(f"（扣 {one.points_lost} 分）", f" ({one.points_lost} point{'' if one.points_lost == '1' else 's'})")
    paper.field(paper.say("发现", "found  "), one.found(paper.language) + points, level)
    sure = f"（{CONFIDENCE[one.confidence]('zh')}）" if one.confidence else ""
    if paper.language == "en":
        sure = f" ({CONFIDENCE[one.confidence]('en')})" if one.confidence else ""
    paper.field(paper.say("依据", "basis  "), one.basis(paper.language) + sure, level)
    steps(paper, level, one.risk, one.correct, one.prevent, None)
    paper.field(paper.say("期限", "due    "), one.due, level)
    steps(paper, level, None, None, None, one.proof)


def steps(paper: Paper, level: int, risk: Text | None, correct: Text | None, prevent: Text | None, proof: Text | None) -> None:
    """Risk, what to do now, how to prevent it, what proves it: those that there are."""
    named = (
        (Words("风险", "risk   "), risk),
        (Words("立即", "now    "), correct),
        (Words("预防", "prevent"), prevent),
        (Words("证明", "proof  "), proof),
    )
    for name, words in named:
        if words is not None:
            paper.field(name(paper.language), words(paper.language), level)
