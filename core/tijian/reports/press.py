"""Prints reports: one press a run, with fonts found and templates compiled once; what strangers wrote is made literal before anything else.

Commands come in here, and whoever prints many.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ..model.problem import Problem
from .literal import every_string, literal
from .model import Report

if TYPE_CHECKING:
    from .docx import Binder
    from .html import Writer
    from .pdf import Setter

Form = Literal["pdf", "html", "docx"]
FORMS: Final[tuple[Form, ...]] = ("pdf", "html", "docx")


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as a file, and what is to be said of it (characters that no font has)."""

    data: bytes
    warnings: tuple[Problem, ...] = ()


class Press:
    """Prints in any form. `font`: a font file or a directory of them, for PDF."""

    def __init__(self, font: Path | None = None) -> None:
        self._font = font

    def make_ready(self, form: Form) -> None:
        """Finds now what `form` needs, so that a missing library or font is told before the work. Raises InputError (E940–E943)."""
        match form:
            case "pdf":
                self._setter  # noqa: B018
            case "html":
                self._writer  # noqa: B018
            case "docx":
                self._binder  # noqa: B018

    @cached_property
    def _setter(self) -> "Setter":
        from .fonts import find
        from .pdf import Setter

        return Setter(find(self._font))

    @cached_property
    def _writer(self) -> "Writer":
        from .html import Writer

        return Writer()

    @cached_property
    def _binder(self) -> "Binder":
        from .docx import Binder

        return Binder()

    def print(self, report: Report, form: Form) -> Printed:
        """The report as a file. The same report gives the same bytes. Raises InputError (E940–E943)."""
        able = every_string(report, literal)
        match form:
            case "pdf":
                made, warnings = self._setter.set(able)
                return Printed(made, warnings)
            case "html":
                return Printed(self._writer.write(able))
            case "docx":
                return Printed(self._binder.bind(able))
