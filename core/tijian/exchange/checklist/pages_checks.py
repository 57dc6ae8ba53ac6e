"""The two long pages: the questions of the site check, and the results of the sample tests with their limits beside them."""

from collections.abc import Iterator
from typing import Any, Final

from ...authoring.confidence import Figure, figures
from ...conditions.requirement_kinds import BUILT_IN_SCALES
from ...model.order import natural
from ...model.outcome import UNVERIFIED
from ...model.ruleset import SampleTest, SiteCheck
from ...model.words import required
from .brush import BLUE, HEAD_ROW, TEAL, cell_at
from .draft import Draft
from .sheets import CHECK_FORM, CHECKS, RESULT_FORM, RESULTS, VALUES
from .words import ABSENCE, CLASS_MARKS, CONFORMITY, OUTCOMES, PLANNED, TEST_MARKS, offered, part_word

_COLUMN: Final = {head.key: place for place, head in enumerate(CHECK_FORM.heads)}
_RESULT: Final = {head.key: place for place, head in enumerate(RESULT_FORM.heads)}
_LEAST: Final = 32  # points: room to write by hand


def checks(draft: Draft) -> None:
    """The questions, section by section."""
    brush, rules = draft.brush, draft.ruleset
    sheet = brush.page(CHECKS, draft.subtitle, landscape=True, tab=TEAL)
    brush.heads(sheet, HEAD_ROW, CHECK_FORM)
    row, greying = HEAD_ROW, draft.greying()
    for section in sorted(rules.sections, key=natural):
        ids = sorted((name for name, check in rules.site_checks.items() if check.section == section), key=natural)
        if not ids:
            continue
        row += 1
        brush.band(sheet, row, f"{section}  {brush.say(rules.sections[section].title)}", CHECK_FORM)
        for name in ids:
            row += 1
            _check(draft, sheet, row, name, rules.site_checks[name])
            draft.grey(sheet, row, len(CHECK_FORM.heads), draft.program.checks[name].applies, greying)
    if row > HEAD_ROW:
        _check_colours(draft, sheet, HEAD_ROW + 1, row)
        _counter(draft, sheet, row, len(rules.site_checks))
        sheet.autofilter(HEAD_ROW, _COLUMN["class"], row, _COLUMN["outcome"])
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
    signed = draft.say(
        "评估人员（签字）：                                        企业代表（签字）：                              日期：",
        "Assessors (signed):                                        For the enterprise (signed):                              Date:",
    )
    brush.footer(sheet, signed)


def _check(draft: Draft, sheet: Any, row: int, name: str, check: SiteCheck) -> None:
    brush = draft.brush
    ask = brush.say(check.ask)
    look = "\n".join(brush.say(one) for one in check.evidence)
    sheet.write_string(row, _COLUMN["id"], name, brush.look("id"))
    sheet.write_string(row, _COLUMN["class"], brush.say(CLASS_MARKS[check.class_]), brush.look(check.class_))
    sheet.write_string(row, _COLUMN["ask"], ask, brush.look("body"))
    sheet.write_string(row, _COLUMN["look"], look, brush.look("quiet"))
    sheet.write_blank(row, _COLUMN["outcome"], None, brush.look("answer centred", bold=True))
    for key in ("note", "evidence", "by"):
        sheet.write_blank(row, _COLUMN[key], None, brush.look("answer"))
    heads = CHECK_FORM.heads
    brush.height(sheet, row, [(ask, heads[_COLUMN["ask"]].width), (look, heads[_COLUMN["look"]].width * 1.1)], _LEAST)
    words, message = _outcomes(draft, check)
    place = (row, _COLUMN["outcome"], row, _COLUMN["outcome"])
    brush.offer(sheet, place, words, message)


def _outcomes(draft: Draft, check: SiteCheck) -> tuple[list[str], str]:
    """The answers that a check may get, and what to heed."""
    codes = ["conform"] + (["minor"] if check.class_ != "veto" else []) + ["major"] + (["not_applicable"] if check.may_skip else [])
    said = draft.say("轻微缺陷、不符合要写说明或证据。", "Minor and Major need a note or evidence.")
    if check.class_ == "veto":
        said = draft.say("否决项：符合或不符合；不符合要写说明或证据。", "Veto: Conform or Major; Major needs a note or evidence.")
    if check.may_skip:
        said += draft.say("不适用要写理由。", " Not applicable needs a reason.")
    return [OUTCOMES[code](draft.language) for code in codes], said + draft.say("没有核查的留空。", " Leave blank what was not checked.")


def _check_colours(draft: Draft, sheet: Any, first: int, last: int) -> None:
    brush = draft.brush

    def at(key: str) -> str:
        return cell_at(first, _COLUMN[key], "column")

    def place(key: str) -> tuple[int, int, int, int]:
        return first, _COLUMN[key], last, _COLUMN[key]

    words = {code: f'"{word(draft.language)}"' for code, word in OUTCOMES.items()}
    outcome, note, evidence = at("outcome"), at("note"), at("evidence")
    bare = f'TRIM({note})=""'
    fault = f"OR({outcome}={words['minor']},{outcome}={words['major']})"
    lacking = f'OR(AND({fault},{bare},TRIM({evidence})=""),AND({outcome}={words["not_applicable"]},{bare}))'
    brush.colour(sheet, place("note"), lacking, "red")
    brush.colour(sheet, place("outcome"), f'AND({at("class")}<>"",{outcome}="")', "blank")
    for code, look in (("major", "red"), ("minor", "amber"), ("conform", "green"), ("not_applicable", "grey")):
        brush.colour(sheet, place("outcome"), f"{outcome}={words[code]}", look)


def _counter(draft: Draft, sheet: Any, last: int, many: int) -> None:
    """How many are answered, at the top."""
    column = _COLUMN["outcome"]
    counted = f"COUNTA({cell_at(HEAD_ROW + 1, column, 'both')}:{cell_at(last, column, 'both')})"
    before, after = draft.say("已作答 ", "answered "), draft.say(f" / {many}", f" of {many}")
    place = 1, len(CHECK_FORM.heads) - 1
    sheet.write_formula(*place, f'="{before}"&{counted}&"{after}"', draft.brush.look("count"), f"{before}0{after}")


def results(draft: Draft) -> None:
    """A row for each test, part and sample."""
    brush, rules = draft.brush, draft.ruleset
    sheet = brush.page(RESULTS, draft.subtitle, landscape=True, tab=BLUE)
    brush.heads(sheet, HEAD_ROW, RESULT_FORM)
    rows: dict[tuple[str, str | None], list[Figure]] = {}
    for figure in figures(rules):
        rows.setdefault((figure.id, figure.part), []).append(figure)
    row = HEAD_ROW
    for number in range(1, draft.samples + 1):
        row += 1
        brush.band(sheet, row, draft.say(f"样品 {number}", f"Sample {number}"), RESULT_FORM)
        greying = draft.greying(number)
        for name in sorted(rules.sample_tests, key=natural):
            test = rules.sample_tests[name]
            for place, part in enumerate(list(test.parts or ()) or [None]):
                row += 1
                about = rows.get((name, part)) or rows.get((name, None), [])
                _result(draft, sheet, row, (str(number), name, part), about, again=place > 0)
                draft.grey(sheet, row, len(RESULT_FORM.heads), draft.program.checks[name].applies, greying)
    first, plan, value = HEAD_ROW + 1, _RESULT["plan"], _RESULT["value 1"]
    if row > HEAD_ROW + draft.samples:
        wanting = f'AND({cell_at(first, plan, "column")}<>"",{cell_at(first, value, "column")}="")'
        brush.colour(sheet, (first, value, row, value), wanting, "blank")
        sheet.autofilter(HEAD_ROW, _RESULT["class"], row, _RESULT["plan"])
    sheet.freeze_panes(HEAD_ROW + 1, 3)
    sheet.repeat_rows(HEAD_ROW)
    brush.footer(sheet, draft.say("检测人员（签字）：", "Laboratory (signed):"))


def _result(draft: Draft, sheet: Any, row: int, key: tuple[str, str, str | None], rows: list[Figure], *, again: bool) -> None:
    """One row; `again`: the row above is of another part of the same test."""
    brush = draft.brush
    number, name, part = key
    test = draft.ruleset.sample_tests[name]
    title, limit = brush.say(test.name), _limit(draft, test, part, rows)
    part_words = "" if part is None else part_word(test, part, draft.language)
    sheet.write_string(row, _RESULT["slot"], number, brush.look("small"))
    sheet.write_string(row, _RESULT["id"], name, brush.look("id"))
    sheet.write_string(row, _RESULT["name"], title, brush.look("quiet" if again else "body"))
    mark = "key" if test.class_ == "key" and not again else "general"
    sheet.write_string(row, _RESULT["class"], brush.say(TEST_MARKS[test.class_]), brush.look(mark))
    sheet.write_string(row, _RESULT["part"], part_words, brush.look("body"))
    sheet.write_string(row, _RESULT["limit"], limit, brush.look("body"))
    sheet.write_string(row, _RESULT["unit"], test.unit or "", brush.look("quiet"))
    for column in _RESULT.values():
        if column >= _RESULT["plan"]:
            sheet.write_blank(row, column, None, brush.look("value"))
    heads = RESULT_FORM.heads
    held = {"name": title, "limit": limit, "part": part_words}
    brush.height(sheet, row, [(words, heads[_RESULT[column]].width) for column, words in held.items()], 24)
    brush.offer(sheet, (row, _RESULT["plan"], row, _RESULT["plan"]), offered(PLANNED, draft.language))
    _values(draft, sheet, row, test, rows)


def _values(draft: Draft, sheet: Any, row: int, test: SampleTest, rows: list[Figure]) -> None:
    """What may be chosen in the cells for values, and how they are filled in."""
    brush, first = draft.brush, _RESULT["value 1"]
    place = (row, first, row, first + VALUES - 1)
    required = {figure.row.require for figure in rows}
    if test.scale is not None:
        grades = draft.ruleset.scales.get(test.scale) or BUILT_IN_SCALES[test.scale]
        brush.offer(sheet, place, grades, free=True)
    elif required == {"conforms"}:
        brush.offer(sheet, place, offered(CONFORMITY, draft.language), free=True)
    elif required == {"absent"}:
        brush.offer(sheet, place, offered(ABSENCE, draft.language), free=True)
    else:
        said = draft.say(
            "照报告填：12.5、<0.01、未检出(0.3)。一个样件一格；多于五个的，在最后一格里用分号隔开。",
            "As reported: 12.5, <0.01, ND(0.3). A cell for each specimen; more than five: in the last cell, semicolons between.",
        )
        brush.tell(sheet, place, said)


def _limit(draft: Draft, test: SampleTest, part: str | None, rows: list[Figure]) -> str:
    """The requirements of a test or a part, one a line, each with what it is for; ‡ marks a figure that nobody verified."""
    return "\n".join(_limit_lines(draft, test, part, rows))


def _limit_lines(draft: Draft, test: SampleTest, part: str | None, rows: list[Figure]) -> Iterator[str]:
    for figure in rows:
        said = draft.brush.say(required(figure.row.require, test.unit))
        if part is not None and figure.part is None:
            said = draft.say(f"合计 {said}", f"sum {said}")
        if figure.standing in UNVERIFIED:
            said += " ‡"
        if figure.row.when is not None:
            when = draft.phrase(figure.row.when)
            said += draft.say(f"（{when('zh')}）", f" ({when('en')})")
        elif len(rows) > 1:
            said += draft.say("（其余）", " (all others)")
        yield said
