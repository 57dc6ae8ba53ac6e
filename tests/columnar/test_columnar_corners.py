"""Where readings meet limits: every kind of requirement with every kind of reading, one to four specimens, in every setting."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from tests.columnar.test_columnar_generated import differences
from tests.columnar.wide_dice import Drawn, drawn, sheet_of
from tests.oracle.dice import Dice, as_read, seeded

READINGS, ROWS = 140, 3_600
POOL: tuple[Any, ...] = (
    *(Decimal(one) for one in ("4", "4.4", "4.5", "4.51", "5", "5.5", "5.51", "6", "9.5", "10", "10.5", "100", "101", "0", "-1", "1400", "1450")),
    *("<5", "≤5", ">5", "≥5", "<10", ">100", "≤0", ">-1", "ND", "未检出(3)", "未检出(8)", "阴性", "阳性", "无", "符合", "不符合"),
    *("3", "3-4", "4", "4.0", "一二", "1,000", "", None, True),
)  # fmt: skip
LIKELY: dict[str, tuple[Any, ...]] = {
    "absent-by-words": ("阴性", "阳性", "无", "ND"),
    "conforms": ("符合", "不符合", "合格"),
    "hundreds": (Decimal(1400), Decimal(1449), Decimal(1450), Decimal(1451), ">1500", "≥1450"),
    "one-of-two-pairs": (Decimal("5.4"), Decimal("5.5"), Decimal("5.6"), Decimal(6)),
    "about-declared": (Decimal("5.2"), Decimal("5.25"), Decimal("5.5"), Decimal("4.75"), Decimal("4.8"), Decimal(5)),
    "plates-guarded": (Decimal(4), Decimal(5), Decimal("4.4"), Decimal("5.5"), Decimal(6)),
    "plates": ("<10", Decimal(5), Decimal(6), Decimal(10), "≤5"),
    "grade-least": ("3", "3-4", "4", "4-5", "5"),
    "guarded": (Decimal(5), Decimal("4.9"), Decimal("5.1"), Decimal("5.5")),
    "mean": ("<5", Decimal(5), "≤5", "≥5"),
    "two-of-three": (Decimal(5), Decimal(6), Decimal("9.5"), Decimal("4.5"), Decimal(10)),
    "mean-above": (">5", Decimal(5), "≥5"),
    "mean-strict": ("<5", Decimal(5), "≤5", "≥5"),
}  # what decides there
TESTS: dict[str, dict[str, Any]] = {
    "mean": {"specimens": "mean", "limits": ["<= 5"], "lod": 3},
    "mean-strict": {"specimens": "mean", "limits": ["< 5"]},
    "mean-above": {"specimens": "mean", "limits": ["> 5"]},
    "mean-two-ends": {"specimens": "mean", "limits": ["4.5 ~ 5.5"], "compare": "rounded"},
    "least": {"specimens": "min", "limits": ["> 5"], "range": [0, 200]},
    "greatest": {"specimens": "max", "limits": ["< 5.5"], "range": [2, 200], "compare": "rounded", "round_to": "0.5"},
    "two-of-three": {"specimens": "2 of 3", "limits": ["4.5 ~ 10 (excl +-)"]},
    "pairs": {"groups_of": 2, "specimens": "each", "limits": [">= 5"]},
    "mean-of-pairs": {"groups_of": 2, "specimens": "mean", "limits": ["<= 5.5"], "lod": 4},
    "one-of-two-pairs": {"groups_of": 2, "specimens": "1 of 2", "limits": ["<= 5.5"], "compare": "rounded"},
    "plates": {"limits": ["n=3, c=1, m=5, M=10"]},
    "plates-guarded": {"limits": ["n=2, c=0, m=5.5, M=100"], "decision": "guard_band"},
    "guarded": {"limits": ["4.5 ~ 5.5"], "decision": "guard_band", "specimens": "mean"},
    "between-zones": {"limits": ["<= 5"], "decision": "nonbinary"},
    "share-of-declared": {"limits": [">= 0.9 × declared"], "specimens": "mean"},
    "about-declared": {"limits": ["declared ± 0.5 (excl +)"], "decision": "nonbinary", "compare": "rounded", "round_to": "0.5"},
    "hundreds": {"limits": ["<= 14×100"], "compare": "rounded"},
    "absent": {"limits": ["absent"], "lod": 5},
    "absent-by-words": {"limits": ["absent"], "specimens": "2 of 3"},
    "conforms": {"limits": ["conforms"], "specimens": "2 of 3"},
    "grade": {"limits": [">= 3-4"], "scale": "fastness"},
    "grade-least": {"limits": ["> declared"], "scale": "fastness", "specimens": "min"},
    "grade-mean": {"limits": ["<= 4"], "scale": "fastness", "specimens": "mean"},
    "by-kind": {"limits": [("kind == 'A'", ">= 5"), ("kind == 'B'", "unknown"), "absent"], "lod": 2, "applies": "valve"},
    "words-or-figures": {"limits": [("kind == 'A'", "conforms"), "<= 5"], "applies": "kind != 'C'"},
    "figure-missing": {"limits": [("valve", "unknown"), "<= 5"], "applies": "kind == 'A' || produced_on > '2021-04-01'"},
    "parts": {"combine": "each", "parts": {"Pb": ["<= 5"], "Sb": [("kind == 'A'", "unknown"), "< 10"], "Cd": [("valve", "4 ~ 6"), "unknown"]}},
    "sum": {"combine": "sum", "parts": ["DEHP", "DBP"], "limits": [("kind == 'A'", "< 10"), "8.9 ~ 9.5"], "lod": 2},
    "below-zero": {"limits": ["> 0"], "range": [-20, 200], "lod": 3},
    "below-zero-mean": {"specimens": "mean", "limits": ["-5 ~ 5"], "range": [-20, 200]},
    "at-least-declared": {"limits": [">= declared"], "range": [-1, 200]},
    "sum-rounded": {"combine": "sum", "parts": ["a", "b", "c"], "limits": ["<= 14"], "compare": "rounded", "applies": "valve"},
}  # fmt: skip


def rows(limits: list[Any]) -> list[dict[str, str]]:
    return [{"require": one} if isinstance(one, str) else {"when": one[0], "require": one[1]} for one in limits]


def rules() -> dict[str, Any]:
    """A ruleset with all of TESTS, and checks whose odd answers are read by name."""
    words = {"zh": "项", "en": "item"}
    tests: dict[str, Any] = {}
    for number, (name, spec) in enumerate(TESTS.items()):
        test = {
            "name": words,
            "class": ("key", "general", "minor")[number % 3],
            "basis": "declared",
            "source": {"basis": "proposal"},
            **spec,
        }
        if "limits" in spec:
            test["limits"] = rows(spec["limits"])
        if isinstance(spec.get("parts"), dict):
            test["parts"] = {part: rows(limits) for part, limits in spec["parts"].items()}
        tests[name] = {key: Decimal(value) if key == "round_to" else value for key, value in test.items()}
    check = {"section": "S", "ask": words, "source": {"basis": "proposal"}}
    return {
        "schema": "tijian/ruleset@1",
        "category": "corner",
        "edition": "2021",
        "title": words,
        "in_force": {"from": "2021-01-01"},
        "product": {"kind": {"choices": ["A", "B", "C"]}, "valve": {"type": "boolean"}},
        "sections": {"S": {"title": words}},
        "site_checks": {
            "V1": check | {"class": "veto"},
            "V2": check | {"class": "veto", "may_skip": True},
            "V3": check | {"class": "veto", "applies": "valve"},
            "K1": check | {"class": "key"},
            "K2": check | {"class": "key", "may_skip": True, "applies": "kind == 'A'"},
        },
        "sample_tests": tests,
        "scoring": {
            "model": "flat",
            "blocks": {"site": 70, "tests": 30},
            "credit": {"minor": Decimal("0.5")},
            "coverage": 50,
            "tests_alone": False,
        },
        "clue_codes": {"L01": {"title": words, "urgency": "normal", "law": words, "source": {"basis": "proposal"}}},
        "clues": {},
        "diagnoses": {
            f"D-{name}-{number}": {"when": f"{name}('{check}')", "says": words, "explains": [check]}
            for name in ("fails", "minor")
            for number, check in enumerate(("V1", "V2", "V3", "K1", "K2"))
        },
        "verdicts": [
            *(
                {"grade": grade, "capable": "no", "when": when}
                for grade, when in (
                    ("G", "fails('V1')"),
                    ("F", "minor('V2')"),
                    ("E", "minor('V3') && fails('K1')"),
                    ("D", "minor('K2') && score('total') < 90"),
                )
            ),
            {"grade": "C", "capable": "after_rectification", "when": "count_tests('key', 'fail') > 1 || count('veto', 'minor') > 1"},
            {"grade": "B", "capable": "yes", "when": "score('tests') < 75 || count('key', 'minor') > 0"},
            {"grade": "A", "capable": "yes", "when": "true"},
        ],
    }


def given(dice: Dice, name: str, spec: Mapping[str, Any]) -> Iterable[Any]:
    """Readings of one to four specimens, most of them of one; with and without U and a declared value."""
    parts = list(spec["parts"]) if "parts" in spec else []
    for turn in range(READINGS):
        extras = {
            "u": dice.pick([None, Decimal("0.5"), Decimal("0.1"), Decimal(1), "一"]),
            "declared": dice.pick([None, Decimal(5), Decimal(5), "4.5", "3-4", "4", Decimal(0)]),
        }
        lod = {"lod": dice.pick([Decimal(3), "5"])} if dice.chance(10) else {}
        reading = {key: value for key, value in extras.items() if value is not None} | lod
        if parts:
            one = {part: dice.pick(POOL) for part in parts if not dice.chance(8)}
            yield {"parts": one or {parts[0]: Decimal(5)}, **reading}
            continue
        many = 1 if turn < len(POOL) else dice.pick([1, 2, 2, 2, 3, 4])
        likely = LIKELY.get(name, POOL) if dice.chance(60) else POOL
        first = POOL[turn] if turn < len(POOL) else dice.pick(likely)
        values = [first, *(dice.pick(likely) for _ in range(many - 1))]
        yield {"values": values, **reading}


@pytest.fixture(scope="module")
def corner() -> Drawn:
    sheet = sheet_of(as_read(rules()), seeded("corner"), given, 6)
    sampled = {
        "assessed_on": dt.date(2021, 8, 12),
        "group": None,
        "team": 2,
        "sampling": "done",
        "sample": "S-1",
        "produced_on": dt.date(2021, 3, 1),
    }
    sheet.settings.extend(
        sampled | {"product:kind": kind, "product:valve": valve} for kind in ("A", "B", "C", None) for valve in (True, False, None)
    )
    return drawn(sheet, ROWS, 7)


@pytest.mark.slow
def test_every_requirement_meets_every_reading_as_the_plain_interpreter_has_it(corner: Drawn) -> None:
    judged = corner.sheet.plan.judge(corner.frame, findings=True, states=True)
    assert judged.handed_to_direct == 0
    assert differences(corner, judged, range(ROWS)) == []


def test_the_corners_are_reached(corner: Drawn) -> None:
    """Every test comes out in every way that it can: else the agreement above would say little."""
    judged = corner.sheet.plan.judge(corner.frame, states=True)
    assert judged.states is not None
    never = {name: {"pass", "fail", "inconclusive"} - set(judged.states.get_column(name)) for name in TESTS if name != "grade-mean"}
    assert {name: missing for name, missing in never.items() if missing} == {}
    assert all(len(pool) > 60 for pool in corner.sheet.readings.values()), "most readings fit a row"
