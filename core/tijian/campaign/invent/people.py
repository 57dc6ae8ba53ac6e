"""Who is visited, by whom and when: enterprises with names that no register has, teams, and days of visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from ...model.campaign import Campaign
from .dice import Dice
from .recipe import Kind, Product, Recipe

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015: no I, O, S, V, Z
_WEEKEND: Final = 5
_TEAMS: Final = 12  # assessors that an institution has


@dataclass(frozen=True, slots=True)
class Visit:
    """One assessment before anything was found: `nth` within its category, from 1."""

    assessment: str
    category: str
    nth: int
    kind: Kind
    product: Product
    name: str
    uscc: str
    district: str
    size: str
    institution: str
    team: tuple[str, ...]
    day: date
    profile: str
    dice: Dice

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """What the notes' {…} stand for here."""
        return {**self.kind.words, **self.product.words}


def visits(recipe: Recipe, campaign: Campaign) -> list[Visit]:
    """Every visit, by category as the campaign lists them."""
    dice = Dice(recipe.seed)
    places = dice.shuffled([name for name, one in recipe.places.items() for _ in range(one.enterprises)], "places")
    names = _names(recipe, dice)
    days = _days(campaign)
    made: list[Visit] = []
    for category in campaign.categories:
        kind = recipe.categories[category]
        for nth in range(1, kind.enterprises + 1):
            number = len(made)
            made.append(_visit(recipe, dice.within(category, nth), category, nth, kind, places[number], names[number], number, days))
    return made


def _visit(
    recipe: Recipe, dice: Dice, category: str, nth: int, kind: Kind, district: str, coined: str, number: int, days: Sequence[date]
) -> Visit:
    size = dice.weighted(recipe.sizes, "size")
    institution = dice.weighted(kind.institutions, "institution")
    product = kind.products[dice.weighted({number: one.weight for number, one in enumerate(kind.products)}, "product")]
    return Visit(
        assessment=f"{recipe.prefix}-{kind.mark}-{nth:03d}",
        category=category,
        nth=nth,
        kind=kind,
        product=product,
        name=f"上海示例{coined}{dice.pick(product.trade or kind.trade, 'trade')}{dice.weighted(recipe.forms, 'form')}",
        uscc=credit_code(recipe.places[district].code, number),
        district=district,
        size=size,
        institution=institution,
        team=_team(recipe, institution, dice),
        day=dice.pick(days, "day"),
        profile=_profile(kind, list(recipe.sizes).index(size), len(recipe.sizes), dice),
        dice=dice,
    )


def _names(recipe: Recipe, dice: Dice) -> list[str]:
    """Coined names, no two alike: 示例 stands before each, and no register has them."""
    first, second = recipe.coined
    return dice.shuffled([one + two for one in first for two in second], "names")


def _days(campaign: Campaign) -> list[date]:
    """The days of the visits; at weekends people rest, but on the first day they were told to begin."""
    phase = campaign.phases["visit"]
    first, last = date.fromisoformat(phase.from_), date.fromisoformat(phase.until)
    every = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    return [day for day in every if day.weekday() < _WEEKEND or day == first]


def _team(recipe: Recipe, institution: str, dice: Dice) -> tuple[str, ...]:
    """Two assessors of the institution, three for every fourth visit."""
    surnames, given = recipe.people
    staff = Dice(recipe.seed).within("staff", institution)
    pool = [f"{staff.pick(surnames, 'surname', one)}{staff.pick(given, 'given', one)}" for one in range(_TEAMS)]
    everyone = list(dict.fromkeys(pool))
    return tuple(dice.shuffled(everyone, "team")[: 3 if dice.between(1, 4, "third") == 1 else 2])


def _profile(kind: Kind, size: int, sizes: int, dice: Dice) -> str:
    """How good the enterprise is: by the shares of its category, smaller ones a little worse. `sizes` run from small to large."""
    tilt = Fraction(2 * size - (sizes - 1), 8 * sizes)
    place = min(max(dice.share("profile") - tilt, Fraction()), Fraction(999, 1000))
    total = sum(map(Fraction, kind.profiles.values()), Fraction())
    for name, weight in kind.profiles.items():
        place -= Fraction(weight) / total
        if place < 0:
            return name
    return list(kind.profiles)[-1]


def credit_code(district: str, number: int) -> str:
    """统一社会信用代码 A code of the right form (GB 32100-2015, GB 11714-1997) from a block that Shanghai does not use."""
    body = f"MA0{number:05d}"
    code = f"91{district}{body}{_organisation_digit(body)}"
    total = sum(_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code))
    return code + _ALPHABET[-total % 31]


def _organisation_digit(body: str) -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(sign, 36) for weight, sign in zip(weights, body, strict=True))
    digit = (11 - total % 11) % 11
    return "X" if digit == 10 else str(digit)
