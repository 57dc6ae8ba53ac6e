"""`tijian ruleset lint` and `tijian ruleset test`: does a ruleset mean something sound, and what its cases say it must."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Words, language_of
from .language import Language
from .layout import plain
from .options import RulesetOptions, engine, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.resolve import Edition
    from tijian.catalogues import Catalogue
    from tijian.model.problem import Problem, TijianError
    from tijian.proving.cases import Outcome

_TARGETS = "[ID|PATH…]"


@click.command(
    "lint",
    cls=Command,
    what=Words(
        "检查评估细则：写法、编号、条件、限值是否覆盖、判定表是否单调。问题写到标准输出；有错误时退出码 4，只有提醒时为 0。",
        "Check rulesets: form, ids, conditions, whether the limits cover every product, whether the verdict table is sound. "
        "Problems go to stdout; exit code 4 where there are errors, 0 for warnings alone.",
    ),
    examples=(
        ("tijian ruleset lint", Words("全部评估细则", "every ruleset")),
        ("tijian ruleset lint mask/2021 我的细则/", Words("一个版本和一个目录", "one edition and a directory")),
    ),
)
@click.argument("targets", nargs=-1, metavar=_TARGETS)
@ruleset_options
@click.pass_context
def lint(context: click.Context, targets: tuple[str, ...], rulesets: RulesetOptions) -> int:
    """Shows every problem of every target."""
    from tijian.authoring.diagnostics import render_all
    from tijian.model.problem import RulesetError

    from .targets import Targets

    language, width = language_of(context), manners.width_of(sys.stdout)
    code = 0
    meant = Targets(context, targets, rulesets)
    found = [(edition.id, _problems(meant.catalogue, edition)) for edition in meant.editions()]
    broken = [problem for error in meant.errors for problem in error.problems]
    if broken:
        manners.write_text(render_all(broken, language, width))
        code = RulesetError.exit_code
    for name, problems in found:
        if problems:
            manners.write_text(render_all(problems, language, width))
        errors = sum(not problem.warning for problem in problems)
        warnings = len(problems) - errors
        if errors:
            code = RulesetError.exit_code
        clean = Words(f"{name}：没有问题", f"{name}: no problems")
        counted = Words(f"{name}：{errors} 个错误，{warnings} 个提醒", f"{name}: {_many(errors, 'error')}, {_many(warnings, 'warning')}")
        manners.write_text((counted if problems else clean)(language))
    if not found and not broken:
        manners.say(Words("没有找到评估细则", "no rulesets were found")(language))
        code = RulesetError.exit_code
    return code


def _problems(catalogue: Catalogue, edition: Edition) -> list[Problem]:
    from tijian.authoring.lint import lint as lint_ruleset
    from tijian.model.problem import RulesetError

    try:
        loaded = catalogue.library.load(edition.category, edition.edition)
    except RulesetError as error:
        return list(error.problems)
    return [*loaded.notes, *lint_ruleset(loaded, catalogue.plugins.scoring_models()), *catalogue.plugins.lint(loaded.ruleset)]


@click.command(
    "test",
    cls=Command,
    what=Words(
        "运行评估细则旁边 cases/*.yaml 里的案例：每个案例给出案卷的要点和必须得出的结论。有案例不符时退出码 1。",
        "Run the cases in cases/*.yaml beside the rulesets: each gives the gist of a dossier and what must come out. Exit "
        "code 1 where a case fails.",
    ),
    examples=(
        ("tijian ruleset test", Words("全部品类的案例", "the cases of every category")),
        (
            "tijian ruleset test fire_door/2024",
            Words("评估日期落在一个版本适用期内的案例", "the cases assessed while one edition is in force"),
        ),
    ),
)
@click.argument("targets", nargs=-1, metavar=_TARGETS)
@engine
@ruleset_options
@click.pass_context
def test(context: click.Context, targets: tuple[str, ...], engine: Any, rulesets: RulesetOptions) -> int:
    """Judges every case of every target."""
    from tijian.model.problem import RulesetError, TijianError
    from tijian.proving.cases import cases_for, judge_case

    from .targets import Targets

    language = language_of(context)
    codes = {0}
    ran = 0
    meant = Targets(context, targets, rulesets)
    editions = meant.editions()
    for error in meant.errors:
        codes.add(manners.explain_error(error, language))
    for edition in editions:
        try:
            cases = cases_for(meant.catalogue, edition)
        except TijianError as error:
            codes.add(manners.explain_error(_naming_cases(error), language))
            continue
        if not cases:
            manners.say_problems([_no_cases(edition)], language)
        outcomes = [judge_case(case, meant.catalogue, engine) for case in cases]
        failed = [outcome for outcome in outcomes if not outcome.passed]
        for outcome in failed:
            manners.write_text(_failure(outcome, language))
        ran += len(outcomes)
        codes.add(manners.NO if failed else 0)
        passed = len(outcomes) - len(failed)
        said = Words(
            f"{edition.id}：{passed} 个案例相符，{len(failed)} 个不符",
            f"{edition.id}: {_many(passed, 'case')} passed, {len(failed)} failed",
        )
        manners.write_text(said(language))
        _say_stale(failed, edition, language)
    if not ran:
        codes.add(RulesetError.exit_code)
    return max(codes)


def _say_stale(failed: list[Outcome], edition: Edition, language: Language) -> None:
    """How to make the boundary cases anew, where some of them fail: they are made from the ruleset, and it may have changed on purpose."""
    from tijian.proving.boundaries import PREFIX

    files = {outcome.at.at.file: None for outcome in failed if Path(outcome.at.at.file).name.startswith(PREFIX)}
    for file in files:
        zh = f"{file} 由细则生成；细则是有意改的，就重新生成，再对照标准看一遍："
        en = f"{file} was made from the ruleset; where that was changed on purpose, make it anew and review it: "
        manners.say(plain(Words(zh, en)(language) + f"tijian ruleset cases {edition.file} -o {file}"))


def _no_cases(edition: Edition) -> Problem:
    from tijian.model.problem import Position, Problem
    from tijian.model.text import text

    said = text(f"{edition.id} 没有可测试的案例", f"{edition.id} has no cases to run")
    return Problem("E714", said, at=Position(str(edition.file.parent / "cases")), warning=True)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _naming_cases(error: TijianError) -> TijianError:
    """The error, each problem with the name of the case that it stands in, where that can be read."""
    from dataclasses import replace

    from tijian.authoring.document import DocumentError, read_file
    from tijian.model.text import text

    def named(problem: Problem) -> Problem:
        if problem.at is None or not problem.at.line:
            return problem
        try:
            document = read_file(Path(problem.at.file))
        except DocumentError:  # the file is no YAML: there are no cases to name
            return problem
        cases = document.data if isinstance(document.data, list) else []
        before = [index for index in range(len(cases)) if document.position((index,)).line <= problem.at.line]
        name = cases[before[-1]].get("name") if before and isinstance(cases[before[-1]], dict) else None
        if not isinstance(name, str):
            return problem
        said = problem.text
        return replace(problem, text=text(f"案例“{name}”：{said('zh')}", f"case “{name}”: {said('en')}"))

    return type(error)([named(problem) for problem in error.problems])


def _shown(value: object) -> str:
    """`[K-D2]`, `{low: 20, high: 100}`, `true`: as a case is written, not as Python holds it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case tuple(items) | list(items):
            pairs = bool(items) and all(isinstance(one, tuple) and len(one) == 2 for one in items)
            if pairs and all(isinstance(one[0], str) and one[0] in ("check", "attribute") for one in items):
                return "{" + ", ".join(f"{one[0]}: {_shown(one[1])}" for one in items) + "}"
            return "[" + ", ".join(map(_shown, items)) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
        case _:
            return str(value)


def _failure(outcome: Outcome, language: Language) -> str:
    at = outcome.at.at
    lines = [f"{at.file}:{at.line}: {outcome.at.case.name}"]
    for one in outcome.differences:
        expected, found = _shown(one.expected), _shown(one.found)
        words = Words(f"应为 {expected}，得到 {found}", f"expected {expected}, found {found}")
        lines.append(f"    {one.key}: {words(language)}")
    if outcome.error is not None:
        lines += [f"    {problem.code} {problem.text(language)}" for problem in outcome.error.problems]
    return "\n".join(plain(line) for line in lines)
