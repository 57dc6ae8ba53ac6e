"""A phone form while it is put together: its ruleset, its names, when things are asked, the lists offered so far."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ...authoring.program import Program
from ...conditions.tree import Node
from ...model.ruleset import ResolvedRuleset
from ...model.text import Text, text
from .form import Choice
from .names import Names
from .relevance import Relevance

Phrase = Callable[[str], Text]  # a condition in words

_MARKED: Final = re.compile(r"([\\*_#])")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_LINK: Final = re.compile(r"\](?=\()")
_REFERENCE: Final = re.compile(r"\$(?=\{)")


@dataclass
class Drafting:
    """What every part of the form needs."""

    program: Program
    phrase: Phrase
    samples: int
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)

    @property
    def ruleset(self) -> ResolvedRuleset:
        return self.program.ruleset

    @cached_property
    def names(self) -> Names:
        return Names(self.ruleset)

    @cached_property
    def relevance(self) -> Relevance:
        return Relevance(self.program, self.names)

    def plain(self, words: Text) -> Text:
        """Words of a ruleset as they are to be read, although phones take markdown, tags and `${…}` in labels for something else."""
        return text(literal(words.zh), literal(words("en")))

    def vocabulary(self, name: str) -> list[tuple[str, Text]]:
        """The choices of a question of the visit."""
        return list(self.names.vocabularies[name].items())

    def offer(self, name: str, choices: Sequence[tuple[str, Text]]) -> str:
        """A list of choices, by its name."""
        self.lists[name] = tuple(Choice(code, label) for code, label in choices)
        return name

    def when_it_applies(self, condition: Node | None, written: str | None) -> Text | None:
        """What is said beside a question that is asked although only somebody on site can tell whether it applies; else None."""
        if written is None or not self.relevance.undecided(condition):
            return None
        when = self.phrase(written)
        return self.plain(text(f"只在{when.zh}时适用", f"applies only when {when('en')}"))


def literal(words: str) -> str:
    """A text that means itself in a label: marks of markdown escaped, and a full-width sign where a tag or a reference would begin."""
    return _REFERENCE.sub("＄", _LINK.sub("］", _TAG.sub("＜", _MARKED.sub(r"\\\1", words))))
