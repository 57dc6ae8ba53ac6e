"""Reads JSON with positions and the same guards as YAML. The stdlib's reader tells no positions, takes NaN, and recurses.

A number with an exponent stays text, as it does in YAML: whoever wants a number there says how to write it.
"""

import json
import re
from typing import Any, Final, NoReturn

from .source import SourceText
from .tree import Builder
from .yaml_reader import not_a_number, plain

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"')
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD: Final = re.compile(r"[-+]?[A-Za-z_][A-Za-z0-9_]*|[^\s\[\]{},:]+")
_MEANS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None}
_NOT_FINITE: Final = frozenset({"NaN", "Infinity", "-Infinity", "+Infinity", "nan", "inf", "-inf"})


def read_json(source: SourceText) -> Builder:
    """The one value of a JSON text. Raises DocumentError."""
    reader = _Reader(source)
    reader.read()
    return reader.builder


class _Reader:
    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.at = 0
        self.builder = Builder(source)
        self.closers: list[tuple[str, int]] = []  # which bracket closes, and where it was opened

    def read(self) -> None:
        """One value, and nothing after it."""
        if self._next() == "":
            return  # the caller tells an empty file
        self._value()
        while self.closers:
            self._inside()
        if self._next():
            self._stop("JSON 结束之后还有内容", "something stands after the end of the JSON value")

    def _inside(self) -> None:
        """After a value, or just after an opening bracket: what comes next in the innermost list or mapping."""
        closer, opened = self.closers[-1]
        fresh = self.text[self.at - 1] in "[{" and self.at - 1 == opened
        sign = self._next()
        if sign == closer:
            self.at += 1
            self.closers.pop()
            self.builder.close(self.at)
            return
        if not fresh:
            if sign != ",":
                self._stop_in(opened, sign, f"缺少逗号或 {closer}", f"a comma or {closer} is missing")
            self.at += 1
            sign = self._next()
            if sign == closer:
                self._stop("最后一项之后多了逗号", "a comma too many after the last entry")
        if closer == "}":
            self._key(opened, sign)
        self._value()

    def _key(self, opened: int, sign: str) -> None:
        if sign != '"':
            self._stop_in(opened, sign, "此处应是双引号内的键", "a key in double quotes is wanted here")
        start = self.at
        self.builder.key(self._string(), start, self.at)
        if (sign := self._next()) != ":":
            self._stop_in(opened, sign, "此键之后缺少冒号", "a colon is missing after this key")
        self.at += 1

    def _value(self) -> None:
        sign, start = self._next(), self.at
        if sign in ("{", "["):
            self.builder.open({} if sign == "{" else [], start)
            self.closers.append(("}" if sign == "{" else "]", start))
            self.at += 1
        elif sign == '"':
            text = self._string()
            self.builder.scalar(text, start, self.at, '"')
        elif found := _NUMBER.match(self.text, start):
            self._number(found.group(), start)
        else:
            self._word(start)

    def _number(self, written: str, start: int) -> None:
        self.at = start + len(written)
        if after := _WORD.match(self.text, self.at):
            self.at = start
            self._stop("不是数", "this is not a number", after.end())
        value: Any = plain(self.builder, written, start, self.at)
        self.builder.scalar(value, start, self.at, "")

    def _word(self, start: int) -> None:
        found = _WORD.match(self.text, start)
        word = found.group() if found else ""
        if word in _MEANS:
            self.at = start + len(word)
            self.builder.scalar(_MEANS[word], start, self.at, "")
        elif word in _NOT_FINITE:
            self.at = start + len(word)
            not_a_number(self.builder, word, start, self.at)
            self.builder.scalar(None, start, self.at, "")
        else:
            opened = self.closers[-1][1] if self.closers else start
            self._stop_in(opened, self._next(), "此处应是一个值；文字须加双引号", "a value is wanted here; text needs double quotes")

    def _string(self) -> str:
        start = self.at
        found = _STRING.match(self.text, start)
        if found is None:
            self._stop("双引号没有配对", "a double quote is not closed")
        self.at = found.end()
        raw = found.group()
        if "\\" not in raw and "\t" not in raw:
            return raw[1:-1]
        try:
            text: str = json.loads(raw)
        except json.JSONDecodeError as error:
            self.at = start + error.pos
            self._stop("双引号内的转义不对", "wrong escape inside double quotes")
        return text

    def _next(self) -> str:
        """Skip white space; the character that comes then, or nothing at the end."""
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return self.text[self.at : self.at + 1]

    def _stop(self, zh: str, en: str, end: int | None = None) -> NoReturn:
        if self.text.startswith(("//", "/*", "#"), self.at):
            zh, en = "JSON 不能有注释", "JSON has no comments"
        elif self.text.startswith("'", self.at):
            zh, en = "JSON 用双引号，不用单引号", "JSON uses double quotes, not single ones"
        self.builder.stop("E105", f"JSON 语法：{zh}", f"JSON syntax: {en}", self.at, end)

    def _stop_in(self, opened: int, sign: str, zh: str, en: str) -> NoReturn:
        if sign == "":
            bracket = self.text[opened]
            message = (f"JSON 语法：{bracket} 没有配对", f"JSON syntax: this {bracket} is not closed")
            self.builder.stop("E105", *message, opened)
        self._stop(zh, en)
