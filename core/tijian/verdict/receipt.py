"""Receipts: digests of what went in and what came out, so that anyone can recompute a result and compare (semantics §8)."""

from collections.abc import Sequence
from functools import lru_cache

from ..authoring.digest import digest
from ..model.dossier import Dossier
from ..model.result import Answer, Engines, PluginRef, Receipt, Result
from ..model.text import unchecked


def answer_digest(answer: Answer) -> str:
    """The digest of what a result says, without its engines' report and its receipt."""
    plain = Answer(**{name: getattr(answer, name) for name in Answer.model_fields}) if isinstance(answer, Result) else answer
    return digest(plain)


def seal(
    answer: Answer, engines: Engines, dossier: Dossier, plugins: Sequence[tuple[str, str]], product: tuple[str, str], adoption: str | None
) -> Result:
    """The result: an answer with the engines' report and its receipt."""
    receipt = _receipt(
        ruleset=answer.ruleset.digest,
        dossier=digest(dossier),
        result=answer_digest(answer),
        plugins=_plugins(tuple(plugins)),
        product=_plugin(*product),
        adoption=adoption,
    )
    return _result(**dict(answer), engines=engines, receipt=receipt)


_result, _receipt = unchecked(Result), unchecked(Receipt)


@lru_cache(maxsize=16)  # those of a run: the same for every dossier
def _plugins(distributions: tuple[tuple[str, str], ...]) -> tuple[PluginRef, ...]:
    return tuple(_plugin(name, version) for name, version in sorted(set(distributions)))


@lru_cache(maxsize=64)
def _plugin(name: str, version: str) -> PluginRef:
    return PluginRef(name=name, version=version)
