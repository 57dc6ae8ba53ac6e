"""A checklist on a screen and on paper: every text fits its cell by the measures of a real font, and nothing is lost when an office prints it."""

import io
import re
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from tests.reports import boxes, office

import tijian
from tijian.exchange.checklist.write import checklist_workbook
from tijian.insight.wording import short_phrases
from tijian.model.text import Language
from tijian.reports import fonts

LANGUAGES: tuple[Language, ...] = ("zh", "en")
CATEGORIES = (
    "fire_door", "food_contact", "food_contact_plastic", "food_machinery", "ic_card_reader", "mask", "respirator", "safety_helmet",
    "school_uniform", "shopping_bag", "stationery",
)  # fmt: skip
_LINE = 1.32  # the height of a line of 微软雅黑, against its size
_BOLD = 1.05
_PRINTED = ("mask", "food_contact", "fire_door")
_NO_START = "，。、；：！？）》”’…%"  # a line begins with none of these


@cache
def _book(category: str, language: Language) -> Any:
    return load_workbook(io.BytesIO(_blank(category, language)))


@cache
def _blank(category: str, language: Language) -> bytes:
    program = tijian.catalogue().entry(category, "2021-08-12").program
    return checklist_workbook(program, short_phrases(program.ruleset), language)


@cache
def _advances() -> tuple[int, dict[int, int]]:
    """How wide each character of the font is, and the unit."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(fonts.find().sans.path, lazy=True) as font:
        widths, glyphs = font["hmtx"].metrics, font.getBestCmap()
        return font["head"].unitsPerEm, {code: widths[name][0] for code, name in glyphs.items()}


def _wide(words: str, size: float) -> float:
    unit, widths = _advances()
    return sum(widths.get(ord(one), unit) for one in words) * size / unit


def _lines(words: str, size: float, room: float) -> int:
    """How many lines an office needs: it breaks after blanks and beside Chinese characters."""
    count = 0
    for line in words.split("\n"):
        count += 1
        filled = 0.0
        for piece in re.findall(rf"[\u2e80-\uffef][{_NO_START}]*|[^\s\u2e80-\uffef]+\s*|\s+", line):
            wide = _wide(piece.rstrip(), size)
            if filled and filled + wide > room:
                count, filled = count + 1, 0.0
            filled += _wide(piece, size)
            while filled > room + _wide(" ", size) and wide > room:  # a word that is longer than the line
                count, filled, wide = count + 1, filled - room, wide - room
    return count


def _column_points(sheet: Worksheet, column: int) -> float:
    return (float(sheet.column_dimensions[get_column_letter(column)].width) * 7 + 5) * 0.75


def _too_big(sheet: Worksheet) -> list[str]:
    """Cells whose text does not fit."""
    merged = {str(one).split(":")[0]: one for one in sheet.merged_cells.ranges}
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or cell.value.startswith("="):
                continue
            span = merged.get(cell.coordinate)
            columns = range(span.min_col, span.max_col + 1) if span is not None else [cell.column]
            bold = _BOLD if cell.font.b else 1.0
            size = float(cell.font.sz) * bold
            room = sum(_column_points(sheet, one) for one in columns) - 3 - 6.75 * (cell.alignment.indent or 0)
            if not cell.alignment.wrap_text:  # it may stand over blank cells on its right
                for beyond in range(columns[-1] + 1, sheet.max_column + 1):
                    if sheet.cell(cell.row, beyond).value is not None:
                        break
                    room += _column_points(sheet, beyond)
                if _wide(cell.value, size) > room:
                    found.append(f"{sheet.title}!{cell.coordinate} is wider than its place: {cell.value}")
                continue
            height = float(sheet.row_dimensions[cell.row].height or 15)
            needed = _lines(cell.value, size, room) * float(cell.font.sz) * _LINE
            if needed > height:
                found.append(f"{sheet.title}!{cell.coordinate} needs {needed:.0f} of {height:.0f} points: {cell.value}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_text_fits_its_cell(category: str, language: Language) -> None:
    sheets = [sheet for sheet in _book(category, language) if sheet.sheet_state == "visible"]
    assert [words for sheet in sheets for words in _too_big(sheet)] == []


def test_the_measure_notices_what_does_not_fit() -> None:
    """Otherwise the test above could pass on anything."""
    sheet = load_workbook(io.BytesIO(_blank("mask", "zh")))["核查表"]
    assert _too_big(sheet) == []
    sheet["C6"].value = "营业执照有效，经营范围覆盖所产产品。" * 5
    sheet["A1"].value = "核查表" * 60
    assert [words.split()[0] for words in _too_big(sheet)] == ["核查表!A1", "核查表!C6"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_tables_repeat_their_heads_and_every_sheet_is_one_page_wide(language: Language) -> None:
    for sheet in _book("food_contact", language):
        if sheet.sheet_state != "visible":
            continue
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.paperSize == 9  # A4
        assert "&P" in sheet.oddFooter.right.text
        if sheet.max_row > 40:
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes is not None


def _solid(words: str) -> str:
    """Without blanks, and without the hyphens at which a line may have ended."""
    return re.sub(r"[\s-]", "", words)


@pytest.mark.slow
@pytest.mark.skipif(office.OFFICE is None, reason=office.WHY_NOT)
def test_nothing_is_lost_when_an_office_prints_it() -> None:
    kept = {f"{category}.{language}.xlsx": (category, language) for category in _PRINTED for language in LANGUAGES}
    printed = office.laid_out({name: _blank(*of) for name, of in kept.items()})
    found: dict[str, list[str]] = {}
    for name, of in kept.items():
        data = printed[name]
        said = _solid("".join(one.letter for paper in boxes.papers(data) for one in paper.inks))
        cells = {cell.value for sheet in _book(*of) if sheet.sheet_state == "visible" for row in sheet.iter_rows() for cell in row}
        words = sorted(one for one in cells if isinstance(one, str) and not one.startswith("="))
        found[name] = [f"lost: {one}" for one in words if _solid(one) not in said]
        found[name] += (
            [*boxes.outside(data, 20.0), *boxes.overlapping(data)] + ["###"] * ("###" in said) + ["empty boxes"] * boxes.empty_boxes(data)
        )
        pages = [paper for paper in boxes.papers(data) if paper.width > paper.height]
        assert len(pages) > 3, name
    assert found == {name: [] for name in kept}
