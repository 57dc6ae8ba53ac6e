"""What a dossier must satisfy against its ruleset (refused at its place in the file), and what is said of the visit."""

import pytest
from tests.facts_dossier.clinic import DOSSIER, codes, facts

from tijian.conditions.evaluate import ABSENT
from tijian.model.problem import InputError

NONE = "sampling: {state: none}\n"


@pytest.mark.parametrize(
    ("rest", "code", "near"),
    [
        (NONE + "answers: {K1x: conform}\n", "E401", "K1"),
        (NONE + "answers: {T1: conform}\n", "E402", None),
        (NONE + "answers: {R1: conform}\n", "E402", None),
        ("sampling: {state: done, plan: [T9]}\n", "E403", None),
        ("sampling: {state: done, plan: [K1]}\n", "E403", None),
        ("sampling: {state: none}\nsamples: [{id: S, results: {T1: 95}}]\n", "E404", None),
        ("sampling: {state: none}\nsamples: [{id: S, results: {T6: 无}}]\n", "E404", None),
        ("sampling: {state: done}\nsamples: [{id: S}, {id: S}]\n", "E405", None),
        ("sampling: {state: done}\nsamples: [{id: S, retest_of: X}]\n", "E406", None),
        ("sampling: {state: done}\nsamples: [{id: S, retest_of: S}]\n", "E407", None),
        ("sampling: {state: done}\nsamples: [{id: S, retest_of: U}, {id: U, retest_of: S}]\n", "E407", None),
        ("sampling: {state: done}\nsamples: [{id: S, conclusion: final}]\n", "E408", None),
        ("sampling: {state: done}\nsamples: [{id: S, results: {T8: 1}}]\n", "E409", None),
        ("sampling: {state: done}\nsamples: [{id: S, results: {K1: 1}}]\n", "E409", None),
        (NONE + "clues: [{code: L31, facts: {zh: 拒检}}]\n", "E410", "L13"),
        ("sampling: {state: done}\nsamples: [{id: S, results: {T1: {parts: {Pb: 1}}}}]\n", "E411", None),
        ("sampling: {state: done}\nsamples: [{id: S, results: {T5: 12}}]\n", "E412", None),
        ("sampling: {state: done}\nsamples: [{id: S, results: {T5: {parts: {Pd: 1}}}}]\n", "E413", None),
        (NONE + "product: {kinds: I}\n", "E414", "kind"),
        (NONE + "product: {heavy: light}\n", "E415", None),
        (NONE + "product: {kind: IV}\n", "E416", "I"),
        (NONE + "product: {valve: yes}\n", "E417", "true"),
        (NONE + "product: {valve: no}\n", "E417", "true"),
        (NONE + "product: {load: 十}\n", "E418", None),
        (NONE + "product: {load: 1_000}\n", "E418", None),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(rest: str, code: str, near: str | None) -> None:
    with pytest.raises(InputError) as raised:
        facts(rest)
    problem = next(problem for problem in raised.value.problems if problem.code == code)
    assert raised.value.exit_code == 3
    assert problem.at is not None
    assert problem.at.line > DOSSIER.count("\n"), "the place is in what was added"
    assert near is None or (problem.hint is not None and near in problem.hint.zh)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(InputError) as raised:
        facts("sampling: {state: done, plan: [T9]}\nproduct: {kinds: I, kind: V}\nanswers: {K2: conform, K3: conform}\n")
    assert [problem.code for problem in raised.value.problems] == ["E403", "E414", "E416", "E401", "E401"]


def test_a_number_typed_for_a_choice_is_the_choice_of_that_name() -> None:
    assert facts(NONE + "product: {kind: I, load: 12.50}\n").here.values["heavy"] == "heavy"


@pytest.mark.parametrize(("product", "expected"), [
    ("{valve: true, valve_type: 单向}", "单向"), ("{valve: true}", None), ("{}", None), ("{valve_type: 单向}", None), ("{valve: false}", ABSENT),
])  # fmt: skip
def test_an_attribute_is_known_unknown_or_absent(product: str, expected: object) -> None:
    assert facts(f"{NONE}product: {product}\n").here.values["valve_type"] == expected


def test_an_attribute_that_is_not_asked_is_ignored_with_a_warning() -> None:
    assert codes(facts(NONE + "product: {valve: false, valve_type: 单向}\nanswers: {K1: conform}\n")) == {"W444"}


def test_a_value_outside_its_plausible_range_asks_for_the_unit() -> None:
    found = facts(NONE + "product: {load: 5000}\n")
    assert codes(found) == {"W419"}
    assert found.here.values["load"] == 5000


@pytest.mark.parametrize(
    ("uscc", "code"),
    [
        ("91310115MA1K3LAH4H", None),
        ("91310115ma1k3lah4h", "N447"),
        ("９１310115MA1K3LAH4H", "N447"),
        ("91310115MA1K3LAH4", "F446"),
        ("91310115MA1K3LAH4Q", "F446"),
        ("91310115MA1K3LIH49", "F446"),
        ("9.13E+17", "F445"),
    ],
)
def test_a_credit_code_is_checked(uscc: str, code: str | None) -> None:
    head = DOSSIER.replace("{name: 示例厂}", f'{{name: 示例厂, uscc: "{uscc}"}}')
    assert codes(facts(NONE, head)) == ({code} if code else set())


@pytest.mark.parametrize(
    "team",
    [
        "[]",
        "[{name: 甲}]",
        "[{name: 甲}, {name: 甲}]",
        "[{name: 甲}, {name: 甲, organization: 机构一}]",
        "[{name: 甲}, {name: 甲\u200b}]",
        "[{name: Li A}, {name: 'Li  Ａ'}]",
    ],
)
def test_a_team_of_fewer_than_two_people_is_a_finding(team: str) -> None:
    assert codes(facts(NONE, DOSSIER.replace("[{name: 甲}, {name: 乙}]", team))) == {"F440"}


def test_samples_without_any_site_check_are_a_warning() -> None:
    assert "W443" in codes(facts("sampling: {state: done, plan: []}\nsamples: [{id: S}]\n"))


def test_one_name_in_two_organizations_is_two_people() -> None:
    team = "[{name: 甲, organization: 机构一}, {name: 甲, organization: 机构二}]"
    assert codes(facts(NONE, DOSSIER.replace("[{name: 甲}, {name: 乙}]", team))) == set()


def test_a_small_number_typed_for_a_text_is_read_as_written() -> None:
    assert facts(NONE + "product: {valve: true, valve_type: 0.0000001}\n").here.values["valve_type"] == "0.0000001"
