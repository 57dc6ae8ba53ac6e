"""Finds ruleset files: directories laid out as `<category>/<edition>.yaml`, and the guards on what may be read there.

A category named `common` holds catalogues that others include; nothing is assessed by it. A folder named `demo` holds
dossiers to try. Folders inside a category (its golden cases, its survivors) and files of other kinds are nobody's business here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..conditions.error import shown
from ..model.kinds import ATTRIBUTE_PATTERN, EDITION_PATTERN
from ..model.problem import Position, Problem
from ..model.ruleset import InForce, RulesetFile
from ..model.text import Text
from .document import Document, LocatedFile, problem_at, read_file, unreadable
from .refusal import DocumentError, complaint
from .validate import validate

SHARED: Final = "common"
DEMO: Final = "demo"
CASES: Final = "cases"  # golden cases of a category; seen at the top only where a root was given one level too deep
SURVIVORS: Final = "survivors"  # faults that no case notices, with reasons; as `cases`
_SUFFIX: Final = ".yaml"
_CATEGORY: Final = re.compile(ATTRIBUTE_PATTERN.removesuffix("$"))
_EDITION: Final = re.compile(EDITION_PATTERN.removesuffix("$"))


@dataclass(frozen=True, slots=True)
class RulesetRoot:
    """A directory of rulesets, and who provides it (the distribution of a plugin; empty for a directory of one's own)."""

    path: Path
    provider: str = ""
    without: frozenset[str] = frozenset()  # categories not read here: the user prefers another provider's


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a category: what it is called, when it is in force, where its file is."""

    category: str
    edition: str
    title: Text
    in_force: InForce | None
    status: str
    file: Path

    @property
    def id(self) -> str:
        return f"{self.category}/{self.edition}"


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A ruleset file that was read and is valid by itself."""

    root: RulesetRoot
    path: Path
    document: LocatedFile
    model: RulesetFile

    @property
    def id(self) -> str:
        return f"{self.model.category}/{self.model.edition}"

    @property
    def edition(self) -> Edition:
        """What the file says of itself."""
        model = self.model
        return Edition(model.category, model.edition, model.title, model.in_force, model.status, self.path)


def is_id(written: str) -> bool:
    """Whether `written` is `<category>/<edition>`, and so cannot lead out of a root."""
    category, slash, edition = written.partition("/")
    return bool(slash and _CATEGORY.fullmatch(category) and _EDITION.fullmatch(edition))


def open_root(root: RulesetRoot | Path | str) -> RulesetRoot:
    """The root as one, checked to be a directory. Raises DocumentError."""
    found = root if isinstance(root, RulesetRoot) else RulesetRoot(Path(root))
    if not found.path.is_dir():
        zh, en = "评估细则目录不存在，或不是目录", "the ruleset directory does not exist, or is no directory"
        raise DocumentError(complaint("E130", zh, en, Position(str(found.path)), hint=("检查路径", "check the path")))
    return found


def folders(root: RulesetRoot) -> list[str]:
    """The categories of a root: its folders that hold a YAML file. Raises DocumentError for one that is no category id."""
    found: list[str] = []
    for folder in _entries(root.path):
        if folder.name.startswith((".", "_")) or folder.name in (DEMO, CASES, SURVIVORS) or not folder.is_dir():
            continue
        if not any(path.suffix == _SUFFIX for path in _entries(folder)):
            continue
        if not _CATEGORY.fullmatch(folder.name):
            zh = f"目录名 '{shown(folder.name)}' 不能作类别名"
            en = f"the folder name '{shown(folder.name)}' cannot be a category"
            hint = ("以小写字母开头，只用小写字母、数字和 _", "begin with a small letter; only small letters, digits and _")
            raise DocumentError(complaint("E131", zh, en, Position(str(folder)), hint=hint))
        if folder.name not in root.without:
            found.append(folder.name)
    return found


def is_category_folder(path: Path) -> bool:
    """Whether a directory holds editions itself. One that holds categories may have files beside them: a dossier to try, notes."""
    here = _entries(path)
    if not any(one.suffix == _SUFFIX and one.is_file() and not one.name.startswith(".") for one in here):
        return False
    below = (one for one in here if one.is_dir() and one.name not in (DEMO, CASES, SURVIVORS) and _CATEGORY.fullmatch(one.name))
    return not any(inner.suffix == _SUFFIX for one in below for inner in _entries(one))


def one_level_too_deep(roots: Iterable[RulesetRoot]) -> tuple[str, str] | None:
    """What to do where a root holds `<edition>.yaml` itself: it is a category, and the root is above it."""
    for root in roots:
        if is_category_folder(root.path):
            above = root.path.parent
            return (
                f"{root.path} 是类别的目录；给出上一级目录：--ruleset-path {above}",
                f"{root.path} is a category's folder: give the one above it, --ruleset-path {above}",
            )
    return None


def files_of(root: RulesetRoot, category: str) -> list[Path]:
    """The ruleset files of one category in one root, sorted by name. Raises DocumentError for a `.yml`, which would be overlooked."""
    folder = root.path / category
    if not _CATEGORY.fullmatch(category) or category in (CASES, SURVIVORS) or category in root.without or not folder.is_dir():
        return []
    found: list[Path] = []
    for path in _entries(folder):
        if path.name.startswith(".") or path.is_dir():
            continue
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != _SUFFIX:
            hint = (f"改名为 {path.stem}.yaml", f"rename it to {path.stem}.yaml")
            words = ("评估细则文件须以 .yaml 结尾", "a ruleset file ends in .yaml")
            raise DocumentError(complaint("E147", *words, Position(str(path)), hint=hint))
        if path.suffix == _SUFFIX:
            found.append(path)
    return found


def read_ruleset_file(root: RulesetRoot, path: Path) -> SourceFile:
    """Read and validate one file. Raises DocumentError, also where it is not what its path says or lies outside its root."""
    _inside(root, path)
    document = read_file(path, syntax="yaml")
    model = validate(RulesetFile, document)
    problems = [
        *_same(document, "category", model.category, path.parent.name),
        *_same(document, "edition", model.edition, path.name.removesuffix(_SUFFIX)),
    ]
    if problems:
        raise DocumentError(problems)
    return SourceFile(root, path, document, model)


def dates(editions: Iterable[Edition]) -> str:
    """The editions with their dates, for a message: `2021 (2021-07-01 – 2023-12-31), 2024 (2024-01-01 –)`."""
    return ", ".join(f"{e.edition} ({days(e.in_force)})" for e in editions) or "–"


def provided(roots: Sequence[RulesetRoot]) -> str:
    """Who provides these roots, for a message."""
    return ", ".join(f"{root.provider} ({root.path})" if root.provider else str(root.path) for root in roots)


def days(in_force: InForce | None) -> str:
    """`2021-07-01 – 2026-04-30`; an edition without an end has none, a catalogue has no days at all."""
    return "–" if in_force is None else f"{in_force.from_} – {in_force.until or ''}".rstrip()


def _same(document: Document, field: str, written: str, wanted: str) -> Iterator[Problem]:
    if written == wanted:
        return
    text = Text(
        zh=f"{field} 写的是 '{shown(written)}'，路径却是 '{shown(wanted)}'",
        en=f"{field} says '{shown(written)}', but the path says '{shown(wanted)}'",
    )
    hint = Text(zh="改文件内容，或移动文件：<category>/<edition>.yaml", en="change the field, or move the file: <category>/<edition>.yaml")
    yield problem_at(document, "E131", text, (field,), hint=hint)


def _inside(root: RulesetRoot, path: Path) -> None:
    try:
        real, home = path.resolve(strict=True), root.path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise DocumentError(unreadable(str(path), error if isinstance(error, OSError) else OSError(str(error)))) from error
    if not real.is_relative_to(home):
        zh, en = f"文件链接到目录 {home} 之外", f"the file is a link that leads out of {home}"
        raise DocumentError(complaint("E135", zh, en, Position(str(path)), hint=("放入真正的文件", "put the file itself there")))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise DocumentError(unreadable(str(folder), error)) from error
