"""A workbook as sheets of cells, each cell saying what it is: text, number, date, formula, error. The one file that knows openpyxl.

Readers of workbooks come in here with a `Workbook` that passed the preflight. Only cells that hold something are kept, so a stray
value in the last corner of a sheet costs nothing.
"""

import io
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from ..authoring.refusal import DocumentError, complaint
from ..conditions.error import shown
from ..model.problem import Position
from .preflight import Workbook

CellKind = Literal["text", "number", "boolean", "date", "formula", "error"]
MOST_CELLS: Final = 1_000_000

_RETURN: Final = re.compile(r"_x000[Dd]_\n?|\r\n?")  # a carriage return, as Excel writes it into its files
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. `value` is text for text, formulas and errors; a Decimal for a number; a bool; an ISO date or time as text."""

    row: int
    column: int
    kind: CellKind
    value: str | Decimal | bool

    @property
    def name(self) -> str:
        """`D7`."""
        return f"{letters(self.column)}{self.row}"


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by row and column, its merged ranges, what of it is hidden."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The rows that hold something, from the top, each as its cells by column."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        yield from found.items()


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(65 + rest) + found
    return found


def open_grid(workbook: Workbook) -> list[Sheet]:
    """The sheets of a workbook, in order. Raises DocumentError where the library cannot make sense of it."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decoration that the library does not know
            opened = load_workbook(io.BytesIO(workbook.raw), keep_links=False)
    except Exception as error:  # the library stumbles over a contradictory file in a hundred ways
        words = (
            f"工作簿内部不一致，读不出来（{shown(str(error))}）",
            f"the parts of the workbook contradict each other ({shown(str(error))})",
        )
        hint = ("在 Excel 中打开并另存一次", "open it in Excel and save it once more")
        raise DocumentError(complaint("E827", *words, Position(workbook.file), hint=hint)) from error
    sheets = [_sheet(sheet) for sheet in opened.worksheets]
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        words = (f"有内容的单元格超过 {MOST_CELLS} 个", f"more than {MOST_CELLS} cells hold something")
        hint = ("拆成几个工作簿", "split it into several workbooks")
        raise DocumentError(complaint("E823", *words, Position(workbook.file), hint=hint))
    return sheets


def _sheet(sheet: Any) -> Sheet:
    found = Sheet(sheet.title.strip(), hidden=sheet.sheet_state != "visible")
    found.merged = sorted(str(merged) for merged in sheet.merged_cells.ranges)
    found.hidden_rows = {row for row, about in sheet.row_dimensions.items() if about.hidden}
    for about in sheet.column_dimensions.values():
        if about.hidden:
            first = about.min or 1
            found.hidden_columns |= set(range(first, (about.max or first) + 1))
    # the private mapping holds what is there; the public ways of going through a sheet make a cell for every place up to the last
    for (row, column), held in sheet._cells.items():
        if (cell := _cell(row, column, held)) is not None:
            found.cells[row, column] = cell
    return found


def _cell(row: int, column: int, held: Any) -> Cell | None:
    value = held.value
    if value is None or value == "":
        return None
    match held.data_type:
        case "f":
            return Cell(row, column, "formula", str(getattr(value, "text", value) or "="))
        case "e":
            return Cell(row, column, "error", str(value))
        case "b":
            return Cell(row, column, "boolean", bool(value))
    match value:
        case datetime():
            midnight = value.time() == time()
            return Cell(row, column, "date", value.date().isoformat() if midnight else value.isoformat(" ", "seconds"))
        case date() | time():
            return Cell(row, column, "date", value.isoformat())
        case timedelta():
            return Cell(row, column, "date", str(value))
        case int() | float():
            if not math.isfinite(value):
                return Cell(row, column, "error", str(value))
            return Cell(row, column, "number", number_of(value))
    text = _RETURN.sub("\n", str(value))
    return Cell(row, column, "text", text) if text.strip() else None


def number_of(value: float) -> Decimal:
    """The number that a cell shows: Excel keeps binary numbers, the shortest decimal that means the same one is what was typed."""
    number = Decimal(repr(value))
    return Decimal(int(number)) if number == number.to_integral_value() else Decimal(format(number, "f"))
