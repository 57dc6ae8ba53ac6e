"""交换 What can be wrong in checklists, laboratory tables, phone forms and exports (E88x–E92x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
