"""The words of an assessment: states of a check, classes, grades, what a person may answer (semantics §3)."""

from typing import Final, Literal

State = Literal["fail", "minor", "pass", "unchecked", "pending", "inconclusive", "not_applicable", "not_sampled", "informational"]
Answered = Literal["conform", "minor", "major", "not_applicable", "not_checked"]
SiteClass = Literal["veto", "key", "general"]
TestClass = Literal["key", "general", "minor"]
Kind = Literal["site", "rule", "test"]
Capable = Literal["no", "after_rectification", "yes"]
Confidence = Literal["verified", "secondary", "recalled", "weak"]
Completion = Literal["worst", "best"]

KNOWN: Final[frozenset[str]] = frozenset({"fail", "minor", "pass"})
UNKNOWN: Final[frozenset[str]] = frozenset({"unchecked", "pending", "inconclusive"})
OUTSIDE: Final[frozenset[str]] = frozenset({"not_applicable", "not_sampled", "informational"})

ANSWERS_ZH: Final[dict[str, Answered]] = {
    "符合": "conform",
    "轻微缺陷": "minor",
    "不符合": "major",
    "不适用": "not_applicable",
    "未核查": "not_checked",
}
NOT_ASSESSABLE: Final = "not_assessable"
UNVERIFIED: Final[frozenset[str]] = frozenset({"recalled", "weak"})
CAPABLE_ORDER: Final[tuple[Capable, ...]] = ("no", "after_rectification", "yes")
SITE_WEIGHTS: Final[dict[SiteClass, int]] = {"veto": 3, "key": 3, "general": 1}  # ours
TEST_WEIGHTS: Final[dict[TestClass, int]] = {"key": 3, "general": 2, "minor": 1}  # ours
BUILT_IN_MODELS: Final = frozenset({"flat", "flat-unweighted", "tree", "absolute"})  # scoring models, semantics §4
