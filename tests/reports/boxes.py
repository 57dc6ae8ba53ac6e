"""What stands where on the pages of a PDF, as PDFium draws it: the ink of every character, the cells of tagged tables, glyphs that are empty boxes.

Tests of PDF reports come in here, and those of Word reports and workbooks once an office has laid them out. Lengths are points from
the lower left corner. Each function answers with what is wrong, in words that a failing test can show; nothing wrong is an empty list.
"""

import ctypes
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

_CELL = 24.0  # the paper is searched in squares of this size
_SHARE = 0.34  # of the smaller ink that may be covered: kerned letters touch, and no more
_LEAST = 0.5  # narrower ink (a stroke of punctuation) is not compared
_BLANK = "\u200b\ufeff\u00ad\ufffe"
_JOINED = frozenset("fijlt")  # letters that fonts join into one glyph


@dataclass(frozen=True, slots=True)
class Ink:
    """A character where it is drawn; `content` is the number of the tagged content that it belongs to (-1: none)."""

    letter: str
    left: float
    right: float
    bottom: float
    top: float
    content: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: its size, and its characters in their order of reading."""

    width: float
    height: float
    inks: tuple[Ink, ...]


@cache
def papers(data: bytes) -> tuple[Paper, ...]:
    """The pages, without what leaves no ink."""
    document = pdfium.PdfDocument(data)
    try:
        return tuple(Paper(page.get_width(), page.get_height(), tuple(_inks(page))) for page in document)
    finally:
        document.close()


def _inks(page: Any) -> Iterator[Ink]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        if code <= 0x20 or chr(code).isspace() or chr(code) in _BLANK or raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        content = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(text, place))
        yield Ink(chr(code), left.value, right.value, bottom.value, top.value, content)


def outside(data: bytes, side: float, foot: float = 15.0) -> list[str]:
    """Characters nearer to the left or right edge of the paper than `side`, or to its head or foot than `foot`."""
    return [
        f"page {number}: {one.letter!r} at {one.left:.0f}–{one.right:.0f}, {one.bottom:.0f}–{one.top:.0f}"
        for number, paper in enumerate(papers(data), 1)
        for one in paper.inks
        if one.left < side or one.right > paper.width - side or one.bottom < foot or one.top > paper.height - foot
    ]


def overlapping(data: bytes) -> list[str]:
    """Pairs of characters that cover each other by more than a third, both ways."""
    return [found for number, paper in enumerate(papers(data), 1) for found in _covered(number, paper)]


def _covered(number: int, paper: Paper) -> Iterator[str]:
    near: dict[tuple[int, int], list[Ink]] = {}
    for one in paper.inks:
        if one.right - one.left <= _LEAST or one.top - one.bottom <= _LEAST:
            continue
        squares = {(int(x // _CELL), int(y // _CELL)) for x in (one.left, one.right) for y in (one.bottom, one.top)}
        for other in {id(each): each for square in squares for each in near.get(square, ())}.values():
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            narrow = min(one.right - one.left, other.right - other.left)
            low = min(one.top - one.bottom, other.top - other.bottom)
            joined = {one.letter, other.letter} <= _JOINED and (one.left, one.right) == (other.left, other.right)
            if wide > narrow * _SHARE and high > low * _SHARE and not joined:
                yield f"page {number}: {other.letter!r} and {one.letter!r} at {one.left:.0f}, {one.bottom:.0f}"
        for square in squares:
            near.setdefault(square, []).append(one)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    bottom: float
    top: float
    words: str


def crossing(data: bytes) -> list[str]:
    """Text that leaves its cell: of each tagged table, columns that reach into the next one, rows that reach into the row below."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as document:
        places = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        written = [_by_content(paper) for paper in papers(data)]
        tables = [one for one in _elements(document.Root.StructTreeRoot) if _kind(one) == "Table"]
        for table in tables:
            rows = [[_cell(cell, places, written) for cell in _within(row, {"TD", "TH"})] for row in _within(table, {"TR"})]
            for page in sorted({page for row in rows for cell in row for page in cell}):
                found += [f"page {page + 1}: {words}" for words in _reaching(rows, page)]
    return found


def tables(data: bytes) -> int:
    """How many tagged tables there are: a test of cells that found none would prove nothing."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return sum(_kind(one) == "Table" for one in _elements(document.Root.StructTreeRoot))


def _reaching(rows: list[list[dict[int, _Box]]], page: int) -> Iterator[str]:
    columns: dict[tuple[int, int], list[_Box]] = {}
    above: list[_Box] = []
    for row in rows:
        here = [cell[page] for cell in row if page in cell]
        for place, cell in enumerate(row):
            if page in cell:
                columns.setdefault((len(row), place), []).append(cell[page])
        if above and here and (low := min(above, key=lambda box: box.bottom)).bottom < (high := max(here, key=lambda box: box.top)).top - 1:
            yield f"the row of {high.words!r} begins above the end of {low.words!r}"
        above = here or above
    for (many, place), boxes in columns.items():
        wide = max(boxes, key=lambda box: box.right)
        for other in columns.get((many, place + 1), ()):
            if wide.right > other.left + 0.5:
                yield f"{wide.words!r} reaches into the column of {other.words!r}"
                break


def _by_content(paper: Paper) -> dict[int, list[Ink]]:
    held: dict[int, list[Ink]] = {}
    for one in paper.inks:
        held.setdefault(one.content, []).append(one)
    return held


def _cell(cell: Any, places: Mapping[tuple[int, int], int], written: list[dict[int, list[Ink]]]) -> dict[int, _Box]:
    """The ink of a cell on each page."""
    held: dict[int, list[Ink]] = {}
    for page, content in _contents(cell, None):
        held.setdefault(places[page], []).extend(written[places[page]].get(content, ()))
    return {page: _around(inks) for page, inks in held.items() if inks}


def _around(inks: list[Ink]) -> _Box:
    words = "".join(one.letter for one in inks)
    left, right = min(one.left for one in inks), max(one.right for one in inks)
    return _Box(left, right, min(one.bottom for one in inks), max(one.top for one in inks), words[:40])


def _kind(node: Any) -> str:
    return str(node.get("/S", ""))[1:] if isinstance(node, pikepdf.Dictionary) else ""


def _children(node: Any) -> list[Any]:
    kids = node.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(node: Any) -> Iterator[Any]:
    """All elements below a node, in order."""
    for one in _children(node):
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from _elements(one)


def kinds(data: bytes) -> set[str]:
    """The kinds of elements that a tagged PDF has."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return {_kind(one) for one in _elements(document.Root.StructTreeRoot)}


def _within(node: Any, wanted: set[str]) -> Iterator[Any]:
    """The elements of some kinds below a node, but not inside a table that stands in it."""
    for one in _children(node):
        kind = _kind(one)
        if kind in wanted:
            yield one
        elif kind and kind != "Table":
            yield from _within(one, wanted)


def _contents(node: Any, page: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """The pages and numbers of the content below an element, but not that of a table in it."""
    page = node.get("/Pg", page)
    for one in _children(node):
        if not isinstance(one, pikepdf.Dictionary):
            yield page.objgen, int(one)
        elif "/MCID" in one:
            yield one.get("/Pg", page).objgen, int(one.MCID)
        elif _kind(one) not in ("", "Table"):
            yield from _contents(one, page)


def empty_boxes(data: bytes) -> int:
    """How many glyphs are number 0, the empty box, in fonts whose codes are glyph numbers; and 〓, which says that a glyph is missing."""
    found = sum(one.letter == "〓" for paper in papers(data) for one in paper.inks)
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
            double = False
            for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj TJ"):  # type: ignore[misc]  # no inline pictures in these
                if str(operator) == "Tf":
                    double = str(fonts[str(operands[0])].Subtype) == "/Type0"
                elif double:
                    pieces = operands[0] if str(operator) == "TJ" else operands[-1:]
                    for codes in (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)):
                        found += sum(codes[place : place + 2] == b"\0\0" for place in range(0, len(codes), 2))
    return found
