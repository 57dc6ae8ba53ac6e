"""What became of one measured value, of one part, of one test on one sample: a state, how far from the limit, how close a call."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from ..model.remark import Remark
from .interval import shown

TestState = Literal["pass", "fail", "inconclusive", "informational"]
_WORST_FIRST: Final[tuple[TestState, ...]] = ("fail", "inconclusive", "informational", "pass")


class Outcome(NamedTuple):
    """One value against one requirement. margin: see `Judged`; conditional: between the zones of the nonbinary rule."""

    state: TestState
    margin: Fraction | None = None
    conditional: bool = False


UNKNOWN: Final = Outcome("inconclusive")


class Judged(NamedTuple):
    """A test on a sample, judged.

    `value` and `requirement` are for display. `unit` is that of the value: the test's; None where it is not in it (not converted, a word,
    nothing), and a value in another unit carries that unit itself. `margin_value` is the exact distance from the compared value to the
    nearest end of the requirement, negative outside (steps on the scale, for grades); None where there is none or it is not sure.
    `borderline` (临界): that distance is within U, or within the test's `borderline_within`. `conditional`: between the zones of the
    nonbinary rule. The remarks name neither check nor sample: the caller knows them.
    """

    state: TestState
    value: str
    requirement: str
    margin_value: Fraction | None = None
    borderline: bool = False
    conditional: bool = False
    remarks: tuple[Remark, ...] = ()
    unit: str | None = None

    @property
    def margin(self) -> str | None:
        """The margin as a decimal string: exact, or cut toward zero where it has no end."""
        return None if self.margin_value is None else shown(self.margin_value)


def worst(states: Collection[TestState]) -> TestState:
    """The state of a whole from its specimens or parts. A part whose figure is not at hand keeps the whole from being a pass."""
    return next(state for state in _WORST_FIRST if state in states)


def each(outcomes: Sequence[Outcome | None]) -> Outcome:
    """Every specimen must pass; None is one of which nothing is known, which decides nothing where another fails."""
    known = [outcome for outcome in outcomes if outcome is not None]
    if len(known) == 1 == len(outcomes):
        return known[0]
    if not known:
        return UNKNOWN
    complete = len(known) == len(outcomes)
    states = {outcome.state for outcome in known}
    state = worst(states if complete else {*states, "inconclusive"})
    margins = [outcome.margin for outcome in known if outcome.margin is not None]
    sure = state == "fail" or (complete and len(margins) == len(known))
    conditional = state == "inconclusive" and complete and all(one.conditional for one in known if one.state == "inconclusive")
    return Outcome(state, min(margins, default=None) if sure else None, conditional)


def at_least(outcomes: Sequence[Outcome | None], need: int, of: int) -> Outcome:
    """At least `need` of `of` specimens pass. Those not given, or not known, may still do either: decided as soon as neither can change it.

    More than `of` specimens decide nothing: which of them count is not said. The margin is that of the specimen that tips the scale.
    """
    if len(outcomes) > of:
        return UNKNOWN
    known = [outcome for outcome in outcomes if outcome is not None]
    passing = sum(outcome.state == "pass" for outcome in known)
    failing = sum(outcome.state == "fail" for outcome in known)
    margins = sorted((outcome.margin for outcome in known if outcome.margin is not None), reverse=True)
    if passing >= need:
        return Outcome("pass", margins[need - 1] if len(margins) >= need else None)
    if failing > of - need:
        tipping = need - 1 - (of - len(margins))  # those not known are taken as the best ones
        return Outcome("fail", margins[tipping] if 0 <= tipping < len(margins) else None)
    return Outcome("inconclusive", None, len(known) == of and all(one.conditional for one in known if one.state == "inconclusive"))
