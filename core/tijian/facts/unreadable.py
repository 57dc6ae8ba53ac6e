"""The words about a measured value that cannot be taken as written, or only after tidying: why, and what to write instead.

Only the readers of values (`numbers`, `grades`) come in here.
"""

from typing import Final

from .misprints import is_date, likely_number, month_and_day
from .note import Note, quoted

_JUDGEMENTS: Final = {
    "合格", "不合格", "符合", "不符合", "通过", "不通过", "阴性", "阳性", "检出", "pass", "fail", "conforms", "ok", "negative", "positive",
}  # fmt: skip


def why(text: str) -> Note:
    """A text in which no number was found."""
    if is_date(text):
        return date(text)
    if text.casefold() in ("true", "false"):
        return boolean(text.casefold() == "true")
    if text.casefold() in _JUDGEMENTS:
        word = quoted(text)
        return Note(
            "F501", "finding",
            f"“{word}”不是数：这一项要填实测值，结论由系统判定",
            f"'{word}' is not a number: give the measured value, the judgement is made from it",
        )  # fmt: skip
    return otherwise(text, likely_number(text))


def otherwise(text: str, likely: str | None) -> Note:
    """A number written in a way that could mean something else; `likely`: what it probably means."""
    word = quoted(text)
    if likely is None:
        return not_a_number(text)
    return Note(
        "F502", "finding",
        f"“{word}”不是规范的数；是不是 {likely}？请与检测报告核对后改写",
        f"'{word}' is not a plain number; did you mean {likely}? Check the report and rewrite it",
    )  # fmt: skip


def not_a_number(text: str) -> Note:
    word = quoted(text)
    return Note(
        "F501", "finding",
        f"“{word}”不是数；请填实测值，如 12.5、<0.01 或 未检出(0.3)",
        f"'{word}' is not a number; give the measured value, such as 12.5, <0.01 or ND(0.3)",
    )  # fmt: skip


def date(text: str) -> Note:
    typed = month_and_day(text)
    zh, en = (f"(原来可能是 {typed})", f" (perhaps {typed} was typed)") if typed else ("", "")
    word = quoted(text)
    return Note(
        "F503", "finding",
        f"“{word}”是日期：电子表格改动了输入{zh}；请把单元格设为文本后重填",
        f"'{word}' is a date: Excel turned this into a date{en}; set the cell to text and type it again",
    )  # fmt: skip


def boolean(value: object) -> Note:
    word = "TRUE" if value else "FALSE"
    return Note(
        "F504", "finding",
        f"{word} 不是实测值；请填数，按文字评定的项目填 符合 或 不符合",
        f"{word} is not a measured value; give a number, or conforms / 不符合 where the test is judged by words",
    )  # fmt: skip


def too_long(text: str) -> Note:
    word = quoted(text)
    return Note(
        "F501", "finding",
        f"“{word}”太长，不是实测值（最多 40 位数字）", f"'{word}' is too long for a measured value (at most 40 digits)",
    )  # fmt: skip


def with_suffix(text: str, number: str, suffix: str, unit: str | None) -> Note:
    """A number with something after it that is not its unit."""
    if is_date(text) or likely_number(text) is not None:
        return why(text)
    word = quoted(text)
    if not any(c.isalpha() or c in "%‰°℃" for c in suffix) or "~" in suffix or "±" in suffix:
        return not_a_number(text)
    zh, en = (f"本项单位为 {unit}", f"the unit of this test is {unit}") if unit else ("本项没有单位", "this test has no unit")
    return Note(
        "F506", "finding",
        f"“{word}”中的“{quoted(suffix)}”不是本项的单位({zh})；请只填数 {number}，单位不同的写在 unit 里",
        f"'{quoted(suffix)}' in '{word}' is not the unit ({en}); give the number alone, {number}, and another unit in `unit`",
    )  # fmt: skip


def mark_without_five(text: str, number: str) -> Note:
    return Note(
        "F502", "finding",
        f"“{quoted(text)}”：(+)、(-) 只用于末位非零数字为 5 的报出值；是不是 {number}？",
        f"'{quoted(text)}': (+) and (-) belong only to a reported value whose last non-zero digit is 5; did you mean {number}?",
    )  # fmt: skip


def nothing_below(text: str) -> Note:
    return Note(
        "F501", "finding",
        f"“{quoted(text)}”不可能：小于某数的值从 0 起算", f"'{quoted(text)}' is not possible: a value below a figure starts at 0",
    )  # fmt: skip


def no_detection_limit(text: str) -> Note:
    return Note(
        "F511", "finding",
        f"“{quoted(text)}”中的检出限不是正数", f"the detection limit in '{quoted(text)}' is not a positive number",
    )  # fmt: skip


def widened(written: str, text: str) -> Note:
    return Note(
        "N501", "note",
        f"“{quoted(written)}”按 {text} 读取（全角字符）",
        f"'{quoted(written)}' is read as {text} (full-width characters)",
    )  # fmt: skip


def minus_zero(text: str) -> Note:
    return Note("N502", "note", f"{text} 按 0 读取", f"{text} is read as 0")


def suffix_dropped(text: str, suffix: str) -> Note:
    return Note(
        "N503", "note",
        f"“{quoted(text)}”中的单位 {suffix} 与本项相同，已略去",
        f"the unit {suffix} in '{quoted(text)}' is that of the test and was left off",
    )  # fmt: skip


def grade_respelt(text: str, grade: str) -> Note:
    return Note("N505", "note", f"“{quoted(text)}”按 {grade} 级读取", f"'{quoted(text)}' is read as grade {grade}")
