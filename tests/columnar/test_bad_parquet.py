"""Bad Parquet gets a clear error, with file, column and row, and loses nothing: rows in = rows out + rejected."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tijian.authoring.digest import canonical
from tijian.catalogues import catalogue
from tijian.exchange.parquet import Layout, check, check_file, sift, write_dossiers
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError, Problem

CATALOGUE = catalogue()
LAYOUT = Layout.of(CATALOGUE.edition("mask", "2021").program.ruleset)
FIGURE = "result:MSK-T01"
assert LAYOUT.columns[FIGURE].kind == "number"


def dossier(number: int, **more: Any) -> Dossier:
    return Dossier.model_validate(
        {
            "schema": "tijian/dossier@1",
            "assessment": f"SH-{number}",
            "category": "mask",
            "assessed_on": "2021-08-12",
            "enterprise": {"name": "示例企业"},
            "team": [{"name": "甲"}, {"name": "乙"}],
            "answers": dict.fromkeys(LAYOUT.ruleset.site_checks, "conform"),
            "sampling": {"state": "none"},
            **more,
        }
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_dossiers((dossier(number) for number in range(5)), tmp_path / "mask.parquet", LAYOUT)
    return tmp_path / "mask.parquet"


def changed(file: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    """The file with its table changed; what it says of itself stays, unless the change takes it away."""
    table = pq.read_table(file)
    made = change(table)
    pq.write_table(
        made
        if made.schema.metadata != table.schema.metadata and made.schema.metadata
        else made.replace_schema_metadata(table.schema.metadata),
        file,
    )
    return file


def column(name: str, values: pa.Array) -> Callable[[pa.Table], pa.Table]:
    return lambda table: table.set_column(table.schema.get_field_index(name), name, values)


def refusal(file: Path) -> Problem:
    """The one problem of the file, for which a check of it is refused."""
    [problem] = check_file(file, LAYOUT)
    with pytest.raises(InputError) as refused:
        check(file, LAYOUT)
    assert refused.value.problems == (problem,)
    assert problem.at is not None
    assert problem.at.file == str(file)
    return problem


# ── the file as a whole ─────────────────────────────────────────────────────────────────────────────
def test_an_empty_file_is_refused(file: Path) -> None:
    file.write_bytes(b"")
    problem = refusal(file)
    assert problem.code == "E960"
    assert "空" in problem.text.zh


@pytest.mark.parametrize("left", [0.2, 0.9, 0.999])
def test_a_torn_file_is_refused(file: Path, left: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * left)])
    assert refusal(file).code == "E960"


def test_a_file_that_is_no_parquet_is_refused(file: Path) -> None:
    file.write_text("assessment,assessed_on\n", "utf-8")
    assert refusal(file).code == "E960"


def test_a_file_without_a_word_of_whose_it_is_is_refused(file: Path) -> None:
    pq.write_table(pq.read_table(file).replace_schema_metadata({}), file)
    assert refusal(file).code == "E961"


def test_a_file_of_another_ruleset_is_refused_with_both_digests(file: Path) -> None:
    other = {**LAYOUT.metadata, "tijian:ruleset": "sha256:0"}
    pq.write_table(pq.read_table(file).replace_schema_metadata(other), file)
    problem = refusal(file)
    assert problem.code == "E962"
    assert "sha256:0" in problem.text.zh
    assert LAYOUT.digest in problem.text.zh


def test_a_missing_column_is_named(file: Path) -> None:
    problem = refusal(changed(file, lambda table: table.drop_columns(["answer:C1.1"])))
    assert problem.code == "E963"
    assert "answer:C1.1" in problem.text("en")


def test_an_unknown_column_is_named_with_the_nearest(file: Path) -> None:
    problems = check_file(
        changed(file, lambda table: table.rename_columns(["anwser:C1.1" if n == "answer:C1.1" else n for n in table.column_names])), LAYOUT
    )
    assert [problem.code for problem in problems] == ["E963", "E964"]
    assert problems[1].hint is not None
    assert "answer:C1.1" in problems[1].hint.zh


def test_words_for_codes_are_refused(file: Path) -> None:
    problem = refusal(changed(file, column("answer:C1.1", pa.array([None, "符合", "符合", "x" * 100, None]))))
    assert problem.code == "E965"
    assert "answer:C1.1" in problem.text.zh
    assert problem.at is not None
    assert problem.at.line == 2
    assert "第 2 行是 “符合”" in problem.text.zh


def test_floats_are_refused_and_the_first_nan_is_named_with_its_row(file: Path) -> None:
    problem = refusal(changed(file, column(FIGURE, pa.array([1.0, 2.0, float("nan"), 4.0, float("nan")]))))
    assert problem.code == "E965"
    assert problem.at is not None
    assert problem.at.line == 3
    assert "NaN" in problem.text.zh
    assert FIGURE in problem.text.zh


def test_a_nan_among_the_specimens_of_a_row_is_named_with_its_row(file: Path) -> None:
    problem = refusal(changed(file, column(f"{FIGURE}:more", pa.array([None, [1.0], [2.0, float("nan")], None, None]))))
    assert (problem.code, problem.at and problem.at.line) == ("E965", 3)
    assert "NaN" in problem.text.zh


def test_floats_without_nan_are_refused_too(file: Path) -> None:
    assert refusal(changed(file, column(FIGURE, pa.array([1.0, 2.0, 3.0, 4.0, 5.0])))).code == "E965"


def test_a_dataset_without_a_row_is_refused(file: Path) -> None:
    changed(file, lambda table: table.slice(0, 0))
    assert check_file(file, LAYOUT) == []
    with pytest.raises(InputError) as refused:
        check(file, LAYOUT)
    assert [problem.code for problem in refused.value.problems] == ["E967"]


def test_a_directory_without_parquet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        check(tmp_path, LAYOUT)
    assert [problem.code for problem in refused.value.problems] == ["E960"]


# ── a row ───────────────────────────────────────────────────────────────────────────────────────────
def codes(*values: Any) -> pa.Array:
    return pa.array(values, pa.int64())


def many(*values: Any) -> pa.Array:
    return pa.array(values, pa.list_(pa.int64()))


def sampled(table: pa.Table) -> pa.Table:
    """With a sample each."""
    return column("sampling", pa.array(["done"] * 5))(column("sample", pa.array(["S-1"] * 5))(table))


ROWS: dict[str, tuple[str, Callable[[pa.Table], pa.Table], list[int]]] = {
    "no assessment": ("E970", column("assessment", pa.array(["a", None, "c", "d", "e"])), [2]),
    "no sampling": ("E970", column("sampling", pa.array(["none", "none", "none", None, "none"])), [4]),
    "an answer outside its table": ("E971", column("answer:C1.1", codes(1, 9, -1, 5, 1)), [2, 3, 4]),
    "an answer too large for a code": ("E971", column("answer:C1.1", codes(1, 1, 1, 1, 300)), [5]),
    "a word that is no choice": ("E972", column("sampling", pa.array(["none", "maybe", "none", "none", "none"])), [2]),
    "an assessment twice": ("E973", column("assessment", pa.array(["a", "b", "a", "d", "e"])), [1, 3]),
    "a sign without a figure": ("E974", lambda table: sampled(column(f"{FIGURE}:is", pa.array([None, 1, None, None, None], pa.int8()))(table)), [2]),
    "a word beside a figure": ("E974", lambda table: sampled(column(FIGURE, codes(None, 3, 4, None, None))(column(f"{FIGURE}:is", codes(None, 11, 2, None, None))(table))), [2]),
    "below nothing": ("E974", lambda table: sampled(column(FIGURE, codes(None, 0, 0, 5, None))(column(f"{FIGURE}:is", codes(None, 1, 2, 3, None))(table))), [2]),
    "more specimens than codes": (
        "E974",
        lambda table: sampled(column(FIGURE, codes(1, 1, 1, 1, 1))(column(f"{FIGURE}:more", many([3], [3, 4], None, None, None))(column(f"{FIGURE}:more:is", many([0], [0], None, None, None))(table)))),
        [2],
    ),
    "specimens without a first one": ("E974", lambda table: sampled(column(f"{FIGURE}:more", many([3], None, None, None, None))(table)), [1]),
    "a result without sampling": ("E975", column(FIGURE, pa.array([None, None, 3, None, None], pa.int64())), [3]),
    "a figure too fine": ("E976", column(FIGURE, pa.array([None, None, "0.1234567", None, None]).cast(pa.decimal128(20, 7))), [3]),
    "a figure too large": ("E976", column(FIGURE, pa.array([None, None, None, "1" + "0" * 14, None]).cast(pa.decimal128(20, 2))), [4]),
    "a rest that is no dossier": ("E977", column("rest", pa.array([None, "{", None, None, None])), [2]),
    "another's dossier": ("E977", column("rest", pa.array([None, canonical(dossier(4)).decode(), None, None, None])), [2]),
    "a name too long": ("E978", column("district", pa.array([None, "区" * 301, "区" * 300, None, None])), [2]),
    "a blank name": ("E978", column("enterprise", pa.array(["企业", "企业", " ", "企业", "企业"])), [3]),
    "a day of another age": ("E979", column("assessed_on", pa.array([-25568, -25567, 84005, 84006, 900000], pa.date32())), [1, 4, 5]),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_row_is_set_aside_with_its_reason_and_nothing_is_lost(file: Path, name: str) -> None:
    code, change, lines = ROWS[name]
    before = pq.read_table(file).num_rows
    checked = check(changed(file, change), LAYOUT)
    assert checked.rejected.get_column("row").to_list() == lines
    assert (checked.rows, checked.good) == (before, before - len(lines))
    for row in checked.rejected.iter_rows(named=True):
        assert row["code"] == code
        assert row["file"] == file.name
        assert row["column"] in pq.read_schema(file).names
        assert row["reason_zh"]
        assert row["reason_en"]
        assert "enterprise" in row["raw"] or name == "a blank name"


def test_an_assessment_that_stands_in_two_files_is_set_aside_in_both(file: Path) -> None:
    other = file.with_name("more.parquet")
    write_dossiers([dossier(3), dossier(7)], other, LAYOUT)
    checked = check(file.parent, LAYOUT)
    assert (checked.rows, checked.good) == (7, 5)
    assert sorted(checked.rejected.select("file", "row", "code").iter_rows()) == [("mask.parquet", 4, "E973"), ("more.parquet", 1, "E973")]


def test_a_dossier_that_the_ruleset_refuses_goes_beside_with_its_reason(tmp_path: Path) -> None:
    wrong = dossier(1, answers={"C99.9": "conform"})
    alien = dossier(2).model_copy(update={"category": "kettle"})
    late = dossier(3).model_copy(update={"assessed_on": "1999-01-01"})
    written = write_dossiers([dossier(0), wrong, alien, late, dossier(0)], tmp_path / "mask.parquet", LAYOUT)
    assert (written.rows, written.written, written.rejected) == (5, 1, 4)
    assert written.rejected_file is not None
    rejected = pl.read_parquet(written.rejected_file)
    assert rejected.select("row", "code").rows() == [(2, "E401"), (3, "E968"), (4, "E968"), (5, "E973")]
    assert "C99.9" in rejected.get_column("raw")[0]


def test_a_row_that_makes_no_dossier_is_said_to_be_none() -> None:
    with pytest.raises(InputError) as refused:
        LAYOUT.dossier(LAYOUT.row(dossier(1)) | {"enterprise": "\u3000"})
    assert [problem.code for problem in refused.value.problems] == ["E978"]


# ── what other programs write ───────────────────────────────────────────────────────────────────────
def test_types_of_other_programs_are_read_as_ours(file: Path) -> None:
    before = sift(LAYOUT, pl.read_parquet(file)).good

    def plain(table: pa.Table) -> pa.Table:
        for name, one in LAYOUT.columns.items():
            kinds = {"small": pa.int64(), "word": pa.string(), "number": pa.decimal128(38, one.places)}
            if one.kind in kinds:
                table = column(name, table.column(name).combine_chunks().cast(kinds[one.kind]))(table)
        return table

    sifted = sift(LAYOUT, pl.read_parquet(changed(file, plain)))
    assert sifted.rejected.height == 0
    assert sifted.good.equals(before)
    assert sifted.good.schema == before.schema


def test_an_empty_list_of_further_specimens_is_none_at_all(file: Path) -> None:
    changed(file, lambda table: sampled(column(FIGURE, codes(1, 2, None, 3, None))(table)))
    before = sift(LAYOUT, pl.read_parquet(file)).good
    changed(file, column(f"{FIGURE}:more", many([], None, [], [], None)))
    changed(file, column(f"{FIGURE}:more:is", many(None, [], [], None, None)))
    sifted = sift(LAYOUT, pl.read_parquet(file))
    assert sifted.rejected.height == 0
    assert sifted.good.equals(before)


def test_a_decimal_with_more_places_that_are_zeros_is_the_same_figure(file: Path) -> None:
    changed(file, column("sampling", pa.array(["done"] * 5)))
    changed(file, column("sample", pa.array(["S-1"] * 5)))
    changed(file, column(FIGURE, pa.array(["3.10000000"] * 5).cast(pa.decimal128(20, 8))))
    assert str(sift(LAYOUT, pl.read_parquet(file)).good.get_column(FIGURE)[0]) == "3.100000"
