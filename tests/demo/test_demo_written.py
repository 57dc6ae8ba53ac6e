"""What `tijian demo --out` writes: the board, every report of the notice, dossiers and results; in two runs the same bytes."""

import json
import shlex
from pathlib import Path

import pytest
from tests.campaign.ground import bundled
from tests.cli.reception import run
from tests.demo.stage import KINDS, write, written


def test_out_writes_the_board_every_report_of_the_notice_the_dossiers_and_the_results() -> None:
    out = written().out
    assert {path.name for path in out.iterdir()} == {"board.html", "reports", "campaign", "results.jsonl", "SHA256SUMS"}
    reports = {kind: list((out / "reports" / kind).iterdir()) for kind in KINDS}
    assert {kind: len(found) for kind, found in reports.items()} == {"overall": 1, "regional": 17, "industry": 11, "enterprise": 170}
    assert all(path.suffix == ".pdf" and path.read_bytes()[:5] == b"%PDF-" for found in reports.values() for path in found)
    numbers = {one.assessment for one in bundled().results}
    assert {path.stem for path in (out / "campaign" / "dossiers").iterdir()} == numbers
    assert {path.stem.rpartition("_")[2] for path in reports["enterprise"]} == numbers
    assert (out / "board.html").read_bytes().lower().startswith(b"<!doctype html")
    for place in ("board.html", *(f"reports/{kind}/" for kind in KINDS)):
        assert f"demo/{place}\n" in written().stdout


def test_the_list_names_every_file_with_its_digest() -> None:
    first, *lines = (written().out / "SHA256SUMS").read_text("utf-8").splitlines()
    assert first == "# tijian demo: campaign"
    listed = {line[66:]: line[:64] for line in lines}
    assert listed == {name: digest for name, digest in written().files.items() if name != "SHA256SUMS"}
    assert list(listed) == sorted(listed)


def test_the_results_can_be_recomputed_from_the_dossiers_beside_them(tmp_path: Path) -> None:
    home = written().out / "campaign"
    lines = (written().out / "results.jsonl").read_text("utf-8").splitlines()[::12]
    some = tmp_path / "some.jsonl"
    some.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    dossiers = [home / "dossiers" / f"{json.loads(line)['assessment']}.yaml" for line in lines]
    done = run("verify", some, *dossiers, "--adoption", home / "adoption.yaml")
    assert (done.exit_code, done.stdout.count("相同  SH2021-")) == (0, len(lines))


def test_the_commands_named_next_can_be_copied_and_call_no_adopted_ruleset_illustrative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written().out.parent)
    screen = written().stdout.replace(" \\\n", " ")
    named = [shlex.split(line.strip()[2:]) for line in screen.splitlines() if line.startswith("  $ tijian ")]
    assert [words[1] for words in named] == ["explain", "compare", "verify", "report"]
    explained = run(*named[0][1:])
    assert (explained.exit_code, "预览" in explained.stdout, "※" in explained.stdout) == (0, True, False)
    assert "--adoption" in named[2]


def test_a_run_that_is_no_terminal_says_a_line_now_and_then() -> None:
    assert written().stderr.splitlines() == [
        "评估 170 份案卷", "写看板", "总体分析报告，报市局  1", "区域评估分析报告，交各区  17", "行业评估分析报告，反馈协会，匿名  11",
        "个体评估报告，反馈企业  170",
    ]  # fmt: skip


@pytest.mark.slow
def test_another_run_gives_the_same_bytes_whatever_hash_seed_time_zone_and_directory() -> None:
    again = write("demo", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C", HOME="/nonexistent")
    assert again.files == written().files
    assert again.stdout == written().stdout
