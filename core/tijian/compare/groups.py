"""Results grouped by category, district, group, institution or size, and where two of these meet; ranks only where like stands with like.

A rank goes by findings among the checks that every category has. Categories are ranked, since they answered the same items; districts,
institutions and sizes are ranked only where every one of them holds one and the same category; nothing of fewer than three enterprises is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..model.campaign import Campaign
from ..model.order import natural
from .checks import CheckBook
from .figures import share, spread
from .model import FEW, Cell, Cross, Dimension, Group, NotJudged, SectionSpread, Unranked
from .names import Names, title_of
from .rows import Row, edition_word, key_of, keys_in_order, mixed_categories
from .verdicts import grades_of, verdicts_of


@dataclass(frozen=True)
class Hall:
    """What every grouping needs: the results, what was planned, how things are called, and whether editions may be mixed."""

    rows: Sequence[Row]
    not_judged: Sequence[NotJudged]
    campaign: Campaign | None
    names: Names
    book: CheckBook
    allow_mixed: bool

    def averaged(self, rows: Sequence[Row]) -> bool:
        """Whether these results may be averaged."""
        return self.allow_mixed or not mixed_categories(rows)

    def sections(self, rows: Sequence[Row]) -> tuple[SectionSpread, ...]:
        """The sections of some results: of several categories only the common ones."""
        averaged = self.averaged(rows)
        alone = len({row.category for row in rows}) == 1
        issued = [row for row in rows if row.issued]
        found: dict[str, set[str]] = defaultdict(set)  # the categories that have each
        for row in {row.ruleset: row for row in rows}.values():
            for name in row.result.score.sections:
                found[name].add(row.category)
        made = []
        for name in sorted(found, key=natural):
            common = name in self.book.common_sections
            if common or alone:
                title = self.names.section(min(found[name], key=natural), name)
                scores = [row.result.score.sections.get(name) for row in issued]
                made.append(SectionSpread(name, title, common, spread(scores, averaged=averaged)))
        return tuple(made)

    def groups(self, by: Dimension) -> tuple[Group, ...]:
        """The groups of a dimension; those that the campaign lists are there also where nothing was judged."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.keys[by]].append(row)
        failed = Counter(key_of(one, by, self.campaign) for one in self.not_judged)
        planned = self._planned(by)
        made: list[Group] = []
        for key in keys_in_order(by, {*found, *failed, *planned}, self.campaign):
            mine = found.get(key, [])
            editions: list[tuple[str | None, list[Row]]] = [(None, mine)]
            if by == "category" and not self.averaged(mine):
                used = sorted({row.ruleset for row in mine})
                editions = [(edition_word(one, used), [row for row in mine if row.ruleset == one]) for one in used]
            for place, (edition, rows) in enumerate(editions):
                here = failed[key] if place == 0 else 0  # a dossier without a result has no edition: told once
                plan = planned.get(key, 0) if self.campaign and self.campaign.enterprises and place == 0 else None
                made.append(self._group(by, key, edition, plan, rows, here))
        return ranked(made, self._why_not(by, made, found))

    def _group(self, by: Dimension, key: str, edition: str | None, planned: int | None, rows: list[Row], failed: int) -> Group:
        averaged = self.averaged(rows)
        issued = [row.result.score for row in rows if row.issued]
        enterprises = len({row.enterprise for row in rows})
        return Group(
            by=by,
            key=key,
            title=title_of(by, key, self.campaign, self.names),
            edition=edition,
            planned=planned,
            judged=len(rows),
            failed=failed,
            enterprises=enterprises,
            few=enterprises < FEW,
            mixed=not averaged,
            verdicts=verdicts_of(rows, averaged=averaged),
            total=spread([one.total for one in issued], averaged=averaged),
            site=spread([one.site for one in issued], averaged=averaged),
            tests=spread([one.tests for one in issued], averaged=averaged),
            sections=self.sections(rows),
            common_findings=self.book.findings(rows),
            clues=sum(len(row.result.clues) for row in rows),
            rank=None,
            unranked=None,
        )

    def _planned(self, by: Dimension) -> Counter[str]:
        campaign = self.campaign
        if campaign is None:
            return Counter()
        if by == "group":
            return Counter(campaign.categories[one.category].group for one in campaign.enterprises)
        return Counter(getattr(one, by) or "" for one in campaign.enterprises)

    def _why_not(self, by: Dimension, made: Sequence[Group], found: dict[str, list[Row]]) -> Unranked | None:
        """Why a whole dimension has no ranks, if so."""
        if by == "category":
            return None
        if any(group.mixed for group in made):
            return "mixed"
        return None if len({row.category for rows in found.values() for row in rows}) <= 1 else "unlike"

    def cross(self, rows: Dimension, columns: Dimension) -> Cross:
        """The table of two dimensions."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.keys[rows], row.keys[columns]].append(row)
        order = [keys_in_order(by, {row.keys[by] for row in self.rows}, self.campaign) for by in (rows, columns)]
        cells = [self._cell(*key, found[key]) for key in sorted(found, key=lambda key: (order[0].index(key[0]), order[1].index(key[1])))]
        return Cross(rows, columns, tuple(cells))

    def _cell(self, row: str, column: str, rows: Sequence[Row]) -> Cell:
        averaged = self.averaged(rows)
        issued = [one for one in rows if one.issued]
        return Cell(
            row=row,
            column=column,
            judged=len(rows),
            issued=len(issued),
            few=len({one.enterprise for one in rows}) < FEW,
            mixed=not averaged,
            grades=grades_of(rows, averaged=averaged),
            capable=share(sum(one.result.verdict.capable == "yes" for one in issued), len(issued), averaged=averaged),
            total=spread([one.result.score.total for one in issued], averaged=averaged),
        )


def ranked(groups: Iterable[Group], why_not: Unranked | None) -> tuple[Group, ...]:
    """The groups with their ranks, or with why they have none. Equal ones share a rank."""
    every = list(groups)
    able = [one for one in every if why_not is None and not one.few and one.common_findings.of]
    shares = {id(one): Fraction(one.common_findings.count, one.common_findings.of) for one in able}

    def placed(one: Group) -> Group:
        if id(one) in shares:
            return replace(one, rank=1 + sum(other < shares[id(one)] for other in shares.values()))
        return replace(one, unranked=why_not or "few")

    return tuple(map(placed, every))
