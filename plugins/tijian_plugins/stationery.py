"""学生文具（建议品类） Student stationery, a proposed category: all of it is in the ruleset, the plugin only says that it is here.

Which limits apply follows from the kind of article and the day on which it was made; nothing has to be computed.
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("stationery", text("学生文具（建议品类）", "Student stationery (proposed category)"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
