"""`tijian batch`: dossiers by the million into verdicts, resumable, audited; here or on a cluster. The summary goes to stdout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .options import RulesetOptions, adoption, read_adoption, ruleset_options
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.batch.job import Executor
    from tijian.batch.running import Prepared
    from tijian.batch.summary import Summary

UNCERTAIN, NOT_ISSUED = "uncertain", "not-issued"


@click.command(
    "batch",
    cls=Command,
    what=Words(
        "成批评估。IN 是宽表 Parquet（一份，或放着它们的目录，品类和版本可以混在一起），或案卷（.jsonl、YAML、核查表、评估行动的目录），"
        "先转成宽表。OUT/verdicts 每份案卷一行结论，坏的行连同原因在 OUT/rejected，一行也不丢；抽出一些行由另两个引擎复核，"
        "有一个数字不同就停下，退出码 4。被打断了，加 --resume 接着做，结果一个字节也不差。",
        "Judge dossiers by the million. IN is wide Parquet (a file, or a directory of them, categories and editions mixed), or dossiers "
        "(.jsonl, YAML, checklists, a campaign's directory), which are made wide first. OUT/verdicts has a row a dossier; bad rows stand "
        "in OUT/rejected with their reasons, none is lost. Some rows are judged again by the two other engines; one digit of difference "
        "ends the run with exit code 4. After an interruption --resume goes on, and the output is the same to the byte.",
    ),
    examples=(
        ("tijian batch 宽表/ 结果/", Words("目录里的全部宽表，两个进程", "every wide file of a directory, by two processes")),
        (
            "tijian batch 宽表/ 结果/ --resume --engine-url tcp://10.0.0.5:8786 --explain-findings",
            Words("在 Dask 集群上接着做，并写出逐项的发现", "go on, on a Dask cluster, with every single finding written out"),
        ),
    ),
)
@click.argument("given", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@option("--resume", is_flag=True, zh="接着做 OUT 里没做完的", en="go on with what was begun in OUT")
@option("--explain-findings", is_flag=True, zh="逐项的发现写入 OUT/findings", en="write every single finding to OUT/findings")
@option(
    "--no-counts",
    is_flag=True,
    zh="只要判定，不合计：快些，但不能比较和成文",
    en="verdicts alone: quicker, but not to be compared or reported on",
)
@option(
    "--audit",
    type=click.IntRange(min=0),
    metavar="N",
    zh="由另两个引擎复核 N 行（默认万分之一，至少 100）",
    en="rows that the two other engines judge again (default 1 in 10 000, at least 100)",
)
@option("--workers", type=click.IntRange(1, 256), default=2, metavar="N", zh="本机的进程数（默认 2）", en="processes here (default 2)")
@option(
    "--engine-url",
    metavar="URL",
    zh="改用这个 Dask 调度器的集群，如 tcp://主机:8786",
    en="use the cluster of this Dask scheduler instead, such as tcp://host:8786",
)
@option(
    "--partition-rows",
    type=click.IntRange(min=1),
    metavar="N",
    zh="一个分片的行数（默认 131072）；内存随它增长",
    en="rows of a partition (default 131072); memory grows with it",
)
@option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    metavar="text|json",
    zh="小结：文字（默认）或 JSON（同 OUT/summary.json）",
    en="the summary: text (default) or JSON (as OUT/summary.json)",
)
@option(
    "--fail-on",
    multiple=True,
    metavar="GRADE|uncertain|not-issued",
    zh="出现该等级、未定或未出具时退出码为 1，可多次给出",
    en="exit with 1 where this grade, an uncertain or a not issued verdict occurs; may be given again",
)
@ruleset_options
@adoption
@click.pass_context
def batch(
    context: click.Context,
    given: Path,
    out: Path,
    resume: bool,
    explain_findings: bool,
    no_counts: bool,
    audit: int | None,
    workers: int,
    engine_url: str | None,
    partition_rows: int | None,
    form: str,
    fail_on: tuple[str, ...],
    rulesets: RulesetOptions,
    adoption: Path | None,
) -> int:
    """Judges everything and returns the exit code."""
    from tijian.batch.needed import need_columns

    need_columns()
    from tijian.batch.running import Wishes, carry_out, prepare
    from tijian.batch.source import ROWS

    from .batch_progress import Progress
    from .batch_report import batch_report
    from .paper import on_stdout

    language = language_of(context)
    known = rulesets.catalogue(context)
    wishes = Wishes(
        given=folder_of(str(given)) or given,
        out=out,
        resume=resume,
        findings=explain_findings,
        counts=not no_counts,
        audit=audit,
        rows=partition_rows or ROWS,
        adoption=read_adoption(adoption),
        rulesets=rulesets.paths,
        prefer=rulesets.prefer,
        isolate=rulesets.isolate,
    )
    with _resumable(language):
        prepared = prepare(wishes, known, lambda zh, en: manners.say(Words(zh, en)(language)), _here(workers))
        _refuse_unknown_grade(context, prepared, fail_on)
        with _executor(prepared, workers, engine_url) as executor, Progress(prepared.rows, language) as progress:
            summary = carry_out(prepared, executor, progress.seen)
    manners.say_problems(summary.problems, language)
    if form == "json":
        manners.write_data(summary.written().decode())
    else:
        manners.write_text(batch_report(summary, out, language, on_stdout()))
    progress.say_time()
    return _code(summary, fail_on)


@contextmanager
def _executor(prepared: Prepared, workers: int, url: str | None) -> Iterator[Executor]:
    """Who judges: a cluster, or processes here."""
    if url is None:
        yield _here(workers)
        return
    from tijian.batch.executors.cluster import Cluster

    cluster = Cluster(url, prepared.passport, next(iter(prepared.errands.values())).prefer)
    try:
        yield cluster
    finally:
        cluster.close()


def _here(workers: int) -> Executor:
    """Processes on this machine, or this one alone."""
    if workers == 1:
        from tijian.batch.executors.alone import Alone

        return Alone()
    from tijian.batch.executors.local import LocalPool

    return LocalPool(workers)


@contextmanager
def _resumable(language: Language) -> Iterator[None]:
    """Says of an interrupted run that it can be gone on with."""
    try:
        yield
    except KeyboardInterrupt:
        words = Words("已完成的分片都在，加 --resume 接着做", "what is done stays done; go on with --resume")
        manners.say(words(language))
        raise


def _code(summary: Summary, fail_on: Sequence[str]) -> int:
    """The exit code: what went wrong, else what was rejected, else what the user asked to be told."""
    if summary.exit_code:
        return summary.exit_code
    if summary.rejected:
        return manners.INPUT
    grades = summary.grades(issued=True) + summary.grades(issued=False)
    uncertain = summary.total("uncertain") + summary.total("not_assessable")
    met = {
        UNCERTAIN: uncertain > 0,
        NOT_ISSUED: uncertain + summary.grades(issued=False).total() > 0,
    }
    return manners.NO if any(met.get(wanted, grades[wanted] > 0) for wanted in fail_on) else 0


def _refuse_unknown_grade(context: click.Context, prepared: Prepared, fail_on: Sequence[str]) -> None:
    """A grade that no ruleset in use has would never be met: most likely it is misspelt."""
    grades = {row.grade for entry in prepared.entries.values() for row in entry.program.ruleset.verdicts}
    if strange := sorted(set(fail_on) - {UNCERTAIN, NOT_ISSUED} - grades):
        listed = ", ".join([*sorted(grades), UNCERTAIN, NOT_ISSUED])
        words = Words(f"--fail-on：没有等级 {strange[0]}；有 {listed}", f"--fail-on: there is no grade {strange[0]}; there are {listed}")
        raise click.UsageError(words(language_of(context)), context)
