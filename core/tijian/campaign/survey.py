"""What is odd about the dossiers of a campaign as a whole: names that it does not list, days outside its visits, the plan not kept.

All of these are judged like the others; whoever reads the comparison must know of them. The one exception is an assessment number
that is used twice: it is the key of everything that follows, so neither is judged until somebody says which is which.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..model.campaign import Campaign
from ..model.problem import Position, Problem
from ..model.text import Text, text
from .folder import Folder, Found, near
from .twice import twice

_FIELDS: Final = (
    ("F934", ("enterprise", "district"), "district", text("区", "district")),
    ("F935", ("institution",), "institution", text("机构", "institution")),
    ("F936", ("category",), "category", text("品类", "category")),
)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was found: `about` the campaign, and the numbers used twice with the problem of each place."""

    about: tuple[Problem, ...]
    numbers_twice: dict[Position, Problem]


def survey(folder: Folder) -> Surveyed:
    """Looks over the dossiers of a campaign."""
    campaign = folder.campaign
    read = [(one, one.dossier) for one in folder.found if one.dossier is not None]
    about: list[Problem] = []
    for one, _ in read:
        about += _names(one, campaign)
        about += _day(one, campaign)
    about += twice([(one.at, dossier) for one, dossier in read])
    about += _against_the_plan(folder)
    return Surveyed(tuple(sorted(about, key=lambda problem: problem.order)), _numbers(folder.found))


def _names(one: Found, campaign: Campaign) -> Iterator[Problem]:
    listed = {
        "district": [name.zh for name in campaign.districts],
        "institution": [name.zh for name in campaign.institutions],
        "category": list(campaign.categories),
    }
    for code, path, field, word in _FIELDS:
        value = getattr(one.said, field)
        if value and value not in listed[field]:
            said = text(f"本行动没有{word.zh}“{value}”", f"the campaign has no {word.en} “{value}”")
            yield _at(one, code, said, path, near(value, listed[field]))


def _day(one: Found, campaign: Campaign) -> Iterator[Problem]:
    visit = campaign.phases["visit"]
    assert one.dossier is not None
    if not visit.covers(one.dossier.assessed_on):
        day = one.dossier.assessed_on
        said = text(
            f"评估日期 {day} 不在实地核查阶段 {visit.from_} 至 {visit.until} 之内",
            f"the day of assessment, {day}, lies outside the visits from {visit.from_} to {visit.until}",
        )
        yield _at(one, "W937", said, ("assessed_on",))


def _against_the_plan(folder: Folder) -> Iterator[Problem]:
    """Who was assessed and is not in the list, and who is in the list and was not."""
    planned = folder.campaign.enterprises
    if not planned:
        return
    numbers = {one.assessment for one in planned}
    for one in folder.found:
        if one.dossier is not None and one.said.assessment not in numbers:
            said = text(
                f"评估“{one.said.assessment}”（{one.said.enterprise}）不在评估对象名单中",
                f"the assessment “{one.said.assessment}” ({one.said.enterprise}) is not in the list of enterprises",
            )
            yield _at(one, "W938", said, ("assessment",))
    there = {one.said.assessment for one in folder.found}
    for place, due in enumerate(planned):
        if due.not_assessed is not None and due.assessment in there:
            said = text(
                f"名单说“{due.assessment}”（{due.name}）没有评估，却有它的案卷",
                f"the list says that “{due.assessment}” ({due.name}) was not assessed, and here is its dossier",
            )
            at = folder.document.position(("enterprises", place, "not_assessed"))
            yield Problem("W932", said, at=at, excerpt=folder.document.excerpt(at), warning=True)
        if due.not_assessed is None and due.assessment not in there:
            said = text(f"名单中的“{due.assessment}”（{due.name}）没有案卷", f"“{due.assessment}” ({due.name}) of the list has no dossier")
            at = folder.document.position(("enterprises", place, "assessment"))
            yield Problem("W939", said, at=at, excerpt=folder.document.excerpt(at), warning=True)


def _numbers(found: Sequence[Found]) -> dict[Position, Problem]:
    places: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        if one.dossier is not None:
            places[one.said.assessment].append(one)
    return {one.at: _number_twice(one, others) for others in places.values() if len(others) > 1 for one in others}


def _number_twice(one: Found, others: Iterable[Found]) -> Problem:
    number = one.said.assessment
    said = text(
        f"评估编号“{number}”用了不止一次，哪一份都没有评估", f"the assessment “{number}” is there more than once; none of them was judged"
    )
    hint = text("改正编号，或删去多余的一份", "correct the number, or take the one too many out")
    also = tuple(other.at for other in others if other is not one)
    problem = _at(one, "E933", said, ("assessment",), hint)
    return Problem("E933", said, at=problem.at, hint=hint, excerpt=problem.excerpt, also=also)


def _at(one: Found, code: str, said: Text, path: tuple[str | int, ...], hint: Text | None = None) -> Problem:
    located: Any = one.dossier._origin if one.dossier is not None else None
    if located is None:
        return Problem(code, said, at=one.at, hint=hint, warning=True)
    at = located.position(path)
    return Problem(code, said, at=at, hint=hint, excerpt=located.excerpt(at), warning=True)
