"""All reports of one kind that some results give: one overall, one a district, one a category, one an assessment.

Commands come in here; builders stay with one report.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..compare import compare
from ..compare.model import Comparison, Group, NotJudged
from ..compare.names import Names
from ..model.campaign import Campaign
from ..model.order import natural
from ..model.result import Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import Language
from .enterprise import enterprise
from .industry import industry
from .model import Kind, Report
from .overall import overall
from .regional import regional


@dataclass(frozen=True)
class Series:
    """What reports are made from. `ruleset` gives the ruleset that judged a result, where it is here."""

    results: Sequence[Result]
    campaign: Campaign | None = None
    not_judged: Sequence[NotJudged] = ()
    names: Names = field(default_factory=Names)
    ruleset: Callable[[Result], ResolvedRuleset | None] = lambda _: None

    @cached_property
    def ordered(self) -> tuple[Result, ...]:
        """The results in natural order of their numbers, whatever the order in which they came."""
        return tuple(sorted(self.results, key=lambda one: (natural(one.assessment), one.category, one.enterprise.name)))

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
                for result in self.ordered:
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
            "enterprise": len(self.results),
        }
        return counts[kind]

    def _regional(self, district: Group, language: Language) -> Report:
        mine = [result for result in self.ordered if (result.enterprise.district or "") == district.key]
        return regional(self.comparison, district, mine, self.campaign, language)

    def _industry(self, category: str, language: Language) -> Report:
        mine = [result for result in self.ordered if result.category == category]
        alone = compare(mine, names=self.names)
        title = next(group.title for group in self.comparison.categories if group.key == category)
        planned = self.campaign.categories.get(category) if self.campaign else None
        return industry(alone, title, self.campaign, language, planned.association if planned else None)

    def _peers(self, result: Result) -> Group | None:
        """The group of its category; of its edition, where editions are apart."""
        ruleset = result.ruleset
        called = {ruleset.edition, f"{ruleset.edition} {ruleset.digest.removeprefix('sha256:')[:12]}"}
        found = [group for group in self.comparison.categories if group.key == result.category]
        if len(found) == 1:
            return found[0]
        return next((group for group in found if group.edition in called), None)
