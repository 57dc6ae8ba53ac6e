"""A sheet to write on: lines, fields, lists and tables for a terminal of any width, in colour or not. rich is used here alone.

Whatever a stranger wrote goes through `plain` and never through rich's markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final, NamedTuple

from rich.box import ASCII, DOUBLE, SIMPLE_HEAD, Box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as RichText

from .bilingual import Words
from .language import Language
from .layout import cells, indented, plain

DASHED: Final = Box("┌┄┄┐\n┆  ┆\n├┄┄┤\n┆  ┆\n├┄┄┤\n├┄┄┤\n┆  ┆\n└┄┄┘\n")
ASCII_DASHED: Final = Box(".--.\n:  :\n|--|\n:  :\n|--|\n|--|\n:  :\n'--'\n", ascii=True)
_LINES: Final = "╔═╗║╚╝┌┄┐┆└┘─█"
NARROW: Final = 60  # below this many cells a table becomes a list
_ROOM: Final = 8  # cells of a column that folds, at the least
_LONGEST: Final = 20  # cells of a word that is not cut
MOST_LISTED: Final = 12  # ids in one line; more are counted


class Look(NamedTuple):
    """How a terminal wants to be written to."""

    width: int = 100
    colour: bool = False
    encoding: str = "utf-8"

    def shows(self, characters: str) -> bool:
        """Whether the encoding has these characters."""
        try:
            characters.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True


@dataclass(frozen=True)
class Column:
    """A column of a table. `room`: it takes what is left; `right`: figures stand at the right; `spare`: left out, and said to be, where
    words would have to be cut to make room for it."""

    title: Words
    room: bool = False
    right: bool = False
    spare: bool = False


class Paper:
    """One sheet in one language. `text()` is what was written."""

    def __init__(self, language: Language, look: Look) -> None:
        self.language = language
        self.width = look.width
        self.lines = look.shows(_LINES)  # a console of an old kind has no box characters
        self._console = Console(
            file=StringIO(),
            width=look.width,
            height=1000,
            force_terminal=look.colour,
            color_system="standard" if look.colour else None,
            force_interactive=False,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """Everything written so far, without blanks at the ends of lines."""
        file = self._console.file
        assert isinstance(file, StringIO)
        return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))

    def say(self, zh: str, en: str) -> str:
        """What is said, in the language of the sheet."""
        return zh if self.language == "zh" else en

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def heading(self, words: str) -> None:
        """The title of a part, after an empty line where something stands above it."""
        if self._console.file.tell():
            self.blank()
        self._print(indented(plain(words), self.width, "■ " if self.lines else "# "), "bold cyan")

    def line(self, words: str, first: str = "", rest: str | None = None, style: str = "") -> None:
        """A paragraph; `first` and `rest` stand before its lines."""
        self._print(indented(plain(words), self.width, plain(first), rest), style)

    def command(self, words: str) -> None:
        """A command to be copied: where it is too long for a line it goes on after a backslash, as a shell reads it."""
        lines = [""]
        for word in plain(words).split(" "):
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and cells(longer) + len("  $  \\") > self.width:
                lines.append(word)
            else:
                lines[-1] = longer
        self._print(" \\\n".join(("  $ " if number == 0 else "    ") + line for number, line in enumerate(lines)), "")

    def item(self, words: str, style: str = "", level: int = 1) -> None:
        """A line of a list."""
        self.line(words, "  " * level + ("· " if self.lines else "- "), style=style)

    def field(self, name: str, words: str, level: int = 0, style: str = "") -> None:
        """`name  words`, lines of the words under each other."""
        self.line(words, f"{'  ' * level}{name}  ", style=style)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], styles: Sequence[str] = ()) -> None:
        """A table; on a narrow terminal each row is a list."""
        if self.width < NARROW:
            for place, row in enumerate(rows):
                self.item("  ".join(cell for cell in row if cell), styles[place] if styles else "")
            return
        columns, rows, left_out = self._fitting(columns, rows)
        titles = [column.title(self.language) for column in columns]
        widest = [self._least(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
        spare = self.width - sum(_ROOM if one.room else width for one, width in zip(columns, widest, strict=True)) - 2 * len(columns)
        if spare < 0:  # a figure is never cut
            for place, row in enumerate(rows):
                told = [
                    cell if column.room else f"{title} {cell}" for column, title, cell in zip(columns, titles, row, strict=True) if cell
                ]
                self.item(self.say("，", ", ").join(told), styles[place] if styles else "")
            return
        table = Table(box=SIMPLE_HEAD if self.lines else ASCII, header_style="bold", show_edge=False, padding=(0, 1), collapse_padding=True)
        for column, title, width in zip(columns, titles, widest, strict=True):
            missing = 0 if column.room else max(cells(title) - width, 0)
            more = min(spare, missing)  # a title folds where there is no room for it
            spare -= more
            table.add_column(
                title,
                justify="right" if column.right else "left",
                overflow="fold",
                no_wrap=not column.room and more == missing,
                min_width=min(width, max(_ROOM, spare)) if column.room else None,
                width=width + more if more < missing else None,
            )
        for place, row in enumerate(rows):
            table.add_row(*(RichText(plain(cell)) for cell in row), style=styles[place] if styles else None)
        self._console.print(table)
        if left_out:
            names = self.say("、", ", ").join(one.title(self.language) for one in left_out)
            self.line(self.say(f"屏幕窄，略去：{names}", f"left out, for want of room: {names}"), "  ")

    def _fitting(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[list[Column], list[list[str]], list[Column]]:
        """The columns that there is room for, their cells, and the spare ones that had to go, the last first."""
        kept = list(range(len(columns)))
        while sum(self._least(columns[place], [row[place] for row in rows]) + 2 for place in kept) >= self.width:
            spare = [place for place in kept if columns[place].spare]
            if not spare:
                break
            kept.remove(spare[-1])
        left_out = [column for place, column in enumerate(columns) if place not in kept]
        return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows], left_out

    def _least(self, column: Column, written: Sequence[str]) -> int:
        """The cells that a column needs so that no word is cut: of one that folds its longest word, else its longest figure."""
        title = _word(column.title(self.language))
        return max([title, *(_word(cell) if column.room else cells(cell) for cell in written)], default=0)

    def panel(self, left: Sequence[str], right: Sequence[tuple[str, str]], *, solid: bool, title: str = "", style: str = "") -> None:
        """A box: `left` as drawn, beside it the lines of `right` with their styles. A solid one has double lines, another dashed ones."""
        room = self.width - 4 - (max(map(len, left)) + 3 if left else 0)
        words = RichText()
        for place, (line, line_style) in enumerate(right):
            words.append(("\n" if place else "") + indented(plain(line), max(room, 10)), line_style)
        inside: RenderableType = words
        if left and room >= 20:
            grid = Table.grid(padding=(0, 3, 0, 0))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            grid.add_row(RichText("\n".join(left), style), words)
            inside = grid
        box = (DOUBLE if solid else DASHED) if self.lines else (ASCII if solid else ASCII_DASHED)
        self._console.print(
            Panel(inside, box=box, title=RichText(title) if title else None, title_align="left", style="", border_style=style)
        )

    def _print(self, words: str, style: str) -> None:
        self._console.print(RichText(words, style), soft_wrap=True)


def _word(words: str) -> int:
    """The cells of the longest word; Chinese is folded anywhere."""
    return max((min(cells(word), _LONGEST if word.isascii() else _ROOM) for word in words.split()), default=0)


def listed(ids: tuple[str, ...], comma: str) -> str:
    """Ids in one line, cut where there are many."""
    return comma.join(ids[:MOST_LISTED]) + (f" … +{len(ids) - MOST_LISTED}" if len(ids) > MOST_LISTED else "")


def on_stdout() -> Look:
    """How to write to stdout as it is."""
    import sys

    from .manners import coloured, width_of

    return Look(width_of(sys.stdout), coloured(sys.stdout), sys.stdout.encoding or "ascii")
