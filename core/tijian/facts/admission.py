"""What a dossier must satisfy against its ruleset before anything is judged, and the product attributes read from it.

Everything wrong is collected and refused together, at its place in the file (exit 3); what can be used only in
part becomes a remark.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..authoring.program import Program
from ..authoring.refusal import limited
from ..conditions.suggest import did_you_mean
from ..model.dossier import BLANKS, Dossier, ReadingGiven, Sample, Scalar
from ..model.order import natural
from ..model.problem import InputError, Position, Problem
from ..model.remark import Remark, Severity
from ..model.ruleset import Attribute
from ..model.text import Text, text
from .attributes import Known
from .judge import reported
from .tests import says_something

Path = tuple[str | int, ...]
_PLAIN: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?")  # Decimal() alone would take 017, 5., ٣ and NaN too
_NARROW: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_TRUE_FALSE = {"true": True, "false": False, "是": True, "否": False}


@dataclass(slots=True)
class Admitted:
    """The product as read (for the dossier and for each sample, by place), and remarks about the input."""

    product: Mapping[str, Known]
    by_sample: tuple[Mapping[str, Known], ...]
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Desk:
    """Collects what is wrong with one dossier."""

    dossier: Dossier
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def refuse(self, code: str, path: Path, zh: str, en: str, hint: Text | None = None, *, key: bool = False) -> None:
        origin: Any = self.dossier._origin
        place: Position | None = None
        excerpt: str | None = None
        if origin is not None:
            place = origin.position(path, key=key)
            excerpt = origin.excerpt(place)
        else:
            zh, en = f"{'.'.join(map(str, path))}：{zh}", f"{'.'.join(map(str, path))}: {en}"
        self.problems.append(Problem(code, text(zh, en), at=place, hint=hint, excerpt=excerpt))

    def remark(self, code: str, severity: Severity, zh: str, en: str, *, check: str | None = None, sample: str | None = None) -> None:
        self.remarks.append(Remark(code=code, severity=severity, text=text(zh, en), check=check, sample=sample))

    def unknown(self, word: str, known: Iterable[str], code: str, path: Path, zh: str, en: str) -> None:
        """Refuses `word`, which is none of `known`, with the nearest of them."""
        self.refuse(code, path, zh, en, _nearest(word, set(known)), key=True)


def admit(program: Program, dossier: Dossier) -> Admitted:
    """Checks `dossier` against the ruleset. Raises InputError with every problem that makes it unusable."""
    desk = _Desk(dossier)
    product = _product(desk, program, dossier.product, ("product",))
    _answers(desk, program)
    _sampling(desk, program)
    _retests(desk)
    by_sample: list[Mapping[str, Known]] = []
    for index, sample in enumerate(dossier.samples):
        own = _product(desk, program, sample.product, ("samples", index, "product"))
        by_sample.append({**product, **own})
        _results(desk, program, sample, index)
    for index, clue in enumerate(dossier.clues):
        codes = program.ruleset.clue_codes
        if clue.code not in codes:
            zh, en = f"没有线索代码 {clue.code}", f"there is no clue code {clue.code}"
            desk.refuse("E410", ("clues", index, "code"), zh, en, _nearest(clue.code, codes))
    if desk.problems:
        raise InputError(limited(desk.problems))
    return Admitted(product, tuple(by_sample), desk.remarks)


def _nearest(word: str, known: Iterable[str]) -> Text | None:
    near = did_you_mean(word, known)
    return text(f"是不是“{near}”？", f"did you mean '{near}'?") if near else None


def _answers(desk: _Desk, program: Program) -> None:
    site_checks = program.ruleset.site_checks
    for name in desk.dossier.answers:
        if name in site_checks:
            continue
        path = ("answers", name)
        if name in program.checks:
            desk.refuse("E402", path, f"{name} 不是实地核查项，不能现场作答", f"{name} is not a site check and takes no answer", key=True)
        else:
            desk.unknown(name, site_checks, "E401", path, f"细则中没有核查项 {name}", f"the ruleset has no site check {name}")


def _sampling(desk: _Desk, program: Program) -> None:
    sampling, tests = desk.dossier.sampling, program.ruleset.sample_tests
    for index, name in enumerate(sampling.plan or ()):
        if name not in tests:
            zh, en = f"抽样方案中的 {name} 不是检测项", f"{name} in the plan is not a sample test"
            desk.refuse("E403", ("sampling", "plan", index), zh, en, _nearest(name, tests))
    given = [(program.checks.get(name), reading) for sample in desk.dossier.samples for name, reading in sample.results.items()]
    if sampling.state == "none" and any(reported(reading) if check is None else says_something(check, reading) for check, reading in given):
        desk.refuse(
            "E404", ("sampling", "state"), "抽样状态为 none，却有检测结果", "sampling is `none`, yet there are results",
            text("若确有抽样，写 done 或 pending", "if samples were taken, say done or pending"),
        )  # fmt: skip


def _retests(desk: _Desk) -> None:
    samples = desk.dossier.samples
    places: dict[str, int] = {}
    for index, sample in enumerate(samples):
        if sample.id is not None:
            if sample.id in places:
                first = places[sample.id] + 1
                zh, en = f"样品编号 {sample.id} 与第 {first} 个样品重复", f"sample id {sample.id} repeats that of sample {first}"
                desk.refuse("E405", ("samples", index, "id"), zh, en)
            places.setdefault(sample.id, index)
    for index, sample in enumerate(samples):
        if sample.retest_of is None:
            if sample.conclusion is not None:
                zh, en = "写了复检结论 conclusion，却没有写 retest_of", "`conclusion` without `retest_of`"
                desk.refuse("E408", ("samples", index, "conclusion"), zh, en)
        elif sample.retest_of not in places:
            path: Path = ("samples", index, "retest_of")
            desk.refuse("E406", path, f"没有样品 {sample.retest_of} 可供复检", f"there is no sample {sample.retest_of} to retest")
    parent = {sample.id: sample.retest_of for sample in samples if sample.id is not None}
    for index, sample in enumerate(samples):
        seen, at = {sample.id}, sample.retest_of
        while at is not None and at not in seen:
            seen.add(at)
            at = parent.get(at)
        if at is not None:
            zh, en = f"样品 {sample.id} 的复检关系成环", f"the retests of sample {sample.id} form a cycle"
            desk.refuse("E407", ("samples", index, "retest_of"), zh, en)


def _results(desk: _Desk, program: Program, sample: Sample, index: int) -> None:
    tests = program.ruleset.sample_tests
    for name, reading in sample.results.items():
        path: Path = ("samples", index, "results", name)
        if name in tests:
            _parts(desk, tests[name].parts, reading, name, path)
        elif name in program.checks:
            desk.refuse("E409", path, f"{name} 不是检测项，不能有检测结果", f"{name} is not a sample test and takes no result", key=True)
        else:
            desk.unknown(name, tests, "E409", path, f"细则中没有检测项 {name}", f"the ruleset has no sample test {name}")


def _parts(desk: _Desk, parts: Collection[str] | None, reading: ReadingGiven, name: str, path: Path) -> None:
    if parts is None and reading.parts:
        zh, en = f"检测项 {name} 不分组分，却按组分给了结果", f"test {name} has no parts, but results by part were given"
        desk.refuse("E411", (*path, "parts"), zh, en, key=True)
    elif parts is not None and not reading.parts and reported(reading):
        listed = "、".join(sorted(parts, key=natural))
        zh, en = f"检测项 {name} 按组分给结果：{listed}", f"test {name} takes its results by part: {listed}"
        desk.refuse("E412", path, zh, en, text("写成 {parts: {…: …}}", "write {parts: {…: …}}"))
    else:
        for part in reading.parts:
            names = parts or ()
            if part not in names:
                desk.unknown(
                    part, names, "E413", (*path, "parts", part), f"检测项 {name} 没有组分 {part}", f"test {name} has no part {part}"
                )


def _product(desk: _Desk, program: Program, written: Mapping[str, Scalar], path: Path) -> dict[str, Known]:
    """The attributes of `written` that are given, typed; wrong ones are refused."""
    known: dict[str, Known] = {}
    product = program.ruleset.product
    for name, value in written.items():
        here = (*path, name)
        if name in program.ruleset.derived:
            zh, en = f"属性 {name} 由程序推出，不能填写", f"attribute {name} is derived and cannot be given"
            desk.refuse("E415", here, zh, en, key=True)
        elif name not in product:
            desk.unknown(name, product, "E414", here, f"细则中没有产品属性 {name}", f"the ruleset has no product attribute {name}")
        elif (read := _value(desk, name, product[name], value, here)) is not None:
            known[name] = read
    return known


def _value(desk: _Desk, name: str, attribute: Attribute, value: Scalar, path: Path) -> Known | None:
    if value is None or (isinstance(value, str) and value.strip() in BLANKS and value.strip() not in (attribute.choices or ())):
        return None
    if attribute.choices is not None:
        return _choice(desk, name, attribute, attribute.choices, value, path)
    if attribute.type == "boolean":
        if isinstance(value, str):
            value = _TRUE_FALSE.get(value.strip().lower(), value)
        if isinstance(value, bool):
            return value
        what = _called(name, attribute)
        zh, en = f"属性 {what.zh} 要写是或否，不是 {value}", f"attribute {what('en')} is true or false, not {value}"
        desk.refuse("E417", path, zh, en, text("写是或否（true、false）", "write true or false"))
        return None
    if attribute.type == "text":
        return value.strip() if isinstance(value, str) else _as_written(value)
    number = _number(value)
    if number is None:
        what = _called(name, attribute)
        zh, en = f"属性 {what.zh} 要写一个数，不是 {value}", f"attribute {what('en')} is a number, not {value}"
        measure = (f"，单位是 {attribute.unit}", f", in {attribute.unit}") if attribute.unit else ("", "")
        desk.refuse("E418", path, zh, en, text(f"只写数字{measure[0]}", f"write the figure alone{measure[1]}"))
        return None
    if isinstance(value, str) and value.translate(_NARROW) != value:
        zh, en = f"属性 {name} 的全角字符按 {number} 读取", f"the full-width characters of attribute {name} are read as {number}"
        desk.remark("N501", "note", zh, en)
    if attribute.range is not None and not attribute.range[0] <= number <= attribute.range[1]:
        low, high = attribute.range
        unit = f" {attribute.unit}" if attribute.unit else ""
        zh = f"属性 {name} 的值 {number} 超出合理范围 {low}~{high}{unit}：单位写错了？"
        en = f"attribute {name} is {number}, outside its plausible range {low}–{high}{unit}: is the unit right?"
        desk.remark("W419", "warning", zh, en)
    return number


def _called(name: str, attribute: Attribute) -> Text:
    """The id of an attribute and what people call it."""
    label = attribute.label
    return text(name, name) if label is None else text(f"{name}（{label.zh}）", f"{name} ({label('en')})")


def _choice(desk: _Desk, name: str, attribute: Attribute, choices: tuple[str, ...], value: Scalar, path: Path) -> str | None:
    word = value.strip() if isinstance(value, str) else _as_written(value)
    if word in choices:
        return word
    listed = "、".join(choices)
    what = _called(name, attribute)
    zh, en = f"属性 {what.zh} 没有选项 {word}；可选：{listed}", f"attribute {what('en')} has no choice {word}; it has: {listed}"
    desk.refuse("E416", path, zh, en, _nearest(word, choices))
    return None


def _number(value: Scalar) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Decimal):
        return value
    plain = value.translate(_NARROW).strip()
    return Decimal(plain) if _PLAIN.fullmatch(plain) else None


def _as_written(value: Decimal | bool | None) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value).lower()
