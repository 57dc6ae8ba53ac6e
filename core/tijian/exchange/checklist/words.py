"""The words of a checklist, in both languages: what its drop-downs offer, and what each word means when it is read back.

Writer and reader share these tables, so that a word that is offered is a word that is understood, in whichever language the workbook is.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

from ...model.ruleset import SampleTest
from ...model.text import Language, Text, text

Vocabulary = Mapping[str, Text]

OUTCOMES: Final[Vocabulary] = {
    "conform": text("符合", "Conform"),
    "minor": text("轻微缺陷", "Minor"),
    "major": text("不符合", "Major"),
    "not_applicable": text("不适用", "Not applicable"),
    "not_checked": text("未核查", "Not checked"),
}
CLASS_MARKS: Final[Vocabulary] = {
    "veto": text("★ 否决", "★ Veto"),
    "key": text("▲ 关键", "▲ Key"),
    "general": text("一般", "General"),
}
TEST_MARKS: Final[Vocabulary] = {"key": text("▲ A类", "▲ A"), "general": text("B类", "B"), "minor": text("C类", "C")}
GROUPS: Final[Vocabulary] = {"food": text("食品相关", "Food-related"), "industrial": text("其他工业", "Other industrial")}
SIZES: Final[Vocabulary] = {
    "large": text("大型", "Large"),
    "medium": text("中型", "Medium"),
    "small": text("小型", "Small"),
    "micro": text("微型", "Micro"),
}
SAMPLING: Final[Vocabulary] = {
    "done": text("已完成", "Done"),
    "pending": text("待出结果", "Results to come"),
    "none": text("未抽样", "None taken"),
}
CONCLUSIONS: Final[Vocabulary] = {
    "final": text("以复检为准", "Final"),
    "additional": text("两次并计", "Additional"),
}
YES_NO: Final[Vocabulary] = {"true": text("是", "Yes"), "false": text("否", "No")}
PLANNED: Final[Vocabulary] = {"yes": text("√", "√")}
CONFORMITY: Final[Vocabulary] = {"conforms": text("符合", "conforms"), "fail": text("不符合", "fail")}
ABSENCE: Final[Vocabulary] = {"absent": text("未检出", "ND"), "present": text("检出", "detected")}

# What people tick a box with; whatever else stands there is asked about.
TICKS: Final = frozenset({"√", "✓", "✔", "☑", "是", "yes", "y", "v", "x", "1", "true", "抽检", "安排"})

DISTRICTS: Final = (
    text("黄浦区", "Huangpu"),
    text("徐汇区", "Xuhui"),
    text("长宁区", "Changning"),
    text("静安区", "Jing'an"),
    text("普陀区", "Putuo"),
    text("虹口区", "Hongkou"),
    text("杨浦区", "Yangpu"),
    text("闵行区", "Minhang"),
    text("宝山区", "Baoshan"),
    text("嘉定区", "Jiading"),
    text("浦东新区", "Pudong"),
    text("金山区", "Jinshan"),
    text("松江区", "Songjiang"),
    text("青浦区", "Qingpu"),
    text("奉贤区", "Fengxian"),
    text("崇明区", "Chongming"),
    text("临港新片区", "Lingang"),
)  # suggestions alone: any other text may be typed


def offered(vocabulary: Vocabulary, language: Language) -> list[str]:
    """The words of a vocabulary, for a drop-down."""
    return [word(language) for word in vocabulary.values()]


def understood(written: str, vocabulary: Vocabulary) -> str | None:
    """The code that a word stands for: its word in either language, or the code itself; None where it is no such word."""
    asked = folded(written)
    for code, words in vocabulary.items():
        if asked in (folded(code), folded(words.zh), folded(words.en or words.zh)):
            return code
    return None


def part_word(test: SampleTest, part: str, language: Language) -> str:
    """What a part of a test is called: its name, or its id where it has none that tells it from the others."""
    names = [name(language) for name in test.part_names.values()]
    word = test.part_names[part](language) if part in test.part_names else part
    return part if names.count(word) > 1 else word


def part_meant(test: SampleTest, written: str) -> str | None:
    """The part that a word means: its id, or its name in either language; None where it means none, or two."""
    if written in (test.parts or ()):
        return written
    asked = folded(written)
    found = {part for part in test.parts or () for name in _names_of(test, part) if folded(name) == asked}
    return found.pop() if len(found) == 1 else None


def _names_of(test: SampleTest, part: str) -> tuple[str, ...]:
    name = test.part_names.get(part)
    return (part,) if name is None else (part, name.zh, name.en or name.zh)


def folded(written: str) -> str:
    """A word as compared: letter case, width and blanks at its ends do not count, `_` and inner blanks are alike."""
    return " ".join(unicodedata.normalize("NFKC", written).replace("_", " ").casefold().split())
