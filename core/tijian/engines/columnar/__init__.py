"""The third engine, for many dossiers at once: a resolved ruleset becomes one Polars plan over the wide layout (exchange/parquet).

It is independent of `direct` and `rete` above the shared typed meaning (the ruleset's condition trees, limits and verdict rows),
and exact: states and counts are whole numbers, scores whole numbers over a common denominator; a row that does not fit, or that
64 bits cannot decide, is handed to the plain interpreter and counted.
"""

from .planning import Judged, Plan, plan

__all__ = ["Judged", "Plan", "plan"]
