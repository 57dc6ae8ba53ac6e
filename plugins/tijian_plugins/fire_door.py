"""防火门 Fire doors: what the declared fire designation says about a door, by the ratings of GB 12955-2008.

An assessor copies the designation from the nameplate: `A1.50`, `甲级`, `B2.00`, `A1.50（甲级）`. The limits need what
it means: the class, the rated integrity, the rated insulation. The ratings of the 2008 edition (hours):

    A 隔热        insulation = integrity: 0.50 (丙级), 1.00 (乙级), 1.50 (甲级), 2.00, 3.00
    B 部分隔热    insulation 0.50, integrity 1.00, 1.50, 2.00, 3.00
    C 非隔热      no insulation, integrity 1.00, 1.50, 2.00, 3.00

A designation may be said twice, as a code and as a grade. Where the two disagree, only what both say is derived:
nobody may choose the milder reading. What is not written in this grammar (a product code, a rating of another
standard) is left out: unknown, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Final

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"

_HOURS: Final = ("1.00", "1.50", "2.00", "3.00")
LISTED: Final[Mapping[str, tuple[str, ...]]] = {"A": ("0.50", *_HOURS), "B": _HOURS, "C": _HOURS}
GRADES: Final[Mapping[str, str]] = {"甲": "1.50", "乙": "1.00", "丙": "0.50"}  # grades of class A alone

_ASCII: Final = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}  # full-width forms as they come from an IME
_CODE: Final = r"(?P<fire_class>[A-Ca-c]) ?(?P<hours>[0-9]\.[0-9]{1,2}) ?[Hh]?"
_GRADE: Final = r"(?P<grade>[甲乙丙])级"
_DOOR: Final = r"(?: ?(?:木质|钢质|钢木质)?防火门)?"
_FORMS: Final = tuple(
    re.compile(form + _DOOR)
    for form in (_CODE, _GRADE, rf"{_CODE} ?{_GRADE}", rf"{_CODE} ?\( ?{_GRADE} ?\)", rf"{_GRADE} ?{_CODE}", rf"{_GRADE} ?\( ?{_CODE} ?\)")
)


@dataclass(frozen=True, slots=True)
class Rating:
    """耐火性能等级 One reading of a designation. `hours` as the standard writes it, two decimals."""

    fire_class: str
    hours: str

    @property
    def listed(self) -> bool:
        """Whether the standard has this rating at all: C0.50 and A0.75 do not exist."""
        return self.hours in LISTED[self.fire_class]

    def attributes(self) -> dict[str, str]:
        """What this reading says. The class, and the insulation of B and C, need no hours; hours count only if the rating is listed."""
        insulation = {"A": self.hours, "B": "0.50", "C": "none"}[self.fire_class]
        if self.listed:
            return {"fire_class": self.fire_class, "integrity": self.hours, "insulation": insulation}
        return {"fire_class": self.fire_class} if self.fire_class == "A" else {"fire_class": self.fire_class, "insulation": insulation}


def read_designation(written: str) -> tuple[Rating, ...]:
    """The ratings that a designation states: one, two (a code and a grade), or none if it is not in the grammar. Never raises."""
    plain = " ".join(written.translate(_ASCII).split())
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        return ()
    said = match.groupdict()
    ratings = []
    if said.get("fire_class"):
        ratings.append(Rating(said["fire_class"].upper(), str(Decimal(said["hours"]).quantize(Decimal("0.01")))))
    if said.get("grade"):
        ratings.append(Rating("A", GRADES[said["grade"]]))
    return tuple(ratings)


def derive(designation: str) -> dict[str, str]:
    """fire_class, integrity, insulation (what all readings agree on) and designation_state; empty if it cannot be read."""
    ratings = read_designation(designation)
    if not ratings:
        return {}
    agreed = dict.items(ratings[0].attributes()) & dict.items(ratings[-1].attributes())
    if not all(rating.listed for rating in ratings):
        state = "未列"
    else:
        state = "一致" if len(set(ratings)) == 1 else "矛盾"
    return {**dict(sorted(agreed)), "designation_state": state}


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("fire_door", text("防火门", "Fire doors"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]


@hookimpl
def tijian_derive(category: str, product: Mapping[str, str | Decimal | bool]) -> Mapping[str, str] | None:
    designation = product.get("designation")
    return derive(designation) if isinstance(designation, str) else None
