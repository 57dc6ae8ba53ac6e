"""Prints many reports at once: a few presses side by side, and the files come out in the order in which they were ordered.

Typst sets a PDF outside Python's lock, so threads are enough: they share one memory, and Ctrl-C ends them at once. Commands that
print series come in here.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import Final, TypeVar

from .model import Report
from .press import Form, Press, Printed

MOST: Final = 4  # presses: each has a compiler and its fonts in memory
_WAITING: Final = 4  # orders a press that are made ahead: enough to keep it busy, and never all of a hundred thousand

Name = TypeVar("Name")


class Pressroom:
    """Some presses. `font` as `Press` has it; `presses`: how many, by default one for each core there is."""

    def __init__(self, font: Path | None = None, presses: int | None = None) -> None:
        self._font = font
        self._presses = presses or min(_cores(), MOST)
        self._mine = local()  # a press is used by the thread that made it, and by no other

    def make_ready(self, form: Form) -> None:
        """As `Press.make_ready`. Raises InputError (E940–E943)."""
        self._press.make_ready(form)

    def print_all(self, orders: Iterable[tuple[Name, Report, Form]]) -> Iterator[tuple[Name, Printed]]:
        """Each order as a file, in their order. Raises InputError (E940–E943)."""
        pool = ThreadPoolExecutor(self._presses, "tijian-press")
        waiting: deque[tuple[Name, Future[Printed]]] = deque()
        try:
            for name, report, form in orders:
                waiting.append((name, pool.submit(self._print, report, form)))
                if len(waiting) >= self._presses * _WAITING:
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:  # also where the reader goes away or presses Ctrl-C: what has not begun is never begun
            pool.shutdown(wait=True, cancel_futures=True)

    def _print(self, report: Report, form: Form) -> Printed:
        return self._press.print(report, form)

    @property
    def _press(self) -> Press:
        found: Press | None = getattr(self._mine, "press", None)
        if found is None:
            found = self._mine.press = Press(self._font)
        return found


def _done(order: tuple[Name, Future[Printed]]) -> tuple[Name, Printed]:
    name, future = order
    return name, future.result()


def _cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # Windows and macOS do not say
    return len(allowed(0)) if allowed else os.cpu_count() or 1
