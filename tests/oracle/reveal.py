"""Ways to know more: one unknown of a dossier becomes known, nothing known is altered (semantics §5)."""

import copy
from decimal import Decimal
from typing import Any

from .dice import Dice
from .generate_tests import reading
from .states import answer_of

UNKNOWN = {"unchecked", "pending", "inconclusive"}
Change = tuple[str, str]


def unknowns(rules: dict[str, Any], dossier: dict[str, Any], states: dict[str, str]) -> list[Change]:
    """What could become known: ('check', id) and ('attribute', name)."""
    found = [("check", name) for name, state in states.items() if state in UNKNOWN and name not in rules["rule_checks"]]
    found += [("attribute", n) for n in rules["product"] if dossier["product"].get(n) is None]
    if dossier["enterprise"].get("group") is None:
        found.append(("attribute", "group"))
    if any(s.get("produced_on") is None for s in dossier.get("samples", ())):
        found.append(("attribute", "produced_on"))
    return found


def reveal(dice: Dice, rules: dict[str, Any], dossier: dict[str, Any], what: Change) -> dict[str, Any]:
    """The dossier with that one thing known (as far as one entry can make it known)."""
    more = copy.deepcopy(dossier)
    kind, name = what
    if kind == "attribute":
        _attribute(dice, rules, more, name)
    elif name in rules["site_checks"]:
        more["answers"][name] = _answer(dice, rules["site_checks"][name], more["answers"].get(name))
    else:
        _result(dice, rules["sample_tests"][name], more, name)
    return more


def _attribute(dice: Dice, rules: dict[str, Any], more: dict[str, Any], name: str) -> None:
    if name == "group":
        more["enterprise"]["group"] = dice.pick(["food", "industrial"])
    elif name == "produced_on":
        for sample in more["samples"]:
            if sample.get("produced_on") is None:
                sample["produced_on"] = dice.pick(["2021-02-15", "2021-06-30"])
    else:
        spec = rules["product"][name]
        kinds = {"boolean": [True, False], "number": [Decimal(0), Decimal("2.5"), Decimal(30)], None: spec.get("choices")}
        more["product"][name] = dice.pick(kinds[spec.get("type")])


def _answer(dice: Dice, check: dict[str, Any], written: Any) -> Any:
    """An unchecked answer becomes a complete one; a fault that was written down stays one (it only gets its note)."""
    outcome = answer_of(written)["outcome"]
    if outcome == "major" or (outcome == "minor" and check["class"] != "veto"):
        return {"outcome": outcome, "note": "补记"}
    if outcome == "conform":
        return written
    options: list[Any] = ["conform", {"outcome": "major", "note": "无记录"}]
    if check["class"] != "veto":
        options.append({"outcome": "minor", "note": "不全"})
    if check.get("may_skip"):
        options.append({"outcome": "not_applicable", "reason": "不涉及"})
    return dice.pick(options)


def _result(dice: Dice, test: dict[str, Any], more: dict[str, Any], name: str) -> None:
    """The next sample without a readable result gets one; where there is no sample, one is taken."""
    if not more["samples"]:
        more["samples"].append({"id": "S-1", "produced_on": "2021-06-30", "results": {}})
    lacking = [s for s in more["samples"] if name not in s["results"] and "retest_of" not in s]
    reported = [s for s in more["samples"] if name in s["results"]]
    sample = dice.pick(lacking or reported)
    sample["results"][name] = reading(dice, test)
