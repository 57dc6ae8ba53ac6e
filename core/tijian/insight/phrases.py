"""A condition's atoms in plain words: what held, with how many, about what (`count('key', 'minor') > 0` → 有 3 个关键项轻微缺陷)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from ..conditions.error import ConditionError
from ..conditions.parse import parse
from ..conditions.tree import And, Attr, Compare, Concluded, Count, Fails, In, Literal, MinorOrWorse, Node, Not, Or, ScoreBelow, source
from ..model.outcome import Kind, State
from ..model.result import CheckOutcome, Result, Score, ScoreSpan
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text, text
from ..model.words import SITE_CLASS, TEST_CLASS

LONGEST: Final = 120  # characters of somebody's title inside a sentence; what is longer is cut
_LONGEST_CONDITION: Final = 1000
_OPS: Final = {
    "==": ("是", "is"),
    "!=": ("不是", "is not"),
    "<": ("小于", "is below"),
    "<=": ("不大于", "is at most"),
    ">": ("大于", "is above"),
    ">=": ("不小于", "is at least"),
}
DATES: Final = ("assessed_on", "produced_on")
_DAYS: Final = {  # of a date: what stands before and after the day in Chinese, and before it in English
    "==": (("是", ""), "is"),
    "!=": (("不是", ""), "is not"),
    "<": (("在", "之前"), "is before"),
    "<=": (("不晚于", ""), "is not after"),
    ">": (("在", "之后"), "is after"),
    ">=": (("在", "及以后"), "is on or after"),
}
_CONTEXT: Final = {
    "assessed_on": text("评估日期", "the date of assessment"),
    "produced_on": text("生产日期", "the date of production"),
    "category": text("品类", "the category"),
    "group": text("企业类别", "the group"),
    "sampling": text("抽样状态", "the sampling"),
}


@dataclass(frozen=True)
class Names:
    """What ids are called in one result, with the words of its ruleset where that is at hand; or in a ruleset alone."""

    result: Result | None
    ruleset: ResolvedRuleset | None = None

    @cached_property
    def checks(self) -> Mapping[str, CheckOutcome]:
        """Every check by its id."""
        return {one.id: one for one in self.result.checks} if self.result else {}

    def check(self, name: str) -> Text:
        """The title of a check."""
        if name in self.checks:
            return self.checks[name].title
        return self._written(name) or text(name, name)

    def _written(self, name: str) -> Text | None:
        """The title that the ruleset has for a check, or for a test whose parts are judged one by one."""
        rules = self.ruleset
        if rules is None:
            return None
        if (asked := rules.site_checks.get(name) or rules.rule_checks.get(name)) is not None:
            return asked.ask
        return rules.sample_tests[name].name if name in rules.sample_tests else None

    def kind(self, name: str) -> Kind:
        """The kind of a check; a site check where it is not known."""
        if name in self.checks:
            return self.checks[name].kind
        return "test" if self.ruleset and name in self.ruleset.sample_tests else "site"

    def state(self, name: str) -> State | None:
        """The state of a check."""
        return self.checks[name].state if name in self.checks else None

    def section(self, name: str) -> Text:
        """The title of a section."""
        found = self.ruleset.sections.get(name) if self.ruleset else None
        return found.title if found else text(name, name)

    def diagnosis(self, name: str) -> Text:
        """What a diagnosis says."""
        if self.ruleset and name in self.ruleset.diagnoses:
            return self.ruleset.diagnoses[name].says
        concluded = self.result.diagnoses if self.result else ()
        return next((one.says for one in concluded if one.id == name), text(name, name))

    def clue(self, name: str) -> Text:
        """The title of what a clue rule, or a clue code, raises."""
        rules = self.ruleset
        code = rules.clues[name].code if rules and name in rules.clues else name
        return rules.clue_codes[code].title if rules and code in rules.clue_codes else text(name, name)

    def attribute(self, name: str) -> Text:
        """The label of an attribute."""
        if name in _CONTEXT:
            return _CONTEXT[name]
        known = {**self.ruleset.product, **self.ruleset.derived} if self.ruleset else {}
        label = known[name].label if name in known else None
        return label or text(name, name)

    def choice(self, attribute: str, value: str) -> Text:
        """What a value of an attribute is called."""
        known = {**self.ruleset.product, **self.ruleset.derived} if self.ruleset else {}
        return known[attribute].called(value) if attribute in known else text(value, value)

    def score(self, of: str) -> str | None:
        """A score as printed, at its best while unknowns remain."""
        if self.result is None:
            return None
        scores = self.result.score
        named = {"total": scores.total, "site": scores.site, "tests": scores.tests, **scores.sections}
        found = named.get(of)
        if isinstance(found, ScoreSpan):
            return found.high.value
        return found.value if isinstance(found, Score) else None


def phrase(atom: str, checks: Sequence[str], names: Names) -> Text:
    """What an atom that holds says, in words. `checks` are those behind it; a text that is no condition stands for itself."""
    try:
        node = parse(atom)
    except ConditionError:
        return text(atom, atom)
    match node:
        case Count():
            return _counted(node, checks, names)
        case ScoreBelow():
            return _low_score(node, names)
        case Fails(id=name):
            zh, en = both(names.check(name))
            return text(f"{name} {zh}：{'不合格' if names.kind(name) == 'test' else '不符合'}", f"{name} fails: {en}")
        case MinorOrWorse(id=name):
            zh, en = both(names.check(name))
            return text(f"{name} {zh}：有轻微缺陷或不符合", f"{name} has a minor defect or fails: {en}")
        case Concluded(id=name):
            zh, en = both(names.diagnosis(name))
            return text(f"诊断 {name} 成立：{zh}", f"diagnosis {name} holds: {en}")
        case Literal(value=True):
            return text("前面更差的各行都不成立", "none of the worse rows holds")
        case _:
            zh, en = (words[:_LONGEST_CONDITION] for words in given(node, names))
            return text(f"产品属性：{zh}", f"by the product's attributes: {en}")


def both(words: Text) -> tuple[str, str]:
    """A title in both languages, cut where it is too long for a sentence."""
    return _short(words("zh")), _short(words("en"))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _counted(node: Count, checks: Sequence[str], names: Names) -> Text:
    """`3 key checks fail, more than the 2 allowed`."""
    found = len(checks)
    fault_zh, fault_en = _fault(node, checks, names)
    many = "" if found == 1 else "s"
    limit_zh = limit_en = ""
    if node.op == ">" and node.n > 0:
        limit_zh, limit_en = f"，超过 {node.n} 个", f", more than {node.n}"
    elif node.op == ">=" and node.n > 1:
        limit_zh, limit_en = f"，达到 {node.n} 个", f", {node.n} or more"
    match node.scope:
        case "class":
            word = SITE_CLASS.get(node.of) or text(node.of, node.of)
            return text(f"有 {found} 个{word('zh')}{fault_zh}{limit_zh}", f"{found} {word('en')} check{many} {fault_en}{limit_en}")
        case "tests":
            word = TEST_CLASS.get(node.of) or text(node.of, node.of)
            return text(f"有 {found} 个{word('zh')}检测项{fault_zh}{limit_zh}", f"{found} {word('en')} test{many} {fault_en}{limit_en}")
        case _:
            zh, en = both(names.section(node.of))
            return text(f"“{zh}”一章有 {found} 项{fault_zh}{limit_zh}", f"in section “{en}” {found} check{many} {fault_en}{limit_en}")


def _fault(node: Count, checks: Sequence[str], names: Names) -> tuple[str, str]:
    one = len(checks) == 1
    fails = "不合格" if node.scope == "tests" else "不符合"
    if node.state == "fail":
        return fails, "fails" if one else "fail"
    states = {names.state(check) for check in checks}
    if states == {"minor"}:
        return "轻微缺陷", "has a minor defect" if one else "have minor defects"
    if states == {"fail"}:
        return fails, "fails" if one else "fail"
    return f"{fails}或有轻微缺陷", "has a minor defect or fails" if one else "have minor defects or fail"


def _low_score(node: ScoreBelow, names: Names) -> Text:
    zh, en = score_name(node.of, names)
    value = names.score(node.of)
    bound = f"{node.n:f}"
    below_zh, below_en = ("低于", "below") if node.op == "<" else ("不高于", "not above")
    shown = f" {value}" if value is not None else ""
    return text(f"{zh}{shown}，{below_zh} {bound}", f"{en} is{shown}, {below_en} {bound}" if shown else f"{en} is {below_en} {bound}")


def score_name(of: str, names: Names) -> tuple[str, str]:
    """What a score is called in a sentence."""
    kinds = {
        "total": ("总分", "the total score"),
        "site": ("实地核查得分", "the site score"),
        "tests": ("抽样检测得分", "the tests' score"),
    }
    zh, en = both(names.section(of))
    return kinds.get(of) or (f"“{zh}”一章得分", f"the score of section “{en}”")


def given(node: Node, names: Names) -> tuple[str, str]:
    """A condition on attributes, in words; `(zh, en)`."""
    match node:
        case Attr(name=name):
            zh, en = both(names.attribute(name))
            return zh, en
        case Compare(op=op, left=left, right=right):
            (left_zh, left_en), (right_zh, right_en) = _operand(left, names, right), _operand(right, names, left)
            if isinstance(left, Attr) and left.name in DATES and isinstance(right, Literal):
                before, after = _DAYS[op]
                return f"{left_zh}{before[0]} {right_zh} {before[1]}".rstrip(), f"{left_en} {after} {right_en}"
            return f"{left_zh}{_OPS[op][0]} {right_zh}", f"{left_en} {_OPS[op][1]} {right_en}"
        case In(item=item, options=options):
            zh, en = _operand(item, names)
            listed = [_operand(option, names, item) for option in options]
            return f"{zh}是 {'、'.join(one for one, _ in listed)} 之一", f"{en} is one of {', '.join(one for _, one in listed)}"
        case Not(item=item):
            zh, en = given(item, names)
            return f"并非（{zh}）", f"not ({en})"
        case And(items=items):
            parts = [_in_brackets(item, names) if isinstance(item, Or) else given(item, names) for item in items]
            return "且".join(zh for zh, _ in parts), " and ".join(en for _, en in parts)
        case Or(items=items):
            parts = [given(item, names) for item in items]
            return "或".join(zh for zh, _ in parts), " or ".join(en for _, en in parts)
        case _:
            return source(node), source(node)


def _in_brackets(node: Node, names: Names) -> tuple[str, str]:
    zh, en = given(node, names)
    return f"（{zh}）", f"({en})"


def _operand(node: Literal | Attr, names: Names, beside: Literal | Attr | None = None) -> tuple[str, str]:
    """One side of a comparison; a value is called as the attribute beside it calls it."""
    if isinstance(node, Attr):
        return both(names.attribute(node.name))
    value = node.value
    if isinstance(value, bool):
        return ("是", "yes") if value else ("否", "no")
    words = f"{value:f}" if isinstance(value, Decimal) else value
    return both(names.choice(beside.name, words)) if isinstance(beside, Attr) else (words, words)
