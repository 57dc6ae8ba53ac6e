"""Each block of a report as WordprocessingML. `docx` alone comes in here."""

from collections.abc import Callable
from typing import Any, Final

from ..model.text import Language
from .docx_styles import ACCENT, HAIR, INK, MUTED
from .docx_words import FILLS, TINTS, TONES, WASH, cell, edge, paragraph, row, run, shares, table
from .model import (
    DRAWING,
    LABEL,
    WHOLE,
    Bar,
    Bars,
    Block,
    Callout,
    Card,
    Cell,
    Column,
    Facts,
    Heading,
    Items,
    Paragraph,
    Report,
    Signatures,
    Standing,
    Table,
)
from .widths import apart
from .widths import widths as fitted

WIDTH: Final = 9300  # of the text, in twentieths of a point
_BAR_HEIGHT: Final = 140
_MARK: Final = ((5, "FFFFFF"), (8, INK), (5, "FFFFFF"))  # its lengths and colours, white around it so that it shows on a dark bar
_NONE: Final = "".join(edge(side, 0, "auto", "nil") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TINY: Final = paragraph("", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
_GAP: Final = paragraph("", "TijianGap")


def head_xml(report: Report) -> str:
    """The head of the first page: kind of report and reader, and whom it is about."""
    line = f"<w:pBdr>{edge('top', 18, ACCENT, space=6)}</w:pBdr>"
    kind = paragraph(
        run(report.title, colour=ACCENT) + "<w:r><w:tab/></w:r>" + run(report.reader, colour=MUTED, size=17), "TijianKind", line
    )
    preview = paragraph(run(report.preview, colour=TONES["bad"]), "TijianNote") if report.preview else ""
    return kind + preview + paragraph(run(report.subject), "Title")


def block_xml(block: Block, language: Language) -> str:
    """A block."""
    return _WRITERS[type(block)](block, language)


def _heading(block: Heading, _: Language) -> str:
    return paragraph(run(block.text), f"Heading{block.level}")


def _paragraph(block: Paragraph, _: Language) -> str:
    return paragraph(run(block.text), "TijianNote" if block.note else "TijianText")


def _items(block: Items, language: Language) -> str:
    if not block.numbered:
        return "".join(paragraph(run(one), "ListBullet") for one in block.items)
    numbers = [f"（{number}）" if language == "zh" else f"{number}." for number in range(1, len(block.items) + 1)]
    return "".join(
        paragraph(run(number) + "<w:r><w:tab/></w:r>" + run(one), "TijianNumbered")
        for number, one in zip(numbers, block.items, strict=True)
    )


def _facts(block: Facts, _: Language) -> str:
    widths = shares([22, 78], WIDTH)
    rows = "".join(
        row(cell(paragraph(run(name, colour=MUTED), "TijianCell"), widths[0]) + cell(paragraph(run(words), "TijianCell"), widths[1]))
        for name, words in block.rows
    )
    ruled = "".join(edge(side, 4, HAIR) for side in ("top", "bottom", "insideH"))
    return table(rows, widths, "TijianPlain", borders=ruled) + _GAP


def _standing(block: Standing, _: Language) -> str:
    tone, widths = TONES[block.tone], [1900, WIDTH - 1900]
    size = 76 if len(block.grade) == 1 else 40 if len(block.grade) < 6 else 24
    around = "".join(edge(side, 12, tone, "single" if block.issued else "dashed") for side in ("top", "left", "bottom", "right"))
    letter = paragraph(run(block.grade, colour=tone, size=size), "TijianGrade")
    said = [paragraph(run(block.headline, colour=tone, size=28), "TijianStanding"), paragraph(run(block.state), "TijianStanding")]
    said += [paragraph(run(line), "TijianStanding") for line in block.lines]
    said += [paragraph(run(f"{one.sign} {one.text}", colour=TONES["poor"], size=17), "TijianStanding") for one in block.caveats]
    wide = '<w:top w:w="140" w:type="dxa"/><w:left w:w="240" w:type="dxa"/><w:bottom w:w="140" w:type="dxa"/>'
    cells = cell(letter, widths[0], fill="FFFFFF", borders=around, middle=True)
    cells += cell("".join(said), widths[1], fill=TINTS[block.tone], middle=True, margins=wide)
    return table(row(cells), widths, "TijianPlain") + _GAP


def _said(one: Cell, column: Column, colour: str = "") -> str:
    at = "" if column.align == "left" else f'<w:jc w:val="{column.align}"/>'
    return paragraph(run(one.text, colour=colour or ("" if one.tone == "plain" else TONES[one.tone])), "TijianCell", at)


def _head(block: Table | Bars, columns: list[Column], widths: list[int]) -> str:
    placed = zip(columns, widths, _margins(block), strict=True)
    return row("".join(cell(_said(Cell(one.title), one, MUTED), width, margins=room) for one, width, room in placed), head=True)


def _margins(block: Table | Bars) -> list[str]:
    """The margins of a row's cells: more where words follow figures."""
    return ['<w:left w:w="180" w:type="dxa"/>' * one for one in apart(block)]


def _table(block: Table, _: Language) -> str:
    columns = list(block.columns)
    widths = shares(list(fitted(block)), WIDTH)
    rows, rooms = _head(block, columns, widths), _margins(block)
    for each in block.rows:
        placed = zip(each, columns, widths, rooms, strict=True)
        rows += row("".join(cell(_said(one, column), width, margins=room) for one, column, width, room in placed))
    return _captioned(block.caption) + table(rows, widths, "TijianTable", head=True) + _noted(block.note)


def _captioned(words: str) -> str:
    return paragraph(run(words), "Caption") if words else ""


def _noted(words: str) -> str:
    return paragraph(run(words), "TijianNote") if words else _GAP


def _bars(block: Bars, _: Language) -> str:
    columns = [Column(block.label, LABEL), Column(block.drawing, DRAWING), *block.columns]
    widths = shares(list(fitted(block)), WIDTH)
    rows, rooms = _head(block, columns, widths), _margins(block)[2:]
    for bar in block.bars:
        figures = zip(bar.figures, block.columns, widths[2:], rooms, strict=True)
        cells = cell(_said(Cell(bar.label), columns[0]), widths[0], middle=True)
        cells += cell(_drawn(bar, widths[1] - 220) + _TINY, widths[1], middle=True)
        cells += "".join(cell(_said(one, column), width, middle=True, margins=room) for one, column, width, room in figures)
        rows += row(cells)
    key = run("　　").join(run("■ ", colour=FILLS[one.tone], style="TijianSign") + run(one.text) for one in block.key)
    if block.mark:
        key += run("　　") * bool(key) + run("┃ ", colour=INK, style="TijianSign") + run(block.mark)
    meant = paragraph(key, "TijianNote") if key else ""
    return _captioned(block.caption) + table(rows, widths, "TijianTable", head=True) + meant + _noted(block.note)


def _drawn(bar: Bar, whole: int) -> str:
    """The bar as a row of coloured cells; the mark is a thin dark one."""
    stretches = _stretches(bar)
    cells = "".join(cell(_TINY, max(length * whole // WHOLE, 12), fill=fill) for length, fill in stretches)
    bare = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    widths = [max(length * whole // WHOLE, 12) for length, _ in stretches]
    return table(row(cells, exactly=_BAR_HEIGHT), widths, "TijianPlain", margins=bare)


def _stretches(bar: Bar) -> list[tuple[int, str]]:
    """Lengths and colours from left to right, what is empty included."""
    found: list[tuple[int, str]] = [(one.length, FILLS[one.tone]) for one in bar.segments if one.length]
    if (rest := WHOLE - sum(length for length, _ in found)) > 0:
        found.append((rest, WASH))
    if bar.mark is None:
        return found
    cut: list[tuple[int, str]] = []
    at, mark = 0, min(bar.mark, WHOLE - sum(length for length, _ in _MARK))
    for length, fill in found:
        if at <= mark < at + length:
            before, wide = mark - at, sum(length for length, _ in _MARK)
            cut += [part for part in ((before, fill), *_MARK, (length - before - wide, fill)) if part[0] > 0]
        else:
            cut.append((length, fill))
        at += length
    return cut


def _card(block: Card, language: Language) -> str:
    tone, indent = TONES[block.tone], 360 if block.within else 0
    left = f"<w:pBdr>{edge('left', 12 if block.within else 24, tone, space=8)}</w:pBdr>"
    inward = f'<w:ind w:left="{indent + 200}"/>'
    pieces = [paragraph(run(block.id + "　", colour=MUTED) + run(block.title), "Heading3", left + inward)]
    if block.tags:
        between = run("  |  ", colour=HAIR)
        tags = between.join(run(one.text, colour="" if one.tone == "plain" else TONES[one.tone]) for one in block.tags)
        pieces.append(paragraph(tags, "TijianTags", left + inward))
    if block.rows:
        label = 1350 if language == "zh" else 1600
        begin = indent + (25 if block.within else 0)  # so that the table's edge goes on where the paragraphs' ends
        widths = [label, WIDTH - label - begin]
        aligned = f'<w:left w:w="{indent + 200 - begin}" w:type="dxa"/>'
        rows = "".join(
            row(
                cell(paragraph(run(name, colour=MUTED), "TijianCell"), widths[0]) + cell(paragraph(run(words), "TijianCardText"), widths[1])
            )
            for name, words in block.rows
        )
        border = edge("left", 12 if block.within else 24, tone) + "".join(edge(side, 0, "auto", "nil") for side in ("insideH", "insideV"))
        pieces.append(table(rows, widths, "TijianPlain", indent=begin, borders=border, margins=aligned))
    return "".join(pieces) + _GAP


def _callout(block: Callout, _: Language) -> str:
    tone = TONES[block.tone]
    tint = TINTS[block.tone]
    around = edge("top", 4, tint, space=5) + edge("left", 18, tone, space=8) + edge("bottom", 4, tint, space=5)
    look = f'<w:pBdr>{around}{edge("right", 4, tint, space=7)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
    title = [paragraph(run(block.title, colour=tone, size=20), "TijianCallout", "<w:keepNext/>" + look)] if block.title else []
    return "".join([*title, *(paragraph(run(line), "TijianCallout", look) for line in block.lines)]) + _GAP


def _signatures(block: Signatures, _: Language) -> str:
    return _GAP + "".join(paragraph(run(one) + "<w:r><w:tab/></w:r>", "TijianSignature") for one in block.lines)


_WRITERS: Final[dict[type[Any], Callable[[Any, Language], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Facts: _facts,
    Standing: _standing,
    Table: _table,
    Bars: _bars,
    Card: _card,
    Callout: _callout,
    Signatures: _signatures,
}
