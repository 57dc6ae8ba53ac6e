"""Which rulesets a command is about: `mask/2021`, `mask` (its latest edition), a file, or a directory of rulesets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import RulesetOptions

if TYPE_CHECKING:
    from tijian.authoring.resolve import Edition
    from tijian.catalogues import Catalogue
    from tijian.model.problem import RulesetError, TijianError


class Targets:
    """The editions that the words of a command mean. Directories and files named there join the catalogue, and win over other copies."""

    def __init__(self, context: click.Context, words: tuple[str, ...], given: RulesetOptions) -> None:
        """Raises RulesetError, PluginError."""
        from tijian.authoring.resolve import Library
        from tijian.catalogues import Catalogue

        self.words = words
        self.catalogue = given.catalogue(context)
        if roots := tuple(dict.fromkeys(root for word in words if (root := _root(word, self.catalogue)) is not None)):
            library = Library((*roots, *self.catalogue.library.roots), prefer=(*given.prefer, *map(str, roots)))
            self.catalogue = Catalogue(self.catalogue.plugins, library)
        self.errors: list[TijianError] = []

    def editions(self) -> list[Edition]:
        """Every edition meant, each once, in the order of the words; what cannot be read goes into `errors`."""
        found: dict[Path, Edition] = {}
        for word in self.words or (None,):
            for edition in self._of(word):
                found.setdefault(_real(edition.file), edition)
        return list(found.values())

    def _of(self, word: str | None) -> Iterator[Edition]:
        if word is None:
            yield from self._all(None)
        elif not Path(word).exists() and is_path(word):
            raise nowhere(word)
        elif is_known(word, self.catalogue) or not Path(word).exists():
            yield one_edition(self.catalogue, word)
        else:
            yield from self._all(_real(Path(word)))

    def _all(self, inside: Path | None) -> Iterator[Edition]:
        """Every edition, or those in a directory or file. A category that cannot be read does not hide the others."""
        from tijian.model.problem import RulesetError

        for category in category_names(self.catalogue):
            try:
                editions = self.catalogue.library.editions(category)
            except RulesetError as error:
                if inside is None or _concerns(error, inside):
                    self.errors.append(error)
                continue
            yield from (one for one in editions if inside is None or _real(one.file).is_relative_to(inside))


def category_names(catalogue: Catalogue) -> list[str]:
    """The categories that there are directories for. Raises RulesetError."""
    from tijian.authoring.load import SHARED, folders
    from tijian.authoring.refusal import refusing_as
    from tijian.model.problem import RulesetError

    with refusing_as(RulesetError):
        return sorted({name for root in catalogue.library.roots for name in folders(root)} - {SHARED})


def one_edition(catalogue: Catalogue, word: str) -> Edition:
    """The edition `category/edition`, or the latest of `category`. Raises InputError where it is not here, RulesetError."""
    category, _, edition = word.partition("/")
    editions = catalogue.library.editions(category)
    if editions and not edition:
        return editions[-1]
    loaded = catalogue.library.load(category, edition)
    return loaded.file.edition


def is_known(word: str, catalogue: Catalogue) -> bool:
    """Whether it names a category that is here; a directory of the same name is meant by `./mask`."""
    from tijian.model.problem import RulesetError

    category, _, edition = word.partition("/")
    try:
        editions = catalogue.library.editions(category)
    except RulesetError:
        return not Path(word).exists()
    return any(edition in ("", one.edition) for one in editions)


def is_path(word: str) -> bool:
    """Whether a word can only mean a place: `rules/`, `./rules`, `a/b/c`, `a.yaml`; `mask/2021` may be an edition."""
    slashed = word.replace("\\", "/")
    return slashed.endswith(("/", ".yaml", ".yml")) or slashed.startswith((".", "/", "~")) or slashed.count("/") > 1


def nowhere(word: str) -> TijianError:
    """The InputError (E101) for a path that is not there."""
    from tijian.model.problem import InputError, Position, Problem
    from tijian.model.text import text

    if word.endswith((".yaml", ".yml")):
        said = text("没有这个文件", "there is no such file")
    else:
        said = text("没有这个目录", "there is no such directory")
    hint = text("检查路径；评估细则在 <目录>/<品类>/<版本>.yaml", "check the path; rulesets are <directory>/<category>/<edition>.yaml")
    return InputError(Problem("E101", said, at=Position(word), hint=hint))


def _root(word: str, catalogue: Catalogue) -> Path | None:
    """The directory of rulesets that a path means: itself, or what a category's directory or a file lies in."""
    from tijian.authoring.load import is_category_folder

    path = Path(word)
    if is_known(word, catalogue) or not path.exists():
        return None
    if path.is_file():
        found = path.resolve().parent.parent
    else:
        found = path.resolve().parent if is_category_folder(path) else path
    return None if found.resolve() in {root.path.resolve() for root in catalogue.library.roots} else found


def _concerns(error: RulesetError, inside: Path) -> bool:
    places = [Path(problem.at.file).resolve() for problem in error.problems if problem.at is not None]
    return not places or any(place.is_relative_to(inside) for place in places)


def _real(path: Path) -> Path:
    """The path with its links followed; a link that leads to itself stays as it is, and is refused when it is read."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
