"""`tijian export oscal` as a person uses it: a file, a directory, stdout, a campaign; and what it refuses."""

import json
import re
from pathlib import Path

import pytest
from tests.campaign.ground import lay
from tests.cli.reception import run
from tests.compare.harbour import dossier, rules
from tests.oscal import registry as at

from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.written import written
from tijian.model.result import Result
from tijian.verdict.receipt import answer_digest


def some() -> list[Result]:
    """Five assessments, one of them without corrective actions."""
    fine = next(one for one in at.campaign() if not one.actions)
    return [*at.campaign()[:4], fine] if fine not in at.campaign()[:4] else list(at.campaign()[:5])


def results(folder: Path, given: list[Result] | None = None, name: str = "results.jsonl") -> Path:
    """A file of results, each with the digest on its receipt that it has now, whatever was changed in it."""
    path = folder / name
    path.write_text("".join(sealed(one).model_dump_json(by_alias=True) + "\n" for one in given or some()), "utf-8")
    return path


def sealed(of: Result) -> Result:
    """A result that was changed, as one who can compute digests would write it."""
    return of.model_copy(update={"receipt": of.receipt.model_copy(update={"result": answer_digest(of)})})


def test_a_file_gets_all_the_results_in_one_document(tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    done = run("export", "oscal", results(tmp_path), "-o", out)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert out.read_text("utf-8") == written(assessment_results(some()))
    assert at.faults(json.loads(out.read_text("utf-8"))) == []


def test_stdout_gets_the_same_and_the_language_changes_nothing(tmp_path: Path) -> None:
    file = results(tmp_path)
    zh, en = run("export", "oscal", file), run("export", "oscal", file, "--lang", "en")
    assert zh.stdout == en.stdout == written(assessment_results(some()))


def test_a_directory_gets_two_documents_for_each_and_no_plan_where_nothing_is_to_be_put_right(tmp_path: Path) -> None:
    folder = tmp_path / "oscal"
    done = run("export", "oscal", results(tmp_path), "-o", folder)
    assert done.exit_code == 0
    without = [one for one in some() if not one.actions]
    assert f"{len(without)} 份没有要整改的" in done.stderr
    there = sorted(folder.iterdir())
    assert sorted(done.stdout.splitlines()) == [str(path) for path in there]
    assert len(there) == 2 * len(some()) - len(without)
    for one in some():
        (found,) = [path for path in there if path.name.startswith(one.assessment) and path.name.endswith(".assessment-results.json")]
        assert found.read_text("utf-8") == written(assessment_results([one]))
        if one.actions:
            (plan,) = [path for path in there if path.name.startswith(one.assessment) and path.name.endswith(".poam.json")]
            assert plan.read_text("utf-8") == written(plan_of_action(one))


def test_one_kind_alone_can_be_asked_for(tmp_path: Path) -> None:
    done = run("export", "oscal", results(tmp_path), "--as", "poam", "-o", tmp_path / "plans")
    assert done.exit_code == 0
    assert all(name.endswith(".poam.json") for name in done.stdout.splitlines())
    (of, *_) = [each for each in some() if each.actions]
    one = run("export", "oscal", results(tmp_path, [of]), "--as", "poam")
    assert one.stdout == written(plan_of_action(of))


def test_a_plan_of_several_is_refused_and_so_is_one_without_anything_to_do(tmp_path: Path) -> None:
    several = run("export", "oscal", results(tmp_path), "--as", "poam", "-o", tmp_path / "p.json")
    assert several.exit_code == 3
    assert "E916" in several.stderr
    fine = [one for one in at.campaign() if not one.actions][:1]
    nothing = run("export", "oscal", results(tmp_path, fine), "--as", "poam", "--lang", "en")
    assert nothing.exit_code == 3
    assert "E917" in nothing.stderr
    assert not (tmp_path / "p.json").exists()


def test_results_of_nothing_are_refused_and_a_bad_line_is_said_while_the_others_are_exported(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"schema": "tijian/result@1"}\n', "utf-8")
    nothing = run("export", "oscal", bad, "-o", tmp_path / "x.json")
    assert nothing.exit_code == 3
    assert "E918" in nothing.stderr
    assert not (tmp_path / "x.json").exists()
    both = run("export", "oscal", bad, results(tmp_path), "-o", tmp_path / "y.json")
    assert both.exit_code == 3
    assert (tmp_path / "y.json").read_text("utf-8") == written(assessment_results(some()))


def test_a_day_that_oscal_cannot_hold_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    altered = [some()[0], some()[1].model_copy(update={"assessed_on": "9999-12-31"})]
    for out in (tmp_path / "x.json", tmp_path / "folder"):
        done = run("export", "oscal", results(tmp_path, altered), "-o", out)
        assert done.exit_code == 3
        assert "E915" in done.stderr
        assert some()[1].assessment in done.stderr
        assert not out.exists()


def test_files_that_are_there_are_overwritten_only_with_leave(tmp_path: Path) -> None:
    file, folder = results(tmp_path, some()[:1]), tmp_path / "out"
    assert run("export", "oscal", file, "-o", folder).exit_code == 0
    first = min(folder.iterdir())
    first.write_text("mine", "utf-8")
    refused = run("export", "oscal", file, "-o", folder)
    assert refused.exit_code == 3
    assert "E848" in refused.stderr
    assert first.read_text("utf-8") == "mine"
    assert run("export", "oscal", file, "-o", folder, "--force").exit_code == 0
    assert first.read_text("utf-8") != "mine"


def test_the_results_themselves_are_not_overwritten(tmp_path: Path) -> None:
    file = results(tmp_path, name="results.json")
    before = file.read_bytes()
    assert run("export", "oscal", file, "-o", file).exit_code == 2
    assert file.read_bytes() == before


def test_a_campaign_is_judged_and_exported_and_what_could_not_be_judged_is_named_in_the_document(tmp_path: Path) -> None:
    folder = lay(tmp_path / "campaign", [dossier(1), '{"schema": "tijian/dossier@1", "assessment": "A-2"}'])
    done = run("export", "oscal", folder, "--ruleset-path", rules(tmp_path / "rules"), "-o", tmp_path / "c.json")
    assert done.exit_code == 3
    document = json.loads((tmp_path / "c.json").read_text("utf-8"))
    (entry,) = document["assessment-results"]["results"]
    assert at.value(entry, "assessment") == "A-1"
    assert re.search(r"未能评估，不在其中的 1 份：A-2", document["assessment-results"]["metadata"]["remarks"])
    assert at.faults(document) == []
    alone = run("export", "oscal", folder, "--ruleset-path", tmp_path / "rules", "-o", tmp_path / "each")
    assert alone.exit_code == 3
    for path in map(Path, alone.stdout.splitlines()):
        assert "A-2" not in path.read_text("utf-8")


def test_a_campaign_is_given_alone(tmp_path: Path) -> None:
    folder = lay(tmp_path / "campaign", [dossier(1)])
    done = run("export", "oscal", folder, results(tmp_path))
    assert done.exit_code == 2
    assert "一次导出一个评估行动" in done.stderr


@pytest.mark.parametrize("name", at.HOSTILE)
def test_a_hostile_name_gives_a_file_inside_the_directory(name: str, tmp_path: Path) -> None:
    of = at.hostile(f"../../{name}", some()[0])
    folder = tmp_path / "deep" / "oscal"
    done = run("export", "oscal", results(tmp_path, [of]), "-o", folder)
    assert done.exit_code == 0
    assert {path.parent for path in tmp_path.rglob("*.json")} == {folder}
