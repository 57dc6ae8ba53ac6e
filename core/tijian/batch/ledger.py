"""The scores of a whole batch in one order, so that those of any choice of cells lie open at once: how many, mean, quartiles, all exact.

Every score that occurs has a number in ascending order; a cell says how often it has each. `comparison` and the board come in here.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, Final, overload

from ..compare.figures import described
from ..compare.model import Spread
from .figures import Cell

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

_HUNDRED: Final = 100
_EXACT: Final = 2**53  # whole numbers up to it are themselves as floats


class Ledger:
    """The issued scores of some cells."""

    def __init__(self, cells: Sequence[Cell], names: Sequence[str]) -> None:
        import numpy as np

        self.names = tuple(names)
        parts = [
            (id(cell), name, cell.row[f"{name}:got"], cell.row[f"{name}:of"], cell) for cell in cells for name in names if _has(cell, name)
        ]
        empty = np.zeros(0, np.int64)
        got, of = (np.concatenate([empty, *(one[place] for one in parts)]) for place in (2, 3))
        self._got, self._of, ranks = _ranked(got, of)
        ends = np.cumsum([0, *(len(one[2]) for one in parts)])
        self._parts = {
            (cell, name): (ranks[start:end], whose.row[f"{name}:counts"])
            for (cell, name, _, _, whose), start, end in zip(parts, ends, ends[1:], strict=False)
        }

    @property
    def values(self) -> list[Fraction]:
        """Every score, out of 100, ascending."""
        return [Fraction(_HUNDRED * got, of) for got, of in zip(self._got.tolist(), self._of.tolist(), strict=True)]

    def of(self, cell: Cell, name: str) -> "tuple[Array, Array]":
        """The numbers of the scores of a cell, and how often each is there."""
        import numpy as np

        return self._parts.get((id(cell), name), (np.zeros(0, np.int64), np.zeros(0, np.int64)))

    def spread(self, cells: Iterable[Cell], name: str, *, averaged: bool) -> Spread:
        """How the scores of some cells lie."""
        import numpy as np

        held = list(cells)
        parts = [self.of(cell, name) for cell in held]
        empty = np.zeros(0, np.int64)
        ranks, counts = (np.concatenate([empty, *(part[place] for part in parts)]) for place in (0, 1))
        counted = np.bincount(ranks, weights=counts, minlength=len(self._got)).astype(np.int64)  # far below 2⁵³
        values = _Counted(self._got, self._of, np.cumsum(counted))
        return described(values, self._total(counted), sum(cell.spans(name) for cell in held), averaged=averaged)

    def _total(self, counted: "Array") -> Fraction:
        """The sum of so many of each score."""
        import numpy as np

        whole, at, factors = self._over
        if int(self._got.max(initial=0)) * int(counted.sum()) < _EXACT:
            sums = np.bincount(at, weights=self._got * counted, minlength=len(factors)).astype(np.int64).tolist()
        else:
            sums = [0] * len(factors)
            for place in np.flatnonzero(counted).tolist():
                sums[at[place]] += int(self._got[place]) * int(counted[place])
        return Fraction(_HUNDRED * sum(one * factor for one, factor in zip(sums, factors, strict=True)), whole)

    @cached_property
    def _over(self) -> "tuple[int, Array, list[int]]":
        """A common denominator of all scores, which denominator each has, and by what each is multiplied."""
        import numpy as np

        different, at = np.unique(self._of, return_inverse=True)
        whole = lcm(*different.tolist())
        return whole, at, [whole // one for one in different.tolist()]


def _has(cell: Cell, name: str) -> bool:
    return f"{name}:got" in cell.row


def _ranked(got: "Array", of: "Array") -> "tuple[Array, Array, Array]":
    """Each share once, in ascending order, and the number of each of those given. Shares are in lowest terms."""
    import numpy as np

    if max(int(got.max(initial=0)), int(of.max(initial=0))) < _EXACT:
        # a quotient is rounded to the nearest float, so what differs as floats is in the right order; what does not is looked at
        _, first, ranks = np.unique(got / np.maximum(of, 1), return_index=True, return_inverse=True)
        if bool((got == got[first][ranks]).all() and (of == of[first][ranks]).all()):
            return got[first], of[first], ranks
    pairs = sorted({(top, bottom) for top, bottom in zip(got.tolist(), of.tolist(), strict=True)}, key=lambda one: Fraction(*one))
    number = {pair: place for place, pair in enumerate(pairs)}
    ranks = np.array([number[pair] for pair in zip(got.tolist(), of.tolist(), strict=True)], np.int64)
    tops, bottoms = (np.array([pair[place] for pair in pairs], np.int64) for place in (0, 1))
    return tops, bottoms, ranks


class _Counted(Sequence[Fraction]):
    """Scores in ascending order, each as often as it is there. `until`: how many there are up to each."""

    def __init__(self, got: "Array", of: "Array", until: "Array") -> None:
        self._got, self._of, self._until = got, of, until

    def __len__(self) -> int:
        return int(self._until[-1]) if len(self._until) else 0

    @overload
    def __getitem__(self, place: int) -> Fraction: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Fraction]: ...
    def __getitem__(self, place: int | slice) -> Fraction | Sequence[Fraction]:
        assert isinstance(place, int), "single values are looked at"
        at = int(self._until.searchsorted(place, side="right"))
        return Fraction(_HUNDRED * int(self._got[at]), int(self._of[at]))
