"""名单 Enterprise by enterprise: its grade with every caveat, its findings and clues, when the first correction is due.

The regional report lists those of its district, the annex of the overall one all of them: only authorities read these two.
"""

from collections.abc import Sequence

from ..compare.model import Comparison
from ..model.result import Result
from ..model.words import REASON
from . import parts
from .model import Cell, Column, Table
from .voice import Voice


def listing(one: Comparison, results: Sequence[Result], voice: Voice, *, caption: str = "", districts: bool = False) -> Table:
    """The table of these results, in their order; with a column for the district where they are of several."""
    titles = {group.key: voice.text(group.title) for group in one.categories}
    places = {group.key: voice.text(group.title) for group in one.districts}
    rows = []
    for result in results:
        verdict, district = result.verdict, result.enterprise.district or ""
        tone = parts.tone_of_grade(verdict.capable, verdict.grade) if verdict.issued else "open"
        rows.append(
            (
                Cell(result.enterprise.name),
                *((Cell(places.get(district, district) or "—"),) if districts else ()),
                Cell(titles.get(result.category, result.category)),
                Cell(parts.grade_with_signs(result, voice), tone),
                Cell(str(len(parts.finding_order(result.checks)))),
                Cell(str(len(result.clues)), "bad" if result.clues else "plain"),
                Cell(min((action.due for action in result.actions), default="—")),
            )
        )
    return Table(
        caption=caption,
        columns=(
            Column(voice("企业", "Enterprise"), 36),
            *((Column(voice("区", "District"), 14),) if districts else ()),
            Column(voice("品类", "Category"), 22),
            Column(voice("等级", "Grade"), 17),
            Column(voice("发现", "Findings"), 10, "right"),
            Column(voice("线索", "Clues"), 9, "right"),
            Column(voice("最早期限", "First due"), 15, "right"),
        ),
        rows=tuple(rows),
        note=key_of_signs(results, voice),
    )


def key_of_signs(results: Sequence[Result], voice: Voice) -> str:
    """What the signs beside these grades mean; a preview may carry one that no issued verdict does."""
    found = {one.reason for result in results for one in result.verdict.caveats}
    lines = [f"{sign} {voice.text(REASON[reason])}" for reason, sign in parts.SIGNS.items() if reason in found]
    if any(not result.verdict.issued for result in results):
        lines.append(voice("预览不作结论", "a preview is no conclusion"))
    return voice.clauses(lines)
