"""`tijian plugin list`: the plugins that are loaded, and those that are not, with the cause. It always runs."""

from __future__ import annotations

import click

from . import manners
from .bilingual import Command, Group, Words, language_of
from .options import isolate_plugins, prefer


@click.group(
    "plugin",
    cls=Group,
    lazy=(
        (
            "list",
            "tijian_cli.plugin:list_plugins",
            Words("列出插件：已加载的、未能加载的及原因", "list plugins: those loaded, and those not, with the cause"),
        ),
        ("new", "tijian_cli.plugin_new:new", Words("新建一个品类的软件包", "start a distribution for a new category")),
        ("check", "tijian_cli.plugin_check:check", Words("检查一个插件能否交付", "check whether a plugin is fit to ship")),
    ),
    what=Words("插件：一个产品品类一个插件，由各自的软件包提供。", "Plugins: one for a product category, each from a distribution."),
    examples=(
        ("tijian plugin list", Words("有哪些插件", "which plugins there are")),
        ("tijian plugin list --prefer agency-masks", Words("两个软件包争同一品类时用这一个", "use this one where two claim one category")),
    ),
)
def plugin() -> None:
    """The group."""


@click.command(
    "list",
    cls=Command,
    what=Words(
        "每个插件的名称、软件包与版本、品类和状态；未能加载的写明代码和原因。总能运行，退出码 0。",
        "Each plugin's name, distribution and version, categories and state; of those that failed the code and the cause. It "
        "always runs, with exit code 0.",
    ),
    examples=(
        ("tijian plugin list", Words("全部插件", "every plugin")),
        ("tijian plugin list --isolate-plugins", Words("在子进程里加载它们", "load them in a child process")),
    ),
)
@prefer
@isolate_plugins
@click.pass_context
def list_plugins(context: click.Context, prefer: tuple[str, ...], isolate_plugins: bool) -> int:
    """Lists them all."""
    from contextlib import ExitStack

    from tijian.authoring.diagnostics import render_all
    from tijian.plugin.isolate import Isolation
    from tijian.plugin.manager import load_plugins

    from .paper import Column, Paper, on_stdout

    language = language_of(context)
    with ExitStack() as stack:
        plugins = load_plugins(prefer, isolation=stack.enter_context(Isolation()) if isolate_plugins else None)
    works, fails = Words("可用", "works"), Words("未加载", "failed")
    aside = Words("让给首选", "set aside")
    rows = [
        [
            one.origin.name,
            f"{one.origin.distribution} {one.origin.version}",
            ", ".join(sorted(category.id for category in one.claims.categories)),
            works(language),
        ]
        for one in plugins.loaded
    ]
    rows += [
        [one.origin.name, f"{one.origin.distribution} {one.origin.version}", "", (aside if one.set_aside else fails)(language)]
        for one in plugins.failed
    ]
    paper = Paper(language, on_stdout())
    columns = (
        Column(Words("插件", "Plugin")),
        Column(Words("软件包", "Distribution")),
        Column(Words("品类", "Categories"), room=True),
        Column(Words("状态", "State")),
    )
    if rows:
        paper.table(columns, rows)
    else:
        paper.line(paper.say("没有插件", "there are no plugins"))
    manners.write_text(paper.text())
    if problems := plugins.problems():
        manners.write_text("\n" + render_all(problems, language, on_stdout().width))
    return 0
