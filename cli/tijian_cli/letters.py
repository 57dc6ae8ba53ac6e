"""Grades drawn large, to be seen from the other side of a desk. A preview is drawn in a lighter stroke than what is issued."""

from typing import Final

_DRAWN: Final = {
    "A": (" ### ", "#   #", "#####", "#   #", "#   #"),
    "B": ("#### ", "#   #", "#### ", "#   #", "#### "),
    "C": (" ####", "#    ", "#    ", "#    ", " ####"),
    "D": ("#### ", "#   #", "#   #", "#   #", "#### "),
    "E": ("#####", "#    ", "#### ", "#    ", "#####"),
    "F": ("#####", "#    ", "#### ", "#    ", "#    "),
    "?": (" ### ", "#   #", "   # ", "     ", "  #  "),
}


def drawn(grade: str, *, issued: bool, solid: str = "█") -> tuple[str, ...]:
    """The grade in five lines; nothing for one that has no drawing. `solid` is the stroke of an issued one, a preview has dots."""
    stroke = solid if issued else ":"
    return tuple(line.replace("#", stroke) for line in _DRAWN.get(grade, ()))
