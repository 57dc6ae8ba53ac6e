"""Text that people read: Chinese first, English beside it.

Everyone who shows words to a person comes in here; the rest of the engine carries `Text` about unopened.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["zh", "en"]

MOST: Final = 4000  # characters of one text

Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=MOST)]


class Model(BaseModel):
    """The base of everything that is written to or read from a file: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=20_000)


Made = TypeVar("Made", bound=BaseModel)


def unchecked(model: type[Made]) -> type[Made]:
    """A model's constructor for our own code, which has its values from models that were checked: it does not check them again.

    The type checker sees to the rest, as everywhere. Never for what comes from a file, from a plugin, or from words put together anew.
    """
    fields = dict.fromkeys(model.model_fields) | {name: one.default for name, one in model.model_fields.items() if not one.is_required()}
    names = set(fields)
    new, put = model.__new__, object.__setattr__

    def make(**values: Any) -> Made:
        made = new(model)
        put(made, "__dict__", {**fields, **values})  # in the order of the fields: so they are written
        put(made, "__pydantic_fields_set__", names)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    return cast(type[Made], cast(Callable[..., Made], make))


class Text(Model):
    """One thing said in both languages. `en` may be missing in an agency's own ruleset: then `zh` stands for both."""

    zh: Words
    en: Words | None = None

    def __call__(self, language: Language = "zh") -> str:
        """The words in `language`, or the Chinese ones where there is no translation."""
        return self.en if language == "en" and self.en is not None else self.zh


def text(zh: str, en: str | None = None) -> Text:
    """Words that the program puts together. Long lists may be among them: what a text cannot hold is cut off, with `…`."""
    return Text(zh=_short(zh), en=None if en is None else _short(en))


def _short(words: str) -> str:
    return words if len(words) <= MOST else words[: MOST - 1] + "…"
