"""A finished batch as a `Comparison`, drawn from its counts alone: what `compare` makes of results, for millions of dossiers.

Every figure is that of the results themselves, but for what counts cannot hold (`ABOUT`): the clues one by one, results that are borderline
only by an uncertainty that no rule of the ruleset asks for, and an enterprise that is assessed twice, which counts twice. Rejected rows
stand in OUT/rejected.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from ..catalogues import Catalogue
from ..compare.checks import Item, Tally, common_checks, items_of, rate_of, worst_first
from ..compare.figures import share
from ..compare.groups import ranked
from ..compare.leniency import Seen, leniency
from ..compare.model import (
    FEW,
    ClueCount,
    CommonCheck,
    Comparison,
    Cross,
    DiagnosisRate,
    Dimension,
    DueDay,
    EditionUse,
    Group,
    Leniency,
    OwnChecks,
    SectionSpread,
    Spread,
    Unranked,
)
from ..compare.model import Cell as Meeting
from ..compare.names import Names, names_of, title_of
from ..compare.rows import keys_in_order
from ..model.order import natural
from ..model.outcome import UNKNOWN
from ..model.text import Text, text
from .counting import score_names
from .figures import Cell, findings_of, states_of, verdicts_of
from .ledger import Ledger
from .sampled import tests_by_category, tests_of
from .sums import Dataset, datasets_of, summary_of

ABOUT: Final = text(
    "由成批评估的合计得出，与逐份比较的数相同。合计里没有的：逐条线索的内容（案卷、事实、证据），只因不确定度而临界的检测结果；"
    "同一企业评了两次按两家计",
    "Drawn from the counts of a batch; the figures are those of its results compared one by one. Not among the counts: what each clue says "
    "(dossier, facts, evidence), and results that are borderline by an uncertainty alone; an enterprise assessed twice counts as two",
)
_CROSSED: Final[tuple[Dimension, ...]] = ("district", "size", "institution")
_SECTION: Final = "section:"


def compare_batch(
    out: Path, known: Catalogue, *, allow_mixed: bool = False, categories: Sequence[str] = (), district: str | None = None
) -> Comparison:
    """The comparison of a finished batch, or of some categories of it, or of one district.

    Raises InputError where it is not finished (E994), or a ruleset of it is not here (E984).
    """
    return of_datasets(datasets_of(out, known), known, allow_mixed=allow_mixed, categories=categories, district=district)


def of_datasets(
    every: Sequence[Dataset], known: Catalogue, *, allow_mixed: bool = False, categories: Sequence[str] = (), district: str | None = None
) -> Comparison:
    """The same of datasets that were read before: `every` one of the batch."""
    common = common_checks([one.program for one in every])
    chosen = [one for one in every if not categories or one.category in categories]
    if district is not None:
        chosen = [replace(one, rows=tuple(row for row in one.rows if row["district"] == district)) for one in chosen]
    titles = {name: one.title for name, one in known.plugins.categories().items()}
    return _Hall(chosen, common, names_of((one.ruleset for one in chosen), titles), allow_mixed).comparison()


def about_of(out: Path) -> Text:
    """What every reader of such a comparison must know: how it was come by, and how many rows are not in it. Raises InputError (E994)."""
    said = summary_of(out)
    rejected = said["rejected"]
    if not rejected:
        return ABOUT
    return text(f"{ABOUT.zh}；另有 {rejected} 行被拒收（OUT/rejected）", f"{ABOUT('en')}; {rejected} rows were rejected (OUT/rejected)")


@dataclass(frozen=True)
class _Hall:
    """What every figure needs."""

    datasets: Sequence[Dataset]
    common_ids: Sequence[str]  # the checks that all datasets of the batch have
    names: Names
    allow_mixed: bool

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(dataset, row) for dataset in self.datasets for row in dataset.rows)

    @cached_property
    def ledger(self) -> Ledger:
        names = [name for one in self.datasets for row in one.rows[:1] for name in score_names(list(row))]
        return Ledger(self.cells, list(dict.fromkeys(names)))

    def spreads(self, cells: Sequence[Cell], *, averaged: bool) -> tuple[Spread, Spread, Spread]:
        """How their scores lie: total, site, tests."""
        total, site, tests = (self.ledger.spread(cells, name, averaged=averaged) for name in ("total", "site", "tests"))
        return total, site, tests

    @cached_property
    def mixed(self) -> tuple[str, ...]:
        counted = Counter(one.category for one in self.datasets if one.rows)
        return tuple(sorted((name for name, count in counted.items() if count > 1), key=natural))

    def averaged(self, cells: Iterable[Cell]) -> bool:
        """Whether these may be averaged: no two editions of a category among them."""
        used = {(cell.dataset.category, cell.dataset.edition) for cell in cells}
        return self.allow_mixed or len({category for category, _ in used}) == len(used)

    def comparison(self) -> Comparison:
        """The whole."""
        cells, averaged = self.cells, self.averaged(self.cells)
        days = [cell.row[name] for cell in cells for name in ("first_day", "last_day")]
        total, site, tests = self.spreads(cells, averaged=averaged)
        judged = sum(cell.judged for cell in cells)
        return Comparison(
            title=None,
            planned=None,
            judged=judged,
            not_judged=(),
            enterprises=judged,
            first_day=min(days).isoformat() if days else None,
            last_day=max(days).isoformat() if days else None,
            editions=self.editions(),
            mixed=self.mixed,
            allow_mixed=self.allow_mixed,
            verdicts=verdicts_of(cells, averaged=averaged),
            total=total,
            site=site,
            tests_score=tests,
            sections=self.sections(cells),
            categories=self.groups("category"),
            districts=self.groups("district"),
            groups=self.groups("group"),
            institutions=self.groups("institution"),
            sizes=self.groups("size"),
            crosses=tuple(self.cross(by) for by in _CROSSED),
            common=self.common(),
            own=self.own(),
            tests=tests_of(cells, averaged=averaged),
            tests_by_category=tests_by_category(self.datasets, cells, self.names, self.mixed, allow_mixed=self.allow_mixed),
            clue_codes=self.clue_codes(),
            clues_by_district=tuple((group.key, group.clues) for group in self.groups("district")),
            referrals=(),
            diagnoses=self.diagnoses(),
            due=self.due(),
            leniency=self.leniency(),
        )

    def groups(self, by: Dimension) -> tuple[Group, ...]:
        """The groups of a dimension."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            found[cell.key(by)].append(cell)
        made = []
        for key in keys_in_order(by, found, None):
            mine = found[key]
            if by == "category" and not self.averaged(mine):
                editions = dict.fromkeys(cell.dataset.edition for cell in mine)
                made += [self._group(by, key, one, [cell for cell in mine if cell.dataset.edition == one]) for one in editions]
            else:
                made.append(self._group(by, key, None, mine))
        unlike = by != "category" and len({cell.dataset.category for cell in self.cells}) > 1
        why: Unranked | None = "mixed" if by != "category" and any(group.mixed for group in made) else "unlike" if unlike else None
        return ranked(made, why)

    def _group(self, by: Dimension, key: str, edition: str | None, cells: list[Cell]) -> Group:
        averaged = self.averaged(cells)
        judged = sum(cell.judged for cell in cells)
        total, site, tests = self.spreads(cells, averaged=averaged)
        return Group(
            by=by,
            key=key,
            title=title_of(by, key, None, self.names),
            edition=edition,
            planned=None,
            judged=judged,
            failed=0,
            enterprises=judged,
            few=judged < FEW,
            mixed=not averaged,
            verdicts=verdicts_of(cells, averaged=averaged),
            total=total,
            site=site,
            tests=tests,
            sections=self.sections(cells),
            common_findings=findings_of(cells, sorted(item.id for item in self.everywhere)),
            clues=sum(cell.clues().total() for cell in cells),
            rank=None,
            unranked=None,
        )

    def cross(self, by: Dimension) -> Cross:
        """Category by another dimension."""
        found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for cell in self.cells:
            found[cell.dataset.category, cell.key(by)].append(cell)
        rows, columns = (keys_in_order(one, {cell.key(one) for cell in self.cells}, None) for one in ("category", by))
        order = sorted(found, key=lambda key: (rows.index(key[0]), columns.index(key[1])))
        return Cross("category", by, tuple(self._meeting(*key, found[key]) for key in order))

    def _meeting(self, row: str, column: str, cells: list[Cell]) -> Meeting:
        averaged = self.averaged(cells)
        verdicts = verdicts_of(cells, averaged=averaged)
        few = verdicts.judged < FEW
        total = self.ledger.spread(cells, "total", averaged=averaged)
        return Meeting(row, column, verdicts.judged, verdicts.issued, few, not averaged, verdicts.grades, verdicts.capable, total)

    # ── checks ──────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def held(self) -> Mapping[str, frozenset[Item]]:
        """The site and rule checks of each dataset in use, by its label."""
        return {one.label: items_of(one.program) for one in self.datasets if one.rows}

    @cached_property
    def by_category(self) -> Mapping[str, frozenset[Item]]:
        """The items that every edition of a category has."""
        found: dict[str, frozenset[Item]] = {}
        for one in self.datasets:
            if one.rows:
                found[one.category] = found.get(one.category, self.held[one.label]) & self.held[one.label]
        return found

    @cached_property
    def everywhere(self) -> frozenset[Item]:
        """The items that every category has."""
        return frozenset.intersection(*self.by_category.values()) if self.by_category else frozenset()

    @cached_property
    def shared(self) -> frozenset[Item]:
        """The items that more than one category has; with one category, what all its editions have."""
        if len(self.by_category) == 1:
            return self.everywhere
        counted = Counter(item for items in self.by_category.values() for item in items)
        return frozenset(item for item, times in counted.items() if times > 1)

    def _tally(self, item: Item, cells: Iterable[Cell]) -> Tally:
        """How often an item is in each state, in the cells whose ruleset has it."""
        having = [cell for cell in cells if item in self.held[cell.dataset.label]]
        states = states_of(having, item.id)
        section = next((cell.dataset.program.checks[item.id].section for cell in having), None)
        unknown = sum(states[state] for state in UNKNOWN)
        return Tally(states["fail"], states["minor"], states["pass"], unknown, section)

    def common(self) -> tuple[CommonCheck, ...]:
        """The shared checks, worst first."""
        made = []
        for item in self.shared:
            parts = [
                (category, rate_of(item, self._tally(item, [cell for cell in self.cells if cell.dataset.category == category])))
                for category in keys_in_order("category", self.by_category, None)
                if item in self.by_category[category]
            ]
            made.append(CommonCheck(rate_of(item, self._tally(item, self.cells)), item in self.everywhere, tuple(parts)))
        return tuple(sorted(made, key=lambda one: worst_first(one.overall)))

    def own(self) -> tuple[OwnChecks, ...]:
        """What only one category has; its editions apart unless they may be mixed."""
        made = []
        for category in keys_in_order("category", self.by_category, None):
            mine = [one for one in self.datasets if one.category == category and one.rows]
            apart = len(mine) > 1 and not self.allow_mixed
            for edition, part in [(one.edition, [one]) for one in mine] if apart else [(None, mine)]:
                items = frozenset().union(*(self.held[one.label] for one in part)) - self.shared
                cells = [cell for cell in self.cells if cell.dataset in part]
                rates = sorted((rate_of(item, self._tally(item, cells)) for item in items), key=worst_first)
                if rates:
                    made.append(OwnChecks(category, edition, title_of("category", category, None, self.names), tuple(rates)))
        return tuple(made)

    # ── what follows ────────────────────────────────────────────────────────────────────────────────

    def clue_codes(self) -> tuple[ClueCount, ...]:
        """Clues by code, the urgent ones first."""
        clues: Counter[str] = Counter()
        dossiers: Counter[str] = Counter()
        found: dict[str, tuple[Text, bool]] = {}
        for cell in self.cells:
            ruleset = cell.dataset.ruleset
            raised = [(ruleset.clues[rule].code, ruleset.clues[rule].urgency) for rule, _ in cell.counts("clue:")]
            for name, urgency in [*raised, *((name, None) for name, _ in cell.counts("raised:"))]:
                code = ruleset.clue_codes[name]
                urgent = (urgency or code.urgency) == "immediate"
                found[name] = (code.title, urgent or found.get(name, (None, False))[1])
            clues.update(cell.clues())
            dossiers.update(dict(cell.counts("clued:")))
        made = [
            ClueCount(code, title, "immediate" if urgent else "normal", clues[code], dossiers[code])
            for code, (title, urgent) in found.items()
        ]
        return tuple(sorted(made, key=lambda one: (one.urgency != "immediate", natural(one.code))))

    def diagnoses(self) -> tuple[DiagnosisRate, ...]:
        """How often each diagnosis is established in its category, the most frequent first."""
        judged: Counter[str] = Counter()
        counted: Counter[tuple[str, str]] = Counter()
        says: dict[tuple[str, str], Text] = {}
        for cell in self.cells:
            category = cell.dataset.category
            judged[category] += cell.judged
            for name, count in cell.counts("diagnosis:"):
                counted[category, name] += count
                says.setdefault((category, name), cell.dataset.ruleset.diagnoses[name].says)
        order = keys_in_order("category", set(judged), None)
        made = [
            DiagnosisRate(category, name, says[category, name], share(count, judged[category], averaged=category not in self.mixed))
            for (category, name), count in counted.items()
        ]
        return tuple(sorted(made, key=lambda one: (-one.share.count, order.index(one.category), natural(one.diagnosis))))

    def due(self) -> tuple[DueDay, ...]:
        """What is due on each day."""
        actions: Counter[str] = Counter()
        dossiers: Counter[str] = Counter()
        for cell in self.cells:
            for day, many, of in cell.due():
                actions[day.isoformat()] += many
                dossiers[day.isoformat()] += of
        return tuple(DueDay(day, actions[day], dossiers[day]) for day in sorted(actions))

    # ── sections, editions, institutions ────────────────────────────────────────────────────────────

    @cached_property
    def common_sections(self) -> frozenset[str | None]:
        """The sections that hold, in every ruleset, a check which every category has."""
        ids = {item.id for item in self.everywhere}
        held = [frozenset(check.section for check in one.program.checks.values() if check.id in ids) for one in self.datasets if one.rows]
        return frozenset[str | None].intersection(*held) if held else frozenset()

    def sections(self, cells: Sequence[Cell]) -> tuple[SectionSpread, ...]:
        """The sections of some cells: of several categories only the common ones."""
        averaged = self.averaged(cells)
        alone = len({cell.dataset.category for cell in cells}) == 1
        found: dict[str, set[str]] = defaultdict(set)
        for cell in cells:
            for name in score_names(list(cell.row)):
                if name.startswith(_SECTION):
                    found[name.removeprefix(_SECTION)].add(cell.dataset.category)
        made = []
        for name in sorted(found, key=natural):
            common = name in self.common_sections
            if common or alone:
                title = self.names.section(min(found[name], key=natural), name)
                made.append(SectionSpread(name, title, common, self.ledger.spread(cells, f"{_SECTION}{name}", averaged=averaged)))
        return tuple(made)

    def editions(self) -> tuple[EditionUse, ...]:
        """Which ruleset judged how many, and who adopted it."""
        order = keys_in_order("category", {one.category for one in self.datasets if one.rows}, None)
        made = [_use(one) for one in self.datasets if one.rows]
        return tuple(sorted(made, key=lambda one: (order.index(one.category), natural(one.edition), one.digest, one.status)))

    def leniency(self) -> tuple[Leniency, ...]:
        """Institutions. The counts have dossiers by findings among the checks of all datasets, and of each: where the checks that every
        category here has are neither, nothing is said."""
        ids = {item.id for item in self.everywhere}
        seen: dict[tuple[str, str], Seen] = defaultdict(Seen)
        for cell in self.cells:
            own = {item.id for item in self.held[cell.dataset.label]}
            name = "own" if own == ids else "common"
            if name == "common" and ids != set(self.common_ids):
                return ()
            for findings, known, count in cell.findings(name):
                seen[cell.key("institution"), cell.dataset.category].add(findings, known, len(ids), count)
        order = keys_in_order("institution", {who for who, _ in seen}, None)
        return leniency(seen, order, lambda name: title_of("institution", name, None, self.names))


def _use(one: Dataset) -> EditionUse:
    by = None if one.adopted_by is None else Text.model_validate(one.adopted_by)
    return EditionUse(
        one.category,
        one.edition,
        one.digest,
        "adopted" if one.status == "adopted" else "illustrative",
        by,
        sum(row["judged"] for row in one.rows),
    )
