"""The words of atoms: each form of judged atom says in both languages what held, of how many, about what."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tijian
from tijian.conditions.tree import Count, source
from tijian.insight.phrases import Names, phrase

DEMO = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "demo"


@cache
def names() -> Names:
    catalogue = tijian.catalogue()
    dossier = tijian.read_dossier(DEMO / "mask_d.yaml")
    return Names(tijian.assess(dossier, catalogue, "direct"), catalogue.entry("mask", dossier.assessed_on).program.ruleset)


MINORS = ("C2.1", "C5.1", "C9.1")
FAILED = ("C5.3", "C7.3")


@pytest.mark.parametrize(
    ("atom", "checks", "zh", "en"),
    [
        ("count('key', 'minor') > 0", MINORS, "有 3 个关键项轻微缺陷", "3 key checks have minor defects"),
        ("count('key', 'minor') > 0", MINORS[:1], "有 1 个关键项轻微缺陷", "1 key check has a minor defect"),
        ("count('key', 'minor') > 0", FAILED, "有 2 个关键项不符合", "2 key checks fail"),
        (
            "count('key', 'minor') > 2",
            (*MINORS, *FAILED),
            "有 5 个关键项不符合或有轻微缺陷，超过 2 个",
            "5 key checks have minor defects or fail, more than 2",
        ),
        ("count('key', 'fail') >= 2", FAILED, "有 2 个关键项不符合，达到 2 个", "2 key checks fail, 2 or more"),
        ("count('veto', 'fail') > 0", ("C1.1",), "有 1 个否决项不符合", "1 veto check fails"),
        ("count_tests('key', 'fail') > 0", ("MSK-T01", "MSK-T02"), "有 2 个A类（安全）检测项不合格", "2 class A (safety) tests fail"),
        ("count_in('S5', 'fail') > 0", ("C5.3",), "“采购质量控制”一章有 1 项不符合", "in section “Purchasing control” 1 check fails"),
        ("score('site') < 90", (), "实地核查得分 81.86，低于 90", "the site score is 81.86, below 90"),
        ("score('S5') <= 55", (), "“采购质量控制”一章得分 55，不高于 55", "the score of section “Purchasing control” is 55, not above 55"),
        ("fails('MSK-T01')", ("MSK-T01",), "MSK-T01 过滤效率（盐性）：不合格", "MSK-T01 fails: Filtration efficiency (NaCl)"),
        (
            "minor('C2.1')",
            ("C2.1",),
            "C2.1 主要负责人、质量安全负责人职责明确并有任命：有轻微缺陷或不符合",
            "C2.1 has a minor defect or fails",
        ),
        ("concluded('MSK-D8')", (), "诊断 MSK-D8 成立：产品定级失实：标识级别高于实际防护", "diagnosis MSK-D8 holds: "),
        ("true", (), "前面更差的各行都不成立", "none of the worse rows holds"),
        (
            "standard == 'GB/T 32610-2016'",
            (),
            "产品属性：明示执行标准是 GB/T 32610-2016",
            "by the product's attributes: Declared standard is GB/T 32610-2016",
        ),
        (
            "has_valve && !dyed_or_printed",
            (),
            "产品属性：有呼气阀且并非（经染色或印花）",
            "With exhalation valve and not (Dyed or printed)",
        ),
        ("filter_grade in ['I', 'II']", (), "产品属性：过滤效率级别是 I、II 之一", "Filtration grade is one of I, II"),
        ("assessed_on >= '2023-05-05'", (), "产品属性：评估日期在 2023-05-05 及以后", "the date of assessment is on or after 2023-05-05"),
    ],
)
def test_an_atom_is_said_in_plain_words(atom: str, checks: tuple[str, ...], zh: str, en: str) -> None:
    said = phrase(atom, checks, names())
    assert said("zh") == zh
    assert en in said("en")


def test_what_is_no_condition_stands_for_itself() -> None:
    assert phrase("vetoed, somehow", (), names())("en") == "vetoed, somehow"


def test_without_a_ruleset_ids_stand_for_names() -> None:
    bare = Names(names().result)
    assert phrase("count_in('S5', 'fail') > 0", ("C5.3",), bare)("zh") == "“S5”一章有 1 项不符合"
    assert "standard" in phrase("standard == 'x'", (), bare)("en")


@given(
    st.builds(
        Count,
        scope=st.sampled_from(["class", "tests", "section"]),
        of=st.sampled_from(["veto", "key", "general", "minor", "S5", "Zz"]),
        state=st.sampled_from(["fail", "minor"]),
        op=st.sampled_from([">", ">="]),
        n=st.integers(min_value=0, max_value=99),
    ),
    st.lists(st.sampled_from([*MINORS, *FAILED, "MSK-T01", "X9"]), unique=True),
)
def test_every_count_says_how_many_it_found_in_both_languages(count: Count, checks: list[str]) -> None:
    said = phrase(source(count), tuple(checks), names())
    assert str(len(checks)) in said("zh")
    assert str(len(checks)) in said("en")
    assert said("zh") != said("en")


def test_titles_of_any_length_make_no_sentence_too_long() -> None:
    result = names().result
    assert result is not None
    long = result.checks[0].title.model_copy(update={"zh": "长" * 4000, "en": "long " * 800})
    heavy = Names(result.model_copy(update={"checks": (result.checks[0].model_copy(update={"title": long}),)}))
    said = phrase(f"fails('{result.checks[0].id}')", (), heavy)
    assert len(said("zh")) < 200
    assert len(said("en")) < 200
