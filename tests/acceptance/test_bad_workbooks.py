"""Rows 30–57 of docs/bad-inputs.md, as they meet a checklist workbook: what one check cannot be read from leaves that check unknown, what the
whole cannot be read from is refused, each with its cell."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.acceptance.checklist_desk import SAMPLED, Desk, said
from tests.acceptance.hostile import Seen
from tests.exchange.clerk import Clerk

import tijian


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_checklist_that_is_spoiled_below_is_sound(desk: Desk) -> None:
    seen = desk.judged(desk.clerk())
    assert (seen.result["verdict"]["grade"], seen.result["warnings"], seen.err) == ("A", [], "")


@pytest.mark.parametrize(
    "written",
    ["１２．５", "98%", "≤0.01", "未检出", "合格", "-1", "-0", "1001", "1,234.5", "−3", "1e3", "½", "12.345", "90"],
)  # fmt: skip
def test_rows_30_to_40_a_value_in_a_workbook_gets_what_the_same_value_gets_in_yaml(desk: Desk, written: str) -> None:
    clerk = desk.clerk()
    clerk.cell("results", "实测值1", id="M1").value = written
    in_cell = desk.judged(clerk)
    plain = re.fullmatch(r"-?\d+(\.\d+)?", written) is not None
    in_yaml = desk.assess(desk.dossier(SAMPLED.replace("M1: 12", f"M1: {written}" if plain else f'M1: "{written}"')))
    for about in ("checks", "warnings"):
        assert in_cell.result[about] == in_yaml.result[about]


@pytest.mark.parametrize("blank", ["", " ", "/", "-", "—"])
def test_rows_30_to_40_a_blank_value_in_a_workbook_is_no_result_and_never_a_pass(desk: Desk, blank: str) -> None:
    clerk = desk.clerk()
    clerk.cell("results", "实测值1", id="M1").value = blank
    assert desk.judged(clerk).state("M1") == "inconclusive"


def unknown(desk: Desk, clerk: Clerk, check: str, finding: str, cell: str, code: str) -> Seen:
    """The check is unknown; the reading says so at the cell, the result in a finding; the other checks go on."""
    seen = desk.judged(clerk)
    said(seen, desk.folder / "visit.xlsx", code, cell)
    assert (seen.state(check), seen.state("K1")) == ("inconclusive" if check == "M1" else "unchecked", "pass")
    assert (finding in seen.codes(check)) if finding else True
    return seen


def test_row_41_a_value_that_excel_turned_into_a_date_is_unknown(desk: Desk) -> None:
    clerk = desk.clerk()
    cell = clerk.cell("results", "实测值1", id="M1")
    cell.value, cell.number_format = datetime(2025, 3, 1), "m月d日"  # noqa: DTZ001  # 3-1, as it was typed
    seen = unknown(desk, clerk, "M1", "F503", f"检测结果!{cell.coordinate}", "F883")
    assert "日期" in seen.words("F503")


def test_row_41_an_answer_that_excel_turned_into_a_date_is_unknown_and_says_so_in_its_note(desk: Desk) -> None:
    clerk = desk.clerk()
    cell = clerk.cell("checks", "outcome", id="G2")
    cell.value = datetime(2025, 3, 1)  # noqa: DTZ001
    seen = unknown(desk, clerk, "G2", "", f"核查表!{cell.coordinate}", "F883")
    note = next(one["note"] for one in seen.result["checks"] if one["id"] == "G2")
    assert "2025-03-01" in note
    assert cell.coordinate in note


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_row_42_a_day_is_read_by_the_epoch_of_the_workbook(desk: Desk, epoch: datetime | None) -> None:
    clerk = desk.clerk()
    if epoch is not None:
        clerk.book.epoch = epoch
    clerk.visit("assessed_on", datetime(2025, 6, 2))  # noqa: DTZ001
    clerk.cell("samples", "produced_on", sample="1").value = datetime(2025, 5, 20)  # noqa: DTZ001
    seen = desk.judged(clerk)
    assert (seen.result["assessed_on"], seen.result["verdict"]["grade"], seen.result["warnings"]) == ("2025-06-02", "A", [])


def test_row_42_a_day_that_cannot_be_is_unknown_or_refused(desk: Desk) -> None:
    clerk = desk.clerk()
    cell = clerk.cell("samples", "produced_on", sample="1")
    cell.value, cell.number_format = 60, "yyyy-mm-dd"  # the day of 1900 that never was
    seen = desk.judged(clerk)
    said(seen, desk.folder / "visit.xlsx", "F888", f"样品!{cell.coordinate}")
    cell.value = "2025-06-03"  # after the visit
    assert "F442" in desk.judged(clerk).codes(None)
    clerk.visit("assessed_on", 45810)
    assert "2025-06-02" in desk.refused_at(clerk, "E890", "基本情况!B6")
    for written in ("2/6/2025", 20250631, 2025):
        clerk.visit("assessed_on", written)
        assert "写成 2021-08-12 的样子" in desk.refused_at(clerk, "E890", "基本情况!B6")
    clerk.visit("assessed_on", 20250604)
    assert "N881 “20250604”按 2025-06-04 读取" in desk.judged(clerk).err


@pytest.mark.parametrize(("written", "kind"), [("=1+1", "f"), ("=检测结果!A1", "f"), ("#DIV/0!", "e"), ("#N/A", "e")])
def test_row_43_a_formula_or_an_error_is_no_value_and_no_answer(desk: Desk, written: str, kind: str) -> None:
    clerk = desk.clerk()
    for cell in (clerk.cell("results", "实测值1", id="M1"), clerk.cell("checks", "outcome", id="G2")):
        cell.value, cell.data_type = written, kind
    seen = unknown(desk, clerk, "M1", "F501", f"检测结果!{clerk.cell('results', '实测值1', id='M1').coordinate}", "F883")
    assert seen.state("G2") == "unchecked"


def test_row_43_a_formula_in_the_name_of_the_enterprise_is_refused(desk: Desk) -> None:
    clerk = desk.clerk()
    table = clerk.table("visit", "item", "fill in")
    table.sheet["B8"] = '=CONCATENATE("示例","船厂")'
    desk.refused_at(clerk, "E889", "基本情况!B8")


@pytest.mark.parametrize("value", [True, False])
def test_row_44_a_boolean_is_no_value_and_no_answer(desk: Desk, value: bool) -> None:
    clerk = desk.clerk()
    clerk.cell("results", "实测值1", id="M1").value = value
    clerk.cell("checks", "outcome", id="G2").value = value
    seen = unknown(desk, clerk, "M1", "F504", f"检测结果!{clerk.cell('results', '实测值1', id='M1').coordinate}", "F883")
    assert seen.state("G2") == "unchecked"


def test_row_45_merged_cells_leave_every_check_in_them_unknown(desk: Desk) -> None:
    clerk = desk.clerk()
    first, last = clerk.cell("checks", "outcome", id="G1"), clerk.cell("checks", "outcome", id="G2")
    first.parent.merge_cells(f"{first.coordinate}:{last.coordinate}")
    seen = desk.judged(clerk)
    for check, cell in (("G1", first), ("G2", last)):
        assert seen.state(check) == "unchecked"
        said(seen, desk.folder / "visit.xlsx", "F884", f"核查表!{cell.coordinate}")
    assert seen.state("K1") == "pass"


def test_row_45_hidden_rows_columns_and_sheets_are_read_with_a_warning(desk: Desk) -> None:
    clerk = desk.clerk()
    page = clerk.book["核查表"]
    page.row_dimensions[clerk.cell("checks", "outcome", id="G2").row].hidden = True
    clerk.book["样品"].sheet_state = "hidden"
    seen = desk.judged(clerk)
    assert seen.result["verdict"]["grade"] == "A"
    said(seen, desk.folder / "visit.xlsx", "W821", "核查表!A1")
    said(seen, desk.folder / "visit.xlsx", "W821", "样品!A1")


def test_row_45_extra_sheets_are_left_alone_with_a_warning(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.book.create_sheet("我的笔记")["A1"] = "下次带卡尺"
    seen = desk.judged(clerk)
    said(seen, desk.folder / "visit.xlsx", "W830", "我的笔记!A1")


def test_row_45_columns_and_rows_may_stand_in_any_order(desk: Desk) -> None:
    clerk = desk.clerk()
    page = clerk.book["核查表"]
    kept = [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=4, max_row=page.max_row, max_col=8)]
    head, *rows = kept
    for at, row in enumerate([head, *reversed(rows)], 4):
        for column, (value, kind) in enumerate([row[4], row[7], row[0], row[3], row[2], row[5], row[6], row[1]], 1):
            page.cell(at, column).value = value
            page.cell(at, column).data_type = kind
    seen = desk.judged(clerk)
    assert (seen.result["verdict"]["grade"], seen.result["warnings"], seen.err) == ("A", [], "")


@pytest.mark.parametrize("column", ["编号", "结论", "说明"])
def test_row_45_a_column_whose_name_was_edited_is_refused(desk: Desk, column: str) -> None:
    clerk = desk.clerk()
    table = clerk.table("checks", "id", "outcome")
    table.sheet.cell(table.head, table.columns[column]).value = "我改的"
    assert column in desk.refused_at(clerk, "E832", "核查表!A4")


def test_row_45_a_missing_sheet_is_refused(desk: Desk) -> None:
    clerk = desk.clerk()
    del clerk.book["检测结果"]
    assert "检测结果" in desk.refused_at(clerk, "E830")


def test_row_46_a_row_that_was_deleted_leaves_its_check_unchecked_and_is_named(desk: Desk) -> None:
    clerk = desk.clerk()
    cell = clerk.cell("checks", "outcome", id="G2")
    cell.parent.delete_rows(cell.row)
    seen = desk.judged(clerk)
    assert seen.state("G2") == "unchecked"
    said(seen, desk.folder / "visit.xlsx", "F880", "核查表!A1")
    assert "3 / 4" in seen.err
    assert "：G2" in seen.err


def test_row_46_an_id_that_was_edited_is_named_with_the_one_it_was(desk: Desk) -> None:
    clerk = desk.clerk()
    cell = clerk.cell("checks", "id", id="G2")
    cell.value = "G22"
    seen = desk.judged(clerk)
    assert seen.state("G2") == "unchecked"
    said(seen, desk.folder / "visit.xlsx", "F881", f"核查表!{cell.coordinate}")
    assert "是否想写 'G2'" in seen.err


def test_row_46_a_row_that_was_added_is_named_and_not_used(desk: Desk) -> None:
    clerk = desk.clerk()
    page = clerk.book["核查表"]
    row = page.max_row + 1
    page.cell(row, 1).value, page.cell(row, 5).value = "X9", "不符合"
    seen = desk.judged(clerk)
    assert seen.result["verdict"]["grade"] == "A"
    said(seen, desk.folder / "visit.xlsx", "F881", f"核查表!A{row}")


def test_row_46_an_id_that_stands_twice_leaves_its_check_unchecked(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.cell("checks", "id", id="G2").value = "G1"
    seen = desk.judged(clerk)
    assert (seen.state("G1"), seen.state("G2"), seen.state("K1")) == ("unchecked", "unchecked", "pass")
    assert "F882" in seen.err
    assert "F880" in seen.err


def test_not_applicable_where_the_product_makes_it_so_needs_no_reason(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.book["产品属性"]["B5"] = "否"  # no deck
    clerk.answer("K1", "not_applicable")
    seen = desk.judged(clerk)
    assert (seen.state("K1"), "F423" in seen.err) == ("not_applicable", False)
    clerk.answer("G2", "not_applicable", note="不涉及")
    assert "F423" in desk.judged(clerk).err


def test_row_46_how_much_is_answered_is_counted(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.cell("checks", "outcome", id="G2").value = None
    seen = desk.command("checklist", "read", desk.hand_in(clerk))
    assert seen.code == 0
    assert "核查项 3 / 4 已作答；未核查：G2" in seen.err
    clerk.answer("G1", "minor")
    told = desk.command("checklist", "read", desk.hand_in(clerk)).err
    assert "核查项 2 / 4 已作答；未核查：G2；判有问题，却没有说明或证据 (F426)：G1" in told


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "＝1+1", "@SUM(1)", "+1", "-1+2", "\t=1", "<script>", "{{7*7}}", "#let x"])
def test_row_53_a_name_that_looks_like_a_formula_stays_text(desk: Desk, name: str) -> None:
    clerk = desk.clerk()
    clerk.visit("enterprise", name)
    file = desk.hand_in(clerk)
    assert desk.assess(file).result["enterprise"]["name"] == name.strip()
    seen = desk.command("checklist", "read", file)
    assert tijian.read_dossier("x", text=seen.out).enterprise.name == name.strip()


def test_row_55_signs_that_turn_the_text_round_are_refused_and_unseen_ones_removed(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.visit("enterprise", "示例\u202e船厂")
    desk.refused_at(clerk, "E104", "基本情况!B8")
    clerk.visit("enterprise", "示例\u200b船厂")
    clerk.cell("checks", "outcome", id="G2").value = "符合\u200b"
    seen = desk.judged(clerk)
    assert (seen.result["enterprise"]["name"], seen.state("G2")) == ("示例船厂", "pass")
    said(seen, desk.folder / "visit.xlsx", "N880", "基本情况!B8")
    clerk.visit("enterprise", "示例船厂🚤")
    assert desk.judged(clerk).result["enterprise"]["name"] == "示例船厂🚤"


def test_row_57_a_credit_code_that_excel_made_a_number_has_lost_its_digits(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.visit("uscc", 913101150000000000)
    seen = desk.judged(clerk)
    assert seen.codes() == ["F445"]
    assert seen.result["verdict"]["grade"] == "A"


def test_rows_60_and_61_what_a_person_left_out_of_a_checklist_is_a_finding(desk: Desk) -> None:
    clerk = desk.clerk()
    team = clerk.table("visit", "assessor", "name")
    team.write(team.head + 2, "姓名", None)
    clerk.answer("G1", "minor")
    clerk.answer("V1", "minor", note="执照过期")
    clerk.cell("samples", "sample id", sample="1").value = None
    seen = desk.judged(clerk)
    assert {"F440", "F441"} <= set(seen.codes())
    team.write(team.head + 1, "姓名", "甲、乙")
    assert "W886 “甲、乙”按一个人读取，像是几个人" in desk.judged(clerk).err
    assert (seen.codes("G1"), seen.codes("V1")) == (["F426"], ["F425"])
    said(seen, desk.folder / "visit.xlsx", "F426", f"核查表!{clerk.cell('checks', 'note', id='G1').coordinate}")
    said(seen, desk.folder / "visit.xlsx", "F425", f"核查表!{clerk.cell('checks', 'outcome', id='V1').coordinate}")
    assert (seen.state("G1"), seen.state("V1"), seen.state("M1")) == ("unchecked", "unchecked", "inconclusive")


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        ("基本情况", "B5", None, "E887"),
        ("基本情况", "B13", "大概抽了", "E888"),
        ("核查表", "E6", "还行", "E888"),
        ("产品属性", "B5", "yellow", "E417"),
    ],
)
def test_what_a_drop_down_would_not_take_is_refused_with_its_cell(desk: Desk, sheet: str, cell: str, value: Any, code: str) -> None:
    clerk = desk.clerk()
    clerk.book[sheet][cell] = value
    desk.refused_at(clerk, code, f"{sheet}!{cell}")
