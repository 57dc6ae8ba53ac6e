"""How cost grows: with the checks of a ruleset (10 to 2 000), and with the dossiers of one table (a thousand to ten million).

Everything should grow with the number of checks and of dossiers, no faster: each row says what one check, or one dossier, costs.
"""

import gc
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import tijian

from .contenders import BY_NAME
from .measured import Table
from .peers import SIZES, Size, run
from .subject.dossiers import rows
from .subject.plan import plan
from .subject.ruleset import CATEGORY, DAY, write
from .trial import compiled

CHECKS = {"quick": (10, 50), "usual": (10, 20, 50, 100, 200, 500, 1000, 2000)}
DOSSIERS = {"quick": (1_000, 2_000), "usual": (1_000, 10_000, 100_000, 1_000_000, 10_000_000)}
AT_ONCE = 250_000  # dossiers in one table: more come slice by slice, as a batch takes them


def measure(*, quick: bool = False) -> list[Table]:
    """Two tables: by checks, by dossiers."""
    how = "quick" if quick else "usual"
    return [_by_checks(CHECKS[how], 5 if quick else 60), _by_dossiers(DOSSIERS[how], SIZES[how])]


def _by_checks(sizes: tuple[int, ...], dossiers: int) -> Table:
    lines = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(plan(size), Path(folder))
            loading = median(_seconds(partial(_load, folder)) for _ in range(3))
        direct, whole = (_each(name, size, dossiers) for name in ("tijian direct, typed facts", "tijian assess, both"))
        costs = (f"{direct:,.0f}", f"{direct / size:.2f}", f"{whole:,.0f}", f"{whole / size:.1f}")
        lines.append((f"{size:,}", f"{loading:.3f}", f"{loading / size * 1e3:.2f}", *costs))
    head = ("检查项 checks", "读入并检查 load and lint s", "ms/项 check", "direct µs", "µs/项 check", "assess µs", "µs/项 check")
    return Table("检查项越多（处理器时间） · with the checks of a ruleset (processor time)", head, tuple(lines))


def _load(folder: str) -> object:
    return tijian.catalogue([folder]).entry(CATEGORY, DAY)


def _each(name: str, checks: int, dossiers: int) -> float:
    """Microseconds a dossier, the median."""
    size = plan(checks)
    judge = compiled(BY_NAME[name], size)
    taken = judge.take(list(rows(size, dossiers)))
    judge.judge(taken)
    gc.collect()
    return median(_seconds(partial(judge.judge, [one])) for one in taken for _ in range(3)) * 1e6


def _by_dossiers(counts: tuple[int, ...], size: Size) -> Table:
    lines = []
    for count in counts:
        at_once = min(count, AT_ONCE)
        cells = [f"{count:,}"]
        for name in ("tijian columnar", "Polars, by hand", "DuckDB, SQL"):
            asked = Size(1, size.checks, min(size.dossiers, count), 0.0, at_once)
            found = run(BY_NAME[name], asked, threads=1, slices=-(-count // at_once))
            cells += [f"{count / found.rate:,.2f}", f"{1e6 / found.rate:.2f}", f"{found.peak:,.0f}"]
        lines.append(tuple(cells))
    head = ("案卷 dossiers", "columnar s", "µs/案 each", "MB", "Polars s", "µs/案 each", "MB", "DuckDB s", "µs/案 each", "MB")
    note = f"一个核；每表至多 {AT_ONCE:,} 案。 One core; at most {AT_ONCE:,} dossiers a table."
    return Table(f"案卷越多，{size.checks} 项检查 · with the dossiers, {size.checks} checks", head, tuple(lines), (note,))


def _seconds(call: Callable[[], object]) -> float:
    """The processor's time, not the clock's: what else runs on the machine must not bend the curve."""
    start = time.process_time()
    call()
    return time.process_time() - start
