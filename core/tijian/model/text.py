"""Text that people read: Chinese first, English beside it.

Everyone who shows words to a person comes in here; the rest of the engine carries `Text` about unopened.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["zh", "en"]

MOST: Final = 4000  # characters of one text

Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=MOST)]


class Model(BaseModel):
    """The base of everything that is written to or read from a file: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=20_000)


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
