"""The words with which the checker objects: what a condition says that it cannot mean, why not, what to write instead."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from . import tree
from .error import ConditionError, shown
from .names import SCORE_NAMES
from .refusal import refuse
from .suggest import did_you_mean

Family = Literal["text", "number", "boolean", "date"]
Operand = tree.Literal | tree.Attr


@dataclass(frozen=True, slots=True)
class Type:
    """What a value is, as comparisons see it: only values of one family are compared."""

    family: Family
    choices: tuple[str, ...] | None = None
    unit: str | None = None


_FAMILY_ZH: Final[dict[Family, str]] = {"text": "文字", "number": "数", "boolean": "真假值", "date": "日期"}
_FAMILY_EN: Final[dict[Family, str]] = {"text": "a text", "number": "a number", "boolean": "a boolean", "date": "a date"}
_LISTED: Final = 12


def _names(names: Iterable[str]) -> str:
    """A few of the names there are."""
    ordered = list(dict.fromkeys(names))
    return ", ".join(shown(name) for name in ordered[:_LISTED]) + (", …" if len(ordered) > _LISTED else "") or "—"


def _instead(word: str, known: Collection[str]) -> tuple[str, str]:
    """did you mean …, or what there is."""
    if meant := did_you_mean(word, known):
        return f"是否要写「{shown(meant)}」?", f"did you mean '{shown(meant)}'?"
    return f"有：{_names(sorted(known))}", f"there are: {_names(sorted(known))}"


def _on(node: tree.Node) -> tuple[int, int]:
    return node.at, node.end - node.at


def _on_part(node: tree.Atom, part: int) -> tuple[int, int]:
    """Where argument or bound number `part` of a judged atom stands."""
    at, end = node.spans[part] if node.spans else (node.at, node.end)
    return at, end - at


def negated_judgment(node: tree.Not) -> ConditionError:
    return refuse(
        "E213",
        node.at,
        1,
        "不能否定判定的结果：查得更多或结果更差，绝不能使结论变好",
        "what is judged may not be negated: more knowledge or a worse finding must never improve a verdict",
        "去掉「!」,在较差等级的行里直接写 fails('…')、count(…) > n 或 score(…) < n；较好的等级由后面的行得出",
        "drop the `!` and state the finding in the row of the worse grade: fails('…'), count(…) > n or score(…) < n",
    )


def judgment_here(node: tree.Atom) -> ConditionError:
    return refuse(
        "E214",
        *_on(node),
        "这里只能读属性和背景（日期、类别、抽样状态），不能读判定的结果：先定适用与限值，后有判定",
        "only attributes and context may be read here, not what is judged: what applies, and its limits, comes before any judgment",
        "改用产品属性，或把这一条写进诊断、判定表或线索",
        "use an attribute of the product, or say it in a diagnosis, a verdict row or a clue",
    )


def no_production_date(node: tree.Attr) -> ConditionError:
    by = "" if node.name == "produced_on" else f"({shown(node.name)})"
    return refuse(
        "E215",
        *_on(node),
        f"这里不能读 produced_on{by}：生产日期属于样品，只有抽样检测项和申报规则项按它判断",
        f"produced_on{by} may not be read here: it belongs to a sample, and only sample tests and rule checks are judged by it",
        "改用 assessed_on，或移到抽样检测项、申报规则项里",
        "use assessed_on, or move it to a sample test or a rule check",
    )


def unknown_attribute(node: tree.Attr, known: Collection[str], *, is_check: bool, is_choice: bool) -> ConditionError:
    name = shown(node.name)
    zh, en = _instead(node.name, known)
    if is_choice:
        zh, en = f"若是选项，加引号写成 '{name}'", f"if it is the choice, write it in quotes: '{name}'"
    elif is_check:
        zh, en = f"检查项的结果写 fails('{name}')", f"the outcome of a check is read with fails('{name}')"
    return refuse("E216", *_on(node), f"没有属性或定义「{name}」", f"there is no attribute or definition '{name}'", zh, en)


def unknown_check(node: tree.Fails | tree.MinorOrWorse, id: str, checks: Collection[str], diagnoses: Collection[str]) -> ConditionError:
    zh, en = _instead(id, checks)
    if id in diagnoses:
        zh, en = f"这是诊断，写 concluded('{shown(id)}')", f"this is a diagnosis: write concluded('{shown(id)}')"
    return refuse("E217", *_on_part(node, 0), f"没有检查项「{shown(id)}」", f"there is no check '{shown(id)}'", zh, en)


def unknown_diagnosis(node: tree.Concluded, id: str, diagnoses: Collection[str], checks: Collection[str]) -> ConditionError:
    zh, en = _instead(id, diagnoses)
    if id in checks:
        zh, en = f"这是检查项，写 fails('{shown(id)}')", f"this is a check: write fails('{shown(id)}')"
    return refuse("E218", *_on_part(node, 0), f"没有诊断「{shown(id)}」", f"there is no diagnosis '{shown(id)}'", zh, en)


def unknown_section(node: tree.Count | tree.ScoreBelow, of: str, known: Collection[str]) -> ConditionError:
    zh, en = _instead(of, known)
    if isinstance(node, tree.Count) and of in SCORE_NAMES:
        zh, en = "全部现场项按类别数：count('key', 'fail') > 2", "site checks as a whole are counted by class: count('key', 'fail') > 2"
    return refuse("E219", *_on_part(node, 0), f"没有章节「{shown(of)}」", f"there is no section '{shown(of)}'", zh, en)


def unknown_class(node: tree.Count, classes: tuple[str, ...]) -> ConditionError:
    call, other = ("count", "count_tests") if node.scope == "class" else ("count_tests", "count")
    zh, en = _instead(node.of, classes)
    if node.of in ("veto", "minor"):  # each is a class of the other kind
        zh, en = f"是否要写 {other}('{node.of}', …)?", f"did you mean {other}('{node.of}', …)?"
    return refuse(
        "E220",
        *_on_part(node, 0),
        f"{call}(…) 没有类别「{shown(node.of)}」:类别是 {_names(classes)}",
        f"{call}(…) knows no class '{shown(node.of)}': the classes are {_names(classes)}",
        zh,
        en,
    )


def unknown_state(node: tree.Count, states: tuple[str, ...]) -> ConditionError:
    return refuse(
        "E220",
        *_on_part(node, 1),
        f"不能按「{shown(node.state)}」计数：只数 fail（不合格）和 minor（轻微及更差），多一项只会使结论变差",
        f"'{shown(node.state)}' is not counted: only fail, and minor (minor or worse), so that one more can only make a verdict worse",
        *_instead(node.state, states),
    )


def no_choice(attribute: Operand, choices: tuple[str, ...], literal: tree.Literal) -> ConditionError:
    name, value = tree.source(attribute), str(literal.value)
    zh, en = _instead(value, choices)
    if name == "sampling" and value == "pending":
        zh, en = "抽样未完成时 sampling 为未知，不必写", "while the sampling is pending, `sampling` is unknown by itself: leave it out"
    return refuse(
        "E221",
        *_on(literal),
        f"「{shown(value)}」不是 {name} 的选项，这个比较永远不会相等。选项：{_names(choices)}",
        f"'{shown(value)}' is not one of the choices of {name}, so they are never equal. Choices: {_names(choices)}",
        zh,
        en,
    )


def nothing_in_common(left: Operand, right: Operand) -> ConditionError:
    a, b = tree.source(left), tree.source(right)
    return refuse(
        "E221",
        right.at,
        right.end - right.at,
        f"{a} 和 {b} 没有共同的选项，永远不会相等",
        f"{a} and {b} have no choice in common: they are never equal",
        "与各自的选项比较",
        "compare each with choices of its own",
    )


def other_type(left: Operand, left_type: Type, right: Operand, right_type: Type) -> ConditionError:
    a, b = shown(tree.source(left)), shown(tree.source(right))
    zh, en = "与同一类的值比较", "compare it with a value of its own kind"
    if isinstance(right, tree.Literal):
        text = str(right.value)
        if left_type.family == "text":
            zh, en = f"文字要加引号：'{tree.source(right)}'", f"a text stands in quotes: '{tree.source(right)}'"
        elif left_type.family == "boolean":
            zh, en = f"写 {a} == true 或 {a} == false，不加引号", f"write {a} == true or {a} == false, without quotes"
        elif left_type.family == "date":
            zh, en = "日期写成加引号的 'YYYY-MM-DD'", "a date is written in quotes: 'YYYY-MM-DD'"
        elif text.replace(".", "", 1).lstrip("-").isdecimal():
            zh, en = f"数不加引号：{shown(text)}", f"a number stands without quotes: {shown(text)}"
        else:
            zh, en = f"{a} 是数，与不加引号的数比较", f"{a} is a number: compare it with a number, without quotes"
    elif "date" in (left_type.family, right_type.family):
        zh, en = (
            "日期只与日期比较；判断期限的属性作派生属性",
            "compare dates with dates; let the plugin derive an attribute that depends on one",
        )
    return refuse(
        "E222",
        *_on(right),
        f"{a} 是{_FAMILY_ZH[left_type.family]}，{b} 是{_FAMILY_ZH[right_type.family]}，两者不能比较",
        f"{a} is {_FAMILY_EN[left_type.family]} and {b} is {_FAMILY_EN[right_type.family]}: they cannot be compared",
        zh,
        en,
    )


def other_unit(left: Operand, left_unit: str, right: Operand, right_unit: str) -> ConditionError:
    a, b = tree.source(left), tree.source(right)
    return refuse(
        "E222",
        *_on(right),
        f"{a} 的单位是 {shown(left_unit)}，{b} 的单位是 {shown(right_unit)}：条件不换算单位",
        f"{a} is in {shown(left_unit)}, {b} in {shown(right_unit)}: a condition converts no units",
        "给两个属性写同一单位",
        "give both attributes one unit",
    )


def no_condition(node: Operand, kind: Type | None) -> ConditionError:
    word = tree.source(node)
    example = f"{word} > 0" if kind and kind.family == "number" else f"{word} == '{((kind and kind.choices) or ('…',))[0]}'"
    if kind and kind.family == "date":
        example = f"{word} >= '2021-07-01'"
    if kind is None:
        zh, en = (
            "与属性比较，例如 standard == '…';编号写 fails('…')",
            "compare an attribute with it: standard == '…'; an id is read with fails('…')",
        )
    else:
        zh, en = f"写成比较，例如 {example}", f"make it a comparison, e.g. {example}"
    return refuse(
        "E223",
        *_on(node),
        f"{shown(word)} 单独不成条件：它不是真假值",
        f"{shown(word)} is no condition by itself: it is neither true nor false",
        zh,
        en,
    )


def unordered(node: tree.Compare, kind: Type) -> ConditionError:
    return refuse(
        "E224",
        *_on(node),
        f"{_FAMILY_ZH[kind.family]}没有大小，不能用 {node.op}：字典顺序不是等级顺序",
        f"{_FAMILY_EN[kind.family]} has no order, {node.op} says nothing of it: the alphabet is no ranking",
        "列出取值，例如 filter_grade in ['I', 'II']；量值用 type: number 的属性",
        "list the values: filter_grade in ['I', 'II']; for a quantity use an attribute of type: number",
    )


def no_date(literal: tree.Literal) -> ConditionError:
    word = shown(str(literal.value))
    return refuse(
        "E225",
        *_on(literal),
        f"「{word}」不是 YYYY-MM-DD 写法的日历日期：日期按文字逐位比较，别的写法会比错",
        f"'{word}' is no calendar date written YYYY-MM-DD: dates compare digit by digit, and another form would compare wrongly",
        "写成 '2021-07-01' 的样子",
        "write it like '2021-07-01'",
    )


def score_bound(node: tree.ScoreBelow) -> ConditionError:
    span, n = ("0 < n ≤ 100", f"{node.n:f}") if node.op == "<" else ("0 ≤ n < 100", f"{node.n:f}")
    return refuse(
        "E226",
        *_on_part(node, -1),
        f"分数在 0 到 100 之间，score(…) {node.op} {shown(n)} 恒真或恒假",
        f"scores lie between 0 and 100: score(…) {node.op} {shown(n)} always or never holds",
        f"取 {span} 的数",
        f"take a number with {span}",
    )


def count_bound(node: tree.Count) -> ConditionError:
    least = 0 if node.op == ">" else 1
    return refuse(
        "E226",
        *_on_part(node, -1),
        f"个数不会小于 0,{node.op} {shown(str(node.n))} 恒真",
        f"a count is never below 0: {node.op} {shown(str(node.n))} always holds",
        f"取不小于 {least} 的整数",
        f"take a whole number of at least {least}",
    )


def definition_compared(node: tree.Attr) -> ConditionError:
    name = shown(node.name)
    return refuse(
        "E211",
        *_on(node),
        f"{name} 是 define 的条件，不能比较",
        f"{name} is a define'd condition and cannot be compared",
        f"单独写 {name} 或 !{name}",
        f"write {name} or !{name} by itself",
    )


def constant(node: tree.Compare | tree.In) -> ConditionError:
    return refuse(
        "E229",
        *_on(node),
        "两边都是写定的值，结果与产品无关",
        "both sides are fixed values: the result does not depend on the product",
        "把一边换成属性名（不加引号）",
        "make one side the name of an attribute, without quotes",
    )


def listed_twice(option: tree.Literal) -> ConditionError:
    word = shown(tree.source(option))
    return refuse(
        "E230",
        *_on(option),
        f"{word} 列了两次，可能有一个写错",
        f"{word} is listed twice: one of them may be mistyped",
        "改正或删去一个",
        "correct or delete one",
    )
