"""The dossiers of a plan as wide Parquet of any size, and the ruleset beside them: what `tijian batch` is given, and whoever is held
against it."""

from pathlib import Path

import tijian
from bench.generate import dataset
from tijian.exchange.parquet import Layout

from .dossiers import dossier, rows
from .plan import Plan
from .ruleset import CATEGORY, DAY, write

TEMPLATES = 1_000  # different dossiers; the rows are varied from them


def wide(plan: Plan, folder: Path, count: int) -> tuple[Path, Path]:
    """Writes `folder/rulesets` and `folder/wide`, `count` rows; the two paths."""
    rulesets, data = folder / "rulesets", folder / "wide"
    write(plan, rulesets)
    program = tijian.catalogue([rulesets]).entry(CATEGORY, DAY).program
    layout = Layout.of(program.ruleset, program)
    templates = [layout.row(dossier(row, number)) for number, row in enumerate(rows(plan, min(TEMPLATES, count)))]
    dataset(data, layout, templates, count, "B", 1)
    return rulesets, data
