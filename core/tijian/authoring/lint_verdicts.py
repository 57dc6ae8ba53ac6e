"""Lint: the shape of the verdict table (semantics §6). Ordered worst to best, so that every case has one grade and more
knowledge never jumps about.
"""

from collections.abc import Iterator

from ..conditions.tree import And, Literal, Node, Or, ScoreBelow, walk
from ..model.outcome import CAPABLE_ORDER, NOT_ASSESSABLE
from ..model.problem import Problem
from ..model.text import text
from .document import problem_at
from .lint_conditions import Conditions
from .loaded import Loaded


def verdict_problems(loaded: Loaded, conditions: Conditions) -> Iterator[Problem]:
    """Problems of the verdict table."""
    rows = loaded.ruleset.verdicts
    trees = [conditions.trees.get(("verdicts", index, "when")) for index in range(len(rows))]
    if trees[-1] is not None and not always(trees[-1]):
        said = text("最后一行的条件必须是 true,否则可能没有等级", "the last row must be `true`: otherwise a case may have no grade")
        yield problem_at(loaded, "E321", said, ("verdicts", len(rows) - 1, "when"))
    for index, tree in enumerate(trees[:-1]):
        if tree is not None and always(tree):
            said = text("这一行总是成立，其后的行永远用不到", "this row always holds, so the rows after it are never reached")
            yield problem_at(loaded, "E322", said, ("verdicts", index, "when"))
    first_of: dict[str, int] = {}
    for index, row in enumerate(rows):
        first = first_of.setdefault(row.grade, index)
        if first != index and rows[index - 1].grade != row.grade:
            said = text(f"等级 {row.grade} 的各行必须相邻", f"the rows of grade {row.grade} must stand together")
            yield problem_at(loaded, "E323", said, ("verdicts", index, "grade"), also=[loaded.position(("verdicts", first, "grade"))])
        if row.capable != rows[first].capable:
            said = text(f"等级 {row.grade} 前后写了不同的 capable", f"grade {row.grade} says two different things of `capable`")
            yield problem_at(loaded, "E324", said, ("verdicts", index, "capable"), also=[loaded.position(("verdicts", first, "capable"))])
        if row.grade == NOT_ASSESSABLE:
            said = text(f"{NOT_ASSESSABLE} 不能用作等级", f"{NOT_ASSESSABLE} cannot be a grade")
            yield problem_at(loaded, "E302", said, ("verdicts", index, "grade"))
        if index and CAPABLE_ORDER.index(row.capable) < CAPABLE_ORDER.index(rows[index - 1].capable):
            said = text(
                f"判定表从差到好排列，capable 不能由 {rows[index - 1].capable} 变为 {row.capable}",
                f"the table runs from worst to best: capable cannot go from {rows[index - 1].capable} to {row.capable}",
            )
            yield problem_at(loaded, "E324", said, ("verdicts", index, "capable"))
    if loaded.ruleset.scoring.tests_alone:
        for index, tree in enumerate(trees):
            for node in walk(tree) if tree is not None else ():
                if isinstance(node, ScoreBelow) and node.of == "site":
                    said = text(
                        "tests_alone 为 true 时可能没有实地核查得分，判定行不能读 score('site')",
                        "with tests_alone there may be no site score: no verdict row may read score('site')",
                    )
                    yield problem_at(loaded, "E325", said, ("verdicts", index, "when"), offset=node.at, length=node.end - node.at)


def always(tree: Node) -> bool:
    """Whether a condition holds whatever the case, as far as its shape shows."""
    match tree:
        case Literal(value=value):
            return value is True
        case Or(items=items):
            return any(always(item) for item in items)
        case And(items=items):
            return all(always(item) for item in items)
        case _:
            return False
