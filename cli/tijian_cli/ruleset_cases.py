"""`tijian ruleset cases`: boundary cases made from a ruleset itself, for people to review and keep beside the hand-written ones."""

from __future__ import annotations

from pathlib import Path

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import RulesetOptions, ruleset_options


@click.command(
    "cases",
    cls=Command,
    what=Words(
        "由评估细则生成边界案例：每行限值的限值处和上下一个末位，每个核查项单独不符合，不适用的情形。核对后存为 "
        "<品类>/cases/boundaries_<版本>.yaml，与手写的案例一起由 ruleset test 运行。达不到的条目写到标准错误，不会悄悄略去。",
        "Make boundary cases from a ruleset: every limit row at its limit and one last place below and above, every check failing "
        "alone, what does not apply. Reviewed, they are kept as <category>/cases/boundaries_<edition>.yaml and run by ruleset test "
        "with those written by hand. What could not be reached is said on stderr, never dropped in silence.",
    ),
    examples=(
        ("tijian ruleset cases mask/2021", Words("看看会生成什么", "see what would be made")),
        (
            "tijian ruleset cases mask/2021 -o 我的细则/mask/cases/boundaries_2021.yaml",
            Words("写入细则旁边", "write them beside the ruleset"),
        ),
    ),
)
@click.argument("target", metavar="ID|PATH")
@option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", zh="写入文件（整份写好才替换）", en="write to a file, whole")
@ruleset_options
@click.pass_context
def cases(context: click.Context, target: str, output: Path | None, rulesets: RulesetOptions) -> int:
    """Writes the boundary cases of one edition."""
    from tijian.proving.boundaries import boundaries

    from .output import Output
    from .targets import Targets

    language = language_of(context)
    meant = Targets(context, (target,), rulesets)
    editions = meant.editions()
    for error in meant.errors:
        return manners.explain_error(error, language)
    if len(editions) != 1:
        named = ", ".join(edition.id for edition in editions) or "–"
        words = Words(f"要指明一个版本；这里有：{named}", f"name one edition; there are: {named}")
        raise click.UsageError(words(language), context)
    out = Output(output, data=True)
    made = boundaries(meant.catalogue, editions[0])
    out.add(made.text)
    out.close()
    manners.say_problems(made.problems, language)
    manners.say(Words(f"{editions[0].id}：{made.count} 个边界案例", f"{editions[0].id}: {made.count} boundary cases")(language))
    return 0
