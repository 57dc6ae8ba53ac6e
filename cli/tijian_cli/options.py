"""The options that several commands share, and the catalogue they describe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .bilingual import option

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.adoption import Adoption

C = TypeVar("C", bound=Callable[..., Any])

ENGINES = ("both", "direct", "rete")


def rulesets(command: C) -> C:
    """`--ruleset-path`, `--prefer`, `--isolate-plugins`: which rulesets and plugins there are."""
    for add in reversed(
        (
            option(
                "--ruleset-path",
                "ruleset_path",
                multiple=True,
                type=click.Path(path_type=Path),
                envvar="TIJIAN_RULESET_PATH",
                metavar="DIR",
                zh="另外的评估细则目录（<品类>/<版本>.yaml），可多次给出；也可用 TIJIAN_RULESET_PATH",
                en="a further directory of rulesets (<category>/<edition>.yaml), may be given again; also TIJIAN_RULESET_PATH",
            ),
            option(
                "--prefer",
                multiple=True,
                metavar="DIST",
                zh="两个软件包争同一品类时用哪个",
                en="the distribution to use where two claim one category",
            ),
            option(
                "--isolate-plugins",
                is_flag=True,
                zh="插件在限时限内存的子进程里运行",
                en="run plugins in a child process with limits of time and memory",
            ),
        )
    ):
        command = add(command)
    return command


def adoption(command: C) -> C:
    """`--adoption`: which authority adopted the rulesets."""
    add = option(
        "--adoption",
        type=click.Path(path_type=Path),
        metavar="FILE",
        zh="采用文件：哪个主管机关采用了哪些细则（按摘要）",
        en="an adoption file: which authority adopted which rulesets (by digest)",
    )
    adopted: C = add(command)
    return adopted


def catalogue_of(stack: ExitStack, ruleset_path: Iterable[Path], prefer: Iterable[str], isolate_plugins: bool) -> Catalogue:
    """The catalogue that the options describe. A child process for plugins ends with `stack`."""
    import tijian

    if not isolate_plugins:
        return tijian.catalogue(tuple(ruleset_path), tuple(prefer))
    from tijian.plugin.isolate import Isolation

    isolation = stack.enter_context(Isolation())
    return tijian.catalogue(tuple(ruleset_path), tuple(prefer), isolation=isolation)


def read_adoption(path: Path | None) -> Adoption | None:
    """The adoption file, if one is given. Raises InputError."""
    if path is None:
        return None
    from tijian.authoring.document import read_file
    from tijian.authoring.refusal import refusing_as
    from tijian.authoring.validate import validate
    from tijian.model.adoption import Adoption
    from tijian.model.problem import InputError

    with refusing_as(InputError):
        return validate(Adoption, read_file(path))
