"""评估行动 What can be wrong in a campaign: its file, its dossiers, its comparison (E93x)."""

from typing import Final

from . import CodeDoc

CODES: Final[dict[str, CodeDoc]] = {}
