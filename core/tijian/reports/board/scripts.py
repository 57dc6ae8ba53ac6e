"""The scripts of `page/` as one: modules joined in the order in which they need each other, their imports and exports taken out.

They are plain ES modules, one concept a file, so that an editor and a type checker read them as they stand; a page that may fetch
nothing needs them in one piece. No name may stand at the top of two of them, which is checked here.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parent / "page"
_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)
_TOP: Final = re.compile(r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)


@cache
def joined(*wanted: str) -> str:
    """The script of the page; or some modules with all that they need.

    Raises ValueError where modules need each other in a circle, share a name, or ask for one that is not there.
    """
    order: list[str] = []
    for name in wanted or ("main",):
        _visit(name, order, [])
    sources = {name: _read(name) for name in order}
    _check(sources)
    bare = (re.sub(r"^export (?=\w)", "", _IMPORT.sub("", source), flags=re.MULTILINE).strip() for source in sources.values())
    return "\n\n".join(f"// ── {name}.js\n{text}" for name, text in zip(order, bare, strict=True)) + "\n"


def _read(name: str) -> str:
    return (PAGE / f"{name}.js").read_text("utf-8")


def _visit(name: str, order: list[str], above: list[str]) -> None:
    if name in above:
        raise ValueError(f"modules need each other in a circle: {' → '.join([*above, name])}")
    if name not in order:
        for _, needed in _IMPORT.findall(_read(name)):
            _visit(needed, order, [*above, name])
        order.append(name)


def _check(sources: dict[str, str]) -> None:
    """No name stands twice, and what is imported is exported."""
    holders: dict[str, str] = {}
    for name, source in sources.items():
        for top in _TOP.findall(source):
            if (other := holders.setdefault(top, name)) != name:
                raise ValueError(f"{top} stands in both {other}.js and {name}.js")
        for wanted, other in _IMPORT.findall(source):
            exported = set(_EXPORT.findall(sources[other]))
            for one in filter(None, (part.strip() for part in wanted.split(","))):
                if one not in exported:
                    raise ValueError(f"{name}.js imports {one}, which {other}.js does not export")
