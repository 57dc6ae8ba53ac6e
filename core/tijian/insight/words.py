"""The words for what an assessment speaks of (states, grades), in both languages: one word a thing, wherever it is shown.

The words of a ruleset (classes, confidence, requirements) are in `model.words`; they are handed on from here.
"""

from typing import Final

from ..model.outcome import NOT_ASSESSABLE, Kind, State
from ..model.text import Text, text
from ..model.words import CAPABLE, CONFIDENCE, SITE_CLASS, TEST_CLASS, UNKNOWN_FIGURE, class_word

__all__ = ["CAPABLE", "CONFIDENCE", "SITE_CLASS", "STATE", "TEST_CLASS", "class_word", "grade_word", "state_word"]

STATE: Final[dict[State, Text]] = {
    "fail": text("不符合", "fails"),
    "minor": text("轻微缺陷", "minor defect"),
    "pass": text("符合", "passes"),
    "unchecked": text("未核查", "not checked"),
    "pending": text("待出结果", "result to come"),
    "inconclusive": text("无法判定", "inconclusive"),
    "not_applicable": text("不适用", "not applicable"),
    "not_sampled": text("未抽检", "not sampled"),
    "informational": UNKNOWN_FIGURE,
}
_TEST_STATE: Final[dict[State, Text]] = {"fail": text("不合格", "fails"), "pass": text("合格", "passes")}


def state_word(state: State, kind: Kind) -> Text:
    """What a state is called for a check of a kind: a site check 符合， a test 合格."""
    return _TEST_STATE.get(state, STATE[state]) if kind == "test" else STATE[state]


def grade_word(grade: str) -> Text:
    """A grade as people read it: its own letter, or that nothing could be assessed."""
    return text("无法评估", "not assessable") if grade == NOT_ASSESSABLE else text(grade, grade)
