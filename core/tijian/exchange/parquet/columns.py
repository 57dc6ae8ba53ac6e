"""Whether a Parquet file has the columns of a layout, of types that can be read as theirs: what is wrong with a file as a whole.

Other programs write other types for the same thing. Whole numbers of any width, decimals of any precision, and texts as texts,
dictionaries or enums are read; a float is not, because it no longer says what was written.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...conditions.suggest import did_you_mean
from ...model.problem import Position, Problem
from ...model.text import Text, text
from .layout import SCHEMA, Column, Layout

if TYPE_CHECKING:
    import polars as pl

_KINDS: Final = {
    "text": ("文本", "text"),
    "word": ("文本（可选值之一）", "text (one of its choices)"),
    "day": ("日期 date", "a date"),
    "flag": ("布尔 bool", "a boolean"),
    "number": ("十进制数 decimal(18, {places}) 或整数", "a decimal(18, {places}) or a whole number"),
    "small": ("整数代码 int8", "a whole-number code (int8)"),
    "many numbers": ("十进制数的列表", "a list of decimals"),
    "many small": ("整数代码的列表", "a list of whole-number codes"),
}


def problems_of_metadata(metadata: Mapping[str, str], layout: Layout, file: str) -> Iterator[Problem]:
    """Whether the file says that its rows are laid out by this very ruleset."""
    at = Position(file)
    said = {key: metadata.get(key) for key in layout.metadata}
    if said["tijian:schema"] != SCHEMA:
        found = said["tijian:schema"] or "—"
        yield Problem(
            "E961",
            text(f"不是 {SCHEMA} 宽表（tijian:schema = {found}）", f"not a {SCHEMA} file (tijian:schema = {found})"),
            at,
            text(
                "用 tijian 转换，或照 docs/formats.md 在 schema 的 metadata 里写明",
                "convert it with tijian, or state it in the schema's metadata (docs/formats.md)",
            ),
        )
        return
    if said != layout.metadata:
        ruleset = layout.ruleset
        theirs = f"{said['tijian:category']}/{said['tijian:edition']} {said['tijian:ruleset']}"
        ours = f"{ruleset.category}/{ruleset.edition} {layout.digest}"
        yield Problem(
            "E962",
            text(f"宽表按另一份评估细则编排：{theirs}，这里是 {ours}", f"laid out by another ruleset: {theirs}; here is {ours}"),
            at,
            text(
                "用这份细则重新转换案卷；列的含义取决于细则",
                "convert the dossiers again by this ruleset: what a column means follows from it",
            ),
        )


def problems_of_columns(
    schema: "Mapping[str, pl.DataType]", layout: Layout, file: str, seen: Callable[[str], tuple[int, str] | None] = lambda name: None
) -> Iterator[Problem]:
    """Missing columns, unknown ones, and those of a type that cannot be read, with what is `seen` of these: a row and its value."""
    at = Position(file)
    missing = [name for name in layout.columns if name not in schema]
    if missing:
        listed = _listed(missing)
        zh, en = f"缺 {len(missing)} 列：{listed}", f"missing columns ({len(missing)}): {listed}"
        yield Problem(
            "E963", text(zh, en), at, text("没有内容的列也要在，填空值", "a column without content must be there too, with nulls")
        )
    for name in schema:
        if name not in layout.columns:
            near = did_you_mean(name, missing or layout.columns)
            hint = text(f"是不是 {near}？", f"did you mean {near}?") if near else text("删去这一列", "take the column out")
            yield Problem("E964", text(f"不认识的列 {name}", f"an unknown column: {name}"), at, hint)
    for name, column in layout.columns.items():
        if name in schema and not readable(schema[name], column):
            zh, en = (one.format(places=column.places) for one in _KINDS[column.kind])
            said = text(f"列 {name} 的类型是 {schema[name]}，应为{zh}", f"column {name} has the type {schema[name]}; it must be {en}")
            where = at
            if (first := seen(name)) is not None:
                row, what = first
                said = text(f"{said.zh}；第 {row} 行是 {what}", f"{said('en')}; row {row} is {what}")
                where = Position(file, row)
            yield Problem("E965", said, where, _why(schema[name]))


def _why(dtype: "pl.DataType") -> Text:
    if dtype.is_float() or (dtype.is_nested() and "Float" in str(dtype)):
        return text(
            "浮点数不再是原来写的数，也可能是 NaN：导出为 decimal 或整数",
            "a float no longer says what was written, and may be NaN: export decimals or whole numbers",
        )
    return text("按 docs/formats.md 的代码表导出", "export it by the codes in docs/formats.md")


def _listed(names: list[str]) -> str:
    return "、".join(names[:8]) + (" …" if len(names) > 8 else "")  # named in a message


def readable(dtype: "pl.DataType", column: Column) -> bool:
    """Whether a column of this type can be read as the layout's."""
    import polars as pl

    if dtype == pl.Null:
        return True
    match column.kind:
        case "text" | "word":
            return dtype in (pl.String, pl.Categorical, pl.Enum)
        case "day":
            return dtype == pl.Date
        case "flag":
            return dtype == pl.Boolean
        case "small":
            return dtype.is_integer()
        case "number":
            return dtype.is_integer() or dtype.is_decimal()
        case _:
            inner = getattr(dtype, "inner", None)
            if dtype != pl.List or inner is None:
                return False
            return inner == pl.Null or inner.is_integer() or (column.kind == "many numbers" and inner.is_decimal())
