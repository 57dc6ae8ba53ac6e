"""The answers of the site check: one row a check, known by its id. What cannot be used leaves the check unknown, and its note says why."""

from typing import TYPE_CHECKING, Any, Final, cast

from ...conditions.error import shown
from ...conditions.suggest import asked, did_you_mean
from ...facts.answers import lacking
from ...model.dossier import BLANKS, AnswerGiven
from ...model.outcome import Answered
from ..piece import cut
from . import sheets as layout
from .finding import Line
from .saying import Words, as_text, ids, unusable
from .words import OUTCOMES, understood

if TYPE_CHECKING:
    from .read import Reading

_MOST_NAMED: Final = 40
_UNMERGE: Final[Words] = ("取消合并，各行分别填写", "undo the merge, and fill in each row")


def answers(reading: "Reading") -> None:
    """Puts every answer into the piece; notes rows that are missing, twice, or of no check."""
    rows = _rows(reading)
    checks = reading.ruleset.site_checks
    table = reading.found.get(layout.CHECKS, [None])[0]
    missing = [name for name in checks if name not in rows]
    if missing and table is not None:
        listed = missing[:_MOST_NAMED]
        more = "…" if len(missing) > len(listed) else ""
        zh = f"核查表有 {len(checks) - len(missing)} / {len(checks)} 项，缺少的按未核查：{'、'.join(listed)}{more}"
        en = f"{len(checks) - len(missing)} of {len(checks)} checks are here; those missing are not checked: {', '.join(listed)}{more}"
        hint = ("行被删除或编号被改？恢复编号", "was a row deleted, or its id edited? Restore it")
        reading.findings.note("F880", zh, en, table.sheet.name, hint=hint, warning=True)
    for name, found in rows.items():
        if len(found) > 1:
            words = (f"{name} 有 {len(found)} 行，分不清以哪一行为准", f"{name} is in {len(found)} rows: which counts cannot be told")
            _unknown(reading, name, found[1], "F882", words, ("只留一行", "keep one of them"), also=found[0])
        elif found[0].merged:
            words = (f"合并单元格 {found[0].merged}", f"merged cells {found[0].merged}")
            _unknown(reading, name, found[0], "F884", words, _UNMERGE)
        else:
            _answer(reading, name, found[0])


def _rows(reading: "Reading") -> dict[str, list[Line]]:
    """The rows of each check. Titles of sections are left out; rows of no check are told."""
    checks, sections = reading.ruleset.site_checks, reading.ruleset.sections
    rows: dict[str, list[Line]] = {}
    strange: list[tuple[str, Line]] = []
    for line in reading.lines(layout.CHECKS):
        name = as_text(line.cells["id"]).strip() if "id" in line.cells else ""
        if name in checks:
            rows.setdefault(name, []).append(line)
        elif not line.fills() and (not name or name.split()[0] in sections):
            continue
        else:
            strange.append((name, line))
    for name, line in strange:
        close = did_you_mean(name, [one for one in checks if one not in rows])
        if not line.fills() and close is None:
            continue  # somebody's remark below the table
        words = (
            (f"没有核查项 {shown(name)}", f"there is no check {shown(name)}")
            if name
            else ("这一行没有编号，不知道是哪一项", "this row has no id: nobody can say which check it is")
        )
        hint = asked(close) if close else ("编号恢复原样", "restore its id")
        zh, en = f"{words[0]}，这一行不采用", f"{words[1]}; this row is not used"
        reading.findings.note("F881", zh, en, line.spot("id"), hint=hint, warning=True)
        if close and line.fills():  # what was meant for a check must not be taken for a blank
            _leave_open(reading, close, line, (f"编号写成了 {shown(name)}", f"its id was written as {shown(name)}"))
    return rows


def _answer(reading: "Reading", name: str, line: Line) -> None:
    pen, path = reading.pen, ("answers", name)
    cell, spot = line.cells.get("outcome"), line.spot("outcome")
    note = pen.text(line.cells.get("note"), line.spot("note"), "F883")
    evidence = ids(pen.text(line.cells.get("evidence"), line.spot("evidence"), "F883"))
    by = pen.text(line.cells.get("by"), line.spot("by"), "F883")
    if cell is not None and (why := unusable(cell) or _number(cell.kind, str(cell.value))) is not None:
        _unknown(reading, name, line, "F883", why, ("从列表中选", "choose from the list"))
        return
    said = pen.tidy(as_text(cell), spot) if cell is not None else None
    outcome = "not_checked" if said is None or said in BLANKS else understood(said, OUTCOMES)
    if outcome is None:
        zh, en = ([word(language) for code, word in OUTCOMES.items() if code != "not_checked"] for language in ("zh", "en"))
        pen.unknown_word(said or "", zh, en, spot)
        return
    values: dict[str, Any] = {"note": None if note in BLANKS else note, "evidence": evidence, "by": None if by in BLANKS else by}
    values = {key: value for key, value in values.items() if value}
    if outcome == "not_checked" and not values and said is None:
        return
    reading.put((*path, "outcome"), outcome, spot if cell is not None else line.spot("id"))
    for key, value in values.items():
        field = "reason" if key == "note" and outcome == "not_applicable" else key
        reading.put((*path, field), value, line.spot(key))
    _say_what_is_lacking(reading, name, line, cast(Answered, outcome), values)


def _say_what_is_lacking(reading: "Reading", name: str, line: Line, outcome: Answered, values: dict[str, Any]) -> None:
    """Why the assessment will leave a check open that was answered, at the cell where it is put right."""
    check, note = reading.ruleset.site_checks[name], values.get("note")
    reason, note = (note, None) if outcome == "not_applicable" else (None, note)
    given = AnswerGiven(outcome=outcome, note=note, reason=reason, evidence=values.get("evidence", ()))
    if outcome == "not_applicable" and check.applies is not None:
        return  # the product may make it so, and then nothing is lacking
    if (lack := lacking(given, may_skip=check.may_skip, veto=check.class_ == "veto")) is not None:
        code, zh, en = lack
        spot = line.spot("note" if code in ("F424", "F426") else "outcome")
        reading.findings.note(code, zh.format(id=name), en.format(id=name), spot, warning=True)


def _number(kind: str, value: str) -> Words | None:
    return (f"数 {value} 不是结论", f"the number {value} is no outcome") if kind == "number" else None


def _unknown(reading: "Reading", name: str, line: Line, code: str, why: Words, hint: Words, also: Line | None = None) -> None:
    """Notes that an answer cannot be used, and leaves the check unknown, with the reason as its note."""
    spot = line.spot("outcome")
    zh, en = f"{name}：{why[0]}，该项按未核查处理", f"{name}: {why[1]}; the check stays unchecked"
    others = [also.spot("outcome")] if also is not None else []
    reading.findings.note(code, zh, en, spot, hint=hint, also=others, warning=True)
    _leave_open(reading, name, line, why)


def _leave_open(reading: "Reading", name: str, line: Line, why: Words) -> None:
    """Leaves a check unchecked, with the reason as its note, whatever another workbook says of it."""
    spot = line.spot("outcome")
    said = reading.say(f"{why[0]}（{reading.piece.label} {spot.cell}）", f"{why[1]} ({reading.piece.label} {spot.cell})")
    reading.put(("answers", name, "outcome"), "not_checked", spot)
    reading.put(("answers", name, "note"), cut(said), spot)
    reading.piece.unusable.add(("answers", name))
