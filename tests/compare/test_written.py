"""What leaves a comparison: JSON that says all of it, CSV that no spreadsheet runs."""

import csv
import io
import json

import pytest
from tests.compare.harbour import campaign, result

from tijian.compare import compare
from tijian.compare.model import NotJudged
from tijian.compare.written import comparison_csv, comparison_json, safe
from tijian.model.problem import Position, Problem
from tijian.model.text import text

ROWS = [result(n, ("boat", "kite")[n % 2], district=("东区", "=cmd|'/c calc'!A1")[n % 2]) for n in range(6)]


def test_the_json_is_one_line_with_everything_in_it_and_the_same_each_time() -> None:
    failed = NotJudged("A-9", "boat", "厂", "东区", "甲院", (Problem("E401", text("没有", "none"), at=Position("d.jsonl", 3, 7)),))
    written = comparison_json(compare(ROWS, campaign(), not_judged=[failed]))
    assert written == comparison_json(compare(ROWS[::-1], campaign(), not_judged=[failed]))
    assert written.count("\n") == 1
    data = json.loads(written, parse_float=lambda _: pytest.fail("a figure that is no text"))
    assert (data["schema"], data["judged"], data["verdicts"]["grades"][0]["share"]["percent"]) == ("tijian/comparison@1", 6, "100.0")
    assert data["not_judged"][0]["problems"] == [
        {"code": "E401", "text": {"zh": "没有", "en": "none"}, "hint": None, "at": {"file": "d.jsonl", "line": 3, "column": 7, "cell": ""}}
    ]
    assert data["common"][0]["overall"]["class"] in ("veto", "key", "general")


@pytest.mark.parametrize("by", ["category", "district", "section", "group", "institution", "size"])
def test_each_table_is_whole_and_a_name_that_is_a_formula_stays_text(by: str) -> None:
    rows = list(csv.reader(io.StringIO(comparison_csv(compare(ROWS, campaign()), by, "zh"))))  # type: ignore[arg-type]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    if by == "district":
        assert any(row[0] == "'=cmd|'/c calc'!A1" for row in rows)


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-cmd", "@x", "＝1", "\t=1", " =1", "\n", "-"])
def test_what_a_spreadsheet_would_run_is_prefixed(cell: str) -> None:
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "东区", "-3.2", "12.5", "a=b", "–"])
def test_other_cells_and_figures_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


def test_the_section_table_has_the_common_ones_first_and_each_categorys_own() -> None:
    rows = list(csv.reader(io.StringIO(comparison_csv(compare(ROWS, campaign()), "section", "en"))))
    assert [row[:3] for row in rows[1:3]] == [["S1", "S1", "all"], ["S2", "S2", "all"]]
    assert {row[2] for row in rows[3:]} == {"boat", "kite"}


@pytest.mark.parametrize("by", ["category", "institution"])
def test_the_grades_of_a_table_have_the_number_of_each_caveat_beside_them(by: str) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(compare(ROWS, campaign()), by, "en"))))  # type: ignore[arg-type]
    [column] = [name for name in rows[0] if name.startswith("※ ")]
    assert [row[column] for row in rows] == [row["issued"] for row in rows]  # the two small rulesets are illustrative
    for sign in "†‡":
        assert [row[name] for row in rows for name in row if name.startswith(f"{sign} ")] == ["0"] * len(rows)


def test_the_table_of_institutions_says_how_strictly_each_assesses() -> None:
    results = [result(n, "boat", institution=("甲院", "乙院")[n < 8], **({} if n < 8 else {"answers": {"G1": "major"}})) for n in range(16)]
    made = compare(results, campaign())
    rows = {row["编号"]: row for row in csv.DictReader(io.StringIO(comparison_csv(made, "institution", "zh")))}
    for one in made.leniency:
        row = rows[one.institution]
        assert (row["可比"], row["每百项相差"], row["相差95%下限"], row["相差95%上限"]) == (
            str(one.compared), one.difference or "", one.low or "", one.high or "",
        )  # fmt: skip
        assert row["提示"] == ({True: "偏松", False: "偏严"}[(one.difference or "").startswith("-")] if one.stands_out else "")
    assert any(row["每百项相差"] for row in rows.values())
    assert "每百项相差" not in comparison_csv(made, "category", "zh")
