"""Any model that a file could say: grown from the models themselves, so that a field that is added is generated too.

Hypothesis chooses seeds, and the dice of a seed the rest: what it would have to choose for a whole ruleset is more than it takes.
"""

import types
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from tests.oracle.dice import Dice, seeded

from tijian.model.case import Case
from tijian.model.dossier import ReadingGiven
from tijian.model.kinds import ATTRIBUTE_PATTERN, EDITION_PATTERN, ID_PATTERN
from tijian.model.ruleset import Attribute, Blocks, InForce, RulesetFile, Source

Model = TypeVar("Model", bound=BaseModel)

# what trips writers and readers: formulas, quotes, YAML's words and signs, other scripts, marks of our own
TRICKY: Final = (
    *("=1+1", "+86", "-5", "@SUM(A1)", '"quoted"', '"', "'", "yes", "no", "null", "~", "true", "2021-03-01", "1.0", "1e3", "0x1F", "3-1"),
    *(
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "a: b",
        "a #b",
        "# a",
        "- a",
        "? a",
        "a:",
        ":",
        "…",
        "`x`",
        "%",
        "!tag",
        "&a",
        "*a",
        "|",
        ">",
        ">= 95",
    ),
    *(
        "中文，标点。",
        "全角：（）",
        "“引号”",
        "C:\\path\\n",
        "a\nb",
        "a\n\nb",
        "tab\tin",
        "😀",
        "　宽　".strip(),
        "x" * 300,
        "字" * 160,
        "a  b",
    ),
    *("#name", "?", "<<", "=", "\\", "a,b", "a，b", "1_000", "12:30", "--- a", "...", "\u00a0".join("ab"), "e\u0301"),
)
SIGNS: Final = "abZ019 .,:;-_#[]{}\"'\\\n=+@%&*!|>?~`中文，。：；（）“”《》—…·×≥μ℃é😀"
IDS: Final = ("C1.1", "MSK-T01", "no", "null", "Y", "a", "A.b-c_9", "true", "yes", "all", "S1", "S2")
NAMES: Final = ("standard", "no", "y", "null", "has_valve", "a1")
NUMBERS: Final = (
    "0",
    "1",
    "3",
    "3.0",
    "0.5",
    "0.50",
    "-2",
    "99.95",
    "1000000",
    "100.000",
    "123456789012345678901.5",
    "0.12345678901234567890",
)
EDITIONS: Final = ("2021", "2021.10", "a-1", "1e3")
DAYS: Final = ("2021-07-01", "2023-12-31", "1900-01-01", "2199-12-31")
CONFIDENCES: Final = ("verified", "secondary", "recalled", "weak")
MOST = 3


def words(dice: Dice, most: int) -> str:
    """A text as a model holds it: no blanks around it, not empty."""
    text = dice.pick(TRICKY) if dice.chance(50) else "".join(dice.pick(SIGNS) for _ in range(dice.whole(1, 40)))
    return text[:most].strip() or "字"


def value(dice: Dice, annotation: Any, about: tuple[Any, ...] = ()) -> Any:
    """A value of an annotation; `about` is what is known of it beside (bounds, patterns)."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return value(dice, inner[0], (*about, *inner[1:]))
    if origin in (Union, types.UnionType):
        return value(dice, dice.pick(inner), about)
    if origin is Literal:
        return dice.pick(inner)
    if origin is tuple and inner[-1] is Ellipsis:
        least = bound(about, "min_length") or 0
        return tuple(value(dice, inner[0]) for _ in range(dice.whole(least, max(least, MOST))))
    if origin is tuple:
        return tuple(value(dice, kind) for kind in inner)
    if origin is dict:
        return {value(dice, inner[0]): value(dice, inner[1]) for _ in range(dice.whole(0, MOST))}
    if annotation is Any:
        return anything(dice)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return grown(dice, annotation)
    return plain(dice, annotation, about)


def plain(dice: Dice, kind: Any, about: tuple[Any, ...]) -> Any:
    """A value that holds no others."""
    if kind is type(None):
        return None
    if kind is bool:
        return dice.chance(50)
    if kind is int:
        return dice.whole(bound(about, "ge") or 0, bound(about, "le") or 3650)
    if kind is Decimal:
        number, low, high = Decimal(dice.pick(NUMBERS)), bound(about, "ge"), bound(about, "le")
        if bound(about, "gt") is not None:
            return abs(number) or Decimal("0.25")
        return min(max(number, Decimal(low)), Decimal(high)) if low is not None and high is not None else number
    assert kind is str, kind
    constraints = next((one for one in about if isinstance(one, StringConstraints)), None)
    match constraints.pattern if constraints else None:
        case None:
            return words(dice, (constraints.max_length if constraints else None) or 300)
        case str(pattern) if pattern == ID_PATTERN:
            return dice.pick(IDS)
        case str(pattern) if pattern == ATTRIBUTE_PATTERN:
            return dice.pick(NAMES)
        case str(pattern) if pattern == EDITION_PATTERN:
            return dice.pick(EDITIONS)
    return dice.pick(DAYS)


def bound(about: tuple[Any, ...], name: str) -> Any:
    """A bound of an annotation, wherever it stands."""
    parts = [part for one in about for part in (one.metadata if isinstance(one, FieldInfo) else (one,))]
    return next((found for part in parts if (found := getattr(part, name, None)) is not None), None)


def anything(dice: Dice, deep: int = 2) -> Any:
    """What an override may hold: whatever YAML says."""
    kind = dice.whole(0, 5 if deep else 3)
    if kind == 4:
        return [anything(dice, deep - 1) for _ in range(dice.whole(0, 2))]
    if kind == 5:
        return {words(dice, 20): anything(dice, deep - 1) for _ in range(dice.whole(0, 2))}
    return (None, dice.chance(50), Decimal(dice.pick(NUMBERS)), words(dice, 60))[kind]


def grown(dice: Dice, kind: type[Model]) -> Model:
    """A model with any of its fields left out that may be."""
    given: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        if kind is ReadingGiven and name == "parts" and dice.chance(80):
            continue  # readings hold readings: not for ever
        if field.is_required() or dice.chance(60):
            given[field.alias or name] = value(dice, field.annotation, tuple(field.metadata))
    return kind.model_validate(mended(dice, kind, given))


def mended(dice: Dice, kind: type[BaseModel], given: dict[str, Any]) -> dict[str, Any]:
    """What fields say together must agree."""
    if kind is Source and given["basis"] == "standard":
        return {**given, "clause": words(dice, 60), "confidence": dice.pick(CONFIDENCES)}
    if issubclass(kind, Attribute) and (given.get("choices") is None) == (given.get("type") is None):
        return {**given, "choices": None, "type": dice.pick(("boolean", "number", "text"))}
    if kind is Blocks:
        return {"site": given["site"], "tests": 100 - given["site"]}
    if kind is InForce and given.get("until") is not None:
        first, last = sorted((given["from"], given["until"]))
        return {"from": first, "until": last}
    return given


def ruleset(seed: int) -> RulesetFile:
    """The ruleset of a seed."""
    return grown(seeded(seed), RulesetFile)


def cases(seed: int) -> tuple[Case, ...]:
    """The cases of a seed."""
    dice = seeded(seed)
    return tuple(grown(dice, Case) for _ in range(dice.whole(0, MOST)))


SEEDS: Final = st.integers(0, 2**64)
