"""Which language a run speaks: `--lang`, else TIJIAN_LANG, else the locale; Chinese where nothing says otherwise."""

import locale
import os
from collections.abc import Mapping, Sequence
from typing import Final, Literal

Language = Literal["zh", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
VARIABLE: Final = "TIJIAN_LANG"
_SYSTEM: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # as POSIX reads them: the first that is set counts


def chosen(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """The language of a run with these command-line words.

    It is read before the options are, because help and refusals of wrong options speak it too.
    """
    return _asked(words) or _named(environment.get(VARIABLE)) or _of_system(environment)


def _asked(words: Sequence[str]) -> Language | None:
    for place, word in enumerate(words):
        if word == "--":
            return None
        if word == "--lang" and place + 1 < len(words):
            return _named(words[place + 1])
        if word.startswith("--lang="):
            return _named(word.removeprefix("--lang="))
    return None


def _of_system(environment: Mapping[str, str]) -> Language:
    name = next((environment[key] for key in _SYSTEM if environment.get(key)), None)
    if name is None and os.name == "nt":
        name = locale.getlocale()[0]
    return _named(name) or "zh"


def _named(name: str | None) -> Language | None:
    """`en_US.UTF-8`, `English_China` → en; `zh`, `Chinese_China` → zh; C, POSIX and the rest say nothing."""
    start = (name or "")[:2].lower()
    return "zh" if start in ("zh", "ch") else "en" if start == "en" else None
