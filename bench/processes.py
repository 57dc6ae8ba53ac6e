"""A process as people start it, and what it took: time on the clock and of the processors, and the memory of it and its children.

Memory is looked at from outside again and again: what the system keeps as a peak (Linux) begins with what the parent held at the start.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

_LOOK = 0.02  # seconds between two looks at the memory of a process


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process, with all its children, took: seconds on the clock, of the processors; MB of the largest process, of all together."""

    wall: float
    cpu: float
    largest: float
    together: float


def spent(words: Sequence[str], cores: int | None = None) -> Spent:
    """A program of this Python, run on so many cores, or on all. Raises CalledProcessError where it fails."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"} | ({"POLARS_MAX_THREADS": str(cores)} if cores else {})
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, set(range(cores)))
    peaks = Peaks(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peaks.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Spent(wall, usage.ru_utime + usage.ru_stime, peaks.largest, peaks.together)


class Peaks(threading.Thread):
    """Looks at the memory of a process and its children again and again: MB held by the largest, and by all at one time.

    What they share (libraries, read alike) counts for each.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.largest = self.together = 0.0
        self._pid, self._ended = pid, threading.Event()
        self.start()

    def run(self) -> None:
        """Until it is stopped."""
        import psutil

        while not self._ended.wait(_LOOK):
            held = []
            try:
                family = [psutil.Process(self._pid)]
                family += family[0].children(recursive=True)
            except psutil.Error:
                continue
            for one in family:
                try:
                    held.append(one.memory_info().rss / 2**20)
                except psutil.Error:  # gone meanwhile
                    continue
            self.largest, self.together = max([self.largest, *held]), max(self.together, sum(held))

    def stop(self) -> None:
        """No more looks."""
        self._ended.set()
        self.join()
