"""安全帽 Safety helmets, a proposed category: everything about them is in the ruleset, so the plugin only says that they are here.

Which special performance is tested follows from what is declared, one attribute each: nothing has to be computed.
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("safety_helmet", text("安全帽（建议品类）", "Safety helmets (proposed category)"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
