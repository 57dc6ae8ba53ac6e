"""What each code means, why it is so and what to do: one file an area, put together here. `tijian explain CODE` shows it."""

from importlib import import_module
from typing import Final

from ..text import Model, Text

AREAS: Final = (
    "authoring",
    "conditions",
    "lint",
    "dossier",
    "values",
    "plugin",
    "engine",
    "proving",
    "workbook",
    "kit",
    "exchange",
    "campaign",
    "reports",
    "parquet",
    "batch",
)


class CodeDoc(Model):
    """The documentation of one code."""

    title: Text
    why: Text
    fix: Text


def doc(zh_title: str, en_title: str, zh_why: str, en_why: str, zh_fix: str, en_fix: str) -> CodeDoc:
    """A `CodeDoc`, written compactly."""
    return CodeDoc(title=Text(zh=zh_title, en=en_title), why=Text(zh=zh_why, en=en_why), fix=Text(zh=zh_fix, en=en_fix))


def all_codes() -> dict[str, CodeDoc]:
    """Every documented code. Raises ValueError where two areas claim one code."""
    found: dict[str, CodeDoc] = {}
    for area in AREAS:
        codes: dict[str, CodeDoc] = import_module(f"{__name__}.{area}").CODES
        if twice := found.keys() & codes.keys():
            raise ValueError(f"codes documented twice: {sorted(twice)}")
        found |= codes
    return found
