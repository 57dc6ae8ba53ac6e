"""The verdict of an assessment: OSCAL has no grades, so it stands in the title, in the description and in properties.

Wherever the grade stands, whether it was issued stands too, and every caveat beside it.
"""

from collections.abc import Iterable, Iterator

from ...model.result import AnyScore, Reason, Result, ScoreSpan
from ...model.text import Text, text
from ...model.words import CAPABLE, grade_word
from . import people
from .literal import both, labelled, line, lines
from .naming import Json, begins, ends, filled, identifier
from .properties import attribute, flag, many, prop, props
from .sources import described


def headline(result: Result) -> Text:
    """The grade in a few words, with what must be known of it: whether it is a preview, and how many caveats there are."""
    verdict = result.verdict
    if verdict.grade is None:
        zh = "、".join(grade_word(grade).zh for grade in verdict.possible)
        en = ", ".join(grade_word(grade)("en") for grade in verdict.possible)
        said = text(f"预览：等级未定，可能是 {zh}", f"preview: grade not certain, possibly {en}")
    else:
        grade = grade_word(verdict.grade)
        issued = text(f"等级 {grade.zh}", f"grade {grade('en')}")
        preview = text(f"预览，未出具：等级 {grade.zh}", f"preview, not issued: grade {grade('en')}")
        said = issued if verdict.issued else preview
    number = len(verdict.caveats)
    return text(f"{said.zh}（附注 {number} 条）", f"{said('en')} (caveats: {number})") if number else said


def title(result: Result) -> str:
    """Whose result it is, by which ruleset, and the grade."""
    ruleset = result.ruleset
    return line(f"{result.enterprise.name} · {ruleset.category}/{ruleset.edition} · {both(headline(result))}")


def description(result: Result) -> str:
    """The verdict spelt out: what the grade says, why it was not issued, each caveat."""
    verdict = result.verdict
    capable = CAPABLE[verdict.capable] if verdict.capable is not None else None
    said = [verdict.says] if verdict.says is not None else []
    capable_said = [] if capable is None else [text(f"质量安全保证能力：{capable.zh}", f"Quality and safety capability: {capable('en')}")]
    return lines(headline(result), *said, *capable_said, *_doubts(result))


def _doubts(result: Result) -> Iterator[str]:
    for reason in result.verdict.not_issued_because:
        yield from labelled("未出具", "Not issued", reason.text)
    for caveat in result.verdict.caveats:
        yield from labelled("附注", "Caveat", caveat.text)


def verdict_props(result: Result, *, clues: bool) -> list[Json]:
    """The verdict, its scores and its receipt as properties; without what only might become a clue, if `clues` is not asked for."""
    return props(_assessment(result), _verdict(result), _scores(result), _attributes(result), _possible(result, clues), _receipt(result))


def _assessment(result: Result) -> list[Json]:
    who = result.enterprise
    return props(
        prop("schema", result.schema_),
        prop("assessment", result.assessment),
        prop("assessed-on", result.assessed_on),
        prop("enterprise", who.name),
        prop("uscc", who.uscc),
        prop("district", who.district),
        prop("group", who.group),
        prop("size", who.size),
        prop("institution", result.institution),
        described(result.ruleset),
    )


def _verdict(result: Result) -> list[Json]:
    verdict = result.verdict
    return props(
        prop("grade", verdict.grade, remarks=(headline(result), verdict.says, *_doubts(result))),
        prop("capable", verdict.capable),
        flag("certain", verdict.certain),
        flag("issued", verdict.issued),
        prop("grounds", verdict.grounds),
        prop("worst", verdict.worst),
        prop("best", verdict.best),
        many("possible", verdict.possible),
        many("pending", (one.check for one in verdict.pending if one.check is not None), class_="check"),
        many("pending", (one.attribute for one in verdict.pending if one.attribute is not None), class_="attribute"),
        [
            one
            for atom in verdict.decided_by
            for one in prop("decided-by", atom.atom, class_=f"row.{atom.row}", remarks=(_listed(atom.checks),))
        ],
        _reasons("not-issued-because", verdict.not_issued_because),
        _reasons("caveat", verdict.caveats),
        prop("coverage", verdict.coverage),
    )


def _reasons(name: str, reasons: tuple[Reason, ...]) -> list[Json]:
    return [one for reason in reasons for one in prop(name, reason.reason, remarks=(reason.text, _listed(reason.checks)))]


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _scores(result: Result) -> list[Json]:
    score = result.score
    blocks = (("total", score.total), ("site", score.site), ("tests", score.tests))
    return props(
        prop("score-model", score.model),
        *(_score("score", name, one) for name, one in blocks),
        *(_score("section-score", name, one) for name, one in score.sections.items()),
    )


def _score(name: str, of: str, score: AnyScore) -> list[Json]:
    if score is None:
        return []
    ends = ((f"{name}-low", score.low), (f"{name}-high", score.high)) if isinstance(score, ScoreSpan) else ((name, score),)
    return [
        one for named, end in ends for one in prop(named, end.value, class_=of, remarks=(f"100 × {end.numerator} ÷ {end.denominator}",))
    ]


def _attributes(result: Result) -> list[Json]:
    product = result.attributes
    return props(
        *(attribute(name, value, "given") for name, value in product.given.items()),
        *(attribute(name, value, "derived") for name, value in product.derived.items()),
        many("attribute-unknown", product.unknown),
    )


def _possible(result: Result, clues: bool) -> list[Json]:
    possible = result.possible
    return props(
        many("possible-diagnosis", possible.diagnoses),
        many("possible-clue", possible.clues if clues else ()),
        [one for action in possible.actions for one in prop("possible-action", action.id, remarks=(_listed(action.checks),))],
    )


def _receipt(result: Result) -> list[Json]:
    receipt = result.receipt
    digests = {"ruleset": receipt.ruleset, "dossier": receipt.dossier, "result": receipt.result, "adoption": receipt.adoption}
    return props(*(prop("receipt", digest, class_=name) for name, digest in digests.items()))


def log(result: Result) -> Json:
    """The assessment as an entry of the log: on which day, by whom."""
    who = [*_logged(people.INSTITUTION, people.institutions(result)), *_logged(people.ASSESSOR, people.assessors(result))]
    entry = filled(
        uuid=identifier("visit", *people.key(result)),
        title=line("评估 · assessment"),
        description=lines(headline(result)),
        start=begins(result.assessed_on),
        end=ends(result.assessed_on),
        logged_by=who,
    )
    return {"entries": [entry]}


def _logged(role: str, uuids: Iterable[str]) -> list[Json]:
    return [{"party-uuid": uuid, "role-id": role} for uuid in uuids]
