"""How a checklist looks and behaves: its colours, its cells to fill in, its drop-downs, its paper. Pages are drawn with this brush alone.

Text is written as text and its cells are formatted as text, so that nothing typed there becomes a number, a date or a formula. Only
cells to fill in are unlocked; the protection has no password, it keeps from slips, not from people.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from ...authoring.yaml_words import width
from ...model.text import Language, Text
from ..grid import letters
from ..painting import FONT
from .sheets import LISTS, Form

INK: Final = "#1C2733"
NAVY: Final = "#1F4E68"
MUTED: Final = "#5B6672"
LINE: Final = "#CFD7DF"
BAND: Final = "#E9EFF4"
BLANK: Final = "#FFF7D6"
RED: Final = "#F9D9D4"
AMBER: Final = "#FCEBC4"
GREEN: Final = "#E3F1E4"
GREY: Final = "#ECEEF0"
VETO: Final = "#A3302B"
KEY: Final = "#8F6200"
TEAL: Final = "#3B7A6B"
BLUE: Final = "#4A7BA8"

Look = Mapping[str, Any]
_BASE: Final[Look] = {**FONT, "font_color": INK, "valign": "vcenter"}
_BOX: Final[Look] = {**_BASE, "border": 1, "border_color": LINE, "text_wrap": True, "indent": 1}
_CENTRED: Final[Look] = {**_BOX, "align": "center", "indent": 0}
LOOKS: Final[Mapping[str, Look]] = {
    "title": {**_BASE, "font_size": 18, "bold": True, "font_color": NAVY},
    "subtitle": {**_BASE, "font_color": MUTED, "font_size": 9.5},
    "plain": _BASE,
    "text": {**_BASE, "text_wrap": True, "indent": 1},
    "part": {**_BASE, "font_size": 12, "bold": True, "font_color": NAVY, "bottom": 1, "bottom_color": NAVY},
    "head": {**_BOX, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "border_color": NAVY},
    "head more": {**_BASE, "font_color": "#C9D6E2", "font_size": 8.5},
    "band": {
        **_BASE,
        "bold": True,
        "font_color": NAVY,
        "bg_color": BAND,
        "top": 1,
        "bottom": 1,
        "top_color": LINE,
        "bottom_color": LINE,
        "indent": 1,
    },
    "body": _BOX,
    "quiet": {**_BOX, "font_color": MUTED, "font_size": 9},
    "id": {**_BOX, "font_color": MUTED, "font_size": 9},
    "strong": {**_BOX, "bold": True},
    "veto": {**_CENTRED, "bold": True, "font_color": VETO},
    "key": {**_CENTRED, "bold": True, "font_color": KEY},
    "general": {**_CENTRED, "font_color": MUTED},
    "small": {**_CENTRED, "font_color": MUTED, "font_size": 9},
    "answer": {**_BOX, "locked": False, "num_format": "@"},
    "answer centred": {**_CENTRED, "locked": False, "num_format": "@"},
    "value": {**_CENTRED, "locked": False, "num_format": "@"},
    "count": {**_BASE, "align": "right", "font_color": NAVY, "bold": True},
    "blank": {"bg_color": BLANK},
    "red": {"bg_color": RED},
    "amber": {"bg_color": AMBER},
    "green": {"bg_color": GREEN},
    "grey": {"bg_color": GREY, "font_color": "#9AA5AF"},
}
_A4: Final = 9
_MOST_LISTED: Final = 255  # characters of a drop-down that stands in the sheet itself
_TITLE, _MESSAGE = 32, 255  # characters that Excel shows of the title and the text of a message
HEAD_ROW: Final = 3  # where the head of a sheet's first table stands, from 0
LINE_HEIGHT: Final = 15.5
_LETTER: Final = 0.88
_HAN: Final = 1.0
_BLANKS: Final = 2.5  # left and right of a text, in the widths of figures
_PIECES: Final = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")  # a line breaks after blanks and beside Chinese characters
_CHOOSE: Final = {
    "zh": ("只能从列表中选", "请从列表中选择，不要填写别的。"),
    "en": ("Choose from the list", "Please choose one of the words offered."),
}


class Brush:
    """Draws the pages of one workbook."""

    def __init__(self, book: Any, kind: Any, language: Language) -> None:
        self.book = book
        self.language = language
        self._kind = kind
        self._made: dict[str, Any] = {}
        self._lists: list[tuple[str, ...]] = []  # drop-downs that are too long to stand in the sheets

    def look(self, name: str, **changes: Any) -> Any:
        """The format of a look, made once."""
        properties = {**LOOKS[name], **changes}
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(properties)
        return self._made[key]

    def say(self, words: Text) -> str:
        """Words in the language of the workbook."""
        return words(self.language)

    def page(self, name: Text, subtitle: str, *, landscape: bool, tab: str) -> Any:
        """A sheet with its title, protected, on A4; `tab`: the colour of its tab."""
        sheet = self.book.add_worksheet(self.say(name), self._kind)
        sheet.set_tab_color(tab)
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:Z2000"})  # figures are typed as text on purpose: no green corners
        sheet.set_row(0, 32)
        sheet.write_string(0, 0, self.say(name), self.look("title"))
        about, rest = (subtitle, "") if landscape else subtitle.split("  ·  ", 1)  # an upright page is too narrow for a long one
        sheet.write_string(1, 0, about, self.look("subtitle"))
        sheet.write_string(2, 0, rest, self.look("subtitle"))
        sheet.set_row(2, 18 if rest else 6)
        sheet.fixed_rows |= {0, 2}
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "insert_hyperlinks": False})
        return sheet

    def footer(self, sheet: Any, left: str) -> None:
        """What stands at the foot of each printed page: who signs, and which page it is."""
        of = "第 &P 页，共 &N 页" if self.language == "zh" else "Page &P of &N"
        sheet.set_footer(f'&L&"Microsoft YaHei,Regular"&9{left}&R&"Microsoft YaHei,Regular"&9{of}', {"margin": 0.35})

    def heads(self, sheet: Any, row: int, form: Form) -> None:
        """The first row of a table, and the widths of its columns."""
        for column, head in enumerate(form.heads):
            sheet.set_column(column, column, head.width)
            style = self.look("head")
            if head.more is None:
                sheet.write_string(row, column, head.name(self.language), style)
            else:
                more = self.look("head more")
                sheet.write_rich_string(row, column, style, head.name(self.language), more, f"\n{head.more(self.language)}", style)
        tall = any(head.more is not None for head in form.heads) or self.language == "en"
        sheet.set_row(row, 33 if tall else 22)
        sheet.fixed_rows.add(row)

    def band(self, sheet: Any, row: int, words: str, form: Form) -> None:
        """A line that begins a section of a table."""
        sheet.set_row(row, 21)
        sheet.fixed_rows.add(row)
        sheet.write_string(row, 0, words, self.look("band"))
        for column in range(1, len(form.heads)):
            sheet.write_blank(row, column, None, self.look("band"))

    def height(self, sheet: Any, row: int, cells: Sequence[tuple[str, float]], least: float = 0) -> None:
        """Makes a row tall enough for its texts, each given with the width of its column."""
        lines = max((_lines(text, wide) for text, wide in cells), default=1)
        sheet.set_row(row, min(max(lines * LINE_HEIGHT + 6, least), 400))

    def offer(self, sheet: Any, place: tuple[int, int, int, int], words: Sequence[str], message: str = "", *, free: bool = False) -> None:
        """A drop-down in cells; `free`: other words may be typed too. `message` shows beside a chosen cell."""
        inline = ",".join(words)
        source: Any = list(words)
        if len(inline) > _MOST_LISTED or any("," in word for word in words):
            source = self._elsewhere(tuple(words))
        rule: dict[str, Any] = {"validate": "list", "source": source, **self._message(message)}
        if free:
            rule["show_error"] = False
        else:
            title, said = _CHOOSE[self.language]
            rule |= {"error_title": title, "error_message": said}
        sheet.data_validation(*place, rule)

    def tell(self, sheet: Any, place: tuple[int, int, int, int], message: str) -> None:
        """What to write, shown beside a chosen cell."""
        sheet.data_validation(*place, {"validate": "any", **self._message(message)})

    def _message(self, message: str) -> dict[str, str]:
        title = "填写" if self.language == "zh" else "Fill in"
        return {"input_title": title[:_TITLE], "input_message": message[:_MESSAGE]} if message else {}

    def _elsewhere(self, words: tuple[str, ...]) -> str:
        """The place of a list on the hidden sheet of lists."""
        if words not in self._lists:
            self._lists.append(words)
        column = self._lists.index(words)
        return f"={LISTS}!{cell_at(0, column, 'both')}:{cell_at(len(words) - 1, column, 'both')}"

    def colour(self, sheet: Any, place: tuple[int, int, int, int], formula: str, look: str, *, last: bool = False) -> None:
        """A colour that cells take while a formula (about the first of them) holds; after a `last` one no other is looked at."""
        rule = {"type": "formula", "criteria": f"={formula}", "format": self.look_alone(look), "stop_if_true": last}
        sheet.conditional_format(*place, rule)

    def look_alone(self, name: str) -> Any:
        """A format for a conditional colour: nothing but what it changes."""
        key = f"alone {name}"
        if key not in self._made:
            self._made[key] = self.book.add_format(dict(LOOKS[name]))
        return self._made[key]

    def finish(self) -> None:
        """The hidden sheet of lists, if there are any."""
        if not self._lists:
            return
        sheet = self.book.add_worksheet(LISTS)
        for column, words in enumerate(self._lists):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
        sheet.hide()
        sheet.protect()


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column; letters are narrower than the figures by which the width of a column counts."""
    count, room = 0, wide - _BLANKS
    for line in text.split("\n"):
        count, filled = count + 1, 0.0
        for piece in _PIECES.findall(line):
            needed = width(piece.rstrip()) * (_LETTER if piece.isascii() else _HAN)
            if filled and filled + needed > room:
                count, filled = count + 1, 0.0
            filled += needed + (len(piece) - len(piece.rstrip())) * _LETTER
            if needed > room:  # a word that is longer than the line
                count, filled = count + int(needed / room), needed % room
    return count


def cell_at(row: int, column: int, fixed: Literal["", "column", "both"] = "") -> str:
    """The name of a cell, row and column counted from 0; `fixed`: what of it stays where a formula is for several cells."""
    mark, other = "$" if fixed else "", "$" if fixed == "both" else ""
    return f"{mark}{letters(column + 1)}{other}{row + 1}"
