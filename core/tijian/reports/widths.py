"""How wide the columns of a table are: as its builder wished, but never too narrow for a word, and for a short cell only if it must be.

All three renderers ask here, so that a table has the same columns on paper, on a screen and in Word. Widths are counted in hundredths
of the size of the type; the letters' own are rough, alike for every font.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .model import DRAWING, LABEL, WHOLE, Bars, Table

_LINE: Final = 5200  # the width of the page in this measure, at the size of a table's type
_PAD: Final = 95  # left and right of a cell's text
_APART: Final = 70  # more of it where words follow figures
_SHORT: Final = 1150  # a cell that is no longer should stand on one line
_SOLID: Final = 18  # letters and more without a place to break are broken somewhere
_PIECE: Final = 480
_MARK: Final = 700  # a bar that is narrower says nothing
_BREAK: Final = re.compile("[ \t\u200b]+|(?<=-)(?=[A-Za-z])")


def widths(block: Table | Bars) -> tuple[int, ...]:
    """The widths of the columns, in thousandths of the table's; they add up to 1000."""
    if isinstance(block, Table):
        wished = [column.width for column in block.columns]
        cells = [[column.title, *(row[place].text for row in block.rows)] for place, column in enumerate(block.columns)]
    else:
        wished = [LABEL, DRAWING, *(column.width for column in block.columns)]
        figures = [[column.title, *(bar.figures[place].text for bar in block.bars)] for place, column in enumerate(block.columns)]
        cells = [[block.label, *(bar.label for bar in block.bars)], [], *figures]
    pads = [_PAD + _APART * one for one in apart(block)]
    least = [pad + max(map(_longest_word, column), default=_MARK) for pad, column in zip(pads, cells, strict=True)]
    wanted = [max([needed, *(pad + one for one in _short(column[1:]))]) for needed, pad, column in zip(least, pads, cells, strict=True)]
    wide = [_LINE * one // sum(wished) for one in wished]
    return _whole(_given(wide, wanted) or _given(wide, least) or least)


def _short(texts: Sequence[str]) -> list[int]:
    """The widths of those texts that should stand on one line."""
    return [width for width in map(_width, texts) if width <= _SHORT]


def apart(block: Table | Bars) -> tuple[bool, ...]:
    """Which columns begin where the one before them ends, words after figures, and need more room between."""
    sides = (
        [column.align for column in block.columns] if isinstance(block, Table) else ["left", "left", *(one.align for one in block.columns)]
    )
    return (False, *(before == "right" and after == "left" for before, after in pairwise(sides)))


def _given(widths: list[int], needed: list[int]) -> list[int] | None:
    """Columns that are too narrow get what they need from those that have more than they need; None where there is not enough."""
    lacking = sum(max(need - width, 0) for width, need in zip(widths, needed, strict=True))
    spare = [max(width - need, 0) for width, need in zip(widths, needed, strict=True)]
    if lacking > sum(spare):
        return None
    if lacking == 0:
        return widths
    return [max(width, need) - lacking * over // sum(spare) for width, need, over in zip(widths, needed, spare, strict=True)]


def _whole(widths: list[int]) -> tuple[int, ...]:
    """The same in thousandths; what rounding leaves goes to the widest."""
    found = [WHOLE * width // sum(widths) for width in widths]
    found[found.index(max(found))] += WHOLE - sum(found)
    return tuple(found)


def _longest_word(text: str) -> int:
    return max((_word(word) for word in _BREAK.split(text)), default=0)


def _word(word: str) -> int:
    """The longest stretch of a word without a Chinese character, at which a line may break."""
    longest, here, letters = 0, 0, 0
    for one in word:
        wide = _advance(one)
        solid = unicodedata.east_asian_width(one) not in "WF"
        here, letters = (here + wide, letters + 1) if solid else (0, 0)
        longest = max(longest, wide, _PIECE if letters >= _SOLID else here)
    return longest


def _width(text: str) -> int:
    return sum(map(_advance, text))


def _advance(character: str) -> int:
    """Roughly how wide a character is."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 100
    if character in "mwMW%@":
        return 90
    if character.isupper():
        return 68
    return 32 if character in " \u00a0.,;:!|()[]'ijl/-" else 58
