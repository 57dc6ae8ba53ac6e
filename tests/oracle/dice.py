"""Where the generators get their choices from: a seeded `random.Random` (bulk runs) or hypothesis' `draw` (shrinking)."""

import json
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Whole(Protocol):
    def __call__(self, low: int, high: int, /) -> int: ...


class Dice:
    """Choices. `whole` is the only source; everything else is made of it."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    def pick(self, options: Sequence[T]) -> T:
        return options[self.whole(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """True about `percent` of the time (a shrunk draw says no)."""
        return self.whole(0, 99) >= 100 - percent

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Some of them, in their order, each at most once."""
        wanted = self.whole(least, max(least, min(most, len(options))))
        left = list(range(len(options)))
        kept = sorted(left.pop(self.whole(0, len(left) - 1)) for _ in range(min(wanted, len(left))))
        return [options[n] for n in kept]


def seeded(seed: int | str) -> Dice:
    """Dice that fall the same way for the same seed."""
    source = random.Random(seed)
    return Dice(source.randint)


def drawn(draw: Callable[[Any], Any]) -> Dice:
    """Dice in the hands of hypothesis."""
    return Dice(lambda low, high: draw(st.integers(low, high)))


def as_yaml(document: Any) -> str:
    """The document as text of YAML (its JSON subset), decimals as written."""
    if isinstance(document, dict):
        return "{" + ", ".join(f"{as_yaml(k)}: {as_yaml(v)}" for k, v in document.items()) + "}"
    if isinstance(document, list | tuple):
        return "[" + ", ".join(as_yaml(v) for v in document) + "]"
    return format(document, "f") if isinstance(document, Decimal) else json.dumps(document, ensure_ascii=False)


def as_read(document: Any) -> Any:
    """The document as a reader gives it: every number a `Decimal`."""
    if isinstance(document, dict):
        return {k: as_read(v) for k, v in document.items()}
    if isinstance(document, list | tuple):
        return [as_read(v) for v in document]
    return Decimal(document) if isinstance(document, int) and not isinstance(document, bool) else document
