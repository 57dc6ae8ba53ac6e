"""From a ruleset to its checklist: a workbook to print or to fill in on site, the same bytes for the same ruleset."""

import io
from typing import Final

from ...authoring.program import Program
from ...model.text import Language
from ..painting import FONT, MADE, adjusting_sheet
from . import page_read_me, pages_checks, pages_visit
from .brush import Brush
from .draft import Draft, Phrase
from .sheets import FORM, META, MOST_SAMPLES

META_KEYS: Final = ("format", "category", "edition", "digest", "language", "samples")


def checklist_workbook(program: Program, phrase: Phrase, language: Language = "zh", samples: int = 2) -> bytes:
    """The workbook. `phrase` says a condition in words; `samples`: for how many samples there is room (1 to 20)."""
    from xlsxwriter import Workbook

    if not 1 <= samples <= MOST_SAMPLES:
        raise ValueError(f"room for 1 to {MOST_SAMPLES} samples, not {samples}")
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_format_properties": dict(FONT)})
    rules = program.ruleset
    about = {"title": rules.title(language), "subject": f"{rules.category}/{rules.edition}"}
    book.set_properties({**about, "author": "tijian", "created": MADE})
    brush = Brush(book, adjusting_sheet(), language)
    draft = Draft(program, brush, phrase, samples)
    page_read_me.read_me(draft)
    for page in (pages_visit.visit, pages_visit.product, pages_checks.checks, pages_visit.samples, pages_checks.results, pages_visit.clues):
        page(draft)
    _meta(draft)
    brush.finish()
    book.close()
    return stream.getvalue()


def _meta(draft: Draft) -> None:
    """The hidden sheet that says which ruleset this is a checklist of."""
    rules = draft.ruleset
    values = (FORM, rules.category, rules.edition, draft.program.digest, draft.language, str(draft.samples))
    sheet = draft.brush.book.add_worksheet(META)
    for row, (key, value) in enumerate(zip(META_KEYS, values, strict=True)):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 80)
    sheet.hide()
    sheet.protect()
