"""Reading the directory of a campaign: every problem has its place, and a spoilt dossier spoils no other."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.campaign.ground import dossier, judged, lay, read

from tijian.model.problem import InputError

PLANNED = {"assessment": "A-1", "name": "boat厂1", "category": "boat", "district": "东区"}


def refused(folder: Path) -> list[tuple[str, str, int, str]]:
    with pytest.raises(InputError) as caught:
        read(folder)
    return [(one.code, Path(one.at.file).name, one.at.line, one.text.zh) for one in caught.value.problems if one.at is not None]


def test_a_directory_without_a_campaign_file_is_none(tmp_path: Path) -> None:
    assert [one[:2] for one in refused(tmp_path)] == [("E930", tmp_path.name)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phases": {"prepare": {"from": "2025-01-01", "until": "2025-01-02"}}}, "visit"),
        ({"phases": {"visit": {"from": "2025-03-31", "until": "2025-03-01"}}}, "早于"),
        ({"districts": [{"zh": "东区"}, {"zh": "东区"}]}, "两次"),
        ({"institutions": [{"zh": "甲院"}, {"zh": "甲院"}]}, "两次"),
        ({"enterprises": [PLANNED | {"district": "东"}]}, "东"),
        ({"enterprises": [PLANNED | {"category": "boot"}]}, "boot"),
        ({"enterprises": [PLANNED | {"institution": "丙院"}]}, "丙院"),
        ({"enterprises": [PLANNED, dict(PLANNED)]}, "两个"),
    ],
)
def test_a_campaign_that_contradicts_itself_is_refused_at_the_line(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    found = refused(lay(tmp_path, [], **changes))
    assert [(code, file) for code, file, _, _ in found] == [("E931", "campaign.yaml")]
    assert said in found[0][3]
    assert found[0][2] > 1


def test_every_problem_of_the_campaign_file_is_said_at_once(tmp_path: Path) -> None:
    lay(tmp_path, [], districts=[], ordered_by="局", colour="red")
    assert sorted(code for code, _, _, _ in refused(tmp_path)) == ["E112", "E113", "E118"]


def test_an_adoption_file_that_cannot_be_read_stops_the_campaign(tmp_path: Path) -> None:
    (lay(tmp_path, []) / "adoption.yaml").write_text("schema: tijian/adoption@1\n", "utf-8")
    assert [one[1] for one in refused(tmp_path)] == ["adoption.yaml"]


def test_lines_and_files_are_read_together(tmp_path: Path) -> None:
    lay(tmp_path, [dossier(1), dossier(2)])
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers" / "b.yaml").write_text(yaml.safe_dump(dossier(3), allow_unicode=True), "utf-8")
    (tmp_path / "dossiers" / ".hidden.yaml").write_text("?", "utf-8")
    (tmp_path / "dossiers" / "notes.txt").write_text("?", "utf-8")
    assert [one.said.assessment for one in read(tmp_path).found] == ["A-1", "A-2", "A-3"]


def test_a_spoilt_line_is_kept_with_its_place_and_whom_it_was_about(tmp_path: Path) -> None:
    spoilt = dossier(2) | {"colour": "red", "enterprise": {"name": "厂", "district": "东区"}}
    done = judged(tmp_path, ["", dossier(1), spoilt, '{"assessment": "A-3", "category": boat}', dossier(4)])
    assert [result.assessment for result in done.results] == ["A-1", "A-4"]
    first, second = sorted(done.not_judged, key=lambda one: one.problems[0].code)
    assert (first.problems[0].code, first.problems[0].at.line, first.assessment) == ("E105", 4, "A-3")  # type: ignore[union-attr]
    problem = second.problems[0]
    assert problem.at is not None
    assert (problem.code, problem.at.line, second.assessment, second.enterprise, second.district) == ("E112", 3, "A-2", "厂", "东区")
    assert problem.excerpt is not None
    assert problem.excerpt[problem.at.column - 1 :].startswith('"colour"')
    assert done.exit_code == 3


def test_a_spoilt_file_is_kept_under_its_name(tmp_path: Path) -> None:
    (lay(tmp_path, []) / "dossiers").mkdir()
    (tmp_path / "dossiers" / "A-7.yaml").write_text("schema: tijian/dossier@1\n", "utf-8")
    (found,) = read(tmp_path).found
    assert (found.dossier, found.said.assessment, found.exit_code) == (None, "A-7", 3)


def test_a_position_inside_a_line_is_that_of_the_file(tmp_path: Path) -> None:
    lay(tmp_path, [dossier(1), "", dossier(2)])
    found = read(tmp_path).found[1].dossier
    assert found is not None
    at = found._origin.position(("enterprise", "district"))
    assert at.line == 3
    assert found._origin.excerpt(at)[at.column - 1 :].startswith('"东区"')
