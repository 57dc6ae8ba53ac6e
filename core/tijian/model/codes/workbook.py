"""评估细则工作簿 What can be wrong in the workbook of a ruleset (E82x–E84x, W82x–E84x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
