"""Dossiers by the million: one wide row a dossier in Parquet, one dataset a category and edition (docs/formats.md).

`tijian batch`, the columnar engine and whoever feeds them from a database come in here. Polars is imported where it is used.
"""

from .checking import Checked, check, check_file, no_rows, repeated
from .layout import Layout
from .sifting import Sifted, sift
from .writing import Written, write_dossiers

__all__ = ["Checked", "Layout", "Sifted", "Written", "check", "check_file", "no_rows", "repeated", "sift", "write_dossiers"]
