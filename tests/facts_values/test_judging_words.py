"""Absence, conformity, grades: what is judged by words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts_values.laboratory import SCALES, codes, judged

LOD = {"lod": Decimal("0.3")}


@pytest.mark.parametrize(
    ("written", "keys", "state", "said"),
    [
        *((word, keys, "pass", []) for word in ("阴性", "未检出", "ND", "n.d.", "无", "negative") for keys in ({}, LOD)),
        *((word, keys, "fail", []) for word in ("阳性", "检出", "positive") for keys in ({}, LOD)),
        ("0.2", LOD, "pass", []), ("0.3", LOD, "fail", []), ("0.31", LOD, "fail", []), ("0", LOD, "pass", []),
        ("<0.3", LOD, "pass", []), ("<0.4", LOD, "inconclusive", []), (">0.2", LOD, "inconclusive", []), ("≥0.3", LOD, "fail", []),
        ("ND(LOD=0.3)", LOD, "pass", []), ("未检出(0.5)", LOD, "inconclusive", []),
        ({"values": "ND", "lod": Decimal("0.2")}, LOD, "pass", []), ({"values": "ND", "lod": Decimal("0.5")}, LOD, "inconclusive", []),
        ("0.2", {}, "inconclusive", ["F517"]), (["0.2", "0.1"], {}, "inconclusive", ["F517"]), ("ND(0.1)", {}, "inconclusive", ["F517"]),
        ({"values": "ND", "lod": Decimal("0.1")}, {}, "inconclusive", ["F517"]),
        ({"values": "阴性", "lod": Decimal("0.5")}, LOD, "pass", []),
        ("合格", LOD, "inconclusive", ["F509"]), ("有", {}, "inconclusive", ["F509"]), ("1,234", LOD, "inconclusive", ["F502"]), (True, LOD, "inconclusive", ["F504"]),
        ("/", LOD, "inconclusive", ["F518"]), (None, {}, "inconclusive", ["F518"]), ([], {}, "inconclusive", ["F518"]),
        (["阴性", "检出"], {}, "fail", []), (["阴性", ""], {}, "inconclusive", ["F518"]), (["检出", ""], {}, "fail", ["F518"]),
        ({"values": "200", "unit": "µg/kg"}, {**LOD, "unit": "mg/kg"}, "pass", ["N504"]), ({"values": "1", "unit": "mg/dm²"}, {**LOD, "unit": "mg/kg"}, "inconclusive", ["F506"]),
        ({"values": "阴性", "unit": "mg/dm²"}, {**LOD, "unit": "mg/kg"}, "pass", []),
        ("-1", {**LOD, "range": (Decimal(0), Decimal(9))}, "inconclusive", ["F507"]),
    ],
)  # fmt: skip
def test_absence_passes_on_words_and_below_the_detection_limit(written: Any, keys: dict[str, Any], state: str, said: list[str]) -> None:
    found = judged("absent", written, **keys)
    assert (found.state, codes(found)) == (state, said)


def test_the_margin_of_absence_is_to_the_detection_limit() -> None:
    assert judged("absent", "0.1", **LOD).margin == "0.2"
    assert judged("absent", "阴性", **LOD).margin is None


@pytest.mark.parametrize(
    ("written", "state", "said"),
    [
        ("符合", "pass", []), ("合格", "pass", []), ("conforms", "pass", []), ("不符合", "fail", []), ("不合格", "fail", []),
        (["符合", "不符合"], "fail", []), (["符合", "?"], "inconclusive", ["F509"]), (["不符合", "?"], "fail", ["F509"]),
        ("基本符合", "inconclusive", ["F509"]), ("5", "inconclusive", ["F509"]), (True, "inconclusive", ["F504"]), ("无", "inconclusive", ["F518"]), ([], "inconclusive", ["F518"]),
    ],
)  # fmt: skip
def test_conformity_knows_a_few_words_and_guesses_none(written: Any, state: str, said: list[str]) -> None:
    found = judged("conforms", written)
    assert (found.state, codes(found)) == (state, said)


def test_eight_of_ten_dart_impacts() -> None:
    assert judged("conforms", ["符合"] * 8 + ["不符合"] * 2, specimens="8 of 10").state == "pass"
    assert judged("conforms", ["符合"] * 7 + ["不符合"] * 3, specimens="8 of 10").state == "fail"
    assert judged("conforms", ["符合"] * 7, specimens="8 of 10").state == "inconclusive"


@pytest.mark.parametrize(
    ("require", "written", "state", "said"),
    [
        (">= 3-4", "3-4", "pass", []), (">= 3-4", "4", "pass", []), (">= 3-4", Decimal(4), "pass", []), (">= 3-4", Decimal("4.0"), "pass", []),
        (">= 3-4", "3", "fail", []), ("> 3-4", "3-4", "fail", []), ("<= 3", "2-3", "pass", []), ("< 3", "3", "fail", []),
        (">= 3-4", "3–4", "pass", ["N505"]), (">= 3-4", "３-４", "pass", ["N505"]), (">= 3-4", "3 - 4级", "pass", ["N505"]), (">= 4", "4级", "pass", ["N505"]),
        (">= 3-4", "3.5", "inconclusive", ["F508"]), (">= 3-4", Decimal("3.5"), "inconclusive", ["F508"]), (">= 3-4", "4/5", "inconclusive", ["F508"]),
        (">= 3-4", "6", "inconclusive", ["F508"]), (">= 3-4", ">3", "inconclusive", ["F508"]), (">= 3-4", "ND", "inconclusive", ["F508"]),
        (">= 3-4", "3月4日", "inconclusive", ["F503"]), (">= 3-4", "2021-03-04", "inconclusive", ["F503"]), (">= 3-4", True, "inconclusive", ["F504"]),
        (">= 3-4", None, "inconclusive", ["F518"]), (">= 3-4", [], "inconclusive", ["F518"]),
        (">= 3-4", ["4", "3"], "fail", []), (">= 3-4", ["4", ""], "inconclusive", ["F518"]), (">= 3-4", ["3", ""], "fail", ["F518"]),
        (">= declared", {"values": "4", "declared": "3-4"}, "pass", []), (">= declared", {"values": "3", "declared": "3-4"}, "fail", []),
        (">= declared", "4", "inconclusive", ["F512"]), (">= declared", {"values": "4", "declared": "7"}, "inconclusive", ["F508"]),
    ],
)  # fmt: skip
def test_grades_are_compared_by_their_place_on_the_scale(require: str, written: Any, state: str, said: list[str]) -> None:
    found = judged(require, written, scale="fastness")
    assert (found.state, codes(found)) == (state, said)


def test_a_half_grade_or_a_date_is_told_which_grade_was_meant() -> None:
    assert "3-4？" in judged(">= 3", "3.5", scale="fastness").remarks[0].text.zh
    assert "3-4" in judged(">= 3", "3月4日", scale="fastness").remarks[0].text.zh
    assert "4-5？" in judged(">= 3", "4/5", scale="fastness").remarks[0].text.zh


def test_a_scale_of_the_ruleset_has_its_own_words_worst_first() -> None:
    assert judged(">= ZA2", "ZA1", scale="smoke").state == "pass"
    assert judged(">= ZA2", "ZA3", scale="smoke").state == "fail"


def test_the_margin_of_a_grade_counts_steps() -> None:
    assert judged(">= 3-4", "4-5", scale="fastness").margin == "2"
    found = judged(">= 3-4", "3", scale="fastness", borderline_within=Decimal(1))
    assert (found.margin, found.borderline) == ("-1", True)


def test_grades_have_a_least_and_a_greatest_but_no_mean() -> None:
    assert judged(">= 4", ["3", "5"], scale="fastness", specimens="min").state == "fail"
    assert judged(">= 4", ["3", "5"], scale="fastness", specimens="max").state == "pass"
    assert judged(">= 4", ["3", "x"], scale="fastness", specimens="max").state == "inconclusive"
    assert judged(">= 4", ["4", "4", "3"], scale="fastness", specimens="2 of 3").state == "pass"
    found = judged(">= 4", ["5", "5"], scale="fastness", specimens="mean")
    assert (found.state, codes(found)) == ("inconclusive", ["F516"])


@given(st.sampled_from(SCALES["fastness"]), st.sampled_from(SCALES["fastness"]))
def test_every_pair_of_grades_is_ordered_as_half_steps(limit: str, grade: str) -> None:
    """3-4 stands at 3.5."""

    def height(word: str) -> Decimal:
        low, _, high = word.partition("-")
        return (Decimal(low) + Decimal(high or low)) / 2

    assert (judged(f">= {limit}", grade, scale="fastness").state == "pass") == (height(grade) >= height(limit))
