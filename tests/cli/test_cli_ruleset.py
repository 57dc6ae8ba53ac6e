"""`tijian ruleset …`: what there is, what it says, whether it is sound, whether its cases hold."""

import json
from pathlib import Path

import pytest
from tests.cli.reception import CASE, KETTLE, dossier, run, shop

import tijian
from tijian.authoring.schema import schema_text
from tijian.model.ruleset import ResolvedRuleset

LATER = KETTLE.replace('edition: "2021"', 'edition: "2023"').replace('from: "2021-01-01", until: "2022-12-31"', 'from: "2023-01-01"')


def test_list_names_every_edition_with_its_dates_and_status(tmp_path: Path) -> None:
    rules = shop(tmp_path)
    shop(tmp_path, rules=LATER, edition="2023")
    done = run("ruleset", "list", "--ruleset-path", rules)
    assert (done.exit_code, done.stderr) == (0, "")
    for words in ("mask/2021", "fire_door/2008", "fire_door/2024", "kettle/2021", "kettle/2023", "2021-01-01 – 2022-12-31", "示例稿"):
        assert words in done.stdout
    assert "common" not in done.stdout


def test_a_ruleset_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    rules = shop(tmp_path, rules=KETTLE.replace("sections:", "sektions:"))
    done = run("ruleset", "list", "--ruleset-path", rules)
    assert done.exit_code == 4
    assert "mask/2021" in done.stdout
    assert "E112" in done.stderr


def test_show_gives_the_latest_edition_of_a_category_and_the_one_that_is_named(tmp_path: Path) -> None:
    rules = shop(tmp_path)
    shop(tmp_path, rules=LATER, edition="2023")
    path = ("--ruleset-path", rules)
    assert run("ruleset", "show", "kettle", *path).stdout.startswith("kettle/2023  电水壶")
    assert run("ruleset", "show", "kettle/2021", *path, "--lang", "en").stdout.startswith("kettle/2021  Kettles")


def test_show_lists_what_a_ruleset_includes_overrides_asks_tests_and_concludes() -> None:
    done = run("ruleset", "show", "mask/2021")
    for words in (
        "common/2021",
        "C3.3 (may_skip)",
        "C1.1 [否决项]",
        "MSK-T01",
        "≥ 95",
        "GB/T 32610-2016 5.4",
        "MSK-D1",
        "L07",
        "count('veto', 'fail') > 0",
    ):
        assert words in done.stdout


def test_show_as_json_is_the_resolved_ruleset_with_its_digest_and_survives_a_round_trip() -> None:
    whole = json.loads(run("ruleset", "show", "fire_door/2008", "--format", "json").stdout)
    assert whole.pop("digest").startswith("sha256:")
    ruleset = ResolvedRuleset.model_validate_json(json.dumps(whole), strict=False)
    assert len(ruleset.site_checks) > 37  # the shared catalogue is in it


def test_an_unknown_category_or_edition_is_code_3_with_those_that_are_here() -> None:
    told = run("ruleset", "show", "kettle").stderr
    assert all(category in told for category in ("fire_door", "mask", "stationery"))
    refused = run("ruleset", "show", "mask/1999")
    assert refused.exit_code == 3
    assert "2021 (2021-07-01" in refused.stderr


def test_the_bundled_rulesets_have_no_problem() -> None:
    done = run("ruleset", "lint")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert {line.split("/")[0] for line in lines} == set(tijian.catalogue().plugins.categories())
    assert [line for line in lines if not line.endswith("：没有问题")] == []


@pytest.mark.parametrize("form", ["directory", "category directory", "file", "id"])
def test_lint_takes_an_id_a_file_and_a_directory_and_shows_every_problem_where_it_stands(tmp_path: Path, form: str) -> None:
    rules = shop(tmp_path, rules=KETTLE.replace("fails('K-V')", "fails('K-W')").replace("applies: lid", "applies: lit"))
    kettle = rules / "kettle"
    targets: dict[str, list[str | Path]] = {
        "directory": [rules],
        "category directory": [kettle],
        "file": [kettle / "2021.yaml"],
        "id": ["kettle/2021", "--ruleset-path", rules],
    }
    done = run("ruleset", "lint", *targets[form])
    assert done.exit_code == 4
    assert "kettle/2021：2 个错误，0 个提醒" in done.stdout
    assert f"{Path('kettle') / '2021.yaml'}:" in done.stdout
    assert "E217" in done.stdout
    assert "E216" in done.stdout
    assert done.stdout.count("^") > 1
    assert "mask" not in done.stdout


def test_lint_of_a_file_that_does_not_load_shows_its_problems(tmp_path: Path) -> None:
    rules = shop(tmp_path, rules=KETTLE.replace("sections:", "sektions:"))
    done = run("ruleset", "lint", rules)
    assert done.exit_code == 4
    assert "E112" in done.stdout


def test_lint_of_an_empty_directory_says_so_and_is_no_success(tmp_path: Path) -> None:
    done = run("ruleset", "lint", tmp_path)
    assert done.exit_code == 4
    assert "没有找到评估细则" in done.stderr


def test_warnings_alone_leave_the_exit_code_at_0(tmp_path: Path) -> None:
    rules = shop(
        tmp_path,
        rules=KETTLE.replace(
            ", advice: {correct: {zh: 改, en: Mend it}, prevent: {zh: 防, en: Prevent it}, proof: {zh: 证, en: Prove it}, within_days: 7}",
            "",
            1,
        ),
    )
    done = run("ruleset", "lint", rules, "--lang", "en")
    assert done.exit_code == 0
    assert "kettle/2021: 0 errors, 1 warning\n" in done.stdout


def test_the_cases_of_a_directory_run_and_a_failed_one_is_code_1_with_what_was_expected(tmp_path: Path) -> None:
    rules = shop(tmp_path)
    done = run("ruleset", "test", rules)
    assert (done.exit_code, done.stdout) == (0, "kettle/2021：1 个案例相符，0 个不符\n")
    shop(tmp_path, case=CASE.replace("grade: bad", "grade: good"))
    failed = run("ruleset", "test", rules, "--lang", "en")
    assert failed.exit_code == 1
    assert "all.yaml:1: a kettle factory without a licence is bad" in failed.stdout
    assert "grade: expected good, found bad" in failed.stdout


def test_a_case_belongs_to_the_edition_in_force_on_its_day_and_one_of_no_edition_fails(tmp_path: Path) -> None:
    rules = shop(tmp_path, case=CASE + CASE.replace("2021-05-01", "2023-05-01") + CASE.replace("2021-05-01", "2019-05-01"))
    shop(tmp_path, rules=LATER, edition="2023", case=(rules / "kettle" / "cases" / "all.yaml").read_text("utf-8"))
    later = run("ruleset", "test", "kettle/2023", "--ruleset-path", rules)
    assert (later.exit_code, later.stdout) == (0, "kettle/2023：1 个案例相符，0 个不符\n")
    every = run("ruleset", "test", rules)
    assert every.exit_code == 1
    assert "E144" in every.stdout
    assert "kettle/2021：1 个案例相符，1 个不符" in every.stdout


def test_a_ruleset_without_cases_is_no_success(tmp_path: Path) -> None:
    rules = shop(tmp_path)
    (rules / "kettle" / "cases" / "all.yaml").unlink()
    done = run("ruleset", "test", rules)
    assert done.exit_code == 4
    assert "E714" in done.stderr


def test_cases_that_cannot_be_read_are_code_4_with_their_place(tmp_path: Path) -> None:
    rules = shop(tmp_path, case=CASE.replace("given:", "gifen:"))
    done = run("ruleset", "test", rules)
    assert done.exit_code == 4
    assert "all.yaml:" in done.stderr


@pytest.mark.parametrize("name", ["ruleset", "dossier", "result"])
def test_schema_prints_the_published_schema_to_the_byte(name: str) -> None:
    done = run("ruleset", "schema", name)
    assert done.exit_code == 0
    assert done.stdout == schema_text(name)  # type: ignore[arg-type]  # one of its three names
    assert json.loads(done.stdout)["title"] == f"tijian {name}"


@pytest.mark.parametrize("command", ["lint", "show", "test"])
def test_a_directory_that_is_not_there_is_said_to_be_missing(command: str) -> None:
    refused = run("ruleset", command, "nowhere/")
    assert refused.exit_code == 3
    assert "nowhere/: E101 没有这个目录" in refused.stderr


def test_a_category_that_is_not_here_leads_to_the_option_for_rulesets_of_ones_own() -> None:
    assert "--ruleset-path 目录" in run("ruleset", "show", "kettle").stderr


def test_show_speaks_words_and_gives_definitions_clue_codes_and_evidence() -> None:
    shown = run("ruleset", "show", "mask/2021", COLUMNS="300").stdout
    for words in (
        "[是/否]",
        "by_32610  ← 明示执行标准是 GB/T 32610-2016\n      standard == 'GB/T 32610-2016'",
        "L04 涉嫌伪造",
        "看什么",
        "已核实",
        "不得检出",
        "D  不具备质量安全保证能力  ← 有否决项不符合 或 有A类（安全）检测项不合格 或 实地核查得分低于 60",
    ):
        assert words in shown
    for word in ("boolean", "verified", "recalled", "absent", "← by_", "conforms"):
        assert word not in shown


def test_differences_of_a_case_are_written_as_in_a_case_file(tmp_path: Path) -> None:
    rules = shop(tmp_path, case=CASE.replace("certain: true}", "diagnoses: [K-D2, K-D1], certain: false}"))
    failed = run("ruleset", "test", rules, "--lang", "en")
    assert "diagnoses: expected [K-D1, K-D2], found []" in failed.stdout
    assert "certain: expected false, found true" in failed.stdout


def test_a_directory_that_is_named_wins_over_another_copy_of_its_edition(tmp_path: Path) -> None:
    one, two = shop(tmp_path / "one"), shop(tmp_path / "two", rules=KETTLE.replace("电水壶", "茶壶"))
    for command in ("lint", "test"):
        done = run("ruleset", command, two, "--ruleset-path", one)
        assert (done.exit_code, done.stderr) == (0, "")
    assert "E141" in run("ruleset", "lint", one, two).stdout


def test_boundary_cases_that_no_longer_hold_are_told_how_to_make_anew(tmp_path: Path) -> None:
    rules = shop(tmp_path, case=CASE)
    kept = rules / "kettle" / "cases" / "boundaries_2021.yaml"
    kept.write_text(CASE.replace("grade: bad", "grade: good"), "utf-8")
    done = run("ruleset", "test", rules)
    assert done.exit_code == 1
    assert f"tijian ruleset cases {rules / 'kettle' / '2021.yaml'} -o {kept}" in done.stderr
    kept.write_text("", "utf-8")
    assert "ruleset cases" not in run("ruleset", "test", rules).stderr


def test_an_error_in_a_case_names_the_case(tmp_path: Path) -> None:
    rules = shop(tmp_path, case=CASE + CASE.replace("a kettle factory", "another").replace("expect:", "expekt:"))
    refused = run("ruleset", "test", rules)
    assert "案例“another without a licence is bad”：" in refused.stderr
    assert "a kettle factory" not in refused.stderr


def test_a_dossier_beside_the_categories_does_not_make_their_directory_a_category(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(tmp_path)
    dossier(tmp_path, name="first.yaml")
    monkeypatch.chdir(tmp_path)
    done = run("ruleset", "lint", ".")
    assert done.exit_code == 0, done.stderr
    assert "kettle/" in done.stdout
    assert run("assess", "first.yaml", "--ruleset-path", ".").exit_code == 0
