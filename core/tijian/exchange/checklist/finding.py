"""Finds the tables on a sheet: their heads wherever they stand, columns by name, rows by what they hold; and what is in nobody's column.

Titles above a head and remarks below a table are left alone. What is merged, hidden or stands under no column name is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...conditions.error import shown
from ..grid import Cell, Sheet, letters
from ..places import Spot
from ..preflight import column_of
from ..tables import Findings, tell_hidden
from .sheets import Form

_ENOUGH: Final = 2  # names of columns that make a row the head of a table
_RANGE: Final = re.compile(r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")


@dataclass(slots=True)
class Line:
    """One row of a table: its cells by column; `merged`: a cell to fill in is merged with another."""

    table: "Found"
    number: int
    cells: dict[str, Cell]
    merged: str = ""  # the range

    def spot(self, key: str) -> Spot:
        """The cell of a column, whether it holds something or not."""
        return self.table.spot(self.number, self.table.columns[key])

    def fills(self) -> bool:
        """Whether something that people fill in is filled in."""
        return any(head.answer and head.key in self.cells for head in self.table.form.heads)


@dataclass(slots=True)
class Found:
    """A table that was found."""

    sheet: Sheet
    form: Form
    findings: Findings
    head: int
    columns: dict[str, int]
    lines: list[Line] = field(default_factory=list)

    def spot(self, row: int, column: int) -> Spot:
        """The cell at a place."""
        name = f"{self.sheet.name}!{letters(column)}{row}"
        return Spot(name, row, self.findings.texts.get(name, ""))


def tables(sheet: Sheet, forms: Sequence[Form], findings: Findings) -> list[Found | None]:
    """The tables of these forms on a sheet, None for one that cannot be read; what is wrong is noted."""
    for cell in sheet.cells.values():
        findings.texts[f"{sheet.name}!{cell.name}"] = str(cell.value)
    rows = dict(sheet.rows())
    heads = {form: _head(rows, form) for form in forms}
    starts = sorted(row for row, _ in heads.values() if row)
    found: list[Found | None] = []
    for form in forms:
        row, columns = heads[form]
        table = Found(sheet, form, findings, row, columns)
        if not _whole(table, rows.get(row, {})):
            found.append(None)
            continue
        until = next((start for start in starts if start > row), None)
        table.lines = list(_lines(table, rows, until))
        found.append(table)
    tell_hidden(sheet, findings)
    _strays(sheet, [table for table in found if table is not None], findings)
    return found


def _head(rows: dict[int, dict[int, Cell]], form: Form) -> tuple[int, dict[str, int]]:
    """The row with most of a form's names, and the columns there; row 0 where there is none."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row, cells in rows.items():
        named: dict[str, int] = {}
        for column, cell in cells.items():
            key = form.key(cell.value) if isinstance(cell.value, str) else None
            if key is not None:
                named.setdefault(key, column)
        if len(named) >= max(_ENOUGH, len(best[1]) + 1):
            best = row, named
    return best


def _whole(table: Found, head: dict[int, Cell]) -> bool:
    """Whether all that must be there is, and once."""
    sheet, form, findings = table.sheet.name, table.form, table.findings
    lacking = [form.head(key).name for key in form.needed if key not in table.columns]
    if lacking:
        zh = f"工作表 {sheet} 缺少列 {'、'.join(one.zh for one in lacking)}"
        en = f"the sheet {sheet} lacks the columns {', '.join(one.en or one.zh for one in lacking)}"
        hint = ("列凭名称识别：改回原名，或重新生成核查表", "columns are known by name: restore it, or make the checklist again")
        findings.note("E832", zh, en, table.spot(table.head, 1) if table.head else sheet, hint=hint)
    twice = False
    for column, cell in head.items():
        key = form.key(cell.value) if isinstance(cell.value, str) else None
        if key is not None and table.columns[key] != column and form.head(key).answer:
            twice = True
            words = (f"列 {shown(str(cell.value))} 重复", f"the column {shown(str(cell.value))} is here twice")
            first = table.spot(table.head, table.columns[key])
            hint = ("删除其中一列", "delete one of them")
            findings.note("E833", *words, table.spot(table.head, column), hint=hint, also=[first])
    return not lacking and not twice


def _lines(table: Found, rows: dict[int, dict[int, Cell]], until: int | None) -> Iterator[Line]:
    by_column = {column: key for key, column in table.columns.items()}
    filled = {table.columns[head.key] for head in table.form.heads if head.answer and head.key in table.columns}
    merged = [_corners(one) for one in table.sheet.merged]
    for row, cells in rows.items():
        if row <= table.head or (until is not None and row >= until):
            continue
        here = {by_column[column]: cell for column, cell in cells.items() if column in by_column}
        if here:
            over = [name for name, (left, top, right, last) in merged if top <= row <= last and filled & set(range(left, right + 1))]
            yield Line(table, row, here, over[0] if over else "")


def _corners(merged: str) -> tuple[str, tuple[int, int, int, int]]:
    """A merged range and its corners: left, top, right, bottom."""
    found = _RANGE.fullmatch(merged)
    if found is None:
        return merged, (0, 0, 0, 0)
    left, top, right, bottom = found.groups()
    return merged, (column_of(left), int(top), column_of(right or left), int(bottom or top))


def _strays(sheet: Sheet, found: Sequence[Found], findings: Findings) -> None:
    """What stands below a head but in no column of its table: told once a column, and not read."""
    told: set[int] = set()
    for row, column in sorted(sheet.cells, key=lambda place: place[::-1]):
        table = max((one for one in found if one.head < row), key=lambda one: one.head, default=None)
        if table is None or column in table.columns.values() or column in told:
            continue
        told.add(column)
        more = sum(1 for at, other in sheet.cells if other == column and at > table.head) - 1
        zh = "不在表内的列，不会被读取" + (f"；此列还有 {more} 格" if more > 0 else "")
        en = "in no column of the table: it is not read" + (f"; {more} more in this column" if more > 0 else "")
        hint = ("写到“说明”列，或删除", "put it into the column for notes, or delete it")
        findings.note("W831", zh, en, table.spot(row, column), hint=hint, warning=True)
