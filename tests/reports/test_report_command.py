"""`tijian report …`: files with harmless names, in every format and both languages; nothing is overwritten unasked."""

from importlib.resources import files
from pathlib import Path

import pytest
from tests.campaign.ground import lay
from tests.cli.reception import run
from tests.compare.harbour import dossier, rules
from tests.reports import reporting as at

from tijian.reports.file_names import FileNames, safe
from tijian_cli.main import cli


def _run(*words: str) -> int:
    code: int = cli.main(list(words), standalone_mode=False)
    return code


def _results(folder: Path, count: int = 3) -> Path:
    file = folder / "结果.jsonl"
    file.write_text("".join(one.model_dump_json(by_alias=True) + "\n" for one in at.many()[:count]), "utf-8")
    return file


@pytest.mark.parametrize("kind", ["overall", "regional", "industry", "enterprise"])
def test_each_kind_is_written_and_its_paths_are_told(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "报告"
    assert _run("report", kind, str(_results(tmp_path)), "-o", str(out), "--format", "html", "--format", "pdf", "--lang", "en") == 0
    told = capsys.readouterr().out.split("\n")[:-1]
    assert sorted(told) == sorted(map(str, out.iterdir()))
    assert {Path(one).suffix for one in told} == {".html", ".pdf"}


def test_nothing_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("report", "enterprise", str(_results(tmp_path)), "-o", str(tmp_path / "out"), "--format", "docx")
    assert _run(*words) == 0
    edited = sorted((tmp_path / "out").iterdir())[1]
    edited.write_bytes(b"edited by an official")
    assert _run(*words) == 3
    assert "E848" in capsys.readouterr().err
    assert edited.read_bytes() == b"edited by an official"
    assert _run(*words, "--force") == 0
    assert edited.read_bytes() != b"edited by an official"


def test_a_bad_line_is_told_and_the_others_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _results(tmp_path, 2)
    file.write_text(file.read_text("utf-8") + '{"schema":"tijian/result@1","receipt":1}\n', "utf-8")
    assert _run("report", "enterprise", str(file), "-o", str(tmp_path / "out"), "--format", "html") == 3
    assert "E712" in capsys.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_dossier_of_a_campaign_that_gives_no_result_is_told_and_answers_as_compare_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay(tmp_path / "campaign", [dossier(1), '{"schema": "tijian/dossier@1", "assessment": "A-2"}'])
    words = (
        "report",
        "overall",
        str(folder),
        "--ruleset-path",
        str(rules(tmp_path / "rules")),
        "-o",
        str(tmp_path / "out"),
        "--format",
        "html",
    )
    assert _run(*words) == 3
    assert "dossiers.jsonl:2:1: E" in capsys.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_campaign_is_reported_alone(tmp_path: Path) -> None:
    folder = lay(tmp_path / "campaign", [dossier(1)])
    assert run("report", "overall", folder, folder, "-o", tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_file_without_a_result_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nothing.jsonl"
    file.write_text('{"schema":"tijian/result@1"}\n', "utf-8")
    assert _run("report", "overall", str(file), "-o", str(tmp_path / "out")) == 3
    assert "E946" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "nul.txt", "a:b", "a/b\\c", "..", "", " . ", "厂" * 300, "x\0y", 'q"<>|?*'])
def test_a_hostile_name_is_a_harmless_file_name(name: str, tmp_path: Path) -> None:
    made = FileNames().give((name, name), "pdf")
    (tmp_path / made).write_bytes(b"")
    assert [one.name for one in tmp_path.iterdir()] == [made]
    assert len(made.encode()) <= 255
    assert not set(made) & set('<>:"/\\|?*\0')
    assert safe(name).partition(".")[0].casefold() not in ("con", "nul")


def test_names_that_differ_only_in_capitals_are_two_files() -> None:
    names = FileNames()
    assert names.give(("Abc",), "pdf").casefold() != names.give(("aBC",), "pdf").casefold()


def test_many_files_that_are_in_the_way_are_named_in_part_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("report", "enterprise", str(_results(tmp_path, 6)), "-o", str(tmp_path / "out"), "--format", "html")
    assert _run(*words) == 0
    capsys.readouterr()
    assert _run(*words, "--lang", "en") == 3
    said = capsys.readouterr().err
    assert said.count("the file is there already") == 3
    assert "3 more files are there already" in said


def test_a_file_where_the_directory_should_be_is_told_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out"
    file.write_text("mine", "utf-8")
    words = ("report", "overall", str(_results(tmp_path)), "-o", str(file), "--format", "html")
    for language, said in (("zh", "这是文件，不是目录"), ("en", "this is a file, not a directory")):
        assert _run(*words, "--lang", language) == 3
        assert said in capsys.readouterr().err
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize("kind", ["overall", "regional", "industry", "enterprise"])
def test_the_help_of_each_kind_says_what_a_source_is(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("zh", "SOURCE 是评估行动的目录"), ("en", "SOURCE is a campaign's directory")):
        _run("report", kind, "--help", "--lang", language)
        assert said.replace(" ", "") in "".join(capsys.readouterr().out.split())


def test_a_dossier_is_assessed_and_reported_in_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, results = str(files("tijian_rulesets") / "demo" / "mask_a.yaml"), str(tmp_path / "r.jsonl")
    words = ("report", "enterprise", "--format", "html", "-o")
    assert _run(*words, str(tmp_path / "at-once"), source) == 0
    assert _run("assess", source, "-o", results) == 0
    assert _run(*words, str(tmp_path / "by-results"), results) == 0
    once, twice = ([(one.name, one.read_bytes()) for one in sorted((tmp_path / way).iterdir())] for way in ("at-once", "by-results"))
    assert once == twice
    (tmp_path / "bad.yaml").write_text("schema: tijian/dossier@1\n", "utf-8")
    assert _run(*words, str(tmp_path / "both"), source, str(tmp_path / "bad.yaml")) == 3
    assert "bad.yaml" in capsys.readouterr().err
    assert len(list((tmp_path / "both").iterdir())) == 1
