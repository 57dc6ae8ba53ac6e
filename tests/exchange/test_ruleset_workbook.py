"""The workbook of a ruleset: it holds everything, gives it back unchanged, whatever program saved it, and has the same bytes each time."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from tests.exchange.bench import FILES, SMALL, SMALL_CASES, back, cases_beside, cases_in, cell, place, put, read, read_text, small, spoilt
from tests.exchange.grown_models import SEEDS, cases, ruleset

from tijian.authoring.as_written import as_written
from tijian.authoring.digest import digest
from tijian.authoring.refusal import DocumentError
from tijian.exchange.painting import stands_as_number
from tijian.exchange.ruleset_workbook_write import ruleset_contents, ruleset_workbook
from tijian.model.ruleset import RulesetFile
from tijian.model.text import Text

LATEST = list({path.parent.name: path for path in FILES if path.parent.name != "common"}.values())


@settings(max_examples=25)
@given(SEEDS)
def test_any_ruleset_and_its_cases_come_back_from_their_workbook_unchanged(seed: int) -> None:
    meant, group = ruleset(seed), cases(seed)
    found = back(ruleset_workbook(meant, {"all": group} if group else {}))
    assert found.model == meant
    assert digest(found.model) == digest(meant)
    assert found.cases == ({"all": group} if group else {})
    assert as_written(found.cases) == as_written({"all": group} if group else {})


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_built_in_ruleset_comes_back_from_its_workbook_unchanged(path: Path) -> None:
    meant = read(path)
    found = back(ruleset_workbook(meant))
    assert (found.model, digest(found.model), found.cases, found.notes) == (meant, digest(meant), None, ())


@pytest.mark.slow
@pytest.mark.parametrize("path", LATEST, ids=lambda path: path.parent.name)
def test_the_cases_of_each_category_come_back_unchanged(path: Path) -> None:
    meant = cases_beside(path)
    found = back(ruleset_workbook(read(path), meant)).cases
    assert found == meant
    assert as_written(found) == as_written(meant)


def test_the_same_ruleset_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    model, group = read_text(SMALL), {"all": cases_in(SMALL_CASES)}
    assert ruleset_workbook(model, group) == small()
    archive = zipfile.ZipFile(io.BytesIO(small()))
    assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml"))) == {b"2021-01-01T00:00:00Z"}


def test_what_another_program_saved_comes_back_unchanged() -> None:
    again = back(spoilt())
    assert again.model == back(small()).model
    assert as_written(again.cases) == as_written(back(small()).cases)


@pytest.mark.slow
def test_what_libreoffice_saved_comes_back_unchanged(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (libreoffice-calc-nogui) is not installed")
    path = next(file for file in FILES if file.parent.name == "mask")
    raw = ruleset_workbook(read(path), {"all": cases_beside(path)["clues"]})
    (tmp_path / "mask.xlsx").write_bytes(raw)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "mask.xlsx")], check=True, capture_output=True, timeout=120)
    before, after = back(raw), back((tmp_path / "saved" / "mask.xlsx").read_bytes())
    assert (after.model, digest(after.model)) == (before.model, digest(before.model))
    assert as_written(after.cases) == as_written(before.cases)
    assert after.notes == ()


def test_rows_and_columns_may_stand_in_any_order_and_columns_of_ones_own_are_left_alone() -> None:
    def shuffle(book: object) -> None:
        sheet = book["site_checks"]  # type: ignore[index]
        rows = [[one.value for one in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, len(rows))
        for row in [rows[0], [], *reversed(rows[1:])]:
            sheet.append([*reversed(row), "#mine" if row is rows[0] else "a note"] if row else [])
        limits = book["limits"]  # type: ignore[index]
        upside_down = [[one.value for one in row] for row in limits.iter_rows(min_row=2)][::-1]
        limits.delete_rows(2, len(upside_down))
        for row in upside_down:
            limits.append(row)

    found = back(spoilt(shuffle))
    assert found.model == read_text(SMALL)
    assert list(found.model.site_checks) == ["K-G", "K-V"]
    assert found.notes == ()


def test_a_formula_like_text_is_text_in_the_file_and_comes_back() -> None:
    model = read_text(SMALL.replace("有盖子", '"=1+cmd|calc"').replace("有执照", '"@SUM(A1)"'))
    raw = ruleset_workbook(model)
    assert b"<f>" not in b"".join(zipfile.ZipFile(io.BytesIO(raw)).read(f"xl/worksheets/sheet{n}.xml") for n in range(1, 18))
    assert back(raw).model == model


def test_every_field_of_a_ruleset_has_its_place() -> None:
    """A field that is added to the model must be added to the sheets: nothing may be lost on the way."""
    held = {
        name
        for sheet in ruleset_contents(read_text(SMALL))
        for name in [sheet.name, *(str(row.get("field", "")).split(".")[0].split("::")[0] for row in sheet.rows)]
    }
    fields = {field.alias or name for name, field in RulesetFile.model_fields.items()}
    assert fields - held == {"derived"}  # on the sheet of attributes


def test_an_expert_finds_drop_downs_frozen_heads_text_cells_and_rows_that_grow() -> None:
    book = load_workbook(io.BytesIO(small()))
    assert book.sheetnames[0] == "说明 read me"
    checks = book["site_checks"]
    offered = {str(rule.sqref).split(":")[0][:1]: rule.formula1 for rule in checks.data_validations.dataValidation}
    assert offered[cell(book, "site_checks", "class", 2).column_letter] == '"veto,key,general"'
    assert checks.freeze_panes == "B2"
    assert cell(book, "site_checks", "ask::zh", 2).number_format == "@"
    assert cell(book, "site_checks", "ask::zh", 2).alignment.wrap_text
    assert checks.column_dimensions[cell(book, "site_checks", "ask::zh", 2).column_letter].number_format == "@"
    rows = re.findall(rb"<row [^>]*>", zipfile.ZipFile(io.BytesIO(small())).read("xl/worksheets/sheet7.xml"))
    assert all(b" ht=" in row and b"customHeight" not in row for row in rows)
    assert cell(book, "limits", "#confidence", 2).value == "recalled"


def test_each_limit_row_shows_the_source_in_effect_its_own_or_that_of_its_test() -> None:
    book = load_workbook(io.BytesIO(small()))
    shown = {
        (book["limits"].cell(row, 1).value, book["limits"].cell(row, 2).value): (
            cell(book, "limits", "#source", row).value,
            cell(book, "limits", "#confidence", row).value,
        )
        for row in range(2, 6)
    }
    assert shown[("K-T1", None)] == ("GB 1 5.2", "recalled")
    assert shown[("K-T2", "Cd")] == ("GB 2", "weak")
    assert shown[("K-T2", "Pb")] == ("proposal", None)


def test_the_first_sheet_explains_every_column_in_both_languages() -> None:
    book = load_workbook(io.BytesIO(small()))
    rows = [[str(one.value or "") for one in row] for row in book["说明 read me"].iter_rows()]
    explained = {row[1].removesuffix(" *"): (row[2], row[3]) for row in rows if row[2]}
    for sheet in book.sheetnames[1:]:
        for head in book[sheet][1]:
            name = str(head.value).split("\n")[0]
            if not name.startswith("#") and name not in ("field", "value"):
                zh, en = explained[name]
                assert re.search(r"[\u4e00-\u9fff]", zh), name
                assert re.search(r"[A-Za-z]", en), name
                assert not re.search(r"[\u4e00-\u9fff]", en), name


@pytest.mark.parametrize(
    ("number", "alone"),
    [
        ("3", True),
        ("0.5", True),
        ("0.1", True),
        ("14.25", True),
        ("-2", True),
        ("3.0", False),
        ("0.50", False),
        ("0.12345678901234567890", False),
        ("1234567890123456", False),
    ],
)
def test_a_number_stands_as_a_number_only_where_a_cell_keeps_every_digit(number: str, alone: bool) -> None:
    assert stands_as_number(Decimal(number)) is alone


def test_what_people_type_in_a_spreadsheet_is_understood() -> None:
    """A number that is a number, a date in a column of dates, TRUE in a column of yes and no, ids on one line."""
    found = back(
        spoilt(
            put("site_checks", "weight", 2, 2.5),
            put("site_checks", "weight", 3, "0.30"),
            put("site_checks", "may_skip", 2, True),
            put("site_checks", "may_skip", 3, "是"),
            put("diagnoses", "explains", 2, "K-T1，K-V、K-G"),
            put("meta", "value", 8, "2030-01-31"),
            put("cases", "results", 3, "K-T1: 60.50"),
            put("verdicts", "order", 2, 0.5),
        )
    ).model
    assert (found.site_checks["K-V"].weight, str(found.site_checks["K-G"].weight)) == (Decimal("2.5"), "0.30")
    assert (found.site_checks["K-V"].may_skip, found.site_checks["K-G"].may_skip) == (True, True)
    assert found.diagnoses["K-D"].explains == ("K-T1", "K-V", "K-G")
    assert found.in_force is not None
    assert found.in_force.until == "2030-01-31"


def test_an_unknown_text_no_cell_can_hold_is_refused_with_its_place() -> None:
    model = read_text(SMALL)
    long = model.model_copy(update={"define": {"big": "x" * 40_000}, "title": Text(zh="a\rb")})
    with pytest.raises(DocumentError) as caught:
        ruleset_workbook(long)
    assert [(problem.code, "define" in problem.text.zh or "meta" in problem.text.zh) for problem in caught.value.problems] == [
        ("E849", True)
    ] * 2


def test_two_thousand_checks_go_there_and_back() -> None:
    model = read_text(SMALL)
    check = model.site_checks["K-V"]
    many = model.model_copy(update={"site_checks": {f"C{n // 50}.{n % 50}": check for n in range(2000)}})
    found = back(ruleset_workbook(many)).model
    assert found.site_checks == many.site_checks


def test_the_place_of_a_cell_in_these_tests_is_that_of_the_workbook() -> None:
    assert place("site_checks", "class", 2) == "site_checks!C2"
