"""`tijian ruleset coverage`: what the cases beside a ruleset fire, and whether they notice when it is changed."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import RulesetOptions, form, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.resolve import Edition
    from tijian.catalogues import Catalogue

    from .coverage_report import Examined

_PERCENT = click.FloatRange(0, 100)


@click.command(
    "coverage",
    cls=Command,
    what=Words(
        "评估细则旁边的案例覆盖了多少：每个检查项、限值行、判定行、诊断、线索规则，是否有案例使它成立、也有案例使它不成立。"
        "适用期内不会出现的，列出原因，不算缺口。--mutants 另作变异检验：逐一改动细则（限值、比较符、类别、权重、条件……），"
        "看有没有案例发现。低于要求、或有案例不符时退出码 1。",
        "How much the cases beside a ruleset cover: for every check, limit row, verdict row, diagnosis and clue rule, whether some "
        "case fires it and some case does not. What cannot happen in an edition is listed with the reason and is no gap. With "
        "--mutants the ruleset is changed, one thing at a time (limits, comparators, classes, weights, conditions …), and a case "
        "must notice. Exit code 1 below what is asked, or where a case fails.",
    ),
    examples=(
        ("tijian ruleset coverage mask", Words("一个品类的最新版本", "the latest edition of a category")),
        (
            "tijian ruleset coverage --fail-under 100 --fail-mutants-under 95",
            Words("全部评估细则，供持续集成使用", "every ruleset, for continuous integration"),
        ),
    ),
)
@click.argument("targets", nargs=-1, metavar="[ID|PATH…]")
@option("--fail-under", type=_PERCENT, metavar="N", zh="覆盖率低于 N % 时退出码 1", en="exit code 1 where coverage is below N %")
@option(
    "--mutants",
    is_flag=True,
    zh="变异检验：逐一改动细则，看有没有案例发现",
    en="change the ruleset, one thing at a time: does a case notice?",
)
@option(
    "--fail-mutants-under",
    type=_PERCENT,
    metavar="N",
    zh="被发现的改动低于 N % 时退出码 1（含 --mutants）",
    en="exit code 1 where fewer than N % are noticed (implies --mutants)",
)
@form("text", "json")
@ruleset_options
@click.pass_context
def coverage(
    context: click.Context,
    targets: tuple[str, ...],
    fail_under: float | None,
    mutants: bool,
    fail_mutants_under: float | None,
    form: str,
    rulesets: RulesetOptions,
) -> int:
    """Shows what the cases of every target cover, and with mutants what they notice."""
    from tijian.model.problem import RulesetError, TijianError

    from .coverage_report import as_data, on_paper
    from .targets import Targets

    language = language_of(context)
    codes = {0}
    told: list[Examined] = []
    meant = Targets(context, targets, rulesets)
    editions = meant.editions()
    for error in meant.errors:
        codes.add(manners.explain_error(error, language))
    for edition in editions:
        try:
            found = _examined(meant.catalogue, edition, mutants or fail_mutants_under is not None)
        except TijianError as error:
            codes.add(manners.explain_error(error, language))
            continue
        told.append(found)
        manners.say_problems((*found.coverage.problems, *found.idle), language)
        codes.add(RulesetError.exit_code if found.idle else 0)
        if found.coverage.failing or _below(found.coverage.percent, fail_under):
            codes.add(manners.NO)
        if found.mutation is not None and _below(found.mutation.percent, fail_mutants_under):
            codes.add(manners.NO)
        if form == "text":
            manners.write_text(on_paper(found, language))
    if form == "json":
        manners.write_data(json.dumps([as_data(found) for found in told], ensure_ascii=False, indent=1) + "\n")
    if not told:
        codes.add(RulesetError.exit_code)
    return max(codes)


def _examined(catalogue: Catalogue, edition: Edition, mutants: bool) -> Examined:
    from tijian.proving.coverage import coverage as examine
    from tijian.proving.coverage import trials
    from tijian.proving.mutation import mutation
    from tijian.proving.survivors import idle_reasons, read_reasons

    from .coverage_report import Examined

    entry = catalogue.edition(edition.category, edition.edition)
    judged = trials(catalogue, entry, edition)
    covered = examine(catalogue, edition, judged)
    if not mutants:
        return Examined(covered)
    reasons = read_reasons(edition)
    found = mutation(catalogue, entry, judged)
    return Examined(covered, found, reasons.by_id, tuple(idle_reasons(reasons, found)))


def _below(percent: Fraction, least: float | None) -> bool:
    return least is not None and percent < Fraction(str(least))
