"""One contender in a process of its own: how soon it answers, how long for one dossier, how many a second, how much memory.

`python -m bench.trial` prints one line of JSON; `peers` and `growth` start it, one contender after the other.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from .contenders import BY_NAME, Contender
from .contenders.base import Judge
from .subject.dossiers import Row, rows
from .subject.plan import Plan, plan

WARM = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What one process measured. `latencies`: µs; `rate`: dossiers a second; `peak`: MB; `outcomes`: of the first dossiers."""

    start_up: float
    ready: float
    latencies: list[float]
    rate: float
    peak: float
    outcomes: list[list[Any]]


def main(words: Sequence[str]) -> int:
    """Measures and prints."""
    asked = argparse.ArgumentParser(prog="bench.trial")
    asked.add_argument("name", choices=sorted(BY_NAME))
    asked.add_argument("--checks", type=int, default=100)
    asked.add_argument("--dossiers", type=int, default=500, help="how many different dossiers")
    asked.add_argument("--seconds", type=float, default=1.0, help="for the latencies, and again for the rate")
    asked.add_argument("--frame", type=int, default=100_000, help="dossiers in one table")
    asked.add_argument("--slices", type=int, default=1, help="how many tables at least")
    asked.add_argument("--core", type=int, help="stay on this core")
    asked.add_argument("--started", type=float, default=time.time(), help="when the process was started")
    given = asked.parse_args(words)
    if given.core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {given.core})
    contender, size = BY_NAME[given.name], plan(given.checks)
    some = list(rows(size, given.dossiers))
    made = time.time()  # the dossiers are everybody's: they are no part of getting ready
    judge = compiled(contender, size)
    first = judge.take(some[:1])
    judge.judge(first)
    ready = time.time() - made
    start_up = (made - given.started) - _making(size, given.dossiers) + ready
    outcomes = [list(one) for one in judge.outcomes(judge.judge(judge.take(some[:100])))]
    latencies = one_by_one(judge, some, given.seconds)
    rate = at_a_time(contender, judge, some, given)
    print(json.dumps(asdict(Trial(start_up, ready, latencies, rate, _peak(), outcomes))))
    return 0


def compiled(contender: Contender, size: Plan) -> Judge:
    """The contender, ready to judge."""
    judge: Judge = import_module(f"bench.contenders.{contender.module}").judge(size, contender.way)
    return judge


def one_by_one(judge: Judge, some: Sequence[Row], seconds: float) -> list[float]:
    """Microseconds of single dossiers, one after the other."""
    taken = [judge.take([row]) for row in some]
    for one in taken[:WARM]:
        judge.judge(one)
    found: list[float] = []
    end = time.perf_counter() + seconds
    turn = cycle(taken)
    while not found or time.perf_counter() < end:
        one = next(turn)
        start = time.perf_counter()
        judge.judge(one)
        found.append(round((time.perf_counter() - start) * 1e6, 1))
    return found


def at_a_time(contender: Contender, judge: Judge, some: Sequence[Row], given: argparse.Namespace) -> float:
    """Dossiers a second: a table of `frame` dossiers at a time, or one after the other."""
    if contender.frames:
        import polars as pl

        few = judge.take(some)
        taken = pl.concat([few] * max(1, given.frame // len(some)), rechunk=True)
        size = len(taken)
    else:
        taken, size = judge.take(some), len(some)
    done, start = 0, time.perf_counter()
    while done < size * given.slices or time.perf_counter() - start < given.seconds:
        judge.judge(taken)
        done += size
    return done / (time.perf_counter() - start)


def _making(size: Plan, count: int) -> float:
    """How long the dossiers took to make: taken off the start-up."""
    start = time.perf_counter()
    list(islice(rows(size, count), count))
    return time.perf_counter() - start


def _peak() -> float:
    """The most memory this process ever held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts into ru_maxrss what the parent held when it started this process
        return next(int(line.split()[1]) for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM")) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS: bytes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
