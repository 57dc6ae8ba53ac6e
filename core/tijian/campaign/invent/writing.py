"""The bytes of what was invented: dossiers as lines of JSON, the campaign and the adoption file as YAML that a person would write."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff（）·，；。、“”./@ -]*")  # safe without quotes in the house's YAML
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def lines(dossiers: Iterable[Mapping[str, Any]]) -> str:
    """One line of JSON a dossier; numbers as they are written, trailing zeros and all."""
    return "".join(_json(one) + "\n" for one in dossiers)


def _json(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_json, value)) + "]"
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def document(comment: str, head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> str:
    """A YAML file: a comment, fields (each on a line), and lists with one entry a line."""
    said = "".join(f"# {line}\n" for line in comment.splitlines())
    body = "".join(f"{name}:{_field(value)}\n" for name, value in head.items())
    for name, entries in lists.items():
        body += f"{name}:\n" + "".join(f"  - {_flow(entry)}\n" for entry in entries)
    return said + body


def _field(value: Any) -> str:
    """A mapping of mappings, or a list, over several lines; anything else on one."""
    if isinstance(value, Mapping) and value and all(isinstance(one, Mapping) for one in value.values()):
        return "".join(f"\n  {name}: {_flow(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "".join(f"\n  - {_flow(one)}" for one in value)
    return " " + _flow(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        bare = _PLAIN.fullmatch(value) and not value.endswith(" ") and value.lower() not in _WORDS
        return value if bare else json.dumps(value, ensure_ascii=False)
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value)
