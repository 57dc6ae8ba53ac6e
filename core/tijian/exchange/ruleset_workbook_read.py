"""From a workbook back to a ruleset file and its golden cases, or to every problem of the workbook at once, each with its cell.

Rows are known by their ids and columns by their names, whatever their place. The cells become the plain data that a YAML file would
hold, and the same models judge it: what they complain of is told at the cell, in the words that a YAML file gets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import RootModel

from ..authoring.document import Path
from ..authoring.refusal import DocumentError, limited
from ..authoring.validate import validate
from ..conditions.error import shown
from ..conditions.suggest import did_you_mean, suggestion
from ..model.case import Case
from ..model.problem import Problem
from ..model.ruleset import RulesetFile
from . import case_sheet
from . import ruleset_sheets as layout
from .columns import NO_FIELDS, Column
from .grid import Sheet, open_grid
from .places import Spot, Written
from .preflight import Workbook
from .ruleset_fields import Item
from .ruleset_settings import settings
from .ruleset_sheets import SheetOf
from .tables import STAND_IN, Findings, Row, Table, rows_by

_COLUMNS: Final[dict[str, Sequence[Column]]] = {
    layout.META: layout.SETTING_COLUMNS,
    layout.PRODUCT.name: layout.PRODUCT_COLUMNS,
    **{sheet.name: sheet.columns for sheet in layout.ITEMS},
    layout.CHOICE_NAMES.name: layout.CHOICE_NAME_COLUMNS,
    layout.PART_NAMES.name: layout.PART_NAME_COLUMNS,
    layout.LIMITS.name: layout.LIMIT_COLUMNS,
    layout.SCORING: layout.SETTING_COLUMNS,
    layout.VERDICTS.name: layout.VERDICT_COLUMNS,
    layout.OVERRIDE: layout.OVERRIDE_COLUMNS,
    case_sheet.CASES: case_sheet.CASE_COLUMNS,
}
_OPTIONAL: Final = frozenset({case_sheet.CASES})
_TESTS: Final = layout.SAMPLE_TESTS.name


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a workbook says. `written` leads from the data of the ruleset to its cells; `cases` is None where there is no such sheet."""

    model: RulesetFile
    cases: Mapping[str, tuple[Case, ...]] | None
    written: Written
    notes: tuple[Problem, ...]


class CaseList(RootModel[tuple[Case, ...]]):
    """The cases of a workbook."""


def read_ruleset_workbook(workbook: Workbook) -> ReadBack:
    """What a checked workbook says. Raises DocumentError with every problem of it, warnings included."""
    findings = Findings(workbook.file, list(workbook.notes))
    tables = _tables(open_grid(workbook), findings)
    written = Written(workbook.file, {}, findings.texts)
    written.keys[()] = Spot(f"{layout.META}!A1", 1)
    _Reader(tables, findings, written).read()
    model = _valid(RulesetFile, written, findings)
    cases, names = _cases(tables.get(case_sheet.CASES), findings)
    if any(not problem.warning for problem in findings.problems) or model is None or (names is not None and cases is None):
        raise DocumentError(limited(findings.problems))
    groups: dict[str, list[Case]] = {}
    for name, case in zip(names or (), cases.root if cases else (), strict=True):
        groups.setdefault(name, []).append(case)
    grouped = None if names is None else {name: tuple(group) for name, group in groups.items()}
    return ReadBack(model, grouped, written, tuple(findings.problems))


def _valid(model: Any, written: Written, findings: Findings) -> Any:
    """The model that the data says, or None and the problems, save those of cells that were told before."""
    try:
        return validate(model, written)
    except DocumentError as error:
        findings.problems += [problem for problem in error.problems if not findings.knows(problem)]
        return None


def _tables(sheets: Sequence[Sheet], findings: Findings) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for sheet in sheets:
        known = next((name for name in _COLUMNS if name == sheet.name.lower()), None)
        if known is not None:
            found[known] = Table(sheet, _COLUMNS[known], findings)
        elif sheet.name != layout.READ_ME and sheet.cells:
            _extra(sheet, [one.name.lower() for one in sheets], findings)
    for name in _COLUMNS.keys() - found.keys() - _OPTIONAL:
        words = (f"缺少工作表 {name}", f"the sheet {name} is missing")
        hint = ("被删除或改名了？没有内容的工作表也要留着", "was it deleted or renamed? Keep a sheet even if it holds nothing")
        findings.note("E830", *words, hint=hint)
    return found


def _extra(sheet: Sheet, there: Sequence[str], findings: Findings) -> None:
    close = did_you_mean(sheet.name.lower(), [name for name in _COLUMNS if name not in there])
    hint = (f"是否想叫 '{close}'？", f"is it meant to be '{close}'?") if close else ("自己的笔记可以留着", "notes of your own may stay")
    words = (f"工作表 {shown(sheet.name)} 不会被读取", f"the sheet {shown(sheet.name)} is not read")
    findings.note("W830", *words, sheet.name, hint=hint, warning=True)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Puts the rows of the sheets into the data."""

    tables: Mapping[str, Table]
    findings: Findings
    written: Written

    def read(self) -> None:
        """All of them, a test before its limits."""
        data = self.written.data
        if (table := self.tables.get(layout.META)) is not None:
            data |= settings(table, layout.META_ROWS, self.written, ())
        self._attributes()
        self._choice_names()
        for sheet in layout.ITEMS:
            self._items(sheet)
        self._part_names()
        self._limits()
        if (table := self.tables.get(layout.SCORING)) is not None:
            found = settings(table, layout.SCORING_ROWS, self.written, (layout.SCORING,))
            if found:
                data[layout.SCORING] = {} if found == {layout.SCORING: NO_FIELDS} else found
        self._verdicts()
        self._override()

    def _rows(self, name: str, *ids: str) -> Iterator[tuple[tuple[str, ...], Row]]:
        table = self.tables.get(name)
        if table is not None:
            yield from rows_by(table.rows, ids, table)

    def _item(self, sheet: SheetOf, row: Row, path: Path, identity: str) -> Any:
        """The item of a row, its id and fields said to stand at `path`."""
        item = Item(self.written, path)
        self.written.keys[path] = row.text_spot(identity)
        for field in sheet.fields:
            field.read(row, item)
        return item.data

    def _put(self, kind: str, name: str, value: Any) -> None:
        self.written.data.setdefault(kind, {})[name] = value

    def _items(self, sheet: SheetOf) -> None:
        for (name,), row in self._rows(sheet.name, "id"):
            self._put(sheet.name, name, self._item(sheet, row, (sheet.name, name), "id"))

    def _attributes(self) -> None:
        sheet = layout.PRODUCT
        for (name, kind), row in self._rows(sheet.name, "id", "kind"):
            if kind not in layout.ATTRIBUTE_KIND.words:
                words = ("kind 应为 product 或 derived", "kind must be product or derived")
                self.findings.note("E846", *words, row.spot("kind"), hint=("从下拉列表中选", "choose from the list"))
                continue
            self._put(kind, name, self._item(sheet, row, (kind, name), "id"))

    def _test(self, row: Row, name: str) -> Any:
        """The test that a row belongs to, or None where there is none of that id."""
        if _TESTS not in self.tables:
            return None  # that the whole sheet is missing was told
        tests = self.written.data.get(_TESTS, {})
        if name in tests:
            return tests[name]
        hint = suggestion(name, tests) or ("加上这个检测项，或删除这一行", "add the test, or delete this row")
        self.findings.note(
            "E842", f"{_TESTS} 中没有 {shown(name)}", f"there is no {shown(name)} in {_TESTS}", row.text_spot("test"), hint=hint
        )
        return None

    def _choice_names(self) -> None:
        sheet = layout.CHOICE_NAMES
        for (name, kind, choice), row in self._rows(sheet.name, "attribute", "kind", "choice"):
            if layout.PRODUCT.name not in self.tables:
                return  # that the whole sheet is missing was told
            if name not in self.written.data.get(kind, {}):
                words = (
                    f"{layout.PRODUCT.name} 中没有 {shown(name)}（{kind}）",
                    f"there is no {shown(name)} ({kind}) in {layout.PRODUCT.name}",
                )
                hint = ("加上这个属性，或删除这一行", "add the attribute, or delete this row")
                self.findings.note("E842", *words, row.text_spot("attribute"), hint=hint)
                continue
            path = (kind, name, "choice_names", choice)
            said = self._item(sheet, row, path, "choice")
            self.written.data[kind][name].setdefault("choice_names", {})[choice] = said.get("name") or {}
            self._lift(path, "name")

    def _part_names(self) -> None:
        sheet = layout.PART_NAMES
        for (name, part), row in self._rows(sheet.name, "test", "part"):
            if (test := self._test(row, name)) is not None:
                path = (_TESTS, name, "part_names", part)
                said = self._item(sheet, row, path, "part")
                test.setdefault("part_names", {})[part] = said.get("name") or {}
                self._lift(path, "name")

    def _lift(self, path: Path, field: str) -> None:
        """What was said of a field of an item is said of the item itself, which is nothing but that field."""
        for held in (self.written.spots, self.written.keys):
            for at in [at for at in ((*path, field), (*path, field, "zh"), (*path, field, "en")) if at in held]:
                held[*path, *at[len(path) + 1 :]] = held.pop(at)

    def _limits(self) -> None:
        sheet = layout.LIMITS
        groups: dict[tuple[str, str], list[tuple[Any, Row]]] = {}
        for (name, part, _), row in self._rows(sheet.name, "test", "part", "order"):
            order = self._order(row)
            if order is not None and self._test(row, name) is not None:
                groups.setdefault((name, part), []).append((order, row))
        for (name, part), rows in groups.items():
            test = self.written.data[_TESTS][name]
            path: Path = (_TESTS, name, "parts", part) if part else (_TESTS, name, "limits")
            if part and isinstance(test.get("parts"), list):
                row = rows[0][1]
                words = (f"{name} 的组分 {part} 既列入求和，又另有限值", f"the part {part} of {name} is summed and has limits of its own")
                hint = ("二者只留其一：求和的限值不写 part", "keep one of them: limits of a sum have no part")
                self.findings.note("E847", *words, row.text_spot("part"), hint=hint, also=[self.written.spots[_TESTS, name, "parts"]])
                continue
            rows.sort(key=lambda pair: pair[0])
            self.written.keys.setdefault(path[:3], rows[0][1].spot("test"))
            self.written.keys[path] = rows[0][1].spot("part" if part else "test")
            found = [self._item(sheet, row, (*path, index), "order") for index, (_, row) in enumerate(rows)]
            if part:
                test.setdefault("parts", {})[part] = found
            else:
                test["limits"] = found

    def _order(self, row: Row) -> Any:
        """The number that gives a row its place, or None."""
        order = row.read("order")
        if order is STAND_IN:
            return None
        if order is None or isinstance(order, str | bool):
            words = ("order 须是数：行凭它排次序", "order must be a number: the rows stand in its order")
            self.findings.note("E843", *words, row.spot("order"), hint=("写 1、2、3 …", "write 1, 2, 3 …"))
            return None
        return order

    def _verdicts(self) -> None:
        sheet = layout.VERDICTS
        rows = [(order, row) for _, row in self._rows(sheet.name, "order") if (order := self._order(row)) is not None]
        rows.sort(key=lambda pair: pair[0])
        if rows:
            self.written.keys[sheet.name,] = rows[0][1].spot("order")
            self.written.data[sheet.name] = [self._item(sheet, row, (sheet.name, index), "order") for index, (_, row) in enumerate(rows)]

    def _override(self) -> None:
        kind = layout.OVERRIDE
        for (name, field), row in self._rows(kind, "id", "field"):
            self.written.keys.setdefault((kind, name), row.text_spot("id"))
            self._put(kind, name, self.written.data.get(kind, {}).get(name, {}))
            found = row.yaml("value")
            if not field:
                if found is not None:
                    words = ("有新值，但没有写是哪个字段", "there is a new value, but no field that gets it")
                    self.findings.note("E840", *words, row.spot("field"), hint=("填上 field", "fill in field"))
                continue
            value, spot = found if found is not None else (None, row.spot("value"))
            self.written.data[kind][name][field] = value
            self.written.spots[kind, name, field] = spot
            self.written.keys[kind, name, field] = row.text_spot("field")


def _cases(table: Table | None, findings: Findings) -> tuple[CaseList | None, list[str] | None]:
    """The cases and the file of each; both None where there is no such sheet."""
    if table is None:
        return None, None
    written = Written(findings.file, [], findings.texts)
    names: list[str] = []
    for index, row in enumerate(table.rows):
        item = Item(written, (index,))
        written.keys[index,] = row.spot("name")
        for field in case_sheet.FIELDS:
            field.read(row, item)
        written.data.append(item.data)
        names.append(_file(row, findings))
    _twice(table, findings)
    return _valid(CaseList, written, findings), names


def _file(row: Row, findings: Findings) -> str:
    """The name of the file that a case goes into: it must not lead anywhere else."""
    name = row.read(case_sheet.FILE.name)
    if name is STAND_IN or (isinstance(name, str) and case_sheet.FILE_NAME.fullmatch(name)):
        return str(name)
    words = (f"{shown(str(name or ''))} 不能作文件名", f"{shown(str(name or ''))} cannot name a file")
    hint = ("用字母、数字、_ 和 -，不写 .yaml", "letters, digits, _ and -, without .yaml")
    findings.note("E845", *words, row.spot(case_sheet.FILE.name), hint=hint)
    return ""


def _twice(table: Table, findings: Findings) -> None:
    """Two cases of one name in one file: allowed, but a message about one of them cannot say which."""
    first: dict[tuple[Any, Any], Row] = {}
    for row in table.rows:
        name = row.read("name")
        held = first.setdefault((row.read(case_sheet.FILE.name), name), row)
        if held is not row and name is not None:
            words = (f"案例名称重复：第 {held.number} 行已有", f"a case of this name is in row {held.number} already")
            hint = ("改名，以便从报告中认出", "rename it, so that a report can tell them apart")
            findings.note("W840", *words, row.spot("name"), hint=hint, also=[held.spot("name")], warning=True)
