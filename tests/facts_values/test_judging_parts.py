"""Several substances in one test: each by its own limits, or their sum."""

from decimal import Decimal
from typing import Any

import pytest
from tests.facts_values.laboratory import codes, judged

METALS = {"Sb": "<= 60", "Pb": "<= 90"}
KEYS: dict[str, Any] = {"unit": "mg/kg", "parts": {part: [{"require": text}] for part, text in METALS.items()}}


@pytest.mark.parametrize(
    ("parts", "state", "said"),
    [
        ({"Sb": 12, "Pb": "<5"}, "pass", []), ({"Sb": 61, "Pb": 5}, "fail", []), ({"Sb": 60, "Pb": 90}, "pass", []),
        ({"Sb": 12}, "inconclusive", ["F513"]), ({"Sb": 61}, "fail", ["F513"]), ({"Sb": 12, "Pb": ""}, "inconclusive", ["F518"]),
        ({"Sb": 12, "Pb": "ND"}, "inconclusive", ["F505"]), ({"Sb": [12, 61], "Pb": 1}, "fail", []),
        ({"Sb": 12, "Pb": 5, "Hg": 1}, "pass", ["W504"]), ({"Sb": 12, "Pd": 5}, "inconclusive", ["W504", "F513"]), ({}, "inconclusive", ["F514"]),
    ],
)  # fmt: skip
def test_every_part_must_pass_by_its_own_limits_and_a_missing_one_is_no_pass(parts: dict[str, Any], state: str, said: list[str]) -> None:
    found = judged(METALS, {"parts": parts}, combine="each", **KEYS)
    assert (found.state, codes(found)) == (state, said)


def test_parts_inherit_what_is_reported_for_the_whole() -> None:
    whole = {"parts": {"Sb": "ND", "Pb": "ND"}, "lod": 5, "u": 2}
    assert judged(METALS, whole, **KEYS).state == "pass"
    own = {"parts": {"Sb": "ND", "Pb": {"values": "ND", "lod": 100}}, "lod": 5}
    assert judged(METALS, own, **KEYS).state == "inconclusive"
    grams = {"parts": {"Sb": "0.012", "Pb": {"values": "5", "unit": "mg/kg"}}, "unit": "g/kg"}
    assert judged(METALS, grams, **KEYS).value == "Pb 5; Sb 12"
    guarded = judged(METALS, {"parts": {"Sb": 59, "Pb": 1}, "u": 2}, decision="guard_band", **KEYS)
    assert (guarded.state, guarded.margin, guarded.borderline) == ("fail", "1", True)


def test_no_part_of_a_sum_may_offset_another_by_being_negative() -> None:
    keys: dict[str, Any] = {"combine": "sum", "parts": ["a", "b"]}
    reported = {"parts": {"a": "10.4", "b": "-0.5"}}
    assert judged("<= 10", reported, **keys).state == "inconclusive"
    assert codes(judged("<= 10", reported, **keys)) == ["F507"]
    assert judged("<= 10", reported, range=(Decimal(-5), Decimal(50)), **keys).state == "pass"
    assert judged("<= 10", {"parts": {"a": "10.4", "b": "-0"}}, **keys).state == "fail"


def test_the_margin_of_parts_is_that_of_the_nearest_and_none_where_one_is_unknown() -> None:
    assert judged(METALS, {"parts": {"Sb": 50, "Pb": 20}}, **KEYS).margin == "10"
    assert judged(METALS, {"parts": {"Sb": 70, "Pb": 20}}, **KEYS).margin == "-10"
    assert judged(METALS, {"parts": {"Sb": 50}}, **KEYS).margin is None
    assert judged(METALS, {"parts": {"Sb": 12, "Pb": "<5"}}, **KEYS).requirement == "Pb <= 90; Sb <= 60"


@pytest.mark.parametrize(
    ("sb", "state"), [({"Sb": 12}, "informational"), ({"Sb": 61}, "fail"), ({}, "inconclusive"), ({"Sb": 12, "Pb": 1000}, "informational")]
)
def test_a_part_whose_figure_is_not_at_hand_keeps_the_test_from_a_pass_but_not_from_a_failure(sb: dict[str, Any], state: str) -> None:
    assert judged({"Sb": "<= 60", "Pb": "unknown"}, {"parts": sb or {"Hg": 1}}, **KEYS).state == state


def test_named_parts_without_rows_of_their_own_are_each_judged_by_the_tests() -> None:
    amines = {"parts": ("A1", "A2"), "combine": "each"}
    assert judged("<= 20", {"parts": {"A1": 5, "A2": 20}}, **amines).state == "pass"
    assert judged("<= 20", {"parts": {"A1": 5, "A2": 21}}, **amines).state == "fail"


SUM: dict[str, Any] = {"combine": "sum", "parts": ("DEHP", "DBP", "BBP"), "unit": "%"}


@pytest.mark.parametrize(
    ("parts", "state", "said"),
    [
        ({"DEHP": "0.05", "DBP": "0.03", "BBP": "0.02"}, "pass", []), ({"DEHP": "0.05", "DBP": "0.03", "BBP": "0.021"}, "fail", []),
        ({"DEHP": "<0.05", "DBP": "<0.03", "BBP": "<0.02"}, "pass", []), ({"DEHP": "<0.05", "DBP": "<0.03", "BBP": "<0.03"}, "inconclusive", []),
        ({"DEHP": "ND", "DBP": "ND(0.03)", "BBP": "0"}, "inconclusive", ["F505"]),
        ({"DEHP": "0.05", "DBP": "0.03"}, "inconclusive", ["F513"]), ({"DEHP": "5", "DBP": "0.03"}, "inconclusive", ["F513"]), ({}, "inconclusive", ["F514"]),
        ({"DEHP": ["0.05", "0.01"], "DBP": ["0.03", "0"], "BBP": ["0.02", "0.1"]}, "fail", []),
        ({"DEHP": ["0.05", "0.01"], "DBP": ["0.03"], "BBP": ["0.02", "0.01"]}, "inconclusive", []),
    ],
)  # fmt: skip
def test_a_sum_is_judged_by_the_tests_own_limits_and_needs_every_part(parts: dict[str, Any], state: str, said: list[str]) -> None:
    found = judged("<= 0.1", {"parts": parts}, **SUM)
    assert (found.state, codes(found)) == (state, said)


def test_a_sum_shows_its_terms_and_counts_the_uncertainty_of_the_whole() -> None:
    found = judged("<= 0.1", {"parts": {"DEHP": "0.05", "DBP": "<0.02", "BBP": "0.02"}, "u": "0.01"}, **SUM)
    assert found.value == "DEHP 0.05 + DBP <0.02 + BBP 0.02 = [0.07, 0.09)"
    assert (found.margin, found.borderline) == ("0.01", True)
    assert (
        judged("<= 0.1", {"parts": {"DEHP": "0.05", "DBP": "0.03", "BBP": "0.01"}, "u": "0.02"}, decision="guard_band", **SUM).state
        == "fail"
    )


def test_a_sum_of_words_or_grades_is_nonsense_and_no_pass() -> None:
    found = judged("absent", {"parts": {"DEHP": "ND", "DBP": "ND", "BBP": "ND"}}, **SUM)
    assert (found.state, codes(found)) == ("inconclusive", ["F516"])
    grades = judged(">= 3", {"parts": {"DEHP": "4", "DBP": "4", "BBP": "4"}}, **{**SUM, "unit": None, "scale": "fastness"})
    assert (grades.state, codes(grades)) == ("inconclusive", ["F516"])
    assert judged("unknown", {"parts": {"DEHP": "1"}}, **SUM).state == "informational"


def test_parts_where_there_are_none_or_values_beside_them_are_told() -> None:
    found = judged("<= 5", {"parts": {"Pb": 1}})
    assert (found.state, codes(found)) == ("inconclusive", ["F514"])
    beside = judged(METALS, {"values": 5, "parts": {"Sb": 12, "Pb": 5}}, **KEYS)
    assert (beside.state, codes(beside)) == ("pass", ["W504"])
    nested = judged(METALS, {"parts": {"Sb": {"values": 12, "parts": {"x": 1}}, "Pb": 5}}, **KEYS)
    assert (nested.state, codes(nested)) == ("pass", ["W504"])
    assert judged("<= 5", {"parts": {"Pb": 1}}, lod=Decimal(1)).value == "Pb 1"
