"""From several samples, plans and retests to one state a test (semantics §3, "Sample tests")."""

import pytest
from tests.facts_dossier.clinic import codes, facts

PRODUCT = "product: {kind: I, valve: true}\n"


def state(test: str, sampling: str, samples: str = "[]", product: str = PRODUCT) -> tuple[str, set[str]]:
    found = facts(f"sampling: {sampling}\n{product}answers: {{K1: conform}}\nsamples: {samples}\n")
    return found.checks[test].state, codes(found)


DONE, PENDING = "{state: done, plan: [T1]}", "{state: pending, plan: [T1]}"


@pytest.mark.parametrize(
    ("sampling", "samples", "expected"),
    [
        ("{state: none}", "[]", "not_sampled"),
        (DONE, "[{id: S, results: {T1: 95}}]", "pass"),
        (DONE, "[{id: S, results: {T1: 94.9}}]", "fail"),
        (PENDING, "[]", "pending"),
        (PENDING, "[{id: S, results: {T1: 95}}]", "pass"),
        (PENDING, "[{id: S, results: {T1: 95}}, {id: U}]", "pending"),
        (PENDING, "[{id: S, results: {T1: 94.9}}, {id: U}]", "fail"),
        (DONE, "[{id: S, results: {T1: 95}}, {id: U}]", "pass"),
        (DONE, "[{id: S, results: {T1: 95}}, {id: U, results: {T1: 90}}]", "fail"),
        (DONE, "[{id: S, results: {T1: 95}}, {id: U, product: {kind: II}, results: {T1: 90}}]", "pass"),
        (DONE, '[{id: S, results: {T1: 95}}, {id: U, results: {T1: "九十"}}]', "inconclusive"),
    ],
)
def test_a_test_has_the_worst_state_of_the_samples_that_report_it(sampling: str, samples: str, expected: str) -> None:
    assert state("T1", sampling, samples)[0] == expected


def test_a_planned_test_without_a_result_is_inconclusive_once_sampling_is_done() -> None:
    assert state("T1", DONE) == ("inconclusive", {"W433"})


def test_a_result_outside_the_plan_counts_with_a_warning() -> None:
    assert state("T1", "{state: done, plan: []}", "[{id: S, results: {T1: 90}}]") == ("fail", {"W432"})


def test_without_a_plan_every_test_that_applies_is_planned() -> None:
    assert state("T2", "{state: pending}")[0] == "pending"
    assert state("T2", "{state: pending}", product="product: {kind: I, valve: false}\n")[0] == "not_applicable"


def test_a_planned_test_that_does_not_apply_is_a_warning() -> None:
    assert state("T2", "{state: pending, plan: [T2]}", product="product: {kind: I, valve: false}\n") == ("not_applicable", {"W431"})


@pytest.mark.parametrize(("sampling", "samples", "expected"), [
    ("{state: done, plan: [T3]}", "[{id: S, results: {T3: 5}}]", "informational"),
    ("{state: done, plan: [T3]}", "[]", "informational"),
    ("{state: pending}", "[]", "informational"),
    ("{state: done, plan: []}", "[]", "not_sampled"),
])  # fmt: skip
def test_a_test_whose_figure_is_not_at_hand_is_shown_and_never_judged(sampling: str, samples: str, expected: str) -> None:
    assert state("T3", sampling, samples)[0] == expected


@pytest.mark.parametrize(("day", "value", "expected"), [
    ("2021-06-30", "1", "pass"), ("2021-06-30", "0.9", "fail"), ("2021-07-01", "1", "fail"), ("2021-07-01", "2", "pass"),
])  # fmt: skip
def test_the_limit_is_that_of_the_day_the_sample_was_made(day: str, value: str, expected: str) -> None:
    samples = f'[{{id: S, produced_on: "{day}", results: {{T4: {value}}}}}]'
    assert state("T4", "{state: done, plan: [T4]}", samples)[0] == expected


def test_a_limit_that_depends_on_an_unknown_attribute_cannot_be_judged() -> None:
    assert state("T1", DONE, "[{id: S, results: {T1: 99}}]", "product: {valve: true}\n") == ("inconclusive", {"W434"})
    assert state("T4", "{state: done, plan: [T4]}", "[{id: S, results: {T4: 3}}]") == ("inconclusive", {"W434"})


@pytest.mark.parametrize(("conclusion", "expected"), [("final", "pass"), ("additional", "fail")])
def test_only_a_final_retest_replaces_what_it_repeats(conclusion: str, expected: str) -> None:
    samples = f"[{{id: S, results: {{T1: 90}}}}, {{id: R, retest_of: S, conclusion: {conclusion}, results: {{T1: 96}}}}]"
    found = facts(f"sampling: {DONE}\n{PRODUCT}answers: {{K1: conform}}\nsamples: {samples}\n").checks["T1"]
    assert found.state == expected
    assert [one.sample for one in found.samples] == ["R", "S"], "both results stay in the report"
    assert {one.sample: one.replaced_by for one in found.samples} == {"R": None, "S": "R" if conclusion == "final" else None}


def test_a_final_retest_replaces_the_tests_it_names_and_no_others() -> None:
    samples = "[{id: S, results: {T1: 90, T5: {parts: {Pb: 91, Cd: 1}}}}, {id: R, retest_of: S, conclusion: final, results: {T1: 96}}]"
    sampling = "{state: done, plan: [T1, T5]}"
    assert (state("T1", sampling, samples)[0], state("T5", sampling, samples)[0]) == ("pass", "fail")


def test_a_retest_of_a_retest_replaces_the_retest() -> None:
    samples = (
        "[{id: S, results: {T1: 90}}, {id: R, retest_of: S, conclusion: final, results: {T1: 96}},"
        " {id: Q, retest_of: R, conclusion: final, results: {T1: 94}}]"
    )
    assert state("T1", DONE, samples)[0] == "fail"


def test_a_result_that_does_not_pass_on_a_product_it_does_not_apply_to_is_not_buried() -> None:
    product = "product: {kind: I, valve: false}\n"
    assert state("T2", "{state: done, plan: [T2]}", "[{id: S, results: {T2: 不符合}}]", product) == ("inconclusive", {"W430"})
    assert state("T2", "{state: done, plan: [T2]}", "[{id: S, results: {T2: 符合}}]", product) == ("not_applicable", {"W431"})


def test_a_part_that_is_missing_leaves_a_test_inconclusive_unless_another_part_fails() -> None:
    sampling = "{state: done, plan: [T5]}"
    assert state("T5", sampling, "[{id: S, results: {T5: {parts: {Pb: 12}}}}]")[0] == "inconclusive"
    assert state("T5", sampling, "[{id: S, results: {T5: {parts: {Pb: 92}}}}]")[0] == "fail"
    assert state("T5", sampling, "[{id: S, results: {T5: {parts: {Pb: 12, Cd: 3}}}}]")[0] == "pass"


def test_a_sample_without_an_id_or_made_after_the_visit_decides_nothing() -> None:
    assert state("T1", DONE, "[{results: {T1: 90}}]") == ("inconclusive", {"F441"})
    assert state("T1", DONE, '[{id: S, produced_on: "2021-08-13", results: {T1: 90}}]') == ("inconclusive", {"F442"})


def test_the_order_of_samples_changes_nothing() -> None:
    one = state("T1", DONE, '[{id: S, results: {T1: 95}}, {id: U, results: {T1: "x"}}, {id: W, results: {T1: 99}}]')
    assert one == state("T1", DONE, '[{id: W, results: {T1: 99}}, {id: U, results: {T1: "x"}}, {id: S, results: {T1: 95}}]')


@pytest.mark.parametrize("blank", ['""', '"/"', "无", '"—"', "[]", "{values: ['-', '']}"])
def test_what_people_write_for_nothing_is_no_result(blank: str) -> None:
    assert state("T1", PENDING, f"[{{id: S, results: {{T1: {blank}}}}}]")[0] == "pending"
    assert state("T1", DONE, f"[{{id: S, results: {{T1: {blank}}}}}]") == ("inconclusive", {"W433"})


@pytest.mark.parametrize(("retest", "expected"), [
    ("{id: R, retest_of: S, conclusion: final, product: {valve: false}, results: {T2: 符合}}", ("inconclusive", {"W435"})),
    ("{id: R, retest_of: S, conclusion: final, results: {T2: 符合}}", ("pass", set())),
])  # fmt: skip
def test_a_final_retest_of_a_product_that_the_test_does_not_judge_buries_nothing(retest: str, expected: tuple[str, set[str]]) -> None:
    assert state("T2", "{state: done, plan: [T2]}", f"[{{id: S, results: {{T2: 不符合}}}}, {retest}]") == expected


def test_without_a_plan_the_tests_without_a_result_share_one_remark_that_asks_for_the_plan() -> None:
    found = facts(f"sampling: {{state: done}}\n{PRODUCT}answers: {{K1: conform}}\nsamples: [{{id: S, results: {{T1: 95}}}}]\n")
    (remark,) = [one for one in found.remarks if one.code == "W433"]
    assert remark.check is None
    assert "T2、T4、T5" in remark.text.zh
    assert "plan: [T1]" in remark.text.zh
    assert {found.checks[test].state for test in ("T2", "T4", "T5")} == {"inconclusive"}


def test_with_a_plan_each_test_without_a_result_has_its_own_remark() -> None:
    found = facts(f"sampling: {{state: done, plan: [T1, T2]}}\n{PRODUCT}answers: {{K1: conform}}\n")
    assert [one.check for one in found.remarks if one.code == "W433"] == ["T1", "T2"]


def test_a_limit_that_cannot_be_chosen_names_what_it_waits_for() -> None:
    head = "sampling: {state: done, plan: [T1, T4]}\nproduct: {valve: true}\nanswers: {K1: conform}\n"
    found = facts(f"{head}samples: [{{id: S, results: {{T1: 95, T4: 3}}}}]\n")
    said = {one.check: one.text.zh for one in found.remarks if one.code == "W434"}
    assert "未知的 kind（类型）" in said["T1"]
    assert "未知的 produced_on（生产日期）" in said["T4"]


def test_another_passing_sample_does_not_help_a_retest_to_bury_a_fault() -> None:
    retest = "{id: R, retest_of: S, conclusion: final, product: {valve: false}, results: {T2: 符合}}"
    samples = f"[{{id: S, results: {{T2: 不符合}}}}, {retest}, {{id: U, results: {{T2: 符合}}}}]"
    assert state("T2", "{state: done, plan: [T2]}", samples) == ("inconclusive", {"W435"})


@pytest.mark.parametrize("retest", [
    "{retest_of: S, conclusion: final, results: {T1: 99}}",
    '{id: R, produced_on: "2021-08-13", retest_of: S, conclusion: final, results: {T1: 99}}',
])  # fmt: skip
def test_a_retest_that_cannot_be_used_replaces_nothing(retest: str) -> None:
    assert state("T1", DONE, f"[{{id: S, results: {{T1: 90}}}}, {retest}]")[0] == "fail"


def test_a_sample_that_cannot_be_used_says_nothing_of_the_product() -> None:
    phantom = "[{product: {kind: I, valve: false}}]"
    found = facts(f"sampling: {{state: pending, plan: [T2]}}\nproduct: {{kind: II, valve: true}}\nsamples: {phantom}\n")
    assert (found.checks["R1"].state, found.checks["T2"].state) == ("fail", "pending")


MILDER = "{id: R, retest_of: S, conclusion: final, product: {kind: II}, results: {T1: 94}}"


@pytest.mark.parametrize(("first", "retest", "expected"), [
    ("94", MILDER, ("pass", {"W436"})),  # by 90, where the first was held against 95
    ("96", MILDER, ("pass", set())),  # nothing that did not pass is replaced
    ("94", MILDER.replace("94", "89"), ("fail", set())),
    ("94", "{id: R, retest_of: S, conclusion: final, results: {T1: 96}}", ("pass", set())),
    ("94", "{id: R, retest_of: S, conclusion: final, results: {T1: 93}}, {id: Q, retest_of: R, conclusion: final, product: {kind: II}, results: {T1: 94}}", ("pass", {"W436"})),
])  # fmt: skip
def test_a_final_retest_by_another_limit_replaces_with_a_warning(first: str, retest: str, expected: tuple[str, set[str]]) -> None:
    assert state("T1", DONE, f"[{{id: S, results: {{T1: {first}}}}}, {retest}]") == expected


@pytest.mark.parametrize(("kind", "value", "expected"), [
    ("I", "94", ("inconclusive", {"W430"})), ("I", "95", ("not_applicable", {"W431"})), ("III", "94", ("informational", set())),
])  # fmt: skip
def test_a_first_row_without_a_figure_does_not_help_to_bury_a_fault(kind: str, value: str, expected: tuple[str, set[str]]) -> None:
    product = f"product: {{kind: {kind}, valve: false}}\n"
    assert state("T7", "{state: done, plan: [T7]}", f"[{{id: S, results: {{T7: {value}}}}}]", product) == expected
    unknown = "product: {valve: false}\n"  # whether it applies is not known: informational only where it stays outside in any case
    found = state("T7", "{state: done, plan: [T7]}", f"[{{id: S, results: {{T7: {value}}}}}]", unknown)[0]
    assert found == ("inconclusive" if value == "94" else "informational")
