"""A requirement held against one measured value: rounding first where the test says so, then the decision rule (ILAC-G8:09/2019).

    requirement shrunk by U        requirement        widened by U
simple                                 pass  |  fail
guard_band          pass  |  fail
nonbinary           pass  |  inconclusive, named conditional  |  fail
"""

from fractions import Fraction
from typing import Literal

from ..conditions.requirement_kinds import Between
from .interval import Interval, apart, clearance, moved_in, within
from .judged import Outcome
from .rounding import to_unit_interval

Decision = Literal["simple", "guard_band", "nonbinary"]


class Yardstick:
    """One interval requirement with the test's way of comparing. `u`: the expanded uncertainty, where the rule needs one."""

    __slots__ = ("decision", "room", "shrunk", "unit", "widened")

    def __init__(self, room: Interval, unit: Fraction | None, decision: Decision, u: Fraction | None) -> None:
        self.room = room
        self.unit = unit  # to which the value is rounded before it is compared; None: 全数值比较法
        self.decision = decision
        self.shrunk = self.widened = room
        if decision != "simple" and u is not None:
            self.shrunk = moved_in(room, u)
            self.widened = moved_in(room, -u) if decision == "nonbinary" else room

    def compared(self, value: Interval) -> Interval:
        """What is held against the limits."""
        return value if self.unit is None else to_unit_interval(value, self.unit)

    def judge(self, value: Interval) -> Outcome:
        """Inside → pass, disjoint → fail, else inconclusive; under the decision rule."""
        if self.unit is not None:
            value = to_unit_interval(value, self.unit)
        margin = clearance(value, self.room)
        if self.decision == "simple" and margin is not None and margin.numerator != 0:  # most values: off the limit, and surely so
            return Outcome("pass" if margin.numerator > 0 else "fail", margin)
        if within(value, self.shrunk):
            return Outcome("pass", margin)
        if apart(value, self.widened if self.decision == "nonbinary" else self.shrunk):
            return Outcome("fail", margin)
        conditional = self.decision == "nonbinary" and apart(value, self.shrunk) and within(value, self.widened)
        return Outcome("inconclusive", margin, conditional)


def room_of(need: Between) -> Interval:
    """The interval that a requirement allows."""
    return Interval(need.low, need.high, need.low_open, need.high_open)
