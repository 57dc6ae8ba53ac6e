"""`tijian plugin new NAME`: start a distribution for a new category, or a directory of rulesets alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from . import manners
from .bilingual import Command, Words, language_of, option

_NEW = "tijian plugin new"


@click.command(
    "new",
    cls=Command,
    what=Words(
        "新建一个品类：可安装的软件包（细则、案例、插件、测试），或加 --data-only 只建细则目录。"
        "建成即可检查、测试、安装，再逐项换成自己的内容。",
        "Start a category: a distribution to install (ruleset, cases, plugin, tests), or with --data-only a directory of rulesets alone. "
        "It lints, tests and installs as it is; then replace its content item by item.",
    ),
    examples=(
        (f"{_NEW} toys --en Toys", Words("新建 tijian-toys/", "makes tijian-toys/")),
        (f"{_NEW} electric_blanket --data-only", Words("不写代码", "without code")),
    ),
)
@click.argument("name", metavar="NAME")
@option("--zh", "zh", metavar="TITLE", zh="品类的中文名称；默认同 NAME", en="the category's name in Chinese; NAME if left out")
@option("--en", "en", metavar="TITLE", zh="品类的英文名称；默认同 NAME", en="the category's name in English; NAME if left out")
@option(
    "--group",
    type=click.Choice(("industrial", "food")),
    default="industrial",
    metavar="industrial|food",
    zh="食品相关产品（food）或其他工业产品（industrial，默认）",
    en="food-related products, or other industrial products (industrial, the default)",
)
@option("--edition", metavar="EDITION", zh="版本编号；默认为今年", en="the edition; this year if left out")
@option(
    "--from",
    "from_day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    zh="从哪天起适用；默认为今年1月1日",
    en="the day from which it is in force; 1 January of this year if left out",
)
@option("--data-only", is_flag=True, zh="只建细则目录，不含代码", en="a directory of rulesets alone, without code")
@option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", zh="写到哪个目录", en="the directory to write")
@click.pass_context
def new(
    context: click.Context,
    name: str,
    zh: str | None,
    en: str | None,
    group: Any,
    edition: str | None,
    from_day: datetime | None,
    data_only: bool,
    output: Path | None,
) -> int:
    """Writes it, and says what to do next."""
    from tijian.kit.first_cases import refuse_claimed, write_boundaries
    from tijian.kit.scaffold import Start, write

    year = datetime.now(UTC).astimezone().year
    day = from_day.date().isoformat() if from_day else f"{year}-01-01"
    start = Start(name, zh or name, en or name, edition or str(year), day, group, data_only)
    into = output or Path(start.distribution)
    refuse_claimed(start)
    written = [*write(start, into), write_boundaries(start, into)]
    language = language_of(context)
    files = "\n".join(f"    {path.relative_to(into).as_posix()}" for path in written)
    said = Words(f"已写入 {into}：", f"written to {into}:")
    manners.write_text(f"{said(language)}\n{files}\n\n{_next(start.distribution, into, data_only)(language)}")
    return 0


def _next(distribution: str, into: Path, data_only: bool) -> Words:
    if data_only:
        return Words(
            f"接下来：\n    cd {into}\n    tijian ruleset lint .\n    tijian ruleset test .\n    tijian plugin check .",
            f"next:\n    cd {into}\n    tijian ruleset lint .\n    tijian ruleset test .\n    tijian plugin check .",
        )
    return Words(
        f"接下来：\n    cd {into}\n    pip install -e '.[dev]'\n    pytest\n    tijian plugin check {distribution}",
        f"next:\n    cd {into}\n    pip install -e '.[dev]'\n    pytest\n    tijian plugin check {distribution}",
    )
