"""What an enterprise's report says of the unknown: checks nobody could conclude, and tests whose limit is not at hand.

`enterprise` comes in here.
"""

from collections.abc import Iterator

from ..insight.explain import Explanation, unknown_checks
from ..model.result import Result
from ..model.words import class_word, state_word
from . import parts
from .model import Block, Cell, Column, Paragraph, Table
from .voice import Voice


def unknown(result: Result, explanation: Explanation, voice: Voice) -> Iterator[Block]:
    """Every check that is not known and why, with what it may still change; attributes that are missing."""
    found = unknown_checks(result)
    attributes = [one for one in explanation.pending if one.kind == "attribute"]
    if not (found or attributes):
        return
    can_change = {one.id for one in explanation.pending}
    reasons: dict[str, list[str]] = {}
    for one in result.warnings:
        if one.check is not None and one.severity == "finding":
            reasons.setdefault(one.check, []).append(voice.text(one.text))
    rows = [
        (
            Cell(f"{one.id} {voice.text(one.title)}"),
            Cell(voice.text(class_word(one.class_, one.kind))),
            Cell(voice.text(state_word(one.state, one.kind)), "open"),
            Cell(voice.clauses(reasons.get(one.id, [])) or "—"),
            Cell(voice("会", "yes") if one.id in can_change else voice("不会", "no")),
        )
        for one in found
    ]
    rows += [
        (
            Cell(voice.text(one.title)),
            Cell(voice("产品属性", "attribute")),
            Cell(voice.text(one.why), "open"),
            Cell("—"),
            Cell(voice("会", "yes")),
        )
        for one in attributes
    ]
    yield Paragraph(parts.sentence(voice.text(explanation.can_change), voice) + voice("。", "."))
    yield Table(
        caption="",
        columns=(
            Column(voice("事项", "Item"), 40),
            Column(voice("类别", "Class"), 14),
            Column(voice("状态", "State"), 13),
            Column(voice("原因", "Reason"), 26),
            Column(voice("会改变等级", "May change the grade"), 13, "center"),
        ),
        rows=tuple(rows),
    )


def to_be_verified(result: Result, voice: Voice) -> Iterator[Block]:
    """Tests that were made, but whose figure in the standard is not at hand."""
    found = [one for one in result.checks if one.state == "informational"]
    if not found:
        return
    yield Paragraph(
        voice(
            "下列项目的标准指标尚未取得，结果只作参考，不判合格也不判不合格，不影响得分和等级。",
            "The figures of the standard for these are not at hand: the results are shown, judge nothing, "
            "and touch neither score nor grade.",
        )
    )
    yield Table(
        caption="",
        columns=(
            Column(voice("检测项", "Test"), 40),
            Column(voice("实测", "Measured"), 22, "right"),
            Column(voice("标准条款", "Clause"), 34),
            Column(voice("状态", "State"), 12),
        ),
        rows=tuple(
            (
                Cell(f"{one.id} {voice.text(one.title)}"),
                Cell(parts.with_unit(one.value, one.unit)),
                Cell((one.source.clause if one.source else None) or "—"),
                Cell(voice.text(state_word(one.state, one.kind)), "open"),
            )
            for one in found
        ),
    )
