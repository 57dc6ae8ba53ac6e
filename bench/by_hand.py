"""The same job as `tijian batch`, written by hand for one plan: wide Parquet in, verdict Parquet out, one lazy Polars query.

`python -m bench.by_hand IN OUT --checks 100`. It is written as one who knows Polars well would write it for this one ruleset: answers are
counted as they stand where a check always applies, nothing is computed twice, and Polars streams from file to file. It trusts its
input (one specimen a test, plain figures, every number unique, no code out of its table), looks at nothing twice, and cannot go on after
it was stopped. `batch` holds ours against it.
"""

import argparse
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .subject.plan import WEIGHTS, Count, Limit, Plan, Rule, Site, Test, When, plan
from .subject.plan import Row as VerdictRow
from .subject.ruleset import CATEGORY, EDITION

if TYPE_CHECKING:
    import polars as pl

PASS, MINOR, FAIL, OUT, UNKNOWN = 1, 2, 3, 4, 0  # 1 to 4 are the codes of the answers
TEST_WEIGHTS: Final = {"key": 3, "general": 2, "minor": 1}
CAPABLE: Final = {"D": "no", "C": "after_rectification", "B": "yes", "A": "yes"}
ENDS: Final = ("worst", "best")


def main(words: list[str] | None = None) -> None:
    """Judges a directory."""
    asked = argparse.ArgumentParser(prog="bench.by_hand")
    asked.add_argument("given", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--checks", type=int, default=100)
    found = asked.parse_args(words)
    found.out.mkdir(parents=True)
    judged = query(plan(found.checks), str(found.given / "**" / "*.parquet"))
    judged.sink_parquet(found.out / "verdicts.parquet", compression="zstd", compression_level=1)


def query(of: Plan, files: str) -> "pl.LazyFrame":
    """The verdicts of every row, in order."""
    import polars as pl

    states = [state.alias(name) for name, state in _states(of)]
    counted = pl.scan_parquet(files).with_columns(states).select("assessment", "team", "sampling", *_counts(of), *_named(of))
    summed = counted.with_columns(_sums()).with_columns(_shares())
    return summed.with_columns(_grades(of)).with_columns(_certain()).select(_written())


# ── the states of checks ────────────────────────────────────────────────────────────────────────────
def _holds(when: When) -> "pl.Expr":
    import polars as pl

    column = pl.col(f"product:{when.attribute}")
    if when.one_of:
        return column.is_in(list(when.one_of)) if len(when.one_of) > 1 else column == when.one_of[0]
    return column if when.above is None else column > when.above


def _states(of: Plan) -> "Iterable[tuple[str, pl.Expr]]":
    """Where the answer is not the state itself."""
    for check in of.site:
        if check.applies is not None:
            yield check.id, _site(check, check.applies)
    for rule in of.rules:
        yield rule.id, _rule(rule)
    for test in of.tests:
        yield test.id, _test(test)


def _code(number: int) -> "pl.Expr":
    import polars as pl

    return pl.lit(number, pl.Int8)


def _site(check: Site, applies: When) -> "pl.Expr":
    import polars as pl

    answer, holds = pl.col(f"answer:{check.id}"), _holds(applies)
    buried = pl.when(answer.is_in([MINOR, FAIL])).then(_code(UNKNOWN)).otherwise(_code(OUT))
    return pl.when(holds).then(answer).when(holds.is_null()).then(_code(UNKNOWN)).otherwise(buried)


def _rule(rule: Rule) -> "pl.Expr":
    import polars as pl

    holds = _holds(rule.fails_when)
    return pl.when(holds).then(_code(FAIL)).when(holds.is_null()).then(_code(UNKNOWN)).otherwise(_code(PASS))


def _test(test: Test) -> "pl.Expr":
    import polars as pl

    value, planned = pl.col(f"result:{test.id}"), pl.col(f"plan:{test.id}")
    silent = pl.when(planned).then(_code(UNKNOWN)).otherwise(_code(OUT))
    measured = _within(test.limits[-1], value)
    for limit in reversed(test.limits[:-1]):
        assert limit.when is not None
        measured = pl.when(_holds(limit.when)).then(_within(limit, value)).otherwise(measured)
    found = pl.when(measured).then(_code(PASS)).otherwise(_code(FAIL))
    if test.applies is None:
        return pl.when(value.is_null()).then(silent).otherwise(found)
    holds = _holds(test.applies)
    buried = pl.when(value.is_null() | _within(test.limits[0], value)).then(_code(OUT)).otherwise(_code(UNKNOWN))
    open_ = pl.when(value.is_null()).then(silent).otherwise(_code(UNKNOWN))
    known = pl.when(value.is_null()).then(silent).otherwise(found)
    return pl.when(holds).then(known).when(holds.is_null()).then(open_).otherwise(buried)


def _within(limit: Limit, value: "pl.Expr") -> "pl.Expr":
    low, high = (None if end is None else Decimal(str(end)) for end in (limit.low, limit.high))
    if low is None:
        return value <= high
    return value >= low if high is None else value.is_between(low, high)


# ── what is counted ─────────────────────────────────────────────────────────────────────────────────
def _column(check: "Site | Rule | Test") -> "pl.Expr":
    import polars as pl

    return pl.col(f"answer:{check.id}" if isinstance(check, Site) and check.applies is None else check.id)


def _number(checks: "Iterable[Site | Rule | Test]", state: int) -> "pl.Expr":
    import polars as pl

    found = [(_column(check) == state).cast(pl.UInt8) for check in checks]
    return pl.sum_horizontal(found) if found else pl.lit(0, pl.UInt8)


def _groups(of: Plan) -> "dict[str, list[Site | Rule | Test]]":
    groups: dict[str, list[Site | Rule | Test]] = {}
    for check in of.on_site:
        groups.setdefault(f"site {check.class_}", []).append(check)
    for test in of.tests:
        groups.setdefault(f"test {test.class_}", []).append(test)
    return groups


def _counts(of: Plan) -> "Iterable[pl.Expr]":
    import polars as pl

    for name, checks in _groups(of).items():
        for word, state in (("pass", PASS), ("minor", MINOR), ("fail", FAIL), ("out", OUT)):
            yield _number([check for check in checks if _can_be(check, state)], state).cast(pl.Int32).alias(f"{name} {word}")
        yield pl.lit(len(checks), pl.Int32).alias(f"{name} all")
    for section in of.sections:
        inside = [check for check in of.on_site if check.section == section]
        fails = _number(inside, FAIL)
        yield fails.alias(f"{section} best")
        known = sum((_number([check for check in inside if _can_be(check, state)], state) for state in (PASS, MINOR, OUT)), pl.lit(0))
        yield (len(inside) - known).alias(f"{section} worst")


def _can_be(check: "Site | Rule | Test", state: int) -> bool:
    if state == MINOR:
        return isinstance(check, Site) and check.class_ != "veto"
    if state == OUT:
        return not isinstance(check, Rule) and (isinstance(check, Test) or check.may_skip or check.applies is not None)
    return True


def _named(of: Plan) -> "Iterable[pl.Expr]":
    """The tests that diagnoses name."""
    import polars as pl

    for test in sorted({of for one in of.diagnoses for parts in one.alternatives for kind, of in parts if kind == "fails"}):
        yield (pl.col(test) == FAIL).alias(f"{test} best")
        yield ((pl.col(test) == FAIL) | (pl.col(test) == UNKNOWN)).alias(f"{test} worst")


def _all(word: str, *kinds: str) -> "pl.Expr":
    import polars as pl

    return pl.sum_horizontal([pl.col(f"{kind} {word}") for kind in kinds])


_SITE: Final = tuple(f"site {name}" for name in WEIGHTS)
_TESTS: Final = tuple(f"test {name}" for name in TEST_WEIGHTS)


def _sums() -> "Iterable[pl.Expr]":
    import polars as pl

    for kind in (*_SITE, *_TESTS):
        known = pl.sum_horizontal([pl.col(f"{kind} {word}") for word in ("pass", "minor", "fail", "out")])
        yield (pl.col(f"{kind} all") - known).alias(f"{kind} unknown")
    for block, kinds, weights in (("site", _SITE, WEIGHTS), ("tests", _TESTS, TEST_WEIGHTS)):
        of = dict(zip(kinds, weights.values(), strict=True))
        yield (
            sum((2 * w * (pl.col(f"{k} all") - pl.col(f"{k} out")) for k, w in of.items()), pl.lit(0)).cast(pl.Int64).alias(f"{block} most")
        )
        worst = sum((w * (2 * pl.col(f"{k} pass") + pl.col(f"{k} minor")) for k, w in of.items()), pl.lit(0))
        yield worst.cast(pl.Int64).alias(f"{block} worst")
        lost = sum((w * (pl.col(f"{k} minor") + 2 * pl.col(f"{k} fail")) for k, w in of.items()), pl.lit(0))
        yield lost.cast(pl.Int64).alias(f"{block} lost")


def _shares() -> "Iterable[pl.Expr]":
    import polars as pl

    for end in ENDS:
        site, tests = (
            pl.col(f"{block} worst") if end == "worst" else pl.col(f"{block} most") - pl.col(f"{block} lost") for block in ("site", "tests")
        )
        most, of_tests = pl.col("site most"), pl.col("tests most")
        yield (10_000 * site // most).alias(f"site cents {end}")
        yield pl.when(of_tests > 0).then(10_000 * tests // of_tests).alias(f"tests cents {end}")
        both = 100 * (70 * site * of_tests + 30 * tests * most) // (most * of_tests)
        yield pl.when(of_tests > 0).then(both).otherwise(10_000 * site // most).alias(f"total cents {end}")
        yield site.alias(f"site got {end}")


# ── the verdict ─────────────────────────────────────────────────────────────────────────────────────
def _grades(of: Plan) -> "Iterable[pl.Expr]":
    import polars as pl

    kinds = pl.Enum([row.grade for row in of.rows])
    for end in ENDS:
        concluded: dict[str, pl.Expr] = {}
        for one in of.diagnoses:
            parts = [pl.all_horizontal([_part(*part, end, concluded) for part in some]) for some in one.alternatives]
            concluded[one.id] = pl.any_horizontal(parts)
        grade: pl.Expr = pl.lit(of.rows[-1].grade, kinds)
        for row in reversed(of.rows[:-1]):
            grade = pl.when(_row(row, end, concluded)).then(pl.lit(row.grade, kinds)).otherwise(grade)
        yield grade.alias(end)


def _part(kind: str, of: str, end: str, concluded: "dict[str, pl.Expr]") -> "pl.Expr":
    import polars as pl

    if kind == "concluded":
        return concluded[of]
    return pl.col(f"{of} {end}") if kind == "fails" else pl.col(f"{of} {end}") > 1


def _row(row: VerdictRow, end: str, concluded: "dict[str, pl.Expr]") -> "pl.Expr":
    import polars as pl

    parts = [_more(count, end) for count in row.counts] + [concluded[name] for name in row.diagnoses]
    return pl.any_horizontal([*parts, 100 * pl.col(f"site got {end}") < row.site_below * pl.col("site most")])


def _more(count: Count, end: str) -> "pl.Expr":
    words = ["fail", *(["minor"] if count.state == "minor" else []), *(["unknown"] if end == "worst" else [])]
    import polars as pl

    kind = f"{'test' if count.tests else 'site'} {count.of}"
    return pl.sum_horizontal([pl.col(f"{kind} {word}") for word in words]) > count.more_than


def _certain() -> "Iterable[pl.Expr]":
    import polars as pl

    certain = pl.col("worst") == pl.col("best")
    yield certain.alias("certain")
    unknown = _all("unknown", *_SITE, *_TESTS)
    important = _all("unknown", "site veto", "site key", "test key")
    inside = _all("all", *_SITE, *_TESTS) - _all("out", *_SITE, *_TESTS)
    enough = (important == 0) & (100 * (inside - unknown) >= 80 * inside)
    vetoed = (pl.col("site veto fail") > 0) & (pl.col("best") == "D")  # one veto by itself is enough for D
    yield (certain & (enough | vetoed) & (pl.col("team") >= 2)).alias("issued")


def _written() -> "Iterable[pl.Expr]":
    import polars as pl

    grade = pl.when("certain").then("best")
    yield pl.col("assessment")
    yield pl.lit(CATEGORY).alias("category")
    yield pl.lit(EDITION).alias("edition")
    yield grade.alias("grade")
    yield from (pl.col(name) for name in ("worst", "best", "certain", "issued"))
    yield grade.replace_strict(CAPABLE, return_dtype=pl.Enum(["no", "after_rectification", "yes"])).alias("capable")
    for name in ("site", "tests", "total"):
        for end, word in (("worst", "low"), ("best", "high")):
            yield (pl.col(f"{name} cents {end}") / 100).cast(pl.Decimal(5, 2)).alias(f"{name}_{word}")
    for name, word in (("fails", "fail"), ("minors", "minor"), ("unknowns", "unknown")):
        yield _all(word, *_SITE, *_TESTS).cast(pl.Int16).alias(name)


if __name__ == "__main__":
    main()
