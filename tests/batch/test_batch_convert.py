"""Dossiers are made wide chunk by chunk: the same bytes whoever reads them, none lost, and what was read is not read again."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.warehouse import CAMPAIGN, made, rejected, run, tree

from tijian.authoring.dossier_lines import read_lines
from tijian.batch import chunks as parting
from tijian.batch import convert_part
from tijian.batch.executors.alone import Alone
from tijian.batch.executors.local import LocalPool
from tijian.batch.job import Executor, Made, Outcome, Outcomes, Task
from tijian.batch.running import Prepared, Wishes, prepare
from tijian.catalogues import Catalogue
from tijian.model.problem import EngineDisagreement, InputError

AT_ONCE = 4


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "AT_ONCE", AT_ONCE)
    monkeypatch.setattr(parting, "FILES_AT_ONCE", AT_ONCE)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dozen dossiers of several categories, one a line, with blank lines and one that is spoilt between."""
    path = tmp_path_factory.mktemp("lines") / "dossiers.jsonl"
    whole = (CAMPAIGN / "dossiers.jsonl").read_text("utf-8").splitlines()[::7][:24]
    path.write_text("\ufeff" + "\n".join([*whole[:9], "", "{", *whole[9:], "  "]), "utf-8")
    return path


def prepared(given: Path, out: Path, known: Catalogue, readers: Executor, *, resume: bool = False) -> Prepared:
    return prepare(Wishes(given, out, audit=0, resume=resume), known, readers=readers)


class Stopped:
    """Reads so many chunks, and is interrupted."""

    def __init__(self, after: int) -> None:
        self._after = after
        self.seen: list[Outcome] = []

    def run(self, tasks: Iterable[Task]) -> Outcomes:
        for outcome in Alone().run(tasks):
            self.seen.append(outcome)
            yield outcome
            if len(self.seen) == self._after:
                raise KeyboardInterrupt


def test_one_reader_and_several_write_the_same_bytes(lines: Path, known: Catalogue, tmp_path: Path) -> None:
    one, more = (prepared(lines, tmp_path / name, known, by) for name, by in (("one", Alone()), ("more", LocalPool(2))))
    assert tree(tmp_path / "one") == tree(tmp_path / "more")
    assert (one.converted.dossiers, one.converted.rows) == (more.converted.dossiers, more.converted.rows) == (25, 24)
    assert rejected(tmp_path / "one").select("file", "row", "code").rows() == [("dossiers.jsonl", 11, "E105")]
    assert {file.name for file in (tmp_path / "one" / "converted").iterdir()} == {
        *(path.name for path, _ in one.converted.files),
        "done.json",
    }


def test_what_was_read_before_an_interruption_is_not_read_again(lines: Path, known: Catalogue, tmp_path: Path) -> None:
    prepared(lines, tmp_path / "whole", known, Alone())
    with pytest.raises(KeyboardInterrupt):
        prepared(lines, tmp_path / "out", known, Stopped(3))
    part = min((tmp_path / "out" / "converted" / "parts").glob("000001-*.parquet"))
    part.write_bytes(part.read_bytes()[:50])  # and one that is no longer whole
    later = Stopped(-1)
    prepared(lines, tmp_path / "out", known, later, resume=True)
    assert [getattr(one, "resumed", None) for one in later.seen] == [True, False, True, False, False, False, False]
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
    again = Stopped(-1)
    prepared(lines, tmp_path / "out", known, again, resume=True)
    assert again.seen == []


def test_changed_lines_are_read_anew(lines: Path, known: Catalogue, tmp_path: Path) -> None:
    given = tmp_path / "dossiers.jsonl"
    given.write_bytes(lines.read_bytes())
    with pytest.raises(KeyboardInterrupt):
        prepared(given, tmp_path / "out", known, Stopped(3))
    given.write_bytes(lines.read_bytes().replace(b"\n{\n", b"\n"))
    later = Stopped(-1)
    assert prepared(given, tmp_path / "out", known, later, resume=True).converted.refused == ()
    assert not any(getattr(one, "resumed", True) for one in later.seen)


def test_separate_files_are_read_by_several_alike(lines: Path, known: Catalogue, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for number, line in enumerate(read_lines(lines)):
        name = given / f"{number}.json"
        name.write_text("{" if line.dossier is None else line.dossier.model_dump_json(by_alias=True, exclude_none=True), "utf-8")
    names = [file for chunk in parting.chunks(given, parting.dossier_files(given))[1] for file in chunk.files]
    assert names == [str(given / f"{number}.json") for number in range(25)]
    summary = run(given, tmp_path / "out", known)
    assert (summary.rows, summary.total("judged"), summary.rejected) == (25, 24, 1)
    (given / "results.csv").write_text("样品,项目,值\n", "utf-8")  # may be anybody's: then all are read together
    assert [chunk.rows for chunk in parting.chunks(given, parting.dossier_files(given))[1]] == [26]


def test_a_line_that_gets_lost_is_noticed(lines: Path, known: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_part, "read_lines", lambda *some: list(read_lines(*some))[1:])
    with pytest.raises(EngineDisagreement) as lost:
        prepared(lines, tmp_path / "out", known, Alone())
    assert {problem.code for problem in lost.value.problems} == {"E986"}
    assert not (tmp_path / "out" / "job.json").exists()


def test_a_row_that_gets_lost_between_the_chunks_and_the_whole_is_noticed(
    lines: Path, known: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def less(self: Alone, tasks: Iterable[Task]) -> Outcomes:
        for task in tasks:
            outcome = next(real(self, [task]))
            yield replace(outcome, dossiers=outcome.dossiers + 1) if isinstance(outcome, Made) else outcome

    real = Alone.run
    monkeypatch.setattr(Alone, "run", less)
    with pytest.raises(EngineDisagreement) as lost:
        prepared(lines, tmp_path / "out", known, Alone())
    assert {problem.code for problem in lost.value.problems} == {"E986"}


def test_a_line_too_long_for_a_dossier_is_refused_and_the_others_stay_read(
    lines: Path, known: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tijian.authoring.dossier_lines.MOST_BYTES", 60_000)
    given = tmp_path / "dossiers.jsonl"
    given.write_bytes(lines.read_bytes() + b"\n" + json.dumps({"assessment": "x" * 70_000}).encode())
    with pytest.raises(InputError) as refused:
        made(given, tmp_path / "out", known)
    assert [(problem.code, problem.at and problem.at.line) for problem in refused.value.problems] == [("E102", 28)]
    assert len(list((tmp_path / "out" / "converted" / "parts").glob("*.json"))) == 6


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([b"", b"{}", b"  ", b"\xe6\xa3\x80", b"x" * 9]), max_size=14), st.booleans(), st.integers(3, 17))
def test_chunks_hold_every_line_once_in_order_with_its_number(
    tmp_path_factory: pytest.TempPathFactory, written: list[bytes], ended: bool, block: int
) -> None:
    path = tmp_path_factory.mktemp("chunks") / "some.jsonl"
    path.write_bytes(b"\n".join(written) + (b"\n" if ended else b""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parting, "_BLOCK", block)
        _, found = parting.chunks(path, [path])
    whole = path.read_bytes()
    parts = [whole[chunk.begin or 0 : chunk.end] for chunk in found]
    assert b"".join(parts) == whole
    assert [chunk.number for chunk in found] == list(range(len(found)))
    assert [chunk.first for chunk in found] == [sum(part.count(b"\n") for part in parts[:place]) for place in range(len(parts))]
    assert all(part.count(b"\n") <= AT_ONCE for part in parts)
