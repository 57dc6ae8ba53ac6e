"""A ruleset that is ready to judge by: resolved, fingerprinted, and able to say where each of its pieces was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.problem import Position, Problem
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text
from .document import Path, problem_at
from .load import SourceFile
from .merge import KINDS, Content, Origin


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The merged data of a ruleset, as `validate` reads it: data, and positions in whichever file said it."""

    file: SourceFile
    content: Content
    data: Mapping[str, Any]
    _files: dict[str, SourceFile] = field(default_factory=dict)

    def origin(self, path: Path) -> tuple[Origin, Path]:
        """Which place of which file says `path`, and what of `path` is left below it."""
        content = self.content
        if len(path) >= 2 and path[0] in KINDS and (item := content.items[str(path[0])].get(str(path[1]))) is not None:
            if len(path) > 2 and (origin := item.overrides.get(str(path[2]))) is not None:
                return origin, path[3:]
            return item.origin, path[2:]
        if len(path) >= 2 and path[0] == "scoring" and (part := content.scoring.get(str(path[1]))) is not None:
            return part.origin, path[2:]
        if path[:1] == ("verdicts",) and content.verdicts is not None:
            return content.verdicts.origin, path[1:]
        return Origin(self.file, ()), path

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where `path` of the resolved ruleset stands, as `Document.position`."""
        origin, rest = self.origin(path)
        self._files[origin.file.document.file] = origin.file
        return origin.position(rest, key=key, offset=offset, length=length)

    def excerpt(self, position: Position) -> str | None:
        """The line that a position from here points to."""
        file = self._files.get(position.file, self.file)
        return file.document.excerpt(position)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A resolved ruleset with its digest; `position` leads from any of its paths to file:line:column. `notes` are warnings of loading."""

    ruleset: ResolvedRuleset
    digest: str
    merged: Merged
    notes: tuple[Problem, ...] = ()

    @property
    def file(self) -> SourceFile:
        """The category's own file."""
        return self.merged.file

    @property
    def id(self) -> str:
        return f"{self.ruleset.category}/{self.ruleset.edition}"

    def position(self, path: Path, *, key: bool = False, offset: int = 0, length: int | None = None) -> Position:
        """Where a path such as ``("site_checks", "MSK-S1", "applies")`` stands; `offset` and `length` count inside its text."""
        return self.merged.position(path, key=key, offset=offset, length=length)

    def excerpt(self, position: Position) -> str | None:
        """The line that `position` points to."""
        return self.merged.excerpt(position)

    def problem(
        self,
        code: str,
        text: Text,
        path: Path,
        *,
        key: bool = False,
        offset: int = 0,
        length: int | None = None,
        hint: Text | None = None,
        also: Sequence[Path] = (),
        warning: bool = False,
    ) -> Problem:
        """A problem about `path`, with its position and line; `also` are the keys of other items it speaks of."""
        others = [self.position(other, key=True) for other in also]
        return problem_at(self, code, text, path, key=key, offset=offset, length=length, hint=hint, also=others, warning=warning)

    @property
    def data(self) -> Mapping[str, Any]:
        """The merged data, before it became a model."""
        return self.merged.data
