"""比较与成文 What can be wrong while rulesets are compared or written out as pages (E81x, W81x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
