"""Word reports: what an official opens is a document to go on editing, and every text stands in its place once an office has laid it out."""

import io
import re
import zipfile
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.reports import boxes, office
from tests.reports import reporting as at

from tijian.model.text import Language
from tijian.reports.model import Bars, Card, Heading, Kind, Report, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARGIN = 60.0  # points
_TEXT_WIDTH = 9300  # twentieths of a point, and what rounding adds
_KINDS: list[tuple[Kind, Language]] = [
    (kind, language) for kind in ("enterprise", "overall", "regional", "industry") for language in ("zh", "en")
]
each_kind = pytest.mark.parametrize(("kind", "language"), _KINDS)


@cache
def _document(kind: Kind, language: Language) -> bytes:
    return at.press().print(at.longest(kind, language), "docx").data


@cache
def _part(kind: Kind, language: Language, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(_document(kind, language))) as parts:
        return ET.fromstring(parts.read(f"word/{name}.xml"))


def _value(node: ET.Element | None, name: str = "val") -> str:
    return "" if node is None else node.get(_W + name, "")


def _style_of(paragraph: ET.Element) -> str:
    return _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))


def _text(node: ET.Element) -> str:
    return "".join(one.text or "" for one in node.iter(f"{_W}t"))


@each_kind
def test_headings_are_headings(kind: Kind, language: Language) -> None:
    made = at.longest(kind, language)
    body = _part(kind, language, "document")
    found = [(_style_of(one), _text(one)) for one in body.iter(f"{_W}p") if _style_of(one).startswith("Heading")]
    told = [
        (f"Heading{block.level}", block.text) if isinstance(block, Heading) else ("Heading3", f"{block.id}　{block.title}")
        for block in made.blocks
        if isinstance(block, Heading | Card)
    ]
    assert [(style, at.squeezed(words)) for style, words in found] == [(style, at.squeezed(words)) for style, words in told]
    assert not [
        one for table in body.iter(f"{_W}tbl") for one in table.iter(f"{_W}p") if _style_of(one).startswith("Heading")
    ]  # Word lists none of a table
    levels = {_value(style, "styleId"): _value(style.find(f"{_W}pPr/{_W}outlineLvl")) for style in _part(kind, language, "styles")}
    assert [levels[f"Heading{level}"] for level in (1, 2, 3)] == ["0", "1", "2"]


@each_kind
def test_the_look_is_in_styles(kind: Kind, language: Language) -> None:
    """Whoever wants other fonts or sizes changes a style, not a thousand paragraphs."""
    styles = {_value(one, "styleId") for one in _part(kind, language, "styles") if one.tag == f"{_W}style"}
    for part in ("document", "header1", "footer1"):
        root = _part(kind, language, part)
        used = {_value(one) for name in ("pStyle", "tblStyle", "rStyle") for one in root.iter(_W + name)}
        assert used <= styles
        assert not list(root.iter(f"{_W}rFonts"))
    body = _part(kind, language, "document")
    bare = [one for one in body.iter(f"{_W}p") if not _style_of(one) and _text(one)]
    assert bare == []


@each_kind
def test_every_style_names_its_fonts_and_its_languages(kind: Kind, language: Language) -> None:
    ours = [
        one
        for one in _part(kind, language, "styles")
        if _value(one, "type") == "paragraph"
        and _value(one.find(f"{_W}name")).startswith(("Tijian", "heading", "Title", "Normal", "caption", "header", "footer", "List Bullet"))
    ]
    checked = 0
    for style in ours:
        fonts, speech = style.find(f"{_W}rPr/{_W}rFonts"), style.find(f"{_W}rPr/{_W}lang")
        if fonts is None or not _value(fonts, "eastAsia"):
            continue
        checked += 1
        assert (_value(fonts, "ascii"), _value(fonts, "eastAsia")) in (("Times New Roman", "宋体"), ("Arial", "黑体"))
        assert (_value(speech), _value(speech, "eastAsia")) == ("en-GB", "zh-CN")
    assert checked >= 20
    used = {_style_of(one) for one in _part(kind, language, "document").iter(f"{_W}p")} - {""}
    named = {_value(one, "styleId") for one in ours if one.find(f"{_W}rPr/{_W}rFonts") is not None}
    assert used <= named


@each_kind
def test_tables_repeat_their_heads_keep_their_rows_whole_and_fit_the_page(kind: Kind, language: Language) -> None:
    body = _part(kind, language, "document")
    heads = [one for one in body.iter(f"{_W}tbl") if one.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None]
    assert len(heads) == sum(isinstance(block, Table | Bars) for block in at.longest(kind, language).blocks)
    for table in body.iter(f"{_W}tbl"):
        assert all(row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in table.findall(f"{_W}tr"))
        widths = [int(_value(one, "w")) for one in table.findall(f"{_W}tblGrid/{_W}gridCol")]
        indent = int(_value(table.find(f"{_W}tblPr/{_W}tblInd"), "w") or 0)
        assert indent + sum(widths) <= _TEXT_WIDTH
        for row in table.findall(f"{_W}tr"):
            assert [int(_value(one, "w")) for one in row.findall(f"{_W}tc/{_W}tcPr/{_W}tcW")] == widths


@each_kind
def test_nothing_floats_and_nothing_is_a_picture(kind: Kind, language: Language) -> None:
    """All that is said stands in the text, where it can be edited: no text box, no frame, no drawing."""
    with zipfile.ZipFile(io.BytesIO(_document(kind, language))) as parts:
        names, words = parts.namelist(), parts.read("word/document.xml").decode()
    assert not [name for name in names if "media" in name or "embeddings" in name]
    assert re.findall(r"txbx|textbox|framePr|tblpPr|w:pict|w:drawing|AlternateContent|w:object", words) == []


@each_kind
def test_word_opens_it_as_a_document_of_today(kind: Kind, language: Language) -> None:
    modes = [
        _value(one) for one in _part(kind, language, "settings").iter(f"{_W}compatSetting") if _value(one, "name") == "compatibilityMode"
    ]
    assert modes == ["15"]  # anything less opens in “compatibility mode”


def test_an_official_can_edit_it_and_save_it() -> None:
    import docx

    document = docx.Document(io.BytesIO(_document("enterprise", "zh")))
    document.add_paragraph("市局补充意见", style="Tijian Text")
    document.tables[0].rows[0].cells[0].paragraphs[0].add_run("（改）")
    held = io.BytesIO()
    document.save(held)
    again: Any = docx.Document(io.BytesIO(held.getvalue()))
    assert again.paragraphs[-1].text == "市局补充意见"
    assert "（改）" in again.tables[0].rows[0].cells[0].text
    assert again.core_properties.title


def _spread() -> dict[str, Report]:
    """Every kind in both languages, three categories, and names without a place to break a line."""
    found = {f"{kind}.{language}": at.longest(kind, language) for kind, language in _KINDS}
    found |= {one.category: at.report(one, "en") for one in at.fullest()[::4]}
    found["solid"] = at.report(at.hostile(at.SOLID, at.result("mask_d")))
    found["wordy"] = at.report(at.hostile(at.WORDY, at.result("mask_d")), "en")
    found["long"] = at.report(at.hostile(at.LONG, at.result("mask_d")))
    return found


@pytest.mark.slow
@pytest.mark.skipif(office.OFFICE is None, reason=office.WHY_NOT)
def test_all_text_stands_in_its_place_once_an_office_has_laid_it_out() -> None:
    spread = _spread()
    laid = office.laid_out({f"{name}.docx": at.press().print(one, "docx").data for name, one in spread.items()})
    found: dict[str, list[str]] = {}
    for name, one in spread.items():
        data = laid[f"{name}.docx"]
        found[name] = [*boxes.outside(data, _MARGIN), *boxes.overlapping(data), *boxes.crossing(data)]
        found[name] += ["empty boxes"] * boxes.empty_boxes(data)
        if at.squeezed(one.subject) not in at.words_of_pdf(data):
            found[name].append(f"{one.subject} is not in it")
        assert boxes.tables(data) > 3, name
        assert {"H1", "Table", "TH", "TD"} <= boxes.kinds(data), name
    assert found == {name: [] for name in spread}
