"""Which ruleset a checklist was made of, and whether that is the one at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...authoring.load import dates
from ...authoring.loaded import Loaded
from ...authoring.refusal import DocumentError, complaint
from ...authoring.resolve import Library
from ...conditions.error import shown
from ...model.problem import InputError, Position, Problem
from ...model.text import Language
from ..grid import Sheet
from .sheets import FORM, META

Words = tuple[str, str]  # zh, en

_AGAIN: Final = ("用 tijian checklist new 重新生成，再把答案填进去", "make it again with `tijian checklist new`, and fill in the answers")
_DRIFTED: Final = (
    "用 tijian checklist new 重新生成；确认问题没有变，可用 tijian checklist read --accept-drift 写成案卷",
    "make it again with `tijian checklist new`; if the questions are the same, `tijian checklist read --accept-drift` writes a dossier",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the hidden sheet says."""

    category: str
    edition: str
    digest: str
    language: Language


def identify(sheets: Sequence[Sheet], file: str) -> Identity:
    """Which ruleset the workbook is a checklist of. Raises DocumentError: E880 no checklist, E881 another form of it."""
    sheet = next((one for one in sheets if one.name.lower() == META), None)
    said = {}
    for _, cells in sheet.rows() if sheet is not None else ():
        texts = [str(cells[column].value).strip() for column in sorted(cells) if cells[column].kind == "text"]
        if len(texts) > 1:
            said[texts[0]] = texts[1]
    form = said.get("format", "")
    if form != FORM and form.startswith("tijian/checklist@"):
        words = (f"核查表的格式是 {shown(form)}，本版软件读 {FORM}", f"the checklist's form is {shown(form)}; this version reads {FORM}")
        raise DocumentError(complaint("E881", *words, Position(file, cell=f"{META}!B1"), hint=_AGAIN))
    if form != FORM or not all(said.get(key) for key in ("category", "edition", "digest")):
        words = (
            "这不是 tijian checklist new 生成的核查表：没有隐藏的 _meta 表，或内容被改",
            "this is no checklist that `tijian checklist new` made: its hidden sheet _meta is missing or was changed",
        )
        raise DocumentError(complaint("E880", *words, Position(file), hint=_AGAIN))
    return Identity(said["category"], said["edition"], said["digest"], "en" if said.get("language") == "en" else "zh")


def ruleset_of(
    identity: Identity, library: Library, file: str, *, accept_drift: bool, at: Position | None = None, again: Words | None = None
) -> tuple[Loaded, list[Problem]]:
    """The ruleset, and what is to be said of it. Raises DocumentError: E882 it is not here, E884 it has changed; RulesetError.

    `at` and `again`: where it is said which ruleset it is, and what to do where that has changed, if not as for a workbook.
    """
    name = f"{identity.category}/{identity.edition}"
    at = Position(file, 1, cell=f"{META}!B2") if at is None else at
    try:
        loaded = library.load(identity.category, identity.edition)
    except InputError as error:
        words = (f"核查表的评估细则 {shown(name)} 不在这里", f"the ruleset of the checklist, {shown(name)}, is not here")
        why = error.problems[0]
        hint = None if why.hint is None else (why.hint("zh"), why.hint("en"))
        raise DocumentError(complaint("E882", *words, at, hint=hint)) from error
    if loaded.digest == identity.digest:
        return loaded, []
    words = (
        f"评估细则 {name} 在核查表生成以后改动过（摘要不同）",
        f"the ruleset {name} has changed since the checklist was made (its digest is another)",
    )
    if accept_drift:
        hint = ("编号都还在的按现在的细则评估", "what still has its id is assessed by the ruleset as it is now")
        return loaded, [complaint("W884", *words, at, hint=hint, warning=True)]
    raise DocumentError(complaint("E884", *words, at, hint=again or _DRIFTED))


def in_force(loaded: Loaded, assessed_on: str, library: Library, at: Position) -> Problem | None:
    """What is wrong with assessing on this day by this edition: E883 where it was not in force."""
    rules = loaded.ruleset
    if rules.in_force.covers(assessed_on):
        return None
    editions = library.editions(rules.category)
    other = next((one.edition for one in editions if one.in_force is not None and one.in_force.covers(assessed_on)), None)
    zh = f"评估日期 {assessed_on} 不在 {loaded.id} 的适用期内：{dates(editions)}"
    en = f"on {assessed_on} {loaded.id} is not in force: {dates(editions)}"
    hint = (
        (f"用 {rules.category}/{other} 的核查表，或改正日期", f"use the checklist of {rules.category}/{other}, or correct the date")
        if other
        else ("改正日期", "correct the date")
    )
    return complaint("E883", zh, en, at, hint=hint)
