"""From a dossier to its wide row. What does not fit one row (several samples, retests, odd figures) goes whole into `rest`.

Nothing is judged here; the dossier is admitted by the same rules as before an assessment, and refused by them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from ...authoring.digest import canonical
from ...authoring.program import Check
from ...conditions.requirement_kinds import MustBeAbsent
from ...facts.admission import admit
from ...facts.by_words import _ABSENT, _CONFORMS, _FAILS, _PRESENT, _grade, _word
from ...facts.judge import reported
from ...facts.numbers import Blank, Figure, NotDetected, is_blank, read_number
from ...facts.reading import Bench, Given, given_for_part, given_of
from ...facts.visit import people
from ...model.dossier import AnswerGiven, Dossier, ReadingGiven, Scalar
from . import words
from .layout import PRECISION, REST

if TYPE_CHECKING:
    from .layout import Layout, Unit

Specimen = tuple[Decimal | int | None, int | None]
BLANK: Final[Specimen] = (None, None)


class DoesNotFitError(Exception):
    """This dossier has something that one wide row cannot say."""


def row(layout: "Layout", dossier: Dossier) -> dict[str, Any]:
    """The row. Raises InputError with everything for which the ruleset refuses the dossier."""
    admitted = admit(layout.program, dossier)
    found: dict[str, Any] = dict.fromkeys(layout.columns)
    found |= {
        "assessment": dossier.assessment,
        "assessed_on": dt.date.fromisoformat(dossier.assessed_on),
        "institution": dossier.institution,
        "enterprise": dossier.enterprise.name,
        "uscc": dossier.enterprise.uscc,
        "district": dossier.enterprise.district,
        "size": dossier.enterprise.size,
        "group": dossier.enterprise.group,
        "team": min(people(dossier.team), 127),
        "sampling": dossier.sampling.state,
    }
    found |= {f"answer:{name}": _answer(answer) for name, answer in dossier.answers.items()}
    try:
        found |= _product(layout, admitted.product)
        found |= _laboratory(layout, dossier, admitted.product, admitted.by_sample)
    except DoesNotFitError:
        found[REST] = canonical(dossier).decode()
    return found


def _answer(answer: AnswerGiven) -> int:
    code = words.ANSWERS[answer.outcome]
    if answer.outcome in ("minor", "major"):
        return code if answer.note is not None or answer.evidence else -code
    return -code if answer.outcome == "not_applicable" and answer.reason is None else code


def _product(layout: "Layout", product: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in product.items():
        yield f"product:{name}", fitting(Fraction(value), layout.places) if isinstance(value, Decimal) else value


def fitting(number: Fraction, places: int) -> Decimal:
    """The number with so many decimals. Raises DoesNotFitError where it has more, or too many digits."""
    scaled = number * 10**places
    if scaled.denominator != 1 or abs(scaled.numerator) >= 10**PRECISION:
        raise DoesNotFitError
    return Decimal(scaled.numerator).scaleb(-places)


def _laboratory(
    layout: "Layout", dossier: Dossier, product: Mapping[str, Any], by_sample: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Any]]:
    if len(dossier.samples) > 1 or dossier.clues:  # a clue by hand is no column: it travels with the whole dossier
        raise DoesNotFitError
    if dossier.sampling.plan is not None:
        for test in layout.units:
            yield f"plan:{test}", test in dossier.sampling.plan
    if not dossier.samples:
        return
    sample = dossier.samples[0]
    if sample.id is None or sample.retest_of is not None or dict(by_sample[0]) != dict(product):
        raise DoesNotFitError
    yield "sample", sample.id
    if sample.produced_on is not None:
        yield "produced_on", dt.date.fromisoformat(sample.produced_on)
    for test, reading in sample.results.items():
        yield from _result(layout, layout.program.checks[test], reading)


def _result(layout: "Layout", check: Check, reading: ReadingGiven) -> Iterator[tuple[str, Any]]:
    absent = next((row.require for rows in check.rows.values() for row in rows if isinstance(row.require, MustBeAbsent)), None)
    if not reported(reading, absent):
        return
    units = layout.units[check.id]
    if any(unit.form == "odd" for unit in units) or any(part.parts for part in reading.parts.values()):
        raise DoesNotFitError
    for unit in units:
        if unit.part is None:
            given = given_of(reading)
        elif unit.part in reading.parts:
            given = given_for_part(reading.parts[unit.part], reading)
        else:
            continue
        if unit.single and len(given.values) > 1:
            raise DoesNotFitError  # specimens of a sum stand beside one another
        yield from _columns(layout, check, unit, given, absent is not None)


def _columns(layout: "Layout", check: Check, unit: "Unit", given: Given, absent: bool) -> Iterator[tuple[str, Any]]:
    test = check.test
    assert test is not None
    bench = Bench(test, given)
    scale = layout.program.scales[test.scale] if test.scale else ()
    specimens = [_specimen(bench, unit, written, scale, absent) for written in given.values]
    if len(specimens) > words.MOST_SPECIMENS:
        raise DoesNotFitError
    if BLANK in specimens:
        if test.groups_of is not None and len(specimens) > 1:
            raise DoesNotFitError
        specimens.sort(key=lambda one: one == BLANK)  # the first is never empty; elsewhere their order says nothing
    if not specimens or specimens[0] == BLANK:
        specimens = [(None, words.UNREADABLE)]  # a part named, with nothing given for it
    value, code = specimens[0]
    if unit.form != "words":
        yield unit.name, value
    yield f"{unit.name}:is", code if code != words.POINT else None
    if len(specimens) > 1:
        if unit.form != "words":
            yield f"{unit.name}:more", [one for one, _ in specimens[1:]]
        plain = all(code == words.POINT for _, code in specimens[1:])
        yield f"{unit.name}:more:is", None if plain else [code for _, code in specimens[1:]]
    if unit.declared and (declared := _declared(bench, unit, scale)) is not None:
        yield f"{unit.name}:declared", declared
    if unit.u and (u := bench.uncertainty()) is not None:
        yield f"{unit.name}:u", fitting(u, unit.places)


def _specimen(bench: Bench, unit: "Unit", written: Scalar, scale: Sequence[str], absent: bool) -> Specimen:
    word = _word(written)
    said = words.CONFORMS if word in _CONFORMS else words.FAILS if word in _FAILS else None
    if unit.form == "grades":
        if is_blank(written):
            return BLANK
        grade = _grade(bench, written, {one: index for index, one in enumerate(scale)}, None)
        if grade is None:
            return (None, said or words.UNREADABLE)
        if said is not None:
            raise DoesNotFitError
        return (scale.index(grade), words.POINT)
    if said is not None:
        return (None, said)
    if unit.form == "words":
        return BLANK if is_blank(written) else (None, words.UNREADABLE)
    if word in _ABSENT and (absent or not is_blank(written)):
        return (None, words.ABSENT)
    if word in _PRESENT:
        return (None, words.DETECTED)
    return _figure(bench, unit, written)


def _figure(bench: Bench, unit: "Unit", written: Scalar) -> Specimen:
    read = read_number(written, bench.unit, signed=bench.signed)
    if isinstance(read, Blank):
        return BLANK
    factor = bench.fit()
    if isinstance(read, NotDetected):
        return _not_detected(bench, unit, read, factor)
    if not isinstance(read, Figure) or factor is None:
        return (None, words.UNREADABLE)
    low, high, low_open, high_open = read.span
    if low is not None and low == high:
        return (fitting(low * factor, unit.places), words.POINT)
    if high is None and low is not None:
        return (fitting(low * factor, unit.places), words.ABOVE if low_open else words.AT_LEAST)
    if high is not None and read.text[0] in "<≤":
        return (fitting(high * factor, unit.places), words.BELOW if high_open else words.AT_MOST)
    raise DoesNotFitError  # 16.50(+): between two figures


def _not_detected(bench: Bench, unit: "Unit", read: NotDetected, factor: Fraction | None) -> Specimen:
    if factor is None:
        raise DoesNotFitError
    lod = bench.own_lod(read, factor)
    if lod is not None:
        return (fitting(lod, unit.places), words.NOT_DETECTED_LOD)
    if not is_blank(bench.given.lod):
        raise DoesNotFitError  # a detection limit that cannot be read
    return (None, words.NOT_DETECTED)


def _declared(bench: Bench, unit: "Unit", scale: Sequence[str]) -> Decimal | int | None:
    written = bench.given.declared
    if is_blank(written):
        return None
    if unit.form == "grades":
        grade = _grade(bench, written, {one: index for index, one in enumerate(scale)}, None)
        return None if grade is None else scale.index(grade)
    read = read_number(written, bench.unit, signed=bench.signed)
    low = read.span.low if isinstance(read, Figure) else None
    if not isinstance(read, Figure) or low is None or low != read.span.high:
        return None
    factor = bench.fit()
    return fitting(low * (1 if factor is None else factor), unit.places)
