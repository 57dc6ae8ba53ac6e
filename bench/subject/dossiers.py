"""Made-up dossiers of a plan, each the same for the same number: as a dossier of ours, and as the flat row that the others read.

A row has the product's attributes by name, `a_<check>` the answer (`none` where nothing was answered), `v_<test>` the measured value
or None, `p_<test>` whether the test is planned.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tijian.model.dossier import AnswerGiven, Assessor, Dossier, Enterprise, ReadingGiven, Sample, Sampling

from .plan import KINDS, LINES, Plan
from .ruleset import CATEGORY, DAY

Row = dict[str, Any]
_NOTE = "现场所见与规定不符"


def rows(plan: Plan, count: int, first: int = 0) -> Iterator[Row]:
    """`count` flat rows, from number `first` on."""
    for number in range(first, first + count):
        yield _row(plan, random.Random(number))


def _row(plan: Plan, chance: random.Random) -> Row:
    careless = chance.random() ** 4  # most enterprises are in order, some are not
    row: Row = {
        "kind": chance.choice(KINDS),
        "line": chance.choice(LINES),
        "exporter": chance.random() < 0.5,
        "sterile": None if chance.random() < 0.05 else chance.random() < 0.5,
        "size": float(chance.randrange(1, 100)),
    }
    for check in plan.site:
        row[f"a_{check.id}"] = _answer(chance.random(), careless, check.may_skip)
    for test in plan.tests:
        row[f"p_{test.id}"] = chance.random() < 0.7
        measured = row[f"p_{test.id}"] and chance.random() > careless * 0.1
        row[f"v_{test.id}"] = _value(chance, test.limits[-1].low, test.limits[-1].high, careless) if measured else None
    return row


def _answer(drawn: float, careless: float, may_skip: bool) -> str:
    if may_skip and drawn > 0.9:
        return "na"
    if drawn < 0.3 * careless:
        return "major"
    if drawn < 0.5 * careless:
        return "minor"
    return "none" if drawn < 0.53 * careless else "conform"


def _value(chance: random.Random, low: float | None, high: float | None, careless: float) -> float:
    """A figure of one decimal, most often within the limits."""
    bottom, top = 15.0 if low is None else low, 95.0 if high is None else high
    inside = chance.random() > 0.3 * careless
    least, most = (bottom, top) if inside else (bottom - 9, bottom - 0.1) if high is None else (top + 0.1, top + 9)
    return chance.randrange(int(least * 10) + 1, int(most * 10) + 1) / 10


def dossier(row: Row, number: int) -> Dossier:
    """A row as the dossier that an assessor would have written."""
    said = {"minor": {"note": _NOTE}, "major": {"note": _NOTE}, "na": {"reason": "不生产该类产品"}}
    words = {"na": "not_applicable", "none": "not_checked"}
    answers = {
        name[2:]: AnswerGiven.model_validate({"outcome": words.get(answer, answer), **said.get(answer, {})})
        for name, answer in row.items()
        if name.startswith("a_") and answer != "none"
    }
    measured = {name[2:]: value for name, value in row.items() if name.startswith("v_") and value is not None}
    results = {name: ReadingGiven(values=(Decimal(str(value)),)) for name, value in measured.items()}
    product = {name: row[name] for name in ("kind", "line", "exporter", "sterile") if row[name] is not None}
    return Dossier(
        schema_="tijian/dossier@1",
        assessment=f"B-{number}",
        category=CATEGORY,
        assessed_on=DAY,
        enterprise=Enterprise(name="测速企业"),
        team=(Assessor(name="甲"), Assessor(name="乙")),
        product={**product, "size": Decimal(str(row["size"]))},
        answers=answers,
        sampling=Sampling(state="done", plan=tuple(name[2:] for name, planned in row.items() if name.startswith("p_") and planned)),
        samples=(Sample(id="S-1", produced_on="2021-07-01", results=results),),
    )
