"""Dossiers into a wide Parquet file, and those that the ruleset refuses into a `rejected` file beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...model.dossier import Dossier
from ...model.problem import InputError, Position, Problem
from ...model.text import text
from .layout import Layout
from .sifting import REJECTED

if TYPE_CHECKING:
    import polars as pl

GROUP: Final = 65_536  # rows of a row group


@dataclass(frozen=True, slots=True)
class Written:
    """rows = written + rejected. `rejected` stands beside the file, where there are any."""

    rows: int
    written: int
    rejected: int
    rejected_file: Path | None


def write_dossiers(dossiers: Iterable[Dossier], path: Path, layout: Layout) -> Written:
    """Writes `path`; what cannot be laid out goes to `<name>.rejected.parquet` with its reason. The same dossiers give the same bytes."""
    import polars as pl
    import pyarrow.parquet

    rejected: list[dict[str, Any]] = []
    seen: set[str] = set()
    held: list[dict[str, Any]] = []
    count = 0
    schema = _table(layout, []).schema
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for count, dossier in enumerate(dossiers, start=1):
            problems = _wrong(dossier, layout, seen)
            seen.add(dossier.assessment)
            if not problems:
                try:
                    held.append(layout.row(dossier))
                except InputError as error:
                    problems = error.problems
            if problems:
                rejected.append(_line(count, dossier, problems))
            if len(held) >= GROUP:
                writer.write_table(_table(layout, held), row_group_size=GROUP)
                held.clear()
        if held:
            writer.write_table(_table(layout, held), row_group_size=GROUP)
    beside: Path | None = path.with_name(f"{path.stem}.rejected.parquet")
    assert beside is not None
    beside.unlink(missing_ok=True)
    if rejected:
        pl.DataFrame(rejected, schema={name: pl.Int64 if name == "row" else pl.String for name in REJECTED}).write_parquet(beside)
    return Written(count, count - len(rejected), len(rejected), beside if rejected else None)


def _table(layout: Layout, rows: list[dict[str, Any]]) -> Any:
    import polars as pl

    frame: pl.DataFrame = pl.DataFrame(rows, schema=layout.schema(), orient="row")
    return laid_out(frame, layout)


def laid_out(frame: "pl.DataFrame", layout: Layout) -> Any:
    """Rows of a layout as a table of Arrow whose schema says by which ruleset they are laid out."""
    import polars as pl

    return frame.to_arrow(compat_level=pl.CompatLevel.oldest()).replace_schema_metadata(layout.metadata)


def _wrong(dossier: Dossier, layout: Layout, seen: set[str]) -> tuple[Problem, ...]:
    """Whether the dossier belongs into this dataset at all."""
    ruleset, at = layout.ruleset, Position(dossier.assessment)
    if dossier.assessment in seen:
        said = text(f"评估编号 {dossier.assessment} 已经写过", f"assessment {dossier.assessment} was written before")
        return (Problem("E973", said, at),)
    if dossier.category != ruleset.category or not ruleset.in_force.covers(dossier.assessed_on):
        zh = f"案卷属于 {dossier.category} {dossier.assessed_on}，不归 {ruleset.category}/{ruleset.edition} 管"
        en = f"the dossier is of {dossier.category} on {dossier.assessed_on}, which {ruleset.category}/{ruleset.edition} does not cover"
        return (Problem("E968", text(zh, en), at, text("一个品类和版本一份数据集", "one dataset a category and edition")),)
    return ()


def _line(number: int, dossier: Dossier, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "file": "",
        "row": number,
        "column": None,
        "assessment": dossier.assessment,
        "code": problems[0].code,
        "reason_zh": "；".join(problem.text.zh for problem in problems),
        "reason_en": "; ".join(problem.text("en") for problem in problems),
        "raw": dossier.model_dump_json(by_alias=True, exclude_defaults=True),
    }
