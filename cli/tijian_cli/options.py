"""The options that several commands share, and the catalogue they describe."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from .bilingual import language_of, option

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.adoption import Adoption

C = TypeVar("C", bound=Callable[..., Any])

ENGINES = ("both", "direct", "rete")

ruleset_path = option(
    "--ruleset-path",
    multiple=True,
    type=click.Path(path_type=Path),
    envvar="TIJIAN_RULESET_PATH",
    metavar="DIR",
    zh="另外的评估细则目录（<品类>/<版本>.yaml），可多次给出；也可用 TIJIAN_RULESET_PATH",
    en="a further directory of rulesets (<category>/<edition>.yaml), may be given again; also TIJIAN_RULESET_PATH",
)
prefer = option(
    "--prefer",
    multiple=True,
    metavar="DIST|DIR",
    zh="两个软件包争同一品类，或同一版本有两份时用哪个：软件包名，或 --ruleset-path 的目录",
    en="which to use where two claim one category, or there are two of one edition: a distribution, or a directory of --ruleset-path",
)
isolate_plugins = option(
    "--isolate-plugins",
    is_flag=True,
    zh="插件在限时限内存的子进程里运行",
    en="run plugins in a child process with limits of time and memory",
)
engine = option(
    "--engine",
    type=click.Choice(ENGINES),
    default="both",
    metavar="|".join(ENGINES),
    zh="用哪个引擎；both（默认）互相核对",
    en="which engine; both (default) check each other",
)
force = option("--force", is_flag=True, zh="覆盖已有的文件", en="overwrite files that are there")


def form(*forms: str) -> Callable[[C], C]:
    """`--format`, the first of the forms by default; the command takes it as `form`."""
    zh, en = f"输出格式（默认 {forms[0]}）", f"the form of the output ({forms[0]} by default)"
    return option("--format", "form", type=click.Choice(forms), default=forms[0], metavar="|".join(forms), zh=zh, en=en)


class RulesetOptions(NamedTuple):
    """Which rulesets and plugins a command uses."""

    paths: tuple[Path, ...]
    prefer: tuple[str, ...]
    isolate: bool

    def catalogue(self, context: click.Context) -> Catalogue:
        """What there is of them; plugins that could not be loaded are said on stderr. A child process for plugins ends with the command.

        Raises RulesetError, PluginError.
        """
        import tijian

        from .manners import say_problems

        isolation = None
        if self.isolate:
            from tijian.plugin.isolate import Isolation

            isolation = context.with_resource(Isolation())
        found = tijian.catalogue(self.paths, self.prefer, isolation)
        say_problems(found.plugins.problems(), language_of(context))  # the others work
        return found


def ruleset_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--ruleset-path`, `--prefer`, `--isolate-plugins`, which the command takes together as `rulesets`."""

    @wraps(command)
    def with_them(*words: Any, ruleset_path: tuple[Path, ...], prefer: tuple[str, ...], isolate_plugins: bool, **others: Any) -> Any:
        return command(*words, rulesets=RulesetOptions(ruleset_path, prefer, isolate_plugins), **others)

    wrapped: Callable[..., Any] = ruleset_path(prefer(isolate_plugins(with_them)))
    return wrapped


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
