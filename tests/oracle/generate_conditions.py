"""Random conditions: over attributes (any form), and over what is judged (monotone forms only)."""

from typing import Any

from .dice import Dice

DAYS = ("2021-03-01", "2021-07-01", "2021-08-01")


def attributes(dice: Dice) -> dict[str, Any]:
    """Zero to four product attributes, some asked only when an earlier one allows."""
    known: dict[str, Any] = {
        "kind": {"choices": ["A", "B", "C"]},
        "valve": {"type": "boolean"},
        "load": {"type": "number", "unit": "kg", "range": [0, 50]},
        "shape": {"choices": ["round", "flat"], "label": {"zh": "形状", "en": "Shape"}},
    }
    chosen: dict[str, Any] = {}
    for name in dice.some(list(known), 0, 4):
        spec = dict(known[name])
        if chosen and dice.chance(35):
            spec["asked_when"] = over_attributes(dice, chosen, {}, context=False)
        chosen[name] = spec
    return chosen


def over_attributes(
    dice: Dice, asked: dict[str, Any], define: dict[str, str], *, dated: bool = False, context: bool = True, depth: int = 2
) -> str:
    """A condition on attributes, defined names and context."""
    if depth and dice.chance(35):
        left, right = (over_attributes(dice, asked, define, dated=dated, context=context, depth=depth - 1) for _ in "lr")
        joined = f"({left} {dice.pick(['&&', '||'])} {right})"
        return f"!{joined}" if dice.chance(20) else joined
    forms = list(asked) + list(define)
    if context or not forms:
        forms += ["group", "sampling", "assessed_on"]
    if dated:
        forms += ["produced_on", "produced_on"]
    return _leaf(dice, dice.pick(forms), asked, define)


def _leaf(dice: Dice, name: str, asked: dict[str, Any], define: dict[str, str]) -> str:
    if name in define:
        return dice.pick([name, f"!{name}"])
    if name in asked:
        spec = asked[name]
        if spec.get("type") == "boolean":
            return dice.pick([name, f"!{name}", f"{name} == true", f"{name} != true", f"{name} == false"])
        if spec.get("type") == "number":
            return f"{name} {dice.pick(['<', '<=', '>', '>=', '==', '!='])} {dice.pick(['2.5', '10', '0', '49.99'])}"
        options = [f"'{o}'" for o in spec["choices"]]
        if dice.chance(30):
            return f"{name} in [{', '.join(dice.some(options, 1, 2))}]"
        return f"{name} {dice.pick(['==', '!='])} {dice.pick(options)}"
    if name in {"assessed_on", "produced_on"}:
        return f"{name} {dice.pick(['<', '<=', '>', '>='])} '{dice.pick(DAYS)}'"
    return f"{name} {dice.pick(['==', '!='])} '{dice.pick({'group': ['food', 'industrial'], 'sampling': ['done', 'none']}[name])}'"


class Judgments:
    """Atoms over what a ruleset judges, and monotone conditions of them."""

    def __init__(self, dice: Dice, ruleset: dict[str, Any]) -> None:
        self.dice, self.ruleset = dice, ruleset
        self.blind_to_site = bool(ruleset["scoring"]["tests_alone"])

    def atom(self, diagnoses: list[str], threshold: int) -> str:
        dice, rules = self.dice, self.ruleset
        forms = ["fails", "fails", "count", "count", "count_in", "score", "score", "score"]
        graded = [n for n, c in rules["site_checks"].items() if c["class"] != "veto"]
        forms += ["minor"] if graded else []
        forms += ["concluded"] * 2 if diagnoses else []
        forms += ["count_tests"] * 2 if rules["sample_tests"] else []
        form = dice.pick(forms)
        if form == "fails":
            return f"fails('{dice.pick([*rules['site_checks'], *rules['rule_checks'], *rules['sample_tests']])}')"
        if form == "minor":
            return f"minor('{dice.pick(graded)}')"
        if form == "concluded":
            return f"concluded('{dice.pick(diagnoses)}')"
        if form == "score":
            of = ["total", "tests", *rules["sections"]] + ([] if self.blind_to_site else ["site", "site", "site"])
            limit = f"< {threshold}" if dice.chance(80) else f"<= {min(threshold, 99)}"
            return f"score('{dice.pick(of)}') {limit}"
        of, state = {
            "count": (["veto", "key", "general"], ["fail", "minor"]),
            "count_tests": (["key", "general", "minor"], ["fail", "fail", "minor"]),
            "count_in": (list(rules["sections"]), ["fail", "minor"]),
        }[form]
        bound = dice.pick(["> 0", "> 0", "> 1", ">= 1", ">= 2", "> 2"])
        return f"{form}('{dice.pick(of)}', '{dice.pick(state)}') {bound}"

    def condition(self, diagnoses: list[str], threshold: int, *, most: int = 3) -> str:
        """Atoms joined by || and &&, now and then with a condition on attributes."""
        parts = []
        for _ in range(self.dice.whole(1, most)):
            part = self.atom(diagnoses, threshold)
            if self.dice.chance(25):
                part = f"({part} && {self.atom(diagnoses, threshold)})"
            if self.dice.chance(15):
                part = f"({part} && {over_attributes(self.dice, self.ruleset['product'], self.ruleset['define'], depth=1)})"
            parts.append(part)
        return " || ".join(parts)
