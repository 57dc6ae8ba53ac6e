"""The public face for plugin authors: hooks, the types they return, and the version of this contract (`API`).

Loading plugins is the business of `tijian.plugin.manager`; a plugin has no need of it.
"""

from ..model.problem import Position, Problem
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from .hookspecs import API, Category, Format, hookimpl
from .scoring_api import BlendedModel, Scored, ScoringModel

__all__ = [
    "API",
    "BlendedModel",
    "Category",
    "Format",
    "Position",
    "Problem",
    "ResolvedRuleset",
    "Scored",
    "ScoringModel",
    "Text",
    "hookimpl",
    "text",
]
