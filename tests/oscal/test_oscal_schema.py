"""What is exported is OSCAL: NIST's own schema and the constraints beside it have nothing against any document."""

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.oscal import registry as at
from tests.oscal.constraints import broken

from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.naming import OSCAL_VERSION


def test_the_schema_is_the_one_that_was_released_and_of_the_version_that_is_written() -> None:
    data = at.SCHEMA.read_bytes()
    assert hashlib.sha256(data).hexdigest() == at.DIGEST
    assert at.DIGEST in (at.SCHEMA.parent / "README.md").read_text("utf-8")
    assert f"/{OSCAL_VERSION}/" in json.loads(data)["$id"]


def test_the_results_of_the_whole_campaign_and_of_the_demonstration_are_valid_together() -> None:
    document = assessment_results((*at.campaign(), *at.demo()))
    assert len(document["assessment-results"]["results"]) == 170 + len(at.demo())
    assert at.faults(document) == []
    assert broken(at.together()) == []


@pytest.mark.parametrize("number", range(0, 170, 17))
def test_the_results_of_one_assessment_are_valid_alone(number: int) -> None:
    document = at.read(assessment_results([at.campaign()[number]]))
    assert at.faults(document) == []
    assert broken(document) == []


def test_every_plan_of_the_campaign_and_of_the_demonstration_is_valid() -> None:
    plans = {one.assessment: plan_of_action(one) for one in (*at.campaign(), *at.demo()) if one.actions}
    assert len(plans) > 150
    assert {number: found for number, plan in plans.items() if (found := at.faults(plan))} == {}
    assert {one.assessment: found for one, plan in at.plans() if (found := broken(plan))} == {}


def test_hostile_words_leave_every_document_valid() -> None:
    for name in at.HOSTILE:
        for of in (at.campaign()[100], next(one for one in at.everyone() if one.clues)):
            document = at.read(assessment_results([at.hostile(name, of)]))
            assert at.faults(document) == []
            assert broken(document) == []


def _result(document: Any) -> Any:
    return document["assessment-results"]["results"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["assessment-results"].pop("import-ap"),
        lambda d: d["assessment-results"].update(extra=1),
        lambda d: d["assessment-results"].update(uuid="12345678-1234-1234-1234-123456789abc"),
        lambda d: _result(d).update(title="two\nlines"),
        lambda d: _result(d).update(start="2021-08-12"),
        lambda d: _result(d)["props"][0].update(name="two words"),
        lambda d: _result(d)["props"][0].update(value=" blank first"),
        lambda d: _result(d)["props"][0].update(ns="no uri"),
        lambda d: _result(d)["findings"][0]["target"]["status"].update(state="unknown"),
        lambda d: _result(d).update(observations=[]),
    ],
)
def test_the_schema_refuses_what_is_not_oscal(spoil: Callable[[Any], None]) -> None:
    document = at.read(assessment_results([at.campaign()[0]]))
    spoil(document)
    assert at.faults(document)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: _result(d)["observations"][1].update(uuid=_result(d)["observations"][0]["uuid"]),
        lambda d: _result(d)["findings"][0]["related-observations"][0].update({"observation-uuid": _result(d)["uuid"]}),
        lambda d: _result(d)["observations"][0]["subjects"][0].update({"subject-uuid": _result(d)["uuid"]}),
        lambda d: _result(d)["observations"][0]["origins"][0]["actors"][0].update({"actor-uuid": _result(d)["uuid"]}),
        lambda d: _result(d)["observations"][0].update(methods=["LOOK"]),
        lambda d: _result(d)["findings"][0]["target"].update({"target-id": "other"}),
        lambda d: d["assessment-results"]["import-ap"].update(href=f"#{_result(d)['uuid']}"),
        lambda d: d["assessment-results"]["metadata"]["responsible-parties"].append(
            d["assessment-results"]["metadata"]["responsible-parties"][0]
        ),
        lambda d: d["assessment-results"]["metadata"]["roles"].pop(),
        lambda d: d["assessment-results"]["back-matter"]["resources"][0]["props"][0].update(value="poem"),
    ],
)
def test_the_constraints_notice_what_the_schema_lets_pass(spoil: Callable[[Any], None]) -> None:
    document = copy.deepcopy(at.read(assessment_results([at.campaign()[0]])))
    assert broken(document) == []
    spoil(document)
    assert broken(document)
