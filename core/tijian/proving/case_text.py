"""Golden cases written out as YAML that people review: one line of given and one of expect a case, in the dialect of every file here.

Whoever makes cases comes in with plain values (text, Decimal, bool, lists, mappings); what is written reads back as the same.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z\u4e00-\u9fff（][A-Za-z0-9_.\u4e00-\u9fff（）/Ⅰ-Ⅻ+-]*(?: [A-Za-z0-9_.\u4e00-\u9fff（）/Ⅰ-Ⅻ+-]+)*")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})  # other YAML readers take these for something else


@dataclass(frozen=True, slots=True)
class Drafted:
    """A case as it will stand in a file."""

    name: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Cases under one heading."""

    title: str
    cases: list[Drafted] = field(default_factory=list)


def written(header: Iterable[str], chapters: Iterable[Chapter]) -> str:
    """The file: `header` as comments, then each chapter."""
    lines = [f"# {line}" for line in header]
    for chapter in chapters:
        if chapter.cases:
            lines += ["", f"# ── {chapter.title} ──"]
        for case in chapter.cases:
            lines += [f"- name: {flow(case.name)}", f"  given: {flow(case.given)}", f"  expect: {flow(case.expect)}"]
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value in flow style."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case str():
            return _text(value)
        case Mapping():
            return "{" + ", ".join(f"{_text(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(flow, value)) + "]"
        case _:
            raise TypeError(f"{value!r} does not belong into a case")


def _text(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.casefold() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
