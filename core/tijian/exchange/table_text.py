"""A table in a text file (CSV): in which encoding and with which separator it was written, and its cells with their places.

Nothing is guessed in silence: an encoding other than UTF-8 and a separator other than the comma are noted. A row that does not have the
cells of the head, a quote that is never closed and a line without end are refused where they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from ..authoring.document import read_bytes
from ..authoring.refusal import DocumentError, complaint
from ..authoring.source import forbidden, forbidden_in
from ..model.problem import Position, Problem

MOST_BYTES: Final = 16 * 1024 * 1024
MOST_LINE: Final = 1_000_000  # characters of one row
MOST_ROWS: Final = 200_000
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES: Final = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB 18030 (GBK)"}
_SEPARATORS: Final = {
    ",": ("逗号", "commas"),
    ";": ("分号", "semicolons"),
    "\t": ("制表符", "tabs"),
    "，": ("全角逗号", "full-width commas"),
}
_SHORT: Final = 20_000  # characters of a line that are kept to be shown: a submission of a phone has thousands


@dataclass(frozen=True, slots=True)
class TextCell:
    """One cell: its text, and where it begins."""

    text: str
    at: Position

    @property
    def span(self) -> Position:
        """Where it is, as long as its first line."""
        return replace(self.at, length=max(len(self.text.split("\n")[0]), 1))


@dataclass(slots=True)
class TextTable:
    """The rows that hold something, the head first; and what is to be noted of the file."""

    file: str
    rows: list[list[TextCell]] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)  # as they are shown


def read_table_file(path: Path) -> TextTable:
    """The table in the file at `path`. Raises DocumentError."""
    return read_table(read_bytes(path, str(path), MOST_BYTES), str(path))


def read_table(raw: bytes, file: str) -> TextTable:
    """The table in these bytes. Raises DocumentError with every row that is wrong."""
    if len(raw) > MOST_BYTES:
        raise _too_large(file, f"文件超过 {MOST_BYTES // 1024 // 1024} MB", f"the file is larger than {MOST_BYTES // 1024 // 1024} MB")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        words = ("这是 Excel 工作簿，不是 CSV", "this is an Excel workbook, and no CSV")
        raise DocumentError(complaint("E900", *words, Position(file), hint=("另存为 CSV UTF-8", "save it as CSV UTF-8")))
    table = TextTable(file)
    text = _decoded(raw, table)
    if not text.strip():
        raise DocumentError(_nothing(file))
    separator = _separator(text, table)
    rows = _Rows(text, separator, table)
    found = [row for row in rows.read() if any(cell.text.strip() for cell in row)]
    if rows.problems:
        raise DocumentError(rows.problems)
    if not found:
        raise DocumentError(_nothing(file))
    table.rows = _even(found, table)
    return table


def _decoded(raw: bytes, table: TextTable) -> str:
    """The text: by its mark, as UTF-8, or as GB 18030, and said which."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    tried = [encoding] if encoding else ["utf-8", "gb18030"]
    for name in tried:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "utf-8":
            mark_zh, mark_en = ("，带 BOM", ", with a byte order mark") if encoding else ("", "")
            zh, en = f"按 {_NAMES[name]} 编码读取{mark_zh}", f"read as {_NAMES[name]}{mark_en}"
            table.notes.append(complaint("N900", zh, en, Position(table.file), warning=True))
        if strange := forbidden_in(text):
            before = text[: text.index(strange)]
            line = before.count("\n") + 1
            raise DocumentError(forbidden(strange, Position(table.file, line, len(before) - before.rfind("\n")), None))
        return text
    words = ("编码认不出来：不是 UTF-8、UTF-16，也不是 GB 18030", "its encoding is neither UTF-8, UTF-16 nor GB 18030")
    hint = ("在 Excel 中另存为“CSV UTF-8”", "in Excel save it as “CSV UTF-8”")
    raise DocumentError(complaint("E900", *words, Position(table.file), hint=hint))


def _separator(text: str, table: TextTable) -> str:
    """What stands between the cells of the head."""
    head = next((line for line in text.splitlines() if line.strip()), "")[:MOST_LINE]
    bare = "".join(part for place, part in enumerate(head.split('"')) if place % 2 == 0)  # without what stands in quotes
    found = max(_SEPARATORS, key=lambda sign: (bare.count(sign), sign == ","))
    if found != "," and bare.count(found):
        zh, en = _SEPARATORS[found]
        table.notes.append(complaint("N901", f"各列以{zh}分隔", f"the columns are separated by {en}", Position(table.file), warning=True))
        return found
    return ","


class _Rows:
    """Takes a text apart, sign by sign, and knows where it is."""

    def __init__(self, text: str, separator: str, table: TextTable) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._separator = separator
        self._table = table
        self.problems: list[Problem] = []
        self._at = 0
        self._line, self._begin = 1, 0  # the line, and where it begins

    def read(self) -> Iterator[list[TextCell]]:
        """The rows. After a fault in its quotes nothing can be read."""
        rows = 0
        while self._at < len(self._text) and not self.problems:
            start = self._at
            self._keep_line()
            row = list(self._row(start))
            rows += 1
            if rows > MOST_ROWS:
                raise _too_large(self._table.file, f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows")
            yield row

    def _keep_line(self) -> None:
        """Keeps the line that begins here, or inside the cell that is being read."""
        end = self._text.find("\n", self._begin, self._begin + _SHORT)
        self._table.lines[self._line] = self._text[self._begin : self._begin + _SHORT if end < 0 else end]

    def _row(self, start: int) -> Iterator[TextCell]:
        while True:
            at = Position(self._table.file, self._line, self._at - self._begin + 1)
            yield TextCell(self._quoted(at) if self._next() == '"' else self._bare(), at)
            if self._at - start > MOST_LINE:
                raise _too_large(
                    self._table.file, f"第 {at.line} 行超过 {MOST_LINE} 个字符", f"row {at.line} has more than {MOST_LINE} characters"
                )
            if self.problems or self._next() != self._separator:
                break
            self._at += 1
        if self._next() == "\n":
            self._at += 1
            self._line, self._begin = self._line + 1, self._at

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _bare(self) -> str:
        start = self._at
        ends = [place for sign in (self._separator, "\n") if (place := self._text.find(sign, start, start + MOST_LINE + 1)) >= 0]
        self._at = min(ends, default=min(len(self._text), start + MOST_LINE + 1))
        return self._text[start : self._at]

    def _quoted(self, at: Position) -> str:
        parts: list[str] = []
        self._at += 1
        while True:
            end = self._text.find('"', self._at, self._at + MOST_LINE + 1)
            if end < 0:
                words = ("引号没有闭合", "a quote that is never closed")
                hint = ('单元格里的引号写两个：""', 'write a quote inside a cell twice: ""')
                self.problems.append(complaint("E902", *words, at, hint=hint, excerpt=self._table.lines.get(at.line)))
                return ""
            part = self._text[self._at : end]
            self._line += part.count("\n")
            if "\n" in part:
                self._begin = self._at + part.rindex("\n") + 1
                self._keep_line()
            parts.append(part)
            self._at = end + 1
            if self._next() != '"':
                break
            parts.append('"')
            self._at += 1
        if self._next() not in (self._separator, "\n", ""):
            place = Position(self._table.file, self._line, self._at - self._begin + 1)
            words = ("引号后面还有文字", "there is text after the closing quote")
            hint = ('单元格里的引号写两个：""', 'write a quote inside a cell twice: ""')
            self.problems.append(complaint("E902", *words, place, hint=hint, excerpt=self._table.lines.get(place.line)))
        return "".join(parts)


def _even(rows: list[list[TextCell]], table: TextTable) -> list[list[TextCell]]:
    """The rows, each with as many cells as the head. Raises DocumentError (E903) for each that has fewer, or more that say something."""
    wide = len(rows[0])
    while wide > 1 and not rows[0][wide - 1].text.strip():
        wide -= 1
    problems: list[Problem] = []
    for row in rows:
        if len(row) < wide or any(cell.text.strip() for cell in row[wide:]):
            at = row[0].at
            many = len(row) if len(row) < wide else max(place for place, cell in enumerate(row, 1) if cell.text.strip())
            words = (f"这一行有 {many} 格，表头有 {wide} 列", f"this row has {many} cells, and the head {wide}")
            hint = ("补齐或删去分隔符；含分隔符的文字加双引号", "add or remove a separator; put text that holds one in double quotes")
            problems.append(complaint("E903", *words, at, hint=hint, excerpt=table.lines.get(at.line)))
    if problems:
        raise DocumentError(problems)
    return [row[:wide] for row in rows]


def _nothing(file: str) -> Problem:
    words = ("文件里没有内容", "there is nothing in the file")
    return complaint("E906", *words, Position(file), hint=("重新导出", "export it again"))


def _too_large(file: str, zh: str, en: str) -> DocumentError:
    hint = ("拆成几个文件；检查引号和换行", "split it into several files; look at its quotes and line ends")
    return DocumentError(complaint("E901", zh, en, Position(file), hint=hint))
