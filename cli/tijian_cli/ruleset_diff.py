"""`tijian ruleset diff`: what one edition asks, requires and concludes otherwise than another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import RulesetOptions, form, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.diff import Differences

    from .paper import Paper


@click.command(
    "diff",
    cls=Command,
    what=Words(
        "比较两个版本的含义：检查项、限值、诊断、线索、判定表的增、删、加严、放宽。写法不同而含义相同的不算差别，措辞只计数。",
        "Compare what two editions mean: checks, limits, diagnoses, clues and verdict rows added, removed, tightened, relaxed. "
        "What is written otherwise and means the same is no difference; wording is only counted.",
    ),
    examples=(
        ("tijian ruleset diff fire_door/2008 fire_door/2024", Words("一个品类的两个版本", "two editions of a category")),
        (
            "tijian ruleset diff mask 我的细则/mask/2021.yaml --format markdown",
            Words("已安装的与自己改过的，写成 Markdown", "the one installed and your own copy, as Markdown"),
        ),
    ),
)
@click.argument("old", metavar="ID|PATH")
@click.argument("new", metavar="ID|PATH")
@form("text", "json", "markdown")
@option("--wording", is_flag=True, zh="也列出措辞和含义相同的改写", en="list wording, and what was rewritten alike, too")
@ruleset_options
@click.pass_context
def diff(context: click.Context, old: str, new: str, form: str, wording: bool, rulesets: RulesetOptions) -> int:
    """Compares them; the exit code does not say whether they differ."""
    from tijian.authoring.diff import diff as difference
    from tijian.authoring.diff import render_markdown
    from tijian.insight.sheet import spoken

    from .one_ruleset import Rulesets
    from .paper import Paper, on_stdout

    language = language_of(context)
    known = Rulesets(context, rulesets)
    found = difference(known.one(old).loaded.ruleset, known.one(new).loaded.ruleset)
    if form == "json":
        manners.write_data(json.dumps(found.data(), ensure_ascii=False, indent=2) + "\n")
    elif form == "markdown":
        manners.write_data(render_markdown(found, language, wording=wording, words=spoken))
    else:
        paper = Paper(language, on_stdout())
        show(paper, found, wording=wording)
        manners.write_text(paper.text())
    return 0


def show(paper: Paper, found: Differences, *, wording: bool) -> None:
    """Differences on a sheet for a terminal."""
    from tijian.authoring.diff_text import lines, summary, title
    from tijian.insight.sheet import spoken

    paper.line(title(found), style="bold")
    paper.line(summary(found, paper.language, wording=wording), first="  ")
    for line in lines(found, paper.language, wording=wording, words=spoken):
        if line.level == 0:
            paper.heading(line.words)
        else:
            paper.item(f"{line.change}  {line.words}" if line.change else line.words, level=2 * line.level - 1)
