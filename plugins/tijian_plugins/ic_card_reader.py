"""IC卡读写机 IC-card readers."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("ic_card_reader", text("IC卡读写机", "IC-card readers"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
