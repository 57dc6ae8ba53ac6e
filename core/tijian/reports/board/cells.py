"""Rows summed up into cells: what many assessments say together, without any one of them. The page shows cells as it shows rows.

A cell holds everything that agrees in category, district, group, institution, size and ruleset. Counts of checks and tests, and how
often each score occurs, are kept, so that every figure of the page stays exact; only the table and what opens from it are gone.
`assembly` comes in here where there are too many rows, and whoever has nothing but sums to show writes the same form.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

KEYS: Final = ("category", "district", "group", "institution", "size", "ruleset")
_FIRST_MARK, _SKIPPED, _AFTER_SURROGATES = 0x30, 0x5C, 0xE000


def summed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same board with `cells` in place of `rows`."""
    rows = data["rows"]
    found: dict[tuple[int, ...], list[int]] = {}
    for number, key in enumerate(zip(*(rows[name] for name in KEYS), strict=True)):
        found.setdefault(key, []).append(number)
    cells = [_cell(data, key, found[key]) for key in sorted(found)]
    kept = {name: value for name, value in data.items() if name != "rows"}
    return {**kept, "cells": cells}


def _cell(data: Mapping[str, Any], key: tuple[int, ...], numbers: list[int]) -> dict[str, Any]:
    rows = data["rows"]
    scored = {
        **{name: rows["scores"][name] for name in ("total", "site", "tests")},
        **{f"section:{name}": column for name, column in rows["sections"].items()},
    }
    issued = [number for number in numbers if data["outcomes"][rows["outcome"][number]]["state"] == "issued"]
    clues: Counter[int] = Counter()
    having: dict[int, set[int]] = {}
    for number in numbers:
        for code, count in data["clue_sets"][rows["clues"][number]]:
            clues[code] += count
            having.setdefault(code, set()).add(rows["enterprise"][number])
    return {
        **dict(zip(KEYS, key, strict=True)),
        "judged": len(numbers),
        "enterprises": len({rows["enterprise"][number] for number in numbers}),
        "outcomes": _pairs(rows["outcome"], numbers),
        "scores": {name: _pairs(column, issued) for name, column in scored.items()},
        "marks": _marks(rows, numbers),
        "batches": _pairs(rows["batches"], numbers),
        "clues": [[code, count, len(having[code])] for code, count in sorted(clues.items())],
    }


def _pairs(column: list[int], numbers: list[int]) -> list[list[int]]:
    """How often each number of a column occurs."""
    return [list(pair) for pair in sorted(Counter(column[number] for number in numbers).items())]


def _marks(rows: Mapping[str, Any], numbers: list[int]) -> list[list[list[int]]]:
    """For every check of the ruleset, how often it has each mark."""
    return [
        [[number_of(mark), count] for mark, count in sorted(Counter(marks).items())]
        for marks in zip(*(rows["marks"][n] for n in numbers), strict=True)
    ]


def number_of(mark: str) -> int:
    """Which of the marks a character stands for."""
    code = ord(mark)
    if code >= _AFTER_SURROGATES:
        code -= 0x800
    return code - _FIRST_MARK - (code > _SKIPPED)
