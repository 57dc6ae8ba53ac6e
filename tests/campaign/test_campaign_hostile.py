"""What a campaign's directory can hold that is no dossier: nothing of it is waited for, passed over, or able to stop the others."""

import json
import os
from pathlib import Path

import pytest
from tests.campaign.ground import dossier, lay
from tests.cli.reception import run
from tests.compare.harbour import rules

HOSTILE = ["half\ud800", "</script><script>alert(1)</script>", "a\u202eb\u2028c", "=cmd|' /C calc'!A0", "../../x", "\x00\x1b[31m", "]]>"]
ENDLESS = "长" * 20_000


def spoilt(name: str) -> str:
    """A line that is no dossier, and says `name` wherever it says whom it is about."""
    who = {"name": name, "district": name}
    return json.dumps({"schema": "tijian/dossier@1", "assessment": name, "category": name, "institution": name, "enterprise": who})


def test_spoilt_dossiers_are_listed_whatever_they_call_themselves_and_the_others_are_compared_and_printed(tmp_path: Path) -> None:
    folder = lay(tmp_path / "c", [dossier(1), *map(spoilt, [*HOSTILE, ENDLESS])])
    known = ("--ruleset-path", rules(tmp_path / "rules"))
    board, out, plan = tmp_path / "board.html", tmp_path / "out", tmp_path / "o.json"
    compared = run("compare", folder, *known, "--format", "json", "--board", board)
    told = json.loads(compared.stdout)
    assert (compared.exit_code, told["judged"], len(told["not_judged"])) == (3, 1, len(HOSTILE) + 1)
    assert max(len(one["enterprise"]) for one in told["not_judged"]) <= 300
    assert run("report", "regional", folder, *known, "--format", "html", "-o", out).exit_code == 3
    assert run("export", "oscal", folder, *known, "-o", plan).exit_code == 3
    for file in (board, *out.iterdir()):
        assert file.resolve().is_relative_to(tmp_path)
        assert "<script>alert(1)" not in file.read_text("utf-8")
    remarks = json.loads(plan.read_text("utf-8"))["assessment-results"]["metadata"]["remarks"]
    assert "\\<script>alert(1)" in remarks  # markdown that shows it
    assert "<script>" not in remarks.replace("\\<", "")


def test_a_file_name_that_is_no_text_is_told_and_the_campaign_exported(tmp_path: Path) -> None:
    folder = lay(tmp_path / "c", [dossier(1)])
    (folder / "dossiers").mkdir()
    try:
        Path(os.fsdecode(bytes(folder / "dossiers") + b"/\xff\xfe.yaml")).write_text("x", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = run("export", "oscal", folder, "--ruleset-path", rules(tmp_path / "rules"), "-o", tmp_path / "o.json")
    assert done.exit_code == 3
    assert "E799" not in done.stderr
    assert "A-1" in (tmp_path / "o.json").read_text("utf-8")


@pytest.mark.parametrize("name", ["dossiers.jsonl", "dossiers/a.yaml", "dossiers/a.csv", "adoption.yaml"])
@pytest.mark.parametrize("kind", ["a link to nothing", "a pipe"])
def test_a_link_to_nothing_and_a_pipe_are_said_and_neither_passed_over_nor_waited_for(name: str, kind: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "c", [dossier(1)])
    (folder / "dossiers").mkdir()
    place = folder / name
    place.unlink(missing_ok=True)
    if kind == "a pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("nowhere")
    for command in ("assess", "compare"):
        done = run(command, folder, "--ruleset-path", rules(tmp_path / command))
        assert done.exit_code == 3
        assert f"{place}: E101" in done.stderr


def test_a_file_in_place_of_the_directory_of_dossiers_is_said(tmp_path: Path) -> None:
    folder = lay(tmp_path / "c", [dossier(1)])
    (folder / "dossiers").write_text("x", "utf-8")
    done = run("compare", folder, "--ruleset-path", rules(tmp_path / "rules"))
    assert done.exit_code == 3
    assert f"{folder / 'dossiers'}:" in done.stderr


def test_every_place_in_a_line_has_a_column(tmp_path: Path) -> None:
    folder = lay(tmp_path / "c", [dossier(1)])
    lines = folder / "dossiers.jsonl"
    lines.write_bytes(b"\xff\xfe" + lines.read_text("utf-8").encode("utf-16-le"))
    done = run("compare", folder, "--ruleset-path", rules(tmp_path / "rules"))
    assert f"{lines}:1:1: E103" in done.stderr
