"""What a model wants at a place of its file, and what people call that place.

Messages come in here to say "in check MSK-S1" instead of a path of keys, and to know which fields there are.
"""

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from ..conditions.error import shown
from .document import Path

_NAMES: Final[dict[str, tuple[str, str]]] = {
    "site_checks": ("检查项", "check"),
    "rule_checks": ("申报规则项", "rule check"),
    "sample_tests": ("检测项", "test"),
    "diagnoses": ("诊断", "diagnosis"),
    "clues": ("线索", "clue"),
    "clue_codes": ("线索代码", "clue code"),
    "sections": ("章节", "section"),
    "product": ("产品属性", "attribute"),
    "derived": ("派生属性", "derived attribute"),
    "define": ("定义", "definition"),
    "scales": ("等级表", "scale"),
    "verdicts": ("判定行", "verdict row"),
    "override": ("覆盖项", "override"),
    "answers": ("核查记录", "answer"),
    "samples": ("样品", "sample"),
    "team": ("评估人员", "assessor"),
}


def place_of(path: Path) -> tuple[str, str]:
    """What people call the place, in Chinese and English: ("检查项 MSK-S1", "check MSK-S1")."""
    if not path:
        return "文件顶层", "the top level of the file"
    name = _NAMES.get(str(path[0]))
    if name is None or len(path) == 1:
        whole = dotted(path)
        return whole, whole
    item = f"no. {path[1] + 1}" if isinstance(path[1], int) else shown(path[1])
    item_zh = f"第 {path[1] + 1} 项" if isinstance(path[1], int) else shown(path[1])
    zh, en = f"{name[0]} {item_zh}", f"{name[1]} {item}"
    if len(path) > 2:
        rest = dotted(path[2:])
        return f"{zh} 的 {rest}", f"{rest} of {en}"
    return zh, en


def dotted(path: Path) -> str:
    """The path as keys, the way people write it: advice.within_days, limits[2].require."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step + 1}]")
        else:
            parts.append(("." if parts else "") + shown(step))
    return "".join(parts)


def fields_at(model: Any, path: Path) -> list[str]:
    """The field names (as written in files) of the model at `path`, or none where no model stands."""
    found: dict[str, None] = {}
    for kind in _at(model, path):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found |= dict.fromkeys(_fields(kind))
    return list(found)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _at(annotation: Any, path: Path) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _at(get_args(annotation)[0], path)
    elif origin in (Union, types.UnionType):
        for choice in get_args(annotation):
            yield from _at(choice, path)
    elif not path:
        yield annotation
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = _fields(annotation)
        if path[0] in fields:
            yield from _at(fields[str(path[0])], path[1:])
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield from _at(get_args(annotation)[1], path[1:])
    elif origin in (tuple, list):
        yield from _at(get_args(annotation)[0], path[1:])
