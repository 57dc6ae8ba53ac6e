"""The words for what an assessment speaks of (states, grades), in both languages: one word a thing, wherever it is shown.

Those of a ruleset (classes, confidence, requirements) and the states are in `model.words`; they are handed on from here.
"""

from ..model.outcome import NOT_ASSESSABLE
from ..model.text import Text, text
from ..model.words import CAPABLE, CONFIDENCE, SITE_CLASS, STATE, TEST_CLASS, class_word, state_word

__all__ = ["CAPABLE", "CONFIDENCE", "SITE_CLASS", "STATE", "TEST_CLASS", "class_word", "grade_word", "state_word"]


def grade_word(grade: str) -> Text:
    """A grade as people read it: its own letter, or that nothing could be assessed."""
    return text("无法评估", "not assessable") if grade == NOT_ASSESSABLE else text(grade, grade)
