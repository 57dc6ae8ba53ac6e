"""Everything that can be assessed here: the installed plugins and the rulesets they and the user's directories bring.

Made once for a run. Rulesets are read, linted and compiled when first asked for, and kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from os.path import realpath
from pathlib import Path

from .authoring.digest import digest
from .authoring.lint import lint
from .authoring.program import Program, compile_ruleset
from .authoring.resolve import Library, Loaded
from .facts.attributes import Derive, Known
from .model.adoption import Adoption
from .model.dossier import Dossier
from .model.problem import PluginError, Problem, RulesetError
from .model.ruleset import ResolvedRuleset
from .plugin.isolate import Isolation
from .plugin.manager import Plugins, load_plugins
from .plugin.rivals import CLAIMED_TWICE
from .scoring.board import Scorer


def product_version() -> str:
    """The version of this product as installed."""
    try:
        return version("tijian")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"


@dataclass(frozen=True)
class Entry:
    """A ruleset ready to judge with."""

    loaded: Loaded
    program: Program
    scorer: Scorer
    warnings: tuple[Problem, ...]


class Catalogue:
    """Plugins and rulesets. Use `catalogue()` to make one."""

    def __init__(self, plugins: Plugins, library: Library) -> None:
        self.plugins = plugins
        self.library = library
        self.product = ("tijian", product_version())
        self._entries: dict[str, Entry] = {}  # by digest
        self._in_force: dict[tuple[str, str], Entry] = {}  # by category and day

    def entry(self, category: str, assessed_on: str) -> Entry:
        """The ruleset of `category` in force on `assessed_on` (ISO date). Raises InputError (not here), RulesetError, PluginError."""
        day = (category, assessed_on)
        if day not in self._in_force:
            self._in_force[day] = self.prepared(self.library.resolve(category, assessed_on))
        return self._in_force[day]

    def edition(self, category: str, edition: str) -> Entry:
        """One edition by name. Raises as `entry`."""
        return self.prepared(self.library.load(category, edition))

    def prepared(self, loaded: Loaded) -> Entry:
        """`loaded`, linted and compiled. Raises RulesetError with every lint error."""
        if (found := self._entries.get(loaded.digest)) is not None:
            return found
        problems = [*lint(loaded, self.plugins.scoring_models()), *self.plugins.lint(loaded.ruleset)]
        if errors := [problem for problem in problems if not problem.warning]:
            raise RulesetError(errors)
        program = compile_ruleset(loaded.ruleset, loaded.digest)
        entry = Entry(loaded, program, Scorer(program, self.plugins.scoring_models()), tuple(problems))
        self._entries[loaded.digest] = entry
        return entry

    def derivation(self, dossier: Dossier, ruleset: ResolvedRuleset) -> Derive:
        """How the derived attributes of a dossier are computed: by the category's plugin, what it returns checked."""

        def derive(product: Mapping[str, Known], produced_on: str | None) -> Mapping[str, Known]:
            answer = self.plugins.derive(
                category=dossier.category,
                product=product,
                produced_on=produced_on,
                assessed_on=dossier.assessed_on,
                declared=ruleset.derived,
            )
            if errors := [problem for problem in answer.problems if not problem.warning]:
                raise PluginError(errors)
            return answer.values

        return derive

    def distributions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of every plugin distribution that is loaded."""
        return tuple(self.plugins.distributions())

    def adoption_digest(self, adoption: Adoption | None) -> str | None:
        """The digest of an adoption file, for the receipt."""
        return None if adoption is None else digest(adoption)


def catalogue(ruleset_path: Sequence[str | Path] = (), prefer: Sequence[str] = (), isolation: Isolation | None = None) -> Catalogue:
    """The installed plugins, plus directories of YAML laid out `<category>/<edition>.yaml`.

    `prefer` names distributions that win where two claim one category, and distributions or directories of `ruleset_path` whose
    file wins where two provide one edition. With an `isolation` plugin code runs in its child
    process. A plugin at fault is not loaded and shows in `.plugins.failed`. Raises RulesetError for a path that is no directory,
    PluginError where two plugins claim the same thing and neither is preferred: nobody may guess which of them judges.
    """
    own = {realpath(path) for path in ruleset_path}
    plugins = load_plugins([word for word in prefer if realpath(word) not in own], isolation=isolation)
    if rivals := [problem for problem in plugins.problems() if problem.code == CLAIMED_TWICE]:
        raise PluginError(rivals)
    return Catalogue(plugins, Library([*(Path(path) for path in ruleset_path), *plugins.ruleset_roots()], prefer=prefer))
