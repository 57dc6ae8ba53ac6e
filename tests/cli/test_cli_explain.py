"""`tijian explain`: why this grade, what a check has to do with it, what a code means."""

import json

import pytest
from tests.cli.reception import DEMO, run

from tijian.model.codes import all_codes


def test_a_certain_grade_is_explained_with_its_row_its_grounds_and_what_each_finding_costs() -> None:
    done = run("explain", DEMO / "mask_d.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "为什么是 D" in done.stdout
    assert "有 3 个A类（安全）检测项不合格（MSK-T01、MSK-T02、MSK-T03）" in done.stdout
    assert "→ D  有否决项不符合 或 有A类（安全）检测项不合格 或 实地核查得分低于 60" in done.stdout
    lines = [line.split() for line in done.stdout.splitlines() if line.strip().startswith(("MSK-T0", "C2.1"))]
    assert [line[-1] for line in lines] == ["6", "6", "6", "1.15"]
    assert "什么还会改变它" in done.stdout


def test_an_open_grade_is_explained_with_what_is_missing_and_what_cannot_matter() -> None:
    done = run("explain", DEMO / "mask_uncertain.yaml", "--lang", "en")
    assert "Why B at best" in done.stdout
    assert "the 4 unknown items below can still change the grade" in done.stdout
    for check in ("MSK-T01", "MSK-T02", "MSK-T03", "MSK-T12"):
        assert f"{check} " in done.stdout
    assert "what is not known can still change the grade" in done.stdout


def test_a_check_is_explained_with_its_value_limit_source_cost_and_part_in_the_grade() -> None:
    done = run("explain", DEMO / "mask_d.yaml", "MSK-T01", "--lang", "en")
    assert done.exit_code == 0
    for words in ("Filtration efficiency (NaCl)", "required  ≥ 95 %", "margin -4.3", "GB/T 32610-2016 5.4 · verified", "costs  6 points"):
        assert words in done.stdout
    assert "it is part of what decides: 3 class A (safety) tests fail" in done.stdout
    assert "Correction (action MSK-D10, due 2021-08-19)" in done.stdout


@pytest.mark.parametrize(
    ("file", "check", "said"),
    [
        ("mask_uncertain.yaml", "MSK-T01", "未定，这一项还能改变等级"),
        ("mask_inconclusive.yaml", "MSK-T11", "F505"),
        ("mask_a.yaml", "C4.3", "不起决定作用"),
        ("fire_door_visit_stopped.yaml", "C2.1", "无论结果如何都不改变等级"),
        ("fire_door_edition_2024.yaml", "FDR-T01", "待核实（不计分）"),
        ("mask_retest.yaml", "MSK-T02", "由复检 S-2 取代"),
    ],
)
def test_a_check_of_every_kind_of_state_says_what_it_means(file: str, check: str, said: str) -> None:
    assert said in run("explain", DEMO / file, check).stdout


def test_a_check_that_the_ruleset_does_not_have_is_refused_with_the_nearest() -> None:
    refused = run("explain", DEMO / "mask_d.yaml", "C5.33")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "E713" in refused.stderr
    assert "C5.3" in refused.stderr


def test_a_dossier_of_a_campaign_is_explained_by_its_number_under_the_campaigns_adoption() -> None:
    done = run("explain", "shanghai-2021", "SH2021-MSK-005")
    assert (done.exit_code, "为什么是 D" in done.stdout, "※" in done.stdout) == (0, True, False), done.stderr
    assert "MSK-T01" in run("explain", "shanghai-2021", "SH2021-MSK-005", "MSK-T01").stdout
    for words, said in (((), "评估编号"), (("SH2021-MSK-0O5",), "SH2021-MSK-0"), (("SH2021-MSK-005", "C1.1", "C1.2"), "多余的参数 C1.2")):
        refused = run("explain", "shanghai-2021", *words)
        assert (refused.exit_code, refused.stdout, said in refused.stderr) == (2, "", True), refused.stderr


@pytest.mark.parametrize("code", ["E112", "E217", "E301", "F426", "F505", "E620", "E799"])  # one of each area
def test_a_code_is_explained_in_both_languages_the_one_of_the_run_first(code: str) -> None:
    found = all_codes()[code]
    shown = run("explain", code.lower(), COLUMNS="500")
    assert (shown.exit_code, shown.stderr) == (0, "")
    flat = "".join(shown.stdout.split())
    for words in (found.title, found.why, found.fix):
        assert "".join(words("zh").split()) in flat
        assert "".join(words("en").split()) in flat
    assert shown.stdout.index(found.title("zh")) < shown.stdout.rindex(found.title("en"))
    english = run("explain", code, "--lang", "en").stdout
    assert english.startswith(f"{code}  {found.title('en')[:20]}")


def test_a_dossier_at_fault_is_refused_as_by_assess() -> None:
    refused = run("explain", "nothing.yaml")
    assert refused.exit_code == 3
    assert "nothing.yaml: E101" in refused.stderr


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        ("mask_d.yaml", "MSK-D8", ("产品定级失实", "状态  成立", "MSK-T01 过滤效率（盐性）  [不合格]", "MSK-S6", "暂停该型号销售")),
        ("mask_uncertain.yaml", "MSK-D5", ("状态  不成立", "MSK-T12 环氧乙烷残留量  [待出结果]")),
        ("mask_d.yaml", "MSK-D10", ("MSK-D1 过滤材料质量失控", "MSK-D6 出厂检验把关失效")),
        ("mask_d.yaml", "MSK-L07", ("涉嫌以不合格冒充合格", "状态  成立", "MSK-S6")),
        ("mask_d.yaml", "L07", ("涉嫌以不合格冒充合格", "规则 MSK-L07", "状态  成立")),
        ("mask_d.yaml", "L04", ("评估人员提出", "逐位相同")),
        ("mask_a.yaml", "L07", ("状态  不成立",)),
    ],
)
def test_a_diagnosis_a_clue_rule_and_a_clue_code_are_explained_with_what_they_rest_on(file: str, name: str, said: tuple[str, ...]) -> None:
    done = run("explain", DEMO / file, name, COLUMNS="300")
    assert (done.exit_code, done.stderr) == (0, "")
    for words in said:
        assert words in done.stdout
    assert "fails(" not in done.stdout


def test_what_could_hold_if_the_unknowns_come_out_worst_is_said_to() -> None:
    result = json.loads(run("assess", DEMO / "fire_door_visit_stopped.yaml", "--format", "json").stdout)
    for kind in ("diagnoses", "clues"):
        assert result["possible"][kind]
        for name in result["possible"][kind]:
            assert "状态  未知项若为最差会成立" in run("explain", DEMO / "fire_door_visit_stopped.yaml", name).stdout


def test_a_clue_code_is_explained_without_a_file_and_any_other_id_asks_for_one() -> None:
    done = run("explain", "L04", "--lang", "en")
    assert done.exit_code == 0
    assert "Suspected forged or altered" in done.stdout
    assert "mask/2021" in done.stdout
    refused = run("explain", "C5.3")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "tijian explain 案卷.yaml C5.3" in refused.stderr


def test_a_requirement_that_is_a_word_is_said_in_the_language_of_the_run() -> None:
    assert "要求  待核实\n" in run("explain", DEMO / "fire_door_edition_2024.yaml", "FDR-T01").stdout
    assert "required  to be verified\n" in run("explain", DEMO / "fire_door_edition_2024.yaml", "FDR-T01", "--lang", "en").stdout
