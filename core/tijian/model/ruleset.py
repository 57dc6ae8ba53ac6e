"""What a ruleset is: the file as an agency writes it, and the same resolved (includes merged, nothing left to look up).

Conditions and requirements stay as text here; `tijian.conditions` parses them. The JSON Schema of a
ruleset file is generated from `RulesetFile`, so the docstrings and descriptions below are what an editor shows.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .kinds import AttributeName, Condition, Day, Days, Edition, Flag, Id, Name, Number, Positive, Whole
from .outcome import Capable, Confidence, SiteClass, TestClass
from .text import Model, Text, text

Urgency = Literal["immediate", "normal"]


class Source(Model):
    """来源 Where an item or a figure comes from: our own proposal, or a clause of a standard with a confidence."""

    basis: Literal["proposal", "standard"] = Field(description="依据 proposal 提议 | standard 标准")
    clause: Name | None = Field(None, description="标准号与条款 standard and clause")
    confidence: Confidence | None = Field(None, description="可信度 how well the figure is known")
    cite: Name | None = Field(None, description="出处代号 code of the source that was read")
    note: Text | None = Field(None, description="说明 what a reader should know of the figure")

    @model_validator(mode="after")
    def _complete(self) -> "Source":
        if self.basis == "standard" and (self.clause is None or self.confidence is None):
            raise PydanticCustomError("source_incomplete", "a source with basis: standard needs clause and confidence")
        return self


class WithinDays(Model):
    """整改期限 Calendar days to correct, for a failure and for a minor finding."""

    fail: Days = Field(description="不符合的整改天数 days for a failure")
    minor: Days = Field(description="轻微缺陷的整改天数 days for a minor finding")


class Advice(Model):
    """整改建议 What to correct now, how to prevent it from coming back, what proof closes it, and by when."""

    correct: Text = Field(description="整改措施 what to correct now")
    prevent: Text | None = Field(None, description="防止再发 how to prevent it from coming back")
    proof: Text | None = Field(None, description="完成证明 what closes it")
    within_days: WithinDays | Days | None = Field(None, description="天数 calendar days; a number n means {fail: n, minor: 2n, at most 30}")


class Attribute(Model):
    """产品属性 Something that must be known of the product: one of `choices`, or a boolean, a number or a text."""

    choices: Annotated[tuple[Name, ...], Field(min_length=1)] | None = Field(None, description="可选值 one of these")
    type: Literal["boolean", "number", "text"] | None = Field(None, description="boolean 是否 | number 数 | text 文本")
    unit: Name | None = Field(None, description="单位 of a number")
    range: tuple[Number, Number] | None = Field(None, description="合理范围 plausible values; outside it a warning")
    asked_when: Condition | None = Field(None, description="何时询问 asked only when this holds; otherwise absent")
    label: Text | None = Field(None, description="名称 how people call it")
    choice_names: dict[Name, Text] = Field({}, description="选项名称 names of the choices, where they are not their own")

    def called(self, value: str) -> Text:
        """What a choice is called; one without a name stands for itself."""
        return self.choice_names.get(value) or text(value, value)

    @model_validator(mode="after")
    def _one_kind(self) -> "Attribute":
        if (self.choices is None) == (self.type is None):
            raise PydanticCustomError("attribute_kind", "an attribute has either choices or a type")
        return self


class Derived(Attribute):
    """派生属性 An attribute that the category's plugin computes (tijian_derive). `reads`: the attributes it is computed from."""

    reads: tuple[AttributeName, ...] | None = Field(None, description="由哪些属性推算 the attributes it is computed from")


class Section(Model):
    """章节 A section of the checklist."""

    title: Text = Field(description="标题 title")
    weight: Positive = Field(Decimal(1), description="权重 weight in the tree model")


class _Check(Model):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    weight: Positive | None = Field(None, description="权重 by default from the class")
    applies: Condition | None = Field(None, description="适用条件 when the check applies; always, if left out")
    risk: Text | None = Field(None, description="风险 what can happen")
    advice: Advice | None = Field(None, description="整改建议 what to do")
    source: Source = Field(description="来源 where it comes from")


class SiteCheck(_Check):
    """实地核查项 A question answered on site."""

    section: Id = Field(description="所在章节 the section it belongs to")
    class_: SiteClass = Field(alias="class", description="veto 否决项 | key 关键项 | general 一般项")
    ask: Text = Field(description="核查内容 the question asked on site")
    evidence: tuple[Text, ...] = Field((), description="查什么 the evidence to look at")
    may_skip: Flag = Field(False, description="可否不适用 may be answered not_applicable, with a reason")


class RuleCheck(_Check):
    """申报规则项 A fault of the declaration itself, found from attributes alone."""

    section: Id = Field(description="所在章节 the section it belongs to")
    class_: SiteClass = Field(alias="class", description="veto 否决项 | key 关键项 | general 一般项")
    ask: Text = Field(description="要求 what the declaration must keep to")
    fails_when: Condition = Field(description="何时不符合 it fails when this holds")


class LimitRow(Model):
    """限值行 The requirement that holds when `when` does; the first row that holds counts."""

    when: Condition | None = Field(None, description="适用于 when this row counts; always, if left out")
    require: Name = Field(description="要求 >= 95 | 4.0 ~ 8.5 | conforms 符合 | absent 不得检出 | >= declared 明示值 | unknown 待核实")
    source: Source | None = Field(None, description="本行的来源 its own source, where it differs from the test's")


Limits = Annotated[tuple[LimitRow, ...], Field(min_length=1)]


class SampleTest(_Check):
    """抽样检测项 A parameter measured on samples of the product."""

    name: Text = Field(description="项目名称 name")
    class_: TestClass = Field(alias="class", description="key A类(安全) | general B类 | minor C类(外观、标识)")
    basis: Literal["mandatory", "declared"] = Field(description="强制性标准 mandatory | 明示执行 declared")
    unit: Name | None = Field(None, description="单位 unit")
    method: Name | None = Field(None, description="检测方法 test method")
    specimens: Name = Field("each", description="each | mean | min | max | 46 of 50")
    groups_of: Annotated[int, Field(ge=2, le=1000), Whole] | None = Field(None, description="每组几个值 values a group")
    scale: Id | None = Field(None, description="等级表 grades: fastness 色牢度, or a name of scales")
    range: tuple[Number, Number] | None = Field(None, description="合理范围 plausible values; outside it a warning")
    decimals: Annotated[int, Field(ge=0, le=20), Whole] | None = Field(None, description="方法精度 decimals that the method gives")
    compare: Literal["full", "rounded"] = Field("full", description="比较 full 全数值 | rounded 修约值 (GB/T 8170)")
    round_to: Positive | None = Field(None, description="修约间隔 rounding interval")
    decision: Literal["simple", "guard_band", "nonbinary"] = Field("simple", description="判定规则 decision rule near the limit")
    lod: Positive | None = Field(None, description="检出限 limit of detection")
    borderline_within: Positive | None = Field(None, description="临界幅度 a result this near the limit is borderline")
    combine: Literal["each", "sum"] | None = Field(None, description="分项 each 逐项判定 | sum 合计判定")
    parts: dict[Id, Limits] | tuple[Id, ...] | None = Field(None, description="分项及限值 parts and their limits")
    part_names: dict[Id, Text] = Field({}, description="分项名称 names of the parts")
    limits: Limits | None = Field(None, description="限值 rows in order; the first that holds counts")


class Diagnosis(Model):
    """诊断 What several findings mean together."""

    when: Condition = Field(description="成立条件 when it holds")
    says: Text = Field(description="诊断结论 the cause")
    explains: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="解释哪些发现 the checks that it explains")
    risk: Text | None = Field(None, description="风险 what can happen")
    advice: Advice | None = Field(None, description="整改建议 what to do")


class ClueCode(Model):
    """线索代码 A kind of suspected illegal act (涉嫌违法行为), with the law it may touch."""

    title: Text = Field(description="线索名称，用“涉嫌” worded as suspected")
    urgency: Urgency = Field(description="immediate 当日移送 | normal 随报告移送")
    law: Text = Field(description="可能涉及的条款 the articles it may touch")
    source: Source = Field(description="来源 where it comes from")


class Clue(Model):
    """线索 When a clue of a kind is raised by rule. Worded 涉嫌, never 违法. urgency and law come from the code unless given."""

    code: Id = Field(description="线索代码 its kind")
    when: Condition = Field(description="触发条件 when it is raised")
    urgency: Urgency | None = Field(None, description="immediate 当日移送 | normal 随报告移送")
    law: Text | None = Field(None, description="可能涉及的条款 the articles, where they differ from the code's")
    facts: Text | None = Field(None, description="事实，不说“违法” the facts, nothing more")


class Blocks(Model):
    """总分权重 Shares of the site block and the tests block in the total; they sum to 100."""

    site: Annotated[Number, Field(ge=0, le=100)] = Field(description="实地核查 share of the site checks")
    tests: Annotated[Number, Field(ge=0, le=100)] = Field(description="抽样检测 share of the sample tests")

    @model_validator(mode="after")
    def _whole(self) -> "Blocks":
        if self.site + self.tests != 100:
            raise PydanticCustomError("blocks_sum", "the block weights must sum to 100")
        return self


class Credit(Model):
    """得分系数 The credit of a minor finding (conform 1, major 0)."""

    minor: Annotated[Number, Field(ge=0, le=1)] = Field(description="轻微缺陷的得分系数 credit of a minor finding")


class ScoringPart(Model):
    """评分 Scoring as a file may state it: keys left out come from what it includes."""

    model: Id | None = Field(None, description="评分模型 flat | tree, or a plugin's")
    blocks: Blocks | None = Field(None, description="总分中的比重 shares in the total")
    credit: Credit | None = Field(None, description="得分系数 credits")
    coverage: Annotated[Number, Field(ge=0, le=100)] | None = Field(None, description="应核查的比例 % of checks that must be answered")
    tests_alone: Flag | None = Field(None, description="没有实地核查时能否只凭检测判定 whether tests alone can be graded")


class Scoring(Model):
    """评分 Scoring, complete."""

    model: Id
    blocks: Blocks
    credit: Credit
    coverage: Annotated[Number, Field(ge=0, le=100)]
    tests_alone: Flag


class VerdictRow(Model):
    """判定行 A row of the verdict table, worst first; the first row that holds gives the grade."""

    grade: Id = Field(description="等级 grade")
    capable: Capable = Field(description="yes 具备 | after_rectification 整改后具备 | no 不具备")
    when: Condition = Field(description="判定条件 when this row holds; the last one is true")
    says: Text | None = Field(None, description="结论用语 how it is said")


class InForce(Model):
    """适用期 From and until when an edition applies to assessments, both days inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Day = Field(alias="from")
    until: Day | None = Field(None, description="止（含） last day, included")

    @model_validator(mode="after")
    def _ordered(self) -> "InForce":
        if self.until is not None and self.until < self.from_:
            raise PydanticCustomError("in_force_order", "until is before from")
        return self

    def covers(self, day: str) -> bool:
        """Whether the ISO date `day` lies inside, both ends included."""
        return self.from_ <= day and (self.until is None or day <= self.until)


class _Content(Model):
    """What files and resolved rulesets share."""

    product: dict[AttributeName, Attribute] = Field({}, description="产品属性 what must be known of the product")
    derived: dict[AttributeName, Derived] = Field({}, description="派生属性 what the plugin computes")
    define: dict[AttributeName, Condition] = Field({}, description="给条件起名 names for conditions")
    scales: dict[Id, Annotated[tuple[Name, ...], Field(min_length=2)]] = Field({}, description="等级表，从差到好 grades, worst first")
    sections: dict[Id, Section] = Field({}, description="章节 sections of the checklist")
    site_checks: dict[Id, SiteCheck] = Field({}, description="实地核查项 questions answered on site")
    rule_checks: dict[Id, RuleCheck] = Field({}, description="申报规则项 faults of the declaration itself")
    sample_tests: dict[Id, SampleTest] = Field({}, description="抽样检测项 parameters measured on samples")
    diagnoses: dict[Id, Diagnosis] = Field({}, description="诊断 what several findings mean together")
    clue_codes: dict[Id, ClueCode] = Field({}, description="线索种类 kinds of suspected illegal act")
    clues: dict[Id, Clue] = Field({}, description="线索规则 when a clue is raised")


class RulesetFile(_Content):
    """评估细则 One edition of one category's ruleset, or (category: common) a catalogue that others include."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/ruleset@1"] = Field(alias="schema")
    category: AttributeName = Field(description="品类编号，与目录同名 the category, as its directory is called")
    edition: Edition = Field(description="版本，与文件同名，加引号 as the file is called; quote it")
    title: Text = Field(description="名称 title")
    in_force: InForce | None = Field(None, description="适用期（按评估日期） by the day of assessment")
    status: Literal["illustrative", "adopted"] = Field("illustrative", description="illustrative 示例稿 | adopted 已采用")
    includes: tuple[Name, ...] = Field((), description="引入的共用目录 catalogues included: common/2021")
    override: dict[Id, dict[str, Any]] = Field({}, description="改动引入的项目 changes of included items")
    drop: tuple[Id, ...] = Field((), description="去掉引入的项目 included items left out")
    scoring: ScoringPart | None = Field(None, description="评分 usually from common")
    verdicts: Annotated[tuple[VerdictRow, ...], Field(min_length=1)] | None = Field(
        None, description="判定表，从最差一行写起 worst first; usually from common"
    )


class ResolvedRuleset(_Content):
    """A ruleset with its includes merged; `overridden` and `dropped` say what was changed of them. Its digest identifies it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/resolved-ruleset@1"] = Field("tijian/resolved-ruleset@1", alias="schema")
    category: AttributeName
    edition: Edition
    title: Text
    in_force: InForce
    status: Literal["illustrative", "adopted"]
    includes: tuple[Name, ...] = ()
    overridden: dict[Id, tuple[str, ...]] = {}
    dropped: tuple[Id, ...] = ()
    scoring: Scoring
    verdicts: tuple[VerdictRow, ...]
