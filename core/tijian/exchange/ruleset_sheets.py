"""What the workbook of a ruleset looks like: its sheets, their columns, what each column is for, and which field of the model it holds.

The writer and the reader both go by these tables, and the first sheet explains them: nothing about a column is said anywhere else.
"""

from dataclasses import dataclass
from typing import Final, get_args

from ..authoring.document import Path
from ..model.outcome import Capable, Confidence, SiteClass, TestClass
from ..model.ruleset import Urgency
from .columns import Column, ColumnKind
from .ruleset_fields import Both, BothLines, Ends, Field, Kind, Lines, Plain, Summed, Term

READ_ME: Final = "说明 read me"
FLAGS: Final = ("true", "false")
_TEXT: Final = 30
_CODE: Final = 22


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet of items with ids: which part of the ruleset it holds, and the fields of an item."""

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return (ID, *(column for field in self.fields for column in field.columns))


ID: Final = Column("id", "编号", "id", needed=True, width=16)


def plain(
    name: str, zh: str, en: str, kind: ColumnKind = "text", *, words: tuple[str, ...] = (), needed: bool = False, width: int = 12
) -> Plain:
    """A field whose column has its name."""
    return Plain(Column(name, zh, en, kind, words, needed, width), tuple(name.split(".")))


def both(name: str, zh: str, en: str, *, needed: bool = False, width: int = _TEXT) -> Both:
    """A text in two columns."""
    return Both(
        Column(f"{name}::zh", f"{zh}（中文）", f"{en}, Chinese", needed=needed, width=width),
        Column(f"{name}::en", f"{zh}（英文）", f"{en}, English", width=width),
        tuple(name.split(".")),
    )


def condition(name: str, zh: str, en: str, *, needed: bool = False) -> Plain:
    """A condition."""
    return plain(name, zh, en, needed=needed, width=34)


def ids(name: str, zh: str, en: str, *, needed: bool = False, width: int = 16) -> Lines:
    """Some ids in one cell."""
    return Lines(Column(name, f"{zh}（一行一个）", f"{en}, one a line", "ids", needed=needed, width=width), (name,))


def ends(name: str, zh: str, en: str) -> Ends:
    """A range."""
    low = Column(f"{name}.low", f"{zh}：下限", f"{en}: from", "number", width=9)
    high = Column(f"{name}.high", f"{zh}：上限", f"{en}: to", "number", width=9)
    return Ends(low, high, (name,))


def source(*, needed: bool = True) -> tuple[Field, ...]:
    """Where a figure or an item comes from."""
    return (
        plain("source.basis", "依据", "what it rests on", words=("proposal", "standard"), needed=needed),
        plain("source.clause", "标准号与条款", "standard and clause", width=_CODE),
        plain("source.confidence", "可信度", "how well the figure is known", words=get_args(Confidence), width=18),
        plain("source.cite", "出处代号", "code of the source that was read", width=10),
        both("source.note", "依据的说明", "note on the source", width=24),
    )


def advice() -> tuple[Field, ...]:
    """What an enterprise is to do."""
    fail = Column("advice.within_days", "整改天数", "days to correct", "number", width=20)
    minor = Column(
        "advice.within_days.minor",
        "轻微缺陷的天数（空白：两倍，最多 30）",
        "days for a minor finding (blank: double, 30 at most)",
        "number",
        width=26,
    )
    return (
        both("advice.correct", "整改：现在怎样改", "what to correct now"),
        both("advice.prevent", "预防：怎样不再发生", "how to prevent it from coming back"),
        both("advice.proof", "证明：用什么销号", "what proof closes it"),
        Term(fail, minor, ("advice", "within_days")),
    )


SECTION: Final = plain("section", "章节（可用引入的章节）", "section (of this file or an included one)", needed=True, width=9)
SITE_CLASS: Final = plain("class", "类别", "class", words=get_args(SiteClass), needed=True, width=9)
WEIGHT: Final = plain("weight", "权重（空白：由类别定）", "weight (blank: by the class)", "number", width=8)
APPLIES: Final = condition("applies", "适用条件（空白：总是适用）", "when it applies (blank: always)")
RISK: Final = both("risk", "风险", "risk")
ASK: Final = both("ask", "核查什么", "what is asked", needed=True, width=38)

# what every check ends with
_REST: Final[tuple[Field, ...]] = (RISK, *advice(), *source())

_EVIDENCE: Final = BothLines(
    Column("evidence::zh", "看什么证据（中文，一行一条）", "evidence, Chinese, one a line", "lines", width=_TEXT),
    Column("evidence::en", "看什么证据（英文，逐行对应）", "evidence, English, line by line", "lines", width=_TEXT),
    ("evidence",),
)
_GRADES: Final = Lines(
    Column("grades", "等级，从差到好（一行一个）", "grades, worst first, one a line", "lines", needed=True, width=24), ()
)
_ATTRIBUTE_TYPES: Final = ("choice", "boolean", "number", "text")

ATTRIBUTE_KIND: Final = Column(
    "kind", "product 申报 | derived 由插件推出", "product: declared, derived: by the plugin", "text", ("product", "derived"), True
)
PRODUCT: Final = SheetOf(
    "product",
    "产品属性：要知道产品的什么",
    "attributes: what must be known of the product",
    (
        Kind(
            Column("type", "choice 选项 | boolean 是非 | number 数 | text 文字", "what it is", words=_ATTRIBUTE_TYPES, width=10),
            Column("choices", "选项（一行一个）", "the choices, one a line", "lines", width=26),
        ),
        plain("unit", "单位", "unit", width=8),
        ends("range", "合理范围", "plausible values"),
        condition("asked_when", "何时询问（空白：总是）", "asked only when (blank: always)"),
        both("label", "名称", "what people call it"),
        ids("reads", "派生自哪些属性", "the attributes it is derived from"),
    ),
)
PRODUCT_COLUMNS: Final = (ID, ATTRIBUTE_KIND, *PRODUCT.columns[1:])
DEFINE: Final = SheetOf(
    "define",
    "定义：给常用的条件起名",
    "definitions: names for conditions",
    (Plain(Column("when", "条件", "condition", needed=True, width=70), ()),),
)
SCALES: Final = SheetOf("scales", "等级表", "scales of grades", (_GRADES,))
SECTIONS: Final = SheetOf(
    "sections",
    "章节",
    "sections of the checklist",
    (
        both("title", "名称", "title", needed=True, width=40),
        plain("weight", "权重（树形模型用；空白：1）", "weight in the tree model (blank: 1)", "number"),
    ),
)
SITE_CHECKS: Final = SheetOf(
    "site_checks",
    "实地核查项",
    "site checks: questions answered on site",
    (
        *(SECTION, SITE_CLASS, ASK, _EVIDENCE, APPLIES),
        plain("may_skip", "可否答“不适用”", "may be answered not_applicable", "flag", words=FLAGS, width=9),
        WEIGHT,
        *_REST,
    ),
)
RULE_CHECKS: Final = SheetOf(
    "rule_checks",
    "申报规则项：申报本身的毛病",
    "rule checks: faults of the declaration itself",
    (
        *(SECTION, SITE_CLASS, ASK),
        condition("fails_when", "何时不符合", "when it fails", needed=True),
        *(APPLIES, WEIGHT),
        *_REST,
    ),
)
SAMPLE_TESTS: Final = SheetOf(
    "sample_tests",
    "抽样检测项；限值在 limits 表",
    "sample tests; their limits stand in the sheet limits",
    (
        both("name", "名称", "name", needed=True),
        plain("class", "类别", "class", words=get_args(TestClass), needed=True, width=9),
        plain("basis", "标准性质", "mandatory or declared standard", words=("mandatory", "declared"), needed=True),
        *(plain("unit", "单位", "unit", width=8), plain("method", "检测方法", "method", width=_CODE), APPLIES, WEIGHT),
        plain("specimens", "试样：each | mean | min | max | 46 of 50", "specimens: each, mean, min, max, 46 of 50"),
        plain("groups_of", "每组几个试样", "specimens in a group", "number", width=8),
        plain("scale", "等级表：fastness 或 scales 表中的编号", "scale: fastness, or an id of the sheet scales"),
        ends("range", "合理范围", "plausible values"),
        plain("decimals", "方法给出的小数位数", "decimals that the method gives", "number", width=8),
        plain("compare", "比较：full 全数值 | rounded 修约值", "compare as measured, or rounded", words=("full", "rounded"), width=10),
        plain("round_to", "修约间隔", "rounded to", "number", width=8),
        plain("decision", "判定规则", "decision rule", words=("simple", "guard_band", "nonbinary")),
        plain("lod", "检出限", "limit of detection", "number", width=8),
        plain("borderline_within", "临界范围", "called borderline within", "number", width=8),
        plain("combine", "组分：each 逐一 | sum 求和", "parts: each by itself, or their sum", words=("each", "sum"), width=9),
        Summed(
            Column(
                "parts", "求和的组分（一行一个；逐一判定的写在 limits）", "parts of a sum, one a line (others: in limits)", "ids", width=16
            )
        ),
        *_REST,
    ),
)
DIAGNOSES: Final = SheetOf(
    "diagnoses",
    "诊断：几项发现合起来说明什么",
    "diagnoses: what several findings mean together",
    (
        condition("when", "何时成立", "when it holds", needed=True),
        both("says", "说明什么", "what it says", needed=True),
        ids("explains", "涉及的检查项", "the checks it explains", needed=True),
        *(RISK, *advice()),
    ),
)
CLUE_CODES: Final = SheetOf(
    "clue_codes",
    "线索代码：涉嫌违法行为的种类",
    "clue codes: kinds of suspected illegal acts",
    (
        both("title", "名称（涉嫌……）", "title (suspected …)", needed=True),
        plain("urgency", "紧急程度", "urgency", words=get_args(Urgency), needed=True),
        both("law", "可能涉及的法条", "the law it may touch", needed=True),
        *source(),
    ),
)
CLUES: Final = SheetOf(
    "clues",
    "线索：按规则提出",
    "clues raised by rule",
    (
        plain("code", "线索代码（可用引入的）", "clue code (of this file or an included one)", needed=True, width=9),
        condition("when", "何时提出", "when it is raised", needed=True),
        both("facts", "事实", "the facts"),
        plain("urgency", "紧急程度（空白：同代码）", "urgency (blank: that of the code)", words=get_args(Urgency)),
        both("law", "法条（空白：同代码）", "law (blank: that of the code)"),
    ),
)

ITEMS: Final = (DEFINE, SCALES, SECTIONS, SITE_CHECKS, RULE_CHECKS, SAMPLE_TESTS, DIAGNOSES, CLUE_CODES, CLUES)

# ── sheets that are no list of items with ids ────────────────────────────────────────────────────────
TEST: Final = Column("test", "检测项编号", "id of the test", needed=True, width=16)
PART: Final = Column("part", "组分（有的话）", "part, if it has parts", width=14)
ORDER: Final = Column("order", "次序（第一个成立的行算数）", "order (the first row that holds counts)", "number", needed=True, width=8)
CHOICE_NAMES: Final = SheetOf(
    "choice_names",
    "选项的名称（不是选项自己的字时）",
    "names of the choices, where they are not their own",
    (both("name", "名称", "name", needed=True),),
)
CHOICE_NAME_COLUMNS: Final = (
    Column("attribute", "属性", "attribute", needed=True, width=18),
    ATTRIBUTE_KIND,
    Column("choice", "选项", "choice", needed=True, width=22),
    *CHOICE_NAMES.columns[1:],
)
PART_NAMES: Final = SheetOf("part_names", "组分的名称", "names of the parts of tests", (both("name", "名称", "name", needed=True),))
PART_NAME_COLUMNS: Final = (TEST, Column("part", "组分", "part", needed=True, width=16), *PART_NAMES.columns[1:])
LIMITS: Final = SheetOf(
    "limits",
    "限值：一行一个，按次序第一个成立的算数",
    "limits: one a row; the first one that holds counts",
    (
        condition("when", "何时用这一行（空白：其余情形）", "when this row holds (blank: otherwise)"),
        plain(
            "require",
            "要求：>= 95 | 4.0 ~ 8.5 | absent | unknown …",
            "requirement: >= 95, 4.0 ~ 8.5, absent, unknown …",
            needed=True,
            width=18,
        ),
        *source(needed=False),
    ),
)
LIMIT_COLUMNS: Final = (TEST, PART, ORDER, *LIMITS.columns[1:])
SHOWN_NAME: Final = Column("#name", "检测项（仅供阅读）", "test (for reading only)", width=24)
SHOWN_UNIT: Final = Column("#unit", "单位（仅供阅读）", "unit (for reading only)", width=9)
SHOWN_CLAUSE: Final = Column(
    "#source", "所依据的条款（本行或检测项的，仅供阅读）", "clause in effect, of the row or the test (for reading only)", width=_CODE
)
SHOWN_CONFIDENCE: Final = Column("#confidence", "可信度（仅供阅读）", "confidence in effect (for reading only)")

_SHOWN: Final = (SHOWN_UNIT, SHOWN_CLAUSE, SHOWN_CONFIDENCE)
LIMIT_COLUMNS_SHOWN: Final = (TEST, PART, ORDER, SHOWN_NAME, *LIMITS.columns[1:3], *_SHOWN, *LIMITS.columns[3:])

VERDICTS: Final = SheetOf(
    "verdicts",
    "判定表：从差到好，第一个成立的行给出等级",
    "verdict table: worst first; the first row that holds gives the grade",
    (
        plain("grade", "等级", "grade", needed=True, width=9),
        plain("capable", "能力", "capability", words=get_args(Capable), needed=True, width=18),
        condition("when", "何时成立", "when it holds", needed=True),
        both("says", "结论", "what it says"),
    ),
)
VERDICT_COLUMNS: Final = (ORDER, *VERDICTS.columns[1:])

OVERRIDE: Final = "override"
OVERRIDE_COLUMNS: Final = (
    Column("id", "被引入条目的编号", "id of what is included", needed=True, width=16),
    Column("field", "字段", "field", width=18),
    Column("value", "新值，按 YAML 写：3、false、{zh: …, en: …}", "new value, in YAML: 3, false, {zh: …, en: …}", "yaml", width=60),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of a sheet of settings: `field` and `value`."""

    column: Column  # its name is that of the row, its kind that of the value
    path: Path


def _setting(name: str, zh: str, en: str, kind: ColumnKind = "text", *, words: tuple[str, ...] = (), needed: bool = False) -> Setting:
    base, _, language = name.partition("::")
    return Setting(Column(name, zh, en, kind, words, needed), (*base.split("."), *((language,) if language else ())))


META: Final = "meta"
META_ROWS: Final = (
    _setting("schema", "格式，不要改", "the format: leave it as it is", needed=True),
    _setting("category", "品类代码", "category", needed=True),
    _setting("edition", "版本", "edition", needed=True),
    _setting("title::zh", "名称（中文）", "title, Chinese", needed=True),
    _setting("title::en", "名称（英文）", "title, English"),
    _setting("in_force.from", "适用于评估日期：从（YYYY-MM-DD）", "in force for assessments from (YYYY-MM-DD)", "day"),
    _setting("in_force.until", "适用于评估日期：到（含当日；空白：无期限）", "until, inclusive (blank: open)", "day"),
    _setting("status", "状态：illustrative 示例稿 | adopted 已采用", "status", words=("illustrative", "adopted")),
    _setting("includes", "引入的共用目录（一行一个）", "shared catalogues that it includes, one a line", "lines"),
    _setting("drop", "去掉的引入条目（一行一个编号）", "included items that it drops, one id a line", "ids"),
)
SCORING: Final = "scoring"
SCORING_ROWS: Final = (
    _setting("model", "评分模型", "scoring model"),
    _setting("blocks.site", "实地核查占总分", "share of the site checks", "number"),
    _setting("blocks.tests", "抽样检测占总分", "share of the sample tests", "number"),
    _setting("credit.minor", "轻微缺陷的得分系数", "credit of a minor finding", "number"),
    _setting("coverage", "至少要知道百分之几", "per cent that must be known", "number"),
    _setting("tests_alone", "没有实地核查也可评分", "tests may be scored without a visit", "flag", words=FLAGS),
)
SETTING_COLUMNS: Final = (
    Column("field", "字段", "field", needed=True, width=18),
    Column("value", "值", "value", "text", width=60),
)
SHOWN_MEANING: Final = (
    Column("#", "含义", "meaning", width=44),
    Column("#en", "含义（英文）", "meaning, in English", width=48),
)
