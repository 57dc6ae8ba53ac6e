"""`tijian batch` as a whole beside one Polars program written by hand for the same ruleset: the same wide Parquet in, verdicts out.

Both are processes of their own, one after the other, round after round; every verdict of the two is compared before anything is told.
Ours also looks at every value and number, has some rows judged again by the two other engines, counts for boards and reports, and can be
resumed; by hand none of that is done. The rate of the fastest rule engine is taken in the same run.
"""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .contenders import BY_NAME
from .generate import generate
from .measured import Table
from .peers import SIZES as SMALL
from .peers import run as trial
from .processes import Spent, spent
from .subject.plan import plan
from .subject.wide import wide

CHECKS = 100
ROWS = {"quick": 2_000, "usual": 4_000_000}
ROUNDS = {"quick": 1, "usual": 3}
FASTEST = "CEL (Rust)"  # of the rule engines
VERDICTS, OURS, THEIRS = "tijian batch --no-counts", "tijian batch", "Polars, by hand"


def measure(*, quick: bool = False) -> list[Table]:
    """Two tables: a plan beside Polars by hand, and two categories of the product."""
    how = "quick" if quick else "usual"
    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), ROWS[how]
        rulesets, data = wide(plan(CHECKS), folder, rows)
        engine = trial(BY_NAME[FASTEST], SMALL[how]).rate
        return [_beside(folder, data, rulesets, rows, ROUNDS[how], engine), _categories(folder, rows)]


def _beside(folder: Path, data: Path, rulesets: Path, rows: int, rounds: int, engine: float) -> Table:
    lines = []
    for cores in (1, 2) if (os.cpu_count() or 1) > 1 else (1,):
        runs: dict[str, list[Spent]] = {VERDICTS: [], OURS: [], THEIRS: []}
        for number in range(rounds):
            theirs = folder / f"theirs-{cores}-{number}"
            runs[THEIRS].append(spent(["-m", "bench.by_hand", str(data), str(theirs), "--checks", str(CHECKS)], cores))
            for name, more in ((VERDICTS, ["--no-counts"]), (OURS, [])):
                out = folder / f"ours-{cores}-{number}-{len(more)}"
                words = ["batch", str(data), str(out), "--ruleset-path", str(rulesets), "--workers", str(cores), *more]
                runs[name].append(spent(["-m", "tijian_cli", *words], cores))
                if different := differences(out / "verdicts", theirs):
                    raise AssertionError(f"{different} of {rows} verdicts differ from those by hand: nothing is measured")
                shutil.rmtree(out)
            shutil.rmtree(theirs)
        for name, mine in runs.items():
            pairs = list(zip(mine, runs[THEIRS], strict=True))
            share, work = (median(getattr(hand, what) / getattr(own, what) for own, hand in pairs) for what in ("wall", "cpu"))
            rate = median(rows / own.wall for own in mine)
            lines.append((*_line(f"{name}, {cores} 核 cores", rows, mine), f"{share:.2f}", f"{work:.2f}", f"{rate / engine:,.0f}"))
    head = (
        "",
        "/s",
        "墙钟 wall s",
        "处理器 CPU s",
        "最大 largest MB",
        "合计 together MB",
        "÷ 手写 by hand",
        "按处理器 by CPU",
        f"× {FASTEST}",
    )
    zh = f"成批：{CHECKS} 项检查，{rows:,} 行，{rounds} 轮"
    notes = (
        f"× {FASTEST}：最快的规则引擎，同一次测得一个核每秒 {engine:,.0f} 份。",
        f"× {FASTEST}: the fastest rule engine; in the same run {engine:,.0f} dossiers a second on one core.",
        "全部结论逐行相同。我们的另含读入检查、编号核对、复核，不带 --no-counts 的还有合计；都是整个进程，含启动。",
        "Every verdict is the same. Ours also checks its input, audits, and (without --no-counts) counts; whole processes, start included.",
    )
    return Table(f"{zh} · batch: {CHECKS} checks, {rows:,} rows, {rounds} rounds", head, tuple(lines), notes)


def _categories(folder: Path, rows: int) -> Table:
    """Two categories of the product, which have lists of specimens."""
    generate(folder / "categories", rows)
    lines = []
    for workers in (1, 2) if (os.cpu_count() or 1) > 1 else (1,):
        words = ["-m", "tijian_cli", "batch", str(folder / "categories"), str(folder / f"out-{workers}"), "--workers", str(workers)]
        lines.append(_line(f"{OURS}, {workers} 核 cores", rows, [spent(words, workers)]))
    head = ("", "/s", "墙钟 wall s", "处理器 CPU s", "最大 largest MB", "合计 together MB")
    return Table(f"成批：口罩和防火门，{rows:,} 行 · batch: masks and fire doors, {rows:,} rows", head, tuple(lines))


def _line(name: str, rows: int, runs: Sequence[Spent]) -> tuple[str, ...]:
    wall, cpu = median(one.wall for one in runs), median(one.cpu for one in runs)
    memory = (f"{max(one.largest for one in runs):,.0f}", f"{max(one.together for one in runs):,.0f}")
    return (name, f"{rows / wall:,.0f}", f"{wall:.2f}", f"{cpu:.2f}", *memory)


def differences(ours: Path, theirs: Path) -> int:
    """How many verdicts are not the same, in any column, or are missing on one side."""
    import polars as pl

    both = []
    for folder in (ours, theirs):
        read = pl.concat([pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))])
        both.append(read.with_columns(pl.col(pl.Enum).cast(pl.String)).sort("assessment"))
    one, other = both
    if one.columns != other.columns or one.height != other.height:
        return max(one.height, other.height)
    same = [one.get_column(name).eq_missing(other.get_column(name)).alias(name) for name in one.columns]
    return int((~pl.DataFrame(same).select(pl.all_horizontal(pl.all())).to_series()).sum())
