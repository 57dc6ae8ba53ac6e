"""`tijian plugin check DIST|DIR`: whether a category is fit to ship."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import manners
from .bilingual import Command, Words, language_of, option
from .options import form, prefer

if TYPE_CHECKING:
    from tijian.kit.checkup import Step

    from .language import Language


@click.command(
    "check",
    cls=Command,
    what=Words(
        "检查一个品类能否交付：加载与接口版本、细则检查、案例、覆盖率、派生属性与评分模型的约定、结果可复现（换散列种子重算）。"
        "插件代码在限时的子进程里运行。有不符退出码 1，插件或细则有错 4。",
        "Check whether a category is fit to ship: loading and API version, lint, cases, coverage, the promises of derived attributes "
        "and scoring models, reproducible results (judged again under other hash seeds). Plugin code runs in a child process with a "
        "limit of time. Exit code 1 where the answer is no, 4 where plugin or ruleset is at fault.",
    ),
    examples=(
        ("tijian plugin check tijian-toys", Words("已安装的软件包", "an installed distribution")),
        ("tijian plugin check 我的细则/", Words("只有细则的目录", "a directory of rulesets")),
    ),
)
@click.argument("target", metavar="DIST|DIR")
@option(
    "--fail-under",
    type=click.IntRange(0, 100),
    default=100,
    metavar="N",
    zh="覆盖率不足 N% 即不通过（默认 100）",
    en="the least coverage in percent (100 if left out)",
)
@form("text", "json")
@prefer
@click.pass_context
def check(context: click.Context, target: str, fail_under: int, form: str, prefer: tuple[str, ...]) -> int:
    """Goes through the steps, says each as it is done."""
    import tijian
    from tijian.kit.checkup import checkup, subject
    from tijian.plugin.isolate import Isolation

    language = language_of(context)
    path = (Path(target),) if Path(target).is_dir() else ()
    codes = {0}
    with ExitStack() as stack:
        found = tijian.catalogue(path, prefer, stack.enter_context(Isolation()))
        one = subject(target, found, path, prefer)
        steps = checkup(one, found, fail_under=fail_under)
        told = []
        for step in steps:
            codes.add(step.code)
            if form == "json":
                told.append(_as_json(step))
            else:
                manners.write_text(_as_text(step, language))
    if form == "json":
        manners.write_data(json.dumps({"target": target, "passed": max(codes) == 0, "steps": told}, ensure_ascii=False, indent=2) + "\n")
    else:
        passed = Words(f"{target}：可以交付", f"{target}: fit to ship")
        failed = Words(f"{target}：还不能交付", f"{target}: not yet fit to ship")
        manners.write_text((failed if max(codes) else passed)(language))
    return max(codes)


def _as_text(step: Step, language: Language) -> str:
    from tijian.authoring.diagnostics import render_all

    mark = "✗" if step.code else "✓"
    line = f"{mark} {step.title(language)}{Words('：', ': ')(language)}{step.told(language)}"
    return line if not step.problems else f"{line}\n{render_all(step.problems, language, manners.width_of(sys.stdout))}"


def _as_json(step: Step) -> dict[str, Any]:
    problems = [
        {"code": one.code, "warning": one.warning, "text": one.text.model_dump(), "at": f"{one.at.file}:{one.at.line}" if one.at else None}
        for one in step.problems
    ]
    return {
        "step": step.name,
        "passed": step.code == 0,
        "title": step.title.model_dump(),
        "told": step.told.model_dump(),
        "problems": problems,
    }
