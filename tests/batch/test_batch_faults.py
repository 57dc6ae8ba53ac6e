"""What goes wrong while a batch runs is said with a code, stops where it must, and takes nothing with it that was done."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.warehouse import PART, made, rejected, run, tree
from tests.cli.reception import run as command

from tijian.batch.executors.alone import Alone
from tijian.batch.running import carry_out
from tijian.catalogues import Catalogue
from tijian.engines.columnar import Judged, Plan
from tijian.exchange.parquet import sift
from tijian.model.problem import InputError

Change = Callable[[pa.Table], pa.Table]


def spoilt(wide: Path, folder: Path, change: Change) -> Path:
    """A copy of the first dataset with something changed in it."""
    shutil.copytree(wide, folder)
    file = min(folder.rglob("*.parquet"))
    pq.write_table(change(pq.read_table(file)), file, row_group_size=PART)
    return folder


def swapped(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), pa.field(name, values.type), values)


def first_of(table: pa.Table, start: str) -> str:
    return str(next(name for name in table.column_names if name.startswith(start)))


def floats(table: pa.Table) -> pa.Table:
    name = next(name for name in table.column_names if name.startswith("result:") and pa.types.is_decimal(table.schema.field(name).type))
    return swapped(table, name, pa.array([float("nan")] * table.num_rows))


def words(table: pa.Table) -> pa.Table:
    return swapped(table, first_of(table, "answer:"), pa.array(["符合"] * table.num_rows))


def other_ruleset(table: pa.Table) -> pa.Table:
    said = {**table.schema.metadata, b"tijian:ruleset": b"sha256:" + b"0" * 64}
    return table.replace_schema_metadata(said)


def of_nowhere(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({**table.schema.metadata, b"tijian:category": b"../mask"})


def of_no_edition(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({**table.schema.metadata, b"tijian:edition": b"../../2021"})


def unsaid(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({})


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("E142", of_nowhere),
        ("E143", of_no_edition),
        ("E961", unsaid),
        ("E962", other_ruleset),
        ("E963", lambda table: table.drop_columns([first_of(table, "answer:")])),
        ("E964", lambda table: table.append_column("extra", pa.array([1] * table.num_rows))),
        ("E965", words),
        ("E965", floats),
    ],
    ids=[
        "of no category",
        "of no edition",
        "whose",
        "another ruleset",
        "a column missing",
        "a column too many",
        "words for codes",
        "not a number",
    ],
)
def test_a_file_that_cannot_be_judged_as_a_whole_is_refused_before_anything_is(
    code: str, change: Change, wide: Path, known: Catalogue, tmp_path: Path
) -> None:
    given = spoilt(wide, tmp_path / "wide", change)
    with pytest.raises(InputError) as refused:
        made(given, tmp_path / "out", known)
    assert {problem.code for problem in refused.value.problems} == {code}
    assert all(problem.at is not None and problem.at.file.endswith("FIR1-0000.parquet") for problem in refused.value.problems)
    assert not list((tmp_path / "out" / "verdicts").iterdir())


@pytest.mark.parametrize("keep", [0, 300, -100], ids=["empty", "cut off", "without its end"])
def test_a_file_that_is_cut_off_is_refused(keep: int, wide: Path, known: Catalogue, tmp_path: Path) -> None:
    given = Path(shutil.copytree(wide, tmp_path / "wide"))
    file = min(given.rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(InputError) as refused:
        made(given, tmp_path / "out", known)
    assert [(problem.code, problem.at and problem.at.file) for problem in refused.value.problems] == [("E960", str(file))]


def test_what_is_wrong_with_a_file_is_shown_with_its_place_and_the_exit_code_of_an_input(wide: Path, tmp_path: Path) -> None:
    given = spoilt(wide, tmp_path / "wide", other_ruleset)
    ran = command("batch", given, tmp_path / "out", "--audit", "0")
    assert ran.exit_code == 3
    assert "E962" in ran.stderr
    assert "FIR1-0000.parquet" in ran.stderr


def test_rows_that_cannot_be_judged_are_set_aside_one_by_one(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        numbers = table["assessment"].to_pylist()
        codes = table[first_of(table, "answer:")].to_pylist()
        numbers[3], numbers[40], codes[7] = numbers[2], None, 99  # one number twice, none at all, a code that is none
        table = swapped(table, "assessment", pa.array(numbers))
        return swapped(table, first_of(table, "answer:"), pa.array(codes, pa.int8()))

    given = spoilt(wide, tmp_path / "wide", change)
    summary = run(given, tmp_path / "out", known)
    found = rejected(tmp_path / "out").sort("row")
    assert found["row"].to_list() == [3, 4, 8, 41]
    assert found["code"].to_list() == ["E973", "E973", "E971", "E970"]
    assert set(found["file"]) == {min(given.rglob("*.parquet")).relative_to(given).as_posix()}
    assert summary.rows == 120
    assert summary.rejected == 4
    assert summary.total("judged") == 116
    assert (
        command("batch", given, tmp_path / "out", "--resume", "--audit", "0", "--workers", "1", "--partition-rows", str(PART)).exit_code
        == 3
    )


def test_a_partition_of_which_no_row_can_be_judged_is_done_all_the_same(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        team = [None if place < PART else number for place, number in enumerate(table["team"].to_pylist())]
        return swapped(table, "team", pa.array(team, pa.int8()))

    summary = run(spoilt(wide, tmp_path / "wide", change), tmp_path / "out", known, audit=120)
    assert (summary.exit_code, summary.rejected, summary.total("judged")) == (0, PART, 120 - PART)
    assert command("compare", tmp_path / "out").exit_code == 0


def test_a_number_that_two_files_use_is_judged_in_neither(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    other = pl.read_parquet(sorted(wide.rglob("*.parquet"))[1])["assessment"][5]
    given = spoilt(
        wide, tmp_path / "wide", lambda table: swapped(table, "assessment", pa.array([other, *table["assessment"].to_pylist()[1:]]))
    )
    run(given, tmp_path / "out", known)
    found = rejected(tmp_path / "out")
    assert found["assessment"].to_list() == [other, other]
    assert found["file"].n_unique() == 2


def damaged(file: Path, name: str) -> bytes:
    """The bytes of a file in which one column of the second row group is spoilt."""
    whole = file.read_bytes()
    footer = pq.read_metadata(file)
    column = next(one for place in range(footer.num_columns) if (one := footer.row_group(1).column(place)).path_in_schema == name)
    start = int(column.dictionary_page_offset or column.data_page_offset)
    size = int(column.total_compressed_size)
    return whole[:start] + b"\xff" * size + whole[start + size :]


def test_damage_to_the_assessment_numbers_is_found_before_anything_is_judged(wide: Path, tmp_path: Path) -> None:
    given = spoilt(wide, tmp_path / "wide", lambda table: table)
    file = min(given.rglob("*.parquet"))
    file.write_bytes(damaged(file, "assessment"))
    ran = command("batch", given, tmp_path / "out", "--workers", "1")
    assert (ran.exit_code, "E991" in ran.stderr) == (3, True), ran.stderr


def test_damage_in_the_middle_of_a_file_costs_its_partition_alone(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    given = spoilt(wide, tmp_path / "wide", lambda table: table)
    whole = run(given, tmp_path / "whole", known)
    assert whole.exit_code == 0
    file = min(given.rglob("*.parquet"))
    good = file.read_bytes()
    file.write_bytes(damaged(file, "enterprise"))
    summary = run(given, tmp_path / "out", known)
    assert [problem.code for problem in summary.problems] == ["E991"]
    assert (summary.exit_code, summary.total("unread"), summary.total("judged")) == (3, PART, 120 - PART)
    assert not (tmp_path / "out" / "summary.json").exists()
    file.write_bytes(good)
    again = run(given, tmp_path / "out", known, resume=True)
    assert again.resumed == again.partitions - 1
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_a_full_disk_stops_the_batch_which_goes_on_when_there_is_room(
    wide: Path, finished: Path, known: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = os.fsync, []

    def full(number: int) -> None:
        written.append(number)
        if len(written) > 9:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(number)

    monkeypatch.setattr("tijian.batch.shelf.os.fsync", full)
    summary = run(wide, tmp_path / "out", known)
    monkeypatch.undo()
    assert [problem.code for problem in summary.problems] == ["E989"]
    assert summary.exit_code == 3
    assert summary.total("unread") > 0
    assert summary.total("judged") > 0
    assert not list((tmp_path / "out").rglob(".*"))  # no half of a file
    run(wide, tmp_path / "out", known, resume=True)
    assert tree(tmp_path / "out") == tree(finished)


def test_the_audit_finds_a_single_wrong_figure_and_the_partition_is_not_written(
    wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Plan.judge

    def wrong(self: Plan, frame: pl.DataFrame, *some: Any, **named: Any) -> Judged:
        judged = real(self, frame, *some, **named)
        turned = pl.when(pl.int_range(pl.len()) == 4).then(pl.col("fails") + 1).otherwise(pl.col("fails")).cast(pl.Int16).alias("fails")
        return replace(judged, verdicts=judged.verdicts.with_columns(turned))

    monkeypatch.setattr(Plan, "judge", wrong)
    words = ("batch", wide, tmp_path / "out", "--audit", "120", "--workers", "1", "--partition-rows", str(PART), "--lang", "en")
    ran = command(*words)
    assert ran.exit_code == 4, ran.stderr
    assert "E987" in ran.stderr
    assert "FIR1-000000004" in ran.stderr
    assert "fails" in ran.stderr
    assert "no difference" not in ran.stdout
    assert not list((tmp_path / "out" / "verdicts").iterdir())


def test_as_many_rows_are_audited_as_are_asked_for_and_the_same_ones_each_time(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    summaries = [run(wide, tmp_path / name, known, audit=25) for name in ("one", "two")]
    assert [one.total("audited") for one in summaries] == [25, 25]
    drawn = [[part.audit for _, part in made(wide, tmp_path / name, known, audit=25, resume=True).parts] for name in ("one", "two")]
    assert drawn[0] == drawn[1]
    assert len({len(one) for one in drawn[0]}) > 1
    by_default = made(wide, tmp_path / "three", known, audit=None)
    assert sum(len(part.audit) for _, part in by_default.parts) == 100


def test_rows_that_get_lost_between_are_noticed(wide: Path, known: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijian.batch.worker.sift", lambda *some: replace(found := sift(*some), good=found.good.head(PART - 1)))
    summary = run(wide, tmp_path / "out", known)
    assert ([problem.code for problem in summary.problems], summary.exit_code) == (["E986"], 4)
    assert not list((tmp_path / "out" / "verdicts").iterdir())


def test_a_worker_of_another_version_or_without_the_output_directory_refuses(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    prepared = made(wide, tmp_path / "out", known)
    older = {label: replace(one, passport=replace(one.passport, product="0.0.1"), job=one.job) for label, one in prepared.errands.items()}
    summary = carry_out(replace(prepared, errands=older), Alone())
    assert [problem.code for problem in summary.problems] == ["E985"]
    assert "0.0.1" in summary.problems[0].text.zh
    elsewhere = {label: replace(one, out=str(tmp_path / "elsewhere")) for label, one in prepared.errands.items()}
    summary = carry_out(replace(made(wide, tmp_path / "out", known, resume=True), errands=elsewhere), Alone())
    assert [problem.code for problem in summary.problems] == ["E993"]


def test_a_ruleset_that_arrives_changed_is_not_judged_by(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    prepared = made(wide, tmp_path / "out", known)
    wrong = {label: replace(one, digest="sha256:" + "0" * 64) for label, one in prepared.errands.items()}
    summary = carry_out(replace(prepared, errands=wrong), Alone())
    assert [problem.code for problem in summary.problems] == ["E984"]


def test_a_misspelt_grade_is_refused_and_one_that_occurs_ends_with_1(wide: Path, finished: Path) -> None:
    words = ("batch", wide, finished, "--resume", "--audit", "0", "--workers", "1", "--partition-rows", str(PART))
    assert command(*words, "--fail-on", "Z").exit_code == 2
    assert command(*words, "--fail-on", "D").exit_code == 1
    assert command(*words, "--fail-on", "uncertain").exit_code == 1
    assert command(*words).exit_code == 0


def test_datasets_without_a_single_row_are_refused(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    given = Path(shutil.copytree(wide, tmp_path / "wide"))
    for file in given.rglob("*.parquet"):
        pq.write_table(pq.read_table(file).slice(0, 0), file)
    with pytest.raises(InputError) as refused:
        made(given, tmp_path / "out", known)
    assert [problem.code for problem in refused.value.problems] == ["E967"]


def test_where_there_is_nothing_to_judge_that_is_said(known: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = command("batch", tmp_path / "empty", tmp_path / "out")
    assert (ran.exit_code, "E983" in ran.stderr) == (3, True)


@pytest.mark.parametrize(("package", "words"), [("polars", ()), ("distributed", ("--engine-url", "tcp://127.0.0.1:1"))])
def test_a_package_that_is_not_installed_is_named_with_how_to_get_it(
    package: str, words: tuple[str, ...], wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    ran = command("batch", wide, tmp_path / "out", *words)
    assert ran.exit_code == 3, ran.stderr
    assert all(word in ran.stderr for word in ("E992", package, "tijian[batch]"))
