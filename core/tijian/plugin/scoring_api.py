"""What a scoring model is (semantics §4): the types that built-in models and a plugin's own share.

Exact numbers only: everything is a `Fraction`. Who enters: `tijian.scoring` (the built-in models), plugins, the pipeline.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Scored:
    """One counted check: its credit (0 fail … 1 pass), its weight and that of its section, both above 0."""

    id: str
    section: str
    section_weight: Fraction
    weight: Fraction
    credit: Fraction


@runtime_checkable
class ScoringModel(Protocol):
    """A pure function of credits and weights; scores lie in 0…100.

    Monotone: a better credit never lowers a score. Internal: without a check, the score lies between the one with that
    check at fail and the one with it at pass. Both are what makes a verdict certain although checks are still unknown.
    """

    def score(self, items: Sequence[Scored]) -> Fraction | None:
        """The score of one block (or of one section) from its counted checks, in any order; None for no checks."""

    def total(self, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction) -> Fraction | None:
        """The two blocks together; a block is None where nothing in it counts. Shares sum to 100."""


class BlendedModel(ABC):
    """A model whose total is the mean of the blocks weighted by their shares. Subclass it and write `score`."""

    @abstractmethod
    def score(self, items: Sequence[Scored]) -> Fraction | None:
        """The score of one block; see `ScoringModel.score`."""

    def total(self, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction) -> Fraction | None:
        """The blocks weighted; a block of nothing leaves with its share. Without a site block the tests' score stands alone."""
        if site is None:
            return tests
        if tests is None:
            return site
        return (site * site_share + tests * tests_share) / (site_share + tests_share)
