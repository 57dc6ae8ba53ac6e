"""Units: one spelling for many, exact conversion inside one quantity, nothing across."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts_values.laboratory import codes, judged

from tijian.conditions import units
from tijian.conditions.units import conversion, says_no_unit

PREFIX = {"n": -9, "µ": -6, "m": -3, "c": -2, "d": -1, "": 0, "h": 2, "k": 3, "M": 6, "G": 9}
BASE = {  # the base unit's size in its quantity; g, m, L, s … are 1
    "g": Fraction(1), "m": Fraction(1), "L": Fraction(1), "s": Fraction(1), "N": Fraction(1), "Pa": Fraction(1), "V": Fraction(1), "A": Fraction(1),
    "Ω": Fraction(1), "W": Fraction(1), "J": Fraction(1), "Hz": Fraction(1), "tex": Fraction(1), "bar": Fraction(100000), "min": Fraction(60),
    "h": Fraction(3600), "d": Fraction(86400), "t": Fraction(10**6), "CFU": Fraction(1), "%": Fraction(1), "‰": Fraction(1, 10),
    "°": Fraction(1), "°C": Fraction(1), "次": Fraction(1),
}  # fmt: skip


def size(unit: str) -> Fraction:
    """An independent reading of a unit: prefixes, powers, a quotient; g, m, L and s as they come."""
    if unit == "%(m/m)":
        return Fraction(1, 100)
    over, _, under = unit.partition("/")
    return _factor(over) / (_factor(under) if under else 1)


def _factor(word: str) -> Fraction:
    found = re.fullmatch(r"([0-9]*)(.*?)([²³]?)", word)
    assert found
    count, name, power = found.groups()
    exponent = {"": 1, "²": 2, "³": 3}[power]
    for base in sorted(BASE, key=len, reverse=True):
        if name == base:
            return (int(count or 1) * BASE[base]) ** exponent
    for base in sorted(BASE, key=len, reverse=True):
        if name.endswith(base) and name.removesuffix(base) in PREFIX:
            return int(count or 1) * (BASE[base] * Fraction(10) ** PREFIX[name.removesuffix(base)]) ** exponent
    raise AssertionError(word)


LITRES = {"cm³": "mL", "dm³": "L"}  # in the line of volumes, where L is 1


@pytest.mark.parametrize("quantity", units._TABLE)
def test_every_factor_of_the_table_is_what_prefixes_and_powers_make_it(quantity: str) -> None:
    line = units._TABLE[quantity]
    written_in_litres = {"m³": Fraction(1000)} if quantity in ("volume", "volume flow", "mass per volume") else {}

    def true_size(unit: str) -> Fraction:
        over, _, under = unit.partition("/")
        if not written_in_litres:
            return size(unit)
        sizes = [written_in_litres.get(word) or (_factor(LITRES.get(word, word))) for word in (over, under) if word]
        return sizes[0] / sizes[1] if under else sizes[0]

    first = next(iter(line))
    for unit in line:
        found = conversion(unit, first)
        assert found is not None
        assert found.factor == true_size(unit) / true_size(first), unit


def test_no_two_units_of_the_table_are_one_when_case_is_laid_aside() -> None:
    assert len(units._known()) == sum(len(line) for line in units._TABLE.values())


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [("mg/Kg", "mg/kg"), ("㎎/kg", "mg/kg"), ("mg∕kg", "mg/kg"), ("mg ／ kg", "mg/kg"), ("％", "%"), ("mg/dm2", "mg/dm²"), ("mg/dm^2", "mg/dm²"),
     ("℃", "°C"), ("cfu/g", "CFU/g"), ("µm", "μm"), ("um", "µm"), ("\u2126", "Ω"), ("n", "N")],
)  # fmt: skip
def test_another_spelling_of_the_unit_is_taken_with_a_note(given_: str, wanted: str) -> None:
    found = judged("<= 20", {"values": 5, "unit": given_}, unit=wanted)
    assert found.state == "pass"
    assert codes(found) == ["N503"]


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [("mg/kg", "mg/dm²"), ("mg/dm²", "mg/kg"), ("mg/L", "mg/kg"), ("%", "mg/kg"), ("mPa", "MPa"), ("MPA", "mPa"), ("MG/KG", "mg/kg"), ("K", "°C"),
     ("N", "N/15mm"), ("CFU/g", "CFU/mL"), ("分", "min"), ("°", "%"), ("Hz", "rpm"), ("—", "mg/kg"), ("x" * 200, "mg/kg")],
)  # fmt: skip
def test_a_unit_of_another_quantity_or_unknown_is_a_finding_never_a_pass(given_: str, wanted: str) -> None:
    found = judged("<= 20", {"values": 5, "unit": given_}, unit=wanted)
    assert found.state == "inconclusive"
    assert codes(found) == ["F506"]


def test_a_converted_value_is_judged_exactly_with_its_u_lod_and_declared_value() -> None:
    found = judged("<= 1.2", {"values": ["1200"], "unit": "µg/kg", "u": 50}, unit="mg/kg")
    assert (found.state, found.value, found.margin, found.borderline) == ("pass", "1.2", "0", True)
    assert codes(found) == ["N504"]
    assert judged("<= 1.2", {"values": ["1201"], "unit": "ug/kg"}, unit="mg/kg").state == "fail"
    assert judged("<= 1.2", {"values": ["ND"], "unit": "µg/kg", "lod": 1200}, unit="mg/kg").state == "pass"
    assert judged("<= 1.2", {"values": ["ND"], "unit": "µg/kg", "lod": 1201}, unit="mg/kg").state == "inconclusive"
    assert judged("<= 1.2", {"values": ["ND(1201)"], "unit": "µg/kg"}, unit="mg/kg").state == "inconclusive"
    assert judged(">= declared", {"values": ["30"], "unit": "min", "declared": 30}, unit="h").state == "pass"
    assert judged(">= declared", {"values": ["29"], "unit": "min", "declared": 30}, unit="h").state == "fail"


def test_without_a_unit_the_value_is_in_the_tests_unit() -> None:
    assert judged("<= 20", {"values": 5}, unit="mg/kg") == judged("<= 20", {"values": 5, "unit": "mg/kg"}, unit="mg/kg")


def test_a_test_without_a_unit_takes_a_dash_but_no_unit() -> None:
    assert judged("4.0 ~ 8.5", {"values": "7.0", "unit": "—"}).state == "pass"
    found = judged("4.0 ~ 8.5", {"values": "7.0", "unit": "mg/kg"})
    assert (found.state, codes(found)) == ("inconclusive", ["F506"])
    assert says_no_unit("/")
    assert not says_no_unit("%")


lines = st.sampled_from([(a, b) for line in units._TABLE.values() for a in line for b in line])


@given(lines, st.decimals(-1000, 1000, places=3))
def test_a_unit_there_and_back_gives_the_same_value(pair: tuple[str, str], value: Decimal) -> None:
    there, back = conversion(*pair), conversion(pair[1], pair[0])
    assert there is not None
    assert back is not None
    assert Fraction(value) * there.factor * back.factor == Fraction(value)


@given(lines, st.decimals(0, 1000, places=3), st.integers(1, 1000))
def test_a_value_in_another_unit_is_judged_as_the_same_value(pair: tuple[str, str], value: Decimal, limit: int) -> None:
    found = conversion(*pair)
    assert found is not None
    state = judged(f"<= {limit}", {"values": value, "unit": pair[0]}, unit=pair[1]).state
    assert state == ("pass" if Fraction(value) * found.factor <= limit else "fail")
