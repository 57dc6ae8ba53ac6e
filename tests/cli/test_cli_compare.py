"""`tijian compare`: a campaign by its directory or name, files of results, each form of output, and what is refused."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.campaign.ground import dossier, lay
from tests.cli.reception import run
from tests.compare.harbour import rules


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A directory with the two small categories in `rules`."""
    rules(tmp_path / "rules")
    return tmp_path


def compare(here: Path, *words: Any) -> Any:
    return run("compare", *words, "--ruleset-path", here / "rules")


def results(here: Path, name: str, *numbers: int, **changes: Any) -> Path:
    """A file of results, made by the command."""
    files = []
    for number in numbers:
        path = here / f"{name}-{number}.json"
        path.write_text(json.dumps(dossier(number, **changes)), "utf-8")
        files.append(path)
    done = run("assess", *files, "--format", "json", "--ruleset-path", here / "rules", "-o", here / name)
    assert done.exit_code == 0, done.stderr
    return here / name


def test_a_campaign_is_seen_as_a_whole(here: Path) -> None:
    done = compare(here, lay(here / "c", [dossier(n, ("boat", "kite")[n % 2], answers={"G1": "major"}) for n in range(6)]))
    assert done.exit_code == 0, done.stderr
    assert "■ 试" in done.stdout
    assert "已评估 6" in done.stdout
    assert "G1 制度 6 6 100.0% 0" in " ".join(done.stdout.split())
    assert "※ 细则为示例稿，尚无主管部门采用" in done.stdout


def test_the_same_in_english_and_by_another_dimension(here: Path) -> None:
    folder = lay(here / "c", [dossier(n, district=("东区", "西区")[n % 2]) for n in range(4)])
    done = compare(here, folder, "--by", "district", "--lang", "en")
    assert "By district" in done.stdout
    assert "not ranked" not in done.stdout  # one category alone: the districts are alike
    assert "区" in done.stdout  # its name has no English


def test_json_is_all_of_it_and_csv_the_table_asked_for(here: Path) -> None:
    folder = lay(here / "c", [dossier(n, institution=("甲院", "乙院")[n % 2]) for n in range(4)])
    data = json.loads(compare(here, folder, "--format", "json").stdout)
    assert (data["schema"], data["judged"], len(data["institutions"])) == ("tijian/comparison@1", 4, 2)
    rows = list(csv.DictReader(io.StringIO(compare(here, folder, "--format", "csv", "--by", "institution", "--lang", "en").stdout)))
    assert [(row["key"], row["judged"], row["grade A"]) for row in rows] == [("甲院", "2", "2"), ("乙院", "2", "2")]


def test_a_csv_file_begins_with_a_mark_so_that_excel_reads_it(here: Path) -> None:
    folder = lay(here / "c", [dossier(1)])
    assert compare(here, folder, "--format", "csv", "-o", here / "t.csv").exit_code == 0
    assert (here / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in (here / "t.csv").read_bytes()


def test_results_are_compared_without_their_campaign(here: Path) -> None:
    one, two = results(here, "one.jsonl", 1, 2), results(here, "two.jsonl", 3)
    done = compare(here, one, two, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["judged"]) == (0, 3)
    assert json.loads(done.stdout)["sections"][0]["title"]["zh"] == "一"  # the ruleset is here


def test_results_without_their_rulesets_are_compared_too(here: Path) -> None:
    done = run("compare", results(here, "one.jsonl", 1, 2), "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["sections"][0]["title"]["zh"]) == (0, "S1")


def test_a_line_that_is_no_result_is_said_and_the_others_are_compared(here: Path) -> None:
    path = results(here, "one.jsonl", 1)
    path.write_text(path.read_text("utf-8") + '{"schema": "tijian/result@1"}\n', "utf-8")
    done = compare(here, path, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["judged"]) == (3, 1)
    assert "one.jsonl:2:1: E712" in done.stderr


def test_one_result_twice_counts_once_and_two_under_one_number_count_not_at_all(here: Path) -> None:
    one = results(here, "one.jsonl", 1, 2)
    again = compare(here, one, one, "--format", "json")
    assert (again.exit_code, json.loads(again.stdout)["judged"]) == (0, 2)
    assert "E933" in again.stderr
    other = results(here, "other.jsonl", 1, answers={"G1": "major"})
    differing = compare(here, one, other, "--format", "json")
    assert (differing.exit_code, json.loads(differing.stdout)["judged"]) == (3, 1)


def test_mixed_editions_are_said_and_averaged_only_when_asked(here: Path) -> None:
    folder = lay(
        here / "c", [dossier(1), dossier(2, assessed_on="2025-08-01")], phases={"visit": {"from": "2025-01-01", "until": "2025-12-31"}}
    )
    assert "不求平均" in compare(here, folder).stdout
    assert "（--allow-mixed）" in compare(here, folder, "--allow-mixed").stdout


def test_a_bundled_campaign_goes_by_its_name() -> None:
    done = run("compare", "shanghai-2021", "--format", "csv", "--by", "group")
    assert done.exit_code == 0, done.stderr
    assert [row["计划"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["80", "90"]


@pytest.mark.parametrize("name", ["shanghai-2031", "../shanghai-2021", "."])
def test_what_is_no_campaign_and_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("compare", name)
    assert done.exit_code == 3
    assert "E101" in done.stderr or "E930" in done.stderr


def test_a_campaign_and_results_together_are_a_usage_error(here: Path) -> None:
    done = compare(here, lay(here / "c", [dossier(1)]), results(here, "one.jsonl", 2))
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_cannot_be_judged_is_named_and_gives_the_exit_code(here: Path) -> None:
    done = compare(here, lay(here / "c", [dossier(1), dossier(2, assessed_on="2031-01-01")]))
    assert done.exit_code == 3
    assert "dossiers.jsonl:2:" in done.stderr
    assert "未能评估 1" in done.stdout
    assert "A-2 boat厂2" in done.stdout
