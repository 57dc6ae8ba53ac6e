"""Every limit row of a test, with the path that leads to it."""

from collections.abc import Iterator

from ..model.ruleset import LimitRow, SampleTest
from .document import Path


def rows_of(name: str, test: SampleTest) -> Iterator[tuple[Path, LimitRow]]:
    """Every limit row of a test, its own or a part's, with the path of the row."""
    for index, row in enumerate(test.limits or ()):
        yield ("sample_tests", name, "limits", index), row
    if isinstance(test.parts, dict):
        for part, rows in test.parts.items():
            for index, row in enumerate(rows):
                yield ("sample_tests", name, "parts", part, index), row
