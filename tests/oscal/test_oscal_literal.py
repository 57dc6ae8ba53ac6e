"""A stranger's words stay words: in markup they mean nothing, in names they are one line, and in the bytes nothing hides."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.oscal import registry as at

from tijian.exchange.oscal.documents import assessment_results, plan_of_action
from tijian.exchange.oscal.literal import line, lines, string, token
from tijian.exchange.oscal.written import written
from tijian.model.text import Text

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"paragraph_open", "paragraph_close", "inline"}
words = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\\`*_{}[]()<>#+-.!|~^&;\"'=1 ab甲/:\n", max_size=40),
    st.sampled_from(at.HOSTILE),
)


def shown(markup: str) -> list[str]:
    """The paragraphs that a reader of Markdown sees; fails where it sees anything but text in paragraphs."""
    tokens = MARKDOWN.parse(markup)
    assert {one.type for one in tokens} <= PLAIN, markup
    inner = [one.children or [] for one in tokens if one.type == "inline"]
    assert {child.type for each in inner for child in each} <= {"text", "text_special", "softbreak"}, markup
    return ["".join(child.content for child in each) for each in inner]


@given(words)
def test_a_line_of_markup_shows_the_words_and_nothing_else(said: str) -> None:
    marked = line(said)
    assert "\n" not in marked
    expected = string(said).replace("\x00", "\ufffd")
    assert shown(marked) == [expected or "—"]


@given(words, words)
def test_paragraphs_show_each_line_of_the_words(zh: str, en: str) -> None:
    said = Text(zh=zh.strip() or "甲", en=en.strip() or None)
    expected = [
        kept
        for part in dict.fromkeys([said.zh, said.en or ""])
        for one in re.split(r"[\r\n\x85\u2028\u2029]+", part)
        if (kept := string(one))
    ]
    assert shown(lines(said)) == expected


@given(words)
def test_what_oscal_adds_to_markdown_never_stands_without_a_backslash(said: str) -> None:
    bare = re.sub(r"\\.", "", line(said))
    assert not re.search(r'["^~{}|<&*`\[\]]', bare)


@given(words)
def test_a_string_is_one_line_without_blanks_at_its_ends(said: str) -> None:
    kept = string(said)
    assert kept == "" or re.fullmatch(r"\S(.*\S)?", kept)
    assert not any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in kept)


@given(st.lists(words, unique=True, min_size=2, max_size=6))
def test_tokens_are_tokens_and_different_words_get_different_ones(said: list[str]) -> None:
    made = [token(one) for one in said]
    assert len(set(made)) == len(made)
    for one in made:
        assert one[0] == "_" or unicodedata.category(one[0]).startswith("L")
        assert all(character in "._-" or unicodedata.category(character)[0] in "LN" for character in one[1:])


@pytest.mark.parametrize("good", ["C1.1", "MSK-T01", "mask.2021.BAG-T01.2020", "_x", "属性"])
def test_what_is_a_token_stays_as_it_is(good: str) -> None:
    assert token(good) == good


@pytest.mark.parametrize("name", at.HOSTILE)
def test_a_hostile_name_is_read_back_as_it_was_written_and_never_as_markup(name: str) -> None:
    of = at.hostile(name, next(one for one in at.campaign() if one.clues and one.actions))
    for document in (at.read(assessment_results([of])), at.read(plan_of_action(of))):
        (root,) = document.values()
        assert string(name) in [party["name"] for party in root["metadata"]["parties"] if "name" in party]
        texts = [
            each[field]
            for _, each in at.objects(document)
            for field in ("title", "description", "statement", "remarks", "text")
            if isinstance(each.get(field), str)
        ]
        assert len(texts) > 20
        for each in texts:
            shown(each)


def test_what_would_hide_or_reorder_is_an_escape_in_the_bytes_and_itself_to_a_program() -> None:
    name = "甲\u202e乙\u2066丙\u200b丁\u2028戊\u0007\U000e0041"
    of = at.campaign()[0].model_copy(update={"institution": name})
    data = written(assessment_results([of]))
    assert not any(unicodedata.category(character) in ("Cf", "Zl", "Zp") for character in data)
    assert "\\u202e乙\\u2066丙\\u200b丁" in data
    names = [party.get("name") for party in json.loads(data)["assessment-results"]["metadata"]["parties"]]
    assert "甲\u202e乙\u2066丙\u200b丁 戊 \U000e0041" in names
