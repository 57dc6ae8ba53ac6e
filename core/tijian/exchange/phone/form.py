"""A phone form as data: questions inside groups, and the lists that they offer. It knows no ruleset and no spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ...model.text import Text

Kind = Literal["text", "date", "one", "many", "photo", "note", "calculate"]
ALWAYS: Final = "yes"  # an answer is always required


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list: what it is called in the data, and what people see."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """What an answer must keep to, as XPath, and what is said where it does not."""

    xpath: str
    message: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `offers`: the list it chooses from; `required`: ALWAYS, or XPath; `relevant`: when it is asked, always if empty."""

    kind: Kind
    name: str
    label: Text | None = None
    hint: Text | None = None
    offers: str = ""
    relevant: str = ""
    required: str = ""
    lacking: Text | None = None  # what is said where a required answer is missing
    rule: Rule | None = None
    look: str = ""
    default: str = ""
    computed: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one title; `page`: they stand on one screen."""

    name: str
    label: Text | None
    members: "tuple[Member, ...]"
    relevant: str = ""
    page: bool = False


Member = Question | Group


@dataclass(frozen=True, slots=True)
class PhoneForm:
    """The form. `asked_anyway`: checks that are asked although a phone cannot tell whether they apply."""

    id: str
    title: str
    named: str  # what one submission is called, as XPath
    members: tuple[Member, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    asked_anyway: tuple[str, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Every question, in the order of the form."""
        yield from _questions(self.members)


def _questions(members: tuple[Member, ...]) -> Iterator[Question]:
    for member in members:
        if isinstance(member, Group):
            yield from _questions(member.members)
        else:
            yield member


def of(name: str) -> str:
    """The answer to a question, in XPath."""
    return f"${{{name}}}"


def given(name: str) -> str:
    """That a question was answered."""
    return f"{of(name)} != ''"
