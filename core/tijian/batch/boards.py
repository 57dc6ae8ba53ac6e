"""The board of a finished batch: `tijian/board@1` with cells, the sums of its counts. However many dossiers, the page stays small.

A cell of the board is a row of the sums: everything that agrees in category, edition, district, institution, group and size.
"""

from collections.abc import Iterable
from typing import Any, Final

from ..authoring.program import Check
from ..compare.model import Comparison
from ..compare.rows import DIMENSIONS
from ..model.order import natural
from ..model.text import Language, Text
from ..model.words import REASON
from ..reports.board.assembly import assemble
from ..reports.board.columns import NO_SCORE, SPAN, Listing, keys_of, said
from ..reports.board.data import SCHEMA, leniency_of, ratio, section_titles
from ..reports.literal import literal
from ..reports.parts import SIGNS
from .counting import score_names
from .figures import Cell, Mark, Told
from .ledger import Ledger
from .sums import Dataset

_SECTION: Final = "section:"


def board(datasets: Iterable[Dataset], comparison: Comparison, about: Text, rejected: int = 0, *, language: Language = "zh") -> bytes:
    """The board as an HTML file. `comparison` is that of the same batch, of which so many rows were rejected."""
    data = _Board([one for one in datasets if one.rows], comparison).data(about)
    return assemble({**data, "rejected": rejected, "language": language}, [])


class _Board:
    """What everything is called, and the cells that point there."""

    def __init__(self, datasets: list[Dataset], comparison: Comparison) -> None:
        self._datasets = datasets
        self._comparison = comparison
        self._keys = {by: Listing(keys_of(comparison.of(by))) for by in DIMENSIONS}
        self._items: Listing[tuple[Any, ...]] = Listing()
        self._described: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._outcomes: Listing[Told] = Listing()
        self._marks: Listing[Mark] = Listing()
        self._lots: Listing[tuple[int, ...]] = Listing()
        self._clues = Listing(one.code for one in comparison.clue_codes)
        self._cells = [(number, Cell(one, row)) for number, one in enumerate(datasets) for row in one.rows]
        names = dict.fromkeys(name for one in datasets for name in score_names(list(one.rows[0])))
        self._sections = sorted((name.removeprefix(_SECTION) for name in names if name.startswith(_SECTION)), key=natural)
        self._scores = ("total", "site", "tests", *(f"{_SECTION}{name}" for name in self._sections))
        self._ledger = Ledger([cell for _, cell in self._cells], self._scores)

    def data(self, about: Text) -> dict[str, Any]:
        """`tijian/board@1` (docs/board.md)."""
        one = self._comparison
        rulesets = [self._ruleset(dataset) for dataset in self._datasets]
        cells = [self._cell(number, cell) for number, cell in self._cells]
        told = self._outcomes.things
        caveats, reasons = (sorted({name for each in told for name in getattr(each, of)}, key=natural) for of in ("caveats", "reasons"))
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
            "sections": [{"id": name, "titles": section_titles(one, name)} for name in self._sections],
            "items": [self._described[item] for item in self._items.things],
            "outcomes": [_outcome(each) for each in told],
            "caveats": {name: {"sign": SIGNS.get(name, "*"), "text": said(REASON[name])} for name in caveats},
            "reasons": {name: {"sign": "", "text": said(REASON[name])} for name in reasons},
            "clues": [{"code": clue.code, "title": said(clue.title), "urgency": clue.urgency} for clue in one.clue_codes],
            "values": [ratio(value) for value in self._ledger.values],
            "marks": [list(mark) for mark in self._marks.things],
            "batches": [list(lots) for lots in self._lots.things],
            "clue_sets": [],
            "not_judged": [],
            "leniency": [leniency_of(each) for each in one.leniency],
            "borderline": False,
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
        clues = {self._clues.number(code): count for code, count in cell.clues().items()}
        dossiers = {self._clues.number(code): count for code, count in cell.counts("clued:")}
        return {
            **{by: self._keys[by].number(cell.key(by)) for by in DIMENSIONS},
            "ruleset": ruleset,
            "judged": cell.judged,
            "enterprises": cell.judged,
            "outcomes": sorted([self._outcomes.number(told), count] for told, count in cell.outcomes),
            "scores": {name: self._counted(cell, name) for name in self._scores},
            "marks": [
                sorted([self._marks.number(mark), count] for mark, count in cell.marks(check)) for check in cell.dataset.program.checks
            ],
            "batches": sorted([self._lots.number(lots), count] for lots, count in cell.lots()),
            "clues": [[code, count, dossiers[code]] for code, count in sorted(clues.items())],
        }

    def _counted(self, cell: Cell, name: str) -> list[list[int]]:
        """How often a cell has each score; every issued verdict once."""
        numbers, counts = self._ledger.of(cell, name)
        spans = cell.spans(name)
        without = cell.issued - spans - int(counts.sum())
        found = [list(pair) for pair in zip(numbers.tolist(), counts.tolist(), strict=True)]
        return [*([[SPAN, spans]] if spans else []), *([[NO_SCORE, without]] if without else []), *found]


def _outcome(told: Told) -> dict[str, Any]:
    row = told.certain
    return {
        "state": told.state,
        "grade": row and row.grade,
        "capable": row and row.capable,
        "says": said(row.says if row else None),
        "worst": told.worst,
        "best": told.row and told.row.grade,
        "caveats": list(told.caveats),
        "reasons": list(told.reasons),
    }
