"""The hooks of a plugin: what an agency's package may answer, and what Tijian asks it.

A plugin is a module, named by an entry point of the group `tijian.plugins`; it states the API it was written for and
marks its answers with `hookimpl`. Arguments are passed by keyword: a hook takes those it needs and leaves out the rest.

    # pyproject.toml                             # agency_kettle.py
    [project.entry-points."tijian.plugins"]      from tijian.plugin import Category, hookimpl, text
    kettle = "agency_kettle"                     requires_api = "1.0"

Each hook is called on its own plugin only: no plugin sees or changes what another one answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from os import PathLike
from re import fullmatch
from typing import Any, Final, Literal, cast

import pluggy

from ..model.kinds import ATTRIBUTE_PATTERN, ID_PATTERN
from ..model.problem import Problem
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text
from .scoring_api import ScoringModel

API: Final = (1, 0)  # major: what would break a plugin; minor: what was added
PROJECT: Final = "tijian"
ENTRY_POINT_GROUP: Final = "tijian.plugins"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


def _spelt(pattern: str, given: object) -> bool:
    """Whether what a plugin wrote is a text of this form; a plugin need not have been type-checked."""
    return isinstance(given, str) and fullmatch(pattern, given) is not None


@dataclass(frozen=True, slots=True)
class Category:
    """产品类别 A product category. `id` is the directory of its rulesets; `group`: food 食品相关产品 | industrial 其他工业产品."""

    id: str
    title: Text
    group: Literal["food", "industrial"]

    def __post_init__(self) -> None:
        if not _spelt(ATTRIBUTE_PATTERN, self.id) or self.id == "common":
            raise ValueError(f"a category id is lower case letters, digits and '_', and not 'common': {self.id!r}")
        if not isinstance(self.title, Text):
            raise TypeError(f"the title of category {self.id} must be a Text(zh=…, en=…)")
        if self.group not in ("food", "industrial"):
            raise ValueError(f"the group of category {self.id} must be 'food' or 'industrial': {self.group!r}")


@dataclass(frozen=True, slots=True)
class Format:
    """交换格式 A format for exchange. `write`: a result (tijian/result@1) → bytes; `read`: bytes → a dossier (tijian/dossier@1)."""

    id: str
    title: Text
    suffix: str  # with the dot: ".xml"
    write: Callable[[Mapping[str, Any]], bytes] | None = None
    read: Callable[[bytes], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        if not _spelt(ID_PATTERN, self.id):
            raise ValueError(f"a format id is letters, digits, '_', '.', '-': {self.id!r}")
        if not isinstance(self.title, Text):
            raise TypeError(f"the title of format {self.id} must be a Text(zh=…, en=…)")
        if not _spelt(r"(\.[a-z0-9]+)+", self.suffix):
            raise ValueError(f"the suffix of format {self.id} must look like '.xml': {self.suffix!r}")
        if self.write is None and self.read is None:
            raise ValueError(f"format {self.id} can neither write nor read")


@hookspec
def tijian_categories() -> Sequence[Category]:  # type: ignore[empty-body]
    """The product categories that this plugin is responsible for. One category belongs to one plugin.

    @hookimpl
    def tijian_categories():
        return [Category("kettle", text("电热水壶", "Electric kettles"), "industrial")]
    """


@hookspec
def tijian_rulesets() -> Sequence[str | PathLike[str]]:  # type: ignore[empty-body]
    """Directories of rulesets, laid out `<category>/<edition>.yaml`. They must be there when the plugin loads.

    @hookimpl
    def tijian_rulesets():
        return [importlib.resources.files("agency_kettle_rulesets")]
    """


@hookspec
def tijian_derive(
    category: str, product: Mapping[str, str | Decimal | bool], produced_on: str | None, assessed_on: str
) -> Mapping[str, str | Decimal | bool] | None:
    """Derived attributes of one product: those that the ruleset declares under `derived`. Asked for this plugin's categories only.

    Pure: the answer depends on the arguments alone (no clock, file, network, randomness, memory of earlier calls).
    `product` is read-only and holds what is known; an attribute that is absent or unknown is not in it. Dates are ISO strings.
    What is left out of the answer is unknown; None leaves out everything. Knowing more of the product may add attributes
    to the answer and must never change or withdraw one. Numbers are Decimal, never int or float.

        @hookimpl
        def tijian_derive(category, product):
            if "volume" not in product:
                return None
            return {"size": "large" if product["volume"] > Decimal("1.7") else "small"}
    """


@hookspec
def tijian_scoring_models() -> Mapping[str, ScoringModel]:  # type: ignore[empty-body]
    """Scoring models by the name that a ruleset gives under `scoring: {model: …}`. A built-in name cannot be taken.

    A model is a pure function of credits and weights, monotone and internal (see `ScoringModel`); `tijian.plugin.check_scoring` tests it.

        @hookimpl
        def tijian_scoring_models():
            return {"weakest-section": WeakestSection()}
    """


@hookspec
def tijian_formats() -> Sequence[Format]:  # type: ignore[empty-body]
    """Formats for exchange with other systems. Reserved: collected and listed, not yet used by a command.

    @hookimpl
    def tijian_formats():
        return [Format("bureau-xml", text("局端 XML", "Bureau XML"), ".xml", write=to_xml)]
    """


@hookspec
def tijian_lint(ruleset: ResolvedRuleset) -> Sequence[Problem]:  # type: ignore[empty-body]
    """What an agency's own house rules find wrong in a resolved ruleset, of any category. Codes are `P` and three digits.

    @hookimpl
    def tijian_lint(ruleset):
        return [Problem("P101", text(f"{id} 缺少风险说明", f"{id} has no risk text"), warning=True)
                for id, check in ruleset.site_checks.items() if check.risk is None]
    """


def hook_arguments() -> dict[str, tuple[str, ...]]:
    """Every hook with its arguments, as pluggy sees them."""
    specs = pluggy.PluginManager(PROJECT)
    specs.add_hookspecs(import_module(__name__))
    found = {name: getattr(specs.hook, name).spec for name in vars(specs.hook) if name.startswith(f"{PROJECT}_")}
    return {name: cast(tuple[str, ...], spec.argnames) for name, spec in sorted(found.items())}
