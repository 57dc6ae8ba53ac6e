"""A small shop of rules for the tests of proving: one sample test for each kind of requirement, three site checks, a diagnosis."""

from pathlib import Path

from tijian.authoring.resolve import Edition, Library
from tijian.catalogues import Catalogue, catalogue

SITE = "\n".join(
    f"  {name}: {{section: S1, class: {rank}, ask: {{zh: 问{name}, en: Ask {name}}}, {more}source: {{basis: proposal}}, "
    "advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}}"
    for name, rank, more in (("S-V", "veto", ""), ("S-K", "key", ""), ("S-G", "general", "applies: lit, "))
)
PLAIN_TESTS = {
    "T-GE": 'limits: [{require: ">= 2.50"}]',
    "T-GT": 'limits: [{require: "> 12"}]',
    "T-LE": 'limits: [{require: "<= 0.8"}]',
    "T-LT": 'limits: [{require: "< 7.0"}]',
    "T-IN": 'limits: [{require: "4.0 ~ 8.5"}]',
    "T-OK": "limits: [{require: conforms}]",
    "T-NO": "limits: [{require: absent}]",
    "T-DECLARED": 'unit: N, range: [0, 500], limits: [{require: ">= 0.9 × declared"}]',
    "T-SCALE": 'scale: wear, limits: [{require: ">= light"}]',
    "T-COUNT": 'specimens: 9 of 10, limits: [{require: "<= 3"}]',
    "T-SUM": 'combine: sum, parts: [alpha, beta], part_names: {alpha: {zh: 甲, en: alpha}, beta: {zh: 乙, en: beta}}, limits: [{require: "<= 100"}]',
    "T-UNKNOWN": "limits: [{require: unknown}]",
    "T-ROWS": 'limits: [{when: "width >= 50", require: ">= 9"}, {require: ">= 5"}]',
}
TESTS = "\n".join(
    f"  {name}: {{name: {{zh: 检{name}, en: Test {name}}}, class: {'key' if place % 2 else 'general'}, basis: declared, {rest}, "
    "source: {basis: proposal}, advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}}"
    for place, (name, rest) in enumerate(PLAIN_TESTS.items())
)
SLATE = f"""\
schema: tijian/ruleset@1
category: slate
edition: "2021"
title: {{zh: 石板（虚构）, en: Slates (invented)}}
in_force: {{from: "2021-01-01"}}
product:
  lit: {{type: boolean, label: {{zh: 带灯, en: with a lamp}}}}
  width: {{type: number, unit: cm, range: [10, 90], label: {{zh: 宽, en: width}}}}
scales: {{wear: [heavy, light, none]}}
sections: {{S1: {{title: {{zh: 现场, en: On site}}}}}}
site_checks:
{SITE}
sample_tests:
{TESTS}
diagnoses:
  D-1: {{when: "fails('T-GE') && fails('S-K')", says: {{zh: 失控, en: Out of control}}, explains: [T-GE, S-K]}}
scoring: {{model: flat, blocks: {{site: 70, tests: 30}}, credit: {{minor: 0.5}}, coverage: 80, tests_alone: false}}
verdicts:
  - {{grade: bad, capable: "no", when: "fails('S-V')", says: {{zh: 不行, en: Not good}}}}
  - {{grade: fair, capable: after_rectification, when: "count_tests('key','fail') > 0 || count('key','fail') > 0", says: {{zh: 改后可, en: Once mended}}}}
  - {{grade: good, capable: "yes", when: "true", says: {{zh: 可以, en: Good}}}}
"""


def slate(folder: Path, *, cases: str | None = None, reasons: str | None = None, rules: str = SLATE) -> Path:
    """A directory of rulesets that holds the slate, its cases and the reasons for its survivors."""
    home = folder / "slate"
    (home / "cases").mkdir(parents=True, exist_ok=True)
    (home / "survivors").mkdir(exist_ok=True)
    (home / "2021.yaml").write_text(rules, "utf-8")
    if cases is not None:
        (home / "cases" / "all.yaml").write_text(cases, "utf-8")
    if reasons is not None:
        (home / "survivors" / "2021.yaml").write_text(reasons, "utf-8")
    return folder


def opened(folder: Path) -> tuple[Catalogue, Edition]:
    """The slate in a catalogue of its own, with the plugins of this product."""
    alone = Catalogue(catalogue().plugins, Library([folder]))
    (edition,) = alone.library.editions("slate")
    return alone, edition
