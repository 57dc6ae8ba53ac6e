"""Who is measured: our engines, other people's rule engines, and code written by hand; each answers the same for the same dossiers.

Each module has `judge(plan) -> Judge` (base.py), with everything compiled once, as the documentation of that engine recommends; `ALL`
says what they are. One that is not installed is named as such and left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """`module`: in this package. `needs`: the distribution it comes from. `explains`: whether it says why. `frames`: whether it takes
    many dossiers as one table."""

    name: str
    module: str
    way: str = ""
    needs: str | None = None
    explains: bool = False
    frames: bool = False


ALL = (
    Contender("tijian direct, typed facts", "ours", "facts", explains=True),
    Contender("tijian direct", "ours", "direct", explains=True),
    Contender("tijian rete", "ours", "rete", "durable-rules", explains=True),
    Contender("tijian both", "ours", "both", "durable-rules", explains=True),
    Contender("tijian assess, both", "ours", "assess", "durable-rules", explains=True),
    Contender("tijian columnar", "columnar", needs="polars", frames=True),
    Contender("Python, by hand", "python_loop"),
    Contender("Polars, by hand", "polars_plan", needs="polars", frames=True),
    Contender("DuckDB, SQL", "duckdb_sql", needs="duckdb", frames=True),
    Contender("zen-engine", "zen_graph", needs="zen-engine"),
    Contender("zen-engine, trace", "zen_graph", "trace", "zen-engine", explains=True),
    Contender("CEL (Rust)", "cel_rust", needs="common-expression-language"),
    Contender("clipspy", "clips_rete", needs="clipspy"),
    Contender("rule-engine", "rule_engine_text", needs="rule-engine"),
    Contender("durable-rules alone", "durable_alone", needs="durable-rules"),
)
BY_NAME = {one.name: one for one in ALL}
