"""A report as PDF, set by Typst: tagged (PDF/UA-1), for the archive (PDF/A-2a), the same bytes every time.

One `Setter` a run: the template is compiled, and the fonts are loaded, once. What is written goes in as data (JSON in sys.inputs)
and is set as text; it is never part of the markup. `press` comes in here.
"""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ..model.problem import Problem
from .fonts import Fonts, Shelf, opened
from .literal import every_string
from .missing import filled, lacking, needs
from .model import Bars, Block, Report, Table
from .widths import apart, widths

TEMPLATE: Final = Path(__file__).parent / "templates" / "report.typ"
STANDARDS: Final = ("a-2a", "ua-1")
_UNBROKEN: Final = re.compile("[^\\s\\u200b\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff00-\\uffef\\U00020000-\\U0003ffff]{18,}")
_MOST_BREAKS: Final = 300  # in one string; Typst takes no more than some hundreds
_DIGEST: Final = re.compile("sha256:[0-9a-f]{64}")


class Setter:
    """Sets reports in `fonts`."""

    def __init__(self, fonts: Fonts) -> None:
        """Raises InputError (E943) where Typst is not installed."""
        needs("typst")
        import typst

        self._fonts = fonts
        self._shelf = Shelf(fonts.files)  # it lives as long as the compiler, which opens a font when it first needs it
        held = opened(self._shelf.path)
        self._compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=held, ignore_system_fonts=True)
        self._families = json.dumps({"sans": fonts.sans.family, "serif": fonts.serif.family}, ensure_ascii=False)

    def set(self, report: Report) -> tuple[bytes, tuple[Problem, ...]]:
        """The PDF, and a warning where the fonts lack characters."""
        able, absent = filled(report, self._fonts.characters)
        able = every_string(able, breakable)
        day = datetime.fromisoformat(report.day).replace(tzinfo=UTC)
        made = self._compiler.compile(
            format="pdf",
            sys_inputs={"report": json.dumps(data(able), ensure_ascii=False), "fonts": self._families},
            pdf_standards=list(STANDARDS),
            timestamp=int(day.timestamp()),
        )
        if not isinstance(made, bytes):
            raise TypeError(f"Typst gave {type(made).__name__}, not a PDF")
        families = (self._fonts.sans.family, self._fonts.serif.family)
        return made, (lacking(report, absent, families),) if absent else ()


def breakable(words: str) -> str:
    """`words` with places to break in what has none and is longer than a narrow cell. A digest stays whole: people copy it."""
    every = max(6, len(words) // _MOST_BREAKS)

    def broken(found: re.Match[str]) -> str:
        run = found[0]
        return run if _DIGEST.fullmatch(run) else "\u200b".join(run[at : at + every] for at in range(0, len(run), every))

    return _UNBROKEN.sub(broken, words)


def data(report: Report) -> dict[str, Any]:
    """The report as JSON; each block says of which type it is."""
    return {**asdict(report), "blocks": [_block(block) for block in report.blocks]}


def _block(block: Block) -> dict[str, Any]:
    held = {"type": type(block).__name__, **asdict(block)}
    return {**held, "widths": widths(block), "apart": apart(block)} if isinstance(block, Table | Bars) else held
