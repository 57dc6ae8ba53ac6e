"""Judging what is reported in words: absence (阴性, 未检出), conformity (符合), a grade on a scale.

Only `judge` comes in here.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..conditions.requirement_kinds import Graded, MustBeAbsent, MustConform
from ..conditions.specimens import parse_specimens
from ..conditions.suggest import did_you_mean
from ..model.dossier import Scalar
from . import doubt, unreadable
from .by_figures import counted, is_borderline, listed
from .interval import Interval, point
from .judged import UNKNOWN, Judged, Outcome, each
from .misprints import is_date, month_and_day
from .numbers import Blank, Figure, NotDetected, Unreadable, is_blank, read_number
from .reading import Bench, Measured
from .yardstick import Yardstick

_FULL_WIDTH: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ABSENT: Final = frozenset({"阴性", "无", "negative", "absent"})
_PRESENT: Final = frozenset({"阳性", "检出", "positive", "present", "detected"})
_CONFORMS: Final = frozenset({"符合", "合格", "符合要求", "通过", "conforms", "conform", "pass"})
_FAILS: Final = frozenset({"不符合", "不合格", "不符合要求", "不通过", "does not conform", "nonconforming", "fail"})
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def _word(written: Scalar) -> str:
    return str(written).translate(_FULL_WIDTH).strip().casefold() if isinstance(written, str) else ""


def judge_absence(bench: Bench, need: MustBeAbsent) -> Judged:
    """阴性, 未检出, ND, 无 pass and 阳性, 检出 fail; a figure, or ND with its own LOD, is held against the test's `lod`: below passes."""
    factor: Fraction | None = None
    fitted = False
    measured: list[Measured] = []
    outcomes: list[Outcome | None] = []
    for index, written in enumerate(bench.given.values):
        word = _word(written)
        if word in _ABSENT or word in _PRESENT:
            outcomes.append(Outcome("pass" if word in _ABSENT else "fail"))
            measured.append(Measured(None, word))
            bench.foreign = True
            continue
        read = read_number(written, bench.unit, signed=bench.signed)
        if isinstance(read, NotDetected) and read.lod is None and is_blank(bench.given.lod):
            outcomes.append(Outcome("pass"))
            measured.append(Measured(None, read.text))
            bench.foreign = True
            continue
        if not fitted and isinstance(read, Figure | NotDetected):
            factor, fitted = bench.fit(), True
        one = _amount(bench, index, written, read, factor)
        measured.append(one)
        outcomes.append(None if one.span is None else _below_lod(bench, one.span))
    if not bench.given.values:
        bench.say(doubt.no_value())
    outcome = _together(bench, outcomes)
    lod = bench.test.lod
    requirement = need.text if lod is None else f"{need.text} (LOD = {lod:f})"
    u = bench.uncertainty()
    borderline = is_borderline(bench.test, outcome.margin, u)
    return Judged(outcome.state, listed(measured), requirement, outcome.margin, borderline, False, tuple(bench.remarks), bench.shown_unit)


def _amount(bench: Bench, index: int, written: Scalar, read: object, factor: Fraction | None) -> Measured:
    """A figure, or ND with its own LOD, in the test's unit."""
    if isinstance(read, Blank):
        bench.say(doubt.no_value(), index)
        return Measured(None, "—")
    if isinstance(read, Unreadable):
        if isinstance(written, str) and read.note.code == "F501":
            bench.say(doubt.no_such_word(written, "未检出、检出、阴性、阳性或数", "ND, detected, negative, positive or a figure"), index)
        else:
            bench.say(read.note, index)
        return Measured(None, bench.as_reported(read.text))
    if isinstance(read, Figure) and factor is not None:
        return bench.figure(index, read, factor)
    if isinstance(read, NotDetected) and factor is not None:
        lod = bench.own_lod(read, factor)
        bench.foreign = True
        return Measured(bench.below(lod), read.text)
    return Measured(None, bench.as_reported(written))


def _below_lod(bench: Bench, span: Interval) -> Outcome | None:
    lod = bench.test.lod
    if lod is None:
        if not any(remark.code == "F517" for remark in bench.remarks):
            bench.say(doubt.absent_without_lod())
        return None
    return Yardstick(Interval(None, Fraction(lod), True, True), None, "simple", None).judge(span)


def judge_conformity(bench: Bench, need: MustConform) -> Judged:
    """符合 passes, 不符合 fails."""
    outcomes: list[Outcome | None] = []
    for index, written in enumerate(bench.given.values):
        word = _word(written)
        if word in _CONFORMS or word in _FAILS:
            outcomes.append(Outcome("pass" if word in _CONFORMS else "fail"))
            continue
        outcomes.append(None)
        if is_blank(written):
            bench.say(doubt.no_value(), index)
        elif isinstance(written, bool):
            bench.say(unreadable.boolean(written), index)
        else:
            bench.say(doubt.no_such_word(str(written), "符合 或 不符合", "conforms or fail"), index)
    if not outcomes:
        bench.say(doubt.no_value())
    outcome = _together(bench, outcomes)
    measured = [Measured(None, "—" if is_blank(written) else str(written).strip()[:64]) for written in bench.given.values]
    return Judged(outcome.state, listed(measured), need.text, remarks=tuple(bench.remarks))


def _together(bench: Bench, outcomes: Sequence[Outcome | None]) -> Outcome:
    """Specimens in words: so many of so many, or each (words have no mean, and the least of them is each of them)."""
    way = parse_specimens(bench.test.specimens)
    return counted(bench, outcomes, way.at_least, way.of) if way.way == "count" else each(outcomes)


def judge_grade(bench: Bench, need: Graded, scale: Sequence[str]) -> Judged:
    """Grades on a scale, worst first. The margin counts steps."""
    places = {grade: index for index, grade in enumerate(scale)}
    measured: list[Measured] = []
    for index, written in enumerate(bench.given.values):
        grade = None if is_blank(written) else _grade(bench, written, places, index)
        if grade is None:
            if is_blank(written):
                bench.say(doubt.no_value(), index)
            measured.append(Measured(None, "—" if is_blank(written) else str(written).strip()[:64]))
        else:
            measured.append(Measured(point(Fraction(places[grade])), grade))
    if not measured:
        bench.say(doubt.no_value())
    wanted, requirement = _wanted(bench, need, places)
    if wanted is None:
        return Judged("inconclusive", listed(measured), requirement, remarks=tuple(bench.remarks))
    end = Fraction(places[wanted])
    is_open = len(need.op) == 1
    room = Interval(end, None, is_open, True) if need.op[0] == ">" else Interval(None, end, True, is_open)
    yard = Yardstick(room, None, "simple", None)
    outcome = _graded(bench, measured, yard)
    borderline = is_borderline(bench.test, outcome.margin, None)
    return Judged(outcome.state, listed(measured), requirement, outcome.margin, borderline, False, tuple(bench.remarks))


def _graded(bench: Bench, measured: Sequence[Measured], yard: Yardstick) -> Outcome:
    outcomes = [None if one.span is None else yard.judge(one.span) for one in measured]
    way = parse_specimens(bench.test.specimens).way
    if way == "mean" or bench.test.groups_of is not None:
        bench.say(doubt.cannot_combine("mean"))
        return UNKNOWN
    if way not in ("min", "max"):
        return _together(bench, outcomes)
    known = [one for one in measured if one.span is not None and one.span.low is not None]
    if not known or len(known) < len(measured):
        return UNKNOWN
    lows = [one.span.low for one in known if one.span is not None and one.span.low is not None]
    return yard.judge(point(min(lows) if way == "min" else max(lows)))


def _wanted(bench: Bench, need: Graded, places: Mapping[str, int]) -> tuple[str | None, str]:
    if need.grade is not None:
        return need.grade, need.text
    if is_blank(bench.given.declared):
        bench.say(doubt.not_declared())
        return None, need.text
    grade = _grade(bench, bench.given.declared, places, None)
    return grade, need.text if grade is None else f"{need.text} (declared = {grade})"


def _grade(bench: Bench, written: Scalar, places: Mapping[str, int], specimen: int | None) -> str | None:
    """The word of the scale that was written, or None with a finding. A number is a word like any other: 4, and 4.0 too."""
    if isinstance(written, Decimal) and written.is_finite() and written == written.to_integral_value() and written.adjusted() < 6:
        written = str(int(written))
    if isinstance(written, bool):
        bench.say(unreadable.boolean(written), specimen)
        return None
    text = str(written).strip()
    if re.fullmatch(r"[0-9]{1,5}\.0+", text):
        text = text.partition(".")[0]
    if text in places:
        return text
    tidy = re.sub(r"\s*-\s*", "-", text.translate(_FULL_WIDTH).translate(_DASHES)).removesuffix("级").strip()
    if tidy in places:
        bench.say(unreadable.grade_respelt(text, tidy), specimen)
        return tidy
    typed = month_and_day(tidy)
    if is_date(tidy):
        bench.say(unreadable.date(tidy), specimen)
    else:
        bench.say(doubt.no_grade(text, tuple(places), typed if typed in places else _near(tidy, places)), specimen)
    return None


def _near(text: str, places: Mapping[str, int]) -> str | None:
    """3.5 is how some write 3-4; 4/5 and 4~5 are 4-5."""
    if (found := re.fullmatch(r"([0-9])\.5", text)) and (between := f"{found[1]}-{int(found[1]) + 1}") in places:
        return between
    slashed = re.sub(r"[/~]", "-", text)
    return slashed if slashed in places else did_you_mean(text, places)
