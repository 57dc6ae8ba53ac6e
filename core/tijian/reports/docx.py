"""A report as a Word document that officials go on editing: real headings, styles, table heads, fields; the same bytes every time.

The styles are made once a run (`docx_styles`), the blocks are written as WordprocessingML (`docx_blocks`), every word escaped:
there is no template language that a stranger's words could speak. `press` comes in here.
"""

import io
import zipfile
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..model.text import Language
from .docx_blocks import block_xml, head_xml
from .docx_styles import NAMESPACE, base
from .docx_words import field, paragraph, run
from .missing import needs
from .model import Report

if TYPE_CHECKING:
    from docx.document import Document

_DATE: Final = (1980, 1, 1, 0, 0, 0)  # of every part in the zip; a document's own date is in its properties


class Binder:
    """Makes Word documents; the styles of each language are set up once."""

    def __init__(self) -> None:
        """Raises InputError (E943) where python-docx is not installed."""
        needs("docx")
        self._bases: dict[Language, bytes] = {}

    @cached_property
    def _new(self) -> "type[Document]":
        from docx import Document

        return Document  # type: ignore[return-value]  # a function that makes one

    def bind(self, report: Report) -> bytes:
        """The document."""
        from docx import Document

        if report.language not in self._bases:
            self._bases[report.language] = base(report.language)
        document = Document(io.BytesIO(self._bases[report.language]))
        _describe(document, report)
        _write(document, report)
        held = io.BytesIO()
        document.save(held)
        return _dateless(held.getvalue())


def _describe(document: "Document", report: Report) -> None:
    """The properties of the file: no name of a user, no clock."""
    about, day = document.core_properties, datetime.fromisoformat(report.day)
    about.title, about.author = f"{report.title} · {report.subject}"[:255], report.author[:255]
    about.language = "zh-CN" if report.language == "zh" else "en-GB"
    about.created = about.modified = day
    about.last_modified_by, about.revision, about.comments = "", 1, ""


def _write(document: "Document", report: Report) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    end = body.sectPr
    pieces = [head_xml(report), *(block_xml(block, report.language) for block in report.blocks)]
    for element in parse_xml(f"<w:body {NAMESPACE}>{''.join(pieces)}</w:body>"):
        end.addprevious(element)
    section = document.sections[0]
    above = run(report.running) + (run("　　" + report.preview, colour="AD352A") if report.preview else "")
    pages = field("PAGE") + run(" / ") + field("NUMPAGES")
    below = run(report.footer) + "<w:r><w:tab/></w:r>" + pages
    for place, content in ((section.header, above), (section.footer, below)):
        part = place._element
        for old in list(part):
            part.remove(old)
        style = "Header" if place is section.header or content == above else "Footer"
        part.append(parse_xml(paragraph(content, style, namespace=True)))


def _dateless(made: bytes) -> bytes:
    """The same parts in the same order, without the time at which they were zipped."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, _DATE)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            after.writestr(part, before.read(name))
    return held.getvalue()
