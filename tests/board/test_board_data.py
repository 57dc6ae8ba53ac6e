"""What a board is made of: the same bytes each time, nothing to fetch, nothing that a stranger wrote as markup, details as long as they are few."""

import hashlib
import re
from base64 import b64encode
from typing import Any

import pytest
from tests.board.boards import board, campaign, compared, data_of, held
from tests.reports.reporting import BIDI, HOSTILE, hostile

from tijian.reports.board import write
from tijian.reports.board.cells import number_of, summed
from tijian.reports.board.scripts import PAGE, joined


def test_two_boards_of_the_same_results_are_the_same_bytes_whatever_their_order() -> None:
    results = campaign().results
    assert board() == board(results[::-1])


def test_the_policy_admits_the_script_and_the_style_sheet_by_their_hashes_and_nothing_else() -> None:
    page = board().decode()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    [style] = re.findall(r"(?s)<style>(.*?)</style>", page)
    [script] = re.findall(r'(?s)<script type="module">(.*?)</script>', page)
    hashes = [f"'sha256-{b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" for part in (style, script)]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert [rules["style-src"], rules["script-src"]] == hashes
    assert "unsafe" not in policy
    assert not re.search(r"\bon\w+=|\bstyle=|javascript:", page.replace(script, "").replace(style, ""))
    assert re.findall(r"(?i)\b(?:src|href|action|url)\s*[=(]\s*[\"']?((?!#|data:)[^\"'\s>)]+)", page.replace(script, "")) == []
    assert "http:" not in script.replace("http://www.w3.org/2000/svg", "")
    assert "https:" not in script


@pytest.mark.parametrize("name", [*HOSTILE, BIDI, "</script><script>alert(1)</script>", "<!--<script>", "]]>"])
def test_what_strangers_wrote_never_stands_in_the_page_as_it_was_written(name: str) -> None:
    results = [hostile(name, campaign().results[0])]
    page = write(compared(results), results).decode()
    assert page.count("<script") == 3
    assert name not in page.replace(joined(), "")
    data = held(page.encode())
    assert data["rows"]["name"] == [name.replace("\u202e", "[U+202E]").replace("\u2066", "[U+2066]")]


def test_the_title_of_a_campaign_is_escaped() -> None:
    from tijian.model.text import text

    one = campaign()
    strange = one.campaign.model_copy(update={"title": text("</title><script>x</script>&")})
    from tijian.compare import compare

    page = write(compare(one.results[:1], strange), one.results[:1], strange).decode()
    assert "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;&amp;" in page
    assert page.count("<script") == 3


def test_beyond_a_number_of_rows_details_are_left_out_and_then_rows() -> None:
    few, brief, sums = board(), board(most_detailed=10), board(most_rows=10)
    assert held(few)["detailed"] > 0
    assert "details-0" in few.decode()
    assert held(brief)["detailed"] == 0
    assert 'id="details-0"' not in brief.decode()
    assert "rows" not in held(sums)
    assert sum(cell["judged"] for cell in held(sums)["cells"]) == len(campaign().results)


def test_the_details_of_a_row_are_those_of_its_result() -> None:
    page = board()
    data, rows = held(page), held(page, "details-0")
    results = {one.assessment: one for one in campaign().results}
    assert data["rows"]["id"] == list(results)
    assert len(rows) == len(results)
    for number, detail in zip(data["rows"]["id"], rows, strict=True):
        result = results[number]
        told = [finding for action in detail.get("actions", []) for finding in action["findings"]]
        made = [one for action in result.actions for one in action.corrections]
        assert [(data["items"][one["item"]]["id"], one["state"], one["due"], one["points"]) for one in told] == [
            (one.check, one.state, one.due, one.points_lost) for one in made
        ]
        assert [data["texts"][one["correct"]][0] for one in told if "correct" in one] == [one.correct.zh for one in made if one.correct]
        assert [(sign, data["texts"][text][0]) for sign, text in detail.get("caveats", [])] == [
            ({"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}[one.reason], one.text.zh)
            for one in result.verdict.caveats
        ]
        assert [one["code"] for one in detail.get("clues", [])] == [one.code for one in result.clues]


def test_every_mark_says_the_state_of_its_check() -> None:
    data = data_of(campaign().results)
    for place, result in enumerate(campaign().results):
        items = data["rulesets"][data["rows"]["ruleset"][place]]["items"]
        told = {
            data["items"][item]["id"]: data["marks"][number_of(mark)][0]
            for item, mark in zip(items, data["rows"]["marks"][place], strict=True)
        }
        assert told == {check.id: check.state for check in result.checks}


def test_more_kinds_of_mark_than_there_are_letters_stay_apart() -> None:
    from tijian.compare.rows import rows_of
    from tijian.reports.board.columns import Columns

    columns = Columns(rows_of(campaign().results[:1], None), compared(campaign().results[:1]))
    marks = [columns._written(("fail", number, number, 0, 0)) for number in range(56_000)]
    assert [number_of(mark) for mark in marks] == list(range(56_000))
    assert all("\\" not in mark and not 0xD800 <= ord(mark) < 0xE000 for mark in marks)


def test_the_data_hold_no_float() -> None:
    def walk(thing: Any) -> None:
        assert not isinstance(thing, float)
        for one in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
            walk(one)

    data = data_of(campaign().results)
    walk(data)
    walk(summed(data))


def test_a_board_of_nothing_is_a_page_too() -> None:
    data = held(write(compared([]), []))
    assert data["rows"]["id"] == []
    assert data["outcomes"] == []


def test_every_field_of_the_data_stands_in_its_description() -> None:
    page = (PAGE.parents[4] / "docs" / "board.md").read_text("utf-8")
    data = data_of(campaign().results)
    fields = {*data, *data["rows"], *summed(data)["cells"][0]} | {
        name for part in ("rulesets", "items", "sections", "outcomes", "clues") for name in data[part][0]
    }
    described = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", page))))
    assert sorted(fields - described - {"schema"}) == []
