"""The part of a ruleset's page about sample tests: all at a glance, then each with its limits and how results are judged.

`page` comes in here.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..authoring.confidence import STANDING, Figure, figures
from ..model.order import natural
from ..model.outcome import TEST_WEIGHTS
from ..model.ruleset import SampleTest
from ..model.text import Text, text
from ..model.words import class_word, required
from .sheet import Sheet

_LONGEST: Final = 60  # characters of “all others” spelt out
_BASIS: Final = {"mandatory": text("强制性标准", "mandatory"), "declared": text("明示执行", "declared")}
_SPECIMENS: Final = {
    "mean": text("取各样件的均值", "by the mean of the specimens"),
    "min": text("取各样件的最小值", "by the least of the specimens"),
    "max": text("取各样件的最大值", "by the largest of the specimens"),
}
_DECISION: Final = {
    "guard_band": text("按扩展不确定度 U 收窄限值（guard_band）", "the limit is shrunk by the expanded uncertainty U (guard_band)"),
    "nonbinary": text(
        "按 U 收窄和放宽，之间为附条件（nonbinary）", "the limit is shrunk and widened by U, and between it is conditional (nonbinary)"
    ),
}


def sample_tests(sheet: Sheet) -> None:
    """Every sample test."""
    tests, say = sheet.ruleset.sample_tests, sheet.say
    if not tests:
        return
    sheet.heading(2, say("抽样检测", "Sample tests"))
    by_test: dict[str, list[Figure]] = {}
    for figure in figures(sheet.ruleset):
        by_test.setdefault(figure.id, []).append(figure)
    ordered = sorted(tests, key=natural)
    titles = (
        say("编号", "Id"), say("检测项", "Test"), say("类别", "Class"), say("权重", "Weight"), say("依据", "Basis"), say("限值", "Limit"),
        say("期限", "Deadline"),
    )  # fmt: skip
    sheet.table(titles, [_at_a_glance(sheet, name, tests[name], by_test.get(name, [])) for name in ordered])
    for name in ordered:
        _in_full(sheet, name, tests[name], by_test.get(name, []))


def _at_a_glance(sheet: Sheet, name: str, test: SampleTest, rows: list[Figure]) -> tuple[str, ...]:
    limits = list(dict.fromkeys(required(one.row.require, test.unit)(sheet.language) for one in rows))
    shown = sheet.plain(limits[0]) if len(limits) == 1 else sheet.say(f"{len(rows)} 行，见下", f"{len(rows)} rows, below")
    if any(one.standing == "unknown" for one in rows) and len(limits) > 1:
        shown += sheet.say("，其中有待核实", ", some to be verified")
    weight = test.weight or Decimal(TEST_WEIGHTS[test.class_])
    word = class_word(test.class_, "test")(sheet.language)
    about = sheet.plain(name), sheet.words(test.name), word, f"{weight:f}", _BASIS[test.basis](sheet.language)
    return *about, shown, sheet.days(test.advice, minor=False)


def _in_full(sheet: Sheet, name: str, test: SampleTest, rows: list[Figure]) -> None:
    say = sheet.say
    sheet.heading(3, f"{sheet.plain(name)} {sheet.words(test.name)}")
    if test.applies is not None:
        sheet.field(say("只适用于", "Applies only when"), sheet.condition(test.applies))
    sheet.field(say("单位", "Unit"), sheet.plain(test.unit))
    sheet.field(say("方法", "Method"), sheet.plain(test.method))
    sheet.field(say("判定", "Judging"), say("；", "; ").join(one(sheet.language) for one in _judging(test)))
    sheet.close()
    titles = (
        say("组分", "Part"),
        say("产品", "Product"),
        say("要求", "Requirement"),
        say("依据", "Source"),
        say("可信度", "Confidence"),
        say("出处", "Cite"),
        say("说明", "Note"),
    )
    sheet.table(titles, [_row(sheet, test, one, rows) for one in rows])
    sheet.advice(test.risk, test.advice)
    if not any(one.source == test.source for one in rows):
        sheet.field(say("检测项的来源", "Source of the test"), sheet.source(test.source))
    sheet.close()


def _row(sheet: Sheet, test: SampleTest, one: Figure, rows: list[Figure]) -> tuple[str, ...]:
    part = ""
    if one.part is not None:
        part = _called(sheet, test, one.part)
    elif test.parts:
        names = sheet.listed(_called(sheet, test, name) for name in test.parts)
        part = sheet.say(f"合计（{names}）", f"sum of {names}")
    when = when_of(sheet, one)
    requirement = sheet.words(required(one.row.require, test.unit))
    if one.standing == "unknown":
        requirement = f"**{requirement}**"
    clause = sheet.plain(one.source.clause) if one.source.basis == "standard" else sheet.say("自拟要求", "our own proposal")
    sure = STANDING[one.source.confidence or "proposal"](sheet.language)
    if one.standing == "unknown":
        sure = STANDING["unknown"](sheet.language)
    return part, when, requirement, clause, sure, sheet.plain(one.source.cite), sheet.words(one.source.note)


def _called(sheet: Sheet, test: SampleTest, part: str) -> str:
    """`铅 Pb`: a part by its name and, so that a result can name it, its id."""
    name = sheet.words(test.part_names.get(part))
    return f"{name} {sheet.code(part)}" if name else sheet.code(part)


def when_of(sheet: Sheet, one: Figure) -> str:
    """For which products of a test a limit row is: by its condition; all; or all others, with those that the rows above leave."""
    if one.row.when is not None:
        return sheet.condition(one.row.when)
    if one.place == 0:
        return sheet.say("全部", "all")
    rows = sheet.products(one.id, one.part)
    left = None if rows is None else rows[one.place].of_test
    others = sheet.say("其余", "all others")
    return (
        others if left is None or len(left.zh) > _LONGEST else f"{others}{sheet.say('（', ' (')}{sheet.words(left)}{sheet.say('）', ')')}"
    )


def _judging(test: SampleTest) -> Iterator[Text]:
    """What is special in judging; the ordinary way is not said."""
    if test.scale is not None:
        yield text(f"按级别表 {test.scale}", f"by the scale {test.scale}")
    if test.groups_of is not None:
        yield text(f"先每 {test.groups_of} 个取均值", f"means of {test.groups_of} first")
    if test.specimens != "each":
        yield _SPECIMENS.get(test.specimens) or _counted(test.specimens)
    if isinstance(test.parts, dict) and test.parts:
        yield text("各组分分别判定，取最差", "each part by its own limit; the worst counts")
    if test.compare == "rounded":
        to = "" if test.round_to is None else f"{test.round_to:f}"
        yield text(f"修约{f'到 {to} ' if to else ''}后再比较", f"rounded{f' to {to}' if to else ''} first, then compared")
    if test.decision in _DECISION:
        yield _DECISION[test.decision]
    if test.lod is not None:
        yield text(f"方法检出限 {test.lod:f}", f"detection limit {test.lod:f}")
    if test.borderline_within is not None:
        yield text(f"离限值 {test.borderline_within:f} 以内为临界", f"borderline within {test.borderline_within:f} of the limit")
    if test.range is not None:
        low, high = test.range
        yield text(f"合理范围 {low:f} ~ {high:f}", f"plausible from {low:f} to {high:f}")
    if test.decimals is not None:
        yield text(f"方法给出 {test.decimals} 位小数", f"the method gives {test.decimals} decimals")


def _counted(specimens: str) -> Text:
    least, _, of = specimens.partition(" of ")
    return text(f"{of} 个样件中至少 {least} 个合格", f"at least {least} of {of} specimens pass")
