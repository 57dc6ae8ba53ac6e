"""`tijian export oscal`: assessment results, and plans of action and milestones, as OSCAL JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .layout import plain
from .options import RulesetOptions, force, ruleset_options
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.result import Result
    from tijian.model.text import Text

    from .language import Language

RESULTS: Final = "assessment-results"
PLAN: Final = "poam"
_SUFFIX: Final = ".json"


class Gathered(NamedTuple):
    """The results to export, what a reader of any must know besides, and of all of them together, and the exit code."""

    results: Sequence[Result]
    note: Text | None
    of_all: Text | None
    code: int


@click.command(
    "oscal",
    cls=Command,
    what=Words(
        "写成 OSCAL 1.2 JSON：assessment-results 是评估结果，poam 是整改计划。RESULT 是 assess --format json 写出的结果文件，或一个评估行动"
        "（目录，或随附行动的名称）。-o 以 .json 结尾时写一个文件，否则是目录：每份评估一个评估结果、一个整改计划（没有要整改的不写）。"
        "整改计划给企业，不含线索。时间取自评估日期，同样的结果总是同样的字节。",
        "Writes OSCAL 1.2 JSON: assessment-results, and poam, the plan of action and milestones. RESULT is a file of results as written by "
        "assess --format json, or a campaign (its directory, or the name of a bundled one). -o that ends in .json is one file, else a "
        "directory: a file of results and a plan for each assessment (no plan where nothing is to be put right). A plan is for the "
        "enterprise and holds no clues. Times are those of the assessment: the same results give the same bytes.",
    ),
    examples=(
        ("tijian export oscal 结果.jsonl -o oscal/", Words("每份评估两个文件", "two files for each assessment")),
        (
            "tijian export oscal 结果.jsonl --as assessment-results -o 结果.json",
            Words("全部评估结果写入一个文件", "all results in one file"),
        ),
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="RESULT…")
@option(
    "--as",
    "kind",
    type=click.Choice((RESULTS, PLAN)),
    metavar=f"{RESULTS}|{PLAN}",
    zh="写哪一种；写入目录时默认两种，否则默认 assessment-results",
    en="which of them; by default both into a directory, else assessment-results",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    zh="以 .json 结尾是一个文件（整份写好才替换），其他是目录；不写则到标准输出",
    en="a file where it ends in .json (replaced only when the whole is written), else a directory; without it stdout",
)
@force
@ruleset_options
@click.pass_context
def oscal(
    context: click.Context,
    sources: tuple[str, ...],
    kind: str | None,
    output: Path | None,
    force: bool,
    rulesets: RulesetOptions,
) -> int:
    """Exports and returns the exit code; in a directory the paths go to stdout."""
    from .output import Output

    language = language_of(context)
    if output is not None and output.is_file() and any(Path(source).is_file() and output.samefile(source) for source in sources):
        words = Words(
            "-o 指向要导出的结果文件，写出会毁掉它", "-o names the file of results that is to be exported: writing would destroy it"
        )
        raise click.UsageError(words(language), context)
    folder = output if output is not None and (output.is_dir() or output.suffix.lower() != _SUFFIX) else None
    out = None if folder is not None else Output(output, data=True)
    folders = [campaign for source in sources if (campaign := folder_of(source)) is not None]
    if folders and len(sources) > 1:
        words = Words("一次导出一个评估行动，或几份结果文件", "export one campaign, or files of results")
        raise click.UsageError(words(language), context)
    if folders:
        catalogue = rulesets.catalogue(context)
        found = _campaign(folders[0], catalogue, language)
    else:
        found = _results(sources, language)
    if out is not None:
        out.add(_one(found, kind or RESULTS))
        out.close()
    elif folder is not None:
        paths = _each(found, (kind,) if kind else (RESULTS, PLAN), folder, language, force=force)
        manners.write_text("".join(f"{plain(str(path))}\n" for path in paths))
    return found.code


def _campaign(folder: Path, catalogue: Catalogue, language: Language) -> Gathered:
    """The results of a campaign. What is odd about it, and every dossier that gave no result, is said on stderr and in the document."""
    from tijian.campaign.folder import read_folder
    from tijian.campaign.judging import judge
    from tijian.model.text import text

    read = read_folder(folder, catalogue)
    judged = judge(read, catalogue)
    manners.say_problems([*read.notes, *judged.about, *(problem for one in judged.not_judged for problem in one.problems)], language)
    zh, en = judged.campaign.title.zh, judged.campaign.title("en")
    if judged.campaign.about is not None:
        zh, en = f"{zh}。{judged.campaign.about.zh}", f"{en}. {judged.campaign.about('en')}"
    note = text(zh, en)
    if judged.not_judged:
        listed, number = ", ".join(one.assessment or "?" for one in judged.not_judged), len(judged.not_judged)
        zh, en = f"{zh}\n未能评估，不在其中的 {number} 份：{listed}", f"{en}\nNot judged, and not in here, are {number}: {listed}"
    return Gathered(judged.results, note, text(zh, en), judged.exit_code)


def _results(sources: Sequence[str], language: Language) -> Gathered:
    """The results in files. A line that is none, and different results of one assessment, are said on stderr."""
    from tijian.campaign.results import results_of

    from .result_lines import result_files

    read = results_of(result_files(sources))
    manners.say_problems(read.problems, language)
    return Gathered(read.results, None, None, read.exit_code)


def _one(found: Gathered, kind: str) -> str:
    """One document. Raises InputError: a plan is of one assessment (E916)."""
    from tijian.exchange.oscal.documents import assessment_results, plan_of_action
    from tijian.exchange.oscal.written import written
    from tijian.model.problem import InputError, Problem
    from tijian.model.text import text

    if kind == RESULTS or not found.results:
        return written(assessment_results(found.results, found.of_all))
    if len(found.results) > 1:
        number = len(found.results)
        said = text(f"一个整改计划只属于一份评估，这里有 {number} 份", f"a plan of action is of one assessment, and here are {number}")
        hint = text("-o 给一个目录，每份评估写一个", "name a directory with -o: it gets one for each assessment")
        raise InputError(Problem("E916", said, hint=hint))
    return written(plan_of_action(found.results[0], found.note))


def _each(found: Gathered, kinds: Sequence[str], folder: Path, language: Language, *, force: bool) -> list[Path]:
    """Writes a document of each kind for each assessment; where they are. Nothing is written where a file would be lost (E848)."""
    from tijian.exchange.oscal.documents import check_usable
    from tijian.exchange.oscal.written import written

    from .output import free, make_directory, write_file

    check_usable(found.results)
    planned = list(_planned(found, kinds, folder))
    free([path for path, _ in planned], force)
    make_directory(folder)
    for path, make in planned:
        write_file(path, written(make()))
    without = sum(not result.actions for result in found.results) if PLAN in kinds else 0
    if without:
        manners.say(Words(f"{without} 份没有要整改的，不写整改计划", f"no plan for {without} that have nothing to put right")(language))
    return [path for path, _ in planned]


def _planned(found: Gathered, kinds: Sequence[str], folder: Path) -> Iterator[tuple[Path, Any]]:
    from functools import partial

    from tijian.exchange.oscal.documents import assessment_results, plan_of_action
    from tijian.reports.file_names import FileNames

    names = FileNames()
    for result in found.results:
        parts = (result.assessment, result.enterprise.name)
        if RESULTS in kinds:
            yield folder / names.give(parts, f"{RESULTS}{_SUFFIX}"), partial(assessment_results, [result], found.note)
        if PLAN in kinds and result.actions:
            yield folder / names.give(parts, f"{PLAN}{_SUFFIX}"), partial(plan_of_action, result, found.note)
