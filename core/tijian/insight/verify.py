"""Whether results still say what their dossiers and rulesets say: a line is read strictly, its receipt recomputed, the difference named.

A line must agree with itself (its content with its own digest), with its dossier, and with what is computed again here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import ValidationError

from ..assessment import assess
from ..authoring.digest import digest
from ..catalogues import Catalogue
from ..engines.choice import Choice
from ..model.adoption import Adoption
from ..model.dossier import Dossier
from ..model.problem import InputError, Position, Problem
from ..model.result import Result
from ..model.text import Text, text
from ..verdict.receipt import answer_digest

Status = Literal["same", "different", "ruleset_not_here", "adoption_not_here"]
_MEANT: Final = ("tijian/result@1", '"receipt"')  # one of them stands in every line that is meant as a result, whatever became of it
_LONGEST: Final = 60  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of results: the result, or the problem that keeps it from being one."""

    number: int
    result: Result | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came out for one line. `what`: each difference, the digest first, then the first field that differs."""

    status: Status
    what: tuple[Text, ...] = ()


def read_results(written: str, file: str) -> list[Line]:
    """The lines of a file of results. Raises InputError (E710) where none of it is meant as one."""
    lines = [(number, line) for number, line in enumerate(written.split("\n"), 1) if line.strip()]
    if not any(word in line for _, line in lines for word in _MEANT):
        said = text("不是结果文件：没有一行是 tijian/result@1", "not a file of results: no line is a tijian/result@1")
        hint = text(
            "案卷和核查表先评估成结果：tijian assess 案卷 --format json -o 结果.jsonl；verify 的顺序是 tijian verify 结果 案卷…",
            "assess dossiers and checklists first: tijian assess DOSSIER --format json -o RESULTS.jsonl; "
            "the order of verify is: tijian verify RESULTS DOSSIER…",
        )
        raise InputError(Problem("E710", said, at=Position(file), hint=hint))
    return [_line(number, line, file) for number, line in lines]


def _line(number: int, line: str, file: str) -> Line:
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
    zh, en = _short(what.zh), _short(what("en"))
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


def verify(result: Result, dossier: Dossier, catalogue: Catalogue, adoption: Adoption | None = None) -> Verified:
    """Compares `result` with itself, with `dossier`, and with the assessment made again. An error of it is a difference too."""
    receipt = result.receipt
    found = [*_with_itself(result)]
    if digest(dossier) != receipt.dossier:
        found.append(text("案卷的摘要不同：案卷改动过", "the digest of the dossier differs: the dossier was changed"))
    try:
        here = catalogue.entry(dossier.category, dossier.assessed_on).program.digest
    except InputError as error:
        return _not_here("ruleset_not_here", found, error.problems[0].text)
    if here != receipt.ruleset:
        name = f"{result.ruleset.category}/{result.ruleset.edition}"
        said = text(
            f"这里的 {name} 摘要是 {here}，回执上是 {receipt.ruleset}",
            f"{name} has the digest {here} here; the receipt has {receipt.ruleset}",
        )
        return _not_here("ruleset_not_here", found, said)
    given = None if adoption is None else digest(adoption)
    if receipt.adoption is not None and given != receipt.adoption:
        said = text(f"回执上的采用文件不在这里：{receipt.adoption}", f"the adoption file of the receipt is not here: {receipt.adoption}")
        return _not_here("adoption_not_here", found, said)
    try:
        again = assess(dossier, catalogue, _choice(result), adoption if receipt.adoption is not None else None)
    except InputError as error:
        return Verified("different", (*found, *(problem.text for problem in error.problems)))
    found += _with_another(result, again)
    return Verified("different" if found else "same", tuple(found))


def _not_here(status: Status, found: list[Text], said: Text) -> Verified:
    """What is known to differ is said first: a forged line is no matter of a missing ruleset."""
    return Verified("different", (*found, said)) if found else Verified(status, (said,))


def of_itself(result: Result) -> Verified:
    """What can be said of a line without its dossier: only whether it agrees with its own digests."""
    found = tuple(_with_itself(result))
    return Verified("different" if found else "same", found)


def _with_itself(result: Result) -> Iterator[Text]:
    if answer_digest(result) != result.receipt.result:
        yield text(
            "结果与自己回执上的摘要不符：结果改动过", "the result does not fit the digest on its own receipt: the result was changed"
        )
    if result.ruleset.digest != result.receipt.ruleset:
        yield text("结果与回执上的细则摘要不符", "the result and its receipt name different digests of the ruleset")


def _with_another(result: Result, again: Result) -> Iterator[Text]:
    mine, theirs = result.model_dump(mode="json", by_alias=True), again.model_dump(mode="json", by_alias=True)
    if (result.engines.rete == "not_installed") != (again.engines.rete == "not_installed"):
        mine["engines"] = theirs["engines"]  # what is installed here says nothing about the answer
    for key, zh, en in (
        ("result", "结果的摘要不同", "the digest of the result differs"),
        ("product", "软件版本不同", "the product's version differs"),
    ):
        if mine["receipt"][key] != theirs["receipt"][key]:
            yield _changed(zh, en, mine["receipt"][key], theirs["receipt"][key])
    if mine["receipt"]["plugins"] != theirs["receipt"]["plugins"]:
        yield _changed("插件不同", "the plugins differ", mine["receipt"]["plugins"], theirs["receipt"]["plugins"])
    mine["receipt"], theirs["receipt"] = {}, {}
    if (found := first_difference(mine, theirs)) is not None:
        yield text(f"第一处不同：{found}", f"the first field that differs: {found}")


def _changed(zh: str, en: str, was: object, now: object) -> Text:
    return text(f"{zh}：{_short(_json(was))} → {_short(_json(now))}", f"{en}: {_short(_json(was))} → {_short(_json(now))}")


def _choice(result: Result) -> Choice:
    """The engines that the result says ran."""
    if result.engines.direct == "not_run":
        return "rete"
    return "direct" if result.engines.rete == "not_run" else "both"


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
    return None if type(one) is type(two) and one == two else f"{path}: {_short(_json(one))} → {_short(_json(two))}"


def _side(data: Mapping[str, Any], key: str) -> str:
    return _short(_json(data[key])) if key in data else "∅"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
