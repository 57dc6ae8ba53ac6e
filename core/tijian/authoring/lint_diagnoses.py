"""Lint: advice of a diagnosis that no enterprise would ever get. A finding belongs to the concluded diagnosis that explains most findings,
then to the lower id; a veto finding stands alone (semantics §6): so one diagnosis may always lose to another.

Only `lint` comes in here.
"""

from collections.abc import Iterator, Mapping

from ..conditions.tree import And, Concluded, Node
from ..model.order import natural
from ..model.problem import Problem
from ..model.text import text
from .document import problem_at
from .lint_conditions import Conditions
from .loaded import Loaded


def diagnosis_problems(loaded: Loaded, conditions: Conditions) -> Iterator[Problem]:
    """Diagnoses whose advice reaches no action. There are no cycles among them (that was linted)."""
    diagnoses = loaded.ruleset.diagnoses
    trees = {str(path[1]): tree for path, tree in conditions.trees.items() if path[0] == "diagnoses"}
    vetoes = {name for name, check in loaded.ruleset.site_checks.items() if check.class_ == "veto"}
    vetoes |= {name for name, check in loaded.ruleset.rule_checks.items() if check.class_ == "veto"}
    for name, diagnosis in diagnoses.items():
        if diagnosis.advice is None:
            continue
        explains = set(diagnosis.explains)
        path = ("diagnoses", name, "explains")
        if explains <= vetoes:
            said = text(
                f"诊断 {name} 只解释否决项；否决项各自成项，它的整改建议到不了整改措施里",
                f"diagnosis {name} explains veto checks only; each of these is an action of its own: its advice reaches none",
            )
            yield problem_at(loaded, "W309", said, path, hint=_HINT, warning=True)
            continue
        for other in sorted(_implied(trees, name), key=natural):
            if explains <= set(diagnoses[other].explains) and natural(other) < natural(name):
                said = text(
                    f"诊断 {name} 成立时 {other} 也成立，且 {other} 解释了它解释的全部发现：它的整改建议到不了整改措施里",
                    f"where diagnosis {name} holds, {other} does too and explains all that it explains: its advice reaches no action",
                )
                yield problem_at(loaded, "W309", said, path, hint=_HINT, warning=True)
                break


_HINT = text(
    "在 explains 里写上只有它才解释的发现，或去掉它的 advice",
    "list in `explains` findings that it alone explains, or take its `advice` away",
)


def _implied(trees: Mapping[str, Node], name: str) -> set[str]:
    """The diagnoses that hold wherever this one does, as far as its shape shows."""
    tree = trees.get(name)
    found: set[str] = set()
    for item in tree.items if isinstance(tree, And) else (tree,):
        if isinstance(item, Concluded):
            found |= {item.id} | _implied(trees, item.id)
    return found
