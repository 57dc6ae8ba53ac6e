"""From the submissions that ODK Central or KoboToolbox exported to pieces of dossiers, one a row, or to every problem with line and column.

A row that cannot be used does not keep the others from being read. Submissions of one assessment are put together where pieces of one
visit are: in `merging`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...authoring.loaded import Loaded
from ...authoring.refusal import DocumentError, complaint, limited, refusing_as
from ...authoring.resolve import Library
from ...conditions.error import shown
from ...conditions.suggest import suggestion
from ...model.problem import InputError, Position, Problem, TijianError
from ..checklist.identity import Identity, in_force, ruleset_of
from ..piece import Piece, name_of
from ..table_text import TextCell, TextTable
from ..tables import Findings
from .answers import fill_in
from .columns import Columns, columns_of, places_of, questions
from .names import FORM, IDENTITY, Names
from .slip import Slip

_REVIEW: Final = ("ReviewState", "_validation_status", "AttachmentsPresent", "AttachmentsExpected")
_REJECTED: Final = frozenset({"rejected", "validation_status_not_approved", "not approved"})
_NEEDED: Final = {"assessment": "评估编号", "assessed_on": "评估日期", "enterprise_name": "企业名称", "sampling_state": "抽样情况"}
_MOST_NAMED: Final = 40
_DIGITS: Final = 10  # of a number of photos
_AGAIN: Final = (
    "用 tijian checklist xlsform 重新生成表单并发布；确认问题没有变，可用 tijian checklist read --accept-drift 写成案卷",
    "make the form again with `tijian checklist xlsform`; if its questions are the same, `checklist read --accept-drift` writes dossiers",
)
_EXPORT: Final = (
    "重新导出：Central 直接下载 CSV；KoboToolbox 选“XML 值和表头”，不选“标签”",
    "export it again: from Central as CSV; from KoboToolbox with “XML values and headers”, not labels",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission: its line, what it says, the ruleset that its form is of."""

    line: int
    piece: Piece
    loaded: Loaded


@dataclass(slots=True)
class Submissions:
    """The submissions that were read, what could not be, and what is to be said of the file."""

    read: list[Sent] = field(default_factory=list)
    errors: list[TijianError] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Form:
    """A ruleset that submissions of the file are of, and where its questions stand."""

    loaded: Loaded
    names: Names
    columns: Columns
    notes: list[Problem]


def read_submissions(table: TextTable, library: Library, *, accept_drift: bool = False) -> Submissions:
    """The submissions in a table. Raises DocumentError where no row of it can be used: E920, E904, E905, E906."""
    head, *rows = table.rows
    identity = places_of(head, IDENTITY)
    if len(identity) < len(IDENTITY):
        gone = [name for name in IDENTITY if name not in identity]
        words = (
            f"这是提交记录的导出，但看不出是哪一张表单：缺少列 {'、'.join(gone)}",
            f"these are exported submissions, but of which form cannot be told: it lacks the columns {', '.join(gone)}",
        )
        raise DocumentError(complaint("E920", *words, head[0].at, hint=_EXPORT, excerpt=table.lines.get(head[0].at.line)))
    if not rows:
        words = ("只有表头，没有提交", "there is a head, and no submissions")
        raise DocumentError(complaint("E906", *words, Position(table.file), hint=("有提交以后再导出", "export it when there are some")))
    found = Submissions(notes=list(table.notes))
    numbers = places_of(head, ("assessment",))
    spoilt: dict[str, Position] = {}  # the numbers of submissions that cannot be read
    review = places_of(head, _REVIEW)
    forms: dict[Identity, _Form | TijianError] = {}
    for row in rows:
        if (rejected := _rejected(table, row, review)) is not None:
            found.notes.append(rejected)
            continue
        try:
            with refusing_as(InputError):
                found.read.append(_submission(table, row, identity, review, forms, library, accept_drift=accept_drift))
        except TijianError as error:
            found.errors.append(error)
            if numbers and (number := row[numbers["assessment"]].text.strip()):
                spoilt.setdefault(number, row[0].span)
    _leave_out(table, found, spoilt)
    used = [form for form in forms.values() if isinstance(form, _Form)]
    found.notes += [note for form in used for note in form.notes]
    found.notes += _strange(table, used)
    return found


def _leave_out(table: TextTable, found: Submissions, spoilt: Mapping[str, Position]) -> None:
    """A visit of which a submission cannot be read is not put together from the others: half of it would be taken for the whole."""
    kept = []
    for sent in found.read:
        other = spoilt.get(str(sent.piece.data.get("assessment")))
        if other is None:
            kept.append(sent)
            continue
        at = sent.piece.position(("assessment",))
        words = (
            f"同一次评估的另一份提交读不出来（第 {other.line} 行），这一份也不单独采用",
            f"another submission of this visit cannot be read (line {other.line}): this one alone is not used",
        )
        hint = ("先改正那一份", "correct that one first")
        problem = complaint("E922", *words, at, hint=hint, excerpt=table.lines.get(at.line), also=(other,))
        found.errors.append(InputError(problem))
    found.read = kept


def _submission(
    table: TextTable,
    row: Sequence[TextCell],
    identity: dict[str, int],
    review: dict[str, int],
    forms: dict[Identity, _Form | TijianError],
    library: Library,
    *,
    accept_drift: bool,
) -> Sent:
    said = _identity(table, row, identity)
    if said not in forms:
        forms[said] = _form(table, row[identity["tijian_digest"]], said, library, accept_drift=accept_drift)
    form = forms[said]
    if isinstance(form, TijianError):  # told once a row: each is a visit that was not read
        at = row[identity["tijian_digest"]].span
        raise type(form)([_elsewhere(problem, at, table.lines.get(at.line)) for problem in form.problems])
    findings = Findings(table.file)
    data = {"schema": "tijian/dossier@1", "category": said.category}
    piece = Piece(table.file, f"{name_of(table.file)}:{row[0].at.line}", data)
    slip = Slip(table, row, form.columns, form.loaded, form.names, findings, piece)
    _attachments(slip, row, review)
    fill_in(slip)
    if (day := piece.data.get("assessed_on")) is not None:
        problem = in_force(form.loaded, day, library, piece.position(("assessed_on",)))
        findings.problems += [problem] if problem is not None else []
    problems = slip.problems()
    if any(not problem.warning for problem in problems):
        raise DocumentError(limited(problems))
    piece.notes = problems
    return Sent(row[0].at.line, piece, form.loaded)


def _identity(table: TextTable, row: Sequence[TextCell], places: dict[str, int]) -> Identity:
    """Which ruleset a submission is of. Raises DocumentError (E921)."""
    said = {name: row[place].text.strip() for name, place in places.items()}
    first = row[places[IDENTITY[0]]]
    if said[IDENTITY[0]] != FORM or not all(said.values()):
        words = (
            f"这一行不是本版软件的表单提交的：tijian_form 是 {shown(said[IDENTITY[0]] or '—')}，本版读 {FORM}",
            f"this row is no submission of a form of this version: tijian_form is {shown(said[IDENTITY[0]] or '—')}, and {FORM} is read",
        )
        hint = ("恢复导出的原样；旧表单用生成它的软件版本读", "restore what was exported; read an older form with the version that made it")
        raise DocumentError(complaint("E921", *words, first.span, hint=hint, excerpt=table.lines.get(first.at.line)))
    return Identity(said["tijian_category"], said["tijian_edition"], said["tijian_digest"], "zh")


def _form(table: TextTable, cell: TextCell, said: Identity, library: Library, *, accept_drift: bool) -> _Form | TijianError:
    """The form that submissions are of, or why it cannot be had."""
    at = cell.span
    try:
        with refusing_as(InputError):
            loaded, notes = ruleset_of(said, library, table.file, accept_drift=accept_drift, at=at, again=_AGAIN)
            names = Names(loaded.ruleset)
            columns = columns_of(table.rows[0], names)
            problems = [*_twice(table, columns), *_lacking(table, columns)]
            if problems:
                raise DocumentError(problems)
    except TijianError as error:
        return error
    return _Form(loaded, names, columns, [*notes, *_missing(table, columns, names)])


def _twice(table: TextTable, columns: Columns) -> list[Problem]:
    found = []
    for name, first, second in columns.twice:
        words = (f"列“{name}”重复", f"the column '{name}' is here twice")
        hint = ("删除其中一列", "delete one of them")
        found.append(_about(table, "E904", words, table.rows[0][second], hint, also=(table.rows[0][first].span,)))
    return found


def _lacking(table: TextTable, columns: Columns) -> list[Problem]:
    lacking = [name for name in _NEEDED if name not in columns.places]
    if not lacking:
        return []
    words = (
        f"缺少列：{'、'.join(f'{name}（{_NEEDED[name]}）' for name in lacking)}",
        f"it lacks the columns {', '.join(lacking)}",
    )
    return [_about(table, "E905", words, table.rows[0][0], _EXPORT)]


def _missing(table: TextTable, columns: Columns, names: Names) -> list[Problem]:
    """That columns of checks or attributes are not there: nothing was answered, as far as this table goes."""
    gone = [name for name, fields in names.checks.items() if fields.outcome not in columns.places]
    gone += [name for name in names.ruleset.product if f"p_{name}" not in columns.places]
    if not gone:
        return []
    listed = "、".join(gone[:_MOST_NAMED]) + ("…" if len(gone) > _MOST_NAMED else "")
    words = (
        f"缺少 {len(gone)} 列，按未核查、不知道处理：{listed}",
        f"{len(gone)} columns are missing, which counts as not checked or not known: {listed.replace('、', ', ')}",
    )
    hint = ("导出全部问题", "export all of the questions")
    return [_about(table, "F920", words, table.rows[0][0], hint, warning=True)]


def _strange(table: TextTable, forms: Sequence[_Form]) -> list[Problem]:
    """Columns that are of no form of the file."""
    if not forms:
        return []
    known = sorted(frozenset().union(*(questions(form.loaded.ruleset, form.names) for form in forms)))
    found = []
    for place in sorted(set.intersection(*(set(form.columns.unknown) for form in forms))):
        name = forms[0].columns.unknown[place]
        words = (f"不读列“{shown(name)}”", f"the column '{shown(name)}' is not read")
        hint = suggestion(name, known) or ("不影响结果", "it changes nothing")
        found.append(_about(table, "W900", words, table.rows[0][place], hint, warning=True))
    return found


def _rejected(table: TextTable, row: Sequence[TextCell], review: dict[str, int]) -> Problem | None:
    """That the reviewer on the server rejected a submission: it is left out, and told."""
    for name in ("ReviewState", "_validation_status"):
        if name in review and row[review[name]].text.strip().casefold() in _REJECTED:
            words = ("在服务器上审核未通过的提交，没有读取", "a submission that was rejected on the server is not read")
            hint = ("确要采用，先在服务器上改审核状态，再导出", "to use it, change its state on the server, and export again")
            return _about(table, "W921", words, row[review[name]], hint, warning=True)
    return None


def _attachments(slip: Slip, row: Sequence[TextCell], review: dict[str, int]) -> None:
    """That photos of a submission are still on the phone."""
    cells = [row[review[name]].text.strip() for name in ("AttachmentsPresent", "AttachmentsExpected") if name in review]
    if len(cells) > 1 and all(one.isdecimal() and len(one) < _DIGITS for one in cells) and int(cells[0]) < int(cells[1]):
        words = (
            f"照片没有传完：{cells[1]} 张里服务器上有 {cells[0]} 张",
            f"not all photos are there: {cells[0]} of {cells[1]} are on the server",
        )
        hint = ("案卷记的是文件名；让手机联网传完", "the dossier has their names; connect the phone until all are sent")
        slip.findings.problems.append(_about(slip.table, "W922", words, row[review["AttachmentsPresent"]], hint, warning=True))


def _about(
    table: TextTable,
    code: str,
    words: tuple[str, str],
    cell: TextCell,
    hint: tuple[str, str],
    *,
    also: tuple[Position, ...] = (),
    warning: bool = False,
) -> Problem:
    return complaint(code, *words, cell.span, hint=hint, excerpt=table.lines.get(cell.at.line), also=also, warning=warning)


def _elsewhere(problem: Problem, at: Position, line: str | None) -> Problem:
    """A problem of a form, at another of its submissions; one of the head stays where it is."""
    return problem if problem.at is None or problem.at.line == 1 else replace(problem, at=at, excerpt=line)
