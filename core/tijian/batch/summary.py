"""What came of a batch, counted: for people at its end, for programs as `tijian/batch@1`. No clock is in it: same input, same bytes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from ..model.order import natural
from ..model.problem import Problem
from .job import Done, Failed

SCHEMA: Final = "tijian/batch@1"


@dataclass(slots=True)
class Tally:
    """One dataset: a category and edition. rows = judged + rejected + unread; judged = the four kinds together."""

    category: str
    edition: str
    digest: str
    status: str
    adopted_by: dict[str, Any] | None
    rows: int = 0
    judged: int = 0
    rejected: int = 0
    unread: int = 0  # of partitions that failed
    by_direct: int = 0
    audited: int = 0
    issued: Counter[str] = field(default_factory=Counter)  # by grade
    previews: Counter[str] = field(default_factory=Counter)
    uncertain: int = 0
    not_assessable: int = 0

    def add(self, one: Done) -> None:
        """A partition of it."""
        self.rows += one.rows
        self.judged += one.judged
        self.rejected += one.rejected
        self.by_direct += one.by_direct
        self.audited += one.audited
        for kind, grade, count in one.tally:
            if kind == "issued":
                self.issued[grade] += count
            elif kind == "preview":
                self.previews[grade] += count
            elif kind == "uncertain":
                self.uncertain += count
            else:
                self.not_assessable += count


@dataclass(slots=True)
class Summary:
    """The whole. `converted_in` are dossiers that were given as such, `converted_rejected` those of them that have no row."""

    datasets: dict[str, Tally]
    converted_in: int = 0
    converted_rejected: int = 0
    partitions: int = 0
    resumed: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # rejected rows by code
    problems: list[Problem] = field(default_factory=list)
    exit_code: int = 0

    def add(self, label: str, outcome: Done | Failed) -> None:
        """A partition, done or failed."""
        self.partitions += 1
        if isinstance(outcome, Failed):
            self.datasets[label].rows += outcome.rows
            self.datasets[label].unread += outcome.rows
            self.problems += outcome.problems
            self.exit_code = max(self.exit_code, outcome.exit_code)
            return
        self.resumed += outcome.resumed
        self.refused.update(dict(outcome.refused))
        self.datasets[label].add(outcome)

    def leave(self, label: str, rows: int) -> None:
        """A partition that nobody took up."""
        self.datasets[label].rows += rows
        self.datasets[label].unread += rows

    def total(self, name: str) -> int:
        """A number over all datasets: rows, judged, rejected, unread, by_direct, audited, uncertain, not_assessable."""
        return sum(int(getattr(one, name)) for one in self.datasets.values())

    @property
    def rows(self) -> int:
        """Everything that was given: rows, and dossiers that could not be made rows."""
        return self.total("rows") + self.converted_rejected

    @property
    def rejected(self) -> int:
        return self.total("rejected") + self.converted_rejected

    def grades(self, *, issued: bool) -> Counter[str]:
        """How many verdicts of each grade are issued, or are previews."""
        found: Counter[str] = Counter()
        for one in self.datasets.values():
            found.update(one.issued if issued else one.previews)
        return found

    def written(self) -> bytes:
        """As JSON, on one line."""
        said = {
            "schema": SCHEMA,
            "rows": self.rows,
            "judged": self.total("judged"),
            "rejected": self.rejected,
            "unread": self.total("unread"),
            "rejected_because": dict(sorted(self.refused.items())),
            "by_direct": self.total("by_direct"),
            "audited": self.total("audited"),
            "differences": 0,  # a difference ends the run: nothing is written then
            "partitions": self.partitions,
            "issued": _by_grade(self.grades(issued=True)),
            "previews": _by_grade(self.grades(issued=False)),
            "uncertain": self.total("uncertain"),
            "not_assessable": self.total("not_assessable"),
            "datasets": [_dataset(self.datasets[label]) for label in sorted(self.datasets, key=natural)],
        }
        return orjson.dumps(said) + b"\n"


def _dataset(one: Tally) -> dict[str, Any]:
    return {
        "category": one.category,
        "edition": one.edition,
        "digest": one.digest,
        "status": one.status,
        "adopted_by": one.adopted_by,
        "rows": one.rows,
        "judged": one.judged,
        "rejected": one.rejected,
        "unread": one.unread,
        "by_direct": one.by_direct,
        "audited": one.audited,
        "issued": _by_grade(one.issued),
        "previews": _by_grade(one.previews),
        "uncertain": one.uncertain,
        "not_assessable": one.not_assessable,
    }


def _by_grade(counted: Counter[str]) -> dict[str, int]:
    return {grade: counted[grade] for grade in sorted(counted, key=natural)}
