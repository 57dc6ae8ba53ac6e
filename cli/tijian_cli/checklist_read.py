"""`tijian checklist read`: filled checklists of one visit, and laboratories' tables, as one dossier; every problem with its cell."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .layout import plain
from .options import rulesets

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.visits import Visit

_MOST_NAMED = 12


@click.command(
    "read",
    cls=Command,
    what=Words(
        "读一次评估填好的核查表（几份会合并：一人留空的由另一人补上，结论不同的列出来，该项按未核查）和实验室的 CSV，写成案卷。"
        "每一处问题指到工作表和单元格。不给 -o 则打印到标准输出。",
        "Read the filled checklists of one visit (several merge: what one leaves blank another fills in, and where they differ the check "
        "stays unchecked and is listed) and a laboratory's CSV as a dossier. Every problem is named with its cell. Without -o it goes to "
        "stdout.",
    ),
    examples=(
        ("tijian checklist read mask.xlsx -o dossier.yaml", Words("一份核查表", "one checklist")),
        (
            "tijian checklist read anna.xlsx ben.xlsx results.csv -o dossier.yaml",
            Words("两名评估人员各一份，加上检测结果", "one of each assessor, and the results"),
        ),
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    zh="写入文件（整份写好才替换）",
    en="write to a file (replaced only when the whole is written)",
)
@option(
    "--accept-drift",
    is_flag=True,
    zh="评估细则在核查表生成以后改动过也照读",
    en="read it although the ruleset has changed since the checklist was made",
)
@rulesets
@click.pass_context
def read(
    context: click.Context,
    files: tuple[str, ...],
    output: Path | None,
    accept_drift: bool,
    ruleset_path: tuple[Path, ...],
    prefer: tuple[str, ...],
    isolate_plugins: bool,
) -> int:
    """Writes the dossier."""
    from tijian.exchange.dossier_text import dossier_yaml
    from tijian.visits import one_visit

    from .options import catalogue_of
    from .output import Output

    language = language_of(context)
    if output is not None and any(output.resolve() == Path(file).resolve() for file in files):
        words = Words("-o 指向一份要读的文件，写出会毁掉它", "-o names a file that is to be read: writing would destroy it")
        raise click.UsageError(words(language), context)
    out = Output(output, data=True)
    with ExitStack() as stack:
        known = catalogue_of(stack, ruleset_path, prefer, isolate_plugins)
        visit = one_visit(files, known, accept_drift=accept_drift)
        manners.say_problems(visit.notes, language)
        _say_complete(visit, known, language)
    out.add(dossier_yaml(visit.dossier))
    out.close()
    return 0


def _say_complete(visit: Visit, known: Catalogue, language: Language) -> None:
    """How many checks are answered, and which are not, of those that apply to the product."""
    from tijian.visits import facts_of

    facts = facts_of(visit.dossier, known)
    states = {fact.check.id: fact.state for fact in facts.checks.values() if fact.check.kind == "site"}
    due = [name for name, state in states.items() if state != "not_applicable" or name in visit.dossier.answers]
    blank = [name for name in due if states[name] == "unchecked"]
    zh = f"核查项 {len(due) - len(blank)} / {len(due)} 已作答"
    en = f"{len(due) - len(blank)} of {len(due)} checks are answered"
    if blank:
        more = "…" if len(blank) > _MOST_NAMED else ""
        zh += f"；未核查：{'、'.join(blank[:_MOST_NAMED])}{more}"
        en += f"; not checked: {', '.join(blank[:_MOST_NAMED])}{more}"
    manners.say(plain(Words(zh, en)(language)))
