"""A document as bytes: UTF-8, two blanks deeper a level, and what would reorder or hide text on a screen written as an escape.

An escape is JSON's own, so a program reads the very characters; a person who opens the file in an editor sees that they are there.
"""

import json
import re
import unicodedata
from typing import Final

from .naming import Json

_UNSEEN: Final = re.compile("[^\\n\\x20-\\x7e\\u3000-\\u9fff\\uff00-\\uff60]")
_CATEGORIES: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")


def written(document: Json) -> str:
    """The document as JSON, the same for the same document on every machine."""
    return _UNSEEN.sub(_escaped, json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if unicodedata.category(character) not in _CATEGORIES:
        return character
    return json.dumps(character)[1:-1]
