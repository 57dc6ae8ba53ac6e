"""Checks of two rulesets compared: site checks, rule checks and sample tests, one with the other by id."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from ..conditions.requirement_kinds import Between, DeclaredRelative, Requirement, SamplingPlan
from ..conditions.specimens import Specimens, parse_specimens
from ..conditions.tree import source
from ..model.order import natural
from ..model.ruleset import SampleTest
from ..model.text import Text, text
from ..model.words import class_word, required
from .axes import Sides
from .diff_conditions import Reach, reach
from .diff_fields import Item, shown
from .diff_limits import Pair, judging_of, limit_differences
from .differences import Area, Change, Condition, Difference
from .passing import Relation, relation
from .program import Check

_AREA: Final[dict[str, Area]] = {"site": "site_checks", "rule": "rule_checks", "test": "sample_tests"}
_SHOWN: Final = 4  # limits of a test that came or went
_BASIS: Final = {"mandatory": text("强制性", "mandatory"), "declared": text("明示执行", "declared")}
_COMPARE: Final = {"full": text("全数值比较", "as it stands"), "rounded": text("修约后比较", "rounded first")}
_DECISION: Final = {
    "simple": text("不计不确定度", "simple"),
    "guard_band": text("保护带（收窄 U）", "guard band (shrunk by U)"),
    "nonbinary": text("非二元（收窄 U，之间附条件）", "non-binary (shrunk by U, conditional between)"),
}


def check_differences(sides: Sides, kind: Literal["site", "rule", "test"]) -> Iterator[Difference]:
    """Every check of a kind that came, went or changed. One that changed its kind went and came."""
    old, new = ({name: one for name, one in side.checks.items() if one.kind == kind} for side in sides)
    for name in sorted({*old, *new}, key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield _whole(before, after)
        else:
            yield from _changed(sides, before, after)


def _whole(before: Check | None, after: Check | None) -> Difference:
    check = after or before
    assert check is not None
    said = _in_short(check)
    change: Change = "removed" if after is None else "added"
    return Difference(_AREA[check.kind], check.id, change, "", check.title, None if after else said, said if after else None)


def _in_short(check: Check) -> Text:
    """What a check is, for a reader who has not seen it."""
    about = [class_word(check.class_, check.kind)]
    if check.test is not None:
        about.append(_BASIS[check.test.basis])
        limits = [required(row.require.text, check.test.unit) for rows in check.rows.values() for row in rows]
        shown_limits = list(dict.fromkeys(one.zh for one in limits))
        about += [one for place, one in enumerate(limits) if one.zh in shown_limits[:_SHOWN] and one not in limits[:place]]
        if len(shown_limits) > _SHOWN:
            about.append(text(f"等 {len(limits)} 行限值", f"… {len(limits)} limit rows"))
    return text("，".join(one.zh for one in about), ", ".join(one("en") for one in about))


def _changed(sides: Sides, old: Check, new: Check) -> Iterator[Difference]:
    item = Item(_AREA[new.kind], new.id, new.title)
    yield from item.worded("ask", old.title, new.title)
    if old.class_ != new.class_:
        yield item.differs("class", class_word(old.class_, old.kind), class_word(new.class_, new.kind))
    if old.weight != new.weight and not (old.class_ != new.class_ and _by_class(old) and _by_class(new)):
        yield item.differs("weight", shown(old.weight), shown(new.weight))  # a weight that follows the class is no news
    yield from item.valued("section", old.section, new.section)
    yield from item.applies(sides, old.applies, new.applies, sampled=new.kind == "test")
    if old.site is not None and new.site is not None:
        yield from item.valued("may_skip", old.site.may_skip, new.site.may_skip)
        if old.site.evidence != new.site.evidence:
            yield item.differs("evidence", _together(old.site.evidence), _together(new.site.evidence), "wording")
    if old.rule is not None and new.rule is not None:
        yield from _faults(sides, item, old, new)
    if old.test is not None and new.test is not None:
        yield from limit_differences(Pair(sides, old, new))
        yield from _judging(sides, item, old, new)
    yield from item.worded("risk", old.risk, new.risk)
    yield from item.advised(old.advice, new.advice)
    yield from item.sourced(old.source, new.source)


def _by_class(check: Check) -> bool:
    return all(one is None or one.weight is None for one in (check.site, check.rule, check.test))


def _together(texts: tuple[Text, ...]) -> Text | None:
    return text("、".join(one.zh for one in texts), "; ".join(one("en") for one in texts)) if texts else None


_FAULT: Final[dict[Reach, Change]] = {"same": "same_meaning", "widened": "tightened", "narrowed": "relaxed", "changed": "changed"}


def _faults(sides: Sides, item: Item, old: Check, new: Check) -> Iterator[Difference]:
    """A fault that more products have is a stricter rule."""
    assert old.fails_when is not None
    assert new.fails_when is not None
    if old.fails_when != new.fails_when:
        found = reach(sides, old.fails_when, new.fails_when, sampled=False)
        conditions = Condition(source(old.fails_when), "old"), Condition(source(new.fails_when), "new")
        yield Difference(item.area, item.id, _FAULT[found.change], "fails_when", item.title, *conditions, where=found.where, why=found.why)


def _judging(sides: Sides, item: Item, old: Check, new: Check) -> Iterator[Difference]:
    """How results are judged: what the limits are compared with, and by which rule."""
    one, other = old.test, new.test
    assert one is not None
    assert other is not None
    needs = list(dict.fromkeys(row.require for rows in new.rows.values() for row in rows))
    if one.basis != other.basis:
        yield item.differs("basis", _BASIS[one.basis], _BASIS[other.basis])
    for name in ("unit", "method", "scale", "groups_of", "combine", "lod", "decimals", "borderline_within"):
        yield from item.valued(name, getattr(one, name), getattr(other, name))
    yield from item.valued("range", one.range, other.range)
    if not isinstance(one.parts, dict) and not isinstance(other.parts, dict):
        yield from item.listed("parts", one.parts or (), other.parts or ())
    if (one.specimens, one.groups_of) != (other.specimens, other.groups_of):
        ways = parse_specimens(one.specimens), parse_specimens(other.specimens)
        if ways[0] != ways[1]:
            grouped = one.groups_of is not None or other.groups_of is not None
            yield item.differs("specimens", shown(one.specimens), shown(other.specimens), "changed" if grouped else _ways(*ways, needs))
    if (one.compare, one.round_to) != (other.compare, other.round_to):
        yield item.differs("compare", _compared(one), _compared(other), _rounding(sides, one, other, needs))
    if one.decision != other.decision:
        yield item.differs("decision", _DECISION[one.decision], _DECISION[other.decision], _rule(one, other, needs))
    for part in sorted(one.part_names.keys() & other.part_names.keys(), key=natural):
        yield from item.worded(f"part_names.{part}", one.part_names[part], other.part_names[part])


def _compared(test: SampleTest) -> Text:
    words = _COMPARE[test.compare]
    if test.round_to is None:
        return words
    return text(f"{words.zh}（修约间隔 {test.round_to:f}）", f"{words('en')} (to {test.round_to:f})")


def _rounding(sides: Sides, old: SampleTest, new: SampleTest, needs: list[Requirement]) -> Change:
    """Rounding before comparing may let more pass, or less: it depends on the limit."""
    now = judging_of(new, sides.new.scales)
    then = judging_of(old, sides.old.scales)
    before = replace(now, rounded=then.rounded, round_to=then.round_to)
    return _agreed({relation(need, need, before, now) for need in needs})


def _rule(old: SampleTest, new: SampleTest, needs: list[Requirement]) -> Change:
    """Of the rules only `simple` does not shrink the requirement by U."""
    if not any(isinstance(need, Between | DeclaredRelative | SamplingPlan) for need in needs):
        return "changed"
    if "simple" not in (old.decision, new.decision):
        return "changed"
    return "tightened" if old.decision == "simple" else "relaxed"


def _agreed(found: set[Relation]) -> Change:
    """What all limits of a test agree on."""
    moved = found - {"same"}
    if moved == {"tightened"}:
        return "tightened"
    return "relaxed" if moved == {"relaxed"} else "changed"


def _ways(old: Specimens, new: Specimens, needs: list[Requirement]) -> Change:
    """Which way of combining specimens asks more, where that can be shown."""
    if old.way == new.way == "count":
        if old.of != new.of:
            return "changed"
        return "tightened" if new.at_least > old.at_least else "relaxed"
    figures = [need for need in needs if isinstance(need, Between | DeclaredRelative)]
    if not figures or any(isinstance(need, SamplingPlan) for need in needs):
        return "changed"
    ends = {(need.low is not None, need.high is not None) for need in figures}
    before, after = _alike(old.way, ends), _alike(new.way, ends)
    if before == after:
        return "same_meaning"
    if "count" in (before, after) or "each" not in (before, after):
        return "changed"
    return "relaxed" if before == "each" else "tightened"  # where each lies in an interval, so do mean, least and largest


def _alike(way: str, ends: set[tuple[bool, bool]]) -> str:
    """The least of several is above a limit just where each is, the largest below."""
    if (way == "min" and ends == {(True, False)}) or (way == "max" and ends == {(False, True)}):
        return "each"
    return way
