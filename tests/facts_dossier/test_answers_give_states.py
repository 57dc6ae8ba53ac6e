"""The table of answers of semantics §3, row by row; an answer that cannot be used leaves its check unknown and says so."""

import pytest
from tests.facts_dossier.clinic import codes, facts

NONE = "sampling: {state: none}\n"


def state(check: str, answer: str, product: str = "{kind: I, valve: true}") -> tuple[str, set[str]]:
    found = facts(f"{NONE}product: {product}\nanswers: {{{check}: {answer}}}\n")
    return found.checks[check].state, codes(found)


@pytest.mark.parametrize(
    ("check", "answer", "expected"),
    [
        ("K1", "conform", "pass"),
        ("K1", "符合", "pass"),
        ("K1", "{outcome: minor, note: 两批无记录}", "minor"),
        ("K1", "{outcome: 轻微缺陷, evidence: [IMG_1]}", "minor"),
        ("K1", "{outcome: major, note: 无记录}", "fail"),
        ("V1", "{outcome: 不符合, note: 无证}", "fail"),
        ("K1", "not_checked", "unchecked"),
        ("K1", "未核查", "unchecked"),
        ("K1", "", "unchecked"),
        ("K1", "~", "unchecked"),
        ("G1", "{outcome: not_applicable, reason: 不涉及}", "not_applicable"),
        ("G2", "conform", "pass"),
    ],
)
def test_an_answer_gives_its_state(check: str, answer: str, expected: str) -> None:
    assert state(check, answer) == (expected, set())


@pytest.mark.parametrize("blank", ['""', '"  "', '"/"', '"-"', '"—"', "无"])
def test_what_people_write_for_nothing_is_not_checked(blank: str) -> None:
    assert state("K1", blank) == ("unchecked", set())


@pytest.mark.parametrize(
    ("check", "answer", "code"),
    [
        ("V1", "{outcome: minor, note: 小问题}", "F425"),
        ("K1", "minor", "F426"),
        ("K1", "major", "F426"),
        ("V1", "major", "F426"),
        ("K1", "{outcome: not_applicable, reason: 不涉及}", "F423"),
        ("G1", "not_applicable", "F424"),
    ],
)
def test_an_answer_that_cannot_be_used_leaves_the_check_unknown_and_says_so(check: str, answer: str, code: str) -> None:
    assert state(check, answer) == ("unchecked", {code})


@pytest.mark.parametrize(
    ("answer", "expected", "said"),
    [
        ("conform", "not_applicable", set()),
        ("not_checked", "not_applicable", set()),
        ("{outcome: minor, note: 阀漏气}", "unchecked", {"W421"}),
        ("{outcome: major, note: 阀漏气}", "unchecked", {"W421"}),
        ("major", "unchecked", {"W421"}),
    ],
)
def test_a_wrong_attribute_does_not_bury_a_fault_that_someone_found(answer: str, expected: str, said: set[str]) -> None:
    assert state("G2", answer, "{kind: I, valve: false}") == (expected, said)


@pytest.mark.parametrize("answer", ["conform", "{outcome: major, note: 阀漏气}", "not_checked"])
def test_whether_a_check_applies_being_unknown_its_state_is_unknown_whatever_the_answer(answer: str) -> None:
    assert state("G2", answer, "{kind: I}") == ("unchecked", set())


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("{kind: II, valve: true}", "fail"),
        ("{kind: I, valve: true}", "pass"),
        ("{valve: true}", "unchecked"),
        ("{kind: II}", "unchecked"),
        ("{kind: II, valve: false}", "not_applicable"),
    ],
)
def test_a_rule_check_is_found_from_attributes_alone(product: str, expected: str) -> None:
    assert facts(f"{NONE}product: {product}\n").checks["R1"].state == expected


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        ("[{id: A, product: {kind: II}}, {id: B}]", "fail"),
        ("[{id: A, product: {valve: false}}, {id: B}]", "pass"),
        ("[{id: A, product: {kind: II}}, {id: B, product: {valve: false}}]", "fail"),
    ],
)
def test_a_rule_check_is_judged_for_each_sample_worst_first(samples: str, expected: str) -> None:
    found = facts(f"sampling: {{state: done, plan: []}}\nproduct: {{kind: I, valve: true}}\nsamples: {samples}\n")
    assert found.checks["R1"].state == expected
