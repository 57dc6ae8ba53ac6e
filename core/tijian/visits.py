"""From the files of visits to dossiers: YAML and JSON, filled checklists and phone forms, laboratories' tables that join them.

Whoever takes files from people comes in here; `tijian.read_dossier` too. Which files are one visit is said by the assessment number.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Final

from .authoring.document import Path, Syntax
from .authoring.dossier_file import read_dossier as read_plain
from .authoring.dossier_lines import read_lines
from .authoring.loaded import Loaded
from .authoring.refusal import DocumentError, complaint, limited, refusing_as
from .authoring.validate import validate
from .catalogues import Catalogue, catalogue
from .conditions.error import shown
from .exchange.checklist.read import read_checklist
from .exchange.lab_table import LabTable, Taken, lab_table, share_out
from .exchange.merging import merge
from .exchange.phone.columns import is_submissions
from .exchange.phone.read import read_submissions
from .exchange.piece import Piece, piece_of
from .exchange.preflight import read_workbook_file
from .exchange.table_text import read_table_file
from .facts.gather import Facts, gather
from .model.dossier import Dossier
from .model.problem import InputError, Position, Problem, TijianError
from .model.ruleset import SampleTest

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et"})  # most are refused, saying what they are
TABLES: Final = frozenset({".csv", ".tsv"})
LINES: Final = ".jsonl"  # a dossier a line
_LOCK: Final = "~$"  # how Excel names the mark of a workbook that is open
_NEEDED: Final = {
    ("assessment",): ("评估编号", "the assessment number"),
    ("assessed_on",): ("评估日期", "the date of assessment"),
    ("enterprise", "name"): ("企业名称", "the enterprise"),
    ("sampling", "state"): ("抽样情况", "the sampling"),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One dossier and the files it was read from; `notes`: findings, warnings and notes of reading them."""

    files: tuple[str, ...]
    dossier: Dossier
    notes: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """What the visit is called in a message."""
        return " + ".join(self.files)


@dataclass(slots=True)
class Visits:
    """What was read, in the order of the files, and what could not be."""

    read: list[Visit] = field(default_factory=list)
    errors: list[TijianError] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # about no visit


def read_dossier(
    source: FilePath | str | Mapping[str, Any],
    *,
    text: str | bytes | None = None,
    syntax: Syntax | None = None,
    catalogue: Catalogue | None = None,
) -> Dossier:
    """The dossier in a file (.yaml, .yml, .json, .xlsx, .csv of one visit), in a mapping, or in `text`, which `source` then only names.

    A workbook or a submission is read against its ruleset: `catalogue` says where that is (by default the installed ones). In a mapping
    a measured value is a Decimal, an int or a text; a float is refused. Raises InputError with every problem found, RulesetError.
    """
    if isinstance(source, Mapping) or text is not None or FilePath(source).suffix.lower() not in WORKBOOKS | TABLES:
        return read_plain(source, text=text, syntax=syntax)
    return one_visit([str(source)], catalogue or _installed()).dossier


def _installed() -> Catalogue:
    return catalogue()


def read_visits(
    files: Sequence[str], known: Catalogue, *, accept_drift: bool = False, given: Mapping[str, Dossier] | None = None
) -> Visits:
    """The visits that these files are about. A file that cannot be read does not keep the others from being read.

    `given`: dossiers that were read before (from a pipe), by what they are called among the files.
    """
    found = Visits()
    skipped = [file for file in files if len(files) > 1 and FilePath(file).name.startswith(_LOCK)]
    found.notes += [_lock(file) for file in skipped]
    pieces: list[_Part] = []
    tables: list[LabTable] = []
    for file in files:
        if file in skipped:
            continue
        if given is not None and file in given:
            pieces.append(_Part(file, None, None, given[file]))
            continue
        try:
            with refusing_as(InputError):
                match FilePath(file).suffix.lower():
                    case suffix if suffix in WORKBOOKS:
                        piece, loaded = read_checklist(read_workbook_file(FilePath(file)), known.library, accept_drift=accept_drift)
                        pieces.append(_Part(file, piece, loaded))
                    case suffix if suffix in TABLES:
                        table = read_table_file(FilePath(file))
                        if not is_submissions(table):
                            tables.append(lab_table(table))
                            continue
                        sent = read_submissions(table, known.library, accept_drift=accept_drift)
                        pieces += [_Part(f"{file}:{one.line}", one.piece, one.loaded) for one in sent.read]
                        found.errors += sent.errors
                        found.notes += sent.notes
                    case suffix if suffix == LINES:
                        for line in read_lines(FilePath(file)):
                            if line.dossier is None:
                                found.errors.append(InputError(line.problems))
                            else:
                                pieces.append(_Part(f"{file}:{line.at.line}", None, None, line.dossier))
                    case _:
                        pieces.append(_Part(file, None, None, read_plain(FilePath(file))))
        except TijianError as error:
            found.errors.append(error)
    groups = _groups(pieces)
    shares, errors = _shared(tables, groups, known, whole=not found.errors)
    found.errors += errors
    for group, joined in zip(groups, shares, strict=True):
        try:
            found.read.append(_visit(group, joined, known))
        except TijianError as error:
            found.errors.append(error)
    return found


def one_visit(files: Sequence[str], known: Catalogue, *, accept_drift: bool = False) -> Visit:
    """The one visit that all of these files are about. Raises InputError with every problem of them, RulesetError."""
    found = read_visits(files, known, accept_drift=accept_drift)
    if found.errors:
        kinds = sorted(found.errors, key=lambda error: error.exit_code)
        raise type(kinds[-1])([problem for error in found.errors for problem in (*error.problems,)])
    if len(found.read) != 1:
        numbers = "、".join(shown(visit.dossier.assessment) for visit in found.read)
        words = (f"这些文件是 {len(found.read)} 次评估：{numbers}", f"these files are of {len(found.read)} assessments: {numbers}")
        hint = (
            "一次只读一次评估的文件，编号写错的改正；要写成几份案卷，用 -o 目录/",
            "give the files of one assessment, and correct a wrong number; to write several dossiers, use -o DIRECTORY/",
        )
        also = tuple(visit.dossier._origin.position(("assessment",)) for visit in found.read[1:])
        at = found.read[0].dossier._origin.position(("assessment",)) if found.read else Position(files[0])
        raise InputError(complaint("E891", *words, at, hint=hint, also=also))
    only = found.read[0]
    return Visit(only.files, only.dossier, (*found.notes, *only.notes))


@dataclass(frozen=True, slots=True)
class _Part:
    """A file on its way: a checklist (a piece of a dossier), or a dossier."""

    file: str
    piece: Piece | None
    loaded: Loaded | None
    dossier: Dossier | None = None

    def as_piece(self) -> Piece:
        if self.piece is not None:
            return self.piece
        assert self.dossier is not None
        return piece_of(self.dossier, self.file)


def _groups(parts: Iterable[_Part]) -> list[list[_Part]]:
    """The parts of each visit: checklists with one number and category; a checklist without a number goes with the only one there is."""
    groups: dict[tuple[str, ...], list[_Part]] = {}
    numberless: list[_Part] = []
    for part in parts:
        if part.piece is None:
            groups["dossier", part.file, str(len(groups))] = [part]
            continue
        number = part.piece.data.get("assessment")
        if number is None:
            numberless.append(part)
        else:
            groups.setdefault(("checklist", str(part.piece.data["category"]), str(number)), []).append(part)
    for part in numberless:
        mine = [key for key in groups if key[0] == "checklist" and part.piece is not None and key[1] == part.piece.data["category"]]
        if len(mine) == 1:
            groups[mine[0]].append(part)
        else:
            groups["checklist", part.file, str(len(groups))] = [part]
    return list(groups.values())


def _shared(
    tables: Iterable[LabTable], groups: Sequence[Sequence[_Part]], known: Catalogue, *, whole: bool
) -> tuple[list[list[Piece]], list[TijianError]]:
    """The results of each table for each group, and what cannot be shared out. `whole`: every other file was read."""
    shares: list[list[Piece]] = [[] for _ in groups]
    errors: list[TijianError] = []
    takers: list[Taken] | None = None
    for table in tables:
        try:
            with refusing_as(InputError):
                if not groups:
                    raise DocumentError(_alone(table, whole=whole))
                takers = takers or [_taken(group, known) for group in groups]
                pieces = share_out(table, takers)
        except TijianError as error:
            errors.append(error)
            continue
        for share, piece in zip(shares, pieces, strict=True):
            if piece is not None:
                piece.notes = list(table.notes)
                share.append(piece)
    return shares, errors


def _taken(group: Sequence[_Part], known: Catalogue) -> Taken:
    """What a table may be joined by. That the ruleset of a dossier is not here is said where it is assessed."""
    pieces = [part.as_piece() for part in group]
    samples = {sample["id"] for piece in pieces for sample in piece.data.get("samples", ()) if sample.get("id") is not None}
    first = group[0]
    tests: Mapping[str, SampleTest] | None = None
    if first.loaded is not None:
        tests = first.loaded.ruleset.sample_tests
    elif first.dossier is not None:
        with suppress(TijianError):
            tests = known.entry(first.dossier.category, first.dossier.assessed_on).program.ruleset.sample_tests
    number = next((piece.data["assessment"] for piece in pieces if "assessment" in piece.data), None)
    return Taken(number, frozenset(samples), tests)


def _visit(group: Sequence[_Part], joined: Sequence[Piece], known: Catalogue) -> Visit:
    """The dossier of a group. Raises InputError with all that is wrong with it."""
    only = group[0].dossier
    files = tuple(dict.fromkeys((*(part.file for part in group), *(piece.file for piece in joined))))
    if only is not None and not joined:
        return Visit(files, only)
    pieces = [*(part.as_piece() for part in group), *joined]
    whole, problems = merge(pieces)
    problems += [problem for path, words in _NEEDED.items() if (problem := _lacking(whole, path, words)) is not None]
    with refusing_as(InputError):
        if problems:
            raise DocumentError(limited(problems))
        dossier = validate(Dossier, whole)
    dossier._origin = whole
    if group[0].loaded is not None:
        facts_of(dossier, known)  # what does not fit the ruleset is said with its cell
    return Visit(files, dossier, tuple(whole.notes))


def _lacking(whole: Piece, path: Path, words: tuple[str, str]) -> Problem | None:
    """That something is blank which every dossier needs."""
    value: Any = whole.data
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    if value is not None:
        return None
    at = whole.blank.get(path) or Position(whole.file)
    return complaint("E887", f"没有填{words[0]}", f"{words[1]} is blank", at, hint=("填写", "fill it in"))


def facts_of(dossier: Dossier, known: Catalogue) -> Facts:
    """The facts of a dossier: what does not fit its ruleset is refused. Raises InputError, RulesetError, PluginError."""
    entry = known.entry(dossier.category, dossier.assessed_on)
    return gather(entry.program, dossier, known.derivation(dossier, entry.program.ruleset))


def _lock(file: str) -> Problem:
    words = ("跳过 Excel 的锁文件：那个工作簿还开着", "Excel's lock file is skipped: that workbook is still open")
    hint = ("先保存并关闭，以免读到旧的内容", "save and close it, or an older content may be read")
    return complaint("W885", *words, Position(file), hint=hint, warning=True)


def _alone(table: LabTable, *, whole: bool) -> Problem:
    words = ("只有检测结果，没有它们所属的案卷", "there are results, and no dossier that they belong to")
    if not whole:
        words = ("检测结果所属的案卷读不出来", "the dossier that the results belong to could not be read")
    hint = ("同时给出案卷或核查表：tijian assess 案卷.yaml 结果.csv", "give the dossier too: tijian assess dossier.yaml results.csv")
    return complaint("E910", *words, Position(table.file), hint=hint)
