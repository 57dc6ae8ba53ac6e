"""The scores of both completions, decided exactly (semantics §4).

A score is a share `got` of `most`, both whole numbers in columns. Their greatest possible sizes are known when the plan is made: where
every product that a comparison needs fits 64 bits, whole numbers decide. Where it does not (a tree of many sections) the share is
computed in float64 with a proven bound; it is then put on a lattice between the figures that anything is compared with, and the rows
within the bound of such a figure are handed to the plain interpreter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add, and_, or_
from typing import Final

import polars as pl

from ...model.ruleset import Scoring

FITS: Final = 2**62
EPSILON: Final = 2.0**-53


@dataclass(frozen=True, slots=True)
class Share:
    """A score as got of most (100·got/most is its value), with their greatest sizes; `there`: where anything counts at all.

    `odd`: the rows that float64 leaves undecided.
    """

    got: pl.Expr
    most: pl.Expr
    got_bound: int
    most_bound: int
    there: pl.Expr | None = None  # None: everywhere
    odd: pl.Expr | None = None

    def below(self, op: str, n: Decimal) -> pl.Expr:
        """score < n, or <= n; false where nothing counts."""
        top, bottom = Fraction(n).numerator, Fraction(n).denominator
        assert 100 * self.got_bound * bottom < 2 * FITS, "compared in 64 bits"
        assert self.most_bound * top < 2 * FITS, "compared in 64 bits"
        left, right = self.got * (100 * bottom), self.most * top
        found = left < right if op == "<" else left <= right
        return found if self.there is None else found & self.there

    def kept(self, name: str) -> "tuple[Share, list[pl.Expr]]":
        """The same share read from columns, and the expressions that make them."""
        made = [self.got.alias(f"{name}:got"), self.most.alias(f"{name}:of")]
        there, odd = None, None
        if self.there is not None:
            made.append(self.there.alias(f"{name}:there"))
            there = pl.col(f"{name}:there")
        if self.odd is not None:
            made.append(self.odd.alias(f"{name}:odd"))
            odd = pl.col(f"{name}:odd")
        share = Share(pl.col(f"{name}:got"), pl.col(f"{name}:of"), self.got_bound, self.most_bound, there, odd)
        return share, made

    def cents(self) -> pl.Expr:
        """The value cut (never rounded up) to hundredths, as a whole number of them; null where nothing counts."""
        if 10_000 * self.got_bound < 2**53 and self.most_bound * 10_000 < 2**52:  # then no quotient rounds up to a whole number
            quotient = (self.got * 10_000).cast(pl.Float64) / self.most.cast(pl.Float64)
            found = quotient.cast(pl.Int32, strict=False)
        else:
            found = (self.got * 10_000 // self.most).cast(pl.Int32)
        return found if self.there is None else pl.when(self.there).then(found)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one section (or the tests): what was got and the most there was, in the same whole units."""

    got: pl.Expr
    most: pl.Expr
    bound: int  # of both
    always: bool  # whether something in it counts in every row


@dataclass(frozen=True, slots=True)
class Model:
    """A built-in scoring model over the sums of sections. `fine`: decimals of the figures that scores are compared with."""

    scoring: Scoring
    weights: Mapping[str, Decimal]  # of sections
    fine: int

    def section(self, sums: Sums) -> Share:
        """One section, or the tests, by itself."""
        share = Share(sums.got, sums.most, sums.bound, sums.bound, None if sums.always else sums.most > 0)
        return _whole(share) if self.scoring.model == "absolute" else share

    def site(self, sections: Mapping[str, Sums]) -> Share:
        """The block of site and rule checks."""
        if self.scoring.model == "tree":
            return self._tree(sections)
        return self.section(summed(list(sections.values())))

    def total(self, site: Share, tests: Share, sections: Mapping[str, Sums], tests_sums: Sums) -> Share:
        """The blocks together by their shares."""
        if self.scoring.model == "absolute":
            return self._both_whole(site, tests)
        if site.odd is not None:
            return self._blended_floats(site, sections, tests_sums)
        one, two = _there(site), _there(tests)
        blocks = self.scoring.blocks
        of_site, of_tests, whole = _whole_shares(blocks.site, blocks.tests)
        got_bound = site.got_bound * tests.most_bound * of_site + tests.got_bound * site.most_bound * of_tests
        most_bound = site.most_bound * tests.most_bound * whole
        if 10_000 * max(got_bound, most_bound) * 10**self.fine >= FITS:
            return self._blended_floats(site, sections, tests_sums)
        got = site.got * tests.most * of_site + tests.got * site.most * of_tests
        both = one & two
        return Share(
            pl.when(both).then(got).when(one).then(site.got).otherwise(tests.got),
            pl.when(both).then(site.most * tests.most * whole).when(one).then(site.most).otherwise(tests.most),
            max(got_bound, site.got_bound, tests.got_bound),
            max(most_bound, site.most_bound, tests.most_bound),
            None if site.there is None or tests.there is None else one | two,
            None,
        )

    def _both_whole(self, site: Share, tests: Share) -> Share:
        conditions, theres = [], []
        for share in (site, tests):
            there = _there(share)
            conditions.append((share.got == 1) | ~there)
            theres.append(there)
        return Share(reduce(and_, conditions).cast(pl.Int64), pl.lit(1, pl.Int64), 1, 1, reduce(or_, theres))

    def _tree(self, sections: Mapping[str, Sums]) -> Share:
        """The mean of the sections' scores, weighted; what does not count leaves with its weight."""
        if not sections:
            return self.section(summed([]))
        weights = self._section_weights(sections)
        mosts = {name: pl.when(sums.most > 0).then(sums.most).otherwise(1) for name, sums in sections.items()}
        common = 1
        for sums in sections.values():
            common *= max(1, sums.bound)
        weight_bound = sum(weights.values())
        if 10_000 * common * weight_bound * 10**self.fine >= FITS:
            return self._tree_of_floats(sections)
        terms = []
        for name, sums in sections.items():
            others = [most for other, most in mosts.items() if other != name]
            terms.append(reduce(lambda a, b: a * b, others, sums.got * weights[name]))
        counted = reduce(add, (pl.when(sums.most > 0).then(weights[name]).otherwise(0) for name, sums in sections.items()))
        there = None if any(sums.always for sums in sections.values()) else counted > 0
        most = reduce(lambda a, b: a * b, mosts.values(), counted)
        return Share(reduce(add, terms), most, common * weight_bound, common * weight_bound, there)

    def _section_weights(self, sections: Mapping[str, Sums]) -> dict[str, int]:
        exact = {name: Fraction(self.weights[name]) for name in sections}
        common = lcm(*(weight.denominator for weight in exact.values()))
        return {name: int(weight * common) for name, weight in exact.items()}

    def _float_of_tree(self, sections: Mapping[str, Sums]) -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr, float]:
        """share, whether everything was got, whether nothing was, whether anything counts; and the bound of the share's relative error.

        Every term is ≥ 0 and each operation rounds by at most 2⁻⁵³, so n sections give at most 2n + 4 roundings in a row.
        """
        weights = self._section_weights(sections)
        got = reduce(
            add,
            (
                pl.when(sums.most > 0).then(sums.got.cast(pl.Float64) / sums.most.cast(pl.Float64) * float(weights[name])).otherwise(0.0)
                for name, sums in sections.items()
            ),
        )
        most = reduce(add, (pl.when(sums.most > 0).then(float(weights[name])).otherwise(0.0) for name, sums in sections.items()))
        full = reduce(and_, (sums.got == sums.most for sums in sections.values()))
        none = reduce(and_, (sums.got == 0 for sums in sections.values()))
        return got / most, full, none, most > 0, (2 * len(sections) + 4) * EPSILON

    def _tree_of_floats(self, sections: Mapping[str, Sums]) -> Share:
        share, full, none, there, error = self._float_of_tree(sections)
        return self._on_lattice(share, full, none, there, error)

    def _blended_floats(self, site: Share, sections: Mapping[str, Sums], tests: Sums) -> Share:
        if self.scoring.model == "tree":
            share, full, none, there, error = self._float_of_tree(sections)
        else:
            sums = summed(list(sections.values()))
            share, full, none, there, error = (
                sums.got.cast(pl.Float64) / sums.most.cast(pl.Float64), sums.got == sums.most, sums.got == 0, sums.most > 0, 2 * EPSILON,
            )  # fmt: skip
        other = tests.got.cast(pl.Float64) / tests.most.cast(pl.Float64)
        of_site, of_tests, whole = _whole_shares(self.scoring.blocks.site, self.scoring.blocks.tests)
        blend = (share * float(of_site) + other * float(of_tests)) / float(whole)
        found = pl.when(there & (tests.most > 0)).then(blend).when(there).then(share).otherwise(other)
        return self._on_lattice(
            found, full & (tests.got == tests.most), none & (tests.got == 0), there | (tests.most > 0), error + 6 * EPSILON
        )

    def _on_lattice(self, share: pl.Expr, full: pl.Expr, none: pl.Expr, there: pl.Expr, error: float) -> Share:
        """The share put halfway between two neighbours of the finest figure that anything is compared with; on one only where it is
        surely 0 or 1. A row too near to a figure is odd."""
        steps = 100 * 10**self.fine
        scaled = pl.when(there).then(share * float(steps)).otherwise(0.0)
        near = (scaled - scaled.round()).abs() <= steps * error * 2
        odd = there & near & ~full & ~none
        got = pl.when(full).then(2 * steps).when(none).then(0).otherwise(2 * scaled.floor().cast(pl.Int64) + 1)
        return Share(got, pl.lit(2 * steps, pl.Int64), 2 * steps + 1, 2 * steps, there, odd)


def _there(share: Share) -> pl.Expr:
    return pl.lit(value=True) if share.there is None else share.there


def summed(parts: Sequence[Sums]) -> Sums:
    """Sums of sections together."""
    zero = pl.lit(0, pl.Int64)
    return Sums(
        reduce(add, (one.got for one in parts), zero) if parts else zero,
        reduce(add, (one.most for one in parts), zero) if parts else zero,
        sum(one.bound for one in parts),
        any(one.always for one in parts),
    )


def _whole(share: Share) -> Share:
    """The absolute model: everything, or nothing."""
    return Share((share.got == share.most).cast(pl.Int64), pl.lit(1, pl.Int64), 1, 1, share.there)


def _whole_shares(site: Decimal, tests: Decimal) -> tuple[int, int, int]:
    """The blocks' shares as whole numbers, and their sum."""
    one, two = Fraction(site), Fraction(tests)
    common = lcm(one.denominator, two.denominator)
    return int(one * common), int(two * common), int((one + two) * common)
