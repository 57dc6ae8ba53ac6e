"""What strangers write stays what they wrote, in every format: no markup, no template, no formula, no turned-round line."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from tests.reports import reporting as at

from tijian.reports.press import FORMS, Form


def _made(name: str, form: Form) -> bytes:
    return at.press().print(at.report(at.hostile(name, at.result("mask_b"))), form).data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", at.HOSTILE)
def test_a_hostile_name_is_literal_text(name: str, form: Form) -> None:
    said = at.READERS[form](_made(name, form))
    assert said.count(at.squeezed(name)) >= 5  # title, particulars, team, institution, notes
    assert "60481729" not in said  # nothing was computed


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_name_is_literal_in_the_district_report_too(form: Form) -> None:
    name = at.HOSTILE[1]
    series = at.series((at.hostile(name, at.result("mask_d")),))
    for _, one in series.reports("regional", "zh"):
        assert at.squeezed(name) in at.READERS[form](at.press().print(one, form).data)


@pytest.mark.parametrize("form", FORMS)
def test_direction_marks_are_shown_and_not_obeyed(form: Form) -> None:
    said = at.READERS[form](_made(at.BIDI, form))
    assert "abc[U+202E]def[U+2066]ghi" in said
    assert "\u202e" not in said
    assert "\u2066" not in said


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\uffff", "\x0b"])
def test_characters_that_no_document_can_hold_do_not_stop_it(character: str, form: Form) -> None:
    assert "甲厂" in at.READERS[form](_made(f"甲厂{character}乙", form))


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    page = _made(at.HOSTILE[1], "html").decode("utf-8")
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page
    assert not re.search(r"<(script|img|link|iframe|object|a|form)\b", page)
    assert not re.search(r"\s(src|href|style|on\w+)=", page.replace("src=x onerror", ""))


def test_the_policy_of_a_page_allows_its_own_two_style_sheets_by_their_hashes() -> None:
    import base64
    import hashlib

    page = _made("甲厂", "html").decode("utf-8")
    sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(sheets) == 2
    for sheet in sheets:
        assert base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() in page


def test_a_word_document_has_no_macro_no_link_and_no_field_but_the_page_numbers() -> None:
    with zipfile.ZipFile(io.BytesIO(_made(at.HOSTILE[4], "docx"))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "embeddings" in name]
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                text = parts.read(name).decode("utf-8")
                ET.fromstring(text)
                assert 'TargetMode="External"' not in text
        fields = re.findall(r'w:instr="(\w+)"', parts.read("word/footer1.xml").decode() + parts.read("word/document.xml").decode())
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_rare_character_is_listed_and_set_as_a_printer_would() -> None:
    rare = "\U0001f9ff"
    printed = at.press().print(at.report(at.hostile(f"上海{rare}厂", at.result("mask_a"))), "pdf")
    assert [one.code for one in printed.warnings] == ["W949"]
    assert "U+1F9FF" in printed.warnings[0].text("zh")
    assert "上海〓厂" in at.words_of_pdf(printed.data)
    for form in ("html", "docx"):
        other = at.press().print(at.report(at.hostile(f"上海{rare}厂", at.result("mask_a"))), form)
        assert other.warnings == ()
        assert f"上海{rare}厂" in at.READERS[form](other.data)
