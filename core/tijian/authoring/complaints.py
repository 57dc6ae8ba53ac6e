"""What is wrong with a value, said in both languages: one function for each kind of fault that the models can find.

`validate` comes in here with faults that know their path; what leaves is a `Problem` at a line.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ..conditions.error import shown
from ..conditions.suggest import asked, did_you_mean, suggestion
from ..model.kinds import ATTRIBUTE_PATTERN, EDITION_PATTERN, ID_PATTERN
from ..model.outcome import ANSWERS_ZH
from ..model.problem import Problem
from ..model.text import Text
from .document import Located, Path, problem_at
from .full_width import slip_in
from .shape import dotted, fields_at, place_of

_PLAIN_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_YES: Final = frozenset({"yes", "on", "y", "true", "是", "有"})
_NO: Final = frozenset({"no", "off", "n", "false", "否", "无"})
_ANSWER_AND_MORE: Final = re.compile(rf"({'|'.join((*ANSWERS_ZH, *ANSWERS_ZH.values()))})\s*[，,；;。：:（(\s]+(\S.*?)[）)]?$", re.DOTALL)
_EXPECTED: Final = re.compile(r"'([^']*)'")

# what somebody who thinks in Chinese writes, and the word of the format
_IN_CHINESE: Final = {
    "否决": "veto", "否决项": "veto", "关键": "key", "关键项": "key", "一般": "general", "一般项": "general",
    "是非": "boolean", "是否": "boolean", "数": "number", "数字": "number", "文本": "text", "文字": "text",
    "强制": "mandatory", "强制性": "mandatory", "明示": "declared", "自拟": "proposal", "标准": "standard",
    "已核实": "verified", "二手资料": "secondary", "凭记忆": "recalled", "存疑": "weak",
}  # fmt: skip

_Words = tuple[str, str]
_Said = tuple[str, str, str, _Words | None]  # code, zh, en, hint
_WANTS_FIELDS: Final = frozenset({"model_type", "dict_type", "tuple_type", "list_type", "union"})  # not a text, that is
_FILL_IN: Final[_Words] = ("写上内容，或删除此字段", "fill it in, or delete the field")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a model does not take: pydantic's name for it, where, the value there, and what pydantic knows about it."""

    kind: str
    path: Path
    value: Any
    about: dict[str, Any]
    missing: tuple[str, ...] = ()
    at_key: bool = False

    @property
    def name(self) -> str:
        """The field or key it is about, as people write it."""
        return dotted(self.path[-1:]) if self.path else ""


def complain(fault: Fault, model: Any, located: Located) -> Problem:
    """The problem that `fault` is."""
    code, zh, en, hint = _say(fault, model)
    key = fault.at_key or fault.kind in ("missing", "extra_forbidden", "invalid_key")
    slip = slip_in(fault.value) if fault.kind in _WANTS_FIELDS and isinstance(fault.value, str) else slip_in(fault.name) if key else None
    if slip is not None and code in ("E112", "E113", "E120"):
        zh, en, hint = f"{zh}：{slip.zh}", f"{en}: {slip.en}", slip.hint
        if not key:
            return problem_at(located, code, Text(zh=zh, en=en), fault.path, offset=slip.at, length=1, hint=Text(zh=hint[0], en=hint[1]))
    advice = None if hint is None else Text(zh=hint[0], en=hint[1])
    return problem_at(located, code, Text(zh=zh, en=en), fault.path, key=key, hint=advice)


def _say(fault: Fault, model: Any) -> _Said:
    if fault.kind == "missing":
        return _missing(fault, model)
    if fault.kind == "extra_forbidden":
        return _unknown(fault, model)
    return _SAYS.get(fault.kind, _unforeseen)(fault)


def _unknown(fault: Fault, model: Any) -> _Said:
    zh, en = place_of(fault.path[:-1])
    known = fields_at(model, fault.path[:-1])
    there_are = (f"此处可用的字段：{'、'.join(known)}", f"the fields here: {', '.join(known)}")
    hint = suggestion(str(fault.path[-1]), known) or there_are
    where = "at the top level of the file" if len(fault.path) == 1 else f"in {en}"
    return "E112", f"{zh} 中有未知字段 '{fault.name}'", f"unknown field '{fault.name}' {where}", hint if known else None


def _missing(fault: Fault, model: Any) -> _Said:
    zh, en = place_of(fault.path)
    names = [name for name in fault.missing if not _misspelt(name, fault, model)]
    if fault.missing == ("zh",):
        return _no_chinese(fault)
    if fault.missing[0].isdigit():
        return "E113", f"{zh} 的项数太少", f"{en} has too few entries", None
    names_zh, names_en = "、".join(f"'{name}'" for name in names), ", ".join(f"'{name}'" for name in names)
    return "E111", f"{zh} 缺少字段 {names_zh}", f"{en} lacks {names_en}", None


def all_misspelt(fault: Fault, model: Any) -> bool:
    """Whether each field missing at `fault` is there under a misspelt name, which is a problem of its own."""
    return bool(fault.missing) and all(_misspelt(name, fault, model) for name in fault.missing)


def _misspelt(name: str, fault: Fault, model: Any) -> bool:
    if not isinstance(fault.value, dict):
        return False
    fields = fields_at(model, fault.path)
    return any(key not in fields and did_you_mean(key, fields) == name for key in fault.value)


def _no_chinese(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    hint = ("写明 zh: …（英文 en 可省略）", "write zh: … (en may be left out)")
    return "E124", f"{zh} 缺少中文 zh", f"{en} has no Chinese text (zh)", hint


def _kind(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    want = _wanted(fault)
    if fault.kind == "union":
        wants = [_wanted(each) for each in fault.about["alternatives"]]
        want = (" 或 ".join(dict.fromkeys(w[0] for w in wants)), " or ".join(dict.fromkeys(w[1] for w in wants)))
    got = _got(fault.value)
    hint = None
    if fault.about.get("class_name") == "Text" and isinstance(fault.value, str):
        hint = (f"写成 {{zh: {shown(fault.value)}}}", f"write {{zh: {shown(fault.value)}}}")
    elif fault.path == ("sampling",) and fault.value in ("done", "pending", "none"):
        hint = (f"写成 {{state: {fault.value}}}", f"write {{state: {fault.value}}}")
    elif fault.kind == "tuple_type" and not isinstance(fault.value, dict | list):
        hint = ("写成 [ … ]", "write [ … ]")
    return "E113", f"{zh} 应为{want[0]}，这里是{got[0]}", f"{en} must be {want[1]}, not {got[1]}", hint


def _wanted(fault: Fault) -> _Words:
    if fault.kind in ("model_type", "dict_type"):
        return "一组“字段: 值”", "a mapping of fields"
    if fault.kind in ("tuple_type", "list_type"):
        return "列表", "a list"
    words = {"bool_type": ("true/false", "true or false"), "is_instance_of": ("数", "a number"), "whole_number": ("整数", "a whole number")}
    return words.get(fault.kind, ("文字", "text"))


def _got(value: Any) -> _Words:
    if value is None:
        return "空", "nothing"
    if isinstance(value, bool):
        word = "true" if value else "false"
        return word, word
    if isinstance(value, dict):
        return "一组“字段: 值”", "a mapping"
    if isinstance(value, list | tuple):
        return "列表", "a list"
    if isinstance(value, str):
        return f"文字 '{shown(value)}'", f"the text '{shown(value)}'"
    return f"数 {shown(str(value))}", f"the number {shown(str(value))}"


def _text(fault: Fault) -> _Said:
    if fault.value is None and fault.path[-1:] == ("zh",):
        return _no_chinese(fault)
    if isinstance(fault.value, dict | list | tuple) or fault.value is None:
        return _kind(fault)
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    quoted = f'"{"true" if fault.value is True else "false" if fault.value is False else _written(fault.value)}"'
    hint = (f"加引号：{quoted}", f"quote it: {quoted}")
    return "E114", f"{zh} 应为文字，这里是{got[0]}", f"{en} must be text, not {got[1]}", hint


def _written(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _boolean(fault: Fault) -> _Said:
    if isinstance(fault.value, dict | list | tuple):
        return _kind(fault)
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    word = fault.value.strip().lower() if isinstance(fault.value, str) else ""
    meant = "true" if word in _YES else "false" if word in _NO else None
    hint = (f"写 {meant}（不加引号）", f"write {meant} (without quotes)") if meant else ("写 true 或 false", "write true or false")
    return "E115", f"{zh} 应为 true 或 false，这里是{got[0]}", f"{en} must be true or false, not {got[1]}", hint


def _number(fault: Fault) -> _Said:
    if isinstance(fault.value, dict | list | tuple):
        return _kind(fault)
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    want = ("整数", "a whole number") if fault.kind == "whole_number" else ("数", "a number")
    word = unicodedata.normalize("NFKC", fault.value).strip() if isinstance(fault.value, str) else ""
    if _PLAIN_NUMBER.fullmatch(word):
        hint = (f"写 {shown(word)}（半角、不加引号）", f"write {shown(word)} (half-width, without quotes)")
    elif fault.value is None:
        hint = _FILL_IN
    elif fault.kind == "whole_number":
        hint = ("写普通整数，例如 7", "write a plain whole number, such as 7")
    else:
        hint = ("写普通小数，例如 0.5、1000", "write a plain decimal, such as 0.5 or 1000")
    return "E116", f"{zh} 应为{want[0]}，这里是{got[0]}", f"{en} must be {want[1]}, not {got[1]}", hint


def _literal(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    known = _EXPECTED.findall(str(fault.about.get("expected", "")))
    got = _got(fault.value)
    if set(known) == set(ANSWERS_ZH.values()):
        return _answer(fault)
    listed_zh, listed_en = "、".join(known), ", ".join(known)
    hint = None
    if isinstance(fault.value, str):
        meant = next((word for chinese, word in _IN_CHINESE.items() if fault.value.strip() == chinese and word in known), None)
        hint = suggestion(fault.value, known) if meant is None else asked(meant)
    if isinstance(fault.value, bool):
        hint = next((asked(word) for word in known if word == ("yes" if fault.value else "no")), None)
    want_zh = f"应为 {listed_zh}" if len(known) == 1 else f"应为其中之一：{listed_zh}"
    want_en = f"must be {listed_en}" if len(known) == 1 else f"must be one of {listed_en}"
    return "E117", f"{zh} {want_zh}；这里是{got[0]}", f"{en} {want_en}; not {got[1]}", hint


def _answer(fault: Fault) -> _Said:
    """An answer that is none of the five words, which are taken in Chinese and in English."""
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    listed_zh = "、".join(f"{word} ({english})" for word, english in ANSWERS_ZH.items())
    listed_en = ", ".join(f"{english} ({word})" for word, english in ANSWERS_ZH.items())
    hint: _Words | None = None
    written = fault.value.strip() if isinstance(fault.value, str) else ""
    begun = _ANSWER_AND_MORE.match(written)
    if begun is not None:
        whole = f"{{outcome: {begun[1]}, note: {shown(begun[2])}}}"
        hint = (f"说明另写 {whole}", f"write the note apart: {whole}")
        if fault.path[-1:] == ("outcome",):  # it stands inside the braces already
            hint = (f"说明另写 {whole[1:-1]}", f"write the note apart: {whole[1:-1]}")
    else:
        hint = suggestion(written, [*ANSWERS_ZH, *ANSWERS_ZH.values()])
    return "E117", f"{zh} 应为其中之一：{listed_zh}；这里是{got[0]}", f"{en} must be one of {listed_en}; not {got[1]}", hint


def _empty(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    if fault.kind == "too_short" and fault.about.get("min_length", 1) > 1:
        least = fault.about["min_length"]
        return "E118", f"{zh} 至少要有 {least} 项", f"{en} needs at least {least} entries", None
    return "E118", f"{zh} 是空的", f"{en} is empty", _FILL_IN


def _long(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    most = fault.about.get("max_length", "")
    if fault.kind == "too_long":
        return "E119", f"{zh} 最多 {most} 项", f"{en} takes at most {most} entries", None
    length = len(fault.value) if isinstance(fault.value, str) else ""
    if fault.at_key:
        return "E119", f"{zh} 的名称超过 {most} 个字符", f"the name of {en} is longer than {most} characters", None
    return "E119", f"{zh} 有 {length} 个字符，最多 {most} 个", f"{en} has {length} characters, at most {most} are taken", None


_PATTERNS: Final[dict[str, tuple[_Words, _Words]]] = {
    ID_PATTERN: (
        ("编号", "an id"),
        ("以字母开头，只用半角字母、数字和 _ . -", "begin with a letter; only half-width letters, digits and _ . -"),
    ),
    ATTRIBUTE_PATTERN: (
        ("名称", "a name"),
        ("以小写字母开头，只用小写字母、数字和 _", "begin with a small letter; only small letters, digits and _"),
    ),
    EDITION_PATTERN: (("版本号", "an edition"), ("只用半角字母、数字和 . _ -，例如 2021", "only letters, digits and . _ -, such as 2021")),
}


def _pattern(fault: Fault) -> _Said:
    pattern = str(fault.about.get("pattern", ""))
    if pattern not in _PATTERNS:
        return _date(fault)
    (zh, en), hint = _PATTERNS[pattern]
    word = fault.name if fault.at_key else shown(str(fault.value))
    holder = fault.path[:-1] if fault.at_key else fault.path
    where_zh, where_en = place_of(holder)
    plain = unicodedata.normalize("NFKC", word)
    if plain != word and re.fullmatch(pattern, plain):
        hint = (f"改用半角：{plain}", f"write it half-width: {plain}")
    return "E120", f"'{word}' 不能作{zh}（{where_zh}）", f"'{word}' cannot be {en} (in {where_en})", hint


def _date(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    hint = ("写成 YYYY-MM-DD，例如 2021-07-31", "write it as YYYY-MM-DD, such as 2021-07-31")
    return "E122", f"{zh} 应为日期，这里是{got[0]}", f"{en} must be a calendar date, not {got[1]}", hint


_BOUNDS: Final[dict[str, tuple[str, str, str]]] = {
    "greater_than": ("gt", "大于", "more than"),
    "greater_than_equal": ("ge", "不小于", "at least"),
    "less_than": ("lt", "小于", "less than"),
    "less_than_equal": ("le", "不大于", "at most"),
}


def _range(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    got = _got(fault.value)
    if fault.kind not in _BOUNDS:
        return "E121", f"{zh} 应为有限的数，这里是{got[0]}", f"{en} must be a finite number, not {got[1]}", None
    bound, than_zh, than_en = _BOUNDS[fault.kind]
    limit = fault.about[bound]
    return "E121", f"{zh} 应{than_zh} {limit}，这里是{got[0]}", f"{en} must be {than_en} {limit}, not {got[1]}", None


_TOGETHER: Final[dict[str, tuple[_Words, _Words]]] = {
    "source_incomplete": (
        ("basis: standard 须同时写明 clause 和 confidence", "basis: standard needs both clause and confidence"),
        ("补上条款和可信度，或改为 basis: proposal", "add the clause and the confidence, or write basis: proposal"),
    ),
    "attribute_kind": (
        ("属性须有 choices 或 type 之一，且只有一个", "an attribute has either choices or a type, and not both"),
        ("留下其中一个", "keep one of them"),
    ),
    "blocks_sum": (
        ("总分权重 site 与 tests 之和须为 100", "the block weights site and tests must sum to 100"),
        ("例如 70 和 30", "such as 70 and 30"),
    ),
    "in_force_order": (("until 早于 from", "until is before from"), ("对调或改正日期", "swap or correct the dates")),
}


def _together(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    (why_zh, why_en), hint = _TOGETHER[fault.kind]
    return "E123", f"{zh}：{why_zh}", f"{en}: {why_en}", hint


def _key_kind(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    return "E126", f"{zh}：键必须是文字", f"{en}: a key must be text", None


def _unforeseen(fault: Fault) -> _Said:
    zh, en = place_of(fault.path)
    return "E129", f"{zh} 不符合要求（{fault.kind}）", f"{en} is not as it must be ({fault.kind})", None


_KINDS_OF_FAULT: Final[tuple[tuple[Callable[[Fault], _Said], tuple[str, ...]], ...]] = (
    (_kind, ("model_type", "dict_type", "tuple_type", "list_type", "union")),
    (_text, ("string_type",)),
    (_boolean, ("bool_type",)),
    (_number, ("is_instance_of", "whole_number", "int_type")),
    (_literal, ("literal_error",)),
    (_empty, ("string_too_short", "too_short")),
    (_long, ("string_too_long", "too_long")),
    (_pattern, ("string_pattern_mismatch",)),
    (_date, ("not_a_date",)),
    (_range, (*_BOUNDS, "finite_number")),
    (_together, tuple(_TOGETHER)),
    (_key_kind, ("invalid_key",)),
)
_SAYS: Final = {kind: say for say, kinds in _KINDS_OF_FAULT for kind in kinds}
