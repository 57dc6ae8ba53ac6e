"""Did you mean …? For every place that meets a word it does not know."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 80  # difflib is quadratic: a hostile word is not compared at full length


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word[:_LONGEST]).casefold()


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` most likely stands for, or None. Full-width forms and letter case do not count as differences."""
    by_fold: dict[str, str] = {}
    for name in sorted(known):  # sorted: the answer must not depend on the order of a set
        by_fold.setdefault(_folded(name), name)
    folded = _folded(word)
    if folded in by_fold:
        return by_fold[folded]
    close = get_close_matches(folded, list(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> tuple[str, str] | None:
    """The hint that names it, in Chinese and English, or None where nothing is near."""
    close = did_you_mean(word, known)
    return None if close is None else asked(close)


def asked(name: str) -> tuple[str, str]:
    """The question whether `name` was meant."""
    return f"是否想写 '{name}'？", f"did you mean '{name}'?"
