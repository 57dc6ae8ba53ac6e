"""Makes the three files of an invented campaign from its recipe and the rulesets that are here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...authoring.document import read_file
from ...authoring.refusal import refusing_as
from ...authoring.validate import validate
from ...catalogues import Catalogue
from ...facts.attributes import Value, setting
from ...model.campaign import Campaign
from ...model.dossier import Dossier
from ...model.problem import InputError
from ...model.text import Text
from ..folder import ADOPTION, CAMPAIGN, LINES
from .people import Visit, visits
from .recipe import Recipe
from .sampling import produced_on, sampled, sampling
from .site import Site
from .spoiling import spoil
from .writing import document, lines

RECIPE: Final = "invention.yaml"
_ABOUT: Final = """由 python -m tijian.campaign.invent 按 invention.yaml 编造，不要手改；企业、机构、数据均为虚构。
Invented: every enterprise, institution and figure is fiction. Change invention.yaml and run it again."""


@dataclass(frozen=True, slots=True)
class Invented:
    """The files, by name."""

    files: Mapping[str, str]

    def differing(self, folder: Path) -> list[str]:
        """The names of those that stand otherwise in `folder`, or not at all."""
        return [name for name, words in self.files.items() if not _same(folder / name, words)]

    def write(self, folder: Path) -> None:
        """Writes them."""
        for name, words in self.files.items():
            (folder / name).write_bytes(words.encode())


def _same(path: Path, words: str) -> bool:
    return path.is_file() and path.read_bytes() == words.encode()


def read_recipe(folder: Path) -> Recipe:
    """The recipe of a campaign's directory. Raises InputError."""
    with refusing_as(InputError):
        return validate(Recipe, read_file(folder / RECIPE, syntax="yaml"))


def invent(recipe: Recipe, catalogue: Catalogue) -> Invented:
    """The files of the campaign."""
    head = {"schema": "tijian/campaign@1", **recipe.campaign}
    campaign = Campaign.model_validate(head)
    planned = visits(recipe, campaign)
    dossiers = [_dossier(recipe, visit, catalogue) for visit in planned]
    return Invented(
        {
            CAMPAIGN: document(_ABOUT, head, {"enterprises": [_planned(visit) for visit in planned]}),
            LINES: lines(dossiers),
            ADOPTION: _adoption(recipe, campaign, catalogue),
        }
    )


def _planned(visit: Visit) -> dict[str, str]:
    return {
        "assessment": visit.assessment,
        "name": visit.name,
        "uscc": visit.uscc,
        "category": visit.category,
        "district": visit.district,
        "institution": visit.institution,
        "size": visit.size,
    }


def _dossier(recipe: Recipe, visit: Visit, catalogue: Catalogue) -> dict[str, Any]:
    """One dossier, as data."""
    program = catalogue.entry(visit.category, visit.day.isoformat()).program
    group = recipe.campaign["categories"][visit.category]["group"]
    product = dict(visit.product.is_)
    made_on = produced_on(visit)
    spoils = [one.what for one in recipe.spoils if (one.category, one.nth) == (visit.category, visit.nth)]
    data: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": visit.assessment,
        "category": visit.category,
        "assessed_on": visit.day.isoformat(),
        "enterprise": {"name": visit.name, "uscc": visit.uscc, "district": visit.district, "group": group, "size": visit.size},
        "institution": visit.institution,
        "team": [{"name": name, "organization": visit.institution} for name in visit.team],
        "product": product,
        "answers": {},
        "sampling": {"state": "done"},
    }
    values = _values(data, product, made_on, catalogue)
    data["answers"] = Site(recipe, visit, program, values).answers()
    retested = "retested" in spoils
    taken = sampled(visit) or retested or bool({"pending", "unreadable"}.intersection(spoils))
    if taken:
        data |= sampling(recipe, visit, program, values, data["answers"], made_on, retested=retested)
    else:
        data["sampling"] = {"state": "none"}
    by_hand = [one for one in recipe.clues if (one.category, one.nth) == (visit.category, visit.nth)]
    if by_hand:
        picture = [f"IMG_{visit.dice.between(900, 999, 'clue')}"]
        data["clues"] = [{"code": one.code, "facts": _text(one.facts), "evidence": picture} for one in by_hand]
    for what in spoils:
        spoil(what, data, visit)
    return data


def _values(data: Mapping[str, Any], product: Mapping[str, Any], made_on: str, catalogue: Catalogue) -> Mapping[str, Value]:
    """How the product stands when conditions are asked, derived attributes and all."""
    dossier = Dossier.model_validate(data)
    program = catalogue.entry(dossier.category, dossier.assessed_on).program
    derive = catalogue.derivation(dossier, program.ruleset)
    return setting(program, dossier, derive, sample=None, product=product, produced_on=made_on).values


def _text(words: Text) -> dict[str, str]:
    return words.model_dump(exclude_none=True)


def _adoption(recipe: Recipe, campaign: Campaign, catalogue: Catalogue) -> str:
    """The adoption file: the rulesets in force on the days of the visits, by their digests today, but those that are left out."""
    adopts = recipe.adoption
    first = campaign.phases["visit"].from_
    entries = [(name, catalogue.entry(name, first).program) for name in campaign.categories if name not in adopts.leaves]
    head = {
        "schema": "tijian/adoption@1",
        "authority": _text(adopts.authority),
        "adopted_on": adopts.adopted_on,
        "campaign": _text(campaign.title),
    }
    rows = [{"category": name, "edition": one.ruleset.edition, "digest": one.digest} for name, one in entries]
    return document(_ABOUT, head, {"rulesets": rows})
