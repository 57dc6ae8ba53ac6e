"""What a column of a sheet is: its name, its meaning, what its cells hold. Writers and readers of workbooks share it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

ColumnKind = Literal["text", "number", "flag", "day", "lines", "ids", "yaml"]
Held = str | Decimal | None  # what is put into a cell
Cells = dict[str, Held]  # a row, by the names of its columns

FOR_PEOPLE: Final = "#"  # a column whose name begins so is not read
NOTHING: Final = "[]"  # a list that is there and empty
NO_FIELDS: Final = "{}"  # a mapping that is there and empty


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the first row, what it is for, how its cells are read, which words a cell may hold."""

    name: str
    zh: str
    en: str
    kind: ColumnKind = "text"
    words: tuple[str, ...] = ()
    needed: bool = False
    width: int = 14
