"""Random pairs of ruleset and dossier, valid by the rules of the files, for hypothesis (`pairs`) and for bulk runs (`seeded_pair`).

A ruleset is a complete file (`tijian/ruleset@1`, no includes): `as_yaml` writes it out. Numbers are `Decimal`s, as a reader would give them.
"""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .dice import Dice, as_read, as_yaml, drawn, seeded
from .generate_conditions import Judgments, attributes, over_attributes
from .generate_dossier import dossier
from .generate_tests import SMOKE, advice, sample_test, source, words

__all__ = ["as_yaml", "pairs", "ruleset", "seeded_pair"]

MODELS = ("flat", "flat", "flat-unweighted", "tree", "absolute")
CATEGORY, EDITION = "gen", "2021"


def ruleset(dice: Dice) -> dict[str, Any]:
    """A complete ruleset."""
    rules: dict[str, Any] = {
        "schema": "tijian/ruleset@1",
        "category": CATEGORY,
        "edition": EDITION,
        "title": words("随机细则", "A random ruleset"),
        "in_force": {"from": "2021-01-01", "until": "2021-12-31"},
        "status": "illustrative",
        "product": attributes(dice),
        "define": {},
        "scales": {"smoke": list(SMOKE)},
    }
    for name in ("handy", "special")[: dice.pick([0, 0, 1, 2])]:
        rules["define"][name] = over_attributes(dice, rules["product"], rules["define"], depth=1)
    _checks(dice, rules)
    names = [f"T{n}" for n in range(1, 1 + dice.whole(0, 6))]
    rules["sample_tests"] = {name: sample_test(dice, rules) for name in names}
    rules["scoring"] = {
        "model": dice.pick(MODELS),
        "blocks": dict(zip(("site", "tests"), dice.pick([(70, 30), (50, 50), (100, 0), (0, 100)]), strict=True)),
        "credit": {"minor": Decimal(dice.pick(["0.5", "0.5", "0", "1", "0.3"]))},
        "coverage": dice.pick([80, 80, 0, 50, 100]),
        "tests_alone": bool(names) and dice.chance(20),
    }
    _conclusions(dice, rules)
    return rules


def _checks(dice: Dice, rules: dict[str, Any]) -> None:
    sections = [f"S{n}" for n in range(1, 1 + dice.whole(1, 4))]
    rules["sections"] = {s: {"title": words("章节", "Section")} | ({"weight": Decimal("1.5")} if dice.chance(30) else {}) for s in sections}
    rules["site_checks"], rules["rule_checks"] = {}, {}
    may_skip = dice.pick([0, 35, 35, 35, 100])  # now and then every check may leave: a verdict may then be withdrawn
    for n in range(max(len(sections), dice.whole(2, 12))):
        section = sections[n % len(sections)]
        check: dict[str, Any] = {
            "section": section,
            "class": dice.pick(["veto", "key", "key", "general", "general", "general"]),
            "ask": words("问题", "A question"),
            "source": source(dice),
            **advice(dice),
        }
        if dice.chance(20):
            check["weight"] = Decimal(dice.pick(["0.5", "2", "7"]))
        if dice.chance(30):
            check["applies"] = over_attributes(dice, rules["product"], rules["define"])
        if dice.chance(may_skip):
            check["may_skip"] = True
        rules["site_checks"][f"C{section[1:]}.{n // len(sections) + 1}"] = check
    for n in range(dice.pick([0, 0, 1, 2]) if may_skip < 100 else 0):
        rule = {
            "section": dice.pick(sections),
            "class": dice.pick(["veto", "key", "general"]),
            "ask": words("申报", "A declaration"),
            "fails_when": over_attributes(dice, rules["product"], rules["define"], dated=True),
            "source": source(dice),
            **advice(dice),
        }
        if dice.chance(25):
            rule["applies"] = over_attributes(dice, rules["product"], rules["define"], dated=True, depth=1)
        rules["rule_checks"][f"R{n + 1}"] = rule


def _conclusions(dice: Dice, rules: dict[str, Any]) -> None:
    judged = Judgments(dice, rules)
    every = [*rules["site_checks"], *rules["rule_checks"], *rules["sample_tests"]]
    rules["diagnoses"] = {}
    for n in range(dice.pick([0, 1, 2, 3])):
        rules["diagnoses"][f"D{n + 1}"] = {
            "when": judged.condition(list(rules["diagnoses"]), dice.pick([60, 80]), most=2),
            "says": words("诊断", "A diagnosis"),
            "explains": dice.some(every, 1, 4),
        } | ({"advice": {"correct": words("整改", "Mend it")}} if dice.chance(50) else {})
    codes = [f"L0{n + 1}" for n in range(dice.pick([0, 1, 3]))]
    rules["clue_codes"] = {
        c: {
            "title": words("涉嫌", "Suspected"),
            "urgency": "normal",
            "law": words("产品质量法", "Product Quality Law"),
            "source": {"basis": "proposal"},
        }
        for c in codes
    }
    rules["clues"] = {
        f"K{n + 1}": {"code": dice.pick(codes), "when": judged.condition(list(rules["diagnoses"]), 50, most=2)}
        | ({"urgency": "immediate"} if dice.chance(30) else {})
        for n in range(dice.whole(1, 3) if codes else 0)
    }
    rules["verdicts"] = _verdicts(dice, rules, judged)


def _verdicts(dice: Dice, rules: dict[str, Any], judged: Judgments) -> list[dict[str, Any]]:
    rows = dice.whole(2, 5)
    grades = sorted((dice.pick("DCBA") for _ in range(rows)), reverse=True)
    given = sorted(set(grades), reverse=True)
    order = ["no", "after_rectification", "yes"]
    capable = dict(zip(given, sorted((dice.pick(order) for _ in given), key=order.index), strict=True))
    table: list[dict[str, Any]] = []
    for n, grade in enumerate(grades):
        when = "true" if n == rows - 1 else judged.condition(list(rules["diagnoses"]), dice.pick([40, 60, 75, 90, 100]))
        table.append({"grade": grade, "capable": capable[grade], "when": when})
    return table


def seeded_pair(seed: int | str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pair of a seed: the same on every machine."""
    dice = seeded(seed)
    rules = ruleset(dice)
    return as_read(rules), as_read(dossier(dice, rules))


@st.composite
def pairs(draw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Pairs for hypothesis."""
    dice = drawn(draw)
    rules = ruleset(dice)
    return as_read(rules), as_read(dossier(dice, rules))
