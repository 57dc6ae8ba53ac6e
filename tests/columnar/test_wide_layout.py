"""The wide layout: a dossier and its row are judged alike, there and back, and through a Parquet file."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.oracle.dice import as_read, seeded
from tests.oracle.generate import ruleset
from tests.oracle.generate_dossier import dossier
from tests.properties.product import ruleset_of

from tijian.authoring.digest import digest
from tijian.authoring.dossier_file import read_dossier
from tijian.catalogues import catalogue
from tijian.exchange.parquet import Layout, check, sift, write_dossiers
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.verdict.plainly import Interpreter, plan_for

CATALOGUE = catalogue()
MASK = Layout.of(CATALOGUE.edition("mask", "2021").program.ruleset)


def mask(**more: Any) -> Dossier:
    given: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": "SH-1",
        "category": "mask",
        "assessed_on": "2021-08-12",
        "enterprise": {"name": "示例企业", "district": "浦东新区", "group": "industrial", "uscc": "x", "size": "小型"},
        "institution": "机构一",
        "team": [{"name": "甲"}, {"name": "乙"}],
        "product": {"standard": "T/CNTAC 55-2020", "eo_treated": False},
        "answers": dict.fromkeys(MASK.ruleset.site_checks, "conform"),
        "sampling": {"state": "none"},
    }
    return read_dossier(as_read(given | more))


@pytest.mark.parametrize("block", range(3))
def test_a_row_is_judged_as_the_dossier_it_was_made_of(block: int) -> None:
    """By the plain interpreter: what a row leaves out (notes, names, who answered) judges nothing."""
    compared = fitting = 0
    for number in range(block, 36, 3):
        rules = as_read(ruleset(seeded(f"layout {number}")))
        with ruleset_of(rules) as alone:
            plan = plan_for(alone.edition(rules["category"], rules["edition"]).program, alone.plugins)
        assert isinstance(plan.one_by_one, Interpreter)
        for turn in range(25):
            given = read_dossier(as_read(dossier(seeded(f"layout {number} {turn}"), rules)))
            try:
                row = plan.layout.row(given)
            except InputError:
                continue
            found, wanted = (plan.one_by_one(one) for one in (plan.layout.dossier(row), given))
            for said in (found, wanted):  # an uncertainty that judges nothing is no part of a row: it only tells whether a result is close
                said["samples"] = {test: samples for test, (samples, _) in said["samples"].items()}
            assert found == wanted, (number, turn)
            compared += 1
            fitting += row["rest"] is None
    assert compared > 200
    assert fitting > 100, "dossiers of common shapes fit a row"


def test_what_does_not_fit_travels_whole() -> None:
    two = mask(sampling={"state": "done"}, samples=[{"id": "S-1", "results": {}}, {"id": "S-2", "results": {}}])
    row = MASK.row(two)
    assert row["assessment"] == "SH-1"
    assert row["district"] == "浦东新区"
    assert digest(MASK.dossier(row)) == digest(two)


@pytest.mark.parametrize(
    ("why", "more"),
    [
        ("a sample without an id", {"sampling": {"state": "done"}, "samples": [{"results": {}}]}),
        ("a sample of another product", {"sampling": {"state": "done"}, "samples": [{"id": "S", "product": {"eo_treated": True}}]}),
        ("a clue by hand", {"clues": [{"code": "L01", "facts": {"zh": "事实", "en": "facts"}}]}),
        ("a figure between two", {"sampling": {"state": "done"}, "samples": [{"id": "S", "results": {"MSK-T01": "16.50(+)"}}]}),
        ("a figure too fine", {"sampling": {"state": "done"}, "samples": [{"id": "S", "results": {"MSK-T01": "1.00000001"}}]}),
        ("a figure too large", {"sampling": {"state": "done"}, "samples": [{"id": "S", "results": {"MSK-T01": "1" + "0" * 15}}]}),
    ],
)
def test_odd_shapes_go_into_rest(why: str, more: dict[str, Any]) -> None:
    assert MASK.row(mask(**more))["rest"] is not None, why


def test_common_shapes_fit_the_columns() -> None:
    results = {"MSK-T01": "<0.5", "MSK-T20": {"parts": {"BFE": ["95.1", "未检出(0.3)", ""], "PFE": ">95"}}}
    row = MASK.row(
        mask(sampling={"state": "pending", "plan": ["MSK-T01"]}, samples=[{"id": "S-1", "produced_on": "2021-07-01", "results": results}])
    )
    assert row["rest"] is None
    found = {name: value for name, value in row.items() if name.startswith("result:") and value is not None}
    assert {name: str(value) for name, value in found.items()} == {
        "result:MSK-T01": "0.500000",
        "result:MSK-T01:is": "1",
        "result:MSK-T20/BFE": "95.100000",
        "result:MSK-T20/BFE:more": "[Decimal('0.300000'), None]",
        "result:MSK-T20/BFE:more:is": "[5, None]",
        "result:MSK-T20/PFE": "95.000000",
        "result:MSK-T20/PFE:is": "3",
    }
    assert row["plan:MSK-T01"] is True
    assert row["plan:MSK-T20"] is False


def test_a_file_holds_what_was_written_and_the_same_dossiers_make_the_same_bytes(tmp_path: Path) -> None:
    some = [mask(assessment=f"SH-{number}", answers={"C1.1": ["conform", "major", None][number % 3]}) for number in range(70)]
    one, two = tmp_path / "a.parquet", tmp_path / "b.parquet"
    assert write_dossiers(some, one, MASK).written == 70
    write_dossiers(some, two, MASK)
    assert one.read_bytes() == two.read_bytes()
    assert check(one, MASK).good == 70
    frame = pl.DataFrame([MASK.row(each) for each in some], schema=MASK.schema())
    assert sift(MASK, pl.read_parquet(one)).good.equals(frame)


def test_the_layout_follows_from_the_ruleset_alone() -> None:
    again = Layout.of(CATALOGUE.edition("mask", "2021").program.ruleset)
    assert list(again.columns) == list(MASK.columns)
    assert again.metadata == MASK.metadata
    assert MASK.metadata["tijian:ruleset"] == MASK.digest
