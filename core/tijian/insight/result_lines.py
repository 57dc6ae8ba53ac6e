"""A file of results, line by line: each is taken strictly, as it was written, or said to be none.

`verify` and `campaign.results` come in here. What is to the byte as the product writes it is read quickly, and an outcome of a check that
stands in many results is made and held once; every other line is looked at closely, so that what is wrong with it can be said.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from ..authoring.digest import keep
from ..model.problem import InputError, Position, Problem
from ..model.result import CheckOutcome, Result
from ..model.text import Text, text

_MEANT: Final = ("tijian/result@1", '"receipt"')  # one of them stands in every line that is meant as a result, whatever became of it
_LONGEST: Final = 60  # characters of a value in a message
_MOST_HELD: Final = 20_000  # outcomes
_CHECK: Final = '{"id":"'  # how a check begins
_CHECKS, _NEXT, _BEHIND = f',"checks":[{_CHECK}', f"}},{_CHECK}", '}],"diagnoses":['  # what stands before, between and behind them


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of results: the result, or the problem that keeps it from being one."""

    number: int
    result: Result | None
    problem: Problem | None = None


@dataclass(slots=True)
class Reader:
    """Reads lines of one file or of several; keeps what they have in common."""

    _outcomes: dict[str, CheckOutcome] = field(default_factory=dict)

    def lines(self, written: Iterable[str], file: str) -> Iterator[Line]:
        """The lines that are not blank. Raises InputError (E710), at the end, where none of them is meant as a result."""
        meant = False
        for number, line in enumerate(written, 1):
            if line.strip():
                meant = meant or any(word in line for word in _MEANT)
                result = self._quickly(line)
                yield Line(number, result) if result is not None else _closely(number, line, file)
        if not meant:
            raise InputError(_no_results(file))

    def _quickly(self, line: str) -> Result | None:
        """The result, where the line is to the byte what the product writes for it; None where it must be looked at closely.

        The checks are cut out, and each is compared with those that were read before: a quotation mark in a text is written with a
        backslash, so that what they are cut at stands in no text.
        """
        line = line.strip()
        begin = line.find(_CHECKS)
        end = line.find(_BEHIND, begin)
        if begin < 0 or end < 0:
            return None
        begin += len(_CHECKS) - len(_CHECK)
        first, *others = line[begin:end].split(_NEXT)
        rest = line[:begin] + line[end + 1 :]
        try:
            outcomes = tuple(self._outcome(one) for one in (first + "}", *(f"{_CHECK}{one}}}" for one in others)))
            result = Result.model_validate_json(rest, strict=True)
            if result.model_dump_json(by_alias=True) != rest:
                return None
        except (ValueError, RecursionError):  # `_closely` says what is wrong
            return None
        return result.model_copy(update={"checks": outcomes})

    def _outcome(self, written: str) -> CheckOutcome:
        """An outcome of a check. Raises ValueError where it is none, or is not written as the product writes it."""
        found = self._outcomes.get(written)
        if found is None:
            found = CheckOutcome.model_validate_json(written, strict=True)
            if found.model_dump_json(by_alias=True) != written:
                raise ValueError("not as it is written")
            if found.samples or found.note is not None or found.evidence:
                return found  # no other result says the same
            if len(self._outcomes) >= _MOST_HELD:
                self._outcomes.clear()
            self._outcomes[written] = keep(found)
        return found


def _no_results(file: str) -> Problem:
    said = text("不是结果文件：没有一行是 tijian/result@1", "not a file of results: no line is a tijian/result@1")
    hint = text(
        "案卷和核查表先评估成结果：tijian assess 案卷 --format json -o 结果.jsonl；verify 的顺序是 tijian verify 结果 案卷…",
        "assess dossiers and checklists first: tijian assess DOSSIER --format json -o RESULTS.jsonl; "
        "the order of verify is: tijian verify RESULTS DOSSIER…",
    )
    return Problem("E710", said, at=Position(file), hint=hint)


def _closely(number: int, line: str, file: str) -> Line:
    try:
        data = json.loads(line, object_pairs_hook=_each_key_once, parse_float=_no_fraction, parse_constant=_no_fraction)
        result = Result.model_validate_json(line, strict=True)
    except (ValueError, RecursionError) as error:  # pydantic's and json's errors are ValueErrors
        return Line(number, None, _unreadable(error, number, file))
    written_again = json.loads(result.model_dump_json(by_alias=True))
    if (found := first_difference(data, written_again)) is not None:
        return Line(number, None, _unreadable(ValueError(found), number, file))
    return Line(number, result)


def _unreadable(error: Exception, number: int, file: str) -> Problem:
    what = _why(error)
    zh, en = shortened(what.zh), shortened(what("en"))
    said = text(f"第 {number} 行不是写出时的结果：{zh}", f"line {number} is not the result that was written: {en}")
    hint = text(
        "由别的版本写出的，用那个版本读；不然找回写出时的文件，或重新评估",
        "if another version wrote it, read it with that one; else get the file as it was written, or assess again",
    )
    return Problem("E712", said, at=Position(file, number, 1), hint=hint)


def _why(error: Exception) -> Text:
    """What is wrong with a line, in both languages where it is one of the usual faults."""
    if isinstance(error, RecursionError):
        return text("嵌套过深", "it is nested too deeply")
    if isinstance(error, json.JSONDecodeError):
        return text(f"不是完整的 JSON，第 {error.colno} 个字符起读不懂", f"no whole JSON: not readable from character {error.colno} on")
    if not isinstance(error, ValidationError):
        return text(str(error))
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "missing":
            return text(f"缺少 {field}", f"{field} is missing")
        case "extra_forbidden":
            return text(f"没有 {field} 这个字段", f"there is no field {field}")
        case "json_invalid":
            return text("不是完整的 JSON", f"no whole JSON: {first['msg']}")
        case _:
            return text(f"{field} 的值不可用", f"{field}: {first['msg']}")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_fraction(written: str) -> Any:
    raise ValueError(f"a number that no result has: {written}")


def first_difference(one: Any, two: Any, path: str = "") -> str | None:
    """The first place where two pieces of JSON data differ, as `verdict.grade: "B" → "A"`; None where they are equal."""
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        for key in dict.fromkeys([*one, *two]):
            here = f"{path}.{key}" if path else key
            if key not in one or key not in two:
                return f"{here}: {_side(one, key)} → {_side(two, key)}"
            if (found := first_difference(one[key], two[key], here)) is not None:
                return found
        return None
    if isinstance(one, list | tuple) and isinstance(two, list | tuple):
        for place, (left, right) in enumerate(zip(one, two, strict=False)):
            if (found := first_difference(left, right, f"{path}[{place}]")) is not None:
                return found
        return None if len(one) == len(two) else f"{path}: {len(one)} → {len(two)}"
    return None if type(one) is type(two) and one == two else f"{path}: {shortened(in_json(one))} → {shortened(in_json(two))}"


def _side(data: Mapping[str, Any], key: str) -> str:
    return shortened(in_json(data[key])) if key in data else "∅"


def in_json(value: object) -> str:
    """A value as JSON writes it."""
    return json.dumps(value, ensure_ascii=False)


def shortened(words: str) -> str:
    """Words that fit into a message."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
