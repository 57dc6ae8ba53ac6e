"""食品加工设备 Food-processing machinery (not licensed: without electric heating, as a rule).

Which limit holds is decided by what is declared of the machine (contact materials, class of protection, power) and by the day on
which it was made; the ruleset says so in conditions, and nothing needs to be computed here.
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("food_machinery", text("食品加工设备", "Food-processing machinery"), "food")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
