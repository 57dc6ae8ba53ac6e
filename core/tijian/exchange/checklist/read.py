"""From a filled checklist to a piece of a dossier, or to every problem of the workbook at once, each with its cell.

Rows are known by their ids and columns by their names. What makes one check unusable (a formula, merged cells, an id that stands twice)
leaves that check unknown and is told; what makes the whole unreadable is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...authoring.document import Path
from ...authoring.loaded import Loaded
from ...authoring.refusal import DocumentError, limited
from ...authoring.resolve import Library
from ...conditions.error import shown
from ...conditions.suggest import suggestion
from ...model.dossier import BLANKS
from ...model.ruleset import Attribute, ResolvedRuleset
from ...model.text import Text
from ..grid import Sheet, open_grid
from ..piece import Piece, name_of
from ..places import Spot
from ..preflight import Workbook
from ..tables import Findings
from . import sheets as layout
from .answers import answers
from .finding import Found, Line, tables
from .identity import Identity, identify, in_force, ruleset_of
from .measured import results
from .saying import Pen, as_text, ids, scalar, unusable
from .words import CONCLUSIONS, DISTRICTS, GROUPS, SAMPLING, SIZES, YES_NO, folded, understood

_SEVERAL: Final = re.compile(r"[、；;\n]")  # between the names of people; no name has one


@dataclass
class Reading:
    """A workbook while it is read."""

    workbook: Workbook
    identity: Identity
    loaded: Loaded
    findings: Findings
    piece: Piece
    found: dict[Text, list[Found | None]] = field(default_factory=dict)
    slots: dict[int, int] = field(default_factory=dict)  # the place of a sample among the samples, by its number in the workbook

    @property
    def ruleset(self) -> ResolvedRuleset:
        return self.loaded.ruleset

    @property
    def pen(self) -> Pen:
        return Pen(self.findings)

    def put(self, path: Path, value: Any, spot: Spot) -> None:
        """Put a value, and say where it stands."""
        at = self.pen.place(spot)
        self.piece.put(path, value, at)
        self.piece.excerpts[at] = spot.text.replace("\n", " ")

    def leave_open(self, path: Path, spot: Spot) -> None:
        """Say that something unreadable stands at a path: it is not known, whatever another workbook says."""
        self.put(path, None, spot)
        self.piece.unusable.add(path)

    def lines(self, sheet: Text, place: int = 0) -> list[Line]:
        """The rows of a table that was found."""
        table = self.found[sheet][place] if sheet in self.found else None
        return [] if table is None else table.lines

    def say(self, zh: str, en: str) -> str:
        """Words for the dossier, in the language of the workbook."""
        return zh if self.identity.language == "zh" else en


def read_checklist(workbook: Workbook, library: Library, *, accept_drift: bool = False) -> tuple[Piece, Loaded]:
    """What a workbook says, and the ruleset it is a checklist of. Raises DocumentError with every problem of it; RulesetError.

    Findings and notes are in the piece.
    """
    grid = open_grid(workbook)
    identity = identify(grid, workbook.file)
    loaded, notes = ruleset_of(identity, library, workbook.file, accept_drift=accept_drift)
    findings = Findings(workbook.file, [*workbook.notes, *notes])
    piece = Piece(
        workbook.file, name_of(workbook.file), {"schema": "tijian/dossier@1", "category": identity.category}, language=identity.language
    )
    reading = Reading(workbook, identity, loaded, findings, piece)
    _sheets(grid, reading)
    _visit(reading)
    _product(reading)
    answers(reading)
    _samples(reading)
    results(reading)
    _clues(reading)
    _dated(reading, library)
    piece.notes = [problem for problem in findings.problems if problem.warning]
    if len(piece.notes) < len(findings.problems):
        raise DocumentError(limited(findings.problems))
    return piece, loaded


def _sheets(grid: Sequence[Sheet], reading: Reading) -> None:
    """Finds the tables of every sheet that is read; notes those that are missing, twice or unknown."""
    findings = reading.findings
    wanted: dict[Text, tuple[layout.Form, ...]] = {
        layout.VISIT: (layout.VISIT_FORM, layout.TEAM_FORM),
        layout.PRODUCT: (layout.product_form(layout.MOST_SAMPLES),),
        layout.CHECKS: (layout.CHECK_FORM,),
        layout.SAMPLES: (layout.SAMPLE_FORM,),
        layout.RESULTS: (layout.RESULT_FORM,),
        layout.CLUES: (layout.CLUE_FORM, layout.CODE_FORM),
    }
    seen: set[Text] = set()
    for sheet in grid:
        name = layout.sheet_of(sheet.name)
        if name is not None and name not in seen:
            seen.add(name)
            reading.found[name] = tables(sheet, wanted[name], findings)
        elif sheet.cells and not layout.is_ours(sheet.name):
            words = (f"工作表 {shown(sheet.name)} 不会被读取", f"the sheet {shown(sheet.name)} is not read")
            hint = ("自己的笔记可以留着", "notes of your own may stay")
            findings.note("W830", *words, sheet.name, hint=hint, warning=True)
    for name in layout.READ:
        if name not in seen:
            words = (f"缺少工作表 {name('zh')}", f"the sheet {name('en')} is missing")
            hint = ("被删除或改名了？没有内容的也要留着", "was it deleted or renamed? Keep a sheet even if it holds nothing")
            findings.note("E830", *words, hint=hint)


def _visit(reading: Reading) -> None:
    """Who was visited, when, by whom."""
    pen, seen = reading.pen, set[Path]()
    for line in reading.lines(layout.VISIT):
        said = line.cells.get("field")
        known = layout.field_of(as_text(said)) if said is not None else None
        if known is None:
            if "value" in line.cells:
                words = ("不知道这一行是哪一项", "nobody can say which item this row is")
                pen.refuse("E887", words, line.spot("value"), ("“项目”一列恢复原样", "restore the column “Item”"))
            continue
        if known.path in seen:
            words = (f"“{known.name('zh')}”有两行", f"there are two rows “{known.name('en')}”")
            pen.refuse("E841", words, line.spot("field"), ("删除其中一行", "delete one of them"))
            continue
        seen.add(known.path)
        if line.merged:
            _merged(pen, line)
            continue
        value = _field(pen, known.path, line)
        if value is not None:
            reading.put(known.path, value, line.spot("value"))
        elif known.needed:
            reading.piece.blank[known.path] = pen.place(line.spot("value"))
    for known in layout.FIELDS:
        if known.path not in seen and layout.VISIT in reading.found and reading.found[layout.VISIT][0] is not None:
            words = (f"基本情况缺少“{known.name('zh')}”一行", f"the row “{known.name('en')}” is missing")
            reading.findings.note("E887", *words, _sheet_name(reading, layout.VISIT), hint=("恢复这一行", "restore it"))
    _team(reading)


def _field(pen: Pen, path: Path, line: Line) -> Any:
    cell, spot = line.cells.get("value"), line.spot("value")
    match path[-1]:
        case "assessed_on":
            return pen.day(cell, spot, "E890")
        case "group":
            return pen.word(cell, spot, GROUPS)
        case "state":
            return pen.word(cell, spot, SAMPLING)
        case "size":
            return pen.word(cell, spot, SIZES, free=True)
        case "district":
            said = pen.text(cell, spot, "E889")
            known = next((one.zh for one in DISTRICTS if said is not None and folded(said) in (folded(one.zh), folded(one.en or ""))), None)
            value = known or said
        case _:
            value = pen.text(cell, spot, "E889")
    return None if value in BLANKS else value


def _merged(pen: Pen, line: Line) -> None:
    words = (f"合并单元格 {line.merged}：分不清各行的内容", f"merged cells {line.merged}: what each row says cannot be told")
    first = next(head.key for head in line.table.form.heads if head.answer)
    pen.refuse("E834", words, line.spot(first), ("取消合并，各行分别填写", "undo the merge, and fill in each row"))


def _team(reading: Reading) -> None:
    pen = reading.pen
    team: list[dict[str, str]] = []
    for line in reading.lines(layout.VISIT, 1):
        if line.merged:
            _merged(pen, line)
            continue
        name = pen.text(line.cells.get("name"), line.spot("name"), "E889")
        organization = pen.text(line.cells.get("organization"), line.spot("organization"), "E889")
        if name in BLANKS or name is None:
            if organization not in BLANKS and organization is not None:
                words = ("写了机构，没有写姓名", "an organization without a name")
                pen.refuse("E887", words, line.spot("organization"), ("填写姓名", "fill in the name"))
            continue
        if _SEVERAL.search(name):
            words = (f"“{shown(name)}”按一个人读取，像是几个人", f"'{shown(name)}' is read as one person, and looks like several")
            hint = ("一行写一个人", "write one person a row")
            reading.findings.note("W886", *words, line.spot("name"), hint=hint, warning=True)
        reading.piece.data.setdefault("team", team)
        path: Path = ("team", len(team))
        team.append({})
        reading.put((*path, "name"), name, line.spot("name"))
        if organization is not None and organization not in BLANKS:
            reading.put((*path, "organization"), organization, line.spot("organization"))


def _product(reading: Reading) -> None:
    """The attributes of the product; those of samples wait until the samples are read."""
    for line, name, attribute in _attributes(reading):
        value = _attribute(reading, line, "value", attribute, "F888")
        if value is not None:
            reading.put(("product", name), value, line.spot("value"))
        elif (cell := line.cells.get("value")) is not None and unusable(cell) is not None:
            reading.leave_open(("product", name), line.spot("value"))


def _attributes(reading: Reading) -> list[tuple[Line, str, Attribute]]:
    found: list[tuple[Line, str, Attribute]] = []
    first: dict[str, Line] = {}
    pen, product = reading.pen, reading.ruleset.product
    for line in reading.lines(layout.PRODUCT):
        name = as_text(line.cells["id"]).strip() if "id" in line.cells else ""
        if name not in product:
            if line.fills():
                words = (f"没有产品属性 {shown(name)}，这一行不采用", f"there is no attribute {shown(name)}: this row is not used")
                hint = suggestion(name, product) or ("恢复代号", "restore its id")
                reading.findings.note("F881", *words, line.spot("id"), hint=hint, warning=True)
        elif name in first:
            words = (f"属性 {name} 有两行", f"the attribute {name} is in two rows")
            pen.refuse("E841", words, line.spot("id"), ("删除其中一行", "delete one of them"))
        elif line.merged:
            words = (f"合并单元格 {line.merged}", f"merged cells {line.merged}")
            pen.refuse("F884", words, line.spot("value"), ("取消合并，分别填写", "undo the merge, and fill in each cell"))
            reading.leave_open(("product", name), line.spot("value"))
            first[name] = line
        else:
            first[name] = line
            found.append((line, name, product[name]))
    if missing := [name for name in product if name not in first and reading.lines(layout.PRODUCT)]:
        zh = f"产品属性缺少 {len(missing)} 行：{'、'.join(missing)}"
        en = f"{len(missing)} rows of product attributes are missing: {', '.join(missing)}"
        hint = ("不知道的留空即可；行不要删除", "leave blank what is not known, and keep the row")
        reading.findings.note("F880", zh, en, _sheet_name(reading, layout.PRODUCT), hint=hint, warning=True)
    return found


def _attribute(reading: Reading, line: Line, key: str, attribute: Attribute, code: str) -> Any:
    """The value of an attribute in a cell, or None: blank, or not to be used, which is told under `code`."""
    cell, pen = line.cells.get(key), reading.pen
    if cell is None or key not in line.table.columns:
        return None
    if cell.kind == "boolean" and attribute.type == "boolean":
        return cell.value
    if (why := unusable(cell)) is not None:
        pen.refuse(code, why, line.spot(key))
        return None
    said = pen.tidy(as_text(cell), line.spot(key))
    if said is None or (said in BLANKS and said not in (attribute.choices or ())):
        return None
    match attribute.type:
        case "boolean":
            found = understood(said, YES_NO)
            return said if found is None else found == "true"
        case "number":
            return scalar(said)
    return said


def _samples(reading: Reading) -> None:
    """The samples in their order: those of which something is said."""
    pen, rows = reading.pen, dict[int, Line]()
    for line in reading.lines(layout.SAMPLES):
        said = as_text(line.cells["slot"]).strip() if "slot" in line.cells else ""
        if not said.isdecimal() or not 0 < int(said) <= layout.MOST_SAMPLES:
            if line.fills():
                words = ("不知道这一行是第几个样品", "nobody can say which sample this row is")
                pen.refuse("E840", words, line.spot("slot"), ("“样品”一列恢复原样", "restore the column “Sample”"))
        elif int(said) in rows:
            words = (f"样品 {said} 有两行", f"sample {said} is in two rows")
            pen.refuse("E841", words, line.spot("slot"), ("删除其中一行", "delete one of them"))
        elif line.merged:
            _merged(pen, line)
        else:
            rows[int(said)] = line
    own = _own(reading)
    for slot in range(1, layout.MOST_SAMPLES + 1):
        values = {**_sample(reading, rows.get(slot)), **own.get(slot, {})}
        if not values and not _reported(reading, slot):
            continue
        samples = reading.piece.data.setdefault("samples", [])
        samples.append({})
        path: Path = ("samples", len(samples) - 1)
        reading.slots[slot] = len(samples) - 1
        if slot in rows:
            reading.piece.places[path] = pen.place(rows[slot].spot("slot"))
        for below, (value, spot) in values.items():
            if value is None:
                reading.leave_open((*path, *below), spot)
            else:
                reading.put((*path, *below), value, spot)


def _own(reading: Reading) -> dict[int, dict[Path, tuple[Any, Spot]]]:
    """What samples have of their own, by the number of the sample."""
    found: dict[int, dict[Path, tuple[Any, Spot]]] = {}
    product = reading.ruleset.product
    for line in reading.lines(layout.PRODUCT):
        name = as_text(line.cells["id"]).strip() if "id" in line.cells else ""
        for slot in range(1, layout.MOST_SAMPLES + 1):
            key = f"sample {slot}"
            if name not in product or line.merged:
                continue
            # a sample of which an attribute cannot be read would be judged by the product's: so the workbook is refused
            if (value := _attribute(reading, line, key, product[name], "E889")) is not None:
                found.setdefault(slot, {})["product", name] = value, line.spot(key)
    return found


def _reported(reading: Reading, slot: int) -> bool:
    """Whether a result stands under a sample of which nothing else is said."""
    for line in reading.lines(layout.RESULTS):
        said = as_text(line.cells["slot"]).strip() if "slot" in line.cells else ""
        if said == str(slot) and any(key.startswith("value") for key in line.cells):
            return True
    return False


def _sample(reading: Reading, line: Line | None) -> dict[Path, tuple[Any, Spot]]:
    if line is None:
        return {}
    pen = reading.pen
    found: dict[Path, tuple[Any, Spot]] = {}
    for key in ("id", "produced_on", "lab", "report", "retest_of", "conclusion"):
        cell, spot = line.cells.get(key), line.spot(key)
        if key == "produced_on":
            value = pen.day(cell, spot, "F888")
            if value is None and cell is not None and as_text(cell).strip() not in BLANKS:
                found[key,] = None, spot
        elif key == "conclusion":
            value = pen.word(cell, spot, CONCLUSIONS)
        else:
            value = pen.text(cell, spot, "E889")
        if value is not None and value not in BLANKS:
            found[key,] = value, spot
    return found


def _clues(reading: Reading) -> None:
    pen = reading.pen
    for line in reading.lines(layout.CLUES):
        if line.merged:
            _merged(pen, line)
            continue
        said = {key: pen.text(line.cells.get(key), line.spot(key), "E889") for key in ("code", "facts", "evidence")}
        values = {key: value for key, value in said.items() if value is not None and value not in BLANKS}
        if not values:
            continue
        for key, (zh, en) in {"code": ("代码", "its code"), "facts": ("事实", "the facts")}.items():
            if key not in values:
                words = (f"线索没有写{zh}", f"a clue lacks {en}")
                pen.refuse("E887", words, line.spot(key), ("填写，或清空这一行", "fill it in, or clear the row"))
        if "code" not in values or "facts" not in values:
            continue
        clues = reading.piece.data.setdefault("clues", [])
        clues.append({})
        path: Path = ("clues", len(clues) - 1)
        reading.put((*path, "code"), values["code"].split()[0], line.spot("code"))
        reading.put((*path, "facts"), {"zh": values["facts"]}, line.spot("facts"))
        if listed := ids(values.get("evidence")):
            reading.put((*path, "evidence"), listed, line.spot("evidence"))


def _dated(reading: Reading, library: Library) -> None:
    """That the edition was in force on the day of the assessment."""
    day = reading.piece.data.get("assessed_on")
    if day is not None:
        problem = in_force(reading.loaded, day, library, reading.piece.position(("assessed_on",)))
        if problem is not None:
            reading.findings.problems.append(problem)


def _sheet_name(reading: Reading, name: Text) -> str:
    """What a sheet is called in this workbook."""
    table = next((one for one in reading.found.get(name, ()) if one is not None), None)
    return table.sheet.name if table is not None else name(reading.identity.language)
