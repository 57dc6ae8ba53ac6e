"""The text of a file: decoded, guarded, and able to say which line and column an offset is.

Nothing invisible gets past this point: not a NUL, not a second byte order mark, not a character that turns
the reading direction round (so that a reviewer sees something else than the engine).
"""

import re
from bisect import bisect_right
from typing import Final

from ..model.problem import Position, Problem
from .refusal import DocumentError, complaint

MOST_BYTES: Final = 16 * 1024 * 1024
_BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_BIDI: Final = "\u202a-\u202e\u2066-\u2069"
_BAD: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff{_BIDI}]")
_IS_BIDI: Final = re.compile(f"[{_BIDI}]")
_MOST_BAD: Final = 20


class SourceText:
    """The text of one file, and its lines. Lines end at LF, CRLF or CR, whichever comes; columns count characters from 1."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts: list[int] | None = None
        self._excerpts: dict[int, str] = {}

    def position(self, start: int, end: int | None = None) -> Position:
        """Where the characters from `start` up to `end` stand; what runs over the end of the line is not underlined."""
        start = min(max(start, 0), len(self.text))
        line = bisect_right(self._lines, start)
        first = self._lines[line - 1]
        length = max(1, min(end if end is not None else start + 1, first + len(self._line(line))) - start)
        return Position(self.file, line, start - first + 1, length)

    def excerpt(self, position: Position) -> str | None:
        """The line that `position` points to, or None if it points to the file as a whole or to another file."""
        if position.file != self.file or not 1 <= position.line <= len(self._lines):
            return None
        return self._line(position.line)

    @property
    def _lines(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        return self._starts

    def _line(self, number: int) -> str:
        # kept: a file may be one line of 16 MB, and each of its problems refers to that line
        if number not in self._excerpts:
            start = self._lines[number - 1]
            stop = self._lines[number] if number < len(self._lines) else len(self.text)
            self._excerpts[number] = self.text[start:stop].rstrip("\r\n")
        return self._excerpts[number]


def read_source(text: str | bytes, file: str) -> SourceText:
    """Decode and guard. A byte order mark at the very start is accepted. Raises DocumentError."""
    size = len(text) if isinstance(text, bytes) or len(text) > MOST_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise too_large(file)
    decoded = _decoded(text, file) if isinstance(text, bytes) else text
    source = SourceText(file, decoded.removeprefix(_BOM))
    if problems := _forbidden(source):
        raise DocumentError(problems)
    return source


def too_large(file: str) -> DocumentError:
    """The refusal of a file over the limit."""
    most = MOST_BYTES // 1024 // 1024
    return DocumentError(
        complaint(
            "E102",
            f"文件超过 {most} MB",
            f"the file is larger than {most} MB",
            Position(file),
            hint=("拆成几个文件", "split it into several files"),
        )
    )


def forbidden_in(value: str) -> str | None:
    """The first character of `value` that no text may hold (an escape can bring it in), or None."""
    found = _BAD.search(value)
    return found.group() if found else None


def forbidden(character: str, at: Position, excerpt: str | None) -> Problem:
    """The problem of a character that no text may hold."""
    name = f"U+{ord(character):04X}"
    if _IS_BIDI.match(character):
        zh, en = f"改变文字方向的控制字符 {name}", f"{name}, a control character that turns the reading direction round"
        why = ("它使人看到的与程序读到的不同；删除它", "with it people see something else than the program reads; delete it")
    elif character == _BOM:
        zh, en = f"文件中间的字节顺序标记 {name}", f"{name}, a byte order mark inside the file"
        why = ("多半是拼接文件带入的；删除它", "files put together often carry it; delete it")
    else:
        zh, en = f"控制字符或看不见的字符 {name}", f"{name}, a control or invisible character"
        why = ("删除它，或另存为 UTF-8 纯文本", "delete it, or save the file as plain UTF-8 text")
    return complaint("E104", f"不允许出现{zh}", f"not allowed: {en}", at, hint=why, excerpt=excerpt)


def _forbidden(source: SourceText) -> list[Problem]:
    problems: list[Problem] = []
    for found in _BAD.finditer(source.text):
        at = source.position(found.start())
        problems.append(forbidden(found.group(), at, source.excerpt(at)))
        if len(problems) == _MOST_BAD:
            break
    return problems


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = SourceText(file, raw[: error.start].decode("utf-8"))
        at = before.position(len(before.text))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        at, looks = Position(file), ("，像是 UTF-16", "; it looks like UTF-16")
    elif _is_gbk(raw):
        looks = ("，像是 GBK（GB 18030）", "; it looks like GBK (GB 18030)")
    else:
        looks = ("", "")
    raise DocumentError(
        complaint(
            "E103",
            f"文件不是 UTF-8 编码{looks[0]}",
            f"the file is not UTF-8{looks[1]}",
            at,
            hint=("在编辑器中另存为 UTF-8", "save it as UTF-8 in your editor"),
        )
    )


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
