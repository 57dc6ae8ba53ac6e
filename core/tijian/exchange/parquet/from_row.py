"""From a wide row to a dossier that is judged as the row is: for an audit, for the rows that are judged one by one, for an explanation.

Notes, evidence and the names of the team are no part of a row; placeholders stand for them, because a fault without a note would
stay unchecked.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from ...authoring.dossier_file import read_dossier
from ...model.dossier import AnswerGiven, Dossier
from ...model.problem import InputError, Problem
from ...model.text import text
from . import words
from .layout import REST

if TYPE_CHECKING:
    from .layout import Layout, Unit

NOTED: Final = "（宽表未载说明）"
_OUTCOMES: Final = {code: outcome for outcome, code in words.ANSWERS.items()}


def dossier(layout: "Layout", row: Mapping[str, Any]) -> Dossier:
    """The dossier of one row, as Polars or PyArrow hands it over. Raises InputError where the row says no dossier."""
    if row.get(REST):
        return read_dossier("rest", text=row[REST], syntax="json")
    made: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": row["assessment"],
        "category": layout.ruleset.category,
        "assessed_on": _day(row["assessed_on"]),
        "enterprise": {
            "name": row["enterprise"],
            "uscc": row["uscc"],
            "district": row["district"],
            "size": row["size"],
            "group": row["group"],
        },
        "institution": row["institution"],
        "team": [{"name": f"评估人员{place + 1}"} for place in range(row["team"] or 0)],
        "product": {name: row[f"product:{name}"] for name in layout.ruleset.product if row[f"product:{name}"] is not None},
        "answers": {name: _answer(code) for name in layout.ruleset.site_checks if (code := row[f"answer:{name}"])},
        "sampling": {"state": row["sampling"]} | _plan(layout, row),
        "samples": _samples(layout, row),
    }
    try:
        return Dossier.model_validate(made)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        said = text(f"{row['assessment']} 这一行不成案卷：{where}", f"the row of {row['assessment']} makes no dossier: {where}")
        raise InputError(Problem("E978", said)) from error


def _day(written: dt.date | str | None) -> str | None:
    return written.isoformat() if isinstance(written, dt.date) else written


def _answer(code: int) -> AnswerGiven:
    outcome = _OUTCOMES[abs(code)]
    noted = NOTED if code > 0 else None
    if outcome == "not_applicable":
        return AnswerGiven(outcome=outcome, reason=noted)
    return AnswerGiven(outcome=outcome, note=noted if outcome in ("minor", "major") else None)


def _plan(layout: "Layout", row: Mapping[str, Any]) -> dict[str, list[str]]:
    said = {test: row[f"plan:{test}"] for test in layout.units}
    if all(planned is None for planned in said.values()):
        return {}
    return {"plan": [test for test, planned in said.items() if planned is not False]}


def _samples(layout: "Layout", row: Mapping[str, Any]) -> list[dict[str, Any]]:
    results = {test: reading for test, units in layout.units.items() if (reading := _reading(layout, units, row)) is not None}
    if row["sample"] is None and row["produced_on"] is None and not results:
        return []
    return [{"id": row["sample"], "produced_on": _day(row["produced_on"]), "results": results}]


def _reading(layout: "Layout", units: Sequence["Unit"], row: Mapping[str, Any]) -> dict[str, Any] | None:
    readings = {unit.part: made for unit in units if unit.form != "odd" and (made := _one(layout, unit, row)) is not None}
    if not readings:
        return None
    return readings[None] if None in readings else {"parts": dict(readings)}


def _one(layout: "Layout", unit: "Unit", row: Mapping[str, Any]) -> dict[str, Any] | None:
    scale: Sequence[str] = ()
    if unit.form == "grades":
        test = layout.ruleset.sample_tests[unit.test]
        assert test.scale is not None
        scale = layout.program.scales[test.scale]
    value, code = row.get(unit.name), row[f"{unit.name}:is"]
    if value is None and code is None:
        return None
    made: dict[str, Any] = {"values": [_written(one, said, scale) for one, said in ((value, code), *_more(unit, row))]}
    if unit.declared and (declared := row[f"{unit.name}:declared"]) is not None:
        made["declared"] = scale[declared] if scale else declared
    if unit.u and (u := row[f"{unit.name}:u"]) is not None:
        made["u"] = u
    return made


def _more(unit: "Unit", row: Mapping[str, Any]) -> Iterator[tuple[Decimal | int | None, int | None]]:
    values, codes = row.get(f"{unit.name}:more"), row.get(f"{unit.name}:more:is")
    count = len(values if values is not None else codes if codes is not None else ())
    for place in range(count):
        yield (None if values is None else values[place], None if codes is None else codes[place])


def _written(value: Decimal | int | None, code: int | None, scale: Sequence[str]) -> str | Decimal | None:
    """One specimen as a laboratory would write it."""
    if code in words.SAID:
        return words.SAID[code]
    if value is None:
        return None
    if scale:
        return scale[int(value)]
    number = Decimal(value)
    if code is None or code == words.POINT:
        return number
    return f"未检出({number:f})" if code == words.NOT_DETECTED_LOD else f"{words.SIGNS[code]}{number:f}"
