"""Whether the score in a verdict row can ever turn the grade: a bound on how low the site score falls while nothing else holds.

A default table has such a figure: where a few key findings are enough for C, general findings alone never bring the score below 75.
The proof takes every check at the worst that the other atoms of this row and of the worse ones allow, and the smallest maximum.
"""

from fractions import Fraction
from functools import reduce
from math import gcd

from ..authoring.program import All, AnyOf, Program, Tree
from ..conditions.tree import Count, ScoreBelow


def never_turns(program: Program, stays: frozenset[str], row: int, before: ScoreBelow, after: ScoreBelow) -> bool:
    """Whether it is proved that no grade is told apart by the two: the score does not come near while every other atom is false.

    `stays`: the checks that never leave the sums.
    """
    if before.of != "site" or program.ruleset.scoring.model not in ("flat", "flat-unweighted"):
        return False
    if before.n == after.n and not reaches_exactly(program, stays, Fraction(before.n)):
        return True
    others = [atom for tree in program.verdicts[: row + 1] for atom in alternatives(tree) if atom is not before]
    return lowest_site_score(program, stays, [atom for atom in others if isinstance(atom, Count)]) > max(
        Fraction(before.n), Fraction(after.n)
    )


def alternatives(tree: Tree) -> list[Tree]:
    """The parts of a condition of which one is enough."""
    return (
        [one for item in tree.items for one in alternatives(item)] if isinstance(tree, AnyOf) else [] if isinstance(tree, All) else [tree]
    )


def lowest_site_score(program: Program, stays: frozenset[str], false: list[Count]) -> Fraction:
    """A bound: no dossier in which all these counts are false has a lower site score. Nothing is told below zero."""
    minor = Fraction(program.ruleset.scoring.credit.minor)
    lost, most = Fraction(), Fraction()
    for class_ in ("veto", "key", "general"):
        checks = [check for check in program.checks.values() if check.kind != "test" and check.class_ == class_]
        flat = program.ruleset.scoring.model == "flat-unweighted"
        weights = sorted((Fraction(1) if flat else Fraction(check.weight) for check in checks), reverse=True)
        fails, found = allowed(false, class_, "fail", len(checks)), allowed(false, class_, "minor", len(checks))
        fails = min(fails, found)
        lost += sum(weights[:fails], Fraction()) + (1 - minor) * (sum(weights[fails:found], Fraction()) if class_ != "veto" else 0)
        most += sum((Fraction(1) if flat else Fraction(check.weight) for check in checks if check.id in stays), Fraction())
    return max(Fraction(), 100 - 100 * lost / most) if most else Fraction()


def allowed(false: list[Count], class_: str, state: str, most: int) -> int:
    """How many there may be without a count being reached."""
    reached = [one.n + (one.op == ">") for one in false if one.scope == "class" and one.of == class_ and one.state == state]
    return min([most, *(n - 1 for n in reached)])


def reaches_exactly(program: Program, stays: frozenset[str], score: Fraction) -> bool:
    """Whether some dossier may have exactly this site score: then the weights that count can lose just so much.

    What leaves the sums (skipped, not applicable) leaves them with its weight; what is lost is always a multiple of one unit.
    """
    flat = program.ruleset.scoring.model == "flat-unweighted"
    minor = Fraction(program.ruleset.scoring.credit.minor)
    checks = [(Fraction(1) if flat else Fraction(check.weight), check) for check in program.checks.values() if check.kind != "test"]
    totals = {sum((weight for weight, check in checks if check.id in stays), Fraction())}
    for weight, check in checks:
        if check.id not in stays:
            totals |= {total + weight for total in totals}
    losses = {weight for weight, _ in checks} | {weight * (1 - minor) for weight, check in checks if check.kind == "site"}
    losses.discard(Fraction())
    if not losses:
        return score == 100
    unit = reduce(_common, losses)
    return any((total * (100 - score) / 100 / unit).denominator == 1 for total in totals if total)


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The greatest common divisor."""
    bottom = one.denominator * other.denominator
    return Fraction(gcd(one.numerator * other.denominator, other.numerator * one.denominator), bottom)
