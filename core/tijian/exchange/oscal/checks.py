"""The checks of an assessment: each is an observation; one that was judged is a finding too, whose target is the check.

What is not known has an observation that says so and no finding: OSCAL knows satisfied and not satisfied alone, and a check that nobody
could judge is neither. It is left out of the controls that were reviewed.
"""

from collections.abc import Sequence
from typing import Final, Literal

from ...model.outcome import KNOWN, Kind, State
from ...model.remark import Remark
from ...model.result import CheckOutcome, DiagnosisOutcome, Result, SampleOutcome
from ...model.text import Text, text
from ...model.words import state_word, wanted
from . import people, sources
from .literal import both, line, lines, string, token
from .naming import Json, begins, filled, identifier
from .properties import many, prop, props, set_flag

METHODS: Final[dict[Kind, tuple[str, ...]]] = {"site": ("EXAMINE", "INTERVIEW"), "rule": ("EXAMINE",), "test": ("TEST",)}
_REASON: Final[dict[State, Literal["pass", "fail", "other"]]] = {"pass": "pass", "fail": "fail", "minor": "other"}
_MINOR: Final = text("轻微缺陷：要求没有完全做到，须在期限内纠正", "a minor defect: not wholly met, to be corrected by the deadline")


class Names:
    """What controls are called in one document: category, edition, check; where two rulesets share an edition, which of them too."""

    def __init__(self, results: Sequence[Result]) -> None:
        digests: dict[tuple[str, str], set[str]] = {}
        for result in results:
            digests.setdefault((result.ruleset.category, result.ruleset.edition), set()).add(result.ruleset.digest)
        self._twice = {edition for edition, found in digests.items() if len(found) > 1}

    def control(self, result: Result, check: str) -> str:
        """The id of a check as a control, and as the objective that a finding is about."""
        of = result.ruleset
        changed = (of.digest.removeprefix("sha256:")[:8],) if (of.category, of.edition) in self._twice else ()
        return token(".".join((of.category, of.edition, *changed, check)))


def observed(result: Result, check: str) -> str:
    """The identifier of the observation of a check."""
    return identifier("observation", *people.key(result), check)


def found(result: Result, check: str) -> str:
    """The identifier of the finding of a check."""
    return identifier("finding", *people.key(result), check)


def _what(check: CheckOutcome) -> list[Json]:
    return props(prop("check", check.id), prop("kind", check.kind), prop("class", check.class_), prop("section", check.section))


def reviewed(result: Result, names: Names) -> Json:
    """The controls that were judged. What is not known, or does not count, is none of them."""
    judged = [{"control-id": names.control(result, check.id)} for check in result.checks if check.state in KNOWN]
    others = [{"control-id": names.control(result, check.id)} for check in result.checks if check.state not in KNOWN]
    said = text(
        "只有已得出结论的检查项；未知的（未核查、待出结果、无法判定）和不计的不在其中，见各自的观察记录",
        "only the checks that were judged; what is unknown (not checked, to come, inconclusive) or does not count is none of them: "
        "see its observation",
    )
    which: Json = {"include-controls": judged} if judged else {"include-all": {}, **filled(exclude_controls=others)}
    return {"control-selections": [{"description": lines(said), **which}]}


def observation(result: Result, check: CheckOutcome) -> Json:
    """What was seen of a check, whatever its state."""
    state = state_word(check.state, check.kind)
    return filled(
        uuid=observed(result, check.id),
        title=line(f"{check.id} {both(check.title)}"),
        description=lines(text(f"{state.zh}{_measured(check).zh}", f"{state('en')}{_measured(check)('en')}"), check.note),
        props=props(_what(check), prop("state", check.state), _figures(check), sources.about(check.source)),
        links=sources.clause(check.source),
        methods=list(METHODS[check.kind]),
        types=["control-objective"],
        origins=people.observers(result),
        subjects=_subjects(result, check),
        relevant_evidence=[filled(description=line(one), props=prop("evidence", one)) for one in check.evidence if string(one)],
        collected=begins(result.assessed_on),
        remarks=lines(*(_remark(one) for one in result.warnings if one.check == check.id)),
    )


def _measured(check: CheckOutcome) -> Text:
    """The value and what was required of it, to go behind the state; nothing for a check without figures."""
    unit = f" {check.unit}" if check.unit else ""
    zh, en = "", ""
    if check.value is not None:
        zh, en = f"：实测 {check.value}{unit}", f": measured {check.value}{unit}"
    if check.requirement is not None:
        want = wanted(check.requirement)
        zh, en = f"{zh}{'，' if zh else '：'}{want.zh}", f"{en}{', ' if en else ': '}{want('en')}"
    return text(zh or "。", en or ".")


def _figures(check: CheckOutcome) -> list[Json]:
    return props(
        prop("value", check.value),
        prop("requirement", check.requirement),
        prop("unit", check.unit),
        prop("margin", check.margin),
        set_flag("borderline", check.borderline),
        set_flag("conditional", check.conditional),
        prop("points-lost", check.points_lost),
    )


def _remark(one: Remark) -> Text:
    zh, en = (f"（{one.sample}）", f" ({one.sample})") if one.sample else ("", "")
    return text(f"{one.code}{zh}：{one.text.zh}", f"{one.code}{en}: {one.text('en')}")


def general_remarks(result: Result) -> list[Json]:
    """Remarks on the dossier, as properties: code, severity, the check it is about."""
    about = ((one, one.check or "dossier") for one in result.warnings)
    return [each for one, of in about for each in prop("remark", one.code, class_=f"{one.severity}.{of}", remarks=(_remark(one),))]


def _subjects(result: Result, check: CheckOutcome) -> list[Json]:
    who = filled(subject_uuid=people.enterprise(result.enterprise), type="party")
    known = sources.samples(result) if check.samples else {}
    return [who, *(_sample(one, known[one.sample]) for one in check.samples)]


def _sample(one: SampleOutcome, uuid: str) -> Json:
    about = props(
        prop("sample", one.sample),
        prop("state", one.state),
        prop("value", one.value),
        prop("requirement", one.requirement),
        prop("margin", one.margin),
        prop("replaced-by", one.replaced_by),
    )
    return filled(subject_uuid=uuid, type="inventory-item", title=line(one.sample), props=about)


def finding(result: Result, check: CheckOutcome, names: Names, risks: Sequence[str]) -> Json:
    """The finding of a check that was judged, with the risks that go with it."""
    state = state_word(check.state, check.kind)
    status = filled(
        state="satisfied" if check.state == "pass" else "not-satisfied",
        reason=_REASON[check.state],
        remarks=lines(_MINOR) if check.state == "minor" else "",
    )
    return filled(
        uuid=found(result, check.id),
        title=line(f"{check.id} {both(check.title)}"),
        description=lines(_of(result, check.id) or state),
        props=props(
            prop("check", check.id), prop("state", check.state), prop("points-lost", check.points_lost), _diagnoses(result, check.id)
        ),
        links=[] if check.state == "pass" else sources.clause(check.source),
        target={"type": "objective-id", "target-id": names.control(result, check.id), "status": status},
        related_observations=[{"observation-uuid": observed(result, check.id)}],
        related_risks=[{"risk-uuid": risk} for risk in risks],
    )


def _of(result: Result, check: str) -> Text | None:
    """What was found, in the words of the correction."""
    return next((one.found for action in result.actions for one in action.corrections if one.check == check), None)


def _diagnoses(result: Result, check: str) -> list[Json]:
    return many("diagnosis", (one.id for one in result.diagnoses if check in one.explains))


def diagnosed(result: Result, diagnosis: str) -> str:
    """The identifier of the observation that a diagnosis is."""
    return identifier("diagnosis", *people.key(result), diagnosis)


def diagnosis(result: Result, one: DiagnosisOutcome) -> Json:
    """A diagnosis: what several findings mean together, concluded by the engine."""
    return filled(
        uuid=diagnosed(result, one.id),
        title=line(f"{one.id} {both(one.says)}"),
        description=lines(one.says, one.risk),
        props=props(prop("diagnosis", one.id), many("explains", one.explains)),
        methods=["EXAMINE"],
        types=["discovery"],
        origins=people.by_the_tool(result),
        subjects=[filled(subject_uuid=people.enterprise(result.enterprise), type="party")],
        collected=begins(result.assessed_on),
    )
