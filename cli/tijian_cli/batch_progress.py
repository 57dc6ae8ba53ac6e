"""How far a batch is, on stderr: a bar with rate and remaining time on a terminal, a line every tenth elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import manners
from .bilingual import Words
from .language import Language

if TYPE_CHECKING:
    from tijian.batch.job import Done, Failed

_TENTHS = 10


class Progress:
    """Sees outcomes as they come, and shows them."""

    def __init__(self, rows: int, language: Language) -> None:
        self._all = rows
        self._language = language
        self.rows = 0  # judged in this run
        self._resumed = 0
        self._told = 0
        self._peaks: dict[str, int] = {}  # bytes, of each process
        self._begun = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            words = Words("评估", "judging")(self._language)
            left = Words("还需", "left")(self._language)
            columns = (
                TextColumn(words),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TextColumn(left),
                TimeRemainingColumn(),
            )
            plain = not manners.coloured(sys.stderr)
            self._bar = Bar(*columns, console=Console(stderr=True, no_color=plain, width=manners.width_of(sys.stderr)), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=self._all, rate="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begun

    def seen(self, outcome: Done | Failed) -> None:
        """A partition is done, or failed."""
        resumed = bool(getattr(outcome, "resumed", False))
        if worker := getattr(outcome, "worker", ""):
            self._peaks[worker] = max(self._peaks.get(worker, 0), getattr(outcome, "peak", 0))
        count = getattr(outcome, "rows", 0)
        self._resumed += count if resumed else 0
        self.rows += 0 if resumed else count
        done = self.rows + self._resumed
        if self._bar is not None:
            self._bar.update(self._task, completed=done, rate=self._rate())
        elif self._all and (tenth := done * _TENTHS // self._all) > self._told:
            self._told = tenth
            left = self.seconds * (self._all - done) / self.rows if self.rows else 0
            zh = f"已评估 {done} / {self._all} 行，{self._rate()}，还需约 {_time(left)}"
            en = f"{done} of {self._all} rows, {self._rate()}, about {_time(left)} left"
            manners.say(Words(zh, en)(self._language))

    def _rate(self) -> str:
        rate = round(self.rows / self.seconds) if self.seconds else 0
        return Words(f"{rate} 行/秒", f"{rate} rows/s")(self._language)

    def say_time(self) -> None:
        """How long it took, after the end."""
        again = Words(f"（另有 {self._resumed} 行是先前评的）", f" ({self._resumed} more were judged before)")(self._language)
        said = Words(f"本次评估 {self.rows} 行，{_time(self.seconds)}，", f"{self.rows} rows judged in {_time(self.seconds)}, ")
        manners.say(said(self._language) + self._rate() + (again if self._resumed else ""))
        self._say_memory()

    def _say_memory(self) -> None:
        from tijian.batch.memory import peak, process_here

        peaks = {**self._peaks, process_here(): peak()}
        most, together = (f"{size / 2**20:.0f} MB" for size in (max(peaks.values()), sum(peaks.values())))
        zh = f"内存峰值：最大的进程 {most}，{len(peaks)} 个进程合计 {together}"
        en = f"peak memory: {most} in the largest process, {together} in all {len(peaks)}"
        if max(peaks.values()):
            manners.say(Words(zh, en)(self._language))


def _time(seconds: float) -> str:
    """3:07, 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
