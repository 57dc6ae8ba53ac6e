"""Our engines beside other people's rule engines and code written by hand: the same made-up ruleset, the same dossiers, the same answers.

That every answer is the same is checked first; a contender that differs is named and not measured. Each runs in a process of its own,
all of them in turn, round after round, so that a machine that slows down slows all; ratios are taken round by round. One core is one
core: the process stays on it.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

from .contenders import ALL, Contender
from .measured import Table
from .trial import Trial

LATENCY, RATE = "tijian direct", "tijian columnar"  # what the others are held against
REFERENCE = "Python, by hand"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    checks: int
    dossiers: int
    seconds: float
    frame: int


SIZES = {"quick": Size(1, 20, 40, 0.02, 400), "usual": Size(3, 100, 500, 1.0, 100_000)}


def measure(*, quick: bool = False) -> list[Table]:
    """The table, and who is not in it."""
    size = SIZES["quick" if quick else "usual"]
    here = [one for one in ALL if _version(one) is not None]
    absent = [one.name for one in ALL if _version(one) is None]
    trials: dict[str, list[Trial]] = {one.name: [] for one in here}
    pairs: dict[str, list[float]] = {one.name: [] for one in here}
    wrong: dict[str, int] = {}
    for _ in range(size.rounds):
        for one in here:
            if one.name in wrong:
                continue
            trials[one.name].append(run(one, size))
            if different := _different(trials[REFERENCE] or [run(_named(REFERENCE), size)], trials[one.name][-1]):
                wrong[one.name] = different
            else:
                pairs[one.name].append(_on_two_cores(one, size))
    table = _table([one for one in here if one.name not in wrong], trials, pairs, size)
    notes = [f"未安装，未测 · not installed, not measured: {name}" for name in absent]
    notes += [f"结论不同，不列入 · answers differ, left out: {name} ({count} of 100 dossiers)" for name, count in wrong.items()]
    return [Table(table.title, table.head, table.rows, (*table.notes, *notes))]


def run(contender: Contender, size: Size, *, core: int | None = 0, threads: int = 1, slices: int = 1) -> Trial:
    """One trial in a process of its own. `slices`: how many tables at least are judged."""
    return _ended(_started(contender, size, core=core, threads=threads, slices=slices))


def _started(contender: Contender, size: Size, *, core: int | None, threads: int, slices: int = 1) -> subprocess.Popen[str]:
    words = [sys.executable, "-W", "ignore", "-m", "bench.trial", contender.name]
    asked = {"checks": size.checks, "dossiers": size.dossiers, "seconds": size.seconds, "frame": size.frame, "slices": slices}
    if core is not None:
        asked["core"] = core
    options = [f"--{name}={value}" for name, value in asked.items()]
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "BENCH_THREADS": str(threads), "PYTHONHASHSEED": "0"}
    return subprocess.Popen([*words, *options, f"--started={time.time()}"], env=environment, stdout=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> Trial:
    told, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Trial(**json.loads(told.splitlines()[-1]))


def _on_two_cores(contender: Contender, size: Size) -> float:
    """Dossiers a second: one process with two threads, or two processes, each on its core."""
    if contender.frames:
        return run(contender, size, core=None, threads=2).rate
    both = [_started(contender, size, core=core if (os.cpu_count() or 1) > 1 else None, threads=1) for core in (0, 1)]
    return sum(_ended(one).rate for one in both)


def _different(reference: list[Trial], trial: Trial) -> int:
    return sum(one != other for one, other in zip(reference[0].outcomes, trial.outcomes, strict=True))


def _named(name: str) -> Contender:
    return next(one for one in ALL if one.name == name)


def _version(contender: Contender) -> str | None:
    try:
        return version(contender.needs) if contender.needs else ""
    except PackageNotFoundError:
        return None


def _table(here: list[Contender], trials: dict[str, list[Trial]], pairs: dict[str, list[float]], size: Size) -> Table:
    rows = [_row(one, trials, pairs) for one in here]
    head = ("", "为何 why", "p50 µs", "p99 µs", f"× {LATENCY}", "1 核 core /s", "2 核 cores /s", f"÷ {RATE}", "MB", "启动 start s")
    zh = f"{size.checks} 项检查，{size.dossiers} 份案卷，{size.rounds} 轮"
    title = f"{zh} · {size.checks} checks, {size.dossiers} dossiers, {size.rounds} rounds"
    notes = (
        "为何：● 说明依据，○ 只给结论；全部算同样的结果，两种补全。",
        "why: ● explains, ○ judges only; all compute the same, both completions.",
        f"µs：一次一案；表格类引擎的 /s：每表 {size.frame:,} 案。",
        f"µs: one dossier at a time; /s of those that take tables: {size.frame:,} dossiers a table.",
    )
    return Table(title, head, tuple(rows), notes)


def _row(one: Contender, trials: dict[str, list[Trial]], pairs: dict[str, list[float]]) -> tuple[str, ...]:
    mine = trials[one.name]
    p50, p99 = (median(_quantile(trial.latencies, share) for trial in mine) for share in (0.5, 0.99))
    slower = _ratio(mine, trials.get(LATENCY, []), lambda trial: _quantile(trial.latencies, 0.5))
    share = _ratio(mine, trials.get(RATE, []), lambda trial: trial.rate)
    return (
        f"{one.name} {_version(one) or ''}".strip() if not one.name.startswith("tijian") else one.name,
        "●" if one.explains else "○",
        f"{p50:,.0f}",
        f"{p99:,.0f}",
        "–" if slower is None else f"{slower:.2f}",
        f"{median(trial.rate for trial in mine):,.0f}",
        f"{median(pairs[one.name]):,.0f}",
        "–" if share is None else f"{share:.4f}",
        f"{median(trial.peak for trial in mine):,.0f}",
        f"{median(trial.start_up for trial in mine):.2f}",
    )


def _ratio(mine: list[Trial], ours: list[Trial], of: Any) -> float | None:
    """The median over the rounds of this one's figure over ours; None where ours was not measured."""
    pairs = [of(a) / of(b) for a, b in zip(mine, ours, strict=False)]
    return median(pairs) if pairs else None


def _quantile(samples: list[float], share: float) -> float:
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
