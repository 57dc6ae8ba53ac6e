"""Running the engines on a case and comparing all they conclude. A difference is never a verdict (exit 4)."""

from collections.abc import Callable, Sequence

from ..authoring.program import Program, Tree, leaf_text, leaves
from ..model.order import natural
from ..model.problem import EngineDisagreement, Problem
from ..model.text import text
from .protocol import Case, Conclusions

Conclude = Callable[[Program, Case], Conclusions]


def agreed(program: Program, case: Case, engines: Sequence[tuple[str, Conclude]]) -> Conclusions:
    """What every one of `engines` concludes. Raises EngineDisagreement with the first conclusion that differs and the facts read."""
    (first_name, first), *others = engines
    found = first(program, case)
    for other_name, other in others:
        theirs = other(program, case)
        if theirs != found:
            raise EngineDisagreement(_difference(program, case, (first_name, found), (other_name, theirs)))
    return found


def _difference(program: Program, case: Case, one: tuple[str, Conclusions], two: tuple[str, Conclusions]) -> Problem:
    what, tree = _first_difference(program, one[1], two[1])
    atoms = "; ".join(leaf_text(leaf) for leaf in leaves(tree))
    states = ", ".join(f"{check}={case.faults[check]}" for check in sorted(case.faults, key=natural))
    scores = ", ".join(f"{name}={case.scores[name]}" for name in sorted(case.scores.names))
    return Problem(
        "E701",
        text(
            f"引擎结论不一致（{case.completion}）：{what}；条件：{atoms}；检查项：{states or '全部通过'}；得分：{scores}",
            f"engines disagree ({case.completion} completion) on {what}; atoms: {atoms}; checks: {states or 'all pass'}; scores: {scores}",
        ),
        hint=text(
            f"{one[0]} 与 {two[0]} 读的是同一事实，必有一个有错：不出结论，请报告此问题",
            f"{one[0]} and {two[0]} read the same facts, so one of them is wrong: there is no verdict; please report this",
        ),
    )


def _first_difference(program: Program, one: Conclusions, two: Conclusions) -> tuple[str, Tree]:
    for name in sorted(one.diagnoses ^ two.diagnoses, key=natural):
        return f"diagnosis {name}", program.diagnoses[name]
    for name in sorted(one.clues ^ two.clues, key=natural):
        return f"clue {name}", program.clues[name]
    return f"verdict row {min(one.row, two.row) + 1}", program.verdicts[min(one.row, two.row)]
