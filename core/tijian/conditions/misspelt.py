"""The words with which the lexer refuses: a character, a number or a text that is written as no word of a condition is."""

import re
import unicodedata
from typing import Final

from .error import ConditionError, shown
from .names import ABOUT_ONE_CALLS
from .refusal import arithmetic, outside, refuse, unquoted_id

_QUOTES: Final = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "「": "'",
    "」": "'",
    "、": ",",
    "。": ".",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "且": "&&",
    "或": "||",
    "非": "!",
}
_UNQUOTED: Final = re.compile(rf"\b({'|'.join(ABOUT_ONE_CALLS)})\(\s*([A-Za-z][\w-]*)[.-]$", re.ASCII)
_WIDE: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ．＿]+")
_STANDS_FOR: Final = {"=": "==", "&": "&&", "|": "||"}


def too_long(length: int, most: int) -> ConditionError:
    return refuse(
        "E201",
        most,
        length - most,
        f"条件长 {length} 个字符，超过 {most}：这样的条件无人能核对",
        f"the condition is {length} characters long, more than {most}: nobody could check it",
        "用 define 给其中的部分起名，或拆成几条",
        "name parts of it under define, or split it",
    )


def reserved(word: str, at: int) -> ConditionError:
    if word == "null":
        return refuse(
            "E231",
            at,
            4,
            "条件里没有 null：未填的属性是未知，未询问的属性不等于任何值",
            "there is no null in a condition: an attribute not given is unknown, one not asked equals nothing",
            "直接写条件，例如 filter_grade == 'I'",
            "state the condition itself, e.g. filter_grade == 'I'",
        )
    return refuse(
        "E231",
        at,
        len(word),
        f"「{word}」是 CEL 的保留字，不能作名称",
        f"'{word}' is a reserved word of CEL and cannot be a name",
        "给属性换一个名称；若是文字，加引号",
        "give the attribute another name; if it is a text, put it in quotes",
    )


def bad_escape(body: str, at: int, end: int, start: int) -> ConditionError:
    written = body[at : max(end, at + 2)]
    return refuse(
        "E204",
        start + at,
        len(written),
        f"「{shown(written)}」不是 CEL 的转义，或不代表任何文字",
        f"'{shown(written)}' is no escape of CEL, or stands for no text",
        "反斜杠本身写 \\\\;其他字符直接写出或写 \\uXXXX",
        "write a backslash as \\\\, other characters as they are or as \\uXXXX",
    )


def no_word(text: str, at: int) -> ConditionError:
    """Refuses the character at `at`, with which no word of the language begins."""
    char, rest = text[at], text[at:]
    if char in "'\"":
        return _open_text(text, at)
    if char in ".-" and (call := _UNQUOTED.search(text, 0, at + 1)) is not None and call.end() == at + 1:
        return unquoted_id(text, call[1], call.start(2))
    if (number := re.match(r"-?[0-9][\w.]*|\.[0-9][\w.]*", rest)) is not None:
        return refuse(
            "E205",
            at,
            number.end(),
            f"「{shown(number[0])}」不是十进制写法的数：不用指数、十六进制、后缀、分隔符和多余的零，小数点前后各不超过 18 位",
            f"'{shown(number[0])}' is not a plain decimal number: no exponent, hexadecimal, suffix, separator "
            "or extra zero, and at most 18 digits on each side of the point",
            "写成 5、0.5 或 -12.30 这样的数",
            "write a number like 5, 0.5 or -12.30",
        )
    if char == ".":
        return outside(
            at,
            1,
            "取成员(a.b)",
            "member access (a.b)",
            "属性用自己的名称直接写；检查项的编号写在引号内，如 fails('C5.3')",
            "write attributes by their own names, and ids of checks in quotes: fails('C5.3')",
        )
    if char in "+-*/%":
        return arithmetic(at, 2 if rest[:2] in ("**", "//") else 1)
    if char in "?:":
        return outside(
            at,
            1,
            "三元选择(a ? b : c)",
            "a choice (a ? b : c)",
            "写成 a && b || !a && c，或分成几行",
            "write a && b || !a && c, or separate rows",
        )
    if char in "{}":
        return outside(at, 1, "映射和消息({…})", "maps and messages ({…})", "用 in ['…', '…'] 列出取值", "list the values: in ['…', '…']")
    wide = _WIDE.match(rest)
    twice = char not in _STANDS_FOR and rest.startswith(char * 2)
    written = wide[0] if wide else char * 2 if twice else char
    meant = _QUOTES.get(char) or unicodedata.normalize("NFKC", written)
    meant = _STANDS_FOR.get(meant[0], meant)
    if meant != written and meant.isascii() and meant.isprintable():
        return refuse(
            "E203",
            at,
            len(written),
            f"条件里不这样写「{shown(written)}」:运算符、数字、字母和引号都用半角",
            f"'{shown(written)}' is not how it is written: operators, digits, letters and quotes are the half-width ones",
            f"改成 {meant}",
            f"write {meant}",
        )
    if char.isalpha():
        words = re.match(r"\w+", rest)
        long = words.end() if words else 1
        return refuse(
            "E203",
            at,
            long,
            f"「{shown(rest[:long])}」不是属性名：属性名由小写字母、数字和下划线组成",
            f"'{shown(rest[:long])}' is no attribute: their names are of a-z, 0-9 and _",
            "若是文字，加引号",
            "if it is a text, put it in quotes",
        )
    return refuse(
        "E203",
        at,
        1,
        f"字符「{shown(char)}」(U+{ord(char):04X})在条件里没有意义",
        f"the character '{shown(char)}' (U+{ord(char):04X}) means nothing in a condition",
        "删去它；若属于文字，放进引号",
        "delete it; if it belongs to a text, put it inside the quotes",
    )


def _open_text(text: str, at: int) -> ConditionError:
    quote = text[at]
    inside = re.compile(rf"(?:[^\\{quote}\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]|\\.)*", re.DOTALL).match(text, at + 1)
    stop = inside.end() if inside else at
    if stop < len(text) and text[stop] != "\\" and quote in text[stop:]:
        return refuse(
            "E204",
            stop,
            1,
            f"引号内有换行或控制字符「{shown(text[stop])}」",
            f"a line break or control character '{shown(text[stop])}' inside the quotes",
            "换行写 \\n；其他控制字符删去",
            "write \\n for a line break; delete other control characters",
        )
    return refuse(
        "E204",
        at,
        len(text) - at,
        "引号没有闭合",
        "the quotes are never closed",
        f"在文字末尾加上 {quote}；文字里的引号写 \\{quote}",
        f"close the text with {quote}; a quote inside it is written \\{quote}",
    )
