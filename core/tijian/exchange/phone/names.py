"""What the questions of a phone form and their choices are called in its data: the same for whoever makes the form and whoever reads it.

Names are letters, digits and underscores alone: `-` and `/` stand between groups in the columns of an export, and in names of our own
they could not be told apart. A name says its room by how it begins: `c_` a check, `p_` an attribute, `s1_` a sample, `clue1_` a clue.
"""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ...model.order import natural
from ...model.ruleset import Attribute, ResolvedRuleset
from ...model.text import Text, text
from ..checklist.words import CONCLUSIONS, DISTRICTS, GROUPS, SAMPLING, SIZES, YES_NO

FORM: Final = "tijian/xlsform@1"
IDENTITY: Final = ("tijian_form", "tijian_category", "tijian_edition", "tijian_digest")
PHOTOS: Final = 3  # of one check or clue
MOST_CLUES: Final = 6
NOT_KNOWN: Final = "not_known"
OTHER: Final = "other"
YES: Final = "yes"
NO: Final = "no"
NOTES: Final = ("about", "about_team", "about_product", "about_samples", "about_clues")  # for reading alone: nothing is answered there

_UNFIT: Final = re.compile(r"[^A-Za-z0-9_]+")
_UNFIT_CHOICE: Final = re.compile(r"[^\w.-]+")  # of a single choice, which no column is named after

Codes = Mapping[str, str]  # what each choice is called in the data


@dataclass(frozen=True, slots=True)
class CheckFields:
    """The questions about one check."""

    outcome: str

    @property
    def note(self) -> str:
        return f"{self.outcome}_note"

    @property
    def reason(self) -> str:
        return f"{self.outcome}_reason"

    @property
    def docs(self) -> str:
        return f"{self.outcome}_docs"

    @property
    def photos(self) -> tuple[str, ...]:
        return photos(self.outcome)

    @property
    def all(self) -> tuple[str, ...]:
        return (self.outcome, *self.photos, self.docs, self.note, self.reason)


@dataclass(frozen=True)
class Names:
    """The names of a ruleset's form."""

    ruleset: ResolvedRuleset

    @cached_property
    def checks(self) -> Mapping[str, CheckFields]:
        """The questions about each check, in natural order."""
        taken: set[str] = set()
        found: dict[str, CheckFields] = {}
        for name in sorted(self.ruleset.site_checks, key=natural):
            base = f"c_{_UNFIT.sub('_', name)}"
            fields, number = CheckFields(base), 1
            while not taken.isdisjoint(fields.all):
                number += 1
                fields = CheckFields(f"{base}_{number}")
            taken.update(fields.all)
            found[name] = fields
        return found

    @cached_property
    def sections(self) -> Codes:
        """The choices of who checks what."""
        return codes(sorted(self.ruleset.sections, key=natural))

    @cached_property
    def tests(self) -> Codes:
        return codes(sorted(self.ruleset.sample_tests, key=natural))

    @cached_property
    def clues(self) -> Codes:
        return codes(sorted(self.ruleset.clue_codes, key=natural))

    @cached_property
    def attributes(self) -> Codes:
        """What an attribute is called where one chooses in which a sample differs."""
        return codes(sorted(self.ruleset.product))

    @cached_property
    def choices(self) -> Mapping[str, Codes]:
        """The choices of each attribute that has any, without the one that stands for “not known”."""
        return {name: _choices(attribute) for name, attribute in self.ruleset.product.items() if is_chosen(attribute)}

    @cached_property
    def vocabularies(self) -> Mapping[str, Mapping[str, Text]]:
        """The words that stand for what is chosen in a question of the visit; `other` opens a question for any other text."""
        other = {OTHER: text("其他", "Other")}
        return {
            "district": {**{one.zh: one for one in DISTRICTS}, **other},
            "size": {**SIZES, **other},
            "enterprise_group": GROUPS,
            "sampling_state": SAMPLING,
            "conclusion": CONCLUSIONS,
            "yes_no": {YES: YES_NO["true"], NO: YES_NO["false"]},
        }


def attribute_field(name: str, sample: int | None = None) -> str:
    """The question about an attribute, of the product or of a sample."""
    return f"p_{name}" if sample is None else f"s{sample}_p_{name}"


def sample_field(sample: int, key: str) -> str:
    """A question about a sample."""
    return f"s{sample}_{key}"


def team_field(person: int, key: str) -> str:
    """A question about a member of the team."""
    return f"team{person}_{key}"


def clue_field(clue: int, key: str) -> str:
    """A question about a clue."""
    return f"clue{clue}_{key}"


def photos(base: str) -> tuple[str, ...]:
    """The questions for photos that belong to a question."""
    return tuple(f"{base}_photo{number}" for number in range(1, PHOTOS + 1))


def codes(ids: Iterable[str]) -> Codes:
    """Names for ids, fit for columns; two ids never share one."""
    return _codes(ids, _UNFIT)


def is_chosen(attribute: Attribute) -> bool:
    """Whether an attribute is chosen, not typed."""
    return attribute.choices is not None or attribute.type == "boolean"


def not_known(choices: Codes) -> str:
    """The choice that stands for “not known”, beside these."""
    return _free(NOT_KNOWN, set(choices.values()))


def _choices(attribute: Attribute) -> Codes:
    return {"true": YES, "false": NO} if attribute.choices is None else _codes(attribute.choices, _UNFIT_CHOICE)


def _free(base: str, taken: AbstractSet[str]) -> str:
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name


def _codes(ids: Iterable[str], unfit: re.Pattern[str]) -> Codes:
    found: dict[str, str] = {}
    for name in ids:
        found[name] = _free(unfit.sub("_", name), set(found.values()))
    return found
