"""How the specimens of one test combine: each, mean, min, max, or so many of so many. Lint and `facts` read it here."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast

from . import requirement_refusal as refusal

_COUNTED: Final = re.compile(r"([1-9][0-9]{0,3})\s+of\s+([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Specimens:
    """`each`, `mean`, `min`, `max`; for `46 of 50` the way is 'count', at_least 46 and of 50."""

    way: Literal["each", "mean", "min", "max", "count"]
    at_least: int = 0
    of: int = 0


@lru_cache(maxsize=256)
def parse_specimens(text: str) -> Specimens:
    """How specimens combine. Raises ConditionError E262."""
    word = text.strip()
    if word in ("each", "mean", "min", "max"):
        return Specimens(cast(Literal["each", "mean", "min", "max"], word))
    found = _COUNTED.fullmatch(word)
    if found is None or int(found[1]) > int(found[2]):
        raise refusal.bad_specimens(text)
    return Specimens("count", int(found[1]), int(found[2]))
