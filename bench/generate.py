"""Wide datasets of any size, to try and to measure batches on: `python -m bench.generate OUT --rows 1000000 --category mask`.

Rows are varied from the bundled campaign's dossiers of the category, all columns at once: other answers, other figures near the limits,
blanks. Everything is drawn by hashing row number, column and seed: the same call writes the same bytes with the same Polars.
"""

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import tijian
from tijian.campaign.folder import read_folder
from tijian.catalogues import Catalogue
from tijian.exchange.parquet import Layout

from .measured import Measured

if TYPE_CHECKING:
    import polars as pl

CAMPAIGN = Path(__file__).parent.parent / "rulesets" / "tijian_rulesets" / "campaigns" / "shanghai-2021"
GROUP = 65_536  # rows of a row group, and drawn at a time
FILE = 1_048_576  # rows of a file
_WHOLE = 1 << 20


def generate(out: Path, rows: int, categories: tuple[str, ...] = ("mask", "fire_door"), seed: int = 1) -> list[Path]:
    """Writes `rows` rows, shared among the categories, below `out`, a directory each. The files, in order."""
    known = tijian.catalogue()
    folder = read_folder(CAMPAIGN, known)
    written = []
    for place, category in enumerate(categories):
        share = rows // len(categories) + (place < rows % len(categories))
        kin = [one.dossier for one in folder.found if one.dossier is not None and one.dossier.category == category]
        day = kin[0].assessed_on
        layout = layout_of(known, category, day)
        made = [layout.row(one) for one in kin if known.entry(category, one.assessed_on).program.digest == layout.digest]
        plain = [row for row in made if row["rest"] is None]
        written += dataset(out / category, layout, plain, share, f"{category[:3].upper()}{place}", seed)
    return written


def layout_of(known: Catalogue, category: str, day: str) -> Layout:
    """The layout of the edition in force on a day."""
    program = known.entry(category, day).program
    return Layout.of(program.ruleset, program)


def dataset(folder: Path, layout: Layout, templates: list[dict[str, object]], rows: int, mark: str, seed: int) -> list[Path]:
    """Writes `rows` rows varied from `templates` into files in `folder`. The files, in order."""
    import polars as pl
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    stock = pl.DataFrame(templates, schema=layout.schema(), orient="row")
    written = []
    for first in range(0, rows, FILE):
        path = folder / f"{mark}-{first // FILE:04d}.parquet"
        end = min(first + FILE, rows)
        writer = None
        for start in range(first, end, GROUP):
            table = varied(layout, stock, start, min(GROUP, end - start), mark, seed).to_arrow(compat_level=pl.CompatLevel.oldest())
            table = table.replace_schema_metadata(layout.metadata)
            if writer is None:
                writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=GROUP)
        if writer is not None:
            writer.close()
            written.append(path)
    return written


def varied(layout: Layout, stock: "pl.DataFrame", start: int, rows: int, mark: str, seed: int) -> "pl.DataFrame":
    """`rows` rows from number `start` on."""
    import polars as pl

    numbers = pl.DataFrame({"n": pl.int_range(start, start + rows, eager=True, dtype=pl.UInt64)})

    def drawn(salt: str) -> "pl.Expr":
        """A number from 0 to below 1 048 576 for each row; another `salt`, other numbers."""
        return (pl.col("n").hash(_salted(seed, mark, salt)) % _WHOLE).cast(pl.Int64)

    picked = numbers.select((drawn("template") * stock.height // _WHOLE).alias("t"))["t"]
    frame = stock[picked.to_list()].with_columns(numbers["n"])
    changes = []
    for name, column in layout.columns.items():
        if name.startswith("answer:"):
            die = drawn(name)
            changes.append(
                pl.when(die < _WHOLE // 100)
                .then(pl.lit(2, pl.Int8))
                .when(die < _WHOLE // 64)
                .then(pl.lit(3, pl.Int8))
                .when(die < _WHOLE // 50)
                .then(pl.lit(0, pl.Int8))
                .otherwise(pl.col(name))
                .alias(name)
            )
        elif name.startswith("result:") and column.kind == "number" and name.count(":") == 1:
            factor = pl.lit(_WHOLE * 9 // 10) + drawn(name) // 5
            scaled = (pl.col(name).cast(pl.Float64) * factor / _WHOLE).round(3).cast(pl.Decimal(18, column.places))
            changes.append(pl.when(drawn(f"{name} kept") < _WHOLE // 2).then(pl.col(name)).otherwise(scaled).alias(name))
    number = pl.concat_str(pl.lit(f"{mark}-"), pl.col("n").cast(pl.String).str.zfill(9))
    changes += [number.alias("assessment"), pl.concat_str(pl.lit("示例企业"), (pl.col("n") // 2).cast(pl.String)).alias("enterprise")]
    changes.append(pl.lit(None, pl.String).alias("uscc"))
    return frame.with_columns(changes).select(list(layout.columns))


def _salted(seed: int, mark: str, salt: str) -> int:
    import zlib

    return seed * 1_000_003 + zlib.crc32(f"{mark}/{salt}".encode())


def measure() -> list[Measured]:
    """Rows a second, of 200 000."""
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        generate(Path(folder), 200_000)
        return [Measured("generate: wide rows of two categories", "rows/s", (200_000 / (time.perf_counter() - start),))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--category", action="append")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for file in generate(asked.out, asked.rows, tuple(asked.category or ("mask", "fire_door")), asked.seed):
        print(file)
