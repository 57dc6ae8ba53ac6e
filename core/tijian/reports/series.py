"""All reports of one kind that some results give: one overall, one a district, one a category, one an assessment.

Commands come in here; builders stay with one report.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypedDict

from ..authoring.program import Program
from ..catalogues import Catalogue
from ..compare import compare
from ..compare.model import Comparison, Group, NotJudged
from ..compare.names import Names
from ..model.campaign import Campaign
from ..model.order import natural
from ..model.problem import TijianError
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import Language
from .enterprise import enterprise
from .industry import industry
from .model import Kind, Report
from .overall import overall
from .regional import regional


class Standards(TypedDict):
    """What an industry's report reads of rulesets."""

    used: tuple[ResolvedRuleset, ...]
    editions: tuple[ResolvedRuleset, ...]


@dataclass(frozen=True)
class Series:
    """What reports are made from. `ruleset` gives the ruleset that judged a result, where it is here."""

    results: Sequence[Result]
    campaign: Campaign | None = None
    not_judged: Sequence[NotJudged] = ()
    names: Names = field(default_factory=Names)
    ruleset: Callable[[Result], ResolvedRuleset | None] = lambda _: None
    known: Catalogue | None = None  # gives the editions of a category
    only: frozenset[str] = frozenset()  # the assessments whose own reports are wanted; empty: all

    @cached_property
    def ordered(self) -> tuple[Result, ...]:
        """The results in natural order of their numbers, whatever the order in which they came."""
        return tuple(sorted(self.results, key=lambda one: (natural(one.assessment), one.category, one.enterprise.name)))

    @property
    def _wanted(self) -> list[Result]:
        return [result for result in self.ordered if not self.only or result.assessment in self.only]

    @cached_property
    def comparison(self) -> Comparison:
        """All results, compared."""
        return compare(self.results, self.campaign, not_judged=self.not_judged, names=self.names)

    def reports(self, kind: Kind, language: Language) -> Iterator[tuple[tuple[str, ...], Report]]:
        """Every report of a kind, with the parts of its file's name."""
        match kind:
            case "overall":
                yield ("overall" if language == "en" else "总体",), overall(self.comparison, self.campaign, language, self.ordered)
            case "regional":
                for district in self.comparison.districts:
                    yield (district.title(language),), self._regional(district, language)
            case "industry":
                for category, title in {group.key: group.title for group in self.comparison.categories}.items():
                    yield (title(language),), self._industry(category, language)
            case "enterprise":
                for result in self._wanted:
                    peers = self._peers(result)
                    yield (
                        (result.enterprise.name, result.assessment),
                        enterprise(result, self.ruleset(result), language, peers, self.campaign),
                    )

    def count(self, kind: Kind) -> int:
        """How many reports of a kind there are."""
        one = self.comparison
        counts = {
            "overall": 1,
            "regional": len(one.districts),
            "industry": len({group.key for group in one.categories}),
            "enterprise": len(self._wanted),
        }
        return counts[kind]

    def _regional(self, district: Group, language: Language) -> Report:
        mine = [result for result in self.ordered if (result.enterprise.district or "") == district.key]
        alone = compare(mine, names=Names({group.key: group.title for group in self.comparison.categories}, self.names.sections))
        return regional(self.comparison, district, mine, self.campaign, language, alone)

    def _industry(self, category: str, language: Language) -> Report:
        mine = [result for result in self.ordered if result.category == category]
        alone = compare(mine, names=self.names)
        title = next(group.title for group in self.comparison.categories if group.key == category)
        planned = self.campaign.categories.get(category) if self.campaign else None
        association = planned.association if planned else None
        return industry(alone, title, self.campaign, language, association, results=mine, **self.standards(alone))

    def standards(self, alone: Comparison) -> Standards:
        """The rulesets that judged a category alone, and all its editions that are here, in the order in which they came into force."""
        editions: list[tuple[str, ResolvedRuleset]] = []
        for category in dict.fromkeys(use.category for use in alone.editions):
            try:
                found = self.known.library.editions(category) if self.known else ()
                editions += [(one.digest, one.ruleset) for one in (self._prepared(category, each.edition) for each in found)]
            except TijianError:  # a report says what the results say; nothing is explained by rulesets that cannot be used
                continue
        digests = {use.digest for use in alone.editions}
        return {"used": tuple(one for digest, one in editions if digest in digests), "editions": tuple(one for _, one in editions)}

    def _prepared(self, category: str, edition: str) -> Program:
        assert self.known is not None
        return self.known.edition(category, edition).program

    def _peers(self, result: Result) -> Group | None:
        """The group of its category; of its edition, where editions are apart."""
        ruleset = result.ruleset
        called = {ruleset.edition, f"{ruleset.edition} {ruleset.digest.removeprefix('sha256:')[:12]}"}
        found = [group for group in self.comparison.categories if group.key == result.category]
        if len(found) == 1:
            return found[0]
        return next((group for group in found if group.edition in called), None)
