"""What passes between this process and the child that runs plugins, as JSON: numbers travel as text, so nothing is rounded."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..model.problem import Position, Problem
from ..model.ruleset import Derived
from ..model.text import Text
from .claims import Claims
from .derived import Derivation, Value
from .hookspecs import Category
from .loaded import Loaded, RegisteredModel
from .origin import Origin
from .scoring_api import Scored
from .voice import Voice

Json = dict[str, Any]


def pack_values(values: Mapping[str, Value]) -> Json:
    """Attributes, each with a letter for its type."""
    return {
        name: ["n", str(one)] if isinstance(one, Decimal) else ["b" if isinstance(one, bool) else "s", one] for name, one in values.items()
    }


def values(packed: Json) -> dict[str, Value]:
    """The reverse of `pack_values`."""
    return {name: Decimal(one) if kind == "n" else one for name, (kind, one) in packed.items()}


def pack_problem(problem: Problem) -> Json:
    """A problem of a plugin (which has one place at most)."""
    at = problem.at
    return {
        "code": problem.code,
        "text": [problem.text.zh, problem.text.en],
        "hint": [problem.hint.zh, problem.hint.en] if problem.hint else None,
        "at": [at.file, at.line, at.column, at.length] if at else None,
        "warning": problem.warning,
    }


def problem(packed: Json) -> Problem:
    """The reverse of `pack_problem`."""
    zh, en = packed["text"]
    hint, at = packed["hint"], packed["at"]
    return Problem(
        packed["code"],
        Text(zh=zh, en=en),
        at=Position(*at) if at else None,
        hint=Text(zh=hint[0], en=hint[1]) if hint else None,
        warning=packed["warning"],
    )


def problems(packed: Sequence[Json]) -> tuple[Problem, ...]:
    """Several of them."""
    return tuple(problem(one) for one in packed)


def pack_derivation(derivation: Derivation) -> Json:
    """The outcome of `derive`."""
    return {"values": pack_values(derivation.values), "problems": [pack_problem(one) for one in derivation.problems]}


def pack_declared(declared: Mapping[str, Derived]) -> Json:
    """What a ruleset declares under `derived`."""
    return {name: one.model_dump_json() for name, one in declared.items()}


def declared(packed: Json) -> dict[str, Derived]:
    """The reverse of `pack_declared`."""
    return {name: Derived.model_validate_json(one) for name, one in packed.items()}


def pack_fraction(number: Fraction | None) -> str | None:
    """A score, exactly."""
    return None if number is None else str(number)


def fraction(packed: str | None) -> Fraction | None:
    """The reverse of `pack_fraction`."""
    return None if packed is None else Fraction(packed)


def pack_items(items: Sequence[Scored]) -> list[list[str]]:
    """Counted checks."""
    return [[one.id, one.section, str(one.section_weight), str(one.weight), str(one.credit)] for one in items]


def items(packed: Sequence[Sequence[str]]) -> tuple[Scored, ...]:
    """The reverse of `pack_items`."""
    return tuple(
        Scored(name, section, Fraction(share), Fraction(weight), Fraction(credit)) for name, section, share, weight, credit in packed
    )


def pack_loaded(loaded: Loaded) -> Json:
    """What a plugin brings; its formats stay behind, for they are functions."""
    brings = loaded.claims
    return {
        "hooks": sorted(loaded.hooks),
        "categories": [[one.id, one.title.zh, one.title.en, one.group] for one in brings.categories],
        "directories": [str(one) for one in brings.directories],
        "models": list(brings.models),
        "warnings": [pack_problem(one) for one in loaded.warnings],
    }


def loaded(packed: Json, origin: Origin, voice: Voice) -> Loaded:
    """The reverse of `pack_loaded`, spoken for by `voice`."""
    categories = tuple(Category(name, Text(zh=zh, en=en), group) for name, zh, en, group in packed["categories"])
    models = {name: RegisteredModel(voice, name) for name in packed["models"]}
    brings = Claims(categories, tuple(Path(one) for one in packed["directories"]), models)
    return Loaded(origin, frozenset(packed["hooks"]), brings, voice, problems(packed["warnings"]))
