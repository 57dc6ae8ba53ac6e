"""`tijian compare`: a campaign, or files of results, seen as a whole. Nothing is averaged or ranked that is not alike."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .options import catalogue_of, rulesets
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.compare import Comparison
    from tijian.model.text import Text

DIMENSIONS: Final = ("category", "district", "section", "group", "institution", "size")


class Compared(NamedTuple):
    """A comparison, what every reader must know of it, and the exit code."""

    comparison: Comparison
    about: Text | None
    code: int


@click.command(
    "compare",
    cls=Command,
    what=Words(
        "把一个评估行动（含 campaign.yaml 的目录；随附的可只写名称，如 shanghai-2021）或几份结果文件放在一起看：等级分布、具备的比例和"
        "区间、得分、最常不符合的项、检测不合格发现率、线索、整改期限、各机构评得松紧。不同版本的细则分开列，不求平均；不同类的、"
        "不足 3 家的不排名。",
        "See a campaign (a directory with campaign.yaml; a bundled one by its name, such as shanghai-2021) or files of results as a whole: "
        "grades, the share that is capable with its interval, scores, what fails most, failing batches, clues, deadlines, how "
        "strictly each institution assesses. Editions of a ruleset are listed apart and not averaged; unlike groups and those of "
        "fewer than 3 are not ranked.",
    ),
    examples=(
        ("tijian compare shanghai-2021 --by district", Words("随附的2021年行动，按区", "the bundled campaign of 2021, by district")),
        (
            "tijian compare 结果.jsonl --format csv --by institution -o institutions.csv",
            Words("已有的结果，按机构，写成表格", "results that are there, by institution, as a table"),
        ),
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="CAMPAIGN|RESULTS…")
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
@rulesets
@click.pass_context
def compare(
    context: click.Context,
    sources: tuple[str, ...],
    by: Any,
    allow_mixed: bool,
    form: str,
    output: Path | None,
    ruleset_path: tuple[Path, ...],
    prefer: tuple[str, ...],
    isolate_plugins: bool,
) -> int:
    """Compares and returns the exit code."""
    from tijian.compare.written import comparison_csv, comparison_json

    from .assess import say_plugins
    from .output import Output

    language = language_of(context)
    out = Output(output, data=form != "text")
    folders = [folder for source in sources if (folder := folder_of(source)) is not None]
    if folders and len(sources) > 1:
        words = Words("一次比较一个评估行动，或几份结果文件", "compare one campaign, or files of results")
        raise click.UsageError(words(language), context)
    with ExitStack() as stack:
        catalogue = catalogue_of(stack, ruleset_path, prefer, isolate_plugins)
        say_plugins(catalogue, language)
        found = _campaign(folders[0], catalogue, allow_mixed, language) if folders else _results(sources, catalogue, allow_mixed, language)
    if form == "json":
        out.add(comparison_json(found.comparison))
    elif form == "csv":
        out.add(("\ufeff" if output is not None else "") + comparison_csv(found.comparison, by, language))
    else:
        from .compare_report import compare_report
        from .paper import Look, on_stdout

        look = Look() if output is not None else on_stdout()
        out.add(compare_report(found.comparison, found.about, by, language, look))
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
    return Compared(made, judged.campaign.about, judged.exit_code)


def _results(sources: Sequence[str], catalogue: Catalogue, allow_mixed: bool, language: Language) -> Compared:
    """Compares files of results."""
    from tijian.campaign.judging import names_for
    from tijian.campaign.results import results_of
    from tijian.compare import compare as together

    from .verify import _written

    read = results_of([(source, _written(source)) for source in sources])
    manners.say_problems(read.problems, language)
    made = together(read.results, names=names_for(read.results, catalogue), allow_mixed=allow_mixed)
    return Compared(made, None, read.exit_code)
