"""How things are called in a comparison: categories, sections, districts, institutions. A result knows their ids alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..model.campaign import Campaign
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from ..model.words import GROUP, SIZE
from .model import Dimension

_UNSAID: Final[dict[Dimension, Text]] = {
    "category": text("未注明品类", "Category not stated"),
    "district": text("未注明区", "District not stated"),
    "group": text("未分组", "No group stated"),
    "institution": text("未注明机构", "Institution not stated"),
    "size": text("未注明规模", "Size not stated"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Titles by id. What is not there is called by its id."""

    categories: Mapping[str, Text] = field(default_factory=dict)
    sections: Mapping[tuple[str, str], Text] = field(default_factory=dict)  # by category and section

    def section(self, category: str, section: str) -> Text:
        """The title of a section of a category."""
        return self.sections.get((category, section)) or text(section, section)


def names_of(rulesets: Iterable[ResolvedRuleset], categories: Mapping[str, Text] | None = None) -> Names:
    """The titles in these rulesets, and of categories where their plugins give them."""
    sections = {(ruleset.category, name): section.title for ruleset in rulesets for name, section in ruleset.sections.items()}
    return Names(dict(categories or {}), sections)


def title_of(by: Dimension, key: str, campaign: Campaign | None, names: Names) -> Text:
    """What a group is called."""
    if not key:
        return _UNSAID[by]
    found: Text | None = None
    if by == "category":
        planned = campaign.categories.get(key) if campaign else None
        found = planned.title if planned else names.categories.get(key)
    elif by in ("district", "institution") and campaign is not None:
        listed = campaign.districts if by == "district" else campaign.institutions
        found = next((one for one in listed if one.zh == key), None)
    elif by in ("group", "size"):
        named = (GROUP if by == "group" else SIZE).get(key)
        found = text(named.zh, named("en").capitalize()) if named else None
    return found or text(key, key)
