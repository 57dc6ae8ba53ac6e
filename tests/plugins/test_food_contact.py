"""The shape of ceramics against a table typed from the definitions, at each boundary, and what must stay unknown."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian_plugins import food_contact

Told = str | Decimal | bool

# use, inner depth mm, capacity L → shape (flat ≤ 25 mm; small hollow < 1.1 L; large hollow 1.1 L to < 3 L; storage ≥ 3 L; cups and cooking by use)
SHAPES = [
    ("盛装食物", "1", None, "扁平"),
    ("盛装食物", "25", None, "扁平"),
    ("盛装食物", "25.0", "5", "扁平"),
    ("盛装食物", "25.01", "0.05", "小空心"),
    ("盛装食物", "60", "1.0999", "小空心"),
    ("盛装食物", "60", "1.1", "大空心"),
    ("盛装食物", "60", "1.10", "大空心"),
    ("盛装食物", "160", "2.9999", "大空心"),
    ("盛装食物", "160", "3", "贮存罐"),
    ("盛装食物", "400", "20", "贮存罐"),
    ("饮用", "90", None, "杯类"),
    ("饮用", "25.01", "1.5", "杯类"),
    ("饮用", "200", "3", "杯类"),
    ("加热烹饪", "120", None, "烹饪器皿"),
    ("加热烹饪", "30", "0.3", "烹饪器皿"),
    ("加热烹饪", "150", "4", "烹饪器皿"),
]

UNKNOWN = [
    ("盛装食物", "60", None),  # hollow, but how large
    ("饮用", "25", None),  # shallow and to drink from: two lines of the standard
    ("饮用", "9", "0.2"),
    ("加热烹饪", "25", "0.5"),
    ("观赏", "60", "0.5"),  # no use that the standard knows
    ("", "60", "0.5"),
    ("盛装食物", "0", "0.5"),
    ("盛装食物", "-3", "0.5"),
    ("盛装食物", "60", "0"),
    ("盛装食物", "60", "-1"),
]


def told(product: dict[str, Told]) -> dict[str, str]:
    return dict(food_contact.tijian_derive(category="food_contact", product=MappingProxyType(product)) or {})


def ceramic(use: str, depth: str, capacity: str | None) -> dict[str, Told]:
    measured: dict[str, Told] = {"material": "陶瓷", "ceramic_use": use, "depth": Decimal(depth)}
    return measured if capacity is None else {**measured, "capacity": Decimal(capacity)}


@pytest.mark.parametrize(("use", "depth", "capacity", "shape"), SHAPES)
def test_a_ceramic_has_the_shape_of_its_measures_and_use(use: str, depth: str, capacity: str | None, shape: str) -> None:
    assert told(ceramic(use, depth, capacity)) == {"ceramic_shape": shape}


@pytest.mark.parametrize(("use", "depth", "capacity"), UNKNOWN)
def test_what_the_definitions_do_not_settle_stays_unknown(use: str, depth: str, capacity: str | None) -> None:
    assert told(ceramic(use, depth, capacity)) == {}


@pytest.mark.parametrize("missing", ["ceramic_use", "depth"])
def test_without_use_or_depth_no_shape_is_told(missing: str) -> None:
    known = ceramic("饮用", "90", "0.3")
    del known[missing]
    assert told(known) == {}


@pytest.mark.parametrize(("name", "value"), [("ceramic_use", True), ("depth", "90"), ("depth", True)])
def test_a_value_of_another_kind_says_nothing(name: str, value: Told) -> None:
    assert told({**ceramic("饮用", "90", "0.3"), name: value}) == {}


MEASURE = st.decimals(min_value=-1, max_value=400, places=2)
PRODUCT = st.fixed_dictionaries(
    {},
    optional={
        "ceramic_use": st.sampled_from(["盛装食物", "饮用", "加热烹饪"]),
        "depth": MEASURE | st.just(Decimal(25)),
        "capacity": st.decimals(min_value=-1, max_value=5, places=2) | st.sampled_from([Decimal("1.1"), Decimal(3)]),
        "infant_use": st.booleans(),
    },
)


@given(PRODUCT, st.sets(st.sampled_from(["ceramic_use", "depth", "capacity", "infant_use"])))
def test_knowing_less_tells_nothing_else(product: dict[str, Told], hidden: set[str]) -> None:
    """What is told of a part of the attributes is told of the whole as well: nothing is withdrawn when more is known."""
    part = {name: value for name, value in product.items() if name not in hidden}
    assert told(part).items() <= told(product).items()
