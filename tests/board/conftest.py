"""One Chromium for all tests of the board, and the boards that it opens; without one they are skipped, and counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.board.boards import STRANGE, board, campaign, compared, data_of, repeated, two_editions
from tests.board.browser import Browser, Page, chromium, running
from tests.board.hands import Opened
from tests.reports.reporting import hostile

from tijian.reports.board import write
from tijian.reports.board.assembly import assemble


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, running."""
    if chromium() is None:
        pytest.skip("Chromium is not installed")
    with running(tmp_path_factory.mktemp("chromium")) as one:
        yield one


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Boards as files: the campaign, one by hostile people, one of several editions, a large one, one of sums."""
    folder = tmp_path_factory.mktemp("boards")
    data = data_of(campaign().results)
    strange = [
        hostile(name, one).model_copy(update={"assessment": f"H-{n}"})
        for n, (name, one) in enumerate(zip(STRANGE, campaign().results[20:], strict=False))
    ]
    mixed = two_editions()
    (folder / "campaign.html").write_bytes(board())
    (folder / "hostile.html").write_bytes(write(compared(strange), strange))
    (folder / "mixed.html").write_bytes(write(compared(mixed), mixed, campaign().campaign))
    (folder / "large.html").write_bytes(assemble(repeated(data, 30), []))
    (folder / "sums.html").write_bytes(board(most_rows=10))
    return folder


@pytest.fixture
def opened(browser: Browser, files: Path) -> Iterator[Opened]:
    """Opens a board; at the end every one that was opened must have asked for nothing and complained of nothing."""
    pages: list[Page] = []

    def open_(name: str = "campaign", address: str = "", *, width: int = 1440, dark: bool = False) -> Page:
        page = Page(browser, width, 900, dark=dark)
        pages.append(page)
        return page.open(files / f"{name}.html", address)

    yield open_
    for page in pages:
        page.run("new Promise(requestAnimationFrame)")
        assert page.said == []
        assert {url.partition("#")[0] for url in page.requests} - {"about:blank"} <= {file.as_uri() for file in files.iterdir()}
        page.close()
