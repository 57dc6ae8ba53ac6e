"""What the laboratory measured: a reading that passes or fails the requirement in force for this product, in the figures of its unit.

Every reading is judged at once by the rules that will judge it later: one that comes out otherwise than meant is replaced by a plain
one at the boundary.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from pydantic import TypeAdapter

from ...authoring.program import Check
from ...conditions.requirement import Between, DeclaredRelative, Graded, MustBeAbsent, MustConform, Requirement, SamplingPlan, Unknown
from ...conditions.specimens import parse_specimens
from ...facts.judge import judge
from ...model.dossier import Reading
from ...model.ruleset import SampleTest
from ...proving.probes import at_declared, figure
from ...proving.probes_words import probes_of
from .dice import Dice

Scales = Mapping[str, Any]
Chosen = Mapping[str | None, Requirement]
_GIVEN: Final[TypeAdapter[Any]] = TypeAdapter(Reading)
_LARGE: Final = 100  # figures from here on are given to the place of the limit
_CHEMICAL: Final = frozenset({"mg/kg", "mg/L", "mg/dm²", "μg/g", "g/kg"})
_PHYSICAL: Final = frozenset({"%", "Pa", "N", "mm", "N/15mm"})
_DECLARED: Final = tuple(map(Decimal, ("100", "50", "20", "10", "200", "500", "5", "2", "1", "0.5", "0.1")))


class Laboratory:
    """One laboratory's work on one sample."""

    def __init__(self, scales: Scales, declared: Mapping[str, Any], dice: Dice) -> None:
        self.scales, self.declared, self.dice = scales, declared, dice

    def reading(self, check: Check, chosen: Chosen, *, passes: bool) -> Any | None:
        """What is reported for a test with these requirements. None where nothing can be said of it (its figure is not at hand)."""
        assert check.test is not None
        if any(isinstance(one, Unknown) for one in chosen.values()):
            return None
        wanted = "pass" if passes else "fail"
        for attempt in range(6):
            made = self._made(check.test, chosen, passes, self.dice.within(check.id, attempt), check.id)
            if made is not None and self._state(check.test, chosen, made) == wanted:
                return made
        made = self._plain(check.test, chosen, wanted)
        return made if made is not None and self._state(check.test, chosen, made) == wanted else None

    def _state(self, test: SampleTest, chosen: Chosen, reading: Any) -> str:
        return judge(test, chosen, _GIVEN.validate_python(reading), self.scales).state

    def _made(self, test: SampleTest, chosen: Chosen, passes: bool, dice: Dice, name: str) -> Any | None:
        if not test.parts:
            return self._one(test, chosen[None], passes, dice, name)
        parts = list(test.parts)
        if test.combine == "sum" or (test.combine is None and not isinstance(test.parts, dict)):
            need = chosen[None]
            if not isinstance(need, Between):
                return None
            total = self._value(test, need, passes, dice)
            return {"parts": {part: _rounded(total / len(parts), _step(test, need)) for part in parts}}
        bad = None if passes else dice.pick(parts, "part")
        made = {part: self._one(test, chosen[part], part != bad, dice.within(part), name) for part in parts}
        return None if None in made.values() else {"parts": made}

    def _one(self, test: SampleTest, need: Requirement, passes: bool, dice: Dice, name: str) -> Any | None:
        match need:
            case Between():
                return self._figures(test, need, passes, dice, {})
            case DeclaredRelative():
                declared = self._declared(test, need, name)
                if declared is None:
                    return None
                return self._figures(test, at_declared(need, declared), passes, dice, {"declared": declared})
            case Graded():
                return self._grade(test, need, passes, dice)
            case MustBeAbsent():
                return "未检出" if passes else "检出"
            case MustConform():
                return "符合" if passes else "不符合"
            case SamplingPlan() | Unknown():
                return None

    def _declared(self, test: SampleTest, need: DeclaredRelative, name: str) -> Decimal | None:
        """What the enterprise declares: as the recipe says, or a plain figure that makes sense."""
        said = self.declared.get(name)
        options = [Decimal(str(said))] if said is not None else _DECLARED
        for one in options:
            between = at_declared(need, one)
            if not between.is_empty and _plausible(test, between.low) and _plausible(test, between.high):
                return one
        return None

    def _grade(self, test: SampleTest, need: Graded, passes: bool, dice: Dice) -> Any | None:
        scale = list(self.scales[test.scale or ""])
        limit = len(scale) - 2 if need.grade is None else scale.index(need.grade)
        place = min(limit + dice.between(0, 2, "better"), len(scale) - 1) if passes else limit - dice.between(1, 2, "worse")
        if not 0 <= place < len(scale):
            return None
        return {"values": scale[place], "declared": scale[limit]} if need.grade is None else scale[place]

    def _figures(self, test: SampleTest, need: Between, passes: bool, dice: Dice, beside: dict[str, Any]) -> Any:
        way = parse_specimens(test.specimens)
        step = _step(test, need)
        many = (test.groups_of or 1) * (way.of if way.way == "count" else 3 if self._several(test) else 1)
        if passes and not beside and test.unit in _CHEMICAL and need.low is None and dice.chance(Fraction(1, 3), "not detected"):
            assert need.high is not None
            return {"values": "未检出", "lod": _one_digit(need.high / dice.pick((10, 20, 25), "lod"))}
        near = passes and dice.chance(Fraction(1, 14), "near")
        centre = self._value(test, need, passes, dice, near=near)
        loose = 10 if way.way == "count" else 40  # people differ more than coupons of one sheet
        values = [self._about(need, centre, step, loose, passes, dice.within("specimen", one)) for one in range(many)]
        if near and need.high is not None and test.decision == "simple":
            beside = {**beside, "u": _one_digit(max(abs(need.high) / 25, step))}
        elif test.decision != "simple":
            beside = {**beside, "u": figure(step)}
        short: Any = values[0] if len(values) == 1 else values
        return {"values": short, **beside} if beside else short

    def _several(self, test: SampleTest) -> bool:
        way = parse_specimens(test.specimens).way
        return way in ("mean", "min", "max") or (test.unit in _PHYSICAL and test.specimens == "each")

    def _value(self, test: SampleTest, need: Between, passes: bool, dice: Dice, *, near: bool = False) -> Fraction:
        """A plausible true value: mostly well inside, or a little outside."""
        part = dice.share("value")
        low, high = need.low, need.high
        floor, ceiling = (Fraction(test.range[0]), Fraction(test.range[1])) if test.range else (Fraction(0), None)
        if low is not None and high is not None:
            width = high - low
            if passes:
                return low + width * (Fraction(1, 4) + part / 2)
            return (
                high + width * (Fraction(1, 20) + part / 5)
                if dice.chance(Fraction(1, 2), "side")
                else low - width * (part + Fraction(1, 4)) / 5
            )
        if high is not None:
            if near:
                return high * (Fraction(97, 100) + part / 40)
            return high * (Fraction(3, 20) + part * 3 / 5) if passes else (high * (Fraction(26, 25) + part / 2) if high else (part + 1) * 4)
        assert low is not None
        room = (ceiling - low) if ceiling is not None and low * 2 > ceiling else low / 2
        if near:
            return low + room * part / 40
        return (
            low + room * (Fraction(1, 10) + part / 2)
            if passes
            else max(low - min(room * (part + Fraction(1, 4)), low * (Fraction(1, 25) + part / 6)), floor)
        )

    def _about(self, need: Between, centre: Fraction, step: Fraction, loose: int, passes: bool, dice: Dice) -> Decimal:
        """A specimen beside the true value; where it must pass, still inside."""
        away = (dice.share("away") - Fraction(1, 2)) * min(abs(centre) / loose, abs(centre - _nearest(need, centre)) / 2) * 2
        value = _rounded(centre + away, step)
        if passes and (inside := _inside(need, Fraction(value), step)) is not None:
            value = _rounded(inside, step)
        return value

    def _plain(self, test: SampleTest, chosen: Chosen, wanted: str) -> Any | None:
        """A reading at the boundary: never as lifelike, always as meant."""
        if test.parts and test.combine != "sum" and isinstance(test.parts, dict):
            good = {part: next(_of_state(test, chosen[part], self.scales, "pass"), None) for part in test.parts}
            bad = next(((part, one) for part in test.parts for one in _of_state(test, chosen[part], self.scales, "fail")), None)
            if wanted == "fail" and bad is not None:
                good[bad[0]] = bad[1]
            return None if None in good.values() else {"parts": good}
        return None if test.parts else next(_of_state(test, chosen[None], self.scales, wanted), None)


def _of_state(test: SampleTest, need: Requirement, scales: Scales, wanted: str) -> Iterator[Any]:
    bare = test.model_copy(update={"parts": None, "combine": None})
    yield from (probe.reading for probe in probes_of(bare, need, scales) if probe.state == wanted)


def _step(test: SampleTest, need: Between) -> Fraction:
    """The last place of a reported figure: that of the limit, or one more where the limit is a small round figure."""
    place = min(need.place, Fraction(1, 10**test.decimals)) if test.decimals is not None else need.place
    ends = [abs(end) for end in (need.low, need.high) if end is not None]
    if test.decimals is not None or test.unit in (None, "h", "s", "g", "次") or max(ends) >= _LARGE or place < Fraction(1, 100):
        return place
    return place / 10


def _rounded(value: Fraction, step: Fraction) -> Decimal:
    """To the nearest multiple of the step, with as many decimals as the step has."""
    whole = (value / step + Fraction(1, 2)).__floor__()
    places = 0
    while (step * 10**places).denominator != 1:
        places += 1
    return figure(whole * step).quantize(Decimal(1).scaleb(-places))


def _one_digit(value: Fraction) -> Decimal:
    """Cut to its first digit: 0.0237 → 0.02."""
    exponent = 0
    while value * Fraction(10) ** exponent < 1:
        exponent += 1
    return figure(Fraction(int(value * Fraction(10) ** exponent)) / Fraction(10) ** exponent)


def _nearest(need: Between, value: Fraction) -> Fraction:
    return min((end for end in (need.low, need.high) if end is not None), key=lambda end: abs(value - end))


def _inside(need: Between, value: Fraction, step: Fraction) -> Fraction | None:
    """Where a value just outside would have to be; None where it is inside."""
    if need.low is not None and (value < need.low or (value == need.low and need.low_open)):
        return (need.low / step).__ceil__() * step + (step if need.low_open else 0)
    if need.high is not None and (value > need.high or (value == need.high and need.high_open)):
        return (need.high / step).__floor__() * step - (step if need.high_open else 0)
    return None


def _plausible(test: SampleTest, value: Fraction | None) -> bool:
    return value is None or test.range is None or test.range[0] <= value <= test.range[1]
