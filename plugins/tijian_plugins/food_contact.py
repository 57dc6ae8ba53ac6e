"""食品接触材料及制品 Food-contact materials and articles: the shape of a ceramic, from what is measured and what it is for.

The limits of lead and cadmium released by ceramics go by shape (GB 4806.4-2016). The shape is not asked: whoever answers would
also choose the limit. It follows from the inner depth, the capacity and the use:

    扁平 flat           depth ≤ 25 mm
    小空心 small hollow deeper, less than 1.1 L
    大空心 large hollow deeper, from 1.1 L to less than 3 L
    贮存罐 storage      deeper, 3 L or more
    杯类 cup            deeper, made to drink from, of any capacity
    烹饪器皿 cooking    deeper, heated to prepare food, of any capacity

What drinks or cooks and is no deeper than 25 mm fits two lines, and nothing at hand says which comes first (a depth typed in
centimetres looks the same): its shape stays unknown. So nothing is told before the depth is known, and nothing told is ever withdrawn.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Final

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"

FLAT: Final = Decimal(25)  # mm, inner depth: flat up to here
LARGE: Final = Decimal("1.1")  # L: large hollow from here
STORAGE: Final = Decimal(3)  # L: storage from here
BY_USE: Final[Mapping[str, str]] = {"饮用": "杯类", "加热烹饪": "烹饪器皿"}
HOLDS_FOOD: Final = "盛装食物"


def shape_of(use: str, depth: Decimal, capacity: Decimal | None) -> str | None:
    """The shape of a ceramic; None where it cannot be told. A measure that is not above zero measures nothing."""
    if depth <= 0 or (use != HOLDS_FOOD and use not in BY_USE):
        return None
    if depth <= FLAT:
        return "扁平" if use == HOLDS_FOOD else None
    if use in BY_USE:
        return BY_USE[use]
    if capacity is None or capacity <= 0:
        return None
    if capacity < LARGE:
        return "小空心"
    return "大空心" if capacity < STORAGE else "贮存罐"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("food_contact", text("食品接触材料及制品", "Food-contact materials and articles"), "food")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]


@hookimpl
def tijian_derive(category: str, product: Mapping[str, str | Decimal | bool]) -> Mapping[str, str] | None:
    use, depth, capacity = product.get("ceramic_use"), product.get("depth"), product.get("capacity")
    if not isinstance(use, str) or not isinstance(depth, Decimal):
        return None
    shape = shape_of(use, depth, capacity if isinstance(capacity, Decimal) else None)
    return None if shape is None else {"ceramic_shape": shape}
