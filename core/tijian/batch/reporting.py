"""Reports of a finished batch. Overall, by district and by category they are drawn from counts, and say so first; single enterprises are
judged again, in full, where they are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..compare.model import Comparison
from ..model.order import natural
from ..model.problem import InputError, Position, Problem
from ..model.text import Language, Text, text
from ..reports.enterprise import enterprise
from ..reports.industry import industry
from ..reports.model import Callout, Kind, Report
from ..reports.overall import overall
from ..reports.series import Series
from ..reports.voice import Voice
from .comparison import about_of, of_datasets
from .regional import regional_of_counts
from .rejudged import Rejudged, rejudge
from .sums import Dataset, datasets_of

MOST_AT_ONCE = 200  # enterprises, beyond which they must be named


@dataclass(frozen=True)
class BatchSeries(Series):
    """All reports of one kind that a finished batch in `out` gives; of enterprises those in `only`, from their dossiers in `given`."""

    out: Path = Path()
    given: Path | None = None

    @cached_property
    def comparison(self) -> Comparison:
        """The batch, compared."""
        return self._compared()

    @cached_property
    def about(self) -> Text:
        """How the figures were come by."""
        return about_of(self.out)

    @cached_property
    def _datasets(self) -> list[Dataset]:
        assert self.known is not None
        return datasets_of(self.out, self.known)

    def _compared(self, categories: Sequence[str] = (), district: str | None = None) -> Comparison:
        assert self.known is not None
        return of_datasets(self._datasets, self.known, categories=categories, district=district)

    @cached_property
    def _rejudged(self) -> Rejudged:
        assert self.known is not None
        if not self.only and self.comparison.judged > MOST_AT_ONCE:
            raise InputError(_too_many(self.out, self.comparison.judged))
        return rejudge(self.out, self.given, sorted(self.only, key=natural), self.known)

    def reports(self, kind: Kind, language: Language) -> Iterator[tuple[tuple[str, ...], Report]]:
        """Every report of a kind, with the parts of its file's name. Raises InputError (E995, E996) where enterprises cannot be had."""
        match kind:
            case "overall":
                yield ("overall" if language == "en" else "总体",), self._said(overall(self.comparison, None, language))
            case "regional":
                for district in self.comparison.districts:
                    alone = self._compared(district=district.key)
                    yield (district.title(language),), self._said(regional_of_counts(self.comparison, district, alone, language))
            case "industry":
                for category, title in {group.key: group.title for group in self.comparison.categories}.items():
                    alone = self._compared((category,))
                    yield (title(language),), self._said(industry(alone, title, None, language, **self.standards(alone)))
            case "enterprise":
                for result in self._rejudged.results:
                    report = enterprise(result, self.ruleset(result), language, self._peers(result), None)
                    yield (result.enterprise.name, result.assessment), self._judged_again(report, result.assessment in self._rejudged.wide)

    def count(self, kind: Kind) -> int:
        """How many reports of a kind there are."""
        one = self.comparison
        if kind == "enterprise":
            return len(self._rejudged.results)
        return {"overall": 1, "regional": len(one.districts), "industry": len({group.key for group in one.categories})}[kind]

    def _said(self, report: Report) -> Report:
        """The report with how it was come by above everything."""
        return _above(report, self.about)

    @staticmethod
    def _judged_again(report: Report, wide: bool) -> Report:
        """The same of a single assessment."""
        zh, en = (
            "由案卷重新评估，两个引擎结论一致，与成批评估的结论相同",
            "Judged again from its dossier by both engines, with the verdict of the batch",
        )
        if wide:
            zh += "；宽表里没有核查记录、证据和评估人员姓名，人员以序号代替"
            en += "; a wide row holds no notes, no evidence and no names of the team: numbers stand for them"
        return _above(report, text(zh, en))


def _above(report: Report, said: Text) -> Report:
    voice = Voice(report.language)
    note = Callout(voice("数字的来历", "Where the figures come from"), (voice.text(said),), "open")
    return replace(report, blocks=(note, *report.blocks))


def _too_many(out: Path, judged: int) -> Problem:
    said = text(
        f"这一批有 {judged} 份，一次最多写 {MOST_AT_ONCE} 份个体报告",
        f"there are {judged} in this batch, and no more than {MOST_AT_ONCE} reports on enterprises are written at once",
    )
    hint = text(
        "用 --only 点名，可多次给出：tijian report enterprise OUT --from IN --only 编号",
        "name them with --only, which may be given again: tijian report enterprise OUT --from IN --only ASSESSMENT",
    )
    return Problem("E995", said, at=Position(str(out)), hint=hint)
