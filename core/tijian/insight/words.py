"""The words for what an assessment speaks of (states, classes, confidence), in both languages: one word a thing, wherever it is shown."""

from typing import Final

from ..model.outcome import NOT_ASSESSABLE, Capable, Confidence, Kind, State
from ..model.text import Text, text

STATE: Final[dict[State, Text]] = {
    "fail": text("不符合", "fails"),
    "minor": text("轻微缺陷", "minor defect"),
    "pass": text("符合", "passes"),
    "unchecked": text("未核查", "not checked"),
    "pending": text("待出结果", "result to come"),
    "inconclusive": text("无法判定", "inconclusive"),
    "not_applicable": text("不适用", "not applicable"),
    "not_sampled": text("未抽检", "not sampled"),
    "informational": text("待核实", "to be verified"),
}
_TEST_STATE: Final[dict[State, Text]] = {"fail": text("不合格", "fails"), "pass": text("合格", "passes")}

SITE_CLASS: Final[dict[str, Text]] = {
    "veto": text("否决项", "veto"),
    "key": text("关键项", "key"),
    "general": text("一般项", "general"),
}
TEST_CLASS: Final[dict[str, Text]] = {
    "key": text("A类（安全）", "class A (safety)"),
    "general": text("B类", "class B"),
    "minor": text("C类（外观、标识）", "class C (appearance, marking)"),
}
CAPABLE: Final[dict[Capable, Text]] = {
    "no": text("不具备", "not capable"),
    "after_rectification": text("整改后具备", "capable after rectification"),
    "yes": text("具备", "capable"),
}
CONFIDENCE: Final[dict[Confidence, Text]] = {
    "verified": text("已核实", "verified"),
    "secondary": text("据二手资料", "from a secondary source"),
    "recalled": text("凭记忆，未核实", "recalled, not verified"),
    "weak": text("存疑，未核实", "weak, not verified"),
}


_REQUIRED: Final[dict[str, Text]] = {
    "conforms": text("应符合", "must conform"),
    "absent": text("不得检出", "must be absent"),
    "unknown": text("待核实", "to be verified"),
}


def required(requirement: str, unit: str | None = None) -> Text:
    """A requirement as people read it, with its unit where it is a figure."""
    if (word := _REQUIRED.get(requirement)) is not None:
        return word
    shown = f"{requirement} {unit}" if unit else requirement
    return text(shown, shown)


def state_word(state: State, kind: Kind) -> Text:
    """What a state is called for a check of a kind: a site check 符合， a test 合格."""
    return _TEST_STATE.get(state, STATE[state]) if kind == "test" else STATE[state]


def class_word(class_: str, kind: Kind) -> Text:
    """What a class is called for a check of a kind. A class that has no word stands for itself."""
    return (TEST_CLASS if kind == "test" else SITE_CLASS).get(class_) or text(class_, class_)


def grade_word(grade: str) -> Text:
    """A grade as people read it: its own letter, or that nothing could be assessed."""
    return text("无法评估", "not assessable") if grade == NOT_ASSESSABLE else text(grade, grade)
