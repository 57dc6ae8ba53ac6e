"""证明一个评估细则 What can be wrong while a ruleset is proved: cases, coverage, mutants (E80x, W80x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
