"""Where one reading is laid out: specimens as intervals in the test's unit, U, LOD, declared value, remarks on what cannot be used.

`judge` and the ways of judging come in here; nothing is judged yet.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from ..conditions.requirement_kinds import Between, DeclaredRelative
from ..conditions.units import conversion, says_no_unit
from ..model.dossier import ReadingGiven, Scalar
from ..model.remark import Remark
from ..model.ruleset import SampleTest
from . import doubt
from .interval import Interval, scaled, shown
from .note import Note, quoted
from .numbers import Blank, Figure, NotDetected, Unreadable, is_blank, read_number

_ONE: Final = Fraction(1)


class Given(NamedTuple):
    """A reading, or one part's with what it inherits from the whole."""

    values: Sequence[Scalar]
    u: Scalar
    lod: Scalar
    unit: str | None
    declared: Scalar


def given_of(reading: ReadingGiven) -> Given:
    """The reading of a test without parts."""
    return Given(reading.values, reading.u, reading.lod, reading.unit, reading.declared)


def given_for_part(part: ReadingGiven, whole: ReadingGiven) -> Given:
    """A part's reading: U, LOD, unit and declared value are those of the whole unless the part has its own."""
    return Given(
        part.values,
        whole.u if part.u is None else part.u,
        whole.lod if part.lod is None else part.lod,
        whole.unit if part.unit is None else part.unit,
        whole.declared if part.declared is None else part.declared,
    )


class Measured(NamedTuple):
    """One specimen: `span` None where nothing is known of it; `text` for display."""

    span: Interval | None
    text: str


class Bench:
    """One test, or one part of it, on the bench. `part`: its id, to name it in remarks."""

    __slots__ = ("foreign", "given", "part", "remarks", "test", "told", "unit")

    def __init__(self, test: SampleTest, given: Given, part: str | None = None) -> None:
        self.test = test
        self.given = given
        self.part = part
        self.remarks: list[Remark] = []
        self.unit = given.unit or test.unit  # that of the figures as written
        self.told = self.foreign = False  # whether a value for display is in the test's unit; whether one is not

    def say(self, note: Note, specimen: int | None = None) -> None:
        """Keep a remark; `specimen` counts from 0 and is named where there are several."""
        zh, en = [self.part] if self.part else [], [self.part] if self.part else []
        if specimen is not None and len(self.given.values) > 1:
            zh.append(f"第 {specimen + 1} 个样件")
            en.append(f"specimen {specimen + 1}")
        self.remarks.append(note.remark((" ".join(zh) + "：", ", ".join(en) + ": ") if zh else ("", "")))

    @property
    def shown_unit(self) -> str | None:
        """The unit of the values for display: the test's, or None where they are not all in it."""
        return self.test.unit if self.told and not self.foreign else None

    def as_reported(self, written: object) -> str:
        """A value that is not in the test's unit, for display: as written, with the unit that was reported."""
        self.foreign = True
        word = "—" if written is None else quoted(written)
        given = self.given.unit
        return word if given is None or given == self.test.unit or word == "—" else f"{word} {quoted(given)}"

    def fit(self) -> Fraction | None:
        """The factor into the test's unit; None (with a finding) where there is none."""
        given, wanted = self.given.unit, self.test.unit
        if given is None or given == wanted:
            return _ONE
        if wanted is None:
            if says_no_unit(given):
                return _ONE
            self.say(doubt.unit_for_none(given))
            return None
        found = conversion(given, wanted)
        if found is None:
            self.say(doubt.wrong_unit(given, wanted))
            return None
        if found.factor != 1:
            self.say(doubt.converted(given, wanted, found.factor))
        elif found.respelt:
            self.say(doubt.respelt(given, wanted))
        return found.factor

    def _factor(self) -> Fraction:
        """As `fit`, without a word: 1 where nothing fits, because then no value is known either."""
        given, wanted = self.given.unit, self.test.unit
        found = None if given is None or wanted is None else conversion(given, wanted)
        return _ONE if found is None else found.factor

    def specimens(self) -> list[Measured]:
        """Every specimen as an interval in the test's unit."""
        if not self.given.values:
            self.say(doubt.no_value())
        factor = self.fit()
        if factor is None:
            return [Measured(None, self.as_reported(written)) for written in self.given.values]
        return [self._measured(index, written, factor) for index, written in enumerate(self.given.values)]

    def addends(self) -> list[Measured]:
        """The specimens of a part that is added to others: one below 0, where the quantity cannot be, must not offset another part."""
        found = self.specimens()
        for index, (span, text) in enumerate(found):
            if span is not None and span.low is not None and span.low < 0 and not self.signed:
                self.say(doubt.negative_part(text), index)
                found[index] = Measured(None, text)
        return found

    @property
    def signed(self) -> bool:
        """Whether the quantity may be below 0 (a temperature, a change of size): the test's `range` says so."""
        return self.test.range is not None and self.test.range[0] < 0

    def below(self, lod: Fraction | None) -> Interval | None:
        """What is known of a value not detected: below its LOD, and not below 0 where the quantity cannot be."""
        return None if lod is None else Interval(None, lod, True, True) if self.signed else Interval(Fraction(0), lod, False, True)

    def _measured(self, index: int, written: Scalar, factor: Fraction) -> Measured:
        read = read_number(written, self.unit, signed=self.signed)
        if isinstance(read, Figure):
            return self.figure(index, read, factor)
        if isinstance(read, NotDetected):
            return self._censored(index, read, factor)
        if isinstance(read, Blank):
            self.say(doubt.no_value(), index)
            return Measured(None, "—")
        self.say(read.note, index)
        return Measured(None, self.as_reported(read.text))

    def figure(self, index: int, read: Figure, factor: Fraction) -> Measured:
        """A number in the test's unit, looked at for plausibility."""
        span, text, decimals, notes = read
        for note in notes:
            self.say(note, index)
        test = self.test
        self.told = True
        if factor != 1:
            span = scaled(span, factor)
            text = _in_unit(text, span, read.span) or self.as_reported(text)
        elif test.decimals is not None and decimals > test.decimals:
            self.say(doubt.too_fine(text, test.decimals), index)
        if test.range is not None:
            written = self.given.values[index]
            plain = isinstance(written, Decimal) and factor == 1 and test.range[0] <= written <= test.range[1]  # the quick way, for most
            if not plain and not self._plausible(index, span, text):
                return Measured(None, text)
        return Measured(span, text)

    def _plausible(self, index: int, span: Interval, text: str) -> bool:
        """Whether the value can be used. Outside the range it is used with a warning, unless it is negative."""
        assert self.test.range is not None
        least, most = self.test.range
        low, high = span.low, span.high
        start = high if low is None else low  # what is below a figure may be anything there: only where it ends counts
        if start is not None and start < least:
            if start < 0:
                self.say(doubt.negative(text, least, most), index)
                return False
            if text[0] not in "<≤":  # where such a value starts is not what was measured
                self.say(doubt.implausible(text, least, most, self.test.unit), index)
                return True
        if (high if high is not None else low or 0) > most:
            self.say(doubt.implausible(text, least, most, self.test.unit), index)
        return True

    def _censored(self, index: int, read: NotDetected, factor: Fraction) -> Measured:
        for note in read.notes:
            self.say(note, index)
        lod = self.own_lod(read, factor)
        if lod is None and not is_blank(self.given.lod):  # a limit was reported, and nobody can say that it was as low as the test's
            return Measured(None, self.as_reported(read.text))
        if lod is None and self.test.lod is not None:
            lod = Fraction(self.test.lod)
        if lod is None:
            self.say(doubt.no_lod(), index)
            return Measured(None, self.as_reported(read.text))
        self.told = True
        return Measured(self.below(lod), f"ND(LOD={shown(lod)})")

    def own_lod(self, read: NotDetected, factor: Fraction) -> Fraction | None:
        """The LOD reported with the value, or for the whole reading, in the test's unit."""
        if read.lod is not None:
            return read.lod * factor
        lod = self._reported(self.given.lod, "lod")
        return None if lod is None else lod * factor

    def uncertainty(self) -> Fraction | None:
        """U in the test's unit; None where none was reported, or what was reported is no such number."""
        if self.given.u is None:
            return None
        u = self._reported(self.given.u, "u")
        return None if u is None else u * self._factor()

    def _reported(self, written: Scalar, name: str) -> Fraction | None:
        """A LOD (> 0) or U (≥ 0) as reported; None if it is not one: a LOD leaves the value unknown, without U some tests are judged."""
        read = read_number(written, self.unit)
        if isinstance(read, Blank):
            return None
        if isinstance(read, Figure):
            low, high = read.span.low, read.span.high
            if low is not None and low == high and (low > 0 or (low == 0 and name == "u")):
                return low
        note = doubt.unusable(name, str(written), read.note if isinstance(read, Unreadable) else None, finding=name == "lod")
        if not any(remark.text.zh.endswith(note.zh) for remark in self.remarks):  # once, not for every specimen
            self.say(note)
        return None

    def required(self, need: Between | DeclaredRelative) -> tuple[Between | None, str]:
        """The interval required, and its words; None (with a finding) where it hangs on a declared value that is not usable."""
        if isinstance(need, Between):
            return need, need.text
        factor = self._factor()
        read = read_number(self.given.declared, self.unit, signed=self.signed)
        if isinstance(read, Blank):
            self.say(doubt.not_declared())
            return None, need.text
        low = read.span.low if isinstance(read, Figure) else None
        if not isinstance(read, Figure) or low is None or low != read.span.high:
            why = read.note if isinstance(read, Unreadable) else None
            self.say(doubt.unusable("declared", str(self.given.declared), why, finding=True))
            return None, need.text
        place = Fraction(1, 10**read.decimals) * factor
        declared = low * factor
        made = need.at(declared, place)
        text = f"{need.text} (declared = {shown(declared, place)})"
        least = None if self.test.range is None else self.test.range[0]
        impossible = least is not None and declared < 0 and declared < least
        if made.is_empty or impossible or _asks_nothing(made, Fraction(min(least or 0, 0))):
            why = None if made.is_empty or impossible else doubt.asks_nothing()
            self.say(doubt.unusable("declared", str(self.given.declared), why, finding=True))
            return None, text
        return made, text


def _asks_nothing(made: Between, least: Fraction) -> bool:
    """Whether every value that the quantity can have would do, or all but the least: what a declared 0 makes of `>= 0.9 × declared`."""
    return made.high is None and made.low is not None and made.low <= least


def _in_unit(text: str, span: Interval, before: Interval) -> str:
    """A converted value for display: its comparison sign stays. Empty where it can only be shown as written."""
    sign = text[0] if text[0] in "<≤>≥" else ""
    number = span.low if sign in (">", "≥") or not sign else span.high
    if not sign and before.low != before.high:
        return ""  # 16.50(+)
    return sign + (shown(number) if number is not None else "")
