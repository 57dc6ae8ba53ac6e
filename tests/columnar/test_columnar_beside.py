"""What a batch counts beside verdicts is, row by row, what the plain interpreter says: reasons, caveats, exact scores, what lies open."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from tests.columnar.wide_dice import Drawn, drawn, sheet

from tijian.engines.columnar.beside import CAVEATS, REASONS, plainly

SHEETS, ROWS = range(24), 150
Told = tuple[list[tuple[Any, ...]], Counter[str]]


def differences(rows: Drawn, met: Counter[str]) -> Iterator[tuple[Any, ...]]:
    """(row, what, by direct, by columns) of everything that differs; what was met on the way is counted."""
    plan = rows.sheet.plan
    beside = plan.judge(rows.frame, states="numbers").beside
    assert beside is not None
    names = plan.verdicts.beside.names
    scores = {f"{name}:{part}" for name in names for part in ("got", "of")}
    tests = [check.id for check in rows.sheet.program.checks.values() if check.kind == "test"]
    for place, found in enumerate(beside.to_dicts()):
        said = rows.expected(place)
        wanted = plainly(said, names) | {
            f"open:{test}": any(state == "inconclusive" for _, state, _ in said["samples"].get(test, ((), False))[0]) for test in tests
        }
        met.update(f"reason {name}" for name in said["reasons"])
        met.update(f"caveat {name}" for name in said["caveats"])
        for name in names:
            left, right = (shared(one, name) for one in (wanted, found))
            met["score" if isinstance(right, Fraction) else f"score {right}"] += 1
            if not same(left, right, found[f"{name}:of"]):
                yield place, name, left, right
        yield from ((place, name, one, found[name]) for name, one in wanted.items() if name not in scores and one != found[name])


def shared(row: dict[str, Any], name: str) -> Any:
    """A score: the share itself, "open" or None."""
    got, of = row[f"{name}:got"], row[f"{name}:of"]
    return None if of is None else "open" if of == 0 else Fraction(got, of)


def same(one: Any, other: Any, of: int | None) -> bool:
    """Where floats score a tree of many sections, its hundredths are told."""
    if one == other or not isinstance(one, Fraction) or of != 10_000:
        return bool(one == other)
    return bool(one * 10_000 // 1 == other * 10_000)


@pytest.fixture(scope="module")
def told() -> Told:
    met: Counter[str] = Counter()
    found = [(number, *one) for number in SHEETS for one in differences(drawn(sheet(f"wide {number}"), ROWS, number), met)]
    return found, met


def test_columns_and_the_plain_interpreter_say_the_same_beside_every_verdict(told: Told) -> None:
    assert told[0] == []


def test_every_reason_caveat_and_kind_of_score_is_met(told: Told) -> None:
    met = told[1]
    wanted = {f"reason {name}" for name in REASONS} | {f"caveat {name}" for name in CAVEATS} | {"score", "score open", "score None"}
    assert wanted - {name for name, times in met.items() if times >= 5} == set(), met
