"""A checklist while it is being drawn: its ruleset, its language, and where the product is described, for rows that turn grey."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from ...authoring.program import Program
from ...conditions.tree import Node
from ...model.ruleset import ResolvedRuleset
from ...model.text import Language, Text, text
from .brush import Brush
from .formula import Greying
from .words import GROUPS, YES_NO

Phrase = Callable[[str], Text]  # a condition in words

_STATUS: Final = {"illustrative": text("示例稿 ※", "illustrative ※"), "adopted": text("已采用", "adopted")}


@dataclass
class Draft:
    """What every page needs."""

    program: Program
    brush: Brush
    phrase: Phrase
    samples: int
    places: dict[str, str] = field(default_factory=dict)  # the names of cells: of an attribute, of a sample's own, of the visit

    @property
    def ruleset(self) -> ResolvedRuleset:
        return self.program.ruleset

    @property
    def language(self) -> Language:
        return self.brush.language

    def say(self, zh: str, en: str) -> str:
        """Words in the language of the workbook."""
        return zh if self.language == "zh" else en

    @cached_property
    def subtitle(self) -> str:
        """What stands below the title of every page."""
        rules = self.ruleset
        since, until = rules.in_force.from_, rules.in_force.until
        dates = self.say(f"{since} 起适用", f"from {since}")
        if until is not None:
            dates = self.say(f"{since} 至 {until} 适用", f"{since} to {until}")
        edition = self.say(f"{rules.edition} 版", f"edition {rules.edition}")
        return "  ·  ".join((rules.title(self.language), edition, dates, _STATUS[rules.status](self.language)))

    def name_cell(self, key: str, sheet: str, cell: str) -> None:
        """Gives a cell a name, under which formulas of other sheets may read it."""
        name = key.replace(" ", "_")
        self.brush.book.define_name(name, f"='{sheet}'!{cell}")
        self.places[key] = name

    def greying(self, sample: int | None = None) -> Greying:
        """The formulas of when a check surely does not apply: of the product, or of a sample with what it has of its own."""

        def cell(name: str) -> str | None:
            if name in ("group", "assessed_on"):
                return self.places.get(f"V {name}")
            held = self.places.get(f"P {name}")
            own = self.places.get(f"S{sample} {name}") if sample else None
            return f'(IF({own}="",{held},{own})&"")' if held and own else held

        groups = {code: words(self.language) for code, words in GROUPS.items()}
        flags = YES_NO["true"](self.language), YES_NO["false"](self.language)
        return Greying(cell, self.program.asked_when, {"group": groups}, flags)

    def grey(self, sheet: Any, row: int, columns: int, condition: Node | None, greying: Greying) -> None:
        """Turns a row grey where what it is about surely does not apply."""
        if condition is not None and (formula := greying.never(condition)) is not None:
            self.brush.colour(sheet, (row, 0, row, columns - 1), formula, "grey", last=True)
