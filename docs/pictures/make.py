"""Pictures of the reports in every format, of the checklist and of the board, in both languages: `python docs/pictures/make.py`.

They show the bundled campaign, whose every enterprise is invented, so that anybody can make the same pictures. What lays them out is
what the tests use: LibreOffice for Word and Excel, Chromium for pages, PDFium for PDF, in the fonts of the extra `report`.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.board.browser import Page, chromium, running  # noqa: E402
from tests.reports import boxes, office  # noqa: E402
from tests.reports import reporting as at  # noqa: E402

import tijian  # noqa: E402
from tijian.exchange.checklist.write import checklist_workbook  # noqa: E402
from tijian.insight.wording import short_phrases  # noqa: E402
from tijian.model.text import Language  # noqa: E402
from tijian.reports.model import Kind  # noqa: E402

KINDS: tuple[Kind, ...] = ("overall", "regional", "industry", "enterprise")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SHOWN: dict[Kind, int] = {"overall": 2}  # the page of a kind that shows most; by default the first
CHECKLIST = "mask"
WIDE = 1000  # dots
COLOURS, FLAT = 64, 40  # few colours make small files; as many of them as are fills
SCREEN = (1000, 1414)
BOARD = (1280, 1000)


def main() -> int:
    """Makes the pictures that the machine has programs for; says which are missing, and answers 1 then."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=HERE, help="the directory to write into")
    out: Path = asked.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    missing = [why for program, why in ((office.OFFICE, office.WHY_NOT), (chromium(), "Chromium is not installed")) if program is None]
    makers: list[Callable[[], Iterator[tuple[str, bytes]]]] = [on_paper]
    makers += [in_word, on_a_checklist] if office.OFFICE is not None else []
    makers += [on_screens] if chromium() is not None else []
    for maker in makers:
        for name, picture in maker():
            (out / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"{out / name}.png\n")
    sys.stderr.write("".join(f"not all pictures were made: {why}\n" for why in missing))
    return 1 if missing else 0


def on_paper() -> Iterator[tuple[str, bytes]]:
    """A page of each kind, as PDF."""
    for kind in KINDS:
        for language in LANGUAGES:
            yield f"{kind}-pdf-{language}", _page(at.press().print(at.longest(kind, language), "pdf").data, SHOWN.get(kind, 1))


def in_word() -> Iterator[tuple[str, bytes]]:
    """A page of each kind, as Word lays it out (LibreOffice stands in for it)."""
    documents = {
        f"{kind}-docx-{language}.docx": at.press().print(at.longest(kind, language), "docx").data
        for kind in KINDS
        for language in LANGUAGES
    }
    for name, data in office.laid_out(documents).items():
        kind: Any = name.partition("-")[0]
        yield name.removesuffix(".docx"), _page(data, SHOWN.get(kind, 1))


def on_screens() -> Iterator[tuple[str, bytes]]:
    """The head of each kind as a page, and the board."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"FONTCONFIG_FILE": office.fonts(folder)["FONTCONFIG_FILE"]}
        with running(folder / "profile") as browser:

            def seen(data: bytes, size: tuple[int, int], ready: str) -> bytes:
                (folder / "page.html").write_bytes(data)
                page = Page(browser, *size, dark=False)
                page.ask("Emulation.setScrollbarsHidden", {"hidden": True})
                page.open(folder / "page.html", wait=ready)
                page.picture(folder / "page.png")
                page.close()
                return _small((folder / "page.png").read_bytes())

            for kind in KINDS:
                for language in LANGUAGES:
                    data = at.press().print(at.longest(kind, language), "html").data
                    yield f"{kind}-html-{language}", seen(data, SCREEN, "document.fonts.status === 'loaded'")
            for language in LANGUAGES:
                yield f"board-{language}", seen(_board(language), BOARD, "document.body.classList.contains('ready')")


def _board(language: Language) -> bytes:
    from tijian.reports.board import write

    series = at.campaign()
    return write(series.comparison, series.results, series.campaign, language=language)


def on_a_checklist() -> Iterator[tuple[str, bytes]]:
    """The questions of a checklist, some of them answered, as they are printed."""
    books = {f"checklist-{language}.xlsx": _answered(language) for language in LANGUAGES}
    for name, data in office.laid_out(books).items():
        first = next(number for number, paper in enumerate(boxes.papers(data), 1) if "C1.1" in "".join(one.letter for one in paper.inks))
        yield name.removesuffix(".xlsx"), _page(data, first)


def _answered(language: Language) -> bytes:
    """A checklist with what two assessors wrote in the first hour."""
    from openpyxl import load_workbook

    program = tijian.catalogue().entry(CHECKLIST, "2021-08-12").program
    made = checklist_workbook(program, short_phrases(program.ruleset), language)
    book = load_workbook(io.BytesIO(made), rich_text=True)
    sheet = book["核查表" if language == "zh" else "Checks"]
    words = {"zh": ("符合", "轻微缺陷", "不符合"), "en": ("Conform", "Minor", "Major")}[language]
    notes = {
        "C2.2": (None, {"zh": "", "en": ""}, ""),  # asked from 2023-05-05 on
        "C2.3": (1, {"zh": "采购制度没有写供方复评", "en": "The purchasing procedure says nothing of re-evaluating suppliers"}, "IMG_0231"),
        "C2.4": (2, {"zh": "未见质量目标和考核记录", "en": "No quality objectives, no appraisal on record"}, ""),
        "C3.2": (2, {"zh": "", "en": ""}, ""),  # a fault without facts: the sheet asks for them
    }
    for row in range(5, sheet.max_row + 1):
        check = sheet.cell(row, 1).value
        if check in notes:
            code, said, evidence = notes[check]
            by = {"zh": "林", "en": "Lin"}[language]
            answers: tuple[str, ...] = ("", "", "", "") if code is None else (words[code], said[language], evidence, by)
        elif isinstance(check, str) and check[:3] in ("C1.", "C2.", "C3."):
            answers = (words[0], "", "", {"zh": "林", "en": "Lin"}[language])
        else:
            continue
        for column, said_there in enumerate(answers, 5):
            sheet.cell(row, column).value = said_there or None
        if check == "C3.3":
            break
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _page(data: bytes, number: int) -> bytes:
    """A page of a PDF (the last, if it has no such)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    held = io.BytesIO()
    try:
        page = document[min(number, len(document)) - 1]
        page.render(scale=WIDE / page.get_width()).to_pil().save(held, "PNG")
    finally:
        document.close()
    return _small(held.getvalue())


def _small(picture: bytes) -> bytes:
    """The same picture in few colours: the flat ones as they are, the others (the edges of letters) as the nearest of them."""
    import numpy as np
    from PIL import Image

    held = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as full:
        scaled = full.convert("RGB")
    if scaled.width > WIDE:
        scaled = scaled.resize((WIDE, scaled.height * WIDE // scaled.width), Image.Resampling.LANCZOS)
    parts = np.array([1 << 16, 1 << 8, 1])
    packed, which, counted = np.unique(np.asarray(scaled, np.int64) @ parts, return_inverse=True, return_counts=True)
    colours = packed[:, None] // parts % 256
    frequent = colours[np.argsort(-counted, kind="stable")[:FLAT]]
    others = np.array(scaled.quantize(COLOURS - FLAT, Image.Quantize.MAXCOVERAGE).getpalette()).reshape(-1, 3)
    palette = np.concatenate([frequent, others])
    nearest = np.abs(colours[:, None, :] - palette[None, :, :]).sum(axis=2).argmin(axis=1)
    drawn = Image.fromarray(nearest[which].astype(np.uint8).reshape(scaled.height, scaled.width)).convert("P")
    drawn.putpalette(palette.astype(np.uint8).tobytes())
    drawn.save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    sys.exit(main())
