"""`tijian demo`: the bundled dossiers assessed, one line each, and then what is most telling. Two runs give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import LANGUAGES
from .layout import plain

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.dossier import Dossier
    from tijian.model.result import Result

HOME = ("tijian_rulesets", "demo")  # where the bundled dossiers are, as package data


@click.command(
    "demo",
    cls=Command,
    what=Words(
        "用随附的案卷（企业均为虚构）走一遍全过程：每份一行结论，再看最能说明问题的几份。--out 把案卷、结果和中英文报告写入一个目录。",
        "Walk through all of it with bundled dossiers (every enterprise is invented): a line for each, then the most telling "
        "ones. --out writes the dossiers, the results and the reports in both languages into a directory.",
    ),
    examples=(
        ("tijian demo", Words("看一遍", "see it once")),
        ("tijian demo --out 演示", Words("写入目录，之后可逐份评估、解释、重算", "write a directory, to assess, explain and verify from")),
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    zh="写入目录：dossiers/、results.jsonl、reports/",
    en="write a directory: dossiers/, results.jsonl, reports/",
)
@click.pass_context
def demo(context: click.Context, out: Path | None) -> int:
    """Assesses the bundled dossiers and shows them."""
    import tijian

    from .assess import say_plugins
    from .demo_tour import tour
    from .paper import on_stdout

    language = language_of(context)
    catalogue = tijian.catalogue()
    say_plugins(catalogue, language)
    results = [(name, tijian.assess(dossier, catalogue)) for name, dossier in dossiers()]
    if out is not None:
        _write(out, catalogue, results)
        manners.say(plain(Words(f"已写入 {out}", f"written to {out}")(language)))
    manners.write_text(tour(results, catalogue, language, on_stdout(), out))
    return 0


def dossiers() -> list[tuple[str, Dossier]]:
    """The bundled dossiers by file name, sorted."""
    import tijian

    found = [(name, tijian.read_dossier(name, text=text)) for name, text in _texts()]
    if not found:
        raise LookupError("there are no bundled dossiers")
    return found


def _texts() -> list[tuple[str, bytes]]:
    package, folder = HOME
    held = [one for one in files(package).joinpath(folder).iterdir() if one.name.endswith(".yaml")]
    return sorted((one.name, one.read_bytes()) for one in held)


def _write(out: Path, catalogue: Catalogue, results: Sequence[tuple[str, Result]]) -> None:
    """Raises InputError: E711 where the directory cannot be written, E715 where a file there was changed (then nothing is written)."""
    from .output import make_directory, write_file

    planned = _planned(out, catalogue, results)
    _refuse_changed(planned)
    for folder in (out, out / "dossiers", out / "reports"):
        make_directory(folder)
    for path, words in planned:
        write_file(path, words)


def _planned(out: Path, catalogue: Catalogue, results: Sequence[tuple[str, Result]]) -> list[tuple[Path, str]]:
    """Every file that the directory gets, with its content."""
    from .paper import Look
    from .report import report

    planned = [(out / "dossiers" / name, text.decode("utf-8")) for name, text in _texts()]
    planned.append((out / "results.jsonl", "".join(result.model_dump_json(by_alias=True) + "\n" for _, result in results)))
    for name, result in results:
        ruleset = catalogue.entry(result.category, result.assessed_on).program.ruleset
        for language in LANGUAGES:
            written = report(result, ruleset, language, Look())
            planned.append((out / "reports" / f"{re.sub(r'[.]yaml$', '', name)}.{language}.txt", written))
    return planned


def _refuse_changed(planned: Sequence[tuple[Path, str]]) -> None:
    """Somebody's edits are never lost: a file with other content than would be written stops it all."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    def differs(path: Path, words: str) -> bool:
        try:
            return path.is_file() and path.read_bytes() != words.encode("utf-8")
        except OSError:  # it cannot even be read: not ours to replace
            return True

    hint = text("换一个目录或先删除", "choose another directory, or delete it first")
    said = text(
        "已有这个文件，内容与将要写入的不同；没有写入任何文件",
        "this file is here with other content than would be written; nothing was written",
    )
    if changed := [path for path, words in planned if differs(path, words)]:
        raise InputError([Problem("E715", said, at=Position(str(path)), hint=hint) for path in changed])
