"""What a contender is asked, and the little that they share: how states are coded, and how counts become a verdict."""

from collections.abc import Sequence
from typing import Any, Protocol

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome

FAIL, MINOR, PASS, UNKNOWN, OUT = range(5)  # of a check: it failed …, nothing is known of it, it does not count
CLASSES = ("veto", "key", "general")
TEST_CLASSES = ("key", "general", "minor")
ENDS = ("worst", "best")


class Judge(Protocol):
    """A compiled contender. Only `judge` is timed."""

    def take(self, rows: Sequence[Row]) -> Any:
        """The dossiers in the form in which this contender likes them best."""

    def judge(self, taken: Any) -> Any:
        """The answers for all of them, in its own form."""

    def outcomes(self, answers: Any) -> list[Outcome]:
        """The answers as everybody's, to be compared."""
