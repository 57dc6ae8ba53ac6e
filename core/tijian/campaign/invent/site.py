"""What the team found on site: the answer to every check that applies, and how an assessor puts it.

An enterprise has weak sections and strong ones, so its findings come together; how many there are depends on how good it is, on the
check, and on how much the institution writes down.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from ...authoring.program import Check, Program
from ...conditions.evaluate import evaluate
from ...facts.attributes import Value
from .dice import Dice
from .people import Visit
from .recipe import Phrases, Recipe

Answers = dict[str, Any]
_WEAK, _STRONG, _PLAIN = Fraction(13, 5), Fraction(2, 5), Fraction(4, 5)  # how much likelier a finding is in such a section
_THOUSAND: Final = 1000
_SHOWN: Final = {
    "veto": Fraction(3, 5),
    "key": Fraction(1, 3),
    "general": Fraction(1, 12),
}  # how often what conforms has its evidence named
_MEDIA: Final = ("IMG", "IMG", "IMG", "DOC", "VID")


class Site:
    """One visit to one factory."""

    def __init__(self, recipe: Recipe, visit: Visit, program: Program, values: Mapping[str, Value]) -> None:
        self.recipe, self.visit, self.program, self.values = recipe, visit, program, values
        self.dice = visit.dice.within("site")
        sections = list(program.ruleset.sections)
        order = self.dice.shuffled(sections, "sections")
        self.weak, self.strong = set(order[:2]), set(order[2:5])
        self._shots = self.dice.between(11, 880, "first picture")

    def answers(self) -> Answers:
        """The answer to each site check, in the order of the ruleset."""
        found: Answers = {}
        for check in self.program.checks.values():
            if check.kind != "site" or (check.applies is not None and evaluate(check.applies, self.values) is False):
                continue
            found[check.id] = self._skipped(check) or self._answer(check)
        return found

    def _skipped(self, check: Check) -> dict[str, Any] | None:
        skip = self.visit.kind.skips.get(check.id)
        if skip is None or not check.may_skip or any(self.values.get(name) not in values for name, values in skip.when.items()):
            return None
        return {"outcome": "not_applicable", "reason": skip.reason}

    def _answer(self, check: Check) -> Any:
        dice = self.dice.within(check.id)
        outcome = self._outcome(check, dice)
        if outcome == "conform":
            if not dice.chance(_SHOWN[check.class_], "shown"):
                return "conform"
            return {"outcome": "conform", "evidence": self._evidence(dice, 1), "by": dice.pick(self.visit.team, "by")}
        return {
            "outcome": outcome,
            "note": self._note(check, outcome, dice),
            "evidence": self._evidence(dice, dice.between(1, 3 if outcome == "major" else 2, "many")),
            "by": dice.pick(self.visit.team, "by"),
        }

    def _outcome(self, check: Check, dice: Dice) -> str:
        profile = self.recipe.profiles[self.visit.profile]
        often = Fraction(self.visit.kind.often.get(check.id, self.recipe.often.get(check.id, 1)))
        section = _WEAK if check.section in self.weak else _STRONG if check.section in self.strong else _PLAIN
        written = Fraction(self.recipe.institutions[self.visit.institution].writes_down)
        fail, minor = {
            "veto": (profile.veto, 0),
            "key": (profile.key_fail, profile.key_minor),
            "general": (profile.general_fail, profile.general_minor),
        }[check.class_]
        factor = often * section * written / _THOUSAND
        if dice.chance(min(fail * factor, Fraction(9, 10)), "fail"):
            return "major"
        return "minor" if dice.chance(min(minor * factor, Fraction(9, 10)), "minor") else "conform"

    def _note(self, check: Check, outcome: str, dice: Dice) -> str:
        own = self.recipe.notes.get(check.id, Phrases())
        phrases = getattr(own, outcome) or getattr(self.recipe.general[check.class_], outcome)  # type: ignore[index]
        return fill(dice.pick(phrases, "phrase"), self.visit, dice)

    def _evidence(self, dice: Dice, many: int) -> list[str]:
        found = []
        for one in range(many):
            self._shots += dice.between(1, 3, "next", one)
            found.append(f"{dice.pick(_MEDIA, 'medium', one)}_{self._shots:04d}")
        return found


def fill(phrase: str, visit: Visit, dice: Dice) -> str:
    """The phrase with its {…} filled: words of the category, small numbers, days before the visit."""
    then = visit.day - timedelta(days=dice.between(9, 64, "days before"))
    words = {name: dice.pick(options, "word", name) for name, options in visit.words.items()}
    return phrase.format(
        **words,
        few=dice.between(1, 3, "few"),
        some=dice.between(2, 6, "some"),
        many=dice.between(8, 24, "many"),
        date=_said(then),
        month=f"{then.month}月",
        lot=f"{then:%y%m%d}-{dice.between(1, 4, 'lot')}",
        line=f"{dice.between(1, 5, 'line')}号",
        person=f"{dice.pick(visit.words.get('post', ('操作工',)), 'post')}{dice.between(2, 6, 'persons')}人",
    )


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"
