"""Natural id order: C9.3 before C10.1. Everything that is a set is put out in this order."""

import re
from functools import lru_cache

_PARTS = re.compile(r"(\d+)")


@lru_cache(maxsize=65536)
def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key for ids: runs of digits compare as numbers, the rest as text; the id itself breaks ties."""
    parts = tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _PARTS.split(identifier) if part)
    return (*parts, (-1, 0, identifier))
