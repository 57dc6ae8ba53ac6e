"""A page in one language while it is written: headings, paragraphs, lists and tables in Markdown, with the words of its ruleset.

Only the `page` modules come in here. What a ruleset says is escaped; what is written here in the code is not.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from ..authoring.diff_fields import deadline
from ..authoring.markdown import code, escaped, table
from ..authoring.program import Program, compile_ruleset
from ..authoring.row_products import Products, products_of
from ..conditions.tree import And, Or, is_judged
from ..model.ruleset import Advice, InForce, ResolvedRuleset, Source
from ..model.text import Language, Text
from ..model.words import CONFIDENCE
from ..verdict.actions import DEFAULT_DAYS
from .phrases import Names
from .wording import atom_in_words, in_words, meaning


def spoken(condition: str, ruleset: ResolvedRuleset) -> Text:
    """A condition in words, as its ruleset calls things."""
    return in_words(condition, ruleset, Names(None, ruleset))


class Sheet:
    """What was written so far, and the words for it."""

    def __init__(self, ruleset: ResolvedRuleset, language: Language) -> None:
        self.ruleset = ruleset
        self.language = language
        self.names = Names(None, ruleset)
        self._lines: list[str] = []
        self._products: dict[tuple[str, str | None], tuple[Products, ...] | None] = {}

    def text(self) -> str:
        """The whole page, ending with one newline."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n") + "\n"

    def say(self, zh: str, en: str) -> str:
        """What is said, in the language of the page."""
        return zh if self.language == "zh" else en

    def words(self, said: Text | None) -> str:
        """A text of the ruleset."""
        return "" if said is None else escaped(said(self.language))

    def plain(self, said: object) -> str:
        """A name, a number, a clause: what has no language."""
        return "" if said is None else escaped(f"{said:f}" if hasattr(said, "as_tuple") else str(said))

    def condition(self, written: str | None) -> str:
        """A condition in words; a dash where there is none."""
        return "—" if written is None else self.words(spoken(written, self.ruleset))

    def conditions(self, name: str, written: str, level: int = 1) -> None:
        """A condition as a list that branches: what must hold together, and of what one is enough."""
        node = meaning(written, self.ruleset)
        if node is None or not isinstance(node, And | Or):
            self.field(name, self.condition(written), level)
        else:
            self.bullet(f"**{name}**{self.say('：', ': ')}{self._joint(node)}", level)
            self._branches(node, level + 1)

    def _branches(self, node: And | Or, level: int) -> None:
        for item in node.items:
            if isinstance(item, And | Or) and is_judged(item):
                self.bullet(self._joint(item), level)
                self._branches(item, level + 1)
            else:
                self.bullet(self.words(atom_in_words(item, self.names)), level)

    def _joint(self, node: And | Or) -> str:
        return self.say("同时有", "all of these") if isinstance(node, And) else self.say("有其中之一", "one of these")

    def source(self, source: Source) -> str:
        """Where something comes from, with how well that is known: `GB 12955-2008 5.11，已核实，S9b`."""
        if source.basis == "proposal":
            parts = [self.say("自拟要求", "our own proposal"), source.clause, source.cite]
        else:
            parts = [source.clause, CONFIDENCE[source.confidence](self.language) if source.confidence else None, source.cite]
        return escaped(self.say("，", ", ").join(part for part in parts if part))

    def days(self, advice: Advice | None, *, minor: bool = True) -> str:
        """The deadline in calendar days: for a failure, and for a minor defect where the check can have one."""
        given = advice.within_days if advice else None
        if given is None:
            return self.say(f"{DEFAULT_DAYS} 天（默认）", f"{DEFAULT_DAYS} days (by default)")
        fail, lighter = (self._many(days) for days in deadline(given))
        if not minor or fail == lighter:
            return fail
        return self.say(f"{fail}（轻微缺陷 {lighter}）", f"{fail} (minor defect {lighter})")

    def _many(self, days: int) -> str:
        if not days:
            return self.say("立即", "at once")
        return self.say(f"{days} 天", f"{days} day{'s' if days > 1 else ''}")

    def in_force(self, one: InForce) -> str:
        """`2021-07-01 至 2026-04-30`; `2026-05-01 起`."""
        if one.until is None:
            return self.say(f"{one.from_} 起", f"from {one.from_}")
        return self.say(f"{one.from_} 至 {one.until}", f"{one.from_} to {one.until}")

    @cached_property
    def program(self) -> Program:
        """The ruleset compiled; it was linted."""
        return compile_ruleset(self.ruleset, "")

    def products(self, test: str, part: str | None) -> tuple[Products, ...] | None:
        """For which products each limit row of a test, or of its part, counts; None where that cannot be told."""
        if (test, part) not in self._products:
            self._products[test, part] = products_of(self.program, self.program.checks[test], part)
        return self._products[test, part]

    def heading(self, level: int, words: str) -> None:
        """A heading; `words` are Markdown."""
        self._lines += ["", f"{'#' * level} {words}", ""]

    def line(self, words: str = "") -> None:
        """A paragraph, or an empty line."""
        self._lines += [words, ""] if words else [""]

    def bullet(self, words: str, level: int = 1) -> None:
        """A line of a list."""
        self._lines.append(f"{'  ' * (level - 1)}- {words}")

    def field(self, name: str, words: str, level: int = 1) -> None:
        """`- **name** words`, where there are words."""
        if words:
            self.bullet(f"**{name}**{self.say('：', ': ')}{words}", level)

    def close(self) -> None:
        """Ends a list or a table."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table; without rows nothing. A column that is empty in every row is left out."""
        listed = [list(row) for row in rows]
        kept = [place for place in range(len(titles)) if any(row[place] for row in listed)]
        if listed:
            self._lines += [*table([titles[place] for place in kept], [[row[place] for place in kept] for row in listed]), ""]

    def code(self, words: str) -> str:
        """Something as it is written in a file, for a cell of a table: there a bar is escaped even in code."""
        return code(words).replace("|", "\\|")

    def listed(self, some: Iterable[str]) -> str:
        """Short words in a row."""
        return self.say("、", ", ").join(some)

    def row(self, some: Iterable[str]) -> str:
        """Sentences in a row."""
        return self.say("；", "; ").join(some)

    def block(self, words: str) -> None:
        """Markdown that was made elsewhere."""
        self._lines += [words.strip("\n"), ""]

    def advice(self, risk: Text | None, advice: Advice | None) -> None:
        """Risk, what to correct, how to prevent it, what proves it."""
        self.field(self.say("风险", "Risk"), self.words(risk))
        if advice is not None:
            self.field(self.say("立即纠正", "Correct now"), self.words(advice.correct))
            self.field(self.say("防止再发生", "Prevent"), self.words(advice.prevent))
            self.field(self.say("证明材料", "Proof"), self.words(advice.proof))
