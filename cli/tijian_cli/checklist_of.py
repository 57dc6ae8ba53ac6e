"""What `checklist new` and `checklist xlsform` take alike: a category and its edition, room for samples, where to write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tijian.exchange.checklist.sheets import MOST_SAMPLES

from .bilingual import Words, language_of, option
from .options import RulesetOptions, force, ruleset_options

if TYPE_CHECKING:
    from tijian.authoring.loaded import Loaded
    from tijian.authoring.program import Program


class Asked(NamedTuple):
    """What a command is asked to make: of which ruleset, with room for how many samples, where."""

    category: str
    edition: str | None
    samples: int
    output: Path | None
    force: bool
    rulesets: RulesetOptions
    by_default: str  # how the file is called where nothing is said, after category-edition

    def opened(self, context: click.Context) -> tuple[Loaded, Program, Path]:
        """The ruleset, ready to ask from, and where to write. Raises InputError, RulesetError, PluginError."""
        from .one_ruleset import Rulesets
        from .output import free

        if self.edition is not None and "/" in self.category:
            words = Words("版本已写在 CATEGORY 里，不用再给 --edition", "the edition stands in CATEGORY already: leave --edition out")
            raise click.UsageError(words(language_of(context)), context)
        known = Rulesets(context, self.rulesets)
        loaded = known.one(self.category if self.edition is None else f"{self.category}/{self.edition}").loaded
        path = self.output or Path(f"{loaded.ruleset.category}-{loaded.ruleset.edition}{self.by_default}")
        free([path], self.force)
        return loaded, known.catalogue.prepared(loaded).program, path


def of_a_category(by_default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument and the options, which the command takes together as `asked`; `by_default`: as in `Asked`."""
    shared: tuple[Callable[[Any], Any], ...] = (
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
        force,
        ruleset_options,
    )

    def added(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def asked(context: click.Context, **given: Any) -> Any:
            return command(context, Asked(**given, by_default=by_default))

        wrapped: Callable[..., Any] = click.pass_context(asked)
        for add in reversed(shared):
            wrapped = add(wrapped)
        return wrapped

    return added
