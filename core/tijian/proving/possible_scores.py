"""Whether the score in a verdict row can ever turn the grade: a bound on how low the site score falls while nothing else holds.

A default table has such a figure: where a few key findings are enough for C, general findings alone never bring the score below 75.
The proof takes every check at the worst that the other atoms of this row and of the worse ones allow, and the smallest maximum.
"""

from fractions import Fraction

from ..authoring.program import All, AnyOf, Program, Tree
from ..conditions.tree import Count, ScoreBelow


def never_turns(program: Program, row: int, before: ScoreBelow, after: ScoreBelow) -> bool:
    """Whether it is proved that no case is told apart by the two: the score does not come near while every other atom is false."""
    if before.of != "site" or program.ruleset.scoring.model not in ("flat", "flat-unweighted"):
        return False
    others = [atom for tree in program.verdicts[: row + 1] for atom in _alternatives(tree) if atom is not before]
    return lowest_site_score(program, [atom for atom in others if isinstance(atom, Count)]) > max(Fraction(before.n), Fraction(after.n))


def _alternatives(tree: Tree) -> list[Tree]:
    """The parts of a condition of which one is enough."""
    return (
        [one for item in tree.items for one in _alternatives(item)] if isinstance(tree, AnyOf) else [] if isinstance(tree, All) else [tree]
    )


def lowest_site_score(program: Program, false: list[Count]) -> Fraction:
    """A bound: no dossier in which all these counts are false has a lower site score. Nothing is told below zero."""
    minor = Fraction(program.ruleset.scoring.credit.minor)
    lost, most = Fraction(), Fraction()
    for class_ in ("veto", "key", "general"):
        checks = [check for check in program.checks.values() if check.kind != "test" and check.class_ == class_]
        flat = program.ruleset.scoring.model == "flat-unweighted"
        weights = sorted((Fraction(1) if flat else Fraction(check.weight) for check in checks), reverse=True)
        fails, found = _allowed(false, class_, "fail", len(checks)), _allowed(false, class_, "minor", len(checks))
        fails = min(fails, found)
        lost += sum(weights[:fails], Fraction()) + (1 - minor) * (sum(weights[fails:found], Fraction()) if class_ != "veto" else 0)
        stays = (check for check in checks if not check.may_skip and check.applies is None)
        most += sum((Fraction(1) if flat else Fraction(check.weight) for check in stays), Fraction())
    return max(Fraction(), 100 - 100 * lost / most) if most else Fraction()


def _allowed(false: list[Count], class_: str, state: str, most: int) -> int:
    """How many there may be without a count being reached."""
    reached = [one.n + (one.op == ">") for one in false if one.scope == "class" and one.of == class_ and one.state == state]
    return min([most, *(n - 1 for n in reached)])
