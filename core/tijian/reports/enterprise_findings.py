"""The findings of an enterprise's report: diagnoses, each finding with evidence, clause, risk, correction, prevention, proof and due date.

`enterprise` comes in here, and `regional` for its problem list.
"""

from collections import Counter
from collections.abc import Iterator

from ..insight.phrases import Names
from ..model.outcome import UNVERIFIED
from ..model.result import Action, CheckOutcome, Correction, Result
from ..model.text import Text
from ..model.words import CONFIDENCE, class_word, state_word
from . import parts
from .model import Block, Callout, Card, Cell, Column, Items, Paragraph, Table
from .voice import Voice

_MOST_POSSIBLE = 12
_CLASSES = ("veto", "key", "general", "minor")  # the gravest first; those of tests begin with key, 安全


def diagnoses(result: Result, voice: Voice) -> Iterator[Block]:
    """What several findings mean together."""
    for one in result.diagnoses:
        lines = [voice.named(voice("由此看出", "Seen from"), voice.listed(one.explains))]
        if one.risk is not None:
            lines.insert(0, voice.named(voice("风险", "Risk"), voice.text(one.risk)))
        yield Callout(f"{one.id}　{voice.text(one.says)}" if voice.language == "zh" else f"{one.id}  {voice.text(one.says)}", tuple(lines))


def findings(result: Result, voice: Voice) -> Iterator[Block]:
    """Every corrective action in the order in which it matters, each with its findings."""
    checks = {one.id: one for one in result.checks}
    if not result.actions:
        yield Paragraph(voice("没有发现需要整改的问题。", "Nothing was found that must be put right."))
        return
    found = [checks[name] for action in result.actions for name in action.checks]
    fails, minors = (sum(one.state == state for one in found) for state in ("fail", "minor"))
    ordered = sorted(found, key=lambda one: (one.kind == "test", _CLASSES.index(one.class_) if one.class_ in _CLASSES else len(_CLASSES)))
    classes = Counter(_class(one, voice) for one in ordered)
    by_class = voice.bracketed(voice.listed(f"{name} {count}" for name, count in classes.items()))
    yield Paragraph(
        voice(
            f"共 {len(found)} 项发现{by_class}，其中不符合（不合格）{fails} 项、轻微缺陷 {minors} 项，"
            f"归为 {len(result.actions)} 项整改措施；对等级起决定作用的排在前面。",
            f"{voice.counted(len(found), '', 'finding').strip()}{by_class}: {fails} not conforming, "
            f"{voice.counted(minors, '', 'minor defect')}; "
            f"{voice.counted(len(result.actions), '', 'corrective action')}, those that decide the grade first.",
        )
    )
    for action in result.actions:
        yield from _action(action, checks, voice)


def _class(one: CheckOutcome, voice: Voice) -> str:
    """否决项, 关键项, 一般项; of a test A类, B类, C类."""
    return parts.test_class(one.class_, voice) if one.kind == "test" else voice.text(class_word(one.class_, one.kind))


def _action(action: Action, checks: dict[str, CheckOutcome], voice: Voice) -> Iterator[Block]:
    due = Cell(voice(f"{action.due} 前完成", f"due {action.due}"))
    if len(action.corrections) == 1 and action.corrections[0].check == action.id:
        yield _card(action.corrections[0], checks[action.id], voice)
        return
    worst = "bad" if any(one.state == "fail" for one in action.corrections) else "poor"
    rows = _steps(voice, action.risk, action.correct, action.prevent, action.proof)
    tags = (Cell(voice("合并整改", "one correction for several findings")), Cell(voice.listed(action.checks)), due)
    yield Card(action.id, voice.text(action.title), tags, tuple(rows), "bad" if worst == "bad" else "poor")
    for correction in action.corrections:
        yield _card(correction, checks[correction.check], voice, within=True)


def _card(one: Correction, check: CheckOutcome, voice: Voice, *, within: bool = False) -> Card:
    rows: list[tuple[str, str]] = []
    if check.kind == "site":
        rows.append((voice("现场情况", "Found"), check.note or voice("见证据", "see the evidence")))
        if check.evidence:
            rows.append((voice("证据", "Evidence"), voice.listed(check.evidence)))
    elif check.kind == "test" and check.value is not None:
        rows.append((voice("实测", "Measured"), parts.with_unit(check.value, check.unit)))
        rows.append((voice("要求", "Required"), parts.limit(check.requirement, check.unit, voice)))
    else:
        rows.append((voice("发现", "Found"), voice.text(one.found)))
    rows.append((voice("依据", "Basis"), basis(one, voice)))
    rows += _steps(voice, one.risk, one.correct, one.prevent, one.proof)
    tone = parts.STATE_TONE[one.state]
    class_ = class_word(check.class_, check.kind)
    tags = (
        Cell(voice.text(state_word(one.state, check.kind)), tone),
        Cell(voice.text(class_)),
        Cell(voice(f"扣总分 {one.points_lost}", f"{one.points_lost} points of the total")),
        Cell(voice(f"{one.due} 前完成", f"due {one.due}")),
    )
    return Card(one.check, voice.text(check.title), tags, tuple(rows), tone, within)


def basis(one: Correction, voice: Voice) -> str:
    """The clause that a finding rests on, with how sure it is and the sign where it is not verified."""
    if one.confidence is None:
        return voice.text(one.basis)
    sign = f" {parts.UNVERIFIED_SIGN}" if one.confidence in UNVERIFIED else ""
    return voice.text(one.basis) + voice.bracketed(voice.text(CONFIDENCE[one.confidence])) + sign


def _steps(voice: Voice, risk: Text | None, correct: Text | None, prevent: Text | None, proof: Text | None) -> list[tuple[str, str]]:
    named = (
        (voice("风险", "Risk"), risk),
        (voice("立即纠正", "Correct now"), correct),
        (voice("防止再发生", "Prevent"), prevent),
        (voice("证明材料", "Proof"), proof),
    )
    return [(name, voice.text(words)) for name, words in named if words is not None]


def possible(result: Result, names: Names, voice: Voice) -> Iterator[Block]:
    """What would have to be put right too if the unknowns turn out worst."""
    if not result.possible.actions:
        return
    known = {one.id for one in result.checks}
    shown = result.possible.actions[:_MOST_POSSIBLE]
    lines = [f"{one.id} {voice.text(names.check(one.id) if one.id in known else names.diagnosis(one.id))}" for one in shown]
    if (more := len(result.possible.actions) - len(shown)) > 0:
        lines.append(voice(f"另有 {more} 项", f"and {more} more"))
    yield Paragraph(voice("尚未查明的事项如果不符合，还需整改：", "Should what is not known fail, these must be put right too:"))
    yield Items(tuple(lines))


def schedule(result: Result, voice: Voice) -> Iterator[Block]:
    """The actions by their due dates."""
    if not result.actions:
        return
    states = {one.id: one for one in result.checks}
    rows = []
    for action in sorted(result.actions, key=lambda one: one.due):
        fails = any(states[name].state == "fail" for name in action.checks)
        word = voice("不符合", "not conforming") if fails else voice("轻微缺陷", "minor defect")
        rows.append((Cell(action.due), Cell(action.id), Cell(voice.text(action.title)), Cell(word, "bad" if fails else "poor"), Cell("□")))
    yield Table(
        caption=voice("整改期限一览（自评估日期起的日历天数）", "Deadlines (calendar days from the day of assessment)"),
        columns=(
            Column(voice("期限", "Due"), 13),
            Column(voice("编号", "Id"), 12),
            Column(voice("整改事项", "To be put right"), 54),
            Column(voice("程度", "Degree"), 14),
            Column(voice("完成", "Done"), 8, "center"),
        ),
        rows=tuple(rows),
    )
