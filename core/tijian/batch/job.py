"""What travels between the run and its workers: an errand (by which ruleset, into which directory), a partition, and what came of it.

All of it is small, frozen and picklable. The ruleset goes as its resolved form and its digest, so that a worker needs no file of rulesets.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Protocol

from ..model.problem import Problem

VERDICTS = (
    "assessment", "category", "edition", "grade", "worst", "best", "certain", "issued", "capable", "site_low", "site_high",
    "tests_low", "tests_high", "total_low", "total_high", "fails", "minors", "unknowns",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passport:
    """Who judges: the same bytes are promised only where all of this is the same."""

    product: str
    polars: str
    plugins: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        plugins = ", ".join(f"{name} {version}" for name, version in self.plugins)
        return f"tijian {self.product}, polars {self.polars}" + (f" ({plugins})" if plugins else "")


@dataclass(frozen=True, slots=True)
class Errand:
    """What all partitions of one dataset have in common. `ruleset` is its canonical JSON, compressed."""

    label: str  # category-edition: how the files of its partitions begin
    category: str
    edition: str
    digest: str
    ruleset: bytes
    passport: Passport
    out: str
    job: str  # the digest of OUT's job.json: a worker that does not see that file does not see OUT
    findings: bool
    counts: bool
    common: tuple[str, ...] = ()  # the site and rule checks that all datasets of the batch have
    twice: tuple[str, ...] = ()  # assessment numbers that are used more than once, in all of the input
    prefer: tuple[str, ...] = ()
    isolate: bool = False


@dataclass(frozen=True, slots=True)
class Partition:
    """Some rows of one file: `rows` of them from `first` (0 is the first), which lie in `groups` row groups from `group`."""

    number: int
    file: str  # where it is
    name: str  # how it is called in what people read
    first: int
    rows: int
    group: int
    groups: int
    audit: tuple[int, ...] = ()  # rows of it, counted from 0, that both other engines judge again


@dataclass(frozen=True, slots=True)
class Done:
    """A partition that was judged, or was found judged: rows == judged + rejected."""

    number: int
    label: str
    name: str  # of its files
    rows: int
    judged: int
    rejected: int
    by_direct: int  # rows that the columnar engine handed to the direct one
    audited: int
    tally: tuple[tuple[str, str, int], ...]  # (issued | preview | uncertain | not_assessable, grade or "", how many)
    refused: tuple[tuple[str, int], ...] = ()  # rejected rows by code
    resumed: bool = False
    worker: str = ""  # who judged it, and the most bytes of memory which that process ever held: told, and not written down
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A partition (or a chunk) that gave nothing, and why. `stop`: no other one will do better."""

    number: int
    rows: int
    problems: tuple[Problem, ...]
    exit_code: int
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What all chunks of dossiers that are made wide have in common. Rulesets are where they are: chunks are read on this machine."""

    given: str  # the digest of all of them
    parts: str  # where their rows are put
    passport: Passport
    rulesets: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    isolate: bool = False
    label: str = "converted"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file of dossiers, from byte `begin` on, or some files. `apart`: each file is one dossier, whatever the others are."""

    number: int
    files: tuple[str, ...]
    name: str  # how it is called in what people read
    first: int  # lines before it
    rows: int  # lines, or files
    begin: int | None = None  # None: it is files
    end: int | None = None  # None: to the end of the file
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A chunk that was made wide: of so many dossiers, rows by category and edition (with the ruleset's digest), refusals by code."""

    number: int
    rows: int
    dossiers: int
    labels: tuple[tuple[str, str, int], ...]
    refused: tuple[tuple[str, int], ...] = ()
    resumed: bool = False


Outcome = Done | Made | Failed
Outcomes = Generator[Outcome, None, None]
Task = tuple[Errand, Partition] | tuple[Reading, Chunk]


class Executor(Protocol):
    """Who judges partitions and reads chunks: processes here, or a cluster. Tasks in, outcomes out, in any order, each exactly once."""

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, as they come. Closing the iterator early ends the work."""
        ...
