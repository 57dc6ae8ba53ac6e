"""The results of the sample tests: one row a sample, test and part, known by the three; and which tests were planned."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ...authoring.document import Path
from ...conditions.error import shown
from ...conditions.suggest import suggestion
from ...model.dossier import BLANKS
from ...model.order import natural
from . import sheets as layout
from .finding import Line
from .saying import Words, as_text
from .words import part_meant

if TYPE_CHECKING:
    from .read import Reading

_Key = tuple[int, str, str | None]  # sample, test, part
_VALUES: Final = tuple(f"value {number}" for number in range(1, layout.VALUES + 1))
_FIELDS: Final = {"u": "u", "lod": "lod", "declared": "declared", "reported": "unit"}
_MOST_NAMED: Final = 12


def results(reading: "Reading") -> None:
    """Puts every result and the plan into the piece; notes rows that are missing, twice, or of no test."""
    rows: dict[_Key, list[Line]] = {}
    for line in reading.lines(layout.RESULTS):
        if (key := _key(reading, line)) is not None:
            rows.setdefault(key, []).append(line)
    _missing(reading, rows)
    planned: dict[str, Line] = {}
    for key, lines in rows.items():
        for line in lines:
            if reading.pen.ticked(line.cells.get("plan"), line.spot("plan")):
                planned.setdefault(key[1], line)
        line = lines[0]
        if len(lines) > 1 and any(_filled(one) for one in lines):
            _unusable(reading, key, lines[1], "F882", ("同一样品、检测项、组分有两行", "this sample, test and part is in two rows"))
        elif line.merged and _filled(line):
            _unusable(reading, key, line, "F884", (f"合并单元格 {line.merged}", f"merged cells {line.merged}"))
        elif _filled(line):
            _result(reading, key, line)
    if planned:
        ordered = sorted(planned, key=natural)
        reading.piece.data.setdefault("sampling", {})["plan"] = ordered
        for place, test in enumerate(ordered):
            reading.piece.places["sampling", "plan", place] = reading.pen.place(planned[test].spot("plan"))


def _key(reading: "Reading", line: Line) -> _Key | None:
    """Which result a row is of; None for a title, and (told) for a row of no result."""
    said = {key: as_text(line.cells[key]).strip() if key in line.cells else "" for key in ("slot", "id", "part")}
    tests = reading.ruleset.sample_tests
    if not said["id"] and not line.fills():
        return None
    words: Words | None = None
    hint: Words = ("编号恢复原样", "restore its id")
    part: str | None = None
    if said["id"] not in tests:
        words = (f"没有检测项 {shown(said['id'])}，这一行不采用", f"there is no test {shown(said['id'])}: this row is not used")
        hint = suggestion(said["id"], tests) or hint
    elif not said["slot"].isdecimal() or not 0 < int(said["slot"]) <= layout.MOST_SAMPLES:
        words = ("不知道是第几个样品，这一行不采用", "nobody can say of which sample: this row is not used")
        hint = ("“样品”一列恢复原样", "restore the column “Sample”")
    else:
        test = tests[said["id"]]
        part = part_meant(test, said["part"]) if said["part"] else None
        if (part is None) != (not test.parts):
            words = (
                f"{said['id']} 没有组分 {shown(said['part'])}，这一行不采用",
                f"{said['id']} has no part {shown(said['part'])}: not used",
            )
            hint = ("“组分”一列恢复原样", "restore the column “Part”")
    if words is not None:
        if line.fills() or said["id"] not in tests:
            reading.findings.note("F881", *words, line.spot("id"), hint=hint, warning=True)
        return None
    return int(said["slot"]), said["id"], part


def _missing(reading: "Reading", rows: dict[_Key, list[Line]]) -> None:
    """Rows of the samples there are that somebody deleted."""
    table = reading.found.get(layout.RESULTS, [None])[0]
    samples = {slot for slot, _, _ in rows} | reading.slots.keys()
    wanted = [
        (slot, name, part)
        for slot in sorted(samples)
        for name, test in reading.ruleset.sample_tests.items()
        for part in (test.parts or (None,))
    ]
    gone = [key for key in wanted if key not in rows]
    if gone and table is not None:
        named = [" ".join(str(step) for step in key if step is not None) for key in gone[:_MOST_NAMED]]
        more = "…" if len(gone) > len(named) else ""
        zh = f"检测结果缺少 {len(gone)} 行：{'、'.join(named)}{more}"
        en = f"{len(gone)} rows of results are missing: {', '.join(named)}{more}"
        hint = ("行被删除或编号被改？没有检测的留空即可", "was a row deleted, or its id edited? Leave blank what was not tested")
        reading.findings.note("F880", zh, en, table.sheet.name, hint=hint, warning=True)


def _filled(line: Line) -> bool:
    return any(key in line.cells for key in (*_VALUES, *_FIELDS))


def _result(reading: "Reading", key: _Key, line: Line) -> None:
    pen = reading.pen
    path = _path(reading, key)
    if path is None:
        return
    values = [(value, name) for name in _VALUES for value in pen.values(line.cells.get(name), line.spot(name))]
    others: dict[str, Any] = {}
    for name, field in _FIELDS.items():
        found = pen.values(line.cells.get(name), line.spot(name))
        if found and found[0] not in BLANKS:
            others[field] = _as_unit(found[0]) if field == "unit" else found[0]
    if not values:
        if others:
            words = ("没有实测值，只有其他数据，不采用", "there is no value, only what goes with it: not used")
            reading.findings.note("F883", *words, line.spot("value 1"), hint=("填写实测值", "fill in the values"), warning=True)
        return
    reading.put((*path, "values"), [value for value, _ in values], line.spot(values[0][1]))
    for place, (_, name) in enumerate(values):
        reading.piece.places[(*path, "values", place)] = pen.place(line.spot(name))
    for name, field in _FIELDS.items():
        if field in others:
            reading.put((*path, field), others[field], line.spot(name))


def _as_unit(value: Decimal | str | bool) -> str:
    return value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _path(reading: "Reading", key: _Key) -> Path | None:
    slot, test, part = key
    if slot not in reading.slots:
        return None
    path: Path = ("samples", reading.slots[slot], "results", test)
    return path if part is None else (*path, "parts", part)


def _unusable(reading: "Reading", key: _Key, line: Line, code: str, why: Words) -> None:
    """Notes that a result cannot be used; it stays in the dossier as something that nobody can read, so that it is never taken for none."""
    spot = line.spot("value 1")
    name = " ".join(str(step) for step in key[1:] if step is not None)
    zh, en = f"{name}：{why[0]}，该项无法判定", f"{name}: {why[1]}; it cannot be judged"
    reading.findings.note(code, zh, en, spot, hint=("各行分别填写，只留一行", "one row for each, with cells of its own"), warning=True)
    path = _path(reading, key)
    if path is not None:
        reading.put((*path, "values"), [reading.say(*why)], spot)
        reading.piece.unusable.add(path)
