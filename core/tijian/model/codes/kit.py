"""插件工具 What `plugin new` and `plugin check` can find (E85x–E87x, W85x–E87x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
