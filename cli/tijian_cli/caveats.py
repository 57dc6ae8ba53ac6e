"""The caveats of grades as marks on a terminal, and what each mark says once below: they stand wherever a grade does.

`demo` and `compare` come in here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tijian.model.words import CAVEAT_SIGN, REASON

from .masthead import PREVIEW

if TYPE_CHECKING:
    from tijian.compare.model import ReasonCount
    from tijian.model.result import Result

    from .paper import Paper


def grade(paper: Paper, result: Result) -> str:
    """`D ‡`, or `预览 A`, or `预览 D–B ※`."""
    verdict = result.verdict
    shown = verdict.grade or (f"{verdict.worst}–{verdict.best}" if verdict.worst else "—")
    marks = "".join(mark for reason, mark in CAVEAT_SIGN.items() if reason in {one.reason for one in verdict.caveats})
    return (shown if verdict.issued else f"{PREVIEW(paper.language)} {shown}") + (f" {marks}" if marks else "")


def counted(found: Iterable[ReasonCount]) -> str:
    """`※10 ‡3`: how many grades of a group carry each."""
    results = {one.reason: one.results for one in found}
    return " ".join(f"{mark}{results[reason]}" for reason, mark in CAVEAT_SIGN.items() if reason in results)


def key(paper: Paper, reasons: Iterable[str]) -> None:
    """What the marks that occur mean, a line each."""
    occurring = set(reasons)
    for reason, mark in CAVEAT_SIGN.items():
        if reason in occurring:
            paper.line(f"{mark} {REASON[reason](paper.language)}", "  ")
