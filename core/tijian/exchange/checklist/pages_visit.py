"""The pages that are filled in first: the visit and its team, the product, the samples, clues of suspected violations."""

from typing import Any, Final

from ...model.order import natural
from ...model.ruleset import Attribute
from ...model.text import text
from .asking import asking_order
from .brush import BLUE, HEAD_ROW, NAVY, VETO, cell_at
from .draft import Draft
from .sheets import (
    CLUE_FORM,
    CLUE_ROWS,
    CLUES,
    CODE_FORM,
    FIELDS,
    MOST_TEAM,
    PRODUCT,
    SAMPLE_FORM,
    SAMPLES,
    TEAM_FORM,
    VISIT,
    VISIT_FORM,
    Field,
    Form,
    product_form,
)
from .words import CONCLUSIONS, DISTRICTS, GROUPS, SAMPLING, SIZES, YES_NO, offered

_URGENCY: Final = {"immediate": text("立即移送", "at once"), "normal": text("随报告移送", "with the report")}
_DAY: Final = text("写成 2021-08-12 的样子。", "Write it like 2021-08-12.")


def visit(draft: Draft) -> None:
    """Who was visited, when, by whom."""
    brush = draft.brush
    sheet = brush.page(VISIT, draft.subtitle, landscape=False, tab=NAVY)
    brush.heads(sheet, HEAD_ROW, VISIT_FORM)
    row = HEAD_ROW
    for row, field in enumerate(FIELDS, HEAD_ROW + 1):
        sheet.set_row(row, 29)
        sheet.fixed_rows.add(row)
        sheet.write_string(row, 0, brush.say(field.name) + (" *" if field.needed else ""), brush.look("strong"))
        sheet.write_blank(row, 1, None, brush.look("answer"))
        sheet.write_string(row, 2, brush.say(field.hint), brush.look("quiet"))
        _choices_of(draft, sheet, row, field)
        if field.needed:
            brush.colour(sheet, (row, 1, row, 1), f'{cell_at(row, 1, "both")}=""', "blank")
        if field.path[-1] in ("group", "assessed_on"):
            draft.name_cell(f"V {field.path[-1]}", brush.say(VISIT), cell_at(row, 1, "both"))
    first = row + 2
    brush.heads(sheet, first, TEAM_FORM)
    for number in range(1, MOST_TEAM + 1):
        row = first + number
        sheet.set_row(row, 24)
        sheet.fixed_rows.add(row)
        sheet.write_string(row, 0, str(number), brush.look("general"))
        for column in (1, 2):
            sheet.write_blank(row, column, None, brush.look("answer"))
    place = (first + 1, 1, first + 2, 1)  # two at least, or nothing is issued
    brush.colour(sheet, place, f'{cell_at(first + 1, 1)}=""', "blank")
    words = draft.say("带 * 的必填。评估人员不足两名的，不出具结论。", "* must be filled in. Fewer than two assessors: nothing is issued.")
    sheet.write_string(first + MOST_TEAM + 1, 0, words, brush.look("subtitle"))
    _widths(sheet, VISIT_FORM)
    brush.footer(sheet, draft.say("企业代表（签字）：", "For the enterprise (signed):"))


def _choices_of(draft: Draft, sheet: Any, row: int, field: Field) -> None:
    brush, place = draft.brush, (row, 1, row, 1)
    match field.path[-1]:
        case "district":
            brush.offer(sheet, place, [brush.say(one) for one in DISTRICTS], free=True)
        case "group":
            brush.offer(sheet, place, offered(GROUPS, draft.language))
        case "size":
            brush.offer(sheet, place, offered(SIZES, draft.language), free=True)
        case "state":
            brush.offer(sheet, place, offered(SAMPLING, draft.language))
        case "assessed_on":
            brush.tell(sheet, place, brush.say(_DAY))


def product(draft: Draft) -> None:
    """What must be known of the product, and where a sample differs from it."""
    brush, form = draft.brush, product_form(draft.samples)
    sheet = brush.page(PRODUCT, draft.subtitle, landscape=True, tab=NAVY)
    brush.heads(sheet, HEAD_ROW, form)
    hint = len(form.heads) - 2
    attributes = asking_order(draft.program)
    for row, (name, _) in enumerate(attributes, HEAD_ROW + 1):  # names first: what greys a row may be asked below it
        draft.name_cell(f"P {name}", brush.say(PRODUCT), cell_at(row, 1, "both"))
        for number in range(1, draft.samples + 1):
            draft.name_cell(f"S{number} {name}", brush.say(PRODUCT), cell_at(row, 1 + number, "both"))
    greying = draft.greying()
    for row, (name, attribute) in enumerate(attributes, HEAD_ROW + 1):
        label = brush.say(attribute.label or text(name, name))
        how = _how(draft, attribute)
        sheet.write_string(row, 0, label, brush.look("strong"))
        for column in range(1, hint):
            sheet.write_blank(row, column, None, brush.look("answer"))
        sheet.write_string(row, hint, how, brush.look("quiet"))
        sheet.write_string(row, hint + 1, name, brush.look("id"))
        brush.height(sheet, row, [(label, form.heads[0].width), (how, form.heads[hint].width * 1.1)], 26)
        place = (row, 1, row, hint - 1)
        if attribute.choices is not None:
            brush.offer(sheet, place, attribute.choices)
        elif attribute.type == "boolean":
            brush.offer(sheet, place, offered(YES_NO, draft.language))
        draft.grey(sheet, row, len(form.heads), draft.program.asked_when.get(name), greying)
        brush.colour(sheet, (row, 1, row, 1), f'{cell_at(row, 1, "both")}=""', "blank")
    words = draft.say(
        "“产品”一列先填：不适用的核查项和检测项会变灰。样品与产品不同的属性，才填在样品的列里。",
        "Fill in “Product” first: what does not apply turns grey. Fill in a sample's column only where the sample differs.",
    )
    sheet.write_string(HEAD_ROW + len(attributes) + 2, 0, words, brush.look("subtitle"))
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    brush.footer(sheet, "")


def _named(draft: Draft, attribute: Attribute) -> str:
    """`: 工业 industrial, 商用 commercial`: the choices that are called otherwise in the language of the sheet."""
    names = ((choice, attribute.called(choice)(draft.language)) for choice in attribute.choices or ())
    if not (said := [f"{choice} {name}" for choice, name in names if name != choice]):
        return ""
    return draft.say(f"：{'、'.join(said)}", f": {', '.join(said)}")


def _how(draft: Draft, attribute: Attribute) -> str:
    """What to write for an attribute, and when it is asked at all."""
    if attribute.choices is not None:
        kind = draft.say("从列表中选", "choose from the list") + _named(draft, attribute)
    elif attribute.type == "boolean":
        kind = draft.say("是或否", "yes or no")
    elif attribute.type == "number":
        unit = f" {attribute.unit}" if attribute.unit else ""
        span = f"（{attribute.range[0]:f}～{attribute.range[1]:f}{unit}）" if attribute.range else f"（{unit.strip()}）" if unit else ""
        if draft.language == "en":
            span = span.replace("（", " (").replace("）", ")").replace("～", " to ")
        kind = draft.say("数", "a number") + span
    else:
        kind = draft.say("文字", "text")
    if attribute.asked_when is None:
        return kind
    when = draft.phrase(attribute.asked_when)
    gap = " " if when("zh")[-1].isascii() else ""
    return kind + draft.say(f"；只在{when('zh')}{gap}时填", f"; only when {when('en')}")


def samples(draft: Draft) -> None:
    """The samples that were taken."""
    brush = draft.brush
    sheet = brush.page(SAMPLES, draft.subtitle, landscape=True, tab=BLUE)
    brush.heads(sheet, HEAD_ROW, SAMPLE_FORM)
    for number in range(1, draft.samples + 1):
        row = HEAD_ROW + number
        sheet.set_row(row, 28)
        sheet.fixed_rows.add(row)
        sheet.write_string(row, 0, str(number), brush.look("general", bold=True))
        for column in range(1, len(SAMPLE_FORM.heads)):
            sheet.write_blank(row, column, None, brush.look("answer"))
    last = HEAD_ROW + draft.samples
    brush.tell(sheet, (HEAD_ROW + 1, 2, last, 2), brush.say(_DAY))
    brush.offer(sheet, (HEAD_ROW + 1, 6, last, 6), offered(CONCLUSIONS, draft.language))
    words = draft.say(
        "限值按生产日期和样品的属性确定。复检样品写明复检的是哪个样品；选“以复检为准”的，取代它报了的那几项。",
        "Limits depend on the day of production and the sample's attributes. A retest names its sample; “Final” replaces what it repeats.",
    )
    sheet.write_string(last + 2, 0, words, brush.look("subtitle"))
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    brush.footer(sheet, draft.say("企业代表（签字）：", "For the enterprise (signed):"))


def clues(draft: Draft) -> None:
    """Clues of suspected violations that an assessor raises by hand, and the codes there are."""
    brush, codes = draft.brush, draft.ruleset.clue_codes
    sheet = brush.page(CLUES, draft.subtitle, landscape=True, tab=VETO)
    sheet.fit_to_pages(1, 1)
    brush.heads(sheet, HEAD_ROW, CLUE_FORM)
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + CLUE_ROWS):
        sheet.set_row(row, 28)
        for column in range(len(CLUE_FORM.heads)):
            sheet.write_blank(row, column, None, brush.look("answer"))
    last = HEAD_ROW + CLUE_ROWS
    ordered = sorted(codes, key=natural)
    if ordered:
        brush.offer(sheet, (HEAD_ROW + 1, 0, last, 0), ordered)
    first = last + 2
    brush.heads(sheet, first, CODE_FORM)
    for row, code in enumerate(ordered, first + 1):
        kind = codes[code]
        sheet.write_string(row, 0, code, brush.look("small"))
        title = brush.say(kind.title)
        sheet.write_string(row, 1, title, brush.look("quiet"))
        sheet.write_string(row, 2, brush.say(_URGENCY[kind.urgency]), brush.look("quiet"))
        brush.height(sheet, row, [(title, CODE_FORM.heads[1].width * 1.1)], 18)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    brush.footer(sheet, draft.say("评估人员（签字）：", "Assessors (signed):"))


def _widths(sheet: Any, form: Form) -> None:
    for column, head in enumerate(form.heads):
        sheet.set_column(column, column, head.width)
