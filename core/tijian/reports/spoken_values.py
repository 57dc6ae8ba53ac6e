"""Measured values and requirements in the words of a reader: the parts of a test by their names, and 未检出 for ND.

A result has them as they were written (`Cd 0.18; Pb ND(LOD=0.02)`), so that programs and receipts agree on them; `enterprise` comes in
here before it builds anything. Nothing is computed, and what is not understood stays as it is.
"""

import re
from collections.abc import Mapping
from typing import Final

from ..model.result import CheckOutcome, Result, SampleOutcome
from ..model.ruleset import ResolvedRuleset
from ..model.text import Text
from ..model.words import required
from .voice import Voice

_ABSENT: Final = re.compile(r"\bND(?:\(LOD=([^()]*)\))?(?![\w(])")
_BETWEEN: Final = "; "


def spoken(result: Result, ruleset: ResolvedRuleset | None, voice: Voice) -> Result:
    """The same result with its tests' values and requirements as `voice` says them."""
    names = {name: one.part_names for name, one in ruleset.sample_tests.items()} if ruleset else {}
    checks = tuple(_check(one, names.get(one.id, {}), voice) if one.kind == "test" else one for one in result.checks)
    return result.model_copy(update={"checks": checks})


def _check(one: CheckOutcome, parts: Mapping[str, Text], voice: Voice) -> CheckOutcome:
    said = {"value": _value(one.value, parts, voice), "requirement": _requirement(one.requirement, parts, voice)}
    return one.model_copy(update={**said, "samples": tuple(_sample(sample, parts, voice) for sample in one.samples)})


def _sample(one: SampleOutcome, parts: Mapping[str, Text], voice: Voice) -> SampleOutcome:
    said = {"value": _value(one.value, parts, voice), "requirement": _requirement(one.requirement, parts, voice)}
    return one.model_copy(update=said)


def _value(value: str | None, parts: Mapping[str, Text], voice: Voice) -> str | None:
    if value is None:
        return None
    pieces = [f"{name} {_not_found(rest, voice)}".strip() for name, rest in _pieces(value, parts, voice)]
    return voice.clauses(pieces)


def _requirement(requirement: str | None, parts: Mapping[str, Text], voice: Voice) -> str | None:
    if requirement is None or _BETWEEN not in requirement:
        return requirement  # of a single figure: `parts.limit` has the words
    return voice.clauses(f"{name} {voice.text(required(rest))}".strip() for name, rest in _pieces(requirement, parts, voice))


def _pieces(words: str, parts: Mapping[str, Text], voice: Voice) -> list[tuple[str, str]]:
    """`(name, rest)` of each part; the name is empty where there are no parts."""
    found = []
    for piece in words.split(_BETWEEN):
        name, space, rest = piece.partition(" ")
        if name in parts:
            found.append((voice.text(parts[name]), rest))
        else:
            found.append(("", piece) if _BETWEEN not in words or not space else (name, rest))
    return found


def _not_found(words: str, voice: Voice) -> str:
    def say(found: re.Match[str]) -> str:
        limit = voice(f"检出限 {found[1]}", f"LOD {found[1]}") if found[1] else ""
        return voice("未检出", "not detected") + voice.bracketed(limit)

    return _ABSENT.sub(say, words)
