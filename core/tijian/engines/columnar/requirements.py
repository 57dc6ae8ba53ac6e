"""One requirement as the engine asks it: of one specimen (an outcome each), and how the outcomes of several are put together.

A unit's columns become `Cells`; every kind of requirement judges them. What was written (a figure, a sign, a word) means what it
means to the requirement that is asked: 符合 is no figure, 12.5 is no word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import polars as pl

from ...conditions.requirement_kinds import (
    Between,
    DeclaredRelative,
    Graded,
    MustBeAbsent,
    MustConform,
    Requirement,
    SamplingPlan,
    Unknown,
)
from ...exchange.parquet import words
from ...exchange.parquet.layout import PRECISION, Unit
from ...model.ruleset import SampleTest
from .spans import Number, Room, Span, code, empty, judged, room_of, rounded, span_of, times_of, whole
from .states import FAIL, INCONCLUSIVE, INFORMATIONAL, PASS


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row says of one unit: figures as whole numbers in units of the last place. None: a column that holds nothing here."""

    unit: Unit
    value: pl.Expr | None
    code: pl.Expr | None
    declared: pl.Expr | None
    u: pl.Expr | None
    exact: pl.Expr | None = None  # the figure as a decimal, for the quick way


def lod_of(test: SampleTest, unit: Unit) -> int | None:
    """The test's own detection limit, in units of the last place."""
    return None if test.lod is None else whole(Fraction(test.lod), unit.places)


def least_of(test: SampleTest, unit: Unit) -> int | None:
    """Where the plausible range begins, if it matters: a negative figure below it cannot be used."""
    return None if test.range is None else whole(Fraction(test.range[0]), unit.places)


def span(cells: Cells, test: SampleTest, times: int, *, added: bool = False) -> Span:
    """The figure of a row as an interval. `added`: it is summed with others, and never below 0 unless the range is."""
    assert cells.value is not None
    least = least_of(test, cells.unit)
    return span_of(cells.value, cells.code, times, lod_of(test, cells.unit), 0 if added and least is None else least)


def outcome(need: Requirement, test: SampleTest, scale: Sequence[str], cells: Cells) -> pl.Expr:
    """What one specimen is by a requirement."""
    if isinstance(need, Unknown):
        return code(INFORMATIONAL)
    if isinstance(need, MustConform):
        return _by_word(cells, words.CONFORMS, words.FAILS)
    if cells.value is None:
        return _by_word(cells, words.ABSENT, words.DETECTED, words.NOT_DETECTED) if isinstance(need, MustBeAbsent) else code(INCONCLUSIVE)
    if isinstance(need, MustBeAbsent):
        return _absent(test, cells)
    if isinstance(need, Graded):
        return _graded(need, scale, cells)
    if isinstance(need, SamplingPlan):
        raise TypeError("a sampling plan is asked of specimens together")
    if (quick := _quickly(need, test, cells)) is not None:
        return quick
    return of_span(need, test, cells, span(cells, test, times_of(need)))


def _by_word(cells: Cells, passes: int, fails: int, also: int | None = None) -> pl.Expr:
    if cells.code is None:
        return code(INCONCLUSIVE)
    passing = cells.code == passes if also is None else cells.code.is_in([passes, also])
    return pl.when(passing).then(code(PASS)).when(cells.code == fails).then(code(FAIL)).otherwise(code(INCONCLUSIVE))


def _quickly(need: Between | DeclaredRelative, test: SampleTest, cells: Cells) -> pl.Expr | None:
    """Plain figures against plain limits, compared as the decimals that they are."""
    if (
        not isinstance(need, Between)
        or cells.code is not None
        or cells.exact is None
        or test.compare != "full"
        or test.decision != "simple"
    ):
        return None
    places = cells.unit.places

    def constant(number: Fraction) -> pl.Expr:
        return pl.lit(Decimal(whole(number, places)).scaleb(-places), pl.Decimal(PRECISION, places))

    if need.is_empty or any(end is not None and abs(whole(end, places)) >= 10**PRECISION for end in (need.low, need.high)):
        return None
    value = cells.exact
    holds: pl.Expr | None = None
    if need.low is not None:
        holds = value > constant(need.low) if need.low_open else value >= constant(need.low)
    if need.high is not None:
        below = value < constant(need.high) if need.high_open else value <= constant(need.high)
        holds = below if holds is None else holds & below
    if holds is None:
        return None
    found = pl.when(holds).then(code(PASS)).otherwise(code(FAIL))
    if (least := least_of(test, cells.unit)) is not None:
        floor = pl.lit(Decimal(min(least, 0)).scaleb(-places), pl.Decimal(PRECISION, places))
        return pl.when(value.is_null() | (value < floor)).then(code(INCONCLUSIVE)).otherwise(found)
    return pl.when(value.is_null()).then(code(INCONCLUSIVE)).otherwise(found)


def of_span(need: Between | DeclaredRelative, test: SampleTest, cells: Cells, value: Span, n: Number = 1) -> pl.Expr:
    """An interval (times `times_of(need)`, and n) against limits, rounded first where the test says so."""
    if isinstance(need, DeclaredRelative) and cells.declared is None:
        return code(INCONCLUSIVE)
    room = room_of(need, cells.unit.places, cells.declared, n)
    if isinstance(need, Between) and (hollow := empty(room)) is not None and need.is_empty:
        return pl.when(value.low.is_null()).then(code(INCONCLUSIVE)).when(hollow).then(code(FAIL)).otherwise(code(INCONCLUSIVE))
    times = times_of(need)
    if test.compare == "rounded":
        unit = Fraction(test.round_to) if test.round_to is not None else need.place if isinstance(need, Between) else None
        assert unit is not None
        value = rounded(value, whole(unit, cells.unit.places) * times * n)
    if test.decision != "simple" and cells.u is None:
        return code(INCONCLUSIVE)
    found = judged(value, room, test.decision, None if cells.u is None else cells.u * times * n)
    if isinstance(need, Between):
        return found
    assert cells.declared is not None
    least = least_of(test, cells.unit)
    unusable = cells.declared.is_null() | (pl.lit(value=False) if least is None else cells.declared < min(least, 0))
    if (hollow := empty(room)) is not None:
        unusable = unusable | hollow
    elif room.low is not None and room.high is None:  # every value would do: the declared one asks nothing
        unusable = unusable | (room.low <= min(least or 0, 0) * times * n)
    return pl.when(unusable).then(code(INCONCLUSIVE)).otherwise(found)


def _absent(test: SampleTest, cells: Cells) -> pl.Expr:
    """Words decide; a figure, or a LOD reported with the value, is held against the test's LOD."""
    lod = lod_of(test, cells.unit)
    if lod is None:
        amount: pl.Expr = code(INCONCLUSIVE)
    else:
        assert cells.value is not None
        own = span_of(cells.value, cells.code, 1, None, least_of(test, cells.unit))
        amount = judged(own, Room(None, lod, low_open=True, high_open=True), "simple", None)
    if cells.code is None:
        return amount
    passes = cells.code.is_in([words.ABSENT, words.NOT_DETECTED])
    return pl.when(passes).then(code(PASS)).when(cells.code == words.DETECTED).then(code(FAIL)).otherwise(amount)


def _graded(need: Graded, scale: Sequence[str], cells: Cells) -> pl.Expr:
    """A grade by its place on the scale."""
    assert cells.value is not None
    value = cells.value if cells.code is None else pl.when(cells.code.fill_null(words.POINT) == words.POINT).then(cells.value)
    return of_grade(need, scale, cells, value)


def of_grade(need: Graded, scale: Sequence[str], cells: Cells, place: pl.Expr) -> pl.Expr:
    """A place on the scale against the grade wanted, which may be the declared one."""
    end: Number | None = cells.declared if need.grade is None else scale.index(need.grade)
    if end is None:
        return code(INCONCLUSIVE)
    good = {">=": place.__ge__, ">": place.__gt__, "<=": place.__le__, "<": place.__lt__}[need.op](end)
    return pl.when(good.is_null()).then(code(INCONCLUSIVE)).when(good).then(code(PASS)).otherwise(code(FAIL))
