"""`tijian.explain`: the reasons of a result as data, agreeing with the result they explain."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import tijian
from tijian.insight.explain import Explanation
from tijian.model.result import Result

DEMO = Path(__file__).parents[2] / "rulesets" / "tijian_rulesets" / "demo"
FILES = sorted(path.stem for path in DEMO.glob("*.yaml"))


@cache
def explained(name: str) -> tuple[Result, Explanation]:
    catalogue = tijian.catalogue()
    dossier = tijian.read_dossier(DEMO / f"{name}.yaml")
    result = tijian.assess(dossier, catalogue, "direct")
    return result, tijian.explain(result, catalogue.entry(dossier.category, dossier.assessed_on).program.ruleset)


@pytest.mark.parametrize("name", FILES)
def test_an_explanation_agrees_with_its_result(name: str) -> None:
    result, why = explained(name)
    verdict = result.verdict
    assert (why.standing == "issued") == verdict.issued
    assert (why.grade, why.worst, why.best) == (verdict.grade, verdict.worst, verdict.best)
    assert [(ground.atom, ground.checks) for ground in why.grounds] == [(atom.atom, atom.checks) for atom in verdict.decided_by]
    assert [one.id for one in why.pending] == [one.check or one.attribute for one in verdict.pending]
    assert bool(why.obstacles) != verdict.issued
    assert len(why.caveats) == len(verdict.caveats)


@pytest.mark.parametrize("name", FILES)
def test_every_finding_has_its_cost_the_dearest_first(name: str) -> None:
    result, why = explained(name)
    assert {cost.check for cost in why.costs} == {one.id for one in result.checks if one.state in ("fail", "minor")}
    points = [Fraction(cost.points) for cost in why.costs]
    assert points == sorted(points, reverse=True)
    assert {cost.check: cost.points for cost in why.costs} == {
        one.id: one.points_lost for one in result.checks if one.points_lost is not None
    }


def test_an_issued_grade_says_on_which_grounds() -> None:
    assert "覆盖率" in explained("mask_a")[1].says("zh")
    assert "veto" in explained("fire_door_visit_stopped")[1].says("en")


def test_a_preview_is_called_one_in_both_languages() -> None:
    for name in ("mask_uncertain", "mask_one_assessor", "mask_inconclusive"):
        why = explained(name)[1]
        assert why.standing == "preview"
        assert why.says("zh").startswith("预览")
        assert why.says("en").startswith("preview")


def test_an_open_grade_names_its_span_and_what_is_missing_with_the_reason() -> None:
    why = explained("mask_uncertain")[1]
    assert why.possible == ("D", "C", "B")
    assert {(one.id, one.why("en")) for one in why.pending} == {
        (check, "result to come") for check in ("MSK-T01", "MSK-T02", "MSK-T03", "MSK-T12")
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mask_uncertain", "the 4 unknown items below can still change the grade"),
        ("fire_door_visit_stopped", "items are still unknown, and whatever they turn out to be, the grade stays"),
        ("mask_a", "nothing is unknown"),
    ],
)
def test_what_would_still_change_the_grade_is_said(name: str, said: str) -> None:
    assert said in explained(name)[1].can_change("en")


def test_nothing_to_assess_is_explained_as_such() -> None:
    result, _ = explained("mask_a")
    verdict = result.verdict.model_copy(
        update={"grade": None, "capable": None, "certain": False, "issued": False, "grounds": None, "worst": None, "best": None,
                "possible": ("not_assessable",), "decided_by": (), "pending": ()}
    )  # fmt: skip
    why = tijian.explain(result.model_copy(update={"verdict": verdict}))
    assert why.standing == "not_assessable"
    assert "无法评估" in why.says("zh")
    assert "at least one" in why.can_change("en")


def test_an_attribute_that_is_missing_is_called_by_its_label() -> None:
    catalogue = tijian.catalogue()
    text = (DEMO / "mask_uncertain.yaml").read_text("utf-8")
    start = text.index("product:")
    [line] = [line for line in text[start:].splitlines()[:2] if "standard" in line]
    without = text.replace("standard: GB/T 32610-2016", "standard: null")
    assert without != text, line
    dossier = tijian.read_dossier("d.yaml", text=without)
    result = tijian.assess(dossier, catalogue, "direct")
    why = tijian.explain(result, catalogue.entry(dossier.category, dossier.assessed_on).program.ruleset)
    [missing] = [one for one in why.pending if one.id == "standard"]
    assert (missing.kind, missing.title("zh"), missing.why("en")) == ("attribute", "明示执行标准", "attribute not known")
