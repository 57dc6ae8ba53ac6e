"""成批评估 A whole batch, in the order in which it goes: OUT, input, rulesets, numbers used twice, partitions, who judges, what came of it.

`tijian batch` comes in here: `prepare`, then `carry_out`. Memory does not grow with the input: a partition is read, judged and written by
a worker, and only its counts come back. The one thing of every row that is ever held is a 64-bit hash of its assessment number.
"""

import hashlib
import random
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import orjson

from ..authoring.digest import canonical
from ..catalogues import Catalogue, Entry
from ..compare.checks import common_checks
from ..exchange.parquet import Layout, check_file, no_rows
from ..model.adoption import Adoption
from ..model.order import natural
from ..model.problem import EngineDisagreement, InputError, Position, Problem, TijianError
from ..model.text import text
from .convert import By, Converted, adoption_of, convert
from .executors.alone import Alone
from .job import Done, Errand, Executor, Failed, Made, Partition, Passport, Task
from .judges import passport_of
from .numbers import used_twice
from .shelf import SUMMARY, Shelf, write_whole
from .source import ROWS, WideFile, files_in, head_of, partitions
from .summary import SCHEMA, Summary, Tally

LEAST_AUDITED: Final = 100
AUDITED: Final = 10_000  # one row in so many
Watch = Callable[[Done | Failed], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of a batch. `audit`: so many rows, by default one in 10 000 and at least 100."""

    given: Path
    out: Path
    resume: bool = False
    findings: bool = False
    counts: bool = True
    audit: int | None = None
    rows: int = ROWS
    adoption: Adoption | None = None
    rulesets: tuple[Path, ...] = ()  # the user's own directories
    prefer: tuple[str, ...] = ()
    isolate: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything settled before the first row is judged."""

    shelf: Shelf
    errands: dict[str, Errand]
    entries: dict[str, Entry]
    parts: tuple[tuple[str, Partition], ...]
    converted: Converted
    job: bytes
    summary: Summary

    @property
    def rows(self) -> int:
        return sum(partition.rows for _, partition in self.parts)

    @property
    def passport(self) -> Passport:
        return next(iter(self.errands.values())).passport

    def tasks(self) -> list[Task]:
        """What an executor is given."""
        return [(self.errands[label], partition) for label, partition in self.parts]


def prepare(
    wishes: Wishes, known: Catalogue, say: Callable[[str, str], None] = lambda zh, en: None, readers: Executor | None = None
) -> Prepared:
    """Looks at everything that can be looked at before judging. `say` is told what takes its time; `readers` make dossiers wide.

    Raises InputError and RulesetError with all that is wrong with IN, OUT or the rulesets; nothing is judged then.
    """
    _apart(wishes.given, wishes.out)
    wishes = replace(wishes, adoption=wishes.adoption or adoption_of(wishes.given))
    shelf = Shelf(wishes.out)
    shelf.open(resume=wishes.resume)
    by = By(tuple(map(str, wishes.rulesets)), wishes.prefer, wishes.isolate)
    converted = convert(wishes.given, wishes.out, known, say, readers or Alone(), by)
    found = [*files_in(wishes.given), *converted.files]
    if not found and not converted.dossiers:
        raise InputError(_nothing(wishes.given))
    files = _heads(found)
    entries, errands = _errands(files, wishes, known)
    by_label: dict[str, list[WideFile]] = defaultdict(list)
    for file in files:
        by_label[label_of(file)].append(file)
    layouts = {label: Layout.of(entry.program.ruleset, entry.program) for label, entry in entries.items()}
    if problems := [problem for file in files for problem in check_file(file.path, layouts[label_of(file)])]:
        raise InputError(problems)
    if not any(file.rows for file in files) and not converted.dossiers:
        raise InputError(no_rows(wishes.given))
    say("核对评估编号", "looking for assessment numbers that are used twice")
    twice = used_twice(files)
    parts = [(label, part) for label in sorted(by_label, key=natural) for part in partitions(by_label[label], wishes.rows)]
    parts = [(label, replace(part, number=number)) for number, (label, part) in enumerate(parts)]
    job = _job(files, errands, entries, wishes)
    shelf.claim(job, resume=wishes.resume)
    named = hashlib.sha256(job).hexdigest()
    errands = {label: replace(one, job=named, twice=twice) for label, one in errands.items()}
    summary = Summary({label: _tally(entries[label], wishes.adoption, by_label[label]) for label in sorted(errands, key=natural)})
    summary.converted_in, summary.converted_rejected = converted.dossiers, converted.rejected
    summary.refused.update(dict(converted.refused))
    return Prepared(shelf, errands, entries, tuple(_audited(parts, named, wishes.audit)), converted, job, summary)


def carry_out(prepared: Prepared, executor: Executor, watch: Watch = lambda outcome: None) -> Summary:
    """Judges every partition and writes OUT/summary.json when all are done. `watch` sees each outcome as it comes.

    What failed stands in the summary, with its exit code; the rest is done, and `--resume` does only what is missing.
    """
    left = {partition.number: (label, partition.rows) for label, partition in prepared.parts}
    summary, names = prepared.summary, set(prepared.converted.names)
    outcomes = executor.run(prepared.tasks())
    try:
        for outcome in outcomes:
            assert not isinstance(outcome, Made)
            summary.add(left.pop(outcome.number)[0], outcome)
            watch(outcome)
            if isinstance(outcome, Done):
                names.add(outcome.name)
            elif outcome.stop:
                break
    finally:
        outcomes.close()
    for label, rows in left.values():
        summary.leave(label, rows)
    if summary.exit_code == 0:
        _adds_up(prepared, summary)
        for stray in prepared.shelf.stray(names):
            stray.unlink(missing_ok=True)
        write_whole(prepared.shelf.out / SUMMARY, summary.written())
    return summary


def label_of(file: WideFile) -> str:
    """How the files of its dataset begin."""
    return f"{file.category}-{file.edition}"


def _apart(given: Path, out: Path) -> None:
    """OUT may not lie in IN, nor IN in OUT: the output of one run would be the input of the next."""
    if not given.exists():
        said = text("没有这个文件或目录", "there is no such file or directory")
        raise InputError(Problem("E983", said, at=Position(str(given))))
    one, other = given.resolve(), out.resolve()
    if one == other or one in other.parents or other in one.parents:
        said = text(f"OUT（{out}）和 IN（{given}）不能互相包含", f"OUT ({out}) and IN ({given}) may not lie in one another")
        hint = text("把 OUT 放在 IN 之外", "name a directory for OUT outside of IN")
        raise InputError(Problem("E981", said, at=Position(str(out)), hint=hint))


def _nothing(given: Path) -> Problem:
    said = text("这里没有可评估的：没有宽表 Parquet，也没有案卷", "there is nothing to judge here: no wide Parquet, and no dossiers")
    hint = text(
        "给出宽表 .parquet、放着它们的目录、dossiers.jsonl 或评估行动的目录",
        "name a wide .parquet file, a directory of them, a dossiers.jsonl or a campaign's directory",
    )
    return Problem("E983", said, at=Position(str(given)), hint=hint)


def _heads(found: Sequence[tuple[Path, str]]) -> list[WideFile]:
    files: list[WideFile] = []
    problems: list[Problem] = []
    for path, name in found:
        try:
            files.append(head_of(path, name))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return files


def _errands(files: Sequence[WideFile], wishes: Wishes, known: Catalogue) -> tuple[dict[str, Entry], dict[str, Errand]]:
    """The ruleset of every dataset, and what its workers are told. Raises InputError and RulesetError where one is not here."""
    entries: dict[str, Entry] = {}
    errands: dict[str, Errand] = {}
    passport = passport_of(known)
    for label, file in {label_of(file): file for file in files}.items():
        entries[label] = _entry(file, known)
    common = common_checks([entry.program for entry in entries.values()])
    for label, file in {label_of(file): file for file in files}.items():
        entry = entries[label]
        packed = zlib.compress(canonical(entry.program.ruleset), 9)
        errands[label] = Errand(
            label=label,
            category=file.category,
            edition=file.edition,
            digest=entry.program.digest,
            ruleset=packed,
            passport=passport,
            out=str(wishes.out.resolve()),
            job="",
            findings=wishes.findings,
            counts=wishes.counts,
            common=common,
            prefer=wishes.prefer,
            isolate=wishes.isolate,
        )
    return entries, errands


def _entry(file: WideFile, known: Catalogue) -> Entry:
    """The ruleset that a file says its rows are laid out by. Raises InputError and RulesetError, with the file."""
    try:
        return known.edition(file.category, file.edition)
    except TijianError as error:
        raise type(error)([replace(problem, at=problem.at or Position(str(file.path))) for problem in error.problems]) from error


def _tally(entry: Entry, adoption: Adoption | None, files: Sequence[WideFile]) -> Tally:
    ruleset, digest = entry.program.ruleset, entry.program.digest
    name = (ruleset.category, ruleset.edition, digest)
    adopted = adoption is not None and adoption.names(*name) and adoption.covers(*name, _first_day(files))
    by = adoption.authority.model_dump() if adopted and adoption else None
    return Tally(ruleset.category, ruleset.edition, digest, "adopted" if adopted else ruleset.status, by)


def _first_day(files: Sequence[WideFile]) -> str:
    """The day of the earliest assessment: where one was made before the ruleset was adopted, not all of them are by an adopted one."""
    import polars as pl

    first = (pl.scan_parquet(one.path).select(pl.col("assessed_on").min()).collect().item() for one in files)
    return min((str(day)[:10] for day in first if day is not None), default="9999-12-31")


def _job(files: Sequence[WideFile], errands: dict[str, Errand], entries: dict[str, Entry], wishes: Wishes) -> bytes:
    """job.json: everything that the output depends on, and nothing else."""
    passport = next(iter(errands.values())).passport if errands else None
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "product": str(passport),
        "rulesets": {label: {"digest": one.digest, "status": entries[label].program.ruleset.status} for label, one in errands.items()},
        "input": [{"file": one.name, "rows": one.rows, "bytes": one.size} for one in files],
        "partition_rows": wishes.rows,
        "explain_findings": wishes.findings,
        "counts": wishes.counts,
        "adoption": None if wishes.adoption is None else wishes.adoption.model_dump(mode="json"),
    }
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def _audited(parts: Sequence[tuple[str, Partition]], seed: str, wanted: int | None) -> list[tuple[str, Partition]]:
    """The partitions with the rows that are judged again: drawn from all rows alike, the same ones in every run of the same job."""
    rows = sum(part.rows for _, part in parts)
    if wanted is None:
        wanted = max(LEAST_AUDITED, -(-rows // AUDITED))
    drawn = sorted(random.Random(seed).sample(range(rows), min(wanted, rows)))
    made, place, before = [], 0, 0
    for label, part in parts:
        mine = []
        while place < len(drawn) and drawn[place] < before + part.rows:
            mine.append(drawn[place] - before)
            place += 1
        before += part.rows
        made.append((label, replace(part, audit=tuple(mine))))
    return made


def _adds_up(prepared: Prepared, summary: Summary) -> None:
    """Rows in = rows judged + rows rejected. Raises EngineDisagreement (E986)."""
    rows, done = prepared.rows, summary.total("judged") + summary.total("rejected")
    dossiers = summary.converted_in - summary.converted_rejected
    if rows != done or dossiers != prepared.converted.rows:
        said = text(
            f"读入 {rows} 行，评估和拒收共 {done} 行，对不上", f"{rows} rows went in, {done} were judged or rejected: they do not add up"
        )
        raise EngineDisagreement(Problem("E986", said, at=Position(str(prepared.shelf.out))))
