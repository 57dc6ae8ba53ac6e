"""What is to be invented: the form of `invention.yaml`. Rates are in findings per thousand, weights are against each other."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from ...model.dossier import Scalar
from ...model.kinds import AttributeName, Day, Id, Name, Number, Whole
from ...model.text import Model, Text

Rate = Annotated[int, Field(ge=0, le=1000), Whole]
Count = Annotated[int, Field(ge=0, le=100_000), Whole]
Spoilt = Literal["one_assessor", "unanswered", "pending", "unreadable", "stopped", "refused", "wrong_code", "retested", "no_note"]


class Profile(Model):
    """How an enterprise of one kind does: findings per thousand, by class of check; and how its tests do against others'."""

    veto: Rate
    key_fail: Rate
    key_minor: Rate
    general_fail: Rate
    general_minor: Rate
    tests: Number


class Place(Model):
    """A district: the code of its enterprises, and how many of all are there."""

    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    enterprises: Count


class Institute(Model):
    """An institution: the mark of its report numbers, and how many of the findings there are it writes down."""

    mark: Name
    writes_down: Number = Decimal(1)


class Skip(Model):
    """A check that is answered not_applicable: why, and for which products (an attribute with one of these values)."""

    reason: Name
    when: dict[AttributeName, tuple[Scalar, ...]] = Field({})


class Product(Model):
    """A product that enterprises of the category make, as often as `weight` says; its words stand before those of the category."""

    weight: Number = Decimal(1)
    is_: dict[AttributeName, Scalar] = Field(alias="is")
    trade: tuple[Name, ...] = ()
    words: dict[AttributeName, tuple[Name, ...]] = Field({})

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Kind(Model):
    """A category of the campaign."""

    mark: Name  # of its assessment numbers
    enterprises: Count
    profiles: dict[Id, Number]
    institutions: dict[Name, Number]
    sampled: Rate
    failing: dict[Literal["key", "general", "minor"], Rate]  # tests per thousand, before anything is known of the enterprise
    often: dict[Id, Number] = Field({})  # checks and tests that fail more often (or less) than the others
    trade: tuple[Name, ...]  # words of an enterprise's name
    words: dict[AttributeName, tuple[Name, ...]]  # what the notes' {…} stand for
    skips: dict[Id, Skip] = Field({})
    products: tuple[Product, ...]
    declared: dict[Id, Scalar] = Field({})  # what enterprises declare where a test asks for it


class Phrases(Model):
    """How assessors put a finding; with {…} for words of the category and drawn figures."""

    minor: tuple[Name, ...] = ()
    major: tuple[Name, ...] = ()


class ByHand(Model):
    """A clue that the team raises by hand, in the n-th enterprise of a category."""

    category: AttributeName
    nth: Count
    code: Id
    facts: Text


class Spoil(Model):
    """Something that goes wrong with the n-th dossier of a category."""

    category: AttributeName
    nth: Count
    what: Spoilt


class Adopts(Model):
    """Which authority adopts the rulesets, when, and which categories' it leaves."""

    authority: Text
    adopted_on: Day
    leaves: tuple[AttributeName, ...] = ()


class Recipe(Model):
    """编造说明 What to invent. Everything that is invented is fiction."""

    schema_: Literal["tijian/invention@1"] = Field(alias="schema")
    seed: Name
    prefix: Name
    campaign: dict[AttributeName, Any]  # the head of campaign.yaml
    places: dict[Name, Place]
    institutions: dict[Name, Institute]
    coined: tuple[Name, Name]  # characters for the first and the second place of a coined name
    forms: dict[Name, Number]  # 有限公司 …
    people: tuple[Name, Name]  # surnames and given names, one character each
    sizes: dict[Name, Number]
    profiles: dict[Id, Profile]
    often: dict[Id, Number] = Field({})
    notes: dict[Id, Phrases]
    general: dict[Literal["veto", "key", "general"], Phrases]  # where a check has no phrases of its own
    categories: dict[AttributeName, Kind]
    clues: tuple[ByHand, ...] = ()
    spoils: tuple[Spoil, ...] = ()
    adoption: Adopts

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
