"""A small ruleset for the tests of this folder, written as an agency would, and dossiers in YAML as an assessor would."""

from functools import cache
from typing import Any

from tijian.authoring.digest import digest
from tijian.authoring.document import read_document
from tijian.authoring.dossier_file import read_dossier
from tijian.authoring.program import Program, compile_ruleset
from tijian.facts.gather import Facts, gather
from tijian.model.ruleset import ResolvedRuleset

RULES = """
category: clinic
edition: "1"
title: {zh: 试验}
in_force: {from: "2021-01-01"}
status: illustrative
product:
  kind: {choices: [I, II, III], label: {zh: 类型}}
  valve: {type: boolean}
  load: {type: number, unit: kg, range: [0, 50]}
  valve_type: {type: text, asked_when: valve}
derived:
  heavy: {choices: [light, heavy], reads: [load]}
sections: {S1: {title: {zh: 一}}}
site_checks:
  V1: {section: S1, class: veto, ask: {zh: 否决项}, source: {basis: proposal}}
  K1: {section: S1, class: key, ask: {zh: 关键项}, source: {basis: proposal}}
  G1: {section: S1, class: general, ask: {zh: 可不适用}, may_skip: true, source: {basis: proposal}}
  G2: {section: S1, class: general, ask: {zh: 有阀}, applies: valve, source: {basis: proposal}}
rule_checks:
  R1: {section: S1, class: key, ask: {zh: 申报}, applies: valve, fails_when: "kind == 'II'", source: {basis: proposal}}
sample_tests:
  T1: {name: {zh: 效率}, class: key, basis: mandatory, unit: "%", range: [0, 100], source: {basis: proposal},
       limits: [{when: "kind == 'I'", require: ">= 95"}, {require: ">= 90"}]}
  T2: {name: {zh: 阀}, class: general, basis: declared, applies: valve, source: {basis: proposal}, limits: [{require: conforms}]}
  T3: {name: {zh: 待核实}, class: general, basis: declared, source: {basis: proposal}, limits: [{require: unknown}]}
  T4: {name: {zh: 日期}, class: general, basis: declared, source: {basis: proposal},
       limits: [{when: "produced_on < '2021-07-01'", require: ">= 1"}, {require: ">= 2"}]}
  T5: {name: {zh: 组分}, class: key, basis: mandatory, unit: mg/kg, source: {basis: proposal},
       combine: each, parts: {Pb: [{require: "<= 90"}], Cd: [{require: "<= 75"}]}}
  T6: {name: {zh: 不得检出}, class: general, basis: declared, applies: "kind == 'III'", source: {basis: proposal}, limits: [{require: absent}]}
  T7: {name: {zh: 先待核实}, class: key, basis: mandatory, applies: "kind == 'III'", source: {basis: proposal},
       limits: [{when: "!valve", require: unknown}, {require: ">= 95"}]}
clue_codes: {L13: {title: {zh: 涉嫌}, urgency: immediate, law: {zh: 法}, source: {basis: proposal}}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts: [{grade: D, capable: "no", when: "fails('V1')"}, {grade: A, capable: "yes", when: "true"}]
"""

DOSSIER = """
schema: tijian/dossier@1
assessment: C-1
category: clinic
assessed_on: "2021-08-12"
enterprise: {name: 示例厂}
team: [{name: 甲}, {name: 乙}]
"""


@cache
def program() -> Program:
    """The ruleset, compiled."""
    ruleset = ResolvedRuleset.model_validate(read_document(RULES, "clinic.yaml").data)
    return compile_ruleset(ruleset, digest(ruleset))


def derive(product: Any, _produced_on: str | None) -> dict[str, str]:
    """heavy: from 10 kg."""
    return {"heavy": "heavy" if product["load"] >= 10 else "light"} if "load" in product else {}


def facts(rest: str, head: str = DOSSIER) -> Facts:
    """The facts of a dossier: `rest` is added to the head. Raises InputError."""
    return gather(program(), read_dossier("dossier.yaml", text=head + rest), derive)


def codes(found: Facts) -> set[str]:
    """The codes of every remark."""
    return {remark.code for remark in found.remarks}
