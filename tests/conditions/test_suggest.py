"""Did you mean …: the likeliest word, the same one every time, and none where none is likely."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijian.conditions.suggest import did_you_mean

KNOWN = ["weight", "section", "class", "applies", "may_skip", "MSK-T01", "MSK-T10", "C5.3"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("wieght", "weight"),
        ("Weight", "weight"),
        ("ｗｅｉｇｈｔ", "weight"),
        ("apply", "applies"),
        ("msk-t01", "MSK-T01"),
        ("ＭSK-T10", "MSK-T10"),
        ("С5.3", "C5.3"),
        ("may-skip", "may_skip"),
    ],
)
def test_a_slip_is_recognised(word: str, meant: str) -> None:
    assert did_you_mean(word, KNOWN) == meant


@pytest.mark.parametrize("word", ["", "xyzzy", "棉", "w" * 100_000, "\ud800"])
def test_nothing_is_suggested_where_nothing_is_near(word: str) -> None:
    assert did_you_mean(word, KNOWN) is None


@given(st.text(max_size=10), st.lists(st.text(max_size=10), max_size=6))
def test_the_order_of_what_is_known_does_not_matter(word: str, known: list[str]) -> None:
    shuffled = random.Random(0).sample(known, len(known))
    assert did_you_mean(word, known) == did_you_mean(word, shuffled)
    assert did_you_mean(word, known) in {*known, None}


@pytest.mark.parametrize("known", [["Abc", "aBc", "abd"], ["abd", "aBc", "Abc"]])
def test_of_equally_likely_words_it_is_always_the_same_one(known: list[str]) -> None:
    assert did_you_mean("abc", known) == "Abc"
    assert did_you_mean("abx", known) == did_you_mean("abx", known[::-1])
