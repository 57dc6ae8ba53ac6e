"""What follows from the findings: clues on their way to the districts, diagnoses, and what is due when."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..model.campaign import Campaign
from ..model.order import natural
from ..model.result import ClueOutcome
from ..model.text import Text
from .figures import share
from .model import ClueCount, DiagnosisRate, DueDay, Referral
from .rows import Row, keys_in_order


def clue_counts(rows: Sequence[Row]) -> tuple[ClueCount, ...]:
    """Clues by code: how many, and from how many enterprises. The urgent codes first."""
    clues: Counter[str] = Counter()
    enterprises: dict[str, set[str]] = defaultdict(set)
    first: dict[str, ClueOutcome] = {}
    for row in rows:
        for clue in row.result.clues:
            clues[clue.code] += 1
            enterprises[clue.code].add(row.enterprise)
            urgent = first.get(clue.code)
            if urgent is None or (urgent.urgency == "normal" and clue.urgency == "immediate"):
                first[clue.code] = clue
    made = [ClueCount(code, one.title, one.urgency, clues[code], len(enterprises[code])) for code, one in first.items()]
    return tuple(sorted(made, key=lambda one: (one.urgency != "immediate", natural(one.code))))


def referrals(rows: Sequence[Row], campaign: Campaign | None) -> tuple[Referral, ...]:
    """Every clue, by district as the campaign lists them; within a district the urgent ones first."""
    order = keys_in_order("district", {row.keys["district"] for row in rows}, campaign)
    made = [
        Referral(
            district=row.keys["district"],
            urgency=clue.urgency,
            code=clue.code,
            title=clue.title,
            assessment=row.result.assessment,
            category=row.category,
            enterprise=row.result.enterprise.name,
            assessed_on=row.result.assessed_on,
            facts=clue.facts,
            law=clue.law,
            checks=clue.checks,
            evidence=clue.evidence,
            issued=row.issued,
        )
        for row in rows
        for clue in row.result.clues
    ]
    return tuple(
        sorted(made, key=lambda one: (order.index(one.district), one.urgency != "immediate", natural(one.code), natural(one.assessment)))
    )


def clues_by_district(rows: Sequence[Row], campaign: Campaign | None) -> tuple[tuple[str, int], ...]:
    """How many clues each district gets, those without any too."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.keys["district"]] += len(row.result.clues)
    return tuple((key, counted[key]) for key in keys_in_order("district", set(counted), campaign))


def diagnosis_rates(rows: Sequence[Row], mixed: Sequence[str], campaign: Campaign | None) -> tuple[DiagnosisRate, ...]:
    """How often each diagnosis is established in its category, the most frequent first. No share where editions are mixed."""
    judged: Counter[str] = Counter(row.category for row in rows)
    counted: Counter[tuple[str, str]] = Counter()
    says: dict[tuple[str, str], Text] = {}
    for row in rows:
        for one in row.result.diagnoses:
            counted[row.category, one.id] += 1
            says.setdefault((row.category, one.id), one.says)
    order = keys_in_order("category", set(judged), campaign)
    made = [
        DiagnosisRate(category, name, says[category, name], share(count, judged[category], averaged=category not in mixed))
        for (category, name), count in counted.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.share.count, order.index(one.category), natural(one.diagnosis))))


def due_days(rows: Sequence[Row]) -> tuple[DueDay, ...]:
    """What is due on each day."""
    actions: Counter[str] = Counter()
    enterprises: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for action in row.result.actions:
            actions[action.due] += 1
            enterprises[action.due].add(row.enterprise)
    return tuple(DueDay(day, actions[day], len(enterprises[day])) for day in sorted(actions))
