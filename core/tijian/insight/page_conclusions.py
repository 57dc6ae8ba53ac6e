"""The part of a ruleset's page about what is concluded: diagnoses, clues, scoring, the verdict table. `page` alone comes in here."""

from typing import Final

from ..model.order import natural
from ..model.ruleset import Clue, ClueCode, Diagnosis, VerdictRow
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
    sheet.conditions(say("成立条件", "Holds when"), one.when)
    sheet.field(say("解释的检查项", "Explains"), sheet.plain(sheet.listed(one.explains)))
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
        sheet.heading(3, say("按规则提出", "Raised by rule"))
        sheet.line(say("评估人员也可以手工提出任何一种线索。", "An assessor may raise any kind by hand, too."))
    for name in sorted(ruleset.clues, key=natural):
        _clue(sheet, name, ruleset.clues[name], ruleset.clue_codes[ruleset.clues[name].code])
    sheet.close()
    sheet.heading(3, say("线索代码", "Clue codes"))
    titles = say("代码", "Code"), say("涉嫌", "Suspected"), say("移送", "Urgency"), say("法律依据", "Law"), say("来源", "Source")
    sheet.table(titles, [_code(sheet, name, ruleset.clue_codes[name]) for name in sorted(ruleset.clue_codes, key=natural)])


def _clue(sheet: Sheet, name: str, clue: Clue, code: ClueCode) -> None:
    say = sheet.say
    urgency = _URGENCY[clue.urgency or code.urgency](sheet.language)
    head = f"**{sheet.plain(name)}** {sheet.plain(clue.code)} {sheet.words(code.title)}"
    sheet.bullet(f"{head}{say('（', ' (')}{urgency}{say('）', ')')}")
    sheet.conditions(say("提出条件", "Raised when"), clue.when, level=2)
    sheet.field(say("事实", "Facts"), sheet.words(clue.facts), level=2)
    sheet.field(say("法律依据", "Law"), sheet.words(clue.law), level=2)


def _code(sheet: Sheet, name: str, code: ClueCode) -> tuple[str, ...]:
    urgency = _URGENCY[code.urgency](sheet.language)
    return sheet.plain(name), sheet.words(code.title), urgency, sheet.words(code.law), sheet.source(code.source)


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
    say, capable = sheet.say, CAPABLE[row.capable](sheet.language)
    says = f"{sheet.words(row.says)}{say('；', '; ')}" if row.says else ""
    sheet.bullet(f"**{sheet.plain(row.grade)}** {says}{say('结论：', 'verdict: ')}{capable}")
    sheet.conditions(say("条件", "Where"), row.when, level=2)
