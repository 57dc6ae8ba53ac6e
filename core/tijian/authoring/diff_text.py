"""Differences written out: for a terminal, for a page. `lines` is what both are made of.

A condition stands as it is written unless the caller brings `words` for it (`insight` has them).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from ..model.ruleset import ResolvedRuleset
from ..model.text import Language, Text
from .diff_words import AREA, CHANGE, LISTS, ONE_FOR_ANOTHER, field_word
from .differences import CHANGES, Condition, Difference, Differences, Said
from .digest import digest
from .markdown import escaped

Words = Callable[[str, ResolvedRuleset], Text]  # a condition in words
_REACH: Final = frozenset({"applies", "asked_when", "fails_when", "define"})


class Line(NamedTuple):
    """One line: how deep it stands (0 an area, 1 an item, 2 one of its differences), what changed how, and the rest."""

    level: int
    change: str
    words: str


def render_markdown(
    differences: Differences, language: Language = "zh", *, wording: bool = False, words: Words | None = None, level: int = 1
) -> str:
    """The differences as Markdown; `level` is that of its heading. Level 0: without a heading, for a section of a page."""
    speech = _Speech(differences, language, words)
    shown = [f"{'#' * level} {escaped(title(differences))}", ""] if level else []
    shown += [escaped(summary(differences, language, wording=wording))]
    for line in speech.lines(wording=wording):
        if line.level == 0:
            shown += ["", f"**{escaped(line.words)}**" if not level else f"{'#' * (level + 1)} {escaped(line.words)}", ""]
        else:
            shown.append("  " * (line.level - 1) + "- " + (f"**{line.change}** " if line.change else "") + escaped(line.words))
    return "\n".join(shown) + "\n"


def lines(differences: Differences, language: Language, *, wording: bool = False, words: Words | None = None) -> Iterator[Line]:
    """The differences line by line, for a caller that lays them out itself."""
    yield from _Speech(differences, language, words).lines(wording=wording)


def summary(differences: Differences, language: Language, *, wording: bool = False) -> str:
    """How many differences of each kind there are, in one sentence."""
    counts = differences.counts
    hidden = counts["wording"] + counts["same_meaning"]
    seen = [change for change in CHANGES if counts[change] and (wording or change not in ("wording", "same_meaning"))]
    if language == "zh":
        said = "，".join(f"{CHANGE[change].zh} {counts[change]} 处" for change in seen) or "没有实质差别"
        return said + ("" if wording or not hidden else f"（另有措辞 {counts['wording']} 处、含义相同的改写 {counts['same_meaning']} 处）")
    said = ", ".join(f"{counts[change]} {CHANGE[change]('en')}" for change in seen) or "no difference in meaning"
    return said + ("" if wording or not hidden else f" (besides {counts['wording']} of wording, {counts['same_meaning']} rewritten alike)")


def title(differences: Differences) -> str:
    """`mask/2021 (4f4ab36cbbcc) → mask/2021 (248333f0d98a)`: what was compared, by id and digest."""
    return " → ".join(
        f"{one.category}/{one.edition} ({digest(one).removeprefix('sha256:')[:12]})" for one in (differences.old, differences.new)
    )


@dataclass(frozen=True)
class _Speech:
    differences: Differences
    language: Language
    words: Words | None

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def lines(self, *, wording: bool) -> Iterator[Line]:
        wanted = [one for one in self.differences.items if wording or one.has_effect]
        for area, found in groupby(wanted, key=lambda one: one.area):
            yield Line(0, "", AREA[area](self.language))
            for name, some in groupby(found, key=lambda one: one.id):
                yield from self._item(name, list(some))

    def _item(self, name: str, some: list[Difference]) -> Iterator[Line]:
        if not some[0].field:  # the item as a whole
            one = some[0]
            said = one.old or one.new
            summed = self.say("——", " — ") + self._said(said) if said is not None else ""
            yield Line(1, CHANGE[one.change](self.language), f"{self._head(one)}{summed}")
            return
        yield Line(1, "", self._head(some[0]))
        for one in some:
            yield Line(2, CHANGE[one.change](self.language), self._difference(one))

    def _head(self, one: Difference) -> str:
        title = one.title(self.language)
        return one.id if title == one.id else f"{one.id} {title}"

    def _difference(self, one: Difference) -> str:
        part = f"{self.say('（', ' (')}{one.part_title(self.language)}{self.say('）', ')')}" if one.part_title else ""
        name = field_word(one.field)(self.language) + part
        said = self._change(one)
        notes = [self._where(one)] if one.where else []
        notes += [one.why(self.language)] if one.why else []
        between = self.say("；", "; ")
        after = f"{self.say('（', ' (')}{between.join(notes)}{self.say('）', ')')}" if notes else ""
        return f"{name}{self.say('：', ': ') if said else ''}{said}{after}"

    def _where(self, one: Difference) -> str:
        where = one.where(self.language) if one.where else ""
        if one.field in _REACH:
            came = one.change in ("widened", "tightened")
            return (self.say("新增：", "now also: ") if came else self.say("不再包括：", "no longer: ")) + where
        return where

    def _change(self, one: Difference) -> str:
        old, new = (None if said is None else self._said(said) for said in (one.old, one.new))
        if one.field in LISTS and one.change != "same_meaning" and not (one.field in ONE_FOR_ANOTHER and old and new):
            gone = [self.say("去掉 ", "without ") + old] if old else []
            came = [self.say("增加 ", "with ") + new] if new else []
            return self.say("；", "; ").join(gone + came)
        if old is None and new is None:
            return ""
        nothing = self.say("（无）", "(none)")
        return f"{old or nothing} → {new or nothing}"

    def _said(self, said: Said) -> str:
        if not isinstance(said, Condition):
            return said(self.language)
        if said.text == "true":
            return self.say("总是", "always")
        if self.words is None:
            return said.text
        ruleset = self.differences.old if said.of == "old" else self.differences.new
        return self.words(said.text, ruleset)(self.language)
