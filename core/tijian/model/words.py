"""The words for what a ruleset speaks of (classes, confidence, requirements), for the state of a check and for a grade, in both languages:
one word a thing, wherever it is shown.

Whoever shows a ruleset or a result, counts results or writes them for another program comes in here.
"""

import re
from typing import Final

from .campaign import Why
from .outcome import NOT_ASSESSABLE, Capable, Confidence, Kind, State
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

GROUP: Final[dict[str, Text]] = {
    "food": text("食品相关产品", "food-related products"),
    "industrial": text("其他工业产品", "other industrial products"),
}
SIZE: Final[dict[str, Text]] = {
    "large": text("大型", "large"),
    "medium": text("中型", "medium"),
    "small": text("小型", "small"),
    "micro": text("微型", "micro"),
}
WHY_NOT_ASSESSED: Final[dict[Why | None, Text]] = {
    "closed": text("停产、关闭", "closed"),
    "moved": text("搬迁", "moved away"),
    "refused": text("拒绝评估", "refused"),
    None: text("没有案卷，原因未说明", "no dossier, reason not stated"),
}
# why a verdict is not issued, and the caveats beside one that is: of any result, without the ids of one
REASON: Final[dict[str, Text]] = {
    "not_assessable": text("没有可计分的核查项，无法评估", "nothing counts that a verdict could rest on"),
    "uncertain": text("未知项仍可能改变等级", "what is not known can still change the grade"),
    "team": text("评估小组不足 2 人", "the team has fewer than two members"),
    "coverage": text("应核查检测而未知的太多", "too much of what was due is not known"),
    "important_unknown": text("否决项或关键项尚未全部得出结论", "not every veto and key check is known"),
    "illustrative": text("细则为示例稿，尚无主管部门采用", "the ruleset is illustrative: no authority has adopted it"),
    "deciding_figure_unverified": text("起决定作用的依据未经核实", "the grade rests on figures not verified"),
    "turning_figure_unverified": text(
        "某项限值未经核实，若结论相反，等级会改变", "a figure not verified, judged the other way, would change the grade"
    ),
}
CAVEAT_SIGN: Final = {"illustrative": "※", "deciding_figure_unverified": "†", "turning_figure_unverified": "‡"}

_REQUIRED: Final[dict[str, Text]] = {
    "conforms": text("应符合", "must conform"),
    "absent": text("不得检出", "must be absent"),
    "unknown": UNKNOWN_FIGURE,
}


def required(requirement: str, unit: str | None = None) -> Text:
    """A requirement as people read it, with its unit: `>= 0.9 × declared` → ≥ 0.9 × 明示值, (excl +) 不含上限, conforms 应符合.

    Of several parts each is said by itself. Programs get the requirement as the ruleset writes it.
    """
    *others, last = (piece.partition(" ") for piece in requirement.split(_BETWEEN))
    if not others:
        return _one(requirement, unit)
    said = [(name, _one(rest)) for name, _, rest in others] + [(last[0], _one(last[2], unit))]
    return text("；".join(f"{name} {one.zh}" for name, one in said), "; ".join(f"{name} {one('en')}" for name, one in said))


def wanted(requirement: str) -> Text:
    """A requirement in a sentence: 要求 ≥ 95, required ≥ 95; a word for it says by itself that it is required: 应符合, must conform."""
    said = required(requirement)
    return said if requirement in _REQUIRED else text(f"要求 {said.zh}", f"required {said('en')}")


def _one(requirement: str, unit: str | None = None) -> Text:
    if (word := _REQUIRED.get(requirement)) is not None:
        return word
    if (found := _ABSENT.fullmatch(requirement)) is not None:
        return text(f"{_REQUIRED['absent'].zh}（检出限 {found[1]}）", f"{_REQUIRED['absent']('en')} (LOD {found[1]})")
    measure = f" {unit}" if unit else ""
    declared = _DECLARED.fullmatch(requirement)
    zh = en = requirement if declared is None else declared[1]
    for written, zh_word, en_word in _SPELT:
        zh, en = zh.replace(written, zh_word), en.replace(written, en_word)
    if declared is None:
        return text(f"{zh}{measure}", f"{en}{measure}")
    if not declared[1].endswith("declared"):  # declared ± 5: the 5 has the unit too
        zh, en = f"{zh}{measure}", f"{en}{measure}"
    return text(f"{zh}（明示值 {declared[2]}{measure}）", f"{en} (declared {declared[2]}{measure})")


_BETWEEN: Final = "; "  # parts of a test
_ABSENT: Final = re.compile(r"absent \(LOD = ([^()]*)\)")
_DECLARED: Final = re.compile(r"(.*) \(declared = ([^()]*)\)")
_SPELT: Final = (
    (">=", "≥", "≥"),
    ("<=", "≤", "≤"),
    (" (excl +-)", "（不含两端）", " (ends excluded)"),
    (" (excl +)", "（不含上限）", " (upper end excluded)"),
    (" (excl -)", "（不含下限）", " (lower end excluded)"),
    ("declared", "明示值", "the declared value"),
)


def grade_word(grade: str) -> Text:
    """A grade as people read it: its own letter, or that nothing could be assessed."""
    return text("无法评估", "not assessable") if grade == NOT_ASSESSABLE else text(grade, grade)


def class_word(class_: str, kind: Kind) -> Text:
    """What a class is called for a check of a kind. A class that has no word stands for itself."""
    return (TEST_CLASS if kind == "test" else SITE_CLASS).get(class_) or text(class_, class_)


def state_word(state: State, kind: Kind) -> Text:
    """What a state is called for a check of a kind: a site check 符合， a test 合格."""
    return _TEST_STATE.get(state, STATE[state]) if kind == "test" else STATE[state]
