"""The library of rulesets: which categories and editions there are, and the one edition in force on a day, resolved.

`assess` and the command line come in here with the directories to search. Resolving a category reads that category's
folder and what it includes, nothing else; what was read is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from os.path import realpath
from pathlib import Path
from typing import Any, Final, TypeVar

from ..conditions.error import shown
from ..conditions.suggest import suggestion
from ..model.order import natural
from ..model.problem import InputError, Position, Problem, RulesetError
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text
from .digest import canonical, digest
from .load import (
    SHARED,
    Edition,
    RulesetRoot,
    SourceFile,
    dates,
    files_of,
    folders,
    one_level_too_deep,
    open_root,
    provided,
    read_ruleset_file,
)
from .loaded import Loaded, Merged
from .merge import KINDS, SCORING, Content, merge
from .refusal import DocumentError, complaint, limited, refusing_as
from .validate import validate

__all__ = ["Edition", "Library", "Loaded", "RulesetRoot"]

K = TypeVar("K")
V = TypeVar("V")


class Library:
    """Rulesets in one or more directories. `prefer` names whose file wins where two provide the same edition: providers, or directories."""

    def __init__(self, roots: Iterable[RulesetRoot | Path | str], *, prefer: Iterable[str] = ()) -> None:
        """Raises RulesetError for a root that is no directory."""
        with refusing_as(RulesetError):
            self.roots = tuple(open_root(root) for root in roots)
        self._prefer = frozenset(prefer)
        self._prefer_at = frozenset(map(realpath, self._prefer))
        self._files: dict[Path, SourceFile] = {}
        self._loaded: dict[Path, Loaded] = {}

    def categories(self) -> dict[str, tuple[Edition, ...]]:
        """Every category that can be assessed, with its editions by date. Reads every file; raises RulesetError."""
        with refusing_as(RulesetError):
            names = {name for root in self.roots for name in folders(root)} - {SHARED}
            if not names and (hint := one_level_too_deep(self.roots)):
                words = ("这里没有类别目录", "there are no category folders here")
                raise DocumentError(complaint("E131", *words, Position(str(self.roots[0].path)), hint=hint))
            return _each(sorted(names), self._editions)

    def editions(self, category: str) -> tuple[Edition, ...]:
        """The editions of one category by date (none for an unknown category). Raises RulesetError."""
        with refusing_as(RulesetError):
            return self._editions(category)

    def resolve(self, category: str, assessed_on: str, *, at: Position | None = None) -> Loaded:
        """The edition in force on the ISO date `assessed_on`. `at` is where the category or date was written.

        Raises InputError where there is none, RulesetError where there are several or the one there is does not load.
        """
        editions = self.editions(category)
        if not editions or category == SHARED:
            raise InputError(self._unknown_category(category, at))
        held = [edition for edition in editions if edition.in_force is not None and edition.in_force.covers(assessed_on)]
        listed = dates(editions)
        if not held:
            zh = f"{assessed_on} 没有适用的 {category} 评估细则。现有：{listed}"
            en = f"no edition of {category} is in force on {assessed_on}. There are: {listed}"
            hint = ("改正评估日期，或补上适用期", "correct the date of assessment, or add an edition for it")
            raise InputError(complaint("E144", zh, en, at, hint=hint))
        if len(held) > 1:
            zh = f"{assessed_on} 有 {len(held)} 个 {category} 评估细则同时适用：{dates(held)}"
            en = f"{len(held)} editions of {category} are in force on {assessed_on}: {dates(held)}"
            hint = ("改适用期，使其不重叠", "change the dates so that they do not overlap")
            places = tuple(self._read_by_path(edition).document.position(("in_force",), key=True) for edition in held)
            raise RulesetError(complaint("E145", zh, en, places[0], hint=hint, also=places[1:]))
        return self.load(category, held[0].edition)

    def load(self, category: str, edition: str, *, at: Position | None = None) -> Loaded:
        """One edition, whatever its dates. Raises InputError where it is not here, RulesetError where it does not load."""
        with refusing_as(RulesetError):
            found = self._candidates(category, edition)
        if category == SHARED or not (found or self.editions(category)):
            raise InputError(self._unknown_category(category, at))
        if not found:
            raise InputError(_unknown_edition(category, edition, self.editions(category), at))
        with refusing_as(RulesetError):
            return self._resolved(*self._one(category, edition, found))

    def load_path(self, path: Path) -> Loaded:
        """The ruleset in a file laid out as `<root>/<category>/<edition>.yaml`; its root is searched before the others."""
        with refusing_as(RulesetError):
            folder = path.absolute().parent
            above = folder.parent.resolve()
            root = next((root for root in self.roots if root.path.resolve() == above), RulesetRoot(above))
            return self._resolved(self._read(root, root.path / folder.name / path.name), ())

    def resolve_source(self, file: SourceFile) -> Loaded:
        """A ruleset that was read in another way (from a workbook), with what it includes. Raises RulesetError."""
        with refusing_as(RulesetError):
            return self._resolved(file, ())

    def _editions(self, category: str) -> tuple[Edition, ...]:
        found = {path.name.removesuffix(".yaml") for root in self.roots for path in files_of(root, category)}
        files = _each(sorted(found), lambda edition: self._one(category, edition, self._candidates(category, edition))[0])
        return tuple(sorted((file.edition for file in files.values()), key=_by_date))

    def _candidates(self, category: str, edition: str) -> list[tuple[RulesetRoot, Path]]:
        name = f"{edition}.yaml"
        return [(root, path) for root in self.roots for path in files_of(root, category) if path.name == name]

    def _one(self, category: str, edition: str, found: list[tuple[RulesetRoot, Path]]) -> tuple[SourceFile, tuple[Problem, ...]]:
        """The one file of an edition; the same content in several roots is one, different content is refused."""
        preferred = [(root, path) for root, path in found if root.provider in self._prefer or realpath(root.path) in self._prefer_at]
        files = list(_each(preferred or found, lambda pair: self._read(*pair)).values())
        first, others = files[0], files[1:]
        if not others:
            return first, ()
        where = provided([file.root for file in files])
        also = tuple(Position(str(file.path)) for file in others)
        if any(canonical(file.document.data) != canonical(first.document.data) for file in others):
            zh = f"{category}/{edition} 有内容不同的几份，出自：{where}"
            en = f"{category}/{edition} is provided several times with different content, by: {where}"
            one = shown(first.root.provider or str(first.root.path))
            hint = (f"只留一份，或选定一份，如 --prefer {one}", f"keep one of them, or choose one, such as --prefer {one}")
            raise DocumentError(complaint("E141", zh, en, Position(str(first.path)), hint=hint, also=also))
        zh = f"{category}/{edition} 有内容相同的几份，出自：{where}"
        en = f"{category}/{edition} is provided several times with the same content, by: {where}"
        note = complaint("W101", zh, en, Position(str(first.path)), hint=("不影响结果", "it changes nothing"), also=also, warning=True)
        return first, (note,)

    def _read(self, root: RulesetRoot, path: Path) -> SourceFile:
        if path not in self._files:
            self._files[path] = read_ruleset_file(root, path)
        return self._files[path]

    def _read_by_path(self, edition: Edition) -> SourceFile:
        return self._files[edition.file]

    def _include(self, name: str, file: SourceFile, at: Position) -> SourceFile:
        """The file that `file` includes as `name`: in its own root, then in the others in order."""
        category, _, edition = name.partition("/")
        roots = [file.root, *(root for root in self.roots if root.path != file.root.path)]
        found = [(root, path) for root in roots for path in files_of(root, category) if path.name == f"{edition}.yaml"]
        if found:
            return self._one(category, edition, found)[0]
        paths = [path for root in roots for folder in (SHARED, category) for path in files_of(root, folder)]
        known = {f"{path.parent.name}/{path.name.removesuffix('.yaml')}" for path in paths}
        hint = suggestion(name, known)
        words = (f"找不到被包含的 {shown(name)}", f"the included {shown(name)} is not here")
        raise DocumentError(complaint("E133", *words, at, hint=hint, excerpt=file.document.excerpt(at)))

    def _resolved(self, file: SourceFile, notes: tuple[Problem, ...]) -> Loaded:
        if file.path not in self._loaded:
            content = merge(file, self._include)
            merged = Merged(file, content, _data(file, content))
            if problem := _incomplete(merged):
                raise DocumentError(problem)
            ruleset = validate(ResolvedRuleset, merged)
            self._loaded[file.path] = Loaded(ruleset, digest(ruleset), merged, notes)
        return self._loaded[file.path]

    def _unknown_category(self, category: str, at: Position | None) -> Problem:
        with refusing_as(RulesetError):
            known = sorted({name for root in self.roots for name in folders(root)} - {SHARED})
        listed = ", ".join(known) or "–"
        hint = suggestion(category, known) or self._by_title(category, known) or one_level_too_deep(self.roots)
        zh = f"没有类别 '{shown(category)}' 的评估细则。现有：{listed}"
        en = f"no ruleset for the category '{shown(category)}'. There are: {listed}"
        return complaint("E142", zh, en, at, hint=hint)

    def _by_title(self, word: str, known: Iterable[str]) -> tuple[str, str] | None:
        """The categories whose title has the word in it: people know a product by its name, not by its id."""
        asked = word.strip().casefold()
        titles = {name: [edition.title for edition in self._legible(name)] for name in known} if len(asked) > 1 else {}
        found = [name for name, each in titles.items() if any(asked in f"{one.zh} {one.en or ''}".casefold() for one in each)]
        zh, en = (
            "、".join(f"{name}（{titles[name][-1]('zh')}）" for name in found),
            ", ".join(f"{name} ({titles[name][-1]('en')})" for name in found),
        )
        return (f"品类要写编号：{zh}？", f"a category is written by its id: {en}?") if found else None

    def _legible(self, category: str) -> tuple[Edition, ...]:
        try:
            return self._editions(category)
        except DocumentError:
            return ()  # whoever asks for it is told why


def _unknown_edition(category: str, edition: str, editions: tuple[Edition, ...], at: Position | None) -> Problem:
    listed = dates(editions)
    zh = f"{category} 没有版本 '{shown(edition)}'。现有：{listed}"
    en = f"{category} has no edition '{shown(edition)}'. There are: {listed}"
    return complaint("E143", zh, en, at, hint=suggestion(edition, [each.edition for each in editions]))


def _data(file: SourceFile, content: Content) -> dict[str, Any]:
    """The merged data as `ResolvedRuleset` wants it. Sets stand in natural order, so that the order in files does not matter."""
    own = file.document.data
    merged: dict[str, Any] = {name: own[name] for name in ("category", "edition", "title", "in_force") if name in own}
    merged["status"] = file.model.status
    merged["includes"] = sorted(content.includes, key=natural)
    merged["overridden"] = {name: sorted(fields) for name, fields in sorted(content.overridden.items())}
    merged["dropped"] = sorted(content.dropped, key=natural)
    for kind in KINDS:
        items = content.items[kind]
        merged[kind] = {name: items[name].data for name in sorted(items, key=natural)}
    merged["scoring"] = {key: item.data for key, item in content.scoring.items()}
    merged["verdicts"] = None if content.verdicts is None else content.verdicts.data
    return merged


def _incomplete(merged: Merged) -> Problem | None:
    """What a ruleset that judges must say, itself or through its includes."""
    keys = [key for key in SCORING if key not in merged.data["scoring"]]
    lacking = ["scoring"] if len(keys) == len(SCORING) else [f"scoring.{key}" for key in keys]
    lacking += [name for name in ("verdicts", "in_force") if merged.data.get(name) is None]
    if not lacking:
        return None
    names = ", ".join(lacking)
    text = Text(zh=f"连同包含的文件仍缺少 {names}", en=f"with everything included, this is still missing: {names}")
    at = merged.file.document.position(("category",), key=True)
    lines = "".join(f"\n{line}" for line in _ready_lines(keys, lacking))
    hint = Text(
        zh=f"补上（数值和等级按本机构的规定），或包含已写明它的文件（例如 common/…）：{lines}",
        en=f"add it (with your own figures and grades), or include a file that has it (such as common/…):{lines}",
    )
    return Problem("E140", text, at, hint, merged.file.document.excerpt(at))


def _ready_lines(keys: list[str], lacking: list[str]) -> Iterator[str]:
    """What may be copied into the file."""
    if keys:
        yield f"scoring: {{{', '.join(f'{key}: {_SCORING_EXAMPLE[key]}' for key in keys)}}}"
    if "verdicts" in lacking:
        yield "verdicts:"
        yield "  - {grade: D, capable: \"no\", when: \"count('veto','fail') > 0\"}"
        yield '  - {grade: A, capable: "yes", when: "true"}'
    if "in_force" in lacking:
        yield 'in_force: {from: "2021-01-01"}'


_SCORING_EXAMPLE: Final = {
    "model": "flat",
    "blocks": "{site: 70, tests: 30}",
    "credit": "{minor: 0.5}",
    "coverage": "80",
    "tests_alone": "false",
}


def _by_date(edition: Edition) -> tuple[str, Any]:
    return (edition.in_force.from_ if edition.in_force else "", natural(edition.edition))


def _each(keys: Iterable[K], make: Callable[[K], V]) -> dict[K, V]:
    """`make` for each key; all that fail are raised together, so that one pass shows the problems of every file."""
    made: dict[K, V] = {}
    problems: list[Problem] = []
    for key in keys:
        try:
            made[key] = make(key)
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(limited(problems))
    return made
