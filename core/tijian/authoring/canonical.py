"""The canonical YAML of a ruleset, of golden cases and of a dossier: fields in one order, small things on one line, at most 140 columns.

Whoever makes a ruleset by program (the workbook, the scaffold) writes it here, so that two versions differ only where their meaning does.
What is written reads back as the same model. Comments are no part of a model: they are not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..model.case import Case
from ..model.dossier import Dossier
from ..model.ruleset import RulesetFile
from .as_written import as_written
from .yaml_words import escaped, flow, key, scalar, width

WIDEST: Final = 140
_STEP: Final = "  "

# what stands one entry a line even where it would fit on one
_TABLES: Final = frozenset({"product", "derived", "define", "scales", "sections", "override", "verdicts"})
_ITEMS: Final = frozenset({"site_checks", "rule_checks", "sample_tests", "diagnoses", "clue_codes", "clues"})
_CONDITIONS: Final = frozenset({"when", "applies", "fails_when", "asked_when", "require"})  # always in quotes
_BREAKS_AFTER: Final = frozenset("，。；、：）》！？")
_TALL: Final = 16  # so few columns of the last words of a line are given up for a good place to break it

Path = tuple[str | int, ...]


def ruleset_yaml(model: RulesetFile, *, comment: str = "") -> str:
    """The canonical YAML of a ruleset file. `comment` is put before it, line by line (a schema line for editors, say)."""
    data = as_written(model)
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    open_above = False
    for name, value in data.items():
        tall = name in _TABLES | _ITEMS and bool(value)
        if lines and (tall or open_above):
            lines.append("")
        lines += _entry("", name, value, (name,))
        open_above = tall
    return "\n".join(lines) + "\n"


def cases_yaml(cases: Iterable[Case]) -> str:
    """The canonical YAML of a file of golden cases."""
    found = ["\n".join(_listed("", as_written(one), ("cases", index))) for index, one in enumerate(cases)]
    return "\n\n".join(found) + "\n" if found else "[]\n"


def dossier_yaml(dossier: Dossier) -> str:
    """The canonical YAML of a dossier; read again it is the same dossier."""
    return block(as_written(dossier)) + "\n"


def block(value: Any) -> str:
    """Any plain data as canonical YAML without a last newline: a mapping one entry a line, everything else on one line where it fits."""
    if isinstance(value, Mapping) and value:
        return "\n".join(line for name, one in value.items() for line in _entry("", name, one, ()))
    return flow(value)


def _entry(indent: str, name: str, value: Any, path: Path) -> Iterator[str]:
    """`name: value` at an indent."""
    yield from _after(f"{indent}{key(name)}:", indent, value, path)


def _after(head: str, indent: str, value: Any, path: Path) -> Iterator[str]:
    """A value behind `head` (`key:`), on the same line where it may and fits."""
    if not isinstance(value, Mapping | list) or not value:
        yield from _scalar(head, indent + _STEP, value, path)
        return
    line = f"{head} {flow(value)}"
    if not _stands_open(value, path) and width(line) <= WIDEST:
        yield line
        return
    yield head
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _entry(indent + _STEP, name, one, (*path, name))
    else:
        for index, one in enumerate(value):
            yield from _listed(indent + _STEP, one, (*path, index))


def _listed(indent: str, value: Any, path: Path) -> Iterator[str]:
    """`- value` at an indent; a mapping that does not fit on the line begins behind the dash."""
    line = f"{indent}- {flow(value)}"
    if isinstance(value, Mapping | list) and value and (_stands_open(value, path) or width(line) > WIDEST):
        inner = indent + _STEP
        if isinstance(value, Mapping):
            lines = [line for name, one in value.items() for line in _entry(inner, name, one, (*path, name))]
        else:
            lines = [line for index, one in enumerate(value) for line in _listed(inner, one, (*path, index))]
        yield f"{indent}- {lines[0].removeprefix(inner)}"
        yield from lines[1:]
    else:
        yield from _scalar(f"{indent}-", indent + _STEP, value, path)


def _stands_open(value: Any, path: Path) -> bool:
    """Whether a mapping or list is written one entry a line although it might fit on one."""
    match path:
        case (str() as table,):
            return table in _TABLES | _ITEMS
        case ("cases", int()) | ("cases", int(), "given"):
            return True
        case (str() as table, _):
            return table in _ITEMS
        case (str() as table, _, "advice" | "parts"):
            return table in _ITEMS and len(value) > 1
        case ("sample_tests", _, "limits") | ("sample_tests", _, "parts", _):
            return len(value) > 1
    return False


def _scalar(head: str, indent: str, value: Any, path: Path) -> Iterator[str]:
    """A value that holds no others; a text that is too long goes on over several lines, in double quotes."""
    if isinstance(value, str) and _always_quoted(path):
        line = f'{head} "{"".join(escaped(value))}"'
    elif isinstance(value, Mapping | list):
        line = f"{head} {flow(value)}"
    else:
        line = f"{head} {scalar(value)}"
    if not isinstance(value, str) or width(line) <= WIDEST:
        yield line
        return
    first, *rest = _folded(value, WIDEST - width(head) - 3, WIDEST - len(indent) - 2)
    yield f'{head} "{first}' + ("" if rest else '"')
    for number, line in enumerate(rest, 1):
        yield f"{indent}{line}" + ('"' if number == len(rest) else "")


def _always_quoted(path: Path) -> bool:
    return bool(path) and (path[-1] in _CONDITIONS or (path[0] == "define" and len(path) == 2))


def _folded(text: str, first: int, room: int) -> list[str]:
    """The pieces of a text between double quotes. A break stands for one blank, or for nothing after a backslash."""
    signs = list(escaped(text))
    lines: list[str] = []
    start, left = 0, first
    while start < len(signs):
        stop, used = start, 0
        while stop < len(signs) and used + width(signs[stop]) < left:  # a column is left for the backslash
            used += width(signs[stop])
            stop += 1
        stop = max(stop, start + 1)
        if stop == len(signs):
            lines.append("".join(signs[start:]))
            break
        cut, skip = _cut(signs, start, stop)
        lines.append("".join(signs[start:cut]) + ("" if skip else "\\"))
        start, left = cut + skip, room
        if signs[start] == " ":
            signs[start] = "\\ "  # blanks at the start of a line are no part of the text
    return lines


def _cut(signs: list[str], start: int, stop: int) -> tuple[int, int]:
    """Where to break before `stop`, and how many signs the break stands for: at a single blank, after a Chinese stop, or anywhere."""
    for at in range(min(stop, len(signs) - 2), max(start, stop - 3 * _TALL), -1):
        if signs[at] == " " and " " not in (signs[at - 1], signs[at + 1]):
            return at, 1
    for at in range(stop, max(start, stop - _TALL), -1):
        if signs[at - 1] in _BREAKS_AFTER:
            return at, 0
    return stop, 0
