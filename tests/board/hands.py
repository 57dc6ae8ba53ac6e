"""What a reader does on a page of the board: reads a part, clicks, looks how long the list is. `Opened` opens one (conftest)."""

from collections.abc import Callable

from tests.board.browser import Page

Opened = Callable[..., Page]


def text(page: Page, selector: str) -> str:
    """What stands in an element."""
    return str(page.run(f"document.querySelector({selector!r}).innerText"))


def click(page: Page, selector: str) -> None:
    """Clicks an element that is there."""
    page.run(f"document.querySelector({selector!r}).click()")


def listed(page: Page) -> int:
    """How many enterprises the list says that it has."""
    return int(page.run("document.getElementById('list-table').getAttribute('aria-rowcount')")) - 1
