"""The ruleset as a programmer would write it down without any engine: a loop over the checks. It says nothing but the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.subject.dossiers import Row
from bench.subject.outcome import Outcome
from bench.subject.plan import WEIGHTS, Limit, Plan, Site, Test, When

from .base import FAIL, MINOR, OUT, PASS, UNKNOWN

_ANSWERS = {"conform": PASS, "major": FAIL}


def judge(plan: Plan, _way: str) -> "ByHand":
    return ByHand(plan)


class ByHand:
    """A plan, walked check by check."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows

    def judge(self, taken: Sequence[Row]) -> list[Outcome]:
        return [self.one(row) for row in taken]

    def outcomes(self, answers: list[Outcome]) -> list[Outcome]:
        return answers

    def one(self, row: Row) -> Outcome:
        """The verdict on one dossier."""
        found = states(self.plan, row)
        worst, best = counted(self.plan, found, FAIL), counted(self.plan, found, PASS)
        return Outcome(
            self._grade(worst), self._grade(best), found.count(FAIL), found.count(MINOR), found.count(UNKNOWN),
            10_000 * worst.got // worst.most, 10_000 * best.got // best.most,
        )  # fmt: skip

    def _grade(self, one: "Counts") -> str:
        concluded: set[str] = set()
        for diagnosis in self.plan.diagnoses:
            for parts in diagnosis.alternatives:
                if all(_part(kind, of, one, concluded) for kind, of in parts):
                    concluded.add(diagnosis.id)
        for row in self.plan.rows[:-1]:
            if (
                any(one.counts.get((count.of, count.tests, count.state), 0) > count.more_than for count in row.counts)
                or any(name in concluded for name in row.diagnoses)
                or (row.site_below is not None and 100 * one.got < row.site_below * one.most)
            ):
                return row.grade
        return self.plan.rows[-1].grade


def _part(kind: str, of: str, one: "Counts", concluded: set[str]) -> bool:
    if kind == "twice":
        return one.failed.get(of, 0) > 1
    return of in (one.bad if kind == "fails" else concluded)


@dataclass(slots=True)
class Counts:
    """What is counted at one end."""

    counts: dict[tuple[str, bool, str], int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)  # by section
    bad: set[str] = field(default_factory=set)  # tests
    got: int = 0
    most: int = 0

    def count(self, class_: str, tests: bool, state: int) -> None:
        if state in (FAIL, MINOR):
            self.counts[class_, tests, "minor"] = self.counts.get((class_, tests, "minor"), 0) + 1
        if state == FAIL:
            self.counts[class_, tests, "fail"] = self.counts.get((class_, tests, "fail"), 0) + 1


def states(plan: Plan, row: Row) -> list[int]:
    """The state of every check: site checks, rule checks, tests."""
    found = [_site(check, row) for check in plan.site]
    for rule in plan.rules:
        holds = _holds(rule.fails_when, row)
        found.append(UNKNOWN if holds is None else FAIL if holds else PASS)
    return found + [_test(test, row) for test in plan.tests]


def counted(plan: Plan, found: list[int], unknown: int) -> Counts:
    """The counts of one dossier, with what is not known taken as `unknown`."""
    one = Counts()
    site = plan.on_site
    for check, state in zip(site, found, strict=False):
        if state == OUT:
            continue
        state = unknown if state == UNKNOWN else state
        one.got += WEIGHTS[check.class_] * state  # 0 a failure, 1 a minor one, 2 a pass
        one.most += WEIGHTS[check.class_] * 2
        one.count(check.class_, False, state)
        if state == FAIL:
            one.failed[check.section] = one.failed.get(check.section, 0) + 1
    for test, state in zip(plan.tests, found[len(site) :], strict=True):
        state = unknown if state == UNKNOWN else state
        one.count(test.class_, True, state)
        if state == FAIL:
            one.bad.add(test.id)
    return one


def _holds(when: When | None, row: Row) -> bool | None:
    if when is None:
        return True
    value = row[when.attribute]
    if value is None:
        return None
    return value in when.one_of if when.one_of else bool(value) if when.above is None else bool(value > when.above)


def _site(check: Site, row: Row) -> int:
    answer, applies = row[f"a_{check.id}"], _holds(check.applies, row)
    if applies is None:
        return UNKNOWN
    if not applies:
        return UNKNOWN if answer in ("minor", "major") else OUT  # a fault that somebody recorded is not buried
    if answer == "minor":
        return UNKNOWN if check.class_ == "veto" else MINOR
    if answer == "na":
        return OUT if check.may_skip else UNKNOWN
    return _ANSWERS.get(answer, UNKNOWN)


def _test(test: Test, row: Row) -> int:
    value, applies = row[f"v_{test.id}"], _holds(test.applies, row)
    if value is None:
        return OUT if applies is False or not row[f"p_{test.id}"] else UNKNOWN
    if applies is False:
        return OUT if _inside(test.limits[0], value) else UNKNOWN
    if applies is None:
        return UNKNOWN
    limit = next(limit for limit in test.limits if _holds(limit.when, row))
    return PASS if _inside(limit, value) else FAIL


def _inside(limit: Limit, value: float) -> bool:
    return (limit.low is None or value >= limit.low) and (limit.high is None or value <= limit.high)
