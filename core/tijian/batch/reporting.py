"""Reports of a finished batch: the overall one, and one a category. They say first that they are drawn from counts.

Reports of a district and of an enterprise name single findings, corrections and clues, which counts do not hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..catalogues import Catalogue
from ..compare.model import Comparison
from ..model.problem import InputError, Position, Problem
from ..model.text import Language, Text, text
from ..reports.industry import industry
from ..reports.model import Callout, Kind, Report
from ..reports.overall import overall
from ..reports.series import Series
from ..reports.voice import Voice
from .comparison import about_of, compare_batch


@dataclass(frozen=True)
class BatchSeries(Series):
    """All reports of one kind that a finished batch in `out` gives."""

    out: Path = Path()
    known: Catalogue | None = None

    @cached_property
    def comparison(self) -> Comparison:
        """The batch, compared."""
        return self._compared(())

    @cached_property
    def about(self) -> Text:
        """How the figures were come by."""
        return about_of(self.out)

    def _compared(self, categories: Sequence[str]) -> Comparison:
        assert self.known is not None
        return compare_batch(self.out, self.known, categories=categories)

    def reports(self, kind: Kind, language: Language) -> Iterator[tuple[tuple[str, ...], Report]]:
        """Every report of a kind, with the parts of its file's name. Raises InputError (E995) for a kind that counts do not give."""
        if kind == "overall":
            yield ("overall" if language == "en" else "总体",), self._said(overall(self.comparison, None, language))
        elif kind == "industry":
            for category, title in {group.key: group.title for group in self.comparison.categories}.items():
                yield (title(language),), self._said(industry(self._compared((category,)), title, None, language))
        else:
            raise InputError(_not_from_counts(self.out))

    def count(self, kind: Kind) -> int:
        """How many reports of a kind there are."""
        return {"overall": 1, "industry": len({group.key for group in self.comparison.categories})}.get(kind, 0)

    def _said(self, report: Report) -> Report:
        """The report with how it was come by above everything."""
        voice = Voice(report.language)
        note = Callout(voice("数字的来历", "Where the figures come from"), (voice.text(self.about),), "open")
        return replace(report, blocks=(note, *report.blocks))


def _not_from_counts(out: Path) -> Problem:
    said = text(
        "一批的合计得不出区域报告和个体报告：它们要写出逐家的发现、整改和线索",
        "the counts of a batch give no report of a district or an enterprise: these name single findings, corrections and clues",
    )
    hint = text(
        "用 tijian assess 评估所要的案卷，再由结果成文；总体报告和行业报告可以由一批得出",
        "judge the dossiers in question with tijian assess, and report on the results; overall and industry reports can be had of a batch",
    )
    return Problem("E995", said, at=Position(str(out)), hint=hint)
