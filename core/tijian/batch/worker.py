"""One partition, wherever it is judged: read, sift, judge, audit, write, say so. What executors call, here and elsewhere.

Whatever goes wrong comes back as a `Failed`: a worker never dies of a bad row, and no traceback crosses a cluster.
"""

import hashlib
import os
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..exchange.parquet import sift
from ..model.problem import EngineDisagreement, InputError, Position, Problem, TijianError
from ..model.text import text
from .audit import audit
from .convert_part import convert_part
from .counting import counts_of
from .job import VERDICTS as COLUMNS
from .job import Chunk, Done, Errand, Failed, Outcome, Partition, Task
from .judges import judges_of, passport_here, refused_passport
from .memory import peak, process_here
from .shelf import COUNTS, FINDINGS, JOB, REJECTED, VERDICTS, Shelf
from .source import input_digest, rows_of
from .written import parquet

if TYPE_CHECKING:
    import polars as pl

__all__ = ["carried_out", "judge_partition", "passport_here", "refused_passport"]

_STOP: Final = frozenset({"E984", "E985", "E987", "E989", "E993"})  # what no other partition will be spared


def judge_partition(errand: Errand, partition: Partition) -> Outcome:
    """The outcome of one partition; its files are there when it is `Done`. Raises nothing."""
    outcome = _guarded(lambda: _judge(errand, partition), partition)
    return replace(outcome, worker=process_here(), peak=peak()) if isinstance(outcome, Done) else outcome


def carried_out(task: Task) -> Outcome:
    """The outcome of a task of either kind. Raises nothing."""
    errand, part = task
    if isinstance(errand, Errand):
        assert isinstance(part, Partition)
        return judge_partition(errand, part)
    assert isinstance(part, Chunk)
    return _guarded(lambda: convert_part(errand, part), part)


def _guarded(call: Callable[[], Outcome], part: Partition | Chunk) -> Outcome:
    try:
        return call()
    except TijianError as error:
        stop = error.exit_code == EngineDisagreement.exit_code or any(problem.code in _STOP for problem in error.problems)
        return Failed(part.number, part.rows, error.problems, error.exit_code, stop)
    except Exception as fault:  # noqa: BLE001  # not swallowed: it is said, and the partition is not done
        if os.environ.get("TIJIAN_DEBUG") == "1":
            traceback.print_exc()
        said = text(f"内部错误：{type(fault).__name__}: {fault}", f"internal error: {type(fault).__name__}: {fault}")
        at = Position(part.name, part.first + 1)
        return Failed(part.number, part.rows, (Problem("E799", said, at=at),), 5, stop=True)


def _judge(errand: Errand, partition: Partition) -> Done:
    shelf = Shelf(Path(errand.out))
    _same_out(shelf, errand)
    judges = judges_of(errand)
    name = f"{errand.label}-{partition.number:06d}-{_identity(errand, partition)[:16]}"
    if (found := shelf.done(partition.number, name)) is not None and found.audited >= min(len(partition.audit), found.judged):
        return found
    frame = rows_of(partition)
    sifted = sift(judges.layout, frame, partition.name, partition.first, errand.twice)
    good, rejected = sifted.good, sifted.rejected
    del frame, sifted
    judged = judges.plan.judge(good, findings=errand.findings, states=errand.counts and "numbers")
    verdicts = judged.verdicts
    _complete(errand, partition, good.height, verdicts, rejected.height)
    audited = audit(judges, good, verdicts, partition) if partition.audit and good.height else 0
    done = Done(
        number=partition.number,
        label=errand.label,
        name=name,
        rows=partition.rows,
        judged=verdicts.height,
        rejected=rejected.height,
        by_direct=judged.handed_to_direct,
        audited=audited,
        tally=tally_of(verdicts),
        refused=tuple(rejected.group_by("code").len().sort("code").iter_rows()) if rejected.height else (),
    )
    files = {VERDICTS: parquet(verdicts)}
    if good.height and errand.counts:
        files[COUNTS] = parquet(counts_of(judges, good, judged, errand.common))
    if rejected.height:
        files[REJECTED] = parquet(rejected)
    if errand.findings and judged.findings is not None:
        files[FINDINGS] = parquet(_told(errand, judged.findings))
    shelf.put(done, files)
    return done


def tally_of(verdicts: "pl.DataFrame") -> tuple[tuple[str, str, int], ...]:
    """How many verdicts of each kind and grade."""
    import polars as pl

    found: Counter[tuple[str, str]] = Counter()
    grouped = verdicts.group_by(pl.col("worst").is_null().alias("none"), "certain", "issued", "grade").len()
    for none, certain, issued, grade, many in grouped.iter_rows():
        kind = "not_assessable" if none else "uncertain" if not certain else "issued" if issued else "preview"
        found[kind, grade or ""] += many
    return tuple(sorted((kind, grade, many) for (kind, grade), many in found.items()))


def _told(errand: Errand, findings: "pl.DataFrame") -> "pl.DataFrame":
    """The findings as they are written: `assessment`, `category`, `edition`, `kind`, `id`."""
    import polars as pl

    whose = pl.lit(errand.category).alias("category"), pl.lit(errand.edition).alias("edition")
    return findings.select("assessment", *whose, "kind", "id")


def _same_out(shelf: Shelf, errand: Errand) -> None:
    """Whether OUT here is the OUT of the run: on a cluster both must see one file system."""
    try:
        seen = hashlib.sha256((shelf.out / JOB).read_bytes()).hexdigest()
    except OSError:
        seen = ""
    if seen != errand.job:
        said = text(f"工作进程看不到 OUT（{shelf.out}）", f"the worker does not see OUT ({shelf.out})")
        hint = text("输入和 OUT 要放在每个工作进程都看得到的文件系统上", "put the input and OUT on a file system that every worker sees")
        raise InputError(Problem("E993", said, hint=hint))


def _identity(errand: Errand, partition: Partition) -> str:
    """What the files of a partition are named by: its input to the byte, and by whom and how it is judged."""
    said = hashlib.sha256(input_digest(partition))
    for part in (errand.digest, str(errand.passport), str(errand.findings), str(errand.counts), "\0".join(errand.common), *errand.twice):
        said.update(part.encode() + b"\0")
    return said.hexdigest()


def _complete(errand: Errand, partition: Partition, good: int, verdicts: "pl.DataFrame", rejected: int) -> None:
    """Rows in = rows out + rows rejected, and every column of a verdict. Raises EngineDisagreement (E986): nothing may be lost."""
    if verdicts.height != good or good + rejected != partition.rows or tuple(verdicts.columns) != COLUMNS:
        said = text(
            f"{errand.label}：读入 {partition.rows} 行，评了 {verdicts.height} 行，拒收 {rejected} 行，对不上",
            f"{errand.label}: {partition.rows} rows were read, {verdicts.height} judged, {rejected} rejected: they do not add up",
        )
        raise EngineDisagreement(Problem("E986", said, at=Position(partition.name, partition.first + 1)))
