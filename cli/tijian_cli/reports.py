"""`tijian report …`: the four reports of the notice, from a campaign's directory or from results, as PDF, HTML or Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Group, Words, language_of, option
from .layout import plain
from .options import RulesetOptions, force, ruleset_options
from .sources import BATCH, folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.result import Result
    from tijian.model.ruleset import ResolvedRuleset
    from tijian.reports.model import Kind
    from tijian.reports.pressroom import Pressroom
    from tijian.reports.series import Series

    from .language import Language

_ID = "tijian report"
_DOSSIERS = {".yaml", ".yml"}  # what is to be assessed first, beside workbooks and tables
_FORMS = ("pdf", "html", "docx")
_SOURCE = Words(
    "SOURCE 是评估行动的目录（有 campaign.yaml），或 assess --format json 写出的结果文件；"
    "或填好的核查表、案卷（.xlsx .csv .yaml），先评估；"
    "或 tijian batch 的输出：总体、区域、行业报告由合计得出，个体报告用 --only 点名，由案卷重新评估。",
    "SOURCE is a campaign's directory (with a campaign.yaml), or a file of results as written by assess --format json; "
    "or filled checklists and dossiers (.xlsx, .csv, .yaml), which are assessed first; or what tijian batch wrote: overall, "
    "regional and industry reports are drawn from its counts, and enterprises named with --only are judged again.",
)
_WHAT = {
    "overall": Words("总体分析报告，报市局", "the overall report, for the municipal bureau"),
    "regional": Words("区域评估分析报告，每区一份，含移送线索和问题清单", "a report for each district, with clues and problem lists"),
    "industry": Words("行业评估分析报告，每品类一份，匿名", "an anonymous report for each category's association"),
    "enterprise": Words("个体评估报告，每份评估一份", "a report for each enterprise assessed"),
}


@click.group(
    "report",
    cls=Group,
    lazy=tuple((kind, f"tijian_cli.reports:{kind}", words) for kind, words in _WHAT.items()),
    what=Words(f"通知要求的四种报告。{_SOURCE.zh}", f"The four reports of the notice. {_SOURCE.en}"),
    examples=(
        (
            f"{_ID} enterprise 核查表.xlsx -o 报告/",
            Words("评估一份填好的核查表，写成 PDF", "assesses a filled checklist, and writes the PDF"),
        ),
        (f"{_ID} overall 行动/ --format docx -o 报告/", Words("总体分析报告，Word", "the overall report, in Word")),
    ),
)
def report() -> None:
    """The group."""


def _command(kind: Kind) -> Any:
    """The command of one kind; all four take the same."""

    @click.command(
        kind,
        cls=Command,
        what=Words(f"{_WHAT[kind].zh}。{_SOURCE.zh}", f"{_WHAT[kind].en[0].upper()}{_WHAT[kind].en[1:]}. {_SOURCE.en}"),
        examples=(
            (f"{_ID} {kind} 结果.jsonl -o 报告/", Words("写成 PDF", "as PDF")),
            (f"{_ID} {kind} 行动/ --format docx --format html -o 报告/", Words("写成 Word 和网页", "as Word and as a page")),
        ),
    )
    @click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", type=click.Path(path_type=Path))
    @option(
        "--format",
        "forms",
        multiple=True,
        type=click.Choice(_FORMS),
        default=("pdf",),
        metavar="pdf|html|docx",
        zh="格式，可多次给出；默认 pdf",
        en="the format, may be given again; by default pdf",
    )
    @option(
        "-o",
        "--output",
        "folder",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        zh="写入的目录",
        en="the directory to write into",
    )
    @option(
        "--font",
        type=click.Path(path_type=Path),
        metavar="PATH",
        zh="PDF 用的中文字体：一个字体文件，或放着字体的目录",
        en="the Chinese font for PDF: a font file, or a directory of them",
    )
    @force
    @ruleset_options
    @click.pass_context
    def command(
        context: click.Context,
        sources: tuple[Path, ...],
        forms: tuple[Any, ...],
        folder: Path,
        font: Path | None,
        force: bool,
        rulesets: RulesetOptions,
        only: tuple[str, ...] = (),
        given: Path | None = None,
    ) -> int:
        """Writes the reports; the paths go to stdout."""
        from tijian.reports.pressroom import Pressroom

        language = language_of(context)
        presses = Pressroom(font)
        for form in forms:
            presses.make_ready(form)
        series, code = gathered(sources, rulesets.catalogue(context), language, only, given)
        written, warned = written_reports(series, kind, presses, tuple(dict.fromkeys(forms)), folder, language, force=force)
        manners.say_problems(warned, language)
        manners.write_text("".join(f"{plain(str(path))}\n" for path in written))
        return code

    return _named(command) if kind == "enterprise" else command


def _named(command: Any) -> Any:
    """`--only` and `--from`: whose reports, and from which dossiers."""
    only = option(
        "--only",
        multiple=True,
        metavar="ASSESSMENT",
        zh="只写这份评估的报告，可多次给出",
        en="only the report of this assessment, may be given again",
    )
    given = option(
        "--from",
        "given",
        type=click.Path(path_type=Path, exists=True),
        metavar="IN",
        zh="成批评估当时的 IN，由其中的案卷重新评估",
        en="the IN of the batch, from whose dossiers they are judged again",
    )
    return only(given(command))


def gathered(
    sources: Sequence[Path], catalogue: Catalogue, language: Language, only: Sequence[str] = (), given: Path | None = None
) -> tuple[Series, int]:
    """What the sources hold, and the exit code that what could not be used asks for. `only`: of which assessments; `given`: the IN of a
    batch. Raises InputError (E946 where nothing is left, E996 where one of `only` is not there)."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    if len(sources) == 1 and (sources[0] / BATCH).is_file():
        from tijian.batch.needed import need_columns

        need_columns()
        from tijian.batch.reporting import BatchSeries

        rulesets_of = partial(ruleset_of, catalogue=catalogue)
        return BatchSeries((), ruleset=rulesets_of, known=catalogue, out=sources[0], only=frozenset(only), given=given), 0
    if given is not None:
        words = Words("--from 只和 tijian batch 的输出一起用", "--from goes with what tijian batch wrote")
        raise click.UsageError(words(language))
    folders = [folder for source in sources if (folder := folder_of(str(source))) is not None]
    if folders and len(sources) > 1:
        words = Words("一次报告一个评估行动，或几份结果文件", "report on one campaign, or on files of results")
        raise click.UsageError(words(language))
    series, code = _campaign(folders[0], catalogue, language) if folders else _results(sources, catalogue, language)
    if not series.results and not series.not_judged:
        said = text("没有可以成文的结果", "there is no result to report on")
        raise InputError(Problem("E946", said, at=Position(str(sources[0]))))
    return (_only(series, only, sources[0]) if only else series), code


def _only(series: Series, only: Sequence[str], source: Path) -> Series:
    """The series with the reports of these assessments alone; peers are still all of them."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    there = {result.assessment for result in series.results}
    missing = [
        Problem("E996", text(f"没有评估“{name}”的结果", f"there is no result of the assessment “{name}”"), at=Position(str(source)))
        for name in dict.fromkeys(only)
        if name not in there
    ]
    if missing:
        raise InputError(missing)
    return replace(series, only=frozenset(only))


def _campaign(folder: Path, catalogue: Catalogue, language: Language) -> tuple[Series, int]:
    """A campaign, judged. What is odd about it, and every dossier that gave no result, is said on stderr."""
    from tijian.campaign.folder import read_folder
    from tijian.campaign.judging import judge
    from tijian.reports.series import Series

    read = read_folder(folder, catalogue)
    judged = judge(read, catalogue)
    manners.say_problems([*read.notes, *judged.about, *(problem for one in judged.not_judged for problem in one.problems)], language)
    rulesets_of = partial(ruleset_of, catalogue=catalogue)
    return Series(judged.results, judged.campaign, judged.not_judged, judged.names, rulesets_of, catalogue), judged.exit_code


def _results(sources: Sequence[Path], catalogue: Catalogue, language: Language) -> tuple[Series, int]:
    """The results in files, or those of filled checklists and dossiers, assessed with both engines. A line that is none, a dossier that
    gives none, and different results of one assessment are said on stderr."""
    from tijian.campaign.judging import names_for
    from tijian.campaign.results import results_of
    from tijian.reports.series import Series
    from tijian.visits import TABLES, WORKBOOKS

    from .assess import assessed, read_all
    from .result_lines import result_files

    codes = {0}
    visits = [str(source) for source in sources if source.suffix.lower() in WORKBOOKS | TABLES | _DOSSIERS]
    dossiers = read_all(visits, catalogue, codes, language)
    judged = [result.model_dump_json(by_alias=True) for result in assessed(dossiers, catalogue, codes, language)]
    files = result_files(source for source in sources if str(source) not in visits)
    read = results_of([*files, *([(" + ".join(visits), judged)] if judged else [])])
    manners.say_problems(read.problems, language)
    rulesets_of = partial(ruleset_of, catalogue=catalogue)
    series = Series(read.results, names=names_for(read.results, catalogue), ruleset=rulesets_of, known=catalogue)
    return series, max(read.exit_code, *codes)


def ruleset_of(result: Result, catalogue: Catalogue) -> ResolvedRuleset | None:
    """The very ruleset that judged it, where it is here; else sections and attributes go by their ids."""
    from tijian.model.problem import TijianError

    try:
        program = catalogue.entry(result.category, result.assessed_on).program
    except TijianError:  # the report says what the result says; only some titles are missing
        return None
    return program.ruleset if program.digest == result.ruleset.digest else None


def written_reports(
    series: Series, kind: Kind, presses: Pressroom, forms: Sequence[Any], folder: Path, language: Language, *, force: bool = False
) -> tuple[list[Path], list[Any]]:
    """Writes every report of a kind; where they are, and what is to be said. Nothing is written where a file would be lost (E848)."""
    from tijian.reports.file_names import FileNames

    from .output import free, make_directory, write_bytes

    names = FileNames()
    planned = [(folder / names.give(parts, form), one, form) for parts, one in series.reports(kind, language) for form in forms]
    free([path for path, _, _ in planned], force)
    make_directory(folder)
    warned: list[Any] = []
    for path, printed in presses.print_all(planned):
        write_bytes(path, printed.data)
        warned += printed.warnings
    return [path for path, _, _ in planned], warned


overall = _command("overall")
regional = _command("regional")
industry = _command("industry")
enterprise = _command("enterprise")
