"""The questions of the site check: a group for each section, a screen for each check. After the answer come its photos and notes."""

from typing import Final

from ...model.ruleset import SiteCheck
from ...model.text import Text, text
from ..checklist.words import CLASS_MARKS, OUTCOMES
from .drafting import Drafting
from .form import ALWAYS, Group, Member, Question, given, of
from .names import PHOTOS, CheckFields
from .visit_part import SHORT

_ANSWER: Final = text("选一个结论；没有核查的，选未核查", "Choose one; Not checked, if it was not")
_FACTS: Final = text(
    "发现问题的，拍照、写明文件编号或写说明，至少一样", "Where something was found: a photo, a document or a note, one at least"
)
_WHY: Final = text("写明为什么不适用", "Say why it does not apply")
_DOCS_HINT: Final = text("文件、记录的编号，用顿号隔开", "of documents and records, commas between")


def section(draft: Drafting, name: str) -> Group | None:
    """The checks of a section; None where it has none."""
    ids = [one for one in draft.names.checks if draft.ruleset.site_checks[one].section == name]
    if not ids:
        return None
    code, title = draft.names.sections[name], draft.ruleset.sections[name].title
    label = draft.plain(text(f"{name} {title.zh}", f"{name} {title('en')}"))
    checks = tuple(_check(draft, one, draft.ruleset.site_checks[one], draft.names.checks[one]) for one in ids)
    return Group(f"sec_{code}", label, checks, relevant=f"selected({of('sections')}, '{code}')")


def _check(draft: Drafting, name: str, check: SiteCheck, fields: CheckFields) -> Group:
    applies = draft.program.checks[name].applies
    mark = "" if check.class_ == "general" else CLASS_MARKS[check.class_]("zh") + " "
    mark_en = "" if check.class_ == "general" else CLASS_MARKS[check.class_]("en") + " "
    label = draft.plain(text(f"{name} {mark}{check.ask.zh}", f"{name} {mark_en}{check.ask('en')}"))
    anyway = draft.when_it_applies(applies, check.applies)
    outcome = Question("one", fields.outcome, label, _look(draft, check, anyway), _offers(draft, check), "", ALWAYS, _ANSWER)
    fault = f"({of(fields.outcome)} = 'minor' or {of(fields.outcome)} = 'major')"
    shown = f"({given(fields.outcome)} and {of(fields.outcome)} != 'not_applicable')"
    bare = " and ".join((fault, *(f"{of(one)} = ''" for one in (fields.photos[0], fields.docs))))
    members: list[Member] = [
        outcome,
        *photos(fields.photos, shown),
        Question("text", fields.docs, text("证据编号", "Evidence"), _DOCS_HINT, relevant=shown, rule=SHORT),
        Question("text", fields.note, text("说明", "Note"), None, "", shown, bare, _FACTS, SHORT, "multiline"),
    ]
    if check.may_skip:
        skipped = f"{of(fields.outcome)} = 'not_applicable'"
        members.append(Question("text", fields.reason, text("不适用的理由", "Why not applicable"), None, "", skipped, ALWAYS, _WHY, SHORT))
    title = text(name, name)
    return Group(f"g_{fields.outcome}", draft.plain(title), tuple(members), draft.relevance.asked(applies), page=True)


def photos(fields: tuple[str, ...], relevant: str) -> list[Question]:
    """Room for photos, for the next one when there is the one before."""
    found = []
    for number, field in enumerate(fields, 1):
        label = text("照片", "Photo") if number == 1 else text(f"照片 {number}（最多 {PHOTOS} 张）", f"Photo {number} ({PHOTOS} at most)")
        hint = text("发现问题的，拍下事实", "of the facts, where something was found") if number == 1 else None
        found.append(Question("photo", field, label, hint, relevant=relevant if number == 1 else given(fields[number - 2])))
    return found


def _look(draft: Drafting, check: SiteCheck, anyway: Text | None) -> Text | None:
    """What to look at, and what else must be known to answer."""
    zh, en = [], []
    if check.evidence:
        zh.append("查：" + "；".join(one.zh for one in check.evidence))
        en.append("Look at: " + "; ".join(one("en") for one in check.evidence))
    if check.class_ == "veto":
        zh.append("否决项：只判符合或不符合。")
        en.append("Veto: conform or major, nothing between.")
    if anyway is not None:
        zh.append(f"手机上判断不了是否适用：{anyway.zh}；不适用的选未核查，写明原因。")
        en.append(f"A phone cannot tell whether it applies: {anyway('en')}. Where it does not, choose Not checked and say why.")
    return draft.plain(text("\n".join(zh), "\n".join(en))) if zh else None


def _offers(draft: Drafting, check: SiteCheck) -> str:
    """The list of outcomes that a check may have."""
    may_skip, veto = check.may_skip, check.class_ == "veto"
    left_out = ({"minor"} if veto else set()) | (set() if may_skip else {"not_applicable"})
    name = "outcome" + ("_veto" if veto else "") + ("_skip" if may_skip else "")
    return draft.offer(name, [(code, words) for code, words in OUTCOMES.items() if code not in left_out])
