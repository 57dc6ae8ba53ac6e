"""学生文具 Student stationery."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tijian.plugin import Category, hookimpl, text

requires_api = "1.0"


@hookimpl
def tijian_categories() -> Sequence[Category]:
    return [Category("stationery", text("学生文具", "Student stationery"), "industrial")]


@hookimpl
def tijian_rulesets() -> Sequence[Path]:
    return [Path(str(files("tijian_rulesets")))]
