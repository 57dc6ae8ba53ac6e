"""The board of a finished batch: `tijian/board@1` with cells, the sums of its counts. However many dossiers, the page stays small.

A cell of the board is a row of the sums: everything that agrees in category, edition, district, institution, group and size.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..authoring.program import Check
from ..compare.model import Comparison
from ..compare.rows import DIMENSIONS
from ..model.text import Language, Text
from ..reports.board.assembly import assemble
from ..reports.board.columns import CLASSES, NO_SCORE, SPAN, Listing, keys_of, said
from ..reports.board.data import SCHEMA
from ..reports.literal import literal
from ..reports.parts import SIGNS
from .counting import SCORES
from .figures import NOT_EXAMINED, WORDS_OF, Cell, says_of
from .sums import Dataset

_WHOLE: Final = 100  # a score in hundredths, out of 100


def board(datasets: Iterable[Dataset], comparison: Comparison, about: Text, *, language: Language = "zh") -> bytes:
    """The board as an HTML file. `comparison` is that of the same batch."""
    return assemble({**_Board([one for one in datasets if one.rows], comparison).data(about), "language": language}, [])


class _Board:
    """What everything is called, and the cells that point there."""

    def __init__(self, datasets: list[Dataset], comparison: Comparison) -> None:
        self._datasets = datasets
        self._comparison = comparison
        self._keys = {by: Listing(keys_of(comparison.of(by))) for by in DIMENSIONS}
        self._items: Listing[tuple[Any, ...]] = Listing()
        self._described: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._outcomes: Listing[tuple[Any, ...]] = Listing()
        self._marks: Listing[tuple[str, int, int, int, int]] = Listing()
        self._clues = Listing(one.code for one in comparison.clue_codes)
        values = {value for one in datasets for row in one.rows for name in SCORES for value in row[f"{name}:values"] or ()}
        self._values = {value: number for number, value in enumerate(sorted(values))}

    def data(self, about: Text) -> dict[str, Any]:
        """`tijian/board@1` (docs/board.md)."""
        one = self._comparison
        rulesets = [self._ruleset(dataset) for dataset in self._datasets]
        cells = [self._cell(number, Cell(dataset, row)) for number, dataset in enumerate(self._datasets) for row in dataset.rows]
        reasons = {reason.reason for reason in one.verdicts.not_issued_because}
        return {
            "schema": SCHEMA,
            "title": None,
            "about": said(about),
            "planned": None,
            "first_day": one.first_day,
            "last_day": one.last_day,
            "allow_mixed": one.allow_mixed,
            "dimensions": {by: self._dimension(by) for by in DIMENSIONS},
            "rulesets": rulesets,
            "sections": [],
            "items": [self._described[item] for item in self._items.things],
            "outcomes": [self._outcome(key) for key in self._outcomes.things],
            "caveats": {name: _word(name) for name in ("illustrative", NOT_EXAMINED)},
            "reasons": {name: _word(name) for name in sorted(reasons)},
            "clues": [{"code": clue.code, "title": said(clue.title), "urgency": clue.urgency} for clue in one.clue_codes],
            "values": [[value, _WHOLE] for value in self._values],
            "marks": [list(mark) for mark in self._marks.things],
            "batches": [[int(place == here) for place in range(2 * len(CLASSES))] for here in range(2 * len(CLASSES))],
            "clue_sets": [],
            "not_judged": [],
            "leniency": [],
            "cells": cells,
            "detailed": 0,
        }

    def _dimension(self, by: Any) -> list[dict[str, Any]]:
        titles = {group.key: group.title for group in self._comparison.of(by)}
        return [{"key": literal(key), "title": said(titles[key]), "planned": None, "failed": 0} for key in self._keys[by].things]

    def _ruleset(self, dataset: Dataset) -> dict[str, Any]:
        by = None if dataset.adopted_by is None else said(Text.model_validate(dataset.adopted_by))
        return {
            "category": self._keys["category"].number(dataset.category),
            "edition": dataset.edition,
            "word": dataset.edition,
            "digest": dataset.digest,
            "status": dataset.status,
            "adopted_by": by,
            "results": sum(row["judged"] for row in dataset.rows),
            "items": [self._item(check) for check in dataset.program.checks.values()],
        }

    def _item(self, check: Check) -> int:
        key = (check.id, check.kind, check.class_, check.title)
        clause = check.source.clause
        self._described.setdefault(
            key,
            {
                "id": check.id,
                "kind": check.kind,
                "class": check.class_,
                "section": check.section,
                "title": said(check.title),
                "clause": clause and literal(clause),
            },
        )
        return self._items.number(key)

    def _cell(self, ruleset: int, cell: Cell) -> dict[str, Any]:
        clues = {self._clues.number(code): count for code, count in _clues(cell).items()}
        dossiers = {self._clues.number(code): count for code, count in cell.counts("clued:")}
        batches = [cell.count(f"batch:{word}:{name}") for name in CLASSES for word in ("failed", "judged")]
        return {
            **{by: self._keys[by].number(cell.key(by)) for by in DIMENSIONS},
            "ruleset": ruleset,
            "judged": cell.judged,
            "enterprises": cell.judged,
            "outcomes": sorted([self._told(cell, name), count] for name, count in cell.counts("outcome:")),
            "scores": {name: self._scores(cell, name) for name in SCORES},
            "marks": [self._check(cell, check) for check in cell.dataset.program.checks.values()],
            "batches": [[place, count] for place, count in enumerate(batches) if count],
            "clues": [[code, count, dossiers[code]] for code, count in sorted(clues.items())],
        }

    def _told(self, cell: Cell, name: str) -> int:
        state, capable, reason, grade, worst, best = (word or None for word in name.split("/"))
        illustrative = ["illustrative"] if cell.dataset.status == "illustrative" else []
        caveats = (NOT_EXAMINED, *illustrative) if worst is not None else ()
        says = says_of(cell.dataset, grade, capable)
        key = (state, grade, capable, says, worst, best, caveats, (reason,) if reason else ())
        return self._outcomes.number(key)

    def _outcome(self, key: tuple[Any, ...]) -> dict[str, Any]:
        state, grade, capable, says, worst, best, caveats, reasons = key
        return {
            "state": state,
            "grade": grade,
            "capable": capable,
            "says": said(says),
            "worst": worst,
            "best": best,
            "caveats": list(caveats),
            "reasons": list(reasons),
        }

    def _scores(self, cell: Cell, name: str) -> list[list[int]]:
        found = [
            [self._values[value], count]
            for value, count in zip(cell.row[f"{name}:values"] or (), cell.row[f"{name}:counts"] or (), strict=True)
        ]
        spans = cell.count(f"{name}:spans")
        issued = sum(count for outcome, count in cell.counts("outcome:issued/"))
        without = issued - spans - sum(count for _, count in found)
        return [*([[SPAN, spans]] if spans else []), *([[NO_SCORE, without]] if without else []), *found]

    def _check(self, cell: Cell, check: Check) -> list[list[int]]:
        test = check.kind == "test"
        found = []
        for state, count in cell.counts(f"state:{check.id}:"):
            failed, judged, open_ = (test and state == "fail", test and state in ("fail", "pass"), test and state == "inconclusive")
            found.append([self._marks.number((state, int(failed), int(judged), int(open_), 0)), count])
        return sorted(found)


def _clues(cell: Cell) -> Mapping[str, int]:
    """Clues by code."""
    found: dict[str, int] = {}
    for rule, count in cell.counts("clue:"):
        code = cell.dataset.ruleset.clues[rule].code
        found[code] = found.get(code, 0) + count
    return found


def _word(name: str) -> dict[str, Any]:
    return {"sign": SIGNS.get(name, "*") if name in ("illustrative", NOT_EXAMINED) else "", "text": said(WORDS_OF[name])}
