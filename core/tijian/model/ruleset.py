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
from .text import Model, Text

Urgency = Literal["immediate", "normal"]


class Source(Model):
    """来源 Where an item or a figure comes from: our own proposal, or a clause of a standard with a confidence."""

    basis: Literal["proposal", "standard"]
    clause: Name | None = Field(None, description="标准号与条款 standard and clause")
    confidence: Confidence | None = Field(None, description="可信度 how well the figure is known")
    cite: Name | None = Field(None, description="出处代号 code of the source that was read")
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Source":
        if self.basis == "standard" and (self.clause is None or self.confidence is None):
            raise PydanticCustomError("source_incomplete", "a source with basis: standard needs clause and confidence")
        return self


class WithinDays(Model):
    """整改期限 Calendar days to correct, for a failure and for a minor finding."""

    fail: Days
    minor: Days


class Advice(Model):
    """整改建议 What to correct now, how to prevent it from coming back, what proof closes it, and by when."""

    correct: Text
    prevent: Text | None = None
    proof: Text | None = None
    within_days: WithinDays | Days | None = Field(None, description="天数 calendar days; a number n means {fail: n, minor: 2n, at most 30}")


class Attribute(Model):
    """产品属性 Something that must be known of the product: one of `choices`, or a boolean, a number or a text."""

    choices: Annotated[tuple[Name, ...], Field(min_length=1)] | None = None
    type: Literal["boolean", "number", "text"] | None = None
    unit: Name | None = None
    range: tuple[Number, Number] | None = Field(None, description="合理范围 plausible values; outside it a warning")
    asked_when: Condition | None = Field(None, description="何时询问 asked only when this holds; otherwise absent")
    label: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Attribute":
        if (self.choices is None) == (self.type is None):
            raise PydanticCustomError("attribute_kind", "an attribute has either choices or a type")
        return self


class Derived(Attribute):
    """派生属性 An attribute that the category's plugin computes (tijian_derive). `reads`: the attributes it is computed from."""

    reads: tuple[AttributeName, ...] | None = None


class Section(Model):
    """章节 A section of the checklist."""

    title: Text
    weight: Positive = Field(Decimal(1), description="权重 weight in the tree model")


class _Check(Model):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    weight: Positive | None = Field(None, description="权重 by default from the class")
    applies: Condition | None = Field(None, description="适用条件 when the check applies; always, if left out")
    risk: Text | None = None
    advice: Advice | None = None
    source: Source


class SiteCheck(_Check):
    """实地核查项 A question answered on site."""

    section: Id
    class_: SiteClass = Field(alias="class", description="veto 否决项 | key 关键项 | general 一般项")
    ask: Text
    evidence: tuple[Text, ...] = ()
    may_skip: Flag = Field(False, description="可否不适用 may be answered not_applicable, with a reason")


class RuleCheck(_Check):
    """申报规则项 A fault of the declaration itself, found from attributes alone."""

    section: Id
    class_: SiteClass = Field(alias="class")
    ask: Text
    fails_when: Condition


class LimitRow(Model):
    """限值行 The requirement that holds when `when` does; the first row that holds counts."""

    when: Condition | None = None
    require: Name
    source: Source | None = None


Limits = Annotated[tuple[LimitRow, ...], Field(min_length=1)]


class SampleTest(_Check):
    """抽样检测项 A parameter measured on samples of the product."""

    name: Text
    class_: TestClass = Field(alias="class", description="key A类(安全) | general B类 | minor C类(外观、标识)")
    basis: Literal["mandatory", "declared"] = Field(description="强制性标准 mandatory | 明示执行 declared")
    unit: Name | None = None
    method: Name | None = None
    specimens: Name = Field("each", description="each | mean | min | max | 46 of 50")
    groups_of: Annotated[int, Field(ge=2, le=1000), Whole] | None = None
    scale: Id | None = None
    range: tuple[Number, Number] | None = None
    decimals: Annotated[int, Field(ge=0, le=20), Whole] | None = Field(None, description="方法精度 decimals that the method gives")
    compare: Literal["full", "rounded"] = "full"
    round_to: Positive | None = None
    decision: Literal["simple", "guard_band", "nonbinary"] = "simple"
    lod: Positive | None = None
    borderline_within: Positive | None = None
    combine: Literal["each", "sum"] | None = None
    parts: dict[Id, Limits] | tuple[Id, ...] | None = None
    part_names: dict[Id, Text] = {}
    limits: Limits | None = None


class Diagnosis(Model):
    """诊断 What several findings mean together."""

    when: Condition
    says: Text
    explains: Annotated[tuple[Id, ...], Field(min_length=1)]
    risk: Text | None = None
    advice: Advice | None = None


class ClueCode(Model):
    """线索代码 A kind of suspected illegal act (涉嫌违法行为), with the law it may touch."""

    title: Text
    urgency: Urgency
    law: Text
    source: Source


class Clue(Model):
    """线索 When a clue of a kind is raised by rule. Worded 涉嫌, never 违法. urgency and law come from the code unless given."""

    code: Id
    when: Condition
    urgency: Urgency | None = None
    law: Text | None = None
    facts: Text | None = None


class Blocks(Model):
    """总分权重 Shares of the site block and the tests block in the total; they sum to 100."""

    site: Annotated[Number, Field(ge=0, le=100)]
    tests: Annotated[Number, Field(ge=0, le=100)]

    @model_validator(mode="after")
    def _whole(self) -> "Blocks":
        if self.site + self.tests != 100:
            raise PydanticCustomError("blocks_sum", "the block weights must sum to 100")
        return self


class Credit(Model):
    """得分系数 The credit of a minor finding (conform 1, major 0)."""

    minor: Annotated[Number, Field(ge=0, le=1)]


class ScoringPart(Model):
    """评分 Scoring as a file may state it: keys left out come from what it includes."""

    model: Id | None = None
    blocks: Blocks | None = None
    credit: Credit | None = None
    coverage: Annotated[Number, Field(ge=0, le=100)] | None = None
    tests_alone: Flag | None = None


class Scoring(Model):
    """评分 Scoring, complete."""

    model: Id
    blocks: Blocks
    credit: Credit
    coverage: Annotated[Number, Field(ge=0, le=100)]
    tests_alone: Flag


class VerdictRow(Model):
    """判定行 A row of the verdict table, worst first; the first row that holds gives the grade."""

    grade: Id
    capable: Capable
    when: Condition
    says: Text | None = None


class InForce(Model):
    """适用期 From and until when an edition applies to assessments, both days inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Day = Field(alias="from")
    until: Day | None = None

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

    product: dict[AttributeName, Attribute] = {}
    derived: dict[AttributeName, Derived] = {}
    define: dict[AttributeName, Condition] = {}
    scales: dict[Id, Annotated[tuple[Name, ...], Field(min_length=2)]] = {}
    sections: dict[Id, Section] = {}
    site_checks: dict[Id, SiteCheck] = {}
    rule_checks: dict[Id, RuleCheck] = {}
    sample_tests: dict[Id, SampleTest] = {}
    diagnoses: dict[Id, Diagnosis] = {}
    clue_codes: dict[Id, ClueCode] = {}
    clues: dict[Id, Clue] = {}


class RulesetFile(_Content):
    """评估细则 One edition of one category's ruleset, or (category: common) a catalogue that others include."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/ruleset@1"] = Field(alias="schema")
    category: AttributeName
    edition: Edition
    title: Text
    in_force: InForce | None = None
    status: Literal["illustrative", "adopted"] = "illustrative"
    includes: tuple[Name, ...] = ()
    override: dict[Id, dict[str, Any]] = {}
    drop: tuple[Id, ...] = ()
    scoring: ScoringPart | None = None
    verdicts: Annotated[tuple[VerdictRow, ...], Field(min_length=1)] | None = None


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
