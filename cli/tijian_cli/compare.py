"""`tijian compare`: a campaign, or files of results, seen as a whole. Nothing is averaged or ranked that is not alike."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .options import RulesetOptions, ruleset_options
from .sources import BATCH, folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.compare import Comparison
    from tijian.model.campaign import Campaign
    from tijian.model.result import Result
    from tijian.model.text import Text

DIMENSIONS: Final = ("category", "district", "section", "group", "institution", "size")


class Compared(NamedTuple):
    """A comparison, the results that it is of, the campaign where there is one, the exit code, and the batch where it is of one."""

    comparison: Comparison
    results: Sequence[Result]
    campaign: Campaign | None
    code: int
    batch: Path | None = None  # where there are counts in place of results

    @property
    def about(self) -> Text | None:
        """What every reader must know of it."""
        if self.batch is not None:
            from tijian.batch.comparison import about_of

            return about_of(self.batch)
        return self.campaign.about if self.campaign else None


@click.command(
    "compare",
    cls=Command,
    what=Words(
        "把一个评估行动（含 campaign.yaml 的目录；随附的可只写名称，如 shanghai-2021）、几份结果文件或 tijian batch 的输出放在一起看："
        "等级分布、具备的比例和"
        "区间、得分、最常不符合的项、检测不合格发现率、线索、整改期限、各机构评得松紧。不同版本的细则分开列，不求平均；不同类的、"
        "不足 3 家的不排名。",
        "See a campaign (a directory with campaign.yaml; a bundled one by its name, such as shanghai-2021), files of results or what "
        "`tijian batch` wrote as a whole: "
        "grades, the share that is capable with its interval, scores, what fails most, failing batches, clues, deadlines, how "
        "strictly each institution assesses. Editions of a ruleset are listed apart and not averaged; unlike groups and those of "
        "fewer than 3 are not ranked.",
    ),
    examples=(
        (
            "tijian compare shanghai-2021 --by district --board board.html",
            Words("随附的2021年行动，按区；另写一份看板", "the bundled campaign of 2021, by district; the board beside it"),
        ),
        (
            "tijian compare 结果.jsonl --format csv --by institution -o institutions.csv",
            Words("已有的结果，按机构，写成表格", "results that are there, by institution, as a table"),
        ),
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="CAMPAIGN|BATCH|RESULTS…")
@option(
    "--by",
    type=click.Choice(DIMENSIONS),
    default="category",
    metavar="|".join(DIMENSIONS),
    zh="按什么分组（默认品类）",
    en="what to group by (default category)",
)
@option(
    "--allow-mixed",
    is_flag=True,
    zh="一个品类的不同版本也求平均",
    en="average over different editions of a category too",
)
@option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv")),
    default="text",
    metavar="text|json|csv",
    zh="文字（默认）、JSON（全部）或 CSV（--by 的一张表）",
    en="text (default), JSON (all of it) or CSV (the one table of --by)",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="写入文件（整份写好才替换）",
    en="write to a file (replaced only when the whole is written)",
)
@option(
    "--board",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="另写一份看板：一个可筛选的网页文件，不联网",
    en="also write the board: one page that filters, in one file, and fetches nothing",
)
@ruleset_options
@click.pass_context
def compare(
    context: click.Context,
    sources: tuple[str, ...],
    by: Any,
    allow_mixed: bool,
    form: str,
    output: Path | None,
    board: Path | None,
    rulesets: RulesetOptions,
) -> int:
    """Compares and returns the exit code."""
    from tijian.compare.written import comparison_csv, comparison_json

    from .output import Output, writable, write_bytes

    language = language_of(context)
    out = Output(output, data=form != "text")
    if board is not None:
        writable(board)  # told at once, not after the work
    folders = [folder for source in sources if (folder := folder_of(source)) is not None]
    if folders and len(sources) > 1:
        words = Words("一次比较一个评估行动，或几份结果文件", "compare one campaign, or files of results")
        raise click.UsageError(words(language), context)
    catalogue = rulesets.catalogue(context)
    if not folders:
        found = _results(sources, catalogue, allow_mixed, language, whole=board is not None)
    elif (folders[0] / BATCH).is_file():
        found = _batch(folders[0], catalogue, allow_mixed)
    else:
        found = _campaign(folders[0], catalogue, allow_mixed, language)
    if form == "json":
        out.add(comparison_json(found.comparison))
    elif form == "csv":
        out.add(("\ufeff" if output is not None else "") + comparison_csv(found.comparison, by, language))
    else:
        from .compare_report import compare_report
        from .paper import Look, on_stdout

        look = Look() if output is not None else on_stdout()
        out.add(compare_report(found.comparison, found.about, by, language, look))
    if board is not None:
        write_bytes(board, _board(found, catalogue, language))
        written = Words(f"已写入看板 {board}，用浏览器打开", f"the board is in {board}: open it in a browser")
        manners.say(written(language))
    out.close()
    return found.code


def _campaign(folder: Path, catalogue: Catalogue, allow_mixed: bool, language: Language) -> Compared:
    """Judges a campaign and compares it. What is odd about it, and every dossier that gave no result, is said on stderr."""
    from tijian.campaign.folder import read_folder
    from tijian.campaign.judging import judge
    from tijian.compare import compare as together

    read = read_folder(folder, catalogue)
    judged = judge(read, catalogue)
    manners.say_problems([*read.notes, *judged.about, *(problem for one in judged.not_judged for problem in one.problems)], language)
    made = together(judged.results, judged.campaign, not_judged=judged.not_judged, names=judged.names, allow_mixed=allow_mixed)
    return Compared(made, judged.results, judged.campaign, judged.exit_code)


def _board(found: Compared, catalogue: Catalogue, language: Language) -> bytes:
    """The board: of results, or of the sums of a batch."""
    if found.batch is not None and found.about is not None:
        from tijian.batch.boards import board
        from tijian.batch.sums import datasets_of, summary_of

        rejected = summary_of(found.batch)["rejected"]
        return board(datasets_of(found.batch, catalogue), found.comparison, found.about, rejected, language=language)
    from tijian.reports.board import write

    return write(found.comparison, found.results, found.campaign, language=language)


def _batch(out: Path, catalogue: Catalogue, allow_mixed: bool) -> Compared:
    """Compares a finished batch, from its counts."""
    from tijian.batch.needed import need_columns

    need_columns()
    from tijian.batch.comparison import compare_batch

    return Compared(compare_batch(out, catalogue, allow_mixed=allow_mixed), (), None, 0, out)


def _results(sources: Sequence[str], catalogue: Catalogue, allow_mixed: bool, language: Language, *, whole: bool) -> Compared:
    """Compares files of results, of which no more is held than is counted, unless the board is to show them one by one."""
    from tijian.campaign.judging import names_for
    from tijian.campaign.results import results_of
    from tijian.compare import compare as together
    from tijian.compare.slim import Slim

    from .result_lines import result_files

    read = results_of(result_files(sources)) if whole else results_of(result_files(sources), Slim())
    gc.freeze()  # the results stay to the end: the collector need not walk through them again and again
    manners.say_problems(read.problems, language)
    made = together(read.results, names=names_for(read.results, catalogue), allow_mixed=allow_mixed)
    return Compared(made, read.results, None, read.exit_code)
