"""How far a long command is, on stderr: a bar on a terminal, gone when it is done; elsewhere a line at each step, and no more.

rich is used here and in `paper`; no word of a stranger is shown.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from . import manners
from .bilingual import Words
from .language import Language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Steps:
    """The steps of a command. `begin` each, `advance` while it is done; `quiet`: no lines where there is no terminal."""

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self._language = language
        self._lines = not quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Steps:
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            console = Console(file=sys.stderr, width=manners.width_of(sys.stderr), no_color=not manners.coloured(sys.stderr))
            columns = (
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=None, complete_style="cyan", finished_style="cyan", pulse_style="cyan"),
                MofNCompleteColumn(),
            )
            self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, what: Words, total: int | None = None) -> None:
        """The next step, of `total` things; None where they are not counted."""
        if self._bar is None:
            if self._lines:
                manners.say(what(self._language) + ("" if total is None else f"  {total}"))
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what(self._language), total=total)

    def advance(self) -> None:
        """One thing of the step is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)
