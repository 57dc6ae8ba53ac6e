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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from ..model.order import natural
from ..model.text import Text
from .checks import CheckBook
from .figures import cut, outward, rate
from .intervals import rounded, student
from .model import FEW, Leniency

_PER = 100  # differences are in findings per 100 checks
_ALPHA = Fraction(5, 100)


@dataclass(slots=True)
class Seen:
    """What an institution saw in one category. Sums alone, so that those of many parts can be added up in any order."""

    assessments: int = 0
    findings: int = 0  # among the known common checks
    known: int = 0
    compared: int = 0  # assessments of which enough of them are known, and of these:
    shares: Fraction = Fraction()  # Σ findings ÷ known
    squares: Fraction = Fraction()  # Σ (findings ÷ known)²

    def add(self, findings: int, known: int, common: int, times: int = 1) -> None:
        """Assessments with so many findings among so many known of the common checks."""
        self.assessments += times
        self.findings += findings * times
        self.known += known * times
        if 2 * known >= common and known:
            share = Fraction(findings, known)
            self.compared += times
            self.shares += share * times
            self.squares += share * share * times

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def scatter(self) -> Fraction:
        """Σ (share − mean)²."""
        return self.squares - self.shares * self.shares / self.compared


Book = Mapping[tuple[str, str], Seen]  # by institution and category


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


def difference(seen: Book, institution: str) -> Difference | None:
    """The adjusted difference of an institution from all others; None where there is too little that is alike."""
    strata: dict[str, list[Seen]] = defaultdict(lambda: [Seen(), Seen()])  # the institution, and all others
    for (who, category), one in seen.items():
        strata[category][who != institution] += one
    both = {one: strata[one] for one in sorted(strata, key=natural) if all(side.compared for side in strata[one])}
    own, others = (sum(pair[side].compared for pair in both.values()) for side in (0, 1))
    freedom = own + others - len(both) - 1
    if min(own, others) < FEW or freedom < 1:
        return None
    value = total = around = Fraction()
    for one, two in both.values():
        weight = Fraction(one.compared * two.compared, one.compared + two.compared)
        total += weight
        value += weight * (one.shares / one.compared - two.shares / two.compared)
        around += (one + two).scatter
    value /= total
    variance = (around - value * value * total) / freedom / total
    return Difference(own, tuple(both), value, variance, freedom)


def seen_in(checks: CheckBook) -> Book:
    """What each institution saw in each category, in results."""
    found: dict[tuple[str, str], Seen] = defaultdict(Seen)
    for row in checks.rows:
        found[row.keys["institution"], row.category].add(*checks.findings_in(row), len(checks.everywhere))
    return found


def leniency(seen: Book, institutions: Iterable[str], called: Callable[[str], Text]) -> tuple[Leniency, ...]:
    """Every institution that is named, in this order."""
    whole: dict[str, Seen] = defaultdict(Seen)
    for (who, _), one in seen.items():
        whole[who] += one
    named = [key for key in institutions if key]
    found = {name: difference(seen, name) for name in named}
    several = sum(one is not None for one in found.values())
    return tuple(_shown(name, called(name), whole[name], found[name], several) for name in named)


def _shown(name: str, title: Text, seen: Seen, one: Difference | None, several: int) -> Leniency:
    enterprises, raw = seen.assessments, rate(seen.findings, seen.known)
    if one is None:
        return Leniency(name, title, enterprises, 0, (), raw, None, None, None, None, stands_out=False)
    reach = one.reach(_ALPHA)
    low, high = outward(_PER * (one.value - reach), _PER * (one.value + reach))
    stands_out = abs(one.value) > one.reach(_ALPHA / several)
    return Leniency(
        name, title, enterprises, one.compared, one.categories, raw, cut(_PER * one.value, 1), low, high, one.freedom, stands_out
    )
