"""What people and laboratories write for a value, and what is taken from it: never a guess, never a pass from nothing."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts_values.laboratory import codes, judged

from tijian.facts.interval import Interval, shown
from tijian.facts.numbers import BLANK, Blank, Figure, NotDetected, Unreadable, is_blank, read_number
from tijian.model.dossier import BLANKS


def span(low: str, high: str | None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(Fraction(low), None if high is None else Fraction(high), low_open, high_open)


TAKEN = [  # as written, unit, interval, notes
    ("12.5", None, span("12.5", "12.5"), []),
    ("+12.5", None, span("12.5", "12.5"), []),
    ("-3", None, span("-3", "-3"), []),
    (" 12.50 ", None, span("12.5", "12.5"), []),
    (Decimal("12.50"), None, span("12.5", "12.5"), []),
    (Decimal(0), None, span("0", "0"), []),
    ("１２．５", None, span("12.5", "12.5"), ["N501"]),
    ("９８％", "%", span("98", "98"), ["N501", "N503"]),
    ("98%", "%", span("98", "98"), ["N503"]),
    ("98 %", "％", span("98", "98"), ["N503"]),
    ("12.5 mg/Kg", "mg/kg", span("12.5", "12.5"), ["N503"]),
    ("12.5㎎/kg", "mg/kg", span("12.5", "12.5"), ["N503"]),
    ("－３", None, span("-3", "-3"), ["N501"]),
    ("<0.01", None, span("0", "0.01", high_open=True), []),
    ("< 0.01", None, span("0", "0.01", high_open=True), []),
    ("＜0.01", None, span("0", "0.01", high_open=True), ["N501"]),
    ("≤0.01", None, span("0", "0.01"), []),
    ("<=0.01", None, span("0", "0.01"), []),
    ("≦0.01", None, span("0", "0.01"), []),
    (">5", None, span("5", None, low_open=True, high_open=True), []),
    ("≥5", None, span("5", None, high_open=True), []),
    ("-0", None, span("0", "0"), ["N502"]),
    ("-0.00", None, span("0", "0"), ["N502"]),
    (Decimal("-0.0"), None, span("0", "0"), ["N502"]),
    ("16.50(+)", None, span("16.50", "16.505", low_open=True), []),
    ("16.50(-)", None, span("16.495", "16.50", high_open=True), []),
    ("16.5⁺", None, span("16.5", "16.55", low_open=True), []),
    ("-15.5(-)", None, span("-15.5", "-15.45", low_open=True), []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "unit", "interval", "notes"), TAKEN)
def test_a_value_is_taken_as_the_interval_it_stands_for(written: Any, unit: str | None, interval: Interval, notes: list[str]) -> None:
    found = read_number(written, unit)
    assert isinstance(found, Figure)
    assert found.span == interval
    assert [note.code for note in found.notes] == notes


@pytest.mark.parametrize("written", ["ND", "nd", "N.D.", "n.d.", "未检出", "Not Detected", "<LOD", "＜检出限", "小于检出限"])
def test_not_detected_is_read_in_all_its_spellings_and_says_no_number(written: str) -> None:
    found = read_number(written)
    assert isinstance(found, NotDetected)
    assert found.lod is None


@pytest.mark.parametrize(
    "written",
    [
        "ND(LOD=0.3)",
        "ND (0.3)",
        "未检出(0.3)",
        "未检出（<0.3）",
        "未检出(检出限：0.3)",
        "n.d.(MDL 0.3)",
        "ND(LOQ=0.3)",
        "未检出(0.3 mg/kg)",
    ],
)
def test_a_detection_limit_may_stand_behind_not_detected(written: str) -> None:
    found = read_number(written, "mg/kg")
    assert isinstance(found, NotDetected)
    assert found.lod == Fraction(3, 10)


@pytest.mark.parametrize("written", [None, "", "   ", "/", "-", "—", "–", "无", "——", "--", "／", "－", "　"])
def test_a_blank_is_nothing_and_never_a_pass(written: str | None) -> None:
    assert read_number(written) is BLANK
    assert is_blank(written)
    for require in ("<= 5", ">= 0", "conforms", "n=1, c=0, m=5, M=5"):
        assert judged(require, written).state == "inconclusive"
    assert judged("<= 5", ["1", written]).state == "inconclusive"
    assert judged("<= 5", [written, "6"]).state == "fail"


def test_the_blanks_of_the_dossier_are_all_blank_here() -> None:
    assert all(is_blank(written) for written in BLANKS)


SUGGESTED = [  # as written, what it probably means
    ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("1,234", "1234"), ("1 234", "1234"), ("1_000", "1000"), ("12,5", "12.5"),
    ("12。5", "12.5"), ("12·5", "12.5"), ("12、5", "12.5"),
    ("−3", "-3"), ("–3.5", "-3.5"),
    ("1e3", "1000"), ("1.5E-2", "0.015"), (Decimal("1e3"), "1000"), (Decimal("1.5E+4"), "15000"), ("1.4×10^3", "1400"), ("14×10²", "1400"),
    ("½", "0.5"), ("2½", "2.5"), ("¾", "0.75"), ("1/2", "0.5"),
    ("一二", "12"), ("十二点五", "12.5"), ("三百零五", "305"), ("九十", "90"),
    ("007", "7"), (".5", "0.5"), ("5.", "5"), ("١٢", "12"),
    ("17.2(+)", "17.2"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), SUGGESTED)
def test_a_number_that_could_be_read_in_two_ways_is_a_finding_with_a_suggestion(written: Any, meant: str) -> None:
    found = read_number(written)
    assert isinstance(found, Unreadable)
    assert found.note.code == "F502"
    assert f" {meant}？" in found.note.zh
    assert f"{meant}?" in found.note.en


UNREADABLE = [  # as written, unit, code
    ("合格", None, "F501"), ("不合格", None, "F501"), ("阴性", None, "F501"), ("约12", None, "F501"), ("12~13", None, "F501"), ("12±0.3", None, "F501"),
    ("#DIV/0!", None, "F501"), ("#N/A", None, "F501"), ("NaN", None, "F501"), ("Infinity", None, "F501"), ("1/3", None, "F501"), ("①", None, "F501"),
    ("<0", None, "F501"), ("<-1", None, "F501"), ("≤-1", None, "F501"), ("3-4", None, "F501"), ("1:30", None, "F501"), ("10²", None, "F501"),
    (Decimal("NaN"), None, "F501"), (Decimal("Infinity"), None, "F501"), (Decimal("1e400"), None, "F501"), ("9" * 41, None, "F501"), ("1" * 65, None, "F501"),
    (Decimal("1e-60"), None, "F501"), (Decimal("9" * 41), None, "F501"),
    ("3月1日", None, "F503"), ("2021-03-01", None, "F503"), ("2021/3/1", None, "F503"), ("2021-03-01 00:00:00", None, "F503"), ("1-Mar", None, "F503"), ("Mar-21", None, "F503"),
    (True, None, "F504"), (False, None, "F504"), ("TRUE", None, "F504"),
    ("98%", None, "F506"), ("98%", "mg/kg", "F506"), ("12.5 g", "mg/kg", "F506"), ("12.5 mPa", "MPa", "F506"), ("ND(0.3 g)", "mg/kg", "F506"),
    ("ND(0)", None, "F511"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "unit", "code"), UNREADABLE)
def test_what_is_no_measured_value_is_a_finding_and_leaves_the_test_unknown(written: Any, unit: str | None, code: str) -> None:
    found = read_number(written, unit)
    assert isinstance(found, Unreadable)
    assert found.note.code == code
    if isinstance(written, Decimal) and not written.is_finite():
        return  # no dossier holds one
    keys = {"unit": unit} if unit else {}
    answer = judged("<= 1000000", written, **keys)
    assert answer.state == "inconclusive"
    assert codes(answer) == [code]
    assert answer.remarks[0].severity == "finding"


def test_a_date_says_what_was_probably_typed() -> None:
    found = judged(">= 5", "3月1日")
    assert "3-1" in found.remarks[0].text.zh
    assert "Excel turned this into a date" in found.remarks[0].text("en")


def test_a_remark_names_the_specimen_and_the_part() -> None:
    found = judged(
        {"Pb": "<= 90", "Sb": "<= 60"},
        {"parts": {"Pb": [1, "x"], "Sb": 2}},
        parts={"Pb": [{"require": "<= 90"}], "Sb": [{"require": "<= 60"}]},
    )
    assert found.remarks[0].text.zh.startswith("Pb 第 2 个样件：")
    assert found.remarks[0].text("en").startswith("Pb, specimen 2: ")


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_plain_decimal_is_the_number_it_is(number: Decimal) -> None:
    for written in (number, f"{number:f}"):
        found = read_number(written)
        assert isinstance(found, Figure)
        assert found.span == Interval(Fraction(number), Fraction(number))
        assert Decimal(shown(Fraction(number))) == number


@given(st.text(max_size=70), st.sampled_from([None, "%", "mg/kg"]))
def test_any_text_is_read_as_something_without_failing(written: str, unit: str | None) -> None:
    found = read_number(written, unit)
    assert isinstance(found, Figure | NotDetected | Blank | Unreadable)
    if isinstance(found, Unreadable):
        found.note.remark()  # its words are fit to be kept


@given(st.text(alphabet="0123456789.,<>≤≥+-()eE %～ND未检出１２．", max_size=12))
def test_a_text_is_a_figure_only_if_its_digits_are_the_figures_own(written: str) -> None:
    """No digit is lost or invented on the way."""
    found = read_number(written)
    if isinstance(found, Figure):
        plain = written.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
        assert [c for c in plain if c in "0123456789"] == [c for c in found.text if c in "0123456789"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("7/3", "2.333333"),
        ("-7/3", "-2.333333"),
        ("1/3000000", "0.0000003333"),
        ("5/4", "1.25"),
        ("-1/8", "-0.125"),
        ("0", "0"),
        ("1200", "1200"),
    ],
)
def test_a_number_is_shown_exactly_or_cut_toward_zero(number: str, text: str) -> None:
    assert shown(Fraction(number)) == text
