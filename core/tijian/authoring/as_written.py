"""From a model back to plain data as a person would write it: fields by their names in files, short forms, nothing that was left out.

The canonical YAML and the workbook of a ruleset are both written from this.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from ..model.case import CaseExpected
from ..model.dossier import AnswerGiven, ReadingGiven

# A model lists the fields of its base before its own; people write what a thing is first, and what it rests on last.
_FIRST: Final = ("schema", "category", "edition", "title", "in_force", "status", "includes", "override", "drop")
_THEN: Final = ("section", "name", "class", "basis", "weight", "applies")
_LAST: Final = ("risk", "advice", "source", "scoring", "verdicts")
_RANK: Final = {name: rank for rank, name in enumerate((*_FIRST, *_THEN, "", *_LAST))}


def as_written(value: Any) -> Any:
    """Plain data (dict, list, str, Decimal, int, bool, None) of which `value` would be read again, equal in every field."""
    match value:
        case AnswerGiven():
            fields = _fields(value)
            return fields["outcome"] if fields.keys() == {"outcome"} else fields
        case ReadingGiven():
            fields = _fields(value)
            return _short(fields["values"]) if fields.keys() == {"values"} else fields
        case BaseModel():
            return _fields(value)
        case Mapping():
            return {key: as_written(one) for key, one in value.items()}
        case list() | tuple():
            return [as_written(one) for one in value]
        case _:
            return value


def _short(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _fields(model: BaseModel) -> dict[str, Any]:
    """The fields that were given, in their usual order. Only where a case expects nothing is `null` a statement."""
    blanks = isinstance(model, CaseExpected)
    found: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if name in model.model_fields_set and (blanks or value is not None):
            found[field.alias or name] = as_written(value)
    return dict(sorted(found.items(), key=lambda entry: _RANK.get(entry[0], _RANK[""])))
