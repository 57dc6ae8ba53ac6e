"""One submission while it is read: what it says to each question, with its line and column. The parts of `read` come in here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ...authoring.document import Path
from ...authoring.loaded import Loaded
from ...conditions.error import shown
from ...conditions.suggest import suggestion
from ...model.dossier import BLANKS
from ...model.problem import Position, Problem
from ...model.text import Text
from ..checklist.saying import Pen
from ..checklist.words import folded
from ..grid import Cell
from ..piece import Piece
from ..places import Spot
from ..table_text import TextCell, TextTable
from ..tables import Findings
from .columns import Columns
from .names import Names

_CHOSEN: Final = frozenset({"1", "1.0", "true", "yes", "y", "x"})
_MANY: Final = 12


@dataclass(frozen=True, slots=True)
class Place(Spot):
    """A cell of a text table."""

    column: int = 1

    def position(self, file: str, offset: int = 0, length: int | None = None) -> Position:
        first = self.text.split("\n")[0]
        return Position(file, self.row, self.column + self.start + offset, max(len(first) if length is None else length, 1))


@dataclass
class Slip:
    """A row of the table and the form that it is a submission of."""

    table: TextTable
    row: Sequence[TextCell]
    columns: Columns
    loaded: Loaded
    names: Names
    findings: Findings
    piece: Piece

    @property
    def pen(self) -> Pen:
        return Pen(self.findings)

    def place(self, question: str) -> Place:
        """Where the answer to a question stands, or where the row begins."""
        cell = self.row[self.columns.places.get(question, 0)]
        return Place("", cell.at.line, cell.text, column=cell.at.column)

    def said(self, question: str) -> str | None:
        """The answer to a question as it was written; None where there is none."""
        place = self.columns.places.get(question)
        if place is None:
            return None
        written = self.row[place].text.strip()
        return None if not written or written in BLANKS - {"无"} else self.pen.tidy(written, self.place(question))

    def text(self, question: str) -> str | None:
        """An answer in words; what people write to say “nothing” is none."""
        said = self.said(question)
        return None if said in BLANKS else said

    def day(self, question: str, code: str) -> str | None:
        """A day; one that cannot be read is noted under `code`."""
        said, place = self.said(question), self.place(question)
        return None if said is None else self.pen.day(Cell(place.row, 1, "text", said), place, code)

    def one(self, question: str, choices: Mapping[str, Text]) -> str | None:
        """A choice: by what it is called in the data, or by what people saw; any other is refused (E888)."""
        said = self.said(question)
        return None if said is None else self._meant(question, said, choices)

    def _meant(self, question: str, said: str, choices: Mapping[str, Text]) -> str | None:
        if said in choices:
            return said
        asked = folded(said)
        for code, words in choices.items():
            if asked in (folded(code), folded(words.zh), folded(words("en"))):
                return code
        self.refuse_choice(question, said, choices)
        return None

    def refuse_choice(self, question: str, said: str, choices: Mapping[str, Text]) -> None:
        """Notes an answer that is none of the choices."""
        listed = list(choices)[:_MANY]
        more = "…" if len(choices) > len(listed) else ""
        zh = f"{question} 没有选项“{shown(said)}”：{'、'.join(listed)}{more}"
        en = f"{question} has no choice '{shown(said)}': {', '.join(listed)}{more}"
        hint = suggestion(said, choices) or ("恢复导出的原样", "restore what was exported")
        self.findings.note("E888", zh, en, self.place(question), hint=hint)

    def many(self, question: str) -> list[str]:
        """What was chosen in a question with several choices, in the order of the form: its ids."""
        meant = self.columns.several[question]
        said = self.said(question)
        if said is None:
            split = self.columns.split.get(question, {})
            chosen = {name for name, place in split.items() if self.row[place].text.strip().casefold() in _CHOSEN}
            return [name for name in meant.values() if name in chosen]
        found = set()
        for word in said.split():
            if word in meant:
                found.add(meant[word])
            else:
                self.refuse_choice(question, word, dict.fromkeys(meant, Text(zh="—")))
        return [name for name in meant.values() if name in found]

    def put(self, path: Path, value: Any, question: str) -> None:
        """Put a value, and say where it stands."""
        at = self.place(question).position(self.table.file)
        self.piece.put(path, value, at)
        self.piece.excerpts[at] = self.table.lines.get(at.line, "")

    def problems(self) -> list[Problem]:
        """What was found, each with the line it stands in."""
        lines = self.table.lines
        return [
            problem if problem.excerpt is not None or problem.at is None else replace(problem, excerpt=lines.get(problem.at.line))
            for problem in self.findings.problems
        ]
