"""Boundary cases of an edition, made from the ruleset itself: what `tijian ruleset cases` writes, for people to review and keep.

Deterministic: the same ruleset and the same hand-written cases give the same file to the byte. The hand-written cases serve as
seeds for what cannot be enumerated: texts, and numbers and days that a plugin computes from.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..authoring.resolve import Edition
from ..catalogues import Catalogue, Entry
from ..facts.admission import admit
from ..facts.attributes import Known
from ..model.problem import InputError, Problem
from .boundaries_conclusions import conclusion_chapters
from .boundaries_site import site_chapters
from .boundaries_tests import test_chapters
from .boundaries_verdicts import verdict_chapters
from .case_text import written
from .cases import CASES, CaseAt, dossier_of, read_cases
from .desk import Desk
from .domains import Seeds

PREFIX: Final = "boundaries_"  # of the files kept: boundaries_2021.yaml


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The file as text, and warnings: what could not be reached, and why."""

    text: str
    count: int
    problems: tuple[Problem, ...]


def boundaries(catalogue: Catalogue, edition: Edition) -> Boundaries:
    """The boundary cases of one edition. Raises RulesetError (it or its hand-written cases do not load), PluginError."""
    entry = catalogue.edition(edition.category, edition.edition)
    desk = Desk(catalogue, entry, edition, seeds(entry, edition))
    chapters = [*test_chapters(desk), *site_chapters(desk), *conclusion_chapters(desk), *verdict_chapters(desk)]
    return Boundaries(written(_header(edition), chapters), sum(len(one.cases) for one in chapters), desk.finish())


def kept_at(edition: Edition) -> Path:
    """Where the boundary cases of an edition are kept."""
    return edition.file.parent / CASES / f"{PREFIX}{edition.edition}.yaml"


def seeds(entry: Entry, edition: Edition) -> Seeds:
    """What the hand-written cases give, as far as this edition takes it in."""
    found = Seeds()
    values: dict[str, set[Known]] = {}
    products: dict[str, dict[str, Known]] = {}
    days: set[str] = set()
    folder = edition.file.parent / CASES
    for case in read_cases(folder, edition.category) if folder.is_dir() else ():
        if Path(case.at.file).name.startswith(PREFIX):
            continue
        given = case.case.given
        days |= {day for day in (given.produced_on, *(sample.produced_on for sample in given.samples)) if day is not None}
        product = _admitted(case, entry)
        products.setdefault(repr(sorted(product.items(), key=str)), product)
        for name, value in product.items():
            values.setdefault(name, set()).add(value)
    found.values = {name: sorted(some, key=lambda value: (str(type(value)), value)) for name, some in values.items()}
    found.days = sorted(days)
    found.products = [products[name] for name in sorted(products)]
    return found


def _admitted(case: CaseAt, entry: Entry) -> dict[str, Known]:
    """The product of a case as read; nothing of one that this edition refuses (it was written for another)."""
    try:
        return dict(admit(entry.program, dossier_of(case, entry.program.ruleset)).product)
    except InputError:
        return {}


def _header(edition: Edition) -> list[str]:
    return [
        f"由 tijian ruleset cases {edition.id} 生成 · made by: tijian ruleset cases {edition.id}",
        "限值处、限值上下一个末位，每个核查项单独不符合。states 由要求的比较符算出；grade、scores、diagnoses、clues 是引擎当时所说，",
        "须由人对照标准核对。",
        "At each limit, one unit in the last place below and above it, and each check failing alone. States are computed from the",
        "comparators; grade, scores, diagnoses and clues are what the engine said: a snapshot, to be reviewed against the standards.",
        "不要手改：改细则，再生成，再核对差异。 Do not edit: change the ruleset, make it again, review the difference.",
    ]
