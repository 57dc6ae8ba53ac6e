"""The counts of one partition, from which comparisons and boards of millions are drawn: never a row of a single dossier.

One row for all dossiers that agree in district, institution, group and size, with these columns; adding the rows of all partitions up is
all that a comparison needs.

    judged first_day last_day
    outcome:<state>/<capable>/<reason>/<grade>/<worst>/<best>    verdicts: issued, preview, uncertain, not_assessable; why not issued
    state:<check>:<state>                        checks in a state
    <score>:values <score>:counts <score>:spans  total, site, tests of issued verdicts: hundredths and how often; two ends apart
    batch:judged:<class> batch:failed:<class>    sample batches, one a dossier, by class of test, and of any class
    diagnosis:<id> clue:<rule> clued:<code>      what is established; `clued` counts dossiers, once a code
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ..engines.columnar import Judged
from ..engines.columnar.states import FAIL, NAMES, NOT_APPLICABLE
from .bench import Bench

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

KEYS: Final = ("district", "institution", "group", "size")
SCORES: Final = ("total", "site", "tests")
_LOWEST: Final = min(NAMES)  # the states, shifted by it, count from 0
_SPAN: Final = max(NAMES) - _LOWEST + 1
_AT: Final = "counts:group"


def counts_of(bench: Bench, good: "pl.DataFrame", judged: Judged) -> "pl.DataFrame":
    """The counts of rows that were judged, in the order of their keys and with columns in a fixed order."""
    import polars as pl

    keyed = good.select(pl.col(name).cast(pl.String).fill_null("") for name in KEYS)
    groups = keyed.unique().sort(KEYS).with_row_index(_AT)
    at = keyed.join(groups, on=KEYS, how="left", maintain_order="left").get_column(_AT)
    days = (
        good.select(at, "assessed_on")
        .group_by(_AT)
        .agg(
            pl.len().cast(pl.Int64).alias("judged"),
            pl.col("assessed_on").min().alias("first_day"),
            pl.col("assessed_on").max().alias("last_day"),
        )
    )
    frame = groups.join(days, on=_AT, how="left", maintain_order="left").drop(_AT)
    counted: dict[str, Any] = dict(sorted(_outcomes(good, judged.verdicts, at, groups.height)))
    assert judged.states is not None
    assert judged.findings is not None
    counted |= dict(_states(judged.states, at, groups.height))
    counted |= dict(_batches(bench, judged.states, at, groups.height))
    counted |= dict(sorted(_established(bench, judged.findings, good, at, groups.height)))
    frame = frame.with_columns(pl.Series(name, column, pl.Int64) for name, column in counted.items())
    return frame.with_columns(column for name in SCORES for column in _scores(judged.verdicts, name, at, groups.height))


def _sums(at: "pl.Series", items: "pl.Series", groups: int) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    """For each item how many rows of each group have it; rows without one count nowhere."""
    import numpy as np
    import polars as pl

    found: dict[str, np.ndarray[Any, Any]] = {}
    told = pl.DataFrame({"at": at, "item": items}).drop_nulls("item").group_by("at", "item").len()
    for group, item, count in told.iter_rows():
        found.setdefault(item, np.zeros(groups, np.int64))[group] = count
    yield from found.items()


def _outcomes(good: "pl.DataFrame", verdicts: "pl.DataFrame", at: "pl.Series", groups: int) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    """Of each row its verdict and, where it is not issued, the first reason that stands in the row."""
    import polars as pl

    nothing, certain, issued = pl.col("worst").is_null(), pl.col("certain"), pl.col("issued")
    few = pl.col("team") < 2  # a team of two
    state, reason = (
        pl.when(nothing)
        .then(pl.lit("not_assessable"))
        .when(~certain)
        .then(pl.lit("uncertain"))
        .when(issued)
        .then(pl.lit(done))
        .otherwise(last)
        for done, last in (("issued", pl.lit("preview")), ("", pl.when(few).then(pl.lit("team")).otherwise(pl.lit("incomplete"))))
    )
    capable, *grades = (pl.col(name).cast(pl.String).fill_null("") for name in ("capable", "grade", "worst", "best"))
    words = [state, capable, reason, *grades]
    told = verdicts.with_columns(good.get_column("team")).select(pl.concat_str(words, separator="/").alias("outcome"))
    for name, counts in _sums(at, told.get_column("outcome"), groups):
        yield f"outcome:{name}", counts


def _states(states: "pl.DataFrame", at: "pl.Series", groups: int) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    """Every check in every state that occurs."""
    import numpy as np

    place = at.to_numpy().astype(np.int64) * _SPAN - _LOWEST
    for check in states.columns:
        table = np.bincount(place + states.get_column(check).to_numpy(), minlength=groups * _SPAN).reshape(groups, _SPAN)
        for number in np.flatnonzero(table.any(axis=0)):
            yield f"state:{check}:{NAMES[int(number) + _LOWEST]}", table[:, number]


def _batches(bench: Bench, states: "pl.DataFrame", at: "pl.Series", groups: int) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    """Sample batches: judged where an item of the class is known, failed where one fails."""
    import numpy as np

    tests = [check for check in bench.program.checks.values() if check.kind == "test"]
    for class_ in ("", *dict.fromkeys(check.class_ for check in tests)):
        known, failed = np.zeros(states.height, np.bool_), np.zeros(states.height, np.bool_)
        for check in tests:
            if class_ in ("", check.class_):
                state = states.get_column(check.id).to_numpy()
                failed |= state == FAIL
                known |= (state > 0) & (state < NOT_APPLICABLE)
        for word, which in (("judged", known), ("failed", failed)):
            yield f"batch:{word}:{class_}", np.bincount(at.to_numpy()[which], minlength=groups)


def _established(
    bench: Bench, findings: "pl.DataFrame", good: "pl.DataFrame", at: "pl.Series", groups: int
) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    """Diagnoses, clues by rule, and dossiers with a clue of a code."""
    import polars as pl

    told = findings.filter(pl.col("kind").is_in(["diagnosis", "clue"]))
    if not told.height:
        return
    where = told.join(good.select("assessment", at), on="assessment", how="left", maintain_order="left")
    named = where.select(pl.concat_str("kind", "id", separator=":").alias("item")).get_column("item")
    yield from _sums(where.get_column(_AT), named, groups)
    codes = {name: rule.code for name, rule in bench.program.ruleset.clues.items()}
    clues = where.filter(pl.col("kind") == "clue")
    if clues.height:
        coded = clues.with_columns(pl.col("id").replace_strict(codes, return_dtype=pl.String).alias("code")).unique(["assessment", "code"])
        yield from ((f"clued:{code}", counts) for code, counts in _sums(coded.get_column(_AT), coded.get_column("code"), groups))


def _scores(verdicts: "pl.DataFrame", name: str, at: "pl.Series", groups: int) -> "list[pl.Series]":
    """The issued scores of each group: their values in hundredths, ascending, how often each, and how many have two ends."""
    import polars as pl

    low, high = pl.col(f"{name}_low"), pl.col(f"{name}_high")
    issued = verdicts.with_columns(at).filter(pl.col("issued") & low.is_not_null())
    counted = (
        issued.filter(low == high)
        .group_by(pl.col(_AT), (low * 100).cast(pl.Int32).alias("value"))
        .len("count")
        .sort(_AT, "value")
        .group_by(_AT, maintain_order=True)
        .agg("value", pl.col("count").cast(pl.Int64))
    )
    spans = issued.filter(low != high).group_by(_AT).len("spans")
    every = pl.DataFrame({_AT: pl.int_range(groups, dtype=pl.UInt32, eager=True)})
    made = every.join(counted, on=_AT, how="left", maintain_order="left").join(spans, on=_AT, how="left", maintain_order="left")
    return [
        made.get_column("value").alias(f"{name}:values"),
        made.get_column("count").alias(f"{name}:counts"),
        made.get_column("spans").fill_null(0).cast(pl.Int64).alias(f"{name}:spans"),
    ]
