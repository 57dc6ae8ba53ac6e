"""The board with very many rows, with sums alone, on a narrow screen, in English, on paper, and where it cannot run."""

import io
import re
from pathlib import Path

import pytest
from tests.board.boards import campaign
from tests.board.browser import Browser, Page
from tests.board.hands import Opened, click, listed, text

pytestmark = pytest.mark.slow


def test_of_many_rows_only_those_in_view_are_made(opened: Opened) -> None:
    page = opened("large")
    assert listed(page) == 5100
    assert page.run("document.querySelectorAll('#list-body tr').length") < 60
    page.run("document.querySelector('#list-body [tabindex=\"0\"]').focus()")
    page.press("End")
    assert page.run("document.activeElement.closest('tr').ariaRowIndex") == "5101"
    assert page.run("document.querySelectorAll('#list-body tr').length") < 60
    height = page.run("document.getElementById('list-body').getBoundingClientRect().height")
    assert height == pytest.approx(5100 * 44, abs=60)
    page.press("Enter")
    page.until("document.querySelector('dialog[open] .standing')")
    assert "不带证据和整改措施的原文" in text(page, "dialog")


def test_a_board_of_sums_has_every_panel_but_the_list(opened: Opened) -> None:
    page = opened("sums")
    assert text(page, "#list-scroll") == "这份看板只有汇总数字，没有逐家名单。"
    assert page.run("document.getElementById('query')") is None
    assert text(page, "#figures") == text(opened("campaign"), "#figures")
    click(page, "[data-focus='pick-grade-D']")
    assert text(page, "#live").startswith("挑出 12 份，占范围内 170 份的 7.0%")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("address", ["", "lang=en"])
def test_the_page_never_scrolls_sideways(opened: Opened, width: int, address: str) -> None:
    page = opened("campaign", address, width=width)
    assert page.run("document.scrollingElement.scrollWidth") <= width
    outside = page.run(
        "[...document.querySelectorAll('main p, h1, h2, h3, .figure b, caption, .facet, #chips button')].filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && !one.closest('.hidden')).map((one) => one.outerHTML.slice(0, 80))"
    )
    assert outside == []


def test_in_english_the_page_itself_has_no_chinese_left(opened: Opened) -> None:
    page = opened("campaign", "lang=en")
    words = page.run(
        "[...document.querySelectorAll('[data-t], button, th[scope=col], caption, option, .note, label, [aria-label]')].map((one) => [one.id, one.getAttribute('aria-label') ?? one.textContent])"
    )
    names = {one.enterprise.name for one in campaign().results}
    assert [one for one in words if re.search(r"[\u4e00-\u9fff]", one[1]) and one[0] != "switch" and one[1] not in names] == []
    assert page.run("document.documentElement.lang") == "en"
    click(page, "#switch")
    assert page.run("document.documentElement.lang") == "zh-Hans"
    assert page.focused() == "switch"


def test_on_paper_every_enterprise_stands_and_no_control(opened: Opened) -> None:
    import pdfplumber

    page = opened("campaign", "category=food_contact")
    with pdfplumber.open(io.BytesIO(page.pdf())) as printed:
        words = re.sub(r"\s+", "", "".join(one.extract_text() or "" for one in printed.pages))
        wide = [char["text"] for one in printed.pages for char in one.chars if char["x1"] > one.width + 1 or char["x0"] < -1]
    assert [one.assessment for one in campaign().results if one.category == "food_contact" and one.assessment not in words] == []
    assert wide == []
    assert "English" not in words
    assert "全部清除" not in words
    assert "跳到名单" not in words
    assert page.run("document.querySelectorAll('#list-body tr').length") < 40


def test_an_opened_enterprise_is_printed_by_itself_and_whole(opened: Opened) -> None:
    import pdfplumber

    result = max(campaign().results, key=lambda one: len(one.actions))
    page = opened("campaign", f"open={result.assessment}", dark=True)
    page.until("document.querySelector('dialog[open] .card')")
    with pdfplumber.open(io.BytesIO(page.pdf())) as printed:
        words = re.sub(r"\s+", "", "".join(one.extract_text() or "" for one in printed.pages))
        assert len(printed.pages) > 1
    assert [one.check for action in result.actions for one in action.corrections if one.check not in words] == []
    assert "上一家" not in words
    assert sum(words.count(one.assessment) for one in campaign().results) == 1


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, files: Path) -> None:
    page = Page(browser, 800, 600, dark=False, script=False).open(files / "campaign.html", wait="true")
    assert "看板需要 JavaScript" in page.run("document.body.innerText")
    page.close()


def test_a_file_that_is_cut_off_says_so(browser: Browser, files: Path, tmp_path: Path) -> None:
    whole = (files / "campaign.html").read_bytes()
    place = whole.index(b'id="board-data">') + 5000
    (tmp_path / "cut.html").write_bytes(whole[:place] + whole[place + 4000 :])
    page = Page(browser, 800, 600, dark=False).open(
        tmp_path / "cut.html", wait="document.getElementById('reading').textContent.includes('cannot be read')"
    )
    assert "看板读不出来" in page.run("document.body.innerText")
    page.close()
