"""Conditions in few words, for a cell or a column: an attribute is called by its name alone, without what its label explains of it.

Checklists come in here: `年龄段（不满7岁 …）` is 年龄段 in "only when 年龄段 is 按号型".
"""

import re
from collections.abc import Callable
from typing import Final

from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from .phrases import Names
from .wording import in_words

_EXPLAINED: Final = re.compile(r"\s*[（(].*[）)]\s*$|: .*$", re.DOTALL)


class ShortNames(Names):
    """What things are called, shortly."""

    def attribute(self, name: str) -> Text:
        """The label of an attribute without its explanation."""
        label = super().attribute(name)
        return text(_short(label("zh")), _short(label("en")))


def short_phrases(ruleset: ResolvedRuleset) -> Callable[[str], Text]:
    """What says a condition of a ruleset in few words."""
    names = ShortNames(None, ruleset)
    return lambda condition: in_words(condition, ruleset, names)


def _short(label: str) -> str:
    return _EXPLAINED.sub("", label) or label
