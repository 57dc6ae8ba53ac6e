"""How a loaded plugin is asked while an assessment runs: in this process (`InProcess`) or in a child (`isolate`), by the same words."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from re import fullmatch
from types import MappingProxyType
from typing import Protocol

from ..model.problem import PluginError, Problem
from ..model.ruleset import Derived, ResolvedRuleset
from ..model.text import Text
from . import guard
from .admission import Admitted
from .claims import Claims
from .derived import EMPTY, Derivation, Value, checked
from .origin import Origin, said
from .scoring_api import Scored

LINT_CODE = r"P[0-9]{3}"


class Voice(Protocol):
    """What can be asked of a plugin. `derive` and `lint` report faults; `score` and `total` raise PluginError."""

    def derive(
        self, category: str, product: Mapping[str, Value], produced_on: str | None, assessed_on: str, declared: Mapping[str, Derived]
    ) -> Derivation: ...

    def derives_by_day(self) -> bool: ...

    def score(self, model: str, items: Sequence[Scored]) -> Fraction | None: ...

    def total(
        self, model: str, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction
    ) -> Fraction | None: ...

    def lint(self, ruleset: ResolvedRuleset) -> tuple[Problem, ...]: ...


class InProcess:
    """A plugin in this process: trusted not to hang or exit; what it raises, prints and returns is not trusted."""

    def __init__(self, plugin: Admitted, claims: Claims) -> None:
        self._plugin = plugin
        self._models = claims.models

    def derive(
        self, category: str, product: Mapping[str, Value], produced_on: str | None, assessed_on: str, declared: Mapping[str, Derived]
    ) -> Derivation:
        """The derived attributes of a product, held against what is declared. The plugin gets a read-only copy."""

        def ask() -> Derivation:
            given = MappingProxyType(dict(product))
            answers = self._plugin.hook.tijian_derive(category=category, product=given, produced_on=produced_on, assessed_on=assessed_on)
            return checked(self._plugin.origin, declared, answers[0] if answers else None)

        try:
            return guard.call(self._plugin.origin, "tijian_derive", ask, home=self._plugin.home)
        except PluginError as error:
            return Derivation(EMPTY, error.problems)

    def derives_by_day(self) -> bool:
        """Whether its derivation takes a day among its arguments."""
        return any({"produced_on", "assessed_on"} & set(impl.argnames) for impl in self._plugin.hook.tijian_derive.get_hookimpls())

    def score(self, model: str, items: Sequence[Scored]) -> Fraction | None:
        """A block's score by one of the plugin's models."""
        found = guard.call(self._plugin.origin, f"{model}.score", lambda: self._models[model].score(tuple(items)), home=self._plugin.home)
        return sound_score(self._plugin.origin, f"{model}.score", found)

    def total(
        self, model: str, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction
    ) -> Fraction | None:
        """The total by one of the plugin's models."""
        found = guard.call(
            self._plugin.origin,
            f"{model}.total",
            lambda: self._models[model].total(site, tests, site_share, tests_share),
            home=self._plugin.home,
        )
        return sound_score(self._plugin.origin, f"{model}.total", found)

    def lint(self, ruleset: ResolvedRuleset) -> tuple[Problem, ...]:
        """What the plugin finds wrong in a ruleset; its own fault is among the problems."""

        def ask() -> tuple[Problem, ...]:
            return tuple(
                sound_remark(self._plugin.origin, one) for answer in self._plugin.hook.tijian_lint(ruleset=ruleset) for one in answer
            )

        try:
            return guard.call(self._plugin.origin, "tijian_lint", ask, home=self._plugin.home)
        except PluginError as error:
            return error.problems


def sound_score(origin: Origin, doing: str, found: object) -> Fraction | None:
    """The score, if it is one. Raises PluginError for anything but None or a Fraction in 0…100."""
    if found is None or (type(found) is Fraction and 0 <= found <= 100):
        return found
    hint = Text(zh="应返回 0 到 100 之间的 Fraction，或 None", en="return a Fraction from 0 to 100, or None")
    raise PluginError(origin.problem("E652", f"的 {doing} 返回了 {said(found)}", f"returned {said(found)} from {doing}", hint=hint))


def sound_remark(origin: Origin, found: object) -> Problem:
    """A plugin's remark on a ruleset, if it is one. Raises PluginError otherwise."""
    if isinstance(found, Problem) and fullmatch(LINT_CODE, found.code) and isinstance(found.text, Text):
        return found
    what = said(found.code) if isinstance(found, Problem) else said(found)
    hint = Text(zh="应返回 Problem 的序列，代码为 P 加三位数字", en="return Problems whose codes are P and three digits")
    raise PluginError(
        origin.problem("E640", f"的 tijian_lint 返回了不能用的 {what}", f"returned from tijian_lint what cannot be used: {what}", hint=hint)
    )
