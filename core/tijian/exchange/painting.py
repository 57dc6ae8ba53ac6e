"""From rows to the bytes of a workbook: formats, drop-downs, colours, widths. It knows XlsxWriter, and no ruleset.

Text is always written as text, whatever it begins with, and its cells are formatted as text, so that nothing that is typed there
becomes a formula, a number or a date. The bytes depend on the content alone: no clock, no name of a person or machine.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from ..authoring.refusal import DocumentError, complaint
from ..authoring.yaml_words import width
from ..conditions.error import shown
from .columns import FOR_PEOPLE, Cells, Column, Held
from .grid import letters, number_of

MOST_CHARACTERS: Final = 32_767  # of one cell
_SPARE_ROWS: Final = 500  # below the last one, for what is added by hand
_UNFIT: Final = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|x005F_")  # what Excel's files hold only in disguise
_A3: Final = 8  # Excel's number of that paper
MADE: Final = datetime(2021, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock: the same content gives the same bytes

FONT: Final = {"font_name": "Microsoft YaHei", "font_size": 10}
_BODY: Final = {**FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
_HEAD: Final = {**FONT, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
_HEADS: Final = {
    "needed": {**_HEAD, "bg_color": "#1F4E79", "font_color": "#FFFFFF"},
    "other": {**_HEAD, "bg_color": "#5B9BD5", "font_color": "#FFFFFF"},
    "shown": {**_HEAD, "bg_color": "#E7E6E6", "font_color": "#595959", "italic": True, "bold": False},
}
_LINE, _ROOM, _TALLEST = 15.5, 4, 400  # points: a line of text, what a row has besides, the most that Excel takes
_COLOURS: Final = {
    "veto": "#F8CBAD",
    "key": "#FFE699",
    "general": "#E2EFDA",
    "minor": "#DDEBF7",
    "verified": "#C6E0B4",
    "secondary": "#FFE699",
    "recalled": "#F8CBAD",
    "weak": "#FF9999",
    "immediate": "#F8CBAD",
}
_COLOURED: Final = frozenset({"class", "source.confidence", "#confidence", "urgency"})
_LACKING: Final = "#FFC7CE"
_UNKNOWN: Final = {"italic": True, "font_color": "#7F7F7F", "bg_color": "#EDEDED"}
_TABS: Final = {
    "meta": "#7F7F7F",
    "site_checks": "#70AD47",
    "rule_checks": "#70AD47",
    "sample_tests": "#4472C4",
    "limits": "#4472C4",
    "cases": "#7030A0",
}


@dataclass(frozen=True, slots=True)
class Content:
    """A sheet before it is painted. `frozen`: how many columns stay in sight; `tests`: columns that offer the ids of the tests."""

    name: str
    zh: str
    en: str
    columns: Sequence[Column]
    rows: Sequence[Cells]
    frozen: int = 1
    tests: tuple[str, ...] = ()
    row_words: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet for reading alone: lines of cells, each with the name of its look."""

    name: str
    widths: tuple[int, ...]
    lines: Sequence[tuple[str, tuple[str, ...]]]


_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {**FONT, "bold": True, "font_size": 16, "font_color": "#1F4E79"},
    "part": {**FONT, "bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": "#1F4E79"},
    "head": {**_HEAD, "bg_color": "#5B9BD5", "font_color": "#FFFFFF"},
    "text": {**FONT, "text_wrap": True, "valign": "top"},
    "row": _BODY,
}


def paint(sheets: Sequence[Content | Page], title: str) -> bytes:
    """The workbook. Raises DocumentError (E849) with every text that no cell can hold."""
    from xlsxwriter import Workbook

    _fits(sheets)
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties({"title": title, "author": "tijian", "created": MADE})
    styles = _Styles(book)
    tests = next((len(sheet.rows) for sheet in sheets if isinstance(sheet, Content) and sheet.name == "sample_tests"), 0)
    kind = adjusting_sheet()
    for sheet in sheets:
        drawn = book.add_worksheet(sheet.name, kind)
        if isinstance(sheet, Page):
            _page(drawn, sheet, styles)
        else:
            _sheet(drawn, sheet, styles, tests)
    book.close()
    return stream.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def of(self, properties: Mapping[str, Any]) -> Any:
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]

    def body(self, column: Column) -> Any:
        look = {**_BODY, "num_format": "General" if column.kind == "number" else "@"}
        if column.name.startswith(FOR_PEOPLE):
            look |= {"font_color": "#7F7F7F", "italic": True}
        return self.of(look)


def _page(drawn: Any, page: Page, styles: _Styles) -> None:
    for index, wide in enumerate(page.widths):
        drawn.set_column(index, index, wide)
    for row, (look, cells) in enumerate(page.lines):
        style = styles.of(_LOOKS[look])
        widths = page.widths if len(cells) > 1 else (sum(page.widths),)
        if look != "title":
            drawn.set_row(row, _height(zip(cells, widths, strict=True)))
        if look == "text":
            drawn.merge_range(row, 0, row, len(page.widths) - 1, "", style)
        for column, text in enumerate(cells):
            drawn.write_string(row, column, text, style)
    drawn.hide_gridlines(2)
    drawn.set_landscape()
    drawn.set_paper(_A3)
    drawn.fit_to_pages(1, 0)


def _sheet(drawn: Any, sheet: Content, styles: _Styles, tests: int) -> None:
    last = len(sheet.rows) + _SPARE_ROWS
    drawn.freeze_panes(1, sheet.frozen)
    drawn.set_landscape()
    drawn.set_paper(_A3)
    drawn.set_print_scale(70)
    drawn.repeat_rows(0)
    drawn.repeat_columns(0, sheet.frozen - 1)
    if sheet.name in _TABS:
        drawn.set_tab_color(_TABS[sheet.name])
    for index, column in enumerate(sheet.columns):
        drawn.set_column(index, index, column.width, styles.body(column))
        head = "shown" if column.name.startswith(FOR_PEOPLE) else "needed" if column.needed else "other"
        drawn.write_string(0, index, f"{column.name}\n{column.zh}", styles.of(_HEADS[head]))
        _offer(drawn, index, column, last, sheet, tests)
        _colour(drawn, index, column, last, styles)
    drawn.set_row(0, _height((f"{column.name}\n{column.zh}", column.width) for column in sheet.columns))
    for row, cells in enumerate(sheet.rows, 1):
        drawn.set_row(row, _height((cells.get(column.name), column.width) for column in sheet.columns))
        for index, column in enumerate(sheet.columns):
            _write(drawn, row, index, cells.get(column.name), styles.body(column))
    for row, words in sheet.row_words.items():
        drawn.data_validation(row + 1, 1, row + 1, 1, _choice(words))
    if sheet.rows:
        drawn.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _height(cells: Iterable[tuple[Held, int]]) -> float:
    """How tall a row must be for its longest text; programs that adjust rows by themselves do so when a cell is edited."""
    most = 1
    for value, wide in cells:
        if isinstance(value, str):
            most = max(most, sum(1 + width(line) // wide for line in value.split("\n")))
    return min(most * _LINE + _ROOM, _TALLEST)


def adjusting_sheet() -> Any:
    """A worksheet whose rows have a height to begin with and grow with what is typed: XlsxWriter knows fixed heights alone.

    Rows in `fixed_rows` (counted from 0) keep their height.
    """
    from xlsxwriter.worksheet import Worksheet

    class Adjusting(Worksheet):  # type: ignore[misc]  # untyped
        def __init__(self) -> None:
            super().__init__()
            self.fixed_rows: set[int] = set()

        def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
            grows = tag == "row" and int(dict(attributes)["r"]) - 1 not in self.fixed_rows
            kept = [(name, value) for name, value in attributes if not (grows and name == "customHeight")]
            super()._xml_start_tag_unencoded(tag, kept)

    return Adjusting


def _write(drawn: Any, row: int, column: int, value: Held, style: Any) -> None:
    if isinstance(value, Decimal):
        if stands_as_number(value):
            drawn.write_number(row, column, float(value), style)
            return
        value = format(value, "f")
    if value is None:
        drawn.write_blank(row, column, None, style)
    else:
        drawn.write_string(row, column, value, style)


def stands_as_number(value: Decimal) -> bool:
    """Whether a number comes back from a cell as it was written: 3 and 0.5 do, 3.0 and thirty digits do not and are written as text."""
    return format(number_of(float(f"{float(value):.15G}")), "f") == format(value, "f")


def _offer(drawn: Any, index: int, column: Column, last: int, sheet: Content, tests: int) -> None:
    """The drop-down of a column."""
    if column.words:
        drawn.data_validation(1, index, last, index, _choice(column.words))
    elif column.name in sheet.tests and tests:
        offered = {"validate": "list", "source": f"=sample_tests!$A$2:$A${tests + _SPARE_ROWS}", "error_type": "warning"}
        said = {"error_title": "检测项编号", "error_message": "sample_tests 中没有这个编号 No such id in sample_tests"}
        drawn.data_validation(1, index, last, index, {**offered, **said})


def _choice(words: tuple[str, ...]) -> dict[str, Any]:
    listed = " | ".join(words)
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "可选的值 Values",
        "error_message": f"只能是 One of: {listed}"[:255],
    }


def _colour(drawn: Any, index: int, column: Column, last: int, styles: _Styles) -> None:
    """Colours that follow what is typed: of a class, of a confidence, of what is lacking, of what is not known."""
    at = letters(index + 1)
    if column.needed and index:
        lacking = {"type": "formula", "criteria": f'=AND($A2<>"",{at}2="")', "format": styles.of({"bg_color": _LACKING})}
        drawn.conditional_format(1, index, last, index, lacking)
    if column.name in _COLOURED:
        words = column.words or ("verified", "secondary", "recalled", "weak")
        for word in words:
            if word in _COLOURS:
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.of({"bg_color": _COLOURS[word]})}
                drawn.conditional_format(1, index, last, index, rule)
                if column.name == "class":
                    same = {"type": "formula", "criteria": f'=${at}2="{word}"', "format": styles.of({"bg_color": _COLOURS[word]})}
                    drawn.conditional_format(1, 0, last, 0, same)
    if column.name == "require":
        unknown = {"type": "cell", "criteria": "==", "value": '"unknown"', "format": styles.of(_UNKNOWN)}
        drawn.conditional_format(1, index, last, index, unknown)


def _fits(sheets: Sequence[Content | Page]) -> None:
    problems = []
    for sheet in sheets:
        if isinstance(sheet, Page):
            continue
        for number, cells in enumerate(sheet.rows, 2):
            for name, value in cells.items():
                if isinstance(value, str) and (why := _unfit(value)):
                    item = next((one for one in cells.values() if isinstance(one, str)), "")
                    zh = f"{sheet.name} 的 {shown(item)}：{name} {why[0]}，单元格放不下"
                    en = f"{sheet.name}, {shown(item)}: {name} {why[1]}, which no cell can hold (row {number})"
                    hint = ("改短或拆开，或直接编辑 YAML", "shorten or split it, or edit the YAML itself")
                    problems.append(complaint("E849", zh, en, hint=hint))
    if problems:
        raise DocumentError(problems)


def _unfit(text: str) -> tuple[str, str] | None:
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_CHARACTERS:
        return f"超过 {MOST_CHARACTERS} 个字符", f"is longer than {MOST_CHARACTERS} characters"
    if found := _UNFIT.search(text):
        return f"含有 {found.group()!r}", f"holds {found.group()!r}"
    return None
