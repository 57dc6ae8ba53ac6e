"""Rows 30–44 of docs/bad-inputs.md: measured values in YAML and JSON. Nothing is guessed: what could mean two things makes its test unknown,
with a finding, and the others go on (exit code 0); what can mean only one thing is read, with a note."""

from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, Office, Seen, edited


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_results_that_are_spoiled_below_are_sound(office: Office) -> None:
    seen = office.sampled("{M1: 12, M2: 95, M3: 0.001, M4: 0.6, M5: -3, A1: 未检出, C1: 符合, F1: floats}")
    assert (seen.result["verdict"]["grade"], seen.result["warnings"]) == ("A", [])


def unknown(seen: Seen, check: str, code: str, *near: str) -> None:
    """The test is unknown with this finding and these words in it, and the site checks go on."""
    assert (seen.state(check), seen.codes(check)) == ("inconclusive", [code])
    finding = next(one for one in seen.result["warnings"] if one["check"] == check)
    assert finding["severity"] == "finding"
    for word in near:
        assert word in finding["text"]["zh"]
        assert word in finding["text"]["en"]
    assert seen.state("K1") == "pass"
    assert check in [one["check"] for one in seen.result["verdict"]["pending"]] or seen.result["verdict"]["certain"]


@pytest.mark.parametrize(
    ("test", "written", "value"),
    [("M1", "１２．５", "12.5"), ("M2", "９８％", "98"), ("M1", "＋１２", "12"), ("M5", "－３", "-3"), ("M1", "＜５", "<5")],
)
def test_row_30_full_width_figures_are_read_with_a_note(office: Office, test: str, written: str, value: str) -> None:
    seen = office.sampled(f"{{{test}: {written}}}")
    assert (seen.state(test), seen.value(test)) == ("pass", value)
    assert set(seen.codes(test)) <= {"N501", "N503"}
    assert "N501" in seen.codes(test)


def test_row_30_a_percent_sign_is_read_only_where_the_unit_is_percent(office: Office) -> None:
    unknown(office.sampled('{M1: "98%"}'), "M1", "F506", "%")
    unknown(office.sampled("{M1: ９８％}"), "M1", "F506", "%")


def test_row_30_a_full_width_figure_of_an_attribute_is_read_with_a_note(office: Office) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, ("load: 50", "load: ５０"))))
    assert (seen.code, seen.codes()) == (0, ["N501"])
    assert seen.result["attributes"]["given"]["load"] == "50"


@pytest.mark.parametrize(
    ("written", "m3", "m1"),
    [("<0.01", "pass", "pass"), ("＜0.01", "pass", "pass"), ("≤0.01", "inconclusive", "pass"), ("<0.02", "inconclusive", "pass"), ("<100", "inconclusive", "inconclusive"), (">90", "fail", "fail"), ("≥ 90", "fail", "inconclusive"), (">0.001", "inconclusive", "inconclusive")],
)  # fmt: skip
def test_row_31_below_a_limit_is_an_interval_and_neither_that_limit_nor_nothing(office: Office, written: str, m3: str, m1: str) -> None:
    seen = office.sampled(f'{{M3: "{written}", M1: "{written}"}}')  # M3: < 0.01, M1: <= 90
    assert (seen.state("M3"), seen.state("M1")) == (m3, m1)


@pytest.mark.parametrize("written", ["ND", "未检出", "n.d.", "<LOD", "低于检出限"])
def test_row_32_not_detected_is_below_the_limit_of_detection_and_unknown_without_one(office: Office, written: str) -> None:
    seen = office.sampled(f'{{M4: "{written}"}}')  # lod 0.5, limit 1
    assert (seen.state("M4"), seen.value("M4")) == ("pass", "ND(LOD=0.5)")
    unknown(office.sampled(f'{{M1: "{written}"}}'), "M1", "F505")
    assert office.sampled(f'{{M1: {{values: "{written}", lod: 90}}}}').state("M1") == "pass"
    assert office.sampled(f'{{M1: {{values: "{written}", lod: 91}}}}').state("M1") == "inconclusive"


@pytest.mark.parametrize("written", ["合格", "不合格", "符合", "pass", "OK", "见报告"])
def test_row_33_a_judgement_in_words_is_no_measured_value(office: Office, written: str) -> None:
    unknown(office.sampled(f"{{M1: {written}}}"), "M1", "F501", written)


@pytest.mark.parametrize("written", ['""', '"  "', "/", '"-"', "—", "无", "null", "~", "[]"])
def test_row_34_a_blank_is_missing_and_never_a_pass(office: Office, written: str) -> None:
    seen = office.sampled(f"{{M1: {written}, M2: 95}}")
    assert (seen.state("M1"), seen.state("M2")) == ("inconclusive", "pass")
    assert seen.codes("M1")[0] in ("F518", "W433")
    both = office.sampled(f"{{M1: [12, {written if written != '[]' else 'null'}]}}")
    unknown(both, "M1", "F518")


def test_row_34_none_is_a_result_where_absence_is_required(office: Office) -> None:
    seen = office.sampled("{A1: 无}")
    assert seen.state("A1") == "pass"
    assert office.sampled("{A1: 检出}").state("A1") == "fail"
    assert office.sampled('{A1: "/"}').state("A1") == "inconclusive"


@pytest.mark.parametrize("answer", ['""', "/", '"-"', "—", "无", "null", "未核查"])
def test_row_34_a_blank_answer_is_not_checked(office: Office, answer: str) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, ("V1: conform", f"V1: {answer}"))))
    assert (seen.code, seen.state("V1")) == (0, "unchecked")
    assert not seen.result["verdict"]["issued"]


def test_row_35_a_negative_value_where_none_can_be_is_unknown_and_minus_zero_is_zero(office: Office) -> None:
    unknown(office.sampled("{M1: -1}"), "M1", "F507", "-1")
    assert office.sampled("{M5: -10}").state("M5") == "pass"  # temperatures may be
    for zero in ("-0", "-0.0", '"-0"', "－０"):
        seen = office.sampled(f"{{M1: {zero}}}")
        assert (seen.state("M1"), (seen.value("M1") or "")[:1]) == ("pass", "0")
        assert "N502" in seen.codes("M1")


def test_row_36_a_value_outside_the_plausible_range_asks_for_the_unit(office: Office) -> None:
    seen = office.sampled("{M1: 1001}")
    assert (seen.state("M1"), seen.codes("M1")) == ("fail", ["W501"])
    assert "单位" in seen.words("W501")
    seen = office.assess(office.dossier(edited(DOSSIER, ("load: 50", "load: 5000"))))
    assert (seen.code, seen.codes()) == (0, ["W419"])


@pytest.mark.parametrize(
    ("unit", "code", "value"),
    [("mg/Kg", "N503", "12"), ("㎎/kg", "N503", "12"), ("mg∕kg", "N503", "12"), ("ｍｇ／ｋｇ", "N503", "12"), ("g/kg", "N504", "12000"), ("μg/kg", "N504", "0.012"), ("ppm", None, None)],
)  # fmt: skip
def test_row_37_a_unit_is_converted_within_its_quantity_only(office: Office, unit: str, code: str | None, value: str | None) -> None:
    seen = office.sampled(f"{{M1: {{values: 12, unit: {unit}}}}}")
    if code is None:
        unknown(seen, "M1", "F506", unit)
    else:
        assert code in seen.codes("M1")
        assert seen.value("M1") == value


@pytest.mark.parametrize("unit", ["mg/dm²", "mg/L", "%", "kg", "Mg/kg", "℃", "千克", "mg//kg"])
def test_row_37_a_unit_of_another_quantity_makes_the_test_unknown(office: Office, unit: str) -> None:
    unknown(office.sampled(f'{{M1: {{values: 12, unit: "{unit}"}}}}'), "M1", "F506", unit, "mg/kg")


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [('"1,234.5"', "1234.5"), ('"1.234,5"', "1234.5"), ("12。5", "12.5"), ("−3", "-3"), ("1e3", "1000"), ('"1e3"', "1000"), ("1E+2", "100"), ("½", "0.5"), ("一二", "12"), ("十二点五", "12.5"), ("007", "7"), ("5.", "5"), (".5", "0.5"), ("1 234", "1234"), ("٣", "3"), ("3·5", "3.5"), ("1×10^2", "100")],
)  # fmt: skip
def test_row_38_a_number_that_can_be_read_two_ways_is_not_guessed(office: Office, written: str, suggestion: str) -> None:
    unknown(office.sampled(f"{{M1: {written}}}"), "M1", "F502", suggestion)


@pytest.mark.parametrize(
    "written",
    [
        "约12",
        "12左右",
        "12±1",
        "12~14",
        "10-12",
        "12;13",
        "12, 13",
        "0x1F",
        "1_000",
        "1:30",
        "12a",
        "++1",
        "<<1",
        "<-1",
        "> ",
        "9" * 60,
        "=1+1",
        "'12",
    ],
)
def test_row_38_what_is_no_number_at_all_is_a_finding_too(office: Office, written: str) -> None:
    seen = office.sampled(f'{{M1: "{written}"}}')
    assert seen.state("M1") == "inconclusive"
    assert seen.codes("M1")[0] in ("F501", "F502", "F506")  # F506: what follows the figure is taken for a unit


def test_row_38_a_value_of_ten_thousand_characters_is_a_finding_in_few_words(office: Office) -> None:
    seen = office.sampled('{M1: "' + "1" * 10_000 + '"}')
    assert seen.state("M1") == "inconclusive"
    assert len(seen.words(seen.codes("M1")[0])) < 300
    assert len(seen.value("M1") or "") < 300


def test_row_39_more_decimals_than_the_method_gives_are_kept_and_told(office: Office) -> None:
    seen = office.sampled("{M1: 90.0001}")
    assert (seen.state("M1"), seen.value("M1"), seen.codes("M1")) == ("fail", "90.0001", ["W502"])


@pytest.mark.parametrize(
    ("test", "written", "state"),
    [("M1", "90", "pass"), ("M1", "90.00", "pass"), ("M1", "90.01", "fail"), ("M1", "89.99", "pass"), ("M3", "0.01", "fail"), ("M3", "0.0099999999999999999999999999", "pass"), ("M3", "0.010", "fail"), ("M2", "90", "pass"), ("M2", "89.9999999999999999999", "fail"), ("M5", "-10", "pass"), ("M5", "-10.1", "fail"), ("M5", "40", "pass"), ("M5", "40.1", "fail")],
)  # fmt: skip
def test_row_40_at_the_limit_the_last_digit_decides(office: Office, test: str, written: str, state: str) -> None:
    assert office.sampled(f"{{{test}: {written}}}").state(test) == state


@pytest.mark.parametrize("written", ["3月1日", "2021-03-01", "2021/3/1", "2021年3月", "3-Mar", "Mar-21", "2021-03-01T00:00:00"])
def test_rows_41_and_42_a_date_that_a_spreadsheet_made_is_told_as_one(office: Office, written: str) -> None:
    unknown(office.sampled(f'{{M1: "{written}"}}'), "M1", "F503", written)


def test_row_41_a_date_in_place_of_a_grade_is_told_as_one(office: Office) -> None:
    seen = office.sampled('{F1: "3月4日"}')
    assert (seen.state("F1"), seen.codes("F1")) == ("inconclusive", ["F503"])


@pytest.mark.parametrize("written", ["#DIV/0!", "#N/A", "#VALUE!", "#REF!", "=A1/B1", "=SUM(A1:A3)"])
def test_row_43_a_formula_or_its_error_is_no_measured_value(office: Office, written: str) -> None:
    unknown(office.sampled(f'{{M1: "{written}"}}'), "M1", "F501")


@pytest.mark.parametrize("written", ["true", "false"])
def test_row_44_true_and_false_are_no_measured_values(office: Office, written: str) -> None:
    for test in ("M1", "C1", "A1", "F1"):
        seen = office.sampled(f"{{{test}: {written}}}")
        assert (seen.state(test), seen.codes(test)) == ("inconclusive", ["F504"])
    unknown(office.sampled(f'{{M1: "{written.upper()}"}}'), "M1", "F504")


def test_values_in_json_are_read_as_those_in_yaml(office: Office) -> None:
    as_json = """{"schema": "tijian/dossier@1", "assessment": "B-1", "category": "boat", "assessed_on": "2025-06-02", "enterprise": {"name": "示例船厂"},
 "team": [{"name": "甲"}, {"name": "乙"}], "product": {"hull": "blue", "decked": true, "load": 50, "mast": "short"},
 "answers": {"V1": "conform", "K1": "conform", "G1": "conform", "G2": "conform"}, "sampling": {"state": "done"},
 "samples": [{"id": "S-1", "produced_on": "2025-05-20", "results": {"M1": 90.01, "M3": 0.0099999999999999999999999999, "M2": 1e2, "C1": true, "M4": null}}]}"""
    seen = office.assess(office.dossier(as_json, "boat.json"))
    assert {test: (seen.state(test), seen.codes(test)) for test in ("M1", "M3", "M2", "C1", "M4")} == {
        "M1": ("fail", []),
        "M3": ("pass", []),
        "M2": ("inconclusive", ["F502"]),
        "C1": ("inconclusive", ["F504"]),
        "M4": ("inconclusive", ["W433"]),
    }
