"""What a batch counts beside its verdicts: why a verdict is not issued, which caveats stand beside it (semantics §5), the exact scores.

`Plan.judge` comes in here where the states are asked for. Row by row:

    row                  the deciding row of the verdict table, in the best completion; null where nothing can be assessed
    reasons, caveats     sums of the numbers in REASONS and CAVEATS
    <score>:got :of      of total, site, tests and section:<id>: 100·got/of is the score. No `of`: no score; 0: only a span is known
    open:<test>          reported, and could not be judged

`caveats` asks of an assessment which unverified figures decide its grade, and which would change it if they judged the other way. The
second question is put here as the first completion is: by reading the verdict table once more, with one test of a kind turned round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from ...authoring.program import Check, Leaf, leaves
from ...conditions.tree import Concluded, Count, Fails, MinorOrWorse, ScoreBelow
from ...model.outcome import UNVERIFIED
from .cells import TESTS, may_leave
from .conclusions import Reading, Scores, Truth, expression
from .scores import Share, Sums
from .states import FAIL, INCONCLUSIVE, MINOR, PASS
from .tally import Cell, Member, tally

if TYPE_CHECKING:
    from .verdicts import Verdicts

AT: Final = "row:at"
REASONS: Final = {"uncertain": 1, "team": 2, "coverage": 4, "important_unknown": 8}
CAVEATS: Final = {"deciding_figure_unverified": 1, "turning_figure_unverified": 2}
BLOCKS: Final = ("total", "site", "tests")
_WHOLE: Final = 10_000  # hundredths of a whole score


@dataclass(frozen=True, slots=True)
class Kind:
    """Tests that differ for the grade in nothing: turned round, each does the same. `named`: the one test that a verdict row names."""

    class_: str
    weight: Any
    state: int
    named: str | None = None


@dataclass(frozen=True)
class Beside:
    """What is counted beside the verdicts of one ruleset."""

    verdicts: "Verdicts"

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections that have a score."""
        program = self.verdicts.layout.program
        used = {check.section for check in program.checks.values() if check.kind != "test"}
        return tuple(name for name in program.sections if name in used)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The scores, as they are called in columns."""
        return (*BLOCKS, *(f"section:{name}" for name in self.sections))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Names and types of the columns."""
        tests = [check.id for check in self._checks if check.kind == "test"]
        return {
            AT: pl.UInt32,
            "row": pl.Int8,
            "reasons": pl.UInt8,
            "caveats": pl.UInt8,
            **{f"{name}:{part}": pl.Int64 for name in self.names for part in ("got", "of")},
            **{f"open:{test}": pl.Boolean for test in tests},
        }

    @property
    def _checks(self) -> list[Check]:
        return list(self.verdicts.layout.program.checks.values())

    def of(self, settled: pl.DataFrame, reported: Mapping[str, pl.Expr | None]) -> pl.DataFrame:
        """Of rows that are settled. `reported`: by test, where its sample was reported at all; None: nowhere."""
        sums = tally(settled, [cell for section in (*self.sections, TESTS) for cell, _ in self._section_cells(section)])
        frame = settled.hstack(sums).select(
            AT,
            pl.when("assessable").then("row:best").alias("row"),
            self._reasons().alias("reasons"),
            *self._scores(),
            *(
                (pl.lit(value=False) if where is None else where & (self._state(test) == INCONCLUSIVE)).alias(f"open:{test}")
                for test, where in reported.items()
            ),
        )
        return frame.with_columns(self._caveats(settled)).select(pl.col(name).cast(kind) for name, kind in self.schema.items())

    def undecided(self) -> Iterator[pl.Expr]:
        """The rows whose turned scores float64 might leave open: any with an unverified figure, where scores are no whole numbers."""
        if any(share.odd is not None for reading in self.verdicts.ends for share in (reading.scores["site"], reading.scores["total"])):
            for check, weak in self._weak:
                if check.kind == "test":
                    yield self._state(check.id).is_in([PASS, FAIL]) & expression(weak)

    # ── why a verdict is not issued ─────────────────────────────────────────────────────────────────

    def _reasons(self) -> pl.Expr:
        """Where nothing can be assessed that is the only reason, and it shows in the verdict."""
        assessable, veto = pl.col("assessable"), pl.col("veto")
        held = {
            "uncertain": ~pl.col("certain"),
            "team": pl.col("team") < 2,
            "coverage": ~veto & ~pl.col("covered"),
            "important_unknown": ~veto & (pl.col("due:important") > 0),
        }
        summed = [(where & assessable).cast(pl.UInt8) * REASONS[name] for name, where in held.items()]
        return reduce(or_, summed)

    # ── exact scores ────────────────────────────────────────────────────────────────────────────────

    def _section_cells(self, section: str) -> Iterator[tuple[Cell, int]]:
        """The checks of a section (or the tests) that count alike, and what each weighs."""
        found: dict[tuple[int, bool], list[Check]] = {}
        for check in self._checks:
            if check.kind == "test" if section == TESTS else check.section == section:
                found.setdefault((self.verdicts.counting.unit[0][check.id], _may_be_minor(check)), []).append(check)
        for (weight, minor), checks in found.items():
            members = tuple(Member(self._column(check.id), may_leave(check)) for check in checks)
            yield Cell(f"beside:{section}:{weight}:{minor}", members, minor), weight

    def _scores(self) -> Iterator[pl.Expr]:
        verdicts, (_, best) = self.verdicts, self.verdicts.ends
        unknown = {
            section: reduce(or_, [pl.col(f"{cell.name}:unknown") > 0 for cell, _ in self._section_cells(section)], pl.lit(value=False))
            for section in (*self.sections, TESTS)
        }
        counting = verdicts.counting
        site = counting.number(counting.site(), "unknown") > 0  # also of checks that stand in no section
        yield from _written("total", best.scores["total"], site | unknown[TESTS], "total_high")
        yield from _written("site", best.scores["site"], site, "site_high")
        yield from _written("tests", best.scores["tests"], unknown[TESTS], "tests_high")
        for section in self.sections:
            yield from _written(f"section:{section}", verdicts.model.section(self._sums(section)), unknown[section], None)

    def _sums(self, section: str) -> Sums:
        """What was got of a section in the best completion, and the most there was."""
        _, full, minor = self.verdicts.counting.unit
        got, most, bound = pl.lit(0, pl.Int64), pl.lit(0, pl.Int64), 0
        for cell, weight in self._section_cells(section):
            inside = pl.lit(len(cell.members), pl.Int64)
            lost = pl.col(f"{cell.name}:fail").cast(pl.Int64) * full
            if cell.leaves:
                inside -= pl.col(f"{cell.name}:out").cast(pl.Int64)
            if cell.minor:
                lost += pl.col(f"{cell.name}:minor").cast(pl.Int64) * (full - minor)
            most += inside * (weight * full)
            got += inside * (weight * full) - lost * weight
            bound += weight * full * len(cell.members)
        return Sums(got, most, bound, always=False)

    # ── caveats ─────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _weak(self) -> list[tuple[Check, Truth]]:
        """The checks that may rest on a figure that is not verified, and where they do."""
        found = [(check, self._unverified(check)) for check in self._checks]
        return [(check, weak) for check, weak in found if weak is not False]

    def _unverified(self, check: Check) -> Truth:
        if check.kind != "test":
            return check.source.confidence in UNVERIFIED
        found: list[pl.Expr] = []
        for part, rows in check.rows.items():
            weak = [number for number, row in enumerate(rows) if row.source.confidence in UNVERIFIED]
            if weak and len(rows) == 1 and rows[0].when is None:
                return True
            if weak:
                found.append(pl.col(f"row:{check.id}" if part is None else f"row:{check.id}/{part}").is_in(weak))
        return reduce(or_, found) if found else False

    def _caveats(self, settled: pl.DataFrame) -> pl.Series:
        """Both caveats, summed."""
        nothing = pl.Series("caveats", [0], pl.UInt8).new_from_index(0, settled.height)
        if not self._weak:
            return nothing
        deciding = {check.id: self._decides(check) for check, _ in self._weak}
        here = [expression(weak) & deciding[check.id] for check, weak in self._weak]
        kinds: dict[Kind, list[pl.Expr]] = {}
        for check, weak in self._weak:
            if check.kind == "test":
                for state in (PASS, FAIL):
                    held = (self._state(check.id) == state) & expression(weak)
                    kinds.setdefault(self._kind(check, state), []).append(held & ~deciding[check.id] if state == FAIL else held)
        asked = settled.select(
            (reduce(or_, here) & pl.col("assessable")).fill_null(value=False).alias("deciding"),
            *((reduce(or_, held) & pl.col("assessable")).alias(str(number)) for number, held in enumerate(kinds.values())),
        )
        turning = np.zeros(settled.height, np.bool_)
        for number, kind in enumerate(kinds):
            candidates = np.flatnonzero(asked.get_column(str(number)).to_numpy() & ~turning)  # what turns already is not asked again
            if len(candidates):
                turned = self._turned(kind)
                roots = sorted({AT, *turned.meta.root_names()})  # a reading of nothing but constants is as long as its rows
                turning[candidates] = settled.select(roots)[candidates].with_columns(turned.alias("turned")).get_column("turned").to_numpy()
        both = asked.get_column("deciding").to_numpy() * CAVEATS["deciding_figure_unverified"]
        return pl.Series("caveats", both + turning * CAVEATS["turning_figure_unverified"], pl.UInt8)

    def _decides(self, check: Check) -> pl.Expr:
        """Where the check is behind an atom that holds in the deciding row of the best completion."""
        found: list[pl.Expr] = []
        for leaf, rows in self._leaves.items():
            behind = self._behind(leaf, check)
            if behind is not False:
                found.append(pl.col("row:best").is_in(rows) & expression(behind))
        return reduce(or_, found) if found else pl.lit(value=False)

    @cached_property
    def _leaves(self) -> dict[Leaf, list[int]]:
        """The atoms of the verdict table, each with the rows that it stands in."""
        found: dict[Leaf, list[int]] = {}
        for number, tree in enumerate(self.verdicts.layout.program.verdicts):
            for leaf in leaves(tree):
                if number not in found.setdefault(leaf, []):
                    found[leaf].append(number)
        return found

    def _behind(self, leaf: Leaf, check: Check) -> Truth:
        """Where the check is one of those that make the atom hold."""
        _, best = self.verdicts.ends
        state = self._state(check.id)
        at_fault = (state == FAIL) | (state == MINOR) if _may_be_minor(check) else state == FAIL
        match leaf:
            case Fails(id=named) | MinorOrWorse(id=named):
                there: Truth = named == check.id
            case Concluded(id=diagnosis):
                parts = [self._behind(one, check) for one in dict.fromkeys(leaves(self.verdicts.layout.program.diagnoses[diagnosis]))]
                there = (
                    reduce(or_, [expression(one) for one in parts if one is not False]) if any(one is not False for one in parts) else False
                )
            case Count(scope=scope, of=of, state=bad):
                counted = check.section == of if scope == "section" else check.class_ == of and (check.kind == "test") == (scope == "tests")
                there = (state == FAIL if bad == "fail" else at_fault) if counted else False
            case ScoreBelow(of=of):
                scored = of == "total" or (of == "site" and check.kind != "test") or (of == "tests" and check.kind == "test")
                there = at_fault if scored or (of not in BLOCKS and check.section == of) else False
            case _:
                there = False
        if there is False:
            return False
        holds = best.holds(leaf)
        return expression(holds) & expression(there)

    def _kind(self, check: Check, state: int) -> Kind:
        named = check.id if check.id in self.verdicts.layout.program.named_by_verdicts else None
        return Kind(check.class_, check.weight, state, named)

    def _turned(self, kind: Kind) -> pl.Expr:
        """Where one test of a kind, judged the other way, changes the grade at either end."""
        found = []
        for reading, row in zip(self.verdicts.ends, ("row:worst", "row:best"), strict=True):
            grade = self.verdicts.grade_of(self._reading(kind, reading).row())
            found.append(grade != self.verdicts.grade_of(pl.col(row)))
        return reduce(or_, found)

    def _reading(self, kind: Kind, end: Reading) -> Reading:
        """One end with a test of a kind turned round."""
        verdicts = self.verdicts
        counting, more = verdicts.counting, 1 if kind.state == PASS else -1
        check = next(one for one in self._checks if one.kind == "test" and self._kind(one, kind.state) == kind)
        sums = end.scores.tests_sums
        tests = Sums(sums.got - more * counting.weight(check.id), sums.most, sums.bound, sums.always)
        scores = Scores(verdicts.model, end.scores.sections, tests)

        def fails(name: str) -> Truth:
            return kind.state == PASS if name == kind.named else end.fails(name)

        def minor(name: str) -> Truth:
            return kind.state == PASS if name == kind.named else end.minor(name)

        def count(atom: Count) -> pl.Expr | int:
            base = end.count(atom)
            return base + more if atom.scope == "tests" and atom.of == kind.class_ else base

        return Reading(verdicts.layout.program, scores, fails, minor, count, end.given)

    def _column(self, check: str) -> str:
        return self.verdicts.raw.get(check, f"state:{check}")

    def _state(self, check: str) -> pl.Expr:
        return pl.col(self._column(check))


def _may_be_minor(check: Check) -> bool:
    return check.kind == "site" and check.class_ != "veto"


def _written(name: str, share: Share, open_: pl.Expr, cents: str | None) -> Iterator[pl.Expr]:
    """A score as two columns. `cents`: where it is kept in hundredths; these are told where the share itself is no whole numbers."""
    got, of = share.got, share.most
    if share.odd is not None and cents is not None:
        got, of = pl.col(cents).cast(pl.Int64), pl.lit(_WHOLE, pl.Int64)
    there = pl.lit(value=True) if share.there is None else share.there
    yield pl.when(there & ~open_).then(got).alias(f"{name}:got")
    yield pl.when(there).then(pl.when(open_).then(0).otherwise(of)).alias(f"{name}:of")


def plainly(said: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The same of a row that the plain interpreter judged."""
    found: dict[str, Any] = {
        "row": said["row"],
        "reasons": sum(REASONS.get(name, 0) for name in said["reasons"]),
        "caveats": sum(CAVEATS.get(name, 0) for name in said["caveats"]),
    }
    for name in names:
        score = said["exact"].get(name.removeprefix("section:"))
        share = score if score is None else Fraction(*score) if score[1] else None
        found[f"{name}:got"] = None if share is None else share.numerator
        found[f"{name}:of"] = None if score is None else 0 if share is None else share.denominator
    return found
