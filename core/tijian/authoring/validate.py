"""From a document to its model, or to every problem of the file at once, each with its place.

Pydantic finds what is wrong; here its errors are freed from its own vocabulary (names of unions and validators in a
path, one error for each alternative that did not fit) and put into words by `complaints`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..model.problem import Problem
from .complaints import Fault, all_misspelt, complain
from .document import Located, Path
from .refusal import DocumentError, limited

M = TypeVar("M", bound=BaseModel)

# what pydantic says where a value is of another kind than an alternative wants
_OTHER_KIND: Final = frozenset(
    {"model_type", "dict_type", "tuple_type", "list_type", "bool_type", "int_type", "string_type", "is_instance_of", "whole_number"}
)


def validate(model: type[M], located: Located) -> M:
    """The `model` that the data says. Raises DocumentError with every problem, sorted by place."""
    try:
        return model.model_validate(located.data, by_alias=True, by_name=False)
    except ValidationError as error:
        found = faults(located.data, error.errors(include_url=False))
        found = [fault for fault in found if fault.path == ("schema",)] or found  # a file of another kind: nothing else matters
        problems = [complain(fault, model, located) for fault in found if not all_misspelt(fault, model)]
        raise DocumentError(limited(_once(problems))) from None


def faults(data: Any, errors: Sequence[ErrorDetails]) -> list[Fault]:
    """Pydantic's errors as faults of the file: one for each thing that is wrong."""
    plain: list[Fault] = []
    unions: dict[Path, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for error in errors:
        step = _walk(data, error)
        if step.fault is None:
            continue
        if step.branch is None:
            plain.append(step.fault)
        else:
            unions[step.union][step.branch].append(step.fault)
    for union, branches in unions.items():
        plain += _of_union(union, branches)
    return _missing_together(plain)


def _missing_together(found: list[Fault]) -> list[Fault]:
    """One fault for all the fields that one mapping lacks."""
    lacks: dict[Path, list[str]] = defaultdict(list)
    for fault in found:
        lacks[fault.path] += fault.missing
    others = [fault for fault in found if not fault.missing]
    first = {fault.path: fault for fault in reversed(found) if fault.missing}
    return others + [replace(fault, missing=tuple(lacks[path])) for path, fault in first.items()]


@dataclass(slots=True)
class _Step:
    fault: Fault | None
    union: Path = ()
    branch: str | None = None


def _walk(data: Any, error: ErrorDetails) -> _Step:
    """Follow an error's location through the data; what is not in the data is a name that pydantic gave to an alternative."""
    loc = list(error["loc"])
    missing = (str(loc.pop()),) if error["type"] == "missing" and loc else ()
    path: list[str | int] = []
    at_key, union, branch = False, None, None
    value = data
    for index, step in enumerate(loc):
        if _holds(value, step):
            value = value[step]
            path.append(step)
        elif step == "[key]" and index == len(loc) - 1:
            at_key = True
        elif branch is None and isinstance(step, str) and not _short_form(value, loc[index:]):
            union, branch = tuple(path), step
    if error["type"] == "too_short" and isinstance(value, list | dict | tuple) and len(value) >= error["ctx"]["min_length"]:
        return _Step(None)  # pydantic counts the entries that were right; the wrong ones speak for themselves
    fault = Fault(error["type"], tuple(path), value, dict(error.get("ctx") or {}), missing, at_key)
    return _Step(fault, union or (), branch)


def _holds(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list | tuple) and isinstance(step, int) and step < len(value)


def _short_form(value: Any, rest: Sequence[str | int]) -> bool:
    """Whether the next step is the field that a short form stands for (`C1.1: conform` for its outcome)."""
    return rest[0] == "outcome" or (rest[0] == "values" and not isinstance(value, dict))


def _of_union(union: Path, branches: dict[str, list[Fault]]) -> list[Fault]:
    """The faults of the alternative that was meant; where none was, one fault that names them all."""
    meant = [found for found in branches.values() if not any(f.path == union and f.kind in _OTHER_KIND for f in found)]
    if meant:
        return [fault for found in meant for fault in found]
    every = [fault for found in branches.values() for fault in found if fault.path == union and fault.kind in _OTHER_KIND]
    if len({(fault.kind, str(fault.about.get("class_name"))) for fault in every}) == 1:
        return every[:1]
    return [Fault("union", union, every[0].value, {"alternatives": every})]


def _once(problems: list[Problem]) -> list[Problem]:
    """Without repetitions: the same words at the same place are one problem."""
    return list({(problem.at, problem.code, problem.text.zh): problem for problem in problems}.values())
