"""Who a plugin is, in the words of every message about it: entry point, distribution, version."""

import re
from dataclasses import dataclass

from ..model.problem import Position, Problem
from ..model.text import Text

MAX_SAID = 400  # characters of a plugin's own words in a message


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The entry point `name` of a distribution. Sorting by it makes the order of plugins independent of the file system."""

    name: str
    distribution: str
    version: str

    @property
    def zh(self) -> str:
        return f"插件 {self.name}(软件包 {self.distribution} {self.version})"

    @property
    def en(self) -> str:
        return f"plugin {self.name} (distribution {self.distribution} {self.version})"

    def problem(
        self, code: str, zh: str, en: str, *, hint: Text | None = None, at: Position | None = None, warning: bool = False
    ) -> Problem:
        """A problem of this plugin: the words follow its name."""
        return Problem(code, Text(zh=f"{self.zh}{zh}", en=f"{self.en} {en}"), at=at, hint=hint, warning=warning)


def normalized(distribution: str) -> str:
    """A distribution's name as package indexes compare it (PEP 503): `My_Plugin` and `my-plugin` are one."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def said(thing: object) -> str:
    """What `repr` says of a plugin's object, made short and printable; a plugin's own repr may be broken too."""
    try:
        words = thing if isinstance(thing, str) and type(thing) is str else repr(thing)
    except Exception:  # noqa: BLE001  # the object is a plugin's: the type is all that can be said
        words = f"<{type(thing).__name__}>"
    short = words if len(words) <= MAX_SAID else words[: MAX_SAID - 1] + "…"
    return "".join(char if char.isprintable() else " " for char in short)
