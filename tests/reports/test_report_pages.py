"""The pages of every PDF: all text inside the margins and its own cell, none over other text, no empty box, tagged, for the archive."""

import io
from functools import cache

import pikepdf
import pytest
from tests.reports import boxes
from tests.reports import reporting as at

from tijian.model.result import Result
from tijian.model.text import Language
from tijian.reports.model import Heading, Kind, Report

MARGIN = 62.0  # points: what no text may cross, left and right (the margin is 65.2, and strokes of letters reach a little beyond)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_KINDS: list[tuple[Kind, Language]] = [
    (kind, language) for kind in ("enterprise", "overall", "regional", "industry") for language in LANGUAGES
]
_STRANGE = {
    "solid": at.SOLID,
    "long": at.LONG,
    "wordy": at.WORDY,
    **dict(zip(("formula", "script", "typst", "jinja", "word"), at.HOSTILE, strict=True)),
}


@cache
def _printed(kind: Kind, language: Language) -> bytes:
    return at.press().print(at.longest(kind, language), "pdf").data


def _faults(data: bytes) -> list[str]:
    empty = boxes.empty_boxes(data)
    return [
        *(f"outside: {one}" for one in boxes.outside(data, MARGIN)),
        *(f"over other text: {one}" for one in boxes.overlapping(data)),
        *(f"out of its cell: {one}" for one in boxes.crossing(data)),
        *([f"{empty} empty boxes"] if empty else []),
    ]


@pytest.mark.parametrize(("kind", "language"), _KINDS)
def test_all_text_stands_in_its_place(kind: Kind, language: Language) -> None:
    data = _printed(kind, language)
    assert _faults(data) == []
    assert boxes.tables(data) > 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(11))
def test_all_text_stands_in_its_place_for_every_category(place: int, language: Language) -> None:
    data = at.press().print(at.report(at.fullest()[place], language), "pdf").data
    assert _faults(data) == []
    assert boxes.tables(data) > 3


def test_the_eleven_categories_are_eleven() -> None:
    assert len(at.fullest()) == 11


@pytest.mark.parametrize(
    ("kind", "name"),
    [*(("enterprise", name) for name in sorted(_STRANGE)), ("regional", "solid"), ("regional", "wordy"), ("overall", "long")],
)
def test_strange_names_stand_in_their_place(kind: Kind, name: str) -> None:
    words = _STRANGE[name]
    data = at.press().print(_strange(kind, at.hostile(words, at.result("mask_d"))), "pdf").data
    assert _faults(data) == []
    if kind != "overall":  # it names nobody
        assert at.squeezed(words) in at.words_of_pdf(data)


def _strange(kind: Kind, one: Result) -> Report:
    language: Language = "en" if one.enterprise.name == at.WORDY else "zh"
    return at.report(one, language) if kind == "enterprise" else next(made for _, made in at.series((one,)).reports(kind, language))


def test_the_tests_of_pages_notice_what_is_wrong() -> None:
    """Otherwise the tests above could pass on anything."""
    import typst

    page = '#set page(width: 595pt, height: 842pt)\n#set document(title: "t")\n'
    bad = page + "#place(dx: 500pt)[sticking out]#place(dx: 100pt, dy: 99pt)[under]#place(dx: 101pt, dy: 99pt)[over]"
    wide = page + "#table(columns: (20mm, 20mm), [Incomprehensibilities], [is too wide], [a], [b])"
    high = page + "#table(columns: (20mm, 20mm), rows: (3mm, 3mm), [one two three four], [is too high], [a], [b])"
    made = [typst.compile(words.encode(), pdf_standards=["ua-1"]) for words in (bad, wide, high)]
    outside, crossing, below = made
    assert outside is not None
    assert crossing is not None
    assert below is not None
    assert boxes.outside(outside, MARGIN)
    assert boxes.overlapping(outside)
    assert "reaches into the column" in boxes.crossing(crossing)[0]
    assert "begins above the end" in boxes.crossing(below)[0]


# What pikepdf's validator does not know and therefore reports, although the standards allow it.
_ALLOWED = {
    "CFF FDArray FontMatrix is not supported": "the outlines of Chinese fonts are drawn in parts (FDArray)",
    "pattern colour is not supported": "the hatching of what is not known is a pattern",
    "with a pattern": "the same",
    "patterns are not supported": "the same",
    "(OutlineItem) /Dest": "a bookmark may name its destination by reference",
    "http://ns.adobe.com/xap/1.0/t/pg/": "the number of pages is among the properties that XMP itself defines",
    "xmpTPg:NPages": "the same",
    "pdfaExtension": "the file declares the property of PDF/UA as an extension, as PDF/A wants it",
    "pdfaSchema": "the same",
    "pdfaProperty": "the same",
    "the content of structured XMP": "the same",
    "pdfuaid:part": "the same",
    "pdfaid:conformance is 'A'": "the file claims 2a, which is 2b and tagged: the tags have a test of their own",
}


@pytest.mark.parametrize(("kind", "language"), _KINDS)
def test_a_pdf_is_for_the_archive(kind: Kind, language: Language) -> None:
    from pikepdf import pdfa

    report = pdfa.validate_written(io.BytesIO(_printed(kind, language)), "2b")
    assert [str(one) for one in report.findings if not any(words in str(one) for words in _ALLOWED)] == []


def test_the_validator_notices_what_no_archive_takes() -> None:
    from pikepdf import pdfa

    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(_printed("industry", "en"))) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        del document.Root.OutputIntents
        document.save(held)
    report = pdfa.validate_written(held, "2b")
    assert [str(one) for one in report.findings if not any(words in str(one) for words in _ALLOWED)]


@pytest.mark.parametrize(("kind", "language"), _KINDS)
def test_a_pdf_is_tagged_and_says_in_which_language_it_is(kind: Kind, language: Language) -> None:
    data = _printed(kind, language)
    with pikepdf.open(io.BytesIO(data)) as document:
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith(language)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert [one.S for one in document.Root.OutputIntents] == [pikepdf.Name.GTS_PDFA1]
        assert all(page.obj.get("/Tabs") == pikepdf.Name.S for page in document.pages)
    assert {"H1", "H2", "Table", "TR", "TH", "TD", "P"} <= boxes.kinds(data)


@pytest.mark.parametrize(("kind", "language"), _KINDS)
def test_every_word_of_a_report_can_be_taken_out_of_its_pdf(kind: Kind, language: Language) -> None:
    said = at.words_of_pdf(_printed(kind, language))
    made = at.longest(kind, language)
    assert at.squeezed(made.subject) in said
    assert at.squeezed(made.title) in said
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert [words for words in headings if at.squeezed(words) not in said] == []
