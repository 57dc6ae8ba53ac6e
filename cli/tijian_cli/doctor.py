"""`tijian doctor`: what works on this machine and what does not, with what to do. It always runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of
from .options import prefer, ruleset_path

if TYPE_CHECKING:
    from tijian.plugin.doctor import Examined

_AT_FAULT = ("plugin", "rulesets", "ruleset", "engines")  # what makes the exit code 4; the rest is advice


@click.command(
    "doctor",
    cls=Command,
    what=Words(
        "检查 Python、引擎、插件、评估细则、终端编码和临时目录，说明哪里不对、怎么办。插件、细则或引擎有错时退出码 4。",
        "Examine Python, engines, plugins, rulesets, the terminal's encoding and the temporary directory, and say what to do. "
        "Exit code 4 where a plugin, a ruleset or the engines are at fault.",
    ),
    examples=(
        ("tijian doctor", Words("检查本机", "examine this machine")),
        ("tijian doctor --ruleset-path 我的细则", Words("连同自己的评估细则", "with rulesets of your own")),
    ),
)
@ruleset_path
@prefer
@click.pass_context
def doctor(context: click.Context, ruleset_path: tuple[Path, ...], prefer: tuple[str, ...]) -> int:
    """Examines and reports."""
    from tijian.plugin.doctor import doctor as examine
    from tijian.plugin.manager import load_plugins

    from .paper import Paper, on_stdout

    language = language_of(context)
    found = [*examine(load_plugins(prefer), ruleset_path), *_judging(ruleset_path, prefer)]
    paper = Paper(language, on_stdout())
    for one in found:
        mark = Words("正常", "ok  ") if one.ok else Words("注意", "look")
        paper.line(one.text(language), f"{mark(paper.language)}  ", style="" if one.ok else "yellow")
        if one.hint is not None and not one.ok:
            paper.line(one.hint(language), "      → " if paper.lines else "      > ")
    manners.write_text(paper.text())
    return manners.RULESET if any(not one.ok and one.name.startswith(_AT_FAULT) for one in found) else 0


def _judging(ruleset_path: tuple[Path, ...], prefer: tuple[str, ...]) -> Iterator[Examined]:
    """Whether every ruleset can judge, and whether the engines agree on a bundled dossier."""
    import tijian
    from tijian.model.problem import TijianError
    from tijian.model.text import text
    from tijian.plugin.doctor import Examined

    from .demo_dossiers import dossiers
    from .targets import category_names

    try:
        catalogue = tijian.catalogue(ruleset_path, prefer)
        names = category_names(catalogue)
    except TijianError as error:
        yield Examined("rulesets", False, error.problems[0].text, error.problems[0].hint)
        return
    for name in names:
        try:
            for edition in catalogue.library.editions(name):
                catalogue.edition(edition.category, edition.edition)
        except TijianError as error:
            count = len(error.problems)
            said = text(f"{name}：{count} 个错误，不能用来评估", f"{name}: {count} errors, nothing can be assessed by it")
            yield Examined(f"ruleset:{name}", False, said, text("运行 tijian ruleset lint", "run tijian ruleset lint"))
    try:
        name, dossier = dossiers()[0]
        result = tijian.assess(dossier, catalogue)
    except (TijianError, LookupError) as error:
        yield Examined("engines", False, text(f"试评一份案卷时出错：{error}", f"assessing a bundled dossier failed: {error}"))
        return
    if result.engines.agree:
        yield Examined("engines", True, text(f"试评 {name}：两个引擎结论一致", f"assessed {name}: both engines agree"))
    else:
        yield Examined("engines", True, text(f"试评 {name}：单引擎", f"assessed {name}: single-engine"))
