"""Our engines, dossier by dossier: from typed facts or from the dossier to the explained verdict, and the whole `assess`."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import tijian
from bench.subject.dossiers import Row, dossier
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan
from bench.subject.ruleset import CATEGORY, DAY, write
from tijian.engines.choice import choose
from tijian.facts.gather import Facts, gather
from tijian.model.dossier import Dossier
from tijian.model.result import Result, Score, Verdict
from tijian.verdict import compose
from tijian.verdict.completions import Ends, draw


def judge(plan: Plan, way: str) -> "Ours":
    return Ours(plan, way)


@dataclass(frozen=True, slots=True)
class Explained:
    """What our engines conclude of one dossier: facts, both ends, and the verdict with what decided it."""

    facts: Facts
    ends: Ends
    verdict: Verdict


class Ours:
    """`way`: "facts" (direct, from typed facts), "direct", "rete", "both" (from the dossier), "assess" (to the whole result)."""

    def __init__(self, plan: Plan, way: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            write(plan, Path(folder))
            self.catalogue = tijian.catalogue([folder])
            self.entry = self.catalogue.entry(CATEGORY, DAY)
        self.way = way
        self._engines = choose("direct" if way == "facts" else "both" if way == "assess" else way).engines  # type: ignore[arg-type]
        ways: dict[str, Callable[[Any], Any]] = {"facts": self._explained, "assess": self._assessed}
        self._one = ways.get(way, self._gathered)

    def take(self, rows: Sequence[Row]) -> list[Any]:
        dossiers = [dossier(row, number) for number, row in enumerate(rows)]
        return [self._facts(one) for one in dossiers] if self.way == "facts" else dossiers

    def judge(self, taken: Sequence[Any]) -> list[Any]:
        return [self._one(one) for one in taken]

    def outcomes(self, answers: Sequence[Explained | Result]) -> list[Outcome]:
        return [_of_result(one) if isinstance(one, Result) else self._of_ends(one) for one in answers]

    def _facts(self, one: Dossier) -> Facts:
        return gather(self.entry.program, one, self.catalogue.derivation(one, self.entry.program.ruleset))

    def _gathered(self, one: Dossier) -> Explained:
        return self._explained(self._facts(one))

    def _explained(self, facts: Facts) -> Explained:
        facts = replace(facts)  # facts keep what is counted of them: it is counted anew each time
        ends = draw(facts, self.entry.scorer, self._engines)
        settled = compose.Settled(facts, self.entry.scorer, ends, adopted=False)
        return Explained(facts, ends, compose.verdict(settled, compose.decided_by(facts, ends)))

    def _assessed(self, one: Dossier) -> Result:
        return tijian.assess(one, self.catalogue)

    def _of_ends(self, one: Explained) -> Outcome:
        states = [fact.state for fact in one.facts.checks.values()]
        low, high = (end.case.scores.part("site") for end in (one.ends.worst, one.ends.best))
        assert low is not None
        assert high is not None
        return Outcome(
            str(one.verdict.worst), str(one.verdict.best), states.count("fail"), states.count("minor"), len(one.facts.unknown),
            10_000 * low.got // low.most, 10_000 * high.got // high.most,
        )  # fmt: skip


def _of_result(result: Result) -> Outcome:
    states = [check.state for check in result.checks]
    site = result.score.site
    assert site is not None
    low, high = (site.value, site.value) if isinstance(site, Score) else (site.low.value, site.high.value)
    unknown = sum(state in ("unchecked", "pending", "inconclusive") for state in states)
    return Outcome(
        str(result.verdict.worst), str(result.verdict.best), states.count("fail"), states.count("minor"), unknown,
        int(Decimal(low) * 100), int(Decimal(high) * 100),
    )  # fmt: skip
