"""One enterprise in two dossiers of one run: said about the files of `tijian assess`, in the words that a campaign has for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tijian.model.dossier import Dossier
    from tijian.model.problem import Problem


def twice(known: Sequence[tuple[str, Dossier]]) -> list[Problem]:
    """The findings about `(file, dossier)` pairs of one run, in the order of the files."""
    from tijian.campaign import twice as campaign
    from tijian.model.problem import Position

    return campaign.twice([(Position(file), dossier) for file, dossier in known])
