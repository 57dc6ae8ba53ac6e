"""A plugin that is loaded: who it is, what it brings, and the voice to ask it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..model.problem import Problem
from .admission import admit
from .claims import Claims, claims
from .offers import Offer
from .origin import Origin
from .scoring_api import Scored
from .voice import InProcess, Voice


@dataclass(frozen=True, slots=True)
class Loaded:
    """One loaded plugin. `hooks` are those it answers; `warnings` what loading it found, short of a fault."""

    origin: Origin
    hooks: frozenset[str]
    claims: Claims
    voice: Voice
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A plugin's scoring model as the pipeline uses it: its faults are PluginErrors, its scores are held to 0…100."""

    voice: Voice
    name: str

    def score(self, items: Sequence[Scored]) -> Fraction | None:
        """See `ScoringModel.score`."""
        return self.voice.score(self.name, items)

    def total(self, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction) -> Fraction | None:
        """See `ScoringModel.total`."""
        return self.voice.total(self.name, site, tests, site_share, tests_share)


def load_here(offer: Offer) -> Loaded:
    """Load a plugin into this process. Raises PluginError."""
    plugin = admit(offer)
    brings = claims(plugin)
    return Loaded(offer.origin, plugin.hooks, brings, InProcess(plugin, brings), plugin.warnings)
