"""Row by row: which rows of a wide frame can be judged, and which are set aside, each with its reason. Rows in = rows out + rejected.

Everything is asked of whole columns at once. Only where a question finds something are its rows looked at.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ...authoring.dossier_file import read_dossier
from ...facts.admission import admit
from ...model.problem import TijianError
from ...model.text import Text, text
from . import words
from .layout import PRECISION, REST, Column, Layout, Unit

if TYPE_CHECKING:
    import polars as pl

REJECTED: Final = ("file", "row", "column", "assessment", "code", "reason_zh", "reason_en", "raw")
_AT: Final = "sift:at"
_LONGEST: Final = 300  # characters of a name


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows that can be judged, with the layout's own types, and the rejected ones (columns `REJECTED`)."""

    good: "pl.DataFrame"
    rejected: "pl.DataFrame"


@dataclass(frozen=True, slots=True)
class _Question:
    """Where `bad` holds, the row is rejected. `words` makes the reason from the value that stands there."""

    code: str
    column: str
    bad: "pl.Expr"
    words: Callable[[Any], Text]


def sift(layout: Layout, frame: "pl.DataFrame", file: str = "", first: int = 0, twice: Collection[str] | None = None) -> Sifted:
    """Parts the rows of `frame`, whose columns were looked at before. `first`: how many rows of the file stand before it;
    `twice`: the assessments that appear more than once in all of the input; None: in this frame, which is all of it."""
    import polars as pl

    frame = frame.with_row_index(_AT)
    questions = [*_readable(layout, frame), *_same(layout, frame, twice)]
    reasons = _asked(frame, questions)
    typed = _typed(layout, frame)
    reasons += _asked(typed, list(_sensible(layout, typed)))
    reasons += _rest(layout, typed)
    found: dict[int, tuple[str, str, Text]] = {}
    for at, code, column, why in reasons:
        found.setdefault(at, (code, column, why))
    if not found:
        return Sifted(typed.drop(_AT), pl.DataFrame(schema=_schema()))
    bad = pl.Series(sorted(found), dtype=pl.UInt32)
    raw = frame.filter(pl.col(_AT).is_in(bad.implode()))
    rejected = [
        {
            "file": file,
            "row": first + row[_AT] + 1,
            "column": found[row[_AT]][1],
            "assessment": None if row["assessment"] is None else str(row["assessment"]),
            "code": found[row[_AT]][0],
            "reason_zh": found[row[_AT]][2].zh,
            "reason_en": found[row[_AT]][2].en,
            "raw": _as_json({name: value for name, value in row.items() if name != _AT and value is not None}),
        }
        for row in raw.iter_rows(named=True)
    ]
    good = typed.filter(~pl.col(_AT).is_in(bad.implode())).drop(_AT)
    return Sifted(good, pl.DataFrame(rejected, schema=_schema()))


def _schema() -> dict[str, Any]:
    import polars as pl

    return {name: pl.Int64 if name == "row" else pl.String for name in REJECTED}


def _as_json(row: dict[str, Any]) -> str:
    import json

    return json.dumps(row, ensure_ascii=False, default=str, sort_keys=True)


def _asked(frame: "pl.DataFrame", questions: list[_Question]) -> list[tuple[int, str, str, Text]]:
    """(row, code, column, reason) of everything that a question finds."""
    import polars as pl

    if not questions or not frame.height:
        return []
    hits = frame.select(question.bad.fill_null(value=False).any().alias(str(number)) for number, question in enumerate(questions)).row(0)
    found = []
    for hit, question in zip(hits, questions, strict=True):
        if hit:
            values = frame.filter(question.bad.fill_null(value=False)).select(_AT, pl.col(question.column).alias("value"))
            found += [(at, question.code, question.column, question.words(value)) for at, value in values.iter_rows()]
    return found


def _same(layout: Layout, frame: "pl.DataFrame", twice: Collection[str] | None) -> Iterator[_Question]:
    """Every row of an assessment that appears more than once: which of them is right nobody can say."""
    import polars as pl

    if twice is not None and not twice:
        return
    name = pl.col("assessment").cast(pl.String)
    bad = (name.is_duplicated() & name.is_not_null()) if twice is None else name.is_in(list(twice))
    yield _Question(
        "E973",
        "assessment",
        bad,
        _fixed("评估编号 {} 出现不止一次，不知道以哪一行为准", "assessment {} appears more than once: which row counts is not said"),
    )


def _fixed(zh: str, en: str) -> Callable[[Any], Text]:
    return lambda value: text(zh.format(value), en.format(value))


def _readable(layout: Layout, frame: "pl.DataFrame") -> Iterator[_Question]:
    """Values that the layout's type cannot hold."""
    import polars as pl

    schema = frame.schema  # made anew whenever it is asked for
    for name, column in layout.columns.items():
        if column.required:
            yield _Question("E970", name, pl.col(name).is_null(), _fixed(f"{name} 没有填写", f"{name} is empty"))
        if schema[name] == column.dtype() or schema[name] == pl.Null:
            continue
        lost = cast(column, schema[name]).is_null() & pl.col(name).is_not_null()
        if column.kind == "word":
            listed = "、".join(column.words[:20])
            yield _Question(
                "E972", name, lost, _fixed(f"{name} 没有选项 {{}}；可选：{listed}", f"{name} has no choice {{}}; it has: {listed}")
            )
        elif column.kind in ("number", "many numbers"):
            if column.kind == "many numbers":
                ours = cast(column, schema[name])
                lost = lost | (
                    ours.list.eval(pl.element().is_null().sum()).list.first()
                    != pl.col(name).list.eval(pl.element().is_null().sum()).list.first()
                )
            zh = f"{name} 的值 {{}} 超出 {PRECISION} 位或 {column.places} 位小数"
            yield _Question("E976", name, lost, _fixed(zh, f"{name} is {{}}: more than {PRECISION} digits or {column.places} decimals"))
        else:
            yield _Question("E971", name, lost, _fixed(f"{name} 的代码 {{}} 不在代码表里", f"{name} is {{}}, which is no code of it"))


def cast(column: Column, dtype: "pl.DataType") -> "pl.Expr":
    """The column in the layout's type; null where it does not fit."""
    import polars as pl

    here = pl.col(column.name)
    if dtype == column.dtype():
        return here
    if column.kind in ("word", "text"):
        return here.cast(pl.String).cast(column.dtype(), strict=False)
    if column.kind == "number" and dtype.is_decimal() and getattr(dtype, "scale", 0) > column.places:
        made = here.cast(column.dtype(), strict=False)
        return pl.when(made.cast(dtype, strict=False) == here).then(made)
    return here.cast(column.dtype(), strict=False)


def _typed(layout: Layout, frame: "pl.DataFrame") -> "pl.DataFrame":
    """The frame with the layout's columns, in its order and types. An empty list is none: many programs write it for nothing."""
    import polars as pl

    schema = frame.schema
    made = frame.select(pl.col(_AT), *(cast(column, schema[name]).alias(name) for name, column in layout.columns.items()))
    lists = [
        name
        for name, column in layout.columns.items()
        if column.kind.startswith("many") and made.get_column(name).null_count() < made.height
    ]
    hollow = [name for name, found in made.select((pl.col(lists).list.len() == 0).any()).to_dict().items() if found[0]] if lists else []
    return made.with_columns(pl.when(pl.col(name).list.len() > 0).then(pl.col(name)) for name in hollow) if hollow else made


def _sensible(layout: Layout, frame: "pl.DataFrame") -> Iterator[_Question]:
    """Values of the right type that say nothing the layout knows."""
    import polars as pl

    there = {name for name in layout.columns if frame.get_column(name).null_count() < frame.height}
    for name, column in layout.columns.items():
        if name not in there:
            continue
        here = pl.col(name)
        if column.kind == "small":
            low, high = column.allowed
            least, most = frame.get_column(name).min(), frame.get_column(name).max()
            if isinstance(least, int) and isinstance(most, int) and max(low, 0) <= least and most <= high:
                continue  # the quick way, for most
            bad = ~here.is_between(low, high)
            if name.startswith("answer:"):
                bad = bad | (here == -1)
            yield _Question("E971", name, bad, _fixed(f"{name} 的代码 {{}} 不在代码表里", f"{name} is {{}}, which is no code of it"))
        elif column.kind == "many small":
            low, high = column.allowed
            worst = (here.list.min() < low) | (here.list.max() > high)
            yield _Question("E971", name, worst, _fixed(f"{name} 的代码 {{}} 不在代码表里", f"{name} is {{}}: a code outside its table"))
        elif column.kind == "day":
            years = ~here.is_between(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
            yield _Question(
                "E979", name, years, _fixed(f"{name} 的日期 {{}} 不在 1900–2199 年之间", f"{name} is {{}}, a day outside 1900 to 2199")
            )
        elif column.kind == "text" and name not in (REST, *(one for one in layout.columns if one.startswith("product:"))):
            size = here.str.len_bytes()
            bad = (size == 0) | here.str.starts_with(" ") | ((size > _LONGEST) & (here.str.len_chars() > _LONGEST))
            yield _Question(
                "E978",
                name,
                bad,
                _fixed(f"{name} 空白、过长或以空格开头：“{{}}”", f"{name} is blank, too long, or begins with a space: '{{}}'"),
            )
    yield from _results(layout, frame, there)


def _results(layout: Layout, frame: "pl.DataFrame", there: set[str]) -> Iterator[_Question]:
    import polars as pl

    none = pl.col("sampling").to_physical() == words.SAMPLING.index("none")
    anywhere = bool(frame.select(none.any()).item())
    for units in layout.units.values():
        for unit in units:
            present = [name for name in (unit.name, f"{unit.name}:is") if name in there]
            for name in present if anywhere else ():
                said = none & pl.col(name).is_not_null()
                yield _Question("E975", name, said, _fixed("抽样状态为 none，却有检测结果", "sampling is `none`, yet there is a result"))
            yield from _together(unit, there)
            if unit.form == "grades" and unit.name in there:
                test = layout.ruleset.sample_tests[unit.test]
                assert test.scale is not None
                most = len(layout.program.scales[test.scale]) - 1
                yield _Question(
                    "E971", unit.name, pl.col(unit.name) > most,
                    _fixed(f"{unit.name} 的级别序号 {{}} 超出等级表（0–{most}）", f"{unit.name} is {{}}, beyond its scale (0–{most})"),
                )  # fmt: skip


def _together(unit: Unit, there: set[str]) -> Iterator[_Question]:
    """Whether figure and code of a specimen belong together, and both lists."""
    import polars as pl

    sign, more, signs = f"{unit.name}:is", f"{unit.name}:more", f"{unit.name}:more:is"
    without = _fixed(
        f"{sign} 的代码 {{}} 与 {unit.name} 的有无不符", f"{sign} is {{}}, but {unit.name} is missing, beside it or too small for it"
    )
    if sign in there and unit.form != "words":
        value, code = pl.col(unit.name), pl.col(sign)
        needs = code.is_in(sorted(words.WITH_FIGURE))
        wrong = (needs & value.is_null()) | (~needs & value.is_not_null())
        if unit.form == "figures":
            wrong = wrong | (code.is_in([words.BELOW, words.NOT_DETECTED_LOD]) & (value <= 0)) | ((code == words.AT_MOST) & (value < 0))
        else:
            wrong = wrong | code.is_in([words.BELOW, words.AT_MOST, words.ABOVE, words.AT_LEAST, words.NOT_DETECTED_LOD])
        yield _Question("E974", sign, wrong, without)
    lists = [name for name in (more, signs) if name in there]
    first = [name for name in (unit.name, sign) if name in there]
    for name in lists:
        bad = pl.col(name).list.len() >= words.MOST_SPECIMENS
        if first:
            bad = bad | (pl.col(name).is_not_null() & pl.all_horizontal(pl.col(one).is_null() for one in first))
        else:
            bad = pl.col(name).is_not_null()
        yield _Question(
            "E974",
            name,
            bad,
            _fixed(f"{name} 过长，或没有第一个值", f"{name} is too long, or without a first value"),
        )
    if len(lists) == 2:  # both
        both = pl.col(more).is_not_null() & pl.col(signs).is_not_null() & (pl.col(more).list.len() != pl.col(signs).list.len())
        yield _Question("E974", signs, both, _fixed(f"{more} 与 {signs} 长短不一", f"{more} and {signs} differ in length"))


def _rest(layout: Layout, frame: "pl.DataFrame") -> list[tuple[int, str, str, Text]]:
    """Whole dossiers that are none, or not this row's, or refused by the ruleset."""
    import polars as pl

    found: list[tuple[int, str, str, Text]] = []
    rows = frame.filter(pl.col(REST).is_not_null()).select(_AT, "assessment", REST)
    for at, assessment, written in rows.iter_rows():
        try:
            dossier = read_dossier(REST, text=written, syntax="json")
            admit(layout.program, dossier)
        except TijianError as error:
            first = error.problems[0]
            zh, en = f"rest 不是可用的案卷：{first.code} {first.text.zh}", f"rest is no usable dossier: {first.code} {first.text('en')}"
            found.append((at, "E977", REST, text(zh, en)))
            continue
        if dossier.assessment != assessment or dossier.category != layout.ruleset.category:
            zh = f"rest 是 {dossier.category} 的案卷 {dossier.assessment}，不是本行的"
            found.append((at, "E977", REST, text(zh, f"rest is dossier {dossier.assessment} of {dossier.category}, not this row's")))
    return found
