"""The bundled dossiers, one for each thing that can happen in an assessment: what they are, and what `demo --dossiers --out` writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from .language import LANGUAGES

if TYPE_CHECKING:
    from tijian.catalogues import Catalogue
    from tijian.model.dossier import Dossier
    from tijian.model.result import Result

HOME: Final = ("tijian_rulesets", "demo")  # where they are, as package data


def dossiers() -> list[tuple[str, Dossier]]:
    """The bundled dossiers by file name, sorted."""
    import tijian

    found = [(name, tijian.read_dossier(name, text=text)) for name, text in _texts()]
    if not found:
        raise LookupError("there are no bundled dossiers")
    return found


def written(catalogue: Catalogue, results: Sequence[tuple[str, Result]]) -> Iterator[tuple[str, bytes]]:
    """The files of the directory: the dossiers, their results, and each report in both languages."""
    from .paper import Look
    from .report import report

    yield from ((f"dossiers/{name}", text) for name, text in _texts())
    yield "results.jsonl", "".join(result.model_dump_json(by_alias=True) + "\n" for _, result in results).encode()
    for name, result in results:
        ruleset = catalogue.entry(result.category, result.assessed_on).program.ruleset
        for language in LANGUAGES:
            yield f"reports/{name.removesuffix('.yaml')}.{language}.txt", report(result, ruleset, language, Look()).encode()


def _texts() -> list[tuple[str, bytes]]:
    package, folder = HOME
    held = [one for one in files(package).joinpath(folder).iterdir() if one.name.endswith(".yaml")]
    return sorted((one.name, one.read_bytes()) for one in held)
