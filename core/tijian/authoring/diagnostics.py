"""Shows a problem the way a person wants to see it: where, what, the line itself with the place underlined, what to do.

Columns are counted in characters but underlined in cells, because a Chinese character is two cells wide.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

from ..model.problem import Position, Problem
from ..model.text import Language

WIDTH: Final = 100
_NARROWEST: Final = 20
_MARGIN: Final = 8  # "   41 | "
_TAB: Final = 4
_CUT: Final = "…"

_Cell = tuple[str, int]  # what is printed for one character, and how many cells it takes


def render(problem: Problem, language: Language = "zh", width: int = WIDTH) -> str:
    """The picture of one problem, without a newline at its end. `width` is that of the terminal, in cells.

    Of an endless line only the beginning is kept: what stands behind it has a place, and no picture.
    """
    head = f"{problem.code} {_visible(problem.text(language))}"
    lines = [f"{_place(problem.at)}: {head}" if problem.at is not None else head]
    if problem.at is not None and problem.at.line and problem.excerpt is not None and problem.at.column <= len(problem.excerpt) + 1:
        lines += _picture(problem.at, problem.excerpt, max(width, _NARROWEST))
    other = "另见" if language == "zh" else "see also"
    lines += [f"   {other} {_place(at)}" for at in problem.also]
    hint = "" if problem.hint is None else problem.hint(language)
    first, *to_copy = hint.split("\n")  # what was quoted in a hint holds no line break: these are lines to copy into a file
    lines.append(f"   {_visible(first)}{'   ' if hint else ''}(tijian explain {problem.code})")
    lines += [f"      {_visible(line)}" for line in to_copy]
    return "\n".join(lines)


def render_all(problems: Iterable[Problem], language: Language = "zh", width: int = WIDTH) -> str:
    """The pictures of several problems, sorted by place, an empty line between them; what looks the same is shown once."""
    return "\n\n".join(dict.fromkeys(render(problem, language, width) for problem in sorted(problems, key=lambda p: p.order)))


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes: a Chinese character two, a combining mark none."""
    return sum(_width(character) for character in text)


def _place(at: Position) -> str:
    file = _visible(at.file)
    if at.cell:
        return f"{file}!{_visible(at.cell)}"
    return f"{file}:{at.line}:{at.column}" if at.line else file


def _picture(at: Position, excerpt: str, width: int) -> list[str]:
    start = max(at.column - 1, 0)
    shown, first, stop = _clip(excerpt, start, start + max(at.length, 1), width - _MARGIN)
    before = sum(cell[1] for cell in shown[:first])
    under = max(1, sum(cell[1] for cell in shown[first:stop]))
    line = "".join(cell[0] for cell in shown)
    where = at.cell.rpartition("!")[2] or str(at.line)
    return [f"{where:>5} | {line}".rstrip(), f"      | {' ' * before}{'^' * under}"]


def _clip(excerpt: str, start: int, stop: int, room: int) -> tuple[list[_Cell], int, int]:
    """As much of the line as fits around `start`; where `start` and `stop` are in it."""
    left = max(0, start - room)  # far more characters than fit are never looked at
    near = _cells(excerpt[left : start + room + 1], left)
    start, stop = start - left, min(stop - left, len(near))
    if left == 0 and len(excerpt) <= len(near) and sum(cell[1] for cell in near) <= room:
        return near, start, stop
    keep = room // 2 if sum(cell[1] for cell in near[start:]) > room // 2 else room - sum(cell[1] for cell in near[start:]) - 1
    first = start
    while first > 0 and near[first - 1][1] <= keep - 1:
        first -= 1
        keep -= near[first][1]
    cut_left = first > 0 or left > 0
    shown: list[_Cell] = [(_CUT, 1)] if cut_left else []
    used = len(shown)
    moved = len(shown) - first
    for index in range(first, len(near)):
        if used + near[index][1] > room - 1:
            return [*shown, (_CUT, 1)], start + moved, min(stop + moved, len(shown))
        shown.append(near[index])
        used += near[index][1]
    return shown, start + moved, min(stop + moved, len(shown))


def _cells(text: str, column: int) -> list[_Cell]:
    found: list[_Cell] = []
    for character in text:
        if character == "\t":
            wide = _TAB - column % _TAB
            found.append((" " * wide, wide))
        else:
            shown = _visible(character)
            found.append((shown, cells(shown)))
        column += found[-1][1]
    return found


def _visible(text: str) -> str:
    """The text without anything that could move a cursor or turn the reading direction round."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
