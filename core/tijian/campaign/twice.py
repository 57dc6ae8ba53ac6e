"""One enterprise in two dossiers: allowed in two categories, a finding in one; and one credit code with two names."""

from collections.abc import Sequence

from ..compare.rows import plain_name
from ..model.dossier import Dossier
from ..model.problem import Position, Problem
from ..model.text import text


def twice(known: Sequence[tuple[Position, Dossier]]) -> list[Problem]:
    """The findings about the dossiers of one run, each with where it stands, in that order."""
    found: list[Problem] = []
    first_named: dict[tuple[str, str], Position] = {}  # (category, name or code) -> the first that has it
    name_of: dict[str, tuple[Position, str]] = {}  # code -> the first that has it, and the name there
    for at, dossier in known:
        category, enterprise = dossier.category, dossier.enterprise
        code, name = plain_name(enterprise.uscc), plain_name(enterprise.name)
        keys = [(category, f"{kind} {word}") for kind, word in (("code", code), ("name", name)) if word]
        if earlier := [first_named[key] for key in keys if key in first_named]:
            said = text(
                f"企业“{enterprise.name}”在 {category} 中评估了两次；两份都已评估，但只应有一份算数",
                f"the enterprise “{enterprise.name}” is assessed twice in {category}; both are judged, but only one should count",
            )
            found.append(Problem("F450", said, at=at, also=(earlier[0],), warning=True))
        if code in name_of and plain_name(name_of[code][1]) != name:
            other, called = name_of[code]
            said = text(
                f"信用代码 {enterprise.uscc} 有两个企业名称：“{enterprise.name}”和“{called}”",
                f"the credit code {enterprise.uscc} has two names: “{enterprise.name}” and “{called}”",
            )
            found.append(Problem("F451", said, at=at, also=(other,), warning=True))
        for key in keys:
            first_named.setdefault(key, at)
        if code:
            name_of.setdefault(code, (at, enterprise.name))
    return found
