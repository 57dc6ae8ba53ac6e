"""What one cell of a checklist says: a text, a word of a list, a day, values; or why it cannot be used, said in both languages."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ...authoring.source import forbidden, forbidden_in
from ...conditions.error import shown
from ...model.dossier import BLANKS
from ...model.problem import Position
from ..cell_words import day_of
from ..grid import Cell
from ..places import Spot
from ..tables import Findings
from .words import TICKS, Vocabulary, folded, understood

Words = tuple[str, str]  # zh, en

_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\u00ad]")
_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY: Final = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_RUN_TOGETHER: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_BETWEEN_VALUES: Final = re.compile(r"[;；\n]+")
_BETWEEN_IDS: Final = re.compile(r"[,，、;；\n]+")
_EXACT: Final = 10**15  # from here on Excel has lost digits
_FIRST_YEAR: Final = "1950"  # a spreadsheet that says less has mistaken something else for a day
_NOT_TICKED: Final = frozenset({"否", "no", "n", "0", "false", "不抽检", "不安排"})
_RETYPE: Final[Words] = ("设为文本格式后重新填写，或从列表中选", "format the cell as text and type it again, or choose from the list")


@dataclass(slots=True)
class Pen:
    """Reads cells of one workbook and notes what it tidied and what it could not use."""

    findings: Findings

    def place(self, spot: Spot) -> Position:
        """Where a cell is."""
        return spot.position(self.findings.file)

    def text(self, cell: Cell | None, spot: Spot, code: str) -> str | None:
        """The text of a cell, or None for a blank one. What is no text is noted under `code` (F…: it then is as blank)."""
        if cell is None:
            return None
        if (why := unusable(cell)) is not None and cell.kind != "date":
            self.refuse(code, why, spot)
            return None
        return self.tidy(as_text(cell), spot)

    def tidy(self, written: str, spot: Spot) -> str | None:
        """A text without blanks around it and without characters that nobody sees; None where nothing is left, or one is forbidden."""
        if strange := forbidden_in(written):
            at = spot.part(written.index(strange), written.index(strange) + 1).position(self.findings.file)
            self.findings.problems.append(forbidden(strange, at, written.replace("\n", " ")))
            return None
        bare = _UNSEEN.sub("", written)
        if bare != written:
            zh, en = "看不见的零宽字符，已去掉", "zero-width characters, which nobody sees, were removed"
            self.findings.note("N880", zh, en, spot, warning=True)
        return bare.strip() or None

    def word(self, cell: Cell | None, spot: Spot, vocabulary: Vocabulary, *, free: bool = False) -> str | None:
        """The code of a word of a list; with `free` any other text stands for itself."""
        said = self.text(cell, spot, "E889")
        if said is None or said in BLANKS:
            return None
        found = understood(said, vocabulary)
        if found is None and not free:
            self.unknown_word(
                said, [words.zh for words in vocabulary.values()], [words.en or words.zh for words in vocabulary.values()], spot
            )
        return found if found is not None else said if free else None

    def unknown_word(self, said: str, zh: list[str], en: list[str], spot: Spot) -> None:
        """A word that is not in a list."""
        words = (f"“{shown(said)}”不在可选的词里：{'、'.join(zh)}", f"'{shown(said)}' is none of the words: {', '.join(en)}")
        self.findings.note("E888", *words, spot, hint=("从列表中选", "choose from the list"))

    def ticked(self, cell: Cell | None, spot: Spot) -> bool:
        """Whether a box is ticked."""
        if cell is None or cell.value is False:
            return False
        if cell.kind == "boolean":
            return True
        said = self.text(cell, spot, "E889")
        if said is None or said in BLANKS or folded(said) in _NOT_TICKED:
            return False
        if folded(said) not in TICKS:
            self.unknown_word(said, ["√"], ["√"], spot)
        return True

    def day(self, cell: Cell | None, spot: Spot, code: str) -> str | None:
        """A day as YYYY-MM-DD; what is none is noted under `code`."""
        if cell is None:
            return None
        if cell.kind == "date" and isinstance(cell.value, str):
            if len(cell.value) == len("2021-08-12") and cell.value >= _FIRST_YEAR:
                return cell.value
            words = (f"Excel 日期 {cell.value} 不合理", f"the Excel date {cell.value} makes no sense")
            self.refuse(code, words, spot, ("按文本填写，如 2021-08-12", "type it as text, such as 2021-08-12"))
            return None
        if isinstance(cell.value, Decimal) and (near := day_of(cell.value)) is not None:
            hint = (f"是不是 {near}？按文本填写", f"is it {near}? type it as text")
            self.refuse(code, (f"{cell.value:f} 不是日期", f"{cell.value:f} is no date"), spot, hint)
            return None
        said = self.text(cell, spot, code)
        if said is None or said in BLANKS:
            return None
        narrow = unicodedata.normalize("NFKC", said)
        found = _DAY.fullmatch(narrow) or _RUN_TOGETHER.fullmatch(narrow)
        if found is None or (day := _calendar(*map(int, found.groups()))) is None:
            words = (f"“{shown(said)}”不是年-月-日", f"'{shown(said)}' is not a date, YYYY-MM-DD")
            self.refuse(code, words, spot, ("写成 2021-08-12 的样子", "write it like 2021-08-12"))
            return None
        if day != said:
            self.findings.note("N881", f"“{shown(said)}”按 {day} 读取", f"'{shown(said)}' is read as {day}", spot, warning=True)
        return day

    def values(self, cell: Cell | None, spot: Spot) -> list[Decimal | str | bool]:
        """The values in a cell, as reported: what cannot be read as one stays as it is, and judging says so."""
        if cell is None:
            return []
        if (why := unusable(cell)) is not None:
            self.refuse("F883", why, spot)
        if not isinstance(cell.value, str) or cell.kind != "text":
            return [cell.value]
        said = self.tidy(cell.value, spot)
        parts = [] if said is None else [part.strip() for part in _BETWEEN_VALUES.split(said)]
        return [scalar(part) for part in parts if part and part not in BLANKS - {"无"}]

    def refuse(self, code: str, why: Words, spot: Spot, hint: Words = _RETYPE) -> None:
        """Notes why a cell cannot be used: an error, or (under a code F…) a finding with which the rest goes on."""
        zh, en = why if code.startswith("E") else (f"{why[0]}，这一格不采用", f"{why[1]}; this cell is not used")
        self.findings.note(code, zh, en, spot, hint=hint, warning=not code.startswith("E"))


def unusable(cell: Cell) -> Words | None:
    """Why a cell that should hold a text or a number holds neither."""
    what = shown(str(cell.value))
    match cell.kind:
        case "formula":
            return f"公式 {what} 不会被计算", f"the formula {what} is not computed"
        case "error":
            return f"错误值 {what}", f"the error value {what}"
        case "boolean":
            word = "TRUE" if cell.value else "FALSE"
            return f"逻辑值 {word}", f"the boolean {word}"
        case "date":
            return f"Excel 把输入变成了日期 {what}", f"Excel turned this into a date, {what}"
    return None


def as_text(cell: Cell) -> str:
    """What a cell shows: a long number in scientific notation, as Excel shows it when it has lost digits."""
    if isinstance(cell.value, Decimal):
        return f"{cell.value:.5E}" if abs(cell.value) >= _EXACT else f"{cell.value:f}"
    return str(cell.value)


def scalar(written: str) -> Decimal | str:
    """A plain number as a number, with the digits that were written; any other text as it is."""
    return Decimal(written) if _PLAIN.fullmatch(written) else written


def ids(written: str | None) -> list[str]:
    """The ids that a text lists."""
    return [part.strip() for part in _BETWEEN_IDS.split(written or "") if part.strip() and part.strip() not in BLANKS]


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
