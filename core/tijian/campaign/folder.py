"""Reads the directory of a campaign: `campaign.yaml`, `dossiers.jsonl` and the files in `dossiers/`, and `adoption.yaml` if it is there.

What is wrong with the campaign itself is refused with every place. A dossier that cannot be read is kept with its problems: a campaign
tells of each of its enterprises, also of one whose papers are spoilt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..authoring.document import Document, problem_at, read_file
from ..authoring.dossier_lines import Said, read_lines, said_of, tellable
from ..authoring.refusal import DocumentError, complaint, limited, refusing_as
from ..authoring.validate import validate
from ..catalogues import Catalogue
from ..conditions.suggest import did_you_mean
from ..model.adoption import Adoption
from ..model.campaign import Campaign
from ..model.dossier import Dossier
from ..model.problem import InputError, Position, Problem, TijianError
from ..model.text import Text, text
from ..visits import LINES as MANY
from ..visits import TABLES, WORKBOOKS, read_visits

CAMPAIGN: Final = "campaign.yaml"
LINES: Final = "dossiers.jsonl"
FILES: Final = "dossiers"
ADOPTION: Final = "adoption.yaml"
_READ: Final = frozenset({".yaml", ".yml", ".json"}) | WORKBOOKS | TABLES


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier of a campaign and where it stands; without a dossier, why."""

    at: Position
    dossier: Dossier | None
    problems: tuple[Problem, ...]
    said: Said
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Folder:
    """A campaign as it was read. `notes`: what its files said beside (a lock file skipped, an encoding guessed)."""

    path: Path
    campaign: Campaign
    document: Document  # campaign.yaml, to point at a line of it
    found: tuple[Found, ...]
    adoption: Adoption | None
    notes: tuple[Problem, ...] = ()


def is_campaign(path: Path) -> bool:
    """Whether this is the directory of a campaign."""
    return (path / CAMPAIGN).is_file()


def files_of(path: Path) -> list[str]:
    """The files in the directory of a campaign that hold its dossiers: the lines, then the separate files in the order of their names."""
    folder = path / FILES
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    lines = [str(one) for one in (path / LINES, folder) if _is_there(one) and not (one == folder and folder.is_dir())]
    return lines + [str(one) for one in there if not one.is_dir() and not one.name.startswith(".") and one.suffix.lower() in _READ]


def _left(path: Path) -> Iterator[Problem]:
    """What lies among the dossiers and is not read (W950); hidden files that could be none (.DS_Store) are passed over."""
    read = set(files_of(path))
    folder = path / FILES
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        if str(one) in read or (one.name.startswith(".") and one.suffix.lower() not in _READ):
            continue
        at, suffix = Position(str(one)), one.suffix.lower()
        if one.is_dir():
            said = text(f"子目录“{one.name}”没有读", f"the directory “{one.name}” was not read")
            hint = text("把其中的案卷直接放在 dossiers/ 里", "put the dossiers in it into dossiers/ itself")
        elif one.name.startswith("."):
            said = text(f"隐藏的文件“{one.name}”没有读", f"the hidden file “{one.name}” was not read")
            hint = text("是案卷的，去掉开头的点", "if it is a dossier, take the dot at its beginning away")
        elif suffix == MANY:
            said = text(
                f"“{one.name}”没有读：一行一份的案卷不放在这里", f"“{one.name}” was not read: dossiers one a line do not belong here"
            )
            hint = text(f"放到 {CAMPAIGN} 旁边，名为 {LINES}", f"put it beside {CAMPAIGN}, as {LINES}")
        else:
            said = text(f"“{one.name}”没有读：不是能读的案卷格式", f"“{one.name}” was not read: dossiers have no such form")
            hint = text("是案卷的，另存为 YAML、JSON、核查表或 CSV", "if it is a dossier, save it as YAML, JSON, a checklist or CSV")
        yield Problem("W950", said, at=at, hint=hint, warning=True)


def _is_there(path: Path) -> bool:
    """Whether there is something of this name, were it a link to nothing: what was meant is then said to be missing, not passed over."""
    return path.exists() or path.is_symlink()


def read_folder(path: Path, catalogue: Catalogue) -> Folder:
    """The campaign in the directory `path`; filled checklists among its dossiers are read against `catalogue`.

    Raises InputError where the campaign itself, or its adoption file, is at fault.
    """
    with refusing_as(InputError):
        campaign, document = read_campaign(path)
        adoption = _adoption(path / ADOPTION)
        found = list(_lines(path / LINES))
        visits, notes = _files(path, catalogue)
    return Folder(path, campaign, document, (*found, *visits), adoption, (*notes, *_left(path)))


def read_campaign(path: Path) -> tuple[Campaign, Document]:
    """What `campaign.yaml` in the directory `path` says. Raises DocumentError with every problem."""
    if not is_campaign(path):
        words = (f"这里没有 {CAMPAIGN}，不是评估行动的目录", f"there is no {CAMPAIGN} here: this is no campaign's directory")
        hint = ("给出含有它的目录", "name the directory that holds it")
        raise DocumentError(complaint("E930", *words, Position(str(path)), hint=hint))
    document = read_file(path / CAMPAIGN, syntax="yaml")
    campaign = validate(Campaign, document)
    if problems := list(_contradictions(campaign, document)):
        raise DocumentError(limited(problems))
    return campaign, document


def _contradictions(campaign: Campaign, document: Document) -> Iterator[Problem]:
    """What the parts of a campaign's file say against each other."""
    if "visit" not in campaign.phases:
        yield problem_at(document, "E931", text("phases 里没有 visit（实地核查阶段）", "`phases` has no `visit`"), ("phases",), key=True)
    for stage, phase in campaign.phases.items():
        if phase.until < phase.from_:
            said = text(f"阶段 {stage} 的结束早于开始", f"the phase {stage} ends before it begins")
            yield problem_at(document, "E931", said, ("phases", stage, "until"))
    for field, texts in (("districts", campaign.districts), ("institutions", campaign.institutions)):
        names = [one.zh for one in texts]
        for place, name in enumerate(names):
            if name in names[:place]:
                said = text(f"“{name}”列了两次", f"“{name}” is listed twice")
                also = (document.position((field, names.index(name))),)
                yield problem_at(document, "E931", said, (field, place), also=also)
    yield from _plan(campaign, document)


def _plan(campaign: Campaign, document: Document) -> Iterator[Problem]:
    """What the list of enterprises says against the rest, and against itself."""
    known = {
        "district": [one.zh for one in campaign.districts],
        "institution": [one.zh for one in campaign.institutions],
        "category": list(campaign.categories),
    }
    first: dict[str, int] = {}
    for place, planned in enumerate(campaign.enterprises):
        for field, listed in known.items():
            value = getattr(planned, field)
            if value is not None and value not in listed:
                said = text(f"名单里的 {field} “{value}”不在本行动中", f"the {field} “{value}” in the list is none of the campaign's")
                yield problem_at(document, "E931", said, ("enterprises", place, field), hint=near(value, listed))
        if planned.assessment in first:
            said = text(f"评估编号“{planned.assessment}”在名单里有两个", f"the assessment “{planned.assessment}” is in the list twice")
            also = (document.position(("enterprises", first[planned.assessment], "assessment")),)
            yield problem_at(document, "E931", said, ("enterprises", place, "assessment"), also=also)
        first.setdefault(planned.assessment, place)


def near(word: str, listed: Iterable[str]) -> Text | None:
    """The hint that names the likest of those there are."""
    likest = did_you_mean(word, listed)
    return None if likest is None else text(f"是不是“{likest}”？", f"did you mean “{likest}”?")


def _adoption(path: Path) -> Adoption | None:
    return validate(Adoption, read_file(path, syntax="yaml")) if _is_there(path) else None


def _lines(path: Path) -> Iterator[Found]:
    if not _is_there(path):
        return
    for line in read_lines(path):
        if line.dossier is not None:
            yield Found(line.at, line.dossier, (), said_of(line.dossier))
        else:
            yield Found(line.at, None, line.problems, line.said or Said(), InputError.exit_code)


def _files(path: Path, catalogue: Catalogue) -> tuple[list[Found], tuple[Problem, ...]]:
    """The dossiers in separate files, in the order of their names."""
    files = [file for file in files_of(path) if Path(file).name != LINES]
    if not files:
        return [], ()
    visits = read_visits(files, catalogue)
    found = [Found(Position(one.file), one.dossier, (), said_of(one.dossier)) for one in visits.read]
    found += [_spoilt(error, path / FILES) for error in visits.errors]
    return found, (*visits.notes, *(note for visit in visits.read for note in visit.notes))


def _spoilt(error: TijianError, folder: Path) -> Found:
    """A file that could not be read goes by its name: it may not even say whom it is about."""
    file = next((problem.at.file for problem in error.problems if problem.at is not None), str(folder))
    return Found(Position(file), None, error.problems, Said(assessment=tellable(Path(file).stem)), error.exit_code)
