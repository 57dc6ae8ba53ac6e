"""Dossiers from files, pipes and Python: the same dossier, or a refusal that says what to do."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.authoring.small import DOSSIER

from tijian.authoring.digest import digest
from tijian.authoring.dossier_file import read_dossier
from tijian.model.problem import InputError, Problem

GIVEN: dict[str, Any] = {
    "schema": "tijian/dossier@1",
    "assessment": "A-1",
    "category": "mask",
    "assessed_on": "2021-08-12",
    "enterprise": {"name": "示例厂"},
    "sampling": {"state": "none"},
    "answers": {"C1.1": "conform"},
}


def refused(source: Any, **more: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_dossier(source, **more)
    return caught.value.problems


def test_yaml_json_a_pipe_and_a_mapping_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(DOSSIER, "utf-8")
    (tmp_path / "d.JSON").write_text(json.dumps(GIVEN), "utf-8")
    read = [
        read_dossier(tmp_path / "d.yaml"),
        read_dossier(str(tmp_path / "d.JSON")),
        read_dossier("-", text=DOSSIER.encode()),
        read_dossier("-", text=json.dumps(GIVEN)),
        read_dossier("d.json", text=json.dumps(GIVEN).encode("utf-8-sig")),
        read_dossier(GIVEN),
    ]
    assert {digest(dossier) for dossier in read} == {digest(read[0])}


def test_a_dossier_remembers_where_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(DOSSIER, "utf-8")
    at = read_dossier(tmp_path / "d.yaml")._origin.position(("answers", "C1.1"))
    assert (at.file, at.line, at.column) == (str(tmp_path / "d.yaml"), 8, 9)
    assert read_dossier(GIVEN)._origin.position(("answers", "C1.1")).file == "<mapping> answers.C1.1"


def test_a_problem_of_a_dossier_is_an_input_error_at_its_place() -> None:
    (problem,) = refused("d.yaml", text=DOSSIER.replace("mask", "Mask"))
    assert (problem.code, problem.at and (problem.at.line, problem.at.column)) == ("E120", (3, 11))
    (problem,) = refused({**GIVEN, "asessment": "x"})
    assert (problem.code, problem.at and problem.at.file) == ("E112", "<mapping> asessment")


def test_a_file_that_cannot_be_read_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(DOSSIER, "utf-8")
    (tmp_path / "d.yaml").mkdir()
    assert refused(tmp_path / "d.txt")[0].code == "E150"
    assert refused(tmp_path / "missing.yaml")[0].text.zh == "没有这个文件"
    assert "目录" in refused(tmp_path / "d.yaml")[0].text.zh
    assert refused("nul\0.yaml")[0].code == "E101"
    (tmp_path / "ring.yaml").symlink_to(tmp_path / "ring.yaml")
    assert refused(tmp_path / "ring.yaml")[0].code == "E101"


def test_numbers_from_python_are_decimals_and_never_floats() -> None:
    sample = {"id": "S", "results": {"T1": [96, Decimal("95.80")], "T2": {"values": (True, None, "<5")}}}
    results = read_dossier({**GIVEN, "samples": [sample]}).samples[0].results
    assert [str(value) for value in results["T1"].values] == ["96", "95.80"]
    assert results["T2"].values == (True, None, "<5")
    (problem,) = refused({**GIVEN, "samples": [{"results": {"T1": [96.2]}}]})
    assert (problem.code, problem.hint and problem.hint.en) == ("E151", "give Decimal or a string")
    assert problem.at is not None
    assert problem.at.file == "<mapping> samples[1].results.T1[1]"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "E151"),
        (Decimal("NaN"), "E110"),
        (Decimal("Infinity"), "E110"),
        (dt.date(2021, 8, 12), "E151"),
        (b"x", "E151"),
        ({1: "x"}, "E126"),
        ("a\u202eb", "E104"),
        ("a\0b", "E104"),
        ({"x"}, "E151"),
    ],
)
def test_what_means_nothing_in_a_dossier_is_refused_with_its_place(value: Any, code: str) -> None:
    (problem,) = refused({**GIVEN, "product": {"x": value}})
    assert problem.code == code
    assert problem.at is not None
    assert problem.at.file == "<mapping> product.x"


def test_a_mapping_that_holds_itself_is_refused() -> None:
    ring: dict[str, Any] = {}
    ring["a"] = ring
    assert refused({**GIVEN, "product": ring})[0].code == "E107"


def test_a_mapping_is_not_changed() -> None:
    before = json.dumps(GIVEN)
    read_dossier(GIVEN)
    assert json.dumps(GIVEN) == before
