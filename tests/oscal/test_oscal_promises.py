"""What the OSCAL export promises: unknown never becomes satisfied, deadlines are those of the actions, identifiers anyone can make again."""

import hashlib
import json
import random
import subprocess
import sys
import uuid
from collections import Counter

import pytest
from tests.oscal import registry as at

from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.written import written
from tijian.model.outcome import KNOWN, OUTSIDE, UNKNOWN
from tijian.model.problem import InputError

METHODS = {"site": ["EXAMINE", "INTERVIEW"], "rule": ["EXAMINE"], "test": ["TEST"]}


def test_every_state_occurs_in_the_results_that_are_looked_at() -> None:
    assert {check.state for one in at.everyone() for check in one.checks} == KNOWN | UNKNOWN | OUTSIDE
    assert {one.verdict.issued for one in at.everyone()} == {True, False}
    assert {one.verdict.certain for one in at.everyone()} == {True, False}


def test_satisfied_is_what_passed_and_not_satisfied_what_failed_or_is_minor_and_nothing_else_is_a_finding() -> None:
    for one, entry in at.pairs():
        found = {at.value(each, "check"): each["target"]["status"] for each in entry["findings"]}
        states = {check.id: check.state for check in one.checks}
        assert set(found) == {check for check, state in states.items() if state in KNOWN}
        for check, status in found.items():
            assert check is not None
            assert status["state"] == ("satisfied" if states[check] == "pass" else "not-satisfied")
            assert status["reason"] == {"pass": "pass", "fail": "fail", "minor": "other"}[states[check]]


def test_what_is_unknown_is_observed_as_unknown_and_not_among_the_controls_that_were_reviewed() -> None:
    for one, entry in at.pairs():
        observed = {at.value(each, "check"): at.value(each, "state") for each in entry["observations"] if at.value(each, "check")}
        assert observed == {check.id: check.state for check in one.checks}
        (selection,) = entry["reviewed-controls"]["control-selections"]
        reviewed = {each["control-id"] for each in selection["include-controls"]}
        prefix = f"{one.category}.{one.ruleset.edition}."
        assert reviewed == {prefix + check.id for check in one.checks if check.state in KNOWN}


def test_where_nothing_was_judged_every_control_is_excluded() -> None:
    one = at.campaign()[0]
    nothing = one.model_copy(
        update={"checks": tuple(check.model_copy(update={"state": "unchecked"}) for check in one.checks), "actions": ()}
    )
    document = at.read(assessment_results([nothing]))
    (entry,) = document["assessment-results"]["results"]
    (selection,) = entry["reviewed-controls"]["control-selections"]
    assert "include-controls" not in selection
    assert len(selection["exclude-controls"]) == len(one.checks)
    assert "findings" not in entry
    assert at.faults(document) == []


def test_every_finding_that_is_not_satisfied_has_one_risk_with_the_deadline_of_its_action() -> None:
    seen = 0
    for one, entry in at.pairs():
        due = {correction.check: action.due for action in one.actions for correction in action.corrections}
        risks = {risk["uuid"]: risk for risk in entry["risks"]} if "risks" in entry else {}
        for finding in entry["findings"]:
            deadlines = [risks[each["risk-uuid"]].get("deadline") for each in finding.get("related-risks", ())]
            if finding["target"]["status"]["state"] == "satisfied":
                assert not any(deadlines)
                continue
            seen += 1
            assert [each for each in deadlines if each] == [f"{due[at.value(finding, 'check') or '']}T23:59:59+08:00"]
    assert seen > 300


def test_every_milestone_of_a_plan_is_the_deadline_of_its_risk() -> None:
    for one, plan in at.plans():
        risks = plan["plan-of-action-and-milestones"]["risks"]
        assert [risk["deadline"] for risk in risks] == [f"{action.due}T23:59:59+08:00" for action in one.actions]
        for risk in risks:
            dates = {task["timing"]["on-date"]["date"] for response in risk["remediations"] for task in response["tasks"]}
            assert dates == {risk["deadline"]}


def test_the_advice_of_every_correction_is_in_the_risk_and_in_the_plan() -> None:
    for one, plan in at.plans():
        said = "\n".join(at.strings(plan)).replace("\\", "")
        for action in one.actions:
            for correction in action.corrections:
                for words in (correction.risk, correction.correct, correction.prevent, correction.proof):
                    assert words is None or (words.zh.replace("\\", "") in said and (words.en or "").replace("\\", "") in said)


@pytest.mark.parametrize("kind", sorted(METHODS))
def test_the_methods_of_an_observation_are_those_of_the_kind_of_check(kind: str) -> None:
    found = [each["methods"] for _, entry in at.pairs() for each in entry["observations"] if at.value(each, "kind") == kind]
    assert found
    assert all(each == METHODS[kind] for each in found)


def test_the_grade_stands_with_every_caveat_and_with_what_kept_it_from_being_issued() -> None:
    doubted = 0
    for one, entry in at.pairs():
        verdict = one.verdict
        assert at.value(entry, "grade") == verdict.grade
        assert at.value(entry, "issued") == ("true" if verdict.issued else "false")
        assert ("预览" in entry["title"]) == (not verdict.issued)
        assert at.values(entry, "caveat") == [caveat.reason for caveat in verdict.caveats]
        assert at.values(entry, "not-issued-because") == [reason.reason for reason in verdict.not_issued_because]
        if verdict.caveats:
            assert f"附注 {len(verdict.caveats)} 条" in entry["title"]
        for reason in (*verdict.caveats, *verdict.not_issued_because):
            doubted += 1
            places = [entry["description"]] + ([at.remarks(entry, "grade")] if verdict.grade else [])
            for place in places:
                assert reason.text.zh in place.replace("\\", "")
                assert (reason.text.en or "") in place.replace("\\", "")
    assert doubted > 40


def test_clues_are_in_the_results_and_never_in_the_plan() -> None:
    clues = Counter({one.assessment: len(one.clues) for one in at.everyone() if one.clues})
    assert clues.total() > 5
    for one, entry in at.pairs():
        found = [risk for risk in entry.get("risks", ()) if at.value(risk, "clue")]
        assert sorted(at.value(risk, "clue") or "" for risk in found) == sorted(clue.code for clue in one.clues)
        assert all("deadline" not in risk for risk in found)
        assert all("涉嫌" in risk["description"] for risk in found)
    for one, plan in at.plans():
        assert at.property_names([plan]).isdisjoint({"clue", "clue-rule", "possible-clue", "urgency"})
        assert not any(clue.facts.zh in said for clue in one.clues for said in at.strings(plan))


def test_what_leaves_a_score_is_what_does_not_count_so_it_need_not_be_written_twice() -> None:
    for one, entry in at.pairs():
        outside = [check.id for check in one.checks if check.state in OUTSIDE]
        if one.score.total is not None:
            assert sorted(one.score.total.excluded) == sorted(outside)
        states = {at.value(each, "check"): at.value(each, "state") for each in entry["observations"]}
        assert all(states[check] in OUTSIDE for check in outside)


def test_an_identifier_is_the_uuid_of_the_array_that_the_page_describes() -> None:
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tijian:ns:oscal")
    one, entry = at.pairs()[0]

    def made(*parts: str) -> str:
        return str(uuid.uuid5(namespace, json.dumps(parts, separators=(",", ":"))))

    enterprise = made("enterprise", one.enterprise.uscc or "", one.enterprise.name)
    key = (one.category, one.assessment, one.assessed_on, enterprise)
    assert entry["uuid"] == made("result", *key)
    assert entry["observations"][0]["uuid"] == made("observation", *key, one.checks[0].id)
    parties = {party["uuid"]: party["name"] for party in at.together()["assessment-results"]["metadata"]["parties"]}
    assert parties[enterprise] == one.enterprise.name
    assert parties[made("organization", one.institution or "")] == one.institution


def test_every_identifier_is_a_uuid_of_version_five() -> None:
    for _, one in at.objects(at.together()):
        assert uuid.UUID(one.get("uuid", str(uuid.uuid5(uuid.NAMESPACE_URL, "x")))).version == 5


def test_an_assessment_has_the_same_identifiers_alone_in_company_and_in_its_plan() -> None:
    company = {each["uuid"] for _, each in at.objects(at.together()) if "uuid" in each}
    for one, plan in at.plans()[::20]:
        document = assessment_results([one])
        alone = {each["uuid"] for _, each in at.objects(document) if "uuid" in each}
        assert alone - {document["assessment-results"]["uuid"]} <= company
        body = plan["plan-of-action-and-milestones"]
        planned = {each["uuid"] for name in ("observations", "risks", "findings") for each in body[name]}
        assert planned <= alone


def test_a_corrected_result_keeps_its_identifiers_and_gets_another_version() -> None:
    one = at.campaign()[0]
    corrected = one.model_copy(update={"receipt": one.receipt.model_copy(update={"result": "sha256:" + "0" * 64})})
    before, after = (at.read(assessment_results([each]))["assessment-results"] for each in (one, corrected))
    assert before["uuid"] == after["uuid"]
    assert before["metadata"]["version"] != after["metadata"]["version"]


def test_the_order_in_which_results_come_changes_nothing() -> None:
    some = list(at.campaign()[::24])
    expected = written(assessment_results(some))
    for seed in range(3):
        random.Random(seed).shuffle(some)
        assert written(assessment_results(some)) == expected


_AGAIN = """
import hashlib
from tests.oscal import registry as at
from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.written import written
some = at.demo()[::4]
print(hashlib.sha256(written(assessment_results(some)).encode()).hexdigest())
print(hashlib.sha256("".join(written(plan_of_action(one)) for one in some if one.actions).encode()).hexdigest())
"""


def test_another_process_with_another_hash_seed_and_time_zone_gives_the_same_bytes() -> None:
    some = at.demo()[::4]
    made = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ".", "TZ": "America/New_York", "PATH": ""},
    ).stdout.split()
    here = (
        written(assessment_results(some)),
        "".join(written(plan_of_action(one)) for one in some if one.actions),
    )
    assert made == [hashlib.sha256(each.encode()).hexdigest() for each in here]


def test_every_time_is_the_day_of_assessment_or_a_day_when_something_is_due() -> None:
    one = at.campaign()[3]
    days = {one.assessed_on, *(action.due for action in one.actions)}
    times = [each for each in at.strings(at.read(assessment_results([one]))) if each[10:11] == "T" and each.endswith("+08:00")]
    assert times
    assert {each[:10] for each in times} <= days


def test_two_assessors_of_one_name_are_two_parties() -> None:
    one = at.campaign()[0]
    twins = one.model_copy(update={"team": (one.team[0], one.team[0], one.team[0])})
    metadata = at.read(assessment_results([twins]))["assessment-results"]["metadata"]
    assert len([party for party in metadata["parties"] if party["type"] == "person"]) == 3


def test_two_enterprises_that_share_a_credit_code_stay_two() -> None:
    one = at.campaign()[0]
    other = one.model_copy(update={"assessment": "X-1", "enterprise": one.enterprise.model_copy(update={"name": "另一家"})})
    document = at.read(assessment_results([one, other]))["assessment-results"]
    (first, second) = (entry["observations"][0]["subjects"][0]["subject-uuid"] for entry in document["results"])
    assert first != second


def test_a_check_of_a_changed_ruleset_is_another_control_in_one_document() -> None:
    one = at.campaign()[0]
    changed = one.model_copy(update={"assessment": "X-1", "ruleset": one.ruleset.model_copy(update={"digest": "sha256:" + "ab" * 32})})
    first, second = at.read(assessment_results([one, changed]))["assessment-results"]["results"]
    ids = [{finding["target"]["target-id"] for finding in entry["findings"]} for entry in (first, second)]
    assert ids[0].isdisjoint(ids[1])
    assert all(each.startswith(f"{one.category}.{one.ruleset.edition}.") for each in ids[0] | ids[1])


def test_a_day_that_is_none_is_refused_with_the_assessment_that_has_it() -> None:
    for day in ("2021-02-30", "12.08.2021", "2021-W32-4", "", "1066-10-14"):
        bad = at.campaign()[0].model_copy(update={"assessed_on": day})
        with pytest.raises(InputError) as caught:
            assessment_results([bad])
        assert [problem.code for problem in caught.value.problems] == ["E915"]
        assert bad.assessment in caught.value.problems[0].text.zh


def test_a_plan_without_anything_to_do_and_results_of_nothing_are_refused() -> None:
    fine = next(one for one in at.campaign() if not one.actions)
    with pytest.raises(InputError) as caught:
        plan_of_action(fine)
    assert caught.value.problems[0].code == "E917"
    with pytest.raises(InputError) as caught:
        assessment_results([])
    assert caught.value.problems[0].code == "E918"
