"""Results from files are taken only as they were written: what was changed, and what no engine can have said, is told with its line."""

import codecs
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.cli.reception import DEMO, run

import tijian
from tijian.campaign.results import ReadResults, results_of
from tijian.insight.result_lines import Reader
from tijian.model.result import Result
from tijian.verdict.receipt import answer_digest


@cache
def kept() -> Result:
    """A result with findings and actions."""
    return tijian.assess(tijian.read_dossier(DEMO / "mask_d.yaml"), tijian.catalogue(), "direct")


def line(of: Result) -> str:
    return of.model_dump_json(by_alias=True) + "\n"


def sealed(of: Result) -> Result:
    """A result that was changed by one who can compute digests."""
    return of.model_copy(update={"receipt": of.receipt.model_copy(update={"result": answer_digest(of)})})


def taken(*lines: str) -> ReadResults:
    return results_of([("r.jsonl", lines)])


def scored(**change: str) -> Result:
    score: Any = kept().score.total
    return kept().model_copy(update={"score": kept().score.model_copy(update={"total": score.model_copy(update=change)})})


def decided(**change: object) -> Result:
    return kept().model_copy(update={"verdict": kept().verdict.model_copy(update=change)})


def test_a_changed_result_is_not_taken_though_each_of_its_fields_may_stand_in_a_result() -> None:
    better = decided(grade="A")
    read = taken(line(kept()), line(better.model_copy(update={"assessment": "OTHER"})))
    assert [result.assessment for result in read.results] == [kept().assessment]
    [problem] = read.problems
    assert (problem.code, problem.at and problem.at.line, read.exit_code) == ("E712", 2, 3)
    assert problem.hint is not None


@pytest.mark.parametrize(
    "made",
    [
        lambda: scored(denominator="0"),
        lambda: scored(denominator="0.00"),
        lambda: scored(denominator="-1"),
        lambda: scored(numerator="9" * 5000),
        lambda: scored(numerator="1e999999"),
        lambda: scored(value="x"),
        lambda: kept().model_copy(update={"assessed_on": "9999-99-99"}),
        lambda: kept().model_copy(update={"checks": ()}),
        lambda: kept().model_copy(update={"actions": (kept().actions[0].model_copy(update={"checks": ("<script>",)}),)}),
        lambda: kept().model_copy(update={"actions": (kept().actions[0].model_copy(update={"due": "soon"}),)}),
        lambda: decided(grade=""),
    ],
)
def test_what_no_engine_can_have_said_is_refused_with_its_line_even_where_its_digest_fits(
    made: Callable[[], Result], tmp_path: Path
) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(line(sealed(made())), "utf-8")
    for words in (
        ("compare", file, "--board", tmp_path / "b.html"),
        ("report", "enterprise", file, "--format", "html", "-o", tmp_path / "o"),
    ):
        done = run(*words)
        assert done.exit_code == 3
        assert f"{file}:1:1: E712" in done.stderr
        assert "E799" not in done.stderr


def test_results_of_one_ruleset_have_the_same_checks() -> None:
    other = sealed(kept().model_copy(update={"assessment": "OTHER", "checks": kept().checks[:-1], "actions": ()}))
    read = taken(line(kept()), line(other))
    assert ([result.assessment for result in read.results], [one.code for one in read.problems]) == ([kept().assessment], ["E712"])


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_results_that_another_program_saved_again_with_a_byte_order_mark_are_read(mark: bytes, tmp_path: Path) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]
    file = tmp_path / "r.jsonl"
    file.write_bytes(mark + line(kept()).encode(encoding))
    done = run("compare", file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert run("verify", file, DEMO / "mask_d.yaml").stdout.startswith("相同")


def test_results_in_gbk_are_refused_and_no_name_is_printed_as_question_marks(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_bytes(line(kept()).encode("gb18030"))
    done = run("report", "enterprise", file, "--format", "html", "-o", tmp_path / "o")
    assert done.exit_code == 3
    assert "E712" in done.stderr
    assert "UTF-8" in done.stderr
    assert not (tmp_path / "o").exists()


def test_one_result_in_two_files_is_printed_once(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(line(kept()), "utf-8")
    done = run("report", "enterprise", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--format", "html", "-o", tmp_path / "o")
    assert done.exit_code == 0
    assert "E933" in done.stderr
    assert len(list((tmp_path / "o").iterdir())) == 1


def test_a_line_as_it_is_written_is_read_quickly_and_as_closely_as_any_other() -> None:
    reader = Reader()
    written = line(kept())
    for _ in range(2):  # the second time its checks are known
        quick = reader._quickly(written)
        assert quick == kept()
        assert quick is not None
        assert answer_digest(quick) == kept().receipt.result
    assert [one.result for one in reader.lines([written.replace('"schema"', ' "schema"', 1)], "r")] == [kept()]  # not to the byte
    for odd in (written.replace(',"checks":[{"id":"', ',"checks":[{"id":"X","id":"'), written.replace('"state":"', '"state":"no', 1)):
        assert reader._quickly(odd) is None
        assert [one.result for one in reader.lines([odd], "r")] == [None]
