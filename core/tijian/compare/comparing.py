"""`compare`: many results into one `Comparison`. A pure function: the order in which results come changes nothing.

Grades and scores of issued verdicts alone; findings of every assessment; nothing averaged over two editions of a category unless
asked; nothing ranked that is unlike or too small. No result at all, one, or all alike are fine.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..model.campaign import Campaign
from ..model.order import natural
from ..model.result import Result
from .batches import Sampled, tests_by_category, tests_of
from .checks import CheckBook
from .conclusions import clue_counts, clues_by_district, diagnosis_rates, due_days, referrals
from .figures import spread
from .groups import Hall
from .leniency import leniency, seen_in
from .model import Comparison, EditionUse, NotJudged, Unassessed
from .names import Names, title_of
from .rows import Row, keys_in_order, mixed_categories, rows_of
from .verdicts import verdicts_of


def compare(
    results: Iterable[Result],
    campaign: Campaign | None = None,
    *,
    not_judged: Sequence[NotJudged] = (),
    names: Names | None = None,
    allow_mixed: bool = False,
) -> Comparison:
    """The comparison of `results`.

    `campaign` says what was planned and how districts, institutions and categories are called; `not_judged` are the dossiers that
    gave no result; `names` the titles of sections. `allow_mixed` averages over editions of a category.
    """
    rows = rows_of(results, campaign)
    names = names or Names()
    mixed = mixed_categories(rows)
    averaged = allow_mixed or not mixed
    book = CheckBook(rows, allow_mixed)
    hall = Hall(rows, not_judged, campaign, names, book, allow_mixed)
    issued = [row.result.score for row in rows if row.issued]
    sampled = [Sampled.of(row) for row in rows]
    days = sorted(row.result.assessed_on for row in rows)
    return Comparison(
        title=campaign.title if campaign else None,
        planned=len(campaign.enterprises) if campaign and campaign.enterprises else None,
        judged=len(rows),
        not_judged=tuple(sorted(not_judged, key=lambda one: (natural(one.assessment), one.category, one.enterprise))),
        enterprises=len({row.enterprise for row in rows}),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        editions=_editions(rows, campaign),
        mixed=mixed,
        allow_mixed=allow_mixed,
        verdicts=verdicts_of(rows, averaged=averaged),
        total=spread([one.total for one in issued], averaged=averaged),
        site=spread([one.site for one in issued], averaged=averaged),
        tests_score=spread([one.tests for one in issued], averaged=averaged),
        sections=hall.sections(rows),
        categories=hall.groups("category"),
        districts=hall.groups("district"),
        groups=hall.groups("group"),
        institutions=hall.groups("institution"),
        sizes=hall.groups("size"),
        crosses=(hall.cross("category", "district"), hall.cross("category", "size"), hall.cross("category", "institution")),
        common=book.common(campaign),
        own=book.own(campaign, names),
        tests=tests_of(sampled, averaged=averaged),
        tests_by_category=tests_by_category(sampled, campaign, names, allow_mixed=allow_mixed),
        clue_codes=clue_counts(rows),
        clues_by_district=clues_by_district(rows, campaign),
        referrals=referrals(rows, campaign),
        diagnoses=diagnosis_rates(rows, () if allow_mixed else mixed, campaign),
        due=due_days(rows),
        leniency=leniency(
            seen_in(book),
            keys_in_order("institution", {row.keys["institution"] for row in rows}, campaign),
            lambda name: title_of("institution", name, campaign, names),
        ),
        unassessed=tuple(_unassessed(rows, not_judged, campaign)),
    )


def _unassessed(rows: Sequence[Row], not_judged: Sequence[NotJudged], campaign: Campaign | None) -> Iterator[Unassessed]:
    """The enterprises of the list that have no dossier, in the order of the list."""
    there = {row.result.assessment for row in rows} | {one.assessment for one in not_judged}
    for one in campaign.enterprises if campaign else ():
        if one.assessment not in there:
            said = one.not_assessed
            where = (one.category, one.district, one.institution or "", one.size or "")
            yield Unassessed(one.assessment, one.name, *where, said.why if said else None, said.note if said else None)


def _editions(rows: Sequence[Row], campaign: Campaign | None) -> tuple[EditionUse, ...]:
    """Which ruleset judged how many, and who adopted it."""
    counted = Counter((row.ruleset, row.result.ruleset.status, row.result.ruleset.adopted_by) for row in rows)
    order = keys_in_order("category", {row.category for row in rows}, campaign)
    made = [EditionUse(*key, status, adopted_by, count) for (key, status, adopted_by), count in counted.items()]
    return tuple(sorted(made, key=lambda one: (order.index(one.category), natural(one.edition), one.digest, one.status)))
