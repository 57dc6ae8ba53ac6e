"""非医用口罩 Non-medical masks: everything about them is in the ruleset, so the plugin only says that they are here.

A category without derived attributes needs no more than this.
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("mask", text("非医用口罩", "Non-medical masks"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
