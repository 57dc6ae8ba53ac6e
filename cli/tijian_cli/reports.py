"""`tijian report …`: the four reports of the notice, from a campaign's directory or from results, as PDF, HTML or Word."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Group, Words, language_of, option
from .layout import plain
from .options import catalogue_of, rulesets
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.compare.model import NotJudged
    from tijian.model.result import Result
    from tijian.model.ruleset import ResolvedRuleset
    from tijian.reports.model import Kind
    from tijian.reports.press import Press
    from tijian.reports.series import Series

    from .language import Language

_ID = "tijian report"
_FORMS = ("pdf", "html", "docx")
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
    what=Words(
        "通知要求的四种报告。SOURCE 是评估行动的目录（有 campaign.yaml），或 assess --format json 写出的结果文件。",
        "The four reports of the notice. SOURCE is a campaign's directory (with a campaign.yaml), or a file of results as written by "
        "assess --format json.",
    ),
    examples=(
        (f"{_ID} enterprise 结果.jsonl -o 报告/", Words("每家企业一份 PDF", "a PDF for each enterprise")),
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
        what=_WHAT[kind],
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
        type=click.Path(path_type=Path, file_okay=False),
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
    @option("--force", is_flag=True, zh="覆盖已有的文件", en="overwrite files that are there")
    @rulesets
    @click.pass_context
    def command(
        context: click.Context,
        sources: tuple[Path, ...],
        forms: tuple[Any, ...],
        folder: Path,
        font: Path | None,
        force: bool,
        ruleset_path: tuple[Path, ...],
        prefer: tuple[str, ...],
        isolate_plugins: bool,
    ) -> int:
        """Writes the reports; the paths go to stdout."""
        from tijian.reports.press import Press

        from .assess import say_plugins

        language = language_of(context)
        press = Press(font)
        for form in forms:
            press.make_ready(form)
        with ExitStack() as stack:
            catalogue = catalogue_of(stack, ruleset_path, prefer, isolate_plugins)
            say_plugins(catalogue, language)
            series, code = gathered(sources, catalogue, language)
        written, warned = written_reports(series, kind, press, tuple(dict.fromkeys(forms)), folder, language, force=force)
        manners.say_problems(warned, language)
        manners.write_text("".join(f"{plain(str(path))}\n" for path in written))
        return code

    return command


def gathered(sources: Sequence[Path], catalogue: Catalogue, language: Language) -> tuple[Series, int]:
    """What the sources hold, and the exit code that what could not be used asks for. Raises InputError (E946 where nothing is left)."""
    from tijian.campaign.folder import read_folder
    from tijian.campaign.judging import judge, names_for
    from tijian.insight.verify import read_results
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text
    from tijian.reports.series import Series

    from .verify import _written

    results: list[Result] = []
    not_judged: list[NotJudged] = []
    campaign, code = None, 0
    for source in sources:
        if (folder := folder_of(str(source))) is not None:
            judged = judge(read_folder(folder, catalogue), catalogue)
            campaign = judged.campaign if campaign is None else campaign
            results += judged.results
            not_judged += judged.not_judged
            manners.say_problems(judged.about, language)
            continue
        lines = read_results(_written(str(source)), str(source))
        results += [line.result for line in lines if line.result is not None]
        if bad := [line.problem for line in lines if line.problem is not None]:
            manners.say_problems(bad, language)
            code = manners.INPUT
    if not results and not not_judged:
        said = text("没有可以成文的结果", "there is no result to report on")
        raise InputError(Problem("E946", said, at=Position(str(sources[0]))))
    return Series(results, campaign, not_judged, names_for(results, catalogue), lambda one: ruleset_of(one, catalogue)), code


def ruleset_of(result: Result, catalogue: Catalogue) -> ResolvedRuleset | None:
    """The very ruleset that judged it, where it is here; else sections and attributes go by their ids."""
    from tijian.model.problem import TijianError

    try:
        program = catalogue.entry(result.category, result.assessed_on).program
    except TijianError:  # the report says what the result says; only some titles are missing
        return None
    return program.ruleset if program.digest == result.ruleset.digest else None


def written_reports(
    series: Series, kind: Kind, press: Press, forms: Sequence[Any], folder: Path, language: Language, *, force: bool = False
) -> tuple[list[Path], list[Any]]:
    """Writes every report of a kind; where they are, and what is to be said. Nothing is written where a file would be lost (E848)."""
    from tijian.reports.file_names import FileNames

    from .output import free, make_directory, write_bytes

    names = FileNames()
    planned = [(folder / names.give(parts, form), one, form) for parts, one in series.reports(kind, language) for form in forms]
    free([path for path, _, _ in planned], force)
    make_directory(folder)
    warned: list[Any] = []
    for path, one, form in planned:
        printed = press.print(one, form)
        write_bytes(path, printed.data)
        warned += printed.warnings
    return [path for path, _, _ in planned], warned


overall = _command("overall")
regional = _command("regional")
industry = _command("industry")
enterprise = _command("enterprise")
