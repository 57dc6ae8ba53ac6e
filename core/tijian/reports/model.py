"""What a report is made of: blocks in the order in which they are read, in one language, without a word on fonts or file formats.

Builders make it, renderers print it. Every string is plain text: whatever a stranger wrote stays what it is, in every format.
A colour (`Tone`) never says anything that a word does not say too.
"""

from dataclasses import dataclass
from typing import Literal

from ..model.text import Language

Kind = Literal["enterprise", "overall", "regional", "industry"]
Tone = Literal["plain", "good", "fair", "poor", "bad", "open"]
Align = Literal["left", "center", "right"]

LABEL, DRAWING = 34, 40  # the widths of a chart's first two columns, against those of its figures
WHOLE = 1000  # a bar's full length: lengths are whole thousandths of it, so that every machine draws the same


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the report; level 1 is a section, 2 a part of one."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a `note` is set smaller and explains what stands above it."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Key facts: a label and what is known."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Caveat:
    """What must be known beside a grade: its sign (※ † ‡) and the words."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict: the grade large, what it says, whether it is issued, every caveat beside it."""

    grade: str  # a letter, or a span of letters while it is open
    tone: Tone
    headline: str
    state: str  # issued, or a preview
    issued: bool
    lines: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how wide it is against the others, and where its cells stand."""

    title: str
    width: int = 10
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar, in thousandths of its full length."""

    length: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: what it is about, the bar, a mark on it (thousandths), and the same in figures."""

    label: str
    segments: tuple[Segment, ...]
    figures: tuple[Cell, ...]
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart with its figures beside it: nothing is in the drawing that cannot be read."""

    caption: str
    label: str  # the title of the column of labels
    drawing: str  # the title of the column of bars
    columns: tuple[Column, ...]  # those of the figures
    bars: tuple[Bar, ...]
    key: tuple[Cell, ...] = ()  # what the colours mean
    mark: str = ""  # what the mark means
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding or clue with all that belongs to it."""

    id: str
    title: str
    tags: tuple[Cell, ...]
    rows: tuple[tuple[str, str], ...]
    tone: Tone = "plain"
    within: bool = False  # part of the card before it


@dataclass(frozen=True, slots=True)
class Callout:
    """Something that must not be missed."""

    title: str
    lines: tuple[str, ...]
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Items | Facts | Standing | Table | Bars | Card | Callout | Signatures


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language. `day` (ISO) is that of the assessment: a document's date never comes from a clock."""

    kind: Kind
    language: Language
    title: str
    subject: str  # whom or what it is about
    reader: str  # to whom it goes
    day: str
    author: str
    blocks: tuple[Block, ...]
    running: str  # the line at the head of every page after the first
    footer: str  # the line at the foot of every page
    preview: str = ""  # why it is none to rely on yet; stands on every page
