"""Full-width punctuation and a colon without its space: the message points to the sign that was mistyped, not to the line below."""

import pytest
from tests.authoring.small import problems_in_dossier

from tijian.authoring.full_width import slip_in

DOSSIER = """\
schema: tijian/dossier@1
assessment: X
category: boat
assessed_on: "2021-08-12"
enterprise: {name: 厂}
team: [{name: 甲}]
sampling: {state: none}
answers:
  C1.1: 符合
  C1.2: 符合
  C1.3: {outcome: 轻微缺陷, note: x}
samples: []
"""
WIDE, TIGHT = "全角", "冒号后面空一格"


@pytest.mark.parametrize(
    ("right", "wrong", "code", "place", "says"),
    [
        ("C1.1: 符合", "C1.1： 符合", "E105", (9, 7), WIDE),
        ("C1.1: 符合", "C1.1：符合", "E105", (9, 7), WIDE),
        ("C1.1: 符合", "C1.1:符合", "E105", (9, 7), TIGHT),
        ("answers:", "answers：", "E105", (8, 8), WIDE),
        ("assessment: X", "assessment： X", "E105", (2, 11), WIDE),
        ("轻微缺陷, note", "轻微缺陷，note", "E105", (11, 23), WIDE),
        ("C1.3: {", "C1.3: ｛", "E105", (11, 9), WIDE),
        ("note: x}", "note: x｝", "E105", (11, 32), WIDE),
        ("C1.1: 符合\n  C1.2: 符合\n", "C1.1： 符合\n  C1.2： 符合\n", "E105", (9, 7), WIDE),
        ("outcome: 轻微缺陷", "outcome：轻微缺陷", "E112", (11, 10), WIDE),
        (DOSSIER[DOSSIER.index("C1.1") : DOSSIER.index("samples")], "C1.1： 符合\n", "E113", (9, 7), WIDE),
        (DOSSIER[DOSSIER.index("C1.1") : DOSSIER.index("samples")], "C1.1:符合\n", "E113", (9, 7), TIGHT),
    ],
)
def test_the_mistyped_sign_is_pointed_to(right: str, wrong: str, code: str, place: tuple[int, int], says: str) -> None:
    (problem,) = problems_in_dossier(DOSSIER.replace(right, wrong))
    assert problem.at is not None
    assert problem.hint is not None
    assert (problem.code, problem.at.line, problem.at.column) == (code, *place)
    assert says in problem.text.zh + problem.hint.zh


def test_a_wrong_indent_is_still_a_wrong_indent() -> None:
    (problem,) = problems_in_dossier(DOSSIER.replace("  C1.2", "   C1.2"))
    assert (problem.code, "缩进" in problem.text.zh) == ("E105", True)


@pytest.mark.parametrize(
    "line", ["note: 发现：无记录", "说明：见附件", "C1.1: {outcome: minor, note: 甲，乙}", "url: http://x", '- "a：b"', "C1.1:"]
)
def test_punctuation_inside_a_text_is_no_slip(line: str) -> None:
    assert slip_in(line) is None


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("C1.1: 不符合，无培训记录", "说明另写 {outcome: 不符合, note: 无培训记录}"),
        ("C1.1: {outcome: 不符合，无培训记录}", "说明另写 outcome: 不符合, note: 无培训记录"),
        ("C1.1: 轻微缺馅", "是否想写 '轻微缺陷'？"),
    ],
)
def test_an_answer_that_is_none_lists_the_chinese_words_too(wrong: str, hint: str) -> None:
    (problem,) = problems_in_dossier(DOSSIER.replace("C1.1: 符合", wrong))
    assert problem.code == "E117"
    assert "符合 (conform)、轻微缺陷 (minor)、不符合 (major)、不适用 (not_applicable)、未核查 (not_checked)" in problem.text.zh
    assert problem.hint is not None
    assert problem.hint.zh == hint


def test_a_state_of_sampling_by_itself_is_told_its_braces() -> None:
    (problem,) = problems_in_dossier(DOSSIER.replace("{state: none}", "none"))
    assert problem.hint is not None
    assert (problem.code, problem.hint.zh) == ("E113", "写成 {state: none}")
