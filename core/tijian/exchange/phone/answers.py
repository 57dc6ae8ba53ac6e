"""What one submission says, put into a piece of a dossier: visit, product, answers with their photos, samples, clues."""

from collections.abc import Mapping
from typing import Any, Final

from ...authoring.document import Path
from ...model.dossier import BLANKS
from ...model.order import natural
from ...model.ruleset import Attribute
from ...model.text import Text, text
from ..checklist.saying import ids, scalar
from ..checklist.sheets import MOST_SAMPLES, MOST_TEAM
from ..checklist.words import OUTCOMES
from .names import MOST_CLUES, OTHER, CheckFields, attribute_field, clue_field, not_known, photos, sample_field, team_field
from .slip import Slip

_TEXTS: Final[Mapping[Path, str]] = {
    ("assessment",): "assessment",
    ("institution",): "institution",
    ("enterprise", "name"): "enterprise_name",
    ("enterprise", "uscc"): "uscc",
}
_CHOSEN: Final[Mapping[Path, str]] = {
    ("enterprise", "district"): "district",
    ("enterprise", "group"): "enterprise_group",
    ("enterprise", "size"): "size",
    ("sampling", "state"): "sampling_state",
}
_NEEDED: Final[frozenset[Path]] = frozenset({("assessment",), ("assessed_on",), ("enterprise", "name"), ("sampling", "state")})


def fill_in(slip: Slip) -> None:
    """Puts everything that the submission says into its piece; what is wrong is noted."""
    _visit(slip)
    _team(slip)
    for name, attribute in slip.loaded.ruleset.product.items():
        field = attribute_field(name)
        if (value := _attribute(slip, name, attribute, field)) is not None:
            slip.put(("product", name), value, field)
    by = slip.text("recorder")
    for name, fields in slip.names.checks.items():
        _answer(slip, name, fields, by)
    plan = sorted(slip.many("plan"), key=natural)
    for place, test in enumerate(plan):
        slip.piece.data.setdefault("sampling", {}).setdefault("plan", [])
        slip.piece.data["sampling"]["plan"].append(test)
        slip.piece.places["sampling", "plan", place] = slip.place("plan").position(slip.table.file)
    _samples(slip)
    _clues(slip)


def _visit(slip: Slip) -> None:
    values: dict[Path, tuple[Any, str]] = {path: (slip.text(field), field) for path, field in _TEXTS.items()}
    values["assessed_on",] = slip.day("assessed_on", "E890"), "assessed_on"
    words = slip.names.vocabularies
    for path, field in _CHOSEN.items():
        said = slip.one(field, words[field])
        values[path] = (slip.text(f"{field}_{OTHER}"), f"{field}_{OTHER}") if said == OTHER else (said, field)
    for path, (value, field) in values.items():
        if value is not None:
            slip.put(path, value, field)
        elif path in _NEEDED:
            slip.piece.blank[path] = slip.place(field).position(slip.table.file)


def _team(slip: Slip) -> None:
    team: list[dict[str, str]] = []
    for person in range(1, MOST_TEAM + 1):
        said = {key: slip.text(team_field(person, key)) for key in ("name", "organization")}
        if said["name"] is None:
            continue
        slip.piece.data.setdefault("team", team)
        team.append({})
        for key, value in said.items():
            if value is not None:
                slip.put(("team", len(team) - 1, key), value, team_field(person, key))


def _attribute(slip: Slip, name: str, attribute: Attribute, field: str) -> Any:
    codes = slip.names.choices.get(name)
    if codes is not None:
        unsure, meant = not_known(codes), {code: choice for choice, code in codes.items()}
        words: dict[str, Text] = {code: text(choice, choice) for code, choice in meant.items()}
        if attribute.choices is None:
            words = {code: slip.names.vocabularies["yes_no"][code] for code in meant}
        found = slip.one(field, {**words, unsure: text("不知道", "Not known")})
        if found is None or found == unsure:
            return None
        return meant[found] == "true" if attribute.choices is None else meant[found]
    said = slip.text(field)
    return None if said is None else scalar(said) if attribute.type == "number" else said


def _answer(slip: Slip, name: str, fields: CheckFields, by: str | None) -> None:
    """An answer. “Not checked” with nothing beside it says as much as no answer, so another form of the visit may answer instead."""
    outcome = slip.one(fields.outcome, OUTCOMES)
    evidence = _evidence(slip, fields.photos, fields.docs)
    note, reason = slip.text(fields.note), slip.text(fields.reason)
    if outcome in (None, "not_checked") and not (evidence or note or reason):
        return
    path: Path = ("answers", name)
    slip.put((*path, "outcome"), outcome or "not_checked", fields.outcome)
    if note is not None:
        slip.put((*path, "note"), note, fields.note)
    if reason is not None:
        slip.put((*path, "reason"), reason, fields.reason)
    if evidence:
        slip.put((*path, "evidence"), evidence, fields.docs if slip.said(fields.docs) is not None else fields.photos[0])
    if by is not None:
        slip.put((*path, "by"), by, "recorder")


def _evidence(slip: Slip, taken: tuple[str, ...], docs: str) -> list[str]:
    """The file names of photos, and the documents that are named."""
    named = [name for field in taken if (name := slip.text(field)) is not None]
    return list(dict.fromkeys((*named, *ids(slip.said(docs)))))


def _samples(slip: Slip) -> None:
    """The samples of which something is said. The tests of one are the laboratory's matter."""
    for number in range(1, MOST_SAMPLES + 1):
        if sample_field(number, "id") not in slip.columns.places:
            continue
        values: dict[Path, tuple[Any, str]] = {}
        for key in ("id", "lab", "report", "retest_of"):
            values[key,] = slip.text(sample_field(number, key)), sample_field(number, key)
        values["produced_on",] = slip.day(sample_field(number, "produced_on"), "F888"), sample_field(number, "produced_on")
        conclusion = sample_field(number, "conclusion")
        values["conclusion",] = slip.one(conclusion, slip.names.vocabularies["conclusion"]), conclusion
        for name in slip.loaded.ruleset.product:
            field = attribute_field(name, number)
            values["product", name] = _attribute(slip, name, slip.loaded.ruleset.product[name], field), field
        said = {path: value for path, value in values.items() if value[0] is not None}
        if not said:
            continue
        samples = slip.piece.data.setdefault("samples", [])
        samples.append({})
        for path, (value, field) in said.items():
            slip.put(("samples", len(samples) - 1, *path), value, field)
        if said.get(("produced_on",)) is None and (day := slip.said(sample_field(number, "produced_on"))) not in (None, *BLANKS):
            assert day is not None
            path = ("samples", len(samples) - 1, "produced_on")
            slip.put(path, None, sample_field(number, "produced_on"))
            slip.piece.unusable.add(path)


def _clues(slip: Slip) -> None:
    meant = {code: name for name, code in slip.names.clues.items()}
    titles = {code: slip.loaded.ruleset.clue_codes[name].title for code, name in meant.items()}
    for number in range(1, MOST_CLUES + 1):
        field, facts = clue_field(number, "code"), clue_field(number, "facts")
        code, said = slip.one(field, titles), slip.text(facts)
        if code is None and said is None:
            continue
        if code is None or said is None:
            words = ("线索没有写代码", "a clue lacks its code") if code is None else ("线索没有写事实", "a clue lacks the facts")
            slip.pen.refuse(
                "E887", words, slip.place(field if code is None else facts), ("填写，或清空这条线索", "fill it in, or clear the clue")
            )
            continue
        clues = slip.piece.data.setdefault("clues", [])
        clues.append({})
        path: Path = ("clues", len(clues) - 1)
        slip.put((*path, "code"), meant[code], field)
        slip.put((*path, "facts"), {"zh": said}, facts)
        if evidence := _evidence(slip, photos(clue_field(number, "seen")), clue_field(number, "docs")):
            slip.put((*path, "evidence"), evidence, clue_field(number, "docs"))
