"""What a report's file is called: names that strangers chose, made harmless on every system; two reports never share a file.

Whoever writes reports into a directory comes in here.
"""

import re
from collections.abc import Sequence
from typing import Final

from .literal import literal

_REFUSED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_RESERVED: Final = frozenset({"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))})
_CHARACTERS: Final = 48
_BYTES: Final = 118  # of one part in UTF-8: two of them and a suffix stay below the 255 that file systems allow


def safe(name: str) -> str:
    """`name` as a part of a file name on Windows, macOS and Linux; never empty, never a path."""
    words = _REFUSED.sub("_", literal(name)).strip("._ ")[:_CHARACTERS]
    while len(words.encode("utf-8", "replace")) > _BYTES:
        words = words[:-1]
    words = words.strip("._ ") or "_"
    return f"_{words}" if words.partition(".")[0].casefold() in _RESERVED else words


class FileNames:
    """The names given out so far."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, parts: Sequence[str], suffix: str) -> str:
        """A name of these parts that nobody has yet; on systems that do not tell capital letters either."""
        stem = "_".join(map(safe, parts))
        name, number = f"{stem}.{suffix}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        self._taken.add(name.casefold())
        return name
