"""Rejected rows: where each stands, whose it is, and why it was not judged, in both languages. Nothing is dropped without a line here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..exchange.parquet.sifting import REJECTED
from ..model.dossier import Dossier
from ..model.problem import Problem

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Refusal:
    """A dossier, or the line of one, that is not judged. `row` is its line, from 1."""

    file: str
    row: int
    dossier: Dossier | None
    problems: tuple[Problem, ...]

    @property
    def code(self) -> str:
        return self.problems[0].code if self.problems else "E799"


def refusals_frame(refusals: Sequence[Refusal]) -> "pl.DataFrame":
    """As a frame, with the columns of every file in OUT/rejected. `raw` is the dossier, where it could be read."""
    import polars as pl

    rows = [
        {
            "file": one.file,
            "row": one.row,
            "column": None,
            "assessment": None if one.dossier is None else one.dossier.assessment,
            "code": one.code,
            "reason_zh": "；".join(problem.text.zh for problem in one.problems),
            "reason_en": "; ".join(problem.text("en") for problem in one.problems),
            "raw": None if one.dossier is None else one.dossier.model_dump_json(by_alias=True, exclude_defaults=True),
        }
        for one in refusals
    ]
    return pl.DataFrame(rows, schema={name: pl.Int64 if name == "row" else pl.String for name in REJECTED})
