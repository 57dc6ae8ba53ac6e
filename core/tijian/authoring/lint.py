"""What a resolved ruleset means is checked here, before anything is judged by it: every problem in one pass.

One room a concern: names and references, conditions, sample tests and their limit rows, the verdict table, the caps
of the second engine. Errors make the ruleset unusable; warnings are shown and leave it usable.
"""

from collections.abc import Collection

from ..model.outcome import BUILT_IN_MODELS
from ..model.problem import Problem
from ..model.text import text
from .document import problem_at
from .lint_conditions import Conditions, read_conditions
from .lint_diagnoses import diagnosis_problems
from .lint_limits import limit_problems
from .lint_names import name_problems
from .lint_tests import test_problems
from .lint_verdicts import verdict_problems
from .loaded import Loaded
from .normal import BeyondCaps, net_rules
from .program import compile_ruleset


def lint(loaded: Loaded, models: Collection[str] = ()) -> list[Problem]:
    """Every problem of a resolved ruleset, sorted by place. `models`: the scoring models that plugins bring."""
    conditions: Conditions = read_conditions(loaded)
    problems = [
        *name_problems(loaded, frozenset({*models, *BUILT_IN_MODELS})),
        *conditions.problems,
        *test_problems(loaded),
        *verdict_problems(loaded, conditions),
    ]
    if not any(not problem.warning for problem in problems):
        problems += limit_problems(loaded)
        problems += diagnosis_problems(loaded, conditions)
        problems += _beyond_caps(loaded)
    return sorted(problems, key=lambda problem: problem.order)


def _beyond_caps(loaded: Loaded) -> list[Problem]:
    try:
        net_rules(compile_ruleset(loaded.ruleset, loaded.digest))
    except BeyondCaps as beyond:
        kind, name = beyond.conclusion or ("", "")
        path = {
            "row": ("verdicts", name, "when"),
            "diagnosis": ("diagnoses", name, "when"),
            "clue": ("clues", name, "when"),
            "": ("verdicts",),
        }[kind]
        zh_cap = {"rules": "条规则", "atoms in one rule": "个并列条件", "atoms": "个不同条件"}[beyond.cap]
        said = text(
            f"第二引擎装不下：展开后超过 {beyond.most} {zh_cap}",
            f"beyond what the second engine can take: more than {beyond.most} {beyond.cap} when written out",
        )
        hint = text("拆成较小的诊断，再用 concluded 组合", "split it into smaller diagnoses and join them with concluded")
        return [problem_at(loaded, "E341", said, path, hint=hint)]
    return []
