"""A report as one HTML file: nothing is fetched, no script runs, every word escaped; it prints well. `press` comes in here.

The Content-Security-Policy allows the two style sheets inside, by their hashes, and nothing else. Lengths of bars are classes of
the second one, because a style attribute would need a wider policy.
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .missing import needs
from .model import Bars, Report, Table
from .widths import apart, widths

if TYPE_CHECKING:
    import jinja2

_HERE: Final = Path(__file__).parent / "templates"


class Writer:
    """Writes reports; the template is compiled once."""

    def __init__(self) -> None:
        """Raises InputError (E943) where Jinja2 is not installed."""
        needs("jinja2")
        self._style = (_HERE / "report.css").read_text("utf-8")

    @cached_property
    def _template(self) -> "jinja2.Template":
        import jinja2

        surroundings = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE), autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
        )
        return surroundings.get_template("report.html.j2")

    def write(self, report: Report) -> bytes:
        """The file, in UTF-8."""
        from markupsafe import Markup

        lengths = "".join(_lengths(report))
        hashes = " ".join(_hash(sheet) for sheet in (self._style, lengths))
        page = self._template.render(
            report=report,
            widths=widths,
            apart=apart,
            style=Markup(self._style),  # our own file
            lengths=Markup(lengths),  # whole numbers alone
            style_hashes=Markup(hashes),
        )
        return page.encode("utf-8")


def _lengths(report: Report) -> Iterator[str]:
    """A rule for every length that a bar, a mark or a column of the report has."""
    bars = [bar for block in report.blocks if isinstance(block, Bars) for bar in block.bars]
    for length in sorted({int(segment.length) for bar in bars for segment in bar.segments}):
        yield f".w{length}{{width:{_percent(length)}}}"
    for width in sorted({one for block in report.blocks if isinstance(block, Table | Bars) for one in widths(block)}):
        yield f".c{width}{{width:{_percent(width)}}}"
    for mark in sorted({int(bar.mark) for bar in bars if bar.mark is not None}):
        yield f".m{mark}{{left:{_percent(mark)}}}"


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def _hash(sheet: str) -> str:
    digest = hashlib.sha256(sheet.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
