"""Measured values against requirements, for the oracle.

An end of an interval is a pair (value, nudge): nudge -1 is just below, +1 just above, 0 the value itself. Pairs compare as
tuples, so "inside" and "disjoint" are four comparisons and open ends need no cases. A value that cannot be read is None.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

FASTNESS = ("1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5")
INF = float("inf")  # an end that is not there; never a measured value
End = tuple[Any, int]
Interval = tuple[End, End]

_NUM = r"[+-]?\d+(?:\.\d+)?"
_SIZE = rf"{_NUM}(?:\s*×\s*100)?"
_ND = {"nd", "n.d.", "未检出"}


def blank(written: Any) -> bool:
    """Nothing was written there."""
    return written is None or (isinstance(written, str) and written.strip() in {"", "/", "-", "—", "–", "无"})


def point(number: Fraction) -> Interval:
    return ((number, 0), (number, 0))


def floor_of(test: Mapping[str, Any]) -> End:
    """The least that a value below something can be: 0, or nothing at all where the range says that the quantity goes below 0."""
    return (-INF, 0) if test.get("range", [0])[0] < 0 else (Fraction(0), 0)


def interval(written: Any, lod: Any, floor: End = (Fraction(0), 0)) -> Interval | None:
    """The interval a written value stands for; None if it cannot be read, or is ND without a LOD."""
    if isinstance(written, bool) or blank(written):
        return None
    text = str(written).strip()
    if text.lower() in _ND:
        return None if blank(lod) else (floor, (Fraction(str(lod)), -1))
    found = re.fullmatch(rf"([<≤>]?)\s*({_NUM})", text)
    if not found:
        return None
    sign, size = found[1], Fraction(found[2])
    return {
        "": point(size),
        "<": (floor, (size, -1)),
        "≤": (floor, (size, 0)),
        ">": ((size, 1), (INF, 0)),
    }[sign]


def size(text: str) -> Fraction:
    """A number of a requirement; 14×100 is 1400."""
    base, _, hundred = text.partition("×")
    return Fraction(base.strip()) * (100 if hundred.strip() == "100" else 1)


def last_place(text: str) -> Fraction:
    """The place of the last digit written: 95.0 → 1/10, 14×100 → 100."""
    base, _, hundred = text.partition("×")
    decimals = len(base.strip().partition(".")[2])
    return Fraction(1, 10**decimals) * (100 if hundred.strip() == "100" else 1)


def allowed(require: str, declared: Any) -> tuple[Interval | None, Fraction]:
    """The closed or open interval that a numeric requirement allows (None: `declared` is not given), and its finest place."""
    text = require.strip()
    if "declared" in text:
        if blank(declared):
            return None, Fraction(1)
        text = text.replace("declared", str(declared))
        times = re.search(rf"({_NUM})\s*×\s*({_NUM})", text)
        if times:
            product = Fraction(times[1]) * Fraction(times[2])
            text = text.replace(times[0], f"{product.numerator}/{product.denominator}")
            sign, limit = text.split()
            return _half(sign, Fraction(limit)), Fraction(1)
    place = min(last_place(n) for n in re.findall(_SIZE, text.split("(")[0]))
    if found := re.fullmatch(rf"(>=|>|<=|<)\s*({_SIZE})", text):
        return _half(found[1], size(found[2])), place
    if found := re.fullmatch(rf"({_SIZE})\s*~\s*({_SIZE})", text):
        return ((size(found[1]), 0), (size(found[2]), 0)), place
    excluded = re.search(r"\(excl ([+-]+)\)", text)
    ends = text.split("(")[0].strip()
    if found := re.fullmatch(rf"({_SIZE})\s*±\s*({_SIZE})", ends):
        middle, up, down = size(found[1]), size(found[2]), size(found[2])
    else:
        found = re.fullmatch(rf"({_SIZE})\s*\+\s*({_SIZE})\s*/\s*-\s*({_SIZE})", ends)
        assert found, require
        middle, up, down = size(found[1]), size(found[2]), size(found[3])
    signs = excluded[1] if excluded else ""
    return ((middle - down, 1 if "-" in signs else 0), (middle + up, -1 if "+" in signs else 0)), place


def _half(sign: str, limit: Fraction) -> Interval:
    if sign[0] == ">":
        return ((limit, 0 if sign == ">=" else 1), (INF, 0))
    return ((-INF, 0), (limit, 0 if sign == "<=" else -1))


def inside(value: Interval, room: Interval) -> bool:
    return room[0] <= value[0] and value[1] <= room[1]


def disjoint(value: Interval, room: Interval) -> bool:
    return room[0] > room[1] or value[1] < room[0] or value[0] > room[1]


def against(value: Interval, room: Interval) -> str:
    return "pass" if inside(value, room) else "fail" if disjoint(value, room) else "inconclusive"


def moved(room: Interval, by: Fraction) -> Interval:
    """The requirement shrunk by U (by < 0: widened)."""
    return ((room[0][0] + by, room[0][1]), (room[1][0] - by, room[1][1]))


def rounded(value: Interval, step: Fraction) -> Interval:
    """What the values inside round to: to the nearest multiple of `step`, half to even; 4.99… rounds to 5, so the ends are closed."""
    return (_round(value[0], step), _round(value[1], step))


def _round(end: End, step: Fraction) -> End:
    if end[0] in (INF, -INF):
        return end
    steps = Fraction(end[0]) / step
    if end[1] and steps % 1 == Fraction(1, 2):  # just below a tie goes down, just above it up
        return (math.floor(steps + Fraction(end[1], 2)) * step, 0)
    return (round(steps) * step, 0)  # a Fraction rounds half to even


def worst(states: Sequence[str]) -> str:
    """fail, then inconclusive, then pass; informational or not_applicable only where all are."""
    return next(s for s in ("fail", "inconclusive", "pass", "informational", "not_applicable") if s in states)


def verdict(test: Mapping[str, Any], require: str, scale: Sequence[str] | None, reading: Mapping[str, Any]) -> str:
    """The state of one reading (specimens) under one requirement."""
    if require == "unknown":
        return "informational"
    values = list(reading["values"])
    if require == "absent":
        return worst([_absent(v, reading.get("lod"), test.get("lod")) for v in values])
    if " of " in test.get("specimens", "each"):  # a specimen that was not measured is missing, not one too many
        values = [v for v in values if not blank(v)]
    if require == "conforms":
        return worst([{"符合": "pass", "conforms": "pass", "不符合": "fail"}.get(str(v).strip(), "inconclusive") for v in values])
    if scale is not None:
        return worst([_ordinal(require, scale, str(v).strip()) for v in values])
    lod = reading.get("lod") if not blank(reading.get("lod")) else test.get("lod")
    measured = [_measured(v, lod, test) for v in values]
    if require.startswith("n="):
        return _plates(require, measured)
    return _numeric(test, require, measured, reading)


def _measured(written: Any, lod: Any, test: Mapping[str, Any]) -> Interval | None:
    value = interval(written, lod, floor_of(test))
    low = test.get("range", [None])[0]
    if value is None or low is None:
        return value
    start = value[1][0] if value[0][0] == -INF else value[0][0]
    return None if start < 0 and start < Fraction(str(low)) else value  # a negative value outside the range


def _absent(written: Any, own: Any, lod: Any) -> str:
    text = str(written).strip()
    if text in {"阴性", "无"} or (text.lower() in _ND and blank(own)):
        return "pass"
    if text in {"阳性", "检出"}:
        return "fail"
    value = interval(written, own)
    if value is None or blank(lod):
        return "inconclusive"
    return against(value, ((-INF, 0), (Fraction(str(lod)), -1)))


def _ordinal(require: str, scale: Sequence[str], grade: str) -> str:
    sign, wanted = require.split()
    if grade not in scale:
        return "inconclusive"
    return against(point(Fraction(scale.index(grade))), _half(sign, Fraction(scale.index(wanted))))


def _plates(require: str, measured: Sequence[Interval | None]) -> str:
    plan = {k.strip(): Fraction(v.strip()) for k, v in (p.split("=") for p in require.split(","))}
    anything: Interval = ((-INF, 0), (INF, 0))
    values = [v or anything for v in measured]

    def surely(limit: Fraction) -> int:
        return sum(v[0] > (limit, 0) for v in values)

    def perhaps(limit: Fraction) -> int:
        return sum(v[1] > (limit, 0) for v in values)

    if surely(plan["M"]) > 0 or surely(plan["m"]) > plan["c"]:
        return "fail"
    enough = len(values) >= plan["n"]
    return "pass" if enough and perhaps(plan["M"]) == 0 and perhaps(plan["m"]) <= plan["c"] else "inconclusive"


def _mean(values: Sequence[Interval]) -> Interval:
    low = (sum(v[0][0] for v in values) / len(values), max(v[0][1] for v in values))
    return (low, (sum(v[1][0] for v in values) / len(values), min(v[1][1] for v in values)))


def total(values: Sequence[Interval]) -> Interval:
    """The sum: open where any summand is."""
    low, high = _mean(values)
    return ((low[0] * len(values), low[1]), (high[0] * len(values), high[1]))


def _numeric(test: Mapping[str, Any], require: str, measured: list[Interval | None], reading: Mapping[str, Any]) -> str:
    room, place = allowed(require, reading.get("declared"))
    if room is None or ("declared" in require and senseless(test, room, Fraction(str(reading["declared"])))):
        return "inconclusive"
    if test.get("groups_of"):
        group = int(test["groups_of"])
        if len(measured) % group:
            return "inconclusive"
        chunks = [measured[i : i + group] for i in range(0, len(measured), group)]
        measured = [None if None in chunk else _mean([v for v in chunk if v]) for chunk in chunks]
    step = Fraction(str(test["round_to"])) if test.get("round_to") is not None else place
    decide = _decision(test, room, reading.get("u"), step if test.get("compare") == "rounded" else None)
    how = test.get("specimens", "each")
    if " of " in how:
        need, of = (int(n) for n in how.split(" of "))
        states = [decide(v) for v in measured] + ["inconclusive"] * (of - len(measured))
        if len(states) > of:
            return "inconclusive"
        return "pass" if states.count("pass") >= need else "fail" if states.count("fail") > of - need else "inconclusive"
    if how == "each":
        return worst([decide(v) for v in measured])
    if None in measured:
        return "inconclusive"
    known = [v for v in measured if v]
    if how == "mean":
        return decide(_mean(known))
    pick = min if how == "min" else max
    return decide((pick(v[0] for v in known), pick(v[1] for v in known)))


def senseless(test: Mapping[str, Any], room: Interval, declared: Fraction) -> bool:
    """Whether a declared value cannot be: below what the quantity can be, or so low that every value would do."""
    low = Fraction(str(test.get("range", [0])[0]))
    if "range" in test and declared < 0 and declared < low:
        return True
    return bool(room[1][0] == INF and room[0][0] <= min(low, 0))


def _decision(test: Mapping[str, Any], room: Interval, u: Any, step: Fraction | None) -> Callable[[Interval | None], str]:
    rule = test.get("decision", "simple")

    def decide(value: Interval | None) -> str:
        if value is None or (rule != "simple" and blank(u)):
            return "inconclusive"
        compared = rounded(value, step) if step else value
        if rule == "simple":
            return against(compared, room)
        shrunk = moved(room, Fraction(str(u)))
        if rule == "guard_band":
            return against(compared, shrunk)
        if shrunk[0] <= shrunk[1] and inside(compared, shrunk):
            return "pass"
        return "fail" if disjoint(compared, moved(room, -Fraction(str(u)))) else "inconclusive"

    return decide


def summed(test: Mapping[str, Any], require: str, readings: Sequence[Mapping[str, Any] | None], whole: Mapping[str, Any]) -> str:
    """Parts whose sum the test's own limits judge; a missing part is inconclusive."""
    if require == "unknown":
        return "informational"
    values = []
    for reading in readings:
        if reading is None or all(blank(v) for v in reading["values"]):
            return "inconclusive"
        lod = next((x for x in (reading.get("lod"), whole.get("lod"), test.get("lod")) if not blank(x)), None)
        value = _measured(reading["values"][0], lod, test)
        if value is None or (value[0][0] < 0 and floor_of(test)[0] == 0):  # no part may make the others smaller
            return "inconclusive"
        values.append(value)
    return _numeric({**test, "specimens": "each"}, require, [total(values)], whole)
