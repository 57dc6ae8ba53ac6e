"""A phone form as an XLSForm, the workbook that ODK Central, KoboToolbox and pyxform take: the same bytes for the same form.

Only what stands in the cells counts there; colours and widths are for whoever opens it in a spreadsheet program.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...authoring.yaml_words import width
from ...model.text import Language, Text
from ..checklist.brush import BAND, LINE, MUTED, NAVY
from ..painting import FONT, MADE, adjusting_sheet
from .form import Kind, Member, PhoneForm, Question

LANGUAGES: Final[Mapping[Language, str]] = {"zh": "中文 (zh)", "en": "English (en)"}
Cells = dict[str, str]

_TYPES: Final[Mapping[Kind, str]] = {
    "text": "text",
    "date": "date",
    "one": "select_one",
    "many": "select_multiple",
    "photo": "image",
    "note": "note",
    "calculate": "calculate",
}
_SIDE: Final = "max-pixels=2048"  # of a photo: sharp enough to read a label on it, small enough for a mobile network
_SURVEY: Final = (
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint", "constraint_message", "appearance",
    "default", "calculation", "parameters",
)  # fmt: skip
_CHOICES: Final = ("list_name", "name", "label")
_SETTINGS: Final = ("form_title", "form_id", "version", "default_language", "instance_name", "style")
_LINE: Final = 15.5  # points
_IN_BOTH: Final = frozenset({"label", "hint", "required_message", "constraint_message"})
_WIDTHS: Final = {
    "type": 26, "name": 22, "label": 52, "hint": 40, "required": 24, "required_message": 28, "relevant": 40, "constraint": 32,
    "constraint_message": 32, "appearance": 12, "default": 12, "calculation": 24, "parameters": 17, "list_name": 20,
    "form_title": 52, "form_id": 30, "version": 20, "default_language": 18, "instance_name": 44, "style": 10,
}  # fmt: skip


def xlsform(form: PhoneForm) -> bytes:
    """The workbook."""
    from xlsxwriter import Workbook

    survey = list(_members(form.members))
    choices = [{"list_name": name, "name": one.code, **_said("label", one.label)} for name, listed in form.lists.items() for one in listed]
    about = {"form_title": form.title, "form_id": form.id, "instance_name": form.named, "style": "pages"}
    said = repr((survey, choices, about)).encode()
    settings = {**about, "version": hashlib.sha256(said).hexdigest()[:16], "default_language": LANGUAGES["zh"]}
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties({"title": form.title, "subject": form.id, "author": "tijian", "created": MADE})
    pen = _Pen(book)
    pen.sheet("survey", _heads(_SURVEY), survey, 2)
    pen.sheet("choices", _heads(_CHOICES), choices, 2)
    pen.sheet("settings", _heads(_SETTINGS, both=False), [settings], 0)
    book.close()
    return stream.getvalue()


def _heads(columns: Sequence[str], *, both: bool = True) -> list[str]:
    found: list[str] = []
    for name in columns:
        found += [f"{name}::{language}" for language in LANGUAGES.values()] if both and name in _IN_BOTH else [name]
    return found


def _members(members: Sequence[Member]) -> Iterator[Cells]:
    for member in members:
        if isinstance(member, Question):
            yield _question(member)
            continue
        begins = {"type": "begin_group", "name": member.name, **_said("label", member.label), "relevant": member.relevant}
        yield {**begins, "appearance": "field-list" if member.page else ""}
        yield from _members(member.members)
        yield {"type": "end_group", "name": member.name}


def _question(one: Question) -> Cells:
    cells = {
        "type": f"{_TYPES[one.kind]} {one.offers}".strip(), "name": one.name, **_said("label", one.label), **_said("hint", one.hint),
        "required": one.required, "relevant": one.relevant, "appearance": one.look, "default": one.default, "calculation": one.computed,
        "parameters": _SIDE if one.kind == "photo" else "",
    }  # fmt: skip
    if one.required:
        cells |= _said("required_message", one.lacking)
    if one.rule is not None:
        cells |= {"constraint": one.rule.xpath, **_said("constraint_message", one.rule.message)}
    return cells


def _said(column: str, words: Text | None) -> Cells:
    return {} if words is None else {f"{column}::{name}": words(language) for language, name in LANGUAGES.items()}


def _lines(words: str, wide: int) -> int:
    """How many lines a text takes in a column."""
    return sum(1 + max(width(line) - 1, 0) // (wide - 2) for line in words.split("\n"))


class _Pen:
    """Writes sheets; the looks are made once."""

    def __init__(self, book: Any) -> None:
        base = {**FONT, "valign": "top", "text_wrap": True, "border": 1, "border_color": LINE, "num_format": "@"}
        self._book = book
        self._kind = adjusting_sheet()
        self._looks = {
            "head": book.add_format(
                {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "border_color": NAVY, "text_wrap": False}
            ),
            "plain": book.add_format(base),
            "band": book.add_format({**base, "bold": True, "font_color": NAVY, "bg_color": BAND}),
            "quiet": book.add_format({**base, "font_color": MUTED}),
        }

    def sheet(self, name: str, heads: Sequence[str], rows: Sequence[Cells], frozen: int) -> None:
        """A sheet: its heads, and a row each."""
        sheet = self._book.add_worksheet(name, self._kind)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS[head.split("::")[0]])
            sheet.write_string(0, column, head, self._looks["head"])
        for row, cells in enumerate(rows, 1):
            look = self._look(cells)
            sheet.set_row(row, _LINE * max(1, *(_lines(value, _WIDTHS[head.split("::")[0]]) for head, value in cells.items())) + 4)
            for column, head in enumerate(heads):
                value = cells.get(head, "")
                if value:
                    sheet.write_string(row, column, value, self._looks[look])
                else:
                    sheet.write_blank(row, column, None, self._looks[look])
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, frozen)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    @staticmethod
    def _look(cells: Cells) -> str:
        kind = cells.get("type", "")
        return "band" if kind == "begin_group" else "quiet" if kind in ("end_group", "calculate") else "plain"
