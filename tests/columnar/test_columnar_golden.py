"""Every golden case of the eleven categories, judged by columns: the same verdict, scores, states and findings as the plain interpreter."""

from collections.abc import Iterator

import polars as pl
import pytest

from tijian.catalogues import Catalogue, catalogue
from tijian.exchange.parquet import Layout
from tijian.model.dossier import Dossier
from tijian.model.problem import InputError
from tijian.proving.cases import cases_for, dossier_of
from tijian.verdict.plainly import Interpreter, plan_for

CATALOGUE = catalogue()
EDITIONS = [
    (category, edition.edition)
    for category, editions in CATALOGUE.library.categories().items()
    for edition in editions
    if CATALOGUE.plugins.owner(category) is not None and category not in ("common", "demo")
]


def dossiers(known: Catalogue, layout: Layout, category: str, edition: str) -> Iterator[Dossier]:
    """The dossiers of an edition's cases, each with a number of its own."""
    [here] = [one for one in known.library.editions(category) if one.edition == edition]
    for number, case in enumerate(cases_for(known, here)):
        dossier = dossier_of(case, layout.ruleset)
        if layout.ruleset.in_force.covers(dossier.assessed_on):
            yield dossier.model_copy(update={"assessment": f"{category}-{edition}-{number}"})


def test_all_eleven_categories_are_here() -> None:
    assert len({category for category, _ in EDITIONS}) == 11


@pytest.mark.parametrize(("category", "edition"), EDITIONS)
def test_golden_cases_come_out_alike(category: str, edition: str) -> None:
    plan = plan_for(CATALOGUE.edition(category, edition).program, CATALOGUE.plugins)
    assert isinstance(plan.one_by_one, Interpreter)
    rows, wanted = [], []
    for dossier in dossiers(CATALOGUE, plan.layout, category, edition):
        try:
            rows.append(plan.layout.row(dossier))
        except InputError:
            with pytest.raises(InputError):  # a case that the ruleset refuses is refused here and there
                plan.one_by_one(dossier)
            continue
        wanted.append(plan.one_by_one(dossier))
    assert len(rows) > 300
    judged = plan.judge(pl.DataFrame(rows, schema=plan.layout.schema()), findings=True, states=True)
    assert judged.states is not None
    assert judged.findings is not None
    assert judged.handed_to_direct <= len(rows) // 50, "golden cases are of common shapes: they fit columns"
    assert judged.verdicts.to_dicts() == [{name: one[name] for name in plan.schema} for one in wanted]
    assert judged.states.to_dicts() == [one["states"] for one in wanted]
    told = {
        (one["assessment"], kind, name)
        for one in wanted
        for kind, name in (
            *((state, check) for check, state in one["states"].items() if state in ("fail", "minor")),
            *(("diagnosis", name) for name in one["diagnoses"]),
            *(("clue", name) for name in one["clues"]),
        )
    }
    assert set(judged.findings.iter_rows()) == told
