"""`tijian ruleset …`: what rulesets there are, what one says, whether it means what it should."""

from __future__ import annotations

from typing import Any

import click

from . import manners
from .bilingual import Command, Group, Words

_ID = "tijian ruleset"


@click.group(
    "ruleset",
    cls=Group,
    lazy=(
        ("list", "tijian_cli.ruleset_list:list_rulesets", Words("列出各品类的各个版本", "list every edition of every category")),
        ("show", "tijian_cli.ruleset_show:show", Words("查看一个版本（含引入的内容）", "show one edition, what it includes merged in")),
        ("lint", "tijian_cli.ruleset_prove:lint", Words("检查有没有错", "check for faults")),
        ("test", "tijian_cli.ruleset_prove:test", Words("运行评估细则旁边的案例", "run the cases beside a ruleset")),
        (
            "coverage",
            "tijian_cli.ruleset_coverage:coverage",
            Words("案例覆盖了多少，改动能否被发现", "how much the cases cover, and whether they notice a change"),
        ),
        ("cases", "tijian_cli.ruleset_cases:cases", Words("由评估细则生成边界案例", "make boundary cases from a ruleset")),
        (
            "diff",
            "tijian_cli.ruleset_diff:diff",
            Words("比较两个版本：增、删、加严、放宽", "compare two editions: added, removed, tightened, relaxed"),
        ),
        ("docs", "tijian_cli.ruleset_docs:docs", Words("把一个版本写成一页说明", "write one edition out as a page")),
        ("export-xlsx", "tijian_cli.ruleset_workbook:export_xlsx", Words("导出为工作簿，供专家编辑", "export as a workbook for experts")),
        ("import-xlsx", "tijian_cli.ruleset_workbook:import_xlsx", Words("读回工作簿，写成 YAML", "read a workbook back, and write YAML")),
        ("schema", "tijian_cli.ruleset:schema", Words("打印 JSON Schema", "print a JSON Schema")),
    ),
    what=Words(
        "评估细则。ID 是 品类/版本（mask/2021）或品类（其最新版本）；PATH 是一个文件或一个目录（<品类>/<版本>.yaml）。",
        "Rulesets. ID is category/edition (mask/2021) or a category (its latest edition); PATH is a file or a directory "
        "(<category>/<edition>.yaml).",
    ),
    examples=(
        (f"{_ID} list", Words("有哪些评估细则", "which rulesets there are")),
        (f"{_ID} lint 我的细则/", Words("检查自己的一个目录", "check a directory of your own")),
    ),
)
def ruleset() -> None:
    """The group."""


@click.command(
    "schema",
    cls=Command,
    what=Words(
        "打印一种文件的 JSON Schema：ruleset 评估细则、dossier 案卷、result 结果。编辑器可用它来提示和检查。",
        "Print the JSON Schema of a kind of file: ruleset, dossier or result. Editors complete and check by it.",
    ),
    examples=(
        (f"{_ID} schema dossier > dossier.schema.json", Words("供编辑器使用", "for an editor")),
        (f"{_ID} schema result", Words("供读取结果的程序使用", "for a program that reads results")),
    ),
)
@click.argument("name", type=click.Choice(("ruleset", "dossier", "result")), metavar="NAME")
def schema(name: Any) -> int:
    """Prints it, as it stands in `schemas/`."""
    from tijian.authoring.schema import schema_text

    manners.write_data(schema_text(name))
    return 0
