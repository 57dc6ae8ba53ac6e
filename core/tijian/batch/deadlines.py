"""What is to be put right by when, for many dossiers at once: the corrective actions of `verdict.actions`, counted and not written out.

Each finding belongs to one action: that of the established diagnosis that explains most findings of the dossier, then of the lower id; a
veto finding, and one that no diagnosis explains, to its own. An action is due when the first of its findings is.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..authoring.program import Check, Program
from ..engines.columnar.states import FAIL, MINOR
from ..model.order import natural
from ..verdict.actions import days_until

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_NEVER: Final = 2**31 - 1


def deadlines(program: Program, states: "pl.DataFrame", established: "pl.DataFrame") -> "dict[int, np.ndarray[Any, Any]]":
    """By days after the assessment: how many actions of each row are due then."""
    import numpy as np

    found: dict[int, np.ndarray[Any, Any]] = {}

    def due(days: int, rows: "np.ndarray[Any, Any]") -> None:  # each row once
        found.setdefault(days, np.zeros(states.height, np.int16))[rows] += 1

    faults = {check: _at_fault(states.get_column(check).to_numpy()) for check in program.checks}
    owners = _Owners(program, faults, established)
    soonest = {name: np.full(states.height, _NEVER, np.int32) for name in owners.names}
    severe = {name: np.zeros(states.height, np.bool_) for name in owners.names}
    for check in program.checks.values():
        rows, failed = faults[check.id]
        for number, word in ((True, "fail"), (False, "minor")):
            free = rows[failed == number]
            if not len(free):
                continue
            days = days_until(check.advice, word)
            nobodys = np.ones(len(free), np.bool_)
            for name, mine in owners.of(check, free):
                held = free[mine]
                soonest[name][held] = np.minimum(soonest[name][held], days)
                if number:
                    severe[name][held] = True
                nobodys &= ~mine
            due(days, free[nobodys])
    for name in owners.names:
        there = np.flatnonzero(soonest[name] < _NEVER)
        when = soonest[name][there]
        advice = program.ruleset.diagnoses[name].advice
        if advice is not None and advice.within_days is not None:
            when = np.minimum(when, np.where(severe[name][there], days_until(advice, "fail"), days_until(advice, "minor")))
        for days in np.unique(when):
            due(int(days), there[when == days])
    return found


def _at_fault(state: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """The rows in which a check is failed or minor, and whether it is failed: few among many."""
    import numpy as np

    rows = np.flatnonzero(state.view(np.uint8) - np.uint8(MINOR) < 2)  # they are neighbours
    return rows, state[rows] == FAIL


class _Owners:
    """Which diagnosis takes which finding, row by row."""

    def __init__(
        self, program: Program, faults: "Mapping[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]", established: "pl.DataFrame"
    ) -> None:
        import numpy as np

        self._explains = {name: frozenset(one.explains) for name, one in program.ruleset.diagnoses.items()}
        self.names = sorted(self._explains, key=natural)
        self._weight: dict[str, np.ndarray[Any, Any]] = {}  # findings that it explains, -1 where it is not concluded; none: it is nowhere
        for name in self.names:
            concluded = established.get_column(f"diagnosis:{name}").fill_null(value=False)
            if concluded.any():
                weight = np.zeros(established.height, np.int16)
                for check in self._explains[name] & set(faults):
                    weight[faults[check][0]] += 1
                weight[~concluded.to_numpy()] = -1
                self._weight[name] = weight

    def of(self, check: Check, rows: "np.ndarray[Any, Any]") -> "list[tuple[str, np.ndarray[Any, Any]]]":
        """The diagnoses that take a finding of this check in these rows, and in which of them."""
        import numpy as np

        fitting = [name for name in self.names if check.id in self._explains[name] and name in self._weight]
        if check.class_ == "veto" or not fitting:
            return []
        weights = [self._weight[name][rows] for name in fitting]
        most = np.maximum.reduce(weights)
        left = most >= 0
        found = []
        for name, weight in zip(fitting, weights, strict=True):  # in natural order: the first of those with most findings
            mine = left & (weight == most)
            found.append((name, mine))
            left &= ~mine
        return found
