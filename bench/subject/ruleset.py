"""A plan as a ruleset of ours: the same words an agency would write into `<category>/<edition>.yaml`."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from tijian.authoring.canonical import ruleset_yaml
from tijian.model.ruleset import RulesetFile

from .plan import KINDS, LINES, Count, Diagnosis, Limit, Plan, Row, Rule, Site, Test, When

CATEGORY, EDITION, DAY = "clinic", "2021", "2021-08-01"
_PROPOSAL = {"basis": "proposal"}


def written(plan: Plan) -> RulesetFile:
    """The ruleset file of a plan."""
    return RulesetFile.model_validate(_content(plan))


def write(plan: Plan, root: Path) -> Path:
    """Writes the file of a plan where a catalogue looks for it, and returns its path."""
    path = root / CATEGORY / f"{EDITION}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ruleset_yaml(written(plan)), "utf-8")
    return path


def _content(plan: Plan) -> dict[str, Any]:
    return {
        "schema": "tijian/ruleset@1",
        "category": CATEGORY,
        "edition": EDITION,
        "title": _said("测速用细则", "A ruleset for the bench"),
        "in_force": {"from": "2021-01-01"},
        "product": {
            "kind": {"choices": KINDS},
            "line": {"choices": LINES},
            "exporter": {"type": "boolean"},
            "sterile": {"type": "boolean"},
            "size": {"type": "number"},
        },
        "sections": {section: {"title": _said(f"第 {section} 章", f"Section {section}")} for section in plan.sections},
        "site_checks": {one.id: _site(one) for one in plan.site},
        "rule_checks": {one.id: _rule(one) for one in plan.rules},
        "sample_tests": {one.id: _test(one) for one in plan.tests},
        "diagnoses": {one.id: _diagnosis(one, plan) for one in plan.diagnoses},
        "scoring": {
            "model": "flat",
            "blocks": {"site": Decimal(70), "tests": Decimal(30)},
            "credit": {"minor": Decimal("0.5")},
            "coverage": Decimal(80),
            "tests_alone": False,
        },
        "verdicts": tuple(
            {"grade": row.grade, "capable": capable, "when": _row(row)}
            for row, capable in zip(plan.rows, ("no", "after_rectification", "yes", "yes"), strict=True)
        ),
    }


def _site(one: Site) -> dict[str, Any]:
    ask = _said(f"核查 {one.id}", f"Check {one.id}")
    said = {"section": one.section, "class": one.class_, "ask": ask, "may_skip": one.may_skip, "source": _PROPOSAL}
    return said | _applies(one.applies)


def _rule(one: Rule) -> dict[str, Any]:
    ask = _said(f"申报 {one.id}", f"Declared {one.id}")
    return {"section": one.section, "class": one.class_, "ask": ask, "fails_when": condition(one.fails_when), "source": _PROPOSAL}


def _test(one: Test) -> dict[str, Any]:
    limits = tuple(_limit(row) for row in one.limits)
    said = {"name": _said(f"检测 {one.id}", f"Test {one.id}"), "class": one.class_, "basis": "mandatory", "limits": limits}
    return said | {"source": _PROPOSAL} | _applies(one.applies)


def _diagnosis(one: Diagnosis, plan: Plan) -> dict[str, Any]:
    return {"when": _diagnosed(one), "says": _said(f"诊断 {one.id}", f"Diagnosis {one.id}"), "explains": _explained(one, plan)}


def _said(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def condition(when: When) -> str:
    """A condition as a ruleset says it."""
    if when.one_of:
        return f"{when.attribute} in [{', '.join(repr(value) for value in when.one_of)}]"
    return when.attribute if when.above is None else f"{when.attribute} > {when.above}"


def _applies(when: When | None) -> dict[str, str]:
    return {} if when is None else {"applies": condition(when)}


def _limit(row: Limit) -> dict[str, str]:
    both = row.low is not None and row.high is not None
    require = f"{row.low} ~ {row.high}" if both else f">= {row.low}" if row.high is None else f"<= {row.high}"
    return {"require": require} if row.when is None else {"when": condition(row.when), "require": require}


_PART = {"twice": "count_in('{}', 'fail') > 1", "fails": "fails('{}')", "concluded": "concluded('{}')"}


def _diagnosed(diagnosis: Diagnosis) -> str:
    return " || ".join(" && ".join(_PART[kind].format(of) for kind, of in parts) for parts in diagnosis.alternatives)


def _explained(diagnosis: Diagnosis, plan: Plan) -> tuple[str, ...]:
    named = {of.removeprefix("W_") for parts in diagnosis.alternatives for _, of in parts}
    return (*(one.id for one in plan.site if one.section in named), *(one.id for one in plan.tests if one.id in named))


def _row(row: Row) -> str:
    parts = [*map(_count, row.counts), *(f"concluded('{name}')" for name in row.diagnoses)]
    if row.site_below is not None:
        parts.append(f"score('site') < {row.site_below}")
    return " || ".join(parts) or "true"


def _count(count: Count) -> str:
    return f"{'count_tests' if count.tests else 'count'}('{count.of}', '{count.state}') > {count.more_than}"
