"""One enterprise in two dossiers: allowed in two categories, a finding in one; and one credit code with two names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tijian.model.dossier import Dossier
    from tijian.model.problem import Problem


def twice(known: Sequence[tuple[str, Dossier]]) -> list[Problem]:
    """The findings about `(file, dossier)` pairs of one run, in the order of the files."""
    from tijian.model.problem import Position, Problem
    from tijian.model.text import text

    found: list[Problem] = []
    first_named: dict[tuple[str, str], str] = {}  # (category, name or code) -> the first file of it
    name_of: dict[str, tuple[str, str]] = {}  # code -> the first file that has it, and the name there
    for file, dossier in known:
        category, enterprise = dossier.category, dossier.enterprise
        code, name = _plain(enterprise.uscc), _plain(enterprise.name)
        keys = [(category, f"{kind} {word}") for kind, word in (("code", code), ("name", name)) if word]
        if earlier := [first_named[key] for key in keys if key in first_named]:
            said = text(
                f"企业“{enterprise.name}”在 {category} 中评估了两次；两份都已评估，但只应有一份算数",
                f"the enterprise “{enterprise.name}” is assessed twice in {category}; both are judged, but only one should count",
            )
            found.append(Problem("F450", said, at=Position(file), also=(Position(earlier[0]),), warning=True))
        if code in name_of and _plain(name_of[code][1]) != name:
            other, called = name_of[code]
            said = text(
                f"信用代码 {enterprise.uscc} 有两个企业名称：“{enterprise.name}”和“{called}”",
                f"the credit code {enterprise.uscc} has two names: “{enterprise.name}” and “{called}”",
            )
            found.append(Problem("F451", said, at=Position(file), also=(Position(other),), warning=True))
        for key in keys:
            first_named.setdefault(key, file)
        if code:
            name_of.setdefault(code, (file, enterprise.name))
    return found


def _plain(written: str | None) -> str:
    """As compared: full-width and half-width, case and blanks make no other enterprise."""
    return "".join(unicodedata.normalize("NFKC", written or "").split()).upper()
