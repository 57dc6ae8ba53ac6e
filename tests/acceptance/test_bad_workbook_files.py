"""Rows 47–51 of docs/bad-inputs.md: whose checklist a workbook is, and files that are traps, torn, or no workbooks at all."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.acceptance.checklist_desk import Desk, said
from tests.acceptance.hostile import RULES, edited, look
from tests.cli.reception import run


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_row_47_a_workbook_without_its_meta_sheet_is_refused(desk: Desk) -> None:
    clerk = desk.clerk()
    del clerk.book["_meta"]
    desk.refused_at(clerk, "E880")


@pytest.mark.parametrize(
    ("cell", "value", "code", "at"),
    [("B1", "tijian/checklist@2", "E881", "_meta!B1"), ("B2", "raft", "E882", "_meta!B2"), ("B3", "9", "E882", "_meta!B2")],
)
def test_row_47_a_workbook_of_another_form_or_of_a_ruleset_that_is_not_here_is_refused(
    desk: Desk, cell: str, value: str, code: str, at: str
) -> None:
    clerk = desk.clerk()
    clerk.book["_meta"][cell] = value
    desk.refused_at(clerk, code, at)


def test_row_47_an_edition_that_was_not_in_force_on_the_day_is_refused(desk: Desk) -> None:
    desk.rules(
        edited(RULES, ('edition: "1"', 'edition: "2"'), ('{from: "2025-01-01", until: "2025-12-31"}', '{from: "2026-01-01"}')), "boat/2"
    )
    clerk = desk.clerk()
    clerk.visit("assessed_on", "2026-02-02")
    assert "boat/2" in desk.refused_at(clerk, "E883", "基本情况!B6")


def test_row_47_a_ruleset_that_has_changed_is_refused_unless_that_is_accepted(desk: Desk) -> None:
    file = desk.hand_in(desk.clerk())
    desk.rules(edited(RULES, ("ask: {zh: 颜色}", "ask: {zh: 颜色均匀}")))
    seen = desk.command("checklist", "read", file)
    assert (seen.code, seen.out) == (3, "")
    assert "E884" in seen.err
    assert "--accept-drift" in seen.err
    seen = desk.command("checklist", "read", file, "--accept-drift")
    assert seen.code == 0
    assert "W884" in seen.err
    assert "G2: conform" in seen.out


def zipped(change: Callable[[dict[str, bytes]], None], raw: bytes) -> bytes:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def sheet_in(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.endswith("sheet4.xml"))


def test_row_48_bombs_and_archives_of_ten_thousand_parts_are_refused(desk: Desk) -> None:
    raw = desk.clerk().hand_in()

    def bomb(parts: dict[str, bytes]) -> None:
        parts["xl/media/a.bin"] = b"\0" * 50_000_000

    def many(parts: dict[str, bytes]) -> None:
        parts.update({f"xl/media/{number}.bin": b"" for number in range(10_000)})

    for change in (bomb, many):
        desk.refused_at(zipped(change, raw), "E823")


def test_row_49_a_cell_in_the_last_corner_is_left_alone_with_a_warning(desk: Desk) -> None:
    clerk = desk.clerk()
    clerk.book["核查表"]["XFD1048576"] = "x"
    seen = desk.judged(clerk)
    assert seen.result["verdict"]["grade"] == "A"
    said(seen, desk.folder / "visit.xlsx", "W831", "核查表!XFD1048576")


def test_row_50_a_dtd_is_refused_macros_are_refused_links_are_not_followed(desk: Desk) -> None:
    raw = desk.clerk().hand_in()

    def dtd(parts: dict[str, bytes]) -> None:
        name = sheet_in(parts)
        head, rest = (b"", parts[name]) if not parts[name].startswith(b"<?xml") else parts[name].split(b"?>", 1)
        parts[name] = head + (b"?>" if head else b"") + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:/etc/passwd">]>' + rest

    def macros(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"x"

    def links(parts: dict[str, bytes]) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    desk.refused_at(zipped(dtd, raw), "E825")
    desk.refused_at(zipped(macros, raw), "E824")
    desk.refused_at(zipped(macros, raw), "E824", name="visit.xlsm")
    seen = desk.judged(zipped(links, raw))
    assert "W820" in seen.err


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "E821"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "E821"),
        ("样品,检测项,实测值\nS-1,M1,12\n".encode("gb18030"), "E820"),
        (b"", "E822"),
        (b"<html><table><tr><td>x", "E820"),
    ],
)
def test_row_51_what_is_no_workbook_is_told_what_it_is(desk: Desk, raw: bytes, code: str) -> None:
    desk.refused_at(raw, code)


def test_row_51_a_workbook_that_was_cut_off_is_refused(desk: Desk) -> None:
    raw = desk.clerk().hand_in()
    for length in (10, len(raw) // 2, len(raw) - 10):
        desk.refused_at(raw[:length], "E822")


def test_row_51_an_old_workbook_is_refused_under_its_own_name(desk: Desk) -> None:
    desk.refused_at(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "E821", name="visit.xls")


def test_row_51_a_lock_file_is_skipped_beside_others_and_refused_alone(desk: Desk) -> None:
    file, lock = desk.hand_in(desk.clerk()), desk.hand_in(b"\x04abc", "~$visit.xlsx")
    seen = desk.assess(file, lock)
    assert (seen.code, seen.result["verdict"]["grade"]) == (0, "A")
    assert f"{lock}: W885 " in seen.err
    desk.refused_at(b"\x04abc", "E826", name="~$visit.xlsx")


def test_an_edited_workbook_never_shows_the_insides(desk: Desk, tmp_path: Path) -> None:
    """Every cell of every sheet in turn is replaced by odd things: whatever happens is said, never shown raw."""
    raw = desk.clerk().hand_in()
    book = load_workbook(io.BytesIO(raw))
    places = [(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    odd: list[Any] = [None, "x", 7, True, datetime(2025, 1, 1), "=A1", "é" * 400]  # noqa: DTZ001
    for number, (sheet, cell) in enumerate(places[::14]):
        book = load_workbook(io.BytesIO(raw))
        book[sheet][cell] = odd[number % len(odd)]
        stream = io.BytesIO()
        book.save(stream)
        file = desk.hand_in(stream.getvalue())
        done = run("checklist", "read", file, "--ruleset-path", desk.root)
        look(done.exit_code, done.stdout, done.stderr)
