"""From what the laboratories reported to the state of a sample test (semantics §3, "Sample tests").

Each live sample is judged in its own setting; the test's state is the worst over the samples that report it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..authoring.program import Check, Limit, Program, reads
from ..conditions.evaluate import evaluate
from ..conditions.requirement import MustBeAbsent, Requirement, Unknown
from ..model.dossier import Dossier, ReadingGiven, Sample
from ..model.order import natural
from ..model.outcome import State
from ..model.remark import Remark, Severity
from ..model.ruleset import SampleTest, Source
from ..model.text import text
from .attributes import Setting
from .judge import Judged, judge, reported

_WORST_FIRST: dict[str, int] = {"fail": 0, "inconclusive": 1, "pass": 2, "informational": 3, "not_applicable": 4}


class OnSample(NamedTuple):
    """One test on one sample."""

    sample: str | None
    state: State
    judged: Judged | None = None
    source: Source | None = None
    replaced_by: str | None = None


class TestOutcome(NamedTuple):
    """One test over all samples; `deciding` is the sample that gives the state."""

    state: State
    deciding: OnSample | None = None
    samples: tuple[OnSample, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Laboratory:
    """The samples of a dossier in their settings, which results are live, which tests are planned."""

    program: Program
    dossier: Dossier
    here: Setting  # the dossier's own, where no sample can be used
    settings: tuple[Setting, ...]  # beside dossier.samples
    replaced: Mapping[tuple[int, str], str]  # (place of the sample, test) -> the retest that replaced its result
    unusable: frozenset[int]  # places of samples whose results cannot be used (no id, made after the assessment)

    @cached_property
    def _plan(self) -> frozenset[str] | None:
        plan = self.dossier.sampling.plan
        return None if plan is None else frozenset(plan)

    @cached_property
    def _named(self) -> frozenset[str]:
        """The tests of which something is written in a sample."""
        return frozenset().union(*(sample.results for sample in self.dossier.samples))

    @cached_property
    def _silent(self) -> tuple[Setting, ...]:
        """Where a test of which no sample says anything would be judged."""
        return tuple(one for place, one in enumerate(self.settings) if place not in self.unusable) or (self.here,)

    def planned(self, test: str) -> bool:
        return self.dossier.sampling.state != "none" and (self._plan is None or test in self._plan)

    def outcome(self, check: Check) -> TestOutcome:
        """The state of one test. Pure; the order of the samples does not matter."""
        if check.id not in self._named:
            return self._unreported(check, [self._bare(check, here) for here in self._silent], [])
        remarks: list[Remark] = []
        reported: list[OnSample] = []
        silent: list[tuple[Sample, Setting]] = []
        old: list[OnSample] = []
        for place, (sample, here) in enumerate(zip(self.dossier.samples, self.settings, strict=True)):
            reading = sample.results.get(check.id)
            if reading is None or not says_something(check, reading):
                if place not in self.unusable:  # a sample that cannot be used says nothing of the product either
                    silent.append((sample, here))
                continue
            by = self.replaced.get((place, check.id))
            found = self._on_sample(check, here, reading, [] if by else remarks, place)
            if by is None:
                reported.append(found)
            else:
                old.append(found._replace(replaced_by=by))
        if not reported:
            bare = [self._bare(check, here) for _, here in silent] or [self._bare(check, self.here)]
            return self._unreported(check, bare, remarks, tuple(old))
        planned = self.planned(check.id)
        if not planned:
            remarks.append(_remark(check, "W432", "warning", *_UNPLANNED))
        deciding = reported[0] if len(reported) == 1 else min(reported, key=_worst_first)
        state = deciding.state
        if old and state != "fail" and _buried(reported, old):
            state = "inconclusive"  # a final retest that judges nothing must not bury what it replaced
            remarks.append(_remark(check, "W435", "warning", *_RETEST_JUDGES_NOTHING))
        elif old and state != "fail" and (other := _by_another_limit(reported, old)) is not None:
            remarks.append(_remark(check, "W436", "warning", *_ANOTHER_LIMIT, sample=other.sample))
        if planned and self.dossier.sampling.state == "pending" and state != "fail" and self._may_come(check, silent):
            state = "pending"
        if state == "not_applicable" and planned and self.dossier.sampling.plan is not None:
            remarks.append(_remark(check, "W431", "warning", *_PLANNED_IN_VAIN))
        return TestOutcome(state, deciding, _sorted([*reported, *old]), tuple(remarks))

    def _unreported(self, check: Check, bare: Sequence[OnSample], remarks: list[Remark], old: tuple[OnSample, ...] = ()) -> TestOutcome:
        states = {one.state for one in bare}
        planned = self.planned(check.id)
        state: State
        if states == {"not_applicable"}:
            state = "not_applicable"
            if planned and self.dossier.sampling.plan is not None:
                remarks.append(_remark(check, "W431", "warning", *_PLANNED_IN_VAIN))
        elif not planned:
            state = "not_sampled"
        elif states <= {"not_applicable", "informational"}:
            state = "informational"
        else:
            state = "pending" if self.dossier.sampling.state == "pending" else "inconclusive"
            if state == "inconclusive":
                remarks.append(_remark(check, "W433", "warning", *_NOT_REPORTED))
        return TestOutcome(state, next(iter(bare), None), _sorted(list(old)), tuple(remarks))

    def _may_come(self, check: Check, silent: Sequence[tuple[Sample, Setting]]) -> bool:
        """Whether a result may still come from a sample that has none and is no retest."""
        bare = (self._bare(check, here) for sample, here in silent if sample.retest_of is None)
        return any(one.state not in ("not_applicable", "informational") for one in bare)

    def _bare(self, check: Check, here: Setting) -> OnSample:
        """A sample without a result for this test: does the test apply, is its requirement known?"""
        applies = True if check.applies is None else evaluate(check.applies, here.values)
        if applies is False:
            return OnSample(here.sample, "not_applicable")
        chosen, sources = _select(check, here)
        if len(chosen) == len(check.rows) and all(isinstance(requirement, Unknown) for requirement in chosen.values()):
            return OnSample(here.sample, "informational", source=_weakest(sources))
        return OnSample(here.sample, "inconclusive", source=_weakest(sources))

    def _no_row(self, check: Check, here: Setting) -> tuple[str, str]:
        """The words of W434: which unknown attributes, with their labels, the limit waits for."""
        waiting = [row.when for rows in check.rows.values() if (row := _undecided(rows, here)) is not None and row.when is not None]
        names = sorted(here.unknown(reads(*waiting)), key=natural)
        if not names:  # every attribute is known, and still no row holds
            return _NO_ROW_HOLDS
        zh, en = zip(*(self._called(name) for name in names), strict=True)
        return _NO_ROW[0].replace("{names}", "、".join(zh)), _NO_ROW[1].replace("{names}", ", ".join(en))

    def _called(self, name: str) -> tuple[str, str]:
        ruleset = self.program.ruleset
        label = _CONTEXT_LABELS.get(name)
        zh, en = (f"{name}（{label}）" if label else name), name
        if attribute := ruleset.product.get(name) or ruleset.derived.get(name):
            zh = f"{name}（{attribute.label.zh}）" if attribute.label else name
        if name in ruleset.derived and (sources := ruleset.derived[name].reads):
            zh, en = f"{zh}，由 {'、'.join(sources)} 推出", f"{en} (computed from {', '.join(sources)})"
        return zh.replace("{", "{{").replace("}", "}}"), en

    def _on_sample(self, check: Check, here: Setting, reading: ReadingGiven, remarks: list[Remark], place: int) -> OnSample:
        assert check.test is not None
        if place in self.unusable:
            return OnSample(here.sample, "inconclusive")
        applies = True if check.applies is None else evaluate(check.applies, here.values)
        if applies is False:
            fault, by_first_row = self._fault(check, reading)
            if fault:
                remarks.append(_remark(check, "W430", "warning", *_BURIED, sample=here.sample))
            return OnSample(here.sample, "inconclusive" if fault else "not_applicable", by_first_row)
        chosen, sources = _select(check, here)
        settled = len(chosen) == len(check.rows)
        if not settled:
            remarks.append(_remark(check, "W434", "warning", *self._no_row(check, here), sample=here.sample))
            if not chosen:
                return OnSample(here.sample, "inconclusive")
        found = judge(*_of(check.test, reading, chosen, settled), self.program.scales)
        remarks.extend([remark.model_copy(update={"check": check.id, "sample": here.sample}) for remark in found.remarks])
        state: State = found.state if settled or found.state == "fail" else "inconclusive"  # a part that fails is enough
        if applies is None and (state != "informational" or self._fault(check, reading)[0]):
            state = "inconclusive"  # informational only where it stays outside whatever `applies` turns out to be
        return OnSample(here.sample, state, found, _weakest(sources))

    def _fault(self, check: Check, reading: ReadingGiven) -> tuple[bool, Judged | None]:
        """Whether the reading does not pass the first rows with a figure: a fault that a wrong attribute must not bury."""
        assert check.test is not None
        first = {part: rows[check.guard(part)].require for part, rows in check.rows.items()}
        if all(isinstance(requirement, Unknown) for requirement in first.values()):
            return False, None
        found = judge(check.test, first, reading, self.program.scales)
        return found.state not in ("pass", "informational"), found  # informational: nothing known of it is a fault


Chosen = dict[str | None, Requirement]


def _select(check: Check, here: Setting) -> tuple[Chosen, list[Source]]:
    """The first row that holds, for the test (None) or each part; left out where an unknown `when` stands before it."""
    chosen: Chosen = {}
    sources: list[Source] = []
    for part, rows in check.rows.items():
        row, holds = _reached(rows, here)
        if row is not None and holds:
            chosen[part] = row.require
            sources.append(row.source)
    return chosen, sources


def _of(test: SampleTest, reading: ReadingGiven, chosen: Chosen, settled: bool) -> tuple[SampleTest, Chosen, ReadingGiven]:
    """What `judge` is asked: the whole test, or only those of its parts whose limit is known."""
    if settled:
        return test, chosen, reading
    parts = {part: rows for part, rows in (test.parts or {}).items() if part in chosen} if isinstance(test.parts, dict) else test.parts
    given = {part: one for part, one in reading.parts.items() if part in chosen}
    return test.model_copy(update={"parts": parts}), chosen, reading.model_copy(update={"parts": given})


def _undecided(rows: Sequence[Limit], here: Setting) -> Limit | None:
    """The row at which too little is known to go on."""
    row, holds = _reached(rows, here)
    return row if holds is None else None


def _reached(rows: Sequence[Limit], here: Setting) -> tuple[Limit | None, bool | None]:
    """The first row whose `when` is not false, and whether it is true."""
    for row in rows:
        holds = True if row.when is None else evaluate(row.when, here.values)
        if holds is not False:
            return row, holds
    return None, False


_CONFIDENCE = {"weak": 0, "recalled": 1, "secondary": 2, "verified": 3, None: 4}


def _buried(reported: Sequence[OnSample], old: Sequence[OnSample]) -> bool:
    """Whether a result that did not pass was replaced, in the end, by one that judges nothing."""
    return any(last.state in ("not_applicable", "informational") for _, last in _replaced_in_the_end(reported, old))


def _by_another_limit(reported: Sequence[OnSample], old: Sequence[OnSample]) -> OnSample | None:
    """A retest that replaces a result which did not pass, and was judged by another limit: its attributes, or what was declared, differ."""
    for one, last in _replaced_in_the_end(reported, old):
        if one.judged is not None and last.judged is not None and one.judged.requirement != last.judged.requirement:
            return last
    return None


def _replaced_in_the_end(reported: Sequence[OnSample], old: Sequence[OnSample]) -> Iterator[tuple[OnSample, OnSample]]:
    """The results that did not pass and were replaced, each with the live one at the end of its retests."""
    if not old:
        return
    live, then = {one.sample: one for one in reported}, {one.sample: one.replaced_by for one in old}
    for one in old:
        last = one.replaced_by
        while last in then:
            last = then[last]
        if one.state in ("fail", "inconclusive") and last in live:
            yield one, live[last]


def _weakest(sources: Sequence[Source]) -> Source | None:
    if len(sources) == 1:
        return sources[0]
    return min(sources, key=lambda source: (_CONFIDENCE[source.confidence], source.clause or ""), default=None)


def says_something(check: Check, reading: ReadingGiven) -> bool:
    """Whether a laboratory reported anything: blanks are no result, but 无 is one where a test asks for absence."""
    absent = next((row.require for rows in check.rows.values() for row in rows if isinstance(row.require, MustBeAbsent)), None)
    return reported(reading, absent)


def _worst_first(found: OnSample) -> tuple[object, ...]:
    margin = found.judged.margin_value if found.judged else None
    return (_WORST_FIRST[found.state], margin is None, margin or 0, natural(found.sample or ""))


def _sorted(found: list[OnSample]) -> tuple[OnSample, ...]:
    return tuple(sorted(found, key=lambda one: natural(one.sample or "")) if len(found) > 1 else found)


_UNPLANNED = ("{id} 不在抽样方案内，但有结果，按结果计入", "{id} is outside the sampling plan but has a result; the result counts")
_NO_ROW_HOLDS = (
    "{id} 没有一行限值适用于该产品，无法判定；请核对产品属性与限值",
    "no limit row of {id} holds for this product; compare its attributes with the limits",
)
_PLANNED_IN_VAIN = ("{id} 在抽样方案内，但不适用于该产品", "{id} is in the sampling plan but does not apply to this product")
_NOT_REPORTED = ("{id} 已安排检测但没有结果，无法判定", "{id} was planned but has no result: it cannot be judged")
_NO_ROW = (
    "{id} 的限值取决于未知的 {names}，无法判定；请补充",
    "the limit of {id} depends on {names}, which is not known; give it",
)
_CONTEXT_LABELS = {"produced_on": "生产日期", "group": "企业分组", "sampling": "抽样状态"}
_RETEST_JUDGES_NOTHING = (
    "{id} 的复检样品按其属性不作判定，不能取代原来的结果；请更正复检样品的属性，在此之前无法判定",
    "the retest of {id} is of a product that it does not judge, and cannot replace the first result; correct its attributes",
)
_ANOTHER_LIMIT = (
    "{id} 的复检按另一限值判定（复检样品的属性、生产日期或明示值与原样品不同），取代了没有通过的结果；请核对这些属性",
    "the retest of {id} was judged by another limit than the result replaced, which did not pass: compare attributes, day, declared value",
)
_BURIED = (
    "{id} 按产品属性不适用，但检测结果不合要求；请更正属性或结果，在此之前无法判定",
    "{id} does not apply by the product's attributes, but its result does not pass; correct one of them, until then it is not judged",
)


def together(remarks: Sequence[Remark], dossier: Dossier) -> list[Remark]:
    """The remarks, with a single W433 where no plan was given: the missing plan is what to speak of."""
    named = {test for sample in dossier.samples for test in sample.results}  # a blank that somebody wrote down keeps its own remark
    silent = [remark.check for remark in remarks if remark.code == "W433" and remark.check is not None and remark.check not in named]
    if dossier.sampling.plan is not None or not silent:
        return list(remarks)
    plan = ", ".join(sorted(named, key=natural)) or "…"
    ids = sorted(silent, key=natural)
    said = text(
        f"没有写 plan，凡适用的检测项都算已安排；其中没有结果、无法判定的：{'、'.join(ids)}。只抽检其中几项时写 plan: [{plan}]",
        f"there is no plan, so every test that applies counts as planned; those without a result cannot be judged: {', '.join(ids)}. "
        f"If only some were ordered, write plan: [{plan}]",
    )
    others = (remark for remark in remarks if remark.code != "W433" or remark.check in named)
    return [*others, Remark(code="W433", severity="warning", text=said)]


def _remark(check: Check, code: str, severity: Severity, zh: str, en: str, *, sample: str | None = None) -> Remark:
    return Remark(code=code, severity=severity, text=text(zh.format(id=check.id), en.format(id=check.id)), check=check.id, sample=sample)


def replaced_results(program: Program, samples: Sequence[Sample], unusable: frozenset[int]) -> dict[tuple[int, str], str]:
    """Which results a final retest that can be used replaces: (place of the sample, test) -> id of the retest."""
    place = {sample.id: index for index, sample in enumerate(samples)}
    return {
        (place[retest.retest_of], test): retest.id or ""
        for at, retest in enumerate(samples)
        if retest.retest_of is not None and retest.conclusion == "final" and at not in unusable
        for test, reading in retest.results.items()
        if says_something(program.checks[test], reading)
    }
