"""`tijian ruleset docs`: an edition written out as a page that an official can review; with `--all` every edition, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import RulesetOptions, ruleset_options

if TYPE_CHECKING:
    from tijian.model.text import Language

    from .one_ruleset import OneRuleset
    from .targets import Targets


@click.command(
    "docs",
    cls=Command,
    what=Words(
        "把一个版本写成一页 Markdown，供审阅：待核实的数值、产品属性、核查项、限值及其来源和可信度、诊断、线索、评分、判定表、"
        "与上一版的差别。同一细则总得到同样的字节。",
        "Write an edition out as a page of Markdown for review: figures still to be verified, attributes, checks, limits with source and "
        "confidence, diagnoses, clues, scoring, verdict table, changes from the edition before. The same ruleset gives the same bytes.",
    ),
    examples=(
        ("tijian ruleset docs fire_door/2024 -o fire_door.md", Words("一个版本的一页", "the page of one edition")),
        ("tijian ruleset docs --all -o pages", Words("每个版本的中英文页面", "a page in Chinese and one in English for every edition")),
    ),
)
@click.argument("target", required=False, metavar="[ID|PATH]")
@option("--all", "everything", is_flag=True, zh="每个版本，中文和英文", en="every edition, in Chinese and in English")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="写入文件；与 --all 同用时是目录",
    en="write to a file; with --all a directory",
)
@ruleset_options
@click.pass_context
def docs(context: click.Context, target: str | None, everything: bool, output: Path | None, rulesets: RulesetOptions) -> int:
    """Writes the page, or all of them."""
    from .one_ruleset import Rulesets
    from .output import Output
    from .targets import Targets

    language = language_of(context)
    if everything is (target is not None):
        raise click.UsageError(Words("写明一个版本，或用 --all", "name an edition, or use --all")(language), context)
    if everything and output is None:
        raise click.UsageError(Words("--all 要用 -o 给出目录", "--all needs a directory: -o DIR")(language), context)
    if target is None:
        assert output is not None
        return _write_all(Targets(context, (), rulesets), output, language)
    sheet = Output(output, data=True)
    sheet.add(_page(Rulesets(context, rulesets).one(target), language))
    sheet.close()
    return 0


def _page(one: OneRuleset, language: Language) -> str:
    from tijian.insight.page import page

    before = one.previous
    return page(one.loaded.ruleset, one.loaded.digest, language, before.ruleset if before is not None else None)


def _write_all(meant: Targets, folder: Path, language: Language) -> int:
    """`<category>/<edition>.<language>.md`, and an index in each language. A ruleset with errors does not hide the others."""
    from tijian.insight.page_index import index
    from tijian.model.problem import TijianError

    from .language import LANGUAGES
    from .one_ruleset import OneRuleset
    from .output import make_directory, write_file

    make_directory(folder)
    editions, library = meant.editions(), meant.catalogue.library
    codes = {0, *(manners.explain_error(error, language) for error in meant.errors)}
    written = []
    for edition in editions:
        try:
            loaded = library.load(edition.category, edition.edition)
            meant.catalogue.prepared(loaded)
            pages = {each: _page(OneRuleset(loaded, library), each) for each in LANGUAGES}
        except TijianError as error:
            codes.add(manners.explain_error(error, language))
            continue
        make_directory(folder / edition.category)
        for each, words in pages.items():
            write_file(folder / edition.category / f"{edition.edition}.{each}.md", words)
        written.append(loaded.ruleset)
    for each in LANGUAGES:
        write_file(folder / f"index.{each}.md", index(written, each))
    counted = Words(f"写了 {len(written)} 个版本的页面：{folder}", f"pages of {len(written)} editions written: {folder}")
    manners.say(counted(language))
    return max(codes)
