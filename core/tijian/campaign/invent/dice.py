"""Chance that is the same everywhere: every draw is a hash of the seed and of what it is for, and none depends on another."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Final, TypeVar

T = TypeVar("T")
_BITS: Final = 64


class Dice:
    """Draws. `purpose` says what a draw is for; the same purpose draws the same."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def within(self, *purpose: object) -> "Dice":
        """Dice for a part of the whole."""
        return Dice("/".join([self._seed, *map(str, purpose)]))

    def share(self, *purpose: object) -> Fraction:
        """Evenly from [0, 1)."""
        words = "/".join([self._seed, *map(str, purpose)])
        return Fraction(int.from_bytes(sha256(words.encode()).digest()[: _BITS // 8]), 1 << _BITS)

    def chance(self, probability: Fraction | Decimal, *purpose: object) -> bool:
        """True with `probability`."""
        return self.share(*purpose) < Fraction(probability)

    def between(self, low: int, high: int, *purpose: object) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share(*purpose) * (high - low + 1))

    def pick(self, options: Sequence[T], *purpose: object) -> T:
        """One of `options`."""
        return options[int(self.share(*purpose) * len(options))]

    def weighted(self, weights: Mapping[T, Decimal | int], *purpose: object) -> T:
        """One of the keys, each as often as its weight says."""
        place = self.share(*purpose) * sum(map(Fraction, weights.values()), Fraction())
        for option, weight in weights.items():
            place -= Fraction(weight)
            if place < 0:
                return option
        raise ValueError("there is nothing to draw from")

    def shuffled(self, options: Sequence[T], *purpose: object) -> list[T]:
        """The options in some order."""
        places = sorted(range(len(options)), key=lambda place: self.share(*purpose, place))
        return [options[place] for place in places]
