"""What must hold of a workbook before a library is let near it: a whole, plain .xlsx of sane size, without DTD, macros or traps.

Every reader of workbooks comes in here first. A file that is something else is told in plain words what it is and what to do;
sizes are judged by the directory of the archive, so a bomb is refused before a byte of it is unpacked.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ..authoring.document import read_bytes
from ..authoring.refusal import DocumentError, complaint
from ..conditions.error import shown
from ..model.problem import Position, Problem

MOST_BYTES: Final = 20 * 1024 * 1024  # of the file
MOST_UNPACKED: Final = 64 * 1024 * 1024  # of all its parts together
MOST_PARTS: Final = 2_000
MOST_TIMES: Final = 200  # a part may grow so many times when unpacked …
_SMALL: Final = 1024 * 1024  # … unless it is small all the same
_DEEPEST: Final = 100  # levels of XML
_LARGEST_RANGE: Final = 100_000  # cells of one merged or linked range: the library visits each of them

_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
_BEFORE_XML: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, blanks, the other halves of UTF-16
_BROKEN_ANYWAY: Final = ".vml"  # Excel itself writes notes that are no well-formed XML; nobody reads them
_WORKBOOK: Final = "xl/workbook.xml"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_RANGED: Final = frozenset({"mergeCell", "hyperlink"})

_CANNOT_UNPACK: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ArithmeticError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError),
)
_SAVE_AS: Final = ("在 Excel 或 WPS 中另存为“Excel 工作簿 (.xlsx)”", "in Excel, WPS or LibreOffice save it as “Excel workbook (.xlsx)”")
_AGAIN: Final = ("重新导出或重新下载，再填一次", "export or download it again")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of a workbook that may be opened, and what is worth a warning about it."""

    file: str
    raw: bytes
    notes: tuple[Problem, ...] = ()


def read_workbook_file(path: Path, file: str | None = None) -> Workbook:
    """Read and check the workbook at `path`; `file` is the name shown in messages. Raises DocumentError."""
    name = str(path) if file is None else file
    if path.name.startswith("~$"):
        raise _refusal(
            name,
            "E826",
            ("这是 Excel 的锁文件，不是工作簿", "this is Excel's lock file, not a workbook"),
            ("关闭 Excel，再给出去掉 ~$ 的那个文件", "close Excel, and give the file whose name has no ~$"),
        )
    return preflight(read_bytes(path, name, MOST_BYTES), name)


def preflight(raw: bytes, file: str) -> Workbook:
    """Check the bytes of a workbook. Raises DocumentError for what must not be opened, saying what it is."""
    if len(raw) > MOST_BYTES:
        raise _too_large(file, f"文件超过 {MOST_BYTES // 1024 // 1024} MB", f"the file is larger than {MOST_BYTES // 1024 // 1024} MB")
    if not raw.startswith(_ZIP):
        raise _no_archive(raw, file)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            _sizes(parts, file)
            names = {part.filename for part in parts}
            _right_kind(archive, names, file)
            for part in parts:
                data = archive.read(part)  # whatever it is called: any part may be named as a sheet
                if data.lstrip(_BEFORE_XML).startswith(b"<"):
                    _xml(data, part.filename, file)
    except _CANNOT_UNPACK as error:
        raise _damaged(file, str(error)) from error
    return Workbook(file, raw, tuple(_notes(names, file)))


def _sizes(parts: list[zipfile.ZipInfo], file: str) -> None:
    if len(parts) > MOST_PARTS:
        raise _too_large(
            file, f"里面有 {len(parts)} 个部件，最多 {MOST_PARTS} 个", f"it has {len(parts)} parts, at most {MOST_PARTS} are taken"
        )
    most = MOST_UNPACKED // 1024 // 1024
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large(file, f"展开后超过 {most} MB", f"unpacked it is larger than {most} MB")
    for part in parts:
        if part.file_size > _SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
            name = shown(part.filename)
            raise _too_large(
                file,
                f"部件 {name} 展开后是压缩时的 {MOST_TIMES} 倍以上，像是压缩炸弹",
                f"the part {name} grows more than {MOST_TIMES} times when unpacked, like a zip bomb",
            )
        if part.flag_bits & 0x1:
            raise _refusal(file, "E821", ("文件加了密码", "the file is encrypted"), _without_password())
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise _damaged(file, "a part is there twice")


def _right_kind(archive: zipfile.ZipFile, names: set[str], file: str) -> None:
    """A workbook of the kind that can be read, among all the kinds of archive there are."""
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise _other(file, "这是 OpenDocument 文件（.ods）", "this is an OpenDocument file (.ods)")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refusal(file, "E824", ("工作簿带有宏（.xlsm）", "the workbook has macros (.xlsm)"), _SAVE_AS)
    if "xl/workbook.bin" in names:
        raise _other(file, "这是二进制工作簿（.xlsb）", "this is a binary workbook (.xlsb)")
    if "word/document.xml" in names:
        raise _other(file, "这是 Word 文档", "this is a Word document")
    if _WORKBOOK not in names:
        raise _other(file, "这是压缩包，但不是 Excel 工作簿", "this is an archive, but no Excel workbook")
    if _STRICT in archive.read(_WORKBOOK):
        raise _other(file, "这是“Strict Open XML”工作簿", "this is a “Strict Open XML” workbook")


def _xml(data: bytes, part: str, file: str) -> None:
    """One part: well-formed, without a DTD, not absurdly deep, without ranges that a library would walk through for hours."""
    parser = expat.ParserCreate()
    depth = 0

    def no_dtd(*_: object) -> None:
        raise _Trap

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _refusal(file, "E822", (f"部件 {shown(part)} 嵌套过深", f"the part {shown(part)} is nested too deep"), _AGAIN)
        if name.rpartition(":")[2] in _RANGED:
            _range(attributes.get("ref", ""), file)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = no_dtd
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except _Trap:
        words = (f"部件 {shown(part)} 含有 DTD，可能是攻击", f"the part {shown(part)} has a DTD, which may be an attack")
        raise _refusal(file, "E825", words, _SAVE_AS) from None
    except expat.ExpatError as error:
        if part.lower().endswith(_BROKEN_ANYWAY):
            return
        raise _damaged(file, f"{shown(part)}: {error}") from error


class _Trap(Exception):
    """A DTD was met."""


def _range(ref: str, file: str) -> None:
    found = _RANGE.fullmatch(ref)
    if found is None:
        return
    wide = abs(column_of(found[3]) - column_of(found[1])) + 1
    tall = abs(int(found[4]) - int(found[2])) + 1
    if wide * tall > _LARGEST_RANGE:
        zh, en = f"合并或链接的区域 {ref} 大得不合理", f"the merged or linked range {ref} is absurdly large"
        raise _too_large(file, zh, en, ("取消合并，或删除该链接", "undo the merge, or delete the link"))


def column_of(letters: str) -> int:
    """The number of a column: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _notes(names: set[str], file: str) -> list[Problem]:
    if not any(name.startswith("xl/externalLinks/") for name in names):
        return []
    words = ("工作簿链接到别的文件；链接不会被读取", "the workbook links to other files; the links are not followed")
    hint = ("在“数据 → 编辑链接”中断开链接", "break the links (Data → Edit Links)")
    return [complaint("W820", *words, Position(file), hint=hint, warning=True)]


def _no_archive(raw: bytes, file: str) -> DocumentError:
    """What a file that is no archive is: empty, an old or encrypted workbook, a page, a text."""
    if not raw.strip(b"\0"):
        return _refusal(file, "E822", ("文件是空的", "the file is empty"), _AGAIN)
    if raw.startswith(_OLE2):
        if _ENCRYPTED in raw:
            return _refusal(file, "E821", ("文件加了密码", "the file is encrypted"), _without_password())
        return _other(file, "这是旧格式的 .xls 文件", "this is a file of the old format (.xls)", "E821")
    if raw.startswith(b"%PDF"):
        return _other(file, "这是 PDF 文件", "this is a PDF file")
    if raw.startswith(_ZIP[:2]):
        return _damaged(file, "no archive")
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return _other(file, "这是网页或 XML 文件，只是后缀改成了 .xlsx", "this is a web page or XML file that was only renamed to .xlsx")
    if (text := _as_text(raw[:4096])) is not None:
        kind = ("CSV 文本", "CSV text") if any(sign in text for sign in ",\t;") else ("文本文件", "a text file")
        return _other(file, f"这是{kind[0]}，只是后缀改成了 .xlsx", f"this is {kind[1]} that was only renamed to .xlsx")
    return _other(file, "这不是 Excel 工作簿", "this is no Excel workbook")


def _as_text(head: bytes) -> str | None:
    """The beginning of a file as text, or None where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    for encoding in ("utf-8", "gb18030"):
        text = head.decode(encoding, "ignore")
        if len(text.encode(encoding)) + 4 >= len(head) and not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    return None


def _refusal(file: str, code: str, words: tuple[str, str], hint: tuple[str, str]) -> DocumentError:
    return DocumentError(complaint(code, *words, Position(file), hint=hint))


def _too_large(file: str, zh: str, en: str, hint: tuple[str, str] | None = None) -> DocumentError:
    empty = ("删除多余的工作表、图片和空行", "delete superfluous sheets, pictures and empty rows")
    return _refusal(file, "E823", (zh, en), hint or empty)


def _damaged(file: str, why: str) -> DocumentError:
    words = (f"工作簿已损坏或不完整（{shown(why)}）", f"the workbook is damaged or cut off ({shown(why)})")
    return _refusal(file, "E822", words, _AGAIN)


def _other(file: str, zh: str, en: str, code: str = "E820") -> DocumentError:
    return _refusal(file, code, (zh, en), _SAVE_AS)


def _without_password() -> tuple[str, str]:
    return ("去掉密码（文件 → 信息 → 保护工作簿）后再给出", "remove the password (File → Info → Protect Workbook)")
