"""Results as they are compared: each with its keys in every dimension, in natural order of the assessment ids."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..model.campaign import Campaign
from ..model.order import natural
from ..model.result import Result
from .model import Dimension, NotJudged

DIMENSIONS: Final[tuple[Dimension, ...]] = ("category", "district", "group", "institution", "size")
SIZES: Final = ("large", "medium", "small", "micro")
GROUPS: Final = ("food", "industrial")
RulesetKey = tuple[str, str, str]  # category, edition, digest


@dataclass(frozen=True, slots=True)
class Row:
    """A result and where it belongs."""

    result: Result
    keys: dict[Dimension, str]
    ruleset: RulesetKey
    enterprise: str  # the same for the same enterprise

    @property
    def category(self) -> str:
        return self.keys["category"]

    @property
    def issued(self) -> bool:
        return self.result.verdict.issued


def rows_of(results: Iterable[Result], campaign: Campaign | None) -> tuple[Row, ...]:
    """The rows of the results, in order."""
    made = [_row(result, campaign) for result in results]
    return tuple(sorted(made, key=lambda row: (natural(row.result.assessment), row.category, row.result.receipt.result)))


def _row(result: Result, campaign: Campaign | None) -> Row:
    one = result.enterprise
    keys: dict[Dimension, str] = {
        "category": result.category,
        "district": one.district or "",
        "group": group_of(result.category, one.group, campaign),
        "institution": result.institution or "",
        "size": one.size or "",
    }
    code = plain_name(one.uscc)
    return Row(result, keys, (result.category, result.ruleset.edition, result.ruleset.digest), code or plain_name(one.name))


def group_of(category: str, written: str | None, campaign: Campaign | None) -> str:
    """The group of an assessment: that of its category in the campaign, else as the dossier says."""
    planned = campaign.categories.get(category) if campaign else None
    return planned.group if planned else written or ""


def plain_name(written: str | None) -> str:
    """A name or code as compared: full-width and half-width, case and blanks make no other enterprise."""
    return "".join(unicodedata.normalize("NFKC", written or "").split()).upper()


def key_of(failure: NotJudged, by: Dimension, campaign: Campaign | None) -> str:
    """The key of a dossier that could not be judged."""
    if by == "group":
        return group_of(failure.category, None, campaign)
    return {"category": failure.category, "district": failure.district, "institution": failure.institution}.get(by, "")


def keys_in_order(by: Dimension, found: Iterable[str], campaign: Campaign | None) -> list[str]:
    """Every key of a dimension: those of the campaign as it lists them, then the others; what is not said comes last."""
    listed: Sequence[str] = ()
    if by == "group":
        listed = [one for one in GROUPS if campaign is not None or one in found]
    elif by == "size":
        listed = [one for one in SIZES if one in found]
    elif campaign is not None:
        texts = {"district": campaign.districts, "institution": campaign.institutions}
        listed = list(campaign.categories) if by == "category" else [one.zh for one in texts[by]]
    others = sorted(set(found) - set(listed) - {""}, key=natural)
    return [*dict.fromkeys(listed), *others, *([""] if "" in found else [])]


def mixed_categories(rows: Iterable[Row]) -> tuple[str, ...]:
    """Categories that more than one ruleset judged."""
    used = {row.ruleset for row in rows}
    several = {category for category, _, _ in used if sum(one[0] == category for one in used) > 1}
    return tuple(sorted(several, key=natural))


def edition_word(ruleset: RulesetKey, used: Iterable[RulesetKey]) -> str:
    """How an edition is told from the others of its category: by its name, and by its digest where the name is not enough."""
    category, edition, digest = ruleset
    twins = [one for one in used if one[:2] == (category, edition)]
    return edition if len(twins) <= 1 else f"{edition} {digest.removeprefix('sha256:')[:12]}"
