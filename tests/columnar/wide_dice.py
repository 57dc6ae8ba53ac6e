"""Generated rulesets, each with thousands of wide rows, and what the plain interpreter says of every one of them.

Facts are gathered once for each check in each setting with each answer or reading (`Table`): the plain interpreter then judges every row
from facts that it gathered itself. That a row put together from them is the row's own dossier is checked on a sample of rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from tests.oracle.dice import Dice, as_read, seeded
from tests.oracle.generate import ruleset
from tests.oracle.generate_conditions import DAYS
from tests.oracle.generate_tests import reading
from tests.properties.product import ruleset_of

from tijian.authoring.dossier_file import read_dossier
from tijian.authoring.program import Program
from tijian.engines.columnar import Plan
from tijian.exchange.parquet import Layout
from tijian.facts.gather import CheckFact, Facts, gather
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.verdict.plainly import Interpreter, plan_for

ANSWERS = (1, 1, 1, 2, 3, 4, 0, None, -2, -3, -4)
SETTINGS, READINGS = 14, 16


@dataclass
class Sheet:
    """A ruleset, its plan, and pools to draw rows from."""

    plan: Plan
    program: Program
    settings: list[dict[str, Any]]
    readings: dict[str, list[dict[str, Any]]]  # of each test; the first says nothing

    @property
    def plain(self) -> Interpreter:
        assert isinstance(self.plan.one_by_one, Interpreter)
        return self.plan.one_by_one

    @property
    def layout(self) -> Layout:
        return self.plan.layout

    def row(self, setting: int, chosen: Mapping[str, int], name: str) -> dict[str, Any]:
        """One wide row."""
        made = dict.fromkeys(self.layout.columns) | {"assessment": name, "enterprise": "企业"} | self.settings[setting]
        for check, at in chosen.items():
            made |= {f"answer:{check}": ANSWERS[at]} if check in self.program.ruleset.site_checks else self.readings[check][at]
        return made

    @cached_property
    def table(self) -> list[tuple[Facts, dict[str, list[CheckFact]]]]:
        """For each setting: facts, and those of every check with every answer or reading."""
        found = []
        pools = {check: len(ANSWERS) for check in self.program.ruleset.site_checks} | {t: len(pool) for t, pool in self.readings.items()}
        for place, setting in enumerate(self.settings):
            silent = setting["sample"] is None or setting["sampling"] == "none"
            facts: list[Facts] = []
            for turn in range(max([1, *pools.values()])):
                chosen = {check: 0 if silent and check in self.readings else turn % size for check, size in pools.items()}
                dossier = self.layout.dossier(self.row(place, chosen, "table"))
                facts.append(gather(self.program, dossier, self.plain.derive(dossier)))
            found.append((facts[0], {check: [one.checks[check] for one in facts] for check in self.program.checks}))
        return found

    def facts(self, setting: int, chosen: Mapping[str, int]) -> Facts:
        """The facts of a row."""
        base, checks = self.table[setting]
        return replace(base, checks={check: checks[check][chosen.get(check, 0)] for check in self.program.checks})


Given = Callable[[Dice, str, Mapping[str, Any]], Iterable[Any]]  # what a laboratory may report for a test


def sheet(seed: str) -> Sheet:
    """The sheet of a seed: the same on every machine."""
    dice = seeded(seed)
    return sheet_of(as_read(ruleset(dice)), dice, lambda dice, _, spec: (reading(dice, dict(spec)) for _ in range(READINGS)))


def sheet_of(rules: Mapping[str, Any], dice: Dice, given: Given, settings: int = SETTINGS) -> Sheet:
    """The sheet of a ruleset, with what `given` says that a laboratory may report."""
    with ruleset_of(dict(rules)) as alone:
        plan = plan_for(alone.edition(rules["category"], rules["edition"]).program, alone.plugins)
    made = [_setting(dice, rules) for _ in range(settings)]
    readings = {name: list(_readings(dice, plan.layout, name, given(dice, name, spec))) for name, spec in rules["sample_tests"].items()}
    return Sheet(plan, plan.layout.program, made, readings)


def _setting(dice: Dice, rules: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, spec in rules["product"].items():
        pool: list[Any] = list(spec.get("choices") or ([True, False] if spec.get("type") == "boolean" else []))
        pool = pool or [Decimal(one) for one in ("0", "2.5", "2.499999", "10", "49.99", "50")]
        made[f"product:{name}"] = None if dice.chance(25) else dice.pick(pool)
    sampling = dice.pick(["done", "done", "pending", "none"])
    day = dt.date.fromisoformat(dice.pick(["2021-02-28", *DAYS, "2021-08-12", "2021-12-31"]))
    sampled = sampling != "none" and dice.chance(85)
    produced = dt.date.fromisoformat(dice.pick(["2021-01-05", *DAYS])) if sampled and dice.chance(80) else None
    return made | {
        "assessed_on": day,
        "group": dice.pick([None, "food", "industrial"]),
        "team": dice.pick([0, 1, 2, 2, 2, 3]),
        "sampling": sampling,
        "sample": "S-1" if sampled else None,
        "produced_on": produced if produced is None or produced <= day else None,
    }


def _readings(dice: Dice, layout: Layout, test: str, given: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """What a laboratory may report for one test, as columns; first nothing, planned or not."""
    plan = f"plan:{test}"
    yield {plan: None}
    yield {plan: True}
    yield {plan: False}
    for one in given:
        columns = _columns(layout, test, one)
        if columns is not None:
            yield columns | {plan: dice.pick([None, None, True, False])}


def _columns(layout: Layout, test: str, given: Any) -> dict[str, Any] | None:
    """The columns of one reading; None where it does not fit a row."""
    dossier = read_dossier(
        as_read(
            {
                "schema": "tijian/dossier@1",
                "assessment": "x",
                "category": layout.ruleset.category,
                "assessed_on": "2021-08-12",
                "enterprise": {"name": "x"},
                "sampling": {"state": "done"},
                "samples": [{"id": "S-1", "results": {test: given}}],
            }
        )
    )
    try:
        row = layout.row(dossier)
    except InputError:
        return None
    if row["rest"] is not None:
        return None
    return {
        name: row[name] for name in layout.columns if name == f"result:{test}" or name.startswith((f"result:{test}:", f"result:{test}/"))
    }


@dataclass
class Drawn:
    """Rows drawn from a sheet: a frame, and of which setting and pools each row is made."""

    sheet: Sheet
    frame: pl.DataFrame
    settings: np.ndarray
    chosen: dict[str, np.ndarray]

    def choice(self, row: int) -> tuple[int, dict[str, int]]:
        """The setting of a row, and the place of each answer and reading in its pool."""
        return int(self.settings[row]), {check: int(places[row]) for check, places in self.chosen.items()}

    def expected(self, row: int) -> dict[str, Any]:
        """What the plain interpreter says of a row."""
        return self.sheet.plain.row(self.sheet.facts(*self.choice(row)))

    def dossier(self, row: int) -> Dossier:
        """The dossier of a row."""
        return self.sheet.layout.dossier(self.frame.row(row, named=True))


def drawn(of: Sheet, rows: int, seed: int) -> Drawn:
    """So many rows: every answer and reading drawn by itself, most answers conform."""
    dice = np.random.default_rng(seed)
    settings = dice.integers(0, len(of.settings), rows)
    heads = pl.DataFrame(of.settings, schema={name: of.layout.columns[name].dtype() for name in of.settings[0]}, infer_schema_length=None)
    columns: dict[str, pl.Series] = {name: heads.get_column(name).gather(settings) for name in heads.columns}
    silent = (columns["sampling"] == "none").to_numpy() | columns["sample"].is_null().to_numpy()
    chosen: dict[str, np.ndarray] = {}
    for check in of.program.ruleset.site_checks:
        likely = dice.choice([0.97, 0.8, 0.4])
        shares = np.full(len(ANSWERS), (1 - likely) / (len(ANSWERS) - 3))
        shares[:3] = likely / 3
        chosen[check] = dice.choice(len(ANSWERS), rows, p=shares)
        columns[f"answer:{check}"] = pl.Series(ANSWERS, dtype=pl.Int8).gather(chosen[check])
    for test, pool in of.readings.items():
        names = [name for name in of.layout.columns if name in {f"plan:{test}", f"result:{test}"}]
        names += [name for name in of.layout.columns if name.startswith((f"result:{test}:", f"result:{test}/"))]
        laid = pl.DataFrame(
            [{name: one.get(name) for name in names} for one in pool], schema={n: of.layout.columns[n].dtype() for n in names}
        )
        chosen[test] = np.where(silent, 0, dice.integers(0, len(pool), rows))
        columns |= {name: laid.get_column(name).gather(chosen[test]) for name in names}
    columns |= {
        "assessment": pl.Series([f"A{number}" for number in range(rows)]),
        "enterprise": pl.Series(["企业"]).new_from_index(0, rows),
    }
    empty = {name: pl.Series([None], dtype=column.dtype()).new_from_index(0, rows) for name, column in of.layout.columns.items()}
    frame = pl.DataFrame([(columns[name] if name in columns else empty[name]).alias(name) for name in of.layout.columns])
    return Drawn(of, frame, settings, chosen)
