"""The words about a reading that is readable but in doubt: its unit, its plausibility, what is missing beside it.

`bench` and the ways of judging come in here.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .interval import shown
from .note import Note, quoted

_NAMES: Final = {
    "u": ("扩展不确定度 U", "the expanded uncertainty U"),
    "lod": ("检出限", "the LOD"),
    "declared": ("明示值", "the declared value"),
}


def no_value() -> Note:
    return Note(
        "F518", "finding",
        "没有填写实测值：缺失不等于合格；请补填，或删去这个空位",
        "no value was given: missing is not a pass; fill it in, or take the empty place out",
    )  # fmt: skip


def unit_for_none(given: str) -> Note:
    unit = quoted(given)
    return Note(
        "F506", "finding",
        f"本项没有单位，报告却写了 {unit}；请核对是否填错了检测项",
        f"this test has no unit but the reading is in {unit}; check that it belongs to this test",
    )  # fmt: skip


def wrong_unit(given: str, wanted: str) -> Note:
    unit = quoted(given)
    return Note(
        "F506", "finding",
        f"单位 {unit} 不能换算为本项的 {wanted}（量不同，或写法不认识）；请按 {wanted} 报告",
        f"the unit {unit} cannot be converted to {wanted} (another quantity, or not a known spelling); report it in {wanted}",
    )  # fmt: skip


def respelt(given: str, wanted: str) -> Note:
    return Note("N503", "note", f"单位“{quoted(given)}”按 {wanted} 读取", f"the unit '{quoted(given)}' is read as {wanted}")


def converted(given: str, wanted: str, factor: Fraction) -> Note:
    unit = quoted(given)
    by = shown(factor) if 10**12 % factor.denominator == 0 else f"{factor.numerator}/{factor.denominator}"
    return Note("N504", "note", f"已由 {unit} 换算为 {wanted}(× {by})", f"converted from {unit} to {wanted} (× {by})")


def too_fine(text: str, decimals: int) -> Note:
    return Note(
        "W502", "warning",
        f"{text} 的小数位多于方法给出的 {decimals} 位；按原值判定，不预先修约",
        f"{text} has more decimals than the {decimals} the method gives; it is judged as it stands, not rounded first",
    )  # fmt: skip


def negative(text: str, least: Decimal, most: Decimal) -> Note:
    return Note(
        "F507", "finding",
        f"{text} 为负数，超出合理范围 {least:f}~{most:f}；请核对报告",
        f"{text} is negative, outside the plausible range {least:f} to {most:f}; check the report",
    )  # fmt: skip


def implausible(text: str, least: Decimal, most: Decimal, unit: str | None) -> Note:
    zh, en = (f"，本项单位为 {unit}", f" ({unit})") if unit else ("", "")
    return Note(
        "W501", "warning",
        f"{text} 超出合理范围 {least:f}~{most:f}{zh}：单位写错了？",
        f"{text} is outside the plausible range {least:f} to {most:f}{en}: is the unit right?",
    )  # fmt: skip


def no_lod() -> Note:
    return Note(
        "F505", "finding",
        "未检出但没有给出检出限，无法与限值比较；请补充 lod 或写成 未检出(0.3)",
        "not detected, but no LOD is given, so it cannot be compared with a limit; add `lod` or write ND(0.3)",
    )  # fmt: skip


def unusable(name: str, written: str, why: Note | None, *, finding: bool = False) -> Note:
    """U, LOD or the declared value is no usable number: a warning, or a finding where the state hangs on it."""
    zh, en = _NAMES[name]
    word = quoted(written)
    more_zh, more_en = (f"({why.zh})", f" ({why.en})") if why else ("", "")
    if finding:
        return Note("F511", "finding", f"{zh}“{word}”不能用{more_zh}", f"{en} '{word}' cannot be used{more_en}")
    return Note(
        "W503", "warning",
        f"{zh}“{word}”不能用，按没有报告处理{more_zh}",
        f"{en} '{word}' cannot be used and counts as not reported{more_en}",
    )  # fmt: skip


def asks_nothing() -> Note:
    return Note("F511", "finding", "任何值都能达到", "every value would meet it")


def negative_part(text: str) -> Note:
    return Note(
        "F507", "finding",
        f"{text} 为负数，不能计入总和：会抵消别的组分；请核对报告",
        f"{text} is negative and cannot be part of a sum, which it would make smaller; check the report",
    )  # fmt: skip


def not_declared() -> Note:
    return Note(
        "F512", "finding",
        "要求以明示值为准，但没有给出 declared；请补充", "the requirement rests on the declared value, but `declared` is not given; add it",
    )  # fmt: skip


def no_uncertainty() -> Note:
    return Note(
        "F510", "finding",
        "判定规则需要扩展不确定度 U，报告没有给出；请补充 u",
        "the decision rule needs the expanded uncertainty U, which is not reported; add `u`",
    )  # fmt: skip


def guard_leaves_nothing(u: Fraction) -> Note:
    return Note(
        "W505", "warning",
        f"U = {shown(u)} 大于要求的半宽：没有任何值能判为通过，方法不适用",
        f"U = {shown(u)} is wider than half the requirement: no value could pass, the method does not suit",
    )  # fmt: skip


def no_grade(text: str, grades: Sequence[str], near: str | None) -> Note:
    listed = "、".join(grades)
    zh, en = (f"；是不是 {near}？", f"; did you mean {near}?") if near else ("", "")
    word = quoted(text)
    return Note("F508", "finding", f"“{word}”不是本项的级别({listed}){zh}", f"'{word}' is no grade of this test ({listed}){en}")


def no_such_word(text: str, accepted_zh: str, accepted_en: str) -> Note:
    word = quoted(text)
    return Note("F509", "finding", f"“{word}”看不懂；请填 {accepted_zh}", f"'{word}' is not understood; write {accepted_en}")


def absent_without_lod() -> Note:
    return Note(
        "F517", "finding",
        "本项要求不得检出，但没有规定检出限，数值无法判定；请让实验室报 未检出 或 检出",
        "the test requires absence but states no LOD, so a figure cannot be judged; have the laboratory report ND or detected",
    )  # fmt: skip


def cannot_combine(how: str) -> Note:
    return Note(
        "F516", "finding",
        f"级别和文字结论不能按 {how} 合并；请改细则", f"grades and words cannot be combined by {how}; correct the ruleset",
    )  # fmt: skip


def broken_groups(count: int, size: int) -> Note:
    return Note(
        "F515", "finding",
        f"样件按每 {size} 个取均值，但给了 {count} 个，分不满；请补齐",
        f"specimens are averaged in groups of {size}, but {count} were given; complete the last group",
    )  # fmt: skip


def too_many(count: int, of: int) -> Note:
    return Note(
        "F515", "finding",
        f"方案为 {of} 个样件，却给了 {count} 个：不知道该取哪些",
        f"the plan is for {of} specimens but {count} were given: which of them count is not said",
    )  # fmt: skip


def too_few(count: int, of: int, *, decided: bool) -> Note:
    if decided:
        return Note(
            "W506", "warning",
            f"方案为 {of} 个样件，只给了 {count} 个；其余的已不影响结论",
            f"the plan is for {of} specimens and only {count} were given; the rest cannot change the outcome",
        )  # fmt: skip
    return Note(
        "F515", "finding",
        f"方案为 {of} 个样件，只给了 {count} 个，还不能判定",
        f"the plan is for {of} specimens and only {count} were given: it cannot be judged yet",
    )  # fmt: skip


def more_than_planned(count: int, of: int) -> Note:
    return Note(
        "W506", "warning",
        f"方案为 {of} 个样件，给了 {count} 个；全部计入", f"the plan is for {of} specimens, {count} were given; all of them count",
    )  # fmt: skip


def part_missing(part: str) -> Note:
    return Note("F513", "finding", f"缺少 {part} 的结果，无法判定", f"the result of {part} is missing: it cannot be judged")


def parts_wanted(parts: Sequence[str]) -> Note:
    listed = "、".join(parts)
    return Note(
        "F514", "finding",
        f"本项按组分报告；请写 parts: {listed} 各自的结果",
        f"this test is reported by parts; give the result of each under `parts`: {listed}",
    )  # fmt: skip


def parts_unwanted() -> Note:
    return Note("F514", "finding", "本项不分组分；请直接写 values", "this test has no parts; give its `values`")


def part_unknown(part: str, near: str | None) -> Note:
    zh, en = (f"；是不是 {near}？", f"; did you mean {near}?") if near else ("", "")
    return Note(
        "W504", "warning",
        f"本项没有组分 {quoted(part)}，该结果未判定{zh}",
        f"this test has no part {quoted(part)}; that result is not judged{en}",
    )  # fmt: skip


def parts_in_part(part: str) -> Note:
    return Note("W504", "warning", f"组分 {part} 之下的 parts 未判定", f"the parts inside the part {part} are not judged")


def values_beside_parts() -> Note:
    return Note(
        "W504", "warning",
        "组分之外另有 values，不知道属于哪个组分，未判定",
        "values stand beside the parts; whose they are is not said, they are not judged",
    )  # fmt: skip
