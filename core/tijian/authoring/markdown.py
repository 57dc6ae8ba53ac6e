"""Words put into Markdown so that they come out as written: nothing of a stranger's text becomes a tag, a table or an emphasis.

Only what would be read as a mark is escaped, so that the page stays readable as it is.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_REFUSED: Final = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")  # controls, direction marks, lone surrogates, line separators
_MARKS: Final = re.compile(r"[\\`*|\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<!\w)_|_(?!\w)")
_AT_THE_START: Final = re.compile(r"^(?=[#>]|[-+]\s|=+\s*$|-{2,}\s*$)|^(\d{1,9})(?=[.)]\s)")


def escaped(words: str) -> str:
    """`words` in one line, as Markdown that reads as they do."""
    one_line = " ".join("".join(" " if c in "\t\n\r" else "\ufffd" if unicodedata.category(c) in _REFUSED else c for c in words).split(" "))
    marked = _MARKS.sub(lambda found: "\\" + found[0], one_line.strip())
    return _AT_THE_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", marked)


def code(words: str) -> str:
    """`words` in code, whatever backticks are in them."""
    plain = " ".join(words.split())
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {plain} {fence}" if longest else f"{fence}{plain}{fence}"


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; the cells are Markdown already."""
    return [_row(titles), _row(["---"] * len(titles)), *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") or " " for cell in cells) + " |"
