"""Random dossiers for a random ruleset: every kind of answer and result, gaps, retests, several samples, plans."""

from decimal import Decimal
from typing import Any

from .dice import Dice
from .generate_tests import reading

PRODUCED = ("2021-02-15", "2021-07-01", "2021-07-20")


def dossier(dice: Dice, rules: dict[str, Any]) -> dict[str, Any]:
    """A dossier. Its gaps vary: some are nearly complete, some nearly empty."""
    gaps = dice.pick([0, 5, 30, 90])
    faults = dice.pick([0, 5, 20, 50])
    skipped = dice.pick([10, 50, 100])
    product = _product(dice, rules, gaps)
    written: dict[str, Any] = {
        "schema": "tijian/dossier@1",
        "assessment": "GEN-1",
        "category": rules["category"],
        "assessed_on": dice.pick(["2021-06-30", "2021-08-12", "2021-12-31"]),
        "enterprise": {"name": "示例厂"} | ({"group": dice.pick(["food", "industrial"])} if dice.chance(75) else {}),
        "team": [{"name": n} for n in ("甲", "乙", "丙")[: dice.pick([2, 2, 2, 1, 3, 0])]],
        "product": product,
        "answers": {},
    }
    for name, check in rules["site_checks"].items():
        answer = _answer(dice, check, gaps, faults if skipped < 100 else 0, skipped)
        if answer != "left out":
            written["answers"][name] = answer
    _sampling(dice, rules, written, gaps)
    if rules["clue_codes"] and dice.chance(15):
        written["clues"] = [
            {"code": dice.pick(list(rules["clue_codes"])), "facts": {"zh": "涉嫌", "en": "Suspected"}, "evidence": ["IMG_9"]}
        ]
    return written


def _product(dice: Dice, rules: dict[str, Any], gaps: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, spec in rules["product"].items():
        if dice.chance(gaps // 2):
            if dice.chance(30):
                found[name] = None
            continue
        if "choices" in spec:
            found[name] = dice.pick(spec["choices"])
        elif spec["type"] == "boolean":
            found[name] = dice.chance(50)
        else:
            found[name] = dice.pick([Decimal(0), Decimal("2.5"), Decimal(10), Decimal("30.25")])
    return found


def _answer(dice: Dice, check: dict[str, Any], gaps: int, faults: int, skipped: int) -> Any:
    if dice.chance(gaps):
        return dice.pick(["left out", "left out", None, "", "-", "not_checked", "未核查", {"outcome": "not_checked", "by": "甲"}])
    if dice.chance(faults):
        outcome = dice.pick(["major", "minor", "minor", "不符合", "轻微缺陷"])
        if dice.chance(10):
            return outcome
        return {"outcome": outcome} | dice.pick(
            [{"note": "无记录"}, {"evidence": ["IMG_1"]}, {"note": "见照片", "evidence": ["IMG_2"], "by": "乙"}]
        )
    if dice.chance(skipped if check.get("may_skip") else 3):
        outcome = dice.pick(["not_applicable", "不适用"])
        return outcome if dice.chance(12) else {"outcome": outcome, "reason": "不涉及"}
    return dice.pick(["conform", "conform", "符合", {"outcome": "conform", "at": "2021-08-12"}])


def _sampling(dice: Dice, rules: dict[str, Any], written: dict[str, Any], gaps: int) -> None:
    tests = list(rules["sample_tests"])
    state = dice.pick(["done", "done", "pending", "none"])
    written["sampling"] = {"state": state}
    plan = dice.some(tests, 0, len(tests)) if dice.chance(50) else None
    if plan is not None:
        written["sampling"]["plan"] = plan
    if state == "none":
        return
    samples: list[dict[str, Any]] = []
    for n in range(dice.pick([0, 1, 1, 1, 2, 3]) if tests else dice.pick([0, 0, 1])):
        sample = _sample(dice, rules, f"S-{n + 1}", gaps, written["assessed_on"])
        likely = 90 - gaps // 2
        sample["results"] = {
            t: reading(dice, rules["sample_tests"][t]) for t in tests if dice.chance(likely if plan is None or t in plan else 15)
        }
        samples.append(sample)
    for original in list(samples):
        while dice.chance(25):
            retest = {"id": f"S-{len(samples) + 1}", "retest_of": original["id"]}
            retest |= {k: v for k, v in original.items() if k in {"product", "produced_on"}}
            if dice.chance(70):
                retest["conclusion"] = dice.pick(["final", "final", "additional"])
            again = dice.some(list(original["results"]), 0, 3)
            retest["results"] = {t: reading(dice, rules["sample_tests"][t]) for t in again}
            samples.append(retest)
            original = retest
    written["samples"] = samples


def _sample(dice: Dice, rules: dict[str, Any], name: str, gaps: int, today: str) -> dict[str, Any]:
    sample: dict[str, Any] = {"id": name, "lab": "机构一", "report": f"R-{name}"}
    if not dice.chance(gaps // 3):
        sample["produced_on"] = dice.pick([d for d in PRODUCED if d <= today])
    if dice.chance(25):
        own = _product(dice, rules, gaps)
        sample["product"] = {k: own[k] for k in dice.some(list(own), 0, 2) if own[k] is not None}
    return sample
