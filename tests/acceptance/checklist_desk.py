"""Where the tests of bad workbooks come in: a desk with the checklist of a small ruleset, to be filled in, spoiled and handed in.

The checklist is made by the real command, filled in by a clerk, and read by the real commands.
"""

from pathlib import Path

from tests.acceptance.hostile import DOSSIER, RULES, Office, Seen, edited, here
from tests.exchange.clerk import Clerk

import tijian
from tijian.catalogues import catalogue

SAMPLED = edited(
    DOSSIER,
    (
        "sampling: {state: none}\n",
        'sampling: {state: done, plan: [M1]}\nsamples: [{id: S-1, produced_on: "2025-05-20", results: {M1: 12}}]\n',
    ),
)


BLANKS: dict[str, bytes] = {}  # workbooks that every test begins with, made once


def blank(root: Path) -> bytes:
    """The checklist of the boats, made once by the real command."""
    if RULES not in BLANKS:
        made = here("checklist", "new", "boat", "-o", root / "blank.xlsx", "--ruleset-path", root)
        assert made.code == 0, made.err
        BLANKS[RULES] = (root / "blank.xlsx").read_bytes()
        (root / "blank.xlsx").unlink()
    return BLANKS[RULES]


class Desk(Office):
    """An office with a checklist of the boats on the desk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.rules()

    def command(self, *words: str | Path) -> Seen:
        return here(*words, "--ruleset-path", self.root)

    def clerk(self) -> Clerk:
        """The checklist, filled in as the sound dossier says."""
        if "filled" not in BLANKS:
            program = catalogue([self.root]).edition("boat", "1").program
            BLANKS["filled"] = Clerk(blank(self.root)).fill_in(tijian.read_dossier("x", text=SAMPLED), program.ruleset).hand_in()
        return Clerk(BLANKS["filled"])

    def hand_in(self, what: Clerk | bytes, name: str = "visit.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(what if isinstance(what, bytes) else what.hand_in())
        return path

    def judged(self, what: Clerk | bytes, *more: Path) -> Seen:
        """`tijian assess` of a workbook: exit code 0."""
        seen = self.assess(self.hand_in(what), *more)
        assert seen.code == 0, seen.err
        return seen

    def refused_at(self, what: Clerk | bytes, code: str, cell: str = "", *, name: str = "visit.xlsx") -> str:
        """Asserts that a workbook is refused, by `assess` and by `checklist read` alike: exit 3, no result, the code at the cell."""
        path = self.hand_in(what, name)
        where = f"{path}!{cell}: {code} " if cell else f"{path}: {code} "
        for seen in (self.assess(path), self.command("checklist", "read", path)):
            assert (seen.code, seen.out) == (3, "")
            assert where in seen.err, seen.err
        return seen.err


def said(seen: Seen, path: Path | str, code: str, cell: str) -> None:
    assert f"{path}!{cell}: {code} " in seen.err, seen.err
