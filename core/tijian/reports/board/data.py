"""What the page is given: `tijian/board@1`, described in docs/board.md. One object: what everything is called, then rows or cells.

`assembly` comes in here. Texts are `[zh, en]`; numbers point into the lists of the same object; nothing is a float.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, Literal

from ...compare.checks import Item
from ...compare.model import Comparison, Group, Leniency, NotJudged, ReasonCount
from ...compare.rows import DIMENSIONS, Row
from ...model.order import natural
from ...model.text import Text
from ..literal import literal
from ..parts import SIGNS
from .columns import Columns, said

SCHEMA: Final = "tijian/board@1"
_SAFE: Final = 2**53  # whole numbers below it are the same in JSON and in a browser


def board_data(comparison: Comparison, rows: Sequence[Row], about: Text | None) -> tuple[dict[str, Any], Columns]:
    """The object with all its rows, and the columns that it was made from."""
    columns = Columns(rows, comparison)
    made = columns.made()
    named = {*made["sections"], *(one.section for group in comparison.categories for one in group.sections)}
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "title": said(comparison.title),
        "about": said(about),
        "planned": comparison.planned,
        "first_day": comparison.first_day,
        "last_day": comparison.last_day,
        "allow_mixed": comparison.allow_mixed,
        "dimensions": {by: _keys(comparison.of(by)) for by in DIMENSIONS},
        "rulesets": _rulesets(comparison, columns),
        "sections": [{"id": name, "titles": section_titles(comparison, name)} for name in sorted(named, key=natural)],
        "items": [_item(item, columns) for item in columns.items.things],
        "outcomes": [_outcome(key) for key in columns.outcomes.things],
        "caveats": _reasons(columns, comparison.verdicts.caveats, "caveats"),
        "reasons": _reasons(columns, comparison.verdicts.not_issued_because, "not_issued_because"),
        "clues": [{"code": one.code, "title": said(one.title), "urgency": one.urgency} for one in comparison.clue_codes],
        "values": [ratio(value) for value in columns.values],
        "marks": [list(mark) for mark in columns.marks.things],
        "batches": [list(one) for one in columns.batches.things],
        "clue_sets": [[list(pair) for pair in one] for one in columns.clues.things],
        "not_judged": [_not_judged(one) for one in comparison.not_judged],
        "leniency": [leniency_of(one) for one in comparison.leniency],
        "rows": made,
    }
    return data, columns


def _keys(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """The keys of a dimension in order, each once, with what was planned and what could not be judged."""
    found: dict[str, dict[str, Any]] = {}
    for group in groups:
        here = found.setdefault(group.key, {"key": literal(group.key), "title": said(group.title), "planned": group.planned, "failed": 0})
        here["failed"] += group.failed
    return list(found.values())


def _rulesets(comparison: Comparison, columns: Columns) -> list[dict[str, Any]]:
    uses = {(one.category, one.edition, one.digest): one for one in comparison.editions}
    order = [one["key"] for one in _keys(comparison.categories)]
    return [
        {
            "category": order.index(literal(key[0])),
            "edition": key[1],
            "word": columns.edition(key),
            "digest": key[2],
            "status": uses[key].status,
            "adopted_by": said(uses[key].adopted_by),
            "results": sum(one.results for one in comparison.editions if (one.category, one.edition, one.digest) == key),
            "items": columns.layout(key),
        }
        for key in columns.rulesets.things
    ]


def section_titles(comparison: Comparison, name: str) -> dict[str, list[str] | None]:
    """What a section is called, by category; categories may use one name for different things."""
    return {group.key: said(one.title) for group in comparison.categories for one in group.sections if one.section == name}


def _item(item: Item, columns: Columns) -> dict[str, Any]:
    clause = columns.clauses[item]
    return {
        "id": item.id,
        "kind": item.kind,
        "class": item.class_,
        "section": columns.sections_of_items[item],
        "title": said(item.title),
        "clause": clause and literal(clause),
    }


def _outcome(key: tuple[Any, ...]) -> dict[str, Any]:
    state, grade, capable, says, worst, best, caveats, reasons = key
    return {
        "state": state,
        "grade": grade,
        "capable": capable,
        "says": says and [word for word in says if word is not None],
        "worst": worst,
        "best": best,
        "caveats": list(caveats),
        "reasons": list(reasons),
    }


def _reasons(columns: Columns, general: Sequence[ReasonCount], of: Literal["caveats", "not_issued_because"]) -> dict[str, dict[str, Any]]:
    """The words of caveats, or of what keeps a verdict from being issued: in general where they can be, without the ids of one dossier."""
    words = {one.reason: one.text for one in general}
    found: dict[str, dict[str, Any]] = {}
    for verdict in columns.words.values():
        for one in getattr(verdict, of):
            sign = SIGNS.get(one.reason, "*") if of == "caveats" else ""
            found.setdefault(one.reason, {"sign": sign, "text": said(words.get(one.reason, one.text))})
    return found


def ratio(value: Fraction) -> list[int | str]:
    """Numerator and denominator of a score out of 100; as text where a browser's number would not hold it."""
    return [part if part < _SAFE else str(part) for part in (value.numerator, value.denominator)]


def _not_judged(one: NotJudged) -> dict[str, Any]:
    return {
        "assessment": literal(one.assessment),
        "category": literal(one.category),
        "enterprise": literal(one.enterprise),
        "district": literal(one.district),
        "institution": literal(one.institution),
        "why": [[problem.code, *(said(problem.text) or [])] for problem in one.problems],
    }


def leniency_of(one: Leniency) -> dict[str, Any]:
    """An institution as the page has it."""
    return {
        "title": said(one.title),
        "enterprises": one.enterprises,
        "compared": one.compared,
        "categories": list(one.categories),
        "raw": one.raw.percent,
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "stands_out": one.stands_out,
    }
