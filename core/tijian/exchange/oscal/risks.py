"""What follows from the findings: a corrective action is a risk with a deadline, its advice the responses; a clue is a risk without one.

An action joins the findings that one cause explains, so it is the risk of all of them, and its deadline is theirs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ...model.result import Action, ClueOutcome, Correction, Result
from ...model.text import Text, text
from ...model.words import CONFIDENCE
from . import people
from .checks import diagnosed, found, observed
from .literal import both, labelled, line, lines, string
from .naming import Json, ends, filled, identifier
from .properties import many, prop, props

_NO_RISK: Final = text("评估细则没有写明风险。", "The ruleset states no risk.")
_NO_ADVICE: Final = text("评估细则没有给出整改建议。", "The ruleset gives no advice.")
_PROOF: Final = text("完成整改，提交证明材料", "put it right and hand in the proof")
_SUSPECTED: Final = text(
    "只是线索，涉嫌而未经认定；移送企业所在区处理，与等级无关，也没有整改期限。",
    "Only a clue: suspected, established by nobody; it goes to the enterprise's district, has no bearing on the grade and no deadline.",
)


def action_risk(result: Result, action: Action) -> str:
    """The identifier of the risk of an action."""
    return identifier("risk", *people.key(result), action.id)


def risks_of(result: Result, check: str, *, clues: bool) -> list[str]:
    """The risks that go with a finding: that of its action, then the clues."""
    own = [action_risk(result, action) for action in result.actions if check in (one.check for one in action.corrections)]
    return [*own, *(uuid for uuid, clue in _clues(result) if check in clue.checks)] if clues else own


def action(result: Result, one: Action) -> Json:
    """An action as a risk: what was found, what it may lead to, what to do, by when."""
    return filled(
        uuid=action_risk(result, one),
        title=line(both(one.title)),
        description=lines(*(correction.found for correction in one.corrections)),
        statement=lines(*_each(one.risk, *(correction.risk for correction in one.corrections))) or lines(_NO_RISK),
        props=props(prop("action", one.id), many("check", one.checks), prop("due", one.due)),
        status="open",
        origins=people.by_the_tool(result),
        deadline=ends(one.due),
        remediations=list(_responses(result, one)),
        related_observations=_behind(result, one),
    )


def _behind(result: Result, one: Action) -> list[Json]:
    """The observations behind an action: its checks, and the diagnosis that joins them."""
    joined = [diagnosed(result, diagnosis.id) for diagnosis in result.diagnoses if diagnosis.id == one.id]
    return [{"observation-uuid": uuid} for uuid in (*(observed(result, check) for check in one.checks), *joined)]


def _each(*texts: Text | None) -> list[Text]:
    return list(dict.fromkeys(one for one in texts if one is not None))


def _responses(result: Result, one: Action) -> Iterator[Json]:
    """The advice for the whole, where it has some of its own, then for each finding."""
    advice = (one.correct, one.prevent, one.proof)
    own = [(each.correct, each.prevent, each.proof) for each in one.corrections]
    if any(advice) and advice not in own:
        yield _response(result, one, None, advice)
    for correction, words in zip(one.corrections, own, strict=True):
        yield _response(result, one, correction, words)


def _response(result: Result, one: Action, of: Correction | None, advice: tuple[Text | None, Text | None, Text | None]) -> Json:
    named = (*people.key(result), one.id, of.check if of is not None else "")
    proof = advice[2]
    about = (
        text(f"整改建议：{of.check}", f"advice: {of.check}")
        if of is not None
        else text(f"整改建议：{one.title.zh}", f"advice: {one.title('en')}")
    )
    milestone = filled(
        uuid=identifier("milestone", *named),
        type="milestone",
        title=line(both(_PROOF)),
        description=lines(proof),
        timing={"on-date": {"date": ends(one.due)}},
    )
    return filled(
        uuid=identifier("response", *named),
        lifecycle="recommendation",
        title=line(both(about)),
        description=lines(*_labelled(advice)) or lines(_NO_ADVICE),
        props=_correction(of) if of is not None else [],
        tasks=[milestone],
    )


def _labelled(advice: Sequence[Text | None]) -> Iterator[str]:
    for (zh, en), words in zip((("立即纠正", "Correct now"), ("防止再发生", "Prevent"), ("证明材料", "Proof")), advice, strict=True):
        if words is not None:
            yield from labelled(zh, en, words)


def _correction(one: Correction) -> list[Json]:
    known = CONFIDENCE[one.confidence] if one.confidence is not None else None
    return props(
        prop("check", one.check),
        prop("state", one.state),
        prop("basis", one.basis.zh, remarks=(one.basis.en,)),
        prop("confidence", one.confidence, remarks=(known,)),
        prop("due", one.due),
        prop("points-lost", one.points_lost),
    )


def _clues(result: Result) -> Iterator[tuple[str, ClueOutcome]]:
    """The clues with their identifiers; two that are alike are two."""
    seen: list[tuple[str, ...]] = []
    for one in result.clues:
        named = (one.code, one.id or "", "" if one.id else one.facts.zh)
        seen.append(named)
        yield identifier("clue", *people.key(result), *named, str(seen.count(named))), one


def clues(result: Result) -> list[Json]:
    """The clues of suspected violations."""
    return [_clue(result, uuid, one) for uuid, one in _clues(result)]


def _clue(result: Result, uuid: str, one: ClueOutcome) -> Json:
    return filled(
        uuid=uuid,
        title=line(f"{one.code} {both(one.title)}"),
        description=lines(one.facts, _SUSPECTED),
        statement=lines(*labelled("涉及", "Concerns", one.law)),
        props=props(
            prop("clue", one.code, class_="by-hand" if one.id is None else "by-rule"),
            prop("clue-rule", one.id),
            prop("urgency", one.urgency),
            prop("district", one.district),
            many("check", one.checks),
            many("evidence", filter(string, one.evidence)),
        ),
        status="investigating",
        origins=people.observers(result) if one.id is None else people.by_the_tool(result),
        related_observations=[{"observation-uuid": observed(result, check)} for check in one.checks],
    )


def item(result: Result, one: Action) -> Json:
    """An action as an item of the plan."""
    return filled(
        uuid=identifier("poam-item", *people.key(result), one.id),
        title=line(both(one.title)),
        description=lines(*(correction.found for correction in one.corrections)) or lines(one.title),
        props=props(prop("action", one.id), many("check", one.checks), prop("due", one.due)),
        origins=people.by_the_tool(result),
        related_findings=[{"finding-uuid": found(result, correction.check)} for correction in one.corrections],
        related_observations=_behind(result, one),
        related_risks=[{"risk-uuid": action_risk(result, one)}],
    )
