"""What was answered on a phone comes back as the dossier it was, from the CSV of ODK Central and of KoboToolbox; and what is wrong is named."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.cli.reception import run
from tests.exchange.handset import central, kobo
from tests.exchange.mailbag import mask, numbered, on_phone, one_submission, read, submissions, written
from tests.exchange.test_checklist_round_trip import demo
from tests.exchange.test_phone_form import catalogue, form

import tijian
from tijian.authoring.digest import digest
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.visits import one_visit, read_visits

pytest.importorskip("pyxform", reason="pyxform is not installed")

CAMPAIGN = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "campaigns" / "shanghai-2021" / "dossiers.jsonl"
CATEGORIES = sorted(catalogue().library.categories())
PER_CATEGORY = 3  # dossiers of the campaign


@cache
def campaign() -> Mapping[str, Sequence[Dossier]]:
    """Dossiers of the bundled campaign that can be read and in which every fault has its note or evidence, a few of each category."""
    found: dict[str, list[Dossier]] = {}
    for line in CAMPAIGN.read_text("utf-8").splitlines():
        one = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        mine = found.setdefault(one["category"], [])
        if len(mine) == PER_CATEGORY:
            continue
        try:
            dossier = tijian.read_dossier(one)
        except InputError:
            continue
        faults = [answer for answer in dossier.answers.values() if answer.outcome in ("minor", "major")]
        if len(dossier.samples) <= 2 and all(answer.note or answer.evidence for answer in faults):
            mine.append(dossier)
    return found


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_is_filled_in_on_a_phone_reads_back_as_the_same_dossier(category: str, tmp_path: Path) -> None:
    dossiers = [on_phone(numbered(one, place)) for place, one in enumerate((demo(category), *campaign()[category]))]
    assert sum(len(one.answers) for one in dossiers) > 60
    sent = [submissions(one) for one in dossiers]
    for place, (dossier, mine) in enumerate(zip(dossiers, sent, strict=True)):
        exported = (central, kobo)[place % 2](mine)
        assert digest(read(written(tmp_path, exported, f"{place}.csv"))) == digest(dossier)
    found = read_visits([str(written(tmp_path, central([one for mine in sent for one in mine])))], catalogue())
    assert found.errors == []
    assert [digest(visit.dossier) for visit in found.read] == [digest(one) for one in dossiers]
    assert found.notes == []


FULL: dict[str, Any] = {
    "schema": "tijian/dossier@1", "assessment": "=N-1", "category": "food_contact", "assessed_on": "2021-08-12", "institution": "示例院",
    "enterprise": {"name": "<script>示例</script>", "uscc": "91310120MA0000007Q", "district": "吴江区", "group": "food", "size": "小微"},
    "team": [{"name": f"某{number}", "organization": "示例院"} for number in range(5)] + [{"name": "某乙"}],
    "product": {"material": "陶瓷", "ceramic_use": "饮用", "depth": Decimal("85.50"), "declared_shape": "杯类"},
    "answers": {"C1.1": {"outcome": "not_checked", "note": "门锁着"}, "C1.2": {"outcome": "not_applicable", "reason": "不在目录内"}, "C1.3": "conform"},
    "sampling": {"state": "pending", "plan": ["FCM-T01", "FCM-T15"]},
    "samples": [
        {"id": "S-1", "produced_on": "2021-07-01", "lab": "甲", "product": {"depth": Decimal(12), "declared_shape": "扁平制品"}},
        {"id": "S-2", "retest_of": "S-1", "conclusion": "final", "report": "R-2"},
    ],
    "clues": [{"code": code, "facts": {"zh": "看到的事"}, "evidence": ["1.jpg", "2.jpg", "3.jpg", "D-1"]} for code in ("L01", "L02")],
}  # fmt: skip


def test_everything_that_a_form_can_hold_comes_back(tmp_path: Path) -> None:
    rules = catalogue().entry("food_contact", "2021-08-12").program.ruleset
    shapes = rules.product["declared_shape"].choices
    assert shapes is not None
    FULL["product"]["declared_shape"], FULL["samples"][0]["product"]["declared_shape"] = shapes[0], shapes[-1]
    codes = sorted(rules.clue_codes)
    FULL["clues"] = [{**clue, "code": code} for clue, code in zip(FULL["clues"], codes, strict=False)]
    dossier = tijian.read_dossier(FULL)
    for exported in (central(submissions(dossier)), kobo(submissions(dossier))):
        found = read(written(tmp_path, exported))
        assert digest(found) == digest(dossier)
        assert str(found.product["depth"]) == "85.50"


def test_the_round_trip_above_would_notice_another_answer(mask: Dossier, sent: dict[str, str], tmp_path: Path) -> None:
    path = "sec_S2/g_c_C2_1/c_C2_1"
    assert sent[path] == "conform"
    assert digest(read(written(tmp_path, central([sent])))) == digest(mask)
    assert digest(read(written(tmp_path, central([{**sent, path: "minor"}])))) != digest(mask)


def test_results_join_from_the_laboratorys_table_and_make_the_whole_dossier(tmp_path: Path) -> None:
    whole = demo("mask")
    phone = on_phone(whole)
    rows = [["sample", "test", "part", "value", "unit", "u", "lod", "declared"]]
    for sample in whole.samples:
        for test, reading in sample.results.items():
            for part, one in reading.parts.items() if reading.parts else [("", reading)]:
                beside = [one.unit, one.u, one.lod, one.declared]
                rows += [
                    [sample.id or "", test, part, *("" if cell is None else str(cell) for cell in (value, *beside))] for value in one.values
                ]
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    files = [str(written(tmp_path, kobo(submissions(phone)))), str(written(tmp_path, table.getvalue(), "lab.csv"))]
    expected = phone.model_dump(by_alias=True, exclude_unset=True)
    for sample, full in zip(expected["samples"], whole.model_dump(by_alias=True, exclude_unset=True)["samples"], strict=True):
        sample["results"] = full["results"]
    assert len(rows) > 5
    assert digest(one_visit(files, catalogue()).dossier) == digest(tijian.read_dossier(expected))


# ── however it was exported ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(name="mask")
def _mask() -> Dossier:
    return mask()


@pytest.fixture
def sent() -> dict[str, str]:
    return one_submission()


@pytest.fixture(scope="module")
def split() -> Mapping[str, Sequence[str]]:
    asked = {one.path.split("/")[-1]: tuple(one.choices.values()) for one in form("mask", "2021").asked if one.kind == "many"}
    assert asked.keys() == {"sections", "plan", "s1_differs", "s2_differs"}
    return asked


def test_groups_may_be_left_out_and_choices_may_have_columns_of_their_own(
    mask: Dossier, sent: dict[str, str], split: Mapping[str, Sequence[str]], tmp_path: Path
) -> None:
    exports = (
        central([sent], groups=False), central([sent], split=split), kobo([sent], split=split), kobo([sent], split=split, whole=False),
        central([sent]).decode().encode("gb18030"), central([sent]).decode().encode("utf-16"), central([sent]).replace(b"\n", b"\r\n"),
    )  # fmt: skip
    for exported in exports:
        assert digest(read(written(tmp_path, exported))) == digest(mask)


def test_a_table_that_a_spreadsheet_program_saved_again_is_read_and_what_changed_is_said(
    mask: Dossier, sent: dict[str, str], tmp_path: Path
) -> None:
    seen = {"yes": "是", "no": "否", "conform": "Conform", "minor": "轻微缺陷"}  # what people saw, instead of what it is called in the data
    changed = {name: seen.get(value, value) for name, value in sent.items()}
    changed["visit/assessed_on"] = sent["visit/assessed_on"].replace("-0", "-").replace("-", "/")
    file = written(tmp_path, central([changed]))
    visit = one_visit([str(file)], catalogue())
    assert digest(visit.dossier) == digest(mask)
    (note,) = visit.notes
    assert (note.code, note.at.line if note.at else 0) == ("N881", 2)
    assert note.at is not None
    assert note.excerpt is not None
    assert note.excerpt[note.at.column - 1 :].startswith(changed["visit/assessed_on"])


def test_two_assessors_of_one_visit_are_one_dossier_and_where_they_differ_the_check_stays_open(
    sent: dict[str, str], tmp_path: Path
) -> None:
    first = {
        **sent,
        "visit/recorder": "周文",
        **{name: "" for name in sent if re.match("sec_S([2-9]|1[01])/", name)},
        "share/sections": "S1",
    }
    second = {**sent, "visit/recorder": "陈岩", "sec_S1/g_c_C1_1/c_C1_1": "not_checked"}
    path = "sec_S1/g_c_C1_3/c_C1_3"
    dossier = read(written(tmp_path, central([first, {**second, path: "not_checked"}])))
    assert (dossier.answers["C1.1"].by, dossier.answers["C1.3"].by, dossier.answers["C2.1"].by) == ("周文", "周文", "陈岩")
    visit = one_visit([str(written(tmp_path, central([first, {**second, path: "major", f"{path}_note": "过期"}])))], catalogue())
    assert visit.dossier.answers["C1.3"].outcome == "not_checked"
    (finding,) = [note for note in visit.notes if note.code == "F885"]
    assert "submissions.csv:2" in finding.text("zh")
    assert "submissions.csv:3" in finding.text("zh")


def test_file_names_of_photos_are_the_evidence(sent: dict[str, str], tmp_path: Path) -> None:
    path = "sec_S1/g_c_C1_3/c_C1_3"
    said = {path: "major", f"{path}_photo1": "1628.jpg", f"{path}_photo2": "1629.jpg", f"{path}_docs": "D-1，D-2、1628.jpg"}
    assert read(written(tmp_path, kobo([{**sent, **said}]))).answers["C1.3"].evidence == ("1628.jpg", "1629.jpg", "D-1", "D-2")


def test_the_public_function_and_explain_take_the_submissions_of_one_visit(mask: Dossier, sent: dict[str, str], tmp_path: Path) -> None:
    file = written(tmp_path, central([sent]))
    assert digest(tijian.read_dossier(file)) == digest(mask)
    told = run("explain", file)
    assert told.exit_code == 0
    assert mask.enterprise.name in told.stdout
