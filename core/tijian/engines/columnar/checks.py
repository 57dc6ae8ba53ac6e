"""The states of site and rule checks, and the truth of everything that reads attributes only."""

from collections.abc import Iterator, Mapping

import polars as pl

from ...authoring.program import Check
from ...exchange.parquet import words
from ...exchange.parquet.layout import Layout
from .kleene import Named, holds
from .spans import code
from .states import FAIL, MINOR, NOT_APPLICABLE, PASS, UNCHECKED


def raw(layout: Layout) -> dict[str, str]:
    """The checks whose answer can be counted as it stands, with its column: those that always apply."""
    return {check.id: f"answer:{check.id}" for check in layout.program.checks.values() if check.kind == "site" and check.applies is None}


def conditions(layout: Layout, visit: Mapping[str, Named], sample: Mapping[str, Named]) -> Iterator[pl.Expr]:
    """`applies:` and `fails:` of site and rule checks, `given:` of the conclusions."""
    for check in layout.program.checks.values():
        if check.kind == "test":
            continue
        names = visit if check.kind == "site" else sample
        if check.applies is not None:
            yield holds(check.applies, names).alias(f"applies:{check.id}")
        if check.fails_when is not None:
            yield holds(check.fails_when, names).alias(f"fails:{check.id}")
    for given in layout.program.given:
        yield holds(given.node, visit).alias(f"given:{given.index}")


def states(layout: Layout) -> Iterator[pl.Expr]:
    """`state:` of every site and rule check whose answer cannot be counted as it stands."""
    for check in layout.program.checks.values():
        if check.kind == "rule":
            yield _rule(check).alias(f"state:{check.id}")
        elif check.kind == "site" and check.applies is not None:
            yield _site(check).alias(f"state:{check.id}")


def normal(check: Check, answer: pl.Expr) -> pl.Expr:
    """An answer as a state: what this check does not allow leaves it unchecked."""
    unusable = answer <= 0
    if check.class_ == "veto":
        unusable = unusable | (answer == MINOR)
    if not check.may_skip:
        unusable = unusable | (answer == NOT_APPLICABLE)
    return pl.when(unusable).then(code(UNCHECKED)).otherwise(answer)


def _site(check: Check) -> pl.Expr:
    answer, applies = pl.col(f"answer:{check.id}"), pl.col(f"applies:{check.id}")
    fault = answer.abs().is_in([words.MINOR, words.MAJOR])
    buried = pl.when(fault).then(code(UNCHECKED)).otherwise(code(NOT_APPLICABLE))
    return pl.when(applies).then(normal(check, answer)).when(applies.is_null()).then(code(UNCHECKED)).otherwise(buried)


def _rule(check: Check) -> pl.Expr:
    fails = pl.col(f"fails:{check.id}")
    found = pl.when(fails.is_null()).then(code(UNCHECKED)).when(fails).then(code(FAIL)).otherwise(code(PASS))
    if check.applies is None:
        return found
    applies = pl.col(f"applies:{check.id}")
    return pl.when(applies).then(found).when(applies.is_null()).then(code(UNCHECKED)).otherwise(code(NOT_APPLICABLE))
