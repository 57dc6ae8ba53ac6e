"""The words with which the grammar of limits refuses: what stands there, why it is no limit, what to write instead.

Only `requirement` comes in here.
"""

import re
from collections.abc import Sequence
from typing import Final

from ..model.text import Text
from .error import ConditionError, shown
from .refusal import refuse
from .suggest import did_you_mean

_SAID_OTHERWISE: Final = {
    "absent": ("阴性", "不得检出", "未检出", "禁用", "不应检出", "nd", "negative", "not detected"),
    "conforms": ("符合", "合格", "pass", "conform", "符合要求"),
    "unknown": ("待核实", "未知", "不详", "tbd", "?", "？"),
}
_DASH_RANGE: Final = re.compile(r"\s*[-–—]\s*[0-9]")
_EXCL_TRIED: Final = re.compile(r"\(?\s*(?:excl|不含)")


def no_requirement(text: str, at: int) -> ConditionError:
    return refuse(
        "E250", at, len(text),
        "没有写要求", "no requirement is written here",
        "写限值，如 >= 95、4.0 ~ 8.5；标准的数值未查到时写 unknown",
        "write a limit such as >= 95 or 4.0 ~ 8.5; where the standard's figure is not at hand, unknown",
    )  # fmt: skip


def no_number(text: str, at: int) -> ConditionError:
    rest = text[at:].strip()
    if at == len(text) - len(text.lstrip()):
        folded = rest.casefold()
        for word, others in _SAID_OTHERWISE.items():
            if folded in others:
                return refuse(
                    "E261", at, len(rest),
                    f"这里“{shown(rest)}”要写成 {word}", f"'{shown(rest)}' is written {word} here",
                    f"写 {word}", f"write {word}",
                )  # fmt: skip
        if rest.startswith("±"):
            return no_nominal(rest, at)
        if not re.match(r"[+.\-]?[0-9]", rest):
            near = did_you_mean(rest, ("absent", "conforms", "unknown", "declared"))
            return ConditionError(
                "E250",
                Text(zh=f"“{shown(rest)}”不是要求", en=f"'{shown(rest)}' is not a requirement"),
                at,
                max(len(rest), 1),
                Text(zh=f"是不是“{near}”？", en=f"did you mean '{near}'?") if near else _FORMS,
            )
    found = re.match(r"\S+", text[at:].lstrip())
    word = found[0] if found else ""
    return refuse(
        "E251", at, max(len(word), 1),
        f"“{shown(word)}”不是限值用的数" if word else "这里缺一个数",
        f"'{shown(word)}' is not a number as limits are written" if word else "a number is missing here",
        "写普通小数，如 0.5、1400 或 14×100：不写千位分隔、指数、全角句号；± 后的数不带符号",
        "write a plain decimal such as 0.5, 1400 or 14×100: no thousands separator, exponent or 。; no sign after ±",
    )  # fmt: skip


_FORMS: Final = Text(
    zh="可写：>= a、> a、<= a、< a、a ~ b、a ± b、a +b/-c、absent、conforms、unknown、n=5, c=2, m=100, M=1000；级别要有 scale",
    en="write >= a, > a, <= a, < a, a ~ b, a ± b, a +b/-c, absent, conforms, unknown or n=5, c=2, m=100, M=1000; a grade needs a scale",
)


def no_comparison(text: str, at: int) -> ConditionError:
    """A number that says nothing yet: `3-4` without a scale, or `95`."""
    if _DASH_RANGE.match(text, at):
        return dash_range(text)
    if text.lstrip().startswith("+") and text[at:].lstrip().startswith("/"):
        return no_nominal(text.strip(), len(text) - len(text.lstrip()))
    if text[at:].strip():
        return left_over(text, at)
    return refuse(
        "E250", 0, len(text),
        "只有一个数，没有说要大于还是小于它", "a number alone does not say whether to be above or below it",
        "写 >= 95、<= 95，或 95 ± 0", "write >= 95, <= 95, or 95 ± 0",
    )  # fmt: skip


def left_over(text: str, at: int) -> ConditionError:
    rest = text[at:].strip()
    if _EXCL_TRIED.match(text, at):
        return refuse(
            "E258", at, len(rest),
            f"“{shown(rest)}”不是“不含”的写法", f"'{shown(rest)}' does not say which ends are excluded",
            "在 a ~ b、a ± b、a +b/-c 之后写 (excl +)、(excl -) 或 (excl +-)；单边限值写 > 或 <",
            "after a ~ b, a ± b or a +b/-c write (excl +), (excl -) or (excl +-); one-sided limits use > or <",
        )  # fmt: skip
    if _DASH_RANGE.match(text, at):
        return dash_range(text)
    if re.match(r"[%‰°℃μµΩA-Za-z㎎一-鿿]", rest):
        return refuse(
            "E257", at, len(rest),
            f"限值后面多了“{shown(rest)}”", f"'{shown(rest)}' stands after the limit",
            "单位写在检测项的 unit 里；相对值写 0.95 × declared ~ 1.05 × declared",
            "the unit belongs in the test's `unit`; a relative limit is written 0.95 × declared ~ 1.05 × declared",
        )  # fmt: skip
    what = Text(zh=f"限值后面的“{shown(rest)}”看不懂", en=f"'{shown(rest)}' after the limit makes no sense")
    return ConditionError("E250", what, at, max(len(rest), 1), _FORMS)


def dash_range(text: str) -> ConditionError:
    return refuse(
        "E252", 0, len(text),
        f"“{shown(text.strip())}”里的短横有歧义：是级别还是范围", f"the dash in '{shown(text.strip())}' can mean a grade or a range",
        "级别：给检测项写 scale，要求写成 >= 3-4 这样；范围：写成 3 ~ 4 这样",
        "for a grade give the test a scale and write like >= 3-4; for a range write like 3 ~ 4",
    )  # fmt: skip


def no_nominal(rest: str, at: int) -> ConditionError:
    return refuse(
        "E259", at, len(rest),
        f"“{shown(rest)}”没有说是对什么的偏差", f"'{shown(rest)}' does not say what it deviates from",
        "测的就是偏差时，名义值写 0，如 0 ± 2、0 +2/-1；否则写名义值，如 10.0 ± 0.1、declared ± 5",
        "where the deviation itself is measured the nominal value is 0, as in 0 ± 2; otherwise write it, as in 10.0 ± 0.1 or declared ± 5",
    )  # fmt: skip


def half_tolerance(text: str, at: int) -> ConditionError:
    return refuse(
        "E259", at, len(text) - at,
        "正偏差之后缺负偏差", "the tolerance upward is given without the one downward",
        "写 a +b/-c，例如 0 +2/-1；没有负偏差写 -0", "write a +b/-c, for example 0 +2/-1; where nothing is allowed downward write -0",
    )  # fmt: skip


def empty(text: str) -> ConditionError:
    return refuse(
        "E254", 0, len(text),
        f"没有任何值能满足“{shown(text.strip())}”", f"no value satisfies '{shown(text.strip())}'",
        "下限在前、上限在后，且下限不大于上限", "write the lower limit first, not above the upper one",
    )  # fmt: skip


def bad_factor(shown_factor: str, at: int) -> ConditionError:
    return refuse(
        "E256", at, len(shown_factor),
        f"明示值的倍数 {shown_factor} 不是正数", f"the factor {shown_factor} of the declared value is not positive",
        "写正的倍数，如 0.9 × declared", "write a positive factor such as 0.9 × declared",
    )  # fmt: skip


def no_power(text: str, at: int) -> ConditionError:
    return refuse(
        "E260", at, len(text) - at,
        "× 后面应是 10 的整次幂或 declared", "after × stands a power of ten, or declared",
        "写 14×100 或 14×10^2（末位为百位），或 0.9 × declared", "write 14×100 or 14×10^2 (last place hundreds), or 0.9 × declared",
    )  # fmt: skip


def needs_grade(text: str, scale: Sequence[str]) -> ConditionError:
    listed = "、".join(shown(word) for word in scale)
    return refuse(
        "E263", 0, len(text),
        f"该检测项按级别评定，要求“{shown(text.strip())}”不是级别要求",
        f"the test is graded on a scale: '{shown(text.strip())}' asks for no grade",
        f"写 >= 级别（或 <=、>、<）；级别从差到好：{listed}；未查到写 unknown",
        f"write >= and a grade (or <=, >, <); from worst to best: {listed}; not at hand: unknown",
    )  # fmt: skip


def no_grade(grade: str, scale: Sequence[str], at: int) -> ConditionError:
    near = did_you_mean(grade, scale)
    listed = "、".join(shown(word) for word in scale)
    hint_zh, hint_en = (f"是不是“{near}”？", f"did you mean '{near}'?") if near else (f"级别有：{listed}", f"the grades are {listed}")
    return refuse(
        "E253", at, len(grade),
        f"“{shown(grade)}”不是该检测项的级别", f"'{shown(grade)}' is no grade of this test's scale",
        hint_zh, hint_en,
    )  # fmt: skip


def bad_plan(text: str, why: Text) -> ConditionError:
    return ConditionError(
        "E255",
        Text(zh=f"抽样方案不完整或自相矛盾：{why.zh}", en=f"the sampling plan is incomplete or contradicts itself: {why.en}"),
        0,
        max(len(text), 1),
        Text(
            zh="写全四个：n=5, c=2, m=100, M=1000；二级方案写 c=0 且 M 等于 m",
            en="write all four: n=5, c=2, m=100, M=1000; for a two-class plan c=0 and M equal to m",
        ),
    )


def bad_specimens(text: str) -> ConditionError:
    return refuse(
        "E262", 0, len(text),
        f"“{shown(text)}”不是样件的合并方式", f"'{shown(text)}' does not say how specimens combine",
        "写 each、mean、min、max，或“46 of 50”（前数不大于后数）",
        "write each, mean, min, max, or `46 of 50` (the first number not above the second)",
    )  # fmt: skip
