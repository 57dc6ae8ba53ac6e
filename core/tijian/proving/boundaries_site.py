"""Boundary cases of site checks and rule checks: each finding alone, so that its class, its weight and its section show in the scores."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..authoring.program import Check, reads
from ..conditions.evaluate import evaluate
from ..conditions.tree import Node
from ..facts.attributes import Value
from .boundaries_tests import tellers_of
from .case_text import Chapter
from .desk import Desk
from .products import Situation
from .rows import applies_at


def site_chapters(desk: Desk) -> Iterator[Chapter]:
    """A chapter for each section, then what may not be skipped, what does not apply, and the rule checks."""
    sections = desk.ruleset.sections
    chapters = {name: Chapter(f"{name} {one.title.zh} {one.title.en or ''}".rstrip()) for name, one in sections.items()}
    for check in desk.program.checks.values():
        if check.kind == "site":
            _alone(desk, chapters[check.section or ""], check)
    yield from chapters.values()
    yield _kept(desk)
    yield _left_out(desk)
    yield _rules(desk)


def _alone(desk: Desk, chapter: Chapter, check: Check) -> None:
    applies = check.applies
    where = _applicable(desk, check, True) if applies is not None else [desk.plain]
    if not where:
        assert applies is not None
        desk.unreached(check.id, "applies: true", [applies], _says(applies, True), sampled=False)
        return
    scores = (check.section or "", "site")
    for place, one in enumerate(where):
        beside = "" if place == 0 else desk.difference(where[0], one)
        desk.add(chapter, f"{check.id} major - fail{beside}", one, answers={check.id: "major"}, states={check.id: "fail"}, scores=scores)
        if place:
            continue
        if check.class_ == "veto":
            words = f"{check.id} minor - unchecked: a veto check has no minor"
            desk.add(chapter, words, one, answers={check.id: "minor"}, states={check.id: "unchecked"})
        else:
            desk.add(chapter, f"{check.id} minor - minor", one, answers={check.id: "minor"}, states={check.id: "minor"}, scores=scores)
        if check.may_skip:
            words = f"{check.id} not_applicable - not_applicable"
            desk.add(chapter, words, one, answers={check.id: "not_applicable"}, states={check.id: "not_applicable"}, scores=("site",))


def _applicable(desk: Desk, check: Check, truth: bool) -> list[Situation]:
    assert check.applies is not None
    return desk.situations(_says(check.applies, truth), [check.applies], tellers_of(check.applies), sampled=False)


def _says(condition: Node, truth: bool) -> Callable[[Mapping[str, Value]], bool]:
    return lambda values: evaluate(condition, values) is truth


def _kept(desk: Desk) -> Chapter:
    """What may not be skipped, answered not_applicable, as much of it at once as applies: all of it stays unchecked."""
    chapter = Chapter("不允许判为不适用的 What may not be skipped")
    kept = [check for check in desk.program.checks.values() if check.kind == "site" and not check.may_skip]
    while kept:
        first = kept[0].applies
        where = desk.plain if first is None else next(iter(_applicable(desk, kept[0], True)), None)
        here = [check.id for check in kept if where and applies_at(check, where.values)]
        if where is not None and here:
            answers: dict[str, Any] = dict.fromkeys(here, "not_applicable")
            words = f"what may not be skipped stays unchecked: {here[0]}" + (f" and {len(here) - 1} more" if len(here) > 1 else "")
            desk.add(chapter, words, where, answers=answers, states=dict.fromkeys(here, "unchecked"))
        kept = [check for check in kept[1:] if check.id not in here]
    return chapter


def _left_out(desk: Desk) -> Chapter:
    """Checks that do not apply: out of the sums; and a fault recorded there all the same is not buried."""
    chapter = Chapter("不适用的核查项 Site checks that do not apply")
    for check in desk.program.checks.values():
        if check.kind != "site" or check.applies is None:
            continue
        where = _applicable(desk, check, False)
        if not where:
            desk.unreached(check.id, "applies: false", [check.applies], _says(check.applies, False), sampled=False)
        for place, one in enumerate(where):
            beside = "" if place == 0 else desk.difference(where[0], one)
            desk.add(chapter, f"{check.id} does not apply{beside}", one, states={check.id: "not_applicable"}, scores=("site",))
    return chapter


def _rules(desk: Desk) -> Chapter:
    """Each rule check failing, passing, not applying, at the figures and days where it turns."""
    chapter = Chapter("申报规则项 Rule checks")
    for check in desk.program.checks.values():
        if check.kind != "rule":
            continue
        for state in ("fail", "pass", "not_applicable"):
            _rule(desk, chapter, check, state)
    return chapter


def _rule(desk: Desk, chapter: Chapter, check: Check, state: Any) -> None:
    assert check.fails_when is not None
    conditions = [node for node in (check.applies, check.fails_when) if node is not None]
    sampled = "produced_on" in reads(*conditions) or any(
        "produced_on" in (desk.ruleset.derived[name].reads or ()) for name in reads(*conditions) & desk.ruleset.derived.keys()
    )
    tellers = [tells for node in conditions for tells in tellers_of(node)]
    found = desk.situations(lambda values: _rule_state(check, values) == state, conditions, tellers, sampled=sampled)
    if not found and (state != "not_applicable" or check.applies is not None):
        desk.unreached(check.id, state, conditions, lambda values: _rule_state(check, values) == state, sampled=sampled)
    for place, one in enumerate(found):
        beside = "" if place == 0 else desk.difference(found[0], one)
        made: dict[str, Any] = {}
        if sampled:
            made = {
                "sampling": {"state": "done", "plan": []},
                "samples": [{"id": "S-1", "produced_on": one.produced_on or one.assessed_on}],
            }
        scores = (check.section or "", "site")
        desk.add(chapter, f"{check.id} - {state}{beside}", one, given=made, states={check.id: state}, scores=scores)


def _rule_state(check: Check, values: Mapping[str, Value]) -> str:
    applies = True if check.applies is None else evaluate(check.applies, values)
    if applies is False:
        return "not_applicable"
    assert check.fails_when is not None
    fails = evaluate(check.fails_when, values)
    if applies is None or fails is None:
        return "unchecked"
    return "fail" if fails else "pass"
