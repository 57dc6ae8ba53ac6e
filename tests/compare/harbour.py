"""Where the tests of comparisons come in: two small categories with checks in common, and results of them as they are wanted."""

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import tijian
from tijian.catalogues import Catalogue
from tijian.model.campaign import Campaign
from tijian.model.result import Result

COMMON = """\
schema: tijian/ruleset@1
category: common
edition: "1"
title: {zh: 共用}
sections: {S1: {title: {zh: 一}}, S2: {title: {zh: 二}}}
site_checks:
  V1: {section: S1, class: veto, ask: {zh: 执照}, source: {basis: proposal}, advice: {correct: {zh: 改}, within_days: 5}}
  K1: {section: S1, class: key, ask: {zh: 记录}, source: {basis: proposal}, advice: {correct: {zh: 改}, within_days: 10}}
  G1: {section: S1, class: general, ask: {zh: 制度}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
  G2: {section: S2, class: general, ask: {zh: 颜色}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
clue_codes:
  L01: {title: {zh: 涉嫌无证}, urgency: immediate, law: {zh: 示例}, source: {basis: proposal}}
  L02: {title: {zh: 涉嫌其他}, urgency: normal, law: {zh: 示例}, source: {basis: proposal}}
clues:
  X1: {code: L01, when: fails('V1')}
diagnoses:
  D1: {when: "fails('K1') && fails('G1')", says: {zh: 管理失控}, explains: [K1, G1]}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "count('veto','fail') > 0 || count_tests('key','fail') > 0"}
  - {grade: C, capable: after_rectification, when: "count('key','fail') > 0"}
  - {grade: B, capable: yes, when: "score('site') < 90"}
  - {grade: A, capable: yes, when: "true"}
"""
OWN = """\
schema: tijian/ruleset@1
category: {name}
edition: "{edition}"
title: {{zh: {name}}}
in_force: {{from: "{first}", until: "{last}"}}
includes: [common/1]
sections: {{S3: {{title: {{zh: 专项}}}}}}
site_checks:
  {name}-S1: {{section: S3, class: general, ask: {{zh: {ask}}}, source: {{basis: proposal}}, advice: {{correct: {{zh: 改}}}}}}
sample_tests:
  {name}-T1: {{name: {{zh: 铅}}, class: key, basis: mandatory, unit: mg/kg, range: [0, 1000], source: {{basis: proposal}}, advice: {{correct: {{zh: 改}}}}, limits: [{{require: "<= 90"}}]}}
  {name}-T2: {{name: {{zh: 外观}}, class: minor, basis: mandatory, source: {{basis: proposal}}, advice: {{correct: {{zh: 改}}}}, limits: [{{require: conforms}}]}}
"""
EDITIONS = (
    ("boat", "1", "2025-01-01", "2025-06-30", "甲板"),
    ("boat", "2", "2025-07-01", "2025-12-31", "甲板和桅杆"),
    ("kite", "1", "2025-01-01", "2025-12-31", "风筝线"),
)
CHECKS = ("V1", "K1", "G1", "G2")

CAMPAIGN: dict[str, Any] = {
    "schema": "tijian/campaign@1",
    "id": "t",
    "title": {"zh": "试"},
    "ordered_by": {"zh": "局"},
    "notice": {"date": "2025-01-01"},
    "phases": {"visit": {"from": "2025-03-01", "until": "2025-03-31"}},
    "districts": [{"zh": "东区"}, {"zh": "西区"}],
    "institutions": [{"zh": "甲院"}, {"zh": "乙院"}],
    "categories": {"kite": {"title": {"zh": "风筝"}, "group": "industrial"}, "boat": {"title": {"zh": "纸船"}, "group": "food"}},
}


def rules(folder: Path) -> Path:
    """Writes the rulesets into a directory."""
    (folder / "common").mkdir(parents=True)
    (folder / "common" / "1.yaml").write_text(COMMON, "utf-8")
    for name, edition, first, last, ask in EDITIONS:
        (folder / name).mkdir(exist_ok=True)
        words = OWN.format(name=name, edition=edition, first=first, last=last, ask=ask)
        (folder / name / f"{edition}.yaml").write_text(words, "utf-8")
    return folder


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The installed categories and these two."""
    return tijian.catalogue([rules(Path(tempfile.mkdtemp()) / "rules")])


def dossier(number: int, category: str = "boat", **changes: Any) -> dict[str, Any]:
    """A dossier in which everything conforms; `answers` changes some, `results` gives a sample."""
    answers: dict[str, Any] = dict.fromkeys((*CHECKS, f"{category}-S1"), "conform")
    results = changes.pop("results", None)
    answers |= {check: _noted(answer) for check, answer in changes.pop("answers", {}).items()}
    made: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": f"A-{number}",
        "category": category,
        "assessed_on": "2025-03-03",
        "enterprise": {"name": f"{category}厂{number}", "district": "东区", "size": "small"},
        "institution": "甲院",
        "team": [{"name": "甲"}, {"name": "乙"}],
        "answers": answers,
        "sampling": {"state": "none"},
    }
    if results is not None:
        made["sampling"] = {"state": "done", "plan": list(results)}
        made["samples"] = [{"id": "S-1", "produced_on": "2025-02-01", "results": results}]
    made["enterprise"] |= {key: changes.pop(key) for key in ("district", "size", "name", "uscc") if key in changes}
    return made | changes


def _noted(answer: Any) -> Any:
    return {"outcome": answer, "note": "见现场"} if answer in ("minor", "major") else answer


def result(number: int, category: str = "boat", **changes: Any) -> Result:
    """The result of such a dossier."""
    return tijian.assess(tijian.read_dossier(dossier(number, category, **changes)), catalogue(), "direct")


def campaign(**changes: Any) -> Campaign:
    """A small campaign."""
    return Campaign.model_validate(CAMPAIGN | changes)
