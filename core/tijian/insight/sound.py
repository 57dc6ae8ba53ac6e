"""Whether a result can be drawn upon: its figures are figures, its days days, and what it points at is in it.

Results come from files. The digest on a receipt tells of a change made by mistake; whoever can compute digests can still write a score
over nothing or an action about no check, and another version may write what this one does not know. Reports and comparisons would fall
over it, so it is looked at where results come in (`campaign.results`).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..model.result import AnyScore, Result, ScoreSpan
from ..model.text import Text, text

_FIGURE: Final = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?")
_NOTHING: Final = frozenset("0.-")


def unsound(result: Result) -> Iterator[Text]:
    """What cannot be true of any result, each fault once."""
    yield from _scores(result)
    yield from _days(result)
    yield from _references(result)
    yield from _blanks(result)


def _scores(result: Result) -> Iterator[Text]:
    scores = result.score
    named: dict[str, AnyScore] = {"total": scores.total, "site": scores.site, "tests": scores.tests}
    named |= {f"sections.{section}": score for section, score in scores.sections.items()}
    for name, score in named.items():
        ends = () if score is None else (score.low, score.high) if isinstance(score, ScoreSpan) else (score,)
        for end in ends:
            figures = all(_FIGURE.fullmatch(one) for one in (end.value, end.numerator, end.denominator))
            if not figures or end.denominator.startswith("-") or not set(end.denominator) - _NOTHING:
                yield text(f"score.{name} 不是得分", f"score.{name} is no score")
                break


def _days(result: Result) -> Iterator[Text]:
    named = {"assessed_on": result.assessed_on}
    for action in result.actions:
        named[f"actions.{action.id}.due"] = action.due
        named |= {f"actions.{action.id}.{one.check}.due": one.due for one in action.corrections}
    for name, day in named.items():
        if not _is_day(day):
            yield text(f"{name} 不是日历上的一天：{day}", f"{name} is no day of the calendar: {day}")


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _references(result: Result) -> Iterator[Text]:
    there = {check.id for check in result.checks}
    for action in result.actions:
        for name in sorted({*action.checks, *(one.check for one in action.corrections)} - there):
            yield text(
                f"整改措施 {action.id} 说的检查项 {name} 不在结果里",
                f"the action {action.id} is about {name}, which is no check of the result",
            )


def _blanks(result: Result) -> Iterator[Text]:
    if result.verdict.grade == "":
        yield text("等级是空的", "the grade is empty")
    if any(not one.atom for one in result.verdict.decided_by):
        yield text("判定依据是空的", "what decided the verdict is empty")
    if nameless := [check.id for check in result.checks if not (check.id and check.class_)]:
        yield text(f"检查项 {nameless[0]} 没有编号或类别", f"the check {nameless[0]} has no id or no class")
