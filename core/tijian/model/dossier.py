"""What a dossier is: one enterprise, one category, as an assessor writes it down.

Measured values stay as written (`Reading`); `tijian.facts` reads them. Short forms are taken in
(`C1.1: conform`, `T01: [96.2, 95.8]`), so that a file stays quick to write by hand.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PrivateAttr, Strict

from .kinds import AttributeName, Day, Id, Name
from .outcome import ANSWERS_ZH, Answered
from .text import Model, Text

BLANKS = frozenset({"", "/", "-", "—", "–", "无"})  # what people write into a cell to say: nothing here

Scalar = Annotated[bool, Strict()] | Annotated[Decimal, Strict()] | Annotated[str, Strict()] | None


def _answer(written: Any) -> Any:
    if isinstance(written, Model):
        return written
    if isinstance(written, dict):
        return {**written, "outcome": _outcome(written["outcome"])} if "outcome" in written else written
    return {"outcome": _outcome(written)}


def _outcome(written: Any) -> Any:
    if written is None or (isinstance(written, str) and written.strip() in BLANKS):
        return "not_checked"
    return ANSWERS_ZH.get(written.strip(), written.strip()) if isinstance(written, str) else written


def _reading(written: Any) -> Any:
    if isinstance(written, Model):
        return written
    if isinstance(written, dict):
        return {**written, "values": _many(written["values"])} if "values" in written else written
    return {"values": _many(written)}


def _many(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else [written]


class AnswerGiven(Model):
    """核查记录 The answer to a site check."""

    outcome: Answered
    note: Name | None = None
    evidence: tuple[Name, ...] = ()
    reason: Name | None = None
    by: Name | None = None
    at: Name | None = None


Answer = Annotated[AnswerGiven, BeforeValidator(_answer)]


class ReadingGiven(Model):
    """检测结果 What a laboratory reported for one test (or one part of it): specimens as written, U, LOD, unit, declared value."""

    values: tuple[Scalar, ...] = ()
    u: Scalar = None
    lod: Scalar = None
    unit: Name | None = None
    declared: Scalar = None
    parts: "dict[Id, Reading]" = {}


Reading = Annotated[ReadingGiven, BeforeValidator(_reading)]
ReadingGiven.model_rebuild()


class Sample(Model):
    """样品 One sample of the product and what was measured on it. A retest names what it repeats."""

    id: Name | None = None
    produced_on: Day | None = None
    product: dict[AttributeName, Scalar] = {}
    lab: Name | None = None
    report: Name | None = None
    retest_of: Name | None = None
    conclusion: Literal["final", "additional"] | None = Field(None, description="final 以复检结论为准: replaces the results it repeats")
    results: dict[Id, Reading] = {}


class Sampling(Model):
    """抽样 Whether samples were taken, and which tests are planned (all that apply, without a plan)."""

    state: Literal["done", "pending", "none"]
    plan: tuple[Id, ...] | None = None


class Enterprise(Model):
    """企业 The enterprise assessed. group: food 食品相关 | industrial 其他工业."""

    name: Name
    uscc: Name | None = Field(None, description="统一社会信用代码")
    district: Name | None = None
    group: Literal["food", "industrial"] | None = None
    size: Name | None = None


class Assessor(Model):
    """评估人员 A member of the team that visited."""

    name: Name
    organization: Name | None = None


class ClueFound(Model):
    """线索 A clue that an assessor raises by hand."""

    code: Id
    facts: Text
    evidence: tuple[Name, ...] = ()


class Dossier(Model):
    """评估案卷 Everything that one assessment of one enterprise in one category rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["tijian/dossier@1"] = Field(alias="schema")
    assessment: Name
    category: AttributeName
    assessed_on: Day
    enterprise: Enterprise
    institution: Name | None = Field(None, description="评估机构 the commissioned institution")
    team: tuple[Assessor, ...] = ()
    product: dict[AttributeName, Scalar] = {}
    answers: dict[Id, Answer] = {}
    sampling: Sampling
    samples: tuple[Sample, ...] = ()
    clues: tuple[ClueFound, ...] = ()

    _origin: Any = PrivateAttr(default=None)  # the document it was read from, to point at a line; never compared or written
