"""防尘口罩 Particle respirators: what the marked filter class and the facepiece mean for the limits of GB 2626.

The assessor enters what stands on the product: the class (`KN95`), the facepiece, whether it has an exhalation valve. The
limits ask for something else:

    medium      KN 盐性, KP 油性              the aerosol of the filter test
    level       90, 95, 100                 the row of every table
    breathing   随弃式无阀, 随弃式有阀, 可更换式   the column of the resistance table of the 2019 edition

A half or full mask belongs to 可更换式 with or without a valve, so its column is known from the facepiece alone; a disposable
one needs both. What cannot be told yet is left out: unknown, never guessed. Which edition of the standard judges needs no
computing: the ruleset says it with the day of production and the marked standard (`by_2019`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Final

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"

MEDIA: Final = ("KN", "KP")
LEVELS: Final = ("90", "95", "100")
REPLACEABLE: Final = ("可更换式半面罩", "全面罩")


def filter_of(filter_class: object) -> dict[str, str]:
    """medium and level of a marked class; empty for what is no class of the standard."""
    return next(
        ({"medium": medium, "level": level} for medium in MEDIA for level in LEVELS if filter_class == medium + level),
        {},
    )


def breathing_of(facepiece: object, has_valve: object) -> dict[str, str]:
    """The group of breathing resistance; empty while facepiece, or the valve of a disposable one, is not known."""
    if facepiece in REPLACEABLE:
        return {"breathing": "可更换式"}
    if facepiece == "随弃式" and isinstance(has_valve, bool):
        return {"breathing": "随弃式有阀" if has_valve else "随弃式无阀"}
    return {}


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("respirator", text("防尘口罩", "Particle respirators"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]


@hookimpl
def tijian_derive(category: str, product: Mapping[str, str | Decimal | bool]) -> Mapping[str, str]:
    return filter_of(product.get("filter_class")) | breathing_of(product.get("facepiece"), product.get("has_valve"))
