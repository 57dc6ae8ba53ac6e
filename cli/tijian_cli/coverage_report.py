"""What `ruleset coverage` found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tijian.model.problem import Problem
from tijian.model.text import Text
from tijian.proving.coverage import KINDS, Coverage, Item
from tijian.proving.mutation import Mutation
from tijian.proving.survivors import NO_REASON
from tijian.verdict.numbers import shown

from .bilingual import Words
from .language import Language
from .paper import Column, Paper, on_stdout

_KINDS: Final = {
    "site": Words("实地核查项", "site checks"),
    "rule": Words("申报规则项", "rule checks"),
    "test": Words("检测项", "sample tests"),
    "limit": Words("限值行", "limit rows"),
    "verdict": Words("判定行", "verdict rows"),
    "diagnosis": Words("诊断", "diagnoses"),
    "clue": Words("线索规则", "clue rules"),
}
_FIRES: Final = Words("没有案例使它不符合（成立）", "no case fires it")
_SPARED: Final = Words("没有案例使它符合（不成立）", "no case spares it")
_BOTH: Final = Words("没有案例使它不符合（成立），也没有使它符合（不成立）", "no case fires it, none spares it")


@dataclass(frozen=True, slots=True)
class Examined:
    """One edition. `idle`: reasons that are for no survivor."""

    coverage: Coverage
    mutation: Mutation | None = None
    reasons: Mapping[str, Text] = field(default_factory=dict)
    idle: tuple[Problem, ...] = ()


def as_data(found: Examined) -> dict[str, Any]:
    """For programs."""
    covered, mutation = found.coverage, found.mutation
    told: dict[str, Any] = {
        "ruleset": covered.edition.id,
        "cases": covered.cases,
        "failing": [case.case.name for case in covered.failing],
        "percent": shown(covered.percent),
        "items": [
            {
                "kind": item.kind,
                "id": item.id,
                "fired": item.fired,
                "spared": item.spared,
                "cannot_fire": _plain(item.why_not_fired),
                "cannot_be_spared": _plain(item.why_not_spared),
            }
            for item in covered.items
        ],
    }
    if mutation is not None:
        told["mutants"] = {
            "counted": mutation.counted,
            "caught": len(mutation.caught),
            "percent": shown(mutation.percent),
            "not_counted": {why: sum(one.why == why for one in mutation.discarded) for why in ("invalid", "equal")},
            "survivors": [
                {"id": one.id, "operator": one.operator, "reason": _plain(found.reasons.get(one.id))} for one in mutation.survivors
            ],
        }
    return told


def _plain(words: Text | None) -> dict[str, Any] | None:
    return None if words is None else words.model_dump(exclude_none=True)


def on_paper(found: Examined, language: Language) -> str:
    """For people: a table, then what is missing."""
    paper, covered = Paper(language, on_stdout()), found.coverage
    paper.heading(f"{covered.edition.id}  {covered.edition.title(language)}")
    percent = shown(covered.percent)
    paper.line(paper.say(f"案例 {covered.cases} 个，覆盖 {percent} %", f"{covered.cases} cases cover {percent} %"))
    _table(paper, covered)
    for case in covered.failing:
        words = paper.say("案例不符，不能证明什么（见 ruleset test）", "the case fails and proves nothing (see ruleset test)")
        paper.item(f"{case.at.file}:{case.at.line} {case.case.name}: {words}", style="red")
    for item in covered.items:
        if missing := item.missing:
            words = (_BOTH if len(missing) == 2 else _FIRES if "fires" in missing else _SPARED)(language)
            paper.item(f"{item.id}: {words}", style="yellow")
    _cannot(paper, (item for item in covered.items if item.why_not_fired is not None))
    if found.mutation is not None:
        _mutants(paper, found.mutation, found.reasons)
    return paper.text()


def _table(paper: Paper, covered: Coverage) -> None:
    columns = (
        Column(Words("种类", "Kind")),
        Column(Words("条目", "Items"), right=True),
        Column(Words("成立", "Fired"), right=True),
        Column(Words("不成立", "Spared"), right=True),
        Column(Words("不会出现", "Cannot"), right=True),
    )
    rows = []
    for kind in KINDS:
        if items := [item for item in covered.items if item.kind == kind]:
            fired = [item.fired for item in items if item.why_not_fired is None]
            spared = [item.spared for item in items if item.why_not_spared is None]
            had = (f"{sum(name is not None for name in side)}/{len(side)}" for side in (fired, spared))
            rows.append([_KINDS[kind](paper.language), str(len(items)), *had, str(len(items) - len(fired))])
    paper.table(columns, rows)


def _cannot(paper: Paper, items: Iterable[Item]) -> None:
    """What cannot fire, by reason."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        assert item.why_not_fired is not None
        by_reason.setdefault(item.why_not_fired(paper.language), []).append(item.id)
    for reason, ids in by_reason.items():
        paper.item(f"{reason}: {', '.join(ids)}")


def _mutants(paper: Paper, mutation: Mutation, reasons: Mapping[str, Text]) -> None:
    percent, caught, counted = shown(mutation.percent), len(mutation.caught), mutation.counted
    equal = sum(one.why == "equal" for one in mutation.discarded)
    invalid = len(mutation.discarded) - equal
    words = paper.say(
        f"改动 {counted} 处，案例发现 {caught} 处（{percent} %）；另有 {equal} 处不改变含义、{invalid} 处不成细则，不计",
        f"{counted} faults planted, {caught} noticed ({percent} %); {equal} more mean the same and {invalid} are no ruleset: not counted",
    )
    paper.line(words)
    for one in mutation.survivors:
        reason = reasons.get(one.id)
        paper.item(f"{one.id}: {(reason or NO_REASON)(paper.language)}", style="" if reason else "yellow")
