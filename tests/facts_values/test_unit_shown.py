"""A value is shown with the unit it is in: the test's, or the one that was reported where it was not converted."""

from decimal import Decimal
from typing import Any

import pytest
from tests.facts_values.laboratory import judged


@pytest.mark.parametrize(
    ("require", "written", "keys", "shown"),
    [
        ("<= 100", {"values": [120], "unit": "mg"}, {}, ("120 mg", None)),
        ("<= 100", {"values": [120, 3], "unit": "roods"}, {}, ("120 roods, 3 roods", None)),
        ("<= 100", "120 mg", {}, ("120 mg", None)),
        ("<= 100", "很多", {}, ("很多", None)),
        ("<= 100", "—", {}, ("—", None)),
        ("<= 100", 120, {}, ("120", "Pa")),
        ("<= 100", {"values": [1], "unit": "kPa"}, {}, ("1000", "Pa")),
        ("<= 100", {"values": ["16.50(+)"], "unit": "kPa"}, {}, ("16.50(+) kPa", None)),
        ("<= 100", "ND", {}, ("ND", None)),
        ("<= 100", "ND", {"lod": Decimal(1)}, ("ND(LOD=1)", "Pa")),
        ("unknown", {"values": [5], "unit": "mg"}, {}, ("5 mg", None)),
        ("unknown", 5, {}, ("5", "Pa")),
        ("absent", "阴性", {}, ("阴性", None)),
        ("absent", {"values": [3], "unit": "mg"}, {"lod": Decimal(1)}, ("3 mg", None)),
        ("absent", 3, {"lod": Decimal(1)}, ("3", "Pa")),
        ("n=2, c=1, m=10, M=100", {"values": [120, 3], "unit": "mg"}, {}, ("120 mg, 3 mg", None)),
    ],
)
def test_a_value_never_stands_beside_a_unit_that_it_is_not_in(
    require: str, written: Any, keys: dict[str, Any], shown: tuple[str, str | None]
) -> None:
    found = judged(require, written, unit="Pa", **keys)
    assert (found.value, found.unit) == shown


def test_where_one_part_is_in_another_unit_each_part_says_its_own() -> None:
    rows: dict[str, Any] = {"parts": {"Pb": [{"require": "<= 90"}], "Cd": [{"require": "<= 75"}]}, "combine": "each", "unit": "mg/kg"}
    need = {"Pb": "<= 90", "Cd": "<= 75"}
    mixed = judged(need, {"parts": {"Pb": 12, "Cd": {"values": [3], "unit": "mg/L"}}}, **rows)
    assert (mixed.value, mixed.unit) == ("Cd 3 mg/L; Pb 12 mg/kg", None)
    alike = judged(need, {"parts": {"Pb": 12, "Cd": 3}}, **rows)
    assert (alike.value, alike.unit) == ("Cd 3; Pb 12", "mg/kg")
