"""Which checks count alike, and what is summed from them: counts for the atoms, sums of weights for the scores.

A cell is a kind, a class, a weight and, where the ruleset asks about sections, a section. Everything after the tally reads cells.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, reduce
from math import gcd, lcm
from operator import add
from typing import Final

import polars as pl

from ...authoring.program import Check, Leaf, Program, leaves
from ...conditions.tree import Count, ScoreBelow
from .scores import Sums
from .tally import Cell, Member

TESTS: Final = ""  # the section of the sample tests
ALL: Final = "*"  # every section
SCORES: Final = ("total", "site", "tests")
_SMALL: Final = 2**31


@dataclass(frozen=True, slots=True)
class Group:
    """Checks that are counted together: the columns `<name>:fail`, `:minor`, `:out`, `:unknown`. A cell, or cells of all sections."""

    name: str
    checks: tuple[Check, ...]
    minor: bool

    @property
    def leaves(self) -> bool:
        return any(may_leave(check) for check in self.checks)

    def columns(self) -> list[str]:
        """What there is to count."""
        return ["fail", *(["minor"] if self.minor else []), *(["out"] if self.leaves else []), "unknown"]


Key = tuple[str, str, Decimal, str]  # kind, class, weight, section


@dataclass(frozen=True)
class Counting:
    """The cells of one program. `raw`: checks whose answer is counted as it stands, by column."""

    program: Program
    raw: Mapping[str, str]
    _members: dict[Key, list[Check]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for check in self.program.checks.values():
            kind = "test" if check.kind == "test" else "site"
            section = TESTS if kind == "test" else (check.section or "") if self.counts_by_section else ALL
            self._members.setdefault((kind, check.class_, check.weight, section), []).append(check)

    @cached_property
    def _leaves(self) -> list[Leaf]:
        program = self.program
        return [leaf for tree in (*program.verdicts, *program.diagnoses.values(), *program.clues.values()) for leaf in leaves(tree)]

    @cached_property
    def scores_by_section(self) -> bool:
        """Whether a score is made of sections, or asked of one."""
        asked = any(isinstance(leaf, ScoreBelow) and leaf.of not in SCORES for leaf in self._leaves)
        return asked or self.program.ruleset.scoring.model == "tree"

    @cached_property
    def counts_by_section(self) -> bool:
        """Whether anything depends on sections."""
        return self.scores_by_section or any(isinstance(leaf, Count) and leaf.scope == "section" for leaf in self._leaves)

    @cached_property
    def _cells(self) -> Mapping[Key, Group]:
        return {
            key: Group(f"cell{number}", tuple(checks), key[:2] != ("site", "veto") and any(check.kind == "site" for check in checks))
            for number, (key, checks) in enumerate(self._members.items())
        }

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """What is tallied."""
        return tuple(
            Cell(one.name, tuple(Member(self.raw.get(check.id, f"state:{check.id}"), may_leave(check)) for check in one.checks), one.minor)
            for one in self._cells.values()
        )

    @cached_property
    def _whole(self) -> Mapping[Key, Group]:
        """The cells of all sections together."""
        found: dict[Key, list[Group]] = {}
        for (kind, class_, weight, _), cell in self._cells.items():
            found.setdefault((kind, class_, weight, ALL), []).append(cell)
        return {
            key: cells[0]
            if len(cells) == 1
            else Group(f"all{number}", tuple(check for one in cells for check in one.checks), cells[0].minor)
            for number, (key, cells) in enumerate(found.items())
        }

    @cached_property
    def made(self) -> list[pl.Expr]:
        """The columns of cells that are counted together in all sections."""
        found = []
        for (kind, class_, weight, _), group in self._whole.items():
            cells = [cell for key, cell in self._cells.items() if key[:3] == (kind, class_, weight)]
            if len(cells) > 1:
                for name in group.columns():
                    there = [pl.col(f"{cell.name}:{name}").cast(pl.Int16) for cell in cells if name in cell.columns()]
                    found.append(reduce(add, there).alias(f"{group.name}:{name}"))
        return found

    def _picked(self, kind: str | None = None, class_: str | None = None, section: str = ALL) -> list[Group]:
        """Groups of a kind, a class, a section."""
        every = self._whole if section == ALL else self._cells
        return [
            one for (of, what, _, where), one in every.items() if kind in (None, of) and class_ in (None, what) and section in (ALL, where)
        ]

    def counted(self, atom: Count, *, unknown: bool) -> pl.Expr:
        """How many checks an atom counts; `unknown` ones too, in the worst completion."""
        if atom.scope == "section":
            groups = self._picked("site", section=atom.of)
        else:
            groups = self._picked("test" if atom.scope == "tests" else "site", atom.of)
        return self.number(groups, "fail", *(["minor"] if atom.state == "minor" else []), *(["unknown"] if unknown else []))

    def number(self, groups: Iterable[Group], *states: str) -> pl.Expr:
        """How many checks of the groups are in these states."""
        names = [f"{one.name}:{name}" for one in groups for name in states if name in one.columns()]
        return reduce(add, (pl.col(name).cast(pl.Int16) for name in names)) if names else pl.lit(0, pl.Int16)

    def inside(self, groups: Sequence[Group]) -> pl.Expr:
        """How many checks of the groups are in the sums."""
        there = pl.lit(sum(len(one.checks) for one in groups), pl.Int16)
        return there - self.number(groups, "out") if any(one.leaves for one in groups) else there

    @property
    def all(self) -> list[Group]:
        """Every check."""
        return self._picked()

    def site(self, class_: str | None = None) -> list[Group]:
        """Site and rule checks."""
        return self._picked("site", class_)

    def tests(self) -> list[Group]:
        """Sample tests."""
        return self._picked("test")

    @cached_property
    def unit(self) -> tuple[Mapping[str, int], int, int]:
        """Weights as whole numbers, and the credit of a pass and of a minor finding, all without a common divisor."""
        scoring = self.program.ruleset.scoring
        unweighted = scoring.model == "flat-unweighted"
        exact = {check.id: Fraction(1) if unweighted else Fraction(check.weight) for check in self.program.checks.values()}
        common = lcm(*(weight.denominator for weight in exact.values())) if exact else 1
        whole = {name: int(weight * common) for name, weight in exact.items()}
        divisor = gcd(*whole.values()) if whole else 1
        credit = Fraction(scoring.credit.minor)
        return {name: weight // divisor for name, weight in whole.items()}, credit.denominator, credit.numerator

    def sections(self) -> list[str]:
        """The sections that have checks, or `ALL` where no score is made of them."""
        if not self.scores_by_section:
            return [ALL]
        return list(dict.fromkeys(section for kind, _, _, section in self._cells if kind == "site"))

    @cached_property
    def sums_made(self) -> list[pl.Expr]:
        """The columns that `sums` speaks of: made once, read by every score and threshold."""
        made = []
        for section in (*self.sections(), TESTS):
            sums = self._sums(section)
            made += [one.alias(f"{section}:{name}") for one, name in zip(sums[:3], ("worst", "best", "most"), strict=True)]
        return made

    def sums(self, section: str) -> tuple[Sums, Sums]:
        """What was got of a section (or of `ALL`, of `TESTS`), and the most there was: all unknowns at fail, and all at pass."""
        _, _, _, bound, always = self._sums(section)
        worst, best, most = (pl.col(f"{section}:{name}") for name in ("worst", "best", "most"))
        return Sums(worst, most, bound, always), Sums(best, most, bound, always)

    def _sums(self, section: str) -> tuple[pl.Expr, pl.Expr, pl.Expr, int, bool]:
        weights, full, minor = self.unit
        groups = self._picked("test") if section == TESTS else self._picked("site", section=section)
        by_weight: dict[int, list[Group]] = {}
        for one in groups:
            by_weight.setdefault(weights[one.checks[0].id], []).append(one)
        bound = sum(weight * full * len(one.checks) for weight, some in by_weight.items() for one in some)
        whole = pl.Int32 if bound < _SMALL else pl.Int64

        def weighed(name: str, credit: int) -> pl.Expr:
            """Σ weight · credit over the checks in one state."""
            terms = [
                self.number(some, name).cast(whole) * (weight * credit)
                for weight, some in by_weight.items()
                if credit and any(name in one.columns() for one in some)
            ]
            return reduce(add, terms) if terms else pl.lit(0, whole)

        most = pl.lit(bound, whole) - weighed("out", full)
        best = most - weighed("fail", full) - weighed("minor", full - minor)
        worst = best - weighed("unknown", full)
        always = any(not may_leave(check) for one in groups for check in one.checks)
        return worst.cast(pl.Int64), best.cast(pl.Int64), most.cast(pl.Int64), bound, always

    def weight(self, check: str) -> int:
        """What a check weighs, in the units of `sums`."""
        weights, full, _ = self.unit
        return weights[check] * full


def may_leave(check: Check) -> bool:
    """Whether a check can be outside the sums at all."""
    return check.kind == "test" or check.may_skip or check.applies is not None
