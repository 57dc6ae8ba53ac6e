"""What lint refuses in a ruleset, and where it points; and that it lets a sound ruleset pass."""

from pathlib import Path

import pytest

from tijian.authoring.lint import lint
from tijian.authoring.resolve import Library
from tijian.model.codes.lint import CODES
from tijian.model.problem import Problem, TijianError

SOUND = """\
schema: tijian/ruleset@1
category: sound
edition: "1"
title: {zh: 样例}
in_force: {from: "2021-01-01"}
product:
  kind: {choices: [I, II, III]}
  valve: {type: boolean}
  load: {type: number, unit: kg}
  size: {unit: kg, type: number}
  level: {choices: [A, B], asked_when: "kind == 'I'"}
derived:
  heavy: {choices: [light, heavy], reads: [load]}
define:
  by_kind: "kind == 'I' || kind == 'II'"
scales: {smoke: [ZA3, ZA2, ZA1]}
sections: {S1: {title: {zh: 一}}}
site_checks:
  A1: {section: S1, class: veto, ask: {zh: 问}, source: {basis: proposal}, advice: {correct: {zh: 改}}}
  A2: {section: S1, class: key, ask: {zh: 问}, applies: by_kind, source: {basis: proposal}, advice: {correct: {zh: 改}}}
rule_checks:
  R1: {section: S1, class: key, ask: {zh: 问}, fails_when: "valve", source: {basis: proposal}, advice: {correct: {zh: 改}}}
sample_tests:
  T1:
    name: {zh: 效率}
    class: key
    basis: mandatory
    unit: "%"
    source: {basis: proposal}
    advice: {correct: {zh: 改}}
    limits:
      - {when: "kind == 'I'", require: ">= 99"}
      - {when: "kind == 'II'", require: ">= 95"}
      - {require: ">= 90"}
  T2:
    name: {zh: 推荐}
    class: general
    basis: declared
    scale: smoke
    source: {basis: proposal}
    advice: {correct: {zh: 改}}
    limits: [{require: ">= ZA2"}]
diagnoses:
  D1: {when: "fails('T1') && minor('A2')", says: {zh: 诊断}, explains: [T1, A2]}
  D2: {when: "concluded('D1')", says: {zh: 诊断}, explains: [T1]}
clue_codes:
  L06: {title: {zh: 涉嫌}, urgency: immediate, law: {zh: 法}, source: {basis: proposal}}
clues:
  K1: {code: L06, when: "fails('T1') || fails('A1')"}
scoring: {model: flat, blocks: {site: 70, tests: 30}, credit: {minor: 0.5}, coverage: 80, tests_alone: false}
verdicts:
  - {grade: D, capable: no, when: "fails('A1')"}
  - {grade: C, capable: after_rectification, when: "score('site') < 75"}
  - {grade: A, capable: yes, when: "true"}
"""


def problems(root: Path, text: str, category: str = "sound") -> list[Problem]:
    """Everything that loading and lint say of one ruleset."""
    folder = root / category
    folder.mkdir(exist_ok=True)
    (folder / "1.yaml").write_text(text, "utf-8")
    try:
        return lint(Library([root]).load(category, "1"))
    except TijianError as error:
        return list(error.problems)


def test_a_sound_ruleset_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND) == []


EDITS: list[tuple[str, str, str, str]] = [  # code, what is replaced, by what, and a piece of the line that is pointed at
    ("E301", "  A2: {section", "  T1: {section", "T1:"),
    ("E301", "  by_kind: \"kind == 'I' || kind == 'II'\"", "  heavy: \"kind == 'I'\"\n  by_kind: \"kind == 'II'\"", "heavy: \"kind"),
    ("E302", "  A1: {section", "  all: {section", "all: {section"),
    ("E302", "scales: {smoke:", "scales: {fastness: ['1', '2'], smoke:", "scales"),
    ("E302", "grade: A, capable: yes", "grade: not_assessable, capable: yes", "not_assessable"),
    ("E303", "choices: [I, II, III]", "choices: [I, II, I]", "kind:"),
    ("E303", "[ZA3, ZA2, ZA1]", "[ZA3, ZA2, ZA3]", "scales"),
    ("E305", "{type: number, unit: kg}", "{type: number, unit: kg, range: [50, 0]}", "load:"),
    ("E306", "  A1: {section: S1", "  A1: {section: S9", "A1:"),
    ("E306", "kind: {choices: [I, II, III]}", "kind: {choices: [I, II, III], choice_names: {IV: {zh: 四}}}", "kind:"),
    ("E306", "valve: {type: boolean}", "valve: {type: boolean, choice_names: {yes: {zh: 有}}}", "valve:"),
    ("E306", "scale: smoke", "scale: smokey", "scale:"),
    ("E306", "explains: [T1, A2]", "explains: [T1, A9]", "D1:"),
    ("E306", "K1: {code: L06", "K1: {code: L66", "K1:"),
    ("E306", "model: flat", "model: flatt", "scoring:"),
    ("E306", "reads: [load]", "reads: [lod]", "heavy:"),
    ("W307", ", advice: {correct: {zh: 改}}}\n  A2", "}\n  A2", "A1:"),
    ("W308", 'unit: "%"', 'unit: "mg/Kgg"', "unit:"),
    ("W309", "D2: {when: \"concluded('D1')\",", "D2: {when: \"minor('A2') && concluded('D1')\", advice: {correct: {zh: 改}},", "D2:"),
    ("W309", "D2: {when: \"concluded('D1')\", says: {zh: 诊断}, explains: [T1]}", "D2: {when: minor('A1'), says: {zh: 诊断}, explains: [A1], advice: {correct: {zh: 改}}}", "D2:"),
    ("E312", "asked_when: \"kind == 'I'\"", "asked_when: \"heavy == 'light'\"", "level:"),
    ("E313", "when: \"fails('T1') && minor('A2')\"", "when: \"concluded('D2')\"", "D1:"),
    ("E313", "when: \"concluded('D1')\"", "when: \"concluded('D2')\"", "D2:"),
    ("E313", "  by_kind: \"kind == 'I' ||", "  other: by_kind\n  by_kind: \"other ||", "by_kind:"),
    ("E313", "kind: {choices: [I, II, III]}", "kind: {choices: [I, II, III], asked_when: \"level == 'A'\"}", "kind:"),
    ("E314", "fails('T1') || fails('A1')", "fails('T2') || fails('A1')", "K1:"),
    ("E314", "fails('T1') || fails('A1')", "fails('T1') || count('key','fail') > 0", "K1:"),
    ("E314", "fails('T1') || fails('A1')", "concluded('D1')", "K1:"),
    ("E314", "fails('T1') || fails('A1')", "fails('R1')", "K1:"),
    ("E321", 'when: "true"}', "when: \"minor('A1')\"}", "grade: A"),
    ("E322", "when: \"fails('A1')\"", 'when: "true"', "grade: D"),
    ("E323", 'grade: A, capable: yes, when: "true"', 'grade: D, capable: yes, when: "true"', "grade: D, capable: yes"),
    ("E324", "grade: D, capable: no", "grade: D, capable: yes", "grade: C"),
    ("E325", "tests_alone: false", "tests_alone: true", "grade: C"),
    ("E331", "    limits: [{require: \">= ZA2\"}]\n", "", "T2:"),
    ("E331", "    scale: smoke", "    scale: smoke\n    combine: each", "combine"),
    ("E331", "    scale: smoke\n", "    parts: [Pb, Cd]\n", "parts"),
    ("E331", "    scale: smoke\n", "    parts: {Pb: [{require: conforms}]}\n", "limits"),
    ("E332", "    scale: smoke", "    scale: smoke\n    round_to: 0.5", "round_to"),
    ("E332", "    scale: smoke", "    scale: smoke\n    compare: rounded", "limits"),
    ("E334", "      - {require: \">= 90\"}\n", "", "kind == 'II'"),
    ("E335", "      - {when: \"kind == 'II'\", require: \">= 95\"}\n", "      - {when: \"kind == 'I' && valve\", require: \">= 95\"}\n", "&& valve"),
    ("E335", "      - {when: \"kind == 'II'\", require: \">= 95\"}\n", '      - {require: ">= 95"}\n', '{require: ">= 95"}'),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "near"), EDITS, ids=[f"{code}-{index}" for index, (code, *_) in enumerate(EDITS)])
def test_a_fault_is_found_at_its_place(code: str, old: str, new: str, near: str, tmp_path: Path) -> None:
    assert SOUND.count(old) == 1, "the edit must be one"
    found = problems(tmp_path, SOUND.replace(old, new))
    matching = [problem for problem in found if problem.code == code]
    assert matching, f"{code} not among {[(problem.code, problem.text.en) for problem in found]}"
    assert matching[0].at is not None
    assert matching[0].excerpt is not None
    assert near in matching[0].excerpt
    assert matching[0].warning == code.startswith("W")


@pytest.mark.parametrize(
    ("when", "explains"),
    [("concluded('D1')", "[T1, R1]"), ("concluded('D1') || fails('A1')", "[T1]"), ("minor('A2')", "[T1, A2]"), ("concluded('D1')", "[R1]")],
)
def test_a_diagnosis_that_can_win_a_finding_is_not_warned_of(when: str, explains: str, tmp_path: Path) -> None:
    old = "D2: {when: \"concluded('D1')\", says: {zh: 诊断}, explains: [T1]}"
    assert SOUND.count(old) == 1
    new = f'D2: {{when: "{when}", says: {{zh: 诊断}}, explains: {explains}, advice: {{correct: {{zh: 改}}}}}}'
    assert problems(tmp_path, SOUND.replace(old, new)) == []


def test_every_code_of_lint_is_proved_by_an_edit() -> None:
    beyond_the_caps = {"E315", "E341"}  # below
    assert {code for code, *_ in EDITS} | beyond_the_caps == set(CODES)


def test_a_ruleset_beyond_the_second_engine_is_refused_at_the_condition(tmp_path: Path) -> None:
    wide = " && ".join(f"count('general','fail') > {n}" for n in range(9))
    found = problems(tmp_path, SOUND.replace("fails('T1') && minor('A2')", wide))
    assert [problem.code for problem in found] == ["E341"]
    assert "D1:" in (found[0].excerpt or "")
    many = " || ".join(f"count('general','fail') > {n}" for n in range(50))
    rows = "\n".join(f"  D{n}: {{when: \"({many}) && fails('A{n % 2 + 1}')\", says: {{zh: 诊}}, explains: [A1]}}" for n in range(3, 8))
    assert [problem.code for problem in problems(tmp_path, SOUND.replace("clue_codes:", rows + "\nclue_codes:"))] == ["E341"]


@pytest.mark.parametrize("length", [32, 33, 3000])
def test_a_chain_of_more_than_32_references_is_refused_where_it_begins(length: int, tmp_path: Path) -> None:
    asked = (
        "".join(f"  a{n}: {{type: boolean, asked_when: a{n + 1}}}\n" for n in range(length - 1))
        + f"  a{length - 1}: {{type: boolean, asked_when: valve}}\n"
    )
    links = "".join(f"  E{n}: {{when: concluded('E{n + 1}'), says: {{zh: 诊}}, explains: [A1]}}\n" for n in range(length - 1))
    last = f"  E{length - 1}: {{when: fails('A1'), says: {{zh: 诊}}, explains: [A1]}}\n"
    found = problems(tmp_path, SOUND.replace("derived:\n", asked + "derived:\n").replace("diagnoses:\n", "diagnoses:\n" + links + last))
    assert [problem.code for problem in found] == ([] if length == 32 else ["E315", "E315"])
    assert length == 32 or ["a0:" in (problem.excerpt or "") or "E0:" in (problem.excerpt or "") for problem in found] == [True, True]


def test_every_problem_of_a_file_is_found_in_one_pass_in_the_order_of_the_file(tmp_path: Path) -> None:
    broken = (
        SOUND.replace("model: flat", "model: flatt")
        .replace("section: S1, class: veto", "section: S9, class: veto")
        .replace("capable: no", "capable: yes")
    )
    found = problems(tmp_path, broken)
    assert [problem.code for problem in found] == ["E306", "E306", "E324"]
    assert [problem.at.line for problem in found if problem.at] == sorted(problem.at.line for problem in found if problem.at)


@pytest.mark.parametrize(("rows", "codes"), [
    ("[{when: \"load < 10\", require: '>= 1'}, {when: \"load >= 10\", require: '>= 2'}]", []),
    ("[{when: \"load < 10\", require: '>= 1'}, {when: \"load > 10\", require: '>= 2'}]", ["E334"]),
    ("[{when: \"load <= 10\", require: '>= 1'}, {when: \"load > 5\", require: '>= 2'}]", []),
    ("[{when: \"load <= 10\", require: '>= 1'}, {when: \"load < 5\", require: '>= 2'}, {require: '>= 3'}]", ["E335"]),
    ("[{when: \"produced_on < '2021-07-01'\", require: '>= 1'}, {when: \"produced_on >= '2021-07-01'\", require: '>= 2'}]", []),
    ("[{when: \"produced_on < '2021-07-01'\", require: '>= 1'}, {when: \"produced_on > '2021-07-01'\", require: '>= 2'}]", ["E334"]),
    ("[{when: valve, require: '>= 1'}, {when: '!valve', require: '>= 2'}]", []),
    ("[{when: \"level == 'A'\", require: '>= 1'}, {when: \"level == 'B'\", require: '>= 2'}]", ["E334"]),
    ("[{when: \"level == 'A'\", require: '>= 1'}, {when: \"level == 'B'\", require: '>= 2'}, {when: \"kind != 'I'\", require: '>= 3'}]", []),
    ("[{when: \"kind in ['I', 'II']\", require: '>= 1'}, {when: \"kind == 'III'\", require: '>= 2'}]", []),
    ("[{when: \"group == 'food'\", require: '>= 1'}, {when: \"group == 'industrial'\", require: '>= 2'}]", []),
    ("[{when: \"load == size\", require: '>= 1'}]", ["E334"]),
    ("[{when: \"load > size\", require: '>= 1'}, {require: '>= 2'}]", []),
    ("[{when: \"load > size && size > 10\", require: '>= 1'}, {require: '>= 2'}]", []),
    ("[{when: \"produced_on < assessed_on\", require: '>= 1'}, {require: '>= 2'}]", []),
])  # fmt: skip
def test_limit_rows_must_cover_every_product_and_each_be_reached(rows: str, codes: list[str], tmp_path: Path) -> None:
    text = SOUND.replace("    scale: smoke\n", "").replace('    limits: [{require: ">= ZA2"}]', f"    limits: {rows}")
    assert [problem.code for problem in problems(tmp_path, text)] == codes


def test_a_row_is_not_asked_to_cover_a_product_that_the_test_does_not_apply_to(tmp_path: Path) -> None:
    text = SOUND.replace("    scale: smoke\n", "    applies: \"level in ['A', 'B']\"\n")
    rows = "[{when: \"level == 'A'\", require: '>= 1'}, {when: \"level == 'B'\", require: '>= 2'}]"
    assert problems(tmp_path, text.replace('    limits: [{require: ">= ZA2"}]', f"    limits: {rows}")) == []
