"""A resolved ruleset compiled to columns: the plan, and a frame of dossiers judged by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final, Literal

import numpy as np
import polars as pl

from ...authoring.program import Program
from ...exchange.parquet import Layout
from ...exchange.parquet.layout import REST
from ...model.dossier import Dossier
from ...model.outcome import CAPABLE_ORDER
from ...model.problem import PluginError
from ...model.ruleset import ResolvedRuleset
from ...plugin.manager import Plugins
from . import checks
from .attributes import Attributes
from .beside import plainly
from .laboratory import Laboratory
from .laying import Present
from .states import NAMES, NUMBERS
from .tally import tally
from .verdicts import ODD, SCORE_COLUMNS, Verdicts, hundredths

OneByOne = Callable[[Dossier], Mapping[str, Any]]  # a row of VERDICTS, with "states", "diagnoses" and "clues"
AT: Final = "row:at"
COUNTS: Final = ("fails", "minors", "unknowns")


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a frame: a verdict a row, in its order; how many rows the plain interpreter judged; on request a line a finding, and
    a row a dossier with the state of every check, with whether each diagnosis and clue is established (`diagnosis:<id>`, `clue:<id>`), and
    with what is counted beside (`beside`); and what the plain interpreter said of the rows that it judged, by their place.
    """

    verdicts: pl.DataFrame
    findings: pl.DataFrame | None
    handed_to_direct: int
    states: pl.DataFrame | None = None
    established: pl.DataFrame | None = None
    beside: pl.DataFrame | None = None
    plainly: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass
class Plan:
    """One ruleset ready to judge many dossiers. `one_by_one` judges the rows that do not fit columns."""

    layout: Layout
    attributes: Attributes
    one_by_one: OneByOne | None = None
    _laboratories: dict[Present, Laboratory] = field(default_factory=dict)

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.layout, checks.raw(self.layout))

    @cached_property
    def _conditions(self) -> list[pl.Expr]:
        return list(checks.conditions(self.layout, self.attributes.named("visit"), self.attributes.named("sample")))

    @cached_property
    def _states_of_site(self) -> list[pl.Expr]:
        return list(checks.states(self.layout))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Names and types of the verdicts."""
        grade, capable = pl.Enum(self.verdicts.grades), pl.Enum(CAPABLE_ORDER)
        return {
            "assessment": pl.String,
            "category": pl.String,
            "edition": pl.String,
            "grade": grade,
            "worst": grade,
            "best": grade,
            "certain": pl.Boolean,
            "issued": pl.Boolean,
            "capable": capable,
            **dict.fromkeys(SCORE_COLUMNS, pl.Decimal(5, 2)),
            **dict.fromkeys(COUNTS, pl.Int16),
        }

    def judge(self, frame: pl.DataFrame, findings: bool = False, states: bool | Literal["numbers"] = False) -> Judged:
        """Judges every row of `frame`, which has the columns of the layout. Raises PluginError where a derivation fails.

        `states`: that of every check, in words, or as the numbers of `states.NAMES`, and what is established.
        """
        frame = frame.with_row_index(AT)
        present = frozenset(name for name in frame.columns if frame.get_column(name).null_count() < frame.height)
        odd = self._odd(frame, present)
        handed = frame.filter(odd) if odd is not None else frame.clear()
        fast = frame if odd is None else frame.filter(~odd)
        settled = self._settle(fast, present) if fast.height and self.verdicts.possible else None
        parts = []
        found_findings, found_states, found_established, found_beside = [], [], [], []
        said: dict[int, Mapping[str, Any]] = {}
        if settled is not None:
            late = settled.get_column(ODD)
            if late.any():
                at = settled.filter(late).get_column(AT)
                handed = pl.concat([handed, frame.filter(pl.col(AT).is_in(at.implode()))])
                settled = settled.filter(~late)
            parts.append(self._dressed(settled))
            if findings:
                found_findings.append(self._findings(settled))
            if states:
                found_states.append(self._states(settled))
                found_established.append(self._established(settled))
                found_beside.append(self.verdicts.beside.of(settled, self._laboratory(present).reported))
        elif fast.height:
            handed = frame
        if handed.height:
            plain = self._plainly(handed, said, findings=findings, states=bool(states))
            parts.append(plain[0])
            found_findings += [plain[1]] if findings else []
            found_states += [plain[2]] if states else []
            found_established += [plain[3]] if states else []
            found_beside += [plain[4]] if states else []
        verdicts = pl.concat(parts) if parts else pl.DataFrame(schema={AT: pl.UInt32, **self.schema})
        return Judged(
            (verdicts.sort(AT) if len(parts) > 1 else verdicts).drop(AT),
            _findings_of(found_findings) if findings else None,
            handed.height,
            _told(_sorted(found_states), words=states is True) if found_states else None,
            _sorted(found_established) if found_established else None,
            _sorted(found_beside) if found_beside else None,
            said,
        )

    def _odd(self, frame: pl.DataFrame, present: Present) -> pl.Series | None:
        """The rows that do not fit columns, as far as this shows before anything is judged."""
        if not frame.height:
            return None
        found: list[pl.Expr] = []
        if REST in present:
            found.append(pl.col(REST).is_not_null())
        if "produced_on" in present:
            found.append((pl.col("produced_on") > pl.col("assessed_on")).fill_null(value=False))
        if "sample" not in present or frame.get_column("sample").null_count():
            told = [pl.col(name).is_not_null() for name in frame.columns if name in present and (name == "produced_on" or _result(name))]
            if told:
                found.append(pl.col("sample").is_null() & reduce(or_, told))
        found += self._laboratory(present).odd(frame)
        if not found:
            return None
        mask = frame.select(reduce(or_, found).fill_null(value=False).alias("odd")).get_column("odd")
        return mask if mask.any() else None

    def _laboratory(self, present: Present) -> Laboratory:
        used = frozenset(name for name in present if name.startswith(("result:", "plan:")))
        if used not in self._laboratories:
            self._laboratories[used] = Laboratory(self.layout, self.attributes.named("sample"), used)
        return self._laboratories[used]

    def _settle(self, frame: pl.DataFrame, present: Present) -> pl.DataFrame:
        """The frame with states, tallies and everything that a verdict is read from."""
        frame = frame.drop(REST)
        blank = [pl.col(name).fill_null(0) for name in frame.columns if name.startswith("answer:") and frame.get_column(name).null_count()]
        frame = self.attributes.prepare(frame.with_columns(blank) if blank else frame)
        odd = list(self.attributes.odd(frame))
        laboratory = self._laboratory(present)
        frame = frame.with_columns(*self._conditions, *laboratory.conditions)
        frame = laboratory.put_together(frame)
        frame = frame.with_columns(*self._states_of_site, *laboratory.states)
        if laboratory.due:
            frame = frame.with_columns(laboratory.due)
        verdicts = self.verdicts
        frame = frame.hstack(tally(frame, [*verdicts.counting.cells, *verdicts.due_cells(present)]))
        for stage in verdicts.stages:
            frame = frame.with_columns(stage)
        if odd:
            frame = frame.with_columns(pl.any_horizontal(ODD, *odd).alias(ODD))
        asking = frame.get_column("asks_veto")
        if asking.any():
            few = frame.select(sorted({AT, *verdicts.veto_grounds.meta.root_names()})).filter(asking)
            grounds = few.select(AT, verdicts.veto_grounds.alias("veto")).filter("veto").get_column(AT)
            frame = frame.with_columns(pl.col(AT).is_in(grounds.implode()).alias("veto"))
            return frame.with_columns((pl.col("issued") | (pl.col("veto") & (pl.col("team") >= 2))).alias("issued"))
        return frame.with_columns(pl.lit(value=False).alias("veto"))

    def _dressed(self, settled: pl.DataFrame) -> pl.DataFrame:
        """The verdicts as they are written."""
        ruleset = self.layout.ruleset
        grade, capable = pl.Enum(self.verdicts.grades), pl.Enum(CAPABLE_ORDER)
        made = settled.select(
            AT,
            "assessment",
            pl.lit(ruleset.category).alias("category"),
            pl.lit(ruleset.edition).alias("edition"),
            *(pl.col(name).cat.to(grade) for name in ("grade", "worst", "best")),
            "certain",
            "issued",
            pl.col("capable").cat.to(capable),
            *COUNTS,
        )
        scores = [hundredths(settled.get_column(name), name) for name in SCORE_COLUMNS]
        return made.with_columns(scores).select(AT, *self.schema)

    def _findings(self, settled: pl.DataFrame) -> pl.DataFrame:
        """A line a finding: failed and minor checks, and the diagnoses and clues that are established; row by row."""
        listed = list(self.verdicts.findings())
        where = settled.select(AT, *(expression.alias(str(number)) for number, (_, _, expression) in enumerate(listed)))
        found = [where.get_column(str(number)).arg_true().to_numpy() for number in range(len(listed))]
        rows = np.concatenate([np.zeros(0, np.uint32), *found])
        which = np.repeat(np.arange(len(found), dtype=np.uint32), [len(one) for one in found])
        order = np.argsort(rows, kind="stable")
        kinds, names = (pl.Series([one[place] for one in listed], dtype=pl.String).gather(which[order]) for place in (0, 1))
        return settled.select(AT, "assessment")[rows[order]].with_columns(kinds.alias("kind"), names.alias("id"))

    def _established(self, settled: pl.DataFrame) -> pl.DataFrame:
        """Whether each diagnosis and clue is established."""
        return settled.select(AT, *(where.alias(f"{kind}:{name}") for kind, name, where in self.verdicts.established()))

    def _states(self, settled: pl.DataFrame) -> pl.DataFrame:
        """The state of every check, as a number."""
        raw = self.verdicts.raw
        made = []
        for check in self.layout.program.checks.values():
            state = pl.col(f"state:{check.id}") if check.id not in raw else checks.normal(check, pl.col(raw[check.id]))
            made.append(state.alias(check.id))
        return settled.select(AT, *made)

    def _plainly(
        self, handed: pl.DataFrame, said: dict[int, Mapping[str, Any]], *, findings: bool, states: bool
    ) -> tuple[pl.DataFrame, ...]:
        """The rows that the plain interpreter judges; what it says of each goes into `said`."""
        if self.one_by_one is None:
            raise ValueError("rows that do not fit columns need the plain interpreter: give the plan `one_by_one`")
        program = self.layout.program
        rows, found, told, held, aside = [], [], [], [], []
        beside = self.verdicts.beside
        for row in handed.sort(AT).iter_rows(named=True):
            judged = self.one_by_one(self.layout.dossier(row))
            rows.append({AT: row[AT], **{name: judged[name] for name in self.schema}})
            if findings:
                lines = [(state, check) for check, state in judged["states"].items() if state in ("fail", "minor")]
                lines += [("diagnosis", name) for name in judged["diagnoses"]] + [("clue", name) for name in judged["clues"]]
                found += [{AT: row[AT], "assessment": row["assessment"], "kind": kind, "id": name} for kind, name in lines]
            if states:
                told.append({AT: row[AT], **{check: NUMBERS[state] for check, state in judged["states"].items()}})
                diagnoses = {f"diagnosis:{name}": name in judged["diagnoses"] for name in program.diagnoses}
                held.append({AT: row[AT], **diagnoses, **{f"clue:{name}": name in judged["clues"] for name in program.clues}})
                aside.append({AT: row[AT], **plainly(judged, beside.names)})
                said[row[AT]] = judged
        names = dict.fromkeys(program.checks, pl.Int8) if states else {}
        truths = [f"{kind}:{name}" for kind, some in (("diagnosis", program.diagnoses), ("clue", program.clues)) for name in some]
        return (
            pl.DataFrame(rows, schema={AT: pl.UInt32, **self.schema}),
            pl.DataFrame(found, schema={AT: pl.UInt32, "assessment": pl.String, "kind": pl.String, "id": pl.String}),
            pl.DataFrame(told, schema={AT: pl.UInt32, **names}),
            pl.DataFrame(held, schema={AT: pl.UInt32, **dict.fromkeys(truths if states else (), pl.Boolean)}),
            pl.DataFrame(aside, schema=beside.schema),
        )


def _findings_of(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """All findings in the order of the rows."""
    empty = pl.DataFrame(schema={AT: pl.UInt32, "assessment": pl.String, "kind": pl.String, "id": pl.String})
    return (parts[0] if len(parts) == 1 else pl.concat([empty, *parts]).sort(AT, maintain_order=True)).drop(AT)


def _sorted(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """In the order of the rows."""
    return (parts[0] if len(parts) == 1 else pl.concat(parts).sort(AT)).drop(AT)


def _told(states: pl.DataFrame, *, words: bool) -> pl.DataFrame:
    return states.select(pl.all().replace_strict(NAMES, return_dtype=pl.String)) if words else states


def _result(name: str) -> bool:
    return name.startswith("result:") and not name.endswith((":declared", ":u", ":more", ":more:is"))


def plan(ruleset: ResolvedRuleset, plugins: Plugins, one_by_one: OneByOne | None = None, program: Program | None = None) -> Plan:
    """The plan of a resolved, linted ruleset. `one_by_one`: see `tijian.verdict.plainly`; `program` where it is compiled already."""
    layout = Layout.of(ruleset, program)

    def derive(product: Mapping[str, Any], produced_on: str | None, assessed_on: str) -> Mapping[str, Any]:
        answer = plugins.derive(ruleset.category, product, produced_on, assessed_on, ruleset.derived)
        if errors := [problem for problem in answer.problems if not problem.warning]:
            raise PluginError(errors)
        return answer.values

    return Plan(layout, Attributes(layout, derive if ruleset.derived else None, plugins.derives_by_day(ruleset.category)), one_by_one)
