"""Faults that no case notices and that somebody accepted, with a reason: `<category>/survivors/<edition>.yaml`, id → {zh, en}.

A reason is for a fault that is still there and still unnoticed; one for a fault that is caught now, or that can no longer be
planted, is an error: it would hide the next one of that name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import RootModel

from ..authoring.document import Document, DocumentError, read_file
from ..authoring.load import SURVIVORS
from ..authoring.resolve import Edition
from ..authoring.validate import validate
from ..conditions.suggest import did_you_mean
from ..model.problem import Problem, RulesetError
from ..model.text import Text, text
from .mutation import Mutation

NO_REASON: Final = text("没有案例发现，也没有写明理由", "no case notices, and no reason is given")


class SurvivorFile(RootModel[dict[str, Text]]):
    """理由 Why a fault that no case notices is accepted, by the id of the fault."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of one edition, and the file that gives them."""

    by_id: Mapping[str, Text]
    document: Document | None = None


def read_reasons(edition: Edition) -> Reasons:
    """The reasons beside an edition; none where there is no file. Raises RulesetError."""
    file = edition.file.parent / SURVIVORS / f"{edition.edition}.yaml"
    if not file.is_file():
        return Reasons({})
    try:
        document = read_file(file)
        return Reasons(validate(SurvivorFile, document).root, document)
    except DocumentError as error:
        raise RulesetError(error.problems) from None


def idle_reasons(reasons: Reasons, found: Mutation) -> list[Problem]:
    """A problem (E806) for each reason that is for no survivor."""
    alive = {one.id for one in found.survivors}
    caught = {one.id for one in found.caught}
    discarded = {one.id for one in found.discarded}
    problems: list[Problem] = []
    for name in reasons.by_id:
        if name in alive:
            continue
        hint = text("删去这一条", "remove the entry")
        if name in caught:
            zh, en = "现在有案例发现这一改动，不必再说明理由", "a case notices this fault now: it needs no reason"
        elif name in discarded:
            zh, en = (
                "这一改动不改变含义（或不成细则），不计数，不必说明理由",
                "this fault changes no meaning, or is no ruleset, and is not counted",
            )
        else:
            zh, en = "没有这样的改动", "there is no such fault"
            if near := did_you_mean(name, alive):
                hint = text(f"是不是“{near}”？不是就删去", f"did you mean “{near}”? If not, remove the entry")
        assert reasons.document is not None
        at = reasons.document.position((name,), key=True)
        said = text(f"{name}：{zh}", f"{name}: {en}")
        problems.append(Problem("E806", said, at=at, hint=hint, excerpt=reasons.document.excerpt(at)))
    return problems
