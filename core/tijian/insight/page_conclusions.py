"""The part of a ruleset's page about what is concluded: diagnoses, clues, scoring, the verdict table. `page` alone comes in here."""

from typing import Final

from ..model.order import natural
from ..model.ruleset import Diagnosis, VerdictRow
from ..model.text import Text, text
from ..model.words import CAPABLE
from .sheet import Sheet

_URGENCY: Final = {"immediate": text("立即", "immediate"), "normal": text("一般", "normal")}
_MODEL: Final = {
    "flat": text("按权重平均：100 × Σ权重·系数 ÷ Σ权重", "the weighted mean: 100 × Σ weight·credit ÷ Σ weight"),
    "flat-unweighted": text("不计权重的平均", "the mean without weights"),
    "tree": text("先算各章，再按章权重平均", "each section first, then the mean by section weight"),
    "absolute": text("全部符合为 100，否则为 0", "100 where all conform, else 0"),
}


def diagnoses(sheet: Sheet) -> None:
    """What several findings mean together."""
    found, say = sheet.ruleset.diagnoses, sheet.say
    if not found:
        return
    sheet.heading(2, say("诊断", "Diagnoses"))
    sheet.line(say("几项发现合起来说明什么；整改按诊断合并。", "What several findings mean together; corrections are merged by them."))
    for name in sorted(found, key=natural):
        _diagnosis(sheet, name, found[name])
    sheet.close()


def _diagnosis(sheet: Sheet, name: str, one: Diagnosis) -> None:
    say = sheet.say
    sheet.heading(3, f"{sheet.plain(name)} {sheet.words(one.says)}")
    sheet.field(say("成立条件", "Holds when"), sheet.condition(one.when))
    sheet.field(
        say("解释", "Explains"), sheet.listed(f"{sheet.plain(check)} {sheet.words(sheet.names.check(check))}" for check in one.explains)
    )
    sheet.advice(one.risk, one.advice)
    if one.advice is not None and one.advice.within_days is not None:
        sheet.field(say("期限", "Deadline"), sheet.days(one.advice))


def clues(sheet: Sheet) -> None:
    """Suspected violations: the rules that raise them, and the kinds there are."""
    ruleset, say = sheet.ruleset, sheet.say
    if not ruleset.clue_codes:
        return
    sheet.heading(2, say("线索", "Clues"))
    if ruleset.clues:
        sheet.line(say("按规则提出（评估人员也可以手工提出任何一种）：", "Raised by rule (an assessor may raise any kind by hand):"))
        titles = (
            say("编号", "Id"),
            say("代码", "Code"),
            say("涉嫌", "Suspected"),
            say("提出条件", "Raised when"),
            say("移送", "Urgency"),
            say("法律依据", "Law"),
            say("说明", "Facts"),
        )
        rows = []
        for name in sorted(ruleset.clues, key=natural):
            clue = ruleset.clues[name]
            code = ruleset.clue_codes[clue.code]
            urgency = _URGENCY[clue.urgency or code.urgency](sheet.language)
            law = sheet.words(clue.law) if clue.law else say("同代码", "as the code")
            rows.append(
                (
                    sheet.plain(name),
                    sheet.plain(clue.code),
                    sheet.words(code.title),
                    sheet.condition(clue.when),
                    urgency,
                    law,
                    sheet.words(clue.facts),
                )
            )
        sheet.table(titles, rows)
    sheet.line(say("代码：", "Codes:"))
    titles = (say("代码", "Code"), say("涉嫌", "Suspected"), say("移送", "Urgency"), say("法律依据", "Law"), say("来源", "Source"))
    sheet.table(
        titles,
        [
            (
                sheet.plain(name),
                sheet.words(code.title),
                _URGENCY[code.urgency](sheet.language),
                sheet.words(code.law),
                sheet.source(code.source),
            )
            for name, code in sorted(ruleset.clue_codes.items(), key=lambda item: natural(item[0]))
        ],
    )


def scoring(sheet: Sheet) -> None:
    """How the score is made."""
    one, say = sheet.ruleset.scoring, sheet.say
    sheet.heading(2, say("评分", "Scoring"))
    word: Text = _MODEL.get(one.model) or text("由插件提供的模型", "a model that a plugin brings")
    sheet.field(say("模型", "Model"), f"{sheet.code(one.model)} {word(sheet.language)}")
    sheet.field(
        say("总分", "Total"),
        say(f"实地核查占 {one.blocks.site:f}，抽样检测占 {one.blocks.tests:f}", f"site {one.blocks.site:f}, tests {one.blocks.tests:f}"),
    )
    sheet.field(say("轻微缺陷的得分系数", "Credit of a minor defect"), f"{one.credit.minor:f}")
    sheet.field(say("出具结论的最低覆盖率", "Coverage needed to issue"), f"{one.coverage:f} %")
    sheet.field(say("只凭检测评估", "Tests alone"), say("允许", "allowed") if one.tests_alone else say("不允许", "not allowed"))
    sheet.close()


def verdicts(sheet: Sheet) -> None:
    """The verdict table: the first row that holds, worst first."""
    say = sheet.say
    sheet.heading(2, say("判定表", "Verdict table"))
    sheet.line(say("自上而下，第一个成立的行定等级。", "From the top; the first row that holds gives the grade."))
    for row in sheet.ruleset.verdicts:
        _row(sheet, row)
    sheet.close()


def _row(sheet: Sheet, row: VerdictRow) -> None:
    say, alternatives = sheet.say, sheet.alternatives(row.when)
    capable = CAPABLE[row.capable](sheet.language)
    head = f"**{sheet.plain(row.grade)}** {sheet.words(row.says)}{say('（', ' (')}{capable}{say('）', ')')}{say('：', ': ')}"
    if len(alternatives) == 1:
        sheet.bullet(head + alternatives[0])
        return
    sheet.bullet(head + say("有下列情形之一", "where one of these holds"))
    for one in alternatives:
        sheet.bullet(one, level=2)
