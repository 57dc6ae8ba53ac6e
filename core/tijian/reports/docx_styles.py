"""The styles of a Word report, made once a run: fonts that every Chinese office has (宋体 for text, 黑体 for headings), page, table styles.

`docx` comes in here for the empty document that all reports of a run begin from.
"""

import io
from typing import TYPE_CHECKING, Any, Final

from ..model.text import Language

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SONG, HEI = ("Times New Roman", "宋体"), ("Arial", "黑体")  # for letters and figures, for Chinese
ACCENT, MUTED, INK, HAIR = "1F4E68", "5B6672", "1C2733", "D5DAE0"

# name: (based on, font, half points, colour, before, after, line in 240ths, further properties)
_Look = tuple[str, tuple[str, str], int, str, int, int, int, str]
_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_PARAGRAPHS: Final[dict[str, _Look]] = {
    "Normal": ("", SONG, 21, INK, 0, 0, 300, ""),
    "Title": ("Normal", SONG, 42, INK, 240, 240, 300, _KEEP),
    "Heading 1": ("Normal", HEI, 27, ACCENT, 420, 160, 300, _KEEP),
    "Heading 2": ("Normal", HEI, 23, INK, 280, 120, 300, _KEEP),
    "Heading 3": ("Normal", HEI, 20, INK, 200, 20, 290, _KEEP),
    "Caption": ("Normal", HEI, 19, INK, 200, 80, 280, _KEEP),
    "List Bullet": ("Normal", SONG, 21, INK, 20, 40, 320, '<w:ind w:left="700" w:hanging="280"/>'),
    "Header": ("Normal", HEI, 15, MUTED, 0, 0, 240, ""),
    "Footer": ("Normal", HEI, 14, MUTED, 0, 0, 240, ""),
    "Tijian Text": ("Normal", SONG, 21, INK, 60, 80, 340, ""),
    "Tijian Note": ("Normal", HEI, 16, MUTED, 60, 160, 290, ""),
    "Tijian Kind": ("Normal", HEI, 20, ACCENT, 0, 60, 260, ""),
    "Tijian Numbered": ("Normal", SONG, 21, INK, 20, 60, 330, ""),
    "Tijian Cell": ("Normal", HEI, 17, INK, 34, 34, 260, ""),
    "Tijian Card Text": ("Normal", SONG, 19, INK, 10, 10, 270, ""),
    "Tijian Tags": ("Normal", HEI, 17, INK, 0, 0, 290, "<w:keepNext/>"),
    "Tijian Standing": ("Normal", HEI, 19, INK, 20, 40, 280, ""),
    "Tijian Grade": ("Normal", SONG, 76, INK, 120, 120, 240, '<w:jc w:val="center"/>'),
    "Tijian Callout": ("Normal", SONG, 19, INK, 0, 0, 310, '<w:ind w:left="220" w:right="150"/>'),
    "Tijian Signature": ("Normal", HEI, 19, INK, 300, 60, 260, ""),
    "Tijian Gap": ("Normal", SONG, 8, INK, 0, 0, 200, ""),
}


def base(language: Language) -> bytes:
    """An empty document with all the styles."""
    from docx import Document

    document = Document()
    for rel, one in list(document.part.package.rels.items()):
        if one.reltype.endswith("/thumbnail"):
            del document.part.package.rels[rel]
    _page(document)
    _settings(document)
    for name, look in _PARAGRAPHS.items():
        _paragraph_style(document, name, look, language)
    _sign_style(document)
    _table_styles(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _page(document: "Document") -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)


def _settings(document: "Document") -> None:
    """A document of Word as it is today (no compatibility mode), in Chinese and English."""
    settings, word = document.settings.element, "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for one in settings.iter(f"{word}compatSetting"):
        if one.get(f"{word}name") == "compatibilityMode":
            one.set(f"{word}val", "15")
    for one in (*settings.iter(f"{word}themeFontLang"), *document.styles.element.iter(f"{word}lang")):
        one.set(f"{word}val", "en-GB")
        one.set(f"{word}eastAsia", "zh-CN")


def _paragraph_style(document: "Document", name: str, look: _Look, language: Language) -> None:
    """Sets a style up anew: what the default document says of it is thrown away."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    based, (latin, han), size, colour, before, after, line, more = look
    styles = document.styles
    style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if based:
        style.base_style = styles[based]
    style.quick_style, style.hidden = True, False
    element = style.element
    kept_numbering = element.find(".//{*}numPr")
    for old in element.findall("{*}pPr") + element.findall("{*}rPr"):
        element.remove(old)
    first = _first_properties(name, more, language)
    if kept_numbering is not None:
        first = first.replace("%NUMBERED%", "")
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    paragraphs = parse_xml(f"<w:pPr {NAMESPACE}>{first.replace('%SPACING%', spacing)}</w:pPr>")
    if kept_numbering is not None:
        place = next((index for index, one in enumerate(paragraphs) if not one.tag.endswith(("keepNext", "keepLines"))), 0)
        paragraphs.insert(place, kept_numbering)
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{han}" w:cs="{latin}"/>'
    speech = '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    runs = parse_xml(
        f'<w:rPr {NAMESPACE}>{fonts}<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="{colour}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{speech}</w:rPr>'
    )
    element.append(paragraphs)
    element.append(runs)


def _first_properties(name: str, more: str, language: Language) -> str:
    """The paragraph properties in the order of the schema, `%SPACING%` where the spacing goes."""
    level = {"Heading 1": 0, "Heading 2": 1, "Heading 3": 2}.get(name)
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    keep, _, after = more.partition("<w:jc") if "<w:jc" in more else (more, "", "")
    aligned = f"<w:jc{after}" if after else ""
    indent = ""
    if "<w:ind" in keep:
        keep, indent = "", keep
    match name:
        case "Tijian Text":
            indent, aligned = ('<w:ind w:firstLineChars="200" w:firstLine="420"/>' if language == "zh" else ""), '<w:jc w:val="both"/>'
        case "Tijian Numbered":
            return '<w:tabs><w:tab w:val="left" w:pos="700"/></w:tabs>%SPACING%<w:ind w:left="700" w:hanging="560"/><w:jc w:val="both"/>'
        case "Tijian Kind" | "Footer":
            keep = '<w:tabs><w:tab w:val="right" w:pos="9300"/></w:tabs>'
        case "Tijian Signature":
            keep = '<w:keepNext/><w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="7200"/></w:tabs>'
    return f"{keep}%SPACING%{indent}{aligned}{outline}"


def _sign_style(document: "Document") -> None:
    """For signs that Latin fonts have too, in another size: they are always taken from the Chinese one."""
    from docx.oxml import parse_xml

    han = HEI[1]
    document.styles.element.append(
        parse_xml(
            f'<w:style {NAMESPACE} w:type="character" w:customStyle="1" w:styleId="TijianSign"><w:name w:val="Tijian Sign"/><w:qFormat/>'
            f'<w:rPr><w:rFonts w:ascii="{han}" w:hAnsi="{han}" w:eastAsia="{han}" w:cs="{han}"/></w:rPr></w:style>'
        )
    )


def _table_styles(document: "Document") -> None:
    """Two: rules between rows and a head in small grey type; and none at all."""
    from docx.oxml import parse_xml

    def edges(*sides: tuple[str, int, str]) -> str:
        return "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>' for side, size, colour in sides)

    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    ruled = edges(("top", 10, ACCENT), ("bottom", 4, HAIR), ("insideH", 4, HAIR))
    head = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="{MUTED}"/></w:rPr><w:tcPr><w:tcBorders>'
        f'{edges(("bottom", 6, ACCENT))}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    for name, borders, first in (("Tijian Table", ruled, head), ("Tijian Plain", "", "")):
        document.styles.element.append(
            parse_xml(
                f'<w:style {NAMESPACE} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr>'
                f"{f'<w:tblBorders>{borders}</w:tblBorders>' if borders else ''}{margins}</w:tblPr>{first}</w:style>"
            )
        )
