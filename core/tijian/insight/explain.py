"""Why a result is what it is: the grade's grounds in words, what each finding costs, what is open, what keeps it from being issued.

A result says all of it already; here it is put in the order and the words in which a person asks. Nothing is judged again.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from ..model.order import natural
from ..model.outcome import UNKNOWN, Kind, State
from ..model.result import CheckOutcome, Pending, Result
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from ..model.words import grade_word, state_word
from .phrases import Names, phrase

Standing = Literal["issued", "preview", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Ground:
    """An atom of the deciding row that holds: as the ruleset writes it, in words, and the checks behind it."""

    atom: str
    row: int  # 1 is the worst
    says: Text
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """A finding and the points of the total that it alone costs (a decimal string)."""

    check: str
    title: Text
    kind: Kind
    class_: str
    state: State
    points: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something not known that can still change the grade: a check or an attribute, and what is the matter with it."""

    kind: Literal["check", "attribute"]
    id: str
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """An explanation of one result. `grounds` speak of the best completion; `obstacles` is empty where the verdict is issued."""

    standing: Standing
    grade: str | None
    worst: str | None
    best: str | None
    possible: tuple[str, ...]
    says: Text  # the grade, and whether it stands, in one sentence
    grounds: tuple[Ground, ...]
    costs: tuple[Cost, ...]
    caveats: tuple[Text, ...]
    pending: tuple[Open, ...]
    obstacles: tuple[Text, ...]
    can_change: Text  # what would still change the grade


def explain(result: Result, ruleset: ResolvedRuleset | None = None) -> Explanation:
    """Why `result` is what it is. With its `ruleset` sections, diagnoses and attributes are called by their titles. Pure."""
    names, verdict = Names(result, ruleset), result.verdict
    standing: Standing = "issued" if verdict.issued else "preview" if verdict.worst is not None else "not_assessable"
    return Explanation(
        standing=standing,
        grade=verdict.grade,
        worst=verdict.worst,
        best=verdict.best,
        possible=verdict.possible,
        says=_says(result, standing),
        grounds=grounds(result, names),
        costs=_costs(result),
        caveats=tuple(caveat.text for caveat in verdict.caveats),
        pending=tuple(_open(one, names) for one in verdict.pending),
        obstacles=tuple(reason.text for reason in verdict.not_issued_because),
        can_change=_can_change(result, standing),
    )


_GROUNDS: Final = {
    "coverage": text("核查检测覆盖率足够", "enough of what was due is known"),
    "veto": text("已知的否决项不符合，单凭这一项即可定级", "a known veto failure gives this grade by itself"),
}


def _says(result: Result, standing: Standing) -> Text:
    verdict = result.verdict
    if standing == "not_assessable":
        return text("无法评估：没有可计分的核查项", "not assessable: nothing counts that a verdict could rest on")
    if verdict.grade is None:
        listed = [grade_word(grade) for grade in verdict.possible]
        zh, en = " / ".join(word("zh") for word in listed), " / ".join(word("en") for word in listed)
        return text(
            f"预览：等级未定，可能是 {zh}（未知项全按最差为 {verdict.worst}，全按最好为 {verdict.best}）",
            f"preview: the grade is open, it may be {en} (with every unknown at its worst {verdict.worst}, at its best {verdict.best})",
        )
    if standing == "preview":
        return text(
            f"预览：等级 {verdict.grade} 已确定，但尚不能出具", f"preview: grade {verdict.grade} is certain, but cannot be issued yet"
        )
    enough = _GROUNDS[verdict.grounds or "coverage"]
    return text(f"等级 {verdict.grade} 已确定并可出具：{enough('zh')}", f"grade {verdict.grade} is certain and issued: {enough('en')}")


def grounds(result: Result, names: Names | None = None) -> tuple[Ground, ...]:
    """What decided the grade, in words: the atoms that hold in the deciding row. Pure."""
    called = names or Names(result)
    return tuple(Ground(one.atom, one.row, phrase(one.atom, one.checks, called), one.checks) for one in result.verdict.decided_by)


def _costs(result: Result) -> tuple[Cost, ...]:
    """The findings, the dearest first."""
    findings = [one for one in result.checks if one.state in ("fail", "minor")]
    found = [Cost(one.id, one.title, one.kind, one.class_, one.state, one.points_lost or "0") for one in findings]
    return tuple(sorted(found, key=lambda cost: (-Fraction(cost.points), natural(cost.check))))


def _open(pending: Pending, names: Names) -> Open:
    if pending.check is not None:
        state = names.state(pending.check) or "unchecked"
        return Open("check", pending.check, names.check(pending.check), state_word(state, names.kind(pending.check)))
    name = pending.attribute or ""
    return Open("attribute", name, names.attribute(name), text("属性未知", "attribute not known"))


def unknown_checks(result: Result) -> tuple[CheckOutcome, ...]:
    """The checks whose state is not known."""
    return tuple(one for one in result.checks if one.state in UNKNOWN)


def _can_change(result: Result, standing: Standing) -> Text:
    verdict, unknown = result.verdict, len(unknown_checks(result))
    if standing == "not_assessable":
        return text("补上至少一项可计分的核查，才能定级", "answer at least one check that counts: only then is there a grade")
    if not verdict.certain:
        return text(
            f"以下 {len(verdict.pending)} 项未知，任何一项都可能改变等级；其他未知项改变不了",
            (
                "the 1 unknown item below can still change the grade; nothing else that is unknown can"
                if len(verdict.pending) == 1
                else f"the {len(verdict.pending)} unknown items below can still change the grade; nothing else that is unknown can"
            ),
        )
    if unknown:
        still = "1 item is still unknown, and whatever it turns"
        if unknown > 1:
            still = f"{unknown} items are still unknown, and whatever they turn"
        return text(
            f"还有 {unknown} 项未知，但无论结果如何都改变不了等级；更正、复检或增加样品属于新的事实，另作评估",
            f"{still} out to be, the grade stays; a correction, a retest or another sample is a new fact and makes a new assessment",
        )
    return text(
        "没有未知项；只有更正、复检或增加样品这样的新事实才会改变它，那是另一次评估",
        "nothing is unknown; only a new fact changes it, a correction, a retest or another sample, and that makes a new assessment",
    )
