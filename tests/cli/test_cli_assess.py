"""`tijian assess`: results on stdout, all else on stderr; of several files the good ones are done, and the highest code wins."""

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.reception import DEMO, DOSSIER, KETTLE, dossier, run, shop

from tijian.authoring.digest import digest
from tijian.authoring.schema import schema
from tijian.catalogues import catalogue
from tijian.model.result import Result

AS_JSON: dict[str, Any] = {
    "schema": "tijian/dossier@1", "assessment": "K-001", "category": "kettle", "assessed_on": "2021-05-01",
    "enterprise": {"name": "水壶厂", "district": "静安区"}, "team": [{"name": "甲"}, {"name": "乙"}], "product": {"lid": True},
    "answers": {"K-V": "conform", "K-K": "conform", "K-G": "conform"}, "sampling": {"state": "none"},
}  # fmt: skip


def test_json_is_one_valid_result_a_line_and_a_line_a_dossier() -> None:
    files = sorted(DEMO.glob("*.yaml"))
    done = run("assess", *files, "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(files)
    published = schema("result")
    for line in lines:
        jsonschema.validate(json.loads(line), published)
        assert Result.model_validate_json(line, strict=True).receipt.result.startswith("sha256:")


def test_the_good_files_are_done_and_the_highest_exit_code_wins(tmp_path: Path) -> None:
    rules, good = shop(tmp_path / "rules"), dossier(tmp_path)
    bad = dossier(tmp_path, name="bad.yaml", conform="comform")
    missing = tmp_path / "missing.yaml"
    done = run("assess", missing, good, bad, "--ruleset-path", rules, "--format", "json", "--fail-on", "good")
    assert done.exit_code == 3  # one is 1, two are 3
    assert json.loads(done.stdout)["verdict"]["grade"] == "good"
    assert "missing.yaml: E101" in done.stderr
    assert "bad.yaml:8:" in done.stderr
    assert "是不是" in done.stderr or "是否想写" in done.stderr


def test_a_dossier_from_stdin_is_the_same_as_from_a_file_be_it_yaml_or_json(tmp_path: Path) -> None:
    rules, file = shop(tmp_path / "rules"), dossier(tmp_path)
    as_json = json.dumps(AS_JSON)
    path = ("--ruleset-path", rules, "--format", "json")
    of_file = run("assess", file, *path)
    assert of_file.exit_code == 0
    assert run("assess", "-", *path, given=DOSSIER.encode()).stdout == of_file.stdout
    assert run("assess", "-", *path, given=as_json.encode()).stdout == of_file.stdout


def test_the_directory_of_rulesets_may_stand_in_the_environment(tmp_path: Path) -> None:
    done = run("assess", dossier(tmp_path), TIJIAN_RULESET_PATH=str(shop(tmp_path / "rules")))
    assert (done.exit_code, done.stderr) == (0, "")
    assert "等级 good" in done.stdout


def test_a_category_without_a_ruleset_is_refused_at_its_line_naming_those_that_are_here(tmp_path: Path) -> None:
    refused = run("assess", dossier(tmp_path))
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert f"{tmp_path / 'kettle.yaml'}:3:11: E142" in refused.stderr
    assert "fire_door" in refused.stderr
    assert "mask" in refused.stderr
    assert "    3 | category: kettle" in refused.stderr


def test_a_date_outside_every_edition_is_refused_at_its_line_with_the_editions(tmp_path: Path) -> None:
    file = dossier(tmp_path, **{'"2021-05-01"': '"2023-05-01"'})
    refused = run("assess", file, "--ruleset-path", shop(tmp_path / "rules"), "--lang", "en")
    assert refused.exit_code == 3
    assert f"{file}:4:14: E144" in refused.stderr
    assert "2021 (2021-01-01 – 2022-12-31)" in refused.stderr


def test_a_ruleset_with_errors_is_code_4_and_other_categories_go_on(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules", rules=KETTLE.replace("fails('K-V')", "fails('K-X')"))
    done = run("assess", dossier(tmp_path), DEMO / "mask_a.yaml", "--ruleset-path", rules, "--format", "json")
    assert done.exit_code == 4
    assert json.loads(done.stdout)["assessment"] == "SH2021-MSK-001"
    assert "E217" in done.stderr


@pytest.mark.parametrize(
    ("file", "words", "code"),
    [
        ("mask_d.yaml", ["D"], 1),
        ("mask_d.yaml", ["C"], 0),
        ("mask_d.yaml", ["C", "D"], 1),
        ("mask_d.yaml", ["uncertain"], 0),
        ("mask_d.yaml", ["not-issued"], 0),
        ("mask_uncertain.yaml", ["uncertain"], 1),
        ("mask_uncertain.yaml", ["not-issued"], 1),
        ("mask_uncertain.yaml", ["B"], 0),
        ("mask_one_assessor.yaml", ["uncertain"], 0),
        ("mask_one_assessor.yaml", ["not-issued"], 1),
        ("mask_one_assessor.yaml", ["A"], 1),
    ],
)
def test_fail_on_ends_with_1_where_the_grade_an_uncertain_or_a_not_issued_verdict_occurs(file: str, words: list[str], code: int) -> None:
    wanted = [part for word in words for part in ("--fail-on", word)]
    done = run("assess", DEMO / file, "--format", "json", *wanted)
    assert done.exit_code == code
    assert len(done.stdout.splitlines()) == 1  # the answer is there, whatever it is


def test_a_grade_to_fail_on_that_no_ruleset_has_is_wrong_usage_and_not_a_silent_success() -> None:
    refused = run("assess", DEMO / "mask_d.yaml", "--fail-on", "d")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "A, B, C, D, uncertain, not-issued" in refused.stderr


def test_the_warnings_of_a_ruleset_are_said_once_on_stderr(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules", rules=re.sub(r", advice: .*7}", "", KETTLE))
    other = dossier(tmp_path, name="other.yaml", **{"K-001": "K-002", "水壶厂": "另一家"})
    done = run("assess", dossier(tmp_path), other, "--ruleset-path", rules, "--format", "json")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("kettle/2021：3 个提醒，见 tijian ruleset lint ")


def test_an_enterprise_assessed_twice_in_one_category_is_said_and_both_are_judged(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules")
    other = dossier(tmp_path, name="other.yaml", **{"K-001": "K-002", "水壶厂": "水 壶厂"})
    done = run("assess", dossier(tmp_path), other, "--ruleset-path", rules, "--format", "json")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert f"{other}: F450" in done.stderr
    assert "kettle.yaml" in done.stderr


def test_one_credit_code_with_two_names_is_said() -> None:
    text = (DEMO / "mask_a.yaml").read_text("utf-8")
    renamed = text.replace("澄岫", "别的")
    assert renamed != text
    done = run("assess", DEMO / "mask_a.yaml", "-", "--format", "json", given=renamed.encode())
    assert done.exit_code == 0
    assert "F450" in done.stderr
    assert "F451" in done.stderr
    assert "别的" in done.stderr


def test_an_enterprise_in_two_categories_is_no_finding() -> None:
    one, two = DEMO / "mask_a.yaml", DEMO / "fire_door_grade_a.yaml"
    names = [json.loads(line)["enterprise"] for line in run("assess", one, two, "--format", "json").stdout.splitlines()]
    assert names[0]["name"] != names[1]["name"]
    same = two.read_text("utf-8").replace(names[1]["name"], names[0]["name"]).replace(names[1]["uscc"], names[0]["uscc"])
    done = run("assess", one, "-", "--format", "json", given=same.encode())
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_file_is_written_whole_with_the_report_of_every_dossier(tmp_path: Path) -> None:
    out = tmp_path / "结果.txt"
    done = run("assess", DEMO / "mask_a.yaml", DEMO / "mask_d.yaml", "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_text("utf-8").count("等级 ") >= 2
    assert [path.name for path in tmp_path.iterdir()] == ["结果.txt"]
    assert run("assess", DEMO / "mask_a.yaml", DEMO / "mask_d.yaml").stdout == out.read_text("utf-8")


def test_a_file_that_cannot_be_written_is_said_before_the_work_and_the_old_one_is_left(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text("old", "utf-8")
    for place, said in ((tmp_path / "no" / "x.jsonl", "没有目录"), (tmp_path, "这是目录")):
        refused = run("assess", DEMO / "mask_a.yaml", "-o", place)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert "E711" in refused.stderr
        assert said in refused.stderr
    failed = run("assess", "nothing.yaml", "-o", old, "--engine", "direct")
    assert failed.exit_code == 3


def test_no_permission_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal of the system is made here, because a test may run as a user whom no permission binds."""

    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tijian_cli.output.tempfile.mkstemp", refuse)
    target = tmp_path / "x.jsonl"
    target.write_text("old", "utf-8")
    refused = run("assess", DEMO / "mask_a.yaml", "-o", target)
    assert refused.exit_code == 3
    assert "没有写入目录" in refused.stderr
    assert target.read_text("utf-8") == "old"


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tijian_cli.output.os.fsync", full)
    target = tmp_path / "x.jsonl"
    target.write_text("old", "utf-8")
    refused = run("assess", DEMO / "mask_a.yaml", "-o", target)
    assert refused.exit_code == 3
    assert "No space left" in refused.stderr
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_an_adoption_file_makes_the_ruleset_adopted_and_takes_the_caveat_away(tmp_path: Path) -> None:
    whole = catalogue().edition("mask", "2021").program.digest
    file = tmp_path / "adoption.yaml"
    file.write_text(
        "schema: tijian/adoption@1\nauthority: {zh: 某市场监管局, en: The bureau}\nadopted_on: '2021-07-20'\n"
        f"rulesets: [{{category: mask, edition: '2021', digest: '{whole}'}}]\n",
        "utf-8",
    )
    done = run("assess", DEMO / "mask_a.yaml", "--adoption", file)
    assert done.exit_code == 0
    assert "某市场监管局 2021-07-20 采用" in done.stdout
    assert "示例稿" not in done.stdout
    assert "示例稿" in run("assess", DEMO / "mask_a.yaml").stdout
    later = tmp_path / "later.yaml"
    later.write_text(file.read_text("utf-8").replace("2021-07-20", "2022-01-01"), "utf-8")
    done = run("assess", DEMO / "mask_a.yaml", "--adoption", later)
    assert "示例稿" in done.stdout, "an assessment made before the adoption is one by an illustrative ruleset"
    assert "W445" in done.stdout
    assert run("assess", DEMO / "mask_a.yaml", "--format", "json", "--adoption", later, "-o", tmp_path / "r.jsonl").exit_code == 0
    assert run("verify", tmp_path / "r.jsonl", DEMO / "mask_a.yaml", "--adoption", later).exit_code == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(file.read_text("utf-8").replace("authority", "autority"), "utf-8")
    refused = run("assess", DEMO / "mask_a.yaml", "--adoption", broken)
    assert refused.exit_code == 3
    assert "broken.yaml:2:1: E112" in refused.stderr


@pytest.mark.rete
def test_each_engine_gives_the_same_answer_and_says_which_ran() -> None:
    by: dict[str, Result] = {}
    for engine in ("both", "direct", "rete"):
        line = run("assess", DEMO / "mask_d.yaml", "--format", "json", "--engine", engine).stdout
        by[engine] = Result.model_validate_json(line)
    assert by["both"].engines.agree
    assert {one.receipt.result for one in by.values()} == {by["both"].receipt.result}
    assert (by["direct"].engines.direct, by["direct"].engines.rete) == ("ran", "not_run")
    assert (by["rete"].engines.direct, by["rete"].engines.rete) == ("not_run", "ran")


def test_plugins_in_a_child_process_give_the_same_answer() -> None:
    words = ("assess", DEMO / "fire_door_grade_a.yaml", "--format", "json")
    apart = run(*words, "--isolate-plugins")
    assert apart.exit_code == 0
    assert apart.stdout == run(*words).stdout


def test_the_ruleset_digest_of_a_result_is_the_one_that_ruleset_show_prints() -> None:
    line = json.loads(run("assess", DEMO / "mask_a.yaml", "--format", "json").stdout)
    shown = json.loads(run("ruleset", "show", "mask/2021", "--format", "json").stdout)
    assert line["ruleset"]["digest"] == shown["digest"] == digest(catalogue().edition("mask", "2021").program.ruleset)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_that_nobody_writes_to_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    done = run("assess", tmp_path / "x.yaml")
    assert done.exit_code == 3
    assert "E101" in done.stderr


def test_the_output_is_not_written_over_a_dossier_that_is_assessed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_bytes((DEMO / "mask_a.yaml").read_bytes())
    done = run("assess", mine, "-o", mine)
    assert done.exit_code == 2
    assert mine.read_bytes() == (DEMO / "mask_a.yaml").read_bytes()


def test_the_output_goes_through_a_link_to_the_file_it_stands_for(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert run("assess", DEMO / "mask_a.yaml", "-o", tmp_path / "link.txt").exit_code == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert "before" not in (tmp_path / "real.txt").read_text("utf-8")


def test_a_file_of_lines_is_a_dossier_a_line_and_a_bad_line_loses_only_itself(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules")
    good = {**AS_JSON, "assessment": "K-001"}
    lines = [good, {**AS_JSON, "assessment": "K-002", "answers": {"K-V": "comform"}}, {**AS_JSON, "assessment": "K-003"}]
    file = tmp_path / "many.jsonl"
    file.write_text("\ufeff" + "\n\n".join(json.dumps(one, ensure_ascii=False) for one in lines) + "\n{\n", "utf-8")
    done = run("assess", file, "--ruleset-path", rules, "--format", "json")
    assert done.exit_code == 3
    assert [json.loads(line)["assessment"] for line in done.stdout.splitlines()] == ["K-001", "K-003"]
    assert f"{file}:3:" in done.stderr  # where the word is that is no outcome
    assert f"{file}:6:" in done.stderr  # what is no JSON
    assert json.loads(done.stdout.splitlines()[0]) == json.loads(
        run("assess", *alone(tmp_path, good), "--ruleset-path", rules, "--format", "json").stdout
    )


def test_a_campaign_is_assessed_as_a_whole_under_its_own_adoption() -> None:
    done = run("assess", "shanghai-2021", "--engine", "direct", "--format", "json")
    assert done.exit_code == 0
    results = [Result.model_validate_json(line, strict=True) for line in done.stdout.splitlines()]
    assert len({one.assessment for one in results}) == len(results) == 170
    adopted = [one for one in results if one.ruleset.status == "adopted"]
    assert adopted
    assert any(one.verdict.issued for one in adopted)


def test_a_campaign_is_not_mixed_with_other_dossiers(tmp_path: Path) -> None:
    done = run("assess", "shanghai-2021", dossier(tmp_path))
    assert (done.exit_code, done.stdout) == (2, "")


def alone(folder: Path, one: dict[str, Any]) -> list[Path]:
    """A file with this dossier."""
    file = folder / "alone.json"
    file.write_text(json.dumps(one, ensure_ascii=False), "utf-8")
    return [file]


def test_a_campaign_at_fault_is_refused_and_a_spoilt_dossier_or_two_with_one_number_cost_themselves_alone(tmp_path: Path) -> None:
    rules, folder = shop(tmp_path / "rules"), tmp_path / "campaign"
    folder.mkdir()
    words = "schema: tijian/campaign@1\nid: c\ntitle: {zh: 行动}\nordered_by: {zh: 示例局}\nphases: {visit: {from: '2021-04-01', until: '2021-06-01'}}\ndistricts: [{zh: 静安区}]\ncategories: {kettle: {title: {zh: 水壶}, group: industrial}}\nnotice: {date: '2021-03-01', title: {zh: 通知}}\ninstitutions: [{zh: 机构}]\n"
    (folder / "campaign.yaml").write_text(words, "utf-8")
    three = [{**AS_JSON, "assessment": number} for number in ("K-001", "K-002", "K-002")]
    (folder / "dossiers.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in three), "utf-8")
    done = run("assess", folder, "--ruleset-path", rules, "--format", "json")
    assert (done.exit_code, [json.loads(line)["assessment"] for line in done.stdout.splitlines()]) == (3, ["K-001"]), done.stderr
    assert done.stderr.count("explain E933") == 2
    (folder / "dossiers.jsonl").write_text(json.dumps(three[0], ensure_ascii=False) + "\n{\n", "utf-8")
    done = run("assess", folder, "--ruleset-path", rules, "--format", "json")
    assert (done.exit_code, [json.loads(line)["assessment"] for line in done.stdout.splitlines()]) == (3, ["K-001"]), done.stderr
    assert "dossiers.jsonl:2:" in done.stderr
    (folder / "campaign.yaml").write_text(words.replace("until: '2021-06-01'", "until: '2021-03-01'"), "utf-8")
    done = run("assess", folder, "--ruleset-path", rules, "--format", "json")
    assert (done.exit_code, done.stdout, "E931" in done.stderr) == (3, "", True)
