"""Submissions that are wrong: each is named with line and column, and never taken for an answer; and the commands that take them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from tests.cli.reception import run
from tests.exchange.handset import central, kobo
from tests.exchange.mailbag import mask, one_submission, read, written
from tests.exchange.test_phone_form import catalogue

import tijian
from tijian.authoring.digest import digest
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.visits import one_visit, read_visits

pytest.importorskip("pyxform", reason="pyxform is not installed")


@pytest.fixture(name="mask")
def _mask() -> Dossier:
    return mask()


@pytest.fixture
def sent() -> dict[str, str]:
    return one_submission()


# ── what is wrong ───────────────────────────────────────────────────────────────────────────────────


def refused(tmp_path: Path, rows: Sequence[Mapping[str, str]], **changes: str) -> tuple[str, int, str, str]:
    """Code, line, the cell pointed at and the hint of what one submission is refused for; `changes`: in the exported bytes."""
    exported = central(rows).decode()
    for old, new in changes.items():
        exported = exported.replace(old, new)
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, exported))
    problem = caught.value.problems[0]
    assert problem.at is not None
    assert problem.at.file.endswith("submissions.csv")
    pointed = (problem.excerpt or "")[problem.at.column - 1 : problem.at.column - 1 + problem.at.length]
    return problem.code, problem.at.line, pointed, problem.hint("zh") if problem.hint else ""


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("sec_S1/g_c_C1_1/c_C1_1", "confrom", ("E888", 2, "confrom", "是否想写 'conform'？")),
        ("product/p_standard", "GB_T_32610", ("E888", 2, "GB_T_32610", "是否想写 'GB_T_32610-2016'？")),
        ("sampling/plan", "MSK_T01 MSK_T99", ("E888", 2, "MSK_T01 MSK_T99", None)),
        ("visit/assessed_on", "8月3日", ("E890", 2, "8月3日", "写成 2021-08-12 的样子")),
        ("visit/assessed_on", "2020-08-03", ("E883", 2, "2020-08-03", None)),
        ("enterprise/enterprise_name", "", ("E887", 2, None, "填写")),
        ("tijian_digest", "sha256:00", ("E884", 2, "sha256:00", None)),
        ("tijian_edition", "1999", ("E882", 2, None, None)),
        ("tijian_form", "tijian/xlsform@9", ("E921", 2, "tijian/xlsform@9", None)),
        ("tijian_category", "", ("E921", 2, None, None)),
        ("clues/clue_1/clue1_facts", "看到的事", ("E887", 2, None, "填写，或清空这条线索")),
    ],
)
def test_what_a_submission_is_refused_for_is_named_with_line_and_column(
    path: str, value: str, expected: tuple[str, int, str | None, str | None], sent: dict[str, str], tmp_path: Path
) -> None:
    assert path in sent
    found = refused(tmp_path, [{**sent, path: value}])
    assert [one for one, wanted in zip(found, expected, strict=True) if wanted is not None] == [one for one in expected if one is not None]


def test_a_column_that_is_there_twice_or_missing_is_named(sent: dict[str, str], tmp_path: Path) -> None:
    assert refused(tmp_path, [sent], **{"visit-institution": "visit-assessment"})[:3] == ("E904", 1, "visit-assessment")
    assert refused(tmp_path, [sent], **{"visit-assessed_on": "when"})[:2] == ("E905", 1)
    labels = central([{"评估 / 评估编号": "N-1"}])
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, labels))
    assert [problem.code for problem in caught.value.problems] == ["E920"]
    assert "不选“标签”" in str(caught.value.problems[0].hint("zh") if caught.value.problems[0].hint else "")


def test_a_table_with_a_head_alone_or_separators_alone_holds_no_submissions(sent: dict[str, str], tmp_path: Path) -> None:
    for raw in (central([sent]).split(b"\n")[0], b",,,\n,,,\n"):
        with pytest.raises(InputError) as caught:
            read(written(tmp_path, raw))
        assert [problem.code for problem in caught.value.problems] == ["E906"]


def test_a_fault_behind_the_part_of_an_endless_line_that_is_kept_is_told_with_its_column(sent: dict[str, str], tmp_path: Path) -> None:
    wide = {**sent, **{f"x{number}{'y' * 200}": "" for number in range(150)}, "again/assessment": "N-2"}
    done = run("assess", written(tmp_path, central([wide])))
    assert done.exit_code == 3
    assert "E904" in done.stderr
    assert "E799" not in done.stderr


def test_a_number_of_photos_that_is_none_is_passed_over(sent: dict[str, str], tmp_path: Path) -> None:
    counted = {**sent, "AttachmentsPresent": "8" * 5000, "AttachmentsExpected": "9" * 5000}
    assert read(written(tmp_path, central([counted]))).assessment == sent["visit/assessment"]


def test_missing_and_unknown_columns_are_told_and_never_taken_for_conform(sent: dict[str, str], tmp_path: Path) -> None:
    exported = central([sent]).decode().replace("p_standard,", "p_standart,", 1).replace("-c_C1_3,", "-mine,", 1)
    visit = one_visit([str(written(tmp_path, exported))], catalogue())
    told = {(note.code, note.hint("zh") if note.hint else "") for note in visit.notes}
    assert told == {("F920", "导出全部问题"), ("W900", "是否想写 'p_standard'？"), ("W900", "不影响结果")}
    assert "C1.3、standard" in next(note.text("zh") for note in visit.notes if note.code == "F920")
    assert "C1.3" not in visit.dossier.answers
    assert all(note.at is not None and note.at.line == 1 for note in visit.notes)


def test_a_submission_that_its_reviewer_rejected_is_left_out_and_lacking_photos_are_told(sent: dict[str, str], tmp_path: Path) -> None:
    other = {**sent, "visit/assessment": "N-2"}
    lines = central([sent, other]).decode().split("\n")
    lines[1] = lines[1].replace(",0,0,,,collect:x", ",1,3,,,collect:x")
    lines[2] = lines[2].replace(",0,0,,,collect:x", ",0,0,,rejected,collect:x")
    visit = one_visit([str(written(tmp_path, "\n".join(lines)))], catalogue())
    assert visit.dossier.assessment != "N-2"
    assert [(note.code, note.at.line if note.at else 0) for note in visit.notes] == [("W921", 3), ("W922", 2)]
    for mark in ("Not Approved", "validation_status_not_approved"):
        table = kobo([other]).decode().replace('"";"";"submitted_via_web"', f'"{mark}";"";"submitted_via_web"')
        found = read_visits([str(written(tmp_path, table))], catalogue())
        assert ([note.code for note in found.notes][-1], found.read, found.errors) == ("W921", [], [])


def test_one_submission_that_is_wrong_does_not_keep_the_others_from_being_read(sent: dict[str, str], tmp_path: Path) -> None:
    rows = [{**sent, "visit/assessment": f"N-{number}"} for number in range(1, 4)]
    rows[1] = {**rows[1], "tijian_digest": "sha256:11"}
    found = read_visits([str(written(tmp_path, central(rows)))], catalogue())
    assert [visit.dossier.assessment for visit in found.read] == ["N-1", "N-3"]
    assert [(problem.code, problem.at.line if problem.at else 0) for error in found.errors for problem in error.problems] == [("E884", 3)]


def test_half_of_a_visit_is_never_taken_for_the_whole(sent: dict[str, str], tmp_path: Path) -> None:
    rows = [sent, {**sent, "sec_S1/g_c_C1_1/c_C1_1": "confrom"}, {**sent, "visit/assessment": "N-3"}]
    found = read_visits([str(written(tmp_path, kobo(rows)))], catalogue())
    assert [visit.dossier.assessment for visit in found.read] == ["N-3"]
    told = [(problem.code, problem.at.line if problem.at else 0) for error in found.errors for problem in error.problems]
    assert told == [("E888", 3), ("E922", 2)]


def test_a_form_of_a_changed_ruleset_is_read_when_the_drift_is_accepted(mask: Dossier, sent: dict[str, str], tmp_path: Path) -> None:
    file = written(tmp_path, central([{**sent, "tijian_digest": "sha256:00"}] * 2))
    visit = one_visit([str(file)], catalogue(), accept_drift=True)
    assert digest(visit.dossier) == digest(mask)
    assert [note.code for note in visit.notes] == ["W884"]


# ── the commands ────────────────────────────────────────────────────────────────────────────────────


def test_several_visits_are_written_into_a_directory_and_one_file_is_refused(sent: dict[str, str], tmp_path: Path) -> None:
    names = ("N-1", "../../etc/x", "=cmd|'/c'!A0")
    file = written(tmp_path, kobo([{**sent, "visit/assessment": name} for name in names]))
    one = run("checklist", "read", file, "-o", tmp_path / "one.yaml")
    assert (one.exit_code, (tmp_path / "one.yaml").exists()) == (3, False)
    assert "E891" in one.stderr
    assert "-o 目录/" in one.stderr
    many = run("checklist", "read", file, "-o", f"{tmp_path}/out/")
    assert (many.exit_code, many.stdout) == (0, "")
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 3
    assert {tijian.read_dossier(path).assessment for path in files} == set(names)
    assert many.stderr.count("核查项 41 / 41 已作答") == 3 or "已作答" in many.stderr
    again = run("checklist", "read", file, "-o", tmp_path / "out", "--lang", "en")
    assert again.exit_code == 0
    assert "checks are answered" in again.stderr


def test_in_a_directory_the_good_ones_are_written_and_the_exit_code_says_that_others_were_not(sent: dict[str, str], tmp_path: Path) -> None:
    rows = [{**sent, "visit/assessment": "N-1"}, {**sent, "visit/assessment": "N-2", "visit/assessed_on": "soon"}]
    seen = run("checklist", "read", written(tmp_path, central(rows)), "-o", f"{tmp_path}/out/")
    assert seen.exit_code == 3
    assert "E890" in seen.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["N-1.yaml"]


def test_a_directory_never_swallows_a_file_that_is_read(mask: Dossier, sent: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "N-1.yaml"
    file.write_text(yaml.safe_dump({"schema": "tijian/dossier@1"}), "utf-8")
    seen = run("checklist", "read", file, written(tmp_path, central([{**sent, "visit/assessment": "N-1"}])), "-o", tmp_path / "out")
    assert seen.exit_code == 2
    assert file.read_text("utf-8") == "schema: tijian/dossier@1\n"
    assert mask.assessment


def test_assess_takes_submissions_like_any_dossier(mask: Dossier, sent: dict[str, str], tmp_path: Path) -> None:
    file = written(tmp_path, central([sent, {**sent, "visit/assessment": "N-2"}]))
    seen = run("assess", file, "--format", "json")
    assert seen.exit_code == 0
    results = [json.loads(line) for line in seen.stdout.splitlines()]
    assert [one["assessment"] for one in results] == [mask.assessment, "N-2"]
    assert results[0]["receipt"]["dossier"] == digest(mask)
