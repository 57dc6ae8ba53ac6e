"""Loading the plugins that are installed, each in its own try, and asking them: categories, rulesets, derived attributes, models.

Who enters: the catalogue (once a run), `tijian plugin list`, `doctor`. A plugin at fault is listed with its distribution,
version and cause, and the others work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from ..authoring.load import RulesetRoot
from ..model.problem import PluginError, Problem
from ..model.ruleset import Derived, ResolvedRuleset
from ..model.text import Text
from .derived import EMPTY, Derivation, Value
from .hookspecs import Category, Format
from .isolate import Isolation
from .loaded import Loaded, RegisteredModel, load_here
from .offers import Offer, in_memory, installed
from .origin import Origin, normalized
from .rivals import settle
from .scoring_api import ScoringModel


@dataclass(frozen=True, slots=True)
class Failed:
    """A plugin that is not loaded: it is at fault, or (only warnings) the user preferred another."""

    origin: Origin
    problems: tuple[Problem, ...]

    @property
    def set_aside(self) -> bool:
        """Whether it is not at fault."""
        return all(problem.warning for problem in self.problems)


class Plugins:
    """The plugins of a run. `failed` and `warnings` are what loading found; everything else asks those that are `loaded`."""

    def __init__(
        self, loaded: Sequence[Loaded], failed: Sequence[Failed], warnings: Sequence[Problem], lost: Mapping[str, frozenset[str]]
    ) -> None:
        self.loaded: Final = tuple(sorted(loaded, key=lambda one: one.origin))
        self.failed: Final = tuple(sorted(failed, key=lambda one: one.origin))
        self.warnings: Final = tuple(sorted(warnings, key=lambda one: one.order))
        self._lost = lost
        self._owners = {category.id: plugin for plugin in self.loaded for category in plugin.claims.categories}

    def problems(self) -> tuple[Problem, ...]:
        """Everything that loading found, faults first."""
        return tuple(problem for one in self.failed for problem in one.problems) + self.warnings

    def categories(self) -> dict[str, Category]:
        """Every category that a loaded plugin is responsible for, by id."""
        found = {category.id: category for plugin in self.loaded for category in plugin.claims.categories}
        return {name: found[name] for name in sorted(found)}

    def owner(self, category: str) -> Origin | None:
        """The plugin responsible for a category; None for one that is a directory of YAML alone."""
        plugin = self._owners.get(category)
        return None if plugin is None else plugin.origin

    def ruleset_roots(self) -> tuple[RulesetRoot, ...]:
        """The directories of rulesets, each once, in the order of the plugins that bring them; without what another one won."""
        found: dict[Path, RulesetRoot] = {}
        for plugin in self.loaded:
            provider = plugin.origin.distribution
            for path in plugin.claims.directories:
                found.setdefault(path.resolve(), RulesetRoot(path, provider, self._lost.get(normalized(provider), frozenset())))
        return tuple(found.values())

    def derive(
        self, category: str, product: Mapping[str, Value], produced_on: str | None, assessed_on: str, declared: Mapping[str, Derived]
    ) -> Derivation:
        """The derived attributes of one product, in the order declared; (values, problems), never an exception of a plugin.

        Where `problems` holds an error the values are empty and the enterprise gets a PluginError; a warning leaves them standing.
        """
        if not declared:
            return Derivation(EMPTY)
        plugin = self._owners.get(category)
        if plugin is None or "tijian_derive" not in plugin.hooks:
            return Derivation(EMPTY, (self._nobody_derives(category, declared),))
        return plugin.voice.derive(category, product, produced_on, assessed_on, declared)

    def derives_by_day(self, category: str) -> bool:
        """Whether a category's derived attributes may hang on the day of production or assessment: not where its hook takes neither."""
        plugin = self._owners.get(category)
        return plugin is None or plugin.voice.derives_by_day()

    def scoring_models(self) -> dict[str, ScoringModel]:
        """The plugins' scoring models by name. What they return is checked; their faults are PluginErrors."""
        speakers = {name: plugin.voice for plugin in self.loaded for name in plugin.claims.models}
        return {name: RegisteredModel(speakers[name], name) for name in sorted(speakers)}

    def formats(self) -> dict[str, Format]:
        """The plugins' formats by id (none of those that run in a child process: they are functions)."""
        found = {one.id: one for plugin in self.loaded for one in plugin.claims.formats}
        return {name: found[name] for name in sorted(found)}

    def lint(self, ruleset: ResolvedRuleset) -> tuple[Problem, ...]:
        """What the plugins find wrong in a ruleset; a plugin that fails at it is among the problems."""
        found = [problem for plugin in self.loaded if "tijian_lint" in plugin.hooks for problem in plugin.voice.lint(ruleset)]
        plugin = self._owners.get(ruleset.category)
        if ruleset.derived and (plugin is None or "tijian_derive" not in plugin.hooks):
            found.append(self._nobody_derives(ruleset.category, ruleset.derived))
        return tuple(sorted(found, key=lambda problem: problem.order))

    def distributions(self, category: str | None = None) -> list[tuple[str, str]]:
        """(name, version) of every loaded distribution, or of the one responsible for `category`: for the receipt."""
        plugins = self.loaded if category is None else tuple(one for one in self.loaded if one is self._owners.get(category))
        return sorted({(plugin.origin.distribution, plugin.origin.version) for plugin in plugins})

    def _nobody_derives(self, category: str, declared: Mapping[str, Derived]) -> Problem:
        names = ", ".join(declared)
        zh, en = (
            f"没有插件为类别 {category} 计算派生属性({names})，它们保持未知",
            f"no plugin derives attributes for {category} ({names}): they stay unknown",
        )
        hint = None
        if broken := [one.origin for one in self.failed]:
            hint = Text(zh="未能加载: " + "、".join(one.zh for one in broken), en="not loaded: " + ", ".join(one.en for one in broken))
        return Problem("W604", Text(zh=zh, en=en), hint=hint, warning=True)


def load_plugins(
    prefer: Sequence[str] = (),
    *,
    modules: Mapping[str, ModuleType] | None = None,
    entry_points: bool = True,
    isolation: Isolation | None = None,
) -> Plugins:
    """Every installed plugin, in sorted order; never raises for a fault of one.

    `prefer` names distributions that win where two claim one thing. `modules` are further plugins by name, for tests and for
    trying one out; they run in this process. `entry_points=False` leaves out what is installed. With an `isolation` the
    installed plugins run in its child process, and none of their code here.
    """
    loaded: dict[Origin, Loaded] = {}
    failed: list[Failed] = []

    def admit(offer: Offer, isolation: Isolation | None) -> None:
        try:
            loaded[offer.origin] = load_here(offer) if isolation is None else isolation.load(offer)
        except PluginError as error:
            failed.append(Failed(offer.origin, error.problems))

    for offer in installed() if entry_points else ():
        admit(offer, isolation)
    for offer in in_memory(modules or {}):
        admit(offer, None)
    settled = settle({origin: plugin.claims.ids for origin, plugin in loaded.items()}, prefer)
    failed.extend(Failed(origin, (problem,)) for origin, problem in settled.refused.items())
    left = [plugin for origin, plugin in loaded.items() if origin not in settled.refused]
    warnings = [warning for plugin in left for warning in plugin.warnings]
    known = {normalized(origin.distribution) for origin in loaded} | {normalized(one.origin.distribution) for one in failed}
    warnings += [_not_installed(name) for name in sorted(set(prefer)) if normalized(name) not in known]
    return Plugins(left, failed, warnings, settled.lost)


def _not_installed(name: str) -> Problem:
    zh, en = f"--prefer 指定的软件包 {name} 没有提供插件", f"--prefer names {name}, which offers no plugin here"
    return Problem("W603", Text(zh=zh, en=en), warning=True)
