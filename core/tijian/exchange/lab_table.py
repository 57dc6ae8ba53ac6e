"""A laboratory's table of results (CSV): one row a value, joined to the samples of a dossier by their ids.

Columns are known by name, in Chinese or English, in any order. The table brings results alone: a sample that no dossier has is refused,
because nobody recorded that it was taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..authoring.document import Path
from ..authoring.refusal import DocumentError, complaint, limited
from ..conditions.error import shown
from ..conditions.suggest import suggestion
from ..model.dossier import BLANKS
from ..model.problem import Position, Problem
from ..model.ruleset import SampleTest
from .checklist.saying import scalar
from .checklist.words import folded, part_meant
from .piece import Piece, name_of
from .table_text import TextCell, TextTable

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "assessment": ("assessment", "评估编号", "assessment no.", "assessment no"),
    "sample": ("sample", "样品", "样品编号", "样品号", "sample id"),
    "test": ("test", "检测项", "检测项编号", "检测项目编号", "检测项目", "检验项目", "项目编号", "项目", "编号", "id", "test id"),
    "part": ("part", "组分"),
    "value": ("value", "实测值", "检测值", "结果", "检测结果", "检验结果", "result", "values"),
    "unit": ("unit", "单位", "报告单位"),
    "u": ("u", "U", "不确定度", "扩展不确定度", "uncertainty"),
    "lod": ("lod", "检出限"),
    "declared": ("declared", "明示值", "标称值"),
    "lab": ("lab", "承检机构", "laboratory"),
    "report": ("report", "报告编号", "report no.", "report no"),
}
_NEEDED: Final = ("sample", "test", "value")
_OF_READING: Final = ("u", "lod", "declared", "unit")
_OF_SAMPLE: Final = ("lab", "report")


@dataclass(frozen=True, slots=True)
class LabRow:
    """One row: what its columns say, each with its place."""

    cells: Mapping[str, TextCell]

    def said(self, column: str) -> str | None:
        """What a column says, None where it is blank or not there."""
        cell = self.cells.get(column)
        text = "" if cell is None else cell.text.strip()
        return None if text in BLANKS - {"无"} else text

    def at(self, column: str) -> Position:
        """Where a column of the row is, or where the row begins."""
        return (self.cells.get(column) or self.cells["sample"]).span


@dataclass(slots=True)
class LabTable:
    """The rows of a file, and what is to be noted of it."""

    file: str
    rows: list[LabRow]
    notes: list[Problem] = field(default_factory=list)
    lines: Mapping[int, str] = field(default_factory=dict)

    def complain(self, code: str, zh: str, en: str, at: Position, hint: tuple[str, str], also: tuple[Position, ...] = ()) -> Problem:
        """A problem of a row, with the line."""
        return complaint(code, zh, en, at, hint=hint, excerpt=self.lines.get(at.line), also=also)


def lab_table(table: TextTable) -> LabTable:
    """The rows of a table, by the names of its columns. Raises DocumentError."""
    head, *rows = table.rows
    found = LabTable(table.file, [], list(table.notes), table.lines)
    columns, problems = _columns(head, found)
    if problems:
        raise DocumentError(problems)
    for row in rows:
        found.rows.append(LabRow({key: row[place] for key, place in columns.items()}))
        if any("\n" in row[place].text for place in columns.values()):
            at = row[0].at
            words = ("单元格里有换行", "a cell with a line break in it")
            found.notes.append(complaint("N902", *words, at, excerpt=found.lines.get(at.line), warning=True))
    if not found.rows:
        words = ("只有表头，没有结果", "there is a head, and no results")
        raise DocumentError(complaint("E906", *words, Position(table.file), hint=("重新导出", "export it again")))
    return found


def _columns(head: Sequence[TextCell], found: LabTable) -> tuple[dict[str, int], list[Problem]]:
    by_name = {folded(name): key for key, names in _NAMES.items() for name in names}
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(head):
        name = cell.text.strip()
        key = by_name.get(folded(name))
        at = cell.span
        if key is None:
            hint = suggestion(name, [names[0] for names in _NAMES.values()]) or ("不影响结果", "it changes nothing")
            words = (f"不读列“{shown(name)}”", f"the column '{shown(name)}' is not read")
            found.notes.append(complaint("W900", *words, at, hint=hint, excerpt=found.lines.get(at.line), warning=True))
        elif key in columns:
            words = (f"列“{shown(name)}”重复", f"the column '{shown(name)}' is here twice")
            problems.append(found.complain("E904", *words, at, ("删除其中一列", "delete one of them")))
        else:
            columns[key] = place
    if lacking := [key for key in _NEEDED if key not in columns]:
        zh = f"缺少列：{'、'.join(_NAMES[key][1] for key in lacking)}"
        en = f"it lacks the columns {', '.join(lacking)}"
        hint = (
            "第一行写列名：样品,检测项,组分,实测值,单位,U,检出限,明示值",
            "name the columns in the first row: sample,test,part,value,unit,u,lod,declared",
        )
        problems.append(found.complain("E905", zh, en, head[0].at, hint))
    return columns, problems


@dataclass(frozen=True, slots=True)
class Taken:
    """A dossier that results may belong to: its number, its samples, the tests of its ruleset (None where that is not here)."""

    assessment: str | None
    samples: frozenset[str]
    tests: Mapping[str, SampleTest] | None


def share_out(table: LabTable, dossiers: Sequence[Taken]) -> list[Piece | None]:
    """The results of the table as a piece for each dossier, None for one that gets none. Raises DocumentError for rows of no dossier."""
    rows: list[list[LabRow]] = [[] for _ in dossiers]
    problems: list[Problem] = []
    for row in table.rows:
        place = _owner(table, row, dossiers, problems)
        if place is not None:
            rows[place].append(row)
    pieces = [_piece(table, mine, dossier, problems) for mine, dossier in zip(rows, dossiers, strict=True)]
    if problems:
        raise DocumentError(limited(problems))
    return pieces


def _owner(table: LabTable, row: LabRow, dossiers: Sequence[Taken], problems: list[Problem]) -> int | None:
    """The dossier that a row belongs to: by its number where it says one, else by its sample, which one dossier alone may have."""
    number, sample = row.said("assessment"), row.said("sample")
    fits = [place for place, one in enumerate(dossiers) if number is None or one.assessment == number]
    if number is not None and not fits:
        known = [one.assessment for one in dossiers if one.assessment is not None]
        words = (f"没有评估编号为 {shown(number)} 的案卷", f"there is no dossier with the number {shown(number)}")
        hint = suggestion(number, known) or ("一起给出那份案卷", "give that dossier too")
        problems.append(table.complain("E907", *words, row.at("assessment"), hint))
        return None
    having = [place for place in fits if sample in dossiers[place].samples]
    if sample is None and len(fits) == 1:
        return fits[0]  # its results cannot be used, and judging says so
    if len(having) == 1:
        return having[0]
    if not having:
        known = sorted({one for place in fits for one in dossiers[place].samples})
        words = (f"案卷里没有样品 {shown(sample or '—')}", f"no dossier has a sample {shown(sample or '—')}")
        there_are = (f"先在核查表的“样品”里登记；已有：{'、'.join(known) or '—'}", f"record it first; there are: {', '.join(known) or '—'}")
        hint = suggestion(sample or "", known) or there_are
        problems.append(table.complain("E907", *words, row.at("sample"), hint))
    else:
        words = (f"{len(having)} 份案卷都有样品 {shown(sample or '')}", f"{len(having)} dossiers have a sample {shown(sample or '')}")
        problems.append(table.complain("E908", *words, row.at("sample"), ("加一列“评估编号”", "add a column `assessment`")))
    return None


def _piece(table: LabTable, rows: Sequence[LabRow], dossier: Taken, problems: list[Problem]) -> Piece | None:
    if not rows or dossier.tests is None:
        return None
    piece = Piece(table.file, name_of(table.file), {"samples": []})
    places: dict[str | None, int] = {}
    for row in rows:
        name = row.said("sample")
        if name not in places:
            places[name] = len(piece.data["samples"])
            piece.data["samples"].append({})
            if name is not None:
                _put(piece, table, ("samples", places[name], "id"), name, row.at("sample"))
        path: Path = ("samples", places[name])
        for key in _OF_SAMPLE:
            _once(piece, table, (*path, key), row, key, problems)
        _result(piece, table, (*path, "results"), row, dossier.tests, problems)
    return piece


def _result(piece: Piece, table: LabTable, path: Path, row: LabRow, tests: Mapping[str, SampleTest], problems: list[Problem]) -> None:
    """Adds the value of a row to its result: rows of one sample, test and part are its specimens."""
    said, part = row.said("test"), row.said("part")
    test = _meant(said or "", tests)
    if test is None:
        words = (f"没有检测项 {shown(said or '—')}", f"there is no test {shown(said or '—')}")
        hint = suggestion(said or "", tests) or _named(said or "", tests) or ("写核查表里的编号", "write its id as in the checklist")
        problems.append(table.complain("E409", *words, row.at("test"), hint))
        return
    known = tests[test]
    where: Path = (*path, test)
    if part is not None:
        meant = part_meant(known, part)
        if meant is None:
            words = (f"检测项 {test} 没有组分 {shown(part)}", f"the test {test} has no part {shown(part)}")
            hint = suggestion(part, known.parts or ()) or ("写核查表里的组分", "write the part as in the checklist")
            problems.append(table.complain("E413", *words, row.at("part"), hint))
            return
        where = (*where, "parts", meant)
    written = row.said("value")
    values: list[Any] = [scalar(one.strip()) for one in (written or "").replace("；", ";").replace("\n", ";").split(";") if one.strip()]
    held = _at(piece.data, where).get("values", [])
    for value in values or [None]:  # a row without a value is a specimen of which nothing is known
        held = [*held, value]
        piece.places[(*where, "values", len(held) - 1)] = row.at("value")
    piece.put((*where, "values"), held)
    piece.places.setdefault((*where, "values"), row.at("value"))
    piece.places.setdefault(where, row.at("value"))  # whoever speaks of the result points to what was measured
    _note(piece, table, row.at("value"))
    for key in _OF_READING:
        _once(piece, table, (*where, key), row, key, problems)


def _meant(said: str, tests: Mapping[str, SampleTest]) -> str | None:
    """The test that a word means: its id, or the name of one test alone, in either language."""
    if said in tests:
        return said
    found = [name for name, test in tests.items() if folded(said) in (folded(test.name.zh), folded(test.name("en")))]
    return found[0] if len(found) == 1 else None


def _named(said: str, tests: Mapping[str, SampleTest]) -> tuple[str, str] | None:
    """The tests whose name has the word in it, as a hint."""
    found = [name for name, test in tests.items() if said and folded(said) in folded(f"{test.name.zh} {test.name('en')}")]
    zh, en = "、".join(f"{name} {tests[name].name.zh}" for name in found), ", ".join(f"{name} {tests[name].name('en')}" for name in found)
    return (f"写编号：{zh}", f"write its id: {en}") if found else None


def _once(piece: Piece, table: LabTable, path: Path, row: LabRow, key: str, problems: list[Problem]) -> None:
    """Puts what is said once for a sample or a result, however many rows it has; rows that differ are told."""
    said = row.said(key)
    if said is None:
        return
    value: Decimal | str = scalar(said) if key in ("u", "lod", "declared") else said
    mine = _at(piece.data, path[:-1]).get(path[-1])
    if mine is None:
        _put(piece, table, path, value, row.at(key))
    elif mine != value:
        words = (f"同一结果的各行，{_NAMES[key][1]}不一致", f"the rows of one result differ in {key}")
        also = tuple(at for at in [piece.places.get(path)] if at is not None)
        problems.append(table.complain("E909", *words, row.at(key), ("改成一致", "make them agree"), also))


def _put(piece: Piece, table: LabTable, path: Path, value: Any, at: Position) -> None:
    piece.put(path, value, at)
    _note(piece, table, at)


def _note(piece: Piece, table: LabTable, at: Position) -> None:
    piece.excerpts[at] = table.lines.get(at.line, "")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step] if isinstance(step, int) else data.get(step, {})
    return data
