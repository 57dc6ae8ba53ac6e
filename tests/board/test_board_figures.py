"""The figures of the page are those of `tijian.compare`, for everything and for any scope; rows and their sums give the same."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.board.boards import campaign, compared, data_of, figures, two_editions
from tests.board.browser import Browser, Page

from tijian.model.result import Result
from tijian.reports.board.cells import summed
from tijian.reports.board.scripts import joined

pytestmark = pytest.mark.slow
NAMES = "Board Tally Shared commonChecks ownChecks testsByCategory batchesOf groupsOf crossing inScope matcher read sectionsOf sectionScore cluesOf share percent"
FIGURES = (Path(__file__).parent / "figures.js").read_text("utf-8").strip().partition("\n")[2].rstrip(";")


@pytest.fixture(scope="module")
def lab(browser: Browser) -> Iterator[Page]:
    """A page with the modules of the board and nothing else."""
    page = Page(browser, 800, 600, dark=False)
    page.run(f"globalThis.lab = (() => {{ {joined('page', 'board')}; return {{ {', '.join(NAMES.split())} }}; }})(); 0")
    page.run(f"globalThis.figures = {FIGURES}; 0")
    yield page
    page.close()


def told(lab: Page, data: dict[str, Any], scopes: Sequence[str]) -> list[Any]:
    """The page's figures of some data, for some addresses."""
    lab.run(f"lab.board = new lab.Board({json.dumps(data)}); 0")
    return [lab.run(f"figures({json.dumps(scope)})") for scope in scopes]


def of(result: Result, by: str) -> str:
    """What a result has in a dimension."""
    planned = campaign().campaign.categories[result.category]
    one = result.enterprise
    return {
        "category": result.category,
        "district": one.district or "",
        "group": planned.group,
        "institution": result.institution or "",
        "size": one.size or "",
    }[by]


def scopes_of(results: Sequence[Result], seed: int, many: int) -> list[list[tuple[str, str]]]:
    """Scopes of one to three dimensions, each with one to three values that some result has: small ones, empty ones and large ones."""
    dice = random.Random(seed)
    found: list[list[tuple[str, str]]] = [
        [],
        [("category", "mask")],
        [("group", "food")],
        [("size", "micro")],
        [("category", "mask"), ("district", "黄浦区")],
    ]
    while len(found) < many:
        chosen = dice.sample(["category", "district", "group", "institution", "size"], dice.randint(1, 3))
        found.append([(by, value) for by in chosen for value in sorted({of(dice.choice(results), by) for _ in range(dice.randint(1, 3))})])
    return found


def within(result: Result, scope: list[tuple[str, str]]) -> bool:
    """Whether a result is in a scope: of the values of a dimension one, of the dimensions all."""
    return all(of(result, by) in [value for other, value in scope if other == by] for by, _ in scope)


def test_in_any_scope_every_figure_is_that_of_comparing_the_results_in_it(lab: Page) -> None:
    results = campaign().results
    scopes = scopes_of(results, 20210731, 16)
    data, addresses = data_of(results), [urlencode(scope) for scope in scopes]
    rows, cells = told(lab, data, addresses), told(lab, summed(data), addresses)
    for scope, by_row, by_cell in zip(scopes, rows, cells, strict=True):
        expected = json.loads(json.dumps(figures(compared([one for one in results if within(one, scope)]))))
        assert by_row == expected, scope
        assert by_cell == expected, scope


@pytest.mark.parametrize("allow_mixed", [False, True])
def test_editions_are_apart_or_averaged_together_as_the_engine_has_them(lab: Page, allow_mixed: bool) -> None:
    results = two_editions()
    scopes: list[list[tuple[str, str]]] = [
        [],
        [("category", "fire_door")],
        [("district", "嘉定区")],
        [("category", "fire_door"), ("district", "嘉定区")],
        [("category", "mask")],
    ]
    shown = told(lab, data_of(results, allow_mixed=allow_mixed), [urlencode(scope) for scope in scopes])
    for scope, page in zip(scopes, shown, strict=True):
        expected = figures(compared([one for one in results if within(one, scope)], allow_mixed=allow_mixed))
        assert page == json.loads(json.dumps(expected)), scope


def test_one_edition_by_itself_is_averaged(lab: Page) -> None:
    results = two_editions()
    edition = next(one.ruleset.edition for one in results if one.assessment.startswith("X-") and one.ruleset.edition != "2008")
    [page] = told(lab, data_of(results), [urlencode([("ruleset", f"fire_door/{edition}")])])
    own = [one for one in results if one.category == "fire_door" and one.ruleset.edition == edition]
    assert page["judged"] == len(own)
    assert page["total"] == json.loads(json.dumps(figures(compared(own))))["total"]


def test_shares_and_their_intervals_are_those_of_the_engine(lab: Page) -> None:
    from tijian.compare.figures import share

    dice = random.Random(7)
    pairs = [(0, 1), (1, 1), (0, 3), (3, 3), (1, 2), (1, 1000), (999, 1000), (50_000, 100_000)]
    pairs += [(dice.randint(0, of), of) for of in (dice.randint(1, 100_000) for _ in range(300))]
    shown = lab.run(
        f"{json.dumps(pairs)}.map(([count, of]) => {{ const one = lab.share(count, of); return [one.percent, one.low, one.high]; }})"
    )
    assert shown == [[one.percent, one.low, one.high] for one in (share(count, of) for count, of in pairs)]


def test_what_is_picked_out_changes_no_figure(lab: Page) -> None:
    data = data_of(campaign().results)
    plain, *picked = told(
        lab, data, ["", "grade=D", "state=preview&q=%E4%B8%8A%E6%B5%B7", "caveat=illustrative&found=fail", "check=C1.1&clue=L06"]
    )
    assert all(one == plain for one in picked)
