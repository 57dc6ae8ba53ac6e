"""The columnar engine says of every generated row what the plain interpreter says of it: rulesets and dossiers with unknowns, 10⁵ rows a run."""

import random
from typing import Any

import pytest
from tests.columnar.wide_dice import Drawn, drawn, sheet

from tijian.engines.columnar import Judged

SHEETS, ROWS = 36, 2_800  # 100 800 rows
BLOCKS = 6


def differences(rows: Drawn, judged: Judged, places: range | list[int]) -> list[tuple[Any, ...]]:
    """(row, what, by direct, by columns) of everything that differs."""
    assert judged.states is not None
    assert judged.findings is not None
    findings: dict[str, set[tuple[str, str]]] = {}
    for name, kind, what in judged.findings.iter_rows():
        findings.setdefault(name, set()).add((kind, what))
    verdicts, states = judged.verdicts.to_dicts(), judged.states.to_dicts()
    found: list[tuple[Any, ...]] = []
    for place in places:
        wanted = rows.expected(place)
        row, state = verdicts[place], states[place]
        found += [
            (place, name, wanted[name], row[name]) for name in rows.sheet.plan.schema if name != "assessment" and wanted[name] != row[name]
        ]
        if wanted["states"] != state:
            found += [(place, name, one, state[name]) for name, one in wanted["states"].items() if one != state[name]]
        told = {(one, name) for name, one in wanted["states"].items() if one in ("fail", "minor")}
        told |= {("diagnosis", name) for name in wanted["diagnoses"]} | {("clue", name) for name in wanted["clues"]}
        if told != findings.get(row["assessment"], set()):
            found.append((place, "findings", told, findings.get(row["assessment"])))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_columns_and_the_plain_interpreter_agree_on_every_row(block: int) -> None:
    for number in range(block, SHEETS, BLOCKS):
        rows = drawn(sheet(f"wide {number}"), ROWS, number)
        judged = rows.sheet.plan.judge(rows.frame, findings=True, states=True)
        assert differences(rows, judged, range(ROWS)) == [], f"sheet {number}"
        assert judged.handed_to_direct == 0, f"sheet {number}: these rows fit columns, so columns judged them"


@pytest.mark.parametrize("number", range(SHEETS))
def test_the_facts_put_together_for_a_row_are_those_of_its_dossier(number: int) -> None:
    rows = drawn(sheet(f"wide {number}"), 40, number)
    for place in random.Random(number).sample(range(40), 12):
        found, wanted = rows.sheet.plain(rows.dossier(place)), rows.expected(place)
        assert {**found, "assessment": ""} == {**wanted, "assessment": ""}
