"""Enterprises of the list that were not assessed, and things beside the dossiers that are no dossiers: both are said, neither is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.campaign.ground import dossier, judged, lay, read

from tijian.campaign.survey import survey
from tijian.compare import compare
from tijian.compare.model import Comparison
from tijian.compare.written import comparison_json
from tijian.model.problem import InputError


def planned(number: int, **more: Any) -> dict[str, Any]:
    return {"assessment": f"A-{number}", "name": f"boat厂{number}", "category": "boat", "district": "东区", **more}


def compared(folder: Path, dossiers: list[Any], enterprises: list[dict[str, Any]]) -> Comparison:
    done = judged(folder, dossiers, enterprises=enterprises)
    return compare(done.results, done.campaign, not_judged=done.not_judged, names=done.names)


@pytest.mark.parametrize(("written", "why"), [("closed", "closed"), ("停产", "closed"), ("搬迁", "moved"), ("拒绝", "refused")])
@pytest.mark.parametrize("note", [None, "已迁往外地"])
def test_the_list_says_why_an_enterprise_was_not_assessed(tmp_path: Path, written: str, why: str, note: str | None) -> None:
    said: Any = written if note is None else {"why": written, "note": note}
    one = compared(tmp_path, [dossier(1)], [planned(1), planned(2, not_assessed=said), planned(3)])
    assert [(each.assessment, each.why, each.note) for each in one.unassessed] == [("A-2", why, note), ("A-3", None, None)]
    assert one.planned == one.judged + len(one.not_judged) + len(one.unassessed) == 3
    written_out = json.loads(comparison_json(one))["unassessed"]
    assert [(each["enterprise"], each["why"], each["note"]) for each in written_out] == [("boat厂2", why, note), ("boat厂3", None, None)]


@pytest.mark.parametrize("said", ["gone", {"why": "gone"}, {"note": "不在"}, {"why": "closed", "since": "2021"}])
def test_a_reason_that_is_none_is_refused_at_its_line(tmp_path: Path, said: Any) -> None:
    with pytest.raises(InputError) as caught:
        read(lay(tmp_path, [], enterprises=[planned(1), planned(2, not_assessed=said)]))
    assert all(one.at is not None and one.at.file.endswith("campaign.yaml") and one.at.line > 1 for one in caught.value.problems)


def test_refusing_an_assessment_raises_no_clue(tmp_path: Path) -> None:
    one = compared(tmp_path, [dossier(1)], [planned(1), planned(2, not_assessed="refused")])
    assert one.clue_codes == ()
    assert one.referrals == ()


def test_who_is_said_to_be_gone_needs_no_dossier_and_one_with_a_dossier_is_judged_and_said(tmp_path: Path) -> None:
    folder = lay(tmp_path, [dossier(1)], enterprises=[planned(1, not_assessed="closed"), planned(2, not_assessed="moved"), planned(3)])
    found = [(one.code, one.at.line) for one in survey(read(folder)).about if one.at is not None]
    lines = (folder / "campaign.yaml").read_text("utf-8").splitlines()
    assert sorted(code for code, _ in found) == ["W932", "W939"]
    said = dict(found)
    assert "not_assessed" in "".join(lines[said["W932"] - 2 : said["W932"] + 1])
    assert "A-3" in lines[said["W939"] - 1]
    one = compared(tmp_path / "again", [dossier(1)], [planned(1, not_assessed="closed")])
    assert (one.judged, one.unassessed) == (1, ())


def test_a_dossier_that_could_not_be_read_is_not_also_unassessed(tmp_path: Path) -> None:
    one = compared(tmp_path, [dossier(2) | {"colour": "red"}], [planned(2)])
    assert (one.planned, one.judged, len(one.not_judged), one.unassessed) == (1, 0, 1, ())


def test_everything_among_the_dossiers_that_is_not_read_is_said_with_its_place(tmp_path: Path) -> None:
    among = lay(tmp_path, [dossier(1)]) / "dossiers"
    (among / "东区").mkdir(parents=True)
    (among / "a.yaml").write_text(yaml.safe_dump(dossier(2), allow_unicode=True), "utf-8")
    for name in ("notes.txt", "A-3.docx", "more.jsonl", "noext", ".hidden.yaml", ".DS_Store"):
        (among / name).write_text("?", "utf-8")
    folder = read(tmp_path)
    assert [one.said.assessment for one in folder.found] == ["A-1", "A-2"]
    assert {one.code for one in folder.notes} == {"W950"}
    assert all(one.warning and one.hint is not None for one in folder.notes)
    named = [Path(one.at.file).name for one in folder.notes if one.at is not None]
    assert named == sorted(["东区", "notes.txt", "A-3.docx", "more.jsonl", "noext", ".hidden.yaml"])
    assert all(name in one.text.zh and name in one.text("en") for name, one in zip(named, folder.notes, strict=True))


def test_a_campaign_without_anything_strange_has_no_notes(tmp_path: Path) -> None:
    assert read(lay(tmp_path, [dossier(1)])).notes == ()
