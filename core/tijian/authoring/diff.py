"""The semantic difference of two rulesets: what is asked, required and concluded otherwise, not which lines of a file changed.

`tijian ruleset diff`, the page of a ruleset and the import of a workbook come in here. Both rulesets must have passed lint.

    differences = diff(old, new)          # old, new: ResolvedRuleset
    render_markdown(differences, "zh")    # for a page; diff_text.lines for a terminal; differences.data() for a program

Meaning: two rulesets differ where some product is asked, judged or advised otherwise. Rows in another order and conditions written
otherwise that say the same are `same_meaning`, texts for people are `wording`; neither counts as a change.
"""

from collections.abc import Iterator

from ..model.ruleset import ResolvedRuleset
from ..model.text import text
from .axes import Sides
from .diff_checks import check_differences
from .diff_conclusions import clue_differences, code_differences, diagnosis_differences, scoring_differences, verdict_differences
from .diff_fields import Item, shown
from .diff_product import attribute_differences, definition_differences, scale_differences, section_differences
from .diff_text import render_markdown
from .differences import Difference, Differences
from .load import days
from .program import compile_ruleset

__all__ = ["Difference", "Differences", "diff", "render_markdown"]


def diff(old: ResolvedRuleset, new: ResolvedRuleset) -> Differences:
    """What became of `old` in `new`. Raises ConditionError where one of them would not pass lint."""
    sides = Sides(compile_ruleset(old, ""), compile_ruleset(new, ""))
    return Differences(old, new, tuple(_found(sides)))


def _found(sides: Sides) -> Iterator[Difference]:
    old, new = sides.old.ruleset, sides.new.ruleset
    yield from _itself(old, new)
    yield from attribute_differences(sides, "product")
    yield from attribute_differences(sides, "derived")
    yield from definition_differences(sides)
    yield from scale_differences(sides)
    yield from section_differences(sides)
    yield from check_differences(sides, "site")
    yield from check_differences(sides, "rule")
    yield from check_differences(sides, "test")
    yield from diagnosis_differences(sides)
    yield from code_differences(sides)
    yield from clue_differences(sides)
    yield from scoring_differences(old.scoring, new.scoring)
    yield from verdict_differences(sides)


def _itself(old: ResolvedRuleset, new: ResolvedRuleset) -> Iterator[Difference]:
    """What a ruleset says of itself."""
    item = Item("ruleset", new.edition, new.title)
    yield from item.valued("category", old.category, new.category)
    yield from item.worded("title", old.title, new.title)
    if old.in_force != new.in_force:
        yield item.differs("in_force", shown(days(old.in_force)), shown(days(new.in_force)))
    if old.status != new.status:
        yield item.differs("status", _STATUS[old.status], _STATUS[new.status])
    yield from item.listed("includes", old.includes, new.includes)
    yield from item.listed("overridden", _overridden(old), _overridden(new))
    yield from item.listed("dropped", old.dropped, new.dropped)


_STATUS = {"illustrative": text("示例稿", "illustrative"), "adopted": text("已采用", "adopted")}


def _overridden(ruleset: ResolvedRuleset) -> list[str]:
    return [f"{name} ({', '.join(fields)})" for name, fields in ruleset.overridden.items()]
