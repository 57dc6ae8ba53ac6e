"""The picture of a problem: the caret stands under what it speaks of, whatever the line is made of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian.authoring.diagnostics import cells, render, render_all
from tijian.authoring.refusal import complaint
from tijian.model.problem import Position, Problem


def problem(line: str, column: int, length: int = 1, **more: object) -> Problem:
    return Problem("E112", complaint("E112", "错", "wrong").text, Position("f.yaml", 3, column, length), excerpt=line)


def drawn(line: str, column: int, length: int = 1, width: int = 100) -> tuple[str, str, str]:
    """The line as shown, what stands before the carets, and what stands above them."""
    _, shown, under, _ = render(problem(line, column, length), "en", width).split("\n")
    start = len(under) - len(under.lstrip("| "))
    before, above, used = "", "", 0
    for character in shown:
        if used < start:
            before += character
        elif used < start + under.count("^"):
            above += character
        used += cells(character)
    return shown, before, above


def test_the_caret_stands_under_the_word_in_plain_text() -> None:
    assert drawn("    wieght: 3", 5, 6)[2] == "wieght"


def test_the_caret_stands_under_the_word_after_and_under_chinese() -> None:
    assert drawn("  名称: 口罩 wieght", 10, 6)[2] == "wieght"
    assert drawn("  名称: 口罩 wieght", 7, 2)[2] == "口罩"


def test_a_tab_and_a_combining_mark_do_not_move_the_caret() -> None:
    assert drawn("\ta\tb: wieght", 7, 6)[2] == "wieght"
    assert drawn("e\u0301e\u0301: wieght", 7, 6)[2] == "wieght"


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("around", ["x", "口", "口x "])
def test_a_long_line_is_clipped_around_the_caret(width: int, around: str) -> None:
    line = around * 5000 + "wieght" + around * 5000
    shown, _, above = drawn(line, len(around) * 5000 + 1, 6, width)
    assert cells(shown) <= width
    assert above.startswith("wie")


CHARACTERS = st.text(st.sampled_from("ab 口罩，\t\u0301😀\u200b\u202eｗ"), max_size=150)


@given(CHARACTERS, CHARACTERS, st.integers(20, 120))
def test_the_caret_stands_under_its_character_and_nothing_is_wider_than_the_terminal(before: str, after: str, width: int) -> None:
    line = before + "Z" + after
    text = render(problem(line, len(before) + 1), "zh", width)
    picture = text.split("\n")[1:-1]
    shown, under = picture[0], picture[-1]
    assert max(cells(shown), cells(under)) <= width
    used = 0
    for character in shown:
        if used == len(under) - 1:
            break
        used += cells(character)
    assert cells(shown[: shown.index("Z")]) == len(under) - 1
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in text if c != "\n")


@pytest.mark.parametrize("column", [4, 5, 200, 20_001, 900_000])
def test_a_place_behind_what_is_kept_of_an_endless_line_is_told_without_a_picture(column: int) -> None:
    first, *rest = render(problem("abc", column)).split("\n")
    assert first.startswith(f"f.yaml:3:{column}: E112")
    assert any("abc" in line for line in rest) == (column == 4)


def test_a_problem_without_a_line_shows_none() -> None:
    assert render(complaint("E101", "没有", "missing", Position("f.yaml")), "en") == "f.yaml: E101 missing\n   (tijian explain E101)"
    assert render(complaint("E142", "没有", "missing"), "zh") == "E142 没有\n   (tijian explain E142)"


def test_the_other_place_and_the_hint_are_shown_in_the_language_asked_for() -> None:
    found = complaint("E106", "重复", "twice", Position("f", 2, 1), hint=("删一个", "delete one"), also=(Position("g", 1, 4),))
    assert render(found, "zh") == "f:2:1: E106 重复\n   另见 g:1:4\n   删一个   (tijian explain E106)"
    assert render(found, "en") == "f:2:1: E106 twice\n   see also g:1:4\n   delete one   (tijian explain E106)"


def test_several_problems_are_shown_by_place() -> None:
    second, first = problem("b", 1), complaint("E101", "一", "one", Position("a"))
    assert render_all([second, first], "en").startswith("a: E101")
    assert render_all([second, first, second], "en") == render_all([second, first], "en")


def test_nothing_that_moves_a_cursor_comes_through() -> None:
    hostile = complaint("E112", "x\x1b[31m", "x\x1b[31m", Position("f\x1b[2J\r", 1, 1), excerpt="a\x1b[31mb\u202e")
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in render(hostile, "en") if c != "\n")
