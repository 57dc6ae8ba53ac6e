"""What can happen at all while an edition is in force: proved by walking through more than there can be.

Derived attributes take every value that they declare, whatever the plugin would compute, so what no combination reaches is reached
by no product. A product is made by the day on which it is assessed: that is why a limit for later products cannot apply yet.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ..authoring.lint_limits import MOST_COMBINATIONS, domain_of, products
from ..authoring.program import Program, deciding
from ..conditions.evaluate import ABSENT
from ..conditions.tree import Node
from ..facts.attributes import Value

_AFTER: Final = "2199-12-31"


class Reach:
    """What an edition's dates and attributes leave open."""

    def __init__(self, program: Program) -> None:
        self._program = program
        dates = program.ruleset.in_force
        self._first, self._last = dates.from_, dates.until or _AFTER

    def could(self, wanted: Callable[[Mapping[str, Value]], bool], conditions: Iterable[Node], *, sampled: bool) -> bool:
        """Whether `wanted` can hold for some product; True too where there are too many combinations to tell."""
        return not self.proved(wanted, conditions, sampled=sampled, never=True)

    def always(self, wanted: Callable[[Mapping[str, Value]], bool], conditions: Iterable[Node], *, sampled: bool) -> bool:
        """Whether `wanted` holds for every product, as far as that is proved."""
        return self.proved(wanted, conditions, sampled=sampled, never=False)

    def proved(self, wanted: Callable[[Mapping[str, Value]], bool], conditions: Iterable[Node], *, sampled: bool, never: bool) -> bool:
        """Whether `wanted` is proved to hold for no product (`never`) or for each."""
        conditions = list(conditions)
        names = deciding(self._program, conditions)
        domains: dict[str, list[Any]] = {}
        size = 1
        for name in names:
            domains[name] = self._values(name, conditions, sampled)
            size *= len(domains[name])
        if size > MOST_COMBINATIONS:
            return False
        for values in products(self._program, domains):
            made, assessed = values.get("produced_on"), values.get("assessed_on")
            if isinstance(made, str) and isinstance(assessed, str) and made > assessed:
                continue
            if wanted(values) is never:  # type: ignore[arg-type]
                return False
        return True

    def _values(self, name: str, conditions: list[Node], sampled: bool) -> list[Any]:
        found: list[Any] = domain_of(self._program, name, conditions)
        if name == "sampling":
            return ["done"] if sampled else ["none", "done"]
        if name == "produced_on":
            made = sorted({day for day in (*found, self._first, self._last) if day <= self._last})
            return made if sampled else [ABSENT]
        if name == "assessed_on":
            return sorted({day for day in (*found, self._first, self._last) if self._first <= day <= self._last})
        return found
