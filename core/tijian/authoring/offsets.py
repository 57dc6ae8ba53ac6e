"""From an offset inside a scalar's text to the place in the file, whatever way the scalar was quoted or folded.

White space is where YAML folds and trims; everything else stands in the file once, in order, perhaps as an escape.
So the n-th visible character of the text is the n-th visible one in the file, and the rest follows from its neighbour.
"""

import json
import re
from typing import Final

_SPACES: Final = " \t\r\n"
_HEX: Final = "[0-9A-Fa-f]"
_PAIR: Final = rf"u[Dd][89ABab]{_HEX}{{2}}\\u[Dd][C-Fc-f]{_HEX}{{2}}"
_ESCAPE: Final = re.compile(rf"\\(?:x{_HEX}{{2}}|U{_HEX}{{8}}|{_PAIR}|u{_HEX}{{4}}|\r\n|.)", re.DOTALL)
_CONTROLS: Final = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_MEANS: Final = {**_CONTROLS, "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}

_Atom = tuple[str, int, int]  # a visible character, and from where to where it is written


def find_offset(raw: str, style: str, value: str, offset: int) -> tuple[int, int] | None:
    """From where to where in `raw` (the scalar as written) the character at `offset` in `value` stands, or None if that cannot be told."""
    if not 0 <= offset <= len(value):
        return None
    atoms = _atoms(raw, style)
    if "".join(atom[0] for atom in atoms) != "".join(c for c in value if c not in _SPACES):
        return None
    before = sum(1 for c in value[:offset] if c not in _SPACES)
    if offset < len(value) and value[offset] not in _SPACES:
        return atoms[before][1:]
    if not before:
        return None
    end = atoms[before - 1][2]
    spaces = offset - len(value[:offset].rstrip(_SPACES))
    start = end + spaces if raw[end : end + spaces].strip(" ") == "" else end
    return start, start + 1


def _atoms(raw: str, style: str) -> list[_Atom]:
    if style == '"':
        return _double(raw)
    if style == "'":
        return _single(raw)
    first = re.search(r"\r\n|\r|\n", raw) if style else None
    start = first.end() if first else len(raw) if style else 0
    return [(c, i, i + 1) for i, c in enumerate(raw[start:], start) if c not in _SPACES]


def _single(raw: str) -> list[_Atom]:
    inside = re.finditer(r"''|[^ \t\r\n]", raw[1:-1])
    return [(m.group()[0], m.start() + 1, m.end() + 1) for m in inside]


def _double(raw: str) -> list[_Atom]:
    atoms: list[_Atom] = []
    at, stop = 1, len(raw) - 1
    while at < stop:
        found = _ESCAPE.match(raw, at)
        character, end = (_decoded(found.group()), found.end()) if found else (raw[at], at + 1)
        if character and character not in _SPACES:
            atoms.append((character, at, end))
        at = end
    return atoms


def _decoded(escape: str) -> str:
    kind, digits = escape[1], escape[2:]
    if kind in "xU" and digits:
        return chr(int(digits, 16))
    if kind == "u" and digits:
        text: str = json.loads(f'"{escape}"')  # a pair of halves is one character
        return text
    if kind in "\r\n":
        return ""  # the line goes on
    return _MEANS.get(kind, kind)
