"""Text on a terminal: what may be printed of a stranger's words, how wide it is, where its lines break.

A Chinese character is two cells wide and may be followed by a line break; a closing mark never begins a line.
"""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len as cells

__all__ = ["cells", "indented", "plain", "wrap"]

_REFUSED = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")  # controls, direction marks, lone surrogates, line separators
_CLOSING = "，。；：！？、）】」』”’》〉…％℃,.;:!?)]}%"
_OPENING = "（【「『“‘《〈([{"


def plain(words: str) -> str:
    """`words` without anything that could move a cursor, colour a line or turn the reading direction round."""
    return "".join(" " if c in "\t\n" else "\ufffd" if unicodedata.category(c) in _REFUSED else c for c in words)


def wrap(words: str, width: int) -> list[str]:
    """The lines of `words`, none wider than `width` cells unless a single character is."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and cells(line) + cells(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
                piece = piece.lstrip()
            while cells(piece.rstrip()) > width:
                cut = _fitting(piece, width)
                lines.append(piece[:cut])
                piece = piece[cut:]
            line += piece
        lines.append(line.rstrip())
    return lines


def indented(words: str, width: int, first: str = "", rest: str | None = None) -> str:
    """`words` wrapped to `width`, the first line after `first`, the others after `rest` (blanks as wide, if left out)."""
    rest = " " * cells(first) if rest is None else rest
    lines = wrap(words, max(width - max(cells(first), cells(rest)), 8))
    return "\n".join((first if place == 0 else rest) + line for place, line in enumerate(lines))


def _pieces(words: str) -> Iterator[str]:
    """The stretches between which a line may break: a Latin word with the blanks after it, a wide character with its marks."""
    piece = ""
    for character in words:
        if piece and _breaks(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _breaks(before: str, after: str) -> bool:
    if after == " " or after in _CLOSING or before in _OPENING:
        return False
    return before == " " or cells(before) == 2 or cells(after) == 2


def _fitting(piece: str, width: int) -> int:
    """How many characters of `piece` fit, at least one."""
    used = 0
    for place, character in enumerate(piece):
        used += cells(character)
        if used > width:
            return max(place, 1)
    return len(piece)
