"""A laboratory for the tests of measured values: one test, one requirement, one reading, judged."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from tijian.conditions.requirement import BUILT_IN_SCALES, parse_requirement
from tijian.facts.judge import Judged, judge
from tijian.model.dossier import Reading, ReadingGiven
from tijian.model.ruleset import SampleTest

_READING: TypeAdapter[ReadingGiven] = TypeAdapter(Reading)
_TEST = {"name": {"zh": "甲醛"}, "class": "key", "basis": "mandatory", "source": {"basis": "proposal"}}
SCALES = {**BUILT_IN_SCALES, "smoke": ("ZA3", "ZA2", "ZA1")}


def reading(written: Any) -> ReadingGiven:
    """A reading as a dossier writes it: a value, a list, or {values: …, u: …}; numbers are decimals, as the document reader makes them."""
    return _READING.validate_python(_decimals(written))


def _decimals(written: Any) -> Any:
    if isinstance(written, dict):
        return {key: _decimals(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_decimals(value) for value in written]
    return Decimal(written) if isinstance(written, int) and not isinstance(written, bool) else written


def sample_test(**keys: Any) -> SampleTest:
    return SampleTest.model_validate({**_TEST, **keys})


def judged(require: str | Mapping[str, str], written: Any, **keys: Any) -> Judged:
    """The test with `keys`, under one requirement (or one for each part), by the reading `written`."""
    test = sample_test(**keys)
    scale = SCALES[test.scale] if test.scale else None
    by_part: Mapping[str | None, str] = {None: require} if isinstance(require, str) else dict(require.items())
    return judge(test, {part: parse_requirement(text, scale) for part, text in by_part.items()}, reading(written), SCALES)


def codes(found: Judged) -> list[str]:
    return [remark.code for remark in found.remarks]
