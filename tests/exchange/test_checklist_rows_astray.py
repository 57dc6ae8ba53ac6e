"""What somebody did to the rows of a checklist so that nobody can say what they mean: it is refused at the cell, and nothing is guessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.clerk import Clerk
from tests.exchange.test_checklist_round_trip import catalogue, demo, filled

from tijian.model.problem import InputError
from tijian.visits import one_visit

RAW = filled(demo("mask"))


def changed(sheet: str, column: str, said: str, **where: str) -> Callable[[Clerk], Any]:
    """Another word in a cell; which cell that is."""

    def change(clerk: Clerk) -> Any:
        cell = clerk.cell(sheet, column, **where)
        cell.value = said
        return cell

    return change


def item(field: str, said: str, at: str) -> Callable[[Clerk], Any]:
    """Another word for an item of the visit; the cell in the column `at` of its row."""

    def change(clerk: Clerk) -> Any:
        table, words = clerk.table("visit", "item", "fill in"), clerk.words
        cells = [row[table.columns[words["item"]] - 1] for row in table.sheet.iter_rows(min_row=table.head)]
        (cell,) = (one for one in cells if str(one.value or "").rstrip(" *") == words[field])
        cell.value = said
        return table.sheet.cell(int(cell.row or 0), table.columns[words[at]])

    return change


def merged(clerk: Clerk) -> Any:
    """Two samples in one cell."""
    first, second = (clerk.cell("samples", "produced_on", sample=number) for number in ("1", "2"))
    first.parent.merge_cells(f"{first.coordinate}:{second.coordinate}")
    return clerk.cell("samples", "sample id", sample="1")


def nameless(clerk: Clerk) -> Any:
    """An assessor's organization without the assessor."""
    team = clerk.table("visit", "assessor", "name")
    row = team.head + len(demo("mask").team) + 1
    team.write(row, clerk.words["organization"], "示例检验院")
    return team.sheet.cell(row, team.columns[clerk.words["organization"]])


def half_a_clue(clerk: Clerk) -> Any:
    """A clue with a code and no facts."""
    clues = clerk.table("clues", "code", "facts")
    row = clues.head + len(demo("mask").clues) + 1
    clues.write(row, clerk.words["code"], "L01")
    return clues.sheet.cell(row, clues.columns[clerk.words["facts"]])


SPOILT: dict[str, tuple[str, Callable[[Clerk], Any]]] = {
    "a sample without a number": ("E840", changed("samples", "sample", "", sample="1")),
    "a sample beyond the last": ("E840", changed("samples", "sample", "99", sample="1")),
    "a sample with a word for a number": ("E840", changed("samples", "sample", "一", sample="1")),
    "a sample twice": ("E841", changed("samples", "sample", "1", sample="2")),
    "an attribute twice": ("E841", changed("product", "attribute id", next(iter(demo("mask").product)), **{"attribute id": list(demo("mask").product)[1]})),
    "an item twice": ("E841", item("district", "企业名称", "item")),
    "an item of no name": ("E887", item("district", "备注", "fill in")),
    "samples merged": ("E834", merged),
    "an organization without a name": ("E887", nameless),
    "a clue without facts": ("E887", half_a_clue),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_row_that_means_nothing_certain_is_refused_where_it_stands(name: str, tmp_path: Path) -> None:
    code, spoil = SPOILT[name]
    clerk = Clerk(RAW)
    cell = spoil(clerk)
    place = f"{cell.parent.title}!{cell.coordinate}"
    (tmp_path / "visit.xlsx").write_bytes(clerk.hand_in())
    with pytest.raises(InputError) as refused:
        one_visit([str(tmp_path / "visit.xlsx")], catalogue())
    assert (code, place) in [(one.code, one.at.cell) for one in refused.value.problems if one.at]


def test_the_workbook_that_is_spoilt_above_is_sound(tmp_path: Path) -> None:
    (tmp_path / "visit.xlsx").write_bytes(RAW)
    assert one_visit([str(tmp_path / "visit.xlsx")], catalogue()).notes == ()


def test_of_two_rows_of_one_result_neither_counts_and_no_other_workbook_settles_it(tmp_path: Path) -> None:
    clerk = Clerk(RAW)
    (first, *_), ruleset = demo("mask").samples, catalogue().edition("mask", "2021").program.ruleset
    one, other = [name for name, reading in first.results.items() if not ruleset.sample_tests[name].parts][:2]
    clerk.cell("results", "id", id=other, sample="1").value = one
    spoilt, sound = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    spoilt.write_bytes(clerk.hand_in())
    sound.write_bytes(RAW)
    for files in ([spoilt], [spoilt, sound], [sound, spoilt]):
        visit = one_visit([str(file) for file in files], catalogue())
        assert "F882" in [note.code for note in visit.notes]
        results = visit.dossier.samples[0].results
        assert results[one].values == ("同一样品、检测项、组分有两行",)
        assert (other in results) == (sound in files)
