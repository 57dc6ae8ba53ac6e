"""What a plugin says once, when it loads: its categories, directories of rulesets, scoring models and formats."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from ..model.kinds import ID_PATTERN
from ..model.outcome import BUILT_IN_MODELS
from ..model.problem import PluginError, Problem
from ..model.text import Text
from . import guard
from .admission import Admitted
from .hookspecs import Category, Format
from .origin import Origin, said
from .scoring_api import ScoringModel

T = TypeVar("T")
N = TypeVar("N", Category, Format)
Claim = tuple[str, str]  # "category", "model" or "format", and its id


@dataclass(frozen=True, slots=True)
class Claims:
    """The categories, directories, models and formats of one plugin."""

    categories: tuple[Category, ...] = ()
    directories: tuple[Path, ...] = ()
    models: Mapping[str, ScoringModel] = field(default_factory=dict)
    formats: tuple[Format, ...] = ()

    @property
    def ids(self) -> frozenset[Claim]:
        """What no other plugin may claim too."""
        return frozenset(
            [("category", one.id) for one in self.categories]
            + [("model", one) for one in self.models]
            + [("format", one.id) for one in self.formats]
        )


def claims(plugin: Admitted) -> Claims:
    """Ask a plugin what it brings. Raises PluginError where it raises, or answers what the contract does not allow."""
    return Claims(
        categories=_unique(plugin, _many(plugin, "tijian_categories", _category)),
        directories=_many(plugin, "tijian_rulesets", _directory),
        models=_models(plugin),
        formats=_unique(plugin, _many(plugin, "tijian_formats", _format)),
    )


def _many(plugin: Admitted, hook: str, check: Callable[[object], T | None]) -> tuple[T, ...]:
    """The answer to a hook that gives several things; taken in while the guard stands, for a generator's body runs only then."""

    def take() -> tuple[T, ...]:
        found: list[T] = []
        for answer in getattr(plugin.hook, hook)():  # at most one: a plugin has one function a hook
            if not isinstance(answer, Iterable) or isinstance(answer, str | bytes | Mapping):
                raise PluginError(_rubbish(plugin.origin, hook, answer))
            for one in answer:
                if (sound := check(one)) is None:
                    raise PluginError(_rubbish(plugin.origin, hook, one))
                found.append(sound)
        return tuple(found)

    return guard.call(plugin.origin, hook, take, home=plugin.home)


def _category(one: object) -> Category | None:
    return one if isinstance(one, Category) else None


def _format(one: object) -> Format | None:
    return one if isinstance(one, Format) else None


def _directory(one: object) -> Path | None:
    if not isinstance(one, str | os.PathLike):
        return None
    name = os.fspath(one)
    path = Path(name) if isinstance(name, str) else None
    return path if path is not None and path.is_absolute() and path.is_dir() else None


def _models(plugin: Admitted) -> dict[str, ScoringModel]:
    hook = "tijian_scoring_models"

    def take() -> dict[str, ScoringModel]:
        found: dict[str, ScoringModel] = {}
        for answer in plugin.hook.tijian_scoring_models():
            if not isinstance(answer, Mapping):
                raise PluginError(_rubbish(plugin.origin, hook, answer))
            for name, model in answer.items():
                if (
                    not isinstance(name, str)
                    or not re.fullmatch(ID_PATTERN, name)
                    or isinstance(model, type)
                    or not isinstance(model, ScoringModel)
                ):
                    raise PluginError(_rubbish(plugin.origin, hook, {name: model}))
                found[name] = model
        return found

    models = guard.call(plugin.origin, hook, take, home=plugin.home)
    if taken := sorted(models.keys() & BUILT_IN_MODELS):
        names = ", ".join(taken)
        hint = Text(zh="请插件作者给模型改名", en="its author must rename the model")
        raise PluginError(
            plugin.origin.problem(
                "E609", f"占用了内置评分模型的名称 {names}", f"takes the name of a built-in scoring model: {names}", hint=hint
            )
        )
    return models


def _unique(plugin: Admitted, items: tuple[N, ...]) -> tuple[N, ...]:
    names = [item.id for item in items]
    if twice := sorted({one for one in names if names.count(one) > 1}):
        listed = ", ".join(twice)
        raise PluginError(plugin.origin.problem("E610", f"重复给出了 {listed}", f"gives {listed} twice"))
    return items


EXPECTED: Final[Mapping[str, str]] = {
    "tijian_categories": "[Category(…), …]",
    "tijian_rulesets": "[path, …] (existing directories, absolute)",
    "tijian_scoring_models": "{name: model, …} (objects with score and total)",
    "tijian_formats": "[Format(…), …]",
}


def _rubbish(origin: Origin, hook: str, answer: object) -> Problem:
    hint = Text(zh=f"应返回 {EXPECTED[hook]}", en=f"return {EXPECTED[hook]}")
    return origin.problem(
        "E610", f"的 {hook} 返回了不能用的 {said(answer)}", f"returned from {hook} what cannot be used: {said(answer)}", hint=hint
    )
