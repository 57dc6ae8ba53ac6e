"""报告 What can be wrong while reports are written: fonts, glyphs, places (E94x–E95x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
