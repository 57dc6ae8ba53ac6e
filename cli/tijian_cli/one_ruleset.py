"""The one edition that a word means, where just one is needed: `mask/2021`, `mask` (its latest), a file, a directory with one edition.

A file that was named wins over an installed edition of the same name, so that a changed copy can be compared with the original.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import RulesetOptions
from .targets import is_known, is_path, nowhere, one_edition

if TYPE_CHECKING:
    from tijian.authoring.resolve import Library, Loaded


@dataclass(frozen=True)
class OneRuleset:
    """An edition that was found, linted, and what else there is of its category."""

    loaded: Loaded
    library: Library

    @property
    def previous(self) -> Loaded | None:
        """The edition of the category that came into force before this one; None for the first. Raises RulesetError."""
        category, mine = self.loaded.ruleset.category, self.loaded.ruleset.in_force.from_
        before = [one for one in self.library.editions(category) if one.in_force is not None and one.in_force.from_ < mine]
        return self.library.load(category, before[-1].edition) if before else None


class Rulesets:
    """Where one edition after another is looked up."""

    def __init__(self, context: click.Context, given: RulesetOptions) -> None:
        """Raises RulesetError, PluginError."""
        self.prefer = given.prefer
        self.catalogue = given.catalogue(context)

    def one(self, word: str) -> OneRuleset:
        """The edition that `word` means. Raises InputError where there is none or several, RulesetError where it has errors."""
        if not Path(word).exists() and is_path(word):
            raise nowhere(word)
        if not is_known(word, self.catalogue) and Path(word).exists():
            found = self._at(Path(word))
        else:
            edition = one_edition(self.catalogue, word)
            found = OneRuleset(self.catalogue.library.load(edition.category, edition.edition), self.catalogue.library)
        self.catalogue.prepared(found.loaded)
        return found

    def _at(self, path: Path) -> OneRuleset:
        file = path if path.is_file() else _only(path)
        above = file.parent.parent if len(file.parts) > 2 else file.resolve().parent.parent
        library = self._library(above)
        return OneRuleset(library.load_path(file), library)

    def _library(self, above: Path) -> Library:
        """The directory first: where another one has the same edition, or the same catalogue, its own counts."""
        from tijian.authoring.resolve import Library, RulesetRoot

        own = RulesetRoot(above, provider=str(above))
        others = [root for root in self.catalogue.library.roots if root.path.resolve() != above.resolve()]
        return Library([own, *others], prefer=(own.provider, *self.prefer))


def _only(folder: Path) -> Path:
    """The one ruleset file in a category's directory, or in a directory of categories. Raises InputError (E811)."""
    from tijian.authoring.load import SHARED
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    files = sorted(folder.glob("*.yaml")) or sorted(file for file in folder.glob("*/*.yaml") if file.parent.name not in (SHARED, "demo"))
    if len(files) == 1:
        return files[0]
    listed = ", ".join(str(file) for file in files[:6]) + (" …" if len(files) > 6 else "")
    zh = f"这里有 {len(files)} 个版本，需要指明一个" if files else "这里没有评估细则"
    en = f"there are {len(files)} editions here, and one is needed" if files else "there is no ruleset here"
    hint = text(
        f"写明文件：{listed}" if files else "评估细则在 <目录>/<品类>/<版本>.yaml",
        f"name the file: {listed}" if files else "rulesets are <directory>/<category>/<edition>.yaml",
    )
    raise InputError(Problem("E811", text(zh, en), at=Position(str(folder)), hint=hint))
