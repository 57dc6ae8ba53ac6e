"""`tijian ruleset coverage`: what the cases beside a ruleset fire, and whether they notice when it is changed."""

from __future__ import annotations

import json
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import rulesets

if TYPE_CHECKING:
    from tijian.proving.coverage import Coverage, Item

    from .paper import Paper

_KINDS = {
    "site": Words("实地核查项", "site checks"),
    "rule": Words("申报规则项", "rule checks"),
    "test": Words("检测项", "sample tests"),
    "limit": Words("限值行", "limit rows"),
    "verdict": Words("判定行", "verdict rows"),
    "diagnosis": Words("诊断", "diagnoses"),
    "clue": Words("线索规则", "clue rules"),
}
_MISSING = {
    "fires": Words("没有案例使它不符合（成立）", "no case fires it"),
    "spared": Words("没有案例使它符合（不成立）", "no case spares it"),
}


@click.command(
    "coverage",
    cls=Command,
    what=Words(
        "评估细则旁边的案例覆盖了多少：每个检查项、限值行、判定行、诊断、线索规则，是否有案例使它成立、也有案例使它不成立。"
        "适用期内不会出现的，列出原因，不算缺口。低于 --fail-under 或有案例不符时退出码 1。",
        "How much the cases beside a ruleset cover: for every check, limit row, verdict row, diagnosis and clue rule, whether some "
        "case fires it and some case does not. What cannot happen in an edition is listed with the reason and is no gap. Exit "
        "code 1 below --fail-under, or where a case fails.",
    ),
    examples=(
        ("tijian ruleset coverage mask", Words("一个品类的最新版本", "the latest edition of a category")),
        ("tijian ruleset coverage --fail-under 100", Words("全部评估细则，供持续集成使用", "every ruleset, for continuous integration")),
    ),
)
@click.argument("targets", nargs=-1, metavar="[ID|PATH…]")
@option("--fail-under", type=click.FloatRange(0, 100), metavar="N", zh="低于 N % 时退出码 1", en="exit code 1 below N %")
@option("--format", "form", type=click.Choice(("text", "json")), default="text", metavar="text|json", zh="输出格式", en="output format")
@rulesets
@click.pass_context
def coverage(
    context: click.Context,
    targets: tuple[str, ...],
    fail_under: float | None,
    form: str,
    ruleset_path: tuple[Path, ...],
    prefer: tuple[str, ...],
    isolate_plugins: bool,
) -> int:
    """Shows what the cases of every target cover."""
    from tijian.model.problem import RulesetError, TijianError
    from tijian.proving.coverage import coverage as examine

    from .assess import say_plugins
    from .paper import Paper, on_stdout
    from .targets import Targets

    language = language_of(context)
    codes = {0}
    told: list[dict[str, Any]] = []
    with ExitStack() as stack:
        meant = Targets(stack, targets, ruleset_path, prefer, isolate_plugins)
        say_plugins(meant.catalogue, language)
        editions = meant.editions()
        for error in meant.errors:
            codes.add(manners.explain_error(error, language))
        for edition in editions:
            try:
                found = examine(meant.catalogue, edition)
            except TijianError as error:
                codes.add(manners.explain_error(error, language))
                continue
            manners.say_problems(found.problems, language)
            if found.failing or (fail_under is not None and found.percent < Fraction(str(fail_under))):
                codes.add(manners.NO)
            told.append(_plain(found))
            if form == "text":
                paper = Paper(language, on_stdout())
                _report(paper, found)
                manners.write_text(paper.text())
    if form == "json":
        manners.write_data(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if not told:
        codes.add(RulesetError.exit_code)
    return max(codes)


def _shown(percent: Fraction) -> str:
    from tijian.verdict.numbers import shown

    return shown(percent)


def _plain(found: Coverage) -> dict[str, Any]:
    return {
        "ruleset": found.edition.id,
        "cases": found.cases,
        "failing": [case.case.name for case in found.failing],
        "percent": _shown(found.percent),
        "items": [
            {
                "kind": item.kind,
                "id": item.id,
                "fired": item.fired,
                "spared": item.spared,
                "cannot_fire": None if item.why_not_fired is None else item.why_not_fired.model_dump(),
                "cannot_be_spared": None if item.why_not_spared is None else item.why_not_spared.model_dump(),
            }
            for item in found.items
        ],
    }


def _report(paper: Paper, found: Coverage) -> None:
    from tijian.proving.coverage import KINDS

    from .paper import Column

    paper.heading(f"{found.edition.id}  {found.edition.title(paper.language)}")
    percent = _shown(found.percent)
    paper.line(paper.say(f"案例 {found.cases} 个，覆盖 {percent} %", f"{found.cases} cases cover {percent} %"))
    columns = (
        Column(Words("种类", "Kind")),
        Column(Words("条目", "Items"), right=True),
        Column(Words("成立", "Fired"), right=True),
        Column(Words("不成立", "Spared"), right=True),
        Column(Words("不会出现", "Cannot"), right=True),
    )
    rows = []
    for kind in KINDS:
        items = [item for item in found.items if item.kind == kind]
        if items:
            fired, spared = [item for item in items if item.why_not_fired is None], [item for item in items if item.why_not_spared is None]
            rows.append(
                [
                    _KINDS[kind](paper.language),
                    str(len(items)),
                    f"{sum(item.fired is not None for item in fired)}/{len(fired)}",
                    f"{sum(item.spared is not None for item in spared)}/{len(spared)}",
                    str(sum(item.why_not_fired is not None for item in items)),
                ]
            )
    paper.table(columns, rows)
    for case in found.failing:
        words = paper.say("案例不符，不能证明什么（见 ruleset test）", "the case fails and proves nothing (see ruleset test)")
        paper.item(f"{case.at.file}:{case.at.line} {case.case.name}: {words}", style="red")
    for item in found.items:
        for what in item.missing:
            paper.item(f"{item.id}: {_MISSING[what](paper.language)}", style="yellow")
    _cannot(paper, [item for item in found.items if item.why_not_fired is not None])


def _cannot(paper: Paper, items: list[Item]) -> None:
    """What cannot fire, by reason."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        assert item.why_not_fired is not None
        by_reason.setdefault(item.why_not_fired(paper.language), []).append(item.id)
    for reason, ids in by_reason.items():
        paper.item(f"{reason}: {', '.join(ids)}")
