"""The words for what a ruleset speaks of (classes, confidence, requirements), in both languages: one word a thing, wherever it is shown.

Whoever shows a ruleset comes in here; `insight.words` adds the words of an assessment.
"""

from typing import Final

from .outcome import Capable, Confidence, Kind
from .text import Text, text

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
UNKNOWN_FIGURE: Final = text("待核实", "to be verified")

_REQUIRED: Final[dict[str, Text]] = {
    "conforms": text("应符合", "must conform"),
    "absent": text("不得检出", "must be absent"),
    "unknown": UNKNOWN_FIGURE,
}


def required(requirement: str, unit: str | None = None) -> Text:
    """A requirement as people read it, with its unit where it is a figure."""
    if (word := _REQUIRED.get(requirement)) is not None:
        return word
    shown = f"{requirement} {unit}" if unit else requirement
    return text(shown, shown)


def wanted(requirement: str) -> Text:
    """A requirement in a sentence: 要求 >= 95, required >= 95; a word for it says by itself that it is required: 应符合, must conform."""
    return _REQUIRED.get(requirement) or text(f"要求 {requirement}", f"required {requirement}")


def limit_words(requirement: str, unit: str | None = None) -> Text:
    """A requirement spelt out for a page: `>= 0.9 × declared` → ≥ 0.9 × 明示值; the ends that are excluded in words."""
    said = required(requirement, unit)
    if requirement in _REQUIRED:
        return said
    zh = en = said.zh
    for written, zh_word, en_word in _SPELT:
        zh, en = zh.replace(written, zh_word), en.replace(written, en_word)
    return text(zh, en)


_SPELT: Final = (
    (">=", "≥", "≥"),
    ("<=", "≤", "≤"),
    (" (excl +-)", "（不含两端）", " (ends excluded)"),
    (" (excl +)", "（不含上限）", " (upper end excluded)"),
    (" (excl -)", "（不含下限）", " (lower end excluded)"),
    ("declared", "明示值", "the declared value"),
)


def class_word(class_: str, kind: Kind) -> Text:
    """What a class is called for a check of a kind. A class that has no word stands for itself."""
    return (TEST_CLASS if kind == "test" else SITE_CLASS).get(class_) or text(class_, class_)
