"""Whether what `tijian_derive` returned is what the ruleset declared. Nothing of an answer with a fault in it is used."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from ..conditions.suggest import suggestion
from ..model.problem import Problem
from ..model.ruleset import Derived
from ..model.text import Text, text
from .origin import Origin, said

Value = str | Decimal | bool
MAX_TEXT: Final = 4000  # characters
MAX_DIGITS: Final = 100  # digits, and decimal places before or after the point
MAX_NAMED: Final = 10  # faults named of one answer

EMPTY: Final[Mapping[str, Value]] = MappingProxyType({})


class Derivation(NamedTuple):
    """The derived attributes of one product; empty where `problems` holds an error. A warning leaves them standing."""

    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()


def checked(origin: Origin, declared: Mapping[str, Derived], returned: object) -> Derivation:
    """The answer of a plugin, held against the ruleset's `derived`."""
    if returned is None:
        return Derivation(EMPTY)
    if not isinstance(returned, Mapping):
        return Derivation(
            EMPTY,
            (
                origin.problem(
                    "E625", f"的 tijian_derive 返回了 {_type(returned)}", f"returned {_type(returned)} from tijian_derive", hint=RETURN
                ),
            ),
        )
    problems: list[Problem] = []
    values: dict[str, Value] = {}
    for name, value in dict(returned).items():
        if (problem := _fault(origin, declared, name, value)) is not None:
            problems.append(problem)
            if len(problems) == MAX_NAMED:
                break
        else:
            values[name] = value
    if problems:
        return Derivation(EMPTY, tuple(problems))
    ordered = {name: values[name] for name in declared if name in values}
    return Derivation(MappingProxyType(ordered), tuple(_implausible(origin, declared, ordered)))


RETURN = Text(zh="应返回 {属性名: 值} 映射，或 None", en="return a mapping {attribute: value}, or None")


def _fault(origin: Origin, declared: Mapping[str, Derived], name: object, value: object) -> Problem | None:
    if not isinstance(name, str) or name not in declared:
        near = suggestion(name, declared) if isinstance(name, str) else None
        hint = text(*(near or ("请在细则的 derived 中声明它", "declare it under `derived` in the ruleset")))
        return origin.problem(
            "E621",
            f"给出了细则未声明的派生属性 {said(name)}",
            f"supplied {said(name)}, which the ruleset does not declare under `derived`",
            hint=hint,
        )
    wanted = declared[name]
    if wanted.choices is not None or wanted.type == "text":
        kind, en_kind = "文本", "a str"
        right = type(value) is str
    elif wanted.type == "boolean":
        kind, en_kind = "布尔值", "a bool"
        right = type(value) is bool
    else:
        kind, en_kind = "Decimal 数", "a Decimal"
        right = type(value) is Decimal
    if not right:  # exact types: a subclass may behave differently, a float is not exact, and True is an int
        zh, en = (
            f"的派生属性 {name} 是 {_type(value)}，应为{kind}",
            f"gave {_type(value)} for derived attribute {name}: it must be {en_kind}",
        )
        return origin.problem("E623", zh, en)
    if isinstance(value, Decimal) and not _sound(value):
        return origin.problem(
            "E624", f"的派生属性 {name} 不是可用的数: {said(value)}", f"gave an unusable number for derived attribute {name}: {said(value)}"
        )
    if isinstance(value, str) and wanted.choices is not None and value not in wanted.choices:
        options = "、".join(wanted.choices), ", ".join(wanted.choices)
        zh = f"的派生属性 {name} 取值 {said(value)!r}，不在细则的选项之内"
        en = f"gave {said(value)!r} for derived attribute {name}, which is none of its choices"
        return origin.problem("E622", zh, en, hint=Text(zh=said(f"选项: {options[0]}"), en=said(f"choices: {options[1]}")))
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return origin.problem(
            "E624", f"的派生属性 {name} 超过 {MAX_TEXT} 字", f"gave more than {MAX_TEXT} characters for derived attribute {name}"
        )
    return None


def _sound(number: Decimal) -> bool:
    return number.is_finite() and len(number.as_tuple().digits) <= MAX_DIGITS and (number == 0 or abs(number.adjusted()) <= MAX_DIGITS)


def _implausible(origin: Origin, declared: Mapping[str, Derived], values: Mapping[str, Value]) -> list[Problem]:
    found = []
    for name, value in values.items():
        bounds = declared[name].range
        if bounds is not None and isinstance(value, Decimal) and not bounds[0] <= value <= bounds[1]:
            zh = f"的派生属性 {name} = {value}，在合理范围 {bounds[0]}~{bounds[1]} 之外"
            en = f"gave {name} = {value}, outside the plausible range {bounds[0]} to {bounds[1]}"
            found.append(origin.problem("W605", zh, en, warning=True))
    return found


def _type(value: object) -> str:
    return type(value).__name__
