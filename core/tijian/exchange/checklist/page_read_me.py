"""The first page of a checklist: how to fill it in, what its colours and marks mean, what happens to it afterwards."""

from typing import Any, Final

from ...model.text import Text, text
from .brush import INK, LOOKS, MUTED, NAVY
from .draft import Draft
from .sheets import CHECKS, CLUES, PRODUCT, READ_ME, RESULTS, SAMPLES, VISIT
from .words import CLASS_MARKS, OUTCOMES

_WIDTHS: Final = (5, 16, 74)

_STEPS: Final = (
    (
        VISIT,
        text(
            "企业、日期、评估机构和人员。评估人员至少两名，一行一名。",
            "Enterprise, date, institution and team: two assessors at least, one a row.",
        ),
    ),
    (
        PRODUCT,
        text(
            "先填这一页：限值和适用的项目由它决定，按产品属性不适用的行会变灰。不知道的留空，不要猜。",
            "Fill this in first: limits depend on it, and rows that do not apply turn grey. Leave blank what is not known; never guess.",
        ),
    ),
    (
        CHECKS,
        text(
            "逐项选结论。轻微缺陷、不符合要写看到的事实或证据编号；不适用要写理由；没有核查的留空，留空不等于符合。",
            "Choose an outcome for each. Minor and Major need facts or evidence, Not applicable a reason. Blank means not checked, "
            "never conform.",
        ),
    ),
    (
        SAMPLES,
        text(
            "抽样时填编号和生产日期。复检样品另占一行，写明复检哪个样品。",
            "Id and day of production of each sample. A retest has a line of its own.",
        ),
    ),
    (
        RESULTS,
        text(
            "抽检的项目在“安排”里打 √；一项都不打，视为全部适用的项目都安排。值照检测报告填。也可以由实验室另交 CSV。",
            "Tick what is to be tested; no tick at all means every test that applies. Values as reported. A laboratory may send CSV "
            "instead.",
        ),
    ),
    (
        CLUES,
        text(
            "看到涉嫌违法行为的，选代码，写事实，不下结论。",
            "Where a violation is suspected: choose the code, and write facts, no judgement.",
        ),
    ),
)
_COLOURS: Final = (
    ("blank", text("还没有填", "Still blank"), text("要填的单元格。", "A cell to fill in.")),
    (
        "red",
        text("缺说明", "Note missing"),
        text(
            "有问题而没有写事实或证据，或不适用而没有写理由；这样的回答不算数。",
            "A fault without facts or evidence, or a skip without a reason, does not count.",
        ),
    ),
    (
        "grey",
        text("不适用", "Does not apply"),
        text(
            "按已填的产品属性，这一行一定不适用，可以留空。",
            "By the product as filled in, this row surely does not apply; leave it blank.",
        ),
    ),
)
_MARKS: Final = (
    (
        "veto",
        CLASS_MARKS["veto"],
        text("一项不符合，即不具备能力。只有符合和不符合。", "One Major, and the enterprise is not capable. Conform or Major alone."),
    ),
    ("key", CLASS_MARKS["key"], text("关系到产品安全；检测中为 A 类（安全）。", "Bears on product safety; of tests class A (safety).")),
    (
        "general",
        CLASS_MARKS["general"],
        text("其余的核查项；检测中为 B 类、C 类（外观、标识）。", "All other checks; of tests classes B and C (appearance, marking)."),
    ),
    ("sign", text("‡"), text("这个限值没有对照标准原文核实。", "Nobody has verified this figure in the standard itself.")),
    (
        "sign",
        text("待核实", "to be verified"),
        text("标准数值不在手边：结果照填，不作判定。", "The figure is not at hand: results are shown and never judged."),
    ),
    ("sign", text("※"), text("评估细则是示例稿，没有主管机关采用。", "The ruleset is illustrative: no authority has adopted it.")),
)
_CARE: Final = (
    text(
        "只有要填的单元格可以改，其余的受保护（没有密码）。行凭编号识别：不要改编号，不要删行。",
        "Only cells to fill in are unlocked (there is no password). Rows are known by their ids: do not edit ids or delete rows.",
    ),
    text("不要写公式，不要合并单元格；从别处粘贴时选“只粘贴值”。", "No formulas, no merged cells; paste values alone."),
    text(
        "两名评估人员可以各填一份：一人留空的由另一人补上；两人结论不同的，该项不算数，会列出来。",
        "Two assessors may fill in a workbook each: what one leaves blank the other fills in; where they differ the check does not "
        "count, and is listed.",
    ),
)
_AFTER: Final = (
    ("tijian checklist read {a}.xlsx {b}.xlsx -o {c}.yaml", text("检查，合并，写成案卷", "check, merge, and write a dossier")),
    ("tijian assess {a}.xlsx {b}.xlsx {d}.csv", text("直接评估，连同实验室的 CSV", "assess at once, with the laboratory's CSV")),
    ("tijian assess {a}.xlsx {b}.xlsx {d}.csv -o {e}.jsonl", text("存下结果，写报告用", "keep the result, for a report")),
    (
        "tijian report enterprise {e}.jsonl -o {f}",
        text("给企业的报告：PDF；要 Word 加 --format docx", "the enterprise's report: PDF; for Word add --format docx"),
    ),
)
_NAMES: Final = {
    "zh": {"a": "甲", "b": "乙", "c": "案卷", "d": "检测结果", "e": "结果", "f": "报告"},
    "en": {"a": "anna", "b": "ben", "c": "dossier", "d": "laboratory", "e": "results", "f": "reports"},
}


def read_me(draft: Draft) -> None:
    """Draws it."""
    brush = draft.brush
    sheet = brush.page(READ_ME, draft.subtitle, landscape=False, tab=MUTED)
    sheet.fit_to_pages(1, 1)
    for column, wide in enumerate(_WIDTHS):
        sheet.set_column(column, column, wide)
    title = draft.ruleset.title(draft.language)
    sheet.write_string(0, 0, draft.say("现场核查表", "Site checklist"), brush.look("title"))
    sheet.merge_range(1, 0, 1, 2, title, brush.look("text", indent=0, font_size=11))
    brush.height(sheet, 1, [(title, sum(_WIDTHS) / 1.15)])
    sheet.write_string(2, 0, draft.subtitle.split("  ·  ", 1)[1], brush.look("subtitle"))
    sheet.set_row(2, 18)
    row = _part(draft, sheet, 4, "怎样填", "How to fill it in")
    for number, (name, words) in enumerate(_STEPS, 1):
        row = _line(draft, sheet, row, str(number), name, words)
    row = _part(draft, sheet, row + 1, "颜色和标记", "Colours and marks")
    for look, name, words in (*_COLOURS, *_MARKS):
        row = _line(draft, sheet, row, "", name, words, look)
    row = _part(draft, sheet, row + 1, "注意", "Please heed")
    for words in _CARE:
        row = _line(draft, sheet, row, "·", None, words)
    row = _part(draft, sheet, row + 1, "填好以后", "Afterwards")
    names = _NAMES[draft.language]
    for command, words in _AFTER:
        row = _line(draft, sheet, row, "", None, words)
        sheet.write_string(row, 1, command.format(**names), brush.look("plain", font_name="Consolas", font_color=NAVY, indent=1))
        row += 1
    counted = draft.say(
        f"共 {len(draft.ruleset.site_checks)} 个核查项，{len(draft.ruleset.sample_tests)} 个检测项。结论：{_outcomes(draft, '、')}。",
        f"{len(draft.ruleset.site_checks)} checks, {len(draft.ruleset.sample_tests)} tests. Outcomes: {_outcomes(draft, ', ')}.",
    )
    sheet.merge_range(row + 1, 0, row + 1, 2, counted, brush.look("subtitle", text_wrap=True))
    brush.height(sheet, row + 1, [(counted, sum(_WIDTHS))])
    brush.footer(sheet, "")


def _outcomes(draft: Draft, comma: str) -> str:
    return comma.join(words(draft.language) for code, words in OUTCOMES.items() if code != "not_checked")


def _part(draft: Draft, sheet: Any, row: int, zh: str, en: str) -> int:
    """The title of a part; the row after it."""
    sheet.set_row(row, 24)
    sheet.fixed_rows.add(row)
    look = draft.brush.look("part")
    sheet.write_string(row, 0, draft.say(zh, en), look)
    for column in (1, 2):
        sheet.write_blank(row, column, None, look)
    return row + 1


def _line(draft: Draft, sheet: Any, row: int, mark: str, name: Text | None, words: Text, look: str = "name") -> int:
    """A line: a number or dot, a name (in its colour), what is said of it; the row after it."""
    brush = draft.brush
    said = brush.say(words)
    sheet.write_string(row, 0, mark, brush.look("plain", font_color=MUTED, align="right"))
    if name is None:
        sheet.merge_range(row, 1, row, 2, said, brush.look("text"))
        brush.height(sheet, row, [(said, _WIDTHS[1] + _WIDTHS[2])], 21)
        return row + 1
    sheet.write_string(row, 1, brush.say(name), _name_look(draft, look))
    sheet.write_string(row, 2, said, brush.look("text"))
    brush.height(sheet, row, [(said, _WIDTHS[2]), (brush.say(name), _WIDTHS[1])], 21)
    return row + 1


def _name_look(draft: Draft, look: str) -> Any:
    """A step in bold; a mark or colour as it looks in the tables."""
    brush = draft.brush
    if look == "name":
        return brush.look("plain", bold=True, indent=1)
    if look in ("veto", "key", "general"):
        return brush.look(look, border=0)
    return brush.look("general", border=0, font_color=INK) if look == "sign" else brush.look("general", **LOOKS[look])
