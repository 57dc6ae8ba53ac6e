"""校服 School uniforms: who wears the garment, and which safety class (GB 18401-2010) it is judged by.

An assessor copies what label and order say: the kind of school, the age band or the marked size, how the garment touches the skin,
the declared safety class. The limits need what these mean:

    child         14 years or younger: a kindergarten, an age band up to 14, or a size up to 155 cm (girls) or 160 cm (boys)
    under_seven   a kindergarten, the band under 7, or a size up to 130 cm
    required      class B for direct contact with the skin, for accessories, for filling and for kindergartens; otherwise class C
    judged        the stricter of the declared and the required class

Each is a question with an answer in three values: a later answer may settle what was open, and never turns what was settled.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Final

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"

Value = str | Decimal | bool

UNDER_SEVEN: Final = Decimal(130)  # the marked height in cm up to which a size counts as under 7 years
GIRL: Final = Decimal(155)  # the marked height in cm up to which a size is a child's
BOY: Final = Decimal(160)
BANDS: Final = ("不满7岁", "7至14岁", "14岁以上")  # youngest first
BY_SIZE: Final = "按号型"


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's or: one yes settles it, a no needs them all."""
    given = list(answers)
    return True if True in given else None if None in given else False


def _is(product: Mapping[str, Value], name: str, *values: str) -> bool | None:
    """Whether the attribute has one of these values; None while it is not known."""
    return product[name] in values if name in product else None


def _young(product: Mapping[str, Value], bands: Sequence[str], height: Decimal) -> bool | None:
    """Whether the age band, or for goods sold by size the marked height, says that young."""
    band = product.get("age_band")
    if band is None:
        return None
    if band != BY_SIZE:
        return band in bands
    marked = product.get("height")
    return marked <= height if isinstance(marked, Decimal) else None


def _child_by_age(product: Mapping[str, Value]) -> bool | None:
    """Between the two heights it depends on the wearer: a size for both is judged as one for boys, so that nobody gains by mixing."""
    if _young(product, BANDS[:2], GIRL) is not False:
        return _young(product, BANDS[:2], GIRL)
    if _young(product, BANDS[:2], BOY) is False:
        return False
    return _is(product, "wearer", "男", "男女同款")


def required_class(product: Mapping[str, Value]) -> str | None:
    """The mildest class that the use allows; None while it is open."""
    needs_b = any_of(
        (
            _is(product, "school", "幼儿园"),
            _is(product, "component", "配饰", "填充物"),
            _is(product, "contact", "直接接触皮肤"),
        )
    )
    return None if needs_b is None else "B" if needs_b else "C"


def judged_class(product: Mapping[str, Value]) -> str | None:
    """The stricter of declared and required. B is the strictest that the use alone requires, so a declared A or B settles it."""
    declared = product.get("safety_class")
    if not isinstance(declared, str):
        return None
    return required_class(product) if declared == "C" else declared


def derive(product: Mapping[str, Value]) -> dict[str, str | bool]:
    """What is known of a garment; what is open is left out."""
    kindergarten = _is(product, "school", "幼儿园")
    found = {
        "child": any_of((kindergarten, _child_by_age(product))),
        "under_seven": any_of((kindergarten, _young(product, BANDS[:1], UNDER_SEVEN))),
        "required_class": required_class(product),
        "judged_class": judged_class(product),
    }
    return {name: value for name, value in found.items() if value is not None}


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("school_uniform", text("校服", "School uniforms"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]


@hookimpl
def tijian_derive(product: Mapping[str, Value]) -> Mapping[str, str | bool]:
    return derive(product)
