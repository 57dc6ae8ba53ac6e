"""Several workbooks of one visit are one dossier: what one leaves blank the other fills in, and where they differ nobody's word is taken."""

import random
from pathlib import Path

import pytest
from tests.exchange.clerk import Clerk
from tests.exchange.test_checklist_round_trip import blank, catalogue, demo, edition_of, filled

import tijian
from tijian.authoring.digest import digest
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.visits import one_visit, read_visits

MASK = demo("mask")


def clerk(dossier: Dossier = MASK) -> Clerk:
    return Clerk(filled(dossier))


def saved(folder: Path, name: str, what: Clerk) -> str:
    path = folder / name
    path.write_bytes(what.hand_in())
    return str(path)


def codes(notes: object) -> list[str]:
    return [note.code for note in notes]  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(4))
def test_a_dossier_split_between_two_workbooks_comes_back_whole_in_either_order(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    whole = demo(("mask", "shopping_bag", "fire_door", "respirator")[seed])
    data = whole.model_dump(by_alias=True, exclude_unset=True)
    halves = []
    for mine in (0, 1):
        share = {**data, "answers": {}, "product": {}}
        halves.append(share)
        if mine:
            share["samples"] = [{**sample, "results": {}, "product": {}} for sample in data.get("samples", ())]
            share["clues"] = []
            share["team"] = data["team"][::-1]
    for kind in ("answers", "product"):
        for name, value in data.get(kind, {}).items():
            for half in dice.choice((halves[:1], halves[1:], halves)):
                half[kind][name] = value
    raw = blank(whole.category, edition_of(whole), "zh", max(2, len(whole.samples)))
    rules = catalogue().edition(whole.category, edition_of(whole)).program.ruleset
    files = [saved(tmp_path, f"{place}.xlsx", Clerk(raw).fill_in(tijian.read_dossier(half), rules)) for place, half in enumerate(halves)]
    visit = one_visit(files, catalogue())
    assert (digest(visit.dossier), visit.notes) == (digest(whole), ())
    back = one_visit(files[::-1], catalogue()).dossier
    assert digest(Dossier.model_validate({**back.model_dump(by_alias=True), "team": whole.team})) == digest(whole)


def test_the_second_workbook_may_leave_the_number_and_everything_else_blank(tmp_path: Path) -> None:
    other = Clerk(blank("mask", "2021", "en"), "en")
    other.answer("C2.1", "major", note="No appointment", by="Ben")
    data = MASK.model_dump(by_alias=True, exclude_unset=True)
    del data["answers"]["C2.1"]
    first = clerk(tijian.read_dossier(data))
    visit = one_visit([saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", other)], catalogue())
    answer = visit.dossier.answers["C2.1"]
    assert (answer.outcome, answer.note, answer.by) == ("major", "No appointment", "Ben")
    assert visit.dossier.assessment == MASK.assessment


def test_different_answers_leave_the_check_unchecked_and_both_are_named_wherever_one_looks(tmp_path: Path) -> None:
    first, second = clerk(), clerk()
    first.answer("C2.1", "conform", note="有任命文件", evidence="IMG_1")
    second.answer("C2.1", "major", note="任命书未签发", evidence="IMG_2")
    files = [saved(tmp_path, "甲.xlsx", first), saved(tmp_path, "乙.xlsx", second)]
    visit = one_visit(files, catalogue())
    answer = visit.dossier.answers["C2.1"]
    assert answer.outcome == "not_checked"
    assert answer.evidence == ("IMG_1", "IMG_2")
    (note,) = visit.notes
    assert note.code == "F885"
    assert note.at is not None
    assert (note.at.file, note.at.cell.partition("!")[0], note.also[0].file) == (files[1], "核查表", files[0])
    for word in ("甲.xlsx", "符合", "有任命文件", "乙.xlsx", "不符合", "任命书未签发"):
        assert word in str(answer.note)
        assert word in note.text.zh
    result = tijian.assess(visit.dossier, catalogue())
    assert next(one.state for one in result.checks if one.id == "C2.1") == "unchecked"


def test_a_third_workbook_does_not_settle_what_two_differ_on(tmp_path: Path) -> None:
    clerks = [clerk(), clerk(), clerk()]
    for one, outcome in zip(clerks, ("conform", "major", "conform"), strict=True):
        one.answer("C2.1", outcome, note="见")
    files = [saved(tmp_path, f"{place}.xlsx", one) for place, one in enumerate(clerks)]
    assert one_visit(files, catalogue()).dossier.answers["C2.1"].outcome == "not_checked"


def test_workbooks_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    first, second = clerk(), clerk()
    second.answer("C2.1", "major", note="任命书未签发")
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
    visit = one_visit([saved(tmp_path / "甲", "mask.xlsx", first), saved(tmp_path / "乙", "mask.xlsx", second)], catalogue())
    note = str(visit.dossier.answers["C2.1"].note)
    assert "甲/mask.xlsx" in note
    assert "乙/mask.xlsx" in note
    assert str(tmp_path) not in note


def test_alike_answers_join_their_notes_evidence_and_names(tmp_path: Path) -> None:
    first, second = clerk(), clerk()
    first.answer("C2.1", "minor", note="职责未写明", evidence="IMG_1", by="甲")
    second.answer("C2.1", "minor", note="任命书无日期", evidence="IMG_1、IMG_2", by="乙")
    visit = one_visit([saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", second)], catalogue())
    answer = visit.dossier.answers["C2.1"]
    assert (answer.note, answer.evidence, answer.by) == ("职责未写明；任命书无日期", ("IMG_1", "IMG_2"), "甲、乙")
    assert visit.notes == ()


def test_different_attributes_count_as_not_known(tmp_path: Path) -> None:
    first, second = clerk(), clerk()
    table = second.table("product", "attribute id", "the product")
    table.write(table.row({"代号": "eo_treated"}), "产品", "是" if MASK.product["eo_treated"] is False else "否")
    visit = one_visit([saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", second)], catalogue())
    assert codes(visit.notes) == ["F887"]
    assert visit.dossier.product["eo_treated"] is None
    assert "eo_treated" in tijian.assess(visit.dossier, catalogue()).attributes.unknown


def test_different_results_cannot_be_judged_and_a_missing_u_is_filled_in(tmp_path: Path) -> None:
    retest = tijian.read_dossier(MASK.model_dump(by_alias=True, exclude_unset=True))
    test = next(name for sample in retest.samples for name, reading in sample.results.items() if not reading.parts and reading.u is None)
    first, second = clerk(), clerk()
    second.cell("results", "u", id=test, sample="1").value = "0.5"
    visit = one_visit([saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", second)], catalogue())
    assert str(visit.dossier.samples[0].results[test].u) == "0.5"
    second.cell("results", "实测值1", id=test, sample="1").value = "1"
    visit = one_visit([saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", second)], catalogue())
    assert codes(visit.notes) == ["F886"]
    result = tijian.assess(visit.dossier, catalogue())
    found = next(one for one in result.checks if one.id == test)
    assert found.state == "inconclusive"
    assert "a.xlsx" in str(visit.dossier.samples[0].results[test].values[0])


@pytest.mark.parametrize(("field", "value"), [("enterprise", "另一家"), ("assessed_on", "2021-08-13"), ("sampling", "未抽样")])
def test_different_dates_or_names_are_refused_with_both_places(field: str, value: str, tmp_path: Path) -> None:
    second = clerk()
    second.visit(field, value)
    files = [saved(tmp_path, "a.xlsx", clerk()), saved(tmp_path, "b.xlsx", second)]
    with pytest.raises(InputError) as refused:
        one_visit(files, catalogue())
    (problem,) = refused.value.problems
    assert (problem.code, problem.at and problem.at.file, problem.also[0].file) == ("E892", files[1], files[0])


def test_workbooks_with_different_numbers_are_two_visits_to_assess_and_none_to_read(tmp_path: Path) -> None:
    second = clerk()
    second.visit("assessment", "另一次")
    files = [saved(tmp_path, "a.xlsx", clerk()), saved(tmp_path, "b.xlsx", second)]
    found = read_visits(files, catalogue())
    assert [visit.dossier.assessment for visit in found.read] == [MASK.assessment, "另一次"]
    with pytest.raises(InputError) as refused:
        one_visit(files, catalogue())
    assert codes(refused.value.problems) == ["E891"]


def test_what_one_workbook_says_unreadably_the_other_does_not_settle(tmp_path: Path) -> None:
    first, second = clerk(), clerk()
    second.cell("checks", "outcome", id="C3.1").value = "=1+1"
    second.cell("checks", "id", id="C4.3").value = "C4.33"
    second.cell("samples", "produced_on", sample="1").value = "不详"
    table = second.table("product", "attribute id", "the product")
    table.sheet.cell(table.row({"代号": "eo_treated"}), table.columns["产品"]).value = "=1>2"
    files = [saved(tmp_path, "a.xlsx", first), saved(tmp_path, "b.xlsx", second)]
    for order in (files, files[::-1]):
        visit = one_visit(order, catalogue())
        assert {"F880", "F881", "F883", "F888"} <= set(codes(visit.notes))
        assert [visit.dossier.answers[name].outcome for name in ("C3.1", "C4.3")] == ["not_checked", "not_checked"]
        assert visit.dossier.product["eo_treated"] is None
        assert visit.dossier.samples[0].produced_on is None
