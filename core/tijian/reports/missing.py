"""What a report may lack: a library that is not installed (an error), a character that the fonts do not have (a warning).

Renderers and `fonts` come in here, so that nobody is ever shown an ImportError or an empty box.
"""

from importlib.util import find_spec
from typing import Final

from ..model.problem import InputError, Problem
from ..model.text import text
from .literal import every_string
from .model import Report

GETA: Final = "〓"  # what printers set where a character is missing
_MOST_NAMED: Final = 40
_ALWAYS: Final = frozenset(map(ord, " \u200b"))
_LOWERED: Final = {chr(0x2080 + digit): str(digit) for digit in range(10)}  # of formulas: KMnO4 reads as KMnO₄ does


def needs(library: str) -> None:
    """Raises InputError (E943) where a library of the extra `report` is not installed."""
    if find_spec(library) is None:
        said = text(f"没有安装 {library}", f"{library} is not installed")
        hint = text('pip install "tijian[report]"', 'pip install "tijian[report]"')
        raise InputError(Problem("E943", said, hint=hint))


def filled(report: Report, has: frozenset[int]) -> tuple[Report, tuple[str, ...]]:
    """The report with 〓 for every character that no font has, and those characters, sorted; lowered digits become plain ones."""
    lacking: set[str] = set()

    def fill(words: str) -> str:
        for lowered, digit in _LOWERED.items():
            words = words if ord(lowered) in has else words.replace(lowered, digit)
        absent = {character for character in words if ord(character) not in has and ord(character) not in _ALWAYS}
        lacking.update(absent)
        for character in absent:
            words = words.replace(character, GETA if ord(GETA) in has else "?")
        return words

    return every_string(report, fill), tuple(sorted(lacking))


def lacking(report: Report, characters: tuple[str, ...], families: tuple[str, ...]) -> Problem:
    """The warning (W949) that says which characters are set as 〓."""
    named = " ".join(f"{one} U+{ord(one):04X}" for one in characters[:_MOST_NAMED])
    more = "…" if len(characters) > _MOST_NAMED else ""
    listed = ", ".join(dict.fromkeys(families))
    said = text(
        f"{report.subject}：字体 {listed} 缺 {len(characters)} 个字，以 {GETA} 代替：{named}{more}",
        f"{report.subject}: the fonts {listed} lack {len(characters)} characters, set as {GETA}: {named}{more}",
    )
    hint = text(
        "用 --font 指定收字更多的字体；HTML 和 Word 由读者的字体显示",
        "name a font with more characters with --font; HTML and Word are shown in the reader's fonts",
    )
    return Problem("W949", said, hint=hint, warning=True)
