"""The boundary cases of a category that was just written, so that it is covered by cases from the start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType

from ..authoring.resolve import Library
from ..catalogues import Catalogue
from ..model.problem import InputError, Problem
from ..model.text import Text
from ..plugin.manager import load_plugins
from ..proving.boundaries import boundaries
from .scaffold import Start


def refuse_claimed(start: Start) -> None:
    """Raises InputError (E855) where an installed plugin is responsible for a category of this id already."""
    if (owner := load_plugins().owner(start.id)) is not None:
        said = Text(zh=f"品类 {start.id} 已由{owner.zh}负责", en=f"category {start.id} belongs to {owner.en} already")
        hint = Text(zh="另取编号，或先卸载那个软件包", en="choose another id, or uninstall that distribution first")
        raise InputError(Problem("E855", said, hint=hint))


def write_boundaries(start: Start, into: Path) -> Path:
    """Makes the boundary cases of what `scaffold.write` wrote into a directory, beside its ruleset. Raises RulesetError, PluginError."""
    rules = into / start.rules
    with _imported(start, into) as modules:
        plugins = load_plugins(modules=modules)
        found = Catalogue(plugins, Library([rules, *plugins.ruleset_roots()] if start.data_only else plugins.ruleset_roots()))
        [edition] = found.library.editions(start.id)
        made = boundaries(found, edition)
    place = into / start.boundaries
    place.write_text(made.text, encoding="utf-8", newline="\n")
    return place


@contextmanager
def _imported(start: Start, into: Path) -> Iterator[dict[str, ModuleType]]:
    """The plugin that was written, imported from where it lies and forgotten afterwards."""
    if start.data_only:
        yield {}
        return
    source = str((into / "src").resolve())
    sys.path.insert(0, source)
    invalidate_caches()  # the directory is younger than what the importer knows
    try:
        yield {start.id: import_module(start.module)}
    finally:
        sys.path.remove(source)
        sys.modules.pop(start.module, None)
