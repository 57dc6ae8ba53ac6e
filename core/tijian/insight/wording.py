"""A whole condition in plain words, whether or not it holds: rows of the verdict table, diagnoses, clues, `applies` (`a && b` → a 且 b).

`phrases` says what held in one result; here nothing need have happened yet. Checklists come in by `short_phrases`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from ..conditions.error import ConditionError
from ..conditions.parse import parse
from ..conditions.tree import And, Concluded, Count, Fails, Literal, MinorOrWorse, Node, Not, Or, ScoreBelow, inline
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from ..model.words import SITE_CLASS, TEST_CLASS
from .phrases import Names, both, given, score_name

_ELSE = ("其余情况", "otherwise")


def meaning(condition: str, ruleset: ResolvedRuleset) -> Node | None:
    """The tree of a condition with its `define`d names written out; None where it cannot be read (lint says why)."""
    try:
        return inline(parse(condition), definitions(ruleset.define))
    except ConditionError:
        return None


def definitions(define: Mapping[str, str]) -> dict[str, Node]:
    """The trees of the `define`d names that can be read."""
    found: dict[str, Node] = {}
    for name, condition in define.items():
        try:
            found[name] = parse(condition)
        except ConditionError:  # lint says why; the name then stands for itself
            continue
    return found


def in_words(condition: str, ruleset: ResolvedRuleset, names: Names) -> Text:
    """A condition in words; one that cannot be read stands for itself."""
    node = meaning(condition, ruleset)
    return text(condition, condition) if node is None else text(*_words(node, names))


class _ShortNames(Names):
    """An attribute is called by its name alone, without what its label explains: `年龄段（不满7岁 …）` is 年龄段."""

    def attribute(self, name: str) -> Text:
        label = super().attribute(name)
        return text(*(_EXPLAINED.sub("", words) or words for words in (label("zh"), label("en"))))


_EXPLAINED: Final = re.compile(r"\s*[（(].*[）)]\s*$|: .*$", re.DOTALL)


def short_phrases(ruleset: ResolvedRuleset) -> Callable[[str], Text]:
    """What says a condition of a ruleset in few words, for a cell or a column."""
    names = _ShortNames(None, ruleset)
    return lambda condition: in_words(condition, ruleset, names)


def atom_in_words(node: Node, names: Names) -> Text:
    """One part of a condition in words."""
    return text(*_words(node, names))


def _words(node: Node, names: Names) -> tuple[str, str]:
    match node:
        case Literal(value=True):
            return _ELSE
        case And(items=items):
            parts = [_bracketed(item, names, isinstance(item, Or)) for item in items]
            return " 且 ".join(zh for zh, _ in parts), " and ".join(en for _, en in parts)
        case Or(items=items):
            parts = [_bracketed(item, names, isinstance(item, And)) for item in items]
            return " 或 ".join(zh for zh, _ in parts), " or ".join(en for _, en in parts)
        case Not(item=item):
            zh, en = _words(item, names)
            return f"并非（{zh}）", f"not ({en})"
        case Count():
            return _counted(node, names)
        case ScoreBelow(of=of, op=op, n=n):
            zh, en = score_name(of, names)
            below = ("低于", "below") if op == "<" else ("不高于", "not above")
            return f"{zh}{below[0]} {n:f}", f"{en} is {below[1]} {n:f}"
        case Fails(id=name):
            zh, en = both(names.check(name))
            return f"{name} {zh} {'不合格' if names.kind(name) == 'test' else '不符合'}", f"{name} {en} fails"
        case MinorOrWorse(id=name):
            zh, en = both(names.check(name))
            return f"{name} {zh} 有轻微缺陷或不符合", f"{name} {en} has a minor defect or fails"
        case Concluded(id=name):
            zh, en = both(names.diagnosis(name))
            return f"诊断 {name}（{zh}）成立", f"diagnosis {name} ({en}) holds"
        case _:
            return given(node, names)


def _bracketed(node: Node, names: Names, brackets: bool) -> tuple[str, str]:
    zh, en = _words(node, names)
    return (f"（{zh}）", f"({en})") if brackets else (zh, en)


def _counted(node: Count, names: Names) -> tuple[str, str]:
    """`more than 2 key checks have a minor defect or fail`."""
    tests = node.scope == "tests"
    least = node.n + 1 if node.op == ">" else node.n
    fails = "不合格" if tests else "不符合"
    if node.scope == "section":
        zh, en = both(names.section(node.of))
        what_zh, one, several = f"“{zh}”一章的检查项", f"check of section “{en}”", f"checks of section “{en}”"
    else:
        word = (TEST_CLASS if tests else SITE_CLASS).get(node.of) or text(node.of, node.of)
        noun = "test" if tests else "check"
        what_zh, one, several = f"{word('zh')}{'检测项' if tests else ''}", f"{word('en')} {noun}", f"{word('en')} {noun}s"
    fault_zh = fails if node.state == "fail" else f"有轻微缺陷或{fails}"
    fails_en = "fails" if node.state == "fail" else "has a minor defect or fails"
    if least <= 1:
        return f"有{what_zh}{fault_zh}", f"a {one} {fails_en}"
    fault_en = "fail" if node.state == "fail" else "have a minor defect or fail"
    if node.op == ">":
        more = several if node.n > 1 else one
        more = f"{one} {fails_en}" if node.n == 1 else f"{several} {fault_en}"
        return f"超过 {node.n} 个{what_zh}{fault_zh}", f"more than {node.n} {more}"
    return f"至少 {node.n} 个{what_zh}{fault_zh}", f"at least {node.n} {several} {fault_en}"
