"""`tijian assess`: dossiers in, results out. Of several files the good ones are done; the highest exit code wins."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .layout import plain
from .options import RulesetOptions, adoption, engine, form, read_adoption, ruleset_options
from .output import Output
from .sources import folder_of

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.adoption import Adoption
    from tijian.model.dossier import Dossier
    from tijian.model.problem import TijianError
    from tijian.model.result import Result

STDIN = "-"
UNCERTAIN, NOT_ISSUED = "uncertain", "not-issued"


@click.command(
    "assess",
    cls=Command,
    what=Words(
        "评估一份或多份案卷：YAML、JSON（- 为标准输入）、每行一份的 .jsonl、评估行动（目录，或随附行动的名称）的全部案卷，或填好的核查表"
        "（.xlsx，评估编号相同的几份合并）；实验室的 CSV 按样品编号并入一起给出的案卷。结果写到标准输出：给人看的文字，或每份一行的 "
        "JSON（tijian/result@1）；其余都在标准错误。没有写 --format，而 -o 的文件名以 .json 或 .jsonl 结尾的，写 JSON。",
        "Assess one or more dossiers: YAML, JSON (- is stdin), .jsonl with one a line, all of a campaign (its directory, or the name of a "
        "bundled one), or filled checklists (.xlsx; those with one assessment number merge). A laboratory's CSV joins the dossiers given "
        "with it, by sample id. Results go to stdout, as text for people or as JSON, one line a dossier (tijian/result@1); all else goes "
        "to stderr. Without --format, a file of -o whose name ends in .json or .jsonl is JSON.",
    ),
    examples=(
        ("tijian assess 案卷.yaml", Words("一份案卷的报告", "the report of one dossier")),
        (
            "tijian assess 案卷/*.yaml -o 结果.jsonl --fail-on D --fail-on not-issued",
            Words(
                "许多案卷写入一个文件；有 D 或未能出具的，退出码为 1",
                "many dossiers into one file; exit code 1 where one is D or not issued",
            ),
        ),
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@form("text", "json")
@engine
@ruleset_options
@adoption
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="写入文件（整份写好才替换）",
    en="write to a file (replaced only when the whole is written)",
)
@option(
    "--fail-on",
    multiple=True,
    metavar="GRADE|uncertain|not-issued",
    zh="出现该等级、未定或未出具时退出码为 1，可多次给出",
    en="exit with 1 where this grade, an uncertain or a not issued verdict occurs; may be given again",
)
@click.pass_context
def assess(
    context: click.Context,
    files: tuple[str, ...],
    form: str,
    engine: Any,
    rulesets: RulesetOptions,
    adoption: Path | None,
    output: Path | None,
    fail_on: tuple[str, ...],
) -> int:
    """Assesses every file and returns the exit code."""
    from tijian.campaign.twice import twice
    from tijian.model.problem import Position

    language = language_of(context)
    if files.count(STDIN) > 1:
        raise click.UsageError(Words("标准输入 - 只能给一次", "stdin - can be given only once")(language), context)
    if output is not None and any(realpath(output) == realpath(file) for file in files if file != STDIN):
        words = Words("-o 指向一份要评估的案卷，写出会毁掉它", "-o names a dossier that is to be assessed: writing would destroy it")
        raise click.UsageError(words(language), context)
    unsaid = context.get_parameter_source("form") is ParameterSource.DEFAULT
    if unsaid and output is not None and output.suffix.lower() in (".json", ".jsonl"):
        form = "json"
    out = Output(output, data=form == "json")
    codes = {0}
    campaign = campaign_of(context, files)
    adopted = read_adoption(adoption)
    catalogue = rulesets.catalogue(context)
    if campaign is None:
        known = read_all(files, catalogue, codes, language)
        manners.say_problems(twice([(Position(file), dossier) for file, dossier in known]), language)
    else:
        known, its_own = read_campaign(campaign, catalogue, codes, language)
        adopted = adopted or its_own
    _refuse_unknown_grade(context, catalogue, known, fail_on)
    warned: set[str] = set()
    for done, result in enumerate(assessed(known, catalogue, codes, language, engine, adopted)):
        say_warnings(catalogue, result, warned, language)
        out.add(shown(result, catalogue, form, language, to_file=output is not None, first=done == 0))
        codes.add(manners.NO if _met(result, fail_on) else 0)
    out.close()
    return max(codes)


def campaign_of(context: click.Context, files: tuple[str, ...]) -> Path | None:
    """The directory of the campaign that is to be assessed, if it is one. It is given alone."""
    from tijian.campaign.folder import is_campaign

    folders = [folder for file in files if file != STDIN and (folder := folder_of(file)) is not None and is_campaign(folder)]
    if folders and len(files) > 1:
        words = Words("一个评估行动单独给出，不与别的案卷混在一起", "a campaign is given alone, not mixed with other dossiers")
        raise click.UsageError(words(language_of(context)), context)
    return folders[0] if folders else None


def read_campaign(
    folder: Path, catalogue: Catalogue, codes: set[int], language: Language
) -> tuple[list[tuple[str, Dossier]], Adoption | None]:
    """The dossiers of a campaign, each with where it stands, and its adoption file. What is wrong with one keeps none of the others back.

    Raises InputError where the campaign itself is at fault.
    """
    from tijian.campaign.folder import read_folder
    from tijian.campaign.survey import survey

    read = read_folder(folder, catalogue)
    surveyed = survey(read)
    spoilt = [one for one in read.found if one.dossier is None]
    twice = surveyed.numbers_twice
    manners.say_problems([*read.notes, *surveyed.about, *(said for one in spoilt for said in one.problems), *twice.values()], language)
    codes.update(one.exit_code for one in spoilt)
    codes.update(manners.INPUT for _ in twice)
    able = [(one.at, one.dossier) for one in read.found if one.dossier is not None and one.at not in twice]
    return [(f"{at.file}:{at.line}" if at.line else at.file, dossier) for at, dossier in able], read.adoption


def read(file: str, catalogue: Catalogue | None = None) -> Dossier:
    """A dossier from a file, or from stdin; a checklist is read against the rulesets of `catalogue`. Raises InputError, RulesetError."""
    import tijian
    from tijian.authoring.source import MOST_BYTES

    if file == STDIN:
        return tijian.read_dossier("<stdin>", text=sys.stdin.buffer.read(MOST_BYTES + 1))
    return tijian.read_dossier(Path(file), catalogue=catalogue)


def read_all(files: Sequence[str], catalogue: Catalogue, codes: set[int], language: Language) -> list[tuple[str, Dossier]]:
    """The dossiers that the files are, alone or together, each with its file; what cannot be read is said, its exit code in `codes`."""
    from tijian.model.problem import TijianError
    from tijian.visits import read_visits

    given: dict[str, Dossier] = {}
    if STDIN in files:
        try:
            given[STDIN] = read(STDIN)
        except TijianError as error:
            codes.add(manners.explain_error(error, language))
    found = read_visits([file for file in files if file != STDIN or file in given], catalogue, given=given)
    codes.update(manners.explain_error(error, language) for error in found.errors)
    manners.say_problems([*found.notes, *(note for visit in found.read for note in visit.notes)], language)
    return [(visit.file, visit.dossier) for visit in found.read]


def assessed(
    known: Sequence[tuple[str, Dossier]],
    catalogue: Catalogue,
    codes: set[int],
    language: Language,
    engine: Any = "both",
    adopted: Adoption | None = None,
) -> Iterator[Result]:
    """Their results, one by one. What keeps a dossier from having one is said, its exit code in `codes`."""
    import tijian
    from tijian.model.problem import TijianError

    for file, dossier in known:
        try:
            yield tijian.assess(dossier, catalogue, engine, adopted)
        except TijianError as error:
            codes.add(manners.explain_error(named(error, file, dossier), language))
        except Exception as fault:  # noqa: BLE001  # a fault of our own in one dossier: said, and the others are done
            codes.add(manners.explain_crash(fault, language, file))


def shown(result: Result, catalogue: Catalogue, form: str, language: Language, *, to_file: bool, first: bool = True) -> str:
    """A result as it leaves: a line of JSON, or a report."""
    if form == "json":
        return result.model_dump_json(by_alias=True) + "\n"
    from .paper import Look, on_stdout
    from .report import report

    ruleset = catalogue.entry(result.category, result.assessed_on).program.ruleset
    words = report(result, ruleset, language, Look() if to_file else on_stdout())
    return words if first else "\n" + words


def named(error: TijianError, file: str, dossier: Dossier) -> TijianError:
    """The error, with the place in the dossier where a problem has none: with several files one must see which it was."""
    from dataclasses import replace

    from tijian.model.problem import Position

    located: Any = dossier._origin
    fields = {"E142": "category", "E143": "category", "E144": "assessed_on", "E145": "assessed_on"}

    def placed(problem: Any) -> Any:
        if problem.at is not None:
            return problem
        if located is None or problem.code not in fields:
            return replace(problem, at=Position(file))
        at = located.position((fields[problem.code],))
        return replace(problem, at=at, excerpt=located.excerpt(at))

    return type(error)([placed(problem) for problem in error.problems])


def say_warnings(catalogue: Catalogue, result: Result, warned: set[str], language: Language) -> None:
    """That a ruleset has warnings, once a run, in a line: they are its author's matter, and `ruleset lint` shows them."""
    if result.ruleset.digest in warned:
        return
    warned.add(result.ruleset.digest)
    entry = catalogue.entry(result.category, result.assessed_on)
    if count := len(entry.warnings):
        loaded, path = entry.loaded, str(entry.loaded.file.path)
        see = f'tijian ruleset lint "{path}"' if " " in path else f"tijian ruleset lint {path}"
        many = "" if count == 1 else "s"
        manners.say(plain(Words(f"{loaded.id}：{count} 个提醒，见 {see}", f"{loaded.id}: {count} warning{many}, see {see}")(language)))


def _met(result: Result, fail_on: Sequence[str]) -> bool:
    verdict = result.verdict
    return any(
        (wanted == UNCERTAIN and not verdict.certain) or (wanted == NOT_ISSUED and not verdict.issued) or wanted == verdict.grade
        for wanted in fail_on
    )


def _refuse_unknown_grade(
    context: click.Context, catalogue: Catalogue, known: Sequence[tuple[str, Dossier]], fail_on: Sequence[str]
) -> None:
    """A grade that no ruleset in use has would never be met: most likely it is misspelt, and a script would take silence for success."""
    wanted = set(fail_on) - {UNCERTAIN, NOT_ISSUED}
    if not wanted or not (grades := set(_grades(catalogue, known))):
        return
    if strange := sorted(wanted - grades):
        listed = ", ".join([*sorted(grades), UNCERTAIN, NOT_ISSUED])
        words = Words(f"--fail-on：没有等级 {strange[0]}；有 {listed}", f"--fail-on: there is no grade {strange[0]}; there are {listed}")
        raise click.UsageError(words(language_of(context)), context)


def _grades(catalogue: Catalogue, known: Sequence[tuple[str, Dossier]]) -> Iterator[str]:
    from tijian.model.problem import TijianError

    for _, dossier in known:
        try:
            rows = catalogue.entry(dossier.category, dossier.assessed_on).program.ruleset.verdicts
        except TijianError:  # said where the dossier is assessed
            continue
        yield from (row.grade for row in rows)
