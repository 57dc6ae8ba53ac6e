"""A pool of processes on this machine. A worker that dies (out of memory, killed) takes its own partition with it, which is tried again.

`concurrent.futures` would lose every partition under way when one worker dies, and could not say which one it was.
Workers are spawned, so that no thread of Polars is ever forked; each gets its share of the cores. They leave Ctrl-C to the run, and end
when the run is gone: their pipe breaks.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from ...model.problem import Problem
from ...model.text import text
from ..job import Failed, Outcome, Outcomes, Task
from .alone import Alone

TRIES: Final = 3  # workers that may die of one partition
_PATIENCE: Final = 5.0  # seconds for a worker to end when asked


class LocalPool:
    """`processes` workers on this machine."""

    def __init__(self, processes: int = 2, life: Callable[[Connection, int], None] | None = None) -> None:
        """`life`: what a worker does; another one than ours only to try what becomes of workers that fail."""
        self._processes = processes
        self._life = life or serve
        self._context = get_context("spawn")

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, as they come. A single one is done here: a process would cost more than it saves."""
        waiting = deque(tasks)
        if len(waiting) == 1 and self._life is serve:
            yield from Alone().run(waiting)
            return
        deaths: dict[int, int] = {}
        desks: list[_Desk] = []
        try:
            while waiting or any(desk.task is not None for desk in desks):
                free = [desk for desk in desks if desk.task is None]
                while waiting and (free or len(desks) < self._processes):
                    if not free:
                        desks.append(_Desk(self._context, self._life, max(1, (os.cpu_count() or 1) // self._processes)))
                        free.append(desks[-1])
                    free.pop().give(waiting.popleft())
                busy = {desk.line: desk for desk in desks if desk.task is not None}
                for line in wait(list(busy)):
                    desk = busy[line]
                    task, outcome = desk.take()
                    if outcome is not None:
                        yield outcome
                        continue
                    desks.remove(desk)
                    number = task[1].number
                    deaths[number] = deaths.get(number, 0) + 1
                    if deaths[number] < TRIES:
                        waiting.appendleft(task)
                    else:
                        yield Failed(number, task[1].rows, (died(task, desk.process.exitcode),), 3)
        finally:
            for desk in desks:
                desk.dismiss()


class _Desk:
    """One worker process, the pipe to it, and what it works on."""

    def __init__(self, context: Any, life: Callable[[Connection, int], None], threads: int) -> None:
        self.line, far = context.Pipe()
        self.process = context.Process(target=life, args=(far, threads), daemon=True)
        self.process.start()
        far.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        """Hands it a task; one that has died meanwhile is noticed when the answer is taken."""
        self.task = task
        with suppress(OSError):  # the broken pipe is what `take` then reads
            self.line.send(task)

    def take(self) -> tuple[Task, Outcome | None]:
        """The task and what came of it; None where the worker died of it."""
        task, self.task = self.task, None
        assert task is not None
        try:
            return task, self.line.recv()
        except (EOFError, OSError):
            self.process.join()
            self.line.close()
            return task, None

    def dismiss(self) -> None:
        """Ends the process: at once where it is at work, since what it has not finished is not there."""
        if self.task is not None:
            self.process.terminate()
        self.line.close()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def serve(line: Connection, threads: int) -> None:
    """The life of a worker: tasks in, outcomes out, until nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["POLARS_MAX_THREADS"] = str(threads)  # read by Polars when it is imported, which is below
    from ..worker import carried_out

    while True:
        try:
            task = line.recv()
        except (EOFError, OSError):
            return
        outcome = carried_out(task)
        try:
            line.send(outcome)
        except OSError:
            return


def died(task: Task, exit_code: int | None) -> Problem:
    """That workers died of a partition."""
    errand, partition = task
    how = f"，退出码 {exit_code}" if exit_code is not None else ""
    en = f" (exit code {exit_code})" if exit_code is not None else ""
    where = f"{partition.name} 第 {partition.first + 1}–{partition.first + partition.rows} 行"
    rows = f"rows {partition.first + 1}–{partition.first + partition.rows} of {partition.name}"
    return Problem(
        "E988",
        text(
            f"评估 {where}（{errand.label}）的进程死了 {TRIES} 次{how}：多半是内存不足",
            f"the process that judged {rows} ({errand.label}) died {TRIES} times{en}: most likely out of memory",
        ),
        hint=text(
            "换小的 --partition-rows 或少用 --workers，再加 --resume 运行；已完成的分片都在",
            "use smaller --partition-rows or fewer --workers, and run again with --resume; what is done stays done",
        ),
    )
