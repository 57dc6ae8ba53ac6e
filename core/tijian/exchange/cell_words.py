"""What one cell means under its column, or what is wrong with it, said in both languages: formulas, errors, what Excel made of a text."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from ..conditions.error import shown
from .columns import Column
from .grid import Cell

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_FLAGS: Final = {**dict.fromkeys(("true", "yes", "是", "y"), True), **dict.fromkeys(("false", "no", "否", "n"), False)}
_DATES: Final = (Decimal(20_000), Decimal(80_000))  # days that Excel would show as dates of 1954 to 2119


def unquoted(line: str) -> str:
    """A line of a list; in double quotes it is written as in JSON."""
    if len(line) > 1 and line[0] == line[-1] == '"':
        try:
            found = json.loads(line)
        except ValueError:  # a text that happens to begin and end with a quote
            return line
        return found if isinstance(found, str) else line
    return line


def meant(cell: Cell, column: Column) -> Any:
    """What a sound cell says: text without the blanks around it, Decimal, bool."""
    value = cell.value
    if not isinstance(value, str) or cell.kind != "text":
        return value
    bare = value.strip()
    match column.kind:
        case "number":
            return Decimal(bare) if _NUMBER.fullmatch(bare) else bare
        case "flag":
            return _FLAGS.get(bare.lower(), bare)
    return bare


_Trouble = tuple[str, str, str, tuple[str, str]]


def trouble(cell: Cell, column: Column) -> _Trouble | None:
    """What is wrong with the kind of a cell under a column, or None."""
    if cell.kind == "text":
        return None
    what = shown(str(cell.value))
    match cell.kind:
        case "formula":
            hint = ("粘贴为数值，或把单元格设为文本后重新填写", "paste it as a value, or format the cell as text and type it again")
            return "E835", f"这里是公式 {what}：公式不会被计算", f"this is the formula {what}: formulas are not computed", hint
        case "error":
            return "E836", f"这里是错误值 {what}", f"this is the error value {what}", ("删除，重新填写", "delete it and type what is meant")
        case "boolean" if column.kind not in ("flag", "yaml"):
            word = "TRUE" if cell.value else "FALSE"
            return (
                "E837",
                f"这里是逻辑值 {word}，不是{_wanted(column)[0]}",
                f"this is the boolean {word}, not {_wanted(column)[1]}",
                _AS_TEXT,
            )
        case "number" if column.kind not in ("number", "yaml"):
            return _turned(cell, what)
        case "date" if column.kind != "day":
            zh = f"Excel 把这里变成了日期（{what}），列 {column.name} 要的是{_wanted(column)[0]}"
            en = f"Excel turned this into a date ({what}); the column {column.name} wants {_wanted(column)[1]}"
            return "E839", zh, en, _AS_TEXT
        case "date" if " " in what or ":" in what:
            return "E839", f"这里是时间 {what}，不是日期", f"this is a time, {what}, not a date", _AS_TEXT
    return None


def day_of(number: Decimal) -> str | None:
    """The day that a number is, where a spreadsheet would show it as a date."""
    if number != number.to_integral_value() or not _DATES[0] <= number <= _DATES[1]:
        return None
    return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()


def _turned(cell: Cell, what: str) -> _Trouble:
    """A number where text is wanted: nobody can say any more what was typed."""
    zh, en = f"Excel 把这里变成了数 {what}", f"Excel turned this into the number {what}"
    if isinstance(cell.value, Decimal) and (day := day_of(cell.value)) is not None:
        zh, en = f"{zh}（也可能是日期 {day}）", f"{en} (or it is the date {day})"
    return "E838", f"{zh}，原来写的无从得知（1.0 会成为 1）", f"{en}: what was typed cannot be told any more (1.0 becomes 1)", _AS_TEXT


_AS_TEXT: Final = ("把单元格格式设为“文本”，重新填写", "format the cell as text, and type it again")


def _wanted(column: Column) -> tuple[str, str]:
    return {
        "number": ("数", "a number"),
        "flag": ("是非", "true or false"),
        "day": ("日期", "a date"),
    }.get(column.kind, ("文字", "text"))
