"""The built-in scoring models (semantics §4), exact, over sums of whole numbers.

They restate the scoring models of XCCDF 1.2 (NISTIR 7275 revision 4, §7.3.2) for checks with partial credit and
for checks that leave the sums. A block is a set of sections; the sample tests are one block with a single section.

    flat              §7.3.2.2  Σ weight·credit over its maximum Σ weight
    flat-unweighted   §7.3.2.3  the same with every weight 1
    tree              §7.3.2.1  each section scored by itself, then the mean weighted by section
    absolute          §7.3.2.4  100 where every counted check has full credit, otherwise 0

XCCDF's default model descends a tree of groups and scores 0…100 at each; ours has one level, the sections.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple


class Sum(NamedTuple):
    """Σ weight·credit and Σ weight of some checks, in the same whole units; `section_weight` for the tree."""

    got: int
    most: int
    section_weight: Fraction


class Part(NamedTuple):
    """A score as a share: `got` of `most`; 100·got/most is its value."""

    got: int
    most: int

    @property
    def value(self) -> Fraction:
        return Fraction(100 * self.got, self.most)


def flat(sections: Sequence[Sum]) -> Part | None:
    """XCCDF 1.2 §7.3.2.2, over the maximum."""
    most = sum(section.most for section in sections)
    return Part(sum(section.got for section in sections), most) if most else None


def tree(sections: Sequence[Sum]) -> Part | None:
    """XCCDF 1.2 §7.3.2.1 on one level: the mean of the sections' scores, weighted by section."""
    counted = [section for section in sections if section.most]
    if not counted:
        return None
    weights = sum((section.section_weight for section in counted), Fraction())
    mean = sum((section.section_weight * Fraction(section.got, section.most) for section in counted), Fraction()) / weights
    return Part(mean.numerator, mean.denominator)


def absolute(sections: Sequence[Sum]) -> Part | None:
    """XCCDF 1.2 §7.3.2.4."""
    whole = flat(sections)
    return None if whole is None else Part(int(whole.got == whole.most), 1)


BUILT_IN: Final[Mapping[str, Callable[[Sequence[Sum]], Part | None]]] = {
    "flat": flat,
    "flat-unweighted": flat,
    "tree": tree,
    "absolute": absolute,
}


def blend(site: Part | None, tests: Part | None, site_share: Fraction, tests_share: Fraction) -> Part | None:
    """The total: blocks weighted by their shares; a block of nothing leaves with its share."""
    if site is None or tests is None:
        return site or tests
    for_site, for_tests = site_share.numerator * tests_share.denominator, tests_share.numerator * site_share.denominator
    got = for_site * site.got * tests.most + for_tests * tests.got * site.most
    return Part(got, (for_site + for_tests) * site.most * tests.most)


def every(site: Part | None, tests: Part | None) -> Part | None:
    """The total of the absolute model: 100 only where each block is."""
    found = [block for block in (site, tests) if block is not None]
    return Part(int(all(block.got == block.most for block in found)), 1) if found else None
