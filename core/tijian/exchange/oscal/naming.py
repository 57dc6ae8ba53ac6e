"""What things are called in OSCAL: our namespaces, the release that is written, identifiers that anyone can make again, and days as times.

Every other room of this package comes in here.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

Json = dict[str, Any]

OSCAL_VERSION: Final = "1.2.3"
NS: Final = "urn:tijian:ns:oscal"  # of every property of ours
ATTRIBUTE_NS: Final = f"{NS}:attribute"  # product attributes: each is a property of its own name
USCC: Final = f"{NS}:uscc"  # the scheme of 统一社会信用代码, the unified social credit code
NAMESPACE: Final = uuid5(NAMESPACE_URL, NS)  # every identifier is a UUIDv5 in it
SHANGHAI: Final = "+08:00"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=4096)  # an enterprise is named in each of its observations
def identifier(kind: str, *parts: str) -> str:
    """The UUIDv5 of a thing: of the JSON array of its kind and of what makes it that thing, without blanks, ASCII alone."""
    return str(uuid5(NAMESPACE, json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":"))))


def is_day(written: str) -> bool:
    """Whether this is a day of the calendar that OSCAL can date something by (1900 to 2199, YYYY-MM-DD)."""
    try:
        return _DAY.fullmatch(written) is not None and 1900 <= date.fromisoformat(written).year <= 2199
    except ValueError:
        return False


def begins(day: str) -> str:
    """A day as the time when it begins in Shanghai."""
    return f"{day}T00:00:00{SHANGHAI}"


def ends(day: str) -> str:
    """A day as the time when it is over in Shanghai: what is due on it may still be done on it."""
    return f"{day}T23:59:59{SHANGHAI}"


def filled(**fields: Any) -> Json:
    """An object without the fields that say nothing: OSCAL has no null, no empty list, no empty text. `_` is written `-`, `x_` is `x`."""
    return {name.rstrip("_").replace("_", "-"): value for name, value in fields.items() if value not in (None, [], {}, "")}


def once(objects: Iterable[Json]) -> list[Json]:
    """The objects, each once, in the order in which they came."""
    return list({json.dumps(one, sort_keys=True): one for one in reversed(list(objects))}.values())[::-1]
