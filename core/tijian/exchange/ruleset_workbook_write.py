"""From a ruleset file (and its golden cases) to a workbook for experts: what stands in which cell, and the finished bytes.

The file is put out as it is written, with its includes, overrides and drops: what it includes stays in the catalogue it comes from.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..authoring.as_written import as_written
from ..authoring.canonical import block
from ..authoring.yaml_words import flow
from ..model.case import Case
from ..model.ruleset import RulesetFile
from . import ruleset_sheets as layout
from .case_sheet import CASE_COLUMNS, CASES, case_row
from .columns import NO_FIELDS, NOTHING, Cells
from .painting import Content, paint
from .read_me import read_me
from .ruleset_fields import dig, held, lines
from .ruleset_sheets import SCORING, SETTING_COLUMNS, Setting, SheetOf


def ruleset_workbook(model: RulesetFile, cases: Mapping[str, Sequence[Case]] | None = None) -> bytes:
    """The workbook of a ruleset: the same bytes for the same content, whenever and wherever it is made.

    `cases` are golden cases by the name of their file without `.yaml`; None leaves their sheet out. Raises DocumentError (E849)
    for a text that no cell can hold.
    """
    sheets = [*ruleset_contents(model)]
    if cases is not None:
        rows = [case_row(file, case) for file, group in cases.items() for case in group]
        zh, en = "案例：给定什么，必须得出什么", "golden cases: what is given, and what must come out"
        sheets.append(Content(CASES, zh, en, CASE_COLUMNS, rows, frozen=2))
    title = f"{model.category}/{model.edition} {model.title('zh')}"
    return paint([read_me(title, sheets), *sheets], title)


def ruleset_contents(model: RulesetFile) -> Iterator[Content]:
    """The sheets of a ruleset, each with its rows."""
    data = as_written(model)
    yield _settings(layout.META, "是什么，何时适用，引入什么", "what it is, when it is in force, what it includes", layout.META_ROWS, data)
    yield _attributes(data)
    yield _choice_names(data)
    for sheet in layout.ITEMS:
        if sheet is layout.DIAGNOSES:
            yield _part_names(data)
            yield _limits(data)
        rows = [{"id": name, **_cells(sheet, item)} for name, item in data.get(sheet.name, {}).items()]
        yield Content(sheet.name, sheet.zh, sheet.en, sheet.columns, rows)
    scoring = data.get(SCORING)
    said = ("评分（空白：由引入的文件给出）", "scoring (blank: as what it includes says)")
    yield _settings(SCORING, *said, layout.SCORING_ROWS, scoring or {}, there=scoring is not None)
    yield _verdicts(data)
    yield _override(data)


def _cells(sheet: SheetOf, item: Any) -> Cells:
    found: Cells = {}
    for field in sheet.fields:
        found |= field.cells(item)
    return found


def _settings(name: str, zh: str, en: str, rows: Sequence[Setting], data: Mapping[str, Any], *, there: bool = False) -> Content:
    found: list[Cells] = []
    words: dict[int, tuple[str, ...]] = {}
    for index, row in enumerate(rows):
        value = dig(data, row.path)
        if isinstance(value, list):
            value = lines(value) or NOTHING
        found.append({"field": row.column.name, "value": held(value), "#": row.column.zh, "#en": row.column.en})
        if row.column.words:
            words[index] = row.column.words
    if there and not data:  # scoring: {} says nothing, and is not the same as no scoring
        found.append({"field": name, "value": NO_FIELDS})
    return Content(name, zh, en, (*SETTING_COLUMNS, *layout.SHOWN_MEANING), found, row_words=words)


def _attributes(data: Mapping[str, Any]) -> Content:
    sheet = layout.PRODUCT
    rows: list[Cells] = [
        {"id": name, "kind": kind, **_cells(sheet, attribute)}
        for kind in ("product", "derived")
        for name, attribute in data.get(kind, {}).items()
    ]
    return Content(sheet.name, sheet.zh, sheet.en, layout.PRODUCT_COLUMNS, rows)


def _choice_names(data: Mapping[str, Any]) -> Content:
    sheet = layout.CHOICE_NAMES
    rows: list[Cells] = [
        {"attribute": attribute, "kind": kind, "choice": choice, **_cells(sheet, {"name": name})}
        for kind in ("product", "derived")
        for attribute, one in data.get(kind, {}).items()
        for choice, name in one.get("choice_names", {}).items()
    ]
    return Content(sheet.name, sheet.zh, sheet.en, layout.CHOICE_NAME_COLUMNS, rows, frozen=2)


def _part_names(data: Mapping[str, Any]) -> Content:
    sheet = layout.PART_NAMES
    rows: list[Cells] = [
        {"test": test, "part": part, **_cells(sheet, {"name": name})}
        for test, one in data.get("sample_tests", {}).items()
        for part, name in one.get("part_names", {}).items()
    ]
    return Content(sheet.name, sheet.zh, sheet.en, layout.PART_NAME_COLUMNS, rows, frozen=2, tests=("test",))


def _limits(data: Mapping[str, Any]) -> Content:
    rows: list[Cells] = []
    for test, one in data.get("sample_tests", {}).items():
        parts = one.get("parts")
        named = {part: dig(one, ("part_names", part, "zh")) for part in parts} if isinstance(parts, Mapping) else {}
        groups = [(None, one.get("limits", ()))] + [(part, parts[part]) for part in named]
        for part, group in groups:
            for order, row in enumerate(group, 1):
                source = row.get("source") or one.get("source") or {}
                name = one["name"]["zh"] + (f"：{named[part] or part}" if part else "")
                shown: Cells = {
                    "#name": name,
                    "#unit": one.get("unit"),
                    "#source": source.get("clause") or source.get("basis"),
                    "#confidence": source.get("confidence"),
                }
                rows.append({"test": test, "part": part, "order": held(order)} | _cells(layout.LIMITS, row) | shown)
    sheet = layout.LIMITS
    return Content(sheet.name, sheet.zh, sheet.en, layout.LIMIT_COLUMNS_SHOWN, rows, frozen=4, tests=("test",))


def _verdicts(data: Mapping[str, Any]) -> Content:
    sheet = layout.VERDICTS
    rows = [{"order": held(order), **_cells(sheet, row)} for order, row in enumerate(data.get(sheet.name) or (), 1)]
    return Content(sheet.name, sheet.zh, sheet.en, layout.VERDICT_COLUMNS, rows)


def _override(data: Mapping[str, Any]) -> Content:
    rows: list[Cells] = []
    for name, fields in data.get(layout.OVERRIDE, {}).items():
        rows += [{"id": name, "field": key, "value": _value(value)} for key, value in fields.items()] or [{"id": name}]
    said = ("改动引入的条目：一行一个字段", "changes of what is included: one field a row")
    return Content(layout.OVERRIDE, *said, layout.OVERRIDE_COLUMNS, rows, frozen=2)


def _value(value: Any) -> str:
    """A new value as YAML; a list stands on one line, whatever it holds."""
    return block(value) if isinstance(value, Mapping) else flow(value)
