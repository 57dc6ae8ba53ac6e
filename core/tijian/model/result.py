"""What an assessment answers: the `tijian/result@1` object, one a dossier.

Numbers are decimal strings; sets stand in natural id order; what is not known is null or listed, never guessed.
"""

from typing import Literal

from pydantic import ConfigDict, Field

from .outcome import Capable, Confidence, Kind, State
from .remark import Remark
from .ruleset import Source, Urgency
from .text import Model, Text


class _Out(Model):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_max_length=200_000)


class RulesetRef(_Out):
    """Which ruleset judged: its identity is the digest."""

    category: str
    edition: str
    title: Text
    digest: str
    status: Literal["illustrative", "adopted"]
    adopted_by: Text | None = None
    adopted_on: str | None = None


class EnterpriseRef(_Out):
    """The enterprise assessed, as the dossier names it."""

    name: str
    uscc: str | None
    district: str | None
    group: str | None
    size: str | None


class AssessorRef(_Out):
    """A member of the team that visited, as the dossier names them."""

    name: str
    organization: str | None


class Attributes(_Out):
    """The product attributes judged by; unknown ones are listed by name."""

    given: dict[str, str | bool]
    derived: dict[str, str | bool]
    unknown: tuple[str, ...] = ()


class Atom(_Out):
    """A part of the deciding row that holds, in the words of the condition, with the checks behind it."""

    atom: str
    row: int  # 1 is the worst
    checks: tuple[str, ...]


class Pending(_Out):
    """Something not known that can still matter: a check or an attribute."""

    check: str | None = None
    attribute: str | None = None


class Reason(_Out):
    """A reason or caveat: a stable word, what it is about, and the text for people."""

    reason: str
    checks: tuple[str, ...] = ()
    text: Text


class Verdict(_Out):
    """The verdict (semantics §5). `grade` and `capable` are null unless certain; then `worst` equals `best`."""

    grade: str | None
    says: Text | None = None
    capable: Capable | None
    certain: bool
    issued: bool
    grounds: Literal["coverage", "veto"] | None
    worst: str | None
    best: str | None
    possible: tuple[str, ...]
    pending: tuple[Pending, ...]
    decided_by: tuple[Atom, ...]
    not_issued_because: tuple[Reason, ...]
    caveats: tuple[Reason, ...]
    coverage: str | None = None  # percent of what was due and is known, truncated to two places


class ScoreEnd(_Out):
    """An exact score: value = 100 · numerator / denominator, shown truncated to two places."""

    value: str
    numerator: str
    denominator: str


class Score(_Out):
    """A score while everything counted is known."""

    value: str
    numerator: str
    denominator: str
    excluded: tuple[str, ...]


class ScoreSpan(_Out):
    """A score while unknowns remain: all of them at fail, and all at pass."""

    low: ScoreEnd
    high: ScoreEnd
    excluded: tuple[str, ...]


AnyScore = Score | ScoreSpan | None


class Scores(_Out):
    """Every score of the assessment and the model that made it."""

    model: str
    total: AnyScore
    site: AnyScore
    tests: AnyScore
    sections: dict[str, AnyScore]


class SampleOutcome(_Out):
    """How one sample did in one test."""

    sample: str
    state: State
    value: str | None
    requirement: str | None
    margin: str | None
    replaced_by: str | None = None


class CheckOutcome(_Out):
    """One check: its state and, for a test, the value against the requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_max_length=200_000)

    id: str
    kind: Kind
    class_: str = Field(alias="class")
    section: str | None
    title: Text
    state: State
    note: str | None = None
    evidence: tuple[str, ...] = ()
    value: str | None = None
    requirement: str | None = None
    unit: str | None = None
    margin: str | None = None
    borderline: bool = False
    conditional: bool = False
    points_lost: str | None = None
    source: Source | None = None
    samples: tuple[SampleOutcome, ...] = ()


class DiagnosisOutcome(_Out):
    """A diagnosis that holds, and the findings it explains here."""

    id: str
    says: Text
    risk: Text | None
    explains: tuple[str, ...]


class Correction(_Out):
    """The correction of one finding inside an action: found → basis → risk → correct → prevent → proof."""

    check: str
    state: State
    found: Text
    basis: Text
    confidence: Confidence | None = None
    risk: Text | None
    correct: Text | None
    prevent: Text | None
    proof: Text | None
    due: str
    points_lost: str


class Action(_Out):
    """整改措施 What to put right together, by when."""

    id: str
    checks: tuple[str, ...]
    due: str
    title: Text
    risk: Text | None = None
    correct: Text | None = None
    prevent: Text | None = None
    proof: Text | None = None
    corrections: tuple[Correction, ...]


class ClueOutcome(_Out):
    """涉嫌违法行为线索 A clue for the district bureau; raised by rule (`id` of the rule) or by an assessor's hand (`id` null)."""

    code: str
    id: str | None
    title: Text
    urgency: Urgency
    district: str | None
    law: Text
    facts: Text
    checks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class PossibleAction(_Out):
    """An action that only the worst completion adds, and the checks that would add it."""

    id: str
    checks: tuple[str, ...]


class Possible(_Out):
    """What only the worst completion adds."""

    diagnoses: tuple[str, ...]
    clues: tuple[str, ...]
    actions: tuple[PossibleAction, ...]


class TraceStep(_Out):
    """A rule that held in the best completion, and the facts it read."""

    rule: str
    facts: tuple[str, ...]


class Engines(_Out):
    """Which engines drew the conclusions, and whether they agree (null: only one ran)."""

    direct: Literal["ran", "not_run"]
    rete: Literal["ran", "not_run", "not_installed"]
    agree: bool | None
    remarks: tuple[Remark, ...] = ()


class PluginRef(_Out):
    """A plugin distribution that took part."""

    name: str
    version: str


class Receipt(_Out):
    """Digests of what went in and what came out: anyone with the ruleset and the dossier can recompute them."""

    ruleset: str
    dossier: str
    result: str
    plugins: tuple[PluginRef, ...]
    product: PluginRef
    adoption: str | None = None


class Answer(_Out):
    """What a result says, apart from how it was come by: this is what its digest covers."""

    schema_: Literal["tijian/result@1"] = Field("tijian/result@1", alias="schema")
    assessment: str
    category: str
    assessed_on: str
    enterprise: EnterpriseRef
    institution: str | None
    team: tuple[AssessorRef, ...]
    ruleset: RulesetRef
    attributes: Attributes
    verdict: Verdict
    score: Scores
    checks: tuple[CheckOutcome, ...]
    diagnoses: tuple[DiagnosisOutcome, ...]
    actions: tuple[Action, ...]
    clues: tuple[ClueOutcome, ...]
    possible: Possible
    trace: tuple[TraceStep, ...]
    warnings: tuple[Remark, ...]


class Result(Answer):
    """评估结果 The answer for one dossier, which engines drew it, and its receipt."""

    engines: Engines
    receipt: Receipt
