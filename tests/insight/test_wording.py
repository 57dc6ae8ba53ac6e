"""The words of whole conditions: each form says in both languages what it asks for, brackets kept where they matter."""

from functools import cache

import pytest

import tijian
from tijian.insight.phrases import Names
from tijian.insight.wording import in_words
from tijian.model.ruleset import ResolvedRuleset


@cache
def rules() -> ResolvedRuleset:
    return tijian.catalogue().edition("mask", "2021").program.ruleset


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        ("true", "其余情况", "otherwise"),
        ("count('veto', 'fail') > 0", "有否决项不符合", "a veto check fails"),
        ("count('key', 'minor') > 2", "超过 2 个关键项有轻微缺陷或不符合", "more than 2 key checks have a minor defect or fail"),
        ("count('key', 'fail') >= 2", "至少 2 个关键项不符合", "at least 2 key checks fail"),
        ("count('key', 'fail') > 1", "超过 1 个关键项不符合", "more than 1 key check fails"),
        ("count_tests('general', 'fail') > 0", "有B类检测项不合格", "a class B test fails"),
        ("count_in('S5', 'fail') > 0", "有“采购质量控制”一章的检查项不符合", "a check of section “Purchasing control” fails"),
        ("score('site') < 60", "实地核查得分低于 60", "the site score is below 60"),
        ("fails('MSK-T12')", "MSK-T12 环氧乙烷残留量 不合格", "MSK-T12 Ethylene-oxide residue fails"),
        (
            "by_32610 && has_valve",
            "明示执行标准是 GB/T 32610-2016 且 有呼气阀",
            "Declared standard is GB/T 32610-2016 and With exhalation valve",
        ),
        (
            "(count('veto', 'fail') > 0 || score('site') < 60) && !has_valve",
            "（有否决项不符合 或 实地核查得分低于 60） 且 并非（有呼气阀）",
            "(a veto check fails or the site score is below 60) and not (With exhalation valve)",
        ),
        ("no condition, this", "no condition, this", "no condition, this"),
    ],
)
def test_a_condition_is_said_in_words(condition: str, zh: str, en: str) -> None:
    said = in_words(condition, rules(), Names(None, rules()))
    assert (said("zh"), said("en")) == (zh, en)


def test_every_condition_of_a_bundled_ruleset_has_words_without_calls() -> None:
    one = rules()
    conditions = [*one.define.values(), *(row.when for row in one.verdicts), *(each.when for each in one.diagnoses.values())]
    for condition in [*conditions, *(each.when for each in one.clues.values())]:
        said = in_words(condition, one, Names(None, one))
        for sign in ("&&", "||", "==", "fails(", "minor(", "count"):
            assert sign not in said("zh") + said("en")
