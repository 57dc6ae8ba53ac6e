"""The fingerprint of a ruleset, a dossier or a result: SHA-256 over its canonical JSON (RFC 8785).

Numbers that were written as decimals are strings there, as written, so that `3` and `3.0` differ and no reader
rounds them. A float is refused: nobody could say how it was written.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

_LARGEST: Final = 2**53 - 1  # beyond it JSON readers disagree about integers


def canonical(data: Any) -> bytes:
    """The RFC 8785 form of a model or of plain data, in UTF-8: keys sorted by UTF-16 code units, no white space.

    Raises TypeError for a float or a value that JSON does not know, ValueError for a number or text beyond its bounds.
    """
    if isinstance(data, BaseModel):
        # Our models have no floats, and their keys are field names and ids, all ASCII: code points sort as UTF-16 does.
        plain, ordered = data.model_dump(by_alias=True), True
    else:
        plain, ordered = _ordered(data), False
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=ordered, default=_written)
    return written.encode("utf-8")


def digest(data: Any) -> str:
    """`sha256:<hex>` of the canonical form. Raises as `canonical` does."""
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


def _written(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    raise TypeError(f"{value!r} has no canonical form")


def _ordered(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, BaseModel):
        return _ordered(value.model_dump(by_alias=True))
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
