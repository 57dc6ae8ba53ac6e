"""Before a workbook is opened: what is no workbook, what is a trap and what is damaged is refused in plain words, and in no time."""

import contextlib
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.bench import back, small

from tijian.authoring.refusal import DocumentError
from tijian.exchange import preflight as room
from tijian.exchange.grid import open_grid
from tijian.exchange.preflight import preflight, read_workbook_file

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def rebuilt(changes: dict[str, bytes | None], raw: bytes | None = None) -> bytes:
    """A workbook with parts replaced, added, or (None) taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw or small())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, data in changes.items():
            if data is not None:
                new.writestr(part, data)
    return made.getvalue()


def part(name: str) -> bytes:
    """A part of the small workbook."""
    return zipfile.ZipFile(io.BytesIO(small())).read(name)


def archive(**parts: bytes) -> bytes:
    """Any archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def encrypted_zip() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    raw = bytearray(small())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        while at >= 0:
            flags = struct.unpack_from("<H", raw, at + offset)[0]
            struct.pack_into("<H", raw, at + offset, flags | 1)
            at = raw.find(sign, at + 4)
    return bytes(raw)


SHEET = "xl/worksheets/sheet3.xml"
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (bytes, "E822", "空的"),
    "only zeros": (lambda: bytes(900), "E822", "空的"),
    "CSV renamed": ("编号,类别\nC1,key\n".encode, "E820", "CSV"),
    "CSV in GBK renamed": (lambda: "编号,类别\nC1,关键\n".encode("gbk"), "E820", "CSV"),
    "TSV in UTF-16 renamed": (lambda: "编号\t类别\n".encode("utf-16"), "E820", "CSV"),
    "a page renamed": (lambda: b"\xef\xbb\xbf<html><table></table></html>", "E820", "网页"),
    "a PDF renamed": (lambda: b"%PDF-1.7\n...", "E820", "PDF"),
    "a picture renamed": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, "E820", "不是 Excel"),
    "an old .xls": (lambda: OLE2, "E821", "旧格式"),
    "with a password": (lambda: OLE2 + "EncryptedPackage".encode("utf-16-le"), "E821", "密码"),
    "parts with a password": (encrypted_zip, "E821", "密码"),
    "cut off": (lambda: small()[: len(small()) // 2], "E822", "损坏"),
    "a part cut off": (lambda: rebuilt({SHEET: part(SHEET)[:-40]}), "E822", "损坏"),
    "no XML": (lambda: rebuilt({SHEET: b"<a>\xff\xfe</a>"}), "E822", "损坏"),
    "a part twice": (lambda: rebuilt({"XL/Workbook.xml": b"<a/>"}), "E822", "损坏"),
    "an archive of something else": (lambda: archive(a_xml=b"<a/>"), "E820", "压缩包"),
    "a Word document": (lambda: archive(word__document_xml=b"<a/>"), "E820", "Word"),
    "an .ods": (lambda: archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "E820", ".ods"),
    "an .xlsb": (lambda: archive(**{"xl__workbook.bin": b"x"}), "E820", ".xlsb"),
    "strict": (lambda: archive(xl__workbook_xml=b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'), "E820", "Strict"),
    "with macros": (lambda: rebuilt({"xl/vbaProject.bin": OLE2}), "E824", "宏"),
    "macros announced": (
        lambda: rebuilt({"[Content_Types].xml": b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"}),
        "E824",
        "宏",
    ),
    "a DTD": (lambda: rebuilt({SHEET: BOMB}), "E825", "DTD"),
    "a DTD in UTF-16": (lambda: rebuilt({SHEET: BOMB.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")}), "E825", "DTD"),
    "a DTD under another name": (lambda: rebuilt({"xl/media/image1.png": BOMB}), "E825", "DTD"),
    "a DTD in a note": (lambda: rebuilt({"xl/drawings/vmlDrawing1.vml": BOMB}), "E825", "DTD"),
    "nested without end": (lambda: rebuilt({SHEET: b"<a>" * 300 + b"</a>" * 300}), "E822", "嵌套过深"),
    "a zip bomb": (lambda: rebuilt({"xl/media/a.bin": bytes(30_000_000)}), "E823", "压缩炸弹"),
    "larger than may be": (lambda: rebuilt({f"xl/media/{n}.bin": bytes(1_000_000) for n in range(68)}), "E823", "展开后超过"),
    "ten thousand parts": (lambda: archive(**{f"p{n}": b"" for n in range(10_000)}), "E823", "10000 个部件"),
    "merged to the last corner": (
        lambda: rebuilt(
            {SHEET: part(SHEET).replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')}
        ),
        "E823",
        "A1:XFD1048576",
    ),
    "linked to the last corner": (
        lambda: rebuilt(
            {SHEET: part(SHEET).replace(b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>')}
        ),
        "E823",
        "A1:XFD1048576",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_must_not_be_opened_is_refused_in_plain_words(name: str) -> None:
    made, code, word = HOSTILE[name]
    with pytest.raises(DocumentError) as caught:
        preflight(made(), "F.xlsx")
    [problem] = caught.value.problems
    assert (problem.code, problem.at and problem.at.file) == (code, "F.xlsx")
    assert word in problem.text.zh
    assert problem.hint is not None


def test_a_file_over_the_limit_is_refused_before_it_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 1024)
    (tmp_path / "F.xlsx").write_bytes(small())
    with pytest.raises(DocumentError) as caught:
        read_workbook_file(tmp_path / "F.xlsx")
    assert caught.value.problems[0].code == "E823"


def test_a_bomb_is_refused_without_unpacking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = HOSTILE["a zip bomb"][0]()
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a part was unpacked"))
    with pytest.raises(DocumentError):
        preflight(bomb, "F.xlsx")


def test_the_lock_file_of_an_open_workbook_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "~$F.xlsx").write_bytes(small())
    with pytest.raises(DocumentError) as caught:
        read_workbook_file(tmp_path / "~$F.xlsx", "~$F.xlsx")
    assert [problem.code for problem in caught.value.problems] == ["E826"]


@pytest.mark.parametrize("name", ["missing.xlsx", "", "a\0b.xlsx"])
def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_workbook_file(tmp_path / name)
    assert [problem.code for problem in caught.value.problems] == ["E101"]


def test_links_to_other_files_are_a_warning_and_are_not_followed() -> None:
    found = back(rebuilt({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
    assert [(problem.code, problem.warning) for problem in found.notes] == [("W820", True)]


def test_a_workbook_whose_parts_contradict_each_other_is_refused_and_the_insides_of_the_library_are_not_shown() -> None:
    checked = preflight(rebuilt({"xl/styles.xml": b"<styleSheet/>", "xl/sharedStrings.xml": None}), "F.xlsx")
    with pytest.raises(DocumentError) as caught:
        open_grid(checked)
    assert [problem.code for problem in caught.value.problems] == ["E827"]
    assert "Traceback" not in caught.value.problems[0].text.zh


def read_or_refuse(raw: bytes) -> None:
    """Anything else than a refusal is a crash, and fails the test."""
    with contextlib.suppress(DocumentError):
        back(raw)


@settings(max_examples=60)
@given(st.data())
def test_a_workbook_with_bytes_changed_anywhere_is_read_or_refused_but_nothing_crashes(data: st.DataObject) -> None:
    raw = bytearray(small())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(raw[: data.draw(st.integers(len(raw) - 200, len(raw)))]))


@settings(max_examples=60)
@given(st.data())
def test_a_sheet_with_xml_changed_anywhere_is_read_or_refused_but_nothing_crashes(data: st.DataObject) -> None:
    """Past the checksums of the archive: what an attacker would write."""
    name = data.draw(st.sampled_from(["xl/workbook.xml", "xl/styles.xml", SHEET, "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]))
    sheet = bytearray(part(name))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(sheet) - 1))
        sheet[at : at + data.draw(st.integers(0, 9))] = data.draw(
            st.sampled_from([b"", b"1", b"A", b"-1", b"1E999", b"nan", b'"', b"<f/>", b"99999999999"])
        )
    read_or_refuse(rebuilt({name: bytes(sheet)}))
