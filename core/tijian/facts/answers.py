"""From an answer to the state of a site check (semantics §3, the table of answers)."""

from ..authoring.program import Check
from ..conditions.evaluate import evaluate
from ..model.dossier import AnswerGiven
from ..model.outcome import State
from ..model.remark import Remark, Severity
from ..model.text import text
from .attributes import Setting

NOT_CHECKED = AnswerGiven(outcome="not_checked")


def site_state(check: Check, answer: AnswerGiven, here: Setting) -> tuple[State, tuple[Remark, ...]]:
    """The state of a site check, and what was wrong with the answer: such an answer leaves the check unknown.

    applies   conform  minor                     major       not_applicable        not checked
    true      pass     minor*, unchecked (veto)  fail*       not_applicable**      unchecked
    false     n/a      unchecked, warned         unchecked   not_applicable        n/a
    unknown   unchecked whatever the answer
    *  with a note or evidence, else unchecked   ** with a reason, where the check may be skipped, else unchecked
    """
    applies = True if check.applies is None else evaluate(check.applies, here.values)
    found_fault = answer.outcome in ("minor", "major")
    if applies is False:
        if found_fault:
            return "unchecked", (_remark(check, "W421", "warning", *_BURIED),)
        return "not_applicable", ()
    if applies is None:
        return "unchecked", ()
    match answer.outcome:
        case "conform":
            return "pass", ()
        case "not_checked":
            return "unchecked", ()
        case _ if (lack := lacking(answer, may_skip=check.may_skip, veto=check.class_ == "veto")) is not None:
            code, *words = lack
            return "unchecked", (_remark(check, code, "finding", *words),)
        case "not_applicable":
            return "not_applicable", ()
        case "minor":
            return "minor", ()
        case _:
            return "fail", ()


def lacking(answer: AnswerGiven, *, may_skip: bool, veto: bool) -> tuple[str, str, str] | None:
    """What keeps an answer from being taken (code, words with `{id}`): it is no answer to such a check, or it lacks its ground.

    The reader of checklists comes in here too, to say it at the cell.
    """
    match answer.outcome:
        case "not_applicable" if not may_skip:
            return ("F423", *_NO_SKIP)
        case "not_applicable" if answer.reason is None:
            return ("F424", *_NO_REASON)
        case "minor" if veto:
            return ("F425", *_MINOR_VETO)
        case "minor" | "major" if answer.note is None and not answer.evidence:
            return ("F426", *_NO_NOTE)
        case _:
            return None


_BURIED = (
    "{id} 按产品属性不适用，但现场记录了问题；请更正属性或答案，在此之前该项按未核查处理",
    "{id} does not apply by the product's attributes, but a fault was recorded there; correct one of them, until then it stays unchecked",
)
_NO_SKIP = (
    "{id} 不允许判为不适用；请核查后作答，在此之前按未核查处理",
    "{id} may not be answered not_applicable; check it and answer, until then it stays unchecked",
)
_NO_REASON = (
    "{id} 判为不适用但未写理由；请补写理由（reason），在此之前按未核查处理",
    "{id} is answered not_applicable without a reason; add `reason`, until then it stays unchecked",
)
_MINOR_VETO = (
    "{id} 是否决项，只能判符合或不符合，不能判轻微缺陷；请改正，在此之前按未核查处理",
    "{id} is a veto check: conform or major, never minor; correct it, until then it stays unchecked",
)
_NO_NOTE = (
    "{id} 判为有问题但没有说明也没有证据；请补充说明（note）或证据（evidence），在此之前按未核查处理",
    "{id} records a fault without a note or evidence; add `note` or `evidence`, until then it stays unchecked",
)


def _remark(check: Check, code: str, severity: Severity, zh: str, en: str) -> Remark:
    return Remark(code=code, severity=severity, text=text(zh.format(id=check.id), en.format(id=check.id)), check=check.id)
