"""The bundled campaign in the demonstration: judged, and written into a directory as its board, the four kinds of report, its results."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import manners
from .bilingual import Words
from .demo_directory import DemoDirectory
from .language import Language
from .progress import Steps
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.campaign.folder import Folder
    from tijian.campaign.judging import Judged
    from tijian.catalogues import Catalogue
    from tijian.model.problem import Problem
    from tijian.reports.model import Kind, Report
    from tijian.reports.press import Form
    from tijian.reports.pressroom import Pressroom
    from tijian.reports.series import Series

CAMPAIGN: Final = "shanghai-2021"
BOARD: Final = "board.html"
RESULTS: Final = "results.jsonl"
KINDS: Final[tuple[Kind, ...]] = ("overall", "regional", "industry", "enterprise")
NAMED: Final = {
    "overall": Words("总体分析报告，报市局", "the overall report, for the municipal bureau"),
    "regional": Words("区域评估分析报告，交各区", "regional reports, for the districts"),
    "industry": Words("行业评估分析报告，反馈协会，匿名", "industry reports, for the associations, anonymous"),
    "enterprise": Words("个体评估报告，反馈企业", "enterprise reports, for the enterprises"),
}
_COPIED: Final = ("campaign.yaml", "adoption.yaml")  # of the campaign, as they are; its dossiers one a file, to be opened and changed


@dataclass(frozen=True)
class Shown:
    """The campaign, judged, and everything that reports are made from."""

    folder: Folder
    judged: Judged
    series: Series


def judged(catalogue: Catalogue, steps: Steps) -> Shown:
    """Judges the bundled campaign, by both engines where both are here."""
    from tijian.campaign.folder import read_folder
    from tijian.campaign.judging import judge
    from tijian.reports.series import Series

    from .reports import ruleset_of

    home = folder_of(CAMPAIGN)
    if home is None:
        raise LookupError("the bundled campaign is not here")
    folder = read_folder(home, catalogue)
    steps.begin(Words(f"评估 {len(folder.found)} 份案卷", f"judging {len(folder.found)} dossiers"))
    done = judge(folder, catalogue)
    series = Series(done.results, done.campaign, done.not_judged, done.names, lambda one: ruleset_of(one, catalogue), catalogue)
    return Shown(folder, done, series)


def fill(directory: DemoDirectory, shown: Shown, presses: Pressroom, language: Language, steps: Steps) -> list[Problem]:
    """Writes everything; what is to be said of it (characters that no font has). Raises InputError (E711, E715)."""
    try:
        with directory:
            return list(_written(directory, shown, presses, language, steps))
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end takes a moment, and a second Ctrl-C would only make a mess of it
        where = directory.path
        manners.say(Words(f"没有写完，{where} 还是原样", f"not finished; {where} is as it was")(language))
        raise


def _written(directory: DemoDirectory, shown: Shown, presses: Pressroom, language: Language, steps: Steps) -> Iterator[Problem]:
    from tijian.authoring.canonical import dossier_yaml
    from tijian.reports.board import write

    done, series = shown.judged, shown.series
    steps.begin(Words("写看板", "the board"))
    directory.put(BOARD, write(series.comparison, done.results, done.campaign, language=language))
    directory.put(RESULTS, "".join(result.model_dump_json(by_alias=True) + "\n" for result in done.results).encode())
    for name in _COPIED:
        directory.put(f"campaign/{name}", (shown.folder.path / name).read_bytes())
    for one in shown.folder.found:
        if one.dossier is not None:
            directory.put(f"campaign/dossiers/{one.dossier.assessment}.yaml", dossier_yaml(one.dossier).encode())
    begun: Kind | None = None
    for (kind, name), printed in presses.print_all(_orders(series, language)):
        if kind != begun:
            steps.begin(NAMED[kind], series.count(kind))
            begun = kind
        directory.put(name, printed.data)
        yield from printed.warnings
        steps.advance()


def _orders(series: Series, language: Language) -> Iterator[tuple[tuple[Kind, str], Report, Form]]:
    """Every report of every kind, with its kind and its path."""
    from tijian.reports.file_names import FileNames

    for kind in KINDS:
        names = FileNames()
        for parts, report in series.reports(kind, language):
            yield (kind, f"reports/{kind}/{names.give(parts, 'pdf')}"), report, "pdf"
