"""Rows 46 and 57–61 of docs/bad-inputs.md: who was visited, by whom, what was answered, which samples there are."""

import json
from pathlib import Path

import pytest
from tests.acceptance.hostile import DOSSIER, Office, edited, place

SAMPLED = edited(
    DOSSIER,
    (
        "sampling: {state: none}\n",
        'sampling: {state: done, plan: [M1]}\nsamples:\n  - {id: S-1, produced_on: "2025-05-20", results: {M1: 12}}\n',
    ),
)
VALID = "91310115MA1K3LAH4H"  # made up; its check character is right


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "code", "mark"),
    [
        ("  G2: conform", "  G22: conform", "E401", "G22"),
        ("  G2: conform", "  G2: conform\n  M1: conform", "E402", "M1: conform"),
        ("  G2: conform", "  G2: conform\n  R1: conform", "E402", "R1: conform"),
        ("plan: [M1]", "plan: [M1, M9]", "E403", "M9"),
        ("results: {M1: 12}", "results: {M1: 12, M9: 1}", "E409", "M9"),
        ("results: {M1: 12}", "results: {M1: 12, G2: 1}", "E409", "G2: 1"),
        ("results: {M1: 12}", "results: {M1: {parts: {Pb: 1}}}", "E411", "parts"),
        ("hull: blue", "hul: blue", "E414", "hul"),
        ("hull: blue", "hull: green", "E416", "green"),
        ("  G2: conform", "  G2: confrom", "E117", "confrom"),
    ],
)
def test_row_46_an_item_that_was_added_or_whose_id_was_edited_is_refused_where_it_stands(
    office: Office, old: str, new: str, code: str, mark: str
) -> None:
    text = edited(SAMPLED, (old, new))
    office.refused(text, code, place(text, mark))


def test_row_46_an_item_that_was_left_out_is_not_checked_and_named(office: Office) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, ("  V1: conform\n", ""))))
    assert (seen.code, seen.state("V1")) == (0, "unchecked")
    verdict = seen.result["verdict"]
    assert (verdict["grade"], verdict["issued"]) == (None, False)
    assert [one["check"] for one in verdict["pending"]] == ["V1"]


@pytest.mark.parametrize(
    ("code_written", "expected"),
    [
        (f'"{VALID}"', []),
        (f'"{VALID.lower()}"', ["N447"]),
        ('"９１310115MA1K3LAH4H"', ["N447"]),
        ('"91310115MA1K3LAH4"', ["F446"]),
        ('"1310115MA1K3LAH4H"', ["F446"]),
        ('"91310115MA1K3LAH4Q"', ["F446"]),
        *((f'"91310115MA1K3L{letter}H4H"', ["F446"]) for letter in "IOSVZ"),
        ('"9.13E+17"', ["F445"]),
        ("9.13E+17", ["F445"]),
        ("9.1310115E17", ["F445"]),
        ('"=cmd|x"', ["F446"]),
        ('"' + "9" * 250 + '"', ["F446"]),
    ],
)
def test_row_57_a_credit_code_is_checked_and_the_enterprise_is_assessed_all_the_same(
    office: Office, code_written: str, expected: list[str]
) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, ("{name: 示例船厂}", f"{{name: 示例船厂, uscc: {code_written}}}"))))
    assert (seen.code, seen.codes()) == (0, expected)
    assert seen.result["verdict"]["grade"] == "A"


def test_row_57_a_credit_code_of_digits_alone_must_be_quoted(office: Office) -> None:
    text = edited(DOSSIER, ("{name: 示例船厂}", "{name: 示例船厂, uscc: 913101150000000000}"))
    assert '"913101150000000000"' in office.refused(text, "E114", place(text, "913101"))


def test_row_58_one_enterprise_twice_or_one_code_with_two_names_is_a_finding_and_all_are_assessed(office: Office) -> None:
    coded = edited(DOSSIER, ("{name: 示例船厂}", f"{{name: 示例船厂, uscc: {VALID}}}"))
    first = office.dossier(coded, "first.yaml")
    again = office.dossier(edited(coded, ("B-1", "B-2")), "again.yaml")
    renamed = office.dossier(edited(coded, ("B-1", "B-3"), ("name: 示例船厂", "name: 另一船厂")), "renamed.yaml")
    seen = office.assess(first, again, renamed)
    assert (seen.code, len(seen.out.splitlines())) == (0, 3)
    assert f"{again}: F450" in seen.err
    assert f"{renamed}: F451" in seen.err
    assert "first.yaml" in seen.err


def test_row_58_one_enterprise_in_two_categories_is_allowed(office: Office) -> None:
    office.rules()
    office.rules((office.root / "boat" / "1.yaml").read_text("utf-8").replace("category: boat", "category: raft"), "raft/1")
    seen = office.assess(
        office.dossier(), office.dossier(edited(DOSSIER, ("category: boat", "category: raft"), ("B-1", "R-1")), "raft.yaml")
    )
    assert (seen.code, seen.err) == (0, "")
    assert [json.loads(line)["category"] for line in seen.out.splitlines()] == ["boat", "raft"]


def test_row_59_a_category_without_a_ruleset_is_refused_and_listed_and_the_others_are_done(office: Office) -> None:
    strange = edited(DOSSIER, ("category: boat", "category: baot"))
    seen = office.assess(office.dossier(strange, "strange.yaml"), office.dossier())
    assert seen.code == 3
    assert seen.result["category"] == "boat"
    assert f"{office.folder / 'strange.yaml'}:3:11: E142" in seen.err
    assert "boat" in seen.err.partition("E142")[2]


def test_row_59_an_unknown_clue_code_or_group_is_refused(office: Office) -> None:
    text = DOSSIER + "clues: [{code: L02, facts: {zh: 见到}}]\n"
    assert "L01" in office.refused(text, "E410", place(text, "L02"))
    text = edited(DOSSIER, ("{name: 示例船厂}", "{name: 示例船厂, group: foods}"))
    assert "food" in office.refused(text, "E117", place(text, "foods"))


@pytest.mark.parametrize("team", ["[]", "[{name: 甲}]", "[{name: 甲}, {name: 甲}]", '[{name: 甲}, {name: " 甲 "}]'])
def test_row_60_fewer_than_two_assessors_is_a_finding_and_nothing_is_issued(office: Office, team: str) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, ("[{name: 甲}, {name: 乙}]", team))))
    assert (seen.code, seen.codes()) == (0, ["F440"])
    verdict = seen.result["verdict"]
    assert (verdict["grade"], verdict["certain"], verdict["issued"]) == ("A", True, False)
    assert verdict["not_issued_because"]


@pytest.mark.parametrize(
    ("check", "answer", "code"),
    [
        ("G2", "minor", "F426"),
        ("G2", "major", "F426"),
        ("V1", "{outcome: minor, note: 缺一页}", "F425"),
        ("G1", "not_applicable", "F424"),
        ("G2", "{outcome: not_applicable, reason: 不涉及}", "F423"),
    ],
)
def test_row_60_an_answer_without_its_ground_leaves_its_check_unknown_and_the_others_go_on(
    office: Office, check: str, answer: str, code: str
) -> None:
    seen = office.assess(office.dossier(edited(DOSSIER, (f"  {check}: conform", f"  {check}: {answer}"))))
    assert (seen.code, seen.state(check), seen.codes(check)) == (0, "unchecked", [code])
    assert seen.state("K1") == "pass"


def test_row_61_a_sample_without_an_id_is_a_finding_and_its_results_are_not_used(office: Office) -> None:
    seen = office.assess(office.dossier(edited(SAMPLED, ("{id: S-1, produced_on", "{produced_on"))))
    assert (seen.code, seen.state("M1"), seen.codes()) == (0, "inconclusive", ["F441"])


def test_row_61_a_sample_made_after_the_assessment_is_a_finding_and_its_results_are_not_used(office: Office) -> None:
    seen = office.assess(office.dossier(edited(SAMPLED, ("2025-05-20", "2025-06-03"))))
    assert (seen.code, seen.state("M1"), seen.codes()) == (0, "inconclusive", ["F442"])
    same_day = office.assess(office.dossier(edited(SAMPLED, ("2025-05-20", "2025-06-02"))))
    assert (same_day.state("M1"), same_day.codes()) == ("pass", [])


def test_row_61_samples_without_any_site_check_are_a_warning(office: Office) -> None:
    answers = DOSSIER[DOSSIER.index("answers:") : DOSSIER.index("sampling:")]
    seen = office.assess(office.dossier(edited(SAMPLED, (answers, ""))))
    assert seen.code == 0
    assert "W443" in seen.codes()
    assert not seen.result["verdict"]["issued"]


@pytest.mark.parametrize(
    ("samples", "code"),
    [
        ("[{id: S-1, results: {M1: 1}}, {id: S-1, results: {M1: 2}}]", "E405"),
        ("[{id: S-1, results: {M1: 1}}, {id: S-2, retest_of: S-9, conclusion: final, results: {M1: 2}}]", "E406"),
        ("[{id: S-1, retest_of: S-2, results: {M1: 1}}, {id: S-2, retest_of: S-1, results: {M1: 2}}]", "E407"),
        ("[{id: S-1, conclusion: final, results: {M1: 1}}]", "E408"),
    ],
)
def test_row_61_samples_that_cannot_be_told_apart_or_repeat_nothing_are_refused(office: Office, samples: str, code: str) -> None:
    text = edited(DOSSIER, ("sampling: {state: none}\n", f"sampling: {{state: done}}\nsamples: {samples}\n"))
    said = office.refused(text, code)
    assert f"boat.yaml:{place(text, 'samples:')[0]}:" in said


def test_row_61_results_beside_no_sampling_are_refused(office: Office) -> None:
    office.refused(DOSSIER + "samples: [{id: S-1, results: {M1: 1}}]\n", "E404")


def test_a_hundred_thousand_strange_ids_are_refused_in_few_words(office: Office) -> None:
    text = edited(DOSSIER, ("  G2: conform\n", "".join(f"  X{n}: conform\n" for n in range(10_000))))
    said = office.refused(text, "E401", place(text, "X0: conform"))
    assert (said.count("E401 "), said.count("E125 ")) == (200, 1)


def test_evidence_without_end_stands_in_the_result_and_is_cut_short_in_its_words(office: Office) -> None:
    listed = ", ".join(f"IMG_{n:05d}" for n in range(5_000))
    seen = office.assess(office.dossier(edited(DOSSIER, ("  G2: conform", f"  G2: {{outcome: major, evidence: [{listed}]}}"))))
    assert (seen.code, seen.state("G2")) == (0, "fail")
    (action,) = seen.result["actions"]
    assert action["corrections"][0]["found"]["zh"].endswith("…")
    assert len(next(one["evidence"] for one in seen.result["checks"] if one["id"] == "G2")) == 5_000
