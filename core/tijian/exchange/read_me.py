"""The first sheet of the workbook of a ruleset: how to fill it in, what each sheet, column and code means, in two languages.

It is made from the same tables as the sheets themselves, so that it cannot say anything else than they do.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from .columns import FOR_PEOPLE, Column
from .painting import Content, Page
from .ruleset_sheets import META_ROWS, READ_ME, SCORING_ROWS

_WIDTHS: Final = (16, 26, 46, 52, 40)
_NAMED: Final = 3
_HOW: Final = (
    (
        "改好后保存，运行 tijian ruleset import-xlsx 文件：问题指到工作表和单元格，再说明与现行版本有何不同，然后写出 YAML。",
        "Save it and run `tijian ruleset import-xlsx FILE`: every problem is named with its cell, then what changes; then YAML is written.",
    ),
    (
        "一行一项，凭编号（id）识别，次序可以调整；列凭第一行的列名识别，可以移动、隐藏，不可改名。空行不读。",
        "One item a row, known by its id, in any order. Columns are known by the first row: move or hide them, never rename them.",
    ),
    (
        "加一项：在下面的空行写新的编号。删一项：删掉整行，限值、组分名称里的也删。深蓝色的列必填，缺了显示粉红。",
        "Add an item in an empty row, with a new id; remove one with its row, and those in limits and part_names. Dark blue: needed.",
    ),
    (
        "文字按原样保存：不写公式，不合并单元格。列名以 # 开头的列不读，可写备注。YAML 的注释不在这里。",
        "Text is kept as it is: no formulas, no merged cells. Columns named #… are not read. Comments of the YAML are not here.",
    ),
    (
        "列名 ::zh 是中文，::en 是英文（可以空着）。一格写几条的，一行一条（Alt+Enter）。条件的写法见文档 formats、semantics。",
        "::zh is Chinese, ::en English (may stay empty). Several entries of a cell stand one a line (Alt+Enter).",
    ),
    (
        "数值要有依据：source.basis 写 standard，就要写条款和可信度；数值不在手边，require 写 unknown，绝不猜。",
        "A figure needs a source: with standard give clause and confidence. Not at hand? Write unknown in require; never guess.",
    ),
)
_CODES: Final = (
    ("class", "veto", "否决项：不符合即不具备能力", "veto: a failure means not capable"),
    ("class", "key", "关键项；检测中为 A 类（安全）", "key; of tests class A (safety)"),
    ("class", "general", "一般项；检测中为 B 类", "general; of tests class B"),
    ("class", "minor", "检测 C 类（外观、标识）", "of tests class C (appearance, marking)"),
    ("source.basis", "proposal", "本机构的建议", "a proposal of our own"),
    ("source.basis", "standard", "标准或法规的条款", "a clause of a standard or law"),
    ("source.confidence", "verified", "已核实：读过标准原文", "verified: the standard itself was read"),
    ("source.confidence", "secondary", "二手：出自转述，未读原文", "secondary: from an account of it"),
    ("source.confidence", "recalled", "凭记忆，未核对", "recalled, not checked"),
    ("source.confidence", "weak", "存疑", "weak: doubtful"),
    ("urgency", "immediate", "立即移送", "to be passed on at once"),
    ("urgency", "normal", "一般", "normal"),
    ("capable", "no", "不具备", "not capable"),
    ("capable", "after_rectification", "整改后具备", "capable after rectification"),
    ("capable", "yes", "具备", "capable"),
    ("basis", "mandatory", "强制性标准", "a mandatory standard"),
    ("basis", "declared", "明示执行的标准", "a standard that the enterprise declares"),
    ("require", "unknown", "数值不在手边：只作参考，不判", "the figure is not at hand: informational, never judged"),
)


def read_me(title: str, sheets: Sequence[Content]) -> Page:
    """The sheet, for these sheets."""
    return Page(READ_ME, _WIDTHS, list(_lines(title, sheets)))


def _lines(title: str, sheets: Sequence[Content]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "title", (title,)
    yield from (("text", ("\n".join(how),)) for how in _HOW)
    yield _part("工作表", "Sheets")
    yield "head", ("工作表 sheet", "行数 rows", "内容", "what it holds", "")
    for sheet in sheets:
        yield "row", (sheet.name, str(len(sheet.rows)), sheet.zh, sheet.en, "")
    yield _part("列", "Columns")
    yield "head", ("工作表 sheet", "列 column", "含义", "meaning", "可选的值 values")
    told: set[Column] = set()
    for sheet in sheets:
        for column in sheet.columns:
            if column.name.startswith(FOR_PEOPLE) or column.name in ("field", "value") or column in told:
                continue
            told.add(column)
            name = column.name + (" *" if column.needed else "")
            yield "row", (_where(column, sheet, sheets), name, column.zh, column.en, " | ".join(column.words))
    for name, rows in (("meta", META_ROWS), ("scoring", SCORING_ROWS)):
        for row in rows:
            one = row.column
            yield "row", (name, one.name + (" *" if one.needed else ""), one.zh, one.en, " | ".join(one.words))
    yield _part("代码", "Codes")
    yield "head", ("列 column", "代码 code", "含义", "meaning", "")
    yield from (("row", (*code, "")) for code in _CODES)


def _part(zh: str, en: str) -> tuple[str, tuple[str, ...]]:
    return "part", (f"{zh} {en}", "", "", "", "")


def _where(column: Column, first: Content, sheets: Sequence[Content]) -> str:
    """The sheet of a column; of one that several sheets share, all of them, or the first of many."""
    names = [sheet.name for sheet in sheets if column in sheet.columns]
    return ", ".join(names) if 1 < len(names) <= _NAMED else f"{first.name} …" if names[1:] else first.name
