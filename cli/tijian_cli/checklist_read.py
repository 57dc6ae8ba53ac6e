"""`tijian checklist read`: filled checklists, submissions and laboratories' tables as a dossier, or one of each visit in a directory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .language import Language
from .layout import plain
from .options import RulesetOptions, ruleset_options

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.visits import Visit

_MOST_NAMED = 12


@click.command(
    "read",
    cls=Command,
    what=Words(
        "读填好的核查表、手机提交的记录（ODK Central 或 KoboToolbox 导出的 CSV）和实验室的 CSV，写成案卷。一次评估的几份会合并：一人留空的"
        "由另一人补上，结论不同的列出来，该项按未核查。每一处问题指到单元格，或行和列。不给 -o 则打印到标准输出；-o 目录/ 每次评估写一份。",
        "Read filled checklists, submissions from phones (CSV as ODK Central or KoboToolbox exports it) and a laboratory's CSV as a "
        "dossier. Several of one visit merge: what one leaves blank another fills in, and where they differ the check stays unchecked and "
        "is listed. Every problem is named with its cell, or line and column. Without -o it goes to stdout; -o DIRECTORY/ writes one of "
        "each visit.",
    ),
    examples=(
        (
            "tijian checklist read anna.xlsx ben.xlsx results.csv -o dossier.yaml",
            Words("两名评估人员各一份核查表，加上检测结果", "a checklist of each assessor, and the results"),
        ),
        (
            "tijian checklist read submissions.csv -o dossiers/",
            Words("手机提交的记录，每次评估写成一份案卷", "submissions from phones, a dossier of each visit"),
        ),
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE|DIRECTORY/",
    zh="写入文件（整份写好才替换）；或目录，每次评估一份",
    en="write to a file (replaced only when the whole is written), or into a directory, one of each visit",
)
@option(
    "--accept-drift",
    is_flag=True,
    zh="评估细则在核查表生成以后改动过也照读",
    en="read it although the ruleset has changed since the checklist was made",
)
@ruleset_options
@click.pass_context
def read(context: click.Context, files: tuple[str, ...], output: str | None, accept_drift: bool, rulesets: RulesetOptions) -> int:
    """Writes the dossier, or one of each visit."""
    from tijian.authoring.canonical import dossier_yaml
    from tijian.visits import one_visit

    from .output import Output

    language = language_of(context)
    folder = _folder(output)
    path = Path(output) if output is not None and folder is None else None
    _spare(context, [path] if path is not None else [], files)
    out = Output(path, data=True)
    known = rulesets.catalogue(context)
    if folder is not None:
        return _each(context, files, folder, known, accept_drift=accept_drift)
    visit = one_visit(files, known, accept_drift=accept_drift)
    manners.say_problems(visit.notes, language)
    _say_complete(visit, known, language)
    out.add(dossier_yaml(visit.dossier))
    out.close()
    return 0


def _folder(output: str | None) -> Path | None:
    """The directory that `-o` names: one that is there, or whose name ends with a slash."""
    named = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    return Path(output) if named and output is not None else None


def _spare(context: click.Context, paths: Sequence[Path], files: Sequence[str]) -> None:
    """Refuses to write over a file that is to be read."""
    if {os.path.realpath(path) for path in paths} & {os.path.realpath(file) for file in files}:
        words = Words("-o 指向一份要读的文件，写出会毁掉它", "-o names a file that is to be read: writing would destroy it")
        raise click.UsageError(words(language_of(context)), context)


def _each(context: click.Context, files: Sequence[str], folder: Path, known: Catalogue, *, accept_drift: bool) -> int:
    """Writes a dossier of each visit, named after its assessment; one that cannot be read does not keep the others from being written."""
    from tijian.authoring.canonical import dossier_yaml
    from tijian.reports.file_names import FileNames
    from tijian.visits import read_visits

    from .output import make_directory, nameable, write_file

    language = language_of(context)
    found = read_visits(files, known, accept_drift=accept_drift)
    codes = [manners.explain_error(error, language) for error in found.errors]
    manners.say_problems([*found.notes, *(note for visit in found.read for note in visit.notes)], language)
    names = FileNames()
    paths = [folder / names.give((visit.dossier.assessment,), "yaml") for visit in found.read]
    for path in paths:
        nameable(path)
    _spare(context, paths, files)
    make_directory(folder)
    for path, visit in zip(paths, found.read, strict=True):
        write_file(path, dossier_yaml(visit.dossier))
        _say_complete(visit, known, language, path)
    return max(codes, default=0)


def _say_complete(visit: Visit, known: Catalogue, language: Language, path: Path | None = None) -> None:
    """How many checks that apply to the product are answered, and which are not; what was answered to no account, with its code."""
    from tijian.model.codes import all_codes
    from tijian.model.text import Text
    from tijian.visits import facts_of

    documented = all_codes()
    facts = facts_of(visit.dossier, known)
    states = {fact.check.id: fact.state for fact in facts.checks.values() if fact.check.kind == "site"}
    due = [name for name, state in states.items() if state != "not_applicable" or name in visit.dossier.answers]
    open_ = [name for name in due if states[name] == "unchecked"]
    zh = f"核查项 {len(due) - len(open_)} / {len(due)} 已作答"
    en = f"{len(due) - len(open_)} of {len(due)} checks are answered"
    spoilt = {remark.check: remark.code for remark in facts.remarks if remark.check in open_}  # answered, and of no account: why
    for code in sorted({None, *spoilt.values()}, key=lambda code: code or ""):
        if not (names := [name for name in open_ if spoilt.get(name) == code]):
            continue
        why = Text(zh="未核查", en="not checked") if code is None else documented[code].title
        mark = "" if code is None else f" ({code})"
        more = "…" if len(names) > _MOST_NAMED else ""
        zh += f"；{why('zh')}{mark}：{'、'.join(names[:_MOST_NAMED])}{more}"
        en += f"; {why('en')}{mark}: {', '.join(names[:_MOST_NAMED])}{more}"
    if path is not None:
        zh, en = f"{path}：{zh}", f"{path}: {en}"
    manners.say(plain(Words(zh, en)(language)))
