"""What is wrong with a file, where, why, and what to do: the currency of every reader in the house.

A reader collects `Problem`s (all of a file in one pass) and raises them together in a `TijianError`;
each class of error carries the exit code that the command line answers with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from .text import Text


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file. `line` and `column` count from 1, in characters; `length` is how much to underline.

    In a workbook `cell` says which (`limits!D7`), `line` is its row, and `column` counts inside the text of the cell.
    """

    file: str
    line: int = 0  # 0: the file as a whole
    column: int = 0
    length: int = 1
    cell: str = ""

    @property
    def sheet(self) -> str:
        """The sheet of a workbook that it is on, or nothing."""
        return self.cell.partition("!")[0]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `code` (see `tijian explain CODE`), what and why in `text`, what to do in `hint`."""

    code: str
    text: Text
    at: Position | None = None
    hint: Text | None = None
    excerpt: str | None = None  # the source line that `at` points to
    also: tuple[Position, ...] = field(default=())  # the other place, of a duplicate or a conflict
    warning: bool = False

    @property
    def order(self) -> tuple[str, str, tuple[int, int, str], Position, str, str]:
        """By place: in a workbook sheet by sheet, row by row, from the left (a shorter name of a cell stands further left)."""
        at = self.at or Position("")
        return (at.file, at.sheet, (at.line, len(at.cell), at.cell) if at.cell else (0, 0, ""), at, self.code, self.text.zh)


class TijianError(Exception):
    """The base of everything the product refuses. Carries the problems, sorted by place."""

    exit_code: ClassVar[int] = 5

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems = tuple(sorted(found, key=lambda p: p.order))
        super().__init__("; ".join(f"{p.code} {p.text.zh}" for p in self.problems))


class InputError(TijianError):
    """A dossier, results file or adoption file is invalid, or its ruleset is not here."""

    exit_code = 3


class RulesetError(TijianError):
    """A ruleset does not load."""

    exit_code = 4


class PluginError(TijianError):
    """A plugin is at fault."""

    exit_code = 4


class EngineDisagreement(TijianError):
    """Two engines drew different conclusions from the same facts: no verdict."""

    exit_code = 4
