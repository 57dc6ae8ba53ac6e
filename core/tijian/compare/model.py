"""What a comparison of many results is: frozen, ready for JSON, and every number in it a count or a decimal string.

`compare` makes it; reports, the board and the command line show it and compute nothing. How to read it:

* Percentages have one decimal and scores two, cut toward zero. None stands where there is nothing to divide by, or where
  editions of a category are mixed and may not be averaged.
* Grades, capability and scores come from *issued* verdicts alone. What is not issued is counted apart, with its reasons.
* A finding counts wherever it was made, also in an assessment that is not issued.
* `few` says that fewer than three enterprises are behind a figure: nothing is ranked by it, and who writes for readers
  outside the administration leaves it out.
"""

from dataclasses import dataclass
from typing import Final, Literal

from ..model.campaign import Why
from ..model.outcome import Capable, Kind
from ..model.problem import Problem
from ..model.ruleset import Urgency
from ..model.text import Text

SCHEMA: Final = "tijian/comparison@1"
FEW: Final = 3  # a group of fewer enterprises has no rank, and its figures may give one of them away

Dimension = Literal["category", "district", "group", "institution", "size"]
Unranked = Literal["few", "unlike", "mixed"]


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`, with its Wilson 95 % interval (the ends rounded outward, so that what is printed holds it)."""

    count: int
    of: int
    percent: str | None
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `of` where the single cases are not independent (checks of one enterprise): no interval."""

    count: int
    of: int
    percent: str | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How scores lie: of `n` exact scores; `spans` more are known only from–to and are in none of the figures."""

    n: int
    spans: int
    mean: str | None
    median: str | None
    lower: str | None  # first quartile
    upper: str | None  # third quartile
    least: str | None
    most: str | None


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many issued verdicts have a grade; `share` of all issued ones."""

    grade: str
    capable: Capable
    says: Text | None
    share: Share


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many results carry a reason or caveat (a stable word), and how it is said."""

    reason: str
    text: Text
    results: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was concluded. judged = issued + previews + uncertain + not_assessable."""

    judged: int
    issued: int
    previews: int  # one grade, but not issued
    uncertain: int  # more than one grade possible
    not_assessable: int
    grades: tuple[GradeCount, ...]  # best first; of the issued ones
    capable: Share  # yes, of issued
    after_rectification: Share
    not_capable: Share
    not_issued_because: tuple[ReasonCount, ...]
    caveats: tuple[ReasonCount, ...]  # beside issued grades


@dataclass(frozen=True, slots=True)
class SectionSpread:
    """The scores of a section. `common`: it holds a check that every category compared has."""

    section: str
    title: Text
    common: bool
    spread: Spread


@dataclass(frozen=True, slots=True)
class Group:
    """The results that agree in one dimension. `key` is "" for those that do not say; `edition` where a category's editions are apart."""

    by: Dimension
    key: str
    title: Text
    edition: str | None
    planned: int | None  # None: there is no plan, or it does not say
    judged: int
    failed: int  # dossiers that could not be judged
    enterprises: int
    few: bool
    mixed: bool  # editions of one category together: not averaged
    verdicts: Verdicts
    total: Spread
    site: Spread
    tests: Spread
    sections: tuple[SectionSpread, ...]
    common_findings: Rate  # findings (minor or worse) among the known common checks
    clues: int
    rank: int | None  # by common_findings, 1 has the fewest; equal ones share a rank
    unranked: Unranked | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where two dimensions meet."""

    row: str
    column: str
    judged: int
    issued: int
    few: bool
    mixed: bool
    grades: tuple[GradeCount, ...]
    capable: Share
    total: Spread


@dataclass(frozen=True, slots=True)
class Cross:
    """A table of two dimensions; only cells with a result are there."""

    rows: Dimension
    columns: Dimension
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CheckRate:
    """How often a check fails: failures ÷ enterprises to which it applies and where it is known."""

    check: str
    kind: Kind
    class_: str
    section: str | None
    title: Text
    failed: Share
    minor: int
    unknown: int  # applies, and is not known: in no share
    few: bool


@dataclass(frozen=True, slots=True)
class CommonCheck:
    """One check that several categories have in the same words and class, and how each of them does in it."""

    overall: CheckRate
    everywhere: bool  # every category compared has it: only these make `common_findings` and `leniency`
    by_category: tuple[tuple[str, CheckRate], ...]


@dataclass(frozen=True, slots=True)
class OwnChecks:
    """The site and rule checks that only this category has, worst first. `edition` where a category's editions are apart."""

    category: str
    edition: str | None
    title: Text
    checks: tuple[CheckRate, ...]


@dataclass(frozen=True, slots=True)
class ItemRate:
    """不合格发现率 of one test item: batches that fail ÷ batches judged."""

    check: str
    class_: str
    title: Text
    failed: Share
    inconclusive: int
    borderline: int | None  # None: not known, of a batch
    few: bool
    enterprises: int  # with a batch that was judged; an enterprise may have several
    failing: int  # of these, with a batch that fails


@dataclass(frozen=True, slots=True)
class SampledTests:
    """The sample tests of a category, or (category "") of all of them. A batch fails that fails any item of the class meant.

    A batch is a sample; a final retest and what it replaces are one batch, which counts as the retest says.
    """

    category: str
    edition: str | None
    title: Text
    sampled: int  # assessments with at least one judged batch
    batches: Share  # any item fails
    safety: Share  # A类
    usability: Share  # B类
    label: Share  # C类, appearance and marking
    items: tuple[ItemRate, ...]  # worst first; empty for all categories together


@dataclass(frozen=True, slots=True)
class ClueCount:
    """Clues of one code."""

    code: str
    title: Text
    urgency: Urgency
    clues: int
    enterprises: int


@dataclass(frozen=True, slots=True)
class Referral:
    """One clue on its way to the district bureau."""

    district: str
    urgency: Urgency
    code: str
    title: Text
    assessment: str
    category: str
    enterprise: str
    assessed_on: str
    facts: Text
    law: Text
    checks: tuple[str, ...]
    evidence: tuple[str, ...]
    issued: bool


@dataclass(frozen=True, slots=True)
class DiagnosisRate:
    """How often a diagnosis is established, of the results of its category."""

    category: str
    diagnosis: str
    says: Text
    share: Share


@dataclass(frozen=True, slots=True)
class DueDay:
    """What is due on a day."""

    due: str
    actions: int
    enterprises: int


@dataclass(frozen=True, slots=True)
class Leniency:
    """Whether an institution finds fewer faults than the others do in the same categories and the same checks.

    `difference` is in findings per 100 common checks, negative where it finds fewer; `low`–`high` hold it with 95 %. `stands_out`:
    even with the interval widened for all institutions compared, zero lies outside. A hint to look, never a proof: the
    enterprises were not assigned by lot. None where no other institution assessed in the same categories, or too few did.
    """

    institution: str
    title: Text
    enterprises: int  # of these, in categories that others assessed too:
    compared: int
    categories: tuple[str, ...]
    raw: Rate  # findings among its known common checks, not adjusted
    difference: str | None
    low: str | None
    high: str | None
    freedom: int | None
    stands_out: bool


@dataclass(frozen=True, slots=True)
class EditionUse:
    """Which ruleset judged how many."""

    category: str
    edition: str
    digest: str
    status: Literal["illustrative", "adopted"]
    adopted_by: Text | None
    results: int


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A dossier that could not be judged, and why."""

    assessment: str
    category: str
    enterprise: str
    district: str
    institution: str
    problems: tuple[Problem, ...]
    exit_code: int = 3  # as the command line answers: 3 the dossier, 4 its ruleset, a plugin or the engines, 5 ourselves


@dataclass(frozen=True, slots=True)
class Unassessed:
    """An enterprise of the list without a dossier. `why` is None where the list does not say."""

    assessment: str
    enterprise: str
    category: str
    district: str
    institution: str
    size: str
    why: Why | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Many results, compared. `comparison_json` writes it as `tijian/comparison@1`."""

    title: Text | None
    planned: int | None
    judged: int
    not_judged: tuple[NotJudged, ...]
    enterprises: int  # different ones; one may be in two categories
    first_day: str | None
    last_day: str | None
    editions: tuple[EditionUse, ...]
    mixed: tuple[str, ...]  # categories judged by more than one edition
    allow_mixed: bool
    verdicts: Verdicts
    total: Spread
    site: Spread
    tests_score: Spread
    sections: tuple[SectionSpread, ...]
    categories: tuple[Group, ...]
    districts: tuple[Group, ...]
    groups: tuple[Group, ...]
    institutions: tuple[Group, ...]
    sizes: tuple[Group, ...]
    crosses: tuple[Cross, ...]  # category × district, category × size, category × institution
    common: tuple[CommonCheck, ...]  # worst first
    own: tuple[OwnChecks, ...]
    tests: SampledTests
    tests_by_category: tuple[SampledTests, ...]
    clue_codes: tuple[ClueCount, ...]
    clues_by_district: tuple[tuple[str, int], ...]
    referrals: tuple[Referral, ...]  # by district, the urgent ones first
    diagnoses: tuple[DiagnosisRate, ...]
    due: tuple[DueDay, ...]
    leniency: tuple[Leniency, ...]
    unassessed: tuple[Unassessed, ...] = ()  # planned = judged + not_judged + unassessed, where dossiers and list match

    def of(self, by: Dimension) -> tuple[Group, ...]:
        """The groups of a dimension."""
        table: dict[Dimension, tuple[Group, ...]] = {
            "category": self.categories,
            "district": self.districts,
            "group": self.groups,
            "institution": self.institutions,
            "size": self.sizes,
        }
        return table[by]
