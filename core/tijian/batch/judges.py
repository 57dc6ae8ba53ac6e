"""What a worker judges with: the ruleset of an errand made ready once, its plan, and the two other engines for the audit."""

import threading
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ..authoring.digest import digest
from ..authoring.program import Program, compile_ruleset
from ..catalogues import Catalogue, catalogue, product_version
from ..engines.columnar import Plan
from ..exchange.parquet import Layout
from ..model.dossier import Dossier
from ..model.problem import InputError, Problem
from ..model.ruleset import ResolvedRuleset
from ..model.text import text
from ..plugin.isolate import Isolation
from ..scoring.board import Scorer
from ..verdict.plainly import derivation, one_by_one, plan_for
from .job import Errand, Passport

_OPEN: Final = ExitStack()  # the child process of the plugins, as long as this process lives
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Judges:
    """A ruleset ready to judge rows by."""

    program: Program
    layout: Layout
    plan: Plan
    both: Callable[[Dossier], dict[str, Any]]  # a dossier judged by direct and rete together, as a row of verdicts


def judges_of(errand: Errand) -> Judges:
    """The judges of an errand; kept, since all partitions of a dataset need the same. Raises InputError (E985, E984)."""
    with _ONE_AT_A_TIME:
        known = _known(errand.prefer, errand.isolate)
        here = _passport(known)
        if here != errand.passport:
            raise InputError(refused_passport("", here, errand.passport))
        return _judges(errand.digest, errand.ruleset, errand.prefer, errand.isolate)


@lru_cache(maxsize=2)
def _known(prefer: tuple[str, ...], isolate: bool, rulesets: tuple[str, ...] = ()) -> Catalogue:
    """The plugins of this machine. Rulesets travel in the errand; only dossiers are read by those that are here."""
    isolation = _OPEN.enter_context(Isolation()) if isolate else None
    return catalogue(rulesets, prefer, isolation)


def known_here(prefer: tuple[str, ...], isolate: bool, rulesets: tuple[str, ...]) -> Catalogue:
    """The plugins and rulesets of this machine, for reading dossiers."""
    with _ONE_AT_A_TIME:
        return _known(prefer, isolate, rulesets)


@lru_cache(maxsize=64)
def _judges(named: str, packed: bytes, prefer: tuple[str, ...], isolate: bool) -> Judges:
    known = _known(prefer, isolate)
    ruleset = ResolvedRuleset.model_validate_json(zlib.decompress(packed))
    if (found := digest(ruleset)) != named:
        said = text(
            f"送来的细则 {ruleset.category}/{ruleset.edition} 的摘要是 {found}，应为 {named}",
            f"the ruleset {ruleset.category}/{ruleset.edition} that was sent has the digest {found}, and should have {named}",
        )
        raise InputError(Problem("E984", said))
    return made(known, ruleset, named)


def made(known: Catalogue, ruleset: ResolvedRuleset, named: str) -> Judges:
    """The judges of a resolved ruleset that `known` can judge by."""
    program = compile_ruleset(ruleset, named)
    plan = plan_for(program, known.plugins)
    both = one_by_one(program, Scorer(program, known.plugins.scoring_models()), derivation(known.plugins, ruleset), "both")
    return Judges(program, plan.layout, plan, both)


def passport_here(prefer: tuple[str, ...] = ()) -> Passport:
    """Who would judge here. Asked of every worker of a cluster."""
    with _ONE_AT_A_TIME:
        return _passport(_known(prefer, isolate=False))


def passport_of(known: Catalogue) -> Passport:
    """Who judges with this catalogue."""
    return _passport(known)


def _passport(known: Catalogue) -> Passport:
    import polars as pl

    return Passport(product_version(), pl.__version__, known.distributions())


def refused_passport(worker: str, theirs: Passport, ours: Passport) -> Problem:
    """That a worker has another version, and so may not judge."""
    who = f"工作进程 {worker} " if worker else "工作进程"
    who_en = f"the worker {worker}" if worker else "a worker"
    return Problem(
        "E985",
        text(f"{who}是 {theirs}，这里是 {ours}", f"{who_en} has {theirs}; here is {ours}"),
        hint=text(
            "各处安装相同的版本（tijian、polars、插件），再运行",
            "install the same versions everywhere (tijian, polars, plugins), and run again",
        ),
    )
