"""The campaign that comes with the product: what the notice says of it, that all of it is invented, and that its statistics are right.

The recount below reads results as a stranger would, from JSON, and shares no code with the comparison.
"""

import json
import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any

import pytest
import stdnum.cn.uscc
from tests.campaign.ground import BUNDLED, bundled

import tijian
from tijian.campaign.folder import read_campaign
from tijian.campaign.invent.making import invent, read_recipe
from tijian.compare import Comparison, compare

RUN = "run: python -m tijian.campaign.invent rulesets/tijian_rulesets/campaigns/shanghai-2021"


@lru_cache(maxsize=1)
def comparison() -> Comparison:
    done = bundled()
    return compare(done.results, done.campaign, not_judged=done.not_judged, names=done.names)


@lru_cache(maxsize=1)
def stranger() -> list[dict[str, Any]]:
    return [json.loads(result.model_dump_json(by_alias=True)) for result in bundled().results]


@lru_cache(maxsize=1)
def dossiers() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BUNDLED / "dossiers.jsonl").read_text("utf-8").splitlines()]


def test_what_is_stored_is_what_the_recipe_and_the_rulesets_make() -> None:
    """Where a ruleset was changed, make the campaign again; its adoption file names the rulesets by digest."""
    assert invent(read_recipe(BUNDLED), tijian.catalogue()).differing(BUNDLED) == [], RUN


def test_it_is_the_campaign_of_the_notice() -> None:
    campaign, _ = read_campaign(BUNDLED)
    groups = Counter(campaign.categories[one.category].group for one in campaign.enterprises)
    assert (len(campaign.enterprises), groups) == (170, {"food": 80, "industrial": 90})
    assert (len(campaign.categories), len(campaign.districts), len(campaign.institutions)) == (11, 17, 6)
    assert {one.district for one in campaign.enterprises} == {one.zh for one in campaign.districts}
    assert {one.institution for one in campaign.enterprises} == {one.zh for one in campaign.institutions}
    days = [one["assessed_on"] for one in dossiers()]
    assert (min(days) >= "2021-07-31", max(days) <= "2021-08-31") == (True, True)
    assert campaign.notice.date == "2021-07-23"


def test_everything_was_judged_and_nothing_is_odd_about_the_whole() -> None:
    assert (len(bundled().results), bundled().not_judged, bundled().about) == (170, (), ())
    assert comparison().mixed == ()


def test_every_enterprise_is_invented_and_its_code_is_valid_and_its_own() -> None:
    names = [one["enterprise"]["name"] for one in dossiers()]
    codes = [one["enterprise"]["uscc"] for one in dossiers()]
    assert all("示例" in name for name in names)
    assert (len(set(names)), len(set(codes))) == (170, 170)
    spoilt = [one["assessment"] for one in dossiers() if not stdnum.cn.uscc.is_valid(one["enterprise"]["uscc"])]
    assert spoilt == ["SH2021-UNI-014"]  # two digits changed places, on purpose
    assert all("示例" in one["institution"] for one in dossiers())


def test_what_goes_wrong_in_a_campaign_is_among_it() -> None:
    results = {one["assessment"]: one for one in stranger()}
    reasons = Counter(reason["reason"] for one in results.values() for reason in one["verdict"]["not_issued_because"])
    assert reasons.keys() >= {"team", "uncertain", "important_unknown", "coverage"}
    states = Counter(check["state"] for one in results.values() for check in one["checks"])
    assert all(
        states[state]
        for state in ("fail", "minor", "pass", "unchecked", "pending", "inconclusive", "not_applicable", "not_sampled", "informational")
    )
    codes = {remark["code"] for one in results.values() for remark in one["warnings"]}
    assert codes >= {"F440", "F426", "F446", "F501"}
    stopped = results["SH2021-FCM-031"]["verdict"]
    assert (stopped["grade"], stopped["issued"], stopped["grounds"]) == ("D", True, "veto")
    assert sum(bool(sample["replaced_by"]) for one in results.values() for check in one["checks"] for sample in check["samples"]) >= 2


def test_grades_lie_as_one_would_expect() -> None:
    shares = {one.grade: one.share.count / one.share.of for one in comparison().verdicts.grades}
    assert list(shares) == ["A", "B", "C", "D"]
    assert shares["A"] + shares["B"] > 0.55
    assert 0.1 < shares["C"] < 0.35
    assert 0.03 < shares["D"] < 0.15


def test_both_caveats_show_because_one_ruleset_was_not_adopted() -> None:
    status = {use.category: use.status for use in comparison().editions}
    assert Counter(status.values()) == {"adopted": 10, "illustrative": 1}
    assert status["stationery"] == "illustrative"
    assert {one.reason for one in comparison().verdicts.caveats} >= {"illustrative", "turning_figure_unverified"}


def test_findings_come_together_and_tests_fail_where_the_site_check_found_something() -> None:
    """Weak enterprises are weak in related sections: the variance of findings is well above that of independent draws."""
    counts = [sum(check["state"] in ("fail", "minor") for check in one["checks"] if check["kind"] == "site") for one in stranger()]
    mean = sum(counts) / len(counts)
    assert sum((count - mean) ** 2 for count in counts) / len(counts) > 2 * mean
    findings = {True: [], False: []}  # type: dict[bool, list[int]]
    for one, count in zip(stranger(), counts, strict=True):
        tests = [check["state"] for check in one["checks"] if check["kind"] == "test" and check["state"] in ("pass", "fail")]
        if tests:
            findings["fail" in tests].append(count)
    assert sum(findings[True]) / len(findings[True]) > 1.3 * sum(findings[False]) / len(findings[False])


@pytest.mark.parametrize("dimension", ["category", "district", "institution", "size"])
def test_grades_by_group_are_those_of_a_recount(dimension: str) -> None:
    def key(one: dict[str, Any]) -> str:
        return str(one["enterprise"][dimension] if dimension in ("district", "size") else one[dimension])

    expected = Counter((key(one), one["verdict"]["grade"]) for one in stranger() if one["verdict"]["issued"])
    found = {(group.key, grade.grade): grade.share.count for group in comparison().of(dimension) for grade in group.verdicts.grades}  # type: ignore[arg-type]
    assert found == expected


def test_failing_checks_are_those_of_a_recount() -> None:
    failed, known, minor, unknown = (Counter[str]() for _ in range(4))
    for one in stranger():
        for check in one["checks"]:
            if check["kind"] != "test":
                failed[check["id"]] += check["state"] == "fail"
                minor[check["id"]] += check["state"] == "minor"
                known[check["id"]] += check["state"] in ("fail", "minor", "pass")
                unknown[check["id"]] += check["state"] in ("unchecked", "pending", "inconclusive")
    rates = [check.overall for check in comparison().common] + [rate for own in comparison().own for rate in own.checks]
    assert {(rate.check, rate.failed.count, rate.failed.of, rate.minor, rate.unknown) for rate in rates} == {
        (check, failed[check], known[check], minor[check], unknown[check]) for check in known
    }
    assert {check.overall.check for check in comparison().common if not check.everywhere} == {"C3.3"}
    shares = [rate.failed.count / rate.failed.of for rate in (check.overall for check in comparison().common) if not rate.few]
    assert shares == sorted(shares, reverse=True)


def test_batches_and_scores_are_those_of_a_recount() -> None:
    batches: dict[tuple[str, str], bool] = {}
    retests = {sample["replaced_by"] for one in stranger() for check in one["checks"] for sample in check["samples"]}
    for one in stranger():
        for check in one["checks"]:
            for sample in check["samples"]:
                if sample["replaced_by"] is None and sample["state"] in ("pass", "fail"):
                    name = sample["sample"][:-1] + "A" if sample["sample"] in retests else sample["sample"]
                    batches[one["assessment"], name] = batches.get((one["assessment"], name), False) or sample["state"] == "fail"
    assert (comparison().tests.batches.of, comparison().tests.batches.count) == (len(batches), sum(batches.values()))
    totals = defaultdict(list)
    for one in stranger():
        if one["verdict"]["issued"] and "numerator" in one["score"]["total"]:
            totals[one["category"]].append(100 * float(one["score"]["total"]["numerator"]) / float(one["score"]["total"]["denominator"]))
    for group in comparison().categories:
        mean = math.fsum(totals[group.key]) / len(totals[group.key])
        assert group.total.n == len(totals[group.key])
        assert float(group.total.mean or 0) == pytest.approx(mean, abs=0.0100001)
        assert float(group.total.mean or 0) <= mean + 1e-9


def test_every_clue_is_referred_to_the_district_of_its_enterprise() -> None:
    expected = Counter((one["enterprise"]["district"], one["assessment"], clue["code"]) for one in stranger() for clue in one["clues"])
    assert Counter((one.district, one.assessment, one.code) for one in comparison().referrals) == expected
    assert {"L04", "L06", "L13"} <= {one.code for one in comparison().clue_codes}


def test_the_institution_that_was_made_lenient_stands_out_and_no_other() -> None:
    assert [one.institution for one in comparison().leniency if one.stands_out] == ["示例市轻工塑料检测中心"]
    (one,) = [one for one in comparison().leniency if one.stands_out]
    assert one.difference is not None
    assert one.difference.startswith("-")


def test_the_dossiers_read_like_an_assessors() -> None:
    """Every finding has a note and evidence but the one that was spoilt; nobody's blanks were left in a phrase."""
    answers = [answer for one in dossiers() for answer in one["answers"].values()]
    findings = [answer for answer in answers if isinstance(answer, dict) and answer["outcome"] in ("minor", "major")]
    assert answers.count("minor") + answers.count("major") == 1
    assert all(answer["note"] and answer["evidence"] and answer["by"] for answer in findings)
    assert not [answer["note"] for answer in findings if "{" in answer["note"] or "None" in answer["note"]]
    assert len({answer["note"] for answer in findings}) > 400


def test_a_campaign_beside_the_rulesets_is_no_category() -> None:
    from tijian.authoring.load import folders, open_root

    assert "campaigns" not in folders(open_root(BUNDLED.parents[1]))
    assert tijian.catalogue().library.editions("campaigns") == ()
