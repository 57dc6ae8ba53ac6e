"""What a scalar means, and that every place of a file can be pointed at."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authoring.small import read

from tijian.authoring.document import Path
from tijian.model.problem import Position


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", Decimal(0)),
        ("12.50", Decimal("12.50")),
        ("-3", Decimal(-3)),
        ("'12'", "12"),
        ('"true"', "true"),
    ],
)
def test_a_plain_scalar_is_a_word_with_a_meaning_or_a_number_as_written(written: str, means: Any) -> None:
    found = read(f"a: {written}").data["a"]
    assert found == means
    assert type(found) is type(means)
    assert str(found) == str(means)


@pytest.mark.parametrize(
    "written",
    "no yes on off No True TRUE Null NULL y 2021-07-31 1e3 -1.5E5 017 0o17 0x1F 1_000 1:30 1:30:00 +5 .5 5. 1,234 --5 - 12.5.1 １２ nan inf NaN <5 96.2%".split(),  # noqa: SIM905
)
def test_what_only_looks_like_a_number_or_a_boolean_stays_text(written: str) -> None:
    if written != "-":
        assert read(f"a: {written}").data == {"a": written}


def test_a_json_number_with_an_exponent_stays_text_as_in_yaml() -> None:
    assert read("[1e3, 2.5E-7, 1.50]", "json").data == ["1e3", "2.5E-7", Decimal("1.50")]


def test_keys_are_text_whatever_they_look_like() -> None:
    assert list(read("1: a\ntrue: b\nnull: c\nno: d\n1.0: e\n").data) == ["1", "true", "null", "no", "1.0"]


def at(text: str, path: Path, **more: Any) -> tuple[int, int, int]:
    found = read(text).position(path, **more)
    return found.line, found.column, found.length


def test_a_value_and_its_key_are_pointed_at() -> None:
    text = "口罩:\n  标准: GB 1\n  项: [甲, 'x y']\n"
    assert at(text, ("口罩", "标准")) == (2, 7, 4)
    assert at(text, ("口罩", "标准"), key=True) == (2, 3, 2)
    assert at(text, ("口罩", "项", 1)) == (3, 10, 5)
    assert at(text, ("口罩",), key=True) == (1, 1, 2)


def test_what_is_missing_is_pointed_at_where_it_is_missing() -> None:
    text = "a:\n  b: {c: 1}\n  d:\n"
    assert at(text, ("a", "b", "x")) == (2, 3, 1)
    assert at(text, ("a", "x", "y")) == (1, 1, 1)
    assert at(text, ("x",)) == (1, 1, 1)
    assert at(text, ("a", "d")) == (3, 3, 1)


def test_the_field_of_a_short_form_is_the_value_itself() -> None:
    text = "answers: {C1: confrm}\nresults: {T1: [96.2, x], T2: 5}\n"
    assert at(text, ("answers", "C1", "outcome")) == (1, 15, 6)
    assert at(text, ("results", "T1", "values", 1)) == (2, 22, 1)
    assert at(text, ("results", "T2", "values", 0)) == (2, 30, 1)


@pytest.mark.parametrize(
    ("text", "offset", "expect"),
    [
        ("when: a == 口 && x\n", 7, (1, 14, 2)),
        ("when: 'it''s && x'\n", 5, (1, 14, 2)),
        ('when: "a\\t\\u4e00 && x"\n', 4, (1, 18, 2)),
        ("when: |\n  a ==\n  b && x\n", 7, (3, 5, 2)),
        ("when: >-\n  aa\n  b && x\n\n  c\n", 5, (3, 5, 2)),
        ("when: |2\n    a && x\n", 4, (2, 7, 2)),
        ("when: aa\n   b && x\n", 5, (2, 6, 2)),
        ('when: "aa\n   b \\\n  && x"\n', 5, (3, 3, 2)),
        ("when: 'aa\n\n   b && x'\n", 5, (3, 6, 2)),
    ],
)
def test_an_offset_inside_any_kind_of_scalar_leads_to_its_column(text: str, offset: int, expect: tuple[int, int, int]) -> None:
    assert read(text).data["when"][offset : offset + 2] == "&&"
    assert at(text, ("when",), offset=offset, length=2) == expect


def test_an_offset_inside_a_json_string_leads_to_its_column() -> None:
    found = read('{"when": "\\ud83d\\ude00\\n && x"}', "json").position(("when",), offset=3, length=2)
    assert (found.line, found.column, found.length) == (1, 26, 2)


def test_an_offset_just_after_the_end_is_where_something_is_missing() -> None:
    assert at("when: a &&\n", ("when",), offset=4, length=1) == (1, 11, 1)
    assert at("when: 'a &&'\n", ("when",), offset=4, length=1) == (1, 12, 1)


def test_an_offset_that_cannot_be_placed_leads_to_the_scalar() -> None:
    assert at("when: abc\n", ("when",), offset=99, length=1) == (1, 7, 3)
    assert at("n: 12.5\n", ("n",), offset=3, length=1) == (1, 7, 1)


WORDS = st.text(st.sampled_from("ab口罩&='\" ()\\:#"), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(WORDS, st.data())
def test_every_visible_character_of_a_quoted_text_is_found_where_it_is_written(words: str, data: st.DataObject) -> None:
    offset = data.draw(st.sampled_from([i for i, c in enumerate(words) if c != " "]))
    single = "a: '" + words.replace("'", "''") + "'"
    double = 'a: "' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    block = "a: |-\n  " + words
    for text in (single, double, block):
        document = read(text)
        assert document.data["a"] == words
        found = document.position(("a",), offset=offset, length=1)
        written = text.split("\n")[found.line - 1][found.column - 1 : found.column - 1 + found.length]
        assert written in (words[offset], "''", '\\"', "\\\\")


def test_a_position_outside_the_file_has_no_excerpt() -> None:
    document = read("a: 1\n")
    assert document.excerpt(Position("f.yaml")) is None
    assert document.excerpt(Position("other.yaml", 1, 1)) is None
    assert document.excerpt(Position("f.yaml", 9, 1)) is None
    assert document.excerpt(Position("f.yaml", 1, 4)) == "a: 1"
