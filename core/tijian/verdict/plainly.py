"""One dossier judged by the plain interpreter and told as one row of a batch: for the rows that do not fit the columnar engine.

Whoever makes a plan for many dossiers (a batch, its audit, the tests) takes its `one_by_one` here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ..authoring.program import Program
from ..engines.choice import Choice, choose
from ..facts.attributes import Derive
from ..facts.gather import CheckFact, Facts, gather
from ..model.dossier import Dossier
from ..model.order import natural
from ..model.outcome import BUILT_IN_MODELS, UNKNOWN
from ..model.problem import PluginError
from ..model.ruleset import ResolvedRuleset
from ..plugin.manager import Plugins
from ..plugin.scoring_api import ScoringModel
from ..scoring.board import Scorer
from .completions import Ends, draw
from .compose import Settled, decided_by, scored_in, verdict
from .numbers import shown

if TYPE_CHECKING:
    from ..engines.columnar import Plan

SCORES: Final = ("site", "tests", "total")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The plain interpreter of one ruleset, as a batch asks it."""

    program: Program
    scorer: Scorer
    derive: Callable[[Dossier], Derive]
    engine: Choice = "direct"

    def __call__(self, dossier: Dossier) -> dict[str, Any]:
        """The dossier's row: the columns of a batch's verdicts, and what is counted beside them. Raises InputError."""
        return self.row(gather(self.program, dossier, self.derive(dossier)))

    def row(self, facts: Facts) -> dict[str, Any]:
        """The row of facts that were gathered before."""
        ends = draw(facts, self.scorer, choose(self.engine).engines)
        settled = Settled(facts, self.scorer, ends, adopted=False)
        found = verdict(settled, decided_by(facts, ends))
        states = {name: fact.state for name, fact in facts.checks.items()}
        return {
            "assessment": facts.dossier.assessment,
            "category": facts.dossier.category,
            "edition": self.program.ruleset.edition,
            **{name: getattr(found, name) for name in ("grade", "worst", "best", "certain", "issued", "capable")},
            **{f"{name}_low": score_shown(ends.worst.case.scores[name]) for name in SCORES},
            **{f"{name}_high": score_shown(ends.best.case.scores[name]) for name in SCORES},
            "fails": sum(state == "fail" for state in states.values()),
            "minors": sum(state == "minor" for state in states.values()),
            "unknowns": sum(state in UNKNOWN for state in states.values()),
            "states": states,
            "diagnoses": tuple(sorted(ends.best.conclusions.diagnoses, key=natural)),
            "clues": tuple(sorted(ends.best.conclusions.clues, key=natural)),
            "row": ends.best.conclusions.row if found.worst is not None else None,
            "reasons": tuple(one.reason for one in found.not_issued_because),
            "caveats": tuple(one.reason for one in found.caveats),
            "exact": _exact(facts, ends),
            "raised": tuple(sorted((one.code for one in facts.dossier.clues), key=natural)),
            "samples": {name: _tested(fact) for name, fact in facts.checks.items() if fact.samples},
        }


def one_by_one(program: Program, scorer: Scorer, derive: Callable[[Dossier], Derive], engine: Choice = "direct") -> Interpreter:
    """Judges a dossier into a row."""
    return Interpreter(program, scorer, derive, engine)


def _exact(facts: Facts, ends: Ends) -> dict[str, tuple[int, int] | None]:
    """Every score as a share, got and most; most is 0 while something unknown can still change it. None: nothing counts."""
    low, high = ends.worst.case.scores, ends.best.case.scores
    open_ = {name for fact in facts.unknown for name in scored_in(fact.check)}
    found: dict[str, tuple[int, int] | None] = {}
    for name in high.names:
        bottom, top = low.part(name), high.part(name)
        found[name] = None if bottom is None or top is None else (0, 0) if name in open_ else (top.got, top.most)
    return found


def _tested(fact: CheckFact) -> tuple[tuple[tuple[str, str, str | None], ...], bool]:
    """Of a test: each sample with its state and what replaced its result, and whether a result that stands is borderline."""
    close = any(one.judged.borderline for one in fact.samples if one.judged and one.replaced_by is None)
    return tuple((one.sample or "", one.state, one.replaced_by) for one in fact.samples), close


def score_shown(value: Any) -> Decimal | None:
    """A score as a batch writes it: cut to two places."""
    return None if value is None else Decimal(shown(value))


def derivation(plugins: Plugins, ruleset: ResolvedRuleset) -> Callable[[Dossier], Derive]:
    """How the derived attributes of a dossier are computed. What it makes raises PluginError where the plugin is at fault."""

    def of(dossier: Dossier) -> Derive:
        def derive(product: Mapping[str, Any], produced_on: str | None) -> Mapping[str, Any]:
            answer = plugins.derive(ruleset.category, product, produced_on, dossier.assessed_on, ruleset.derived)
            if errors := [problem for problem in answer.problems if not problem.warning]:
                raise PluginError(errors)
            return answer.values

        return derive

    return of


def plan_for(program: Program, plugins: Plugins, models: Mapping[str, ScoringModel] | None = None) -> "Plan":
    """The columnar plan of a compiled ruleset, with the plain interpreter for the rows that do not fit it. Needs the extra `batch`."""
    from ..engines.columnar import plan

    ruleset = program.ruleset
    offered = plugins.scoring_models() if models is None and ruleset.scoring.model not in BUILT_IN_MODELS else models or {}
    judge = one_by_one(program, Scorer(program, offered), derivation(plugins, ruleset))
    return plan(ruleset, plugins, judge, program)
