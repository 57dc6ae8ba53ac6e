"""What a comparison counts, what it does not average, and what it does not rank."""

import random
from dataclasses import asdict
from typing import Any

import pytest
from tests.compare.harbour import campaign, result

from tijian.compare import Comparison, compare
from tijian.compare.model import NotJudged


def grades(comparison: Comparison) -> dict[str, int]:
    return {one.grade: one.share.count for one in comparison.verdicts.grades}


@pytest.mark.parametrize("plan", [None, campaign()])
def test_of_nothing_there_is_a_comparison_too(plan: Any) -> None:
    one = compare([], plan)
    assert (one.judged, one.verdicts.capable.percent, one.total.mean, one.tests.batches.percent, one.common) == (0, None, None, None, ())
    assert [group.key for group in one.districts] == ([] if plan is None else ["东区", "西区"])
    assert all(group.rank is None and group.unranked == "few" for group in one.categories)


def test_one_enterprise_has_figures_and_no_rank() -> None:
    one = compare([result(1)])
    (group,) = one.categories
    assert (group.few, group.rank, group.unranked, group.total.mean) == (True, None, "few", "100.00")
    assert one.verdicts.capable.percent == "100.0"


def test_where_all_are_equal_all_share_the_first_rank() -> None:
    rows = [result(n, ("boat", "kite")[n % 2]) for n in range(6)]
    assert [(group.key, group.rank) for group in compare(rows).categories] == [("boat", 1), ("kite", 1)]


def test_the_order_of_the_results_changes_nothing() -> None:
    rows = [
        result(n, ("boat", "kite")[n % 2], answers={"G1": ("conform", "minor", "major")[n % 3]}, district=("东区", "西区")[n % 2])
        for n in range(9)
    ]
    shuffled = rows[:]
    random.Random(7).shuffle(shuffled)
    assert asdict(compare(rows, campaign())) == asdict(compare(shuffled, campaign()))


def test_only_issued_verdicts_give_grades_and_scores_and_the_others_are_counted_apart() -> None:
    rows = [
        result(1),
        result(2, answers={"K1": "major"}),
        result(3, answers={"V1": "major"}),
        result(4, team=[{"name": "甲"}]),  # one assessor: a preview
        result(5, answers={"V1": "not_checked"}),  # uncertain
        result(6, answers=dict.fromkeys(("V1", "K1", "G1", "G2", "boat-S1"), "not_checked")),
    ]
    one = compare(rows)
    assert grades(one) == {"A": 1, "C": 1, "D": 1}
    verdicts = one.verdicts
    assert (verdicts.judged, verdicts.issued, verdicts.previews, verdicts.uncertain + verdicts.not_assessable) == (6, 3, 1, 2)
    assert verdicts.judged == verdicts.issued + verdicts.previews + verdicts.uncertain + verdicts.not_assessable
    assert (verdicts.capable.count, verdicts.after_rectification.count, verdicts.not_capable.count, verdicts.capable.of) == (1, 1, 1, 3)
    assert one.total.n == 3
    assert {reason.reason for reason in verdicts.not_issued_because} >= {"team", "uncertain"}
    assert {caveat.reason: caveat.results for caveat in verdicts.caveats} == {"illustrative": 3}


def test_a_finding_counts_also_where_nothing_was_issued() -> None:
    rows = [
        result(1, answers={"G1": "major"}, team=[{"name": "甲"}]),
        result(2),
        result(3, answers={"G1": "minor"}),
        result(4, answers={"G1": "not_checked"}),
    ]
    rate = next(check.overall for check in compare(rows).common if check.overall.check == "G1")
    assert (rate.failed.count, rate.failed.of, rate.minor, rate.unknown) == (1, 3, 1, 1)


def test_checks_are_compared_on_the_same_items_and_the_others_stand_apart() -> None:
    rows = [result(n, ("boat", "kite")[n % 2], answers={"K1": "major"} if n % 2 else {}) for n in range(8)]
    one = compare(rows, campaign())
    assert {check.overall.check for check in one.common} == {"V1", "K1", "G1", "G2"}
    assert all(check.everywhere for check in one.common)
    first = one.common[0]
    assert (first.overall.check, first.overall.failed.count, first.overall.failed.of) == ("K1", 4, 8)
    assert [(key, rate.failed.count, rate.failed.of) for key, rate in first.by_category] == [("kite", 4, 4), ("boat", 0, 4)]
    assert [(own.category, [rate.check for rate in own.checks]) for own in one.own] == [("kite", ["kite-S1"]), ("boat", ["boat-S1"])]
    assert [section.section for section in one.sections] == ["S1", "S2"]  # S3 is another thing in each category
    assert [section.section for section in one.categories[0].sections] == ["S1", "S2", "S3"]


def test_categories_are_ranked_on_what_they_share_and_unlike_groups_are_not() -> None:
    rows = [
        result(n, ("boat", "kite")[n % 2], answers={"G1": "minor"} if n % 2 else {}, district=("东区", "西区")[n // 4]) for n in range(8)
    ]
    one = compare(rows)
    assert {group.key: group.rank for group in one.categories} == {"boat": 1, "kite": 2}
    assert {group.unranked for group in one.districts} == {"unlike"}
    alike = compare([result(n, district=("东区", "西区")[n // 3], answers={"G1": "minor"} if n < 3 else {}) for n in range(5)])
    assert [(group.key, group.rank, group.unranked) for group in alike.districts] == [("东区", 1, None), ("西区", None, "few")]


def test_editions_of_one_category_are_listed_and_not_averaged_unless_asked() -> None:
    rows = [result(1), result(2), result(3, assessed_on="2025-08-01"), result(4, "kite")]
    apart = compare(rows)
    assert apart.mixed == ("boat",)
    assert [(use.category, use.edition, use.results) for use in apart.editions] == [("boat", "1", 2), ("boat", "2", 1), ("kite", "1", 1)]
    assert (apart.total.mean, apart.verdicts.capable.percent, apart.verdicts.capable.count) == (None, None, 4)
    assert [(group.key, group.edition, group.judged, group.total.mean) for group in apart.categories] == [
        ("boat", "1", 2, "100.00"),
        ("boat", "2", 1, "100.00"),
        ("kite", None, 1, "100.00"),
    ]
    assert [group.mixed for group in apart.districts] == [True]
    together = compare(rows, allow_mixed=True)
    assert (together.total.mean, together.verdicts.capable.percent) == ("100.00", "100.0")
    assert [(group.key, group.judged) for group in together.categories] == [("boat", 3), ("kite", 1)]


def test_a_ruleset_changed_under_the_same_name_is_another_edition() -> None:
    rows = [result(1), result(2)]
    other = rows[1].model_copy(update={"ruleset": rows[1].ruleset.model_copy(update={"digest": "sha256:" + "0" * 64})})
    one = compare([rows[0], other])
    assert one.mixed == ("boat",)
    assert sorted(group.edition or "" for group in one.categories) == sorted([f"1 {rows[0].ruleset.digest[7:19]}", "1 000000000000"])


def test_batches_are_counted_once_and_a_final_retest_is_no_second_batch() -> None:
    rows = [result(1, results={"boat-T1": 12, "boat-T2": "符合"}), result(2, results={"boat-T1": 120, "boat-T2": "不符合"})]
    retested = result(
        3,
        sampling={"state": "done", "plan": ["boat-T1"]},
        samples=[
            {"id": "S-1", "produced_on": "2025-02-01", "results": {"boat-T1": 120}},
            {"id": "S-2", "retest_of": "S-1", "conclusion": "final", "produced_on": "2025-02-01", "results": {"boat-T1": 20}},
        ],
    )
    one = compare([*rows, retested, result(4)])
    assert [(part.count, part.of) for part in (one.tests.batches, one.tests.safety, one.tests.usability, one.tests.label)] == [
        (1, 3),
        (1, 3),
        (0, 0),
        (1, 2),
    ]
    (book,) = one.tests_by_category
    assert (book.sampled, {item.check: (item.failed.count, item.failed.of) for item in book.items}) == (
        3,
        {"boat-T1": (1, 3), "boat-T2": (1, 2)},
    )


def test_of_a_test_item_the_enterprises_are_counted_beside_the_batches() -> None:
    several = result(
        1,
        sampling={"state": "done", "plan": ["boat-T1"]},
        samples=[{"id": f"S-{n}", "produced_on": "2025-02-01", "results": {"boat-T1": 120}} for n in range(3)],
    )
    one = compare([several, result(2, results={"boat-T1": 12}), result(3)])
    [item] = one.tests_by_category[0].items
    assert (item.failed.count, item.failed.of, item.failing, item.enterprises) == (3, 4, 1, 2)


def test_a_code_that_is_urgent_in_one_edition_is_counted_among_the_urgent_whichever_comes_first() -> None:
    usual, other = (result(number, clues=[{"code": "L02", "facts": {"zh": "见现场"}}]) for number in (1, 2))
    (clue,) = other.clues
    urgent = other.model_copy(update={"clues": (clue.model_copy(update={"urgency": "immediate"}),)})
    for rows in ([usual, urgent], [urgent, usual]):
        assert [(one.code, one.urgency, one.clues) for one in compare(rows, campaign()).clue_codes] == [("L02", "immediate", 2)]


def test_clues_go_to_their_district_the_urgent_ones_first() -> None:
    by_hand: dict[str, Any] = {"clues": [{"code": "L02", "facts": {"zh": "见现场"}}]}
    rows = [
        result(1, district="西区", **by_hand),
        result(2, answers={"V1": "major"}, district="西区", **by_hand),
        result(3, district="东区", **by_hand),
    ]
    one = compare(rows, campaign())
    assert [(clue.code, clue.clues, clue.enterprises) for clue in one.clue_codes] == [("L01", 1, 1), ("L02", 3, 3)]
    assert one.clues_by_district == (("东区", 1), ("西区", 3))
    assert [(referral.district, referral.code, referral.assessment) for referral in one.referrals] == [
        ("东区", "L02", "A-3"),
        ("西区", "L01", "A-2"),
        ("西区", "L02", "A-1"),
        ("西区", "L02", "A-2"),
    ]


def test_diagnoses_and_deadlines_are_counted() -> None:
    rows = [result(1, answers={"K1": "major", "G1": "major"}), result(2, answers={"K1": "major"}), result(3)]
    one = compare(rows)
    assert [(rate.diagnosis, rate.share.count, rate.share.of) for rate in one.diagnoses] == [("D1", 1, 3)]
    assert [(day.due, day.enterprises) for day in one.due] == [("2025-03-13", 2)]


def test_planned_judged_and_not_judged_stand_side_by_side() -> None:
    planned = [
        {"assessment": f"A-{n}", "name": f"boat厂{n}", "category": "boat", "district": ("东区", "西区")[n % 2], "institution": "甲院"}
        for n in range(4)
    ]
    failed = NotJudged("A-2", "boat", "boat厂2", "东区", "甲院", ())
    one = compare([result(0), result(1, district="西区")], campaign(enterprises=planned), not_judged=[failed])
    assert (one.planned, one.judged, len(one.not_judged)) == (4, 2, 1)
    assert [(group.key, group.planned, group.judged, group.failed) for group in one.districts] == [("东区", 2, 1, 1), ("西区", 2, 1, 0)]
    assert [(group.key, group.planned, group.judged, group.failed) for group in one.groups] == [("food", 4, 2, 1), ("industrial", 0, 0, 0)]


def test_one_enterprise_in_two_categories_is_one_enterprise_and_two_assessments() -> None:
    one = compare([result(1, uscc="91310115MA1K3LAH4H"), result(2, "kite", uscc="９1310115ma1k3lah4h", name="别名")])
    assert (one.judged, one.enterprises) == (2, 1)
