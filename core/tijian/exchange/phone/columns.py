"""The columns of a submission table: what a server calls `visit-assessed_on`, `visit/assessed_on` or `assessed_on` is one question.

ODK Central puts `-` between groups and questions, KoboToolbox `/`; either may leave the groups out. A question with several choices is one
column, or a column for each choice, or both. What the servers add of their own is known, and everything else is told and not read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...model.ruleset import ResolvedRuleset
from ..checklist.sheets import MOST_SAMPLES, MOST_TEAM
from ..table_text import TextCell, TextTable
from .names import IDENTITY, MOST_CLUES, NOTES, OTHER, Names, attribute_field, clue_field, photos, sample_field, team_field

VISIT: Final = ("assessment", "assessed_on", "institution", "recorder")
ENTERPRISE: Final = ("enterprise_name", "uscc", "district", f"district_{OTHER}", "enterprise_group", "size", f"size_{OTHER}")
OF_SAMPLE: Final = ("id", "produced_on", "lab", "report", "retest_of", "conclusion", "differs")

_BETWEEN: Final = re.compile(r"[-/]")
_CENTRAL: Final = ("SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status")
_CENTRAL_TOO: Final = ("ReviewState", "DeviceID", "Edits", "FormVersion", "instanceID", "instanceName", "audit")
_KOBO: Final = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "_tags", "_index")
_KOBO_TOO: Final = ("__version__", "_version_", "_attachments", "_geolocation", "_xform_id_string", "_date_modified", "_parent_index")
_PHONES: Final = ("start", "end", "today", "deviceid", "username", "phonenumber", "rootUuid", "deprecatedID", "uuid", "version")
_SERVERS: Final = frozenset((*_CENTRAL, *_CENTRAL_TOO, *_KOBO, *_KOBO_TOO, *_PHONES))
_MEANT: Final = frozenset({"SubmissionDate", "KEY", "instanceID", "_uuid", "_submission_time"})  # those by which an export is known
_OF_A_PHOTO: Final = "_URL"  # KoboToolbox adds a column with the address of each photo


@dataclass(slots=True)
class Columns:
    """Where the answers to the questions of one form stand."""

    places: dict[str, int] = field(default_factory=dict)
    split: dict[str, dict[str, int]] = field(default_factory=dict)  # of a question with several choices: a column for each
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[tuple[str, int, int]] = field(default_factory=list)
    several: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # what each choice of such a question means


def is_submissions(table: TextTable) -> bool:
    """Whether a table is an export of submissions: it says which form they are of, or it has what the servers add."""
    heads = {_parts(cell)[-1] for cell in table.rows[0]}
    return IDENTITY[0] in heads or len(heads & _MEANT) > 1


def places_of(head: Sequence[TextCell], names: Sequence[str]) -> dict[str, int]:
    """Where these columns stand, by their names without groups; the first of each."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        if (name := _parts(cell)[-1]) in names:
            found.setdefault(name, place)
    return found


def columns_of(head: Sequence[TextCell], names: Names) -> Columns:
    """The columns of a table, by the questions of a form."""
    asked, several = questions(names.ruleset, names), _several(names)
    found = Columns(several=several)
    for place, cell in enumerate(head):
        parts = _parts(cell)
        name = parts[-1]
        if len(parts) > 1 and name in several.get(parts[-2], {}):
            found.split.setdefault(parts[-2], {})[several[parts[-2]][name]] = place
        elif name in asked:
            if name in found.places:
                found.twice.append((name, found.places[name], place))
            found.places.setdefault(name, place)
        elif not (name in _SERVERS or name in NOTES or name in IDENTITY or not name or _is_address(name, asked)):
            found.unknown[place] = name
    return found


def _is_address(name: str, asked: frozenset[str]) -> bool:
    return name.endswith(_OF_A_PHOTO) and name.removesuffix(_OF_A_PHOTO) in asked


def _parts(cell: TextCell) -> list[str]:
    """The groups of a column's name, and the question."""
    return [part.strip() for part in _BETWEEN.split(cell.text.strip())]


def questions(ruleset: ResolvedRuleset, names: Names) -> frozenset[str]:
    """The name of every question that a form of this ruleset may have, for however many samples there is room."""
    found = {*VISIT, *ENTERPRISE, "sections", "sampling_state", "plan"}
    found |= {team_field(person, key) for person in range(1, MOST_TEAM + 1) for key in ("name", "organization")}
    found |= {attribute_field(name) for name in ruleset.product}
    found |= {name for fields in names.checks.values() for name in fields.all}
    for sample in range(1, MOST_SAMPLES + 1):
        found |= {sample_field(sample, key) for key in OF_SAMPLE}
        found |= {attribute_field(name, sample) for name in ruleset.product}
    for clue in range(1, MOST_CLUES + 1):
        found |= {clue_field(clue, key) for key in ("code", "facts", "docs")} | set(photos(clue_field(clue, "seen")))
    return frozenset(found)


def _several(names: Names) -> Mapping[str, Mapping[str, str]]:
    """The questions with several choices: what each choice in the data means."""
    attributes = {code: name for name, code in names.attributes.items()}
    found = {
        "sections": {code: name for name, code in names.sections.items()},
        "plan": {code: name for name, code in names.tests.items()},
    }
    return found | {sample_field(sample, "differs"): attributes for sample in range(1, MOST_SAMPLES + 1)}
