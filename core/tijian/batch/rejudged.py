"""Single assessments of a batch, judged again in full: a report on one enterprise names findings, corrections and deadlines, and a batch
keeps of each only a row. `reporting` comes in here.

The dossiers come from where the batch had them: the very IN, or what was made wide of it in OUT. Both engines judge them, and what they
say must be what the batch said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from ..assessment import assess
from ..catalogues import Catalogue
from ..exchange.parquet import Layout
from ..exchange.parquet.layout import REST
from ..model.adoption import Adoption
from ..model.dossier import Dossier
from ..model.order import natural
from ..model.outcome import UNKNOWN
from ..model.problem import InputError, Position, Problem
from ..model.result import Result
from ..model.text import text
from .convert import dossier_files, dossiers_in
from .job import VERDICTS
from .shelf import CONVERTED, JOB
from .shelf import VERDICTS as VERDICTS_DIR
from .source import files_in, head_of

_SAID: Final = ("category", "grade", "worst", "best", "certain", "issued", "capable", "fails", "minors", "unknowns")
_MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Rejudged:
    """The results. `wide`: of which a wide row was all that there was, without notes, evidence and the names of the team."""

    results: tuple[Result, ...]
    wide: frozenset[str]


def rejudge(out: Path, given: Path | None, wanted: Sequence[str], known: Catalogue) -> Rejudged:
    """These assessments, or all where none is named. Raises InputError (E996) where one is not there, or comes out otherwise."""
    said = _verdicts(out, wanted)
    missing = sorted({*wanted} - {*said}, key=natural)
    if missing:
        raise InputError([_not_there(out, name) for name in missing[:_MOST_TOLD]])
    adoption = _adoption(out)
    found: dict[str, Result] = {}
    wide: set[str] = set()
    for dossier, from_row in _dossiers(out, given, known, said):
        found[dossier.assessment] = assess(dossier, known, "both", adoption)
        wide |= {dossier.assessment} if from_row else set()
    lost = sorted({*said} - {*found}, key=natural)
    source = given or out / CONVERTED
    problems = [_no_dossier(source, name) for name in lost]
    problems += [_otherwise(source, one, differs) for one in found.values() if (differs := _differs(said[one.assessment], one))]
    if problems:
        raise InputError(problems[:_MOST_TOLD])
    return Rejudged(tuple(found[name] for name in sorted(found, key=natural)), frozenset(wide))


def _verdicts(out: Path, wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the batch said of them."""
    import polars as pl

    found: dict[str, dict[str, Any]] = {}
    for file in sorted((out / VERDICTS_DIR).glob("*.parquet")):
        rows = pl.scan_parquet(file, glob=False).select("assessment", *_SAID)
        if wanted:
            rows = rows.filter(pl.col("assessment").is_in(list(wanted)))
        found |= {row["assessment"]: row for row in rows.collect().iter_rows(named=True)}
    return found


def _adoption(out: Path) -> Adoption | None:
    """Which rulesets were adopted when the batch was made."""
    said = orjson.loads((out / JOB).read_bytes()).get("adoption")
    return None if said is None else Adoption.model_validate(said)


def _dossiers(out: Path, given: Path | None, known: Catalogue, wanted: Mapping[str, Any]) -> Iterator[tuple[Dossier, bool]]:
    """The dossiers wanted, and whether each was put together from a wide row. Raises InputError (E995) where there is nothing to read."""
    if given is not None and (files := dossier_files(given)):
        for _, dossier, _ in dossiers_in(given, files, known):
            if dossier is not None and dossier.assessment in wanted:
                yield dossier, False
    source = given or out / CONVERTED
    wide = files_in(source) if source.exists() else []
    if given is None and not wide:
        raise InputError(_where_from(out))
    layouts: dict[str, Layout] = {}
    for path, name in wide:
        yield from _rows(path, name, known, wanted, layouts)


def _rows(path: Path, name: str, known: Catalogue, wanted: Mapping[str, Any], layouts: dict[str, Layout]) -> Iterator[tuple[Dossier, bool]]:
    import polars as pl

    file = head_of(path, name)
    label = f"{file.category}-{file.edition}"
    if label not in layouts:
        program = known.edition(file.category, file.edition).program
        layouts[label] = Layout.of(program.ruleset, program)
    rows = pl.scan_parquet(path, glob=False).filter(pl.col("assessment").cast(pl.String).is_in(list(wanted))).collect()
    for row in rows.iter_rows(named=True):
        yield layouts[label].dossier(row), not row.get(REST)  # what did not fit the columns is there whole


def _differs(said: Mapping[str, Any], one: Result) -> list[str]:
    """In what a result says another thing than the batch."""
    verdict, states = one.verdict, [check.state for check in one.checks]
    now: dict[str, Any] = {name: getattr(verdict, name) for name in ("grade", "worst", "best", "certain", "issued", "capable")}
    now |= {"category": one.category, "fails": states.count("fail"), "minors": states.count("minor")}
    now["unknowns"] = sum(state in UNKNOWN for state in states)
    return [f"{name} {said[name]} → {now[name]}" for name in VERDICTS if name in now and said[name] != now[name]]


def _not_there(out: Path, name: str) -> Problem:
    said = text(f"这一批没有评估“{name}”", f"there is no assessment “{name}” in this batch")
    hint = text(
        "编号在 OUT/verdicts 里；被拒收的在 OUT/rejected，附有原因",
        "numbers stand in OUT/verdicts; rejected rows in OUT/rejected, with reasons",
    )
    return Problem("E996", said, at=Position(str(out)), hint=hint)


def _no_dossier(source: Path, name: str) -> Problem:
    said = text(f"{source.name} 里没有评估“{name}”的案卷", f"there is no dossier of “{name}” in {source.name}")
    hint = text("--from 给出当时评估的那份 IN", "name with --from the very IN that was judged")
    return Problem("E996", said, at=Position(str(source)), hint=hint)


def _otherwise(source: Path, one: Result, differs: Sequence[str]) -> Problem:
    said = text(
        f"“{one.assessment}”现在评出来与这一批不同：{'、'.join(differs)}",
        f"“{one.assessment}” now comes out otherwise than in the batch: {', '.join(differs)}",
    )
    hint = text(
        "案卷在那之后改动过，或 --from 给的不是当时的 IN；改动过的要重新成批评估",
        "its dossier was changed since, or --from is not the IN of then; what was changed must be judged in a batch again",
    )
    return Problem("E996", said, at=Position(str(source)), hint=hint)


def _where_from(out: Path) -> Problem:
    said = text(
        "个体报告要用案卷重新评估，而这一批评的是宽表，不在 OUT 里",
        "a report on an enterprise needs its dossier, and the wide rows of this batch are not in OUT",
    )
    hint = text(
        "用 --from 给出当时的 IN：tijian report enterprise OUT --from IN --only 编号",
        "name the IN of then: tijian report enterprise OUT --from IN --only ASSESSMENT",
    )
    return Problem("E995", said, at=Position(str(out)), hint=hint)
