"""A small ruleset in which every operator of a conclusion decides something, and one dossier a case for it."""

from decimal import Decimal
from functools import cache
from typing import Any

from tijian.authoring.digest import digest
from tijian.authoring.program import Program, compile_ruleset
from tijian.facts.gather import Facts, gather
from tijian.model.dossier import Dossier
from tijian.model.ruleset import ResolvedRuleset
from tijian.scoring.board import Scorer


def _check(class_: str, section: str = "S1") -> dict[str, Any]:
    return {"section": section, "class": class_, "ask": {"zh": "问"}, "source": {"basis": "proposal"}}


RULES: dict[str, Any] = {
    "category": "ward",
    "edition": "1",
    "title": {"zh": "引擎试验"},
    "in_force": {"from": "2021-01-01"},
    "status": "illustrative",
    "sections": {"S1": {"title": {"zh": "一"}}, "S2": {"title": {"zh": "二"}}},
    "site_checks": {"A1": _check("veto"), "A2": _check("key"), "A3": _check("key"), "A4": _check("general", "S2"), "A5": _check("general", "S2")},
    "sample_tests": {
        "T1": {
            "name": {"zh": "检测"}, "class": "key", "basis": "mandatory", "limits": [{"require": ">= 10"}], "source": {"basis": "proposal"},
        },
    },
    "diagnoses": {
        "D1": {"when": "fails('A2') && minor('A3')", "says": {"zh": "和"}, "explains": ["A2", "A3"]},
        "D2": {"when": "fails('A4') || fails('T1')", "says": {"zh": "或"}, "explains": ["A4", "T1"]},
        "D3": {"when": "concluded('D1') && count('general','minor') > 0", "says": {"zh": "再推"}, "explains": ["A2"]},
    },
    "clue_codes": {"L99": {"title": {"zh": "涉嫌"}, "urgency": "normal", "law": {"zh": "无"}, "source": {"basis": "proposal"}}},
    "clues": {"K1": {"code": "L99", "when": "count_in('S2','fail') >= 2"}},
    "scoring": {"model": "flat", "blocks": {"site": Decimal(70), "tests": Decimal(30)}, "credit": {"minor": Decimal("0.5")}, "coverage": Decimal(80), "tests_alone": False},
    "verdicts": [
        {"grade": "D", "capable": "no", "when": "fails('A1') || concluded('D3')"},
        {"grade": "C", "capable": "no", "when": "count('key','minor') > 1 || score('site') < 60"},
        {"grade": "B", "capable": "yes", "when": "minor('A3') && fails('A4') || count_tests('key','fail') > 0"},
        {"grade": "A", "capable": "yes", "when": "true"},
    ],
}  # fmt: skip


@cache
def program() -> Program:
    """The ruleset, compiled."""
    ruleset = ResolvedRuleset.model_validate(RULES)
    return compile_ruleset(ruleset, digest(ruleset))


@cache
def scorer() -> Scorer:
    return Scorer(program(), {})


def facts(answers: dict[str, str], result: str | None = None) -> Facts:
    """The facts of a dossier that answers conform, but for `answers`; with one test result, if any."""
    given = {name: {"outcome": answers.get(name, "conform"), "note": "记录"} for name in RULES["site_checks"]}
    samples = [{"id": "S-1", "results": {"T1": Decimal(result)}}] if result else []
    dossier = Dossier.model_validate(
        {
            "schema": "tijian/dossier@1", "assessment": "1", "category": "ward", "assessed_on": "2021-08-01", "enterprise": {"name": "厂"},
            "answers": given, "sampling": {"state": "done" if result else "none"}, "samples": samples,
        }
    )  # fmt: skip
    return gather(program(), dossier, lambda _product, _day: {})
