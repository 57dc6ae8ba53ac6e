"""From a file to its model: every problem in one pass, where it stands, in the words of people."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from tests.authoring.small import COMMON, DOSSIER, MASK, changed, places, read

from tijian.authoring.diagnostics import render
from tijian.authoring.document import DocumentError
from tijian.authoring.validate import validate
from tijian.model.dossier import Dossier
from tijian.model.problem import Problem
from tijian.model.ruleset import RulesetFile


def problems_of(text: str, model: type[BaseModel] = RulesetFile) -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as caught:
        validate(model, read(text))
    return caught.value.problems


def only(text: str, model: type[BaseModel] = RulesetFile) -> Problem:
    (problem,) = problems_of(text, model)
    return problem


def test_the_files_of_these_tests_are_valid() -> None:
    assert validate(RulesetFile, read(COMMON)).category == "common"
    assert validate(RulesetFile, read(MASK)).site_checks["M-S1"].weight == Decimal(3)
    assert validate(Dossier, read(DOSSIER)).answers["C1.1"].outcome == "conform"


def test_an_unknown_field_is_shown_as_the_guide_draws_it() -> None:
    problem = only(changed("    weight: 3", "    wieght: 3"))
    assert render(problem, "en") == (
        "f.yaml:14:5: E112 unknown field 'wieght' in check M-S1\n"
        "   14 |     wieght: 3\n"
        "      |     ^^^^^^\n"
        "   did you mean 'weight'?   (tijian explain E112)"
    )
    assert render(problem, "zh").splitlines()[0] == "f.yaml:14:5: E112 检查项 M-S1 中有未知字段 'wieght'"


def test_an_unknown_field_unlike_any_lists_the_fields_there_are() -> None:
    problem = only(changed("    weight: 3", "    zzz: 3"))
    assert problem.hint is not None
    assert "weight" in problem.hint.zh
    assert "section" in problem.hint.zh


def test_a_python_name_is_no_field_of_a_file() -> None:
    problem = only(changed("    class: key", "    class_: key"))
    assert (problem.code, problem.hint and problem.hint.en) == ("E112", "did you mean 'class'?")


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("    class: key", "    class: kee", "E117", 12),
        ("    class: key", "    class: 关键", "E117", 12),
        ("    weight: 3", '    weight: "3"', "E116", 13),
        ("    weight: 3", "    weight: 017", "E116", 13),
        ("    weight: 3", "    weight: 1:30", "E116", 13),
        ("    weight: 3", "    weight: 1_000", "E116", 13),
        ("    weight: 3", "    weight: 1e3", "E116", 13),
        ("    weight: 3", "    weight: ３", "E116", 13),
        ("    weight: 3", "    weight: true", "E116", 13),
        ("    weight: 3", "    weight: 0", "E121", 13),
        ("    weight: 3", "    weight: -1", "E121", 13),
        ("    weight: 3", "    weight: [3]", "E113", 13),
        ("    weight: 3", "    may_skip: no", "E115", 15),
        ("    weight: 3", "    may_skip: 1", "E115", 15),
        ("    weight: 3", '    may_skip: "true"', "E115", 15),
        ("    weight: 3", "    applies: true", "E114", 14),
        ("    weight: 3", "    applies: ''", "E118", 14),
        ("    weight: 3", "    applies: [a]", "E113", 14),
        ("    weight: 3", "    advice: {correct: {zh: x}, within_days: 017}", "E113", 45),
        ("    weight: 3", "    advice: {correct: {zh: x}, within_days: -1}", "E121", 45),
        ("    weight: 3", "    advice: {correct: {zh: x}, within_days: 1.5}", "E113", 45),
        ("    weight: 3", "    advice: {correct: {zh: x}, within_days: {fail: 7, minor: true}}", "E116", 62),
        ("    ask: {zh: 按批检验}", "    ask: 按批检验", "E113", 10),
        ("    ask: {zh: 按批检验}", "    ask: {en: per lot}", "E124", 5),
        ("    ask: {zh: 按批检验}", "    ask: {zh: }", "E124", 11),
        ("    ask: {zh: 按批检验}", "    ask: {zh: '  '}", "E118", 15),
        ("    ask: {zh: 按批检验}", "    ask: {zh: " + "长" * 100_000 + "}", "E119", 15),
        ("    ask: {zh: 按批检验}", "    ask: {zh: 甲, en: 12}", "E114", 22),
        ("    source: {basis: proposal}", "    source: {basis: standard, clause: GB 1}", "E123", 13),
        ('edition: "2021"', "edition: 2021.10", "E114", 10),
        ('edition: "2021"', 'edition: "20 21"', "E120", 10),
        ("category: mask", "category: Mask", "E120", 11),
        ("category: mask", "category: ｍask", "E120", 11),
        ("  M-S1:", "  Ｍ-S1:", "E120", 3),
        ("  M-S1:", "  М-S1:", "E120", 3),
        ("  M-S1:", "  e\u0301a:", "E120", 3),
        ("  M-S1:", "  " + "M" * 65 + ":", "E119", 3),
        ("  standard:", "  Standard:", "E120", 3),
        ("schema: tijian/ruleset@1", "schema: tijian/ruleset@2", "E117", 9),
        ('"2021-07-01"', '"2021-02-30"', "E122", 18),
        ('"2021-07-01"', "2021.07", "E114", 18),
        ('"2021-07-01"', "2021-7-1", "E122", 18),
        ('until: "2023-12-31"', 'until: "2020-12-31"', "E123", 11),
        ("includes: [common/2021]", "includes: common/2021", "E113", 11),
        ("{choices: [A1, B1]}", "{}", "E123", 13),
        ("{choices: [A1, B1]}", "{choices: []}", "E118", 23),
        ("{choices: [A1, B1]}", "{type: number, range: [1]}", "E113", 28),
        ("{choices: [A1, B1]}", "{type: number, range: [1, 2, 3]}", "E119", 35),
        ("{C1.2: {weight: 3}}", "{C1.2: 3}", "E113", 18),
        ("product:", "scoring: {blocks: {site: 60, tests: 30}}\nproduct:", "E123", 19),
        ("product:", "scoring: {credit: {minor: 1.5}}\nproduct:", "E121", 27),
        ("product:", "scoring: {credit: {minor: -0.5}}\nproduct:", "E121", 27),
        ("product:", "scoring: {coverage: 101}\nproduct:", "E121", 21),
        ("product:", "verdicts: []\nproduct:", "E118", 11),
        ("product:", "verdicts: [{grade: D, capable: false, when: x}]\nproduct:", "E117", 32),
        ("product:", "scales: {s: [a]}\nproduct:", "E118", 13),
    ],
)
def test_a_value_that_does_not_fit_is_one_problem_at_its_place(old: str, new: str, code: str, column: int) -> None:
    problem = only(changed(old, new))
    assert problem.at is not None
    assert (problem.code, problem.at.column) == (code, column)
    assert problem.text.en
    assert problem.excerpt is not None


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('edition: "2021"', "edition: 2021.10", 'quote it: "2021.10"'),
        ("    class: key", "    class: kee", "did you mean 'key'?"),
        ("    weight: 3", "    may_skip: no", "write false (without quotes)"),
        ("    weight: 3", "    may_skip: 是", "write true (without quotes)"),
        ("    weight: 3", "    may_skip: perhaps", "write true or false"),
        ("    weight: 3", "    weight: ３", "write 3 (half-width, without quotes)"),
        ("    weight: 3", "    weight: 1_000", "write a plain decimal, such as 0.5 or 1000"),
        ("    weight: 3", "    applies: true", 'quote it: "true"'),
        ("  M-S1:", "  Ｍ-S1:", "write it half-width: M-S1"),
        ("    ask: {zh: 按批检验}", "    ask: 按批检验", "write {zh: 按批检验}"),
        ("product:", "verdicts: [{grade: D, capable: true, when: x}]\nproduct:", "did you mean 'yes'?"),
    ],
)
def test_the_hint_says_what_to_write(old: str, new: str, hint: str) -> None:
    problem = only(changed(old, new))
    assert problem.hint is not None
    assert problem.hint.en == hint


def test_all_fields_that_one_thing_lacks_are_one_problem_at_its_name() -> None:
    problem = only(changed("    class: key\n    weight: 3\n    ask: {zh: 按批检验}\n", ""))
    assert places((problem,)) == [("E111", 11, 3)]
    assert problem.text.en == "check M-S1 lacks 'class', 'ask'"


def test_a_misspelt_field_is_not_reported_as_missing_too() -> None:
    assert only(changed("    section: S1", "    sektion: S1")).code == "E112"


def test_every_problem_of_a_file_comes_in_one_pass_sorted_by_place() -> None:
    text = changed(
        "    class: key", "    class: kee", changed('edition: "2021"', "edition: 2021", changed("    weight: 3", "    wieght: 3"))
    )
    assert places(problems_of(text)) == [("E114", 3, 10), ("E117", 13, 12), ("E112", 14, 5)]


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    many = "".join(f"  c{n}: {{type: nmber}}\n" for n in range(1000))
    problems = problems_of(changed("  standard: {choices: [A1, B1]}\n", many))
    assert len(problems) == 201
    assert [p.code for p in problems if p.code != "E117"] == ["E125"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("C1.1: conform", "C1.1: confrm", ("E117", 8, 9)),
        ("C1.1: conform", "C1.1: [conform]", ("E117", 8, 9)),
        ("C1.1: conform", "C1.1: true", ("E117", 8, 9)),
        ("C1.1: conform", "C1.1: {outcome: confrm}", ("E117", 8, 19)),
        ("C1.1: conform", "C1.1: {note: x}", ("E111", 8, 3)),
        ("C1.1: conform", "C 1: conform", ("E120", 8, 3)),
        ("sampling: {state: none}", "sampling: none", ("E113", 6, 11)),
        ("sampling: {state: none}", "sampling: {state: off}", ("E117", 6, 19)),
        ("answers:", "samples: [{results: {T1: [[1]]}}]\nanswers:", ("E113", 7, 27)),
        ("answers:", "samples: [{results: {T1: [1, {a: 1}]}}]\nanswers:", ("E113", 7, 30)),
        ("answers:", "samples: [{results: {T1: {values: {a: 1}}}}]\nanswers:", ("E113", 7, 35)),
        ("answers:", "samples: [{results: {T1: {value: 1}}}]\nanswers:", ("E112", 7, 27)),
        ("answers:", "samples: [{results: {T1: {parts: {Sb: {valeus: 1}}}}}]\nanswers:", ("E112", 7, 40)),
        ("answers:", "product: {x: [1]}\nanswers:", ("E113", 7, 14)),
        ("answers:", "product: {X: 1}\nanswers:", ("E120", 7, 11)),
    ],
)
def test_a_fault_of_a_dossier_is_one_problem_at_its_place(old: str, new: str, place: tuple[str, int, int]) -> None:
    assert places((only(changed(old, new, DOSSIER), Dossier),)) == [place]


def test_a_file_of_another_kind_is_told_once() -> None:
    assert places((only(DOSSIER),)) == [("E117", 1, 9)]
    assert places((only(MASK, Dossier),)) == [("E117", 1, 9)]


def test_the_short_forms_of_a_dossier_are_taken() -> None:
    more = "samples: [{results: {T1: 96.2, T2: [96.2, '<5', 未检出], T3: {values: 5, u: 0.3}, T4: true, T5: }}]\n"
    dossier = validate(Dossier, read(DOSSIER + "  C1.2: 不适用\n  C1.3:\n  C1.4: {outcome: minor, note: x}\n" + more))
    assert {name: answer.outcome for name, answer in dossier.answers.items()} == {
        "C1.1": "conform",
        "C1.2": "not_applicable",
        "C1.3": "not_checked",
        "C1.4": "minor",
    }
    results = dossier.samples[0].results
    assert [results[name].values for name in ("T1", "T2", "T4", "T5")] == [
        (Decimal("96.2"),),
        (Decimal("96.2"), "<5", "未检出"),
        (True,),
        (None,),
    ]
    assert results["T3"].u == Decimal("0.3")


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        "",
        "x",
        "no",
        "3",
        "Ａ",
        "x" * 5000,
        Decimal(-1),
        Decimal("1.5"),
        Decimal(10**9),
        [],
        ["x"],
        [None],
        {},
        {"zh": "x"},
        {"a": {"b": []}},
    ]
)
FULL = (
    MASK
    + """\
  M-S2: {section: S1, class: veto, ask: {zh: x}, advice: {correct: {zh: x}, within_days: {fail: 7, minor: 14}}, source: {basis: proposal}}
rule_checks: {M-R1: {section: S1, class: key, ask: {zh: x}, fails_when: x, source: {basis: proposal}}}
sample_tests:
  M-T1: {name: {zh: x}, class: key, basis: declared, decimals: 1, groups_of: 5, range: [0, 1], parts: {Sb: [{require: x}]}, source: {basis: proposal}}
  M-T2: {name: {zh: x}, class: key, basis: declared, parts: [A, B], limits: [{when: x, require: x}], advice: {correct: {zh: x}, within_days: 7}, source: {basis: proposal}}
diagnoses: {D1: {when: x, says: {zh: x}, explains: [M-S1]}}
clues: {L1: {code: L01, when: x, urgency: normal}}
clue_codes: {L01: {title: {zh: x}, urgency: normal, law: {zh: x}, source: {basis: proposal}}}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts: [{grade: A, capable: no, when: x}]
scales: {s: [a, b]}
define: {y: x}
"""
)
WHOLE = (
    DOSSIER
    + """\
  C2: {outcome: minor, note: x, evidence: [a], by: x}
team: [{name: x}]
product: {a: x, b: 1, c: true}
samples: [{id: x, produced_on: "2021-01-01", product: {a: 1}, results: {T1: [1, x], T2: {values: [1], u: 1, parts: {Sb: 1, Pb: {values: [2]}}}}}]
clues: [{code: L1, facts: {zh: x}}]
"""
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for step, item in inner for each in paths(item, (*path, step)))]


def grafted(value: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    if not path:
        return odd
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {key: grafted(item, rest, odd) if key == step else item for key, item in value.items()}
    return [grafted(item, rest, odd) if index == step else item for index, item in enumerate(value)]


def test_the_full_files_of_the_next_test_are_valid() -> None:
    assert len(validate(RulesetFile, read(FULL)).sample_tests) == 2
    assert len(validate(Dossier, read(WHOLE)).samples) == 1


@given(st.data())
def test_whatever_stands_anywhere_is_taken_or_told_in_our_own_words(data: st.DataObject) -> None:
    ruleset = data.draw(st.booleans())
    document = read(FULL if ruleset else WHOLE)
    path = data.draw(st.sampled_from(paths(document.data)))
    document.data = grafted(document.data, path, data.draw(ODD))
    problems: tuple[Problem, ...] = ()
    try:
        validate(RulesetFile if ruleset else Dossier, document)
    except DocumentError as error:
        problems = error.problems
    said = [words for p in problems for words in (p.text.zh, p.text.en or "")]
    noise = re.compile(r"function-|constrained|tuple\[|dict\[|_type|pydantic|Decimal|None\b|lambda|\bGiven\b")
    assert [words for words in said if noise.search(words)] == []
    assert all(p.code != "E129" for p in problems)
    assert all(p.at is not None and p.at.line >= 1 for p in problems)
    assert len({(p.at, p.code, p.text.zh) for p in problems}) == len(problems)


@pytest.mark.parametrize(("written", "meant"), [("关键", "key"), ("否决项", "veto"), ("一般项", "general")])
def test_a_word_of_the_format_written_in_chinese_is_told_in_the_formats_words(written: str, meant: str) -> None:
    (problem,) = problems_of(changed("    class: key", f"    class: {written}"))
    assert problem.hint is not None
    assert meant in problem.hint.zh
