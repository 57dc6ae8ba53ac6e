"""WordprocessingML in small pieces: runs, paragraphs, cells. Every word of a report that enters a Word document is escaped here.

`docx_blocks` and `docx` come in here.
"""

from xml.sax.saxutils import escape, quoteattr

from .docx_styles import ACCENT, NAMESPACE

WASH = "F4F6F8"
TONES = {"plain": ACCENT, "good": "2B7355", "fair": "2A6591", "poor": "875709", "bad": "AD352A", "open": "5B6672"}
TINTS = {"plain": WASH, "good": "EAF3EE", "fair": "E8F0F6", "poor": "F8F1E3", "bad": "F9EBE9", "open": "F1F2F4"}
FILLS = {**TONES, "open": "B9C0C8"}


def run(words: str, *, colour: str = "", size: int = 0, style: str = "") -> str:
    """Words in one look; `size` in half points."""
    look = f"<w:rStyle w:val={quoteattr(style)}/>" if style else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def field(name: str) -> str:
    """A field that Word computes: PAGE, NUMPAGES."""
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(content: str, style: str = "", extra: str = "", *, namespace: bool = False) -> str:
    """A paragraph of runs. `extra`: further properties, in the order of the schema."""
    look = (f"<w:pStyle w:val={quoteattr(style)}/>" if style else "") + extra
    return f"<w:p{f' {NAMESPACE}' if namespace else ''}>{f'<w:pPr>{look}</w:pPr>' if look else ''}{content}</w:p>"


def cell(content: str, width: int, *, fill: str = "", borders: str = "", middle: bool = False, margins: str = "") -> str:
    """A cell of paragraphs; `width` in twentieths of a point."""
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    look += f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    look += f"<w:tcMar>{margins}</w:tcMar>" if margins else ""
    look += '<w:vAlign w:val="center"/>' if middle else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, head: bool = False, exactly: int = 0) -> str:
    """A row that does not break over pages; a head is repeated on each."""
    look = "<w:cantSplit/>"
    look += f'<w:trHeight w:val="{exactly}" w:hRule="exact"/>' if exactly else ""
    look += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def table(rows: str, widths: list[int], style: str, *, indent: int = 0, borders: str = "", margins: str = "", head: bool = False) -> str:
    """A table of fixed widths."""
    look = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    look += f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    look += f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    look += '<w:tblLayout w:type="fixed"/>'
    look += f"<w:tblCellMar>{margins}</w:tblCellMar>" if margins else ""
    look += f'<w:tblLook w:val="{"0620" if head else "0600"}" w:firstRow="{int(head)}" '
    look += 'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def edge(name: str, size: int, colour: str, kind: str = "single", space: int = 0) -> str:
    """One border; `size` in eighths of a point."""
    return f'<w:{name} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def shares(widths: list[int], whole: int) -> list[int]:
    """Widths that add up to `whole`."""
    total = sum(widths)
    found = [whole * width // total for width in widths]
    found[0] += whole - sum(found)
    return found
