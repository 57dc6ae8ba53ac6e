"""What every engine is asked and what it answers.

An engine gets one completion of the facts as a `Case` and draws the conclusions: which diagnoses and clues hold, and
which row of the verdict table is the first to hold. Engines share nothing but the program and the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.outcome import Completion
from ..scoring.board import Board


@dataclass(frozen=True, slots=True)
class Case:
    """The facts with every unknown settled one way. `faults`: the counted checks that do not pass, each fail or minor: no condition
    asks for a pass."""

    completion: Completion
    faults: Mapping[str, str]
    scores: Board
    given: tuple[bool, ...]  # truth of each of program.given


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What holds. `row` counts from 0, the worst."""

    row: int
    diagnoses: frozenset[str]
    clues: frozenset[str]
