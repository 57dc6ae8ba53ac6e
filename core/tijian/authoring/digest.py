"""The fingerprint of a ruleset, a dossier or a result: SHA-256 over its canonical JSON (RFC 8785).

Numbers that were written as decimals are strings there, as written, so that `3` and `3.0` differ and no reader
rounds them. A float is refused: nobody could say how it was written.
"""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

import orjson
from pydantic import BaseModel

_LARGEST: Final = 2**53 - 1  # beyond it JSON readers disagree about integers
_MOST_KEPT: Final = 20_000
_kept: dict[int, tuple[BaseModel, orjson.Fragment]] = {}  # by identity: a copy with one field changed must not be taken for the original
_renamed: dict[type, Mapping[str, str]] = {}  # of each class of models, the fields that a file calls otherwise: `class_` is `class`

Kept = TypeVar("Kept", bound=BaseModel)


def canonical(data: Any) -> bytes:
    """The RFC 8785 form of a model or of plain data, in UTF-8: keys sorted by UTF-16 code units, no white space.

    Raises TypeError for a float or a value that JSON does not know, ValueError for a number or text beyond its bounds.
    """
    # Our models have no floats, and their keys are field names and ids, all ASCII: bytes sort as UTF-16 does.
    is_model = isinstance(data, BaseModel)
    plain = data if is_model else _ordered(data)
    try:
        return orjson.dumps(plain, default=_plain, option=orjson.OPT_SORT_KEYS if is_model else None)
    except TypeError as error:
        if error.__cause__ is not None:  # what `_plain` refused
            raise
        raise ValueError(f"no canonical form: {error}") from error  # half of a surrogate pair is no UTF-8


def keep(model: Kept) -> Kept:
    """Keep the canonical form of a model that stands unchanged in many others, so that it is written once. Returns the model."""
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[id(model)] = (model, orjson.Fragment(canonical(model)))
    return model


def digest(data: Any) -> str:
    """`sha256:<hex>` of the canonical form. Raises as `canonical` does."""
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


def _plain(value: Any) -> Any:
    """What orjson does not know itself: a model is the mapping of its fields, by the names of the file; a decimal its digits."""
    kept = _kept.get(id(value))
    if kept is not None and kept[0] is value:
        return kept[1]
    names = _renamed.get(value.__class__)
    if names is None:
        if isinstance(value, Decimal) and value.is_finite():
            return format(value, "f")
        if not isinstance(value, BaseModel):
            raise TypeError(f"{value!r} has no canonical form")
        fields = value.__class__.model_fields.items()
        names = _renamed[value.__class__] = {name: field.alias for name, field in fields if field.alias is not None}
    return {names.get(name, name): field for name, field in value.__dict__.items()} if names else value.__dict__


def _ordered(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, BaseModel):
        return _ordered(value.model_dump(by_alias=True))  # keys sorted anew, as everything around it
    if isinstance(value, Mapping):
        if strange := [key for key in value if not isinstance(key, str)]:
            raise TypeError(f"a key is not text: {strange[0]!r}")
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"not a finite number: {value}")
        return format(value, "f")
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise ValueError(f"an integer that JSON readers disagree about: {value}")
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
