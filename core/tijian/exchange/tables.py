"""A sheet as a table: columns by the names in its first row, rows by what they hold; never by place.

Readers of workbooks come in here with a sheet and the columns that they know. All that is wrong with a cell is collected with its
place; what could not be read is replaced by a stand-in, and `flawed` remembers the cell, so that nobody complains about it twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from ..authoring.document import Document, read_document
from ..authoring.refusal import DocumentError, complaint
from ..authoring.source import forbidden, forbidden_in
from ..conditions.error import shown
from ..conditions.suggest import asked, did_you_mean
from ..model.problem import Position, Problem
from .cell_words import meant, trouble, unquoted
from .columns import FOR_PEOPLE, NOTHING, Column, ColumnKind
from .grid import Cell, Sheet, letters
from .places import INDENT, Spot


class _StandIn(str):
    """A text that nobody wrote."""

    __slots__ = ()


STAND_IN: Final = _StandIn("?")  # in place of what could not be read

_HEADER: Final = 1
_ONE_ID: Final = re.compile(r"[^\s,，、;；]+")
_MOST_NAMED: Final = 8
_MOST_MERGED: Final = 10_000


@dataclass(slots=True)
class Findings:
    """What was found while a workbook is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    flawed: set[str] = field(default_factory=set)  # cells
    flawed_rows: set[tuple[str, int]] = field(default_factory=set)  # of a sheet: what stands in them cannot be told
    texts: dict[str, str] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)  # cases say the same things again and again

    def document(self, text: str) -> Document:
        """A cell's text read as YAML. Raises DocumentError."""
        if text not in self._documents:
            self._documents[text] = read_document(f"- {text}".replace("\n", f"\n{INDENT}"), self.file)
        return self._documents[text]

    def knows(self, problem: Problem) -> bool:
        """Whether what a model complains of is the consequence of something that was told."""
        at = problem.at
        return at is not None and (at.cell in self.flawed or (at.sheet, at.line) in self.flawed_rows)

    def note(
        self,
        code: str,
        zh: str,
        en: str,
        at: Spot | str = "",
        *,
        hint: tuple[str, str] | None = None,
        also: Sequence[Spot] = (),
        warning: bool = False,
    ) -> None:
        """Collect a problem about a cell, or (by its name) about a sheet, or about the file."""
        if isinstance(at, Spot):
            place = at.position(self.file)
            if not warning:
                self.flawed.add(at.cell)
        else:
            place = Position(self.file, 1 if at else 0, 1, 1, f"{at}!A1" if at else "")
        others = tuple(spot.position(self.file) for spot in also)
        excerpt = self.texts.get(place.cell, "").replace("\n", " ") or None
        self.problems.append(complaint(code, zh, en, place, hint=hint, excerpt=excerpt, also=others, warning=warning))


class Table:
    """The rows of one sheet."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], findings: Findings) -> None:
        self.name = sheet.name
        self.findings = findings
        self.known = {column.name: column for column in columns}
        for cell in sheet.cells.values():
            findings.texts[f"{sheet.name}!{cell.name}"] = str(cell.value)
        self._sheet = sheet
        self._misspelt: set[str | None] = set()  # columns that are there under another name
        tell_hidden(sheet, findings)
        self._merged()
        self.columns = self._header()
        read = {column for name, column in self.columns.items() if not name.startswith(FOR_PEOPLE)}
        self.rows = [Row(self, number, cells) for number, cells in sheet.rows() if number > _HEADER and cells.keys() & read]
        self._strays()
        self._complete()

    def spot(self, row: int, column: int) -> Spot:
        """The cell at a place."""
        name = f"{self.name}!{letters(column)}{row}"
        return Spot(name, row, self.findings.texts.get(name, ""))

    def _header(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for (row, column), cell in sorted(self._sheet.cells.items()):
            if row > _HEADER:
                break
            spot = self.spot(row, column)
            name = _column_name(cell)
            if name.startswith(FOR_PEOPLE):
                found.setdefault(f"{FOR_PEOPLE}{column}", column)
            elif name in found:
                words = (f"列 {shown(name)} 重复", f"the column {shown(name)} is here twice")
                hint = ("删除其中一列", "delete one of them")
                self.findings.note("E833", *words, spot, hint=hint, also=[self.spot(row, found[name])])
            elif name not in self.known:
                self._unknown(name, spot)
                found.setdefault(f"{FOR_PEOPLE}{column}", column)
            else:
                found[name] = column
        return found

    def _unknown(self, name: str, spot: Spot) -> None:
        close = did_you_mean(name, list(self.known))
        self._misspelt.add(close)
        self.findings.flawed.add(self.spot(_HEADER, 1).cell)
        hint = asked(close) if close else ("自己用的列，列名以 # 开头", "begin the name of a column of your own with #")
        words = (f"工作表 {self.name} 没有列 '{shown(name)}'", f"the sheet {self.name} has no column '{shown(name)}'")
        self.findings.note("E831", *words, spot, hint=hint)

    def _complete(self) -> None:
        """Columns that are not there: without a needed one nothing can be read, another is read as empty."""
        lacking = [column for column in self.known.values() if column.name not in self.columns and column.name not in self._misspelt]
        needed = [column.name for column in lacking if column.needed]
        if needed and (self.rows or not self.columns):
            names_zh, names_en = "、".join(needed), ", ".join(needed)
            hint = ("补上这些列；空的工作表也要有第一行", "add them; an empty sheet needs its first row too")
            words = (f"工作表 {self.name} 缺少列 {names_zh}", f"the sheet {self.name} lacks {names_en}")
            self.findings.note("E832", *words, self.spot(1, 1), hint=hint)
        others = [column.name for column in lacking if not column.needed]
        if others and self.rows:
            more = "…" if len(others) > _MOST_NAMED else ""
            zh = f"工作表 {self.name} 没有列 {'、'.join(others[:_MOST_NAMED])}{more}：按空白处理"
            en = f"the sheet {self.name} has no columns {', '.join(others[:_MOST_NAMED])}{more}: they are read as empty"
            self.findings.note("W832", zh, en, self.name, warning=True)

    def _strays(self) -> None:
        """What stands under no column name is not read, and told once a column."""
        under = set(self.columns.values())
        strays = [
            place for place in sorted(self._sheet.cells, key=lambda place: place[::-1]) if place[0] > _HEADER and place[1] not in under
        ]
        for column, places in groupby(strays, key=lambda place: place[1]):
            (row, _), *others = places
            more = len(others)
            zh = "上方没有列名，不会被读取" + (f"；此列还有 {more} 格" if more else "")
            en = "there is no column name above it: it is not read" + (f"; {more} more in this column" if more else "")
            hint = ("补上列名，或删除内容；自己用的列，列名以 # 开头", "name the column, or delete it; a column of your own begins with #")
            self.findings.note("W831", zh, en, self.spot(row, column), hint=hint, warning=True)

    def _merged(self) -> None:
        for merged in self._sheet.merged:
            first, _, last = merged.partition(":")
            row, end = (int(re.sub(r"\D", "", corner) or 1) for corner in (first, last or first))
            self.findings.flawed_rows |= {(self.name, number) for number in range(row, min(end, row + _MOST_MERGED) + 1)}
            name = f"{self.name}!{first}"
            words = (f"合并单元格 {merged}：分不清各行的内容", f"merged cells {merged}: what each row says cannot be told")
            hint = ("取消合并，每个单元格各自填写", "undo the merge, and fill in each cell")
            self.findings.note("E834", *words, Spot(name, row, self.findings.texts.get(name, "")), hint=hint)


@dataclass(slots=True)
class Row:
    """One row: its cells by the names of their columns."""

    table: Table
    number: int
    cells: dict[int, Cell]
    _read: dict[str, Any] = field(default_factory=dict)  # what was read, so that nothing is complained of twice
    _kinds: dict[str, Column] = field(default_factory=dict)

    def spot(self, name: str) -> Spot:
        """The cell under a column, whether it holds something or not; under a column that is not there, the head of the table."""
        column = self.table.columns.get(name)
        return self.table.spot(_HEADER, 1) if column is None else self.table.spot(self.number, column)

    def blank(self, *names: str) -> bool:
        """Whether none of these columns holds something here."""
        return all(self._cell(name) is None for name in names)

    def wants(self, name: str, kind: ColumnKind) -> Column:
        """The column of a name, read in this row as `kind`."""
        self._kinds[name] = replace(self.table.known[name], kind=kind)
        return self._kinds[name]

    def read(self, name: str) -> Any:
        """What the cell under a column says: text, Decimal, bool, or None for a blank one. What is wrong with it is noted."""
        if name not in self._read:
            self._read[name] = self._say(name)
        return self._read[name]

    def _say(self, name: str) -> Any:
        cell = self._cell(name)
        column = self._kinds.get(name, self.table.known[name])
        if cell is None:
            return STAND_IN if column.needed and name not in self.table.columns else None
        spot = self.spot(name)
        if (said := trouble(cell, column)) is not None:
            code, zh, en, hint = said
            self.table.findings.note(code, zh, en, spot, hint=hint)
            return STAND_IN
        if isinstance(cell.value, str) and (strange := forbidden_in(cell.value)):
            place = spot.part(cell.value.index(strange), cell.value.index(strange) + 1).position(self.table.findings.file)
            self.table.findings.problems.append(forbidden(strange, place, cell.value.replace("\n", " ")))
            self.table.findings.flawed.add(spot.cell)
            return STAND_IN
        return meant(cell, column)

    def text_spot(self, name: str) -> Spot:
        """The text of a cell without the blanks around it."""
        spot = self.spot(name)
        start = len(spot.text) - len(spot.text.lstrip())
        return spot.part(start, max(len(spot.text.rstrip()), start)) if spot.text else spot

    def ids(self, name: str) -> list[tuple[str, Spot]] | None:
        """The ids in a cell, each with its place; blanks, commas and new lines stand between them."""
        value = self.read(name)
        if value is None:
            return None
        if value is STAND_IN:
            return [(STAND_IN, self.spot(name))]
        if value == NOTHING:
            return []
        spot = self.spot(name)
        return [(found.group(), spot.part(found.start(), found.end())) for found in _ONE_ID.finditer(spot.text)]

    def lines(self, name: str) -> list[tuple[str, Spot]] | None:
        """The lines of a cell, each with its place, blank ones too; a line in double quotes may hold what a line cannot."""
        value = self.read(name)
        if value is None:
            return None
        if value is STAND_IN:
            return [(STAND_IN, self.spot(name))]
        if value == NOTHING:
            return []
        spot, found, start = self.spot(name), [], 0
        for line in spot.text.split("\n"):
            bare = line.strip()
            lead = start + len(line) - len(line.lstrip())
            found.append((unquoted(bare), spot.part(lead, lead + len(bare))))
            start += len(line) + 1
        while found and not found[-1][0]:
            found.pop()
        return found

    def yaml(self, name: str) -> tuple[Any, Spot] | None:
        """The value that a cell says in YAML, and its place."""
        value = self.read(name)
        if value is None or value is STAND_IN or not isinstance(value, str):
            return None if value is None else (value, self.spot(name))
        spot = self.spot(name)
        try:
            document = self.table.findings.document(spot.text)
        except DocumentError as error:
            self._in_yaml(spot, error)
            return STAND_IN, spot
        found = Spot(spot.cell, spot.row, spot.text, document=document)
        return document.data[0], found

    def _in_yaml(self, spot: Spot, error: DocumentError) -> None:
        findings = self.table.findings
        findings.flawed.add(spot.cell)
        for problem in error.problems:
            place = None if problem.at is None else spot.at(findings.file, problem.at)
            text = spot.text.replace("\n", " ")
            findings.problems.append(Problem(problem.code, problem.text, place, problem.hint, text, warning=problem.warning))

    def _cell(self, name: str) -> Cell | None:
        column = self.table.columns.get(name)
        return None if column is None else self.cells.get(column)


def tell_hidden(sheet: Sheet, findings: Findings) -> None:
    """Notes what of a sheet is hidden."""
    rows = {row for row, _ in sheet.cells} & sheet.hidden_rows
    columns = {column for _, column in sheet.cells} & sheet.hidden_columns
    zh, en = [], []
    if sheet.hidden:
        zh, en = ["整张工作表"], ["the whole sheet"]
    if rows:
        zh.append(f"{len(rows)} 行（第 {min(rows)} 行等）")
        en.append(f"{len(rows)} rows (row {min(rows)} and so on)")
    if columns:
        zh.append(f"{len(columns)} 列（{letters(min(columns))} 列等）")
        en.append(f"{len(columns)} columns ({letters(min(columns))} and so on)")
    if zh:
        words = (
            f"工作表 {sheet.name} 有隐藏的内容，照样读取：{'、'.join(zh)}",
            f"the sheet {sheet.name} has hidden content, which is read all the same: {', '.join(en)}",
        )
        hint = ("取消隐藏或筛选，确认内容", "unhide it, or clear the filter, and look")
        findings.note("W821", *words, sheet.name, hint=hint, warning=True)


def _column_name(cell: Cell) -> str:
    """The name of a column: the first line of its head, what follows is for people."""
    text = cell.value if isinstance(cell.value, str) and cell.kind == "text" else str(cell.value)
    return text.strip().split("\n")[0].strip()


def rows_by(rows: Sequence[Row], names: Sequence[str], table: Table) -> Iterator[tuple[tuple[str, ...], Row]]:
    """The rows with their ids: those without one and those that stand twice are noted and left out."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        values = [row.read(name) for name in names]
        if any(value is None for value in values[:1]):
            words = (f"这一行没有 {names[0]}", f"this row has no {names[0]}")
            table.findings.note("E840", *words, row.spot(names[0]), hint=("填上，或清空这一行", "fill it in, or clear the row"))
            continue
        if any(value is STAND_IN for value in values):
            continue
        identity = tuple("" if value is None else str(value) for value in values)
        if identity in first:
            said = " ".join(part for part in identity if part)
            words = (
                f"{shown(said)} 重复：第 {first[identity].number} 行已有",
                f"{shown(said)} is here twice: row {first[identity].number} has it",
            )
            hint = ("改编号，或删除其中一行", "change the id, or delete one of the rows")
            table.findings.note("E841", *words, row.spot(names[0]), hint=hint, also=[first[identity].spot(names[0])])
            continue
        first[identity] = row
        yield identity, row
