"""durable-rules by itself, as its documentation shows it: facts with properties, rules over them, chaining by facts that rules assert.

It neither adds up nor counts facts that stand side by side, so states, counts and scores are worked out by the caller and asserted as
facts with numbers; the rules compare them, conclude diagnoses, and find the rows that hold, at both ends. It says the verdict, not why.
A fact that no rule reads would stop its batch, so a rule for all of them stands beside the others.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from durable.engine import Host
from durable.lang import assert_facts, c, delete_state, m, ruleset, when_all

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import Plan

from .base import ENDS, FAIL, MINOR, PASS, UNKNOWN
from .python_loop import Counts, counted, states

_rulesets = count()
Host._run = lambda _host: None  # its background threads would take actions of a session that is being judged, and lose them


def judge(plan: Plan, _way: str) -> "Durable":
    return Durable(plan)


class Durable:
    """The conclusions of a plan as a ruleset of durable-rules."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._name = f"bench{next(_rulesets)}"
        self._held: list[tuple[str, int]] = []
        self._sessions = count()
        with ruleset(self._name):
            _nothing(when_all(+m.of))
            for end in ENDS:
                self._rules(end)

    def _rules(self, end: str) -> None:
        plan, here = self.plan, m.end == end
        for diagnosis in plan.diagnoses:
            for parts in diagnosis.alternatives:
                facts = [_part(kind, of) & here for kind, of in parts]
                named = [c.first << facts[0], *(c.second << fact for fact in facts[1:])]
                _concluding(when_all(*named), diagnosis.id, end)
        for place, row in enumerate(plan.rows[:-1]):
            for one in row.counts:
                self._row(when_all((m.of == f"{one.tests} {one.of} {one.state}") & (m.n > one.more_than) & here), end, place)
            for name in row.diagnoses:
                self._row(when_all((m.of == f"concluded {name}") & here), end, place)
            self._row(when_all((m.of == f"below {row.site_below}") & (m.n < 0) & here), end, place)

    def _row(self, when: Any, end: str, place: int) -> None:
        def held(c: Any) -> None:
            self._held.append((end, place))

        when(held)

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[Outcome]:
        return [self._one(row) for row in taken]

    def _one(self, row: Row) -> Outcome:
        session = f"d{next(self._sessions)}"
        self._held.clear()
        found = states(self.plan, row)
        worst, best = counted(self.plan, found, FAIL), counted(self.plan, found, PASS)
        facts = [*self._facts(worst, "worst"), *self._facts(best, "best")]
        assert_facts(self._name, [{"sid": session, "id": f"f{place}", **fact} for place, fact in enumerate(facts)])
        delete_state(self._name, session)
        rows = {end: min((place for at, place in self._held if at == end), default=len(self.plan.rows) - 1) for end in ENDS}
        return Outcome(
            self.plan.rows[rows["worst"]].grade, self.plan.rows[rows["best"]].grade, found.count(FAIL), found.count(MINOR),
            found.count(UNKNOWN), 10_000 * worst.got // worst.most, 10_000 * best.got // best.most,
        )  # fmt: skip

    def _facts(self, counts: Counts, end: str) -> list[dict[str, Any]]:
        numbers = {f"{tests} {of} {state}": n for (of, tests, state), n in counts.counts.items()}
        numbers |= {f"section {section}": n for section, n in counts.failed.items()}
        numbers |= {f"fails {test}": 1 for test in counts.bad}
        numbers |= {f"below {row.site_below}": 100 * counts.got - row.site_below * counts.most for row in self.plan.rows if row.site_below}
        return [{"of": of, "end": end, "n": n} for of, n in numbers.items()]

    def outcomes(self, answers: list[Outcome]) -> list[Outcome]:
        return answers


def _part(kind: str, of: str) -> Any:
    if kind == "twice":
        return (m.of == f"section {of}") & (m.n > 1)
    return m.of == f"{kind} {of}"


def _nothing(when: Any) -> None:
    def read(c: Any) -> None:
        """Nothing: the fact is read."""

    when(read)


def _concluding(when: Any, diagnosis: str, end: str) -> None:
    def conclude(c: Any) -> None:
        c.assert_fact({"id": f"{diagnosis} {end}", "of": f"concluded {diagnosis}", "end": end, "n": 1})

    when(conclude)
