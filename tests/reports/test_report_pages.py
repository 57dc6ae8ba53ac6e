"""The pages of every PDF: all text on the paper and inside its margins, none over other text, no empty box, tagged, for the archive."""

import io
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from tests.reports import reporting as at

from tijian.model.text import Language
from tijian.reports.model import Kind

_SQUEEZED = "，。、；：！？（）《》〈〉【】“”‘’…—·"  # half of each is blank, and the setter takes it away where two meet
MARGIN = 55.0  # points: what no text may cross, left and right
_CASES: list[tuple[Kind, Language]] = [
    (kind, language) for kind in ("enterprise", "overall", "regional", "industry") for language in ("zh", "en")
]


def _printed(kind: Kind, language: Language) -> bytes:
    if kind == "enterprise":
        made = at.report(at.result("mask_d"), language)
    else:
        made = next(one for _, one in at.series().reports(kind, language))
    return at.press().print(made, "pdf").data


@cache
def _pages(data: bytes) -> list[tuple[float, float, list[dict[str, Any]]]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            (float(page.width), float(page.height), [one for one in page.chars if one["text"].strip("\u200b ")]) for page in document.pages
        ]


def _outside(data: bytes) -> list[str]:
    return [
        one["text"]
        for width, height, characters in _pages(data)
        for one in characters
        if one["x0"] < MARGIN or one["x1"] > width - MARGIN or one["top"] < 20 or one["bottom"] > height - 15
    ]


def _overlapping(data: bytes) -> list[str]:
    """Pairs of characters on one line that cover each other by more than a third."""
    found = []
    for _, _, characters in _pages(data):
        lines: dict[int, list[dict[str, Any]]] = {}
        for one in characters:
            for line in {int(one["top"] // 3), int((one["bottom"] - 1) // 3)}:
                lines.setdefault(line, []).append(one)
        for together in lines.values():
            together.sort(key=lambda one: (one["x0"], one["top"]))
            for left, right in pairwise(together):
                wide = min(left["x1"], right["x1"]) - right["x0"]
                high = min(left["bottom"], right["bottom"]) - max(left["top"], right["top"])
                least = min(left["x1"] - left["x0"], right["x1"] - right["x0"])
                small = min(left["height"], right["height"])
                if left["text"] in _SQUEEZED and right["text"] in _SQUEEZED:
                    continue
                if least > 0.5 and wide > least / 3 and high > small / 3:
                    found.append(left["text"] + right["text"])
    return found


def _empty_boxes(data: bytes) -> int:
    """How many glyphs are number 0, the empty box, in fonts whose codes are glyph numbers."""
    found = 0
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page):  # type: ignore[misc]  # there are no pictures in the stream
                if str(operator) not in ("Tj", "TJ", "'", '"'):
                    continue
                held = operands[0] if str(operator) == "TJ" else operands[-1:]
                for piece in held:
                    if isinstance(piece, pikepdf.String):
                        codes = bytes(piece)
                        found += sum(codes[place : place + 2] == b"\0\0" for place in range(0, len(codes), 2))
    return found


@pytest.mark.parametrize(("kind", "language"), _CASES)
def test_every_character_stands_inside_the_margins_and_over_no_other_and_is_drawn(kind: Kind, language: Language) -> None:
    data = _printed(kind, language)
    assert _outside(data) == []
    assert _overlapping(data) == []
    assert _empty_boxes(data) == 0


def test_words_without_a_place_to_break_stay_inside_the_margins() -> None:
    data = at.press().print(at.report(at.hostile(at.LONG, at.result("mask_d"))), "pdf").data
    assert _outside(data) == []
    assert _overlapping(data) == []
    assert at.LONG in at.words_of_pdf(data)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Writer is not installed: Word documents cannot be laid out")
@pytest.mark.parametrize(("kind", "language"), [("enterprise", "zh"), ("overall", "en")])
def test_a_word_document_laid_out_by_an_office_keeps_its_text_on_the_paper(kind: Kind, language: Language, tmp_path: Path) -> None:
    made = at.report(at.result("mask_d"), language) if kind == "enterprise" else next(one for _, one in at.series().reports(kind, language))
    (tmp_path / "report.docx").write_bytes(at.press().print(made, "docx").data)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*office, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=180)
    data = (tmp_path / "report.pdf").read_bytes()
    assert _outside(data) == []
    assert _overlapping(data) == []
    assert at.squeezed(made.subject) in at.words_of_pdf(data)


def test_the_page_tests_notice_text_outside_and_overlaps() -> None:
    """Otherwise the tests above could pass on anything."""
    import typst

    bad = b"#set page(width: 595pt, height: 842pt)\n#place(dx: 500pt)[sticking out]#place(dx: 100pt, dy: 99pt)[under]#place(dx: 101pt, dy: 99pt)[over]"
    data = typst.compile(bad)
    assert data is not None
    assert _outside(data)
    assert _overlapping(data)


@pytest.mark.parametrize(("kind", "language"), [("enterprise", "zh"), ("overall", "en")])
def test_a_pdf_is_tagged_and_says_that_it_is_pdf_a_and_pdf_ua(kind: Kind, language: Language) -> None:
    data = _printed(kind, language)
    with pikepdf.open(io.BytesIO(data)) as document:
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith(language)
        kinds = _kinds(document.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= kinds


def _kinds(node: Any) -> set[str]:
    """The kinds of elements below a node of the structure."""
    found: set[str] = set()
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Array):
            left += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.add(str(one.S))
            if "/K" in one:
                left.append(one.K)
    return found
