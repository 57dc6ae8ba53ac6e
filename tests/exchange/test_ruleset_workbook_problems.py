"""What is wrong in the workbook of a ruleset is said at its cell, all of it at once, each thing once, with what to do."""

import io
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from tests.exchange.bench import back, cell, place, put, refused, small, spoilt, told

from tijian.authoring.diagnostics import render
from tijian.model.problem import Problem


def one(raw: bytes) -> Problem:
    """The only problem of a workbook."""
    [problem] = refused(raw)
    return problem


def typed(sheet: str, column: str, row: int, value: Any, kind: str) -> Callable[[Workbook], None]:
    """A value of a kind that openpyxl would not give it by itself."""

    def change(book: Workbook) -> None:
        held = cell(book, sheet, column, row)
        held.value = value
        held.data_type = kind

    return change


def day(*numbers: int) -> datetime:
    """A date as a cell holds it."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001  # cells know no time zones


CELLS: dict[str, tuple[str, str, int, Any, str, str]] = {
    "a formula": ("site_checks", "applies", 2, "=A1", "E835", "公式"),
    "a formula where a number is wanted": ("site_checks", "weight", 2, "=1+1", "E835", "公式"),
    "an id that is a formula": ("site_checks", "id", 2, "=A3", "E835", "公式"),
    "a version that became a number": ("meta", "value", 4, 2021, "E838", "2021"),
    "a clause that became a number": ("sample_tests", "method", 2, 1.0, "E838", "数 1"),
    "a date that became a number": ("sample_tests", "method", 2, 44256, "E838", "2021-03-01"),
    "a clause that became a date": ("sample_tests", "method", 2, day(2021, 3, 1), "E839", "2021-03-01"),
    "a time where a date is wanted": ("cases", "assessed_on", 2, day(2021, 3, 1, 8, 30), "E839", "08:30"),
    "a boolean where text is wanted": ("sample_tests", "unit", 2, True, "E837", "TRUE"),
    "a boolean where a number is wanted": ("site_checks", "weight", 2, False, "E837", "FALSE"),
    "a class that is none": ("site_checks", "class", 2, "vito", "E117", "vito"),
    "text where a number is wanted": ("site_checks", "weight", 2, "2 分", "E116", "2 分"),
    "full-width digits": ("site_checks", "weight", 2, "２", "E116", "２"),
    "no weight at all": ("site_checks", "weight", 2, 0, "E121", "weight"),
    "neither yes nor no": ("site_checks", "may_skip", 2, "也许", "E115", "也许"),
    "no Chinese text": ("site_checks", "ask::zh", 2, None, "E124", "缺少中文"),
    "no Chinese for a translation": ("site_checks", "evidence::zh", 2, None, "E124", "缺少中文"),
    "a text too long": ("site_checks", "ask::zh", 2, "长" * 5000, "E119", "5000"),
    "no basis": ("site_checks", "source.basis", 2, None, "E111", "source"),
    "no clause": ("sample_tests", "source.clause", 2, None, "E123", "clause"),
    "an id that is none": ("site_checks", "id", 3, "K 盖", "E120", "K 盖"),
    "an id twice": ("site_checks", "id", 3, "K-V", "E841", "K-V"),
    "a row without an id": ("site_checks", "id", 3, None, "E840", "没有 id"),
    "a limit of no test": ("limits", "test", 2, "K-T9", "E842", "K-T9"),
    "a choice of no attribute": ("choice_names", "attribute", 2, "nobody", "E842", "nobody"),
    "a part of no test": ("part_names", "test", 2, "K-X", "E842", "K-X"),
    "a limit without an order": ("limits", "order", 2, None, "E843", "order"),
    "a limit in no order": ("limits", "order", 2, "first", "E843", "order"),
    "two limits in one place": ("limits", "order", 3, 1, "E841", "K-T1"),
    "a verdict without an order": ("verdicts", "order", 2, None, "E840", "order"),
    "an attribute of no kind": ("product", "kind", 2, "given", "E846", "product"),
    "a setting that is none": ("scoring", "field", 2, "modle", "E844", "modle"),
    "a file that leads elsewhere": ("cases", "file", 2, "../x", "E845", "../x"),
    "a file that Windows reserves": ("cases", "file", 2, "con", "E845", "con"),
    "no file": ("cases", "file", 2, None, "E845", "文件名"),
    "YAML that is none": ("cases", "answers", 2, "{a: [1", "E105", "YAML"),
    "an answer that is none": ("cases", "answers", 2, "all: conform\nK-V: bad", "E117", "bad"),
    "a day that is none": ("cases", "assessed_on", 2, "2021-13-01", "E122", "2021-13-01"),
    "a character that cannot be seen": ("site_checks", "ask::zh", 2, "有\u202e执照", "E104", "U+202E"),
    "a range with one end": ("sample_tests", "range.high", 2, None, "E116", "range"),
}


@pytest.mark.parametrize("name", CELLS)
def test_what_is_wrong_in_a_cell_is_said_there_and_once(name: str) -> None:
    sheet, column, row, value, code, word = CELLS[name]
    problem = one(spoilt(put(sheet, column, row, value)))
    assert problem.code == code
    assert word in problem.text.zh
    assert problem.at is not None
    where = {"E111": "id", "two limits in one place": "test", "E123": "source.basis", "no Chinese for a translation": "evidence::en"}
    assert problem.at.cell == place(sheet, where.get(name, where.get(code, column)), row)
    assert render(problem).startswith(f"F.xlsx!{problem.at.cell}: {code} ")


def test_an_error_value_is_no_content() -> None:
    problem = one(spoilt(typed("sample_tests", "unit", 2, "#DIV/0!", "e")))
    assert (problem.code, problem.at and problem.at.cell) == ("E836", place("sample_tests", "unit", 2))


def test_a_number_that_is_none_is_an_error_value() -> None:
    raw = spoilt(put("site_checks", "weight", 2, 1.5))
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>1.5</v>", b"<v>1E999</v>"))
    assert one(made.getvalue()).code == "E836"


def test_everything_is_told_at_once_sheet_by_sheet() -> None:
    problems = refused(
        spoilt(
            *(
                put(*CELLS[name][:4])
                for name in ("a formula", "a class that is none", "a limit of no test", "no basis", "YAML that is none")
            )
        )
    )
    assert told(problems) == [
        ("E105", place("cases", "answers", 2)),
        ("E842", place("limits", "test", 2)),
        ("E111", place("site_checks", "id", 2)),
        ("E117", place("site_checks", "class", 2)),
        ("E835", place("site_checks", "applies", 2)),
    ]


def test_a_misspelt_word_gets_the_nearest_one() -> None:
    for change, near in (
        (put("site_checks", "class", 2, "vito"), "veto"),
        (put("limits", "test", 2, "K-T9"), "K-T"),
        (put("scoring", "field", 2, "modle"), "model"),
        (put("site_checks", "risk::zh", 1, "risk::zhh"), "risk::zh"),
    ):
        hint = one(spoilt(change)).hint
        assert hint is not None
        assert near in hint.zh


def test_a_place_inside_a_text_is_underlined_there() -> None:
    problem = one(spoilt(put("cases", "answers", 2, "all: conform\nK-V: bad")))
    assert problem.at is not None
    assert problem.excerpt is not None
    assert problem.excerpt[problem.at.column - 1 :][: problem.at.length] == "bad"


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────
def test_an_unknown_column_is_refused_and_its_rows_are_not_complained_of() -> None:
    problem = one(spoilt(put("site_checks", "ask::zh", 1, "ask::zhh")))
    assert (problem.code, problem.at and problem.at.cell) == ("E831", place("site_checks", "ask::zh", 1))


def test_a_needed_column_that_is_not_there_is_told_once() -> None:
    def without(book: Workbook) -> None:
        book["site_checks"].delete_cols(cell(book, "site_checks", "class", 1).column or 0)

    problem = one(spoilt(without))
    assert problem.code == "E832"
    assert "class" in problem.text.zh


def test_an_optional_column_that_is_not_there_is_a_warning() -> None:
    def without(book: Workbook) -> None:
        book["site_checks"].delete_cols(cell(book, "site_checks", "risk::en", 1).column or 0)

    found = back(spoilt(without))
    assert [problem.code for problem in found.notes] == ["W832"]
    assert found.model == back(small()).model


def test_a_column_twice_is_refused_with_both_places() -> None:
    problem, lacking = refused(spoilt(put("site_checks", "risk::en", 1, "class\nagain")))[::-1]
    assert (problem.code, lacking.code) == ("E833", "W832")
    assert [at.cell for at in problem.also] == [place("site_checks", "class", 1)]


def test_content_under_no_name_is_told_once_a_column_wherever_it_is() -> None:
    def stray(book: Workbook) -> None:
        for name in ("XFD1048576", "XFD5", "ZZ3"):
            book["limits"][name] = "x"

    found = back(spoilt(stray))
    assert [(problem.code, problem.at and problem.at.cell) for problem in found.notes] == [("W831", "limits!ZZ3"), ("W831", "limits!XFD5")]
    assert found.model == back(small()).model


# ── rows and sheets ──────────────────────────────────────────────────────────────────────────────────
def test_merged_cells_are_refused_and_their_rows_are_not_complained_of_besides() -> None:
    problem = one(spoilt(lambda book: book["site_checks"].merge_cells("C2:C3")))
    assert (problem.code, problem.at and problem.at.cell) == ("E834", "site_checks!C2")


@pytest.mark.parametrize("sheet", ["meta", "product", "site_checks", "sample_tests", "limits", "verdicts", "override", "scoring"])
def test_a_sheet_that_is_missing_is_told_and_nothing_that_follows_from_it(sheet: str) -> None:
    problems = refused(spoilt(lambda book: book.remove(book[sheet])))
    assert "E830" in {problem.code for problem in problems}
    assert {problem.code for problem in problems} <= {"E830", "E111"}
    assert any(sheet in problem.text.zh for problem in problems)


def test_a_sheet_that_was_renamed_is_guessed() -> None:
    def rename(book: Workbook) -> None:
        book["limits"].title = "limit"

    problems = refused(spoilt(rename))
    assert [problem.code for problem in problems] == ["E830", "W830"]
    assert problems[1].hint is not None
    assert "'limits'" in problems[1].hint.zh


def test_without_the_sheet_of_cases_there_are_none_and_an_empty_one_has_none() -> None:
    assert back(spoilt(lambda book: book.remove(book["cases"]))).cases is None
    assert back(spoilt(lambda book: book["cases"].delete_rows(2, 9))).cases == {}


def test_sheets_of_ones_own_and_hidden_content_are_a_warning() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("笔记")["A1"] = "=1+1"
        book.create_sheet("Chart1")
        book["limits"].row_dimensions[3].hidden = True
        book["product"].sheet_state = "hidden"
        book["site_checks"].column_dimensions["C"].hidden = True

    found = back(spoilt(change))
    assert sorted((problem.code, problem.at.sheet if problem.at else "") for problem in found.notes) == [
        ("W821", "limits"),
        ("W821", "product"),
        ("W821", "site_checks"),
        ("W830", "笔记"),
    ]
    assert found.model == back(small()).model


def test_two_cases_of_one_name_are_a_warning() -> None:
    found = back(spoilt(put("cases", "name", 3, "without a licence")))
    assert [(problem.code, problem.at and problem.at.cell) for problem in found.notes] == [("W840", place("cases", "name", 3))]


def test_a_part_is_summed_or_has_its_own_limits_but_not_both() -> None:
    problem, other = refused(spoilt(put("sample_tests", "parts", 3, "Pb\nCd")))
    assert (problem.code, other.code) == ("E847", "E847")
    assert {problem.at and problem.at.sheet, *(at.sheet for at in problem.also)} == {"limits", "sample_tests"}


def test_a_value_of_an_override_without_its_field_is_refused() -> None:
    def change(book: Workbook) -> None:
        book["override"].append(["C1.1", None, "3"])

    assert one(spoilt(change)).code == "E840"


def test_overrides_are_yaml_and_say_where_they_are_wrong() -> None:
    def change(value: object) -> Callable[[Workbook], None]:
        return lambda book: book["override"].append(["C1.1", "weight", value])

    assert back(spoilt(change("3.50"))).model.override == {"C1.1": {"weight": Decimal("3.50")}}
    assert back(spoilt(change(3))).model.override["C1.1"]["weight"] == 3
    assert back(spoilt(change("{zh: 有, en: [no, 2]}"))).model.override["C1.1"]["weight"]["zh"] == "有"
    problem = one(spoilt(change("{a: [1")))
    assert (problem.code, problem.at and problem.at.cell) == ("E105", "override!C2")


@pytest.mark.parametrize("ids", [True, False], ids=["ids", "fields"])
def test_each_cell_that_is_read_is_refused_where_it_is_a_formula(ids: bool) -> None:
    """Nothing is taken for what it might have been, and no cell is overlooked."""
    spoiled: set[str] = set()

    def change(book: Workbook) -> None:
        for sheet in ("site_checks", "rule_checks", "sample_tests", "diagnoses", "clues", "clue_codes", "sections"):
            for row in book[sheet].iter_rows(min_row=2):
                for held in row:
                    if held.value is not None and (held.column == 1) is ids:
                        held.value = "=1"
                        spoiled.add(f"{sheet}!{held.coordinate}")

    found = told(refused(spoilt(change)))
    assert {cell for code, cell in found if code == "E835"} == spoiled
    assert len(found) == len(set(found))
