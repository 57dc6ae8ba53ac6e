"""Lint: each sample test by itself: its parts, requirements, specimens and the options that go together (semantics §3)."""

from collections.abc import Iterator

from ..conditions.error import ConditionError
from ..conditions.requirement import Between, Graded, Requirement, Unknown, parse_requirement
from ..conditions.requirement_kinds import BUILT_IN_SCALES
from ..conditions.specimens import parse_specimens
from ..conditions.units import is_known
from ..model.problem import Problem
from ..model.ruleset import LimitRow, SampleTest
from ..model.text import text
from .document import Path, problem_at
from .limit_rows import rows_of
from .loaded import Loaded


def test_problems(loaded: Loaded) -> Iterator[Problem]:
    """Problems of the sample tests."""
    for name, test in loaded.ruleset.sample_tests.items():
        path: Path = ("sample_tests", name)
        yield from _parts(loaded, name, test, path)
        yield from _options(loaded, name, test, path)
        for where, row in rows_of(name, test):
            yield from _requirement(loaded, test, where, row)


def _parts(loaded: Loaded, name: str, test: SampleTest, path: Path) -> Iterator[Problem]:
    if test.parts is None:
        if test.combine is not None:
            said = text(f"检测项 {name} 写了 combine 却没有 parts", f"test {name} has `combine` but no `parts`")
            yield problem_at(loaded, "E331", said, (*path, "combine"))
        if test.limits is None:
            said = text(f"检测项 {name} 没有限值 limits", f"test {name} has no limits")
            hint = text(
                "标准数值不在手边时写 limits: [{require: unknown}]", "where the figure is not at hand write limits: [{require: unknown}]"
            )
            yield problem_at(loaded, "E331", said, path, key=True, hint=hint)
    elif isinstance(test.parts, dict):
        if test.combine == "sum":
            said = text(
                f"{name} 按总和判定时，parts 只列组分名称，限值写在 limits",
                f"{name}: for a sum, list the parts by name and give the test's own limits",
            )
            yield problem_at(loaded, "E331", said, (*path, "parts"))
        if test.limits is not None:
            said = text(f"{name} 的限值已按组分给出，不能另有 limits", f"{name} has its limits by part and cannot have limits besides")
            yield problem_at(loaded, "E331", said, (*path, "limits"))
    elif test.combine != "sum" or test.limits is None:
        said = text(
            f"{name} 只列出组分名称，需要 combine: sum 和总和的 limits",
            f"{name} lists its parts by name: it needs combine: sum and limits for the sum",
        )
        yield problem_at(loaded, "E331", said, (*path, "parts"))
    for part in test.part_names:
        if part not in (test.parts or ()):
            said = text(f"part_names 中的 {part} 不是 {name} 的组分", f"{part} in part_names is no part of {name}")
            yield problem_at(loaded, "E306", said, (*path, "part_names", part), key=True)


def _options(loaded: Loaded, name: str, test: SampleTest, path: Path) -> Iterator[Problem]:
    try:
        parse_specimens(test.specimens)
    except ConditionError as error:
        yield problem_at(loaded, error.code, error.text, (*path, "specimens"), hint=error.hint)
    if test.round_to is not None and test.compare != "rounded":
        said = text(f"{name} 写了 round_to,但 compare 不是 rounded", f"{name} has round_to, but compare is not `rounded`")
        yield problem_at(loaded, "E332", said, (*path, "round_to"), hint=text("写 compare: rounded", "write compare: rounded"))
    if test.unit is not None and not is_known(test.unit):
        said = text(
            f"{name} 的单位 {test.unit} 不在单位表里：报告用别的单位或别的写法时，结果无法换算",
            f"the unit {test.unit} of {name} is not in the table of units: a reading in another unit or spelling cannot be converted",
        )
        hint = text(
            "核对写法；单位确实不在表里时，要求实验室照这个写法报告",
            "look at the spelling; where the table lacks it, have laboratories report it spelt exactly so",
        )
        yield problem_at(loaded, "W308", said, (*path, "unit"), hint=hint, warning=True)
    if test.range is not None and test.range[0] > test.range[1]:
        said = text(f"检测项 {name} 的范围上下限颠倒", f"the range of test {name} runs backwards")
        yield problem_at(loaded, "E305", said, (*path, "range"))


def _requirement(loaded: Loaded, test: SampleTest, where: Path, row: LimitRow) -> Iterator[Problem]:
    path: Path = (*where, "require")
    scale = None
    if test.scale is not None:
        scale = BUILT_IN_SCALES.get(test.scale) or loaded.ruleset.scales.get(test.scale)
        if scale is None:
            return  # the missing scale is reported by itself
    try:
        requirement: Requirement = parse_requirement(row.require, scale)
    except ConditionError as error:
        yield problem_at(loaded, error.code, error.text, path, offset=error.at, length=max(error.length, 1), hint=error.hint)
        return
    if test.combine == "sum" and not isinstance(requirement, Between | Unknown):
        said = text("按总和判定的检测项，限值必须是数值", "a sum is judged by a numeric limit")
        yield problem_at(loaded, "E332", said, path)
    if test.compare == "rounded" and isinstance(requirement, Graded):
        said = text("等级不能修约", "grades are not rounded: `compare: rounded` makes no sense here")
        yield problem_at(loaded, "E332", said, path)
