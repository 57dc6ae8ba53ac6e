"""食品接触用塑料制品（建议品类） Food-contact plastics, a proposed category: the ruleset has everything, the plugin says that it is here.

Which items apply follows from the resin and the use, one attribute each; nothing has to be computed.
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("food_contact_plastic", text("食品接触用塑料制品（建议品类）", "Food-contact plastics (proposed category)"), "food")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
