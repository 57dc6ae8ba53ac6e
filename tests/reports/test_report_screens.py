"""Reports as pages, in a real browser: on a telephone and on a desk nothing sticks out and no text covers other text; axe finds no fault."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.board.browser import Browser, Page, chromium, running
from tests.reports import office
from tests.reports import reporting as at

from tijian.model.text import Language
from tijian.reports.model import Kind, Report

_AXE = Path(__file__).parents[2] / ".tools" / "node_modules" / "axe-core" / "axe.min.js"
_BOXES = (Path(__file__).parent / "screen_boxes.js").read_text("utf-8")
_FAULTS = "axe.run().then((told) => told.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))"
_ROLES = """[...new Set([...document.querySelectorAll('.grid, .grid thead, .grid tbody, .grid tr, .grid th, .grid td')]
    .map((one) => `${one.localName} ${one.getAttribute('role')}`))].sort()"""
_TELEPHONE, _DESK = 390, 1200
_KINDS: tuple[Kind, ...] = ("enterprise", "overall", "regional", "industry")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all, with the same fonts on every machine."""
    folder = tmp_path_factory.mktemp("browser")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("FONTCONFIG_FILE", office.fonts(folder)["FONTCONFIG_FILE"])
        with running(folder / "profile") as one:
            yield one


def _seen(browser: Browser, file: Path, width: int, *scripts: str) -> tuple[Any, list[str]]:
    """What the last of some scripts gives in a page of that width, and what the browser complained of."""
    page = Page(browser, width, 900, dark=False).open(file, wait="document.fonts.status === 'loaded'")
    answers = [page.run(script) for script in scripts]
    page.close()
    return answers[-1] if answers else None, page.said


@cache
def _reports() -> dict[str, Report]:
    """A wide spread: every kind in both languages, every category, names without a place to break and with long words."""
    of_kinds = {f"{kind}.zh": at.longest(kind, "zh") for kind in _KINDS} | {f"{kind}.en": at.longest(kind, "en") for kind in _KINDS}
    of_categories = {one.category: at.report(one, "en") for one in at.fullest()}
    strange = {
        "solid": at.report(at.hostile(at.SOLID, at.result("mask_d"))),
        "long": at.report(at.hostile(at.LONG, at.result("mask_d")), "en"),
        "script": at.report(at.hostile(at.HOSTILE[1], at.result("mask_d"))),
    }
    return of_kinds | of_categories | strange


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files."""
    folder = tmp_path_factory.mktemp("pages")
    for name, one in _reports().items():
        (folder / f"{name}.html").write_bytes(at.press().print(one, "html").data)
    return {name: folder / f"{name}.html" for name in _reports()}


@pytest.mark.parametrize("width", [_TELEPHONE, _DESK])
def test_nothing_sticks_out_and_no_text_covers_other_text(width: int, browser: Browser, pages: dict[str, Path]) -> None:
    found = {}
    for name, page in pages.items():
        wrong, said = _seen(browser, page, width, _BOXES)
        found[name] = [*wrong, *said]  # what a browser complains of: a style that the policy does not allow
    assert found == {name: [] for name in pages}


def test_the_tests_of_screens_notice_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """Otherwise the tests above could pass on anything."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'"><p><span>first</span></p><style>p { color: red }</style>',
        "utf-8",
    )
    assert _seen(browser, page, _DESK)[1]
    page.write_text(
        '<p>first<p style="margin-top: -30px">second<p style="width: 40px">Incomprehensibilities<p style="width: 2000px; border: 1px solid">x',
        "utf-8",
    )
    found = " | ".join(_seen(browser, page, _DESK, _BOXES)[0])
    for words in ('"second" over "first"', "outside its p", "wide in a window of"):
        assert words in found


@pytest.mark.skipif(not _AXE.is_file(), reason="axe-core is not in .tools (make test puts it there, where npm is installed)")
@pytest.mark.parametrize("width", [_TELEPHONE, _DESK])
def test_axe_finds_no_fault(width: int, browser: Browser, tmp_path: Path) -> None:
    axe, series = _AXE.read_text("utf-8"), at.series()
    languages: tuple[Language, ...] = ("zh", "en") if width == _DESK else ("en", "zh")
    found = {}
    for place, kind in enumerate(_KINDS):  # axe is slow: a short report, each kind in one language at each width
        one = next(made for _, made in series.reports(kind, languages[place % 2]))
        (tmp_path / f"{kind}.html").write_bytes(at.press().print(one, "html").data)
        found[kind], _ = _seen(browser, tmp_path / f"{kind}.html", width, f"{axe}; true", _FAULTS)
    assert found == {kind: [] for kind in _KINDS}


def test_a_script_reads_tables_as_tables_on_a_telephone_too(browser: Browser, pages: dict[str, Path]) -> None:
    """The rows stand as paragraphs there; whoever listens to the page still hears rows, heads and cells."""
    roles, _ = _seen(browser, pages["regional.zh"], _TELEPHONE, _ROLES)
    assert roles == ["table table", "tbody rowgroup", "td cell", "th columnheader", "th rowheader", "thead rowgroup", "tr row"]
