"""What `checklist new` and `checklist xlsform` take alike: a category and its edition, room for samples, where to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tijian.exchange.checklist.sheets import MOST_SAMPLES

from .bilingual import Words, language_of, option
from .options import rulesets

if TYPE_CHECKING:
    from tijian.authoring.loaded import Loaded
    from tijian.authoring.program import Program

C = TypeVar("C", bound=Callable[..., Any])


def of_a_category(by_default: str) -> Callable[[C], C]:
    """The argument and the options; `by_default`: what the file is called where nothing is said, after category-edition."""
    shared = (
        click.argument("category", metavar="CATEGORY"),
        option("--edition", metavar="EDITION", zh="评估细则的版本（默认最新）", en="the edition of the ruleset (by default the latest)"),
        option(
            "--samples",
            type=click.IntRange(1, MOST_SAMPLES),
            default=2,
            metavar="N",
            zh=f"留几个样品的位置（1～{MOST_SAMPLES}，默认 2，复检样品另算一个）",
            en=f"room for how many samples (1 to {MOST_SAMPLES}, by default 2; a retest is another sample)",
        ),
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE",
            zh=f"写入文件（默认：品类-版本{by_default}）",
            en=f"the file to write (by default category-edition{by_default})",
        ),
        option("--force", is_flag=True, zh="覆盖已有的文件", en="overwrite a file that is there"),
        rulesets,
    )

    def added(command: C) -> C:
        for add in reversed(shared):
            command = add(command)
        return command

    return added


def ruleset_of(
    context: click.Context, category: str, edition: str | None, ruleset_path: Sequence[Path], prefer: Sequence[str], isolate_plugins: bool
) -> tuple[Loaded, Program]:
    """The ruleset that is meant, ready to ask from. Raises InputError, RulesetError, PluginError."""
    from .one_ruleset import Rulesets

    if edition is not None and "/" in category:
        words = Words("版本已写在 CATEGORY 里，不用再给 --edition", "the edition stands in CATEGORY already: leave --edition out")
        raise click.UsageError(words(language_of(context)), context)
    with ExitStack() as stack:
        known = Rulesets(stack, ruleset_path, prefer, isolate_plugins)
        loaded = known.one(category if edition is None else f"{category}/{edition}").loaded
        return loaded, known.catalogue.prepared(loaded).program
