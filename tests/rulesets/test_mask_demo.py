"""The demo dossiers of masks show what they are there to show: one of each kind of outcome, with the reason that it stands for."""

from functools import cache
from pathlib import Path

import pytest

from tijian import assess, catalogue, read_dossier
from tijian.model.result import Result
from tijian_plugins import mask

DEMO = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "demo"


@cache
def results() -> dict[str, Result]:
    here = catalogue()
    return {file.stem: assess(read_dossier(file), here, engine="direct") for file in sorted(DEMO.glob("mask_*.yaml"))}


def states(name: str, *checks: str) -> list[str]:
    return [check.state for check in results()[name].checks if check.id in checks]


@pytest.mark.parametrize(
    ("name", "grade"),
    [("mask_a", "A"), ("mask_b", "B"), ("mask_c", "C"), ("mask_d", "D"), ("mask_retest", "B")],
)
def test_a_complete_dossier_gives_an_issued_grade(name: str, grade: str) -> None:
    verdict = results()[name].verdict
    assert (verdict.grade, verdict.certain, verdict.issued) == (grade, True, True)


def test_results_still_awaited_leave_the_grade_open_and_are_named() -> None:
    verdict = results()["mask_uncertain"].verdict
    assert (verdict.grade, verdict.worst, verdict.best) == (None, "D", "B")
    assert {one.check for one in verdict.pending} == {"MSK-T01", "MSK-T02", "MSK-T03", "MSK-T12"}


def test_not_detected_without_a_detection_limit_is_never_a_pass() -> None:
    assert states("mask_inconclusive", "MSK-T11") == ["inconclusive"]
    assert results()["mask_inconclusive"].verdict.certain is False


def test_one_assessor_alone_gets_a_preview_that_is_not_issued() -> None:
    verdict = results()["mask_one_assessor"].verdict
    assert (verdict.grade, verdict.issued) == ("A", False)
    assert [one.reason for one in verdict.not_issued_because] == ["team"]


def test_a_final_retest_replaces_the_first_result_and_both_stay_in_the_report() -> None:
    (oil,) = (check for check in results()["mask_retest"].checks if check.id == "MSK-T02")
    assert oil.state == "pass"
    assert {one.sample: (one.state, one.replaced_by) for one in oil.samples} == {"S-1": ("fail", "S-2"), "S-2": ("pass", None)}


def test_a_value_nearer_to_its_limit_than_its_uncertainty_is_borderline() -> None:
    assert [check.id for check in results()["mask_a"].checks if check.borderline] == ["MSK-T03"]


def test_failed_tests_and_gaps_on_site_are_joined_to_causes() -> None:
    assert [one.id for one in results()["mask_c"].diagnoses] == ["MSK-D3"]
    assert [one.id for one in results()["mask_d"].diagnoses] == ["MSK-D1", "MSK-D6", "MSK-D8", "MSK-D10"]


def test_clues_come_by_rule_and_by_hand() -> None:
    assert {(clue.code, clue.id) for clue in results()["mask_d"].clues} == {("L07", "MSK-L07"), ("L04", None)}


def test_the_plugin_answers_for_masks_and_brings_their_rulesets() -> None:
    assert [category.id for category in mask.tijian_categories()] == ["mask"]
    assert all((root / "mask" / "2021.yaml").is_file() for root in mask.tijian_rulesets())
