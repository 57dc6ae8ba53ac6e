"""Whether institutions assess alike: the same common checks, in the same categories, and still fewer (or more) findings?

The unit is the enterprise, since the checks of one enterprise hang together: y = findings ÷ known checks, over the checks that
every category has (one that is known for fewer than half of them is left out). For one institution against all the others,
within each category s that both assessed (n and m enterprises, means ȳ₁ and ȳ₀):

    D = Σ w·(ȳ₁ − ȳ₀) / Σ w,   w = n·m / (n + m)              the weights of Mantel and Haenszel (1959)
    var D = S² / Σ w,          S² = RSS / (N − K − 1)         N enterprises in K such categories
    RSS = Σ (y − mean of its category)² − D²·Σ w
    D ± t·√var D,              t of Student with N − K − 1 degrees

This is the least-squares estimate of an institution's effect beside one effect per category. `stands_out`: zero lies outside even
where the 5 % are shared among all institutions compared (Bonferroni). Districts and sizes are not adjusted for.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from ..model.campaign import Campaign
from ..model.text import Text
from .checks import findings_of
from .figures import cut, outward, rate
from .intervals import rounded, student
from .model import FEW, Leniency
from .names import Names, title_of
from .rows import Row, keys_in_order

_PER = 100  # differences are in findings per 100 checks
_ALPHA = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Point:
    """One assessment: who assessed, in which category, and its share of findings."""

    institution: str
    category: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Difference:
    """D and what its interval needs, in parts of one. `variance` of D; `freedom` its degrees."""

    compared: int
    categories: tuple[str, ...]
    value: Fraction
    variance: Fraction
    freedom: int

    def reach(self, beyond: Fraction) -> Fraction:
        """Half the width of the interval that misses with probability `beyond`."""
        with localcontext(prec=50):
            root = (Decimal(self.variance.numerator) / self.variance.denominator).sqrt()
            return rounded(student(self.freedom, beyond) * root)


def difference(points: Sequence[Point], institution: str) -> Difference | None:
    """The adjusted difference of an institution from all others; None where there is too little that is alike."""
    strata: dict[str, tuple[list[Fraction], list[Fraction]]] = defaultdict(lambda: ([], []))
    for point in points:
        strata[point.category][point.institution != institution].append(point.share)
    both = {category: pair for category, pair in strata.items() if pair[0] and pair[1]}
    own, others = (sum(len(pair[side]) for pair in both.values()) for side in (0, 1))
    freedom = own + others - len(both) - 1
    if min(own, others) < FEW or freedom < 1:
        return None
    weights = {name: Fraction(len(one) * len(two), len(one) + len(two)) for name, (one, two) in both.items()}
    apart = {name: _mean(one) - _mean(two) for name, (one, two) in both.items()}
    total = sum(weights.values(), Fraction())
    value = sum((weights[name] * apart[name] for name in both), Fraction()) / total
    around = sum((_squares([*one, *two]) for one, two in both.values()), Fraction())
    variance = (around - value * value * total) / freedom / total
    return Difference(own, tuple(both), value, variance, freedom)


def leniency(rows: Sequence[Row], ids: set[str], campaign: Campaign | None, names: Names) -> tuple[Leniency, ...]:
    """Every institution, as the campaign lists them."""
    points: list[Point] = []
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # enterprises, findings, known
    for row in rows:
        bad, known = findings_of(row, ids)
        tally = counts[row.keys["institution"]]
        tally[0], tally[1], tally[2] = tally[0] + 1, tally[1] + bad, tally[2] + known
        if 2 * known >= len(ids) and known:
            points.append(Point(row.keys["institution"], row.category, Fraction(bad, known)))
    named = [key for key in keys_in_order("institution", set(counts), campaign) if key]
    found = {name: difference(points, name) for name in named}
    several = sum(one is not None for one in found.values())
    return tuple(_shown(name, title_of("institution", name, campaign, names), counts[name], found[name], several) for name in named)


def _shown(name: str, title: Text, counted: Sequence[int], one: Difference | None, several: int) -> Leniency:
    enterprises, found, known = counted
    raw = rate(found, known)
    if one is None:
        return Leniency(name, title, enterprises, 0, (), raw, None, None, None, None, stands_out=False)
    reach = one.reach(_ALPHA)
    low, high = outward(_PER * (one.value - reach), _PER * (one.value + reach))
    stands_out = abs(one.value) > one.reach(_ALPHA / several)
    return Leniency(
        name, title, enterprises, one.compared, one.categories, raw, cut(_PER * one.value, 1), low, high, one.freedom, stands_out
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def _squares(values: Sequence[Fraction]) -> Fraction:
    mean = _mean(values)
    return sum(((value - mean) ** 2 for value in values), Fraction())
