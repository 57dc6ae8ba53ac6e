"""A batch that was cut off goes on where it was, and what it leaves is the same to the byte; what is not its own is never touched."""

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from tests.batch.warehouse import PART, run, tree

from tijian.batch.running import Wishes, prepare
from tijian.catalogues import Catalogue
from tijian.model.problem import InputError


def test_a_finished_batch_is_not_judged_again(wide: Path, finished: Path, known: Catalogue) -> None:
    before = tree(finished)
    summary = run(wide, finished, known, resume=True)
    assert summary.resumed == summary.partitions > 1
    assert tree(finished) == before


def test_a_file_that_is_lost_or_cut_short_is_made_again(wide: Path, finished: Path, known: Catalogue, tmp_path: Path) -> None:
    out = Path(shutil.copytree(finished, tmp_path / "out"))
    first, second, *_ = sorted((out / "verdicts").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:100])
    (out / "verdicts" / f".{first.name}.1-2.part").write_bytes(b"half of it")
    summary = run(wide, out, known, resume=True)
    assert summary.resumed == summary.partitions - 2
    assert tree(out) == tree(finished)


def test_a_partition_whose_input_changed_is_judged_anew_and_its_old_verdicts_are_gone(wide: Path, known: Catalogue, tmp_path: Path) -> None:
    given = Path(shutil.copytree(wide, tmp_path / "wide"))
    run(given, tmp_path / "out", known)
    before = tree(tmp_path / "out")
    file = min(given.rglob("*.parquet"))
    table = pq.read_table(file)
    turned = table.take(list(range(table.num_rows))[::-1])  # the same rows the other way round: as many, of the same size or not
    pq.write_table(turned, file, compression="zstd")
    job = (tmp_path / "out" / "job.json").read_text()
    (tmp_path / "out" / "job.json").write_text(job.replace(f'"bytes": {_size(wide, file.name)}', f'"bytes": {file.stat().st_size}'))
    summary = run(given, tmp_path / "out", known, resume=True)
    assert 0 < summary.resumed < summary.partitions
    after = tree(tmp_path / "out")
    assert len([name for name in after if name.startswith("verdicts/")]) == len([name for name in before if name.startswith("verdicts/")])
    fresh = run(given, tmp_path / "fresh", known)
    assert fresh.exit_code == 0
    assert {name: it for name, it in after.items() if "/" in name} == {
        name: it for name, it in tree(tmp_path / "fresh").items() if "/" in name
    }


def _size(folder: Path, name: str) -> int:
    return next(folder.rglob(name)).stat().st_size


def refused(given: Path, out: Path, known: Catalogue, **wishes: Any) -> str:
    with pytest.raises(InputError) as error:
        prepare(Wishes(given, out, audit=0, rows=PART, **wishes), known)
    return error.value.problems[0].code


def test_a_directory_with_something_else_in_it_is_left_alone(wide: Path, finished: Path, known: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    assert refused(wide, tmp_path / "letters", known) == "E980"
    assert refused(wide, tmp_path / "letters", known, resume=True) == "E980"
    assert refused(wide, finished, known) == "E980"  # there is a batch already
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["mine.txt"]


def test_only_the_very_same_batch_is_resumed(wide: Path, finished: Path, known: Catalogue, tmp_path: Path) -> None:
    before = tree(finished)
    assert refused(wide, finished, known, resume=True, findings=True) == "E982"
    half = tmp_path / "half"
    half.mkdir()
    shutil.copy(min(wide.rglob("*.parquet")), half)
    assert refused(half, finished, known, resume=True) == "E982"
    assert tree(finished) == before


def test_output_inside_the_input_or_around_it_is_refused(wide: Path, known: Catalogue) -> None:
    assert refused(wide, wide / "out", known) == "E981"
    assert refused(wide, wide, known) == "E981"
    assert refused(wide, wide.parent, known) == "E981"
    assert refused(wide / "nowhere", wide.parent / "out", known) == "E983"
    assert not (wide / "out").exists()


def test_an_output_that_was_resumed_still_holds_a_verdict_for_each_row(finished: Path) -> None:
    found = [pl.read_parquet(file)["assessment"] for file in (finished / "verdicts").iterdir()]
    assert pl.concat(found).n_unique() == sum(map(len, found)) == 120
