"""What stands on which sheet of a checklist: the names of sheets, columns and fields, in both languages.

Writer and reader share them. A sheet, a column and a field is known by its name in either language and never by its place.
"""

from dataclasses import dataclass
from typing import Final

from ...model.text import Language, Text, text
from .words import folded

FORM: Final = "tijian/checklist@1"
META: Final = "_meta"
LISTS: Final = "_lists"

READ_ME: Final = text("说明", "Read me")
VISIT: Final = text("基本情况", "Visit")
PRODUCT: Final = text("产品属性", "Product")
CHECKS: Final = text("核查表", "Checks")
SAMPLES: Final = text("样品", "Samples")
RESULTS: Final = text("检测结果", "Results")
CLUES: Final = text("线索", "Clues")
READ: Final = (VISIT, PRODUCT, CHECKS, SAMPLES, RESULTS, CLUES)

MOST_SAMPLES: Final = 20
MOST_TEAM: Final = 6
CLUE_ROWS: Final = 6
VALUES: Final = 5  # cells for the values of one test


@dataclass(frozen=True, slots=True)
class Head:
    """A column: `key` says what it holds; the rest of its first cell, below its name, is for people."""

    key: str
    name: Text
    width: float = 12
    more: Text | None = None  # what stands below the name
    answer: bool = False  # whether people fill it in
    may_lack: bool = False  # whether the column need not be there

    def said(self, language: Language) -> str:
        """What the first cell says."""
        return self.name(language) if self.more is None else f"{self.name(language)}\n{self.more(language)}"


@dataclass(frozen=True, slots=True)
class Form:
    """A table on a sheet: its columns, and those of them that say what a row is about."""

    heads: tuple[Head, ...]
    ids: tuple[str, ...]

    def key(self, said: str) -> str | None:
        """The column that a first cell names, by its first line; None for any other text."""
        asked = folded(said.strip().split("\n")[0])
        return next((head.key for head in self.heads if asked in _names(head.name)), None)

    def head(self, key: str) -> Head:
        """A column by its key."""
        return next(head for head in self.heads if head.key == key)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that must be there: those that name the rows, and all that are filled in."""
        return (*self.ids, *(head.key for head in self.heads if head.answer and not head.may_lack and head.key not in self.ids))


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the form about the visit: where its value goes in a dossier, its name, what to write."""

    path: tuple[str, ...]
    name: Text
    hint: Text
    needed: bool = False


def _names(name: Text) -> tuple[str, ...]:
    return tuple(folded(word) for word in (name.zh, name.en or name.zh))


def sheet_of(title: str) -> Text | None:
    """The sheet that a title means, of those that are read; None for any other."""
    return next((name for name in READ if folded(title) in _names(name)), None)


def is_ours(title: str) -> bool:
    """Whether a sheet that is not read is one that we made: the first page, the hidden ones."""
    return title.lower() in (META, LISTS) or folded(title) in _names(READ_ME)


def field_of(said: str) -> Field | None:
    """The field of the visit that a name means."""
    return next((field for field in FIELDS if folded(said.rstrip(" *＊")) in _names(field.name)), None)


_CHOOSE: Final = text("从列表中选", "choose from the list")
_CHOOSE_OR_TYPE: Final = text("从列表中选，也可填写", "choose, or type another")
FIELDS: Final = (
    Field(("assessment",), text("评估编号", "Assessment no."), text("各份工作簿写同一个编号", "alike in all workbooks of a visit"), True),
    Field(("assessed_on",), text("评估日期", "Date of assessment"), text("年-月-日，如 2021-08-12", "such as 2021-08-12"), True),
    Field(("institution",), text("评估机构", "Institution"), text("受委托的技术机构", "the commissioned institution")),
    Field(("enterprise", "name"), text("企业名称", "Enterprise"), text("照营业执照写全称", "as on the business licence"), True),
    Field(
        ("enterprise", "uscc"),
        text("统一社会信用代码", "Unified social credit code"),
        text("18 位，照营业执照", "18 characters"),
    ),
    Field(("enterprise", "district"), text("所在区", "District"), _CHOOSE_OR_TYPE),
    Field(("enterprise", "group"), text("企业类别", "Group"), _CHOOSE),
    Field(("enterprise", "size"), text("企业规模", "Size"), _CHOOSE_OR_TYPE),
    Field(("sampling", "state"), text("抽样情况", "Sampling"), text("没有抽样的选“未抽样”", "“None taken” where there was none"), True),
)

VISIT_FORM: Final = Form(
    (
        Head("field", text("项目", "Item"), 20),
        Head("value", text("填写", "Fill in"), 46, answer=True),
        Head("hint", text("怎样填", "How"), 40),
    ),
    ("field",),
)
TEAM_FORM: Final = Form(
    (
        Head("number", text("评估人员", "Assessor"), 20),
        Head("name", text("姓名", "Name"), 46, answer=True),
        Head("organization", text("所在机构", "Organization"), 40, answer=True),
    ),
    ("number",),
)


def product_form(samples: int) -> Form:
    """The attributes of the product, with a column for those of each sample."""
    own = tuple(Head(f"sample {number}", _sample(number), 18, answer=True, may_lack=True) for number in range(1, samples + 1))
    return Form(
        (
            Head("label", text("产品属性", "Attribute"), 34),
            Head("value", text("产品", "Product"), 24, answer=True),
            *own,
            Head("hint", text("怎样填", "How"), 44),
            Head("id", text("代号", "Id"), 21),
        ),
        ("id",),
    )


def _sample(number: int) -> Text:
    return text(f"样品 {number}", f"Sample {number}")


CHECK_FORM: Final = Form(
    (
        Head("id", text("编号", "Id"), 9),
        Head("class", text("类别", "Class"), 8.5),
        Head("ask", text("核查内容", "Question"), 40),
        Head("look", text("查什么", "Evidence to look at"), 31),
        Head("outcome", text("结论", "Outcome"), 11.5, answer=True),
        Head(
            "note",
            text("说明", "Note"),
            36,
            text("有问题的写事实，不适用的写理由", "facts of a fault; why skipped"),
            answer=True,
        ),
        Head("evidence", text("证据编号", "Evidence"), 18, text("照片、文件", "photos, files"), answer=True),
        Head("by", text("核查人", "By"), 9, answer=True),
    ),
    ("id",),
)
SAMPLE_FORM: Final = Form(
    (
        Head("slot", text("样品", "Sample"), 9),
        Head("id", text("样品编号", "Sample id"), 22, answer=True),
        Head("produced_on", text("生产日期", "Produced on"), 16, text("年-月-日", "YYYY-MM-DD"), answer=True),
        Head("lab", text("承检机构", "Laboratory"), 28, answer=True),
        Head("report", text("报告编号", "Report"), 24, answer=True),
        Head("retest_of", text("复检哪个样品", "Retest of"), 20, text("写样品编号", "its sample id"), answer=True),
        Head("conclusion", text("复检结论", "Retest counts"), 18, answer=True),
    ),
    ("slot",),
)
RESULT_FORM: Final = Form(
    (
        Head("slot", text("样品", "Sample"), 8.5),
        Head("id", text("编号", "Id"), 16),
        Head("name", text("检测项目", "Test"), 25),
        Head("class", text("类别", "Class"), 8),
        Head("part", text("组分", "Part"), 14),
        Head("limit", text("要求", "Requirement"), 32),
        Head("unit", text("单位", "Unit"), 9),
        Head("plan", text("安排", "Planned"), 9, answer=True),
        *(Head(f"value {number}", text(f"实测值{number}", f"Value {number}"), 8.5, answer=True) for number in range(1, VALUES + 1)),
        Head("u", text("U", "U"), 7, answer=True),
        Head("lod", text("检出限", "LOD"), 7.5, answer=True),
        Head("declared", text("明示值", "Declared"), 9.5, answer=True),
        Head("reported", text("报告单位", "Reported in"), 11.5, text("不同时填", "if another"), answer=True),
    ),
    ("slot", "id", "part"),
)
CLUE_FORM: Final = Form(
    (
        Head("code", text("线索代码", "Clue code"), 14, answer=True),
        Head("facts", text("看到的事实", "Facts seen"), 100, text("只写事实，不下结论", "facts alone, no judgement"), answer=True),
        Head("evidence", text("证据编号", "Evidence"), 36, answer=True),
    ),
    ("code",),
)
CODE_FORM: Final = Form(
    (
        Head("known", text("代码", "Code"), 14),
        Head("meaning", text("涉嫌违法行为", "Suspected violation"), 100),
        Head("urgency", text("移送", "Passed on"), 36),
    ),
    (),  # for reading alone: nothing is known by it
)
