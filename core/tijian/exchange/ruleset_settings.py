"""Sheets of settings: what the workbook says of the ruleset as a whole, one field a row."""

from collections.abc import Sequence
from typing import Any

from ..authoring.document import Path
from ..conditions.error import shown
from ..conditions.suggest import suggestion
from .columns import NO_FIELDS
from .places import Written
from .ruleset_fields import Item, Lines, Plain
from .ruleset_sheets import Setting
from .tables import Row, Table, rows_by


def settings(table: Table, rows: Sequence[Setting], written: Written, base: Path) -> dict[str, Any]:
    """The fields of such a sheet as data; where each stands is put into `written` below `base`."""
    known = {row.column.name: row for row in rows}
    item = Item(written, base)
    for (name,), row in rows_by(table.rows, ("field",), table):
        if name == table.name:  # a field that is there and empty
            item.put((name,), NO_FIELDS, row.spot("value"))
        elif name in known:
            _one(row, known[name], item)
        else:
            hint = suggestion(name, known) or (f"可用的有：{'、'.join(known)}", f"there are: {', '.join(known)}")
            words = (f"工作表 {table.name} 没有字段 '{shown(name)}'", f"the sheet {table.name} has no field '{shown(name)}'")
            table.findings.note("E844", *words, row.text_spot("field"), hint=hint)
    found: dict[str, Any] = item.data
    return found


def _one(row: Row, setting: Setting, item: Item) -> None:
    """One row, its value read as the kind of its field wants."""
    column = row.wants("value", setting.column.kind)
    field = Lines(column, setting.path) if column.kind in ("lines", "ids") else Plain(column, setting.path)
    field.read(row, item)
