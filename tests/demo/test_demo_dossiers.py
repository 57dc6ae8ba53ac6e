"""What `tijian demo --dossiers` shows: each kind of thing that can happen, in its own place, the same to the byte every time."""

import re
from functools import cache
from pathlib import Path

import pytest
from tests.cli.reception import DEMO, process, run

import tijian
from tijian.model.result import Result
from tijian_cli.demo_dossiers import dossiers


@cache
def shown(language: str = "zh") -> str:
    done = run("demo", "--dossiers", "--lang", language, COLUMNS="200")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def part(title: str, language: str = "zh") -> str:
    """What stands under the heading that begins with `title`."""
    [found] = [one for one in shown(language).split("■ ") if one.startswith(title)]
    return found


def rows(language: str = "zh") -> list[str]:
    """The lines of the table of all."""
    table = part("体检演示" if language == "zh" else "Tijian, a demonstration", language)
    return [line for line in table.splitlines() if re.search(r" [a-z_]+/(19|20)\d\d", line)]


def test_the_table_has_a_line_for_every_bundled_dossier_of_eleven_categories() -> None:
    assert len(rows()) == len(dossiers())
    shown = {word.split("/")[0] for line in rows() for word in line.split() if "/" in word}
    assert shown == set(tijian.catalogue().plugins.categories())
    assert len(shown) == 11


@pytest.mark.parametrize("grade", ["A", "B", "C", "D"])
def test_grade_is_shown_issued_with_its_reason_and_what_to_put_right(grade: str) -> None:
    found = part(f"等级 {grade}  ")
    assert f"等级 {grade} 已确定并可出具" in found
    assert "整改：" in found
    assert "[期限 20" in found
    assert any(f" {grade} " in line and "预览" not in line for line in rows())


def test_an_uncertain_verdict_is_shown_with_its_pending_checks() -> None:
    found = part("等级未定")
    assert "预览：等级未定，可能是 D / C / B" in found
    for check in ("MSK-T01", "MSK-T02", "MSK-T03", "MSK-T12"):
        assert f"{check} " in found
    assert "待出结果" in found
    assert any("预览 D–B" in line for line in rows())


def test_an_inconclusive_test_is_shown_with_the_reason() -> None:
    found = part("无法判定的检测项")
    assert "MSK-T11" in found
    assert "ND" in found
    assert "[无法判定]" in found
    assert "F505" in found


def test_an_informational_test_is_shown_as_to_be_verified() -> None:
    found = part("待核实")
    assert "FDR-T01 耐火完整性" in found
    assert "[待核实]" in found
    assert "要求" not in found


def test_a_clue_is_shown_as_suspected_with_its_district() -> None:
    found = part("涉嫌违法行为线索")
    assert "L07 涉嫌" in found  # by rule
    assert "L04 涉嫌" in found  # by an assessor's hand
    assert "松江区" in found
    assert any(line.rstrip().endswith("L07 L04") for line in rows())


def test_a_borderline_value_is_shown_with_its_margin() -> None:
    found = part("临界值")
    assert "FDR-T13" in found
    assert "12.1 mm" in found
    assert "余量 0.1，临界" in found
    assert "[合格]" in found


def test_a_retest_is_shown_with_both_results() -> None:
    found = part("复检")
    assert "样品 S-1：94.6, 95.1, 95.0 %  不合格，由复检 S-2 取代" in found
    assert "样品 S-2：95.3, 95.6, 95.4 %  合格" in found


def test_a_team_of_one_is_shown_as_a_preview_that_is_not_issued() -> None:
    found = part("只有一名评估人员")
    assert "预览：等级 A 已确定，但尚不能出具" in found
    assert "评估小组不足 2 人" in found
    assert any("预览 A" in line for line in rows())


def test_a_stopped_visit_is_issued_on_a_veto() -> None:
    found = part("核查中止")
    assert "等级 D 已确定并可出具：已知的否决项不符合" in found
    assert "C1.1" in found
    [line] = [line for line in rows() if "0–" in line]
    assert " D " in line
    assert " 43" in line  # what was not checked any more


def test_the_demonstration_says_where_to_go_next() -> None:
    found = part("接下来")
    for command in ("tijian demo --dossiers --out", "tijian assess", "tijian explain", "tijian verify", "tijian ruleset show"):
        assert f"$ {command}" in found


def test_the_same_is_shown_in_english() -> None:
    titles = ["Tijian, a demonstration", "Grade A", "Grade B", "Grade C", "Grade D", "Grade open", "A test that is inconclusive", "To be verified",
              "Clues of suspected violations", "A borderline value", "A retest", "A team of one", "A visit stopped", "Where next"]  # fmt: skip
    places = [shown("en").index(f"■ {title}") for title in titles]
    assert places == sorted(places)
    assert shown("en").count("■ ") == shown("zh").count("■ ")


@pytest.mark.slow
def test_two_runs_in_processes_of_their_own_give_the_same_bytes(tmp_path: Path) -> None:
    one = process("demo", "--dossiers", "--out", tmp_path / "out", environment={"PYTHONHASHSEED": "1", "COLUMNS": "100"})
    first = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    two = process("demo", "--dossiers", "--out", tmp_path / "out", environment={"PYTHONHASHSEED": "2", "COLUMNS": "100"})
    second = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert first == second


def test_out_writes_dossiers_results_and_reports_in_both_languages_and_the_next_steps_work_on_them(tmp_path: Path) -> None:
    out = tmp_path / "演示"
    done = run("demo", "--dossiers", "--out", out)
    assert done.exit_code == 0
    assert str(out) in done.stderr
    names = {name.removesuffix(".yaml") for name, _ in dossiers()}
    assert {path.name for path in out.iterdir()} == {"dossiers", "reports", "results.jsonl", "SHA256SUMS"}
    assert {path.stem for path in (out / "dossiers").iterdir()} == names
    assert {path.name for path in (out / "reports").iterdir()} == {f"{name}.{language}.txt" for name in names for language in ("zh", "en")}
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(names)
    assert all(Result.model_validate_json(line).receipt for line in lines)
    files = sorted((out / "dossiers").iterdir())
    assert run("verify", out / "results.jsonl", *files).exit_code == 0
    assert run("assess", *files, "--format", "json").stdout == (out / "results.jsonl").read_text("utf-8")
    assert run("assess", files[0]).stdout == (out / "reports" / f"{files[0].stem}.zh.txt").read_text("utf-8")


def test_nothing_is_wrong_with_a_bundled_dossier_but_what_it_is_there_to_show() -> None:
    for line in run("assess", *sorted(DEMO.glob("*.yaml")), "--format", "json").stdout.splitlines():
        result = Result.model_validate_json(line)
        assert {one.code for one in result.warnings if one.severity == "finding"} <= {"F440", "F505"}, result.assessment


def test_a_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    refused = run("demo", "--dossiers", "--out", tmp_path / "file")
    assert refused.exit_code == 3
    assert "E711" in refused.stderr
    assert (tmp_path / "file").read_text("utf-8") == "x"


@pytest.mark.parametrize(("language", "words"), [("zh", "※ 细则为示例稿"), ("en", "※ the ruleset is illustrative")])
def test_every_caveat_stands_beside_its_grade(language: str, words: str) -> None:
    assert all("※" in line for line in rows(language))
    assert words in shown(language)


def test_a_file_that_a_person_changed_is_never_overwritten_and_nothing_else_is_written(tmp_path: Path) -> None:
    assert run("demo", "--dossiers", "--out", tmp_path).exit_code == 0
    changed, missing = tmp_path / "dossiers" / "mask_a.yaml", tmp_path / "reports" / "mask_a.en.txt"
    changed.write_text("mine", "utf-8")
    missing.unlink()
    refused = run("demo", "--dossiers", "--out", tmp_path)
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert f"{changed}: E715" in refused.stderr
    assert refused.stderr.count("E715 ") == 1
    assert "换一个目录；不要它了就先删除" in refused.stderr
    assert changed.read_text("utf-8") == "mine"
    assert not missing.exists()
    changed.unlink()
    assert run("demo", "--dossiers", "--out", tmp_path).exit_code == 0
    assert missing.exists()
