"""Every refusal: its code, the place it points at, and that it says what, why and what to do in both languages."""

import re
from pathlib import Path

import pytest
from tests.conditions.grown import JUDGED_SCOPE, SCOPE
from tests.conditions.refused import CHECKING, PARSING, READING

from tijian.conditions.check import Scope, check
from tijian.conditions.error import ConditionError
from tijian.conditions.parse import parse
from tijian.conditions.tree import Attr, Node, inline
from tijian.model.codes.conditions import CODES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
INLINING = {"E202", "E227", "E228"}  # by `inline`, see below


def pointed_at(marked: str) -> tuple[str, int, int]:
    before, inside, after = re.split("[«»]", marked)
    return before + inside + after, len(before), len(inside)


def assert_tells_it_all(error: ConditionError, hint: str) -> None:
    assert error.hint is not None
    for text in (error.text, error.hint):
        assert text.en is not None
        assert len(text.zh) >= 2
        assert not re.search(r"[㐀-鿿]", re.sub("'[^']*'|[（），]", "", text.en)), "English holds Chinese only in quotes"
    assert CHINESE.search(error.text.zh)
    assert hint in str(error.hint.en)
    assert error.text.zh in str(error)
    assert error.code in str(error)


@pytest.mark.parametrize(("code", "marked", "hint"), PARSING)
def test_the_parser_says_where_what_why_and_what_to_write(code: str, marked: str, hint: str) -> None:
    text, at, length = pointed_at(marked)
    with pytest.raises(ConditionError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.at, error.length) == (code, at, max(length, 1)), error
    assert_tells_it_all(error, hint)


@pytest.mark.parametrize(
    ("code", "marked", "hint", "scope"), [(*case, JUDGED_SCOPE) for case in CHECKING] + [(*case, SCOPE) for case in READING]
)
def test_the_checker_says_where_what_why_and_what_to_write(code: str, marked: str, hint: str, scope: Scope) -> None:
    text, at, length = pointed_at(marked)
    (error,) = check(parse(text), scope)
    assert (error.code, error.at, error.length) == (code, at, length), error
    assert_tells_it_all(error, hint)


@pytest.mark.parametrize(
    ("code", "text", "definitions"),
    [
        ("E227", "x && a", {"a": "b", "b": "!c || d", "c": "d && a"}),
        ("E227", "x && a", {"a": "a"}),
        ("E202", "x && d0", {f"d{n}": f"d{n + 1}" for n in range(5000)}),
        ("E202", "x && d0", {f"d{n}": f"!(d{n + 1} == 1 || d{n + 1})" for n in range(99)}),
        ("E228", "x && d0", {f"d{n}": f"d{n + 1} && d{n + 1}" for n in range(30)}),
        ("E228", "x && d0", {f"d{n}": f"d{n + 1} || !d{n + 1}" for n in range(12)}),
    ],
)
def test_definitions_that_never_end_are_refused_where_they_are_used(code: str, text: str, definitions: dict[str, str]) -> None:
    with pytest.raises(ConditionError) as caught:
        inline(parse(text), {name: parse(condition) for name, condition in definitions.items()})
    error = caught.value
    assert (error.code, error.at, error.length) == (code, 5, len(text) - 5)
    assert_tells_it_all(error, "")


def test_a_cycle_is_printed() -> None:
    definitions: dict[str, Node] = {"a": Attr("b"), "b": parse("!c"), "c": parse("x || b")}
    with pytest.raises(ConditionError, match="b → c → b"):
        inline(Attr("a"), definitions)


def test_every_code_of_conditions_is_refused_at_least_once() -> None:
    here = {code for code in CODES if code < "E250"}
    assert here == {code for code, *_ in PARSING + CHECKING + READING} | INLINING


def test_all_objections_come_at_once_in_the_order_of_the_text() -> None:
    text = "grad == 'I' && !fails('C9') || load > 'x' || score('site') < 0"
    assert [(error.code, error.at) for error in check(parse(text), JUDGED_SCOPE)] == [
        ("E216", 0),
        ("E213", 15),
        ("E217", 22),
        ("E222", 38),
        ("E226", 61),
    ]


def test_objections_to_a_tree_made_by_hand_name_the_tree() -> None:
    from tijian.conditions.tree import Count

    assert [error.code for error in check(Count("class", "x", "fail", ">", -1), JUDGED_SCOPE)] == ["E220", "E226"]


def test_the_words_of_a_stranger_are_cut_and_escaped() -> None:
    (error,) = check(parse("fails('" + "x" * 900 + "\u202e\u200b')"), JUDGED_SCOPE)
    assert len(error.text.zh) < 100
    (error,) = check(parse("fails('x\u202e\u200by')"), JUDGED_SCOPE)
    assert "x\\u202e\\u200by" in error.text.zh


@pytest.mark.parametrize("name", ["parse", "check"])
def test_the_rooms_stay_as_small_as_promised(name: str) -> None:
    import tijian.conditions as room

    most = {"parse": 150, "check": 400}[name]
    assert len((Path(next(iter(room.__path__))) / f"{name}.py").read_text("utf-8").splitlines()) <= most
