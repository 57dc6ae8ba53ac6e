"""The board (看板) with few and with very many assessments: how large the page is, how soon it is there, how fast a filter answers.

Measured in Chromium, where it is installed; rows are those of the bundled campaign over and over, each with a name of its own.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.board.boards import campaign, data_of, repeated
from tests.board.browser import Page, chromium, running

from tijian.reports.board.assembly import assemble
from tijian.reports.board.cells import summed

_TOOLS: Final = """
  globalThis.click = (selector) => document.querySelector(selector).click();
  globalThis.say = (id, kind, value) => { const one = document.getElementById(id); one.value = value; one.dispatchEvent(new Event(kind)); };
  globalThis.took = (act) => { const from = performance.now(); act(); document.body.offsetHeight; return performance.now() - from; };
"""
ACTS: Final = {
    "filter a district": "click('#facet-district'); click('#choices-district input[type=checkbox]')",
    "clear": "click('#chips li:last-child button')",
    "pick out grade D": "click('[data-focus=pick-grade-D]')",
    "heat map by institution": "say('heat-columns', 'change', 'institution')",
    "groups by district": "say('groups-by', 'change', 'district')",
    "search": "say('query', 'input', '0099')",
    "sort by name": "click('[data-focus=sort-name]')",
}
_WITHOUT_LIST: Final = ("search", "sort by name")


def measure(*, quick: bool) -> Iterator[str]:
    """Pages of one campaign, of many, and of the sums of many."""
    if chromium() is None:
        yield "Chromium is not installed: nothing measured"
        return
    data = data_of(campaign().results)
    many = repeated(data, 6 if quick else 589)
    pages = {"rows": data, "many rows": many, "the sums of many": summed(many)}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, running(Path(folder) / "profile") as browser:
        for name, one in pages.items():
            file = Path(folder) / "board.html"
            began = time.perf_counter()
            file.write_bytes(assemble(one, []))
            made, size = time.perf_counter() - began, file.stat().st_size
            page = Page(browser, 1440, 900, dark=False).open(file)
            painted, ready = page.run("[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]")
            count = len(one["rows"]["id"]) if "rows" in one else sum(cell["judged"] for cell in one["cells"])
            yield f"{name}: {count} assessments, {size / 1e6:.1f} MB, made in {made:.1f} s; painted {painted:.0f} ms, ready {ready:.0f} ms"
            page.run(_TOOLS)
            for act, script in ACTS.items():
                if "rows" in one or act not in _WITHOUT_LIST:
                    yield f"  {act}: {page.run(f'took(() => {{ {script} }})'):.0f} ms"
            page.close()
