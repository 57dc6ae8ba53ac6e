"""What two rulesets differ in, as data: one entry a difference, which `diff` finds and `diff_text` writes out.

`old` is what was, `new` what is. A condition is kept as it is written, with the ruleset that can say what its names mean: who
shows it decides whether in words or as it stands.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from ..model.ruleset import ResolvedRuleset
from ..model.text import Text

Change = Literal[
    "added", "removed", "tightened", "relaxed", "known", "unknown", "widened", "narrowed", "changed", "same_meaning", "wording"
]
Area = Literal[
    "ruleset", "product", "derived", "define", "scales", "sections", "site_checks", "rule_checks", "sample_tests", "diagnoses",
    "clue_codes", "clues", "scoring", "verdicts",
]  # fmt: skip

CHANGES: Final[tuple[Change, ...]] = (
    "added", "removed", "tightened", "relaxed", "known", "unknown", "widened", "narrowed", "changed", "same_meaning", "wording",
)  # fmt: skip
WITHOUT_EFFECT: Final[frozenset[Change]] = frozenset({"same_meaning", "wording"})


class Condition(NamedTuple):
    """A condition as it is written, and which of the two rulesets it is from."""

    text: str
    of: Literal["old", "new"]


Said = Text | Condition


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `field` is empty where the item as a whole was added or removed; `part` names a part of a sample test.

    `where` says for which products, in words; None: for all of them. `why` says why nothing more can be told, or what comes with it.
    """

    area: Area
    id: str
    change: Change
    field: str
    title: Text
    old: Said | None = None
    new: Said | None = None
    part: str | None = None
    part_title: Text | None = None
    where: Text | None = None
    why: Text | None = None

    @property
    def has_effect(self) -> bool:
        """Whether it can change what is asked, required, concluded or advised, or how sure that is."""
        return self.change not in WITHOUT_EFFECT


@dataclass(frozen=True, slots=True)
class Differences:
    """Every difference between two rulesets, in the order of the ruleset, ids in natural order."""

    old: ResolvedRuleset
    new: ResolvedRuleset
    items: tuple[Difference, ...]

    @property
    def effective(self) -> tuple[Difference, ...]:
        """Those that are more than wording."""
        return tuple(one for one in self.items if one.has_effect)

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many of each kind there are."""
        found = Counter(one.change for one in self.items)
        return {change: found[change] for change in CHANGES}

    def data(self) -> dict[str, Any]:
        """The same for a program: `tijian/ruleset-diff@1`."""
        return {
            "schema": "tijian/ruleset-diff@1",
            "old": _named(self.old),
            "new": _named(self.new),
            "counts": dict(self.counts),
            "differences": [_plain(one) for one in self.items],
        }


def _named(ruleset: ResolvedRuleset) -> dict[str, str]:
    from .digest import digest

    return {"category": ruleset.category, "edition": ruleset.edition, "digest": digest(ruleset)}


def _plain(one: Difference) -> dict[str, Any]:
    shown: dict[str, Any] = {"area": one.area, "id": one.id, "change": one.change, "field": one.field, "part": one.part}
    for name in ("title", "old", "new", "where", "why"):
        said: Said | None = getattr(one, name)
        shown[name] = {"condition": said.text} if isinstance(said, Condition) else None if said is None else said.model_dump()
    return shown
