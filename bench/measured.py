"""How a measurement is taken and told: two commands in turn, the spread shown, never a single number.

Every room of the bench comes in here. Two things are compared by running them alternately, so that a machine that slows down
meanwhile slows both; the ratio is taken pair by pair, and its median is the answer.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity: what was measured, in which unit, and every sample in the order taken."""

    name: str
    unit: str
    samples: tuple[float, ...]

    def __str__(self) -> str:
        low, middle, high = min(self.samples), statistics.median(self.samples), max(self.samples)
        return f"{self.name:<58} min {low:10.3f}  median {middle:10.3f}  max {high:10.3f}  {self.unit}  ({len(self.samples)} runs)"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of measurements, printed as Markdown, so that it can stand in a page as it is."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"### {self.title}", "", _line(self.head), _line(("---", *["---:"] * (len(self.head) - 1))), *map(_line, self.rows)]
        return "\n".join([*lines, "", *(f"- {note}" for note in self.notes)] if self.notes else lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def seconds(command: Sequence[str]) -> float:
    """Wall time of one run of a command of this Python. Raises CalledProcessError where it fails: a failed run has no time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def paired(name: str, ours: Callable[[], float], other_name: str, other: Callable[[], float], unit: str, runs: int = 15) -> list[Measured]:
    """Measure two things alternately, after one unmeasured run of each: ours, the other, and the ratio pair by pair."""
    ours(), other()
    pairs = [(ours(), other()) for _ in range(runs)]
    return [
        Measured(name, unit, tuple(a for a, _ in pairs)),
        Measured(other_name, unit, tuple(b for _, b in pairs)),
        Measured("  ratio", "x", tuple(a / b for a, b in pairs)),
    ]


def quantiles(name: str, unit: str, samples: Sequence[float]) -> list[Measured]:
    """The median and the 99th percentile of many samples of one thing."""
    ordered = sorted(samples)
    return [Measured(f"{name}, p{share}", unit, (ordered[min(len(ordered) - 1, len(ordered) * share // 100)],)) for share in (50, 99)]
