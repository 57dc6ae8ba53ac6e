"""Two plugins that claim one category (or model, or format): neither is loaded, until the user prefers a distribution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..model.problem import Problem
from ..model.text import Text
from .claims import Claim
from .origin import Origin, normalized

CLAIMED_TWICE: Final = "E608"
_KIND: Final[Mapping[str, Text]] = {
    "category": Text(zh="类别", en="category"),
    "model": Text(zh="评分模型", en="scoring model"),
    "format": Text(zh="格式", en="format"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Who may not load and why; and which categories' rulesets a distribution no longer supplies, because it lost them."""

    refused: Mapping[Origin, Problem]
    lost: Mapping[str, frozenset[str]]  # by normalized distribution


def settle(claimed: Mapping[Origin, frozenset[Claim]], prefer: Sequence[str]) -> Settled:
    """Preferences first: who loses to a preferred distribution is set aside (a warning). Whoever still has a rival is refused."""
    preferred = {normalized(name) for name in prefer}
    refused: dict[Origin, Problem] = {}
    lost: dict[str, frozenset[str]] = {}
    for claim, rivals in _contested(claimed):
        winners = [one for one in rivals if normalized(one.distribution) in preferred]
        if len(winners) != 1:
            continue
        for loser in rivals:
            if loser is not winners[0]:
                refused[loser] = _set_aside(loser, winners[0], claim)
                if claim[0] == "category":
                    key = normalized(loser.distribution)
                    lost[key] = lost.get(key, frozenset()) | {claim[1]}
    left = {origin: claims for origin, claims in claimed.items() if origin not in refused}
    for claim, rivals in _contested(left):
        for one in rivals:
            refused.setdefault(one, _conflict(one, rivals, claim))
    return Settled(refused, lost)


def _contested(claimed: Mapping[Origin, frozenset[Claim]]) -> list[tuple[Claim, list[Origin]]]:
    by_claim: dict[Claim, list[Origin]] = {}
    for origin in sorted(claimed):
        for claim in claimed[origin]:
            by_claim.setdefault(claim, []).append(origin)
    return sorted((claim, rivals) for claim, rivals in by_claim.items() if len(rivals) > 1)


def _conflict(one: Origin, rivals: Sequence[Origin], claim: Claim) -> Problem:
    others = [other for other in rivals if other != one]
    zh = f"与{'、'.join(other.zh for other in others)}都认领了{_KIND[claim[0]].zh} {claim[1]}"
    en = f"and {', '.join(other.en for other in others)} both claim {_KIND[claim[0]]('en')} {claim[1]}"
    names = sorted({rival.distribution for rival in rivals})
    hint = Text(zh=f"卸载其一，或用 --prefer 选定: {'、'.join(names)}", en=f"uninstall one, or choose with --prefer: {', '.join(names)}")
    return one.problem(CLAIMED_TWICE, zh, en, hint=hint)


def _set_aside(loser: Origin, winner: Origin, claim: Claim) -> Problem:
    zh = f"被搁置: {_KIND[claim[0]].zh} {claim[1]} 按 --prefer 由{winner.zh}负责"
    en = f"is set aside: {_KIND[claim[0]]('en')} {claim[1]} belongs to {winner.en}, as --prefer says"
    return loser.problem("W602", zh, en, warning=True)
