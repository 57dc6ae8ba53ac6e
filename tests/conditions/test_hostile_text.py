"""Whatever text comes, it is a condition or it is refused: nothing crashes, nothing is run, and what is accepted is CEL."""

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions.grown import JUDGED_SCOPE

from tijian.conditions.check import check
from tijian.conditions.error import ConditionError
from tijian.conditions.parse import parse
from tijian.conditions.tree import Node, source

HOSTILE = {
    "brackets": "(" * 100_000,
    "brackets that close": "(" * 50_000 + "a" + ")" * 50_000,
    "brackets within the length": "(" * 1999,
    "negations": "!" * 2000,
    "lists in lists": "a in " + "[" * 1990,
    "a huge power": "9**9**9",
    "a huge number": "a < " + "9" * 1990,
    "a long fraction": "a < 0." + "9" * 1990,
    "a huge bound": "count('key', 'fail') > " + "9" * 1970,
    "a huge score": "score('site') < " + "9" * 1980,
    "many items": "a||" * 660 + "a",
    "many brackets side by side": "(a)||" * 390 + "a",
    "quotes": "'" * 2000,
    "odd quotes": "'" * 1999,
    "backslashes": "'" + "\\" * 1999,
    "escapes": "'" + "\\n" * 990 + "'",
    "escaped quotes": "'" + "\\'" * 990 + "'",
    "escaped quotes that never close": "'" + "\\'" * 990,
    "quotes by turns": "'\"" * 1000,
    "NULs": "\0" * 50,
    "a NUL in the middle": "a == '\0'",
    "half a character": "\ud800",
    "half a character in quotes": "'\udfff'",
    "full-width operators": "ａ ＝＝ １ ＆＆ （ｂ ｜｜ ！ｃ）",
    "a long name": "a" * 2000,
    "a long unknown call": "a" * 1990 + "(1)",
    "Python": "__import__('os').system('true')",
    "Python in a name": "a.__class__.__mro__",
    "a format": "'{0.__class__}' == '%s' % a",
    "a comment": "true // && false",
    "bidi": "a == 'x' \u202e&& b",
    "a byte order mark": "\ufefftrue",
    "no-break spaces": "a\u00a0==\u00a01",
    "combining": "e\u0301 == 1",
    "a dollar": "${a}",
    "a template": "{{ a }}",
    "minus": "-" * 2000 + "1",
    "dots": "." * 2000,
    "commas": "a in [" + "1," * 990 + "1]",
}


def outcome(text: str) -> Node | ConditionError:
    """The tree, or the refusal; anything else that is raised fails the test."""
    try:
        return parse(text)
    except ConditionError as refused:
        return refused


def assert_sound(text: str) -> None:
    """Refused with a place inside the text and words that can be written to a file; or a tree that is CEL and checks without a crash."""
    found = outcome(text)
    if isinstance(found, ConditionError):
        assert found.at >= 0
        assert found.length >= 1
        assert found.at + found.length <= max(len(text), 1)
        for words in (found.text, found.hint):
            assert words is not None
            (words.zh + str(words.en)).encode("utf-8")
        return
    cel.compile(text)
    for objection in check(found, JUDGED_SCOPE):
        assert 0 <= objection.at < objection.at + objection.length <= len(text)
        objection.text.zh.encode("utf-8")
    if len(source(found)) <= 2_000:
        assert parse(source(found)) == found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_refused_or_harmless(text: str) -> None:
    assert_sound(text)


@pytest.mark.parametrize(
    "name", ["brackets", "brackets that close", "a huge power", "NULs", "Python", "full-width operators", "lists in lists", "a template"]
)
def test_what_conditions_do_not_have_is_refused(name: str) -> None:
    assert isinstance(outcome(HOSTILE[name]), ConditionError)


@given(st.text(max_size=60))
def test_any_text_is_refused_or_harmless(text: str) -> None:
    assert_sound(text)


WORDS = [
    *("a", "b", "in", "true", "false", "null", "count", "score", "fails", "and", "not", "for", "x1", "produced_on", "grade", "strict"),
    *("'I'", '"II"', "'it\\'s'", "'\\u4e2d'", "'", '"', "\\", "r'x'", "'''"),
    *("0", "1", "-1", "2.50", "1e5", "0x1", "5u", "007", ".5", "5."),
    *(
        "&&",
        "||",
        "!",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "(",
        ")",
        "(",
        ")",
        "[",
        "]",
        ",",
        "-",
        "+",
        "*",
        "?",
        ":",
        ".",
        "{",
        "}",
        "=",
        "&",
        "|",
    ),
    *(" ", "\n", "＆", "；", "棉", "\0", "//"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=16), st.sampled_from(["", " "]))
def test_any_heap_of_words_is_refused_or_is_cel(words: list[str], gap: str) -> None:
    assert_sound(gap.join(words))


PIECES = [
    "a",
    "valve == true",
    "grade in ['I']",
    "fails('C1.1')",
    "count('key', 'fail') > 2",
    "score('site') < 60",
    "load >= -2.5",
    "'x'",
    "(",
    ")",
    "!",
    " && ",
    " || ",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_any_heap_of_larger_pieces_is_refused_or_is_cel(pieces: list[str]) -> None:
    assert_sound("".join(pieces))


@pytest.mark.parametrize("name", ["many items", "many brackets side by side", "escapes", "escaped quotes"])
def test_length_alone_is_no_reason_to_refuse(name: str) -> None:
    assert not isinstance(outcome(HOSTILE[name]), ConditionError)


def test_the_longest_condition_that_is_allowed_is_read() -> None:
    text = "(" * 32 + "a" + ")" * 32
    text += " || b" * ((2_000 - len(text)) // 5)
    assert_sound(text)
    assert not isinstance(outcome(text), ConditionError)
    assert isinstance(outcome(text + " " * 2_000), ConditionError)
